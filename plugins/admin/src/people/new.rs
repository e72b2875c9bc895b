//! Somebody new.

use super::Choices;
use super::form::Wish;
use crate::frame::{self, Room};
use crate::parts::{Problem, heading, problem};
use crate::route::{Done, Route};
use crate::texts;
use maud::html;
use ombud_plugin::administration::people;
use ombud_plugin::{Cx, Request, Response, Result};

/// The empty form.
pub fn blank(cx: &Cx) -> Result<Response> {
    draw(cx, &Wish::default(), None)
}

/// Adds the person, and leads to their page; or gives the form again with everything still in it.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let wish = Wish::read(request)?;
    match wish.new_person().and_then(|new| people::create(cx, &new)) {
        Ok(person) => Ok(Response::redirect(&Route::Person(person.id, Some(Done::Added)).to_string())),
        Err(error) => draw(cx, &wish, Some(error.into())),
    }
}

fn draw(cx: &Cx, wish: &Wish, wrong: Option<Problem>) -> Result<Response> {
    let choices = Choices::load(cx)?;
    let status = wrong.as_ref().map_or(200, |wrong| wrong.status);
    let content = html! {
        div class="page" {
            (heading(&[(Route::people().to_string(), texts::people())], &html! { (texts::add_person()) }))
            (problem(wrong.as_ref()))
            form class="stack" method="post" action=(Route::NewPerson) {
                (wish.fields(&choices, true))
                section class="card" {
                    h2 { (texts::way_in()) }
                    p { (texts::way_in_new()) }
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
