//! Giving out chats: in timers and reactions, with the plugin's own rights, each in one unit of work.

use crate::keep::{CHATS, Chat, Kind, QUEUE, State, Waiting};
use crate::kinds::Kinds;
use crate::line::Say;
use crate::{here, look, mailed, queue, rights, silent, slots, watch};
use ombud_plugin::desk::abilities;
use ombud_plugin::desk::availability::{self, Channel};
use ombud_plugin::rights::Rights;
use ombud_plugin::{Cx, Draft, Entry, Event, Person, Query, Result, Timestamp, UserId};
use ombud_worktime::routing::{Candidate, Hold, Patience, Strategy, Verdict, decide};
use serde::{Deserialize, Serialize};

/// Of so many something is written in one call, whether they are given out or lack a skill; more come in the next one.
const WRITTEN: usize = 100;
/// So many who wait are shown on a page.
const SHOWN: u32 = 100;
/// While somebody waits, it is looked again after so long: not all that lets somebody take chats is told of.
const AGAIN: u64 = 60_000;

/// A ring that goes on for so long after its end has lost its timer.
const LATE: u64 = 10_000;

/// What the administrator chose.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    pub ring_seconds: u32,
    pub previous_seconds: u32,
    language_seconds: u32,
    skill_seconds: u32,
    strategy: Strategy,
    ranks: Vec<Rank>,
}

