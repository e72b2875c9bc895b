//! What becomes of the tickets that are ticked.

use super::List;
use crate::own;
use crate::parts::{options, priorities, statuses_from};
use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::Status;

impl List {
    /// Shown as soon as one is ticked. The checkboxes are in the table, and belong to this form. Nothing in it comes back by
    /// itself: a browser that goes back knows boxes by their place, and other tickets may stand there by then.
    pub(super) fn change_chosen(&self) -> Markup {
        let leave = || [("", texts::leave())].into_iter();
        let people = self.colleagues.iter().filter(|person| person.id != self.me);
        let people = people.map(|person| (person.id.as_str(), person.name.as_str()));
        let whose = leave().chain([("me", texts::me()), ("none", texts::nobody())]).chain(people);
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let statuses = leave().chain(statuses_from(Status::Open));
        html! {
            form class="chosen" id="chosen" method="post" action=(Route::Bulk) autocomplete="off" aria-label=(texts::chosen()) {
                input type="hidden" name="view" value=(self.address());
                label { (texts::status()) select name="status" { (options(statuses, "")) } }
                label { (texts::assignee()) select name="assignee" { (options(whose, "")) } }
                label { (texts::priority()) select name="priority" { (options(leave().chain(priorities()), "")) } }
                label { (texts::department()) select name="department" { (options(leave().chain(departments), "")) } }
                label { (texts::add_tags()) input name="tags" autocomplete="off" list="known-tags" placeholder=(texts::tags_hint()); }
                label { (texts::remove_tags()) input name="untag" autocomplete="off" list="known-tags" placeholder=(texts::tags_hint()); }
                @for field in self.own.fields() {
                    label { (field.field.title) (own::control(field, &own::form_name(&field.field.name), "", &self.colleagues, false)) }
                }
                button class="primary" type="submit" { (texts::change_chosen()) }
                @if self.may_merge { button type="submit" name="merge" value="yes" { (texts::merge_start()) } }
            }
        }
    }
}
