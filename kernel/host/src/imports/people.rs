//! `ombud:kernel/people`: everybody with an account, and what they hold.

use crate::bindings::effects::Effect;
use crate::bindings::people::{Changes, Details, Filter, HeldRole, Host, NewPerson, Page, Person};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use ombud_access::{DepartmentId, HeldRole as Held, Place, Target, Timestamp, UserId};
use ombud_identity::person::{self, search};
use ombud_identity::{Actor, IdentityError, PersonChange, assignment, membership};
use ombud_store::UnitOfWork;
use wasmtime::Result;

/// The most people of one page.
const PAGE: u32 = 100;

/// The most roles and the most departments that a guest may name at once.
const MOST: usize = 500;

const EDIT: &str = "kernel:person.edit";
const CREATE: &str = "kernel:person.create";
const SUSPEND: &str = "kernel:person.suspend";
const ASSIGN: &str = "kernel:role.assign";
const MEMBERSHIP: &str = "kernel:membership.edit";

impl Host for Cx {
    fn list(&mut self, filter: Filter, limit: u32, cursor: Option<String>) -> Result<Answer<Page>> {
        self.count_dear_call()?;
        Ok(self.people(filter, limit, cursor))
    }

    fn get(&mut self, id: String) -> Result<Answer<Person>> {
        self.count_host_call()?;
        Ok(self.person_in_full(&id))
    }

    fn create(&mut self, person: NewPerson) -> Result<Answer<Person>> {
        self.count_host_call()?;
        Ok(self.add_person(person))
    }

    fn change(&mut self, id: String, change: Changes) -> Result<Answer<Person>> {
        self.count_host_call()?;
        Ok(self.change_person(&id, change))
    }

    fn preview(&mut self, id: String, change: Changes) -> Result<Answer<Effect>> {
        self.count_dear_call()?;
        Ok(self.preview_person(&id, change))
    }
}

/// A change, with every id read.
struct Wanted {
    details: Option<PersonChange>,
    departments: Option<Vec<DepartmentId>>,
    roles: Option<Vec<Held>>,
    active: Option<bool>,
}

impl Wanted {
    fn read(change: Changes) -> Answer<Wanted> {
        let details =
            |Details { name, email, alias, language }| PersonChange { name, email, alias, language };
        let wanted = Wanted {
            details: change.details.map(details),
            departments: change.departments.map(departments).transpose()?,
            roles: change.roles.map(roles).transpose()?,
            active: change.active,
        };
        match wanted.permission() {
            Some(_) => Ok(wanted),
            None => Err(Error::Invalid("a change changes something: name what".into())),
        }
    }

    /// The first that it needs.
    fn permission(&self) -> Option<&'static str> {
        let details = self.details.as_ref().map(|_| EDIT);
        let departments = self.departments.as_ref().map(|_| MEMBERSHIP);
        let roles = self.roles.as_ref().map(|_| ASSIGN);
        details.or(departments).or(roles).or(self.active.map(|_| SUSPEND))
    }

    fn make(
        self,
        unit: &mut UnitOfWork,
        actor: Actor<'_>,
        id: UserId,
    ) -> std::result::Result<(), IdentityError> {
        if let Some(details) = self.details {
            person::update(unit, actor, id, details)?;
        }
        if let Some(departments) = self.departments {
            membership::set(unit, actor, id, &departments)?;
        }
        if let Some(roles) = self.roles {
            assignment::set(unit, actor, id, roles)?;
        }
        if let Some(active) = self.active {
            person::set_active(unit, actor, id, active)?;
        }
        Ok(())
    }
}

