//! People.

use super::preview::preview;
use super::read;
use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::relay;
use ombud_access::{Authority, DepartmentId, HeldRole, Place, Target, Timestamp, UserId};
use ombud_identity::{
    Actor, Identity, IdentityError, NewPerson, Person, PersonChange, assignment, department, membership,
    owner, person, refusal, reset, role,
};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// People on a page, unless asked for fewer.
const PAGE: usize = 100;

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeldRoleName {
    /// The role's name, such as `agent`.
    role: String,
    /// Only there; none: everywhere. Name or id.
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    until: Option<Timestamp>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewUser {
    name: String,
    email: String,
    #[serde(default)]
    password: Option<String>,
    #[serde(default)]
    alias: Option<String>,
    #[serde(default)]
    language: Option<String>,
    roles: Vec<HeldRoleName>,
    #[serde(default)]
    departments: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    alias: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    active: Option<bool>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    roles: Vec<HeldRoleName>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Departments {
    departments: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Password {
    password: String,
}

pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let limit = match asked.query("limit").map(str::parse) {
        None => PAGE,
        Some(Ok(limit @ 1..=PAGE)) => limit,
        Some(_) => return Err(Problem::invalid(format!("`limit` must be 1 to {PAGE}"))),
    };
    let after = asked.query("cursor").map(str::parse::<UserId>).transpose();
    let after = after.map_err(|_| Problem::invalid("`cursor` is not one that this list gave"))?;
    let (users, next) = read(desk, &asked.caller, |_, unit, authority| {
        let mut people = person::list(unit, authority, after, limit + 1)?;
        let more = people.len() > limit;
        people.truncate(limit);
        let next = people.last().filter(|_| more).map(|p| p.id.to_string());
        let users = people.iter().map(|p| view(unit, authority, p)).collect::<Result<Vec<_>, _>>()?;
        Ok((users, next))
    })?;
    Ok(reply::json(200, &json!({ "users": users, "next": next })))
}

pub(super) fn get(desk: &Desk, asked: &Asked, id: UserId) -> Answer {
    let user = read(desk, &asked.caller, |identity, unit, authority| {
        let Some(person) = identity.person(unit, id)? else { return Ok(None) };
        view(unit, authority, &person).map(Some)
    })?;
    let user = user.ok_or_else(|| Problem::not_found(format!("there is no person `{id}`")))?;
    Ok(reply::json(200, &user))
}

pub(super) async fn create(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let new: NewUser = body::json(&asked.headers, asked.body).await?;
    let user = super::change(desk, &asked.caller, move |identity, unit, actor| {
        let departments = departments(unit, &new.departments)?;
        let roles = roles(unit, &new.roles)?;
        let created = person::create(
            unit,
            actor,
            NewPerson {
                name: new.name.clone(),
                email: new.email.clone(),
                alias: new.alias.clone(),
                language: new.language.clone(),
                roles,
                departments,
            },
        )?;
        if let Some(password) = &new.password {
            identity.reset_password(unit, actor, created.id, password)?;
        }
        view(unit, actor.authority(), &created)
    })
    .await?;
    Ok(reply::json(201, &user))
}

pub(super) async fn change(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    let only_tried = asked.is_preview()?;
    let changes: Changes = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        let Changes { name, email, alias, language, active } = changes.clone();
        let mut changed = None;
        if name.is_some() || email.is_some() || alias.is_some() || language.is_some() {
            let change = PersonChange { name, email, alias, language };
            changed = Some(person::update(unit, actor, id, change)?);
        }
        if let Some(active) = active {
            changed = Some(person::set_active(unit, actor, id, active)?);
        }
        match changed {
            Some(person) => view(unit, actor.authority(), &person),
            None => Err(IdentityError::invalid("body", refusal!("refused-nothing-to-change"))),
        }
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![id], work).await;
    }
    let user = super::change(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &user))
}

pub(super) async fn set_roles(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    let only_tried = asked.is_preview()?;
    let wanted: Roles = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        // The owner's role is passed on, never given.
        let owner = role::by_name(unit, "owner")?.map(|role| role.id);
        let held = roles(unit, &wanted.roles)?;
        if held.iter().any(|held| Some(held.role) == owner) {
            owner::transfer(unit, actor, id)?;
        } else {
            assignment::set(unit, actor, id, held)?;
        }
        let changed = person::get(unit, id)?
            .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = id.to_string())))?;
        view(unit, actor.authority(), &changed)
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![id], work).await;
    }
    let user = super::change(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &user))
}

