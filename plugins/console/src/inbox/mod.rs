//! The list of tickets.

mod choose;
mod filters;
pub mod mentioned;
mod sidebar;
mod table;

use crate::bulk::{Bulk, Left};
use crate::columns;
use crate::due;
use crate::frame;
use crate::own::Own;
use crate::parts::{People, flash};
use crate::prose;
use crate::route::{Act, Done, Route};
use crate::saved::{self, Kept};
use crate::seen::Seen;
use crate::texts;
use crate::unsent;
use crate::view::{Column, Stand, View, Whose};
use maud::{Markup, html};
use ombud_plugin::desk::mentions::Mention;
use ombud_plugin::desk::outbox::{self, Held};
use ombud_plugin::desk::tickets::{Page, Ticket};
use ombud_plugin::{Cx, Department, DepartmentId, Person, Response, Result, Timestamp, UserId};
use sidebar::Tallies;
use std::collections::BTreeSet;

/// The inbox, as the address asks for it; where it asks for some rows, those and what they stand among.
pub fn show(cx: &Cx, mut view: View, rows: &[&str]) -> Result<Response> {
    let me = cx.user()?;
    let departments = cx.departments()?;
    view.leave_out_what_is_gone(&departments);
    let defined = Own::of(cx)?;
    view.fields.retain(|(name, _)| defined.fields().any(|field| field.field.name == *name));
    let own = columns::of(cx, &me)?;
    if view.columns == own {
        view.columns.clear();
    }
    let (Page { tickets, next }, mentions) = match view.mentions {
        true => mentioned::list(cx, &view)?,
        false => (due::find(cx, &view, &me)?, Vec::new()),
    };
    let met = tickets.iter().flat_map(|ticket| [ticket.requester.clone(), ticket.assignee.clone()]).flatten();
    let people = People::meet(cx, met)?;
    let mine = cx.person(&me).map(|person| person.departments).unwrap_or_default();
    let colleagues = if rows.is_empty() { at_hand(cx, &mine, &view.assignee) } else { Vec::new() };
    let saved = saved::list(cx, &me, &departments)?;
    let seen = Seen::of(cx, &me)?;
    let tallies = Tallies::count(cx, &me, &departments, &mine, &saved, &seen);
    let bulk = match view.done {
        Some(Done::Bulk | Done::BulkUndone) => Some(Bulk::last(cx, &me)?),
        _ => None,
    };
    let list = List {
        seen,
        begun: unsent::numbers(cx, &me)?,
        returned: outbox::returned(cx)?,
        may_change: cx.may_ever("tickets:ticket.edit") || cx.may_ever("tickets:ticket.assign"),
        may_merge: cx.may_ever("tickets:ticket.merge"),
        may_share: saved::may_share(cx),
        knows_due: due::is_kept(cx),
        now: cx.now(),
        columns: if view.columns.is_empty() { own } else { view.columns.clone() },
        view,
        tickets,
        mentions,
        next,
        people,
        own: defined,
        departments,
        mine,
        colleagues,
        saved,
        tallies,
        bulk,
        me,
    };
    if !rows.is_empty() {
        return Ok(Response::html(list.part(rows).into_string()));
    }
    let here = Route::Inbox(list.view.clone());
    Ok(frame::page(cx, &list.title(), &here, &list.render()))
}

/// More departments than this are all of them.
const FEW: usize = 8;

/// Colleagues to choose from: those with whom the viewer works, and who is chosen. Who works in no department, or in many,
/// chooses from all. Whoever may not look people up filters without them.
fn at_hand(cx: &Cx, mine: &[DepartmentId], chosen: &Whose) -> Vec<Person> {
    if mine.is_empty() || mine.len() > FEW {
        return cx.colleagues(None).unwrap_or_default();
    }
    let mut people: Vec<Person> =
        mine.iter().flat_map(|department| cx.colleagues(Some(department)).unwrap_or_default()).collect();
    if let Whose::Of(id) = chosen {
        people.extend(cx.person(id));
    }
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id.clone()));
    people.dedup_by(|one, other| one.id == other.id);
    people
}

struct List {
    view: View,
    /// What is said of each ticket.
    columns: Vec<Column>,
    tickets: Vec<Ticket>,
    /// Where the viewer is mentioned in them, if the view is of that.
    mentions: Vec<Mention>,
    next: Option<String>,
    people: People,
    own: Own,
    departments: Vec<Department>,
    mine: Vec<DepartmentId>,
    colleagues: Vec<Person>,
    saved: Vec<Kept>,
    tallies: Tallies,
    seen: Seen,
    /// Tickets in which the viewer has begun to write.
    begun: BTreeSet<u64>,
    /// Replies of the viewer's that did not leave.
    returned: Vec<Held>,
    bulk: Option<Bulk>,
    me: UserId,
    may_change: bool,
    may_merge: bool,
    may_share: bool,
    knows_due: bool,
    now: Timestamp,
}

