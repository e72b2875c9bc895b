//! The machine that takes the desk's mail: on a page of the kernel, and by the API. Its password is told and never shown.

use crate::Desk;
use crate::api;
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::fence;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::{in_language, text, woven};
use crate::pages::words::when;
use crate::view_as::own_session;
use hyper::Method;
use maud::{Markup, html};
use ombud_access::{Authority, Timestamp, UserId};
use ombud_host::{EffectInfo, Language, Note, Password, Relay, RelayInfo, Standing, Tls};
use ombud_identity::{IdentityError, person};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// Mails of the kernel's own that are listed.
const LISTED: usize = 50;

const WAYS: [(Tls, &str); 3] =
    [(Tls::Implicit, "implicit"), (Tls::Starttls, "starttls"), (Tls::None, "none")];

/// `GET` shows the page, `POST` does what its form says.
pub(crate) async fn page(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let session = own_session(&asked)?;
    let (mut entered, mut trouble, mut said) = (Vec::new(), None, None);
    if asked.method == Method::POST {
        let fields = fence::own_form(desk, &mut asked, session).await?;
        match act(desk, &asked.caller, &fields).await {
            Ok(Some(words)) => said = Some(words),
            Ok(None) => return Ok(reply::see_other("/settings/mail?done=saved")),
            Err(problem) => trouble = Some(problem),
        }
        entered = fields;
    }
    let status = trouble.as_ref().map_or(200, |problem| problem.status);
    let info = desk.host().relay()?;
    let own = desk.host().own_mails(LISTED)?;
    let done = asked.query("done") == Some("saved");
    let misfit = trouble.as_ref().and_then(|trouble| misfit(&trouble.detail));
    let bad = misfit.map(|(field, _)| field);
    let main = html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/settings" { (text!("desk-settings")) } }
            h1 { (text!("relay")) }
            p { (text!("relay-lead")) }
            @if done { div class="flash" role="status" { p { (text!("desk-settings-done")) } } }
            @if let Some(said) = &said {
                div class="flash" role="status" { p { (text!("relay-said")) } p { code { (said) } } }
            }
            @if let Some(trouble) = &trouble {
                div class="problem" role="alert" id="problem" {
                    // What the machine said, or that none answered, is in no language of ours.
                    @if trouble.status == 503 {
                        p { strong { (text!("relay-not-taken")) } }
                        @if let Some(relay) = &info.relay {
                            p { (text!("relay-tried", host = &relay.host, port = relay.port.to_string(), tls = way(relay.tls))) }
                        }
                        p { code lang="en" dir="ltr" { (trouble.detail) } }
                    } @else if let Some((_, why)) = misfit {
                        p { (text!(why)) }
                    } @else {
                        p { strong { (trouble.headline()) ". " } (trouble.sentence()) }
                    }
                }
            }
            @if info.relay.is_none() { p class="card" { strong { (text!("relay-none")) } } }
            @if info.waiting > 0 { p { (text!("relay-waiting", count = info.waiting)) } }
            (form(&info, &entered, bad))
            @if info.relay.is_some() { (trying(&entered, bad)) }
            @if !own.is_empty() { (mails(&own)) }
        }
    };
    fence::own_page(desk, session, status, &reply::page(&text!("relay"), &main.into_string()))
}

/// Does what a form says. What the relay answered, if it was only tried.
async fn act(desk: &Arc<Desk>, caller: &Caller, fields: &[(String, String)]) -> Answer<Option<String>> {
    let get =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim());
    match get("do") {
        "try" => attempt(desk, caller, get("to").to_owned()).await.map(Some),
        "drop" => choose(desk, caller, None, Password::Forget).await.map(|()| None),
        _ => {
            let some = |name: &str| Some(get(name).to_owned()).filter(|text| !text.is_empty());
            let port =
                get("port").parse().map_err(|_| Problem::invalid("`port` is a number of 1 to 65535"))?;
            let tls =
                WAYS.iter().find(|(_, name)| *name == get("tls")).map_or(Tls::Implicit, |(tls, _)| *tls);
            let relay = Relay {
                host: get("host").to_owned(),
                port,
                tls,
                user: some("user"),
                sender: get("sender").to_owned(),
                name: get("name").to_owned(),
                desk: some("desk"),
                authority: some("authority"),
            };
            // As it was typed: a password may begin with a space.
            let typed =
                fields.iter().find(|(known, _)| known == "password").map_or("", |(_, value)| value.as_str());
            let password = match (typed, get("forget")) {
                ("", "") => Password::Keep,
                ("", _) => Password::Forget,
                (told, _) => Password::Told(told.to_owned()),
            };
            choose(desk, caller, Some(relay), password).await.map(|()| None)
        }
    }
}

/// How the line is kept secret, in words.
fn way(tls: Tls) -> String {
    let name = WAYS.iter().find(|(way, _)| *way == tls).map_or("implicit", |(_, name)| *name);
    text!(&format!("relay-tls-{name}"))
}

