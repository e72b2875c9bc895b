//! Lists: which index answers, and what is left to sift.

use crate::people::Caller;
use crate::status::shown;
use crate::ticket::{ALL, NOBODY, TICKETS, Ticket};
use crate::view;
use ombud_plugin::desk::queues::{self, Selection, Tally};
use ombud_plugin::desk::tickets::{Filter, Page, Sort};
use ombud_plugin::{Cx, Entry, Error, Query, Result};
use std::collections::BTreeSet;

/// How many tickets one call looks at when it has to sift. What it has then is a page, if a short one.
const SCAN: u32 = 2000;
/// And how often it asks for more.
const ROUNDS: u32 = 50;
/// The most that is counted in one call, and in each selection.
const MAX_COUNTS: usize = 32;
const MAX_COUNT: u32 = 1000;

/// A page of the tickets that the caller may see. It may be short, even empty, while `next` still leads on.
pub fn list(cx: &Cx, filter: Filter) -> Result<Page> {
    let selection = Selection {
        departments: filter.department.into_iter().collect(),
        statuses: filter.status.into_iter().collect(),
        assignees: filter.assignee.into_iter().collect(),
        requester: filter.requester,
        tags: filter.tag.into_iter().collect(),
        ..Selection::all()
    };
    page(cx, &Caller::of(cx), &selection, filter.sort, filter.limit, filter.cursor)
}

/// The same for whoever asks for several things at once.
pub fn find(cx: &Cx, query: queues::Query) -> Result<Page> {
    page(cx, &staff(cx)?, &query.selection, query.sort, query.limit, query.cursor)
}

/// How many tickets there are of each selection.
pub fn count(cx: &Cx, selections: &[Selection], at_most: u32) -> Result<Vec<Tally>> {
    staff(cx)?;
    if selections.len() > MAX_COUNTS || !(1..=MAX_COUNT).contains(&at_most) {
        return Err(Error::invalid(format!(
            "{} selections up to {at_most}, expected at most {MAX_COUNTS} up to 1 to {MAX_COUNT}",
            selections.len()
        )));
    }
    let mut seen = 0;
    selections.iter().map(|selection| count_one(cx, selection, at_most, &mut seen)).collect()
}

/// Customers know other statuses and nothing of assignees: what is asked here would mean something else to them.
fn staff(cx: &Cx) -> Result<Caller> {
    let caller = Caller::of(cx);
    match caller.staff {
        true => Ok(caller),
        false => Err(Error::denied("tickets:desk.use", "queues are for staff; a customer lists his tickets")),
    }
}

fn page(
    cx: &Cx,
    caller: &Caller,
    selection: &Selection,
    sort: Sort,
    limit: u32,
    mut cursor: Option<String>,
) -> Result<Page> {
    if !(1..=200).contains(&limit) {
        return Err(Error::invalid(format!("`limit` is {limit}, expected 1 to 200")));
    }
    if !selection.tags.is_empty() && !caller.staff {
        return Err(Error::invalid("`tag` is for staff only"));
    }
    let plan = Plan::of(selection, sort, caller.staff);
    let mut query = plan.query;
    let mut found: Vec<Entry<Ticket>> = Vec::new();
    let mut seen = 0;
    for _ in 0..ROUNDS {
        // Never more than there is room for: a cursor stands behind a page, not in it.
        let room = limit - u32::try_from(found.len()).unwrap_or(limit).min(limit);
        query = query.limit(room).cursor(cursor);
        let page = cx.query(TICKETS, &query)?;
        seen += u32::try_from(page.entries.len()).unwrap_or(SCAN);
        let wanted = |entry: &Entry<Ticket>| !plan.sift || matches(entry, selection, caller.staff);
        found.extend(page.entries.into_iter().filter(wanted));
        cursor = page.next;
        if cursor.is_none() || found.len() >= limit as usize || seen >= SCAN {
            break;
        }
    }
    Ok(Page { tickets: view::tickets(cx, caller, &found)?, next: cursor })
}

