//! The list of tickets.

use crate::clock::moment;
use crate::frame;
use crate::parts::{People, flash, options, priority_mark, status_badge, statuses};
use crate::route::{Route, View, Whose};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{self, Page, Sort, Status, Ticket};
use ombud_plugin::{Cx, Department, DepartmentId, Person, Response, Result, Timestamp};

/// The inbox, as the address asks for it.
pub fn show(cx: &Cx, view: View) -> Result<Response> {
    let me = cx.user()?;
    let Page { tickets, next } = tickets::list(cx, &view.filter(&me))?;
    let seen =
        tickets.iter().flat_map(|ticket| [ticket.requester.clone(), ticket.assignee.clone()]).flatten();
    let people = People::meet(cx, seen)?;
    let departments = cx.departments()?;
    // Whoever may not look people up filters without them.
    let colleagues = cx.colleagues(None).unwrap_or_default();
    let mine = cx.person(&me).map(|person| person.departments).unwrap_or_default();
    let list = List { view, tickets, next, people, departments, mine, colleagues, now: cx.now() };
    let here = Route::Inbox(list.view.clone());
    Ok(frame::page(cx, list.title(), &here, &list.render()))
}

struct List {
    view: View,
    tickets: Vec<Ticket>,
    next: Option<String>,
    people: People,
    departments: Vec<Department>,
    mine: Vec<DepartmentId>,
    colleagues: Vec<Person>,
    now: Timestamp,
}

impl List {
    fn render(&self) -> Markup {
        html! {
            div class="split-view" {
                (self.views())
                main id="main" {
                    (flash(self.view.done.as_ref(), None))
                    h1 { (self.title()) @if let Some(name) = self.department() { ": " (name) } }
                    (self.tabs())
                    (self.filters())
                    @if self.tickets.is_empty() {
                        p class="card empty" { (texts::nothing_here()) }
                    } @else {
                        ombud-list { (self.table()) }
                    }
                    (self.pager())
                }
            }
        }
    }

    fn title(&self) -> &str {
        match &self.view.assignee {
            Whose::Anyone => texts::all_tickets(),
            Whose::Mine => texts::mine(),
            Whose::Nobody => texts::unassigned(),
            Whose::Of(id) => {
                let colleague = self.colleagues.iter().find(|person| person.id == *id);
                colleague.map_or(texts::tickets(), |person| &person.name)
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

    /// Whoever works in some departments has those at hand; the filter has all.
    fn views(&self) -> Markup {
        let whose = [
            (Whose::Mine, texts::mine()),
            (Whose::Nobody, texts::unassigned()),
            (Whose::Anyone, texts::all()),
        ];
        let at_hand = |department: &&Department| self.mine.is_empty() || self.mine.contains(&department.id);
        html! {
            nav class="views" aria-label=(texts::views()) {
                h2 { (texts::tickets()) }
                ul {
                    @for (whose, words) in whose {
                        @let current = self.view.assignee == whose && self.view.department.is_none();
                        li {
                            a href=(Route::Inbox(View { assignee: whose, ..View::default() }))
                                aria-current=[current.then_some("page")] { (words) }
                        }
                    }
                }
                h2 { (texts::departments()) }
                ul {
                    @for department in self.departments.iter().filter(at_hand) {
                        @let current = self.view.department.as_ref() == Some(&department.id);
                        li {
                            a href=(Route::Inbox(View {
                                department: Some(department.id.clone()),
                                ..View::default()
                            })) aria-current=[current.then_some("page")] { (department.name) }
                        }
                    }
                }
            }
        }
    }

    fn tabs(&self) -> Markup {
        let tab = |status: Option<Status>| {
            let words = status.map_or(texts::any_status(), texts::status_of);
            let route = self.view.but(|view| view.status = status);
            html! { a href=(route) aria-current=[(self.view.status == status).then_some("page")] { (words) } }
        };
        html! {
            nav class="tabs" aria-label=(texts::status()) {
                (tab(None))
                @for status in Status::ALL { (tab(Some(*status))) }
            }
        }
    }

    fn filters(&self) -> Markup {
        let view = &self.view;
        let people = self.colleagues.iter().map(|person| (person.id.as_str(), person.name.as_str()));
        let whose =
            [("", texts::anyone()), ("me", texts::me()), ("none", texts::nobody())].into_iter().chain(people);
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let sorts = Sort::ALL.iter().map(|sort| (sort.as_str(), texts::sort_by(*sort)));
        html! {
            details class="filters" open[view.is_filtered()] {
                summary { (texts::filter()) }
                form method="get" action=(Route::inbox()) {
                    label { (texts::assignee()) select name="assignee" { (options(whose, view.assignee.word())) } }
                    label {
                        (texts::department())
                        select name="department" {
                            (options([("", texts::all())].into_iter().chain(departments), view.department.as_deref().unwrap_or_default()))
                        }
                    }
                    label {
                        (texts::status())
                        select name="status" {
                            (options([("", texts::any_status())].into_iter().chain(statuses()), view.status.map_or("", Status::as_str)))
                        }
                    }
                    label { (texts::tag()) input name="tag" autocomplete="off" value=[view.tag.as_deref()]; }
                    label { (texts::sort()) select name="sort" { (options(sorts, view.sort.as_str())) } }
                    div class="do" {
                        button type="submit" { (texts::apply()) }
                        a href=(Route::inbox()) { (texts::clear()) }
                    }
                }
            }
        }
    }

    fn table(&self) -> Markup {
        html! {
            table class="tickets" {
                caption class="hidden" { (texts::tickets()) }
                thead {
                    tr {
                        th scope="col" { (texts::status()) }
                        th scope="col" { (texts::subject()) }
                        th scope="col" { (texts::priority()) }
                        th scope="col" { (texts::assignee()) }
                        th scope="col" class="department" { (texts::department()) }
                        th scope="col" { (texts::changed()) }
                    }
                }
                tbody { @for ticket in &self.tickets { (self.row(ticket)) } }
            }
        }
    }

    fn row(&self, ticket: &Ticket) -> Markup {
        let department = self.departments.iter().find(|one| one.id == ticket.department);
        html! {
            tr {
                td class="state" { (status_badge(ticket.status)) }
                td class="subject" {
                    a class="open-ticket" href=(Route::ticket(ticket.number)) dir="auto" { (subject(ticket)) }
                    div class="under" {
                        span class="number" { (texts::number(ticket.number)) }
                        span { (self.people.name(ticket.requester.as_ref()).unwrap_or(texts::no_requester())) }
                        @for tag in &ticket.tags {
                            a class="tag" href=(self.view.but(|view| view.tag = Some(tag.clone()))) { (tag) }
                        }
                    }
                }
                td class="urgency" { (priority_mark(ticket.priority)) }
                td class="assignee" {
                    @match self.people.name(ticket.assignee.as_ref()) {
                        Some(name) => (name),
                        None => span class="muted" { (texts::nobody()) },
                    }
                }
                td class="department" { @if let Some(department) = department { (department.name) } }
                td class="when" { (moment(ticket.updated, self.now)) }
            }
        }
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
