//! The own fields of a desk, all together: whether what a ticket shall carry fits, and whether something is missing.

use crate::defined;
use crate::field::{Field, MAX_VALUE, Moment};
use crate::settings::Settings;
use ombud_plugin::desk::definitions;
use ombud_plugin::text;
use ombud_plugin::{Cx, Error, Result};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a ticket carries.
pub type Values = BTreeMap<String, Value>;

/// The most fields that are set at once.
const MAX_FIELDS: usize = 100;

/// All fields, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// Those that are turned off, too.
    pub fields: Vec<Field>,
    /// Whether fields that are not defined are taken.
    pub undefined: bool,
}

impl Form {
    /// That of this desk.
    pub fn of(cx: &Cx) -> Result<Form> {
        let settings = Settings::of(cx)?;
        let undefined = settings.undefined_fields;
        Ok(Form { fields: defined::fields(cx, settings)?, undefined })
    }

    /// For other plugins: all that is filled in for staff, for customers what is for them.
    pub fn definitions(&self, staff: bool) -> Vec<definitions::Field> {
        let shown = self.fields.iter().filter(|field| !field.off && (staff || field.customer));
        shown.map(Field::definition).collect()
    }

    /// The same with everything that is to be known, also of fields that are turned off.
    pub fn whole(&self, staff: bool) -> Vec<definitions::FormField> {
        let shown = self.fields.iter().filter(|field| staff || (field.customer && !field.off));
        let mut shown: Vec<definitions::FormField> = shown.map(Field::whole).collect();
        if !staff {
            for field in &mut shown {
                field.departments.clear();
            }
        }
        shown
    }

    fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a customer may see this field.
    pub fn customer_sees(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.customer && !field.off)
    }

    /// Checks values that somebody wants to set in a ticket of a department. Null takes a field away, and what the
    /// ticket has it may keep.
    pub fn check(&self, given: &Values, had: &Values, department: Option<&str>, staff: bool) -> Result<()> {
        if given.len() > MAX_FIELDS {
            return Err(Error::invalid(format!(
                "`fields` has {}, at most {MAX_FIELDS} are set at once",
                given.len()
            )));
        }
        for (name, value) in given {
            match self.field(name) {
                Some(field) if staff || (field.customer && !field.off) => {
                    if value.is_null() || had.get(name) == Some(value) {
                        continue;
                    }
                    if field.off {
                        return Err(Error::invalid(text!("field-off", name = name)));
                    }
                    if !field.is_for(department) {
                        return Err(Error::invalid(text!("field-elsewhere", name = name)));
                    }
                    field.check(value)?;
                }
                None if staff && (self.undefined || had.contains_key(name)) => undefined(name, value)?,
                _ => return Err(Error::invalid(text!("field-unknown", name = name))),
            }
        }
        Ok(())
    }

    /// Whether everything is filled in that must be at this moment.
    pub fn complete(
        &self,
        values: &Values,
        moment: Moment,
        department: Option<&str>,
        staff: bool,
    ) -> Result<()> {
        let missing = self
            .fields
            .iter()
            .filter(|field| field.required == Some(moment) && !field.off && field.is_for(department))
            .filter(|field| staff || field.customer)
            .find(|field| values.get(&field.name).is_none_or(blank));
        let Some(field) = missing else { return Ok(()) };
        Err(Error::invalid(match moment {
            Moment::Create => text!("field-missing", name = &field.name, title = field.shown()),
            Moment::Resolve => text!("field-before-resolving", name = &field.name, title = field.shown()),
        }))
    }
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
pub fn merge(into: &mut Values, given: Values) {
    for (name, value) in given {
        match value {
            Value::Null => into.remove(&name),
            value => into.insert(name, value),
        };
    }
}

