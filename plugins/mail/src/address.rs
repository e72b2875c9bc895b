//! Address headers, read as mail programs write them and not only as RFC 5322 says.

use crate::{charset, words};

/// A person in a header.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Address {
    /// As shown; empty if the header gives none.
    pub name: String,
    /// `local@domain`; in lower case.
    pub address: String,
}

impl Address {
    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.address.rsplit_once('@').map_or(&self.address, |(local, _)| local)
    }

    /// Whether mail can be sent there at all: what the kernel takes as the address of a person.
    pub fn is_valid(&self) -> bool {
        let Some((local, domain)) = self.address.rsplit_once('@') else { return false };
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"@".contains(c);
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        self.address.len() <= 254
            && (1..=64).contains(&local.len())
            && !local.contains(forbidden)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && domain.split('.').all(label)
    }
}

/// All addresses of a header, groups dissolved.
pub fn parse(raw: &[u8], hint: Option<&str>) -> Vec<Address> {
    let text = charset::decode(&words::unfold(raw), hint);
    split(&text).into_iter().filter_map(one).collect()
}

/// Cuts at commas and semicolons that are not inside quotes, comments, angles or encoded words.
fn split(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let (mut quoted, mut depth, mut angle, mut escaped) = (false, 0u32, false, false);
    let mut word_end = 0;
    for (at, c) in text.char_indices() {
        if at < word_end {
            continue;
        }
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '=' if !quoted && text[at..].starts_with("=?") => {
                let end = text[at..].match_indices('?').nth(2).and_then(|(mark, _)| {
                    text[at + mark + 1..].find("?=").map(|end| at + mark + 1 + end + 2)
                });
                word_end = end.unwrap_or(0);
            }
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            '<' if !quoted && depth == 0 => angle = true,
            '>' if !quoted && depth == 0 => angle = false,
            ',' | ';' if !quoted && depth == 0 && !angle => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

fn one(piece: &str) -> Option<Address> {
    let (bare, comment) = without_comments(piece);
    let bare = bare.trim();
    // A quoted name may hold angles of its own: the address is in the last one.
    let (name, address) = match (bare.rfind('<'), bare.rfind('>')) {
        (Some(open), Some(close)) if open < close => (&bare[..open], &bare[open + 1..close]),
        (Some(open), None) => (&bare[..open], &bare[open + 1..]),
        _ => ("", bare),
    };
    let name = match name.split_once(':') {
        // The name of a group, unless it is quoted.
        Some((group, name)) if !group.contains('"') && !group.contains("=?") => name,
        _ => name,
    };
    let address = match address.rsplit_once(':') {
        // `mailto:x`, a route `@a,@b:x`, or a group's name.
        Some((_, address)) => address,
        None => address,
    };
    let address: String = words::decode(address.as_bytes(), None)
        .chars()
        .filter(|c| !c.is_whitespace() && !"\"<>".contains(*c))
        .collect::<String>()
        .to_lowercase();
    let name = match readable(name) {
        name if name.is_empty() => readable(&comment),
        name => name,
    };
    (!address.is_empty()).then_some(Address { name, address })
}

fn readable(name: &str) -> String {
    let mut plain = String::new();
    let mut chars = name.trim().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            '"' => {}
            c => plain.push(c),
        }
    }
    let name = words::decode(plain.as_bytes(), None);
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\'');
    name.chars().take(200).collect()
}

fn without_comments(piece: &str) -> (String, String) {
    let (mut bare, mut comment) = (String::new(), String::new());
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for c in piece.chars() {
        let plain = escaped;
        escaped = !escaped && c == '\\';
        match c {
            '"' if !plain && depth == 0 => quoted = !quoted,
            '(' if !plain && !quoted => {
                depth += 1;
                if depth == 1 {
                    continue;
                }
            }
            ')' if !plain && !quoted && depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    continue;
                }
            }
            _ => {}
        }
        if depth > 0 { comment.push(c) } else { bare.push(c) }
    }
    (bare, comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, want: &[(&str, &str)]) {
        let found = parse(raw.as_bytes(), None);
        let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn names_and_addresses_are_told_apart() {
        check("Ada Lovelace <Ada@Example.org>", &[("Ada Lovelace", "ada@example.org")]);
        check("ada@example.org", &[("", "ada@example.org")]);
        check("ada@example.org (Ada)", &[("Ada", "ada@example.org")]);
        check(
            "\"Lovelace, Ada\" <ada@example.org>, b@example.org",
            &[("Lovelace, Ada", "ada@example.org"), ("", "b@example.org")],
        );
        check("\"ada@example.org\" <ada@example.org>", &[("ada@example.org", "ada@example.org")]);
    }

    #[test]
    fn encoded_names_are_read_even_with_a_comma_inside() {
        check("=?utf-8?Q?L=C3=B6we,_Ada?= <ada@example.org>", &[("Löwe, Ada", "ada@example.org")]);
        check("\"=?utf-8?B?TMO2d2U=?=\" <ada@example.org>", &[("Löwe", "ada@example.org")]);
    }

    #[test]
    fn groups_and_broken_ones_are_read() {
        check(
            "Friends: Ada <ada@example.org>, b@example.org;",
            &[("Ada", "ada@example.org"), ("", "b@example.org")],
        );
        check("undisclosed-recipients:;", &[]);
        check("Ada <ada@example.org", &[("Ada", "ada@example.org")]);
        check("<mailto:ada@example.org>", &[("", "ada@example.org")]);
        check("", &[]);
    }

    #[test]
    fn what_cannot_be_mailed_to_is_not_valid() {
        for bad in ["ada", "ada@", "@example.org", "a@b@c.org", "a b@c..org", "a.@c.org", "a@.org"] {
            assert!(!Address { name: String::new(), address: bad.into() }.is_valid(), "{bad}");
        }
        assert!(Address { name: String::new(), address: "a.b+c@mail.example.org".into() }.is_valid());
    }
}
