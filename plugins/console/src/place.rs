//! Where a ticket stands in the list that somebody works through: the address of its page carries that, and nothing is kept.

use crate::due;
use crate::inbox::mentioned;
use crate::route::{Done, Route};
use crate::view::{PAGE, View};
use ombud_plugin::address::query;
use ombud_plugin::desk::tickets::Page;
use ombud_plugin::{Cx, Result};

/// A page of a list, and how far down in it a ticket stood when it was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    view: View,
    at: usize,
}

/// To which of the two beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    Next,
    Previous,
}

impl Place {
    pub fn of(view: &View, at: usize) -> Place {
        Place { view: View { columns: Vec::new(), done: None, ..view.clone() }, at }
    }

    /// None where an address names no place: the ticket was not opened from a list.
    pub fn parse(query: &[(String, String)]) -> Option<Place> {
        let (_, at) = query.iter().find(|(name, _)| name == "at")?;
        let at = at.parse().ok().filter(|at| *at < PAGE as usize)?;
        Some(Place::of(&View::parse(query), at))
    }

    /// As it stands in an address.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        self.view.query().into_iter().chain([("at", self.at.to_string())]).collect()
    }

    /// The list itself, where one left it.
    pub fn list(&self) -> Route {
        Route::Inbox(self.view.clone())
    }

    /// Who stands beside this ticket now. What happened to the list meanwhile is made up for: a ticket that has left it made
    /// room for the next, one that was moved up pushed down what stood before it.
    pub fn beside(&self, cx: &Cx, number: u64, way: Way) -> Result<Option<(u64, Place)>> {
        let page = self.page(cx)?;
        let now = page.tickets.iter().position(|ticket| ticket.number == number);
        let (next, previous) = match now {
            Some(now) if now >= self.at => (now + 1, now.checked_sub(1)),
            Some(_) => (self.at + 1, Some(self.at)),
            None => (self.at, self.at.checked_sub(1)),
        };
        let at = match way {
            Way::Next => next,
            Way::Previous => match previous {
                Some(at) => at,
                None => return Ok(None),
            },
        };
        let found = |page: &Page, at: usize| page.tickets.get(at).map(|ticket| ticket.number);
        if let Some(number) = found(&page, at) {
            return Ok(Some((number, Place { at, ..self.clone() })));
        }
        let (Way::Next, Some(cursor)) = (way, page.next) else { return Ok(None) };
        let on = Place::of(&View { cursor: Some(cursor), ..self.view.clone() }, 0);
        Ok(found(&on.page(cx)?, 0).map(|number| (number, on)))
    }

    /// To the ticket beside this one, with word of what was done; at the end of the list to the list.
    pub fn go(&self, cx: &Cx, number: u64, way: Way, done: Option<Done>) -> Result<String> {
        Ok(match self.beside(cx, number, way)? {
            Some((next, place)) => place.lead(&Route::Ticket(next, done)),
            None => {
                let end = if way == Way::Next { Done::AtEnd } else { Done::AtBegin };
                self.view.but(|view| view.done = Some(end)).to_string()
            }
        })
    }

    /// The address of what is about a ticket that was opened from here.
    pub fn lead(&self, route: &Route) -> String {
        let (address, place) = (route.to_string(), query(self.query()));
        match address.contains('?') {
            true => format!("{address}&{}", place.trim_start_matches('?')),
            false => address + &place,
        }
    }

    fn page(&self, cx: &Cx) -> Result<Page> {
        match self.view.mentions {
            true => Ok(mentioned::list(cx, &self.view)?.0),
            false => due::find(cx, &self.view, &cx.user()?),
        }
    }
}

/// The address of what is about a ticket, wherever it was opened.
pub fn lead(place: Option<&Place>, route: &Route) -> String {
    place.map_or_else(|| route.to_string(), |place| place.lead(route))
}
