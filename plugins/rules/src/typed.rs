//! A rule as it stands in the form: lines of fields, which come back as they were typed.

use crate::model::action::{Action, Otherwise};
use crate::model::clock::{Clock, Word};
use crate::model::condition::{Check, Condition, Is, NOBODY, What};
use crate::model::rule::{Once, Rule};
use crate::model::trigger::Trigger;
use crate::names::{self, Names};
use crate::takes::{PROMISES, Takes};
use crate::texts;
use ombud_plugin::desk::definitions::Kind;
use ombud_plugin::{Cx, Error, Form, Result, text};
use serde_json::Value;

/// Lines that are empty in a new form, and that more are asked for by.
pub const MORE: usize = 2;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// Which version was opened.
    pub version: Option<u64>,
    /// The name.
    pub name: String,
    /// Whether it is on.
    pub enabled: bool,
    /// Whether nothing follows it.
    pub stop: bool,
    /// `always`, `ticket` or `hours`.
    pub once: String,
    /// For how many hours not again.
    pub hours: String,
    /// Event, of what, after which time.
    pub on: Vec<[String; 3]>,
    /// Level, of what, comparison, values.
    pub when: Vec<[String; 4]>,
    /// Action, to what, text.
    pub then: Vec<[String; 3]>,
    /// From when, until when, and on which ticket it is tried.
    pub trial: [String; 3],
}

impl Typed {
    /// An empty form.
    pub fn empty() -> Typed {
        Typed { enabled: true, once: "always".into(), ..Typed::default() }.with_room()
    }

    /// A rule that is kept.
    pub fn of(rule: &Rule, version: u64, names: &Names) -> Typed {
        let (once, hours) = match rule.once {
            None => ("always", String::new()),
            Some(Once::PerTicket) => ("ticket", String::new()),
            Some(Once::PerHours(hours)) => ("hours", hours.to_string()),
        };
        let on = rule.on.iter().map(|trigger| {
            let (word, which) = names::event(trigger);
            let after = match trigger {
                Trigger::Waited { minutes, .. } => names::duration(*minutes),
                _ => String::new(),
            };
            let shown = match trigger {
                Trigger::Waited { clock: Clock::Status(Word(status)), .. } => {
                    texts::status(*status).to_owned()
                }
                Trigger::Changed { field: Some(name) } => names.field(name),
                Trigger::Waited { clock: Clock::Field(name), .. } => names.field(&format!("field:{name}")),
                _ => which.map(|which| texts::promise(&which).to_owned()).unwrap_or_default(),
            };
            [word.to_owned(), shown, after]
        });
        let mut when = Vec::new();
        match &rule.when {
            Condition::All(parts) => parts.iter().for_each(|part| lines(part, 0, names, &mut when)),
            other => lines(other, 0, names, &mut when),
        }
        Typed {
            version: Some(version),
            name: rule.name.clone(),
            enabled: rule.enabled,
            stop: rule.stop,
            once: once.into(),
            hours,
            on: on.collect(),
            when,
            then: rule.then.iter().map(|action| line(action, names)).collect(),
            trial: Default::default(),
        }
        .with_room()
    }

    /// With lines to fill in.
    pub fn with_room(mut self) -> Typed {
        for _ in 0..MORE {
            self.on.push(Default::default());
            self.when.push(Default::default());
            self.then.push(Default::default());
        }
        self
    }

    /// What each line takes beside its first choice.
    pub fn takes(&self) -> impl Iterator<Item = Option<Takes>> {
        let on = self.on.iter().map(|line| Takes::of_event(&line[0]));
        let when = self.when.iter().map(|line| Takes::of_what(&line[1]));
        on.chain(when).chain(self.then.iter().map(|line| Takes::of_action(&line[0])))
    }

