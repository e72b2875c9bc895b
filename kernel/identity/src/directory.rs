//! Looking people up for those who have checked that they may: the host's directory and the API.

use std::collections::BTreeSet;
use std::sync::Arc;

use ombud_access::{Authority, DepartmentId, Subject, Timestamp, UserId};
use ombud_store::UnitOfWork;

use crate::department::{self, Department};
use crate::person::{self, Person};
use crate::{Identity, Result, assignment, membership, text};

impl Identity {
    /// The person with this id.
    pub fn person(&self, uow: &mut UnitOfWork, id: UserId) -> Result<Option<Person>> {
        Ok(person::known(uow, id, &self.people)?.map(|person| Person::clone(&person)))
    }

    /// The person with this address, whatever its letter case.
    pub fn person_by_email(&self, uow: &mut UnitOfWork, email: &str) -> Result<Option<Person>> {
        person::by_email(uow, email)
    }

    /// What the engine needs of a person.
    pub fn subject(&self, uow: &mut UnitOfWork, id: UserId) -> Result<Option<Arc<Subject>>> {
        person::subject(uow, id, &self.subjects)
    }

    /// Whether the person is staff now, by the policy as last compiled.
    pub fn is_staff(&self, person: &Person, now: Timestamp) -> bool {
        person.is_staff(&self.snapshot(), now)
    }

    /// Active staff, of one department or of all, by name.
    pub fn colleagues(
        &self,
        uow: &mut UnitOfWork,
        department: Option<DepartmentId>,
        now: Timestamp,
    ) -> Result<Vec<Person>> {
        let policy = self.policy_in(uow)?;
        let ids: BTreeSet<UserId> = match department {
            Some(department) => membership::members(uow, department)?.into_iter().collect(),
            None => assignment::staff(uow, &policy)?,
        };
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            let known = person::known(uow, id, &self.people)?;
            people.extend(known.filter(|person| person.active && person.is_staff(&policy, now)));
        }
        people.sort_by_cached_key(|person| (text::fold(&person.name), person.id));
        Ok(people.iter().map(|person| Person::clone(person)).collect())
    }

    /// All departments, by name.
    pub fn departments(&self, uow: &mut UnitOfWork) -> Result<Vec<Department>> {
        department::list(uow)
    }

    /// The person with this address, or a new customer with it: [`person::ensure_customer`].
    pub fn ensure_customer(
        &self,
        uow: &mut UnitOfWork,
        authority: &Authority,
        id: UserId,
        email: &str,
        name: &str,
    ) -> Result<Person> {
        person::ensure_customer(uow, authority, id, email, name)
    }
}
