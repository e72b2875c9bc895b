//! Parameters of `Content-Type` and `Content-Disposition`: RFC 2231, RFC 2047 where it does not belong, and
//! names without quotes.

use crate::{charset, transfer, words};

/// The value of a structured header and its parameters.
#[derive(Debug, Default)]
pub struct Structured {
    /// In lower case, as `text/plain` or `attachment`.
    pub value: String,
    params: Vec<Param>,
}

#[derive(Debug)]
struct Param {
    name: String,
    /// `filename*2`: the third piece of one that is cut in pieces.
    part: u32,
    /// `filename*`: charset, language and percent signs.
    encoded: bool,
    value: Vec<u8>,
}

impl Structured {
    /// Reads a header; what makes no sense is left out.
    pub fn parse(raw: &[u8]) -> Structured {
        let raw = words::unfold(raw);
        let mut pieces = split(&raw).into_iter();
        let value = pieces.next().unwrap_or_default();
        let value = String::from_utf8_lossy(value).trim().to_ascii_lowercase();
        Structured { value, params: pieces.filter_map(param).collect() }
    }

    /// A parameter as text.
    pub fn get(&self, name: &str, hint: Option<&str>) -> Option<String> {
        let named = || self.params.iter().filter(|param| param.name == name);
        let mut pieces: Vec<&Param> = named().filter(|param| param.encoded || param.part > 0).collect();
        if pieces.is_empty() {
            let plain = named().next()?;
            return Some(words::decode(&plain.value, hint)).filter(|text| !text.is_empty());
        }
        // A first piece that is not percent-encoded still belongs to the row.
        pieces.extend(named().filter(|param| !param.encoded && param.part == 0 && self.is_cut(name)));
        pieces.sort_by_key(|param| param.part);
        let (mut label, mut bytes) = (None, Vec::new());
        for (at, piece) in pieces.iter().enumerate() {
            let mut value = piece.value.as_slice();
            if at == 0
                && piece.encoded
                && let Some(first) = words::find(value, b"'")
                && let Some(second) = words::find(&value[first + 1..], b"'")
            {
                label = Some(String::from_utf8_lossy(&value[..first]).into_owned());
                value = &value[first + second + 2..];
            }
            match piece.encoded {
                true => bytes.extend(percent(value)),
                false => bytes.extend(value),
            }
        }
        let text = match label.as_deref().filter(|label| !label.is_empty()) {
            Some(label) => charset::decode(&bytes, Some(label)),
            None => words::decode(&bytes, hint),
        };
        Some(charset::clean(&text).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn is_cut(&self, name: &str) -> bool {
        self.params.iter().any(|param| param.name == name && param.part > 0)
    }
}

fn split(raw: &[u8]) -> Vec<&[u8]> {
    let (mut pieces, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in raw.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                pieces.push(&raw[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&raw[start..]);
    pieces
}

fn param(piece: &[u8]) -> Option<Param> {
    let equals = words::find(piece, b"=")?;
    let name = String::from_utf8_lossy(&piece[..equals]).trim().to_ascii_lowercase();
    let value = unquote(piece[equals + 1..].trim_ascii());
    let (name, encoded) = match name.strip_suffix('*') {
        Some(name) => (name, true),
        None => (name.as_str(), false),
    };
    let (name, part) = match name.split_once('*') {
        Some((name, part)) => (name, part.parse().ok()?),
        None => (name, 0),
    };
    (!name.is_empty()).then(|| Param { name: name.to_owned(), part, encoded, value })
}

fn unquote(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"") else { return value.to_vec() };
    let (mut out, mut escaped) = (Vec::new(), false);
    for byte in inner {
        match byte {
            // Windows paths come unescaped: a backslash only escapes what needs it.
            b'"' | b'\\' if escaped => {
                out.push(*byte);
                escaped = false;
            }
            _ if escaped => {
                out.extend([b'\\', *byte]);
                escaped = false;
            }
            b'\\' => escaped = true,
            b'"' => break,
            _ => out.push(*byte),
        }
    }
    out
}

fn percent(value: &[u8]) -> Vec<u8> {
    // The same as quoted-printable with another sign, but for the sign itself.
    let mut pieces = value.split(|byte| *byte == b'%');
    let mut out = pieces.next().unwrap_or_default().to_vec();
    for piece in pieces {
        let decoded = transfer::quoted_printable(&[b"=", &piece[..piece.len().min(2)]].concat());
        match (decoded.as_slice(), piece.len() >= 2) {
            ([byte], true) => {
                out.push(*byte);
                out.extend(&piece[2..]);
            }
            _ => {
                out.push(b'%');
                out.extend(piece);
            }
        }
    }
    out
}

/// A file name without folders and without what no file system likes; never empty, never long.
pub fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control() && !"<>:\"|?*\u{202e}".contains(*c)).collect();
    let name = name.trim().trim_start_matches('.');
    if name.chars().count() <= 120 {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').filter(|(_, end)| end.len() <= 10).unwrap_or((name, ""));
    let stem: String = stem.chars().take(100).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &[u8], want: &str) {
        assert_eq!(Structured::parse(raw).get("filename", None).as_deref(), Some(want));
    }

    #[test]
    fn names_are_read_in_every_spelling() {
        check(b"attachment; filename=plain.txt", "plain.txt");
        check(b"attachment; filename=This is a test.txt", "This is a test.txt");
        check(b"attachment; filename=\"a; \\\"b\\\".txt\"", "a; \"b\".txt");
        check(b"attachment; filename=\"=?utf-8?B?R3LDtsOfZS50eHQ=?=\"", "Größe.txt");
        check(b"attachment; filename*=iso-8859-1'de'Gr%F6%DFe.txt", "Größe.txt");
        check("attachment; filename=\"Größe.txt\"".as_bytes(), "Größe.txt");
        check(b"attachment; filename=\"C:\\temp\\a.txt\"", "C:\\temp\\a.txt");
    }

    #[test]
    fn pieces_are_joined_before_they_are_decoded() {
        check(b"attachment;\r\n filename*1*=%9Fe.txt;\r\n filename*0*=utf-8''Gr%C3%B6%C3", "Größe.txt");
        check(b"attachment; filename*0=\"one \"; filename*1=\"two.txt\"", "one two.txt");
    }

    #[test]
    fn the_encoded_name_wins_over_the_plain_one() {
        check(b"attachment; filename=\"Gr__e.txt\"; filename*=utf-8''Gr%C3%B6%C3%9Fe.txt", "Größe.txt");
    }

    #[test]
    fn a_name_is_no_path() {
        assert_eq!(file_name("..\\..\\etc/passwd"), "passwd");
        assert_eq!(file_name(".htaccess"), "htaccess");
        assert_eq!(file_name(&format!("{}.pdf", "x".repeat(300))), format!("{}.pdf", "x".repeat(100)));
        assert_eq!(file_name("/"), "");
    }
}
