//! Where administrators say how the visitors' page looks, with that page beside it: as it is typed, or by a button.

use crate::frame::{self, FRAME, Room};
use crate::kinds::Kinds;
use crate::look::{Ask, Contrast, HEADING, Look, Side, WORDS, Words};
use crate::route::{Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::address::query;
use ombud_plugin::texts::LANGUAGES;
use ombud_plugin::{Cx, Error, Form, Request, Response, Result};

/// The page.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let draft = cx.new_id();
    draw(cx, &Look::read(cx)?, (draft.as_str(), None), None, done, None)
}

/// Saves it, or lets it be looked at.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let look = typed(&form);
    let draft = form.filled("draft").map_or_else(|| cx.new_id(), str::to_owned);
    let version = form.filled("version").and_then(|typed| typed.parse().ok());
    let tries = form.get("step") == Some("look");
    let done = if tries { look.try_out(cx, &draft) } else { look.save(cx, version) };
    match done {
        Ok(()) if tries => draw(cx, &look, (draft.as_str(), version), Some(&draft), None, None),
        Ok(()) => Ok(Response::redirect(&Route::Look(Some(Done::Saved)).to_string())),
        Err(error @ (Error::Invalid(_) | Error::TooLarge(_))) => {
            draw(cx, &look, (draft.as_str(), version), None, None, Some(&error))
        }
        // Who has been told may save it all the same.
        Err(error @ Error::Conflict(_)) => draw(cx, &look, (draft.as_str(), None), None, None, Some(&error)),
        Err(error) => Err(error),
    }
}

fn typed(form: &Form) -> Look {
    let ask = |name: &str, usual: Ask| form.get(name).and_then(Ask::parse).unwrap_or(usual);
    let text = |name: String| form.get(&name).unwrap_or_default().trim().replace("\r\n", "\n");
    let usual = Look::default();
    let words = LANGUAGES.iter().map(|(tag, _)| {
        let words = Words {
            heading: text(format!("heading.{tag}")),
            welcome: text(format!("welcome.{tag}")),
            offline: text(format!("offline.{tag}")),
        };
        ((*tag).to_owned(), words)
    });
    Look {
        colour: text("colour".to_owned()),
        side: if form.get("side") == Some("left") { Side::Left } else { Side::Right },
        name: ask("name", usual.name),
        email: ask("email", usual.email),
        department: form.get("department") == Some("yes"),
        kind: ask("kind", usual.kind),
        words: words.filter(|(_, words)| *words != Words::default()).collect(),
    }
}

/// `draft`: its name, and of which version of what counts the form was made, if that is not the latest. `shown`: what was tried and is
/// to be seen beside the form, instead of what counts.
fn draw(
    cx: &Cx,
    look: &Look,
    draft: (&str, Option<u64>),
    shown: Option<&str>,
    done: Option<Done>,
    error: Option<&Error>,
) -> Result<Response> {
    let content = html! {
        div class="page wide" {
            (FRAME.flash(done.map(texts::done)))
            h1 { (texts::look()) }
            p class="lead" { (texts::look_lead()) }
            (FRAME.problem(error))
            ombud-follow class="columns" {
                (form(cx, look, draft)?)
                div class="stack" data-follows {
                    section class="card" aria-labelledby="preview" {
                        h2 id="preview" { (texts::preview()) }
                        p class="muted" { (texts::preview_hint()) }
                        @let language = ombud_plugin::texts::language().tag;
                        @let place = query([("look", shown.unwrap_or("kept").to_owned()), ("language", language)]);
                        iframe src={ "/chat/widget" (place) } title=(texts::preview()) {}
                    }
                    (contrast(&look.colour))
                    (line(look))
                }
            }
            script type="module" src="/kernel/follow.js" {}
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, texts::look(), Some(Room::Look), &content).status(status))
}

