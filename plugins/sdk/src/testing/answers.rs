//! What the fake kernel answers.

use super::{FakeKernel, Timer};
use crate::administration::{audit, departments, people, roles, verdicts};
use crate::desk::{
    abilities, availability, calendar, canned, chats, definitions, enclosures, mentions, merge, merging,
    outbox, phrases, queues, ratings, schedule, shifts, sla, split, tickets, voting,
};
use crate::kernel::RawOutgoing;
use crate::search;
use crate::{
    Amendment, Blob, Caller, Department, Envelope, Error, Event, Face, Kernel, Level, Order, Pass, Person,
    Presence, RawDraft, RawEntry, RawPage, RawQuery, RecordId, RecordRef, Result, Timestamp, UserId,
};
use std::rc::Rc;

impl Kernel for FakeKernel {
    fn caller(&self) -> Caller {
        self.state().caller()
    }

    fn now(&self) -> Timestamp {
        self.state().now
    }

    /// A row that only depends on how much was asked before.
    fn random(&self, length: u32) -> Vec<u8> {
        let state = &mut *self.state_mut();
        let byte = |_| {
            state.chance =
                state.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state.chance.to_le_bytes()[7]
        };
        (0..length.min(4096)).map(byte).collect()
    }

    fn new_id(&self) -> RecordId {
        self.state_mut().id()
    }

    fn person(&self, id: &str) -> Result<Person> {
        let found = self.state().people.iter().find(|person| person.id == id).cloned();
        found.ok_or_else(|| Error::not_found(format!("there is no person `{id}`")))
    }

    fn find_by_email(&self, email: &str) -> Result<Option<Person>> {
        let email = Some(email.to_lowercase());
        Ok(self.state().people.iter().find(|person| person.email == email).cloned())
    }

    fn colleagues(&self, department: Option<&str>) -> Result<Vec<Person>> {
        let member =
            |person: &Person| department.is_none_or(|id| person.departments.iter().any(|own| own == id));
        let state = self.state();
        let staff = state.people.iter().filter(|person| person.staff && person.active && member(person));
        let mut staff: Vec<_> = staff.cloned().collect();
        staff.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(staff)
    }

    fn departments(&self) -> Result<Vec<Department>> {
        let mut departments = self.state().departments.clone();
        departments.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(departments)
    }

    fn faces(&self, ids: &[UserId]) -> Result<Vec<Face>> {
        let state = self.state();
        let outsider = state.is_outsider();
        let face = |id: &UserId| {
            let person = state.people.iter().find(|person| person.id == *id)?;
            let alias = person.alias.clone().filter(|_| outsider && person.staff);
            let name = alias.unwrap_or_else(|| person.name.clone());
            Some(Face { id: id.clone(), name, staff: person.staff })
        };
        Ok(ids.iter().filter_map(face).collect())
    }

    fn presences(&self, ids: &[UserId]) -> Result<Vec<Presence>> {
        let state = self.state();
        let told = |id: &UserId| {
            let row = state.presences.get(id);
            Presence {
                user: id.clone(),
                connected: row.is_some_and(|(connected, _)| *connected),
                since: row.map(|(_, since)| *since),
            }
        };
        Ok(ids.iter().map(told).collect())
    }

    fn ensure_customer(&self, email: &str, name: &str) -> Result<Person> {
        if !email.contains('@') {
            return Err(Error::invalid(format!("`{email}` is not an address")));
        }
        if let Some(person) = self.find_by_email(email)? {
            return Ok(person);
        }
        let id = self.customer(name, email);
        self.person(&id)
    }

    /// A guest like any other customer here; who may be one is tried on a whole desk.
    fn admit_guest(&self, name: &str, _: Option<&str>, _: &[String], days: u16) -> Result<Pass> {
        let user = self.customer(name, "");
        if let Some(person) = self.state_mut().people.iter_mut().find(|person| person.id == user) {
            person.email = None;
        }
        let until = Kernel::now(self) + u64::from(days) * 24 * 60 * 60 * 1000;
        Ok(Pass { secret: format!("omb_{user}"), user, until })
    }

