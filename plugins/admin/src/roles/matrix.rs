//! Everything that can be granted, with a box for each scope that makes sense.

use super::wish::{For, Wish};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{Permission, Role, Scope};
use ombud_plugin::moment::day;

/// The permissions of one plugin.
struct Group<'a> {
    plugin: &'a str,
    permissions: Vec<&'a Permission>,
}

/// The boxes, by plugin. What the filter leaves out is carried along unseen.
pub fn matrix(permissions: &[Permission], wish: &Wish, role: Option<&Role>, editable: bool) -> Markup {
    let shown = |permission: &Permission| !permission.owner_only && matches(permission, &wish.filter);
    let known = |name: &str| permissions.iter().any(|permission| permission.name == name);
    let carried = wish.given.iter().filter(|(name, scope)| {
        let one = permissions.iter().find(|permission| permission.name == *name);
        // What has no box here is not taken away by saving: another page of the filter, a plugin that is gone, and
        // what whoever looks cannot give.
        !one.is_some_and(|one| shown(one) && has_box(one, scope) && may_touch(one, scope, wish))
    });
    let groups = groups(permissions.iter().filter(|permission| shown(permission)));
    let waiting: Vec<&str> =
        wish.given.iter().map(|(name, _)| name.as_str()).filter(|name| !known(name)).collect();
    html! {
        @for (permission, scope) in carried { input type="hidden" name="g" value={ (permission) " " (scope) }; }
        @if groups.is_empty() { p class="card empty" { (texts::no_permission_fits()) } }
        @for group in &groups { (table(group, wish, editable)) }
        @if !wish.temporary.is_empty() { (temporary(permissions, wish, role, editable)) }
        @if !waiting.is_empty() {
            section class="card" {
                h2 { (texts::waiting()) }
                p class="hint" { (texts::waiting_hint()) }
                ul { @for name in waiting { li { code { (name) } } } }
            }
        }
    }
}

/// Permissions by the plugin that declares them, the desk's own first.
fn groups<'a>(permissions: impl Iterator<Item = &'a Permission>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for permission in permissions {
        let plugin = plugin(&permission.name);
        match groups.iter_mut().find(|group| group.plugin == plugin) {
            Some(group) => group.permissions.push(permission),
            None => groups.push(Group { plugin, permissions: vec![permission] }),
        }
    }
    // What people work with all day comes first, the desk itself last.
    groups.sort_by_key(|group| (group.plugin == "kernel", group.plugin != "tickets", group.plugin));
    groups
}

/// Who declares it.
pub fn plugin(permission: &str) -> &str {
    permission.split(':').next().unwrap_or_default()
}

fn matches(permission: &Permission, filter: &str) -> bool {
    let text = format!("{} {} {}", permission.title, permission.description, permission.name).to_lowercase();
    filter.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn has_box(permission: &Permission, scope: &str) -> bool {
    permission.scopes.iter().any(|known| known.as_str() == scope)
}

/// Whether whoever looks may give it; what is never contacted by collaborators has no box of theirs.
fn may_touch(permission: &Permission, scope: &str, wish: &Wish) -> bool {
    let never = wish.whose == For::Collaborators && permission.contacts_customer;
    !never && permission.givable.iter().any(|known| known.as_str() == scope)
}

fn table(group: &Group<'_>, wish: &Wish, editable: bool) -> Markup {
    let columns: Vec<Scope> = Scope::ALL
        .iter()
        .copied()
        .filter(|scope| group.permissions.iter().any(|permission| permission.scopes.contains(scope)))
        .collect();
    let given = group.permissions.iter().filter(|one| wish.given.iter().any(|(name, _)| *name == one.name));
    html! {
        details class="card matrix" open {
            summary {
                span class="title" { (texts::plugin(group.plugin)) }
                " "
                span class="muted" { (texts::of_all(given.count(), group.permissions.len())) }
            }
            table {
                caption class="hidden" { (texts::plugin(group.plugin)) }
                thead {
                    tr {
                        th scope="col" { (texts::permission()) }
                        @for scope in &columns { th scope="col" class="tick" { (texts::scope(*scope, columns.len() == 1)) } }
                    }
                }
                tbody {
                    @for permission in &group.permissions {
                        tr {
                            th scope="row" {
                                (permission.title)
                                @if permission.contacts_customer { " " span class="tag" { (texts::contacts()) } }
                                @if permission.dangerous { " " span class="tag grave" { (texts::dangerous()) } }
                                p class="hint" { (permission.description) }
                            }
                            @for scope in &columns { td class="tick" { (tick(permission, *scope, wish, editable, columns.len() == 1)) } }
                        }
                    }
                }
            }
        }
    }
}

fn tick(permission: &Permission, scope: Scope, wish: &Wish, editable: bool, alone: bool) -> Markup {
    let checked = wish.given.contains(&(permission.name.clone(), scope.as_str()));
    let words = texts::scope(scope, alone);
    let label = texts::box_label(&permission.title, words);
    html! {
        @if permission.scopes.contains(&scope) {
            @if editable && may_touch(permission, scope.as_str(), wish) {
                label class="tick" title=(label) {
                    input type="checkbox" name="g" value={ (permission.name) " " (scope) } checked[checked] aria-label=(label);
                    span { (words) }
                }
            } @else {
                label class="tick fixed" title=(if editable { texts::not_yours() } else { &label }) {
                    input type="checkbox" disabled checked[checked] aria-label=(label);
                    span { (words) }
                }
            }
        }
    }
}

/// What ends by itself.
fn temporary(permissions: &[Permission], wish: &Wish, role: Option<&Role>, editable: bool) -> Markup {
    let title = |name: &str| {
        permissions.iter().find(|one| one.name == name).map_or(name.to_owned(), |one| one.title.clone())
    };
    let scopes = |name: &str, until: u64| {
        let grants = role.into_iter().flat_map(|role| &role.grants);
        let grant = grants.into_iter().find(|grant| grant.permission == name && grant.until == Some(until));
        let scopes = grant.map(|grant| grant.scopes.as_slice()).unwrap_or_default();
        scopes.iter().map(|scope| texts::scope(*scope, false)).collect::<Vec<_>>().join(", ")
    };
    html! {
        section class="card" {
            h2 { (texts::temporary()) }
            p class="hint" { (texts::temporary_hint()) }
            @for (permission, until) in &wish.temporary {
                label class="choice" {
                    input type="checkbox" name="t" value={ (permission) " " (until) } checked disabled[!editable];
                    span { (texts::temporary_grant(&title(permission), &scopes(permission, *until), &day(*until))) }
                }
            }
        }
    }
}
