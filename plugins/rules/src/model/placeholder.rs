//! What is filled into the texts of a rule: `{ticket.number}`, or `{customer.name|there}` if there may be none. `{{` is a brace.

/// What can be filled in.
pub const KNOWN: [&str; 6] =
    ["customer.name", "agent.name", "ticket.number", "ticket.subject", "department.name", "rule.name"];

/// The text with everything filled in. What there is none of, and what has no words instead, is left out.
///
/// # Errors
/// What stands in braces and cannot be filled in.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        filled.push_str(&rest[..at]);
        let from = &rest[at..];
        if let Some(after) = from.strip_prefix("{{") {
            filled.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}").or_else(|| from.strip_prefix('}')) {
            filled.push('}');
            rest = after;
        } else {
            let inside = &from[1..];
            let short = || inside.chars().take(40).collect::<String>();
            let end = inside.find(['{', '}', '\n']).filter(|end| inside[*end..].starts_with('}'));
            let end = end.ok_or_else(short)?;
            let (name, instead) = inside[..end].split_once('|').unwrap_or((&inside[..end], ""));
            if !KNOWN.contains(&name.trim()) {
                return Err(name.trim().to_owned());
            }
            let said = value(name.trim()).filter(|said| !said.trim().is_empty());
            filled.push_str(said.as_deref().unwrap_or(instead));
            rest = &inside[end + 1..];
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_what_is_not_is_told() {
        let value = |name: &str| (name == "ticket.number").then(|| "42".to_owned());
        assert_eq!(fill("#{ticket.number}, {customer.name|you}.", value), Ok("#42, you.".into()));
        assert_eq!(fill("{{x}} {agent.name}", value), Ok("{x} ".into()));
        assert_eq!(fill("{custmer.name}", value), Err("custmer.name".into()));
        assert_eq!(fill("{customer.name", value), Err("customer.name".into()));
    }
}
