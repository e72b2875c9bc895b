//! The tickets of the inbox; in the order in which they are due, where a plugin is installed that keeps deadlines.

use crate::own;
use crate::view::{PAGE, Stand, View, Whose};
use ombud_plugin::desk::queues::{self, Selection};
use ombud_plugin::desk::sla::{self, Next};
use ombud_plugin::desk::tickets::{self, Page, Ticket};
use ombud_plugin::{Cx, Error, Result, UserId};

/// How often more is asked for until a page is full that own fields narrow.
const ROUNDS: u32 = 20;

/// Whether there is such an order for whoever looks.
pub fn is_kept(cx: &Cx) -> bool {
    cx.may_ever("sla:deadline.read")
}

/// What a view shows. A page may be short while another leads on.
pub fn find(cx: &Cx, view: &View, me: &UserId) -> Result<Page> {
    if !view.by_due {
        return in_usual_order(cx, view, me);
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
        Err(Error::Unavailable(_)) => {
            return in_usual_order(cx, &View { by_due: false, cursor: None, ..view.clone() }, me);
        }
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
    Ok(page)
}

/// No index knows own fields: what has them is sifted out of the view, of which only so much is looked at for a page.
fn in_usual_order(cx: &Cx, view: &View, me: &UserId) -> Result<Page> {
    let mut query = view.ask(me);
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let page = queues::find(cx, &query)?;
        found.extend(page.tickets.into_iter().filter(|ticket| fits(view, ticket)));
        query.cursor = page.next;
        // Never more than there is room for: a cursor stands behind a page, not in it.
        query.limit = PAGE.saturating_sub(u32::try_from(found.len()).unwrap_or(PAGE));
        if view.fields.is_empty() || query.cursor.is_none() || query.limit == 0 {
            break;
        }
    }
    Ok(Page { tickets: found, next: query.cursor })
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
