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
        let tag = fields.iter().find(|(name, _)| name == "language").map_or("", |(_, tag)| tag.as_str());
        choose(desk, &asked.caller, tag).await?;
        return Ok(reply::see_other("/settings?done=language"));
    }
    let main = main(desk.host().language(), asked.query("done") == Some("language")).into_string();
    fence::own_page(desk, session, 200, &reply::page(&text!("desk-settings"), &main))
}

fn main(chosen: Language, done: bool) -> Markup {
    html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { (text!("back-to-desk")) } }
            h1 { (text!("desk-settings")) }
            @if done { div class="flash" role="status" { p { (text!("desk-language-done")) } } }
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
                div class="actions" { button class="primary" { (text!("save")) } }
            }
        }
    }
}

/// What to change; what is none stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    language: Option<String>,
}

/// The same for programs: `GET` says what is, `PATCH` with `{"language": "sl"}` changes it.
pub(crate) async fn api(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    if asked.method == Method::PATCH {
        let body = asked.take_body();
        let Changes { language } = body::json(&asked.headers, body).await?;
        if let Some(tag) = language {
            choose(desk, &asked.caller, &tag).await?;
        }
    }
    let languages: Vec<_> =
        Language::ALL.iter().map(|one| json!({ "tag": one.tag(), "name": one.own_name() })).collect();
    Ok(reply::json(200, &json!({ "language": desk.host().language().tag(), "languages": languages })))
}

async fn choose(desk: &Arc<Desk>, caller: &Caller, tag: &str) -> Answer<()> {
    let language: Language = tag.parse().map_err(Problem::invalid)?;
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().choose_language(language, &actor).await?)
    };
    api::act(desk, caller, work).await
}
