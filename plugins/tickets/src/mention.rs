//! Colleagues who are named in a note by `@` and their name.
//!
//! Whom a note calls is kept in the note. Beside that there is a list by person of where the notes are, with nothing of what they
//! say: it follows each note, and whoever may not read one does not find it.

use crate::message::{self, MESSAGES, Message};
use crate::people::Caller;
use crate::spot;
use crate::ticket::{self, TICKETS};
use crate::view;
use ombud_plugin::administration::verdicts;
use ombud_plugin::desk::mentions::{self as wire, Colleague, Hearing, Mark, Named};
use ombud_plugin::desk::tickets::MessageKind;
use ombud_plugin::{
    Audience, Collection, Cx, Draft, Entry, Error, Person, Query, RecordId, RecordRef, Result, Timestamp,
    UserId, Value,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Without it nobody is looked up, and nobody learns who reads what.
const PERSON_READ: &str = "kernel:person.read";

/// The kernel tells of so many at once who may read a ticket.
const READERS: usize = 200;

/// The most that one question gives.
const MOST: u32 = 50;

/// Somebody is told of a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Its own, wherever the note goes.
    pub id: RecordId,
    /// Who.
    pub user: UserId,
    /// As it stands in the text, without `@`.
    pub written: String,
    /// Since when.
    pub at: Timestamp,
}

/// Where the notes are that call somebody. A record has the id of its mention, wherever the note goes.
const PLACES: Collection<Place> = Collection::new("tickets:mentions");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    message: RecordId,
}

/// These stand in this message now. Of two copies the first is the one that calls.
pub fn stand_in(cx: &Cx, message: &str, mentions: &[Mention]) -> Result<()> {
    for mention in mentions {
        let place = Place { message: message.to_owned() };
        let draft = Draft::new(&place)
            .audience(Audience::Staff)
            .index("of", [Value::from(mention.user.as_str()), Value::from(mention.at)]);
        match cx.find(PLACES, &mention.id)? {
            Some(known) => drop(cx.update(PLACES, &known, draft)?),
            None => drop(cx.create(PLACES, draft.id(mention.id.clone()))?),
        }
    }
    Ok(())
}

/// These stand in this message no more. What has moved on meanwhile stays.
pub fn leave(cx: &Cx, message: &str, mentions: &[Mention]) -> Result<()> {
    for mention in mentions {
        if let Some(known) = cx.find(PLACES, &mention.id)?.filter(|known| known.value.message == message) {
            cx.delete(PLACES, &known)?;
        }
    }
    Ok(())
}

/// Who is told of a note. Whoever was told before stays told since then; what others wrote, such as a stranger's mail,
/// calls nobody.
pub fn tell(cx: &Cx, caller: &Caller, ticket: &RecordRef, note: &mut Message) -> Result<()> {
    let before = std::mem::take(&mut note.mentions);
    if note.kind != MessageKind::Note || note.author != caller.user || note.mail.is_some() {
        return Ok(());
    }
    for named in of_text(cx, caller, ticket, &note.text)? {
        if named.hearing != Hearing::Told || note.mentions.iter().any(|known| known.user == named.user) {
            continue;
        }
        let known = before.iter().find(|known| known.user == named.user);
        note.mentions.push(Mention {
            id: known.map_or_else(|| cx.new_id(), |known| known.id.clone()),
            at: known.map_or(caller.now, |known| known.at),
            user: named.user,
            written: named.written,
        });
    }
    Ok(())
}

/// What a text would do as a note in this ticket.
pub fn named(cx: &Cx, ticket: &str, text: &str) -> Result<Vec<Named>> {
    let caller = Caller::of(cx);
    of_text(cx, &caller, &ticket::read(cx, ticket)?.at(), text)
}

fn of_text(cx: &Cx, caller: &Caller, ticket: &RecordRef, text: &str) -> Result<Vec<Named>> {
    if !text.contains('@') || !may_ask(cx, caller)? {
        return Ok(Vec::new());
    }
    let people = cx.colleagues(None)?;
    // Whoever writes the own name means nobody else who is called nearly so.
    let spots = spot::all(text, &people);
    let is_other = |person: &&Person| Some(&person.id) != caller.user.as_ref();
    let meant: BTreeSet<&UserId> = spots
        .iter()
        .flat_map(|spot| spot.people.iter().copied().filter(is_other))
        .map(|person| &person.id)
        .collect();
    let readers = readers(cx, ticket, meant.into_iter().cloned().collect())?;
    let mut named: Vec<Named> = Vec::new();
    for spot in &spots {
        for person in spot.people.iter().copied().filter(is_other) {
            let hearing = match (spot.is_certain(), readers.contains(&person.id)) {
                (false, _) => Hearing::Ambiguous,
                (true, true) => Hearing::Told,
                (true, false) => Hearing::CannotRead,
            };
            let one = Named {
                written: spot.written.to_owned(),
                user: person.id.clone(),
                name: person.name.clone(),
                hearing,
            };
            if !named.contains(&one) {
                named.push(one);
            }
        }
    }
    Ok(named)
}