    /// Nobody is too many here.
    fn arrive(&self) -> Result<()> {
        Ok(())
    }

    fn may(&self, permission: &str, subject: Option<&RecordRef>) -> Result<bool> {
        let state = self.state();
        let here = subject.map(|record| (record.collection.clone(), record.id.clone()));
        let denied = |place| state.denied.contains(&(permission.to_owned(), place));
        Ok(!(denied(None) || here.is_some() && denied(here)))
    }

    fn may_ever(&self, permission: &str) -> bool {
        !self.state().denied.contains(&(permission.to_owned(), None))
    }

    fn require(&self, permission: &str, subject: Option<&RecordRef>) -> Result<()> {
        match self.may(permission, subject)? {
            true => Ok(()),
            false => Err(Error::denied(permission, format!("the test denies `{permission}`"))),
        }
    }

    fn explain(&self, permission: &str, subject: Option<&RecordRef>) -> Result<String> {
        let verb = if self.may(permission, subject)? { "allows" } else { "denies" };
        Ok(format!("the test {verb} `{permission}`"))
    }

    fn create(&self, collection: &str, id: Option<&str>, draft: &RawDraft) -> Result<Envelope> {
        let state = &mut *self.state_mut();
        let id = id.map_or_else(|| state.id(), str::to_owned);
        state.records.create(collection, id, draft, state.now)
    }

    fn get(&self, collection: &str, id: &str) -> Result<RawEntry> {
        let state = self.state();
        state.records.get(collection, id, state.is_outsider())
    }

    fn put(&self, collection: &str, id: &str, version: u64, draft: &RawDraft) -> Result<Envelope> {
        let state = &mut *self.state_mut();
        let outsider = state.is_outsider();
        state.records.get(collection, id, outsider)?;
        state.records.put(collection, id, version, draft, state.now)
    }

    fn delete(&self, collection: &str, id: &str, version: u64) -> Result<()> {
        let state = &mut *self.state_mut();
        let outsider = state.is_outsider();
        state.records.get(collection, id, outsider)?;
        state.records.delete(collection, id, version)
    }

    fn query(&self, collection: &str, query: &RawQuery) -> Result<RawPage> {
        let state = self.state();
        state.records.query(collection, query, state.is_outsider())
    }

    fn count(&self, collection: &str, query: &RawQuery, at_most: u32) -> Result<u32> {
        let state = self.state();
        Ok(state.records.count(collection, query, state.is_outsider())?.min(at_most))
    }

    fn next_number(&self, counter: &str) -> Result<u64> {
        let mut state = self.state_mut();
        let number = state.counters.entry(counter.to_owned()).or_default();
        *number += 1;
        Ok(*number)
    }

