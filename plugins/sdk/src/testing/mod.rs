//! A kernel for unit tests: in memory, without permissions until a test denies some, and with a clock that
//! the test moves.
//!
//! ```
//! use ombud_plugin::testing::FakeKernel;
//!
//! let kernel = FakeKernel::new();
//! let billing = kernel.department("Billing");
//! let ada = kernel.staff("Ada", "ada@desk.test", &[&billing]);
//! kernel.act_as(&ada);
//! assert_eq!(kernel.cx().caller().name, "Ada");
//! ```
//!
//! It keeps the rules of the WIT that a plugin can break by itself: versions, parents, audiences, limits. It
//! knows no roles and no mandates; for those there is the test kit, which runs a whole desk.

mod answers;
mod manifest;
mod office;
mod records;
#[cfg(test)]
mod tests;

use crate::administration::{audit, departments, people, roles, verdicts};
use crate::desk::{
    abilities, availability, calendar, canned, chats, definitions, enclosures, mentions, merge, merging,
    outbox, phrases, queues, ratings, schedule, shifts, sla, split, tickets, voting,
};
use crate::search;
use crate::{
    Authority, Caller, Cx, Department, DepartmentId, Event, Level, Person, RecordRef, Timestamp, UserId,
};
pub use manifest::check_routes;
pub use office::Office;
use records::Records;
use std::cell::{Ref, RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::rc::Rc;

/// A kernel for unit tests. Clones are handles to the same one.
#[derive(Clone, Default)]
pub struct FakeKernel {
    state: Rc<RefCell<State>>,
}

/// A timer that is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Timer {
    /// Its name within the plugin.
    pub key: String,
    /// When it rings.
    pub due: Timestamp,
    /// What it will be given.
    pub data: String,
}

#[derive(Default)]
struct State {
    now: Timestamp,
    made: u64,
    chance: u64,
    caller: Option<Caller>,
    departments: Vec<Department>,
    people: Vec<Person>,
    presences: BTreeMap<UserId, (bool, Timestamp)>,
    settings: Option<String>,
    denied: BTreeSet<(String, Option<(String, String)>)>,
    records: Records,
    counters: BTreeMap<String, u64>,
    blobs: BTreeMap<String, Vec<u8>>,
    events: Vec<Event>,
    timers: BTreeMap<String, Timer>,
    orders: BTreeMap<String, crate::Order>,
    sent: BTreeMap<String, crate::kernel::RawOutgoing>,
    posted: BTreeMap<String, crate::post::RawMail>,
    desk_address: Option<String>,
    log: Vec<(Level, String)>,
    tickets: Option<Rc<dyn tickets::Service>>,
    queues: Option<Rc<dyn queues::Service>>,
    definitions: Option<Rc<dyn definitions::Service>>,
    outbox: Option<Rc<dyn outbox::Service>>,
    abilities: Option<Rc<dyn abilities::Service>>,
    availability: Option<Rc<dyn availability::Service>>,
    mentions: Option<Rc<dyn mentions::Service>>,
    calendar: Option<Rc<dyn calendar::Service>>,
    chats: Option<Rc<dyn chats::Service>>,
    ratings: Option<Rc<dyn ratings::Service>>,
    voting: Option<Rc<dyn voting::Service>>,
    schedule: Option<Rc<dyn schedule::Service>>,
    shifts: Option<Rc<dyn shifts::Service>>,
    sla: Option<Rc<dyn sla::Service>>,
    split: Option<Rc<dyn split::Service>>,
    merging: Option<Rc<dyn merging::Service>>,
    merge: Option<Rc<dyn merge::Service>>,
    canned: Option<Rc<dyn canned::Service>>,
    enclosures: Option<Rc<dyn enclosures::Service>>,
    phrases: Option<Rc<dyn phrases::Service>>,
    administration: Administration,
    search: Option<Rc<dyn search::Service>>,
}

/// What stands behind [`crate::administration`].
#[derive(Default)]
struct Administration {
    people: Option<Rc<dyn people::Service>>,
    roles: Option<Rc<dyn roles::Service>>,
    departments: Option<Rc<dyn departments::Service>>,
    audit: Option<Rc<dyn audit::Service>>,
    verdicts: Option<Rc<dyn verdicts::Service>>,
}

impl State {
    fn id(&mut self) -> String {
        self.made += 1;
        format!("{:026}", self.made)
    }

    fn caller(&self) -> Caller {
        self.caller.clone().unwrap_or(Caller {
            user: None,
            staff: false,
            name: String::new(),
            plugin: None,
            authority: Authority::Own,
            request: "test".into(),
        })
    }

    /// A visitor or a customer asks: nothing for staff may reach him.
    fn is_outsider(&self) -> bool {
        let caller = self.caller();
        caller.authority == Authority::ForUser && !caller.staff
    }
}