fn form(cx: &Cx, look: &Look, (draft, version): (&str, Option<u64>)) -> Result<Markup> {
    let version = version.map_or_else(|| Look::kept(cx).map(|(_, version)| version), Ok)?;
    let kinds = Kinds::of(cx)?;
    let departments = cx.departments()?;
    let asks = !kinds.asked(&departments.iter().collect::<Vec<_>>()).is_empty();
    Ok(html! {
        form class="stack" method="post" action=(Route::Look(None)) {
            input type="hidden" name="draft" value=(draft);
            input type="hidden" name="version" value=(version);
            fieldset class="card fields two" {
                legend { (texts::look()) }
                div {
                    label for="colour" { (texts::colour()) }
                    input id="colour" type="color" name="colour" value=(look.colour);
                }
                div {
                    label for="side" { (texts::position_of()) }
                    select id="side" name="side" {
                        option value="right" selected[look.side == Side::Right] { (texts::on_the_right()) }
                        option value="left" selected[look.side == Side::Left] { (texts::on_the_left()) }
                    }
                }
            }
            fieldset class="card fields two" {
                legend { (texts::asked_before()) }
                (asked("name", texts::your_name(), look.name))
                (asked("email", texts::email(), look.email))
                div {
                    label for="department" { (texts::department()) }
                    select id="department" name="department" {
                        option value="no" selected[!look.department] { (texts::ask(Ask::No)) }
                        option value="yes" selected[look.department] { (texts::ask(Ask::Must)) }
                    }
                }
                @if asks { (asked("kind", texts::what_about(), look.kind)) }
                @else {
                    input type="hidden" name="kind" value=(look.kind.word());
                    p class="muted" { (texts::no_kinds()) }
                }
            }
            section class="card" aria-labelledby="own-words" {
                h2 id="own-words" { (texts::own_words()) }
                p class="muted" { (texts::own_words_hint()) }
                @for (tag, name) in LANGUAGES {
                    @let words = look.words(tag);
                    details open[tag == ombud_plugin::texts::language().tag || words != Words::default()] {
                        summary lang=(tag) { (name) }
                        div class="fields" {
                            label for={ "heading-" (tag) } { (texts::heading()) }
                            input id={ "heading-" (tag) } type="text" name={ "heading." (tag) } lang=(tag) value=(words.heading) maxlength=(HEADING);
                            label for={ "welcome-" (tag) } { (texts::first_words()) }
                            textarea id={ "welcome-" (tag) } name={ "welcome." (tag) } lang=(tag) rows="2" maxlength=(WORDS) { "\n" (words.welcome) }
                            label for={ "offline-" (tag) } { (texts::offline_words()) }
                            textarea id={ "offline-" (tag) } name={ "offline." (tag) } lang=(tag) rows="2" maxlength=(WORDS) { "\n" (words.offline) }
                        }
                    }
                }
            }
            div class="actions" {
                button class="primary" type="submit" { (texts::save()) }
                button type="submit" name="step" value="look" data-follow { (texts::preview()) }
            }
        }
    })
}

fn asked(name: &str, title: &str, is: Ask) -> Markup {
    html! {
        div {
            label for=(name) { (title) }
            select id=(name) name=(name) {
                @for (ask, word) in Ask::ALL { option value=(word) selected[ask == is] { (texts::ask(ask)) } }
            }
        }
    }
}

/// What the colour is worth for whoever sees little.
fn contrast(colour: &str) -> Markup {
    let Some(contrast) = Contrast::of(colour) else { return html! {} };
    let number = |ratio: f64| ombud_plugin::texts::number((ratio * 10.0).floor() / 10.0);
    let faint = |ratio: f64| ratio < Contrast::SHAPES;
    html! {
        section class="card" aria-labelledby="contrast" {
            h2 id="contrast" { (texts::contrast()) }
            ul {
                li { (texts::contrast_words(&number(contrast.words))) }
                li { (texts::contrast_light(&number(contrast.light))) @if faint(contrast.light) { " " strong { (texts::faint()) } } }
                li { (texts::contrast_dark(&number(contrast.dark))) @if faint(contrast.dark) { " " strong { (texts::faint()) } } }
            }
        }
    }
}

/// What goes into the pages of a site. The script of this page fills in the address of the desk.
fn line(look: &Look) -> Markup {
    let side = if look.side == Side::Left { " data-side=\"left\"" } else { "" };
    let line = format!("<script src=\"https://desk.example/kernel/embed.js\"{side} async></script>");
    html! {
        section class="card fields" aria-labelledby="line" {
            h2 id="line" { (texts::embed()) }
            label for="embed" { (texts::embed_hint()) }
            textarea id="embed" rows="3" readonly data-origin="https://desk.example" { "\n" (line) }
        }
    }
}
