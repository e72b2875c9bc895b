//! Finding answers by what somebody types, and filling one in.

use crate::answer::{self, Kept, Owner};
use crate::placeholder::{self, Placeholder};
use ombud_plugin::desk::canned::{Answer, Whose};
use ombud_plugin::desk::phrases::Topic;
use ombud_plugin::desk::tickets::{self, Attachment, Ticket};
use ombud_plugin::{Cx, DepartmentId, Entry, FormFile, RecordId, Result};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most at once.
const MOST: u32 = 100;

/// What the caller may use about a ticket, what fits best first.
pub fn find(cx: &Cx, ticket: &str, words: &str, limit: u32) -> Result<Vec<Answer>> {
    let ticket = tickets::get(cx, ticket)?;
    let mut found = fitting(cx, ticket.department, words)?;
    found.sort_by_key(|(rank, one)| (*rank, Reverse(one.uses), one.title.to_lowercase()));
    Ok(first(found, limit))
}

/// The same where there is no ticket: of what fits as well, the department's come first, and those of all last.
pub fn find_about(cx: &Cx, topic: &Topic, words: &str, limit: u32) -> Result<Vec<Answer>> {
    let near = |whose: Whose| match whose {
        Whose::Department => 0,
        Whose::Own => 1,
        Whose::All => 2,
    };
    let mut found = fitting(cx, topic.department.clone(), words)?;
    found.sort_by_key(|(rank, one)| (*rank, near(one.whose), Reverse(one.uses), one.title.to_lowercase()));
    Ok(first(found, limit))
}

/// The caller's, those of a department and those of all, each with how well it fits.
fn fitting(cx: &Cx, department: DepartmentId, words: &str) -> Result<Vec<(u8, Answer)>> {
    let mut found = Vec::new();
    for owner in [Owner::Person(cx.user()?), Owner::Department(department), Owner::All] {
        let uses = owner.uses(cx)?;
        for entry in owner.answers(cx)? {
            if let Some(rank) = rank(&entry.value, words) {
                found.push((rank, told(&entry, &uses)));
            }
        }
    }
    Ok(found)
}

fn first(found: Vec<(u8, Answer)>, limit: u32) -> Vec<Answer> {
    found.into_iter().map(|(_, one)| one).take(limit.min(MOST) as usize).collect()
}

/// As others see it.
pub fn told(entry: &Entry<Kept>, uses: &BTreeMap<RecordId, u32>) -> Answer {
    Answer {
        id: entry.envelope.id.clone(),
        title: entry.value.title.clone(),
        shortcut: entry.value.shortcut.clone(),
        whose: Owner::of(entry).whose(),
        department: entry.envelope.department.clone(),
        languages: entry.value.languages.keys().cloned().collect(),
        uses: uses.get(entry.id()).copied().unwrap_or_default(),
    }
}

/// How well it fits: less is better. None: not at all.
pub fn rank(kept: &Kept, words: &str) -> Option<u8> {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return Some(0);
    }
    let title = kept.title.to_lowercase();
    let in_title =
        |word: &str| title.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    if kept.shortcut == words {
        Some(0)
    } else if kept.shortcut.starts_with(&words) {
        Some(1)
    } else if title.starts_with(&words) {
        Some(2)
    } else {
        words.split_whitespace().all(in_title).then_some(3)
    }
}

/// The text for a ticket. It counts as used.
pub fn fill(cx: &Cx, answer: &str, ticket: &str) -> Result<String> {
    let ticket = tickets::get(cx, ticket)?;
    let language = ticket.language.clone();
    let values = |name| of_ticket(cx, &ticket, name);
    filled(cx, answer, language.as_deref(), values)
}

/// The text where there is no ticket. It counts as used.
pub fn fill_about(cx: &Cx, answer: &str, topic: &Topic) -> Result<String> {
    let values = |name| match name {
        Placeholder::CustomerName => topic.customer.clone(),
        Placeholder::CustomerFirstName => first_name(topic.customer.clone()),
        Placeholder::CustomerEmail => topic.email.clone(),
        Placeholder::TicketNumber | Placeholder::TicketSubject => None,
        Placeholder::DepartmentName => cx.department(&topic.department).ok().map(|one| one.name),
        Placeholder::AgentName | Placeholder::AgentFirstName => of_agent(cx, name),
    };
    filled(cx, answer, topic.language.as_deref(), values)
}

fn filled(
    cx: &Cx,
    answer: &str,
    language: Option<&str>,
    value: impl Fn(Placeholder) -> Option<String>,
) -> Result<String> {
    let entry = answer::get(cx, answer)?;
    let text = placeholder::fill(in_language(&entry.value, language), value)?;
    answer::used(cx, &entry)?;
    Ok(text)
}

/// What goes along with it.
pub fn files(cx: &Cx, answer: &str) -> Result<Vec<Attachment>> {
    let file = |FormFile { blob, name, content_type, size }| Attachment {
        blob,
        name,
        content_type,
        size,
        inline: None,
    };
    Ok(answer::get(cx, answer)?.value.files.into_iter().map(file).collect())
}

/// `sl-SI`, else `sl`, else what the desk mostly writes.
fn in_language<'a>(kept: &'a Kept, language: Option<&str>) -> &'a str {
    let language = language.unwrap_or_default().to_lowercase();
    let family = language.split('-').next().unwrap_or_default();
    kept.languages.get(&language).or_else(|| kept.languages.get(family)).unwrap_or(&kept.text)
}

fn first_name(name: Option<String>) -> Option<String> {
    name?.split_whitespace().next().map(str::to_owned)
}

/// Names are those that customers may read: whoever answers goes by the alias, if there is one.
fn of_agent(cx: &Cx, name: Placeholder) -> Option<String> {
    let me = cx.person(&cx.user().ok()?).ok()?;
    let called = Some(me.alias.filter(|alias| !alias.is_empty()).unwrap_or(me.name));
    if name == Placeholder::AgentFirstName { first_name(called) } else { called }
}

fn of_ticket(cx: &Cx, ticket: &Ticket, name: Placeholder) -> Option<String> {
    let customer = || {
        let faces = cx.faces(&[ticket.requester.clone()?]).ok()?;
        faces.into_iter().next().map(|face| face.name)
    };
    match name {
        Placeholder::CustomerName => customer(),
        Placeholder::CustomerFirstName => first_name(customer()),
        Placeholder::CustomerEmail => cx.person(ticket.requester.as_ref()?).ok()?.email,
        Placeholder::AgentName | Placeholder::AgentFirstName => of_agent(cx, name),
        Placeholder::TicketNumber => Some(ticket.number.to_string()),
        Placeholder::TicketSubject => Some(ticket.subject.clone()),
        Placeholder::DepartmentName => cx.department(&ticket.department).ok().map(|one| one.name),
    }
}

/// As it will read, about somebody made up.
pub fn sample(text: &str) -> Result<String> {
    placeholder::fill(text, |name| {
        Some(
            match name {
                Placeholder::CustomerName => "Anna Petrova",
                Placeholder::CustomerFirstName => "Anna",
                Placeholder::CustomerEmail => "anna@example.org",
                Placeholder::AgentName => "Nina Kos",
                Placeholder::AgentFirstName => "Nina",
                Placeholder::TicketNumber => "42",
                Placeholder::TicketSubject => "Card charged twice",
                Placeholder::DepartmentName => "Support",
            }
            .to_owned(),
        )
    })
}