/// What is said of a field that does not fit.
const MISFITS: [(&str, &str); 6] = [
    ("host", "relay-bad-host"),
    ("port", "relay-bad-port"),
    ("sender", "relay-bad-sender"),
    ("desk", "relay-bad-desk"),
    ("authority", "relay-bad-authority"),
    ("to", "relay-bad-to"),
];

/// The field that did not fit, and what is said of it.
fn misfit(detail: &str) -> Option<(&'static str, &'static str)> {
    let (field, _) = detail.strip_prefix('`')?.split_once('`')?;
    MISFITS.into_iter().find(|(known, _)| *known == field)
}

fn form(info: &RelayInfo, entered: &[(String, String)], bad: Option<&str>) -> Markup {
    let is = |field: &str| (bad == Some(field)).then_some("true");
    let known = info.relay.as_ref();
    let typed = |name: &str| entered.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let value = |name: &str, kept: Option<String>| typed(name).or(kept).unwrap_or_default();
    let of = |part: fn(&Relay) -> Option<String>| known.and_then(part);
    let tls = known.map_or(Tls::Implicit, |relay| relay.tls);
    let chosen = typed("tls").unwrap_or_else(|| {
        WAYS.iter().find(|(way, _)| *way == tls).map_or_else(String::new, |(_, name)| (*name).to_owned())
    });
    html! {
        form class="card fields" method="post" action="/settings/mail" {
            label { (text!("relay-host")) input name="host" value=(value("host", of(|r| Some(r.host.clone())))) required autocomplete="off" spellcheck="false" aria-invalid=[is("host")] autofocus[bad == Some("host")]; }
            label { (text!("relay-port")) input name="port" type="number" min="1" max="65535" value=(value("port", Some(known.map_or(465, |r| r.port).to_string()))) required aria-invalid=[is("port")] autofocus[bad == Some("port")]; }
            label {
                (text!("relay-tls"))
                select name="tls" {
                    @for (_, name) in WAYS {
                        option value=(name) selected[name == chosen] { (text!(&format!("relay-tls-{name}"))) }
                    }
                }
            }
            label { (text!("relay-user")) input name="user" value=(value("user", of(|r| r.user.clone()))) autocomplete="off" spellcheck="false" aria-describedby="user-hint"; }
            p class="hint" id="user-hint" { (text!("relay-user-hint")) }
            label {
                @if info.password { (text!("relay-password-kept")) } @else { (text!("sign-in-password")) }
                input type="password" name="password" autocomplete="new-password";
            }
            @if info.password {
                label class="choice" { input type="checkbox" name="forget" value="yes"; (text!("relay-password-forget")) }
            }
            label { (text!("relay-sender")) input name="sender" type="email" value=(value("sender", of(|r| Some(r.sender.clone())))) required autocomplete="off" aria-invalid=[is("sender")] autofocus[bad == Some("sender")]; }
            label { (text!("relay-name")) input name="name" value=(value("name", of(|r| Some(r.name.clone())))) maxlength="100" autocomplete="off"; }
            label { (text!("relay-desk")) input name="desk" type="url" value=(value("desk", of(|r| r.desk.clone()))) placeholder="https://desk.example.com" autocomplete="off" aria-describedby="desk-hint" aria-invalid=[is("desk")] autofocus[bad == Some("desk")]; }
            p class="hint" id="desk-hint" { (text!("relay-desk-hint")) }
            details open[bad == Some("authority")] {
                summary { (text!("relay-authority")) }
                label { span class="hidden" { (text!("relay-authority")) } textarea name="authority" rows="4" spellcheck="false" aria-invalid=[is("authority")] { (value("authority", of(|r| r.authority.clone()))) } }
                p class="hint" { (text!("relay-authority-hint")) }
            }
            div class="actions" {
                button class="primary" name="do" value="save" { (text!("save")) }
                @if known.is_some() { button class="quiet" name="do" value="drop" formnovalidate { (text!("relay-drop")) } }
            }
        }
    }
}

fn trying(entered: &[(String, String)], bad: Option<&str>) -> Markup {
    let to = entered.iter().find(|(known, _)| known == "to").map_or("", |(_, to)| to.as_str());
    html! {
        form class="card fields" method="post" action="/settings/mail" {
            h2 { (text!("relay-try")) }
            p class="hint" { (text!("relay-try-hint")) }
            label { (text!("sign-in-email")) input name="to" type="email" value=(to) required autocomplete="email" aria-invalid=[(bad == Some("to")).then_some("true")]; }
            div class="actions" { button name="do" value="try" { (text!("relay-try-do")) } }
        }
    }
}

/// The name of how a mail stands, for people.
pub(crate) fn standing(standing: Standing) -> String {
    match standing {
        Standing::Scheduled => text!("mail-scheduled"),
        Standing::Delayed => text!("mail-delayed"),
        Standing::Sent => text!("mail-sent"),
        Standing::NotDelivered => text!("mail-not-delivered"),
    }
}

fn mails(own: &[EffectInfo]) -> Markup {
    html! {
        section class="card" {
            h2 { (text!("relay-own")) }
            ul class="plain stack" {
                @for effect in own.iter().rev() {
                    li {
                        @if let Some(mail) = &effect.mail { strong { (standing(mail.standing)) } ", " }
                        (when(effect.queued))
                        @if let Some(trouble) = &effect.trouble { p class="hint" dir="auto" { (trouble) } }
                    }
                }
            }
        }
    }
}

