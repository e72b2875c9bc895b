//! What becomes of the tickets that are ticked.

use super::List;
use crate::parts::{options, priorities, statuses};
use crate::route::Route;
use crate::texts;
use maud::{Markup, html};

impl List {
    /// Shown as soon as one is ticked. The checkboxes are in the table, and belong to this form.
    pub(super) fn change_chosen(&self) -> Markup {
        let leave = || [("", texts::LEAVE)].into_iter();
        let people = self.colleagues.iter().filter(|person| person.id != self.me);
        let people = people.map(|person| (person.id.as_str(), person.name.as_str()));
        let whose = leave().chain([("me", texts::ME), ("none", texts::NOBODY)]).chain(people);
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        html! {
            form class="chosen" id="chosen" method="post" action=(Route::Bulk) aria-label=(texts::CHOSEN) {
                input type="hidden" name="view" value=(self.address());
                label { (texts::STATUS) select name="status" { (options(leave().chain(statuses()), "")) } }
                label { (texts::ASSIGNEE) select name="assignee" { (options(whose, "")) } }
                label { (texts::PRIORITY) select name="priority" { (options(leave().chain(priorities()), "")) } }
                label { (texts::DEPARTMENT) select name="department" { (options(leave().chain(departments), "")) } }
                label { (texts::ADD_TAGS) input name="tags" autocomplete="off" placeholder=(texts::TAGS_HINT); }
                button class="primary" type="submit" { (texts::CHANGE_CHOSEN) }
            }
        }
    }
}
