//! People: the list, one of them, and a new one.

mod form;
mod new;
mod one;

pub use new::{add, blank};
pub use one::{change, set_state, show};

use crate::frame::{self, Room};
use crate::parts::{options, pager};
use crate::route::{PeopleView, Route, Who};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::people::{self, Filter, HeldRole, Page, Person};
use ombud_plugin::administration::roles::{self, Role};
use ombud_plugin::{Cx, Department, Response, Result, Timestamp};

/// How many people stand on a page.
const PAGE: u32 = 50;

/// What there is to choose from.
pub struct Choices {
    /// Empty for whoever may not see roles.
    pub roles: Vec<Role>,
    pub departments: Vec<Department>,
}

impl Choices {
    pub fn load(cx: &Cx) -> Result<Choices> {
        Ok(Choices { roles: roles::list(cx).unwrap_or_default(), departments: cx.departments()? })
    }

    fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    fn department(&self, id: &str) -> Option<&str> {
        self.departments.iter().find(|one| one.id == id).map(|one| one.name.as_str())
    }

    /// A role that somebody holds, in words: `Agent in Sales until 3 Dec 2026`.
    fn held(&self, held: &HeldRole) -> String {
        let title = self.role(&held.role).map_or(texts::some_role(), |role| &role.title);
        let place = held.department.as_deref().map(|id| self.department(id).unwrap_or(texts::gone()));
        texts::held(title, place, held.until.map(ombud_plugin::moment::day).as_deref())
    }
}

/// The list, as the address asks for it.
pub fn list(cx: &Cx, view: &PeopleView) -> Result<Response> {
    let filter = Filter {
        text: view.text.clone(),
        staff: match view.who {
            Who::Staff => Some(true),
            Who::Customers => Some(false),
            Who::Everybody => None,
        },
        role: view.role.clone(),
        department: view.department.clone(),
        active: view.suspended.then_some(false),
    };
    let page = people::list(cx, &filter, PAGE, view.cursor.as_deref())?;
    let list = List {
        view,
        page,
        choices: Choices::load(cx)?,
        may_create: cx.may("kernel:person.create", None)?,
        now: cx.now(),
    };
    Ok(frame::page(cx, texts::people(), Room::People, &list.render()))
}

struct List<'a> {
    view: &'a PeopleView,
    page: Page,
    choices: Choices,
    may_create: bool,
    now: Timestamp,
}

impl List<'_> {
    fn render(&self) -> Markup {
        let next = self.page.next.as_ref();
        let next = next.map(|next| self.view.but(|view| view.cursor = Some(next.clone())).to_string());
        let first = self.view.cursor.as_ref().map(|_| self.view.but(|_| ()).to_string());
        html! {
            div class="title-row" {
                h1 { (texts::people()) }
                @if self.may_create { a class="button primary" href=(Route::NewPerson) { (texts::add_person()) } }
            }
            (self.tabs())
            (self.filters())
            @if self.page.people.is_empty() {
                p class="card empty" { (if next.is_some() { texts::nobody_yet() } else { texts::nobody_here() }) }
            } @else { (self.table()) }
            (pager(first, next))
        }
    }

    fn tabs(&self) -> Markup {
        html! {
            nav class="tabs" aria-label=(texts::whom()) {
                @for who in Who::ALL {
                    a href=(self.view.but(|view| view.who = who))
                        aria-current=[(self.view.who == who).then_some("page")] { (texts::who(who)) }
                }
            }
        }
    }

    fn filters(&self) -> Markup {
        let view = self.view;
        let roles = self.choices.roles.iter().filter(|role| !role.retired);
        let roles = roles.map(|role| (role.id.as_str(), role.title.as_str()));
        let departments = self.choices.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let states = [("", texts::any_state()), ("suspended", texts::suspended())];
        html! {
            form class="search" role="search" method="get" action=(Route::people()) {
                @if view.who != Who::Staff { input type="hidden" name="who" value=(view.who.word()); }
                label { (texts::search()) input type="search" name="text" value=[view.text.as_deref()] placeholder=(texts::search_people()); }
                @if !self.choices.roles.is_empty() {
                    label {
                        (texts::role())
                        select name="role" {
                            (options([("", texts::any_role())].into_iter().chain(roles), view.role.as_deref().unwrap_or_default()))
                        }
                    }
                }
                label {
                    (texts::department())
                    select name="department" {
                        (options([("", texts::any_department())].into_iter().chain(departments), view.department.as_deref().unwrap_or_default()))
                    }
                }
                label {
                    (texts::state())
                    select name="state" { (options(states, if view.suspended { "suspended" } else { "" })) }
                }
                button type="submit" { (texts::apply()) }
            }
        }
    }

    fn table(&self) -> Markup {
        html! {
            table class="list people" {
                caption class="hidden" { (texts::people()) }
                thead {
                    tr {
                        th scope="col" { (texts::name()) }
                        th scope="col" { (texts::roles()) }
                        th scope="col" { (texts::departments()) }
                        th scope="col" { (texts::since()) }
                    }
                }
                tbody { @for person in &self.page.people { (self.row(person)) } }
            }
        }
    }

    fn row(&self, person: &Person) -> Markup {
        let departments: Vec<&str> =
            person.departments.iter().filter_map(|id| self.choices.department(id)).collect();
        html! {
            tr {
                td class="main" {
                    a class="row-link" href=(Route::person(&person.id)) dir="auto" { (person.name) }
                    @if !person.active { " " span class="badge spam" { (texts::suspended()) } }
                    div class="under" {
                        @if let Some(email) = &person.email { span { (email) } }
                        @if let Some(alias) = &person.alias { span { (texts::known_as(alias)) } }
                    }
                }
                td { (role_tags(&self.choices, person)) }
                td {
                    @if departments.is_empty() { span class="muted" { (texts::none()) } }
                    @else { (departments.join(", ")) }
                }
                td class="when" { (ombud_plugin::moment::day(person.created.min(self.now))) }
            }
        }
    }
}

/// What somebody holds, each role in its box.
fn role_tags(choices: &Choices, person: &Person) -> Markup {
    html! {
        span class="tags" {
            @if person.owner { span class="tag strong" { (texts::owner()) } }
            @for held in &person.roles { span class="tag" { (choices.held(held)) } }
        }
    }
}