/// `seen` is how many tickets this call has looked at so far: past [`SCAN`] of them it says that there may be more.
fn count_one(cx: &Cx, selection: &Selection, at_most: u32, seen: &mut u32) -> Result<Tally> {
    let plan = Plan::of(selection, Sort::Updated, true);
    if !plan.sift {
        // One more, to know whether there are more.
        let number = cx.count(TICKETS, &plan.query, at_most + 1)?;
        return Ok(Tally { number: number.min(at_most), more: number > at_most });
    }
    let mut number = 0;
    let mut query = plan.query.limit(200);
    while *seen < SCAN {
        let page = cx.query(TICKETS, &query)?;
        *seen += u32::try_from(page.entries.len()).unwrap_or(SCAN);
        let fit = page.entries.iter().filter(|entry| matches(entry, selection, true)).count();
        number += u32::try_from(fit).unwrap_or(SCAN);
        let more = page.next.is_some();
        if !more || number > at_most {
            return Ok(Tally { number: number.min(at_most), more: number > at_most });
        }
        query = query.cursor(page.next);
    }
    Ok(Tally { number: number.min(at_most), more: true })
}

struct Plan {
    query: Query,
    /// Whether more is asked for than the index answers.
    sift: bool,
}

impl Plan {
    /// The index that leaves least to sift: a tag is rarer than a customer's tickets, those than an agent's, and
    /// those than a status.
    fn of(selection: &Selection, sort: Sort, staff: bool) -> Plan {
        let Selection { departments, statuses, priorities, assignees, requester, tags, since, before } =
            selection;
        let assignee = match assignees.as_slice() {
            [one] => Some(one.as_deref().unwrap_or(NOBODY)),
            _ => None,
        };
        let active = is_active(selection);
        // What the row answers, of all that is asked for.
        let (row, answered) = match (tags.first(), requester, assignee, statuses.as_slice()) {
            // A customer's order is by what he sees; his tickets are few.
            _ if !staff => (None, 0),
            (Some(tag), ..) => (Some(("tag", tag.to_lowercase())), 1),
            (_, Some(requester), ..) => (Some(("requester", requester.clone())), 1),
            (_, _, Some(assignee), _) if active => (Some(("active", assignee.to_owned())), 2),
            (_, _, Some(assignee), _) if assignee != NOBODY => (Some(("assignee", assignee.to_owned())), 1),
            (_, _, _, [status]) => (Some(("status", status.as_str().to_owned())), 1),
            _ if active => (Some(("active", ALL.to_owned())), 1),
            (_, _, Some(_), _) => (Some(("assignee", NOBODY.to_owned())), 1),
            _ => (None, 0),
        };
        let asked = [
            tags.len(),
            usize::from(requester.is_some()),
            usize::from(!assignees.is_empty()),
            usize::from(!statuses.is_empty()),
            usize::from(!priorities.is_empty()),
            usize::from(departments.len() > 1),
            usize::from(since.is_some()),
            usize::from(before.is_some()),
        ];
        let query = match &row {
            Some((index, of)) => Query::by(index).prefix(of.clone()).prefix(match sort {
                Sort::Updated => "updated",
                Sort::Created | Sort::Oldest => "created",
                Sort::Priority => "priority",
            }),
            None => Query::by(match sort {
                Sort::Updated if staff => "updated",
                Sort::Updated => "activity",
                Sort::Created | Sort::Oldest => "created",
                Sort::Priority => "priority",
            }),
        };
        let query = if sort == Sort::Oldest { query } else { query.descending() };
        let department = match departments.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        Plan { query: query.department(department), sift: asked.iter().sum::<usize>() > answered }
    }
}

/// Whether just those are asked for on which there is still work to do.
fn is_active(selection: &Selection) -> bool {
    let asked: BTreeSet<&str> = selection.statuses.iter().map(|status| status.as_str()).collect();
    asked == Selection::ACTIVE.iter().map(|status| status.as_str()).collect()
}

fn matches(entry: &Entry<Ticket>, selection: &Selection, staff: bool) -> bool {
    fn any<T: PartialEq>(asked: &[T], is: &T) -> bool {
        asked.is_empty() || asked.contains(is)
    }
    let (envelope, ticket) = (&entry.envelope, &entry.value);
    let assignee = envelope.assignee.clone().filter(|_| staff);
    let department = envelope.department.clone().unwrap_or_default();
    let tagged = |tag: &String| ticket.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
    any(&selection.departments, &department)
        && any(&selection.statuses, &shown(ticket.status, staff))
        && any(&selection.priorities, &ticket.priority)
        && any(&selection.assignees, &assignee)
        && selection.requester.as_ref().is_none_or(|asked| envelope.requester.as_ref() == Some(asked))
        && selection.tags.iter().all(tagged)
        && selection.since.is_none_or(|since| envelope.updated >= since)
        && selection.before.is_none_or(|before| envelope.updated < before)
}
