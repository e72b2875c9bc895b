//! Own fields of this desk, and its tags: as they are entered, told and marked.

use crate::parts::{People, options};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::definitions::{self, Colour, Definitions, Field, Kind, Moment};
use ombud_plugin::{Cx, Person, Result};
use serde_json::Value;
use std::fmt::Display;

/// Tags that are named below a field; of a desk with more nobody reads them.
const NAMED: usize = 40;

/// What this desk defined.
#[derive(Debug)]
pub struct Own(Definitions);

impl Own {
    /// Asks the plugin that keeps tickets.
    pub fn of(cx: &Cx) -> Result<Own> {
        definitions::known(cx).map(Own)
    }

    /// Its fields, in their order.
    pub fn fields(&self) -> &[Field] {
        &self.0.fields
    }

    /// What people call a field.
    pub fn title<'a>(&'a self, name: &'a str) -> &'a str {
        self.field(name).map_or(name, |field| field.title.as_str())
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// What a ticket carries under this name, for people.
    pub fn told(&self, name: &str, json: &str, people: &People) -> String {
        let value: Value = serde_json::from_str(json).unwrap_or_default();
        match value {
            Value::Bool(yes) => texts::yes_or_no(yes).to_owned(),
            Value::String(id) if self.field(name).is_some_and(|field| field.kind == Kind::Person) => {
                people.name(Some(&id)).unwrap_or(&id).to_owned()
            }
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// The people whom a ticket names in its fields.
    pub fn named(&self, fields: &[(String, String)]) -> Vec<String> {
        let person = |name: &str| self.field(name).is_some_and(|field| field.kind == Kind::Person);
        let ids = fields.iter().filter(|(name, _)| person(name));
        ids.filter_map(|(_, json)| serde_json::from_str(json).ok()).collect()
    }

    /// A tag in its colour, leading to those that have it.
    pub fn tag(&self, name: &str, to: impl Display) -> Markup {
        let known = self.0.tags.iter().find(|tag| tag.name.to_lowercase() == name.to_lowercase());
        let shade = known.map(|tag| format!(" c-{}", shade(tag.colour))).unwrap_or_default();
        html! { a class={ "tag" (shade) } href=(to) dir="auto" { (name) } }
    }

    /// The tags that there are to give, to stand below a field; none if any may be given.
    pub fn known_tags(&self) -> Option<String> {
        let names: Vec<&str> = self.0.tags.iter().map(|tag| tag.name.as_str()).take(NAMED).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

fn shade(colour: Colour) -> &'static str {
    match colour {
        Colour::Grey => "grey",
        Colour::Red => "red",
        Colour::Orange => "orange",
        Colour::Yellow => "yellow",
        Colour::Green => "green",
        Colour::Teal => "teal",
        Colour::Blue => "blue",
        Colour::Purple => "purple",
    }
}

/// A value as it stands in its field of a form.
pub fn written(fields: &[(String, String)], name: &str) -> String {
    let json = fields.iter().find(|(own, _)| own == name).map_or("null", |(_, json)| json.as_str());
    match serde_json::from_str(json) {
        Ok(Value::String(text)) => text,
        Ok(Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

/// What was typed into it, as JSON. What is not of its kind stays a text: the plugin that keeps it says what fits.
pub fn read(field: &Field, typed: &str) -> String {
    let typed = typed.trim();
    let value = match field.kind {
        _ if typed.is_empty() => Value::Null,
        Kind::Number | Kind::YesNo => {
            serde_json::from_str(typed).unwrap_or_else(|_| Value::String(typed.to_owned()))
        }
        Kind::Text | Kind::Choice | Kind::Date | Kind::Person => Value::String(typed.to_owned()),
    };
    value.to_string()
}

/// A field of a form. `opening` says that the ticket is not there yet.
pub fn input(field: &Field, name: &str, value: &str, colleagues: &[Person], opening: bool) -> Markup {
    let needed = opening && field.required == Some(Moment::Create);
    let blank = [("", "–")];
    html! {
        label {
            (field.title)
            @if !opening && field.required == Some(Moment::Resolve) { " " span class="muted" { (texts::to_resolve()) } }
            @match field.kind {
                Kind::Text => input name=(name) value=(value) required[needed] autocomplete="off" dir="auto";,
                Kind::Number => input name=(name) value=(value) required[needed] type="number" step="any";,
                Kind::Date => input name=(name) value=(value) required[needed] type="date";,
                Kind::Choice => {
                    select name=(name) required[needed] {
                        (options(blank.into_iter().chain(field.choices.iter().map(|choice| (choice.as_str(), choice.as_str()))), value))
                        // What is chosen stays, also when it is not offered any more.
                        @if !value.is_empty() && !field.choices.iter().any(|choice| choice == value) { (options([(value, value)], value)) }
                    }
                },
                Kind::YesNo => {
                    select name=(name) required[needed] {
                        (options(blank.into_iter().chain([("true", texts::yes_or_no(true)), ("false", texts::yes_or_no(false))]), value))
                    }
                },
                Kind::Person => {
                    select name=(name) required[needed] {
                        (options(blank.into_iter().chain(colleagues.iter().map(|one| (one.id.as_str(), one.name.as_str()))), value))
                        @if !value.is_empty() && !colleagues.iter().any(|one| one.id == value) { (options([(value, value)], value)) }
                    }
                }
            }
        }
    }
}

/// The name of an own field in forms.
pub fn form_name(name: &str) -> String {
    format!("own-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind) -> Field {
        let choices = vec!["wear".to_owned()];
        Field { name: "x".into(), title: "X".into(), kind, choices, required: None, customer: false }
    }

    #[test]
    fn what_is_typed_becomes_json_of_its_kind_and_comes_back_as_it_was() {
        for (kind, typed, json) in [
            (Kind::Text, "7", "\"7\""),
            (Kind::Number, "7.5", "7.5"),
            (Kind::Number, "many", "\"many\""),
            (Kind::YesNo, "true", "true"),
            (Kind::Date, "2026-03-01", "\"2026-03-01\""),
            (Kind::Choice, "", "null"),
            (Kind::Text, "say \"hi\"", r#""say \"hi\"""#),
        ] {
            assert_eq!(read(&field(kind), typed), json);
            assert_eq!(written(&[("x".into(), json.into())], "x"), typed);
        }
        assert_eq!(written(&[], "x"), "");
    }

    #[test]
    fn what_is_chosen_stays_though_it_is_not_offered_any_more() {
        let drawn = input(&field(Kind::Choice), "own-x", "moths", &[], false).into_string();
        assert!(drawn.contains(r#"<option value="moths" selected>moths"#), "{drawn}");
    }
}
