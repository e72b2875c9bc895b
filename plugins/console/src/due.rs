//! The tickets of the inbox; in the order in which they are due, where a plugin is installed that keeps deadlines, and behind them
//! those on which no clock runs.

use crate::own;
use crate::view::{PAGE, Stand, View, Whose};
use ombud_plugin::desk::queues::{self, Selection};
use ombud_plugin::desk::sla::{self, Next};
use ombud_plugin::desk::tickets::{self, Page, Ticket};
use ombud_plugin::{Cx, Error, Result, UserId};

/// How often more is asked for until a page is full of what no index knows.
const ROUNDS: u32 = 20;

/// The same behind what is due, where each ticket that is looked at is asked about.
const REST_ROUNDS: u32 = 4;

/// Begins the cursor of a page behind all that is due: the cursor of the usual order follows.
const REST: &str = "rest:";

/// Whether there is such an order for whoever looks.
pub fn is_kept(cx: &Cx) -> bool {
    cx.may_ever("sla:deadline.read")
}

/// What a view shows. A page may be short while another leads on.
pub fn find(cx: &Cx, view: &View, me: &UserId) -> Result<Page> {
    if !view.by_due {
        return in_usual_order(cx, view, me);
    }
    if let Some(cursor) = view.cursor.as_deref().and_then(|cursor| cursor.strip_prefix(REST)) {
        return without_deadline(cx, view, me, Some(cursor), PAGE, &[]);
    }
    let which = Next {
        department: view.department.clone(),
        assignee: match &view.assignee {
            Whose::Anyone => None,
            Whose::Mine => Some(Some(me.clone())),
            Whose::Nobody => Some(None),
            Whose::Of(user) => Some(Some(user.clone())),
        },
        limit: PAGE,
        cursor: view.cursor.clone(),
    };
    let queue = match sla::next_due(cx, &which) {
        // A bookmark of when the plugin was there: the same tickets in the usual order.
        Err(Error::Unavailable(_)) => return in_usual_order(cx, &usual(view, None), me),
        queue => queue?,
    };
    let mut page = Page { tickets: Vec::new(), next: queue.next };
    for due in queue.due {
        match tickets::get(cx, &due.ticket) {
            // Moved out of sight a moment ago.
            Err(Error::NotFound(_)) => {}
            ticket => page.tickets.extend(Some(ticket?).filter(|ticket| shows(view, me, ticket))),
        }
    }
    if page.next.is_none() {
        let room = PAGE.saturating_sub(count(&page.tickets));
        if room == 0 {
            page.next = Some(REST.to_owned());
        } else {
            let rest = without_deadline(cx, view, me, None, room, &page.tickets)?;
            page.tickets.extend(rest.tickets);
            page.next = rest.next;
        }
    }
    Ok(page)
}

/// Those on which no clock runs come last, in the usual order: not these, which are due.
fn without_deadline(
    cx: &Cx,
    view: &View,
    me: &UserId,
    cursor: Option<&str>,
    room: u32,
    due: &[Ticket],
) -> Result<Page> {
    let view = usual(view, cursor);
    let query = queues::Query { limit: room, ..view.ask(me) };
    let stands = |ticket: &Ticket| match sla::deadlines(cx, &ticket.id) {
        Ok(deadlines) => Ok(!deadlines.iter().any(|deadline| deadline.due.is_some())),
        // Nobody tells this viewer of its deadlines, so it was not among what is due.
        Err(Error::Denied(_) | Error::NotFound(_) | Error::Unavailable(_)) => Ok(true),
        Err(error) => Err(error),
    };
    let is_due = |ticket: &Ticket| due.iter().any(|other| other.id == ticket.id);
    let page =
        sift(cx, query, REST_ROUNDS, |ticket| Ok(fits(&view, ticket) && !is_due(ticket) && stands(ticket)?))?;
    Ok(Page { next: page.next.map(|next| format!("{REST}{next}")), ..page })
}

/// The same view in the usual order, from there on.
fn usual(view: &View, cursor: Option<&str>) -> View {
    let cursor = cursor.filter(|cursor| !cursor.is_empty()).map(str::to_owned);
    View { by_due: false, cursor, ..view.clone() }
}

/// No index knows own fields: what has them is sifted out of the view, of which only so much is looked at for a page.
fn in_usual_order(cx: &Cx, view: &View, me: &UserId) -> Result<Page> {
    let rounds = if view.fields.is_empty() { 1 } else { ROUNDS };
    sift(cx, view.ask(me), rounds, |ticket| Ok(fits(view, ticket)))
}

/// The tickets of a list that are wanted, as many as its limit says, if so many rounds find them.
fn sift(
    cx: &Cx,
    mut query: queues::Query,
    rounds: u32,
    is_wanted: impl Fn(&Ticket) -> Result<bool>,
) -> Result<Page> {
    let (mut found, room) = (Vec::new(), query.limit);
    for _ in 0..rounds {
        let page = queues::find(cx, &query)?;
        for ticket in page.tickets {
            if is_wanted(&ticket)? {
                found.push(ticket);
            }
        }
        query.cursor = page.next;
        // Never more than there is room for: a cursor stands behind a page, not in it.
        query.limit = room.saturating_sub(count(&found));
        if query.cursor.is_none() || query.limit == 0 {
            break;
        }
    }
    Ok(Page { tickets: found, next: query.cursor })
}

fn count(tickets: &[Ticket]) -> u32 {
    u32::try_from(tickets.len()).unwrap_or(PAGE)
}

/// Whether a ticket has what a view asks of own fields.
fn fits(view: &View, ticket: &Ticket) -> bool {
    view.fields.iter().all(|(name, asked)| own::has(ticket, name, asked))
}

/// Whether a ticket is one of a view's.
fn shows(view: &View, me: &UserId, ticket: &Ticket) -> bool {
    let is_tagged = |tag: &String| ticket.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
    let stands = match view.stand {
        Stand::Active => Selection::ACTIVE.contains(&ticket.status),
        Stand::Any => true,
        Stand::One(status) => ticket.status == status,
    };
    let whose = match &view.assignee {
        Whose::Anyone => true,
        Whose::Mine => ticket.assignee.as_ref() == Some(me),
        Whose::Nobody => ticket.assignee.is_none(),
        Whose::Of(user) => ticket.assignee.as_ref() == Some(user),
    };
    stands
        && whose
        && view.department.as_ref().is_none_or(|department| ticket.department == *department)
        && view.priority.is_none_or(|priority| ticket.priority == priority)
        && view.tag.as_ref().is_none_or(is_tagged)
        && fits(view, ticket)
}
