//! What stands behind a [`crate::Cx`]: the imports in a component, a fake in a unit test.

#[cfg(not(target_arch = "wasm32"))]
use crate::administration::{audit, departments, people, roles, verdicts};
use crate::bindings::plugin::ombud::kernel as wit;
#[cfg(not(target_arch = "wasm32"))]
use crate::desk::{
    abilities, availability, calendar, canned, chats, definitions, enclosures, mentions, merge, merging,
    outbox, phrases, queues, ratings, schedule, shifts, sla, split, tickets, voting,
};
#[cfg(not(target_arch = "wasm32"))]
use crate::search;
use crate::{
    Amendment, Blob, Caller, Department, Envelope, Face, Level, Order, Pass, Person, Presence, RecordId,
    RecordRef, Result, Timestamp, UserId,
};

/// A request to another machine as the WIT has it; [`crate::Outgoing`] builds one.
pub type RawOutgoing = wit::outbound::Request;
/// A draft as the WIT has it; [`crate::Draft`] builds one.
pub type RawDraft = wit::records::Draft;
/// A record as the WIT has it; [`crate::Entry`] is the typed one.
pub type RawEntry = wit::records::Entry;
/// A query as the WIT has it; [`crate::Query`] builds one.
pub type RawQuery = wit::records::Query;
/// A page as the WIT has it; [`crate::Page`] is the typed one.
pub type RawPage = wit::records::Page;

/// All functions of `wit/kernel`, one for one. Read the WIT for what they do.
#[expect(missing_docs, reason = "the WIT is their manual")]
pub trait Kernel {
    fn caller(&self) -> Caller;
    fn now(&self) -> Timestamp;
    fn random(&self, length: u32) -> Vec<u8>;
    fn new_id(&self) -> RecordId;

    fn person(&self, id: &str) -> Result<Person>;
    fn find_by_email(&self, email: &str) -> Result<Option<Person>>;
    fn colleagues(&self, department: Option<&str>) -> Result<Vec<Person>>;
    fn departments(&self) -> Result<Vec<Department>>;
    fn faces(&self, ids: &[UserId]) -> Result<Vec<Face>>;
    fn ensure_customer(&self, email: &str, name: &str) -> Result<Person>;
    fn admit_guest(
        &self,
        name: &str,
        language: Option<&str>,
        permissions: &[String],
        days: u16,
    ) -> Result<Pass>;
    fn arrive(&self) -> Result<()>;

    fn presences(&self, ids: &[UserId]) -> Result<Vec<Presence>>;
    fn may(&self, permission: &str, subject: Option<&RecordRef>) -> Result<bool>;
    fn may_ever(&self, permission: &str) -> bool;
    fn require(&self, permission: &str, subject: Option<&RecordRef>) -> Result<()>;
    fn explain(&self, permission: &str, subject: Option<&RecordRef>) -> Result<String>;

    fn create(&self, collection: &str, id: Option<&str>, draft: &RawDraft) -> Result<Envelope>;
    fn get(&self, collection: &str, id: &str) -> Result<RawEntry>;
    fn put(&self, collection: &str, id: &str, version: u64, draft: &RawDraft) -> Result<Envelope>;
    fn delete(&self, collection: &str, id: &str, version: u64) -> Result<()>;
    fn query(&self, collection: &str, query: &RawQuery) -> Result<RawPage>;
    fn count(&self, collection: &str, query: &RawQuery, at_most: u32) -> Result<u32>;

    fn next_number(&self, counter: &str) -> Result<u64>;
    fn put_blob(&self, bytes: &[u8]) -> Result<Blob>;
    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>>;
    fn emit(&self, kind: &str, subject: &RecordRef, data: &str) -> Result<()>;
    fn set_timer(&self, key: &str, due: Timestamp, data: &str) -> Result<()>;
    fn cancel_timer(&self, key: &str) -> Result<()>;
    fn set_timer_for_caller(&self, key: &str, due: Timestamp, data: &str) -> Result<()>;
    fn give_order(&self, key: &str, title: &str, permissions: &[String]) -> Result<()>;
    fn withdraw_order(&self, key: &str) -> Result<()>;
    fn order(&self, key: &str) -> Result<Option<Order>>;
    fn set_timer_under(&self, order: &str, timer: &str, due: Timestamp, data: &str) -> Result<()>;
    fn settings(&self) -> String;
    fn log(&self, level: Level, message: &str);
    fn sanitise(&self, html: &str, images: &[(String, String)]) -> String;
    fn send(&self, key: &str, request: &RawOutgoing) -> Result<()>;
    fn post(&self, key: &str, mail: &crate::post::RawMail) -> Result<String>;
    fn desk_address(&self) -> Result<Option<String>>;
    fn ask_amendments(&self, collection: &str, id: Option<&str>, draft: &RawDraft) -> Result<Vec<Amendment>>;

