//! What a ticket may be called and carry.

use ombud_plugin::text;
use ombud_plugin::{Error, Result};

/// The longest subject, in characters.
pub const MAX_SUBJECT: usize = 300;
/// With more the record would have too many index entries.
pub const MAX_TAGS: usize = 16;
/// The longest tag, in characters.
pub const MAX_TAG: usize = 50;
/// The most participants.
pub const MAX_PARTICIPANTS: usize = 50;
/// The most files of one message.
pub const MAX_ATTACHMENTS: usize = 100;
/// The longest text of a message, in bytes. A record holds 1 MiB with everything.
pub const MAX_TEXT: usize = 400_000;
/// The longest HTML of a message, in bytes.
pub const MAX_HTML: usize = 400_000;

/// A subject that a person typed: one line, not blank, not too long.
pub fn subject(text: &str) -> Result<String> {
    let line = one_line(text);
    if line.is_empty() {
        return Err(Error::invalid(text!("subject-empty")));
    }
    let length = line.chars().count();
    if length > MAX_SUBJECT {
        return Err(Error::invalid(text!("subject-long", length = length, most = MAX_SUBJECT)));
    }
    Ok(line)
}

/// A subject that a stranger's mail brought. There is nobody to ask again, so it is made to fit.
pub fn foreign_subject(text: &str) -> String {
    let line = one_line(text);
    if line.is_empty() {
        return "(no subject)".to_owned();
    }
    match line.char_indices().nth(MAX_SUBJECT - 1) {
        Some((end, _)) if line.chars().count() > MAX_SUBJECT => format!("{}…", line[..end].trim_end()),
        _ => line,
    }
}

/// Tags: trimmed, sorted, each once whatever its letter case.
pub fn tags<'a>(given: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    for tag in given {
        let tag = one_line(tag);
        let length = tag.chars().count();
        if tag.is_empty() || length > MAX_TAG {
            return Err(Error::invalid(text!("tag-length", most = MAX_TAG, tag = &tag, length = length)));
        }
        if !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            tags.push(tag);
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(Error::invalid(text!("tags-many", count = tags.len(), most = MAX_TAGS)));
    }
    tags.sort();
    Ok(tags)
}

/// A language tag as BCP 47 writes it, roughly: letters and digits in groups of at most eight.
pub fn language(text: &str) -> Result<String> {
    let group = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if text.len() <= 35 && text.split('-').all(group) {
        return Ok(text.to_owned());
    }
    Err(Error::invalid(format!("`language`: `{text}` is not a language tag such as `en` or `pt-BR`")))
}

/// How a ticket came: a short word.
pub fn channel(text: &str) -> Result<String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if (1..=20).contains(&text.len()) && text.bytes().all(plain) {
        return Ok(text.to_owned());
    }
    Err(Error::invalid(format!("`channel`: `{text}` is not a short word such as `mail`, `web` or `api`")))
}

/// Something is said, or a file says it.
pub fn something(text: &str, html: Option<&str>, files: usize) -> Result<()> {
    if text.trim().is_empty() && html.is_none_or(|html| html.trim().is_empty()) && files == 0 {
        return Err(Error::invalid(text!("body-empty")));
    }
    Ok(())
}

/// A message fits into a record.
pub fn length(text: &str, html: Option<&str>, files: usize) -> Result<()> {
    for (name, length, most) in [("body", text.len(), MAX_TEXT), ("html", html.map_or(0, str::len), MAX_HTML)]
    {
        if length > most {
            return Err(Error::too_large(text!("message-long", name = name, length = length, most = most)));
        }
    }
    if files > MAX_ATTACHMENTS {
        return Err(Error::invalid(text!("files-many", count = files, most = MAX_ATTACHMENTS)));
    }
    Ok(())
}

/// White space of any kind becomes one space; control characters go.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(subject("  Broken\r\n\tlamp\0 "), Ok("Broken lamp".into()));
        assert!(subject(" \n ").is_err());
        assert!(subject(&"ж".repeat(MAX_SUBJECT)).is_ok());
        assert!(subject(&"ж".repeat(MAX_SUBJECT + 1)).is_err());
    }

    #[test]
    fn a_foreign_subject_always_fits() {
        assert_eq!(foreign_subject(""), "(no subject)");
        assert_eq!(foreign_subject("Hello"), "Hello");
        let cut = foreign_subject(&"ж".repeat(5000));
        assert_eq!(cut.chars().count(), MAX_SUBJECT);
        assert!(subject(&cut).is_ok());
    }

    #[test]
    fn tags_are_a_set_whatever_their_letter_case() {
        assert_eq!(tags(["vip", " refund ", "VIP"]), Ok(vec!["refund".into(), "vip".into()]));
        assert!(tags([""]).is_err());
        assert!(tags(["x".repeat(51).as_str()]).is_err());
        let many: Vec<_> = (0..17).map(|n| n.to_string()).collect();
        assert!(tags(many.iter().map(String::as_str)).is_err());
    }

    #[test]
    fn a_message_says_something_or_brings_a_file() {
        assert!(something(" ", None, 0).is_err());
        assert!(something("", None, 1).is_ok());
        assert!(something("", Some("<p>x</p>"), 0).is_ok());
        assert!(length("", None, 0).is_ok());
        assert!(matches!(length(&"x".repeat(MAX_TEXT + 1), None, 0), Err(Error::TooLarge(_))));
    }

    #[test]
    fn languages_and_channels_are_words() {
        for good in ["en", "pt-BR", "zh-Hant-TW"] {
            assert!(language(good).is_ok(), "{good}");
        }
        for bad in ["", "english please", "en_", "x--y"] {
            assert!(language(bad).is_err(), "{bad}");
        }
        assert!(channel("mail").is_ok());
        assert!(channel("E-Mail!").is_err());
    }
}
