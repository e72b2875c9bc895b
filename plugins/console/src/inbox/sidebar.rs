//! The views on the left, with how many tickets wait in each.

use super::{List, mentioned};
use crate::route::Route;
use crate::saved::Kept;
use crate::seen::Seen;
use crate::texts;
use crate::view::{View, Whose};
use maud::{Markup, html};
use ombud_plugin::desk::queues::{self, Selection, Tally};
use ombud_plugin::{Cx, Department, DepartmentId, UserId};

/// Up to so many are counted; "99+" says enough.
const COUNTED: u32 = 99;

/// So many views have a number.
const MOST: usize = 32;

/// How many tickets there are in each view of the sidebar.
pub struct Tallies(Vec<(View, Tally)>);

impl Tallies {
    /// Counts them all in one question.
    pub fn count(
        cx: &Cx,
        me: &UserId,
        departments: &[Department],
        mine: &[DepartmentId],
        saved: &[Kept],
        seen: &Seen,
    ) -> Tallies {
        let departments = departments.iter().filter(|one| at_hand(one, mine)).map(|one| of(&one.id));
        let views = whose().into_iter().map(|(whose, _)| work_of(whose)).chain(departments);
        // Own fields are not counted by: it would take a look at every ticket.
        let saved = saved.iter().map(|kept| kept.view.clone()).filter(|view| view.fields.is_empty());
        let views: Vec<View> = views.chain(saved).take(MOST).collect();
        let asked: Vec<Selection> = views.iter().map(|view| view.selection(me)).collect();
        // Without the numbers the list is still of use.
        let counted = queues::count(cx, &asked, COUNTED).unwrap_or_default();
        let mut tallies: Vec<(View, Tally)> = views.into_iter().zip(counted).collect();
        tallies.push((View::mentions(), mentioned::unread(cx, seen)));
        Tallies(tallies)
    }

    fn of(&self, view: &View) -> Option<&Tally> {
        self.0.iter().find(|(counted, _)| counted == view).map(|(_, tally)| tally)
    }
}

/// Whoever works in some departments has those at hand; the filter has all.
fn at_hand(department: &Department, mine: &[DepartmentId]) -> bool {
    mine.is_empty() || mine.contains(&department.id)
}

fn whose() -> [(Whose, &'static str); 3] {
    [(Whose::Mine, texts::mine()), (Whose::Nobody, texts::unassigned()), (Whose::Anyone, texts::unresolved())]
}

fn work_of(assignee: Whose) -> View {
    View { assignee, ..View::default() }
}

fn of(department: &DepartmentId) -> View {
    View { department: Some(department.clone()), ..View::default() }
}

impl List {
    pub(super) fn sidebar(&self) -> Markup {
        let (shared, own): (Vec<&Kept>, Vec<&Kept>) = self.saved.iter().partition(|kept| kept.shared);
        html! {
            nav class="views" aria-label=(texts::views()) {
                h2 { (texts::tickets()) }
                ul {
                    @for (whose, words) in whose() { li { (self.link(&work_of(whose), words)) } }
                    li { (self.link(&View::mentions(), texts::mentions())) }
                }
                h2 { (texts::departments()) }
                ul {
                    @for department in self.departments.iter().filter(|one| at_hand(one, &self.mine)) {
                        li { (self.link(&of(&department.id), &department.name)) }
                    }
                }
                (self.kept(texts::shared_views(), &shared))
                (self.kept(texts::own_views(), &own))
            }
        }
    }

    fn link(&self, view: &View, words: &str) -> Markup {
        html! {
            a href=(Route::Inbox(view.clone())) aria-current=[self.view.is_like(view).then_some("page")] {
                span dir="auto" { (words) }
                @if let Some(tally) = self.tallies.of(view) {
                    " " span class="tally" { (texts::tally(tally.number, tally.more)) }
                }
            }
        }
    }

    fn kept(&self, title: &str, views: &[&Kept]) -> Markup {
        html! {
            @if !views.is_empty() {
                h2 { (title) }
                ul {
                    @for kept in views {
                        li {
                            (self.link(&kept.view, &kept.name))
                            @if kept.removable && kept.view.is_like(&self.view) {
                                form method="post" action=(Route::Forget(kept.id.clone())) {
                                    button class="quiet" type="submit" aria-label=(texts::remove_view(&kept.name)) { "×" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
