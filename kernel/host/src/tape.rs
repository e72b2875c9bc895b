//! What a guest asks of the kernel and what it hears, written down.
//!
//! In earnest nothing is written down: a host function looks whether there is a tape and goes on. When a call has failed
//! it is made once more with one (`report`), and on an author's machine the tape answers in the kernel's place
//! (`replay`). The list of functions at the end is the only place that both know.

use crate::bindings::{
    access, amendments, audit, blobs, changes, context, counters, departments, directory, effects, events,
    guests, html, later, log, orders, outbound, people, post, presence, records, roles, search, settings,
    texts, timers, types, verdicts,
};
use crate::call::Cx;
use crate::convert::Answer;
use crate::replay::Player;
use parking_lot::Mutex;
use serde::Serialize;
use std::io;
use wasmtime::Result;
use wasmtime::component::{HasData, HasSelf, Linker};

/// The most that a tape holds, bytes. Calls that hear more cannot be played again.
pub(crate) const LONGEST: usize = 4 << 20;

/// One question of a guest, and what it heard. Arguments and answers are JSON.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    /// `ombud:kernel/records.get`, or an interface of another plugin.
    pub function: String,
    /// The arguments, in order.
    pub with: String,
    /// The answer; an error if the guest was ended here, in these words.
    pub heard: std::result::Result<String, String>,
}

/// What one instance asked and heard.
#[derive(Default)]
pub(crate) struct Tape(Mutex<Rolled>);

#[derive(Default)]
struct Rolled {
    notes: Vec<Noted>,
    size: usize,
    /// More was heard than it holds.
    cut: bool,
}

impl Tape {
    /// Notes a question and its answer, in order.
    pub fn note(
        &self,
        function: &str,
        with: Option<String>,
        heard: Option<std::result::Result<String, String>>,
    ) {
        let mut rolled = self.0.lock();
        let (Some(with), Some(heard)) = (with, heard) else {
            rolled.cut = true;
            return;
        };
        let size = with.len() + heard.as_ref().map_or_else(String::len, String::len);
        if rolled.cut || rolled.size + size > LONGEST {
            rolled.cut = true;
            return;
        }
        rolled.size += size;
        rolled.notes.push(Noted { function: function.to_owned(), with, heard });
    }

    /// Everything that was noted, and whether that is all.
    pub fn take(&self) -> (Vec<Noted>, bool) {
        let rolled = std::mem::take(&mut *self.0.lock());
        (rolled.notes, !rolled.cut)
    }
}

