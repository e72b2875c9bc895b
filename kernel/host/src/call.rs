//! One incoming call: who, when, and what it may use. Fixed at its beginning;
//! there is no way to change it from inside.

use crate::bindings::types as wit;
use crate::budget::{Budget, Limiter, Room};
use crate::convert::{self, Answer};
use crate::entry::Entry;
use crate::host::Host;
use crate::manifest::Collection;
use crate::problem::CallError;
use crate::registry::{Loaded, Registry};
use crate::report::Recorder;
use crate::tape::Tape;
use crate::watch::Watch;
use ombud_access::{Authority, Denial, Id, PluginId, Timestamp, UserId};
use ombud_identity::Identity;
use ombud_search::Search;
use ombud_store::{Store, UnitOfWork};
use ombud_texts::Language;
use parking_lot::{MappedMutexGuard, Mutex, MutexGuard};
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use wasmtime::{Engine, UpdateDeadline};

/// Bytes that a guest may hand to the kernel in one call, and get back from it.
const HOSTCALL_BYTES: usize = 96 << 20;

/// So many calls count for one that looks at much at once.
const DEAR: u32 = 50;

/// Refusals of one call that are remembered.
const REMEMBERED: usize = 64;

/// What all plugins that take part in one incoming call share.
pub(crate) struct Root {
    pub store: Store,
    pub identity: Arc<Identity>,
    pub search: Arc<Search>,
    /// The plugins as they were when the call began: an upgrade meanwhile
    /// does not mix versions.
    pub registry: Arc<Registry>,
    pub request_id: String,
    /// The network address of the request, for the audit.
    pub origin: Option<String>,
    pub now: Timestamp,
    /// In which people are spoken to.
    pub language: Language,
    pub budget: Arc<Budget>,
    /// Memory of all calls.
    room: Arc<Room>,
    /// Records are only brought into another form.
    rewrites: bool,
    chance: Chance,
    /// The request's method promises to change nothing: a link, an image or a reload of somebody else's page can send it.
    safe: bool,
    /// A timer rings: nobody is there, for whomever it is.
    pub rings: bool,
    /// It is made once more, or only tried: it is not counted, and writes no lines into the log.
    pub quiet: bool,
    /// It is a call that failed, made once more to write down what is asked.
    pub recorder: Option<Arc<Recorder>>,
    /// Plugins that fell in this call, below the outermost.
    fell: Mutex<Vec<PluginId>>,
    /// Who watches, in tests and with authors.
    pub watch: Option<Watch>,
    /// How many guests it admits.
    pub guests: AtomicU32,
    /// What the kernel has refused in this call. A plugin can tell of refusals that there never were.
    refused: Mutex<Vec<Denial>>,
    unit: Mutex<Option<UnitOfWork>>,
}

impl Root {
    pub fn new(
        host: &Host,
        registry: Arc<Registry>,
        request_id: String,
        now: Timestamp,
        budget: Arc<Budget>,
        unit: UnitOfWork,
    ) -> Root {
        Root {
            store: host.store.clone(),
            identity: host.identity.clone(),
            search: host.search.clone(),
            registry,
            request_id,
            origin: None,
            now,
            language: Language::default(),
            budget,
            room: host.room.clone(),
            rewrites: unit.rewrites(),
            chance: Chance::default(),
            safe: false,
            rings: false,
            quiet: false,
            recorder: None,
            fell: Mutex::default(),
            watch: host.watch.clone(),
            guests: AtomicU32::default(),
            refused: Mutex::default(),
            unit: Mutex::new(Some(unit)),
        }
    }

    /// For what is asked of the outermost plugin.
    pub fn for_entry(self, entry: &Entry) -> Root {
        Root { safe: entry.is_safe(), rings: matches!(entry, Entry::Ring { .. }), ..self }
    }

    /// The same, in this language.
    pub fn speaking(self, language: Language) -> Root {
        Root { language, ..self }
    }

    /// The same, from this network address.
    pub fn from(self, origin: Option<String>) -> Root {
        Root { origin, ..self }
    }

