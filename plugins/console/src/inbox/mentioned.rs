//! Where the viewer is mentioned.

use super::List;
use crate::clock::date;
use crate::place::Place;
use crate::prose;
use crate::route::Route;
use crate::seen::Seen;
use crate::texts;
use crate::view::{PAGE, View};
use maud::{Markup, html};
use ombud_plugin::desk::mentions::{self, Mention, Query};
use ombud_plugin::desk::queues::Tally;
use ombud_plugin::desk::tickets::{Page, Ticket};
use ombud_plugin::{Cx, Result};

/// So many of the latest mentions are looked at to say how many are unread.
const COUNTED: u32 = 20;

/// A page of tickets by the latest mention in each, and all mentions that were found for it.
pub fn list(cx: &Cx, view: &View) -> Result<(Page, Vec<Mention>)> {
    let found = mentions::mine(cx, &Query { limit: PAGE, cursor: view.cursor.clone() })?;
    let mut tickets: Vec<Ticket> = Vec::new();
    for mention in &found.mentions {
        if !tickets.iter().any(|known| known.id == mention.ticket.id) {
            tickets.push(mention.ticket.clone());
        }
    }
    Ok((Page { tickets, next: found.next }, found.mentions))
}

/// How many are unread. Without the number the list is still of use.
pub fn unread(cx: &Cx, seen: &Seen) -> Tally {
    let latest = mentions::latest(cx, COUNTED).unwrap_or_default();
    let number = latest.iter().filter(|mark| seen.is_unheard(mark)).count();
    let number = u32::try_from(number).unwrap_or(COUNTED);
    Tally { number, more: number == COUNTED }
}

impl List {
    /// The mentions in a ticket, the latest first; none in other views.
    fn mentions<'a>(&'a self, ticket: &'a Ticket) -> impl Iterator<Item = &'a Mention> {
        self.mentions.iter().filter(|mention| mention.ticket.id == ticket.id)
    }

    /// Whether a row stands out: in a view of mentions because of one that is unread.
    pub(super) fn is_new(&self, ticket: &Ticket) -> bool {
        match self.view.mentions {
            true => self.mentions(ticket).any(|mention| self.seen.is_unheard(&mention.mark)),
            false => self.seen.is_new(ticket),
        }
    }

    /// Where a row leads: to the note, if it is there for one.
    pub(super) fn way_to(&self, ticket: &Ticket, at: usize) -> String {
        let note = self.mentions(ticket).next().map(|mention| format!("#m-{}", mention.message.id));
        let ticket = Place::of(&self.view, &self.tickets, at).lead(&Route::ticket(ticket.number));
        ticket + &note.unwrap_or_default()
    }

    /// What was said to the viewer last.
    pub(super) fn said(&self, ticket: &Ticket) -> Markup {
        html! {
            @if let Some(mention) = self.mentions(ticket).next() {
                div class="under" {
                    span dir="auto" { (texts::mentioned_you(&mention.message.author_name)) }
                    (date(mention.mark.at, self.now))
                    span dir="auto" { (prose::excerpt(&mention.message.text)) }
                }
            }
        }
    }
}
