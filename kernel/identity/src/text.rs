//! What people type: names and addresses, tidied and checked.

use crate::{IdentityError, Result, refusal};

/// Longest name of a person, department or role, in characters.
const NAME_LIMIT: usize = 120;

/// Longest mail address that SMTP can carry, in bytes.
const EMAIL_LIMIT: usize = 254;

/// A name without surrounding or doubled blanks and without control characters.
pub(crate) fn name(field: &'static str, text: &str) -> Result<String> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if tidy.is_empty() || tidy.chars().count() > NAME_LIMIT || tidy.chars().any(char::is_control) {
        return Err(IdentityError::invalid(field, refusal!("refused-characters-between", most = NAME_LIMIT)));
    }
    Ok(tidy)
}

/// An optional name; an empty one counts as none.
pub(crate) fn optional_name(field: &'static str, text: Option<&str>) -> Result<Option<String>> {
    text.filter(|text| !text.trim().is_empty()).map(|text| name(field, text)).transpose()
}

/// Running text of at most `limit` characters, which may be empty.
pub(crate) fn prose(field: &'static str, text: &str, limit: usize) -> Result<String> {
    let tidy = text.trim();
    if tidy.chars().count() > limit {
        return Err(IdentityError::invalid(field, refusal!("refused-characters", most = limit)));
    }
    Ok(tidy.to_string())
}

/// An address in lower case. Only the shape is checked; whether it exists, a mail will tell.
pub(crate) fn email(text: &str) -> Result<String> {
    let tidy = text.trim().to_lowercase();
    if plausible(&tidy) {
        Ok(tidy)
    } else {
        Err(IdentityError::invalid("email", refusal!("refused-address")))
    }
}

fn plausible(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"@".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    email.len() <= EMAIL_LIMIT
        && (1..=64).contains(&local.len())
        && !local.contains(forbidden)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.split('.').all(label)
}

/// A language tag such as `bg` or `pt-BR`.
pub(crate) fn language(text: &str) -> Result<String> {
    let fits = (2..=35).contains(&text.len())
        && text
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && text.starts_with(|c: char| c.is_ascii_alphabetic());
    if fits { Ok(text.to_string()) } else { Err(IdentityError::invalid("language", refusal!("refused-tag"))) }
}

/// The short name of a role: lower-case letters, digits and hyphens.
pub(crate) fn slug(text: &str) -> Result<String> {
    let fits = (2..=48).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if fits { Ok(text.to_string()) } else { Err(IdentityError::invalid("name", refusal!("refused-slug"))) }
}

/// Of a long text the beginning and the end: what came from outside is named, not repeated whole.
pub(crate) fn shortened(text: &str) -> String {
    const BEGINNING: usize = 700;
    const END: usize = 200;
    let length = text.chars().count();
    if length <= BEGINNING + END {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(BEGINNING).collect();
    let end: String = text.chars().skip(length - END).collect();
    format!("{beginning} … {end}")
}

/// What two names are compared by: upper and lower case are one.
pub(crate) fn fold(name: &str) -> String {
    name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lower_cased_and_must_look_like_one() {
        assert_eq!(email("  Ana@Example.ORG ").unwrap(), "ana@example.org");
        assert_eq!(email("ana+tag@пример.бг").unwrap(), "ana+tag@пример.бг");
        for bad in
            ["", "ana", "@x.org", "ana@", "a b@x.org", "a@b@c", "a@-x.org", "a@x..org", ".a@x.org", "a\n@x"]
        {
            assert!(email(bad).is_err(), "{bad:?} was taken for an address");
        }
    }

    #[test]
    fn names_lose_needless_blanks_and_may_not_be_empty() {
        assert_eq!(name("name", "  Ana   Petrova ").unwrap(), "Ana Petrova");
        assert!(name("name", " \t ").is_err());
        assert!(name("name", &"x".repeat(121)).is_err());
        assert_eq!(optional_name("alias", Some("  ")).unwrap(), None);
    }

    #[test]
    fn slugs_and_languages_are_plain() {
        assert!(slug("team-lead").is_ok());
        assert!(slug("Team lead").is_err());
        assert!(language("pt-BR").is_ok());
        assert!(language("x").is_err());
    }
}
