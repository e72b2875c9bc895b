//! The role editor: boxes, what saving them would do, and saving.

use super::MANY;
use super::matrix::matrix;
use super::wish::{For, Wish};
use crate::effect;
use crate::frame::{self, Room};
use crate::parts::{Problem, flash, heading, names, options, problem};
use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{self, Changes, Permission, Role};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use std::collections::BTreeMap;

/// Holders who are named beside a role; of more it is said how many.
const NAMED: usize = 12;

/// A role, called as the list calls it: in the language of whoever looks. What comes back unchanged changes nothing.
fn get(cx: &Cx, id: &str) -> Result<Role> {
    let role = roles::get(cx, id)?;
    let told = if role.built_in { roles::list(cx)?.into_iter().find(|told| told.id == id) } else { None };
    Ok(told.unwrap_or(role))
}

/// The page of a role.
pub fn show(cx: &Cx, id: &str, done: Option<Done>) -> Result<Response> {
    let role = get(cx, id)?;
    let wish = Wish::of(&role);
    Editor::load(cx, Some(role), done, None)?.answer(cx, &wish)
}

/// The form for a new role, perhaps with what another has.
pub fn blank(cx: &Cx, copy: Option<&str>) -> Result<Response> {
    let wish = match copy {
        None => Wish::default(),
        Some(id) => {
            let role = get(cx, id)?;
            let title = texts::copy_of(&role.title);
            Wish {
                name: String::new(),
                title,
                base: String::new(),
                temporary: Default::default(),
                ..Wish::of(&role)
            }
        }
    };
    Editor::load(cx, None, None, None)?.answer(cx, &wish)
}

/// Filters the boxes, shows what a new role gives, or makes it.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let wish = Wish::read(request)?;
    let outcome = match step(request)?.as_str() {
        "save" => roles::create(cx, &wish.new_role())
            .map(|role| Response::redirect(&Route::Role(role.id, Some(Done::Added)).to_string())),
        "preview" if wish.title.is_empty() => Err(Error::invalid(texts::give_title())),
        "preview" => between(cx, None, &wish, None),
        _ => return Editor::load(cx, None, None, None)?.answer(cx, &wish),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(error) => Editor::load(cx, None, None, Some(error.into()))?.answer(cx, &wish),
    }
}

/// Filters the boxes, shows what the change would do, or makes it.
pub fn change(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let role = get(cx, id)?;
    let wish = Wish::read(request)?;
    let step = step(request)?;
    if step != "save" && step != "preview" {
        return Editor::load(cx, Some(role), None, None)?.answer(cx, &wish);
    }
    if wish.is_stale(&role) {
        // What was typed stays, beside what the role is now: saving again sets it.
        let wish = Wish { base: Wish::of(&role).base, ..wish };
        let wrong = Error::conflict(texts::changed_meanwhile()).into();
        return Editor::load(cx, Some(role), None, Some(wrong))?.answer(cx, &wish);
    }
    let outcome = match wish.changes(&role) {
        None => Ok(Response::redirect(&Route::Role(id.to_owned(), Some(Done::Same)).to_string())),
        Some(changes) if step == "save" => roles::change(cx, id, &changes)
            .map(|role| Response::redirect(&Route::Role(role.id, Some(Done::Saved)).to_string())),
        Some(changes) => between(cx, Some(&role), &wish, Some(&changes)),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(error) => Editor::load(cx, Some(role), None, Some(error.into()))?.answer(cx, &wish),
    }
}

/// Retires a role, or brings it back.
pub fn set_state(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let retired = request.form()?.get("retired") == Some("yes");
    let changes =
        Changes { name: None, title: None, description: None, grants: None, retired: Some(retired) };
    match roles::change(cx, id, &changes) {
        Ok(role) => {
            let done = if retired { Done::Retired } else { Done::Revived };
            Ok(Response::redirect(&Route::Role(role.id, Some(done)).to_string()))
        }
        Err(error) => {
            let role = get(cx, id)?;
            let wish = Wish::of(&role);
            Editor::load(cx, Some(role), None, Some(error.into()))?.answer(cx, &wish)
        }
    }
}

