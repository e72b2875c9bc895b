//! One's own account: password, second factor and sessions. Passwords and codes never pass through a plugin.

mod device;
pub(crate) mod of_other;
mod orders;
mod show;

use crate::Desk;
use crate::api::{authority, change};
use crate::http::fence;
use crate::http::listen::{Asked, may};
use crate::http::look::Look;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::text;
use hyper::Method;
use maud::Markup;
use ombud_access::{SessionId, UserId};
use ombud_identity::second_factor::{self, Enrolment, Status};
use ombud_identity::{IdentityError, Order, Person, PersonChange, Session, order, person, refusal, session};
use ombud_texts::Language;
use std::sync::Arc;

/// What stands on the page.
struct Account {
    person: Person,
    sessions: Vec<Session>,
    orders: Vec<Order>,
    this: SessionId,
    factor: Option<Status>,
    /// Whether the settings of the desk are for this person.
    may_settle: bool,
    may_ban: bool,
}

/// What a form led to, besides the page itself.
#[derive(Default)]
struct Beside {
    done: Option<String>,
    trouble: Option<Markup>,
    /// For the authenticator: shown once.
    enrolment: Option<Enrolment>,
    /// Shown once.
    recovery_codes: Vec<String>,
}

/// What was done, by its name in the address of the page that says so.
const DONE: [&str; 7] = ["password", "ended", "others", "factor", "language", "look", "withdrawn"];

/// `GET` shows the page, `POST` does what its form says.
pub(crate) async fn page(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let Some((user, this)) = asked.caller.user().zip(asked.caller.session()) else {
        return Err(Problem::invalid("an API token has no account of its own: sign in"));
    };
    if asked.method != Method::POST {
        let done = asked.query("done").filter(|name| DONE.contains(name));
        let done = done.map(|name| text!(&format!("account-done-{name}")));
        let beside = Beside { done, ..Beside::default() };
        return drawn(desk, &asked.caller, user, this, 200, &beside);
    }
    let caller = asked.caller.as_oneself();
    let fields = fence::own_form(desk, &mut asked, this).await?;
    let field = |name: &str| {
        fields.iter().find(|(known, _)| known == name).map_or_else(String::new, |(_, value)| value.clone())
    };
    let mut beside = Beside::default();
    let wrong = || Problem::spoken(text!("account-wrong-password"));
    let outcome: Answer<Option<&str>> = match field("do").as_str() {
        "password" => {
            let (present, password) = (field("present"), field("password"));
            let work =
                move |identity: &ombud_identity::Identity, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                    identity.change_password(unit, actor, &present, &password, Some(this))
                };
            // The only other thing that can be wrong with it.
            let unfit = |problem: Problem| match problem.status {
                422 => Problem::spoken(text!("password-expected")),
                _ => problem,
            };
            change(desk, &caller, work)
                .await
                .map_err(unfit)
                .and_then(|right| if right { Ok(Some("password")) } else { Err(wrong()) })
        }
        "end" => match field("session").parse::<SessionId>() {
            Ok(id) => change(desk, &caller, move |_, unit, actor| session::sign_out(unit, actor, user, id))
                .await
                .map(|()| Some("ended")),
            Err(_) => Err(Problem::spoken(text!("account-no-session"))),
        },
        "end-others" => {
            let work = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                session::sign_out_everywhere(unit, actor, user, Some(this))
            };
            change(desk, &caller, work).await.map(|()| Some("others"))
        }
        "withdraw" => {
            let id = field("order");
            let work = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                order::withdraw(unit, actor, user, &id)
            };
            change(desk, &caller, work).await.map(|()| Some("withdrawn"))
        }
        "begin-factor" => {
            let password = field("password");
            let work =
                move |identity: &ombud_identity::Identity, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                    identity.begin_second_factor(unit, actor, &password)
                };
            change(desk, &caller, work).await.and_then(|begun| {
                beside.enrolment = Some(begun.ok_or_else(wrong)?);
                Ok(None)
            })
        }
        "confirm-factor" => {
            let (code, key) = (field("code"), field("key"));
            let confirm = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                second_factor::confirm(unit, actor, &code, Some(this))
            };
            change(desk, &caller, confirm).await.and_then(|codes| match codes {
                Some(codes) => {
                    beside.recovery_codes = codes;
                    Ok(None)
                }
                None => {
                    // The key is still the one that was begun with: the person goes on with it.
                    beside.enrolment = Enrolment::again(&key, &account_of(desk, user)?);
                    Err(Problem::spoken(text!("account-wrong-code")))
                }
            })
        }
        "end-factor" => {
            let password = field("password");
            let work =
                move |identity: &ombud_identity::Identity, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                    identity.end_second_factor(unit, actor, &password)
                };
            change(desk, &caller, work)
                .await
                .and_then(|right| if right { Ok(Some("factor")) } else { Err(wrong()) })
        }
        "language" => {
            // An empty one is that of the browser, or of the desk.
            let language = field("language");
            match language.is_empty() || Language::of_tag(&language).is_some() {
                true => {
                    let change_of = PersonChange { language: Some(language), ..PersonChange::default() };
                    let work = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                        person::update(unit, actor, user, change_of.clone()).map(drop)
                    };
                    change(desk, &caller, work).await.map(|()| Some("language"))
                }
                false => Err(Problem::invalid("this desk does not speak that language")),
            }
        }
        "look" => {
            let look = Look::named([&*field("shade"), &*field("density")].into_iter());
            let mut reply = reply::see_other("/account?done=look");
            look.keep(&mut reply, caller.secure);
            return Ok(reply);
        }
        _ => Err(Problem::invalid("this page has no such form")),
    };
    let status = match outcome {
        Ok(Some(done)) => return Ok(reply::see_other(&format!("/account?done={done}"))),
        Ok(None) => 200,
        Err(problem) => {
            beside.trouble = Some(problem.sentence());
            problem.status
        }
    };
    drawn(desk, &caller, user, this, status, &beside)
}

fn account_of(desk: &Desk, user: UserId) -> Answer<String> {
    Ok(person::get(&mut desk.store().begin(), user)?.and_then(|person| person.email).unwrap_or_default())
}

fn drawn(
    desk: &Desk,
    caller: &crate::http::caller::Caller,
    user: UserId,
    this: SessionId,
    status: u16,
    beside: &Beside,
) -> Answer {
    let mut unit = desk.store().begin();
    let authority = authority(desk, &caller.as_oneself(), &mut unit)?;
    let person = person::get(&mut unit, user)?;
    let person = person.ok_or_else(|| IdentityError::NotFound(refusal!("refused-account-gone")))?;
    let may_settle = may(&authority, "kernel:settings.edit");
    let may_ban = may(&authority, "kernel:ban.edit");
    let sessions = session::list(&mut unit, &authority, user)?;
    let orders = order::list(&mut unit, &authority, user)?;
    let factor = second_factor::status(&mut unit, user)?;
    let account = Account { person, sessions, orders, this, factor, may_settle, may_ban };
    let main = show::main(desk, &account, beside).into_string();
    fence::own_page(desk, this, status, &reply::page(&text!("account"), &main))
}