impl FakeKernel {
    /// An empty desk on 2026-01-01, with the plugin acting for itself.
    pub fn new() -> Self {
        FakeKernel::at(1_767_225_600_000)
    }

    /// An empty desk at this time.
    pub fn at(now: Timestamp) -> Self {
        let kernel = FakeKernel::default();
        kernel.state_mut().now = now;
        kernel
    }

    /// A call on this desk.
    pub fn cx(&self) -> Cx {
        Cx::on(self.clone())
    }

    /// Moves the clock on.
    pub fn advance(&self, milliseconds: u64) {
        self.state_mut().now += milliseconds;
    }

    /// Adds a department.
    pub fn department(&self, name: &str) -> DepartmentId {
        let mut state = self.state_mut();
        let id = state.id();
        state.departments.push(Department { id: id.clone(), name: name.into() });
        id
    }

    /// Adds a member of staff.
    pub fn staff(&self, name: &str, email: &str, departments: &[&str]) -> UserId {
        self.add(name, email, true, departments)
    }

    /// Adds a customer.
    pub fn customer(&self, name: &str, email: &str) -> UserId {
        self.add(name, email, false, &[])
    }

    fn add(&self, name: &str, email: &str, staff: bool, departments: &[&str]) -> UserId {
        let mut state = self.state_mut();
        let id = state.id();
        state.people.push(Person {
            id: id.clone(),
            name: name.into(),
            alias: None,
            email: Some(email.to_lowercase()),
            staff,
            active: true,
            departments: departments.iter().map(|id| (*id).to_owned()).collect(),
        });
        id
    }

    /// Gives a person the name that customers see.
    pub fn alias(&self, user: &str, alias: &str) {
        if let Some(person) = self.state_mut().people.iter_mut().find(|person| person.id == user) {
            person.alias = Some(alias.into());
        }
    }

    /// From now on this person asks, with the person's rights.
    pub fn act_as(&self, user: &str) {
        let mut state = self.state_mut();
        let person = state.people.iter().find(|person| person.id == user);
        let (staff, name) =
            person.map_or((false, String::new()), |person| (person.staff, person.name.clone()));
        let plain = state.caller();
        let user = Some(user.to_owned());
        state.caller = Some(Caller { user, staff, name, authority: Authority::ForUser, ..plain });
    }

    /// From now on somebody asks who is not signed in.
    pub fn act_as_visitor(&self) {
        let mut state = self.state_mut();
        let plain = state.caller();
        let (user, name) = (None, String::new());
        state.caller = Some(Caller { user, name, staff: false, authority: Authority::ForUser, ..plain });
    }

    /// From now on the plugin acts for itself, as in timers and reactions.
    pub fn act_as_plugin(&self) {
        self.state_mut().caller = None;
    }

    /// What [`Cx::caller`] answers, in full.
    pub fn caller(&self, caller: Caller) {
        self.state_mut().caller = Some(caller);
    }

    /// What [`Cx::settings`] answers.
    pub fn settings(&self, settings: &serde_json::Value) {
        self.state_mut().settings = Some(settings.to_string());
    }

    /// From now on this permission is missing everywhere.
    pub fn deny(&self, permission: &str) {
        self.state_mut().denied.insert((permission.into(), None));
    }

    /// From now on this permission is missing on this record.
    pub fn deny_on(&self, permission: &str, record: &RecordRef) {
        let record = Some((record.collection.clone(), record.id.clone()));
        self.state_mut().denied.insert((permission.into(), record));
    }

    /// Nobody may see or write this collection.
    pub fn deny_collection(&self, collection: &str) {
        self.state_mut().records.deny(collection);
    }

    /// The manifest calls this collection private, so children can be listed without their parent.
    pub fn private_collection(&self, collection: &str) {
        self.state_mut().records.make_private(collection);
    }