    /// What a form sent.
    pub fn read(form: &Form) -> Typed {
        let column = |name: &str| -> Vec<String> { form.all(name).map(str::to_owned).collect() };
        let text = |name: &str| form.get(name).unwrap_or_default().trim().to_owned();
        let three = |a: &str, b: &str, c: &str| -> Vec<[String; 3]> {
            let (a, b, c) = (column(a), column(b), column(c));
            a.into_iter().zip(b).zip(c).map(|((a, b), c)| [a, b, c]).collect()
        };
        let (level, what) = (column("when-level"), column("when-what"));
        let when = level.into_iter().zip(what).zip(column("when-is")).zip(column("when-values"));
        Typed {
            version: form.filled("version").and_then(|version| version.parse().ok()),
            name: text("name"),
            enabled: form.get("enabled").is_some(),
            stop: form.get("stop").is_some(),
            once: text("once"),
            hours: text("hours"),
            on: three("on-event", "on-which", "on-after"),
            when: when.map(|(((a, b), c), d)| [a, b, c, d]).collect(),
            then: three("then-do", "then-to", "then-text"),
            trial: [text("from"), text("until"), text("ticket")],
        }
    }

    /// The rule that was meant.
    pub fn rule(&self, cx: &Cx, names: &Names) -> Result<Rule> {
        let once = match self.once.as_str() {
            "ticket" => Some(Once::PerTicket),
            "hours" => {
                let hours = self.hours.parse();
                Some(Once::PerHours(hours.map_err(|_| Error::invalid(texts::bad_duration(&self.hours)))?))
            }
            _ => None,
        };
        let on = self.on.iter().filter(|line| !line[0].is_empty()).map(|line| trigger(cx, names, line));
        let then = self.then.iter().filter(|line| !line[0].is_empty()).map(|line| action(cx, names, line));
        Ok(Rule {
            name: self.name.clone(),
            enabled: self.enabled,
            stop: self.stop,
            once,
            on: on.collect::<Result<_>>()?,
            when: condition(cx, names, &self.when)?,
            then: then.collect::<Result<_>>()?,
        })
    }
}

fn lines(condition: &Condition, level: usize, names: &Names, all: &mut Vec<[String; 4]>) {
    let group = |word: &str| [level.to_string(), word.to_owned(), String::new(), String::new()];
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            all.push(group(if matches!(condition, Condition::All(_)) { "all" } else { "any" }));
            parts.iter().for_each(|part| lines(part, level + 1, names, all));
        }
        Condition::Not(part) => {
            all.push(group("not"));
            lines(part, level + 1, names, all);
        }
        Condition::Check(check) => {
            let values = check.values.iter().map(|value| names.value(&check.what, value));
            all.push([level.to_string(), check.what.to_string(), check.is.word().into(), joined(values)]);
        }
    }
}

/// Values in one field: with commas between; what has one itself, or quotation marks, stands in quotation marks.
pub fn joined(values: impl IntoIterator<Item = String>) -> String {
    let quoted = |value: String| {
        let odd = value.contains([',', '"']) || value.trim() != value || value.is_empty();
        if odd { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
    };
    values.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// And back.
pub fn split(typed: &str) -> Vec<String> {
    let mut all = Vec::new();
    let (mut word, mut quoted, mut was_quoted) = (String::new(), false, false);
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                word.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if word.trim().is_empty() => {
                word.clear();
                (quoted, was_quoted) = (true, true);
            }
            ',' if !quoted => {
                end(&mut all, &mut word, &mut was_quoted);
            }
            other => {
                if quoted || !was_quoted {
                    word.push(other);
                }
            }
        }
    }
    end(&mut all, &mut word, &mut was_quoted);
    all
}

fn end(all: &mut Vec<String>, word: &mut String, was_quoted: &mut bool) {
    let value = if *was_quoted { std::mem::take(word) } else { std::mem::take(word).trim().to_owned() };
    if !value.is_empty() {
        all.push(value);
    }
    *was_quoted = false;
}