/// The fields that differ, and how they stand on either side.
pub fn differing(before: &Values, after: &Values) -> (Values, Values) {
    let only = |one: &Values, other: &Values| -> Values {
        let differs = one.iter().filter(|(name, value)| other.get(*name) != Some(*value));
        differs.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    (only(before, after), only(after, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Choice, Kind};
    use proptest::prelude::*;
    use serde_json::json;

    fn form() -> Form {
        let fields = serde_json::from_value(json!([
            { "name": "order", "title": "Order number", "kind": "text", "required": "create", "customer": true },
            { "name": "cause", "kind": "choice", "choices": ["wear", "fault", { "value": "age", "off": true }], "required": "resolve" },
            { "name": "bought", "kind": "date" },
            { "name": "cost", "kind": "number", "departments": ["billing"], "required": "resolve" },
            { "name": "warranty", "kind": "yes-no" },
            { "name": "old", "kind": "text", "off": true, "required": "create" },
        ]))
        .unwrap();
        Form { fields, undefined: false }
    }

    fn values(json: Value) -> Values {
        serde_json::from_value(json).unwrap()
    }

    fn check(json: Value, had: Value) -> Result<()> {
        form().check(&values(json), &values(had), Some("billing"), true)
    }

    #[track_caller]
    fn refused(json: Value, part: &str) {
        let error = check(json, json!({})).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    #[test]
    fn a_value_that_does_not_fit_names_field_and_expectation() {
        refused(json!({ "cause": "moths" }), "`cause` is `\"moths\"`, expected one of wear, fault");
        refused(json!({ "cause": "age" }), "expected one of wear, fault");
        refused(json!({ "bought": "2026-02-30" }), "expected a date");
        refused(json!({ "cost": "5" }), "expected a number");
        refused(json!({ "warranty": 1 }), "expected true or false");
        refused(json!({ "colour": "red" }), "there is no field `colour`");
        refused(json!({ "old": "x" }), "`old` is turned off");
        let support = form().check(&values(json!({ "cost": 5 })), &Values::new(), Some("support"), true);
        assert!(support.unwrap_err().message().contains("`cost` is not for tickets of this department"));
    }

    #[test]
    fn what_fits_is_taken_and_null_takes_away() {
        let given = json!({ "cause": "wear", "bought": "2026-02-28", "cost": 5, "warranty": true, "order": null, "old": null });
        assert_eq!(check(given.clone(), json!({})), Ok(()));
        let mut kept = values(json!({ "order": "A7", "cost": 1 }));
        merge(&mut kept, values(given));
        assert!(!kept.contains_key("order"));
        assert_eq!(kept["cost"], 5);
    }

    #[test]
    fn what_a_ticket_has_it_may_keep() {
        let had = json!({ "cause": "age", "old": "x", "colour": "red" });
        assert_eq!(check(had.clone(), had), Ok(()));
    }

    #[test]
    fn customers_know_only_their_fields() {
        let given = |json| form().check(&values(json), &Values::new(), None, false);
        assert!(given(json!({ "order": "A7" })).is_ok());
        assert!(given(json!({ "warranty": true })).is_err());
        assert!(!form().customer_sees("cost"));
        let mut far = form();
        far.fields[0].departments = vec!["billing".into()];
        assert_eq!(far.whole(true)[0].departments, ["billing"]);
        let told = far.whole(false);
        assert_eq!((told.len(), told[0].departments.len()), (1, 0));
    }

    #[test]
    fn required_fields_are_asked_for_at_their_moment_where_they_are_filled_in() {
        let none = Values::new();
        let complete = |values: &Values, moment, staff| {
            form()
                .complete(values, moment, Some("support"), staff)
                .map_err(|error| error.message().to_owned())
        };
        assert!(complete(&none, Moment::Create, false).is_err());
        assert!(complete(&values(json!({ "order": " " })), Moment::Create, true).is_err());
        assert!(complete(&values(json!({ "order": "A7" })), Moment::Create, true).is_ok(), "`old` is off");
        assert!(complete(&none, Moment::Resolve, true).unwrap_err().contains("`cause`"));
        assert!(complete(&none, Moment::Resolve, false).is_ok());
        let wear = values(json!({ "cause": "wear" }));
        assert!(complete(&wear, Moment::Resolve, true).is_ok(), "the cost is for Billing");
        assert!(form().complete(&wear, Moment::Resolve, Some("billing"), true).is_err());
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-c]{0,3}".prop_map(Value::from),
            "20[0-9]{2}-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
            "[0-9A-Z]{26}".prop_map(Value::from),
        ]
    }

    fn field(name: &'static str) -> impl Strategy<Value = Field> {
        let kind = proptest::sample::select(Kind::ALL.to_vec());
        let choices = proptest::collection::btree_set("[a-c]{1,2}", 1..4);
        (kind, choices, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            move |(kind, choices, first_off, off, far)| {
                let choice = |(nth, value)| json!({ "value": value, "off": first_off && nth == 0 });
                let choices: Vec<Value> = (0..).zip(choices).map(choice).collect();
                let departments = if far { vec!["far"] } else { vec![] };
                let json = json!({ "name": name, "kind": kind, "choices": choices, "off": off, "departments": departments });
                serde_json::from_value(json).unwrap()
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { max_global_rejects: 16_384, ..ProptestConfig::default() })]

        /// Whatever is asked for: what is taken fits its definition as it is then, or was there before.
        #[test]
        fn what_is_stored_fits(
            fields in (field("a"), field("b")).prop_map(|(a, b)| vec![a, b]),
            had in proptest::collection::btree_map("[a-c]", value(), 0..3),
            given in proptest::collection::btree_map("[a-c]", value(), 0..3),
            undefined in any::<bool>(),
        ) {
            let form = Form { fields, undefined };
            let before: Values = had.into_iter().filter(|(_, value)| !value.is_null()).collect();
            let mut after = before.clone();
            let taken = form.check(&given, &before, Some("near"), true).is_ok();
            if taken {
                merge(&mut after, given.clone());
            }
            for (name, value) in &after {
                let stood = before.get(name) == Some(value);
                let fits = match form.field(name) {
                    Some(field) => {
                        let offered = |choice: &Choice| !choice.off && *value == choice.value.as_str();
                        let of_its_kind = match field.kind {
                            Kind::Choice => field.choices.iter().any(offered),
                            _ => field.check(value).is_ok(),
                        };
                        !field.off && field.is_for(Some("near")) && of_its_kind
                    }
                    None => undefined || before.contains_key(name),
                };
                prop_assert!(stood || fits, "{} is {}", name, value);
            }
            for name in before.keys() {
                prop_assert!(after.contains_key(name) || given.get(name) == Some(&Value::Null));
            }
        }

        /// However a definition changes: what tickets carry is still known by its name, of the same kind, and called something.
        #[test]
        fn a_change_of_a_definition_loses_no_value(old in field("a"), new in field("b"), stored in value()) {
            prop_assume!(!stored.is_null() && Field { off: false, ..old.clone() }.check(&stored).is_ok());
            let Ok(changed) = old.changed(new) else { return Ok(()) };
            prop_assert_eq!(&changed.name, "a");
            prop_assert_eq!(changed.kind, old.kind);
            if old.kind == Kind::Choice {
                prop_assert!(changed.choices.iter().any(|choice| stored == choice.value.as_str()));
            }
            let form = Form { fields: vec![changed], undefined: false };
            let carried = Values::from([("a".to_owned(), stored)]);
            prop_assert_eq!(form.check(&carried, &carried, Some("near"), true), Ok(()));
        }
    }
}
