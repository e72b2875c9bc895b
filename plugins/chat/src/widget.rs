//! What visitors talk through, alone in its frame: the page with all its words, which the kernel's script brings to life.

use crate::give::is_open;
use crate::line::TEXT;
use crate::texts;
use maud::{DOCTYPE, Markup, html};
use ombud_plugin::{Cx, Department, Request, Response, Result};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    colour: String,
    heading: String,
    welcome: String,
    ask_department: bool,
    peek: bool,
}

/// The page.
pub fn show(cx: &Cx, request: &Request) -> Result<Response> {
    let settings: Settings = cx.settings()?;
    let all = cx.departments()?;
    let asked =
        request.query("department").and_then(|id| all.iter().find(|one| one.id == id || one.name == id));
    let mut open = false;
    for department in all.iter().filter(|one| asked.is_none_or(|asked| asked.id == one.id)) {
        open = open || is_open(cx, &department.id)?;
    }
    let language = ombud_plugin::texts::language();
    let heading =
        Some(settings.heading.as_str()).filter(|own| !own.is_empty()).unwrap_or(texts::talk_to_us());
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag) dir=(ombud_plugin::texts::direction(&language)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (heading) }
                link rel="stylesheet" href="/kernel/chat.css";
                script type="module" src="/kernel/chat.js" {}
            }
            body {
                main {
                    ombud-chat api="/chat" records="chat:chats" site=(request.query("site").unwrap_or_default()) open=(open)
                        colour=(settings.colour) peek[settings.peek] {
                        (launch(heading))
                        section class="window" id="chat" aria-labelledby="chat-title" hidden {
                            header {
                                h1 id="chat-title" { (heading) }
                                button type="button" data-do="sound" aria-pressed="true" { (texts::sound()) }
                                button type="button" data-do="end" { (texts::end_it()) }
                                button type="button" data-do="close" aria-label=(texts::close()) { "×" }
                            }
                            p data-note role="status" {}
                            (begin(&settings, &all, asked))
                            (offline(&settings, &all, asked))
                            div data-part="sent" hidden { p role="status" { (texts::left()) } }
                            (talk(&settings))
                            (ended())
                        }
                        (words())
                    }
                }
            }
        }
    };
    Ok(Response::html(page.into_string()))
}

fn launch(heading: &str) -> Markup {
    html! {
        button class="launch" type="button" data-do="open" aria-controls="chat" {
            svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" {
                path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" {}
            }
            (heading) " " span data-unread hidden {}
        }
    }
}

/// The department that the page asks for, or the one that the visitor chooses.
fn department(settings: &Settings, all: &[Department], asked: Option<&Department>) -> Markup {
    html! {
        @if let Some(asked) = asked { input type="hidden" name="department" value=(asked.id); }
        @else if settings.ask_department && all.len() > 1 {
            label { (texts::department()) select name="department" { @for one in all { option value=(one.id) { (one.name) } } } }
        }
    }
}

fn begin(settings: &Settings, all: &[Department], asked: Option<&Department>) -> Markup {
    let welcome = Some(settings.welcome.as_str()).filter(|own| !own.is_empty()).unwrap_or(texts::welcome());
    html! {
        div data-part="start" hidden {
            form data-send="chats" {
                p { (welcome) }
                label { (texts::your_name()) input name="name" required maxlength="100" autocomplete="name"; }
                label { (texts::your_address()) input name="email" type="email" maxlength="254" autocomplete="email"; }
                (department(settings, all, asked))
                label { (texts::how_help()) textarea name="text" rows="3" required maxlength=(TEXT) {} }
                p data-error role="alert" {}
                button { (texts::begin()) }
            }
        }
    }
}

fn offline(settings: &Settings, all: &[Department], asked: Option<&Department>) -> Markup {
    html! {
        div data-part="offline" hidden {
            form data-send="offline" {
                p { (texts::nobody_here()) }
                label { (texts::your_name()) input name="name" required maxlength="100" autocomplete="name"; }
                label { (texts::email()) input name="email" type="email" required maxlength="254" autocomplete="email"; }
                (department(settings, all, asked))
                label { (texts::how_help()) textarea name="text" rows="3" required maxlength=(TEXT) {} }
                p data-error role="alert" {}
                button { (texts::send()) }
            }
        }
    }
}

fn talk(settings: &Settings) -> Markup {
    html! {
        div data-part="waiting running ended gone" hidden {
            p data-agent data-nobody="" {}
            p data-waiting role="status" {}
            div data-lines role="log" aria-label=(texts::what_was_said()) tabindex="0" {}
            p data-writing role="status" {}
            form data-send="lines" {
                @if settings.peek { p { small { (texts::peeked()) } } }
                p data-error role="alert" {}
                div class="compose" {
                    label { span class="unseen" { (texts::your_message()) } textarea name="text" rows="1" maxlength=(TEXT) {} }
                    label class="attach" { (texts::file()) " " input type="file" multiple; }
                    button { (texts::send()) }
                }
            }
        }
    }
}

fn ended() -> Markup {
    html! {
        div data-part="ended" hidden {
            p role="status" { (texts::it_ended()) }
            form data-send="rating" {
                fieldset {
                    legend { (texts::how_was_it()) }
                    @for score in 1..=5 { label { input type="radio" name="score" value=(score) required; " " (score) } }
                }
                label { (texts::what_better()) textarea name="comment" rows="2" maxlength="1000" {} }
                p data-error role="alert" {}
                button { (texts::send()) }
            }
            p data-thanks="rating" role="status" hidden { (texts::thanks()) }
        }
        div data-part="ended gone" hidden {
            button type="button" data-do="again" { (texts::again()) } " "
            button type="button" data-do="forget" { (texts::forget()) }
        }
    }
}

/// What the script says; names in braces are its own to fill in.
fn words() -> Markup {
    let all = [
        ("you", texts::you().to_owned()),
        ("sending", texts::sending().to_owned()),
        ("refused", texts::refused("{why}")),
        ("failed", texts::failed().to_owned()),
        ("retry", texts::retry().to_owned()),
        ("lost", texts::lost().to_owned()),
        ("waiting", texts::somebody_soon().to_owned()),
        ("position", texts::position("{n}")),
        ("wait", texts::wait("{time}")),
        ("writing", texts::somebody_writes().to_owned()),
        ("unread", texts::new_messages("{n}")),
    ];
    html! { @for (name, text) in &all { template data-text=(name) { (text) } } }
}
