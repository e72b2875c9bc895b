//! Giving tickets out: in a timer, with the plugin's own rights, in one unit of work.

use crate::keep::{GIVEN, Given, Reason, TURNS, Turn};
use crate::people::People;
use crate::settings::Settings;
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::tickets::{self, Changes, Sort, Ticket};
use ombud_plugin::{Audience, Cx, DepartmentId, Draft, Entry, Error, Level, Result, Timestamp, UserId};
use ombud_worktime::routing::{Candidate, Strategy, Verdict, Work, decide};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// So many are given in one call; more come in the next one.
const MOST: usize = 50;
/// So many pages of those that wait are looked at in one call; the next one goes on behind them.
const PAGES: usize = 10;
/// While something waits, it is looked again after so long: not all that lets somebody take tickets is told of.
const AGAIN: Timestamp = 5 * 60_000;
/// How long nobody is given a ticket again who put it back, while there are others.
const PAUSE: Timestamp = 15 * 60_000;
/// What happens within so long is looked at together.
const TOGETHER: Timestamp = 1000;

/// Something happened: at the end of this second it is looked what can be given.
pub fn soon(cx: &Cx) -> Result<()> {
    if !Settings::read(cx)?.is_on() {
        return Ok(());
    }
    // A timer for each second, so that none is put off by what comes after it.
    let second = cx.now() / TOGETHER + 1;
    cx.set_timer(&format!("give/{second}"), second * TOGETHER, &())
}