impl List {
    fn render(&self) -> Markup {
        html! {
            div class="split-view" {
                (self.sidebar())
                main id="main" {
                    (self.word())
                    (self.not_left())
                    h1 { (self.title()) @if let Some(name) = self.department() { ": " (name) } }
                    @if !self.view.mentions { (self.tabs()) (self.filters()) (self.choose_columns()) }
                    ombud-list live[self.view.cursor.is_none()] {
                        p class="fresh" hidden { button type="button" { (texts::fresh()) " " b {} } }
                        span class="hidden" role="status" data-word=(texts::refreshed()) {}
                        @if self.tickets.is_empty() {
                            p class="card empty" { (self.nothing()) }
                        } @else {
                            (self.table())
                        }
                        @if self.may_change { (self.change_chosen()) }
                    }
                    (self.pager())
                }
            }
        }
    }

    /// What a page that stands is renewed from: the views with their numbers, these rows, and of the others that they are
    /// there.
    fn part(&self, rows: &[&str]) -> Markup {
        html! {
            (self.sidebar())
            ombud-list { (self.rows(|ticket| rows.contains(&ticket.id.as_str()))) }
        }
    }

    /// What was done. After a change to many tickets also what was not, and the way back.
    fn word(&self) -> Markup {
        let Some(bulk) = &self.bulk else { return flash(self.view.done.as_ref(), None) };
        html! {
            div class="flash" role="status" {
                @if self.view.done == Some(Done::Bulk) {
                    p { (texts::bulk_done(bulk.count())) }
                } @else {
                    p { (texts::bulk_undone(bulk.undone, bulk.left.len())) }
                }
                @if bulk.count() > 0 {
                    form method="post" action=(Route::BulkUndo) {
                        input type="hidden" name="view" value=(self.address());
                        input type="hidden" name="bulk" value=(bulk.id);
                        button type="submit" { (texts::undo()) }
                    }
                }
            }
            (self.not_so(&bulk.left, texts::bulk_left))
            (self.not_so(&bulk.nearly, texts::bulk_nearly))
        }
    }

    /// Tickets that are not as they were meant to be, and why.
    fn not_so(&self, tickets: &[Left], said: fn(usize) -> String) -> Markup {
        html! {
            @if !tickets.is_empty() {
                div class="problem" role="alert" {
                    p { strong { (said(tickets.len())) } }
                    ul { @for left in tickets { li { (texts::left(left.number, &left.reason)) } } }
                }
            }
        }
    }

    /// Replies that did not leave, with every word of them: perhaps their tickets cannot be seen any more.
    fn not_left(&self) -> Markup {
        html! {
            @for held in &self.returned {
                div class="problem" role="alert" {
                    p { strong { (texts::not_left(held.number, held.returned.as_deref().unwrap_or_default())) } }
                    details { summary { (texts::draft_here()) } div dir="auto" { (prose::plain(&held.text)) } }
                    form class="actions" method="post" action=(Route::Act(held.number, Act::Recall)) {
                        input type="hidden" name="held" value=(held.id);
                        a href=(Route::ticket(held.number)) { (texts::number(held.number)) }
                        button type="submit" name="clear" value="yes" { (texts::clear_away()) }
                    }
                }
            }
        }
    }

    /// Where no ticket stands. A page may be empty though another leads on: only so many are looked at for one.
    fn nothing(&self) -> &'static str {
        match self.next {
            Some(_) => texts::nothing_so_far(),
            None if self.view.mentions => texts::no_mentions(),
            None => texts::nothing_here(),
        }
    }

    /// The view as it stands in the address, from its first page: where forms lead back to.
    fn address(&self) -> String {
        let bare = View { cursor: None, done: None, ..self.view.clone() };
        ombud_plugin::address::query(bare.query()).trim_start_matches('?').to_owned()
    }

    fn title(&self) -> String {
        if let Some(kept) = self.saved.iter().find(|kept| kept.view.is_like(&self.view)) {
            return kept.name.clone();
        }
        if self.view.mentions {
            return texts::mentions().to_owned();
        }
        match &self.view.assignee {
            Whose::Anyone if self.view.stand == Stand::Active => texts::unresolved().to_owned(),
            Whose::Anyone => match self.view.stand {
                Stand::One(status) => texts::status_of(status).to_owned(),
                _ => texts::all_tickets().to_owned(),
            },
            Whose::Mine => texts::mine().to_owned(),
            Whose::Nobody => texts::unassigned().to_owned(),
            Whose::Of(id) => {
                let colleague = self.colleagues.iter().find(|person| person.id == *id);
                colleague.map_or(texts::tickets(), |person| &person.name).to_owned()
            }
        }
    }

    fn department(&self) -> Option<&str> {
        let id = self.view.department.as_ref()?;
        self.departments
            .iter()
            .find(|department| department.id == *id)
            .map(|department| department.name.as_str())
    }

    fn pager(&self) -> Markup {
        html! {
            @if self.view.cursor.is_some() || self.next.is_some() {
                nav class="pager" aria-label=(texts::pages()) {
                    @if self.view.cursor.is_some() {
                        a class="button" href=(self.view.but(|_| ())) { (texts::first_page()) }
                    }
                    @if let Some(next) = &self.next {
                        a class="button next" rel="next" href=(self.view.but(|view| view.cursor = Some(next.clone()))) {
                            (texts::next_page())
                        }
                    }
                }
            }
        }
    }
}

/// A ticket has to be called something.
pub fn subject(ticket: &Ticket) -> &str {
    if ticket.subject.trim().is_empty() { texts::no_subject() } else { &ticket.subject }
}