    /// The plugin `tickets`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn tickets(&self) -> Result<std::rc::Rc<dyn tickets::Service>>;
    /// The plugin `tickets`, as far as lists go. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn queues(&self) -> Result<std::rc::Rc<dyn queues::Service>>;
    /// Own fields and tags of the desk. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn definitions(&self) -> Result<std::rc::Rc<dyn definitions::Service>>;
    /// The plugin `tickets`, as far as replies wait there. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn outbox(&self) -> Result<std::rc::Rc<dyn outbox::Service>>;
    /// Who is able to do what, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn abilities(&self) -> Result<std::rc::Rc<dyn abilities::Service>>;

    /// The plugin `availability`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn availability(&self) -> Result<std::rc::Rc<dyn availability::Service>>;
    /// The plugin `tickets`, as far as it knows who is mentioned. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn mentions(&self) -> Result<std::rc::Rc<dyn mentions::Service>>;
    /// The plugin `calendar`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn calendar(&self) -> Result<std::rc::Rc<dyn calendar::Service>>;
    /// The plugin `chat`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn chats(&self) -> Result<std::rc::Rc<dyn chats::Service>>;
    /// The plugin `csat`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn ratings(&self) -> Result<std::rc::Rc<dyn ratings::Service>>;
    /// The plugin `csat`, for whoever rates. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn voting(&self) -> Result<std::rc::Rc<dyn voting::Service>>;
    /// The plugin `schedule`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn schedule(&self) -> Result<std::rc::Rc<dyn schedule::Service>>;
    /// The plugin `schedule`, as far as it knows when shifts ended. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn shifts(&self) -> Result<std::rc::Rc<dyn shifts::Service>>;
    /// The plugin `sla`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn sla(&self) -> Result<std::rc::Rc<dyn sla::Service>>;
    /// The plugin `split`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn split(&self) -> Result<std::rc::Rc<dyn split::Service>>;
    /// The plugin `tickets`, as far as merging goes. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn merging(&self) -> Result<std::rc::Rc<dyn merging::Service>>;
    /// The plugin `merge`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn merge(&self) -> Result<std::rc::Rc<dyn merge::Service>>;
    /// The plugin `canned`, as this one sees it. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn canned(&self) -> Result<std::rc::Rc<dyn canned::Service>>;
    /// The plugin `canned`, as far as files go. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn enclosures(&self) -> Result<std::rc::Rc<dyn enclosures::Service>>;
    /// The plugin `canned`, as far as there is no ticket. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn phrases(&self) -> Result<std::rc::Rc<dyn phrases::Service>>;

    /// What is behind [`crate::administration`]. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn people(&self) -> Result<std::rc::Rc<dyn people::Service>>;
    #[cfg(not(target_arch = "wasm32"))]
    fn roles(&self) -> Result<std::rc::Rc<dyn roles::Service>>;
    #[cfg(not(target_arch = "wasm32"))]
    fn department_list(&self) -> Result<std::rc::Rc<dyn departments::Service>>;
    #[cfg(not(target_arch = "wasm32"))]
    fn audit(&self) -> Result<std::rc::Rc<dyn audit::Service>>;
    #[cfg(not(target_arch = "wasm32"))]
    fn verdicts(&self) -> Result<std::rc::Rc<dyn verdicts::Service>>;

    /// What is behind [`crate::search`]. Only outside of components.
    #[cfg(not(target_arch = "wasm32"))]
    fn search(&self) -> Result<std::rc::Rc<dyn search::Service>>;
}

/// The imports of a component. Called without a table of methods, so that what a plugin does not use is not
/// linked, and its manifest need not name it.
#[cfg(target_arch = "wasm32")]
#[derive(Clone)]
pub(crate) struct Imports;

#[cfg(target_arch = "wasm32")]
impl Kernel for Imports {
    fn caller(&self) -> Caller {
        wit::context::get_caller()
    }
    fn now(&self) -> Timestamp {
        wit::context::now()
    }
    fn random(&self, length: u32) -> Vec<u8> {
        wit::context::random(length)
    }
    fn new_id(&self) -> RecordId {
        wit::context::new_id()
    }

