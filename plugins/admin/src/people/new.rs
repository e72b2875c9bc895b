//! Somebody new.

use super::Choices;
use super::form::{Row, Wish};
use super::one::account;
use crate::frame::{self, Room};
use crate::parts::{Problem, heading, problem};
use crate::route::{Done, Route};
use crate::texts;
use maud::html;
use ombud_plugin::administration::people;
use ombud_plugin::{Cx, Request, Response, Result};

/// The role of most who come.
const USUAL: &str = "agent";

/// The form with nothing in it but the usual role.
pub fn blank(cx: &Cx) -> Result<Response> {
    let choices = Choices::load(cx)?;
    let usual = choices.roles.iter().find(|role| role.name == USUAL && !role.retired);
    let usual = usual.map(|role| Row { role: role.id.clone(), ..Row::default() });
    let wish = Wish { roles: usual.into_iter().collect(), ..Wish::default() };
    draw(cx, &choices, &wish, true, None)
}

/// Adds the person, and leads to their page; or gives the form again with everything still in it.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let wish = Wish::read(request)?;
    let link = request.form()?.get("link").is_some();
    match wish.new_person().and_then(|new| people::create(cx, &new)) {
        // No link passes through a plugin: the kernel makes it on its own page.
        Ok(person) if link => Ok(Response::redirect(&account(&person.id))),
        Ok(person) => Ok(Response::redirect(&Route::Person(person.id, Some(Done::Added)).to_string())),
        Err(error) => draw(cx, &Choices::load(cx)?, &wish, link, Some(error.into())),
    }
}

fn draw(cx: &Cx, choices: &Choices, wish: &Wish, link: bool, wrong: Option<Problem>) -> Result<Response> {
    let status = wrong.as_ref().map_or(200, |wrong| wrong.status);
    let content = html! {
        div class="page" {
            (heading(&[(Route::people().to_string(), texts::people())], &html! { (texts::add_person()) }))
            (problem(wrong.as_ref()))
            form class="stack" method="post" action=(Route::NewPerson) {
                (wish.fields(choices, true, wrong.as_ref()))
                section class="card" {
                    h2 { (texts::way_in()) }
                    p { (texts::way_in_new()) }
                    @if cx.may("kernel:password.reset", None)? {
                        label class="choice" {
                            input type="checkbox" name="link" value="yes" checked[link];
                            span { (texts::way_in_then()) }
                        }
                    }
                }
                div class="actions" {
                    button class="primary" type="submit" { (texts::add_person()) }
                    a class="button" href=(Route::people()) { (texts::cancel()) }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::add_person(), Room::People, &content).status(status))
}
