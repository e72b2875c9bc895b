//! What an administrator chooses for the whole desk: on a page of the kernel, and by the API.

use crate::Desk;
use crate::api;
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::fence;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::text;
use crate::view_as::own_session;
use hyper::Method;
use maud::{Markup, html};
use ombud_access::Authority;
use ombud_texts::Language;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// `GET` shows the page, `POST` saves what its form says.
pub(crate) async fn page(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let session = own_session(&asked)?;
    if asked.method == Method::POST {
        let fields = fence::own_form(desk, &mut asked, session).await?;
        let field =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
        choose(desk, &asked.caller, field("language").unwrap_or_default()).await?;
        if let Some(grace) = field("grace").filter(|grace| !grace.is_empty()) {
            let grace = grace.parse().map_err(|_| Problem::invalid("`grace` is a number of seconds"))?;
            choose_grace(desk, &asked.caller, grace).await?;
        }
        return Ok(reply::see_other("/settings?done=saved"));
    }
    let grace = desk.host().grace().as_secs();
    let main = main(desk.host().language(), grace, asked.query("done") == Some("saved")).into_string();
    fence::own_page(desk, session, 200, &reply::page(&text!("desk-settings"), &main))
}

fn main(chosen: Language, grace: u64, done: bool) -> Markup {
    html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { (text!("back-to-desk")) } }
            h1 { (text!("desk-settings")) }
            @if done { div class="flash" role="status" { p { (text!("desk-settings-done")) } } }
            form class="card fields" method="post" action="/settings" {
                label {
                    (text!("desk-language"))
                    select name="language" aria-describedby="language-hint" {
                        @for one in Language::ALL {
                            option value=(one) lang=(one) selected[one == chosen] { (one.own_name()) }
                        }
                    }
                }
                p class="hint" id="language-hint" { (text!("desk-language-hint")) }
                label {
                    (text!("desk-grace"))
                    input type="number" name="grace" min="0" max="600" value=(grace) aria-describedby="grace-hint";
                }
                p class="hint" id="grace-hint" { (text!("desk-grace-hint")) }
                div class="actions" { button class="primary" { (text!("save")) } }
            }
            p { a class="button" href="/settings/mail" { (text!("relay")) } }
        }
    }
}

/// What to change; what is none stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    language: Option<String>,
    /// How long somebody who left stays connected, seconds.
    grace: Option<u64>,
}

/// The same for programs: `GET` says what is, `PATCH` with `{"language": "sl"}` changes it.
pub(crate) async fn api(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    if asked.method == Method::PATCH {
        let body = asked.take_body();
        let Changes { language, grace } = body::json(&asked.headers, body).await?;
        if let Some(tag) = language {
            choose(desk, &asked.caller, &tag).await?;
        }
        if let Some(seconds) = grace {
            choose_grace(desk, &asked.caller, seconds).await?;
        }
    }
    let languages: Vec<_> =
        Language::ALL.iter().map(|one| json!({ "tag": one.tag(), "name": one.own_name() })).collect();
    Ok(reply::json(
        200,
        &json!({
            "language": desk.host().language().tag(), "languages": languages, "grace": desk.host().grace().as_secs(),
        }),
    ))
}

async fn choose(desk: &Arc<Desk>, caller: &Caller, tag: &str) -> Answer<()> {
    let language: Language = tag.parse().map_err(Problem::invalid)?;
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().choose_language(language, &actor).await?)
    };
    api::act(desk, caller, work).await
}

async fn choose_grace(desk: &Arc<Desk>, caller: &Caller, seconds: u64) -> Answer<()> {
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().choose_grace(seconds, &actor).await?)
    };
    api::act(desk, caller, work).await
}
