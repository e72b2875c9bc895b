//! What the audit keeps of a thing, field by field, as people read it.

use crate::texts;
use ombud_plugin::administration::roles::{Permission, Role, Scope};
use ombud_plugin::{DepartmentId, UserId, moment};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// Numbers that can only be moments: of this century.
const MOMENTS: Range<u64> = 946_684_800_000..4_102_444_800_000;

/// The longest value that is shown of a field, in characters.
const LONGEST: usize = 240;

/// What ids and names of programs are called.
#[derive(Default)]
pub struct Names {
    pub people: BTreeMap<UserId, String>,
    pub departments: BTreeMap<DepartmentId, String>,
    pub roles: Vec<Role>,
    pub permissions: Vec<Permission>,
}

/// Adds what may be ids of people among the values.
pub fn people(value: &Value, to: &mut Vec<UserId>) {
    match value {
        Value::String(text) => to.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| people(one, to)),
        Value::Object(fields) => fields.values().for_each(|one| people(one, to)),
        _ => {}
    }
}

impl Names {
    /// Somebody by name.
    pub fn person(&self, id: &str) -> &str {
        self.people.get(id).map_or(texts::somebody(), String::as_str)
    }

    /// A role by its title.
    pub fn role(&self, id: &str) -> Option<String> {
        self.roles.iter().find(|role| role.id == id).map(|role| role.title.clone())
    }

    fn permission(&self, name: &str) -> Option<String> {
        self.permissions.iter().find(|one| one.name == name).map(|one| one.title.clone())
    }

    /// The fields that are not what they were: what each is called, what it was, and what it is.
    pub fn differing(&self, before: Option<Value>, after: Option<Value>) -> Vec<(String, String, String)> {
        let (before, after) = (fields(before), fields(after));
        let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
        names.sort();
        names.dedup();
        let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
        let row = |name: &String| {
            let (before, after) = (before.get(name).cloned(), after.get(name).cloned());
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            let told = |value: &Value, other: &Value| cut(self.shown(&but(value, other)));
            (texts::field_name(name).to_owned(), told(&before, &after), told(&after, &before))
        };
        changed.map(row).collect()
    }

    /// A moment as one, people, departments, roles and permissions by what they are called; everything else as it is kept.
    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::String(text) => self.called(text),
            Value::Number(at) if at.as_u64().is_some_and(|at| MOMENTS.contains(&at)) => {
                moment::long(at.as_u64().unwrap_or_default())
            }
            Value::Array(all) => all
                .iter()
                .map(|one| self.shown(one))
                .filter(|one| !one.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            Value::Object(fields) => self.grant(value).or_else(|| self.held(value)).unwrap_or_else(|| {
                let field = |(name, value): (&String, &Value)| match self.shown(value).as_str() {
                    "" => None,
                    told => Some(format!("{}: {told}", texts::field_name(name))),
                };
                fields.iter().filter_map(field).collect::<Vec<_>>().join("; ")
            }),
            other => other.to_string(),
        }
    }

    fn called(&self, text: &str) -> String {
        let known = self.people.get(text).or_else(|| self.departments.get(text)).cloned();
        let known = known.or_else(|| self.role(text)).or_else(|| self.permission(text));
        known.unwrap_or_else(|| text.to_owned())
    }

    /// A permission and on whose records, as roles have it.
    fn grant(&self, value: &Value) -> Option<String> {
        let (name, scopes) = (value.get("permission")?.as_str()?, value.get("scopes")?.as_array()?);
        let scope = |scope: &Value| scope.as_str().and_then(|word| word.parse::<Scope>().ok());
        let words: Vec<&str> =
            scopes.iter().filter_map(scope).map(|scope| texts::scope(scope, false)).collect();
        Some(self.ending(texts::granted(&self.called(name), &words.join(", ")), value))
    }

    /// A role and where it is held, as people have it.
    fn held(&self, value: &Value) -> Option<String> {
        let role = self.called(value.get("role")?.as_str()?);
        let place = value.get("place")?.get("department").and_then(Value::as_str);
        Some(self.ending(texts::held(&role, place.map(|id| self.called(id)).as_deref(), None), value))
    }

    fn ending(&self, told: String, value: &Value) -> String {
        match value.get("until").and_then(Value::as_u64) {
            Some(until) => texts::held(&told, None, Some(&moment::long(until))),
            None => told,
        }
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// What is in one list and not in the other; of anything else, all.
fn but(value: &Value, other: &Value) -> Value {
    match (value, other) {
        (Value::Array(all), Value::Array(known)) => {
            all.iter().filter(|one| !known.contains(one)).cloned().collect()
        }
        _ => value.clone(),
    }
}

fn fields(value: Option<Value>) -> BTreeMap<String, Value> {
    match value {
        None | Some(Value::Null) => BTreeMap::new(),
        Some(Value::Object(fields)) => fields.into_iter().collect(),
        Some(other) => BTreeMap::from([(String::new(), other)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn of_a_list_only_what_is_not_in_the_other_is_shown_and_each_is_called_as_people_call_it() {
        let names = Names {
            people: BTreeMap::from([("u1".to_owned(), "Ana".to_owned())]),
            departments: BTreeMap::from([("d1".to_owned(), "Support".to_owned())]),
            ..Names::default()
        };
        let read = json!({ "permission": "a:b.read", "scopes": ["all"] });
        let before = json!({ "grants": [read], "giver": "u1", "same": [1], "until": 1_795_478_400_000u64 });
        let after = json!({
            "grants": [read, { "permission": "a:b.edit", "scopes": ["own", "shared"] }],
            "giver": null, "same": [1], "roles": [{ "role": "r1", "place": { "department": "d1" } }],
        });
        let row = |name: &str, was: &str, is: &str| (name.to_owned(), was.to_owned(), is.to_owned());
        assert_eq!(
            names.differing(Some(before), Some(after)),
            [
                row("Given by", "Ana", ""),
                row("Permissions", "", "a:b.edit (Their own, Shared with them)"),
                row("Roles", "", "r1 in Support"),
                row("Until", "24 Nov 2026, 00:00 UTC", ""),
            ]
        );
    }
}
