//! The page of an account, drawn.

use super::{Account, Beside, device, orders};
use crate::Desk;
use crate::http::look::{DENSE, Look, SHADES};
use crate::http::reply::escape;
use crate::http::speech::{text, woven};
use crate::pages::words::when;
use maud::{Markup, PreEscaped, html};
use ombud_identity::Session;
use ombud_identity::second_factor::{Enrolment, Status};
use ombud_texts::Language;
use qrcode::QrCode;
use qrcode::render::svg;

pub(super) fn main(desk: &Desk, account: &Account, beside: &Beside) -> Markup {
    html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { (text!("back-to-desk")) } }
            h1 { (account.person.name) @if let Some(email) = &account.person.email { " " span class="hint" { (email) } } }
            @if let Some(done) = &beside.done { div class="flash" role="status" { p { (done) } } }
            @if let Some(trouble) = &beside.trouble { div class="problem" role="alert" { p { (trouble) } } }
            @if beside.recovery_codes.is_empty() {
                (factor(account.factor, beside.enrolment.as_ref()))
            } @else {
                (recovery(&beside.recovery_codes))
            }
            @if beside.enrolment.is_none() && beside.recovery_codes.is_empty() {
                (password())
                (language(account.person.language.as_deref()))
                (look(Look::here()))
                @if account.may_settle { section class="card" { a href="/settings" { (text!("desk-settings")) } } }
                @if account.may_ban { section class="card" { a href="/bans" { (text!("bans")) } } }
                (sessions(account))
                @if !account.orders.is_empty() {
                    (orders::section(desk, &text!("orders"), &text!("orders-lead"), &account.orders, "/account"))
                }
            }
        }
    }
}

fn factor(status: Option<Status>, enrolment: Option<&Enrolment>) -> Markup {
    html! {
        section class="card" {
            h2 { (text!("factor")) }
            @match (status, enrolment) {
                (_, Some(enrolment)) => (enrol(enrolment)),
                (Some(status), None) => {
                    p { (woven("factor-since", &[("since", when(status.since))])) " " (left(status.recovery_codes)) }
                    details {
                        summary { (text!("factor-without")) }
                        form class="fields" method="post" action="/account" {
                            input type="hidden" name="do" value="end-factor";
                            (password_field("end-password", "password", &text!("sign-in-password"), "current-password"))
                            div class="actions" { button { (text!("factor-end")) } }
                        }
                    }
                },
                (None, None) => {
                    p { (text!("factor-lead")) }
                    form class="fields" method="post" action="/account" {
                        input type="hidden" name="do" value="begin-factor";
                        (password_field("begin-password", "password", &text!("sign-in-password"), "current-password"))
                        div class="actions" { button class="primary" { (text!("factor-begin")) } }
                    }
                },
            }
        }
    }
}

fn left(codes: usize) -> String {
    match codes {
        0 => text!("recovery-none-left"),
        n => text!("recovery-left", count = n),
    }
}

fn enrol(enrolment: &Enrolment) -> Markup {
    html! {
        ol {
            li {
                p { (text!("factor-scan")) }
                @if let Some(picture) = picture(&enrolment.address) { div class="qr" { (picture) } }
                p { code class="key" { (in_fours(&enrolment.key)) } }
            }
            li {
                form class="fields" method="post" action="/account" {
                    input type="hidden" name="do" value="confirm-factor";
                    input type="hidden" name="key" value=(enrolment.key);
                    label {
                        (text!("factor-digits"))
                        input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus;
                    }
                    div class="actions" {
                        button class="primary" { (text!("factor-confirm")) }
                        a href="/account" { (text!("factor-not-now")) }
                    }
                }
            }
        }
    }
}

fn recovery(codes: &[String]) -> Markup {
    html! {
        section class="card" {
            h2 { (text!("recovery")) }
            p { (text!("recovery-lead")) }
            ol class="codes" { @for code in codes { li { code { (code) } } } }
            div class="actions" { a class="button primary" href="/account" { (text!("recovery-kept")) } }
        }
    }
}

fn password() -> Markup {
    html! {
        section class="card" {
            h2 { (text!("sign-in-password")) }
            form class="fields" method="post" action="/account" {
                input type="hidden" name="do" value="password";
                (password_field("present", "present", &text!("password-present"), "current-password"))
                (password_field("new-password", "password", &text!("password-new"), "new-password"))
                p class="hint" { (text!("password-length")) " " (text!("password-signs-out")) }
                div class="actions" { button { (text!("password-change")) } }
            }
        }
    }
}

