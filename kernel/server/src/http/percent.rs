//! What addresses spell with `%`.

/// A decoded segment. None: not UTF-8, or with a character that would make two segments of one.
pub(super) fn segment(text: &str) -> Option<String> {
    let decoded = percent_decode(text.as_bytes())?;
    (!decoded.contains(['/', '\\', '\0'])).then_some(decoded)
}

/// `%41` as `A`.
pub(crate) fn percent_decode(bytes: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            decoded.push(first);
            continue;
        }
        let digits = rest.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        let digits = std::str::from_utf8(digits).ok()?;
        decoded.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(decoded).ok()
}
