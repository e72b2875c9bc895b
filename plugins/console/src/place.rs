//! Where a ticket stands in the list that somebody works through: the address of its page carries that, and nothing is kept.
//!
//! The tickets that follow are named as they stood when one came by, for the list changes as one works: what is answered leaves
//! it, or goes to its top.

use crate::due;
use crate::inbox::mentioned;
use crate::route::{Done, Route};
use crate::view::View;
use ombud_plugin::address::query;
use ombud_plugin::desk::tickets::{self, Page, Ticket};
use ombud_plugin::{Cx, Result};

/// How many that follow are named. If all of these have left the list, its order now tells who follows.
const NAMED: usize = 3;

/// How many pages of a list are looked at for one more ticket.
const PAGES: usize = 20;

/// A page of a list, and a ticket's neighbours there, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    view: View,
    /// From where one came, if from a ticket.
    before: Option<u64>,
    after: Vec<u64>,
}

/// To which of the two beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    Next,
    Previous,
}

impl Place {
    /// That of the ticket so far down on a page of a view.
    pub fn of(view: &View, tickets: &[Ticket], at: usize) -> Place {
        let after = tickets.iter().skip(at + 1).take(NAMED).map(|ticket| ticket.number).collect();
        Place { view: View { done: None, ..view.clone() }, before: None, after }
    }

    /// None where an address names no place: the ticket was not opened from a list.
    pub fn parse(query: &[(String, String)]) -> Option<Place> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let after = first("after")?.split('-').filter_map(|number| number.parse().ok()).take(NAMED).collect();
        let before = first("before").and_then(|number| number.parse().ok());
        Some(Place { view: View { done: None, ..View::parse(query) }, before, after })
    }

    /// As it stands in an address.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let after: Vec<String> = self.after.iter().map(u64::to_string).collect();
        let before = self.before.map(|number| ("before", number.to_string()));
        self.view.query().into_iter().chain(before).chain([("after", after.join("-"))]).collect()
    }

    /// The list itself, where one left it.
    pub fn list(&self) -> Route {
        Route::Inbox(self.view.clone())
    }

    /// The list, with word of what was done.
    pub fn list_after(&self, done: Done) -> Route {
        Route::Inbox(View { done: Some(done), ..self.view.clone() })
    }

    /// To the ticket beside this one, with word of what was done; at the end of the list to the list.
    pub fn go(&self, cx: &Cx, number: u64, way: Way, done: Option<Done>) -> Result<String> {
        let found = match way {
            Way::Next => self.next(cx, number)?,
            Way::Previous => self.previous(cx, number)?,
        };
        Ok(match found {
            Some((there, place)) => place.lead(&Route::Ticket(there, done)),
            None if way == Way::Next => self.list_after(done.unwrap_or(Done::AtEnd)).to_string(),
            // Before the first of a later page stands another page: the list leads there.
            None if self.view.cursor.is_some() => self.list().to_string(),
            None => self.list_after(Done::AtBegin).to_string(),
        })
    }

    /// The first of those that followed and is still there; where none was named, or is left, who follows by now.
    fn next(&self, cx: &Cx, number: u64) -> Result<Option<(u64, Place)>> {
        let mut view = self.view.clone();
        let mut page = page(cx, &view)?;
        let named = self.after.iter().find_map(|after| position(&page, *after));
        // Whoever was the last of a page goes on with the next one.
        let follows = || position(&page, number).map_or(0, |at| at + 1);
        let mut from =
            named.unwrap_or_else(|| if self.after.is_empty() { page.tickets.len() } else { follows() });
        for _ in 0..PAGES {
            let fresh = |ticket: &Ticket| ticket.number != number && Some(ticket.number) != self.before;
            if let Some(at) = (from..page.tickets.len()).find(|at| fresh(&page.tickets[*at])) {
                let place = Place { before: Some(number), ..Place::of(&view, &page.tickets, at) };
                return Ok(Some((page.tickets[at].number, place)));
            }
            let Some(cursor) = page.next else { break };
            (view.cursor, from) = (Some(cursor), 0);
            page = self::page(cx, &view)?;
        }
        Ok(None)
    }

    /// From where one came, though it has left the list; else who stands before it by now.
    fn previous(&self, cx: &Cx, number: u64) -> Result<Option<(u64, Place)>> {
        let back = |there: u64| {
            let after = [number].into_iter().chain(self.after.iter().copied()).take(NAMED).collect();
            (there, Place { view: self.view.clone(), before: None, after })
        };
        if let Some(before) = self.before.filter(|before| tickets::by_number(cx, *before).is_ok()) {
            return Ok(Some(back(before)));
        }
        let page = page(cx, &self.view)?;
        let here = position(&page, number);
        let here = here.or_else(|| self.after.iter().find_map(|after| position(&page, *after)));
        let there = here.and_then(|at| at.checked_sub(1)).map(|at| page.tickets[at].number);
        Ok(there.map(back))
    }

    /// The address of what is about a ticket that was opened from here.
    pub fn lead(&self, route: &Route) -> String {
        let (address, place) = (route.to_string(), query(self.query()));
        match address.contains('?') {
            true => format!("{address}&{}", place.trim_start_matches('?')),
            false => address + &place,
        }
    }
}

fn page(cx: &Cx, view: &View) -> Result<Page> {
    match view.mentions {
        true => Ok(mentioned::list(cx, view)?.0),
        false => due::find(cx, view, &cx.user()?),
    }
}

fn position(page: &Page, number: u64) -> Option<usize> {
    page.tickets.iter().position(|ticket| ticket.number == number)
}

/// The address of what is about a ticket, wherever it was opened.
pub fn lead(place: Option<&Place>, route: &Route) -> String {
    place.map_or_else(|| route.to_string(), |place| place.lead(route))
}