/// Somebody has a ticket again that had come back: when it comes back once more, it does so anew.
pub fn taken(cx: &Cx, ticket: &str) -> Result<()> {
    let Some(read) = cx.find(GIVEN, ticket)?.filter(|given| given.value.back.is_some()) else {
        return Ok(());
    };
    match tickets::get(cx, ticket) {
        Ok(found) if found.assignee.is_some() => {
            let value = Given { back: None, ..read.value.clone() };
            cx.update(GIVEN, &read, Draft::of(&Entry { value, ..read.clone() })).map(drop)
        }
        Ok(_) | Err(Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// A ticket is no more, and neither is to whom it was given.
pub fn gone(cx: &Cx, ticket: &str) -> Result<()> {
    cx.find(GIVEN, ticket)?.map_or(Ok(()), |read| cx.delete(GIVEN, &read))
}

/// Where a look goes on that was too long for one call.
#[derive(Serialize, Deserialize)]
struct Place {
    department: DepartmentId,
    cursor: Option<String>,
    again: Option<Timestamp>,
}

/// What one look at all departments has come to.
struct Look<'a> {
    cx: &'a Cx,
    settings: &'a Settings,
    people: People<'a>,
    given: usize,
    pages: usize,
    /// When it is to be looked again.
    again: Option<Timestamp>,
}

/// Gives what nobody has to those who have a place, the oldest first. What the timer remembers says where to begin.
pub fn out(cx: &Cx, data: &str) -> Result<()> {
    let settings = Settings::read(cx)?;
    let place: Option<Place> = serde_json::from_str(data).unwrap_or_default();
    let again = place.as_ref().and_then(|place| place.again);
    let mut look = Look { cx, settings: &settings, people: People::new(cx), given: 0, pages: 0, again };
    let mut departments = settings.automatic(cx, &cx.departments()?);
    let mut cursor = None;
    if let Some(place) = place
        && let Some(at) = departments.iter().position(|(department, _)| *department == place.department)
    {
        departments.drain(..at);
        cursor = place.cursor;
    }
    for (department, strategy) in departments {
        if let ControlFlow::Break(cursor) = look.department(&department, strategy, cursor.take())? {
            return cx.set_timer("more", cx.now(), &Place { department, cursor, again: look.again });
        }
    }
    match look.again {
        Some(again) => cx.set_timer("again", again, &()),
        None => cx.cancel_timer("again"),
    }
}

impl Look<'_> {
    /// Breaks where the next call is to go on: one reads and writes only so much.
    fn department(
        &mut self,
        department: &str,
        strategy: Strategy,
        cursor: Option<String>,
    ) -> Result<ControlFlow<Option<String>>> {
        let selection = Selection {
            departments: vec![department.to_owned()],
            assignees: vec![None],
            ..Selection::active()
        };
        let mut query = Query { selection, sort: Sort::Oldest, limit: 100, cursor };
        let mut all: Option<Vec<Candidate>> = None;
        loop {
            if self.pages == PAGES {
                return Ok(ControlFlow::Break(query.cursor));
            }
            self.pages += 1;
            let page = queues::find(self.cx, &query)?;
            for ticket in page.tickets.iter().filter(|ticket| Selection::WAITING.contains(&ticket.status)) {
                if self.given == MOST {
                    // The same page: what was given is there no more.
                    return Ok(ControlFlow::Break(query.cursor));
                }
                // Nobody is looked up where nothing waits.
                let all = match &mut all {
                    Some(all) => all,
                    none => none.insert(self.people.of(department)?),
                };
                self.ticket(ticket, strategy, all)?;
            }
            let place = all.as_ref().is_none_or(|all| all.iter().any(Candidate::is_free));
            match page.next.filter(|_| place) {
                Some(next) => query.cursor = Some(next),
                None => return Ok(ControlFlow::Continue(())),
            }
        }
    }

    fn ticket(&mut self, ticket: &Ticket, strategy: Strategy, all: &mut [Candidate]) -> Result<()> {
        let cx = self.cx;
        let before = self.came_back(&ticket.id)?;
        let back = before.as_ref().and_then(|given| given.value.back);
        let passed: Vec<UserId> =
            before.iter().filter(|_| back.is_some()).map(|given| given.value.agent.clone()).collect();
        // Nobody is looked up who would not be waited for any more.
        let until = ticket.created + self.settings.previous();
        let previous = if until > cx.now() { self.previous(ticket)? } else { None };
        let work = Work {
            // What was put back waits anew for whoever is right for it.
            since: back.unwrap_or(ticket.created),
            skill: self.settings.skill(&ticket.tags),
            language: ticket.language.as_deref(),
            wanted: previous.as_deref().map(|agent| (agent, until)),
            passed: &passed,
            pause: back.map_or(0, |back| back + PAUSE),
        };
        let one = match decide(strategy, &work, self.settings.patience(), all, cx.now()) {
            Verdict::Give(one) => one.clone(),
            Verdict::Wait { until, .. } => {
                self.look_again(until);
                return Ok(());
            }
        };
        let changes = Changes { assignee: Some(Some(one.agent.clone())), ..Changes::none() };
        match tickets::update(cx, &ticket.id, ticket.version, &changes) {
            Ok(_) => {}
            Err(Error::TimedOut) => return Err(Error::TimedOut),
            // Nothing of that call is kept. One ticket that cannot be given keeps no other from being given.
            Err(error) => {
                let why = error.sentence();
                cx.log(
                    Level::Warn,
                    format!("ticket #{} could not be given to anybody: {why}", ticket.number),
                );
                self.look_again(None);
                return Ok(());
            }
        }
        let given = Given {
            reasons: reasons(&work, &one),
            agent: one.agent.clone(),
            at: cx.now(),
            has: one.has + 1,
            most: one.most,
            back: None,
        };
        match &before {
            Some(read) => {
                cx.update(GIVEN, read, Draft::of(&Entry { value: given, ..read.clone() })).map(drop)?
            }
            None => {
                let draft = Draft::new(&given).id(&ticket.id).audience(Audience::Staff);
                cx.create(GIVEN, draft).map(drop)?;
            }
        }
        self.turn(&one.agent)?;
        self.given += 1;
        self.people.gave(&one.agent);
        if let Some(taken) = all.iter_mut().find(|other| other.agent == one.agent) {
            (taken.has, taken.last) = (taken.has + 1, cx.now());
        }
        Ok(())
    }

    /// Notes when a ticket that was given is nobody's again: whoever has put it back is not given it at once.
    fn came_back(&self, ticket: &str) -> Result<Option<Entry<Given>>> {
        let Some(read) = self.cx.find(GIVEN, ticket)? else { return Ok(None) };
        if read.value.back.is_some() {
            return Ok(Some(read));
        }
        let value = Given { back: Some(self.cx.now()), ..read.value.clone() };
        let noted = Entry { value, ..read.clone() };
        let envelope = self.cx.update(GIVEN, &read, Draft::of(&noted))?;
        Ok(Some(Entry { envelope, ..noted }))
    }

    /// Who had the last ticket of the same person.
    fn previous(&self, ticket: &Ticket) -> Result<Option<UserId>> {
        let Some(requester) = ticket.requester.clone() else { return Ok(None) };
        let selection = Selection { requester: Some(requester), ..Selection::all() };
        let query = Query { selection, sort: Sort::Updated, limit: 5, cursor: None };
        let page = queues::find(self.cx, &query)?;
        Ok(page.tickets.into_iter().filter(|other| other.id != ticket.id).find_map(|other| other.assignee))
    }

    fn turn(&self, agent: &str) -> Result<()> {
        let draft = Draft::new(&Turn { last: self.cx.now() });
        match self.cx.find(TURNS, agent)? {
            Some(read) => self.cx.update(TURNS, &read, draft).map(drop),
            None => self.cx.create(TURNS, draft.id(agent)).map(drop),
        }
    }

    fn look_again(&mut self, until: Option<Timestamp>) {
        let next = until.unwrap_or(self.cx.now() + AGAIN);
        self.again = Some(self.again.map_or(next, |again| again.min(next)));
    }
}

fn reasons(work: &Work<'_>, one: &Candidate) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if work.wanted.is_some_and(|(agent, _)| agent == one.agent) {
        reasons.push(Reason::Previous);
    }
    match work.skill {
        Some(skill) if one.can(skill) => reasons.push(Reason::Skill(skill.to_owned())),
        Some(skill) => reasons.push(Reason::NoSkill(skill.to_owned())),
        None => {}
    }
    if let Some(language) = work.language.filter(|language| one.speaks(language)) {
        reasons.push(Reason::Language(language.to_owned()));
    }
    reasons
}