    /// The unit of work. A guest runs one host call at a time and nested calls
    /// run while their caller waits, so nobody ever waits for this lock long.
    pub fn unit(&self) -> MappedMutexGuard<'_, UnitOfWork> {
        MutexGuard::map(self.unit.lock(), |unit| unit.as_mut().expect("taken only after the guest has ended"))
    }

    /// The same call once more, in this unit of work, written down if somebody waits for that.
    pub fn again(&self, budget: Arc<Budget>, unit: UnitOfWork, recorder: Option<Arc<Recorder>>) -> Root {
        Root {
            store: self.store.clone(),
            identity: self.identity.clone(),
            search: self.search.clone(),
            registry: self.registry.clone(),
            request_id: self.request_id.clone(),
            origin: self.origin.clone(),
            now: self.now,
            language: self.language,
            budget,
            room: self.room.clone(),
            rewrites: self.rewrites,
            chance: self.chance.again(),
            safe: self.safe,
            rings: self.rings,
            quiet: true,
            recorder,
            watch: None,
            fell: Mutex::default(),
            guests: AtomicU32::default(),
            refused: Mutex::default(),
            unit: Mutex::new(Some(unit)),
        }
    }

    /// The same call once more, with other plugins, in this unit of work.
    pub fn again_with(&self, registry: Arc<Registry>, budget: Arc<Budget>, unit: UnitOfWork) -> Root {
        Root { registry, ..self.again(budget, unit, None) }
    }

    /// Something that is only tried, with a budget of its own.
    pub fn quiet(
        host: &Host,
        registry: Arc<Registry>,
        request_id: String,
        now: Timestamp,
        unit: UnitOfWork,
    ) -> Root {
        let budget = Arc::new(Budget::new(host.limits.clone()));
        Root { quiet: true, watch: None, ..Root::new(host, registry, request_id, now, budget, unit) }
    }

    /// A unit of work that sees what this call's saw when it began.
    pub fn same_moment(&self) -> Option<UnitOfWork> {
        self.unit.lock().as_ref().map(UnitOfWork::same_moment)
    }

    /// A plugin fell below the outermost.
    pub fn fell(&self, plugin: &PluginId) {
        self.fell.lock().push(plugin.clone());
    }

    /// The first that fell below the outermost.
    pub fn first_fallen(&self) -> Option<PluginId> {
        self.fell.lock().first().cloned()
    }

    /// Whether this is a migration.
    pub fn rewrites(&self) -> bool {
        self.rewrites
    }

    /// Remembers a refusal by the kernel.
    fn remember(&self, denial: Denial) {
        let mut refused = self.refused.lock();
        if refused.len() < REMEMBERED {
            refused.push(denial);
        }
    }

    /// What a guest's error is for the outside: a refusal only counts as one if it was the kernel's. With what is not
    /// there goes what the kernel has hidden.
    pub fn problem(&self, error: wit::Error) -> CallError {
        let refused = self.refused.lock();
        match error {
            wit::Error::Denied(told) => match refused.iter().find(|known| same(known, &told)) {
                Some(known) => CallError::Denied(known.clone()),
                None => CallError::refused(told.reason),
            },
            wit::Error::NotFound(why) => match refused.iter().rfind(|known| known.hidden) {
                Some(known) => CallError::hidden(why, known.clone()),
                None => wit::Error::NotFound(why).into(),
            },
            other => other.into(),
        }
    }

    /// Takes the unit of work out, to commit or drop it, when the guest has ended.
    pub fn take_unit(&self) -> Option<UnitOfWork> {
        self.unit.lock().take()
    }
}

fn same(known: &Denial, told: &wit::Denial) -> bool {
    !known.hidden
        && (known.permission.as_str(), known.told()) == (told.permission.as_str(), told.reason.as_str())
}

/// Chance from a seed: the same call with the same seed gets the same bytes. Most calls ask for none, and the system
/// is asked only then.
#[derive(Default)]
struct Chance {
    seed: OnceLock<[u8; 32]>,
    next: AtomicU64,
    last_id: Mutex<Option<Id>>,
}

impl Chance {
    /// The same from its beginning.
    fn again(&self) -> Chance {
        Chance { seed: self.seed.clone(), ..Chance::default() }
    }

