//! What stands behind ids and words, for people; and back, from what they typed.

use crate::log::Line;
use crate::model::action::{Action, Effect};
use crate::model::clock::{Clock, Word};
use crate::model::condition::Of;
use crate::model::condition::{NOBODY, Verdict, What};
use crate::model::rule::Rule;
use crate::model::trigger::{Happening, Trigger};
use crate::takes::Takes;
use crate::{texts, typed};
use ombud_plugin::desk::definitions::{self, Field, Kind};
use ombud_plugin::desk::tickets::{Priority, Status};
use ombud_plugin::{Cx, Error, Result, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// Names for one page.
pub struct Names {
    departments: BTreeMap<String, String>,
    people: BTreeMap<UserId, String>,
    /// The own fields of the desk.
    pub fields: Vec<Field>,
    /// The tags that it knows.
    pub tags: Vec<String>,
}

impl Names {
    /// With these people.
    pub fn of(cx: &Cx, people: BTreeSet<UserId>) -> Names {
        let ids: Vec<UserId> = people.into_iter().filter(|id| id != NOBODY).take(500).collect();
        let faces = if ids.is_empty() { Vec::new() } else { cx.faces(&ids).unwrap_or_default() };
        let departments = cx.departments().unwrap_or_default();
        let (fields, tags) = match definitions::known(cx) {
            Ok(known) => (known.fields, known.tags.into_iter().map(|tag| tag.name).collect()),
            Err(_) => Default::default(),
        };
        Names {
            departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
            people: faces.into_iter().map(|face| (face.id, face.name)).collect(),
            fields,
            tags,
        }
    }

    /// What somebody is called.
    pub fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// A value, as people read it.
    pub fn value(&self, what: &What, value: &str) -> String {
        match what {
            What::Status => {
                value.parse().map_or_else(|_| value.to_owned(), |is| texts::status(is).to_owned())
            }
            What::Priority => {
                value.parse().map_or_else(|_| value.to_owned(), |is| texts::priority(is).to_owned())
            }
            What::Department => self.departments.get(value).cloned().unwrap_or_else(|| value.to_owned()),
            What::Assignee if value == NOBODY => texts::nobody().to_owned(),
            What::Assignee | What::Requester => self.person(value),
            What::Field(name) => {
                match self.fields.iter().find(|field| field.name == *name).map(|field| field.kind) {
                    Some(Kind::Person) => self.person(value),
                    Some(Kind::YesNo) if value == "true" => texts::yes().to_owned(),
                    Some(Kind::YesNo) => texts::no().to_owned(),
                    _ => value.to_owned(),
                }
            }
            _ => value.to_owned(),
        }
    }

    /// What was meant.
    pub fn meant(&self, cx: &Cx, what: &What, typed: &str) -> Result<String> {
        let typed = typed.trim();
        let same = |title: &str| title.to_lowercase() == typed.to_lowercase();
        let wrong = |takes: Takes| {
            Error::invalid(texts::bad_value(typed, &takes.title(self), &takes.known(cx, self)))
        };
        match what {
            What::Status => {
                let known = |is: &&Status| is.as_str() == typed || same(texts::status(**is));
                Status::ALL
                    .iter()
                    .find(known)
                    .map(|is| is.as_str().to_owned())
                    .ok_or_else(|| wrong(Takes::Status))
            }
            What::Priority => {
                let known = |is: &&Priority| is.as_str() == typed || same(texts::priority(**is));
                Priority::ALL
                    .iter()
                    .find(known)
                    .map(|is| is.as_str().to_owned())
                    .ok_or_else(|| wrong(Takes::Priority))
            }
            What::Department => {
                let known = |(id, name): &(&String, &String)| id.as_str() == typed || same(name);
                let found = self.departments.iter().find(known).map(|(id, _)| id.clone());
                found.ok_or_else(|| wrong(Takes::Department))
            }
            What::Assignee if typed == NOBODY || same(texts::nobody()) => Ok(NOBODY.to_owned()),
            What::Assignee | What::Requester => person(cx, typed),
            What::Field(name) => {
                match self.fields.iter().find(|field| field.name == *name).map(|field| field.kind) {
                    Some(Kind::Person) => person(cx, typed),
                    Some(Kind::YesNo) if same(texts::yes()) => Ok("true".to_owned()),
                    Some(Kind::YesNo) if same(texts::no()) => Ok("false".to_owned()),
                    Some(Kind::YesNo) if !["true", "false"].contains(&typed) => {
                        Err(wrong(Takes::Value(what.clone())))
                    }
                    _ => Ok(typed.to_owned()),
                }
            }
            _ => Ok(typed.to_owned()),
        }
    }

    /// What the date field is called in programs that is typed by that or by its title; none: there is no such.
    pub fn date(&self, typed: &str) -> Option<String> {
        let mut dates = self.fields.iter().filter(|field| field.kind == Kind::Date);
        let by_name = dates.clone().find(|field| field.name == typed);
        let same = |field: &&Field| field.title.to_lowercase() == typed.to_lowercase();
        by_name.or_else(|| dates.find(same)).map(|field| field.name.clone())
    }

    /// What the departments are called.
    pub fn departments(&self) -> Vec<String> {
        self.departments.values().cloned().collect()
    }

    /// What a field of a ticket is called.
    pub fn field(&self, name: &str) -> String {
        name.parse::<What>().map_or_else(
            |_| name.to_owned(),
            |what| match &what {
                What::Field(own) => match self.fields.iter().find(|field| field.name == *own) {
                    Some(field) => field.title.clone(),
                    None => own.clone(),
                },
                _ => texts::what(&what),
            },
        )
    }

    /// What a rule waits for, in words.
    pub fn trigger(&self, trigger: &Trigger) -> String {
        let (word, which) = event(trigger);
        let title = texts::event_title(word);
        let which = which.map(|which| self.which(trigger, &which));
        match (trigger, which) {
            (Trigger::Waited { minutes, .. }, which) => {
                texts::waiting(title, which.as_deref(), &duration(*minutes))
            }
            (_, Some(which)) => texts::with(title, &which),
            (_, None) => title.to_owned(),
        }
    }

    /// What a rule does when, in a line.
    pub fn rule(&self, rule: &Rule) -> String {
        let when: Vec<String> = rule.on.iter().map(|trigger| self.trigger(trigger)).collect();
        let then: Vec<String> = rule.then.iter().map(|action| self.action(action)).collect();
        format!("{} → {}", when.join(" · "), then.join(" · "))
    }

    /// What a rule does, in words; of a text, that there is one.
    fn action(&self, action: &Action) -> String {
        let [word, to, _] = typed::line(action, self);
        let title = match action {
            Action::SetField { .. } => texts::action_title(&format!("field:{}", self.field(&word))),
            _ => texts::action_title(&word),
        };
        if to.is_empty() { title } else { texts::with(&title, &to) }
    }

    fn which(&self, trigger: &Trigger, which: &str) -> String {
        match trigger {
            Trigger::Changed { .. } => self.field(which),
            Trigger::Waited { clock: Clock::Status(Word(status)), .. } => texts::status(*status).to_owned(),
            Trigger::Waited { clock: Clock::Field(name), .. } => self.field(&format!("field:{name}")),
            Trigger::Rated { .. } => texts::or_less(which),
            Trigger::SlaWarned { .. } | Trigger::SlaBroken { .. } => texts::promise(which).to_owned(),
            _ => which.to_owned(),
        }
    }

    /// What happened, in words.
    pub fn happening(&self, is: &Happening) -> String {
        let trigger = match is.clone() {
            Happening::Opened => Trigger::Opened,
            Happening::Changed { field } => Trigger::Changed { field: Some(field) },
            Happening::CustomerReplied => Trigger::CustomerReplied,
            Happening::AgentReplied => Trigger::AgentReplied,
            Happening::Noted => Trigger::Noted,
            Happening::TagAdded { tag } => Trigger::TagAdded { tag: Some(tag) },
            Happening::TagRemoved { tag } => Trigger::TagRemoved { tag: Some(tag) },
            Happening::SlaWarned { metric } => Trigger::SlaWarned { metric: Some(metric) },
            Happening::SlaBroken { metric } => Trigger::SlaBroken { metric: Some(metric) },
            Happening::ShiftEnded => Trigger::ShiftEnded,
            Happening::Rated { score } => {
                return texts::with(texts::event_title("rated"), &score.to_string());
            }
            Happening::Waited { clock, minutes, .. } => Trigger::Waited { clock, minutes },
        };
        self.trigger(&trigger)
    }

    /// What was done, in words.
    pub fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::Changed { field, before, after } => {
                let what = field.parse().unwrap_or(What::Subject);
                let value = |value: &Option<String>| match value {
                    Some(value) => self.value(&what, value),
                    None if what == What::Assignee => texts::nobody().to_owned(),
                    None => "–".to_owned(),
                };
                texts::changed(&self.field(field), &value(before), &value(after))
            }
            Effect::Tagged { tags } => texts::tagged(&tags.join(", ")),
            Effect::Untagged { tags } => texts::untagged(&tags.join(", ")),
            Effect::Noted { text } => texts::noted(text),
            Effect::Replied { text } => texts::replied(text),
            Effect::HandedOver => texts::handed_over().to_owned(),
        }
    }
}