fn trigger(cx: &Cx, names: &Names, [word, which, after]: &[String; 3]) -> Result<Trigger> {
    let which = Some(which.trim().to_owned()).filter(|which| !which.is_empty());
    let promise = |which: Option<String>| -> Result<Option<String>> {
        let Some(typed) = which else { return Ok(None) };
        let meant =
            |word: &&&str| texts::promise(word).to_lowercase() == typed.to_lowercase() || **word == typed;
        match PROMISES.iter().find(meant) {
            Some(word) => Ok(Some((*word).to_owned())),
            None => Err(unfit(cx, names, &typed, &Takes::Promise)),
        }
    };
    let waited = |clock| match names::parse_duration(after) {
        Some(minutes) => Ok(Trigger::Waited { clock, minutes }),
        None => Err(Error::invalid(texts::bad_duration(after))),
    };
    Ok(match word.as_str() {
        "opened" => Trigger::Opened,
        "changed" => Trigger::Changed { field: which.map(|which| field(names, &which)) },
        "customer-replied" => Trigger::CustomerReplied,
        "agent-replied" => Trigger::AgentReplied,
        "noted" => Trigger::Noted,
        "tag-added" => Trigger::TagAdded { tag: which },
        "tag-removed" => Trigger::TagRemoved { tag: which },
        "sla-warned" => Trigger::SlaWarned { metric: promise(which)? },
        "sla-broken" => Trigger::SlaBroken { metric: promise(which)? },
        "shift-ended" => Trigger::ShiftEnded,
        "rated" => {
            let most = which.map(|which| which.parse().map_err(|_| Error::invalid(texts::bad_score(&which))));
            Trigger::Rated { most: most.transpose()? }
        }
        "waited-status" => {
            let status = names.meant(cx, &What::Status, &which.unwrap_or_default())?;
            waited(Clock::Status(Word(status.parse().map_err(Error::invalid)?)))?
        }
        "waited-unassigned" => waited(Clock::Unassigned)?,
        "waited-unanswered" => waited(Clock::Unanswered)?,
        "waited-field" => {
            let which = which.unwrap_or_default();
            waited(Clock::Field(
                names.date(&which).ok_or_else(|| Error::invalid(texts::no_such_date(&which)))?,
            ))?
        }
        other => return Err(Error::invalid(texts::bad_event(other))),
    })
}

/// What was typed does not fit.
fn unfit(cx: &Cx, names: &Names, typed: &str, takes: &Takes) -> Error {
    Error::invalid(texts::bad_value(typed, &takes.title(names), &takes.known(cx, names)))
}

/// What a field is called in programs, by that or by its title.
fn field(names: &Names, typed: &str) -> String {
    let same = |title: &str| title.to_lowercase() == typed.to_lowercase();
    if let Some(what) = What::PLAIN.iter().find(|what| what.to_string() == typed || same(&texts::what(what)))
    {
        return what.to_string();
    }
    match names.fields.iter().find(|field| same(&field.title) || field.name == typed) {
        Some(field) => format!("field:{}", field.name),
        None => typed.to_owned(),
    }
}

struct Line {
    level: usize,
    what: String,
    check: Option<Check>,
}

fn condition(cx: &Cx, names: &Names, lines: &[[String; 4]]) -> Result<Condition> {
    let mut read = Vec::new();
    for [level, what, is, values] in lines.iter().filter(|line| !line[1].is_empty()) {
        let level = level.parse().unwrap_or(0);
        let check = match what.as_str() {
            "all" | "any" | "not" => None,
            word => {
                let what: What = word.parse().map_err(Error::invalid)?;
                let is = Is::parse(is).ok_or_else(|| Error::invalid(texts::bad_comparison(is, &what)))?;
                let values = if is.compares() { split(values) } else { Vec::new() };
                let values = values.iter().map(|value| names.meant(cx, &what, value));
                Some(Check { values: values.collect::<Result<_>>()?, what, is })
            }
        };
        read.push(Line { level, what: what.clone(), check });
    }
    let mut rest = read.as_slice();
    let mut parts = group(&mut rest, 0)?;
    Ok(match parts.as_slice() {
        // A group alone is the whole.
        [Condition::Check(_)] | [] | [_, _, ..] => Condition::All(parts),
        [_] => parts.remove(0),
    })
}

/// The parts of one group: lines of this level, with what is below them.
fn group(rest: &mut &[Line], level: usize) -> Result<Vec<Condition>> {
    let mut parts = Vec::new();
    while let Some((line, after)) = rest.split_first() {
        if line.level < level {
            break;
        }
        if line.level > level {
            return Err(Error::invalid(texts::bad_level()));
        }
        *rest = after;
        parts.push(match &line.check {
            Some(check) => Condition::Check(check.clone()),
            None => {
                let mut inner = group(rest, level + 1)?;
                match line.what.as_str() {
                    "all" => Condition::All(inner),
                    "any" => Condition::Any(inner),
                    _ if inner.len() == 1 => Condition::Not(Box::new(inner.remove(0))),
                    _ => Condition::Not(Box::new(Condition::All(inner))),
                }
            }
        });
    }
    Ok(parts)
}