/// As JSON, unless it is longer than a tape holds.
pub(crate) fn told(value: &impl Serialize) -> Option<String> {
    struct Short(Vec<u8>);
    impl io::Write for Short {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0.len() + bytes.len() > LONGEST {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut short = Short(Vec::new());
    serde_json::to_writer(&mut short, value).ok()?;
    String::from_utf8(short.0).ok()
}

fn heard<T: Serialize>(answer: &Result<T>) -> Option<std::result::Result<String, String>> {
    match answer {
        Ok(answer) => told(answer).map(Ok),
        Err(end) => Some(Err(format!("{end:#}"))),
    }
}

/// The kernel's functions, with a tape beside them if there is one.
pub(crate) struct Taped<'a>(&'a mut Cx);

impl HasData for Tape {
    type Data<'a> = Taped<'a>;
}

/// Links every interface. Which of them a component may import is checked before, from its manifest; what it may do
/// with them, at each call.
pub(crate) fn link(linker: &mut Linker<Cx>) -> Result<()> {
    add_to_linker::<Cx, Tape>(linker, |cx| Taped(cx))
}

/// The same with a tape in the kernel's place.
pub(crate) fn link_player(linker: &mut Linker<Player>) -> Result<()> {
    add_to_linker::<Player, HasSelf<Player>>(linker, |player| player)
}

macro_rules! taped {
    ($($interface:ident {
        $(fn $name:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*
        $(async fn $async_name:ident($($async_arg:ident: $async_ty:ty),*) -> $async_out:ty;)*
    })*) => {
        $(
            impl $interface::Host for Taped<'_> {
                $(
                    fn $name(&mut self, $($arg: $ty),*) -> Result<$out> {
                        let Some(tape) = self.0.tape.clone() else {
                            return $interface::Host::$name(self.0, $($arg),*);
                        };
                        let with = told(&($(&$arg,)*));
                        let answer = $interface::Host::$name(self.0, $($arg),*);
                        tape.note(name!($interface, $name), with, heard(&answer));
                        answer
                    }
                )*
                $(
                    async fn $async_name(&mut self, $($async_arg: $async_ty),*) -> Result<$async_out> {
                        let Some(tape) = self.0.tape.clone() else {
                            return $interface::Host::$async_name(self.0, $($async_arg),*).await;
                        };
                        let with = told(&($(&$async_arg,)*));
                        let answer = $interface::Host::$async_name(self.0, $($async_arg),*).await;
                        tape.note(name!($interface, $async_name), with, heard(&answer));
                        answer
                    }
                )*
            }

            impl $interface::Host for Player {
                $(
                    fn $name(&mut self, $($arg: $ty),*) -> Result<$out> {
                        self.play(name!($interface, $name), serde_json::to_value(($(&$arg,)*))?)
                    }
                )*
                $(
                    async fn $async_name(&mut self, $($async_arg: $async_ty),*) -> Result<$async_out> {
                        self.play(name!($interface, $async_name), serde_json::to_value(($(&$async_arg,)*))?)
                    }
                )*
            }
        )*

        fn add_to_linker<T, D>(
            linker: &mut Linker<T>,
            get: for<'a> fn(&'a mut T) -> D::Data<'a>,
        ) -> Result<()>
        where
            T: Send + 'static,
            D: HasData + Send,
            for<'a> D::Data<'a>: types::Host + changes::Host + effects::Host $(+ $interface::Host)* + Send,
        {
            types::add_to_linker::<T, D>(linker, get)?;
            changes::add_to_linker::<T, D>(linker, get)?;
            effects::add_to_linker::<T, D>(linker, get)?;
            $($interface::add_to_linker::<T, D>(linker, get)?;)*
            Ok(())
        }
    };
}

/// As the WIT has it.
macro_rules! name {
    ($interface:ident, $name:ident) => {
        concat!("ombud:kernel/", stringify!($interface), ".", stringify!($name))
    };
}

impl types::Host for Taped<'_> {}
impl changes::Host for Taped<'_> {}
impl effects::Host for Taped<'_> {}
impl types::Host for Player {}
impl changes::Host for Player {}
impl effects::Host for Player {}