impl Cx {
    fn people(&self, filter: Filter, limit: u32, cursor: Option<String>) -> Answer<Page> {
        self.asks(["kernel:person.read"]);
        let filter = search::Filter {
            text: filter.text.filter(|text| !text.trim().is_empty()).map(|text| text.trim().to_owned()),
            staff: filter.staff,
            // They come and go: customers are those whom one finds again.
            guest: (filter.staff == Some(false)).then_some(false),
            role: filter.role.as_deref().map(convert::role).transpose()?,
            department: filter.department.as_deref().map(convert::department).transpose()?,
            active: filter.active,
        };
        let after = cursor.as_deref().map(convert::user).transpose()?;
        let limit = limit.clamp(1, PAGE) as usize;
        let found = self.of_people(|unit, actor| search::list(unit, actor, &filter, after, limit))?;
        Ok(Page {
            people: found.people.into_iter().map(|person| self.shown(person)).collect(),
            next: found.next.map(|id| id.to_string()),
        })
    }

    fn person_in_full(&self, id: &str) -> Answer<Person> {
        self.must("kernel:person.read")?;
        let found = self.root.identity.person(&mut self.root.unit(), convert::user(id)?)?;
        let found = found.ok_or_else(|| Error::NotFound(format!("there is no person `{id}`")))?;
        Ok(self.shown(found))
    }

    fn add_person(&self, new: NewPerson) -> Answer<Person> {
        self.changed_by_a_person(CREATE)?;
        let new = ombud_identity::NewPerson {
            name: new.name,
            email: new.email,
            alias: new.alias,
            language: new.language,
            roles: roles(new.roles)?,
            departments: departments(new.departments)?,
        };
        let made = self.of_people(|unit, actor| person::create(unit, actor, new))?;
        Ok(self.shown(made))
    }

    fn change_person(&self, id: &str, change: Changes) -> Answer<Person> {
        let wanted = Wanted::read(change)?;
        self.changed_by_a_person(wanted.permission().unwrap_or(EDIT))?;
        let user = convert::user(id)?;
        let changed = self.of_people(|unit, actor| {
            wanted.make(unit, actor, user)?;
            person::get(unit, user)
        })?;
        let changed = changed.ok_or_else(|| Error::NotFound(format!("there is no person `{id}`")))?;
        Ok(self.shown(changed))
    }

    fn preview_person(&self, id: &str, change: Changes) -> Answer<Effect> {
        let wanted = Wanted::read(change)?;
        self.by_a_person(wanted.permission().unwrap_or(EDIT))?;
        let user = convert::user(id)?;
        self.tried(&[user], |unit, actor| wanted.make(unit, actor, user))
    }

    /// As this call may see somebody.
    fn shown(&self, person: ombud_identity::Person) -> Person {
        let identity = &self.root.identity;
        let may_see_address = self.authority.check("kernel:email.read", Target::Desk).allowed;
        self.asks(["kernel:email.read"]);
        let held = |held: &Held| HeldRole {
            role: held.role.to_string(),
            department: match held.place {
                Place::Everywhere => None,
                Place::In(department) => Some(department.to_string()),
            },
            until: held.until.map(|until| until.0),
        };
        Person {
            staff: identity.is_staff(&person, self.root.now),
            owner: self.authority.snapshot().policy().owner == Some(person.id),
            id: person.id.to_string(),
            name: person.name,
            alias: person.alias,
            email: person.email.filter(|_| may_see_address),
            language: person.language,
            active: person.active,
            created: person.created.0,
            roles: person.roles.iter().map(held).collect(),
            departments: person.departments.iter().map(ToString::to_string).collect(),
        }
    }
}

fn departments(ids: Vec<String>) -> Answer<Vec<DepartmentId>> {
    if ids.len() > MOST {
        return Err(Error::TooLarge(format!("at most {MOST} departments for one person")));
    }
    ids.iter().map(|id| convert::department(id)).collect()
}

fn roles(held: Vec<HeldRole>) -> Answer<Vec<Held>> {
    if held.len() > MOST {
        return Err(Error::TooLarge(format!("at most {MOST} roles for one person")));
    }
    let held = held.iter().map(|held| {
        let department = held.department.as_deref().map(convert::department).transpose()?;
        Ok(Held {
            role: convert::role(&held.role)?,
            place: department.map_or(Place::Everywhere, Place::In),
            until: held.until.map(Timestamp),
        })
    });
    held.collect()
}