fn step(request: &Request) -> Result<String> {
    Ok(request.form()?.get("step").unwrap_or_default().to_owned())
}

/// The page between: what saving would do.
fn between(cx: &Cx, role: Option<&Role>, wish: &Wish, changes: Option<&Changes>) -> Result<Response> {
    let permissions = roles::permissions(cx)?;
    let effect = match (role, changes) {
        (Some(role), Some(changes)) => Some(roles::preview(cx, &role.id, changes)?),
        _ => None,
    };
    let own = role.map_or(Route::NewRole(None), |role| Route::role(&role.id)).to_string();
    let mut trail = vec![(Route::Roles(None).to_string(), texts::roles())];
    trail.extend(role.map(|role| (own.clone(), role.title.as_str())));
    let title = role.map_or(texts::making(&wish.title), |role| texts::changes_of(&role.title));
    let before = role.map(Wish::of).unwrap_or_default();
    let step = effect::Step {
        trail: &trail,
        title: &title,
        lines: &told(&permissions, &before, wish),
        effect: effect.as_ref(),
        action: own,
        back: role.map_or(Route::Roles(None), |role| Route::role(&role.id)).to_string(),
        save: if role.is_some() { texts::save() } else { texts::make_role() },
        grave: false,
        carried: wish.hidden(),
        editable: true,
    };
    Ok(frame::page(cx, &title, Room::Roles, &step.render()))
}

/// The difference between two forms, line by line.
fn told(permissions: &[Permission], before: &Wish, after: &Wish) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (what, was, now) in [
        (texts::title(), &before.title, &after.title),
        (texts::short_name(), &before.name, &after.name),
        (texts::description(), &before.description, &after.description),
    ] {
        if was != now && !now.is_empty() {
            lines.push((what.to_owned(), texts::becomes(was, now)));
        }
    }
    let mut by_title: BTreeMap<(bool, String), Vec<&str>> = BTreeMap::new();
    let title = |name: &str| {
        permissions.iter().find(|one| one.name == name).map_or(name.to_owned(), |one| one.title.clone())
    };
    for (gives, one, other) in [(true, after, before), (false, before, after)] {
        for (name, scope) in one.given.difference(&other.given) {
            let words = scope.parse().map_or("", |scope| texts::scope(scope, false));
            by_title.entry((!gives, title(name))).or_default().push(words);
        }
    }
    let line = |((takes, title), scopes): ((bool, String), Vec<&str>)| {
        let what = if takes { texts::no_more() } else { texts::new() };
        (what.to_owned(), texts::granted(&title, &scopes.join(", ")))
    };
    lines.extend(by_title.into_iter().map(line));
    let gone = before.temporary.difference(&after.temporary);
    lines.extend(gone.map(|(name, _)| (texts::no_more().to_owned(), title(name))));
    lines
}

struct Editor {
    /// None: it is a new one.
    role: Option<Role>,
    permissions: Vec<Permission>,
    /// What else there is, to begin with a copy or to compare with.
    others: Vec<Role>,
    holders: Vec<String>,
    names: BTreeMap<String, String>,
    may_edit: bool,
    done: Option<Done>,
    wrong: Option<Problem>,
}

impl Editor {
    fn load(cx: &Cx, role: Option<Role>, done: Option<Done>, wrong: Option<Problem>) -> Result<Editor> {
        let holders = match &role {
            Some(role) if role.name != "owner" => roles::holders(cx, &role.id, MANY)?,
            _ => Vec::new(),
        };
        Ok(Editor {
            permissions: roles::permissions(cx)?,
            others: roles::list(cx)?,
            names: names(cx, holders.iter().take(NAMED).cloned()),
            holders,
            may_edit: cx.may("kernel:role.edit", None)?,
            role,
            done,
            wrong,
        })
    }

