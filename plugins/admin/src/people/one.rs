//! One person: who they are, what they hold, and what a change of it would do.

use super::form::Wish;
use super::{Choices, role_tags};
use crate::effect;
use crate::frame::{self, Room};
use crate::parts::{Problem, flash, heading, moment, problem};
use crate::route::{Done, Question, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::address::encode;
use ombud_plugin::administration::people::{self, Changes, Details, Person};
use ombud_plugin::{Cx, Request, Response, Result};

/// The page of somebody.
pub fn show(cx: &Cx, id: &str, done: Option<Done>) -> Result<Response> {
    let person = people::get(cx, id)?;
    let wish = Wish::of(&person);
    One::load(cx, person, done, None)?.answer(cx, &wish)
}

/// Shows what a change would do, or makes it. Whatever is refused gives the form again with everything still in it.
pub fn change(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let person = people::get(cx, id)?;
    let wish = Wish { ..Wish::read(request)? };
    // A field that was not on the page stays.
    let wish = if request.form()?.get("email").is_none() {
        Wish { email: person.email.clone().unwrap_or_default(), ..wish }
    } else {
        wish
    };
    let step = request.form()?.get("step").unwrap_or_default().to_owned();
    if step == "edit" {
        return One::load(cx, person, None, None)?.answer(cx, &wish);
    }
    let outcome = wish.change(&person).and_then(|change| match change {
        None => Ok(Response::redirect(&Route::Person(id.to_owned(), Some(Done::Same)).to_string())),
        Some(change) if step == "save" => {
            people::change(cx, id, &change)?;
            Ok(Response::redirect(&Route::Person(id.to_owned(), Some(Done::Saved)).to_string()))
        }
        Some(change) => between(cx, &person, &wish, &change),
    });
    match outcome {
        Ok(response) => Ok(response),
        Err(error) => One::load(cx, person, None, Some(error.into()))?.answer(cx, &wish),
    }
}

/// Suspends somebody or lets them in again, after a look at what that does.
pub fn set_state(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let person = people::get(cx, id)?;
    let form = request.form()?;
    let active = form.get("active") == Some("yes");
    let change = Changes { details: None, roles: None, departments: None, active: Some(active) };
    let outcome = if form.get("step") == Some("save") {
        people::change(cx, id, &change).map(|_| {
            let done = if active { Done::Restored } else { Done::Suspended };
            Response::redirect(&Route::Person(id.to_owned(), Some(done)).to_string())
        })
    } else {
        people::preview(cx, id, &change).map(|effect| {
            let said = if active { texts::restores(&person.name) } else { texts::suspends(&person.name) };
            let step = effect::Step {
                trail: &trail(&person),
                title: &said,
                lines: &[],
                effect: Some(&effect),
                action: Route::PersonState(person.id.clone()).to_string(),
                back: Route::person(&person.id).to_string(),
                save: if active { texts::restore() } else { texts::suspend() },
                grave: !active,
                carried: html! { input type="hidden" name="active" value=(if active { "yes" } else { "no" }); },
                editable: false,
            };
            frame::page(cx, &said, Room::People, &step.render())
        })
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(error) => {
            let wish = Wish::of(&person);
            One::load(cx, person, None, Some(error.into()))?.answer(cx, &wish)
        }
    }
}

/// The page between: what the change would do.
fn between(cx: &Cx, person: &Person, wish: &Wish, change: &Changes) -> Result<Response> {
    let effect = people::preview(cx, &person.id, change)?;
    let choices = Choices::load(cx)?;
    let title = texts::changes_of(&person.name);
    let step = effect::Step {
        trail: &trail(person),
        title: &title,
        lines: &told(&choices, person, change),
        effect: Some(&effect),
        action: Route::person(&person.id).to_string(),
        back: Route::person(&person.id).to_string(),
        save: texts::save(),
        grave: false,
        carried: wish.hidden(),
        editable: true,
    };
    Ok(frame::page(cx, &title, Room::People, &step.render()))
}

/// The change itself, line by line.
fn told(choices: &Choices, person: &Person, change: &Changes) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    if let Some(Details { name, email, alias, language }) = &change.details {
        let shown = |text: &Option<String>| text.clone().unwrap_or_default();
        for (what, now, was) in [
            (texts::name(), name, person.name.clone()),
            (texts::email(), email, shown(&person.email)),
            (texts::alias(), alias, shown(&person.alias)),
        ] {
            lines.extend(now.as_ref().map(|now| (what.to_owned(), texts::becomes(&was, now))));
        }
        lines.extend(language.as_ref().map(|tag| {
            let was = shown(&person.language);
            (
                texts::language().to_owned(),
                texts::becomes(texts::language_name(&was), texts::language_name(tag)),
            )
        }));
    }
    if let Some(roles) = &change.roles {
        let gone = person.roles.iter().filter(|held| !roles.contains(held)).map(|held| choices.held(held));
        let new = roles.iter().filter(|held| !person.roles.contains(held)).map(|held| choices.held(held));
        lines.extend(gone.map(|role| (texts::takes().to_owned(), role)));
        lines.extend(new.map(|role| (texts::gives().to_owned(), role)));
    }
    if let Some(departments) = &change.departments {
        let name = |id: &String| choices.department(id).unwrap_or(texts::gone()).to_owned();
        let gone = person.departments.iter().filter(|id| !departments.contains(id)).map(name);
        let new = departments.iter().filter(|id| !person.departments.contains(id)).map(name);
        lines.extend(gone.map(|name| (texts::leaves().to_owned(), name)));
        lines.extend(new.map(|name| (texts::joins().to_owned(), name)));
    }
    lines
}

fn trail(person: &Person) -> Vec<(String, &str)> {
    vec![
        (Route::people().to_string(), texts::people()),
        (Route::person(&person.id).to_string(), person.name.as_str()),
    ]
}

