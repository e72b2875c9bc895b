//! Own fields of a desk: what the administrator defined in the settings, and whether a value fits.

use crate::tag::Tag;
use crate::time;
use ombud_plugin::desk::definitions;
use ombud_plugin::text;
use ombud_plugin::{Cx, Error, Result};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The most fields of one ticket.
const MAX_FIELDS: usize = 100;
/// The longest value, in bytes of JSON.
const MAX_VALUE: usize = 4096;

/// What an administrator can set. The defaults are in `plugin.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Days until a resolved ticket is closed; 0 is never.
    pub close_after_days: u64,
    /// Seconds that a reply waits, to be taken back: 0 to 60.
    #[serde(default)]
    pub undo_seconds: u64,
    /// Whether fields that are not defined are taken.
    pub undefined_fields: bool,
    /// The fields that are defined.
    pub fields: Vec<Field>,
    /// The tags that this desk gives; none: any.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

/// One defined field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As in `fields` of a ticket.
    pub name: String,
    /// For people; the name if left out.
    #[serde(default)]
    pub title: Option<String>,
    /// What fits.
    pub kind: Kind,
    /// For `choice`: what there is to choose.
    #[serde(default)]
    pub choices: Vec<String>,
    /// When it has to be filled in.
    #[serde(default)]
    pub required: Option<Moment>,
    /// Whether customers see it and may fill it in.
    #[serde(default)]
    pub customer: bool,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Any text.
    Text,
    /// Any number.
    Number,
    /// One of `choices`.
    Choice,
    /// `2026-03-01`.
    Date,
    /// `true` or `false`.
    YesNo,
    /// The id of a person.
    Person,
}

impl From<Kind> for definitions::Kind {
    fn from(kind: Kind) -> definitions::Kind {
        match kind {
            Kind::Text => definitions::Kind::Text,
            Kind::Number => definitions::Kind::Number,
            Kind::Choice => definitions::Kind::Choice,
            Kind::Date => definitions::Kind::Date,
            Kind::YesNo => definitions::Kind::YesNo,
            Kind::Person => definitions::Kind::Person,
        }
    }
}

/// When a field has to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Before the ticket is there.
    Create,
    /// Before it is resolved.
    Resolve,
}

impl Settings {
    /// The settings of this desk.
    pub fn of(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    /// For other plugins: all of it for staff, for customers what is for them.
    pub fn definitions(&self, staff: bool) -> definitions::Definitions {
        let shown = |field: &&Field| staff || field.customer;
        definitions::Definitions {
            fields: self.fields.iter().filter(shown).map(Field::definition).collect(),
            undefined_fields: staff && self.undefined_fields,
            tags: if staff { self.tags.iter().map(Tag::definition).collect() } else { Vec::new() },
        }
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a customer may see this field.
    pub fn customer_sees(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.customer)
    }

    /// Checks values that somebody wants to set. Null takes a field away.
    pub fn check(&self, values: &BTreeMap<String, Value>, staff: bool) -> Result<()> {
        if values.len() > MAX_FIELDS {
            return Err(Error::invalid(format!(
                "`fields` has {}, a ticket carries {MAX_FIELDS}",
                values.len()
            )));
        }
        for (name, value) in values {
            match self.field(name) {
                Some(field) if staff || field.customer => field.check(value)?,
                None if staff && self.undefined_fields => undefined(name, value)?,
                _ => return Err(Error::invalid(text!("field-unknown", name = name))),
            }
        }
        Ok(())
    }

    /// Whether everything is filled in that must be at this moment.
    pub fn complete(&self, values: &BTreeMap<String, Value>, moment: Moment, staff: bool) -> Result<()> {
        let missing = self
            .fields
            .iter()
            .filter(|field| field.required == Some(moment) && (staff || field.customer))
            .find(|field| values.get(&field.name).is_none_or(blank));
        let Some(field) = missing else { return Ok(()) };
        let title = field.title.as_deref().unwrap_or(&field.name);
        Err(Error::invalid(match moment {
            Moment::Create => text!("field-missing", name = &field.name, title = title),
            Moment::Resolve => {
                text!("field-before-resolving", name = &field.name, title = title)
            }
        }))
    }
}

impl Field {
    fn definition(&self) -> definitions::Field {
        let title = self.title.as_ref().filter(|title| !title.trim().is_empty());
        definitions::Field {
            name: self.name.clone(),
            title: title.unwrap_or(&self.name).clone(),
            kind: self.kind.into(),
            choices: self.choices.clone(),
            required: self.required.map(|moment| match moment {
                Moment::Create => definitions::Moment::Create,
                Moment::Resolve => definitions::Moment::Resolve,
            }),
            customer: self.customer,
        }
    }

