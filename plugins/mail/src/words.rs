//! Header texts: raw bytes, folded lines and RFC 2047 words, also broken ones.

use crate::{charset, transfer};

/// One piece of a header text.
enum Piece<'a> {
    Plain(&'a [u8]),
    Word { charset: &'a str, bytes: Vec<u8> },
}

/// Reads a header text. Bytes above ASCII that no word encodes are in `hint`, often the body's charset.
pub fn decode(raw: &[u8], hint: Option<&str>) -> String {
    let raw = unfold(raw);
    let mut text = String::new();
    let mut held: Option<(&str, Vec<u8>)> = None;
    for piece in pieces(&raw) {
        match piece {
            // Between two words white space does not count.
            Piece::Plain(plain) if held.is_some() && plain.iter().all(u8::is_ascii_whitespace) => continue,
            Piece::Plain(plain) => {
                flush(&mut text, held.take());
                text.push_str(&charset::decode(plain, hint));
            }
            Piece::Word { charset, bytes } => match &mut held {
                // A character may have been cut in two between words.
                Some((same, before)) if same.eq_ignore_ascii_case(charset) => before.extend(bytes),
                _ => {
                    flush(&mut text, held.take());
                    held = Some((charset, bytes));
                }
            },
        }
    }
    // Trailing white space after a word was skipped on purpose: nobody sees it.
    flush(&mut text, held);
    let text = charset::clean(&text).replace(['\n', '\t'], " ");
    text.trim().to_owned()
}

fn flush(text: &mut String, held: Option<(&str, Vec<u8>)>) {
    if let Some((label, bytes)) = held {
        text.push_str(&charset::decode(&bytes, Some(label)));
    }
}

/// Makes one line of a folded header.
pub fn unfold(raw: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(raw.len());
    for line in raw.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if out.is_empty() {
            out.extend(line);
        } else if !line.trim_ascii().is_empty() {
            out.push(b' ');
            out.extend(line.trim_ascii_start());
        }
    }
    out
}

fn pieces(raw: &[u8]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut at) = (raw, 0);
    while let Some(found) = find(&rest[at..], b"=?") {
        let start = at + found;
        match word(&rest[start..]) {
            Some((piece, length)) => {
                if start > 0 {
                    pieces.push(Piece::Plain(&rest[..start]));
                }
                pieces.push(piece);
                (rest, at) = (&rest[start + length..], 0);
            }
            None => at = start + 2,
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

/// The encoded word that stands at the beginning, and how long it is. Spaces inside, a missing end at the end
/// of the line and missing padding are forgiven.
fn word(raw: &[u8]) -> Option<(Piece<'_>, usize)> {
    let charset_end = 2 + find(raw.get(2..)?, b"?")?;
    let charset = std::str::from_utf8(&raw[2..charset_end]).ok()?;
    if charset.is_empty() || charset.len() > 40 || charset.contains(char::is_whitespace) {
        return None;
    }
    let [encoding, b'?', data @ ..] = &raw[charset_end + 1..] else { return None };
    let head = charset_end + 3;
    let (data, length) = match find(data, b"?=") {
        Some(end) => (&data[..end], head + end + 2),
        None => (data.strip_suffix(b"?").unwrap_or(data), raw.len()),
    };
    let bytes = match encoding {
        b'B' | b'b' => transfer::base64(data),
        b'Q' | b'q' => {
            let spaced: Vec<u8> = data.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
            transfer::quoted_printable(&spaced)
        }
        _ => return None,
    };
    Some((Piece::Word { charset, bytes }, length))
}

/// Where `needle` first stands in `haystack`.
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, want: &str) {
        assert_eq!(decode(raw.as_bytes(), None), want);
    }

    #[test]
    fn words_are_read_and_joined() {
        check("=?utf-8?B?R3LDtsOfZQ==?=", "Größe");
        check("Re: =?ISO-8859-1?Q?Gr=F6=DFe?= 42", "Re: Größe 42");
        check("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c", "ab c");
        check("=?koi8-r?B?8NLJ18XU?=", "Привет");
        check("=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=", "こんにちは");
        check("=?iso-2022-jp?B?GyRCJDMkcxsoQg==?= =?iso-2022-jp?B?GyRCJEskQSRPGyhC?=", "こんにちは");
    }

    #[test]
    fn a_character_cut_in_two_between_words_is_whole_again() {
        check("=?utf-8?B?R3LD?= =?utf-8?B?tsOfZQ==?=", "Größe");
    }

    #[test]
    fn broken_words_are_read_as_far_as_possible() {
        check("=?utf-8?Q?two words_here?=", "two words here");
        check("=?utf-8?B?R3LDtsOfZQ", "Größe");
        check("=?NONE?B?SGVsbG8=?=", "Hello");
        check("x=?utf-8?q?y?=z", "xyz");
        check("a =? b", "a =? b");
        check("=?utf-8?X?abc?=", "=?utf-8?X?abc?=");
    }

    #[test]
    fn raw_bytes_are_in_the_hinted_charset() {
        assert_eq!(decode(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")), "Привет");
        assert_eq!(decode("Größe".as_bytes(), None), "Größe");
        assert_eq!(decode(b"Gr\xf6\xdfe", None), "Größe");
    }

    #[test]
    fn folded_lines_are_one() {
        check("one\r\n two\r\n\tthree", "one two three");
    }
}
