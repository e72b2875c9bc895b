//! How much work at once: what is said of people, roles, departments and the desk.

use crate::parts;
use crate::settle::Settings;
use ombud_plugin::administration::people::{self, HeldRole};
use ombud_plugin::desk::availability::{Bound, Question, Source as Word};
use ombud_plugin::{Audience, Collection, Cx, Draft, Entry, Error, Query, Result};
use ombud_worktime::channels::Channel;
use ombud_worktime::limits::{Limits, Said, Source};
use std::collections::BTreeMap;

const LIMITS: Collection<Said> = Collection::new("availability:limits");

/// The most that can be said.
pub const MOST: u32 = 10_000;

/// Of whom something is said, as it stands in ids of records, in forms and in the API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Desk,
    Department(String),
    Role(String),
    Agent(String),
}

impl Whose {
    /// `desk`, `department-ID`, `role-ID` or `agent-ID`.
    pub fn parse(text: &str) -> Option<Whose> {
        let named = |noun: &str| text.strip_prefix(noun).filter(|id| !id.is_empty()).map(str::to_owned);
        if text == "desk" {
            return Some(Whose::Desk);
        }
        named("department-")
            .map(Whose::Department)
            .or_else(|| named("role-").map(Whose::Role))
            .or_else(|| named("agent-").map(Whose::Agent))
    }

    /// And back.
    pub fn word(&self) -> String {
        match self {
            Whose::Desk => "desk".to_owned(),
            Whose::Department(id) => format!("department-{id}"),
            Whose::Role(id) => format!("role-{id}"),
            Whose::Agent(id) => format!("agent-{id}"),
        }
    }
}

fn kept(cx: &Cx) -> Result<Vec<(Whose, Entry<Said>)>> {
    let entries = cx.all(LIMITS, &Query::by("created"))?;
    Ok(entries.into_iter().filter_map(|entry| Some((Whose::parse(entry.id())?, entry))).collect())
}

/// Everything that is said.
pub fn all(cx: &Cx) -> Result<BTreeMap<Whose, Said>> {
    Ok(kept(cx)?.into_iter().map(|(whose, entry)| (whose, entry.value)).collect())
}

/// Says all of it anew; of whom nothing is said there, nothing is said any more.
pub fn save(cx: &Cx, wanted: &BTreeMap<Whose, Said>) -> Result<()> {
    if wanted.values().flat_map(BTreeMap::values).any(|most| *most > MOST) {
        return Err(Error::invalid(crate::texts::bad_limit()));
    }
    let mut before: BTreeMap<Whose, Entry<Said>> = kept(cx)?.into_iter().collect();
    for (whose, said) in wanted.iter().filter(|(_, said)| !said.is_empty()) {
        let draft = Draft::new(said).audience(Audience::Staff);
        match before.remove(whose) {
            Some(entry) if entry.value == *said => {}
            Some(entry) => cx.update(LIMITS, &entry, draft).map(drop)?,
            None => cx.create(LIMITS, draft.id(whose.word())).map(drop)?,
        }
    }
    before.values().try_for_each(|entry| cx.delete(LIMITS, entry))
}

fn limits(said: BTreeMap<Whose, Said>) -> Limits {
    let mut limits = Limits::default();
    for (whose, said) in said {
        match whose {
            Whose::Desk => limits.desk = said,
            Whose::Department(id) => drop(limits.departments.insert(id, said)),
            Whose::Role(id) => drop(limits.roles.insert(id, said)),
            Whose::Agent(id) => drop(limits.agents.insert(id, said)),
        }
    }
    limits
}

/// How much is given to whom, of whom nothing is said.
fn usual(settings: &Settings, channel: Channel) -> u32 {
    match channel {
        Channel::Tickets => settings.tickets_at_once,
        Channel::Chat => settings.chats_at_once,
    }
}

/// The answers to these questions.
pub fn bounds(cx: &Cx, asked: &[Question]) -> Result<Vec<Bound>> {
    let (limits, settings) = (limits(all(cx)?), Settings::read(cx)?);
    let mut roles: BTreeMap<&str, Vec<HeldRole>> = BTreeMap::new();
    for question in asked {
        // Without a role of which something is said nobody needs to be asked who holds which.
        if limits.roles.is_empty() || roles.contains_key(question.user.as_str()) {
            continue;
        }
        let held = match people::get(cx, &question.user) {
            Err(Error::NotFound(_)) => Vec::new(),
            person => person?.roles,
        };
        roles.insert(&question.user, held);
    }
    let bound = |question: &Question| {
        let channel = parts::channel(question.channel);
        let department = question.department.as_deref();
        let held = roles.get(question.user.as_str()).into_iter().flatten();
        let here = held.filter(|held| {
            held.until.is_none_or(|until| until > cx.now())
                && (held.department.is_none() || held.department.as_deref() == department)
        });
        let held: Vec<String> = here.map(|held| held.role.clone()).collect();
        let (most, source) =
            limits.most(&question.user, &held, department, channel, usual(&settings, channel));
        Bound { most, source: word(source) }
    };
    Ok(asked.iter().map(bound).collect())
}

fn word(source: Source) -> Word {
    match source {
        Source::Agent => Word::Agent,
        Source::Role => Word::Role,
        Source::Department => Word::Department,
        Source::Desk => Word::Desk,
    }
}

/// As it stands in the API.
pub fn said_by(source: Word) -> &'static str {
    match source {
        Word::Agent => "agent",
        Word::Role => "role",
        Word::Department => "department",
        Word::Desk => "desk",
    }
}