#[derive(Deserialize)]
struct Rank {
    agent: String,
    rank: Place,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Place {
    First,
    Last,
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    fn patience(&self) -> Patience {
        Patience {
            language: u64::from(self.language_seconds) * 1000,
            skill: u64::from(self.skill_seconds) * 1000,
        }
    }

    fn rank(&self, person: &Person) -> u8 {
        let email = person.email.as_deref().unwrap_or_default().to_lowercase();
        match self.ranks.iter().find(|one| one.agent.trim().to_lowercase() == email).map(|one| one.rank) {
            Some(Place::First) => 0,
            None => 1,
            Some(Place::Last) => 2,
        }
    }
}

/// What the timer of a ring remembers.
#[derive(Serialize, Deserialize)]
struct Rung {
    agent: UserId,
}

/// A timer rang.
pub fn ring(cx: &Cx, key: &str, data: &str) -> Result<()> {
    let mut parts = key.split('/');
    match (parts.next(), parts.next()) {
        (Some("give"), Some(department)) => give(cx, department),
        (Some("look"), Some(draft)) => look::forget(cx, draft),
        (Some("mail"), Some(chat)) => mailed::ring(cx, chat, data),
        (Some("watch"), Some(note)) => watch::ring(cx, note),
        (Some("visit"), Some(place)) => here::ring(cx, place),
        (Some("silent"), Some(chat)) => silent::ring(cx, chat, data),
        (Some("ring"), Some(chat)) => match serde_json::from_str::<Rung>(data) {
            Ok(rung) => unanswered(cx, chat, &rung.agent),
            Err(_) => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Somebody came or left, or a limit says something else.
pub fn heard(cx: &Cx, event: &Event) -> Result<()> {
    let agent = &event.subject.id;
    if event.subject.collection == "availability:people" {
        let agents = std::slice::from_ref(agent);
        let state = availability::states(cx, agents, Channel::Chat)?.first().map(|one| one.state);
        if state == Some(availability::State::Offline) {
            give_back(cx, agent)?;
        }
    }
    for department in cx.departments()? {
        if !queue::row(cx, &department.id, 1)?.is_empty() {
            queue::wake(cx, &department.id, "heard")?;
        }
    }
    Ok(())
}

/// Those of a department who accept chats, may take them, and take so many at once: more than none.
fn accepting(cx: &Cx, department: &str, people: &[Person], first: bool) -> Result<Vec<(UserId, u32)>> {
    let ids: Vec<UserId> = people.iter().map(|person| person.id.clone()).collect();
    let mut roles = Rights::new(cx);
    let mut all = Vec::new();
    for (user, most) in availability::accepting(cx, &ids, Channel::Chat, department)? {
        if rights::take(&mut roles, &user, department)? {
            all.push((user, most));
            if first {
                break;
            }
        }
    }
    Ok(all)
}

/// The same, with what they have and are able to do.
fn candidates(cx: &Cx, department: &str, settings: &Settings) -> Result<Vec<Candidate>> {
    let people = cx.colleagues(Some(department))?;
    let accepting = accepting(cx, department, &people, false)?;
    let mut all = Vec::new();
    for some in accepting.chunks(500) {
        let ids: Vec<UserId> = some.iter().map(|(agent, _)| agent.clone()).collect();
        for ((agent, most), able) in some.iter().zip(abilities::of_people(cx, &ids)?) {
            let slots = slots::of(cx, agent)?;
            let person = people.iter().find(|person| person.id == *agent);
            let candidate = Candidate {
                agent: agent.clone(),
                has: u32::try_from(slots.chats.len()).unwrap_or(u32::MAX),
                most: *most,
                last: slots.last,
                rank: person.map_or(1, |person| settings.rank(person)),
                ..Candidate::default()
            };
            all.push(candidate.able(&able.skills, &able.languages));
        }
    }
    Ok(all)
}

/// Whether anybody of a department accepts chats. Looks at nobody's chats: what becomes of those does not move the answer.
pub fn is_open(cx: &Cx, department: &str) -> Result<bool> {
    Ok(!accepting(cx, department, &cx.colleagues(Some(department))?, true)?.is_empty())
}

/// The same of the one that is named, or of any.
pub fn is_open_at(cx: &Cx, department: Option<&str>) -> Result<bool> {
    if let Some(department) = department {
        return is_open(cx, department);
    }
    for department in cx.departments()? {
        if is_open(cx, &department.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Gives those who wait in a department to those who have a place, the first first.
fn give(cx: &Cx, department: &str) -> Result<()> {
    let mut page = queue::page(cx, department, None)?;
    if page.entries.is_empty() {
        return Ok(());
    }
    let settings = Settings::read(cx)?;
    unheard(cx, &page.entries)?;
    let mut candidates = candidates(cx, department, &settings)?;
    let (mut written, mut again) = (0, None::<Timestamp>);
    loop {
        for entry in &page.entries {
            if entry.value.ringing.is_some() {
                continue;
            }
            if written >= WRITTEN {
                // One call writes only so much.
                return queue::wake(cx, department, "more");
            }
            let work = entry.value.work();
            let agent = match decide(settings.strategy, &work, settings.patience(), &candidates, cx.now()) {
                Verdict::Give(one) => one.agent.clone(),
                Verdict::Wait { until, why } => {
                    written += usize::from(lacks(cx, entry, why == Hold::Skill)?);
                    let next = until.unwrap_or(cx.now() + AGAIN);
                    again = Some(again.map_or(next, |again| again.min(next)));
                    continue;
                }
            };
            offer(cx, &settings, entry, &agent)?;
            written += 1;
            if let Some(taken) = candidates.iter_mut().find(|one| one.agent == agent) {
                (taken.has, taken.last) = (taken.has + 1, cx.now());
            }
        }
        // Who comes behind is looked at only while there is a place.
        match page.next.take().filter(|_| candidates.iter().any(Candidate::is_free)) {
            Some(next) => page = queue::page(cx, department, Some(next))?,
            None => break,
        }
    }
    match again {
        Some(again) => cx.set_timer(&format!("give/{department}/again"), again, &()),
        None => Ok(()),
    }
}

/// What should have ceased to ring long ago, had its own timer not failed.
fn unheard(cx: &Cx, row: &[Entry<Waiting>]) -> Result<()> {
    for entry in row {
        if let Some((agent, until)) = &entry.value.ringing
            && *until + LATE <= cx.now()
        {
            unanswered(cx, entry.id(), agent)?;
        }
    }
    Ok(())
}

/// Says once that nobody who accepts chats has the skill that one waits for, as long as that is so. True: something was written.
fn lacks(cx: &Cx, entry: &Entry<Waiting>, lacks: bool) -> Result<bool> {
    if entry.value.lacks == lacks {
        return Ok(false);
    }
    queue::change(cx, entry, &Waiting { lacks, ..entry.value.clone() })?;
    if let Some(skill) = entry.value.skill.as_ref().filter(|_| lacks) {
        Say::lacks(skill).write(cx, entry.id())?;
    }
    Ok(true)
}

/// It rings at somebody; the place is taken from now on.
fn offer(cx: &Cx, settings: &Settings, entry: &Entry<Waiting>, agent: &str) -> Result<()> {
    let chat = entry.id();
    let until = cx.now() + u64::from(settings.ring_seconds) * 1000;
    let mut waiting = entry.value.clone();
    if waiting.passed.iter().any(|one| one == agent) {
        // A new round.
        waiting.passed.clear();
    }
    waiting.ringing = Some((agent.to_owned(), until));
    waiting.lacks = false;
    queue::change(cx, entry, &waiting)?;
    slots::take(cx, agent, chat)?;
    cx.set_timer(&queue::ring_key(chat), until, &Rung { agent: agent.to_owned() })?;
    Say::inside(Kind::Rang, agent).write(cx, chat).map(drop)
}

/// Nobody answered in time: the next one is asked.
fn unanswered(cx: &Cx, chat: &str, agent: &str) -> Result<()> {
    let Some(entry) = queue::find(cx, chat)? else { return Ok(()) };
    let mut waiting = entry.value.clone();
    if !waiting.ringing.as_ref().is_some_and(|(rung, until)| rung == agent && *until <= cx.now()) {
        return Ok(());
    }
    slots::missed(cx, agent, chat)?;
    waiting.pass(agent, cx.now());
    queue::change(cx, &entry, &waiting)?;
    Say::inside(Kind::Missed, agent).write(cx, chat)?;
    queue::wake(cx, &waiting.department, chat)
}

/// Somebody has gone: what rang there and what ran there waits again, where it stood in the row before.
fn give_back(cx: &Cx, agent: &str) -> Result<()> {
    for id in slots::of(cx, agent)?.chats {
        slots::free(cx, agent, &id)?;
        let Some(chat) = cx.find(CHATS, &id)? else { continue };
        if let Some(entry) = queue::find(cx, &id)? {
            let mut waiting = entry.value.clone();
            if waiting.ringing.as_ref().is_some_and(|(rung, _)| rung == agent) {
                waiting.ringing = None;
                queue::change(cx, &entry, &waiting)?;
                cx.cancel_timer(&queue::ring_key(&id))?;
                queue::wake(cx, &waiting.department, &id)?;
            }
        } else if chat.envelope.assignee.as_deref() == Some(agent) && chat.value.state == State::Running {
            let department = chat.envelope.department.clone().unwrap_or_default();
            wait_again(cx, &chat, &department, Next::Anybody)?;
        }
    }
    Ok(())
}

/// At whom a chat rings that is handed over or given back.
#[derive(Clone, Copy)]
pub enum Next<'a> {
    Anybody,
    /// At once, whatever the limit says.
    At(&'a str),
    /// Anybody, but not at once at whoever handed it over.
    NotAtOnce(&'a str),
}

/// A chat that ran waits again, perhaps in another department. Its place has been given back already. All lines are written while
/// the chat is still filed as it was: whoever hands it over may not be able to read it afterwards.
pub fn wait_again(cx: &Cx, chat: &Entry<Chat>, department: &str, next: Next<'_>) -> Result<()> {
    Say::told(Kind::Waits, None).write(cx, chat.id())?;
    let kinds = Kinds::of(cx)?;
    let skill = cx.department(department).ok().and_then(|there| kinds.skill(&chat.value.kind, &there));
    let mut waiting = Waiting { here: cx.now(), ..Waiting::new(department, &chat.value, skill) };
    match next {
        Next::At(agent) => waiting.wanted = Some((agent.to_owned(), cx.now())),
        Next::NotAtOnce(agent) => waiting.pass(agent, cx.now()),
        Next::Anybody => {}
    }
    queue::put_in(cx, chat.id(), &waiting)?;
    match (next, queue::find(cx, chat.id())?) {
        (Next::At(agent), Some(entry)) => offer(cx, &Settings::read(cx)?, &entry, agent)?,
        _ => queue::wake(cx, department, chat.id())?,
    }
    silent::look(cx, chat.id(), State::Waiting)?;
    let value = Chat { state: State::Waiting, ..chat.value.clone() };
    let draft = filed(chat, &value).assignee(None::<UserId>).department(department.to_owned());
    cx.update(CHATS, chat, draft).map(drop)
}

/// A chat as it shall be, filed as it was and found where it is looked for.
pub fn filed(chat: &Entry<Chat>, value: &Chat) -> Draft<Chat> {
    let draft = Draft::of(&Entry { value: value.clone(), ..chat.clone() });
    indexed(draft, value, chat.envelope.requester.as_deref().unwrap_or_default())
}

/// Where a chat is found.
pub fn indexed(draft: Draft<Chat>, value: &Chat, visitor: &str) -> Draft<Chat> {
    let begun = format!("{:015}", value.begun);
    let draft = draft
        .index("state", [value.state.as_str().to_owned(), begun.clone()])
        .index("visitor", [visitor.to_owned(), begun]);
    match value.ended {
        Some(ended) => draft.index("ended", [ended]),
        None => draft,
    }
}

/// Those who wait.
pub type Row = Vec<(Entry<Chat>, Entry<Waiting>)>;

/// Some of those in the queue whose chats one may see, with these, the first first; and where it goes on.
pub fn waiting(cx: &Cx, cursor: Option<String>) -> Result<(Row, Option<String>)> {
    let query = Query::by("state").prefix(State::Waiting.as_str()).limit(SHOWN).cursor(cursor);
    let chats = cx.query(CHATS, &query)?;
    let both = |chat: Entry<Chat>| {
        let waiting = cx.find(QUEUE, chat.id());
        waiting.map(|waiting| waiting.map(|waiting| (chat, waiting))).transpose()
    };
    Ok((chats.entries.into_iter().filter_map(both).collect::<Result<_>>()?, chats.next))
}
