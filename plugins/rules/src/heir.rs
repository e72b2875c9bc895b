//! Who takes a ticket over: somebody of its department who is there, accepts tickets, may write in them, and has fewer than may be had
//! at once.

use crate::log::Refusal;
use crate::model::facts::Facts;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::availability::{self, Channel};
use ombud_plugin::desk::queues::{self, Selection};
use ombud_plugin::desk::schedule;
use ombud_plugin::rights::Rights;
use ombud_plugin::{Collection, Cx, Draft, Entry, Error, RecordId, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One for each person whom a ticket is meant for that is not there yet, under the person's id.
const HEIRS: Collection<Meant> = Collection::new("rules:heirs");

/// Of so many people at once it is told whether they accept work.
const ASKED: usize = 500;
/// Of so many at once it is counted what they have.
const COUNTED: usize = 32;
/// What has not come by then is on its way no more.
const LOST: Timestamp = 10 * 60_000;

/// The tickets that are on their way to somebody, since when. They count as work that is there: so what is handed over at once, as at the
/// end of a shift, goes to many, and to nobody beyond the limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Meant {
    tickets: BTreeMap<RecordId, Timestamp>,
}

fn meant(cx: &Cx, user: &str) -> Result<(Option<Entry<Meant>>, Meant)> {
    let read = cx.find(HEIRS, user)?;
    let mut meant = read.as_ref().map(|entry| entry.value.clone()).unwrap_or_default();
    meant.tickets.retain(|_, at| *at + LOST > cx.now());
    Ok((read, meant))
}

fn keep(cx: &Cx, user: &str, read: Option<Entry<Meant>>, meant: &Meant) -> Result<()> {
    match read {
        Some(entry) if entry.value == *meant => Ok(()),
        Some(entry) if meant.tickets.is_empty() => cx.delete(HEIRS, &entry),
        Some(entry) => cx.update(HEIRS, &entry, Draft::new(meant)).map(drop),
        None if meant.tickets.is_empty() => Ok(()),
        None => cx.create(HEIRS, Draft::new(meant).id(user)).map(drop),
    }
}

/// A ticket is on its way to somebody.
pub fn claim(cx: &Cx, user: &str, ticket: &str) -> Result<()> {
    let (read, mut meant) = meant(cx, user)?;
    meant.tickets.insert(ticket.to_owned(), cx.now());
    keep(cx, user, read, &meant)
}

/// It is there, or will not come.
pub fn release(cx: &Cx, user: &str, ticket: &str) -> Result<()> {
    let (read, mut meant) = meant(cx, user)?;
    meant.tickets.remove(ticket);
    keep(cx, user, read, &meant)
}

/// Those who can be given a ticket now, each with how many may be had at once.
fn able(cx: &Cx, people: &[UserId], department: &str) -> Result<Vec<(UserId, u32)>> {
    match availability::accepting(cx, people, Channel::Tickets, department) {
        // Without the plugin that knows who is there, shifts and choices say it, and nobody limits anything.
        Err(Error::Unavailable(_)) => {
            let told = schedule::accepting(cx, people)?;
            Ok(told.into_iter().filter(|one| one.accepting).map(|one| (one.user, u32::MAX)).collect())
        }
        able => able,
    }
}

/// Those of them who may answer a ticket of theirs there, or leave notes in it: whoever only reads is handed nothing. Collaborators may
/// leave notes.
fn writing(
    rights: &mut Rights<'_>,
    able: Vec<(UserId, u32)>,
    department: &str,
) -> Result<Vec<(UserId, u32)>> {
    let scopes = [Scope::All, Scope::Department, Scope::Assigned];
    let mut writing = Vec::new();
    for (user, most) in able {
        let mut writes = false;
        for permission in ["tickets:ticket.reply", "tickets:ticket.note"] {
            writes = writes || rights.held(&user, permission, &scopes, Some(department))?.gives;
        }
        if writes {
            writing.push((user, most));
        }
    }
    Ok(writing)
}

/// Who takes a ticket over: of those who can be given it, but not who has it, the one with the least to do; none: nobody can. Refused: it
/// is not known who can, and it stays where it is.
pub fn find(cx: &Cx, facts: &Facts) -> Result<Result<Option<UserId>, Refusal>> {
    let mut people: Vec<UserId> =
        cx.colleagues(Some(&facts.department))?.into_iter().map(|one| one.id).collect();
    people.retain(|id| facts.assignee.as_ref() != Some(id));
    let work =
        |(user, _): &(UserId, u32)| Selection { assignees: vec![Some(user.clone())], ..Selection::waiting() };
    let mut rights = Rights::new(cx);
    let mut least: Option<(u32, UserId)> = None;
    for some in people.chunks(ASKED) {
        let able = able(cx, some, &facts.department);
        let able = match able.and_then(|able| writing(&mut rights, able, &facts.department)) {
            Ok(able) => able,
            // One rule that hands over stops no others while nobody knows who works.
            Err(error) => return Ok(Err(Refusal::Said(error.sentence()))),
        };
        for some in able.chunks(COUNTED) {
            let tallies = queues::count(cx, &some.iter().map(work).collect::<Vec<_>>(), 1000)?;
            for ((user, most), tally) in some.iter().zip(tallies) {
                let (_, mut meant) = meant(cx, user)?;
                meant.tickets.remove(&facts.id);
                let has = tally.number.saturating_add(u32::try_from(meant.tickets.len()).unwrap_or(u32::MAX));
                if has < *most && least.as_ref().is_none_or(|(fewest, _)| has < *fewest) {
                    least = Some((has, user.clone()));
                }
            }
        }
    }
    Ok(Ok(least.map(|(_, user)| user)))
}