/// In which language the desk speaks to this person.
fn language(own: Option<&str>) -> Markup {
    let own = own.and_then(Language::of_tag);
    html! {
        section class="card" {
            h2 { (text!("language")) }
            form class="fields" method="post" action="/account" {
                input type="hidden" name="do" value="language";
                label {
                    (text!("language-own"))
                    select name="language" {
                        option value="" selected[own.is_none()] { (text!("language-none")) }
                        @for one in Language::ALL {
                            option value=(one) lang=(one) selected[own == Some(one)] { (one.own_name()) }
                        }
                    }
                }
                div class="actions" { button { (text!("save")) } }
            }
        }
    }
}

/// How pages look in this browser.
fn look(chosen: Look) -> Markup {
    html! {
        section class="card" {
            h2 { (text!("look")) }
            p { (text!("look-lead")) }
            form class="fields" method="post" action="/account" {
                input type="hidden" name="do" value="look";
                label {
                    (text!("look-shade"))
                    select name="shade" {
                        option value="" { (text!("look-system")) }
                        @for (shade, name) in SHADES.into_iter().zip([text!("look-light"), text!("look-dark")]) {
                            option value=(shade) selected[chosen.shade == Some(shade)] { (name) }
                        }
                    }
                }
                label {
                    (text!("look-density"))
                    select name="density" {
                        option value="" { (text!("look-comfortable")) }
                        option value=(DENSE) selected[chosen.dense] { (text!("look-dense")) }
                    }
                }
                div class="actions" { button { (text!("save")) } }
            }
        }
    }
}

fn sessions(account: &Account) -> Markup {
    let others = account.sessions.iter().any(|session| session.id != account.this);
    html! {
        section class="card" {
            h2 { (text!("sessions")) }
            ul class="sessions" {
                @for session in &account.sessions { (one(session, session.id == account.this)) }
            }
            @if others {
                form method="post" action="/account" {
                    input type="hidden" name="do" value="end-others";
                    div class="actions" { button { (text!("sessions-end-others")) } }
                }
            }
        }
    }
}

/// Those of somebody else.
pub(super) fn sessions_of(sessions: &[Session]) -> Markup {
    html! { ul class="sessions" { @for session in sessions { li { (about(session)) } } } }
}

fn one(session: &Session, this: bool) -> Markup {
    let name = device::named(&session.device);
    html! {
        li {
            div {
                (about(session))
                @if this { span class="badge" { (text!("sessions-here")) } }
            }
            @if !this {
                form method="post" action="/account" {
                    input type="hidden" name="do" value="end";
                    input type="hidden" name="session" value=(session.id);
                    button aria-label=(text!("sessions-end-of", name = &name)) { (text!("sessions-end")) }
                }
            }
        }
    }
}

/// What it is, where from, and since when.
fn about(session: &Session) -> Markup {
    html! {
        strong { (device::named(&session.device)) }
        p class="hint" {
            @if let Some(from) = &session.from { (from) ", " }
            (woven("sessions-used", &[("seen", when(session.seen)), ("since", when(session.created))]))
        }
    }
}

fn password_field(id: &str, name: &str, label: &str, kind: &str) -> Markup {
    html! {
        label { (label) input id=(id) type="password" name=(name) autocomplete=(kind) required; }
    }
}

/// `abcd efgh …`, as it is easier typed.
fn in_fours(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Dark on light in either scheme: cameras expect it.
fn picture(address: &str) -> Option<Markup> {
    let code = QrCode::new(address).ok()?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    let drawn = drawn.split_once("?>").map_or(drawn.as_str(), |(_, svg)| svg);
    Some(PreEscaped(drawn.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{}\" ", escape(&text!("factor-picture"))),
        1,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_shown_so_that_it_can_be_scanned_and_typed() {
        assert_eq!(in_fours("abcdefghij"), "abcd efgh ij");
        let picture = picture("otpauth://totp/Ombud:a@b.test?secret=abc&issuer=Ombud").unwrap().into_string();
        assert!(picture.starts_with("<svg ") || picture.trim_start().starts_with("<svg "), "{picture}");
        assert!(!picture.contains("style="), "the policy of pages takes no styles in attributes");
    }
}
