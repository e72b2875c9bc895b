//! The tickets, one in a row.

use super::{List, subject};
use crate::clock::moment_in_row;
use crate::parts::{parts, priority_mark, status_badge};
use crate::texts;
use crate::view::Column;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{Sort, Ticket};

impl List {
    pub(super) fn table(&self) -> Markup {
        // The first column stands before the subject, as the eye looks for it there.
        let state = self.columns.contains(&Column::Status);
        html! {
            table class="tickets" {
                caption class="hidden" { (texts::tickets()) }
                thead {
                    tr {
                        @if self.may_change {
                            th class="choose" scope="col" {
                                input type="checkbox" hidden autocomplete="off" aria-label=(texts::choose_all());
                                span class="hidden" { (texts::chosen()) }
                            }
                        }
                        @if state { th scope="col" { (texts::status()) } }
                        th scope="col" { (texts::subject()) }
                        @for column in self.others() {
                            (self.head(column))
                        }
                        (parts("inbox-column", None))
                    }
                }
                tbody { @for (ticket, at) in self.tickets.iter().zip(0..) { (self.row(ticket, at, state)) } }
            }
        }
    }

    /// The tickets by their numbers, and all of some.
    pub(super) fn rows(&self, all_of: impl Fn(&Ticket) -> bool) -> Markup {
        let state = self.columns.contains(&Column::Status);
        html! {
            table {
                @for (ticket, at) in self.tickets.iter().zip(0..) {
                    @if all_of(ticket) { (self.row(ticket, at, state)) } @else { tr data-ticket=(ticket.number) {} }
                }
            }
        }
    }

    /// What stands above a column: where the list can be put into its order, the way to that.
    fn head(&self, column: Column) -> Markup {
        let view = &self.view;
        let is_by = |sort| !view.by_due && view.sort == sort;
        let (order, sort) = match column {
            Column::Opened if is_by(Sort::Created) => (Some("descending"), Some(Sort::Oldest)),
            Column::Opened => (is_by(Sort::Oldest).then_some("ascending"), Some(Sort::Created)),
            Column::Changed => (is_by(Sort::Updated).then_some("descending"), Some(Sort::Updated)),
            Column::Priority => (is_by(Sort::Priority).then_some("descending"), Some(Sort::Priority)),
            Column::Status | Column::Assignee | Column::Department => (None, None),
        };
        // Mentions have an order of their own.
        let sort = sort.filter(|_| !view.mentions);
        html! {
            th scope="col" class=(class(column)) aria-sort=[order.filter(|_| sort.is_some())] {
                @match sort {
                    Some(sort) => a href=(view.but(|view| (view.by_due, view.sort) = (false, sort))) { (texts::column(column)) },
                    None => (texts::column(column)),
                }
            }
        }
    }

    fn others(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().copied().filter(|column| *column != Column::Status)
    }

    fn row(&self, ticket: &Ticket, at: usize, state: bool) -> Markup {
        let new = self.is_new(ticket);
        html! {
            tr data-ticket=(ticket.number) class=[new.then_some("new")] {
                @if self.may_change {
                    td class="choose" {
                        input type="checkbox" name="t" value=(ticket.id) form="chosen" autocomplete="off" aria-label=(texts::choose(ticket.number));
                    }
                }
                @if state { td class="state" { (status_badge(ticket.status)) } }
                td class="subject" {
                    a class="open-ticket" href=(self.way_to(ticket, at)) dir="auto" {
                        (subject(ticket))
                        @if new { " " span class="hidden" { "(" (texts::new_here()) ")" } }
                    }
                    div class="under" {
                        @if self.begun.contains(&ticket.number) { span class="tag" { (texts::draft_here()) } }
                        span class="number" { (texts::number(ticket.number)) }
                        bdi { (self.people.name(ticket.requester.as_ref()).unwrap_or(texts::no_requester())) }
                        @for tag in &ticket.tags {
                            (self.own.tag(tag, self.view.but(|view| { view.mentions = false; view.tag = Some(tag.clone()) })))
                        }
                    }
                    (self.said(ticket))
                }
                @for column in self.others() { (self.cell(ticket, column)) }
                (parts("inbox-column", Some(&ticket.id)))
            }
        }
    }

    fn cell(&self, ticket: &Ticket, column: Column) -> Markup {
        let department = self.departments.iter().find(|one| one.id == ticket.department);
        html! {
            td class=(class(column)) {
                @match column {
                    Column::Status => (status_badge(ticket.status)),
                    Column::Priority => (priority_mark(ticket.priority)),
                    Column::Assignee => @match self.people.name(ticket.assignee.as_ref()) {
                        Some(name) => bdi { (name) },
                        None => span class="muted" { (texts::nobody()) },
                    },
                    Column::Department => @if let Some(department) = department { (department.name) },
                    Column::Opened => (moment_in_row(ticket.created, self.now)),
                    Column::Changed => (moment_in_row(ticket.updated, self.now)),
                }
            }
        }
    }
}

fn class(column: Column) -> &'static str {
    match column {
        Column::Status => "state",
        Column::Priority => "urgency",
        Column::Assignee => "assignee",
        Column::Department => "department",
        Column::Opened | Column::Changed => "when",
    }
}
