//! Whether a ticket is such, and why: conditions over its fields, nested as deep as people can still read.

use crate::model::facts::Facts;
use crate::model::rule::Fault;
use ombud_plugin::Timestamp;
use ombud_plugin::desk::tickets::{Priority, Status};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// How deep conditions may be nested.
pub const MAX_DEPTH: usize = 6;
/// How many parts a condition may have, groups included.
pub const MAX_NODES: usize = 100;
/// How many values a check may name, and how long each may be.
const MAX_VALUES: usize = 50;
const MAX_VALUE: usize = 200;
/// Stands for the assignee of a ticket that is nobody's.
pub const NOBODY: &str = "nobody";

/// What a ticket must be like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Each of these; without any, always.
    All(Vec<Condition>),
    /// One of these; without any, never.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// This.
    Check(Check),
}

impl Default for Condition {
    fn default() -> Condition {
        Condition::All(Vec::new())
    }
}

/// One thing that is asked of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Of what.
    pub what: What,
    /// What it must be.
    pub is: Is,
    /// Compared with these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What can be asked about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Where it stands.
    Status,
    /// How urgent.
    Priority,
    /// Where it is filed.
    Department,
    /// Who answers for it, or `nobody`.
    Assignee,
    /// Whose it is.
    Requester,
    /// Its tags.
    Tags,
    /// Words of the subject.
    Subject,
    /// Words of the message that this is about; if there is none, of the first.
    Message,
    /// How it came.
    Channel,
    /// In which language.
    Language,
    /// Hours since it was opened.
    HoursSinceOpened,
    /// Hours since the customer wrote.
    HoursSinceCustomer,
    /// Hours since staff answered.
    HoursSinceAgent,
    /// Hours since it stands where it stands.
    HoursSinceStatus,
    /// An own field.
    Field(String),
}

impl What {
    /// All but own fields.
    pub const PLAIN: [What; 14] = [
        What::Status,
        What::Priority,
        What::Department,
        What::Assignee,
        What::Requester,
        What::Tags,
        What::Subject,
        What::Message,
        What::Channel,
        What::Language,
        What::HoursSinceOpened,
        What::HoursSinceCustomer,
        What::HoursSinceAgent,
        What::HoursSinceStatus,
    ];

    /// Whether it is a number of hours.
    pub fn is_hours(&self) -> bool {
        matches!(
            self,
            What::HoursSinceOpened
                | What::HoursSinceCustomer
                | What::HoursSinceAgent
                | What::HoursSinceStatus
        )
    }

    /// What can be asked of it.
    pub fn asks(&self) -> &'static [Is] {
        match self {
            What::Status | What::Channel | What::Department => &[Is::AnyOf, Is::NoneOf],
            What::Priority => &[Is::AnyOf, Is::NoneOf, Is::AtLeast, Is::AtMost],
            What::Assignee | What::Requester | What::Language => {
                &[Is::AnyOf, Is::NoneOf, Is::Empty, Is::Filled]
            }
            What::Tags => &[Is::AnyOf, Is::AllOf, Is::NoneOf, Is::Empty, Is::Filled],
            What::Subject | What::Message => &[Is::Contains, Is::Lacks, Is::AnyOf, Is::NoneOf],
            What::Field(_) => &[
                Is::AnyOf,
                Is::NoneOf,
                Is::Contains,
                Is::Lacks,
                Is::AtLeast,
                Is::AtMost,
                Is::Empty,
                Is::Filled,
            ],
            _ => &[Is::AtLeast, Is::AtMost],
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            What::Status => "status",
            What::Priority => "priority",
            What::Department => "department",
            What::Assignee => "assignee",
            What::Requester => "requester",
            What::Tags => "tags",
            What::Subject => "subject",
            What::Message => "message",
            What::Channel => "channel",
            What::Language => "language",
            What::HoursSinceOpened => "hours-since-opened",
            What::HoursSinceCustomer => "hours-since-customer",
            What::HoursSinceAgent => "hours-since-agent",
            What::HoursSinceStatus => "hours-since-status",
            What::Field(name) => return write!(f, "field:{name}"),
        })
    }
}

impl FromStr for What {
    type Err = String;

    fn from_str(word: &str) -> Result<What, String> {
        if let Some(name) = word.strip_prefix("field:").filter(|name| !name.trim().is_empty()) {
            return Ok(What::Field(name.to_owned()));
        }
        let known = What::PLAIN.into_iter().find(|what| what.to_string() == word);
        known.ok_or_else(|| {
            let all: Vec<String> = What::PLAIN.iter().map(What::to_string).collect();
            format!("`{word}` is none of {}, field:…", all.join(", "))
        })
    }
}

