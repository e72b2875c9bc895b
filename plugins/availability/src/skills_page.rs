//! Who is able to do what: one form for everybody.

use crate::frame::{self, Room};
use crate::route::{Done, Route};
use crate::skills::{self, Skills};
use crate::texts;
use maud::html;
use ombud_plugin::{Cx, Error, Form, Request, Response, Result, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    draw(cx, done, None, None)
}

/// Saves what the form says of those whom it asked for.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    match save(cx, &form) {
        Ok(()) => Ok(Response::redirect(&Route::Skills(Some(Done::Saved)).to_string())),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => draw(cx, None, Some(&error), Some(&form)),
        Err(error) => Err(error),
    }
}

/// What is asked of each.
#[derive(Clone, Copy)]
enum Field {
    Skills,
    Languages,
}

const FIELDS: [Field; 2] = [Field::Skills, Field::Languages];

impl Field {
    fn name(self, user: &str) -> String {
        match self {
            Field::Skills => format!("skills.{user}"),
            Field::Languages => format!("languages.{user}"),
        }
    }

    /// What the page showed of it, so that nobody else's words are lost that came meanwhile.
    fn shown(self, user: &str) -> String {
        format!("was.{}", self.name(user))
    }

    /// What was typed, where that is not what the page showed.
    fn edited<'a>(self, form: &'a Form, user: &str) -> Option<&'a str> {
        let typed = form.get(&self.name(user)).unwrap_or_default();
        (typed != form.get(&self.shown(user)).unwrap_or_default()).then_some(typed)
    }

    /// What is kept, as it is written into the field.
    fn kept(self, said: &BTreeMap<UserId, Skills>, user: &str) -> String {
        said.get(user).map(|said| self.of(said).join(", ")).unwrap_or_default()
    }

    fn of(self, said: &Skills) -> &[String] {
        match self {
            Field::Skills => &said.skills,
            Field::Languages => &said.languages,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Field::Skills => texts::skill_names(),
            Field::Languages => texts::languages(),
        }
    }
}

/// Saves what was edited, and nothing else. `conflict` if something else is kept there by now than the page showed.
fn save(cx: &Cx, form: &Form) -> Result<()> {
    let asked: BTreeSet<&str> = form.all("of").collect();
    let said = skills::all(cx)?;
    for person in cx.colleagues(None)? {
        let user = person.id.as_str();
        if !asked.contains(user) {
            continue;
        }
        let mut wanted = said.get(user).cloned().unwrap_or_default();
        for field in FIELDS {
            let Some(typed) = field.edited(form, user) else { continue };
            let kept = field.kept(&said, user);
            if form.get(&field.shown(user)).unwrap_or_default() != kept {
                return Err(Error::conflict(texts::skills_changed(&person.name, &kept)));
            }
            let read = typed.split([',', ';', '\n']).map(str::to_owned).collect();
            match field {
                Field::Skills => wanted.skills = read,
                Field::Languages => wanted.languages = read,
            }
        }
        if said.get(user) != Some(&wanted) {
            skills::save(cx, user, wanted)?;
        }
    }
    Ok(())
}

/// What was typed stands there again after an error, beside what is kept by now.
fn draw(cx: &Cx, done: Option<Done>, error: Option<&Error>, form: Option<&Form>) -> Result<Response> {
    let people = cx.colleagues(None)?;
    let said = skills::all(cx)?;
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 id="skills" { (texts::skills()) }
            p class="lead" { (texts::skills_lead()) }
            (frame::FRAME.problem(error))
            form class="stack" method="post" action=(Route::Skills(None)) {
                table class="list" aria-labelledby="skills" {
                    thead {
                        tr {
                            th scope="col" { (texts::name()) }
                            @for field in FIELDS { th scope="col" { (field.title()) } }
                        }
                    }
                    tbody {
                        @for person in &people {
                            tr {
                                th scope="row" dir="auto" { (person.name) input type="hidden" name="of" value=(person.id); }
                                @for field in FIELDS {
                                    @let kept = field.kept(&said, &person.id);
                                    @let typed = form.and_then(|form| field.edited(form, &person.id)).unwrap_or(&kept);
                                    td data-label=(field.title()) {
                                        input type="hidden" name=(field.shown(&person.id)) value=(kept);
                                        input type="text" name=(field.name(&person.id)) value=(typed) autocomplete="off"
                                            aria-label={ (person.name) ": " (field.title()) };
                                    }
                                }
                            }
                        }
                    }
                }
                div class="actions stick" { button class="primary" type="submit" { (texts::save()) } }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::skills(), Room::Skills, &content).status(status))
}
