//! Who can be given a ticket, and how much they have.

use crate::keep::TURNS;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::abilities;
use ombud_plugin::desk::availability::{self, Channel};
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::tickets::Sort;
use ombud_plugin::rights::Rights;
use ombud_plugin::{Cx, Result, UserId};
use ombud_worktime::routing::Candidate;
use std::collections::BTreeMap;

/// So many pages of somebody's tickets are counted.
const PAGES: usize = 10;

/// Looks up once how much each has, in all departments together.
pub struct People<'a> {
    cx: &'a Cx,
    rights: Rights<'a>,
    has: BTreeMap<UserId, (u32, u64)>,
}

impl<'a> People<'a> {
    pub fn new(cx: &'a Cx) -> People<'a> {
        People { cx, rights: Rights::new(cx), has: BTreeMap::new() }
    }

    /// Those of a department who accept tickets, may answer them, and take so many at once: more than none.
    pub fn of(&mut self, department: &str) -> Result<Vec<Candidate>> {
        let ids: Vec<UserId> =
            self.cx.colleagues(Some(department))?.into_iter().map(|person| person.id).collect();
        let mut all = Vec::new();
        for some in availability::accepting(self.cx, &ids, Channel::Tickets, department)?.chunks(500) {
            let users: Vec<UserId> = some.iter().map(|(user, _)| user.clone()).collect();
            let abilities = abilities::of_people(self.cx, &users)?;
            for ((agent, most), able) in some.iter().zip(abilities) {
                if !self.answers(agent, department)? {
                    continue;
                }
                let (has, last) = self.load(agent, *most)?;
                let one = Candidate { agent: agent.clone(), has, most: *most, last, ..Candidate::default() };
                all.push(one.able(&able.skills, &able.languages));
            }
        }
        Ok(all)
    }

    /// Somebody has one more from now on.
    pub fn gave(&mut self, agent: &str) {
        let now = self.cx.now();
        if let Some((has, last)) = self.has.get_mut(agent) {
            (*has, *last) = (*has + 1, now);
        }
    }

    /// Whether somebody may answer the tickets that are his there, and reaches customers at all.
    fn answers(&mut self, user: &str, department: &str) -> Result<bool> {
        let scopes = [Scope::All, Scope::Department, Scope::Assigned];
        let held = self.rights.held(user, "tickets:ticket.reply", &scopes, Some(department))?;
        Ok(held.gives && held.reaches)
    }

    /// How many new and open tickets somebody has, counted no further than the limit; and when one was given last.
    fn load(&mut self, agent: &str, most: u32) -> Result<(u32, u64)> {
        if let Some(known) = self.has.get(agent).filter(|(has, _)| *has < most) {
            return Ok(*known);
        }
        // Those that wait for others are few beside them; of all together there is a row.
        let selection = Selection { assignees: vec![Some(agent.to_owned())], ..Selection::active() };
        let mut query = Query { selection, sort: Sort::Updated, limit: 200, cursor: None };
        let (mut has, mut pages) = (0, 0);
        loop {
            let page = queues::find(self.cx, &query)?;
            let open =
                page.tickets.iter().filter(|ticket| Selection::WAITING.contains(&ticket.status)).count();
            has += u32::try_from(open).unwrap_or(u32::MAX);
            pages += 1;
            match page.next {
                // Whoever has so many that wait for others has enough.
                Some(_) if has < most && pages == PAGES => {
                    has = most;
                    break;
                }
                Some(next) if has < most => query.cursor = Some(next),
                _ => break,
            }
        }
        let last = self.cx.find(TURNS, agent)?.map_or(0, |turn| turn.value.last);
        self.has.insert(agent.to_owned(), (has, last));
        Ok((has, last))
    }
}
