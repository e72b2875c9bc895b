//! What each rule did, with which ticket, why, and what was refused. Staff who may read the ticket may read of it.

use crate::keep::ticket;
use crate::model::action::Effect;
use crate::model::condition::{Of, Verdict, What};
use crate::model::trigger::Happening;
use ombud_plugin::{Authority, Collection, Cx, Draft, Query, RecordId, Result, Timestamp, UserId, Value};
use serde::{Deserialize, Serialize};

/// All lines.
const LOG: Collection<Line> = Collection::new("rules:log");

const DAY: Timestamp = 24 * 3_600_000;
/// How many old lines are taken out with each new one.
const SWEPT: u32 = 4;
/// So many letters are kept of what was written: the rest stands in the ticket, while it does.
const EXCERPT: usize = 80;

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Names the run; lines of the same belong together.
    pub run: String,
    /// With which ticket.
    pub ticket: RecordId,
    /// What people call it.
    pub number: u64,
    /// Which rule.
    pub rule: RecordId,
    /// What it was called then.
    pub name: String,
    /// Which of its versions.
    pub version: u32,
    /// Whose rights counted, if anybody's did.
    #[serde(default)]
    pub author: Option<UserId>,
    /// How it ended.
    pub outcome: Ended,
    /// What had happened.
    pub why: Vec<Happening>,
    /// What was asked, and what was there.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// What was done.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// What was not, and why.
    #[serde(default)]
    pub refused: Vec<Refusal>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Done.
    Done,
    /// The ticket was so already.
    Nothing,
    /// Its author may not do it, or the desk does not.
    Refused,
    /// Its author took the order back, is suspended or gone.
    NoAuthor,
    /// When its turn came the ticket did not fit any more.
    Over,
    /// It would have done it again in the same run.
    Circle,
    /// It did it too often in a short while.
    TooOften,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The author lacks this permission there.
    Lacks(String),
    /// The author may not see the ticket.
    Unseen,
    /// The desk said this.
    Said(String),
}

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Of this ticket, by its id.
    pub ticket: Option<RecordId>,
    /// Of this rule.
    pub rule: Option<RecordId>,
    /// Where a page before ended.
    pub cursor: Option<String>,
}

/// Some lines, the latest first.
pub struct Page {
    /// Those that the caller may read.
    pub lines: Vec<Line>,
    /// Where it goes on.
    pub next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    #[serde(default = "quarter")]
    log_days: u64,
}

/// As the manifest says, where nobody chose.
fn quarter() -> u64 {
    90
}

/// Writes a line, and takes out what is old.
pub fn note(cx: &Cx, line: &Line) -> Result<()> {
    let key = |of: &str| [Value::from(of), Value::from(line.at)];
    let draft = Draft::new(&shortened(line))
        .index("at", [line.at])
        .index("ticket", key(&line.ticket))
        .index("rule", key(&line.rule));
    cx.create(LOG, draft)?;
    let days = cx.settings::<Settings>()?.log_days.max(1);
    let old = cx.now().saturating_sub(days * DAY);
    for entry in cx.query(LOG, &Query::by("at").limit(SWEPT))?.entries {
        if entry.value.at < old {
            cx.delete(LOG, &entry)?;
        }
    }
    Ok(())
}

/// A line that keeps no more than an excerpt of notes, and of messages that were looked at.
fn shortened(line: &Line) -> Line {
    let mut line = line.clone();
    for effect in &mut line.effects {
        if let Effect::Noted { text } = effect {
            *text = excerpt(text);
        }
    }
    line.verdict.iter_mut().for_each(shorten);
    line
}

fn shorten(verdict: &mut Verdict) {
    match &mut verdict.of {
        Of::All(parts) | Of::Any(parts) => parts.iter_mut().for_each(shorten),
        Of::Not(part) => shorten(part),
        Of::Check { check, was } if check.what == What::Message => {
            was.iter_mut().for_each(|text| *text = excerpt(text));
        }
        Of::Check { .. } => {}
    }
}

fn excerpt(text: &str) -> String {
    match text.chars().count() > EXCERPT {
        true => text.chars().take(EXCERPT - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// A page of lines; it may be short, even empty, while `next` still leads on. It is for staff: to others it says nothing.
pub fn read(cx: &Cx, wanted: &Wanted, limit: u32) -> Result<Page> {
    let caller = cx.caller();
    if !caller.staff && caller.authority != Authority::Own {
        return Ok(Page { lines: Vec::new(), next: None });
    }
    let query = match (&wanted.ticket, &wanted.rule) {
        (Some(ticket), _) => Query::by("ticket").prefix(ticket),
        (None, Some(rule)) => Query::by("rule").prefix(rule),
        (None, None) => Query::by("at"),
    };
    let page = cx.query(LOG, &query.descending().limit(limit).cursor(wanted.cursor.clone()))?;
    let mut lines = Vec::new();
    for entry in page.entries {
        let line = entry.value;
        let of_rule = wanted.rule.as_ref().is_none_or(|rule| line.rule == *rule);
        if of_rule && cx.may("tickets:ticket.read", Some(&ticket(&line.ticket))).unwrap_or(false) {
            lines.push(line);
        }
    }
    Ok(Page { lines, next: page.next })
}

/// When a rule last did something, as far as the log goes.
pub fn last(cx: &Cx, rule: &str) -> Result<Option<Timestamp>> {
    let page = cx.query(LOG, &Query::by("rule").prefix(rule).descending().limit(1))?;
    Ok(page.entries.first().map(|entry| entry.value.at))
}

/// Forgets what was done with a ticket that is gone.
pub fn forget(cx: &Cx, ticket: &str) -> Result<()> {
    for entry in cx.all(LOG, &Query::by("ticket").prefix(ticket))? {
        cx.delete(LOG, &entry)?;
    }
    Ok(())
}
