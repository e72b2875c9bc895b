//! The page of an account, drawn.

use super::device;
use super::{Account, Beside};
use crate::pages::words::when;
use maud::{Markup, PreEscaped, html};
use ombud_identity::Session;
use ombud_identity::second_factor::{Enrolment, Status};
use qrcode::QrCode;
use qrcode::render::svg;

pub(super) fn main(account: &Account, beside: &Beside) -> Markup {
    html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { "Back to the desk" } }
            h1 { (account.person.name) @if let Some(email) = &account.person.email { " " span class="hint" { (email) } } }
            @if let Some(done) = beside.done { div class="flash" role="status" { p { (done) } } }
            @if let Some(trouble) = &beside.trouble { div class="problem" role="alert" { p { (sentence(trouble)) } } }
            @if beside.recovery_codes.is_empty() {
                (factor(account.factor, beside.enrolment.as_ref()))
            } @else {
                (recovery(&beside.recovery_codes))
            }
            @if beside.enrolment.is_none() && beside.recovery_codes.is_empty() {
                (password())
                (sessions(account))
            }
        }
    }
}

pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let begun: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    if begun.ends_with('.') { begun } else { begun + "." }
}

fn factor(status: Option<Status>, enrolment: Option<&Enrolment>) -> Markup {
    html! {
        section class="card" {
            h2 { "Second factor" }
            @match (status, enrolment) {
                (_, Some(enrolment)) => (enrol(enrolment)),
                (Some(status), None) => {
                    p { "Since " (when(status.since)) " a code is asked for after your password. " (left(status.recovery_codes)) }
                    details {
                        summary { "Do without it" }
                        form class="fields" method="post" action="/account" {
                            input type="hidden" name="do" value="end-factor";
                            (password_field("end-password", "password", "Password", "current-password"))
                            div class="actions" { button { "Ask for no code any more" } }
                        }
                    }
                },
                (None, None) => {
                    p { "A code from your phone, besides the password: whoever learns the password alone stays out." }
                    form class="fields" method="post" action="/account" {
                        input type="hidden" name="do" value="begin-factor";
                        (password_field("begin-password", "password", "Password", "current-password"))
                        div class="actions" { button class="primary" { "Set it up" } }
                    }
                },
            }
        }
    }
}

fn left(codes: usize) -> String {
    match codes {
        0 => "No recovery code is left: end it and set it up anew to get some.".to_owned(),
        1 => "One recovery code is left.".to_owned(),
        n => format!("{n} recovery codes are left."),
    }
}

fn enrol(enrolment: &Enrolment) -> Markup {
    html! {
        ol {
            li {
                p { "Scan this with an authenticator, or type the key into it." }
                @if let Some(picture) = picture(&enrolment.address) { div class="qr" { (picture) } }
                p { code class="key" { (in_fours(&enrolment.key)) } }
            }
            li {
                form class="fields" method="post" action="/account" {
                    input type="hidden" name="do" value="confirm-factor";
                    input type="hidden" name="key" value=(enrolment.key);
                    label {
                        "The six digits that it shows"
                        input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus;
                    }
                    div class="actions" {
                        button class="primary" { "Ask for a code from now on" }
                        a href="/account" { "Not now" }
                    }
                }
            }
        }
    }
}

fn recovery(codes: &[String]) -> Markup {
    html! {
        section class="card" {
            h2 { "Your recovery codes" }
            p { "A code is asked for from now on. Keep these where you keep important papers: each serves once, if your phone is lost. They are not shown again." }
            ol class="codes" { @for code in codes { li { code { (code) } } } }
            div class="actions" { a class="button primary" href="/account" { "I have kept them" } }
        }
    }
}

fn password() -> Markup {
    html! {
        section class="card" {
            h2 { "Password" }
            form class="fields" method="post" action="/account" {
                input type="hidden" name="do" value="password";
                (password_field("present", "present", "Present password", "current-password"))
                (password_field("new-password", "password", "New password", "new-password"))
                p class="hint" { "At least eight characters; a sentence is better than signs. You are signed out everywhere else." }
                div class="actions" { button { "Change it" } }
            }
        }
    }
}

fn sessions(account: &Account) -> Markup {
    let others = account.sessions.iter().any(|session| session.id != account.this);
    html! {
        section class="card" {
            h2 { "Where you are signed in" }
            ul class="sessions" {
                @for session in &account.sessions { (one(session, session.id == account.this)) }
            }
            @if others {
                form method="post" action="/account" {
                    input type="hidden" name="do" value="end-others";
                    div class="actions" { button { "Sign out everywhere else" } }
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
                @if this { span class="badge" { "Here" } }
            }
            @if !this {
                form method="post" action="/account" {
                    input type="hidden" name="do" value="end";
                    input type="hidden" name="session" value=(session.id);
                    button aria-label={ "End the session of " (name) } { "End" }
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
            "last used " (when(session.seen)) ", since " (when(session.created))
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
    Some(PreEscaped(drawn.replacen("<svg ", "<svg role=\"img\" aria-label=\"The key as a picture\" ", 1)))
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

    #[test]
    fn what_went_wrong_is_told_as_a_sentence() {
        assert_eq!(sentence("that is no session"), "That is no session.");
    }
}