    fn check(&self, value: &Value) -> Result<()> {
        if value.is_null() {
            return Ok(());
        }
        let text = value.as_str();
        let fits = match self.kind {
            Kind::Text => text.is_some_and(|text| text.len() <= MAX_VALUE),
            Kind::Number => value.is_number(),
            Kind::Choice => text.is_some_and(|text| self.choices.iter().any(|choice| choice == text)),
            Kind::Date => text.is_some_and(is_date),
            Kind::YesNo => value.is_boolean(),
            Kind::Person => text.is_some_and(|text| text.len() == 26),
        };
        if fits { Ok(()) } else { Err(Error::invalid(self.expected(&value.to_string()))) }
    }

    /// What it takes, for whoever gave something else.
    fn expected(&self, value: &str) -> String {
        let name = &self.name;
        match self.kind {
            Kind::Text => text!("field-text", name = name, value = value, most = MAX_VALUE),
            Kind::Number => text!("field-number", name = name, value = value),
            Kind::Choice => {
                text!("field-choice", name = name, value = value, choices = self.choices.join(", "))
            }
            Kind::Date => text!("field-date", name = name, value = value),
            Kind::YesNo => text!("field-yes-no", name = name, value = value),
            Kind::Person => text!("field-person", name = name, value = value),
        }
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && time::read(&format!("{text}T00:00:00Z")).is_some()
}

fn undefined(name: &str, value: &Value) -> Result<()> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        return Err(Error::invalid(format!(
            "`fields`: `{name}` is not a name of up to 64 letters and digits"
        )));
    }
    if value.is_object() || value.is_array() || value.to_string().len() > MAX_VALUE {
        return Err(Error::invalid(format!(
            "`fields`: `{name}` must be a text, number, true, false or null of up to {MAX_VALUE} bytes"
        )));
    }
    Ok(())
}

fn blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Sets the given fields; null takes one away, the others stay.
pub fn merge(into: &mut BTreeMap<String, Value>, given: BTreeMap<String, Value>) {
    for (name, value) in given {
        match value {
            Value::Null => into.remove(&name),
            value => into.insert(name, value),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settings() -> Settings {
        serde_json::from_value(json!({
            "close-after-days": 14,
            "undefined-fields": false,
            "fields": [
                { "name": "order", "title": "Order number", "kind": "text", "required": "create", "customer": true },
                { "name": "cause", "kind": "choice", "choices": ["wear", "fault"], "required": "resolve" },
                { "name": "bought", "kind": "date" },
                { "name": "cost", "kind": "number" },
                { "name": "warranty", "kind": "yes-no" },
            ],
        }))
        .unwrap()
    }

    fn values(json: Value) -> BTreeMap<String, Value> {
        serde_json::from_value(json).unwrap()
    }

    #[track_caller]
    fn refused(json: Value, part: &str) {
        let error = settings().check(&values(json), true).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    #[test]
    fn a_value_that_does_not_fit_names_field_and_expectation() {
        refused(json!({ "cause": "moths" }), "`cause` is `\"moths\"`, expected one of wear, fault");
        refused(json!({ "bought": "2026-02-30" }), "expected a date");
        refused(json!({ "cost": "5" }), "expected a number");
        refused(json!({ "warranty": 1 }), "expected true or false");
        refused(json!({ "colour": "red" }), "there is no field `colour`");
    }

    #[test]
    fn what_fits_is_taken_and_null_takes_away() {
        let given = values(
            json!({ "cause": "wear", "bought": "2026-02-28", "cost": 5, "warranty": true, "order": null }),
        );
        assert_eq!(settings().check(&given, true), Ok(()));
        let mut kept = values(json!({ "order": "A7", "cost": 1 }));
        merge(&mut kept, given);
        assert!(!kept.contains_key("order"));
        assert_eq!(kept["cost"], 5);
    }

    #[test]
    fn customers_know_only_their_fields() {
        assert!(settings().check(&values(json!({ "order": "A7" })), false).is_ok());
        assert!(settings().check(&values(json!({ "cost": 5 })), false).is_err());
        assert!(!settings().customer_sees("cost"));
    }

    #[test]
    fn required_fields_are_asked_for_at_their_moment() {
        let none = BTreeMap::new();
        assert!(settings().complete(&none, Moment::Create, false).is_err());
        assert!(settings().complete(&values(json!({ "order": " " })), Moment::Create, true).is_err());
        assert!(settings().complete(&values(json!({ "order": "A7" })), Moment::Create, true).is_ok());
        let error = settings().complete(&none, Moment::Resolve, true).unwrap_err();
        assert!(error.message().contains("`cause`"));
        assert!(settings().complete(&none, Moment::Resolve, false).is_ok());
    }
}