    fn person(&self, id: &str) -> Result<Person> {
        wit::directory::get_person(id)
    }
    fn find_by_email(&self, email: &str) -> Result<Option<Person>> {
        wit::directory::find_by_email(email)
    }
    fn colleagues(&self, department: Option<&str>) -> Result<Vec<Person>> {
        wit::directory::colleagues(department)
    }
    fn departments(&self) -> Result<Vec<Department>> {
        wit::directory::departments()
    }
    fn faces(&self, ids: &[UserId]) -> Result<Vec<Face>> {
        wit::directory::faces(ids)
    }
    fn ensure_customer(&self, email: &str, name: &str) -> Result<Person> {
        wit::directory::ensure_customer(email, name)
    }
    fn admit_guest(
        &self,
        name: &str,
        language: Option<&str>,
        permissions: &[String],
        days: u16,
    ) -> Result<Pass> {
        crate::bindings::administering::ombud::kernel1_1_0::guests::admit(name, language, permissions, days)
    }
    fn arrive(&self) -> Result<()> {
        crate::bindings::administering::ombud::kernel1_1_0::guests::arrive()
    }

    fn presences(&self, ids: &[UserId]) -> Result<Vec<Presence>> {
        crate::bindings::administering::ombud::kernel1_1_0::presence::of_people(ids)
    }

    fn may(&self, permission: &str, subject: Option<&RecordRef>) -> Result<bool> {
        wit::access::may(permission, subject)
    }
    fn may_ever(&self, permission: &str) -> bool {
        wit::access::may_ever(permission)
    }
    fn require(&self, permission: &str, subject: Option<&RecordRef>) -> Result<()> {
        wit::access::require(permission, subject)
    }
    fn explain(&self, permission: &str, subject: Option<&RecordRef>) -> Result<String> {
        wit::access::explain(permission, subject)
    }

    fn create(&self, collection: &str, id: Option<&str>, draft: &RawDraft) -> Result<Envelope> {
        wit::records::create(collection, id, draft)
    }
    fn get(&self, collection: &str, id: &str) -> Result<RawEntry> {
        wit::records::get(collection, id)
    }
    fn put(&self, collection: &str, id: &str, version: u64, draft: &RawDraft) -> Result<Envelope> {
        wit::records::put(collection, id, version, draft)
    }
    fn delete(&self, collection: &str, id: &str, version: u64) -> Result<()> {
        wit::records::delete(collection, id, version)
    }
    fn query(&self, collection: &str, query: &RawQuery) -> Result<RawPage> {
        wit::records::find(collection, query)
    }
    fn count(&self, collection: &str, query: &RawQuery, at_most: u32) -> Result<u32> {
        wit::records::count(collection, query, at_most)
    }

    fn next_number(&self, counter: &str) -> Result<u64> {
        wit::counters::next(counter)
    }
    fn put_blob(&self, bytes: &[u8]) -> Result<Blob> {
        wit::blobs::put(bytes)
    }
    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>> {
        wit::blobs::read(id, offset, length)
    }
    fn emit(&self, kind: &str, subject: &RecordRef, data: &str) -> Result<()> {
        wit::events::emit(kind, subject, data)
    }
    fn set_timer(&self, key: &str, due: Timestamp, data: &str) -> Result<()> {
        wit::timers::set(key, due, data)
    }
    fn cancel_timer(&self, key: &str) -> Result<()> {
        wit::timers::cancel(key)
    }
    fn set_timer_for_caller(&self, key: &str, due: Timestamp, data: &str) -> Result<()> {
        crate::bindings::administering::ombud::kernel1_1_0::later::set(key, due, data)
    }
    fn give_order(&self, key: &str, title: &str, permissions: &[String]) -> Result<()> {
        crate::bindings::administering::ombud::kernel1_1_0::orders::give(key, title, permissions)
    }
    fn withdraw_order(&self, key: &str) -> Result<()> {
        crate::bindings::administering::ombud::kernel1_1_0::orders::withdraw(key)
    }
    fn order(&self, key: &str) -> Result<Option<Order>> {
        crate::bindings::administering::ombud::kernel1_1_0::orders::get(key)
    }
    fn set_timer_under(&self, order: &str, timer: &str, due: Timestamp, data: &str) -> Result<()> {
        crate::bindings::administering::ombud::kernel1_1_0::orders::set_timer(order, timer, due, data)
    }
    fn settings(&self) -> String {
        wit::settings::get()
    }
    fn log(&self, level: Level, message: &str) {
        wit::log::write(level, message)
    }
    fn sanitise(&self, html: &str, images: &[(String, String)]) -> String {
        wit::html::sanitise(html, images)
    }
    fn ask_amendments(&self, collection: &str, id: Option<&str>, draft: &RawDraft) -> Result<Vec<Amendment>> {
        wit::amendments::ask(collection, id, draft)
    }
    fn send(&self, key: &str, request: &RawOutgoing) -> Result<()> {
        wit::outbound::enqueue(key, request)
    }
    fn post(&self, key: &str, mail: &crate::post::RawMail) -> Result<String> {
        crate::bindings::administering::ombud::kernel1_1_0::post::queue(key, mail)
    }

    fn desk_address(&self) -> Result<Option<String>> {
        crate::bindings::administering::ombud::kernel1_1_0::post::desk()
    }
}
