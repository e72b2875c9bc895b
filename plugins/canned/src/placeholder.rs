//! What is filled in: `{customer.name}`, or `{customer.name|there}` if there may be none. `{{` is a brace.

use ombud_plugin::text;
use ombud_plugin::{Error, Result};

/// What can be filled in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placeholder {
    CustomerName,
    CustomerFirstName,
    CustomerEmail,
    AgentName,
    AgentFirstName,
    TicketNumber,
    TicketSubject,
    DepartmentName,
}

impl Placeholder {
    pub const ALL: [Placeholder; 8] = [
        Placeholder::CustomerName,
        Placeholder::CustomerFirstName,
        Placeholder::CustomerEmail,
        Placeholder::AgentName,
        Placeholder::AgentFirstName,
        Placeholder::TicketNumber,
        Placeholder::TicketSubject,
        Placeholder::DepartmentName,
    ];

    /// As it stands between braces.
    pub fn word(self) -> &'static str {
        match self {
            Placeholder::CustomerName => "customer.name",
            Placeholder::CustomerFirstName => "customer.first-name",
            Placeholder::CustomerEmail => "customer.email",
            Placeholder::AgentName => "agent.name",
            Placeholder::AgentFirstName => "agent.first-name",
            Placeholder::TicketNumber => "ticket.number",
            Placeholder::TicketSubject => "ticket.subject",
            Placeholder::DepartmentName => "department.name",
        }
    }

    fn parse(word: &str) -> Option<Placeholder> {
        Placeholder::ALL.into_iter().find(|name| name.word() == word)
    }
}

#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Text(&'a str),
    Brace(&'static str),
    Filled(Placeholder, &'a str),
}

/// `invalid` if something in braces cannot be filled in: it says what, and what can be.
pub fn check(text: &str) -> Result<()> {
    pieces(text).map(drop)
}

/// The text with everything filled in. What there is none of, and what has no words instead, is left out.
pub fn fill(text: &str, value: impl Fn(Placeholder) -> Option<String>) -> Result<String> {
    let mut filled = String::new();
    for piece in pieces(text)? {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Brace(brace) => filled.push_str(brace),
            Piece::Filled(name, instead) => match value(name).filter(|value| !value.trim().is_empty()) {
                Some(value) => filled.push_str(&value),
                None => filled.push_str(instead),
            },
        }
    }
    Ok(filled)
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        pieces.push(Piece::Text(&rest[..at]));
        let from = &rest[at..];
        rest = if let Some(rest) = from.strip_prefix("{{") {
            pieces.push(Piece::Brace("{"));
            rest
        } else if let Some(rest) = from.strip_prefix("}}") {
            pieces.push(Piece::Brace("}"));
            rest
        } else if let Some(rest) = from.strip_prefix('}') {
            pieces.push(Piece::Brace("}"));
            rest
        } else {
            let inside = &from[1..];
            let short = inside.chars().take(40).collect::<String>();
            let end = inside.find(['{', '}', '\n']).filter(|end| inside[*end..].starts_with('}'));
            let end = end.ok_or_else(|| Error::invalid(text!("brace-open", text = short)))?;
            let (name, instead) = inside[..end].split_once('|').unwrap_or((&inside[..end], ""));
            let known = Placeholder::parse(name.trim()).ok_or_else(|| {
                let known: Vec<String> =
                    Placeholder::ALL.iter().map(|name| format!("{{{}}}", name.word())).collect();
                Error::invalid(text!("unknown-placeholder", name = name.trim(), known = known.join(", ")))
            })?;
            pieces.push(Piece::Filled(known, instead));
            &inside[end + 1..]
        };
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        let value = |name| match name {
            Placeholder::CustomerName => Some("Zoe {agent.name}".to_owned()),
            Placeholder::TicketNumber => Some("42".to_owned()),
            _ => None,
        };
        fill(text, value).unwrap()
    }

    #[test]
    fn names_are_filled_in_once_and_what_is_not_there_has_other_words() {
        assert_eq!(filled("Dear {customer.name}, #{ticket.number}."), "Dear Zoe {agent.name}, #42.");
        assert_eq!(filled("Dear {agent.name|friend}{agent.name}!"), "Dear friend!");
        assert_eq!(filled("{ customer.name |x}"), "Zoe {agent.name}");
        assert_eq!(filled("a {{b}} c } 100 %"), "a {b} c } 100 %");
    }

    #[test]
    fn what_cannot_be_filled_in_is_named_with_what_can() {
        let told = |text: &str| check(text).unwrap_err().message().to_owned();
        assert!(
            told("Dear {custmer.name},").contains("custmer.name") && told("{x}").contains("{customer.name}")
        );
        for open in ["Dear {customer.name", "{customer.name\n}", "{customer{x}"] {
            assert!(told(open).contains("has no end"), "{open}");
        }
        assert!(check("nothing to fill in").is_ok());
    }
}