/// How it stands with each recipient of a mail, beside what else was sent.
pub(crate) fn fates(effect: &EffectInfo) -> Option<Markup> {
    let mail = effect.mail.as_ref()?;
    Some(html! {
        (standing(mail.standing))
        @if matches!(mail.standing, Standing::Scheduled | Standing::Delayed) {
            ", " (woven("request-waiting", &[("when", when(effect.due))]))
        }
    })
}

/// A relay as programs name it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    host: String,
    port: u16,
    tls: Tls,
    #[serde(default)]
    user: Option<String>,
    sender: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    desk: Option<String>,
    #[serde(default)]
    authority: Option<String>,
    /// None: as it is. Empty: no more.
    #[serde(default)]
    password: Option<String>,
}

/// `GET /api/v1/settings/mail` says what is, `PUT` names a relay, `DELETE` none.
pub(crate) async fn api(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    match asked.method {
        Method::PUT => {
            let body = asked.take_body();
            let Wanted { host, port, tls, user, sender, name, desk: address, authority, password } =
                body::json(&asked.headers, body).await?;
            let password = match password {
                None => Password::Keep,
                Some(none) if none.is_empty() => Password::Forget,
                Some(told) => Password::Told(told),
            };
            let relay = Relay { host, port, tls, user, sender, name, desk: address, authority };
            choose(desk, &asked.caller, Some(relay), password).await?;
        }
        Method::DELETE => choose(desk, &asked.caller, None, Password::Forget).await?,
        _ => {}
    }
    let info = desk.host().relay()?;
    let own = desk.host().own_mails(LISTED)?;
    Ok(reply::json(
        200,
        &json!({ "relay": info.relay, "password": info.password, "waiting": info.waiting, "mails": own }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Try {
    to: String,
}

/// `POST /api/v1/settings/mail/try`: a mail at once, and what the relay answered.
pub(crate) async fn api_try(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let caller = asked.caller;
    let Try { to } = body::json(&asked.headers, asked.body).await?;
    let said = attempt(desk, &caller, to).await?;
    Ok(reply::json(200, &json!({ "said": said })))
}

async fn attempt(desk: &Arc<Desk>, caller: &Caller, to: String) -> Answer<String> {
    let (subject, text) = (text!("relay-try-subject"), text!("relay-try-text"));
    api::act(desk, caller, move |desk, actor: Authority| async move {
        Ok(desk.host().try_relay(&to, &subject, &text, &actor).await?)
    })
    .await
}

async fn choose(desk: &Arc<Desk>, caller: &Caller, relay: Option<Relay>, password: Password) -> Answer<()> {
    api::act(desk, caller, move |desk, actor: Authority| async move {
        Ok(desk.host().choose_relay(relay, password, &actor).await?)
    })
    .await
}

/// Mails somebody the link with this secret, in the own language. False: nobody has said where people find this desk, or
/// the person has no address.
pub(crate) fn post_link(
    desk: &Desk,
    unit: &mut UnitOfWork,
    user: UserId,
    secret: &str,
    now: Timestamp,
) -> Result<bool, IdentityError> {
    let failed = |why: String| IdentityError::System(why);
    let Some(place) = desk.host().public_address()? else { return Ok(false) };
    let Some(person) = person::get(unit, user)?.filter(|person| person.active && person.email.is_some())
    else {
        return Ok(false);
    };
    let own = person.language.as_deref().and_then(Language::of_tag);
    let language = own.unwrap_or_else(|| desk.host().language());
    let link = format!("{place}/password/{secret}");
    let (subject, text) = in_language(language, || {
        (text!("link-mail-subject"), text!("link-mail", name = &person.name, link = link.as_str()))
    });
    let note = Note { to: user, subject: &subject, text: &text, language: language.tag() };
    desk.host().post(unit, &note, now).map_err(|error| failed(error.to_string()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_does_not_fit_is_known_by_its_name_and_has_words_in_every_language() {
        for language in Language::ALL {
            for (field, why) in MISFITS {
                assert_eq!(misfit(&format!("`{field}` is something else")), Some((field, why)));
                let told = in_language(language, || text!(why));
                assert!(!told.contains("relay-bad"), "{told}");
            }
        }
        assert_eq!(misfit("`password` has 1 to 1024 bytes in one line"), None);
        assert_eq!(misfit("no mail relay is named yet"), None);
    }

    #[test]
    fn what_did_not_fit_is_marked_where_it_stands_and_nowhere_else() {
        let info = RelayInfo { relay: None, password: false, waiting: 0 };
        let page = form(&info, &[("host".into(), "a b".into())], Some("host")).into_string();
        assert_eq!(page.matches("aria-invalid").count(), 1, "{page}");
        assert!(
            page.contains(
                r#"value="a b" required autocomplete="off" spellcheck="false" aria-invalid="true""#
            )
        );
    }
}