    /// What stands behind [`crate::desk::tickets`].
    pub fn tickets(&self, service: impl tickets::Service + 'static) {
        self.state_mut().tickets = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::queues`].
    pub fn queues(&self, service: impl queues::Service + 'static) {
        self.state_mut().queues = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::definitions`].
    pub fn definitions(&self, service: impl definitions::Service + 'static) {
        self.state_mut().definitions = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::outbox`].
    pub fn outbox(&self, service: impl outbox::Service + 'static) {
        self.state_mut().outbox = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::abilities`].
    pub fn abilities(&self, service: impl abilities::Service + 'static) {
        self.state_mut().abilities = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::availability`].
    pub fn availability(&self, service: impl availability::Service + 'static) {
        self.state_mut().availability = Some(Rc::new(service));
    }

    /// Somebody comes, or goes, now.
    pub fn connect(&self, user: &str, connected: bool) {
        let now = self.state().now;
        self.state_mut().presences.insert(user.to_owned(), (connected, now));
    }

    /// What stands behind [`crate::desk::mentions`].
    pub fn mentions(&self, service: impl mentions::Service + 'static) {
        self.state_mut().mentions = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::calendar`].
    pub fn calendar(&self, service: impl calendar::Service + 'static) {
        self.state_mut().calendar = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::chats`].
    pub fn chats(&self, service: impl chats::Service + 'static) {
        self.state_mut().chats = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::ratings`].
    pub fn ratings(&self, service: impl ratings::Service + 'static) {
        self.state_mut().ratings = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::voting`].
    pub fn voting(&self, service: impl voting::Service + 'static) {
        self.state_mut().voting = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::shifts`].
    pub fn shifts(&self, service: impl shifts::Service + 'static) {
        self.state_mut().shifts = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::schedule`].
    pub fn schedule(&self, service: impl schedule::Service + 'static) {
        self.state_mut().schedule = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::sla`].
    pub fn sla(&self, service: impl sla::Service + 'static) {
        self.state_mut().sla = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::split`].
    pub fn split(&self, service: impl split::Service + 'static) {
        self.state_mut().split = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::merging`].
    pub fn merging(&self, service: impl merging::Service + 'static) {
        self.state_mut().merging = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::merge`].
    pub fn merge(&self, service: impl merge::Service + 'static) {
        self.state_mut().merge = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::canned`].
    pub fn canned(&self, service: impl canned::Service + 'static) {
        self.state_mut().canned = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::phrases`].
    pub fn phrases(&self, service: impl phrases::Service + 'static) {
        self.state_mut().phrases = Some(Rc::new(service));
    }

    /// What stands behind [`crate::desk::enclosures`].
    pub fn enclosures(&self, service: impl enclosures::Service + 'static) {
        self.state_mut().enclosures = Some(Rc::new(service));
    }

    /// What stands behind [`crate::search`].
    pub fn search(&self, service: impl search::Service + 'static) {
        self.state_mut().search = Some(Rc::new(service));
    }

    /// What stands behind [`crate::administration`], all of it.
    pub fn administration<S>(&self, service: &Rc<S>)
    where
        S: people::Service
            + roles::Service
            + departments::Service
            + audit::Service
            + verdicts::Service
            + 'static,
    {
        self.state_mut().administration = Administration {
            people: Some(service.clone()),
            roles: Some(service.clone()),
            departments: Some(service.clone()),
            audit: Some(service.clone()),
            verdicts: Some(service.clone()),
        };
    }

    /// What stands behind [`crate::administration::verdicts`] alone.
    pub fn verdicts(&self, service: impl verdicts::Service + 'static) {
        self.state_mut().administration.verdicts = Some(Rc::new(service));
    }

    /// What was emitted so far. The kernel's own `.created` and the like are not among it.
    pub fn events(&self) -> Vec<Event> {
        self.state().events.clone()
    }

    /// From now on an administrator has said that people find the desk there.
    pub fn desk_address(&self, address: &str) {
        self.state_mut().desk_address = Some(address.to_owned());
    }

    /// The mails that were queued, by their names.
    pub fn posted(&self) -> Vec<(String, crate::Mail)> {
        let mail =
            |(key, raw): (&String, &crate::post::RawMail)| (key.clone(), crate::Mail { raw: raw.clone() });
        self.state().posted.iter().map(mail).collect()
    }

    /// The requests that were queued, by their names.
    pub fn sent(&self) -> Vec<(String, crate::Outgoing)> {
        let outgoing = |(key, raw): (&String, &crate::kernel::RawOutgoing)| {
            (key.clone(), crate::Outgoing { raw: raw.clone() })
        };
        self.state().sent.iter().map(outgoing).collect()
    }

    /// The timers that are set, by due time.
    pub fn timers(&self) -> Vec<Timer> {
        let mut timers: Vec<_> = self.state().timers.values().cloned().collect();
        timers.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
        timers
    }

    /// Takes the timers out that are due, to be rung by the test.
    pub fn due_timers(&self) -> Vec<Timer> {
        let now = self.state().now;
        let due: Vec<_> = self.timers().into_iter().filter(|timer| timer.due <= now).collect();
        for timer in &due {
            self.state_mut().timers.remove(&timer.key);
        }
        due
    }

    /// The lines written to the log.
    pub fn log_lines(&self) -> Vec<String> {
        self.state().log.iter().map(|(_, line)| line.clone()).collect()
    }

    fn state(&self) -> Ref<'_, State> {
        self.state.borrow()
    }

    fn state_mut(&self) -> RefMut<'_, State> {
        self.state.borrow_mut()
    }
}

/// A real provider behind a fake kernel: `kernel.tickets(Provided::<Tickets>::on(kernel.cx()))`.
pub struct Provided<P> {
    cx: Cx,
    provider: PhantomData<P>,
}

impl<P> Provided<P> {
    /// The provider `P`, called on this kernel.
    pub fn on(cx: Cx) -> Self {
        Provided { cx, provider: PhantomData }
    }

    pub(crate) fn cx(&self) -> &Cx {
        &self.cx
    }
}