/// A line of the form for what a rule does.
pub fn line(action: &Action, names: &Names) -> [String; 3] {
    let three = |word: &str, to: String, text: &str| [word.to_owned(), to, text.to_owned()];
    match action {
        Action::SetStatus { to } => three("set-status", texts::status(*to).into(), ""),
        Action::SetPriority { to } => three("set-priority", texts::priority(*to).into(), ""),
        Action::SetDepartment { to } => three("set-department", names.value(&What::Department, to), ""),
        Action::Assign { to } => three("assign", names.person(to), ""),
        Action::Unassign => three("unassign", String::new(), ""),
        Action::HandOver { otherwise: Otherwise::Unassign } => three("hand-over", String::new(), ""),
        Action::HandOver { otherwise: Otherwise::Keep } => three("hand-over-or-keep", String::new(), ""),
        Action::AddTags { tags } => three("add-tags", joined(tags.iter().cloned()), ""),
        Action::RemoveTags { tags } => three("remove-tags", joined(tags.iter().cloned()), ""),
        Action::SetField { field, to } => {
            let what = What::Field(field.clone());
            let shown = match to {
                Some(Value::String(text)) => names.value(&what, text),
                Some(other) => names.value(&what, &other.to_string()),
                None => String::new(),
            };
            three(&what.to_string(), shown, "")
        }
        Action::Note { text } => three("note", String::new(), text),
        Action::Notify { person, text } => three("notify", names.person(person), text),
        Action::Reply { text } => three("reply", String::new(), text),
    }
}

fn action(cx: &Cx, names: &Names, [word, to, text]: &[String; 3]) -> Result<Action> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let person = || {
        if to.trim().is_empty() {
            return Err(Error::invalid(text!("say-whom")));
        }
        match names.meant(cx, &What::Assignee, to)? {
            id if id == NOBODY => Err(Error::invalid(texts::no_such_person(to))),
            id => Ok(id),
        }
    };
    Ok(match word.as_str() {
        "set-status" => {
            Action::SetStatus { to: names.meant(cx, &What::Status, to)?.parse().map_err(Error::invalid)? }
        }
        "set-priority" => {
            Action::SetPriority { to: names.meant(cx, &What::Priority, to)?.parse().map_err(Error::invalid)? }
        }
        "set-department" => Action::SetDepartment { to: names.meant(cx, &What::Department, to)? },
        "assign" => Action::Assign { to: person()? },
        "unassign" => Action::Unassign,
        "hand-over" => Action::HandOver { otherwise: Otherwise::Unassign },
        "hand-over-or-keep" => Action::HandOver { otherwise: Otherwise::Keep },
        "add-tags" => Action::AddTags { tags: split(to) },
        "remove-tags" => Action::RemoveTags { tags: split(to) },
        "note" => Action::Note { text },
        "notify" => Action::Notify { person: person()?, text },
        "reply" => Action::Reply { text },
        other => match other.parse() {
            Ok(What::Field(field)) => Action::SetField { to: value(cx, names, &field, to)?, field },
            _ => return Err(Error::invalid(texts::bad_action(other))),
        },
    })
}

fn value(cx: &Cx, names: &Names, field: &str, typed: &str) -> Result<Option<Value>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let what = What::Field(field.to_owned());
    let meant = names.meant(cx, &what, typed)?;
    let wrong = || unfit(cx, names, typed, &Takes::Value(what.clone()));
    Ok(Some(match names.fields.iter().find(|known| known.name == field).map(|known| known.kind) {
        Some(Kind::Number) => {
            let number = meant.parse().ok().and_then(serde_json::Number::from_f64);
            Value::Number(match meant.parse::<i64>() {
                Ok(whole) => whole.into(),
                Err(_) => number.ok_or_else(wrong)?,
            })
        }
        Some(Kind::YesNo) => Value::Bool(meant.parse().map_err(|_| wrong())?),
        _ => Value::String(meant),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_commas_and_quotation_marks_come_back() {
        for values in [vec!["a"], vec!["a", "b c"], vec!["x, y", "say \"hi\"", " spaced "], vec![]] {
            let values: Vec<String> = values.into_iter().map(str::to_owned).collect();
            assert_eq!(split(&joined(values.clone())), values);
        }
        assert_eq!(split(" down ,, broken,"), ["down", "broken"]);
    }
}
