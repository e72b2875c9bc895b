//! How much work at once: one form for the desk, departments, roles and people.

use crate::frame::{self, Room};
use crate::limits::{self, MOST, Whose};
use crate::route::{Done, Route};
use crate::settle::Settings;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::roles;
use ombud_plugin::{Cx, Error, Form, Request, Response, Result};
use ombud_worktime::channels::Channel;
use ombud_worktime::limits::Said;
use std::collections::BTreeMap;

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let said = limits::all(cx)?;
    let typed = |whose: &Whose, channel: Channel| {
        said.get(whose).and_then(|said| said.get(&channel)).map(u32::to_string).unwrap_or_default()
    };
    draw(cx, done, None, &typed)
}

/// Saves all of it.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let saved = read(cx, &form).and_then(|wanted| limits::save(cx, &wanted));
    match saved {
        Ok(()) => Ok(Response::redirect(&Route::Limits(Some(Done::Saved)).to_string())),
        Err(error @ Error::Invalid(_)) => {
            let typed = |whose: &Whose, channel: Channel| {
                form.get(&field(whose, channel)).unwrap_or_default().to_owned()
            };
            draw(cx, None, Some(&error), &typed)
        }
        Err(error) => Err(error),
    }
}

fn field(whose: &Whose, channel: Channel) -> String {
    format!("{}.{}", whose.word(), channel.as_str())
}

/// What the form says of all that it asked for; of others, who came or left meanwhile, it stays as it is.
fn read(cx: &Cx, form: &Form) -> Result<BTreeMap<Whose, Said>> {
    let mut wanted = limits::all(cx)?;
    for whose in form.all("of").filter_map(Whose::parse) {
        let mut said = Said::new();
        for channel in Channel::ALL {
            if let Some(text) = form.filled(&field(&whose, channel)) {
                said.insert(channel, text.trim().parse().map_err(|_| Error::invalid(texts::bad_limit()))?);
            }
        }
        wanted.insert(whose, said);
    }
    Ok(wanted)
}

fn draw(
    cx: &Cx,
    done: Option<Done>,
    error: Option<&Error>,
    typed: &dyn Fn(&Whose, Channel) -> String,
) -> Result<Response> {
    let settings = Settings::read(cx)?;
    let departments: Vec<_> =
        cx.departments()?.into_iter().map(|one| (Whose::Department(one.id), one.name)).collect();
    // Who may not see roles says nothing of them; what is said stays.
    let known = match roles::list(cx) {
        Err(Error::Denied(_)) => Vec::new(),
        known => known?,
    };
    let held: Vec<_> = known
        .into_iter()
        .filter(|role| role.staff && !role.retired)
        .map(|role| (Whose::Role(role.id), role.title))
        .collect();
    let people: Vec<_> =
        cx.colleagues(None)?.into_iter().map(|person| (Whose::Agent(person.id), person.name)).collect();
    let desk = [(Whose::Desk, texts::everybody().to_owned())];
    let usual = |channel: Channel| match channel {
        Channel::Tickets => settings.tickets_at_once,
        Channel::Chat => settings.chats_at_once,
    };
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::limits()) }
            p class="lead" { (texts::limits_lead()) }
            (frame::FRAME.problem(error))
            form class="stack" method="post" action=(Route::Limits(None)) {
                (group("agents", texts::people(), &people, typed, &|_| String::new()))
                (group("roles", texts::roles(), &held, typed, &|_| String::new()))
                (group("departments", texts::departments(), &departments, typed, &|_| String::new()))
                (group("desk", texts::desk(), &desk, typed, &|channel| usual(channel).to_string()))
                div class="actions stick" { button class="primary" type="submit" { (texts::save()) } }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::limits(), Room::Limits, &content).status(status))
}

fn group(
    id: &str,
    title: &str,
    rows: &[(Whose, String)],
    typed: &dyn Fn(&Whose, Channel) -> String,
    otherwise: &dyn Fn(Channel) -> String,
) -> Markup {
    html! {
        section class="card" {
            h2 id=(id) { (title) }
            table class="list" aria-labelledby=(id) {
                thead {
                    tr {
                        th scope="col" { (texts::name()) }
                        @for channel in Channel::ALL { th scope="col" { (texts::channel(channel)) } }
                    }
                }
                tbody {
                    @for (whose, name) in rows {
                        tr {
                            th scope="row" dir="auto" { (name) input type="hidden" name="of" value=(whose.word()); }
                            @for channel in Channel::ALL {
                                td data-label=(texts::channel(channel)) {
                                    input type="number" min="0" max=(MOST) name=(field(whose, channel)) value=(typed(whose, channel))
                                        placeholder=(otherwise(channel)) aria-label={ (name) ": " (texts::channel(channel)) };
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
