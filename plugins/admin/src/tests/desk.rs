//! A desk to draw: people, roles and permissions, and what was asked of the kernel.

use crate::Admin;
use ombud_plugin::administration::effects::{Affected, Difference, Effect, Tally};
use ombud_plugin::administration::{audit, departments, people, roles, verdicts};
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Error, Plugin, RecordRef, Request, Response, Result, Timestamp};
use roles::Scope;
use std::cell::RefCell;
use std::rc::Rc;

pub const NOW: Timestamp = 1_795_415_280_000; // 23 Nov 2026, 06:28 UTC

/// What the fakes hold, and what was asked of them.
#[derive(Default)]
pub struct State {
    pub people: RefCell<Vec<people::Person>>,
    pub filters: RefCell<Vec<people::Filter>>,
    pub added: RefCell<Vec<people::NewPerson>>,
    pub changed: RefCell<Vec<people::Changes>>,
    pub roles: RefCell<Vec<roles::Role>>,
    pub permissions: RefCell<Vec<roles::Permission>>,
    pub made: RefCell<Vec<roles::NewRole>>,
    pub edited: RefCell<Vec<roles::Changes>>,
    pub departments: RefCell<Vec<departments::Department>>,
    pub named: RefCell<Vec<String>>,
    pub entries: RefCell<Vec<audit::Entry>>,
    pub searched: RefCell<Vec<audit::Filter>>,
    pub explained: RefCell<Vec<(String, String, Option<RecordRef>)>>,
    /// Answer every change and every preview with this.
    pub refusal: RefCell<Option<Error>>,
}

pub struct Desk {
    pub kernel: FakeKernel,
    pub state: Rc<State>,
    pub olga: String,
    pub ana: String,
    pub support: String,
}

impl Desk {
    /// Olga looks; Ana is an agent in Support; Bo's name is HTML.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        let support = kernel.department("Support");
        let olga = kernel.staff("Olga Owner", "olga@demo.test", &[]);
        let ana = kernel.staff("Ana Agent", "ana@demo.test", &[&support]);
        kernel.act_as(&olga);
        let state = Rc::new(State::default());
        kernel.administration(&state);
        let agent = role("agent", "Agent", |role| {
            role.built_in = true;
            role.grants = vec![grant("tickets:ticket.read", &[Scope::Department])];
        });
        let admin = role("administrator", "Administrator", |role| {
            role.built_in = true;
            role.everything = true;
        });
        let refunds = role("refunds", "Refunds", |role| {
            role.grants = vec![
                grant("tickets:ticket.read", &[Scope::All]),
                roles::Grant {
                    until: Some(NOW + 86_400_000),
                    ..grant("tickets:ticket.reply", &[Scope::Assigned])
                },
            ];
        });
        *state.roles.borrow_mut() = vec![admin, agent, refunds];
        *state.permissions.borrow_mut() = vec![
            permission("kernel:billing.manage", "Manage billing", &[Scope::All], |one| one.owner_only = true),
            permission("kernel:role.edit", "Edit roles", &[Scope::All], |one| one.dangerous = true),
            permission(
                "tickets:ticket.read",
                "Read tickets",
                &[Scope::All, Scope::Department, Scope::Own],
                |_| (),
            ),
            permission("tickets:ticket.reply", "Answer tickets", &[Scope::All, Scope::Assigned], |one| {
                one.contacts_customer = true;
            }),
            permission("odd:thing.do", "Do <b>odd</b> things", &[Scope::All], |one| one.givable = vec![]),
        ];
        let person = |id: &str, name: &str, held: &str| people::Person {
            id: id.to_owned(),
            name: name.to_owned(),
            alias: None,
            email: Some(format!("{}@demo.test", name.split(' ').next().unwrap().to_lowercase())),
            language: None,
            active: true,
            staff: true,
            owner: id == olga,
            created: NOW - 86_400_000,
            roles: if held.is_empty() { vec![] } else { vec![hold(held)] },
            departments: vec![],
        };
        let mut anas = person(&ana, "Ana Agent", "agent");
        anas.departments = vec![support.clone()];
        *state.people.borrow_mut() =
            vec![person(&olga, "Olga Owner", ""), anas, person("bo", "<script>alert(1)</script>", "refunds")];
        Desk { kernel, state, olga, ana, support }
    }

    pub fn get(&self, address: &str) -> (u16, String) {
        let response = self.answer(Request::get(address));
        (response.status, response.body_text())
    }

    /// The page of an address that must be there.
    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let (status, page) = self.get(address);
        assert_eq!(status, 200, "{page}");
        page
    }

    pub fn post(&self, address: &str, form: &str) -> Response {
        self.answer(Request::form_body(address, form))
    }

    /// Where an accepted form leads.
    #[track_caller]
    pub fn sent(&self, address: &str, form: &str) -> String {
        let response = self.post(address, form);
        assert_eq!(response.status, 303, "{}", response.body_text());
        response.header_value("location").unwrap().to_owned()
    }

    /// The page that a form leads to at once.
    #[track_caller]
    pub fn between(&self, address: &str, form: &str) -> String {
        let response = self.post(address, form);
        assert_eq!(response.status, 200, "{}", response.body_text());
        response.body_text()
    }

    fn answer(&self, request: Request) -> Response {
        Admin::handle(&self.kernel.cx(), request).unwrap()
    }
}

pub fn hold(role: &str) -> people::HeldRole {
    people::HeldRole { role: role.to_owned(), department: None, until: None }
}

fn grant(permission: &str, scopes: &[Scope]) -> roles::Grant {
    roles::Grant { permission: permission.to_owned(), scopes: scopes.to_vec(), until: None }
}

