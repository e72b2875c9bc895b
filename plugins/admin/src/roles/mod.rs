//! Roles: the list, one of them, a new one, and two side by side.

mod compare;
mod editor;
mod matrix;
mod wish;

pub use compare::compare;
pub use editor::{add, blank, change, set_state, show};

use crate::frame::{self, Room};
use crate::parts::flash;
use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{self, Role};
use ombud_plugin::{Cx, Response, Result};

/// Holders are counted up to this many: that it is many is all that anybody wants to know then.
pub const MANY: u32 = 200;

/// The list.
pub fn list(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let all = roles::list(cx)?;
    let may_edit = cx.may("kernel:role.edit", None)?;
    let (retired, live): (Vec<&Role>, Vec<&Role>) = all.iter().partition(|role| role.retired);
    let row = |role: &Role| -> Result<Markup> {
        let holders = if role.name == "owner" { 1 } else { roles::holders(cx, &role.id, MANY)?.len() };
        Ok(html! {
            tr {
                td class="main" {
                    a class="row-link" href=(Route::role(&role.id)) dir="auto" { (role.title) }
                    div class="under" { span dir="auto" { (role.description) } }
                }
                td { (kind(role)) }
                td class="figure" { (if role.everything { texts::everything().to_owned() } else { role.grants.len().to_string() }) }
                td class="figure" {
                    @if role.name == "visitor" { span class="muted" { (texts::whoever()) } }
                    @else { (texts::holders(holders, MANY)) }
                }
            }
        })
    };
    let table = |roles: &[&Role]| -> Result<Markup> {
        let rows = roles.iter().map(|role| row(role)).collect::<Result<Vec<_>>>()?;
        Ok(html! {
            table class="list roles" {
                caption class="hidden" { (texts::roles()) }
                thead {
                    tr {
                        th scope="col" { (texts::role()) }
                        th scope="col" { (texts::for_whom()) }
                        th scope="col" { (texts::grants()) }
                        th scope="col" { (texts::held_by()) }
                    }
                }
                tbody { @for row in rows { (row) } }
            }
        })
    };
    let content = html! {
        (flash(done))
        div class="title-row" {
            h1 { (texts::roles()) }
            a class="button" href=(Route::Compare(String::new(), String::new())) { (texts::compare()) }
            @if may_edit { a class="button primary" href=(Route::NewRole(None)) { (texts::new_role()) } }
        }
        p class="lead" { (texts::roles_lead()) }
        (table(&live)?)
        @if !retired.is_empty() {
            h2 class="apart" { (texts::retired()) }
            (table(&retired)?)
        }
    };
    Ok(frame::page(cx, texts::roles(), Room::Roles, &content))
}

/// For whom a role is, in a word or two.
fn kind(role: &Role) -> Markup {
    let words = match (role.collaborator, role.staff) {
        (true, _) => texts::collaborators(),
        (_, true) => texts::staff(),
        _ => texts::everyone(),
    };
    html! {
        (words)
        @if role.built_in { " " span class="tag" { (texts::built_in()) } }
        @if role.retired { " " span class="tag" { (texts::retired()) } }
    }
}