impl Serialize for What {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for What {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<What, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// What something must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// One of the values, whatever the letter case.
    AnyOf,
    /// It has each of the values.
    AllOf,
    /// None of the values.
    NoneOf,
    /// One of the values stands in it, whatever the letter case.
    Contains,
    /// None of the values stands in it.
    Lacks,
    /// As much as the value, or more.
    AtLeast,
    /// As much as the value, or less.
    AtMost,
    /// There is nothing.
    Empty,
    /// There is something.
    Filled,
}

impl Is {
    /// All of them.
    pub const ALL: [Is; 9] = [
        Is::AnyOf,
        Is::AllOf,
        Is::NoneOf,
        Is::Contains,
        Is::Lacks,
        Is::AtLeast,
        Is::AtMost,
        Is::Empty,
        Is::Filled,
    ];

    /// The word for it, as in files.
    pub fn word(self) -> &'static str {
        match self {
            Is::AnyOf => "any-of",
            Is::AllOf => "all-of",
            Is::NoneOf => "none-of",
            Is::Contains => "contains",
            Is::Lacks => "lacks",
            Is::AtLeast => "at-least",
            Is::AtMost => "at-most",
            Is::Empty => "empty",
            Is::Filled => "filled",
        }
    }

    /// And back.
    pub fn parse(word: &str) -> Option<Is> {
        Is::ALL.into_iter().find(|is| is.word() == word)
    }

    /// Whether it compares with values.
    pub fn compares(self) -> bool {
        !matches!(self, Is::Empty | Is::Filled)
    }
}

/// Whether a condition held, and why: each part with what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it did.
    pub holds: bool,
    /// Why.
    pub of: Of,
}

/// What a verdict is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// Each of these.
    All(Vec<Verdict>),
    /// One of these.
    Any(Vec<Verdict>),
    /// Not this.
    Not(Box<Verdict>),
    /// This: what was asked, and what was there.
    Check {
        /// What was asked.
        check: Check,
        /// What was there, cut where it is long.
        was: Vec<String>,
    },
}

impl Condition {
    /// Whether it holds for the ticket at that time. Looks no further than it must.
    pub fn holds(&self, facts: &Facts, now: Timestamp) -> bool {
        match self {
            Condition::All(parts) => parts.iter().all(|part| part.holds(facts, now)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds(facts, now)),
            Condition::Not(part) => !part.holds(facts, now),
            Condition::Check(check) => check.holds(facts, now),
        }
    }

    /// Whether it holds, and why.
    pub fn verdict(&self, facts: &Facts, now: Timestamp) -> Verdict {
        let each = |parts: &[Condition]| parts.iter().map(|part| part.verdict(facts, now)).collect();
        let of = match self {
            Condition::All(parts) => Of::All(each(parts)),
            Condition::Any(parts) => Of::Any(each(parts)),
            Condition::Not(part) => Of::Not(Box::new(part.verdict(facts, now))),
            Condition::Check(check) => {
                let cut = |value: String| match value.char_indices().nth(MAX_VALUE) {
                    Some((end, _)) => format!("{}…", &value[..end]),
                    None => value,
                };
                let was = found(&check.what, facts, now).into_iter().map(cut).collect();
                Of::Check { check: check.clone(), was }
            }
        };
        Verdict { holds: self.holds(facts, now), of }
    }

    /// All that it asks.
    pub fn checks(&self) -> Vec<&Check> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().flat_map(Condition::checks).collect()
            }
            Condition::Not(part) => part.checks(),
            Condition::Check(check) => vec![check],
        }
    }

    /// What is wrong with it.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Fault> {
        if self.depth() > MAX_DEPTH || self.nodes() > MAX_NODES {
            return Err(Fault::Conditions);
        }
        self.checks().into_iter().try_for_each(Check::check)
    }

    fn depth(&self) -> usize {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                1 + parts.iter().map(Condition::depth).max().unwrap_or(0)
            }
            Condition::Not(part) => 1 + part.depth(),
            Condition::Check(_) => 0,
        }
    }

    fn nodes(&self) -> usize {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                1 + parts.iter().map(Condition::nodes).sum::<usize>()
            }
            Condition::Not(part) => 1 + part.nodes(),
            Condition::Check(_) => 1,
        }
    }
}

impl Check {
    fn holds(&self, facts: &Facts, now: Timestamp) -> bool {
        // The usual questions without making a list first.
        let single = match &self.what {
            What::Status => Some(facts.status.as_str()),
            What::Priority if matches!(self.is, Is::AnyOf | Is::NoneOf) => Some(facts.priority.as_str()),
            What::Department => Some(facts.department.as_str()),
            What::Channel => Some(facts.channel.as_str()),
            _ => None,
        };
        if let Some(single) = single {
            let any = self.values.iter().any(|value| value.eq_ignore_ascii_case(single));
            return any == (self.is == Is::AnyOf);
        }
        self.compare(&found(&self.what, facts, now))
    }

