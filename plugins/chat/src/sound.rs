//! Whether somebody hears chats: on unless they turn it off, for all their browsers.

use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Collection, Cx, Draft, Request, Response, Result};
use serde::{Deserialize, Serialize};

/// Under the ids of people.
const SOUNDS: Collection<Sound> = Collection::new("chat:sounds");

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Sound {
    on: bool,
}

fn is_on(cx: &Cx, me: &str) -> Result<bool> {
    Ok(cx.find(SOUNDS, me)?.is_none_or(|read| read.value.on))
}

/// Where one turns it on and off, and the script that sounds. For those who are given chats.
pub fn part(cx: &Cx) -> Result<Markup> {
    if !cx.may_ever("chat:chat.take") {
        return Ok(html! {});
    }
    let on = is_on(cx, &cx.user()?)?;
    Ok(html! {
        ombud-ring {
            form method="post" action=(Route::Sound) {
                button type="submit" name="on" value=(if on { "no" } else { "yes" }) {
                    @if on { (texts::sound_off()) } @else { (texts::sound_on()) }
                }
            }
            p class="hint" role="status" data-silent hidden { (texts::browser_silent()) }
        }
        @if on { script type="module" src="/kernel/ring.js" {} }
    })
}

/// Turns it on or off.
pub fn choose(cx: &Cx, request: &Request) -> Result<Response> {
    let (me, form) = (cx.user()?, request.form()?);
    let draft = Draft::new(&Sound { on: form.get("on") == Some("yes") });
    match cx.find(SOUNDS, &me)? {
        Some(read) => cx.update(SOUNDS, &read, draft).map(drop)?,
        None => cx.create(SOUNDS, draft.id(&me)).map(drop)?,
    }
    Ok(Response::redirect(&Route::own().to_string()))
}