/// The person with this address, id or name; among those of the same name nobody is meant.
fn person(cx: &Cx, typed: &str) -> Result<UserId> {
    if typed.contains('@') {
        let found = cx.find_by_email(typed)?;
        return found.map(|one| one.id).ok_or_else(|| Error::invalid(texts::no_such_person(typed)));
    }
    let named: Vec<UserId> = cx
        .colleagues(None)?
        .into_iter()
        .filter(|one| one.name.to_lowercase() == typed.to_lowercase())
        .map(|one| one.id)
        .collect();
    match named.as_slice() {
        [one] => Ok(one.clone()),
        [] if !cx.faces(&[typed.to_owned()])?.is_empty() => Ok(typed.to_owned()),
        _ => Err(Error::invalid(texts::no_such_person(typed))),
    }
}

/// The word of the form for what a rule waits for, and of what.
pub fn event(trigger: &Trigger) -> (&'static str, Option<String>) {
    match trigger {
        Trigger::Opened => ("opened", None),
        Trigger::Changed { field } => ("changed", field.clone()),
        Trigger::CustomerReplied => ("customer-replied", None),
        Trigger::AgentReplied => ("agent-replied", None),
        Trigger::Noted => ("noted", None),
        Trigger::TagAdded { tag } => ("tag-added", tag.clone()),
        Trigger::TagRemoved { tag } => ("tag-removed", tag.clone()),
        Trigger::SlaWarned { metric } => ("sla-warned", metric.clone()),
        Trigger::SlaBroken { metric } => ("sla-broken", metric.clone()),
        Trigger::ShiftEnded => ("shift-ended", None),
        Trigger::Rated { most } => ("rated", most.map(|most| most.to_string())),
        Trigger::Waited { clock, .. } => match clock {
            Clock::Status(Word(status)) => ("waited-status", Some(status.as_str().to_owned())),
            Clock::Unassigned => ("waited-unassigned", None),
            Clock::Unanswered => ("waited-unanswered", None),
            Clock::Field(name) => ("waited-field", Some(name.clone())),
        },
    }
}

