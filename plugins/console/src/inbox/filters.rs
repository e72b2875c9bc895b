//! What narrows the list, and keeping that under a name.

use super::List;
use crate::own;
use crate::parts::{options, priorities, statuses};
use crate::route::Route;
use crate::texts;
use crate::view::{Column, DUE, Stand};
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{Priority, Sort, Status};

impl List {
    pub(super) fn tabs(&self) -> Markup {
        let stands = [Stand::Active].into_iter().chain(Status::ALL.iter().map(|status| Stand::One(*status)));
        html! {
            nav class="tabs" aria-label=(texts::status()) {
                @for stand in stands.chain([Stand::Any]) {
                    a href=(self.view.but(|view| view.stand = stand)) aria-current=[(self.view.stand == stand).then_some("page")] {
                        (texts::stand(stand))
                    }
                }
            }
        }
    }

    /// What is chosen there is looked at, or kept under a name as well, be it applied before or not. Nothing comes back by
    /// itself when a browser goes back: the fields say what the address says.
    pub(super) fn filters(&self) -> Markup {
        let view = &self.view;
        let people = self.colleagues.iter().map(|person| (person.id.as_str(), person.name.as_str()));
        let whose =
            [("", texts::anyone()), ("me", texts::me()), ("none", texts::nobody())].into_iter().chain(people);
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let departments = [("", texts::all())].into_iter().chain(departments);
        let sorts = Sort::ALL.iter().map(|sort| (sort.as_str(), texts::sort_by(*sort)));
        let due = self.knows_due.then(|| (DUE, texts::sort_due()));
        let sorts = sorts.chain(due);
        let stands = [("", texts::unresolved()), ("any", texts::everything())].into_iter().chain(statuses());
        let urgencies = [("", texts::any_priority())].into_iter().chain(priorities());
        html! {
            details class="filters" open[view.is_filtered()] {
                summary { (texts::filter()) }
                form method="post" action=(Route::Keep) autocomplete="off" {
                    label { (texts::assignee()) select name="assignee" { (options(whose, view.assignee.word())) } }
                    label {
                        (texts::department())
                        select name="department" { (options(departments, view.department.as_deref().unwrap_or_default())) }
                    }
                    label { (texts::status()) select name="status" { (options(stands, view.stand.word())) } }
                    label {
                        (texts::priority())
                        select name="priority" { (options(urgencies, view.priority.map_or("", Priority::as_str))) }
                    }
                    label { (texts::tag()) input name="tag" autocomplete="off" list="known-tags" value=[view.tag.as_deref()]; }
                    label { (texts::sort()) select name="sort" { (options(sorts, view.order())) } }
                    @for field in self.own.fields() {
                        @let value = view.fields.iter().find(|(name, _)| *name == field.field.name);
                        label {
                            (field.field.title)
                            (own::control(field, &own::form_name(&field.field.name), value.map_or("", |(_, value)| value), &self.colleagues, false))
                        }
                    }
                    (self.own.offered_tags(&[]))
                    @for column in &view.columns { input type="hidden" name="columns" value=(column.word()); }
                    div class="do" {
                        // To look changes nothing, and may also be done while one sees the desk as somebody else.
                        button type="submit" formmethod="get" formaction=(Route::inbox()) formnovalidate { (texts::apply()) }
                        a href=(Route::inbox()) { (texts::clear()) }
                    }
                    (self.keep())
                }
            }
        }
    }

    /// What is said of each ticket: for oneself from now on, or in this view, which may then be kept with it.
    pub(super) fn choose_columns(&self) -> Markup {
        html! {
            details class="filters" open[!self.view.columns.is_empty()] {
                summary { (texts::columns()) }
                form method="post" action=(Route::Columns) {
                    input type="hidden" name="view" value=(self.address());
                    fieldset class="columns" {
                        legend class="hidden" { (texts::columns()) }
                        @for column in Column::ALL {
                            label class="choice" {
                                input type="checkbox" name="columns" value=(column.word()) checked[self.columns.contains(&column)];
                                span { (texts::column(column)) }
                            }
                        }
                    }
                    div class="do columns" {
                        button type="submit" name="keep" value="mine" { (texts::keep_columns()) }
                        button type="submit" name="keep" value="here" { (texts::columns_here()) }
                    }
                }
            }
        }
    }

    /// The part of the filter form that keeps what is chosen, under a name.
    fn keep(&self) -> Markup {
        html! {
            div class="columns keep" {
                label {
                    (texts::view_name())
                    input name="name" required maxlength="60" autocomplete="off" dir="auto" aria-describedby="keep-hint";
                }
                @if self.may_share {
                    label class="choice" {
                        input type="checkbox" name="shared" value="yes";
                        span { (texts::for_all()) }
                    }
                }
                button type="submit" { (texts::keep_view()) }
                p class="hint" id="keep-hint" { (texts::keep_view_hint()) }
            }
        }
    }
}