fn role(name: &str, title: &str, fill: impl FnOnce(&mut roles::Role)) -> roles::Role {
    let mut role = roles::Role {
        id: name.to_owned(),
        name: name.to_owned(),
        title: title.to_owned(),
        description: String::new(),
        built_in: false,
        everything: false,
        staff: true,
        collaborator: false,
        retired: false,
        grants: vec![],
    };
    fill(&mut role);
    role
}

fn permission(
    name: &str,
    title: &str,
    scopes: &[Scope],
    fill: impl FnOnce(&mut roles::Permission),
) -> roles::Permission {
    let mut permission = roles::Permission {
        name: name.to_owned(),
        title: title.to_owned(),
        description: format!("{title}."),
        scopes: scopes.to_vec(),
        givable: scopes.to_vec(),
        dangerous: false,
        contacts_customer: false,
        owner_only: false,
    };
    fill(&mut permission);
    permission
}

/// What the fake kernel says that any change does.
fn effect() -> Effect {
    let tally = Tally { collection: "tickets:tickets".to_owned(), before: 3, after: 12, or_more: false };
    let difference = Difference {
        permission: "tickets:ticket.read".to_owned(),
        title: "Read tickets".to_owned(),
        gained: vec!["everything in Sales".to_owned()],
        lost: vec![],
        records: vec![tally],
    };
    let affected = Affected {
        user: Some("bo".to_owned()),
        name: "<script>alert(1)</script>".to_owned(),
        staff: None,
        differences: vec![difference],
    };
    Effect {
        sentence: "1 person gains something, nobody loses anything.".to_owned(),
        people: vec![affected],
        not_looked_at: 0,
    }
}

impl State {
    fn refused(&self) -> Result<()> {
        self.refusal.borrow().clone().map_or(Ok(()), Err)
    }
}

impl people::Service for State {
    fn list(&self, filter: &people::Filter, _: u32, _: Option<&str>) -> Result<people::Page> {
        self.filters.borrow_mut().push(filter.clone());
        Ok(people::Page { people: self.people.borrow().clone(), next: Some("c2".to_owned()) })
    }

    fn get(&self, id: &str) -> Result<people::Person> {
        let found = self.people.borrow().iter().find(|person| person.id == id).cloned();
        found.ok_or_else(|| Error::not_found(format!("there is no person `{id}`")))
    }

    fn create(&self, person: &people::NewPerson) -> Result<people::Person> {
        self.refused()?;
        self.added.borrow_mut().push(person.clone());
        people::Service::get(self, "bo")
    }

    fn change(&self, id: &str, change: &people::Changes) -> Result<people::Person> {
        self.refused()?;
        self.changed.borrow_mut().push(change.clone());
        people::Service::get(self, id)
    }

    fn preview(&self, _: &str, _: &people::Changes) -> Result<Effect> {
        self.refused().map(|()| effect())
    }
}

impl roles::Service for State {
    fn list(&self) -> Result<Vec<roles::Role>> {
        Ok(self.roles.borrow().clone())
    }

    fn get(&self, id: &str) -> Result<roles::Role> {
        let found = self.roles.borrow().iter().find(|role| role.id == id).cloned();
        found.ok_or_else(|| Error::not_found(format!("there is no role `{id}`")))
    }

    fn holders(&self, id: &str, at_most: u32) -> Result<Vec<String>> {
        let people = self.people.borrow();
        let holds = |person: &&people::Person| person.roles.iter().any(|held| held.role == id);
        Ok(people.iter().filter(holds).map(|person| person.id.clone()).take(at_most as usize).collect())
    }

    fn permissions(&self) -> Result<Vec<roles::Permission>> {
        Ok(self.permissions.borrow().clone())
    }

    fn create(&self, role: &roles::NewRole) -> Result<roles::Role> {
        self.refused()?;
        self.made.borrow_mut().push(role.clone());
        roles::Service::get(self, "refunds")
    }

    fn change(&self, id: &str, changes: &roles::Changes) -> Result<roles::Role> {
        self.refused()?;
        self.edited.borrow_mut().push(changes.clone());
        roles::Service::get(self, id)
    }

    fn preview(&self, _: &str, _: &roles::Changes) -> Result<Effect> {
        self.refused().map(|()| effect())
    }
}

impl departments::Service for State {
    fn list(&self) -> Result<Vec<departments::Department>> {
        Ok(self.departments.borrow().clone())
    }

    fn create(&self, name: &str) -> Result<departments::Department> {
        self.refused()?;
        self.named.borrow_mut().push(name.to_owned());
        Ok(departments::Department { id: "d9".to_owned(), name: name.to_owned(), created: NOW, members: 0 })
    }

    fn rename(&self, _: &str, name: &str) -> Result<departments::Department> {
        departments::Service::create(self, name)
    }
}

impl audit::Service for State {
    fn search(&self, filter: &audit::Filter, _: u32, cursor: Option<u64>) -> Result<audit::Page> {
        self.searched.borrow_mut().push(filter.clone());
        if cursor.is_some() {
            return Ok(audit::Page { entries: vec![], next: None });
        }
        Ok(audit::Page { entries: self.entries.borrow().clone(), next: Some(7) })
    }
}

impl verdicts::Service for State {
    fn explain(&self, user: &str, permission: &str, at: Option<&RecordRef>) -> Result<verdicts::Verdict> {
        self.explained.borrow_mut().push((user.to_owned(), permission.to_owned(), at.cloned()));
        Ok(verdicts::Verdict {
            allowed: false,
            sentence: "No role gives it.".to_owned(),
            enough: Some("the role `Agent` granted it for `all`".to_owned()),
        })
    }
}