    fn bytes(&self, length: usize) -> Result<Vec<u8>, getrandom::Error> {
        let seed = match self.seed.get() {
            Some(seed) => seed,
            None => {
                let mut fresh = [0; 32];
                getrandom::fill(&mut fresh)?;
                self.seed.get_or_init(|| fresh)
            }
        };
        let mut bytes = Vec::with_capacity(length + 31);
        while bytes.len() < length {
            let block = self.next.fetch_add(1, Ordering::Relaxed);
            let mut hash = Sha256::new();
            hash.update(seed);
            hash.update(block.to_be_bytes());
            bytes.extend_from_slice(&hash.finalize());
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// The next id of a call that runs at this time: random the first time, and then one more each time.
    fn id(&self, now: Timestamp) -> Result<Id, getrandom::Error> {
        let mut last = self.last_id.lock();
        let id = match *last {
            Some(last) => Id::from_u128(last.as_u128() + 1),
            None => {
                let mut random = [0; 10];
                random.copy_from_slice(&self.bytes(10)?);
                // Room for the ids that follow.
                random[0] &= 0x7f;
                Id::new(now, random)
            }
        };
        *last = Some(id);
        Ok(id)
    }
}

/// The data of one guest instance's store.
pub(crate) struct Cx {
    pub root: Arc<Root>,
    pub plugin: Arc<Loaded>,
    pub authority: Authority,
    /// The plugin that called this one.
    pub caller: Option<PluginId>,
    /// Plugins from the outermost to this one.
    pub chain: Vec<PluginId>,
    /// It is a hook's or draws a part of a page, and writes nothing.
    pub looks: bool,
    /// The language that the plugin has chosen in place of the call's.
    pub spoken: Option<Language>,
    /// Where it is written down what it asks, if it is.
    pub tape: Option<Arc<Tape>>,
    limiter: Limiter,
}

impl Cx {
    /// For the plugin that the request is for.
    pub fn outermost(root: Arc<Root>, plugin: Arc<Loaded>, authority: Authority, looks: bool) -> Cx {
        let chain = vec![plugin.id().clone()];
        let limiter = limiter(&root, &plugin);
        let tape = Cx::new_tape(&root);
        Cx { root, plugin, authority, caller: None, chain, looks, spoken: None, tape, limiter }
    }

    /// For a plugin that this one calls.
    pub fn nested(&self, callee: Arc<Loaded>, authority: Authority) -> Cx {
        let mut chain = self.chain.clone();
        chain.push(callee.id().clone());
        Cx {
            root: self.root.clone(),
            authority,
            caller: Some(self.plugin.id().clone()),
            chain,
            looks: self.looks,
            spoken: None,
            tape: Cx::new_tape(&self.root),
            limiter: limiter(&self.root, &callee),
            plugin: callee,
        }
    }

    /// Counts a call to the kernel. An error ends the guest: no plugin that
    /// works needs so many.
    pub fn count_host_call(&self) -> wasmtime::Result<()> {
        let budget = &self.root.budget;
        match self.looks {
            true if budget.hook_call() => Ok(()),
            true => Err(wasmtime::format_err!("too many calls to the kernel for who only looks")),
            false if budget.host_call() => Ok(()),
            false => Err(wasmtime::format_err!("more than {} calls to the kernel", budget.limits.host_calls)),
        }
    }

    /// Counts a call that looks at much at once, as many.
    pub fn count_dear_call(&self) -> wasmtime::Result<()> {
        (0..DEAR).try_for_each(|_| self.count_host_call())
    }

    /// Counts and remembers a refusal, and tells it in the language of the call.
    pub fn note(&self, denial: Denial) -> Denial {
        if !self.root.quiet {
            self.plugin.stats.denied();
        }
        self.refused(&denial);
        let denial = match self.root.registry.told(self.root.language, &denial) {
            Some(words) => denial.told_as(words),
            None => denial,
        };
        self.root.remember(denial.clone());
        denial
    }

    /// The same, and what the guest hears of it.
    pub fn denied(&self, denial: Denial) -> wit::Error {
        convert::denied(self.note(denial))
    }

    /// Whether this call may do more than look, if only to try it.
    pub fn may_act(&self) -> Result<(), wit::Error> {
        match self.looks {
            false => Ok(()),
            true => Err(wit::Error::Invalid(
                "who is asked here looks, and writes nothing: hooks react to the change instead, pages have routes".into(),
            )),
        }
    }

    /// Whether this call may change something for others.
    pub fn may_write(&self) -> Result<(), wit::Error> {
        self.may_act()?;
        match self.root.safe {
            false => Ok(()),
            true => Err(wit::Error::Invalid(
                "a request with GET changes nothing but the plugin's own private records: send it with POST"
                    .into(),
            )),
        }
    }

    /// Whether this call may write to a collection. What a plugin notes for itself, such as who has read what, nobody
    /// else sees; so that may also be noted when somebody only looks at a page.
    pub fn may_write_to(&self, collection: &Collection) -> Result<(), wit::Error> {
        match self.root.safe && collection.private && !self.looks {
            true => Ok(()),
            false => self.may_write(),
        }
    }

    /// Counts bytes to be written.
    pub fn count_written(&self, bytes: usize) -> Result<(), wit::Error> {
        if self.root.budget.write(bytes) {
            return Ok(());
        }
        let limit = self.root.budget.limits.bytes_written;
        Err(wit::Error::TooLarge(format!("one call may write {limit} bytes in all")))
    }

    /// Whether the plugin may keep so many bytes more. The commit looks again, to the byte.
    pub fn may_keep(&self, bytes: usize) -> Result<(), wit::Error> {
        Ok(self.root.store.room_for(self.plugin.id().as_str(), bytes)?)
    }

    /// `length` bytes of chance.
    pub fn random(&self, length: usize) -> Answer<Vec<u8>> {
        self.root.chance.bytes(length).map_err(|_| no_chance())
    }

    /// A new id, ordered by the time of the call, and after those that the call made before.
    pub fn new_id(&self) -> Answer<Id> {
        self.root.chance.id(self.root.now).map_err(|_| no_chance())
    }

    /// The person behind the call, whoever's rights decide.
    pub fn person(&self) -> Option<UserId> {
        self.authority.on_behalf()
    }
}

fn limiter(root: &Root, plugin: &Loaded) -> Limiter {
    Limiter::new(root.budget.clone(), [plugin.stats.room.clone(), root.room.clone()])
}

fn no_chance() -> wit::Error {
    wit::Error::Unavailable("the system gives no chance".into())
}

/// A store for one guest instance, with every limit set.
pub(crate) fn new_store(engine: &Engine, cx: Cx) -> wasmtime::Store<Cx> {
    let mut store = wasmtime::Store::new(engine, cx);
    store.limiter(|cx| &mut cx.limiter);
    // What only looks says little, and hands over nothing to be kept.
    let handed_over =
        if store.data().looks { store.data().root.budget.limits.response } else { HOSTCALL_BYTES };
    store.set_hostcall_fuel(handed_over);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|cx| {
        let budget = &cx.data().root.budget;
        if cx.data().looks && !budget.hook_tick() {
            return Err(wasmtime::format_err!("used the CPU time of who only looks"));
        }
        if !cx.data().looks && !budget.tick() {
            return Err(wasmtime::format_err!("used its CPU time of {} ticks", budget.limits.cpu_ticks));
        }
        Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now())))
    });
    store
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_chance_and_never_the_same_bytes_twice() {
        let seeded = || Chance { seed: OnceLock::from([7; 32]), ..Chance::default() };
        let (a, b) = (seeded(), seeded());
        let first = a.bytes(40).unwrap();
        assert_eq!(first, b.bytes(40).unwrap());
        assert_ne!(first, a.bytes(40).unwrap());
        assert_ne!(Chance::default().bytes(40).unwrap(), Chance::default().bytes(40).unwrap());
    }

    #[test]
    fn each_id_of_a_call_is_later_than_the_one_before() {
        let chance = Chance::default();
        let ids: Vec<Id> = (0..1000).map(|_| chance.id(Timestamp(7)).unwrap()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.time() == Timestamp(7)));
    }
}