    /// What it gives that whoever looks cannot give: then the role cannot be changed either.
    fn beyond(&self) -> Vec<String> {
        let Some(role) = self.role.as_ref().filter(|role| !role.everything) else { return Vec::new() };
        let missing = |name: &str, scope: &_| {
            let one = self.permissions.iter().find(|one| one.name == name);
            let never = |one: &Permission| role.collaborator && one.contacts_customer;
            one.is_some_and(|one| !one.givable.contains(scope) && !never(one))
        };
        let beyond =
            role.grants.iter().filter(|g| g.scopes.iter().any(|scope| missing(&g.permission, scope)));
        let title = |name: &str| {
            self.permissions
                .iter()
                .find(|one| one.name == name)
                .map_or(name.to_owned(), |one| one.title.clone())
        };
        beyond.map(|grant| title(&grant.permission)).collect()
    }

    fn answer(&self, cx: &Cx, wish: &Wish) -> Result<Response> {
        let status = self.wrong.as_ref().map_or(200, |wrong| wrong.status);
        let title = match &self.role {
            Some(role) => role.title.clone(),
            None => texts::new_role().to_owned(),
        };
        let head = html! {
            span dir="auto" { (title) }
            @if self.role.as_ref().is_some_and(|role| role.retired) { " " span class="tag" { (texts::retired()) } }
        };
        let content = html! {
            div class="page wide" {
                (heading(&[(Route::Roles(None).to_string(), texts::roles())], &head))
                (flash(self.done))
                (problem(self.wrong.as_ref()))
                div class="columns" {
                    (self.form(wish))
                    aside class="panel" { (self.aside()) }
                }
            }
        };
        Ok(frame::page(cx, &title, Room::Roles, &content).status(status))
    }

    fn form(&self, wish: &Wish) -> Markup {
        let beyond = self.beyond();
        let everything = self.role.as_ref().is_some_and(|role| role.everything);
        let editable = self.may_edit && beyond.is_empty() && !everything;
        let action = match &self.role {
            Some(role) => Route::role(&role.id),
            None => Route::NewRole(None),
        };
        html! {
            form class="stack" method="post" action=(action) {
                input type="hidden" name="base" value=(wish.base);
                @if everything {
                    p class="notice" { (texts::holds_everything()) }
                } @else if self.may_edit && !beyond.is_empty() {
                    p class="notice" { (texts::beyond(&beyond)) }
                }
                (self.details(wish, editable))
                @if !everything {
                    div class="search sticky" {
                        label class="hidden" for="filter" { (texts::filter_permissions()) }
                        input type="search" id="filter" name="filter" value=(wish.filter) placeholder=(texts::filter_permissions());
                        // The first button is what the Enter key means.
                        button type="submit" name="step" value="filter" { (texts::filter()) }
                    }
                    (matrix(&self.permissions, wish, self.role.as_ref(), editable))
                    @if editable {
                        div class="actions stick" {
                            button class="primary" type="submit" name="step" value="preview" { (texts::preview()) }
                            a class="button" href=(Route::Roles(None)) { (texts::cancel()) }
                        }
                    }
                }
            }
        }
    }

