//! From bytes to text, whatever the label says.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;
use std::borrow::Cow;

/// Decodes bytes that are labelled so. A label that is missing, unknown or a lie falls back to UTF-8 and
/// then to windows-1252, which knows a character for every byte.
pub fn decode(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.map(normal).unwrap_or_default();
    if label.starts_with("utf-16") || label.starts_with("utf-7") || label == "ibm850" || label == "cp850" {
        // encoding_rs leaves these out: they are no charsets of the web.
        if let Some(decoder) = charset_decoder(label.as_bytes()) {
            return decoder(bytes);
        }
    }
    match Encoding::for_label(label.as_bytes()).filter(|named| *named != UTF_8) {
        // Who says Latin-1 and means UTF-8 is common; the reverse of it hardly ever makes valid UTF-8.
        Some(named) if named == WINDOWS_1252 => unlabelled(bytes),
        Some(named) => twice_encoded(bytes, named).unwrap_or_else(|| labelled(bytes, named)),
        None => unlabelled(bytes),
    }
}

fn labelled(bytes: &[u8], named: &'static Encoding) -> String {
    let tidy = if named == ISO_2022_JP { without_empty_runs(bytes) } else { Cow::Borrowed(bytes) };
    let bytes = &*tidy;
    match named.decode_without_bom_handling(bytes) {
        (text, false) => text.into_owned(),
        // Old Japanese programs named the one they should have used.
        (_, true) if named == ISO_2022_JP && !EUC_JP.decode_without_bom_handling(bytes).1 => {
            EUC_JP.decode_without_bom_handling(bytes).0.into_owned()
        }
        (text, true) if mostly(&text) && std::str::from_utf8(bytes).is_err() => text.into_owned(),
        _ => unlabelled(bytes),
    }
}

/// UTF-8 if it is, Japanese if it says so itself, else windows-1252.
fn unlabelled(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.windows(2).any(|pair| pair == b"\x1b$")
        && let (text, false) = ISO_2022_JP.decode_without_bom_handling(bytes)
    {
        return text.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Without switches of the character set that are followed by the next one at once. They say nothing and are common
/// where two encoded words meet, and the decoder, as browsers must, takes them for an error.
fn without_empty_runs(bytes: &[u8]) -> Cow<'_, [u8]> {
    let switch = |at: usize| matches!(bytes.get(at..at + 3), Some([0x1b, b'(' | b'$', _]));
    if !(0..bytes.len()).any(|at| switch(at) && switch(at + 3)) {
        return Cow::Borrowed(bytes);
    }
    let mut tidy = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if switch(at) && switch(at + 3) {
            at += 3;
            continue;
        }
        tidy.push(bytes[at]);
        at += 1;
    }
    Cow::Owned(tidy)
}

/// Whether what could be read outweighs what could not.
fn mostly(text: &str) -> bool {
    let bad = text.matches('\u{fffd}').count();
    let good = text.chars().filter(|c| !c.is_ascii()).count() - bad;
    good > 2 * bad
}

/// Text that somebody took for Latin-1 on the way and made UTF-8 of. Nothing else looks so and fits so well.
fn twice_encoded(bytes: &[u8], named: &'static Encoding) -> Option<String> {
    // With one byte a character there is no telling.
    if named.is_single_byte() || bytes.is_ascii() {
        return None;
    }
    let once: Option<Vec<u8>> =
        std::str::from_utf8(bytes).ok()?.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    match named.decode_without_bom_handling(&once?) {
        (text, false) => Some(text.into_owned()),
        (_, true) => None,
    }
}

/// Whether broken UTF-8 is still UTF-8, with a character cut in two, and no other charset.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

/// Labels as people write them: quoted, in capitals, with a language behind a `*`.
fn normal(label: &str) -> String {
    let label = label.split('*').next().unwrap_or_default();
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == ';');
    let label = label.to_ascii_lowercase();
    match label.as_str() {
        "utf7" | "unicode-1-1-utf-7" => "utf-7".into(),
        "utf8mb4" | "utf_8" => "utf-8".into(),
        "cp936" | "ms936" | "euc-cn" => "gbk".into(),
        "cp949" | "uhc" | "x-windows-949" => "euc-kr".into(),
        "cp932" | "ms932" => "shift_jis".into(),
        "cp950" => "big5".into(),
        "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3" => "iso-2022-jp".into(),
        _ => match label.strip_prefix("cp125") {
            Some(page) => format!("windows-125{page}"),
            None => label,
        },
    }
}

/// Text without what nobody can see and databases dislike: NUL and other control characters. Line ends
/// become `\n`.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], label: &str, want: &str) {
        assert_eq!(decode(bytes, Some(label).filter(|label| !label.is_empty())), want);
    }

    #[test]
    fn every_charset_of_the_brief_is_read() {
        check(b"\x1b$B$3$s$K$A$O\x1b(B", "iso-2022-jp", "こんにちは");
        check(b"\xbe\xc8\xb3\xe7", "ks_c_5601-1987", "안녕");
        check(b"\xc4\xe3\xba\xc3", "gb2312", "你好");
        check(b"\xf0\xd2\xc9\xd7\xc5\xd4", "KOI8-R", "Привет");
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251", "Привет");
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", "CP1251", "Привет");
        check(b"za\xbf\xf3\xb3\xe6", "iso-8859-2", "zażółć");
        check(b"+BB8EQAQ4BDIENQRC-", "utf-7", "Привет");
        check(b"\xa4\xa4\xa4\xe5", "big5", "中文");
        check(b"\x93a\x94", "windows-1252", "“a”");
    }

    #[test]
    fn a_label_that_lies_is_not_believed() {
        check("Größe".as_bytes(), "us-ascii", "Größe");
        check("Größe".as_bytes(), "iso-8859-1", "Größe");
        check(b"Gr\xf6\xdfe", "utf-8", "Größe");
        check(b"Gr\xf6\xdfe", "x-unknown", "Größe");
        check(b"Gr\xf6\xdfe", "", "Größe");
        check("Приве".as_bytes(), "big5", "Приве");
        check(b"\xa4\xb3\xa4\xf3", "iso-2022-jp", "こん");
        check(b"Dij\x8aat", "iso-2022-jp", "DijŠat");
    }

    #[test]
    fn utf8_with_a_character_cut_in_two_stays_utf8() {
        check(&["Приве".as_bytes(), &[0xd1]].concat(), "utf-8", "Приве\u{fffd}");
    }

    #[test]
    fn what_was_encoded_twice_is_decoded_twice() {
        check("¤¤¤å".as_bytes(), "big5", "中文");
    }

    #[test]
    fn control_characters_go_and_line_ends_are_one() {
        assert_eq!(clean("a\0b\r\nc\rd\u{7}\te"), "ab\nc\nd\te");
    }
}
