//! Addresses: what stands in a path or in a query.

/// A query, with its question mark; nothing if there are no pairs.
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> =
        pairs.into_iter().map(|(name, value)| format!("{name}={}", encode(&value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// What a parameter of a query is, without blanks around; nothing if it is empty.
pub fn filled(query: &[(String, String)], name: &str) -> Option<String> {
    let first = query.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
    first.filter(|value| !value.is_empty()).map(str::to_owned)
}

/// A piece of text as it stands in an address.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_address_is_written_out() {
        assert_eq!(
            query([("tag", "žalba & co".to_owned()), ("n", "1".to_owned())]),
            "?tag=%C5%BEalba%20%26%20co&n=1"
        );
        assert_eq!(query([]), "");
    }
}
