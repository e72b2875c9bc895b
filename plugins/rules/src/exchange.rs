//! All rules as one file that people read, write and keep beside other texts: TOML, in the order of the rules.

use crate::keep::{self, How};
use crate::model::action::Action;
use crate::model::condition::{Condition, NOBODY, What};
use crate::model::rule::Rule;
use crate::texts;
use ombud_plugin::{Cx, Error, Result, text};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use toml::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<toml::Spanned<Rule>>,
}

/// What came of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many rules are new.
    pub added: usize,
    /// How many say something else now.
    pub changed: usize,
    /// How many were as they are.
    pub same: usize,
    /// How many are gone.
    pub removed: usize,
}

/// All rules as a file. Departments and people stand there by their ids; what the ids mean stands above, for people.
pub fn write(cx: &Cx) -> Result<String> {
    let rules: Vec<Rule> = keep::all(cx)?.into_iter().map(|entry| entry.value.rule).collect();
    let mut file = String::from("# The rules of the desk, in their order.\n");
    for department in cx.departments()? {
        let _ = writeln!(file, "# {} = {}", department.id, one_line(&department.name));
    }
    for rule in &rules {
        file.push_str(&written(rule)?);
    }
    Ok(file)
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// One rule as it stands in a file: each trigger and each action on a line of its own.
pub fn written(rule: &Rule) -> Result<String> {
    let failed =
        |error: toml::ser::Error| Error::failed(format!("a rule cannot be written as TOML: {error}"));
    let value = Value::try_from(rule).map_err(failed)?;
    let mut text = String::from("\n[[rule]]\n");
    let table = value.as_table().cloned().unwrap_or_default();
    for name in ["name", "enabled", "stop", "once", "on", "when", "then"] {
        match (name, table.get(name)) {
            ("on" | "then", Some(Value::Array(parts))) => {
                let _ = writeln!(text, "{name} = [");
                for part in parts {
                    let _ = writeln!(text, "    {},", inline(part));
                }
                text.push_str("]\n");
            }
            (_, Some(value)) => {
                let _ = writeln!(text, "{name} = {}", inline(value));
            }
            (_, None) => {}
        }
    }
    Ok(text)
}

fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let parts: Vec<String> =
                table.iter().map(|(name, value)| format!("{} = {}", key(name), inline(value))).collect();
            if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
        }
        Value::Array(parts) => format!("[{}]", parts.iter().map(inline).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if bare { name.to_owned() } else { Value::String(name.to_owned()).to_string() }
}

/// Reads a file. Departments may stand there by name, people by address. An error says in which line.
pub fn read(cx: &Cx, text: &str) -> Result<Vec<Rule>> {
    let line = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(1, |span| line(span.start));
        Error::invalid(text!("bad-file", line = at, why = error.message()))
    })?;
    let mut names: Vec<String> = Vec::new();
    let mut rules = Vec::new();
    for spanned in file.rule {
        let at = line(spanned.span().start);
        let mut rule = spanned.into_inner();
        rule.name = rule.name.trim().to_owned();
        let wrong = |why: String| Error::invalid(text!("bad-file", line = at, why = why));
        resolve(cx, &mut rule).and_then(|()| keep::check(cx, &rule)).map_err(|error| match error {
            Error::Invalid(why) => wrong(why),
            other => other,
        })?;
        if names.contains(&rule.name) {
            return Err(wrong(text!("name-twice", name = &rule.name)));
        }
        names.push(rule.name.clone());
        rules.push(rule);
    }
    Ok(rules)
}

/// Ids in place of names and addresses.
fn resolve(cx: &Cx, rule: &mut Rule) -> Result<()> {
    let departments = cx.departments()?;
    let department = |value: &mut String| {
        let lower = value.to_lowercase();
        let by_id = departments.iter().find(|department| department.id == *value);
        let by_name = || departments.iter().find(|department| department.name.to_lowercase() == lower);
        if let Some(found) = by_id.or_else(by_name) {
            value.clone_from(&found.id);
        }
    };
    let person = |value: &mut String| -> Result<()> {
        if value.contains('@')
            && let Some(found) = cx.find_by_email(value)?
        {
            *value = found.id;
        }
        Ok(())
    };
    each_check(&mut rule.when, &mut |what, value| match what {
        What::Department => {
            department(value);
            Ok(())
        }
        What::Assignee | What::Requester if value != NOBODY => person(value),
        _ => Ok(()),
    })?;
    for action in &mut rule.then {
        match action {
            Action::SetDepartment { to } => department(to),
            Action::Assign { to } | Action::Notify { person: to, .. } => person(to)?,
            _ => {}
        }
    }
    Ok(())
}

fn each_check(
    condition: &mut Condition,
    work: &mut dyn FnMut(&What, &mut String) -> Result<()>,
) -> Result<()> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter_mut().try_for_each(|part| each_check(part, work))
        }
        Condition::Not(part) => each_check(part, work),
        Condition::Check(check) => {
            let what = check.what.clone();
            check.values.iter_mut().try_for_each(|value| work(&what, value))
        }
    }
}

/// Takes a file in: rules of the same name become what it says, others are added. With `replace`, those that are not in it go.
/// They stand in the order of the file; those that are not in it come after. All or nothing.
pub fn take_in(cx: &Cx, text: &str, replace: bool) -> Result<Counts> {
    let rules = read(cx, text)?;
    let before = keep::all(cx)?;
    let mut counts = Counts::default();
    let mut order = Vec::new();
    for rule in &rules {
        match before.iter().find(|entry| entry.value.rule.name == rule.name) {
            Some(entry) => {
                order.push(entry.id().to_owned());
                if entry.value.rule == *rule {
                    counts.same += 1;
                } else {
                    keep::change(cx, entry.id(), None, rule, How::Imported)?;
                    counts.changed += 1;
                }
            }
            None => {
                order.push(keep::create(cx, rule, How::Imported)?);
                counts.added += 1;
            }
        }
    }
    if replace {
        for entry in before.iter().filter(|entry| !order.contains(&entry.envelope.id)) {
            keep::remove(cx, entry.id())?;
            counts.removed += 1;
        }
    }
    keep::arrange(cx, &order)?;
    Ok(counts)
}

/// What a file did, in words.
pub fn told(counts: Counts) -> String {
    texts::taken_in(counts.added, counts.changed, counts.same, counts.removed)
}