/// Where the kernel makes administrators, and takes that away. It is done in person, so no plugin is on the way.
fn in_person(id: &str) -> String {
    format!("/administrators/{}", encode(id))
}

/// The page of the kernel on which somebody gets a link to choose a password: no plugin sees it.
pub(super) fn account(id: &str) -> String {
    format!("/account/{}", encode(id))
}

struct One {
    person: Person,
    choices: Choices,
    done: Option<Done>,
    wrong: Option<Problem>,
    /// Why this person cannot be managed from here, by whoever looks.
    closed: Option<String>,
}

impl One {
    fn load(cx: &Cx, person: Person, done: Option<Done>, wrong: Option<Problem>) -> Result<One> {
        // The kernel says whether, by trying what would change nothing.
        let same = Details { name: Some(person.name.clone()), email: None, alias: None, language: None };
        let same = Changes { details: Some(same), roles: None, departments: None, active: None };
        let closed = people::preview(cx, &person.id, &same).err().map(|error| error.sentence());
        Ok(One { choices: Choices::load(cx)?, person, done, wrong, closed })
    }

    fn answer(&self, cx: &Cx, wish: &Wish) -> Result<Response> {
        let status = self.wrong.as_ref().map_or(200, |wrong| wrong.status);
        let person = &self.person;
        let title = html! {
            span dir="auto" { (person.name) }
            @if !person.active { " " span class="badge spam" { (texts::suspended()) } }
        };
        let content = html! {
            div class="page" {
                (heading(&[(Route::people().to_string(), texts::people())], &title))
                (flash(self.done))
                (problem(self.wrong.as_ref()))
                div class="columns" {
                    @match &self.closed {
                        Some(why) => (self.facts(why)),
                        None => form class="stack" method="post" action=(Route::person(&person.id)) {
                            (wish.fields(&self.choices, person.email.is_some(), self.wrong.as_ref()))
                            div class="actions" {
                                button class="primary" type="submit" name="step" value="preview" { (texts::preview()) }
                                a class="button" href=(Route::people()) { (texts::cancel()) }
                            }
                        },
                    }
                    aside class="panel" { (self.aside(cx)?) }
                }
            }
        };
        Ok(frame::page(cx, &person.name, Room::People, &content).status(status))
    }

    /// For whoever may not change anything here.
    fn facts(&self, why: &str) -> Markup {
        let person = &self.person;
        html! {
            div class="stack" {
                p class="notice" {
                    (why)
                    @if self.is_above() { " " (texts::in_person()) }
                }
                section class="card" {
                    h2 { (texts::details()) }
                    dl {
                        dt { (texts::name()) } dd dir="auto" { (person.name) }
                        @if let Some(email) = &person.email { dt { (texts::email()) } dd { (email) } }
                        @if let Some(alias) = &person.alias { dt { (texts::alias()) } dd { (alias) } }
                        @if let Some(tag) = &person.language { dt { (texts::language()) } dd { (texts::language_name(tag)) } }
                        dt { (texts::roles()) } dd { (role_tags(&self.choices, person)) }
                        dt { (texts::departments()) }
                        dd {
                            @let names: Vec<&str> = person.departments.iter().filter_map(|id| self.choices.department(id)).collect();
                            (if names.is_empty() { texts::none().to_owned() } else { names.join(", ") })
                        }
                    }
                }
            }
        }
    }

    /// The owner and administrators, who are managed in person.
    fn is_above(&self) -> bool {
        let above = |id: &str| self.choices.role(id).is_some_and(|role| role.everything);
        self.person.owner || self.person.roles.iter().any(|held| above(&held.role))
    }

    fn aside(&self, cx: &Cx) -> Result<Markup> {
        let person = &self.person;
        let question = Question { user: Some(person.id.clone()), ..Question::default() };
        let may_suspend = self.closed.is_none() && !person.owner && cx.may("kernel:person.suspend", None)?;
        Ok(html! {
            section class="card" {
                h2 { (texts::about()) }
                dl {
                    dt { (texts::state()) }
                    dd { (if person.active { texts::active() } else { texts::suspended() }) }
                    dt { (texts::kind()) }
                    dd { (if person.staff { texts::staff() } else { texts::customer() }) }
                    dt { (texts::since()) }
                    dd { (moment(person.created, cx.now())) }
                }
                ul class="plain links" {
                    @if cx.may("kernel:access.explain", None)? {
                        li { a href=(Route::Explain(question)) { (texts::ask_why()) } }
                    }
                    @if cx.may("kernel:audit.read", None)? {
                        li { a href=(Route::story(format!("person:{}", person.id))) { (texts::story()) } }
                    }
                    @if person.staff && !person.owner && cx.may("kernel:role.assign", None)? {
                        li { a href=(in_person(&person.id)) { (if self.is_above() { texts::unmake() } else { texts::make() }) } }
                    }
                }
            }
            @if may_suspend {
                section class="card" {
                    h2 { (if person.active { texts::suspend() } else { texts::restore() }) }
                    p class="hint" { (if person.active { texts::suspend_hint() } else { texts::restore_hint() }) }
                    form method="post" action=(Route::PersonState(person.id.clone())) {
                        input type="hidden" name="active" value=(if person.active { "no" } else { "yes" });
                        button type="submit" { (if person.active { texts::suspend_look() } else { texts::restore_look() }) }
                    }
                }
            }
            @if cx.may("kernel:password.reset", None)? {
                section class="card" {
                    h2 { (texts::way_in()) }
                    p class="hint" { (texts::way_in_hint()) }
                    div class="actions" { a class="button" href=(account(&person.id)) { (texts::way_in_link()) } }
                }
            }
        })
    }
}
