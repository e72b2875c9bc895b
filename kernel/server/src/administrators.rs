//! Making somebody an administrator, and taking that away: in person, on a page of the kernel, with what it does shown
//! before it is done. Administrators hold whatever there will be, which no plugin's mandate can say: so no plugin does it.

use crate::Desk;
use crate::api;
use crate::http::fence::{FIELD, KERNEL};
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, escape};
use crate::http::speech::text;
use crate::sign_in::escaped;
use crate::view_as;
use hyper::Method;
use ombud_access::{HeldRole, Place, UserId};
use ombud_identity::{Actor, IdentityError, assignment, owner, person, refusal, role};
use ombud_store::UnitOfWork;
use std::fmt::Write as _;
use std::sync::Arc;

/// `GET` says what is and what would become different, `POST` with `?make=yes` or `no` does it.
pub(crate) async fn page(desk: &Arc<Desk>, asked: Asked, whom: UserId) -> Answer {
    let session = view_as::own_session(&asked)?;
    if asked.method == Method::POST {
        let make = match asked.query("make") {
            Some("yes") => true,
            Some("no") => false,
            _ => return Err(Problem::invalid("`make` must be `yes` or `no`")),
        };
        let asked = view_as::stamped(desk, asked, session).await?;
        api::change(desk, &asked.caller, move |_, unit, actor| set(unit, actor, whom, make)).await?;
        return Ok(reply::see_other(&format!("/administrators/{whom}")));
    }
    let (name, is) = api::read(desk, &asked.caller, |_, unit, authority| {
        Actor::from(authority).require("kernel:person.read")?;
        let known = person::get(unit, whom)?;
        let known = known
            .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = whom.to_string())))?;
        let administrator = administrator(unit)?;
        Ok((known.name.clone(), known.roles.iter().any(|held| held.role == administrator)))
    })?;
    let work = move |_: &ombud_identity::Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        set(unit, actor, whom, !is)
    };
    let stamp = desk.stamps.make(session, KERNEL, desk.now());
    let (title, verb, make) = match is {
        false => ("administrator-make", "administrator-make-do", "yes"),
        true => ("administrator-is", "administrator-unmake-do", "no"),
    };
    let (title, verb) = (escape(&text!(title, name = &name)), escaped(verb));
    let (back, exactly) = (escaped("administrator-back"), escaped("administrator-exactly"));
    // From the person one came, and to the person one goes back.
    let up = format!("/admin/people/{whom}");
    let mut main = format!("<main class=\"narrow\"><h1>{title}</h1>");
    match api::tried(desk, &asked.caller, vec![whom], work).await {
        Ok(preview) => {
            let told: Vec<String> = preview.lines().iter().map(|line| escape(line.trim())).collect();
            let (sentence, lines) =
                told.split_first().map_or(("", &[][..]), |(one, more)| (one.as_str(), more));
            let then = escaped(if is { "administrator-then" } else { "administrator-means" }) + " ";
            let _ = write!(
                main,
                "<p>{then}{sentence}</p><details class=\"card\"><summary>{exactly}</summary><ul><li>{}</li></ul></details>\
                 <form method=\"post\" action=\"/administrators/{whom}?make={make}\">\
                 <input type=\"hidden\" name=\"{FIELD}\" value=\"{stamp}\"><div class=\"actions\">\
                 <button class=\"primary\">{verb}</button> <a class=\"button\" href=\"{up}\">{back}</a></div></form>",
                lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("</li><li>")
            );
        }
        Err(problem) if problem.status < 500 => {
            let _ = write!(
                main,
                "<div class=\"problem\" role=\"alert\"><p>{}</p></div><p><a class=\"button\" href=\"{up}\">{back}</a></p>",
                problem.sentence().into_string()
            );
        }
        Err(problem) => return Err(problem),
    }
    main += "</main>";
    Ok(reply::html(200, reply::page(&text!("administrators"), &main)))
}

fn administrator(unit: &mut UnitOfWork) -> Result<ombud_access::RoleId, IdentityError> {
    let found = role::by_name(unit, "administrator")?;
    found
        .map(|role| role.id)
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-role", name = "administrator")))
}

/// Gives the role beside the others, or takes it away; nobody is left without any.
fn set(unit: &mut UnitOfWork, actor: Actor<'_>, whom: UserId, make: bool) -> Result<(), IdentityError> {
    let known = person::get(unit, whom)?;
    let known = known
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = whom.to_string())))?;
    if owner::current(unit)? == Some(whom) {
        return Err(IdentityError::Conflict(refusal!("refused-owner-holds-all")));
    }
    let administrator = administrator(unit)?;
    let everywhere = |role| HeldRole { role, place: Place::Everywhere, until: None };
    let mut roles = known.roles;
    roles.retain(|held| held.role != administrator);
    if make {
        roles.push(everywhere(administrator));
    } else if roles.is_empty()
        && let Some(agent) = role::by_name(unit, "agent")?
    {
        roles.push(everywhere(agent.id));
    }
    assignment::set(unit, actor, whom, roles).map(drop)
}
