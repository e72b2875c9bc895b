//! Own fields of this desk, and its tags: as they are entered, told and marked.

use crate::parts::{People, options};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::definitions::{self, Choice, Colour, Form, FormField, Kind, Moment};
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Cx, Department, Person, Result};
use serde_json::{Map, Value};
use std::fmt::Display;

/// Tags that are named below a field; of a desk with more nobody reads them.
const NAMED: usize = 40;
/// Tags that a field offers.
const OFFERED: usize = 400;

/// What this desk defined.
#[derive(Debug)]
pub struct Own(Form);

impl Own {
    /// Asks the plugin that keeps tickets.
    pub fn of(cx: &Cx) -> Result<Own> {
        definitions::whole(cx).map(Own)
    }

    /// The fields that are filled in, in their order.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.0.fields.iter().filter(|field| !field.off)
    }

    /// Those that are filled in on this ticket.
    pub fn on<'a>(&'a self, ticket: &'a Ticket) -> impl Iterator<Item = &'a FormField> {
        let here = move |field: &&FormField| {
            field.departments.is_empty() || field.departments.contains(&ticket.department)
        };
        self.fields().filter(here)
    }

    /// Those that still have to be filled in before it can be resolved.
    pub fn missing<'a>(&'a self, ticket: &'a Ticket) -> impl Iterator<Item = &'a FormField> {
        let blank = move |field: &&FormField| written(&ticket.fields, &field.field.name).trim().is_empty();
        self.on(ticket).filter(|field| field.field.required == Some(Moment::Resolve)).filter(blank)
    }

    /// What people call a field.
    pub fn title<'a>(&'a self, name: &'a str) -> &'a str {
        self.field(name).map_or(name, |field| field.field.title.as_str())
    }

    fn field(&self, name: &str) -> Option<&FormField> {
        self.0.fields.iter().find(|field| field.field.name == name)
    }

    /// What a ticket carries under this name, for people.
    pub fn told(&self, name: &str, json: &str, people: &People) -> String {
        let value: Value = serde_json::from_str(json).unwrap_or_default();
        match value {
            Value::Bool(yes) => texts::yes_or_no(yes).to_owned(),
            Value::String(text) => match self.field(name) {
                Some(field) if field.field.kind == Kind::Person => {
                    people.name(Some(&text)).unwrap_or(&text).to_owned()
                }
                Some(field) => title_of(field, &text).unwrap_or(&text).to_owned(),
                None => text,
            },
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// The people whom a ticket names in its fields.
    pub fn named(&self, fields: &[(String, String)]) -> Vec<String> {
        let ids = fields.iter().filter(|(name, _)| self.is_person(name));
        ids.filter_map(|(_, json)| serde_json::from_str(json).ok()).collect()
    }

    fn is_person(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.field.kind == Kind::Person)
    }

    /// The people whom a change of fields names: either side of it as the history has it.
    pub fn named_in(&self, sides: &str) -> Vec<String> {
        let people = map(sides).into_iter().filter(|(name, _)| self.is_person(name));
        people.filter_map(|(_, value)| value.as_str().map(str::to_owned)).collect()
    }

    /// A change of fields, one by one: what each is called, what it was and what it became.
    pub fn changes(&self, before: &str, after: &str, people: &People) -> Vec<(String, String, String)> {
        let (before, after) = (map(before), map(after));
        let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
        let told = |side: &Map<String, Value>, name: &str| {
            side.get(name).map_or_else(String::new, |value| self.told(name, &value.to_string(), people))
        };
        names
            .filter(|name| before.get(*name) != after.get(*name))
            .map(|name| (self.title(name).to_owned(), told(&before, name), told(&after, name)))
            .collect()
    }

    /// A tag in its colour, leading to those that have it.
    pub fn tag(&self, name: &str, to: impl Display) -> Markup {
        let known = self.0.tags.iter().find(|tag| tag.name.to_lowercase() == name.to_lowercase());
        let shade = known.map(|tag| format!(" c-{}", shade(tag.colour))).unwrap_or_default();
        html! { a class={ "tag" (shade) } href=(to) dir="auto" { (name) } }
    }

    /// The tags that there are to give, offered by a field that names the list `known-tags`. `before` is what stands in it
    /// already: a choice adds to that.
    pub fn offered_tags(&self, before: &[String]) -> Markup {
        let given = |name: &str| before.iter().any(|own| own.to_lowercase() == name.to_lowercase());
        let names = self.0.tags.iter().map(|tag| tag.name.as_str()).filter(|name| !given(name)).take(OFFERED);
        let added =
            |name: &str| before.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(", ");
        html! { datalist id="known-tags" { @for name in names { option value=(added(name)) {} } } }
    }

    /// The tags that there are to give, to stand below a field; none if any may be given.
    pub fn known_tags(&self) -> Option<String> {
        let names: Vec<&str> = self.0.tags.iter().map(|tag| tag.name.as_str()).take(NAMED).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

fn map(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap_or_default()
}

/// What an option is called that has this value.
fn title_of<'a>(field: &'a FormField, value: &str) -> Option<&'a str> {
    field.choices.iter().find(|choice| choice.value == value).map(|choice| choice.title.as_str())
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
pub fn read(field: &FormField, typed: &str) -> String {
    let typed = typed.trim();
    let value = match field.field.kind {
        _ if typed.is_empty() => Value::Null,
        Kind::Number | Kind::YesNo => {
            serde_json::from_str(typed).unwrap_or_else(|_| Value::String(typed.to_owned()))
        }
        Kind::Text | Kind::Choice | Kind::Date | Kind::Person => Value::String(typed.to_owned()),
    };
    value.to_string()
}

/// A field of a form. If the ticket is not there yet, these are the departments in which it can be opened.
pub fn input(
    form: &FormField,
    name: &str,
    value: &str,
    colleagues: &[Person],
    opening: Option<&[Department]>,
) -> Markup {
    let field = &form.field;
    let needed = opening.is_some() && field.required == Some(Moment::Create) && form.departments.is_empty();
    let only = opening.filter(|_| !form.departments.is_empty());
    html! {
        label {
            (field.title)
            @if let Some(all) = only {
                " " span class="muted" { "(" (all.iter().filter(|one| form.departments.contains(&one.id)).map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")) ")" }
            }
            @if opening.is_none() && field.required == Some(Moment::Resolve) { " " span class="muted" { (texts::to_resolve()) } }
            (control(form, name, value, colleagues, needed))
        }
    }
}

/// The field itself, to stand in its label.
pub fn control(form: &FormField, name: &str, value: &str, colleagues: &[Person], needed: bool) -> Markup {
    let field = &form.field;
    let blank = [("", "–")];
    let on = form.choices.iter().filter(|choice| !choice.off);
    let pair = |choice: &'_ Choice| (choice.value.clone(), choice.title.clone());
    let on: Vec<(String, String)> = on.map(pair).collect();
    html! {
            @match field.kind {
                Kind::Text => input name=(name) value=(value) required[needed] autocomplete="off" dir="auto";,
                Kind::Number => input name=(name) value=(value) required[needed] type="number" step="any";,
                Kind::Date => input name=(name) value=(value) required[needed] type="date";,
                Kind::Choice => {
                    select name=(name) required[needed] {
                        (options(blank.into_iter().chain(on.iter().map(|(value, title)| (value.as_str(), title.as_str()))), value))
                        // What is chosen stays, also when it is not offered any more.
                        @if !value.is_empty() && !on.iter().any(|(choice, _)| choice == value) { (options([(value, title_of(form, value).unwrap_or(value))], value)) }
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

/// What the name of an own field begins with in forms.
pub const FORM: &str = "own-";

/// The name of an own field in forms.
pub fn form_name(name: &str) -> String {
    format!("{FORM}{name}")
}

/// Whether a ticket has this in a field, as it was chosen or typed.
pub fn has(ticket: &Ticket, name: &str, asked: &str) -> bool {
    let is = written(&ticket.fields, name);
    let number = |text: &str| text.parse::<f64>().ok();
    is.to_lowercase() == asked.to_lowercase() || (number(asked).is_some() && number(&is) == number(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind) -> FormField {
        let choice = |value: &str, title: &str, off| Choice { value: value.into(), title: title.into(), off };
        let choices = vec!["wear".to_owned()];
        FormField {
            field: definitions::Field {
                name: "x".into(),
                title: "X".into(),
                kind,
                choices,
                required: None,
                customer: false,
            },
            choices: vec![choice("wear", "Wear and tear", false), choice("age", "Old age", true)],
            departments: Vec::new(),
            off: false,
        }
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
    fn tags_are_offered_beside_those_that_stand_there() {
        let tag = |name: &str| definitions::Tag { name: name.into(), colour: Colour::Grey };
        let tags = vec![tag("Refund"), tag("bike"), tag("<late>")];
        let own = Own(Form { fields: Vec::new(), undefined_fields: false, tags });
        let offered = own.offered_tags(&["BIKE".into(), "vip".into()]).into_string();
        let want =
            r#"<option value="BIKE, vip, Refund"></option><option value="BIKE, vip, &lt;late&gt;"></option>"#;
        assert_eq!(offered, format!(r#"<datalist id="known-tags">{want}</datalist>"#));
    }

    #[test]
    fn what_is_chosen_stays_though_it_is_not_offered_any_more() {
        let drawn = input(&field(Kind::Choice), "own-x", "moths", &[], None).into_string();
        assert!(drawn.contains(r#"<option value="moths" selected>moths"#), "{drawn}");
        assert!(
            drawn.contains(r#"<option value="wear">Wear and tear"#) && !drawn.contains("Old age"),
            "{drawn}"
        );
        let drawn = input(&field(Kind::Choice), "own-x", "age", &[], None).into_string();
        assert!(drawn.contains(r#"<option value="age" selected>Old age"#), "{drawn}");
    }
}
