//! One file of words in one language, in Fluent's syntax, read with the eyes of a stranger.

use crate::Fault;
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file, bytes.
pub const LONGEST: usize = 256 << 10;

/// The longest entry, bytes; and its braces, since the parser goes one step down for each.
const ENTRY: usize = 4 << 10;
const BRACES: usize = 100;

/// Words that stand for numbers of things, in Fluent and in CLDR.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What has been read of one message or of one of its attributes (`key.attribute`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// The names with which it is filled.
    pub arguments: BTreeSet<String>,
    /// The plural forms that each choice by number has.
    pub plurals: Vec<BTreeSet<String>>,
}

/// One file, parsed.
#[derive(Debug)]
pub struct Catalogue {
    pub(crate) resources: Vec<FluentResource>,
    pub(crate) messages: BTreeMap<String, Message>,
}

impl Catalogue {
    /// Reads a file. `file` is its name without the ending, for errors.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(file: &str, source: &str) -> Result<Catalogue, Fault> {
        if source.len() > LONGEST {
            return Err(Fault::of(
                file,
                format!("it has {} bytes, at most {LONGEST} are read", source.len()),
            ));
        }
        let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
        let mut catalogue = Catalogue { resources: Vec::new(), messages: BTreeMap::new() };
        let mut known = BTreeSet::new();
        for (line, entry) in entries(&source) {
            let fault = |what: String| Fault { file: file.to_owned(), line: Some(line), what };
            if entry.len() > ENTRY || entry.matches('{').count() > BRACES {
                return Err(fault(format!(
                    "an entry has at most {ENTRY} bytes and {BRACES} braces: nobody would read it"
                )));
            }
            let resource = FluentResource::try_new(entry.to_owned()).map_err(|(_, errors)| {
                let why = errors.first().map_or_else(|| "it is not Fluent".to_owned(), ToString::to_string);
                fault(format!("it cannot be read: {why}"))
            })?;
            for part in resource.entries() {
                let name = match part {
                    Entry::Message(message) => {
                        catalogue.note(message.id.name, message.value.as_ref()).map_err(fault)?;
                        for attribute in &message.attributes {
                            let name = format!("{}.{}", message.id.name, attribute.id.name);
                            catalogue.note(&name, Some(&attribute.value)).map_err(fault)?;
                        }
                        message.id.name.to_owned()
                    }
                    Entry::Term(term) => {
                        Message::default().read(&term.value).map_err(fault)?;
                        format!("-{}", term.id.name)
                    }
                    Entry::Junk { .. } => return Err(fault("it cannot be read".into())),
                    _ => continue,
                };
                if !known.insert(name.clone()) {
                    return Err(fault(format!("`{name}` is there twice")));
                }
            }
            catalogue.resources.push(resource);
        }
        Ok(catalogue)
    }

    /// The keys that it has words for; those of attributes as `key.attribute`.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// The same with a plain message more, for what is said elsewhere.
    pub fn with(&mut self, key: &str) {
        self.messages.entry(key.to_owned()).or_default();
    }

    fn note(&mut self, name: &str, pattern: Option<&Pattern<&str>>) -> Result<(), String> {
        let Some(pattern) = pattern else { return Ok(()) };
        let mut message = Message::default();
        message.read(pattern)?;
        self.messages.insert(name.to_owned(), message);
        Ok(())
    }
}

/// The entries of a file with their lines. One begins with a letter, `-` or `#` at the beginning of a line, and no part
/// of one can; so each is parsed by itself, and how deep one goes is bounded.
fn entries(source: &str) -> Vec<(usize, &str)> {
    let begins = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-' || c == '#');
    let (mut found, mut start, mut first, mut at) = (Vec::new(), 0, 1, 0);
    for (number, line) in source.split_inclusive('\n').enumerate() {
        if begins(line) && at > start {
            found.push((first, &source[start..at]));
            (start, first) = (at, number + 1);
        }
        at += line.len();
    }
    found.push((first, &source[start..]));
    found
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) -> Result<(), String> {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression)?;
            }
        }
        Ok(())
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Result<(), String> {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline),
            Expression::Select { selector, variants } => (selector, variants),
        };
        self.inline(selector)?;
        let mut forms = BTreeSet::new();
        for variant in variants {
            if let VariantKey::Identifier { name } = variant.key
                && FORMS.contains(&name)
            {
                forms.insert(name.to_owned());
            }
            self.read(&variant.value)?;
        }
        // `other` alone is what every choice ends with.
        if forms.iter().any(|form| form != "other") {
            self.plurals.push(forms);
        }
        Ok(())
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> Result<(), String> {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression)?,
            InlineExpression::FunctionReference { id, arguments } => {
                if id.name != "NUMBER" {
                    return Err(format!("there is no function `{}`, only `NUMBER`", id.name));
                }
                arguments.positional.iter().try_for_each(|argument| self.inline(argument))?;
            }
            InlineExpression::MessageReference { id, .. } => {
                return Err(format!(
                    "a message cannot stand in another: make a term of it, `-{}`, and write `{{ -{} }}`",
                    id.name, id.name
                ));
            }
            InlineExpression::TermReference { .. }
            | InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. } => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(source: &str) -> String {
        Catalogue::parse("pl", source).unwrap_err().to_string()
    }

    #[test]
    fn messages_attributes_and_what_they_are_filled_with_are_found() {
        let read = Catalogue::parse(
            "en",
            "# About tickets.\n-brand = Ombud\nhello = { -brand } greets { $name }\n    .hint = Who is { $who }?\n\
             count =\n    { $count ->\n        [one] one ticket\n       *[other] { NUMBER($count) } tickets\n    }\n",
        )
        .unwrap();
        assert_eq!(read.keys().collect::<Vec<_>>(), ["count", "hello", "hello.hint"]);
        assert_eq!(read.messages["hello.hint"].arguments, ["who".to_owned()].into());
        assert_eq!(read.messages["count"].plurals, [["one".to_owned(), "other".to_owned()].into()]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert!(fault("a = b\nc { d\n").starts_with("texts/pl.ftl, line 2: it cannot be read: "));
        assert!(fault("a = 1\n\na = 2\n").ends_with("line 3: `a` is there twice"));
        assert!(fault("a = { DATETIME($x) }\n").contains("no function `DATETIME`"));
        assert!(fault("a = 1\nb = { a }\n").contains("make a term of it, `-a`"));
        assert!(fault(&"a".repeat(LONGEST + 1)).contains("at most"));
    }

    #[test]
    fn what_goes_deep_or_on_and_on_is_refused_before_it_is_parsed() {
        for deep in [
            format!("a = {}", "{".repeat(100_000)),
            format!("a = {}", "{\n".repeat(100_000)),
            format!("a = {}", "{ \"}\" {".repeat(20_000)),
            format!("a = {}", "{ X(\n".repeat(20_000)),
        ] {
            assert!(fault(&deep).contains("braces"), "{}", fault(&deep));
        }
        // What begins like an entry is one, wherever it stands.
        assert!(Catalogue::parse("pl", &"a = {\nA(x: ".repeat(5_000)).is_err());
    }
}