    /// The id is no SHA-256, but like one the same for the same bytes.
    fn put_blob(&self, bytes: &[u8]) -> Result<Blob> {
        let mut state = self.state_mut();
        let known = state.blobs.iter().find(|(_, stored)| *stored == bytes).map(|(id, _)| id.clone());
        let id = known.unwrap_or_else(|| format!("{:064x}", state.blobs.len() + 1));
        state.blobs.insert(id.clone(), bytes.to_vec());
        Ok(Blob { id, size: bytes.len() as u64 })
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>> {
        let state = self.state();
        let bytes =
            state.blobs.get(id).ok_or_else(|| Error::not_found(format!("there is no file `{id}`")))?;
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        let length = length.min(1 << 20) as usize;
        Ok(bytes[from..].iter().take(length).copied().collect())
    }

    fn emit(&self, kind: &str, subject: &RecordRef, data: &str) -> Result<()> {
        let mut state = self.state_mut();
        let (number, at, by) = (state.events.len() as u64 + 1, state.now, state.caller().user);
        let (kind, subject, data) = (kind.to_owned(), subject.clone(), data.to_owned());
        state.events.push(Event { number, kind, subject, at, by, data });
        Ok(())
    }

    fn set_timer(&self, key: &str, due: Timestamp, data: &str) -> Result<()> {
        let timer = Timer { key: key.into(), due, data: data.into() };
        self.state_mut().timers.insert(key.into(), timer);
        Ok(())
    }

    /// Rings like any other here: the test says with [`FakeKernel::act_as`] whose rights count then.
    fn set_timer_for_caller(&self, key: &str, due: Timestamp, data: &str) -> Result<()> {
        match Kernel::caller(self).user {
            Some(_) => self.set_timer(key, due, data),
            None => Err(Error::denied("", "nobody is there for whom something could be done later")),
        }
    }

    fn give_order(&self, key: &str, _: &str, permissions: &[String]) -> Result<()> {
        let giver = Kernel::caller(self).user;
        let giver =
            giver.ok_or_else(|| Error::denied("kernel:order.give", "an order is given by a person"))?;
        let given = Kernel::now(self);
        let order = Order { giver, given, permissions: permissions.to_vec() };
        self.state_mut().orders.insert(key.into(), order);
        Ok(())
    }

    fn withdraw_order(&self, key: &str) -> Result<()> {
        self.state_mut().orders.remove(key);
        Ok(())
    }

    fn order(&self, key: &str) -> Result<Option<Order>> {
        Ok(self.state().orders.get(key).cloned())
    }

    /// Rings like any other here: the test says with [`FakeKernel::act_as`] whose rights count then.
    fn set_timer_under(&self, order: &str, timer: &str, due: Timestamp, data: &str) -> Result<()> {
        if !self.state().orders.contains_key(order) {
            return Err(Error::not_found(format!("there is no order `{order}`, or it was taken back")));
        }
        self.set_timer(timer, due, data)
    }

    fn cancel_timer(&self, key: &str) -> Result<()> {
        self.state_mut().timers.remove(key);
        Ok(())
    }

    fn settings(&self) -> String {
        self.state().settings.clone().unwrap_or_else(|| "{}".into())
    }

    fn log(&self, level: Level, message: &str) {
        self.state_mut().log.push((level, message.to_owned()));
    }

    fn send(&self, key: &str, request: &RawOutgoing) -> Result<()> {
        let sent = &mut self.state_mut().sent;
        sent.entry(key.to_owned()).or_insert_with(|| request.clone());
        Ok(())
    }

    fn post(&self, key: &str, mail: &crate::post::RawMail) -> Result<String> {
        let posted = &mut self.state_mut().posted;
        posted.entry(key.to_owned()).or_insert_with(|| mail.clone());
        Ok(format!("{key}@ombud.invalid"))
    }

    fn desk_address(&self) -> Result<Option<String>> {
        Ok(self.state().desk_address.clone())
    }

    /// Nobody amends anything here: hooks are tried on a whole desk.
    fn ask_amendments(&self, _: &str, _: Option<&str>, _: &RawDraft) -> Result<Vec<Amendment>> {
        Ok(Vec::new())
    }

    /// Only escapes; what the kernel's sanitiser lets through is tested there.
    fn sanitise(&self, html: &str, _: &[(String, String)]) -> String {
        html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    fn tickets(&self) -> Result<Rc<dyn tickets::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `tickets`: see FakeKernel::tickets");
        self.state().tickets.clone().ok_or_else(missing)
    }

    fn queues(&self) -> Result<Rc<dyn queues::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `queues`: see FakeKernel::queues");
        self.state().queues.clone().ok_or_else(missing)
    }

