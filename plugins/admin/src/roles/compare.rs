//! Two roles side by side: only what differs.

use crate::frame::{self, Room};
use crate::parts::{heading, options};
use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{self, Permission, Role, Scope};
use ombud_plugin::{Cx, Response, Result};

/// The page, with two roles chosen or still to be chosen.
pub fn compare(cx: &Cx, one: &str, other: &str) -> Result<Response> {
    let all = roles::list(cx)?;
    let find = |id: &str| all.iter().find(|role| role.id == id);
    let choices = || all.iter().map(|role| (role.id.as_str(), role.title.as_str()));
    let body = match (find(one), find(other)) {
        (Some(one), Some(other)) => table(&roles::permissions(cx)?, one, other),
        _ => html! { p class="card empty" { (texts::choose_two()) } },
    };
    let content = html! {
        div class="page wide" {
            (heading(&[(Route::Roles(None).to_string(), texts::roles())], &html! { (texts::compare()) }))
            form class="search" method="get" action=(Route::Compare(String::new(), String::new())) {
                label { (texts::role()) select name="one" { (options(choices(), one)) } }
                label { (texts::compare_with()) select name="other" { (options(choices(), other)) } }
                button type="submit" { (texts::compare()) }
            }
            (body)
        }
    };
    Ok(frame::page(cx, texts::compare(), Room::Roles, &content))
}

/// What a role gives of a permission now.
fn scopes(role: &Role, permission: &Permission) -> Vec<Scope> {
    if role.everything {
        return if permission.owner_only && role.name != "owner" { Vec::new() } else { vec![Scope::All] };
    }
    if role.collaborator && permission.contacts_customer {
        return Vec::new();
    }
    let grants = role.grants.iter().filter(|grant| grant.permission == permission.name);
    let mut scopes: Vec<Scope> = grants.flat_map(|grant| grant.scopes.iter().copied()).collect();
    scopes.sort_by_key(|scope| Scope::ALL.iter().position(|known| known == scope));
    scopes.dedup();
    scopes
}

fn table(permissions: &[Permission], one: &Role, other: &Role) -> Markup {
    let differing = permissions.iter().filter_map(|permission| {
        let (here, there) = (scopes(one, permission), scopes(other, permission));
        (here != there).then_some((permission, here, there))
    });
    let rows: Vec<_> = differing.collect();
    let cell = |scopes: &[Scope], others: &[Scope]| {
        let words: Vec<&str> = scopes.iter().map(|scope| texts::scope(*scope, false)).collect();
        // All is more than any of the others together.
        let all = |scopes: &[Scope]| scopes.contains(&Scope::All);
        let more = !all(others) && (all(scopes) || scopes.iter().any(|scope| !others.contains(scope)));
        html! {
            @if words.is_empty() { span class="muted" { (texts::not_at_all()) } }
            @else { span class=[more.then_some("gain")] { (words.join(", ")) } }
        }
    };
    html! {
        @if rows.is_empty() { p class="card empty" { (texts::no_difference()) } }
        @else {
            table class="list compared" {
                caption class="hidden" { (texts::compare()) }
                thead {
                    tr {
                        th scope="col" { (texts::permission()) }
                        th scope="col" dir="auto" { a href=(Route::role(&one.id)) { (one.title) } }
                        th scope="col" dir="auto" { a href=(Route::role(&other.id)) { (other.title) } }
                    }
                }
                tbody {
                    @for (permission, here, there) in &rows {
                        tr {
                            th scope="row" { (permission.title) " " small { (texts::plugin(super::matrix::plugin(&permission.name))) } }
                            td data-of=(one.title) { (cell(here, there)) }
                            td data-of=(other.title) { (cell(there, here)) }
                        }
                    }
                }
            }
        }
    }
}