    fn compare(&self, was: &[String]) -> bool {
        let lower = |text: &String| text.to_lowercase();
        let was_any = || {
            let was: Vec<String> = was.iter().map(lower).collect();
            self.values.iter().any(|value| was.contains(&value.to_lowercase()))
        };
        let stands_in = || {
            let text = was.join("\n").to_lowercase();
            self.values.iter().any(|value| text.contains(&value.to_lowercase()))
        };
        match self.is {
            Is::AnyOf => was_any(),
            Is::NoneOf => !was_any(),
            Is::AllOf => {
                let was: Vec<String> = was.iter().map(lower).collect();
                self.values.iter().all(|value| was.contains(&value.to_lowercase()))
            }
            Is::Contains => stands_in(),
            Is::Lacks => !stands_in(),
            Is::AtLeast => self.amounts(was).is_some_and(|(was, value)| was >= value),
            Is::AtMost => self.amounts(was).is_some_and(|(was, value)| was <= value),
            Is::Empty => is_nothing(was),
            Is::Filled => !is_nothing(was),
        }
    }

    /// What was there, and what it is compared with, as numbers; a priority by its rank.
    fn amounts(&self, was: &[String]) -> Option<(f64, f64)> {
        let amount = |text: &String| match self.what {
            What::Priority => rank(text.parse().ok()?),
            _ => text.trim().parse().ok().filter(|amount: &f64| amount.is_finite()),
        };
        Some((amount(was.first()?)?, amount(self.values.first()?)?))
    }

    fn check(&self) -> Result<(), Fault> {
        let what = self.what.to_string();
        if !self.what.asks().contains(&self.is) {
            return Err(Fault::Check(what, self.is.word().to_owned()));
        }
        if self.is.compares() == self.values.is_empty() || self.values.len() > MAX_VALUES {
            return Err(Fault::Value(what, self.values.join(", ")));
        }
        let amount = matches!(self.is, Is::AtLeast | Is::AtMost);
        let wrong = self.values.iter().find(|value| {
            let bad = match &self.what {
                What::Status => value.parse::<Status>().is_err(),
                What::Priority => value.parse::<Priority>().is_err(),
                _ if amount => !value.trim().parse::<f64>().is_ok_and(f64::is_finite),
                _ => value.trim().is_empty(),
            };
            bad || value.chars().count() > MAX_VALUE
        });
        match wrong {
            Some(wrong) => Err(Fault::Value(what, wrong.clone())),
            None if amount && self.values.len() != 1 => Err(Fault::Value(what, self.values.join(", "))),
            None => Ok(()),
        }
    }
}

fn is_nothing(was: &[String]) -> bool {
    was.iter().all(|value| value.trim().is_empty() || value == NOBODY)
}

fn rank(priority: Priority) -> Option<f64> {
    let place = Priority::ALL.iter().position(|known| *known == priority)?;
    u8::try_from(place).ok().map(f64::from)
}

/// What a ticket has there.
pub fn found(what: &What, facts: &Facts, now: Timestamp) -> Vec<String> {
    let one = |text: &str| vec![text.to_owned()];
    let perhaps = |text: &Option<String>| text.iter().cloned().collect();
    let hours = |at: Option<Timestamp>| match at {
        #[expect(clippy::cast_precision_loss, reason = "hours are told to the hundredth")]
        Some(at) => vec![((now.saturating_sub(at) / 36_000) as f64 / 100.0).to_string()],
        None => Vec::new(),
    };
    let clocks = facts.clocks.as_ref();
    match what {
        What::Status => one(facts.status.as_str()),
        What::Priority => one(facts.priority.as_str()),
        What::Department => one(&facts.department),
        What::Assignee => vec![facts.assignee.clone().unwrap_or_else(|| NOBODY.to_owned())],
        What::Requester => perhaps(&facts.requester),
        What::Tags => facts.tags.clone(),
        What::Subject => one(&facts.subject),
        What::Message => perhaps(&facts.message),
        What::Channel => one(&facts.channel),
        What::Language => perhaps(&facts.language),
        What::HoursSinceOpened => hours(Some(facts.created)),
        What::HoursSinceCustomer => hours(clocks.and_then(|clocks| clocks.customer)),
        What::HoursSinceAgent => hours(clocks.and_then(|clocks| clocks.agent)),
        What::HoursSinceStatus => hours(clocks.map(|clocks| clocks.since)),
        What::Field(name) => facts.fields.get(name).map(said).unwrap_or_default(),
    }
}

fn said(value: &serde_json::Value) -> Vec<String> {
    use serde_json::Value;
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(parts) => parts.iter().flat_map(said).collect(),
        other => vec![other.to_string()],
    }
}
