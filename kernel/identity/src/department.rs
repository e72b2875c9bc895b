//! Departments: what people work in and records are filed under.

use ombud_access::{DepartmentId, Timestamp};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::audit::{self, Fact};
use crate::{IdentityError, Result, refusal, secret, text};

pub(crate) const DEPARTMENTS: Table<Department> = Table::new("departments");
/// By the folded name, so a scan is in the order of the names.
pub(crate) const BY_NAME: Table<DepartmentId> = Table::new("departments_by_name");

/// More than any desk has; a scan never runs away.
const MOST: usize = 10_000;

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Which.
    pub id: DepartmentId,
    /// Unique, upper and lower case being one.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
}

/// Makes a department. Needs `kernel:department.edit` on the whole desk.
pub fn create<'a>(uow: &mut UnitOfWork, actor: impl Into<Actor<'a>>, name: &str) -> Result<Department> {
    let actor = actor.into();
    actor.require("kernel:department.edit")?;
    if uow.scan(&BY_NAME, "", None, MOST)?.len() == MOST {
        return Err(IdentityError::Conflict(refusal!("refused-most-departments", most = MOST)));
    }
    let created = actor.authority.now();
    let department =
        Department { id: DepartmentId(secret::id(created)?), name: text::name("name", name)?, created };
    claim(uow, &department)?;
    save(uow, actor, "department.create", None, department)
}

/// Gives a department another name. Needs `kernel:department.edit`, at least there.
pub fn rename<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    id: DepartmentId,
    name: &str,
) -> Result<Department> {
    let actor = actor.into();
    actor.require_in("kernel:department.edit", Some(id))?;
    let before = require(uow, id)?;
    let after = Department { name: text::name("name", name)?, ..before.clone() };
    if after == before {
        return Ok(before);
    }
    claim(uow, &after)?;
    if text::fold(&before.name) != text::fold(&after.name) {
        uow.remove(&BY_NAME, &text::fold(&before.name))?;
    }
    save(uow, actor, "department.edit", Some(before), after)
}

/// The department with this id. Checks nothing.
pub fn get(uow: &mut UnitOfWork, id: DepartmentId) -> Result<Option<Department>> {
    Ok(uow.get(&DEPARTMENTS, &id.to_string())?)
}

/// The department with this name, whatever its letter case. Checks nothing.
pub fn by_name(uow: &mut UnitOfWork, name: &str) -> Result<Option<Department>> {
    let Ok(name) = text::name("name", name) else { return Ok(None) };
    match uow.get(&BY_NAME, &text::fold(&name))? {
        Some(id) => get(uow, id),
        None => Ok(None),
    }
}

/// All departments, by name. Open to everybody who is signed in, so this checks nothing.
pub fn list(uow: &mut UnitOfWork) -> Result<Vec<Department>> {
    let rows = uow.scan(&BY_NAME, "", None, MOST)?;
    let mut departments = Vec::with_capacity(rows.len());
    for (_, id) in rows {
        departments.extend(get(uow, id)?);
    }
    Ok(departments)
}

pub(crate) fn require(uow: &mut UnitOfWork, id: DepartmentId) -> Result<Department> {
    get(uow, id)?
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-department", name = id.to_string())))
}

fn claim(uow: &mut UnitOfWork, department: &Department) -> Result<()> {
    let key = text::fold(&department.name);
    if uow.get(&BY_NAME, &key)?.is_some_and(|holder| holder != department.id) {
        return Err(IdentityError::Conflict(refusal!("refused-department-known", name = &department.name)));
    }
    Ok(uow.put(&BY_NAME, &key, &department.id)?)
}

fn save(
    uow: &mut UnitOfWork,
    actor: Actor<'_>,
    action: &str,
    before: Option<Department>,
    after: Department,
) -> Result<Department> {
    uow.put(&DEPARTMENTS, &after.id.to_string(), &after)?;
    let before = before.as_ref().map_or(Ok(None), audit::json)?;
    let target = format!("department:{}", after.id);
    audit::append(uow, actor, Fact { action, target, before, after: audit::json(&after)? })?;
    Ok(after)
}