taped! {
    access {
        fn may(permission: String, subject: Option<types::RecordRef>) -> Answer<bool>;
        fn may_ever(permission: String) -> bool;
        fn require(permission: String, subject: Option<types::RecordRef>) -> Answer<()>;
        fn explain(permission: String, subject: Option<types::RecordRef>) -> Answer<String>;
    }
    amendments {
        async fn ask(collection: String, id: Option<String>, draft: records::Draft) -> Answer<Vec<changes::Amendment>>;
    }
    audit {
        fn search(filter: audit::Filter, limit: u32, cursor: Option<u64>) -> Answer<audit::Page>;
    }
    blobs {
        fn put(bytes: Vec<u8>) -> Answer<blobs::Blob>;
        fn read(id: String, offset: u64, length: u32) -> Answer<Vec<u8>>;
    }
    context {
        fn get_caller() -> context::Caller;
        fn now() -> u64;
        fn random(length: u32) -> Vec<u8>;
        fn new_id() -> String;
    }
    counters {
        fn next(counter: String) -> Answer<u64>;
    }
    departments {
        fn list() -> Answer<Vec<departments::Department>>;
        fn create(name: String) -> Answer<departments::Department>;
        fn rename(id: String, name: String) -> Answer<departments::Department>;
    }
    directory {
        fn get_person(id: String) -> Answer<directory::Person>;
        fn find_by_email(email: String) -> Answer<Option<directory::Person>>;
        fn colleagues(department: Option<String>) -> Answer<Vec<directory::Person>>;
        fn departments() -> Answer<Vec<directory::Department>>;
        fn faces(ids: Vec<String>) -> Answer<Vec<directory::Face>>;
        fn ensure_customer(email: String, name: String) -> Answer<directory::Person>;
    }
    events {
        fn emit(kind: String, subject: types::RecordRef, data: String) -> Answer<()>;
    }
    guests {
        fn admit(name: String, language: Option<String>, permissions: Vec<String>, days: u16) -> Answer<guests::Pass>;
        fn arrive() -> Answer<()>;
    }
    html {
        fn sanitise(html: String, images: Vec<(String, String)>) -> String;
    }
    later {
        fn set(key: String, due: u64, data: String) -> Answer<()>;
    }
    log {
        fn write(level: log::Level, message: String) -> ();
    }
    orders {
        fn give(key: String, title: String, permissions: Vec<String>) -> Answer<()>;
        fn withdraw(key: String) -> Answer<()>;
        fn get(key: String) -> Answer<Option<orders::Order>>;
        fn set_timer(order: String, timer: String, due: u64, data: String) -> Answer<()>;
    }
    outbound {
        fn enqueue(key: String, request: outbound::Request) -> Answer<()>;
    }
    people {
        fn list(filter: people::Filter, limit: u32, cursor: Option<String>) -> Answer<people::Page>;
        fn get(id: String) -> Answer<people::Person>;
        fn create(person: people::NewPerson) -> Answer<people::Person>;
        fn change(id: String, changes: people::Changes) -> Answer<people::Person>;
        fn preview(id: String, changes: people::Changes) -> Answer<effects::Effect>;
    }
    post {
        fn queue(key: String, mail: post::Mail) -> Answer<String>;
        fn desk() -> Answer<Option<String>>;
    }
    presence {
        fn of_people(users: Vec<String>) -> Answer<Vec<presence::Presence>>;
    }
    records {
        fn get(collection: String, id: String) -> Answer<records::Entry>;
        fn find(collection: String, query: records::Query) -> Answer<records::Page>;
        fn count(collection: String, query: records::Query, at_most: u32) -> Answer<u32>;
        async fn create(collection: String, id: Option<String>, draft: records::Draft) -> Answer<types::Envelope>;
        async fn put(collection: String, id: String, version: u64, draft: records::Draft) -> Answer<types::Envelope>;
        async fn delete(collection: String, id: String, version: u64) -> Answer<()>;
    }
    roles {
        fn list() -> Answer<Vec<roles::Role>>;
        fn get(id: String) -> Answer<roles::Role>;
        fn holders(id: String, at_most: u32) -> Answer<Vec<String>>;
        fn permissions() -> Answer<Vec<roles::Permission>>;
        fn create(role: roles::NewRole) -> Answer<roles::Role>;
        fn change(id: String, changes: roles::Changes) -> Answer<roles::Role>;
        fn preview(id: String, changes: roles::Changes) -> Answer<effects::Effect>;
    }
    search {
        fn find(query: search::Query) -> Answer<search::Found>;
        fn suggest(text: String, limit: u32) -> Answer<Vec<String>>;
    }
    settings {
        fn get() -> String;
    }
    texts {
        fn speaks() -> texts::Language;
        fn speak(tag: String) -> texts::Language;
        fn get(key: String, arguments: Vec<(String, texts::Argument)>) -> String;
        fn tell(moment: texts::Moment) -> String;
        fn count(number: f64) -> String;
    }
    timers {
        fn set(key: String, due: u64, data: String) -> Answer<()>;
        fn cancel(key: String) -> Answer<()>;
    }
    verdicts {
        fn able(users: Vec<String>, permission: String, department: String) -> Answer<Vec<String>>;
        fn explain(user: String, permission: String, subject: Option<types::RecordRef>) -> Answer<verdicts::Verdict>;
        fn readers(users: Vec<String>, subject: types::RecordRef) -> Answer<Vec<String>>;
    }
}
