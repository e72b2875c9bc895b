//! Who asks, and who is meant.

use ombud_plugin::text;
use ombud_plugin::{Authority, Cx, DepartmentId, Error, Face, Result, Timestamp, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// Who asks, as far as it matters here.
pub struct Caller {
    /// The person, if there is one.
    pub user: Option<UserId>,
    /// His name, or the plugin's that acts by itself.
    pub name: String,
    /// Staff, or a plugin that acts by itself: it holds what it was given and no more. What it may do, the
    /// kernel checks; this only says which side of the counter it stands on.
    pub staff: bool,
    /// The time of this call.
    pub now: Timestamp,
}

impl Caller {
    /// Of this call.
    pub fn of(cx: &Cx) -> Caller {
        let caller = cx.caller();
        let alone = caller.authority == Authority::Own;
        let name = match &caller.plugin {
            Some(plugin) if caller.name.is_empty() => plugin.clone(),
            _ => caller.name,
        };
        Caller { user: caller.user, name, staff: caller.staff || alone, now: cx.now() }
    }
}

/// The department with this id or name.
pub fn department(cx: &Cx, text: &str) -> Result<DepartmentId> {
    let text = text.trim();
    let departments = cx.departments()?;
    if let Some(found) = departments.iter().find(|department| department.id == text) {
        return Ok(found.id.clone());
    }
    let name = text.to_lowercase();
    match departments.iter().find(|department| department.name.to_lowercase() == name) {
        Some(found) => Ok(found.id.clone()),
        None => Err(Error::invalid(format!("`department`: there is no department `{text}`"))),
    }
}

/// Names of all departments by id; empty for whom the directory is closed.
pub fn department_names(cx: &Cx) -> BTreeMap<DepartmentId, String> {
    let departments = cx.departments().unwrap_or_default();
    departments.into_iter().map(|department| (department.id, department.name)).collect()
}

/// The person with this id or address, or `me`.
pub fn person(cx: &Cx, field: &str, text: &str) -> Result<UserId> {
    let text = text.trim();
    if text == "me" {
        return cx.user();
    }
    if !text.contains('@') {
        return known(cx, field, text);
    }
    match cx.find_by_email(text)? {
        Some(found) => Ok(found.id),
        None => Err(Error::invalid(text!("nobody-has-address", field = field, text = text))),
    }
}

/// The person whose ticket it shall be. An address that is new here becomes a customer.
pub fn requester(cx: &Cx, text: &str, name: Option<&str>) -> Result<UserId> {
    let text = text.trim();
    if !text.contains('@') {
        return person(cx, "requester", text);
    }
    // Who may not make customers can still name one who is here.
    match cx.find_by_email(text) {
        Ok(Some(found)) => Ok(found.id),
        _ => Ok(cx.ensure_customer(text, name.unwrap_or_default())?.id),
    }
}

fn known(cx: &Cx, field: &str, id: &str) -> Result<UserId> {
    match is_staff(cx, id)? {
        Some(_) => Ok(id.to_owned()),
        None => Err(Error::invalid(format!("`{field}`: there is no person `{id}`"))),
    }
}

/// Whether this person is staff; None if there is no such person.
pub fn is_staff(cx: &Cx, id: &str) -> Result<Option<bool>> {
    Ok(face(cx, id)?.map(|face| face.staff))
}

/// What the caller may see of this person; None if there is no such person.
pub fn face(cx: &Cx, id: &str) -> Result<Option<Face>> {
    match cx.faces(&[id.to_owned()]) {
        Ok(faces) => Ok(faces.into_iter().next()),
        // It is not even written like an id.
        Err(Error::Invalid(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Refuses everybody who cannot work on tickets.
pub fn must_be_colleague(cx: &Cx, id: &str) -> Result<()> {
    match is_staff(cx, id)? {
        None => return Err(Error::invalid(format!("`assignee`: there is no person `{id}`"))),
        Some(false) => return Err(Error::invalid(text!("assignee-is-customer"))),
        Some(true) => {}
    }
    // Who may not look people up learns here no more than the face says.
    match cx.person(id) {
        Ok(person) if !person.active => Err(Error::invalid(text!("assignee-is-suspended"))),
        _ => Ok(()),
    }
}

/// Which of these are staff.
pub fn staff_among<'a>(cx: &Cx, ids: impl IntoIterator<Item = &'a UserId>) -> BTreeSet<UserId> {
    let faces = faces(cx, ids);
    faces.into_iter().filter(|(_, face)| face.staff).map(|(id, _)| id).collect()
}

/// The names that the caller may see, by id.
pub fn names<'a>(cx: &Cx, ids: impl IntoIterator<Item = &'a UserId>) -> BTreeMap<UserId, String> {
    faces(cx, ids).into_iter().map(|(id, face)| (id, face.name)).collect()
}

/// The directory answers at most so many at once.
const FACES: usize = 500;

fn faces<'a>(cx: &Cx, ids: impl IntoIterator<Item = &'a UserId>) -> BTreeMap<UserId, Face> {
    let ids: Vec<UserId> = ids.into_iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let pages = ids.chunks(FACES).map(|page| cx.faces(page).unwrap_or_default());
    pages.flatten().map(|face| (face.id.clone(), face)).collect()
}
