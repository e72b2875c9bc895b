//! Lists: which index answers, and what is left to sift.

use crate::people::Caller;
use crate::status::shown;
use crate::ticket::{NOBODY, TICKETS, Ticket};
use crate::view;
use ombud_plugin::desk::tickets::{Filter, Page, Sort};
use ombud_plugin::{Cx, Entry, Error, Query, Result, UserId};

/// How many tickets one call looks at when it has to sift. What it has then is a page, if a short one.
const SCAN: u32 = 2000;
/// And how often it asks for more.
const ROUNDS: u32 = 50;

/// A page of the tickets that the caller may see. It may be short, even empty, while `next` still leads on.
pub fn list(cx: &Cx, filter: &Filter) -> Result<Page> {
    let caller = Caller::of(cx);
    if !(1..=200).contains(&filter.limit) {
        return Err(Error::invalid(format!("`limit` is {}, expected 1 to 200", filter.limit)));
    }
    if filter.tag.is_some() && !caller.staff {
        return Err(Error::invalid("`tag` is for staff only"));
    }
    let Plan { query, sift } = plan(filter, caller.staff);
    let mut query = query.department(filter.department.clone());
    let mut found: Vec<Entry<Ticket>> = Vec::new();
    let mut cursor = filter.cursor.clone();
    let mut seen = 0;
    for _ in 0..ROUNDS {
        // Never more than there is room for: a cursor stands behind a page, not in it.
        let room = filter.limit - u32::try_from(found.len()).unwrap_or(filter.limit).min(filter.limit);
        query = query.limit(room).cursor(cursor);
        let page = cx.query(TICKETS, &query)?;
        seen += u32::try_from(page.entries.len()).unwrap_or(SCAN);
        found.extend(page.entries.into_iter().filter(|entry| !sift || matches(entry, filter, caller.staff)));
        cursor = page.next;
        if cursor.is_none() || found.len() >= filter.limit as usize || seen >= SCAN {
            break;
        }
    }
    Ok(Page { tickets: view::tickets(cx, &caller, &found)?, next: cursor })
}

struct Plan {
    query: Query,
    /// Whether the filter asks for more than the index answers.
    sift: bool,
}

/// The index that leaves least to sift: a tag is rarer than a customer's tickets, those than an agent's, and
/// those than a status.
fn plan(filter: &Filter, staff: bool) -> Plan {
    let status = filter.status.filter(|_| staff);
    let asked = [
        filter.tag.is_some(),
        filter.requester.is_some(),
        filter.assignee.is_some(),
        filter.status.is_some(),
    ];
    let asked = asked.into_iter().filter(|asked| *asked).count();
    let row = match (&filter.tag, &filter.requester, &filter.assignee, status) {
        // A customer's order is by what he sees; his tickets are few.
        _ if !staff => None,
        (Some(tag), ..) => Some(("tag", tag.to_lowercase())),
        (_, Some(requester), ..) => Some(("requester", requester.clone())),
        (_, _, Some(Some(assignee)), _) => Some(("assignee", assignee.clone())),
        (_, _, _, Some(status)) => Some(("status", status.as_str().to_owned())),
        (_, _, Some(None), _) => Some(("assignee", NOBODY.to_owned())),
        _ => None,
    };
    let query = match &row {
        Some((index, of)) => Query::by(index).prefix(of.clone()).prefix(match filter.sort {
            Sort::Updated => "updated",
            Sort::Created | Sort::Oldest => "created",
            Sort::Priority => "priority",
        }),
        None => Query::by(match filter.sort {
            Sort::Updated if staff => "updated",
            Sort::Updated => "activity",
            Sort::Created | Sort::Oldest => "created",
            Sort::Priority => "priority",
        }),
    };
    let query = if filter.sort == Sort::Oldest { query } else { query.descending() };
    Plan { query, sift: asked > usize::from(row.is_some()) }
}

fn matches(entry: &Entry<Ticket>, filter: &Filter, staff: bool) -> bool {
    let (envelope, ticket) = (&entry.envelope, &entry.value);
    let assignee: Option<&UserId> = envelope.assignee.as_ref().filter(|_| staff);
    let tagged = |tag: &String| ticket.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
    filter.status.is_none_or(|status| shown(ticket.status, staff) == status)
        && filter.assignee.as_ref().is_none_or(|asked| asked.as_ref() == assignee)
        && filter.requester.as_ref().is_none_or(|asked| envelope.requester.as_ref() == Some(asked))
        && filter.tag.as_ref().is_none_or(tagged)
}