/// So many minutes: `3d 4h`, and `-1d` before.
pub fn duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let minutes = minutes.unsigned_abs();
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "m")];
    let told: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    if told.is_empty() { "0m".to_owned() } else { format!("{sign}{}", told.join(" ")) }
}

/// And back.
pub fn parse_duration(typed: &str) -> Option<i64> {
    let typed = typed.trim().to_lowercase();
    let (sign, mut rest) = match typed.strip_prefix('-') {
        Some(rest) => (-1, rest.trim_start()),
        None => (1, typed.as_str()),
    };
    let mut minutes = 0_i64;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].trim_start();
        let letter = unit.chars().next()?;
        let each = match letter {
            'd' => 1440,
            'h' => 60,
            'm' => 1,
            _ => return None,
        };
        minutes = minutes.checked_add(number.checked_mul(each)?)?;
        rest = unit[1..].trim_start();
    }
    Some(sign * minutes)
}

/// Everybody whom a rule names.
pub fn in_rule(rule: &Rule) -> BTreeSet<UserId> {
    let checks = rule.when.checks().into_iter();
    let asked =
        checks.filter(|check| matches!(check.what, What::Assignee | What::Requester | What::Field(_)));
    let mut all: BTreeSet<UserId> = asked.flat_map(|check| check.values.iter().cloned()).collect();
    all.extend(rule.then.iter().filter_map(|action| match action {
        Action::Assign { to } | Action::Notify { person: to, .. } => Some(to.clone()),
        _ => None,
    }));
    all
}

/// Everybody whom effects and a verdict name.
pub fn in_effects(effects: &[Effect], verdict: Option<&Verdict>) -> BTreeSet<UserId> {
    let mut all = BTreeSet::new();
    for effect in effects {
        if let Effect::Changed { field, before, after } = effect
            && (field == "assignee" || field.starts_with("field:"))
        {
            all.extend(before.iter().chain(after).cloned());
        }
    }
    let mut open: Vec<&Verdict> = verdict.into_iter().collect();
    while let Some(verdict) = open.pop() {
        match &verdict.of {
            Of::All(parts) | Of::Any(parts) => open.extend(parts),
            Of::Not(part) => open.push(part),
            Of::Check { check, was } => {
                if matches!(check.what, What::Assignee | What::Requester | What::Field(_)) {
                    all.extend(was.iter().chain(&check.values).cloned());
                }
            }
        }
    }
    all
}

/// Everybody whom lines of the log name.
pub fn in_lines(lines: &[Line]) -> BTreeSet<UserId> {
    let of_line = |line: &Line| {
        let mut all = in_effects(&line.effects, line.verdict.as_ref());
        all.extend(line.author.clone());
        all
    };
    lines.iter().flat_map(of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_back() {
        for (minutes, told) in [(30, "30m"), (4320, "3d"), (2220, "1d 13h"), (-1440, "-1d"), (61, "1h 1m")] {
            assert_eq!(duration(minutes), told);
            assert_eq!(parse_duration(told), Some(minutes));
        }
        assert_eq!(parse_duration("1D12h"), Some(2160));
        for odd in ["", "3", "d", "3x", "-", "99999999999999999999d", "3 дня"] {
            assert_eq!(parse_duration(odd), None, "{odd}");
        }
    }
}
