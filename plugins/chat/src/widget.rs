//! What visitors talk through, alone in its frame: the page with all its words, which the kernel's script brings to life.

use crate::give::is_open_at;
use crate::kinds::Kinds;
use crate::line::TEXT;
use crate::look::{Ask, Look, Words};
use crate::{invite, mailed, texts};
use maud::{DOCTYPE, Markup, html};
use ombud_plugin::{Cx, Department, Request, Response, Result};
use serde::Deserialize;

/// What the administrator chose.
#[derive(Deserialize)]
pub struct Settings {
    /// Whether agents see what visitors type before it is sent.
    pub peek: bool,
}

/// All that the parts of the page are drawn by.
struct Page<'a> {
    look: &'a Look,
    words: &'a Words,
    departments: &'a [Department],
    /// The one that the page around asks for.
    asked: Option<&'a Department>,
    kinds: &'a [&'a str],
    peek: bool,
}

/// The own words, or the usual ones.
fn or<'a>(own: &'a str, usual: &'a str) -> &'a str {
    if own.is_empty() { usual } else { own }
}

/// The page.
pub fn show(cx: &Cx, request: &Request) -> Result<Response> {
    let settings: Settings = cx.settings()?;
    let all = cx.departments()?;
    let asked =
        request.query("department").and_then(|id| all.iter().find(|one| one.id == id || one.name == id));
    // Somebody looks at what it would be: nobody can begin a chat there.
    let tried = request.query("look");
    let look = match tried.map(|draft| Look::tried(cx, draft)).transpose()?.flatten() {
        Some(look) => look,
        None => Look::read(cx)?,
    };
    let open = tried.is_some() || is_open_at(cx, asked.map(|asked| asked.id.as_str()))?;
    let lists = Kinds::of(cx)?;
    let here: Vec<&Department> = match asked {
        Some(asked) => vec![asked],
        None => all.iter().collect(),
    };
    let kinds = lists.asked(&here);
    let language = ombud_plugin::texts::language();
    let words = look.words(&language.tag);
    let heading = or(&words.heading, texts::talk_to_us());
    let drawn =
        Page { look: &look, words: &words, departments: &all, asked, kinds: &kinds, peek: settings.peek };
    let api = if tried.is_some() { "/chat/preview" } else { "/chat" };
    // Who tries how it looks is no visitor.
    let visits = tried.is_none() && invite::Settings::read(cx)?.visitors;
    let mails = mailed::when(cx)? != mailed::When::Never;
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
                    ombud-chat api=(api) records="chat:chats" site=(request.query("site").unwrap_or_default()) open=(open)
                        colour=(look.colour) peek[settings.peek] visits=[visits.then_some("yes")]
                        department=[asked.map(|asked| &asked.id)] shown=[tried.map(|_| "true")] {
                        (launch(heading))
                        section class="window" id="chat" aria-labelledby="chat-title" hidden {
                            header {
                                h1 id="chat-title" { (heading) }
                                button type="button" data-do="sound" aria-pressed="true" { (texts::sound()) }
                                button type="button" data-do="end" data-part="waiting running" hidden { (texts::end_it()) }
                                button type="button" data-do="close" aria-label=(texts::close()) { "×" }
                            }
                            p data-note role="status" {}
                            (begin(&drawn))
                            (offline(&drawn))
                            div class="part" data-part="sent" hidden { p role="status" { (texts::left()) } }
                            (talk(&drawn))
                            (ended(mails))
                        }
                        (said())
                    }
                }
            }
        }
    };
    Ok(Response::html(page.into_string()))
}

fn launch(heading: &str) -> Markup {
    html! {
        div class="corner" {
            p role="status" data-invited data-do="open" {}
            button type="button" data-do="decline" aria-label=(texts::no_thanks()) { "×" }
            button class="launch" type="button" data-do="open" aria-controls="chat" {
                svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" {
                    path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" {}
                }
                (heading) " " span data-unread hidden {}
            }
        }
    }
}

/// The department that the page asks for, or the one that the visitor chooses.
fn department(page: &Page<'_>) -> Markup {
    html! {
        @if let Some(asked) = page.asked { input type="hidden" name="department" value=(asked.id); }
        @else if page.look.department && page.departments.len() > 1 {
            label {
                (texts::department())
                select name="department" { @for one in page.departments { option value=(one.id) { (one.name) } } }
            }
        }
    }
}

/// What it is about, where that is asked.
fn kind(page: &Page<'_>) -> Markup {
    html! {
        @if !page.kinds.is_empty() && page.look.kind != Ask::No {
            label {
                (texts::what_about())
                select name="kind" required[page.look.kind == Ask::Must] {
                    option value="" { (texts::please_choose()) }
                    @for kind in page.kinds { option { (kind) } }
                }
            }
        }
    }
}

fn begin(page: &Page<'_>) -> Markup {
    let Look { name, email, .. } = page.look;
    html! {
        div class="part" data-part="start" hidden {
            form data-send="chats" {
                p role="status" data-invited {}
                p { (or(&page.words.welcome, texts::welcome())) }
                @if *name != Ask::No {
                    label { (texts::your_name()) input name="name" required[*name == Ask::Must] maxlength="100" autocomplete="name"; }
                }
                @if *email != Ask::No {
                    label { (texts::your_address()) input name="email" type="email" required[*email == Ask::Must] maxlength="254" autocomplete="email"; }
                }
                (department(page))
                (kind(page))
                label { (texts::how_help()) textarea name="text" rows="3" required maxlength=(TEXT) {} }
                p data-error role="alert" {}
                button { (texts::begin()) }
            }
        }
    }
}

fn offline(page: &Page<'_>) -> Markup {
    html! {
        div class="part" data-part="offline" hidden {
            form data-send="offline" {
                input type="hidden" name="language" value=(ombud_plugin::texts::language().tag);
                p { (or(&page.words.offline, texts::nobody_here())) }
                label { (texts::your_name()) input name="name" required maxlength="100" autocomplete="name"; }
                label { (texts::email()) input name="email" type="email" required maxlength="254" autocomplete="email"; }
                (department(page))
                label { (texts::how_help()) textarea name="text" rows="3" required maxlength=(TEXT) {} }
                p data-error role="alert" {}
                button { (texts::send()) }
            }
        }
    }
}

fn talk(page: &Page<'_>) -> Markup {
    html! {
        div class="talk" data-part="waiting running ended gone" hidden {
            p data-agent data-nobody="" {}
            p data-waiting data-part="waiting" role="status" {}
            div data-lines role="log" aria-label=(texts::what_was_said()) tabindex="0" {}
            p data-writing role="status" {}
            form data-send="lines" data-part="waiting running gone" {
                @if page.peek { p { small { (texts::peeked()) } } }
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

fn ended(mails: bool) -> Markup {
    html! {
        div class="part over" data-part="ended" hidden {
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
            button type="button" data-do="save" { (texts::save_it()) }
            @if mails {
                form data-send="mail" {
                    p data-error role="alert" {}
                    button { (texts::mail_it()) }
                }
                p data-thanks="mail" role="status" hidden { (texts::mail_comes()) }
            }
        }
        div class="part" data-part="ended gone" hidden {
            button type="button" data-do="again" { (texts::again()) } " "
            button type="button" data-do="forget" { (texts::forget()) }
        }
    }
}

/// What the script says; names in braces are its own to fill in.
fn said() -> Markup {
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
