//! `ombud:kernel/directory`: people and departments.

use crate::bindings::directory::{Department, Face, Host, Person};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use ombud_access::{Denial, Target, UserId};
use wasmtime::Result;

/// The most faces that one question may ask for.
const MAX_FACES: usize = 500;

const PERSON_READ: &str = "kernel:person.read";
const EMAIL_READ: &str = "kernel:email.read";
const CUSTOMER_CREATE: &str = "kernel:customer.create";

impl Host for Cx {
    fn get_person(&mut self, id: String) -> Result<Answer<Person>> {
        self.count_host_call()?;
        Ok(self.person_by_id(&id))
    }

    fn find_by_email(&mut self, email: String) -> Result<Answer<Option<Person>>> {
        self.count_host_call()?;
        Ok(self.must(PERSON_READ).and_then(|()| {
            let found = self.root.identity.person_by_email(&mut self.root.unit(), &email)?;
            Ok(found.map(|p| self.to_person(p)))
        }))
    }

    fn colleagues(&mut self, department: Option<String>) -> Result<Answer<Vec<Person>>> {
        self.count_host_call()?;
        Ok(self.must(PERSON_READ).and_then(|()| {
            let department = department.as_deref().map(convert::department).transpose()?;
            let found = self.root.identity.colleagues(&mut self.root.unit(), department, self.root.now)?;
            Ok(found.into_iter().map(|p| self.to_person(p)).collect())
        }))
    }

    fn departments(&mut self) -> Result<Answer<Vec<Department>>> {
        self.count_host_call()?;
        Ok(self.signed_in("departments").and_then(|()| {
            let departments = self.root.identity.departments(&mut self.root.unit())?;
            Ok(departments.into_iter().map(|d| Department { id: d.id.to_string(), name: d.name }).collect())
        }))
    }

    fn faces(&mut self, ids: Vec<String>) -> Result<Answer<Vec<Face>>> {
        self.count_host_call()?;
        Ok(self.signed_in("names").and_then(|()| self.faces_of(&ids)))
    }

    fn ensure_customer(&mut self, email: String, name: String) -> Result<Answer<Person>> {
        self.count_host_call()?;
        Ok(self.may_write().and_then(|()| self.must(CUSTOMER_CREATE)).and_then(|()| {
            let id = UserId(self.new_id()?);
            let mut unit = self.root.unit();
            let made = self.root.identity.ensure_customer(&mut unit, &self.authority, id, &email, &name);
            made.map(|person| self.to_person(person)).map_err(|error| self.heard(error))
        }))
    }
}

impl Cx {
    pub(super) fn must(&self, permission: &str) -> Answer<()> {
        self.asks([permission]);
        self.authority.check(permission, Target::Desk).into_result().map_err(|denial| self.denied(denial))
    }

    /// What everybody here may know, visitors may not. Plugins alone may.
    fn signed_in(&self, what: &str) -> Answer<()> {
        if self.person().is_some() || self.authority.is_own() {
            return Ok(());
        }
        let why = format!("{what} are shown to people who are signed in");
        Err(self.denied(Denial::new(PERSON_READ, why)))
    }

    fn person_by_id(&self, id: &str) -> Answer<Person> {
        self.must(PERSON_READ)?;
        let found = self.root.identity.person(&mut self.root.unit(), convert::user(id)?)?;
        found.map(|p| self.to_person(p)).ok_or_else(|| Error::NotFound(format!("there is no person `{id}`")))
    }

    fn faces_of(&self, ids: &[String]) -> Answer<Vec<Face>> {
        if ids.len() > MAX_FACES {
            return Err(Error::TooLarge(format!("at most {MAX_FACES} faces at once")));
        }
        let for_staff = self.authority.is_own() || self.authority.is_staff();
        let mut faces = Vec::with_capacity(ids.len());
        let mut unit = self.root.unit();
        for id in ids {
            let Ok(id) = convert::user(id) else { continue };
            let Some(person) = self.root.identity.person(&mut unit, id)? else { continue };
            let staff = self.root.identity.is_staff(&person, self.root.now);
            let name = match (for_staff, person.alias) {
                (false, Some(alias)) if staff => alias,
                _ => person.name,
            };
            faces.push(Face { id: person.id.to_string(), name, staff });
        }
        Ok(faces)
    }

    fn to_person(&self, person: ombud_identity::Person) -> Person {
        let staff = self.root.identity.is_staff(&person, self.root.now);
        self.asks([EMAIL_READ]);
        let may_see_address = self.authority.check(EMAIL_READ, Target::Desk).allowed;
        Person {
            id: person.id.to_string(),
            name: person.name,
            alias: person.alias,
            email: may_see_address.then_some(person.email).flatten(),
            staff,
            active: person.active,
            departments: person.departments.iter().map(|d| d.to_string()).collect(),
        }
    }
}