    fn definitions(&self) -> Result<Rc<dyn definitions::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `definitions`: see FakeKernel::definitions");
        self.state().definitions.clone().ok_or_else(missing)
    }

    fn outbox(&self) -> Result<Rc<dyn outbox::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `outbox`: see FakeKernel::outbox");
        self.state().outbox.clone().ok_or_else(missing)
    }

    fn abilities(&self) -> Result<Rc<dyn abilities::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `abilities`: see FakeKernel::abilities");
        self.state().abilities.clone().ok_or_else(missing)
    }

    fn availability(&self) -> Result<Rc<dyn availability::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `availability`: see FakeKernel::availability");
        self.state().availability.clone().ok_or_else(missing)
    }

    fn mentions(&self) -> Result<Rc<dyn mentions::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `mentions`: see FakeKernel::mentions");
        self.state().mentions.clone().ok_or_else(missing)
    }

    fn calendar(&self) -> Result<Rc<dyn calendar::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `calendar`: see FakeKernel::calendar");
        self.state().calendar.clone().ok_or_else(missing)
    }

    fn chats(&self) -> Result<Rc<dyn chats::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `chats`: see FakeKernel::chats");
        self.state().chats.clone().ok_or_else(missing)
    }

    fn ratings(&self) -> Result<Rc<dyn ratings::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `ratings`: see FakeKernel::ratings");
        self.state().ratings.clone().ok_or_else(missing)
    }

    fn voting(&self) -> Result<Rc<dyn voting::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `voting`: see FakeKernel::voting");
        self.state().voting.clone().ok_or_else(missing)
    }

    fn schedule(&self) -> Result<Rc<dyn schedule::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `schedule`: see FakeKernel::schedule");
        self.state().schedule.clone().ok_or_else(missing)
    }

    fn shifts(&self) -> Result<Rc<dyn shifts::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `shifts`: see FakeKernel::shifts");
        self.state().shifts.clone().ok_or_else(missing)
    }

    fn sla(&self) -> Result<Rc<dyn sla::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `sla`: see FakeKernel::sla");
        self.state().sla.clone().ok_or_else(missing)
    }

    fn split(&self) -> Result<Rc<dyn split::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `split`: see FakeKernel::split");
        self.state().split.clone().ok_or_else(missing)
    }

    fn merging(&self) -> Result<Rc<dyn merging::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `merging`: see FakeKernel::merging");
        self.state().merging.clone().ok_or_else(missing)
    }

    fn merge(&self) -> Result<Rc<dyn merge::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `merge`: see FakeKernel::merge");
        self.state().merge.clone().ok_or_else(missing)
    }

    fn canned(&self) -> Result<Rc<dyn canned::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `canned`: see FakeKernel::canned");
        self.state().canned.clone().ok_or_else(missing)
    }

    fn phrases(&self) -> Result<Rc<dyn phrases::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `phrases`: see FakeKernel::phrases");
        self.state().phrases.clone().ok_or_else(missing)
    }

    fn enclosures(&self) -> Result<Rc<dyn enclosures::Service>> {
        let missing =
            || Error::unavailable("the test has nothing behind `enclosures`: see FakeKernel::enclosures");
        self.state().enclosures.clone().ok_or_else(missing)
    }

    fn search(&self) -> Result<Rc<dyn search::Service>> {
        let missing = || Error::unavailable("the test has nothing behind `search`: see FakeKernel::search");
        self.state().search.clone().ok_or_else(missing)
    }

    fn people(&self) -> Result<Rc<dyn people::Service>> {
        self.state().administration.people.clone().ok_or_else(nobody_administers)
    }

    fn roles(&self) -> Result<Rc<dyn roles::Service>> {
        self.state().administration.roles.clone().ok_or_else(nobody_administers)
    }

    fn department_list(&self) -> Result<Rc<dyn departments::Service>> {
        self.state().administration.departments.clone().ok_or_else(nobody_administers)
    }

    fn audit(&self) -> Result<Rc<dyn audit::Service>> {
        self.state().administration.audit.clone().ok_or_else(nobody_administers)
    }

    fn verdicts(&self) -> Result<Rc<dyn verdicts::Service>> {
        self.state().administration.verdicts.clone().ok_or_else(nobody_administers)
    }
}

fn nobody_administers() -> Error {
    Error::unavailable("the test has nothing behind `administration`: see FakeKernel::administration")
}