    fn details(&self, wish: &Wish, editable: bool) -> Markup {
        let built_in = self.role.as_ref().is_some_and(|role| role.built_in);
        html! {
            section class="card" {
                h2 { (texts::details()) }
                @if editable {
                    div class="fields two" {
                        label { (texts::title()) input name="title" value=(wish.title) required maxlength="120" dir="auto"; }
                        @if built_in {
                            input type="hidden" name="name" value=(wish.name);
                        } @else {
                            div {
                                label { (texts::short_name()) input name="name" value=(wish.name) maxlength="48" pattern="[a-z][a-z0-9\\-]+" autocomplete="off" aria-describedby="name-hint"; }
                                p class="hint" id="name-hint" { (texts::short_name_hint()) }
                            }
                        }
                    }
                    label class="below" { (texts::description()) input name="description" value=(wish.description) maxlength="1000" dir="auto"; }
                    @if self.role.is_none() {
                        fieldset class="below" {
                            legend { (texts::for_whom()) }
                            @for whose in For::ALL {
                                label class="choice" {
                                    input type="radio" name="whose" value=(whose.word()) checked[whose == wish.whose];
                                    span { (texts::whose(whose.word())) }
                                }
                            }
                        }
                    } @else {
                        input type="hidden" name="whose" value=(wish.whose.word());
                    }
                } @else {
                    p dir="auto" { (wish.description) }
                    input type="hidden" name="title" value=(wish.title);
                    input type="hidden" name="description" value=(wish.description);
                    input type="hidden" name="name" value=(wish.name);
                    input type="hidden" name="whose" value=(wish.whose.word());
                }
            }
        }
    }

    fn aside(&self) -> Markup {
        let others: Vec<(&str, &str)> = self
            .others
            .iter()
            .filter(|one| !one.retired)
            .map(|one| (one.id.as_str(), one.title.as_str()))
            .collect();
        html! {
            @if let Some(role) = &self.role {
                section class="card" {
                    h2 { (texts::held_by()) }
                    (self.held_by(role))
                }
                section class="card" {
                    h2 { (texts::compare()) }
                    form method="get" action=(Route::Compare(String::new(), String::new())) {
                        input type="hidden" name="one" value=(role.id);
                        label { (texts::compare_with()) select name="other" { (options(others.iter().copied().filter(|(id, _)| *id != role.id), "")) } }
                        div class="actions" { button type="submit" { (texts::compare()) } }
                    }
                }
                @if self.may_edit {
                    section class="card" {
                        h2 { (texts::more()) }
                        ul class="plain links" {
                            @if !role.everything { li { a href=(Route::NewRole(Some(role.id.clone()))) { (texts::copy()) } } }
                            li { a href=(Route::story(format!("role:{}", role.id))) { (texts::story()) } }
                        }
                        @if !role.built_in { (self.retiring(role)) }
                    }
                }
            } @else {
                section class="card" {
                    h2 { (texts::begin_with()) }
                    p class="hint" { (texts::begin_with_hint()) }
                    form method="get" action=(Route::NewRole(None)) {
                        label class="hidden" for="copy" { (texts::copy_from()) }
                        select id="copy" name="copy" {
                            (options(self.others.iter().filter(|one| !one.everything).map(|one| (one.id.as_str(), one.title.as_str())), ""))
                        }
                        div class="actions" { button type="submit" { (texts::copy()) } }
                    }
                }
            }
        }
    }

    fn held_by(&self, role: &Role) -> Markup {
        let more = self.holders.len().saturating_sub(NAMED);
        html! {
            @if role.name == "owner" {
                p { (texts::one_owner()) }
            } @else if role.name == "visitor" {
                p { (texts::whoever()) }
            } @else if self.holders.is_empty() {
                p class="muted" { (texts::held_by_nobody()) }
            } @else {
                ul class="plain" {
                    @for id in self.holders.iter().take(NAMED) {
                        li { a href=(Route::person(id)) dir="auto" { (self.names.get(id).map_or(texts::somebody(), String::as_str)) } }
                    }
                }
                @if more > 0 { p class="muted" { (texts::and_others(more, self.holders.len() >= MANY as usize)) } }
            }
        }
    }

    fn retiring(&self, role: &Role) -> Markup {
        html! {
            form class="below" method="post" action=(Route::RoleState(role.id.clone())) {
                @if role.retired {
                    input type="hidden" name="retired" value="no";
                    button type="submit" { (texts::revive()) }
                } @else if self.holders.is_empty() {
                    input type="hidden" name="retired" value="yes";
                    p class="hint" { (texts::retire_hint()) }
                    button type="submit" { (texts::retire()) }
                } @else {
                    p class="hint" { (texts::retire_held()) }
                }
            }
        }
    }
}