pub(super) async fn set_departments(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    let only_tried = asked.is_preview()?;
    let wanted: Departments = body::json(&asked.headers, asked.body).await?;
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        let wanted = departments(unit, &wanted.departments)?;
        let changed = membership::set(unit, actor, id, &wanted)?;
        view(unit, actor.authority(), &changed)
    };
    if only_tried {
        return preview(desk, &asked.caller, vec![id], work).await;
    }
    let user = super::change(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &user))
}

pub(super) async fn set_password(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    if asked.caller.user() == Some(id) {
        // A stolen session shall not become a password.
        let detail = "change your own password with the present one, at `/api/v1/me/password`";
        return Err(Problem::new(409, "not this way", detail));
    }
    let Password { password } = body::json(&asked.headers, asked.body).await?;
    super::change(desk, &asked.caller, move |identity, unit, actor| {
        identity.reset_password(unit, actor, id, &password)
    })
    .await?;
    Ok(reply::no_content())
}

/// A link by which somebody chooses a password, for whoever hands it over: it is told once.
pub(super) async fn password_link(desk: &Arc<Desk>, asked: Asked, id: UserId) -> Answer {
    let whose = desk.clone();
    let (secret, mailed) = super::change(desk, &asked.caller, move |_, unit, actor| {
        let secret = reset::issue(unit, actor, id)?;
        let mailed = relay::post_link(&whose, unit, id, &secret, whose.now())?;
        Ok((secret, mailed))
    })
    .await?;
    let until = desk.now().plus(reset::LIFE);
    Ok(reply::json(
        201,
        &json!({ "path": format!("/password/{secret}"), "until": until.0, "mailed": mailed }),
    ))
}

/// A person as the API shows one to this authority: roles and departments by name as well, the address to those who
/// may see addresses, and to the person.
pub(super) fn view(
    unit: &mut UnitOfWork,
    authority: &Authority,
    person: &Person,
) -> Result<Value, IdentityError> {
    let shows_address =
        authority.user() == Some(person.id) || authority.check("kernel:email.read", Target::Desk).allowed;
    let email = person.email.as_ref().filter(|_| shows_address);
    let mut roles = Vec::new();
    for held in &person.roles {
        let role = role::get(unit, held.role)?;
        let place = match held.place {
            Place::Everywhere => None,
            Place::In(department) => Some(department),
        };
        roles.push(json!({
            "role": role.as_ref().map(|r| r.name.as_str()),
            "title": role.as_ref().map(|r| r.title.as_str()),
            "department": place.map(|d| d.to_string()),
            "until": held.until.map(|u| u.0),
        }));
    }
    if owner::current(unit)? == Some(person.id) {
        roles.push(json!({ "role": "owner", "title": "Owner", "department": null, "until": null }));
    }
    let mut departments = Vec::new();
    for id in &person.departments {
        let name = department::get(unit, *id)?.map(|d| d.name);
        departments.push(json!({ "id": id.to_string(), "name": name }));
    }
    Ok(json!({
        "id": person.id.to_string(), "name": person.name, "alias": person.alias, "email": email,
        "active": person.active, "language": person.language, "created": person.created.0,
        "roles": roles, "departments": departments,
    }))
}

fn roles(unit: &mut UnitOfWork, names: &[HeldRoleName]) -> Result<Vec<HeldRole>, IdentityError> {
    names
        .iter()
        .map(|named| {
            let role = role::by_name(unit, &named.role)?.ok_or_else(|| {
                IdentityError::invalid("roles", refusal!("refused-names-no-role", name = &named.role))
            })?;
            let place = match &named.department {
                None => Place::Everywhere,
                Some(name) => Place::In(department_named(unit, name)?),
            };
            Ok(HeldRole { role: role.id, place, until: named.until })
        })
        .collect()
}

fn departments(unit: &mut UnitOfWork, names: &[String]) -> Result<Vec<DepartmentId>, IdentityError> {
    names.iter().map(|name| department_named(unit, name)).collect()
}

/// By name or id.
fn department_named(unit: &mut UnitOfWork, name: &str) -> Result<DepartmentId, IdentityError> {
    if let Ok(id) = name.parse::<DepartmentId>()
        && department::get(unit, id)?.is_some()
    {
        return Ok(id);
    }
    let found = department::by_name(unit, name)?;
    found.map(|d| d.id).ok_or_else(|| {
        IdentityError::invalid("departments", refusal!("refused-names-no-department", name = name))
    })
}