/// Who can be mentioned in a ticket: its department's first, the rest by name.
pub fn colleagues(cx: &Cx, ticket: &str, words: &str, limit: u32) -> Result<Vec<Colleague>> {
    let (limit, caller, ticket) = (limited(limit)?, Caller::of(cx), ticket::read(cx, ticket)?);
    if !may_ask(cx, &caller)? {
        return Ok(Vec::new());
    }
    let mut people = cx.colleagues(None)?;
    people.retain(|person| Some(&person.id) != caller.user.as_ref() && spot::begins(&person.name, words));
    let elsewhere = |person: &Person| {
        !ticket.envelope.department.as_ref().is_some_and(|here| person.departments.contains(here))
    };
    people.sort_by_key(elsewhere);
    let mut found = Vec::new();
    for some in people.chunks(READERS) {
        let readers = readers(cx, &ticket.at(), some.iter().map(|person| person.id.clone()).collect())?;
        let fit = some.iter().filter(|person| readers.contains(&person.id));
        found.extend(fit.map(|person| Colleague { user: person.id.clone(), name: person.name.clone() }));
        if found.len() >= limit as usize {
            break;
        }
    }
    found.truncate(limit as usize);
    Ok(found)
}

/// Who is mentioned in a ticket.
pub fn marks(cx: &Cx, ticket: &str) -> Result<Vec<Mark>> {
    let (caller, ticket) = (Caller::of(cx), ticket::read(cx, ticket)?);
    if !caller.staff {
        return Ok(Vec::new());
    }
    Ok(message::of_ticket(cx, &ticket.at())?.iter().flat_map(all).collect())
}

/// The caller's mentions, the latest first.
pub fn mine(cx: &Cx, query: wire::Query) -> Result<wire::Page> {
    let caller = Caller::of(cx);
    let found = find(cx, &caller, query.limit, query.cursor)?;
    let mut tickets = BTreeMap::new();
    let mut mentions = Vec::new();
    for (mark, entry) in found.marks {
        let shown = message::shown(&entry);
        if !tickets.contains_key(&shown.ticket) {
            // Whoever reads the note reads the ticket.
            let Some(ticket) = cx.find(TICKETS, &shown.ticket)? else { continue };
            tickets.insert(shown.ticket.clone(), view::ticket(cx, &caller, &ticket)?);
        }
        if let Some(ticket) = tickets.get(&shown.ticket).cloned() {
            mentions.push(wire::Mention { mark, message: shown, ticket });
        }
    }
    Ok(wire::Page { mentions, next: found.next })
}

/// The same without what they say.
pub fn latest(cx: &Cx, limit: u32) -> Result<Vec<Mark>> {
    Ok(find(cx, &Caller::of(cx), limit, None)?.marks.into_iter().map(|(mark, _)| mark).collect())
}

struct Found {
    marks: Vec<(Mark, Entry<Message>)>,
    next: Option<String>,
}

fn find(cx: &Cx, caller: &Caller, limit: u32, cursor: Option<String>) -> Result<Found> {
    let limit = limited(limit)?;
    let Some(me) = caller.user.as_ref().filter(|_| caller.staff) else {
        return Ok(Found { marks: Vec::new(), next: None });
    };
    let query = Query::by("of").prefix(me.as_str()).descending().limit(limit).cursor(cursor);
    let page = cx.query(PLACES, &query)?;
    let mut marks = Vec::new();
    for place in page.entries {
        // What is out of the reader's sight is not there.
        let Some(entry) = cx.find(MESSAGES, &place.value.message)? else { continue };
        let mark = all(&entry).find(|mark| mark.id == place.envelope.id);
        marks.extend(mark.map(|mark| (mark, entry)));
    }
    Ok(Found { marks, next: page.next })
}

fn all(entry: &Entry<Message>) -> impl Iterator<Item = Mark> {
    entry.value.mentions.iter().map(|mention| Mark {
        id: mention.id.clone(),
        message: entry.envelope.id.clone(),
        user: mention.user.clone(),
        written: mention.written.clone(),
        at: mention.at,
    })
}

fn limited(limit: u32) -> Result<u32> {
    match (1..=MOST).contains(&limit) {
        true => Ok(limit),
        false => Err(Error::invalid(format!("`limit` is {limit}, expected 1 to {MOST}"))),
    }
}

fn may_ask(cx: &Cx, caller: &Caller) -> Result<bool> {
    if caller.staff { cx.may(PERSON_READ, None) } else { Ok(false) }
}

fn readers(cx: &Cx, ticket: &RecordRef, people: Vec<UserId>) -> Result<BTreeSet<UserId>> {
    let mut found = BTreeSet::new();
    for some in people.chunks(READERS) {
        found.extend(verdicts::readers(cx, some, ticket)?);
    }
    Ok(found)
}
