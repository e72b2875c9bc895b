//! Looking people up, for those who look after them.

use ombud_access::{DepartmentId, RoleId, Snapshot, Timestamp, UserId};
use ombud_store::UnitOfWork;

use super::{PEOPLE, Person};
use crate::actor::Actor;
use crate::{Result, assignment, guest, text};

/// The most people of one page.
const PAGE: usize = 200;
/// The most people who are looked at for one page.
const EXAMINED: usize = 5_000;
/// Rows read at a time.
const BATCH: usize = 256;

/// Which people. All that is said must hold; what is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name, of the alias or of the address, whatever the letter case.
    pub text: Option<String>,
    /// Staff only, or everybody else.
    pub staff: Option<bool>,
    /// Guests of whom nothing more was made only, or everybody else.
    pub guest: Option<bool>,
    /// Holds this role, anywhere.
    pub role: Option<RoleId>,
    /// Works there.
    pub department: Option<DepartmentId>,
    /// May do anything at all, or is suspended.
    pub active: Option<bool>,
}

/// Some people, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// A page may be short, even empty, and yet not the last: rare ones are looked for a stretch at a time.
    pub people: Vec<Person>,
    /// Pass this to go on. None: there is no more.
    pub next: Option<UserId>,
}

/// People who pass the filter, from after `after` on: staff by name if the filter says staff, otherwise the newest first.
/// Needs `kernel:person.read`; addresses are filled in, and looked at for the text, only with `kernel:email.read` as well.
pub fn list<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    filter: &Filter,
    after: Option<UserId>,
    limit: usize,
) -> Result<Found> {
    let actor = actor.into();
    actor.require("kernel:person.read")?;
    let look = Look {
        filter,
        text: filter.text.as_deref().map(text::fold).unwrap_or_default(),
        addresses: actor.require("kernel:email.read").is_ok(),
        policy: actor.authority().snapshot(),
        now: actor.authority().now(),
    };
    let limit = limit.clamp(1, PAGE);
    let mut found = match filter.staff {
        Some(true) => look.among_staff(uow, after, limit)?,
        _ => look.among_all(uow, after, limit)?,
    };
    if !look.addresses {
        found.people.iter_mut().for_each(|person| person.email = None);
    }
    Ok(found)
}

struct Look<'a> {
    filter: &'a Filter,
    /// What is looked for, folded; empty: nothing.
    text: String,
    addresses: bool,
    policy: &'a Snapshot,
    now: Timestamp,
}

impl Look<'_> {
    /// Staff is few enough to be put in order.
    fn among_staff(&self, uow: &mut UnitOfWork, after: Option<UserId>, limit: usize) -> Result<Found> {
        let mut people = Vec::new();
        for id in assignment::staff(uow, self.policy)? {
            people.extend(super::get(uow, id)?);
        }
        people.sort_by_cached_key(|person| (text::fold(&person.name), person.id));
        let from = after.and_then(|after| people.iter().position(|person| person.id == after));
        let people: Vec<Person> = people.into_iter().skip(from.map_or(0, |from| from + 1)).collect();
        let mut admitted = Vec::new();
        for person in people {
            if self.admits(uow, &person)? {
                admitted.push(person);
            }
        }
        let mut people = admitted;
        let more = people.len() > limit;
        people.truncate(limit);
        Ok(Found { next: people.last().filter(|_| more).map(|person| person.id), people })
    }

    fn among_all(&self, uow: &mut UnitOfWork, after: Option<UserId>, limit: usize) -> Result<Found> {
        let mut found = Found { people: Vec::new(), next: None };
        let (mut place, mut examined) = (after, 0);
        loop {
            let from = place.map(|id| id.to_string());
            let rows = uow.scan_back(&PEOPLE, "", from.as_deref(), BATCH)?;
            let last = rows.len() < BATCH;
            for (_, person) in rows {
                let id = person.id;
                if self.admits(uow, &person)? {
                    if found.people.len() == limit {
                        found.next = place;
                        return Ok(found);
                    }
                    found.people.push(person);
                }
                place = Some(id);
            }
            examined += BATCH;
            if last {
                return Ok(found);
            }
            if examined >= EXAMINED {
                found.next = place;
                return Ok(found);
            }
        }
    }

    fn admits(&self, uow: &mut UnitOfWork, person: &Person) -> Result<bool> {
        let Filter { staff, role, department, active, .. } = self.filter;
        let said =
            |text: &Option<String>| text.as_ref().is_some_and(|text| text::fold(text).contains(&self.text));
        let named = self.text.is_empty()
            || text::fold(&person.name).contains(&self.text)
            || said(&person.alias)
            || (self.addresses && said(&person.email));
        let fits = named
            && active.is_none_or(|active| person.active == active)
            && staff.is_none_or(|staff| person.is_staff(self.policy, self.now) == staff)
            && role.is_none_or(|role| person.roles.iter().any(|held| held.role == role))
            && department.is_none_or(|at| person.departments.contains(&at));
        Ok(fits
            && match self.filter.guest {
                Some(wanted) => guest::is_one(uow, person)? == wanted,
                None => true,
            })
    }
}
