//! The call: who asks, and everything that a plugin may ask of the desk in return.

use crate::kernel::Kernel;
use crate::{
    Amendment, Blob, Caller, Collection, Department, Draft, Entry, Envelope, Error, Face, Level, Mail, Order,
    Outgoing, Page, Pass, Person, Presence, Query, RecordId, RecordRef, Result, Timestamp, UserId,
};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};

/// The directory tells of so many people at once.
const FACES: usize = 200;

#[cfg(target_arch = "wasm32")]
type Inner = crate::kernel::Imports;
#[cfg(not(target_arch = "wasm32"))]
type Inner = std::rc::Rc<dyn Kernel>;

/// One call. Everything goes through it, so a unit test can put a fake kernel behind it.
///
/// Records that the caller may not see answer `not-found` or are left out; what he may see but not do answers
/// `denied`. Pass both on with `?`: the kernel makes the fitting answer of them and undoes the call.
#[derive(Clone)]
pub struct Cx {
    kernel: Inner,
}

impl Cx {
    /// The call that this component was made for.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn of_component() -> Self {
        Cx { kernel: crate::kernel::Imports }
    }

    /// A call on some other kernel, for tests.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn on(kernel: impl Kernel + 'static) -> Self {
        Cx { kernel: std::rc::Rc::new(kernel) }
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn kernel(&self) -> &dyn Kernel {
        &*self.kernel
    }

    /// Who asks, and whose rights decide.
    pub fn caller(&self) -> Caller {
        self.kernel.caller()
    }

    /// The person behind the call; `denied` for visitors, and for timers and reactions that nobody caused.
    pub fn user(&self) -> Result<UserId> {
        self.caller().user.ok_or_else(|| Error::denied("", "sign in first"))
    }

    /// The time of this call, in milliseconds. It does not move while the call runs.
    pub fn now(&self) -> Timestamp {
        self.kernel.now()
    }

    /// `length` bytes of chance, at most 4096.
    pub fn random(&self, length: u32) -> Vec<u8> {
        self.kernel.random(length)
    }

    /// A new id, later than all that were made before.
    pub fn new_id(&self) -> RecordId {
        self.kernel.new_id()
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Result<Person> {
        self.kernel.person(id)
    }

    /// The person with this address, whatever its letter case.
    pub fn find_by_email(&self, email: &str) -> Result<Option<Person>> {
        self.kernel.find_by_email(email)
    }

    /// Active staff of one department, or of all.
    pub fn colleagues(&self, department: Option<&str>) -> Result<Vec<Person>> {
        self.kernel.colleagues(department)
    }

    /// All departments, by name.
    pub fn departments(&self) -> Result<Vec<Department>> {
        self.kernel.departments()
    }

    /// The department with this id.
    pub fn department(&self, id: &str) -> Result<Department> {
        let found = self.departments()?.into_iter().find(|department| department.id == id);
        found.ok_or_else(|| Error::not_found(format!("there is no department with the id `{id}`")))
    }

    /// The department with this name, whatever its letter case.
    pub fn department_named(&self, name: &str) -> Result<Option<Department>> {
        let name = name.to_lowercase();
        Ok(self.departments()?.into_iter().find(|department| department.name.to_lowercase() == name))
    }

    /// What the caller may see of these people: one face for each that exists, in the order asked.
    pub fn faces(&self, ids: &[UserId]) -> Result<Vec<Face>> {
        self.kernel.faces(ids)
    }

    /// What these people are called, however many they are.
    pub fn names<'a>(&self, ids: impl IntoIterator<Item = &'a UserId>) -> Result<BTreeMap<UserId, String>> {
        let ids: Vec<UserId> = ids.into_iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let mut names = BTreeMap::new();
        for some in ids.chunks(FACES) {
            names.extend(self.faces(some)?.into_iter().map(|face| (face.id, face.name)));
        }
        Ok(names)
    }

    /// Who of these people is connected, in the order asked; at most 500. Import `ombud:kernel/presence@1.1.0`.
    pub fn presences(&self, ids: &[UserId]) -> Result<Vec<Presence>> {
        self.kernel.presences(ids)
    }

    /// Makes whoever asks a guest, with a pass that opens these permissions of this plugin for so many days (1 to 90).
    /// For routes with `authority = "own"`. Import `ombud:kernel/guests@1.1.0`.
    pub fn admit_guest(
        &self,
        name: &str,
        language: Option<&str>,
        permissions: &[&str],
        days: u16,
    ) -> Result<Pass> {
        let permissions: Vec<String> = permissions.iter().map(|name| (*name).to_owned()).collect();
        self.kernel.admit_guest(name, language, &permissions, days)
    }

    /// Counts whoever asks as one who came by: `unavailable` if too many come from one network.
    /// For open routes. Import `ombud:kernel/guests@1.1.0`.
    pub fn arrive(&self) -> Result<()> {
        self.kernel.arrive()
    }

    /// The person with this address, or a new customer with it.
    pub fn ensure_customer(&self, email: &str, name: &str) -> Result<Person> {
        self.kernel.ensure_customer(email, name)
    }

    /// May this call do this, on that record or (without one) on the desk? For showing the right buttons.
    pub fn may(&self, permission: &str, subject: Option<&RecordRef>) -> Result<bool> {
        self.kernel.may(permission, subject)
    }

    /// Is there any record at all on which it may? For menus.
    pub fn may_ever(&self, permission: &str) -> bool {
        self.kernel.may_ever(permission)
    }

    /// Like [`Cx::may`], but `denied` with a reason for the person if not.
    pub fn require(&self, permission: &str, subject: Option<&RecordRef>) -> Result<()> {
        self.kernel.require(permission, subject)
    }

    /// The decision in one sentence for people.
    pub fn explain(&self, permission: &str, subject: Option<&RecordRef>) -> Result<String> {
        self.kernel.explain(permission, subject)
    }

    /// Reads a record; `not-found` also when it is hidden from the caller.
    pub fn get<T: DeserializeOwned>(&self, collection: Collection<T>, id: &str) -> Result<Entry<T>> {
        Entry::read(self.kernel.get(collection.name(), id)?)
    }

    /// Reads a record if it is there and not hidden.
    pub fn find<T: DeserializeOwned>(&self, collection: Collection<T>, id: &str) -> Result<Option<Entry<T>>> {
        match self.get(collection, id) {
            Err(Error::NotFound(_)) => Ok(None),
            other => other.map(Some),
        }
    }

    /// Makes a new record. `conflict` if the draft's id is taken.
    pub fn create<T: Serialize>(&self, collection: Collection<T>, draft: Draft<T>) -> Result<Envelope> {
        let (id, raw) = draft.finish()?;
        self.kernel.create(collection.name(), id.as_deref(), &raw)
    }

    /// What becomes of a record when those have been asked who may amend it: before [`Cx::create`] (no `id`) or a change.
    /// Only fields that the manifest says are `amendable` differ; what they may be is for you to check, as with any
    /// input. A veto is an error, which you pass on.
    pub fn amended<T: Serialize + DeserializeOwned>(
        &self,
        collection: Collection<T>,
        id: Option<&str>,
        value: &T,
        draft: Draft<T>,
    ) -> Result<Option<T>> {
        let (_, raw) = draft.finish()?;
        let amendments = self.kernel.ask_amendments(collection.name(), id, &raw)?;
        if amendments.is_empty() {
            return Ok(None);
        }
        let wrong =
            |error: serde_json::Error| Error::invalid(format!("what was amended makes no sense: {error}"));
        let mut body = serde_json::to_value(value).map_err(wrong)?;
        for Amendment { field, value } in amendments {
            body[field] = serde_json::from_str(&value).map_err(wrong)?;
        }
        serde_json::from_value(body).map(Some).map_err(wrong)
    }

    /// Queues a request to another machine under this name. It is sent when this call is on disk, again and again until
    /// it is answered; the same name within a day is no second one.
    pub fn send(&self, key: &str, request: Outgoing) -> Result<()> {
        self.kernel.send(key, &request.raw)
    }

    /// Queues a mail under this name and gives its `Message-ID`. It is sent when this call is on disk, again and again
    /// until the relay has taken or refused it. Import `ombud:kernel/post@1.1.0`.
    pub fn post(&self, key: &str, mail: Mail) -> Result<String> {
        self.kernel.post(key, &mail.raw)
    }

    /// Where people find the desk, for links in mails: `https://desk.example.com`. None: no administrator has said it.
    pub fn desk_address(&self) -> Result<Option<String>> {
        self.kernel.desk_address()
    }

    /// Replaces a record of which this version is known. `conflict` if it is not the latest.
    pub fn put<T: Serialize>(
        &self,
        collection: Collection<T>,
        id: &str,
        version: u64,
        draft: Draft<T>,
    ) -> Result<Envelope> {
        let (_, raw) = draft.finish()?;
        self.kernel.put(collection.name(), id, version, &raw)
    }

    /// Replaces a record that was read. `conflict` if it changed since. The draft is mostly [`Draft::of`] it.
    pub fn update<T: Serialize>(
        &self,
        collection: Collection<T>,
        read: &Entry<T>,
        draft: Draft<T>,
    ) -> Result<Envelope> {
        self.put(collection, &read.envelope.id, read.envelope.version, draft)
    }

    /// Deletes a record that was read. `conflict` if it changed since or has children.
    pub fn delete<T>(&self, collection: Collection<T>, read: &Entry<T>) -> Result<()> {
        self.kernel.delete(collection.name(), &read.envelope.id, read.envelope.version)
    }

    /// A page of exactly the records that this call may read.
    pub fn query<T: DeserializeOwned>(&self, collection: Collection<T>, query: &Query) -> Result<Page<T>> {
        Page::read(self.kernel.query(collection.name(), &query.raw)?)
    }

    /// All pages of a query, one after the other. Only where there can't be many.
    pub fn all<T: DeserializeOwned>(
        &self,
        collection: Collection<T>,
        query: &Query,
    ) -> Result<Vec<Entry<T>>> {
        let mut query = query.clone().limit(200);
        let mut entries = Vec::new();
        loop {
            let page = self.query(collection, &query)?;
            entries.extend(page.entries);
            match page.next {
                Some(next) => query = query.cursor(next),
                None => return Ok(entries),
            }
        }
    }

    /// How many records a query gives over all its pages, counting at most `at_most` (up to 10000).
    pub fn count<T>(&self, collection: Collection<T>, query: &Query, at_most: u32) -> Result<u32> {
        self.kernel.count(collection.name(), &query.raw, at_most)
    }

    /// The next number of a counter of this plugin: 1, 2, 3 … with gaps.
    pub fn next_number(&self, counter: &str) -> Result<u64> {
        self.kernel.next_number(counter)
    }

    /// Stores a file, at most 32 MiB. A record must name it within a day.
    pub fn put_blob(&self, bytes: &[u8]) -> Result<Blob> {
        self.kernel.put_blob(bytes)
    }

    /// Up to 1 MiB of a file.
    pub fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>> {
        self.kernel.read_blob(id, offset, length)
    }

    /// A whole file, piece by piece; `too-large` if it has more than `at_most` bytes.
    pub fn read_whole_blob(&self, id: &str, at_most: usize) -> Result<Vec<u8>> {
        const PIECE: u32 = 1 << 20;
        let mut whole = Vec::new();
        loop {
            let piece = self.read_blob(id, whole.len() as u64, PIECE)?;
            let last = piece.len() < PIECE as usize;
            whole.extend(piece);
            if whole.len() > at_most {
                return Err(Error::too_large(format!("the file `{id}` has more than {at_most} bytes")));
            }
            if last {
                return Ok(whole);
            }
        }
    }

    /// Commits a fact of kind `plugin:noun.verb` about a record together with this call.
    pub fn emit<T: Serialize>(&self, kind: &str, subject: &RecordRef, data: &T) -> Result<()> {
        self.kernel.emit(kind, subject, &to_json(data)?)
    }

    /// Has this plugin woken at `due`, in place of an earlier timer with the same key.
    pub fn set_timer<T: Serialize>(&self, key: &str, due: Timestamp, data: &T) -> Result<()> {
        self.kernel.set_timer(key, due, &to_json(data)?)
    }

    /// Has this plugin woken at `due` with the rights that this call's person has by then; at most a day ahead. If the person
    /// is suspended or gone, it is woken with nobody as [`Cx::caller`] and without rights. Import `ombud:kernel/later@1.1.0`.
    pub fn set_timer_for_caller<T: Serialize>(&self, key: &str, due: Timestamp, data: &T) -> Result<()> {
        self.kernel.set_timer_for_caller(key, due, &to_json(data)?)
    }

    /// The person of this call has this plugin do something in the own name from now on, while nobody is there: what is
    /// about `title`, and needs these permissions. Import `ombud:kernel/orders@1.1.0`.
    pub fn give_order(&self, key: &str, title: &str, permissions: &[&str]) -> Result<()> {
        let permissions: Vec<String> = permissions.iter().map(ToString::to_string).collect();
        self.kernel.give_order(key, title, &permissions)
    }

    /// Takes an order back. No error if there is none.
    pub fn withdraw_order(&self, key: &str) -> Result<()> {
        self.kernel.withdraw_order(key)
    }

    /// The order, unless its giver or an administrator took it back.
    pub fn order(&self, key: &str) -> Result<Option<Order>> {
        self.kernel.order(key)
    }

    /// Has this plugin woken at `due` with the rights that the giver of the order has by then, as far as it goes. If it
    /// was taken back meanwhile, or its giver is gone, the plugin is woken with nobody as [`Cx::caller`] and without rights.
    pub fn set_timer_under<T: Serialize>(
        &self,
        order: &str,
        timer: &str,
        due: Timestamp,
        data: &T,
    ) -> Result<()> {
        self.kernel.set_timer_under(order, timer, due, &to_json(data)?)
    }

    /// Takes a timer back. No error if there is none.
    pub fn cancel_timer(&self, key: &str) -> Result<()> {
        self.kernel.cancel_timer(key)
    }

    /// The manifest's `[settings]`, and over them what an administrator changed.
    pub fn settings<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.kernel.settings())
            .map_err(|error| Error::failed(format!("the settings of this plugin: {error}")))
    }

    /// Writes a line to the administrator's log. Never bodies of messages, addresses or secrets.
    pub fn log(&self, level: Level, message: impl AsRef<str>) {
        self.kernel.log(level, message.as_ref());
    }

    /// Makes foreign HTML harmless. `images` says which address to show for each `cid:`.
    pub fn sanitise(&self, html: &str, images: &[(String, String)]) -> String {
        self.kernel.sanitise(html, images)
    }
}

fn to_json<T: Serialize>(data: &T) -> Result<String> {
    serde_json::to_string(data).map_err(|error| Error::failed(format!("cannot write JSON: {error}")))
}
