//! The desk itself.

use crate::client::Client;
use crate::diary::Diary;
use crate::people;
use crate::world::World;
use ombud_access::{Authority, Timestamp};
use ombud_host::{
    Approval, Clock, Host, HostOptions, InstallError, Limits, ManualClock, PluginEngine, Principal,
    SharedCode, inspect,
};
use ombud_identity::{Identity, IdentityOptions, PasswordCost, department, person};
use ombud_store::{Store, StoreOptions};
use std::error::Error;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// 2026-01-01T00:00:00Z, when every desk opens.
const OPENING: Timestamp = Timestamp(1_767_225_600_000);

/// A whole desk. All methods panic, with the reason, if the desk cannot do what the test takes for granted.
pub struct Desk {
    /// Its time; stands still until the test moves it.
    pub clock: Arc<ManualClock>,
    place: Place,
    // Dropped in this order: who uses the folder goes before the folder.
    open: Option<Open>,
    runtime: Runtime,
    folder: TempDir,
}

/// What stays while a desk is closed.
struct Place {
    world: World,
    diary: Diary,
    code: Option<SharedCode>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.world.end();
    }
}

/// Everything that a restart closes and opens again.
struct Open {
    host: Arc<Host>,
    identity: Arc<Identity>,
    store: Store,
}

impl Desk {
    /// A desk with the bundled plugins, and the people and departments of the demo.
    #[track_caller]
    pub fn start() -> Desk {
        let bundled: Vec<_> = ombud_bundle::plugins().iter().map(|plugin| plugin.component).collect();
        Desk::start_with(&bundled)
    }

    /// A desk with these plugins only, in the order in which they need each other.
    #[track_caller]
    pub fn start_with(components: &[&[u8]]) -> Desk {
        expect("start a desk", Desk::open(components, shared_code()))
    }

    /// The same, with compiled code kept elsewhere, or nowhere.
    ///
    /// # Errors
    /// In words for whoever wants the desk.
    pub fn open(components: &[&[u8]], code: Option<SharedCode>) -> Result<Desk, Box<dyn Error>> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(ManualClock::at(OPENING));
        let place = Place { world: World::default(), diary: Diary::default(), code };
        let open = runtime.block_on(async {
            let open = open(folder.path(), &clock, &place).await?;
            people::settle_in(&open.store, &open.identity, clock.now()).await?;
            for component in components {
                open.host.install_bundled(component).await?;
            }
            Ok::<_, Box<dyn Error>>(open)
        })?;
        Ok(Desk { clock, place, open: Some(open), runtime, folder })
    }

    /// A desk with the bundled plugins and this one, as the owner would install it. A bundled one takes its place.
    ///
    /// # Errors
    /// Why a desk does not take it, in words for its author.
    pub fn open_for(
        component: &[u8],
        approval: Approval,
        code: Option<SharedCode>,
    ) -> Result<Desk, Box<dyn Error>> {
        let id = inspect(component)?.manifest.id().clone();
        let bundled = ombud_bundle::plugins();
        let in_place = |plugin: &ombud_bundle::Bundled| {
            if plugin.name == id.as_str() { component } else { plugin.component }
        };
        let desk = Desk::open(&bundled.iter().map(in_place).collect::<Vec<_>>(), code)?;
        if !bundled.iter().any(|plugin| plugin.name == id.as_str()) {
            desk.install_with(component, approval)?;
        }
        Ok(desk)
    }

    /// The person with this address.
    #[track_caller]
    pub fn as_(&self, email: &str) -> Client {
        expect("a person", self.find(email))
    }

    /// The same, where it may be that there is nobody.
    pub(crate) fn find(&self, email: &str) -> Result<Client, String> {
        let found = person::by_email(&mut self.store().begin(), email).map_err(|error| error.to_string())?;
        let person = found.ok_or_else(|| format!("nobody has the address `{email}`"))?;
        Ok(self.client(Principal::User(person.id)))
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        self.client(Principal::Visitor)
    }

    fn client(&self, principal: Principal) -> Client {
        Client::new(self.host().clone(), self.runtime.handle().clone(), principal)
    }

    /// The id of the person with this address.
    #[track_caller]
    pub fn person(&self, email: &str) -> String {
        match expect(email, person::by_email(&mut self.store().begin(), email)) {
            Some(person) => person.id.to_string(),
            None => panic!("nobody has the address `{email}`"),
        }
    }

    /// The id of the department with this name.
    #[track_caller]
    pub fn department(&self, name: &str) -> String {
        match expect(name, department::by_name(&mut self.store().begin(), name)) {
            Some(department) => department.id.to_string(),
            None => panic!("there is no department `{name}`"),
        }
    }

    /// Installs a plugin as the owner would, with everything that it asks for.
    #[track_caller]
    pub fn install(&self, component: &[u8]) {
        expect("install a plugin", self.install_with(component, Approval::default()));
    }

    /// The same, with what was approved.
    pub(crate) fn install_with(&self, component: &[u8], approval: Approval) -> Result<(), InstallError> {
        let owner = self.owner();
        self.runtime.block_on(self.host().install(component.to_vec(), &owner, approval)).map(drop)
    }

    pub(crate) fn owner(&self) -> Authority {
        self.authority("owner@demo.test")
    }

    pub(crate) fn wait_for<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The world outside: what other machines answer, and what they were sent.
    pub fn world(&self) -> &World {
        &self.place.world
    }

    /// What the plugins have done so far.
    pub fn diary(&self) -> &Diary {
        &self.place.diary
    }

    /// What somebody may do, for tests that speak to the kernel directly.
    #[track_caller]
    pub fn authority(&self, email: &str) -> Authority {
        let mut unit = self.store().begin();
        let Some(person) = expect(email, person::by_email(&mut unit, email)) else {
            panic!("nobody has the address `{email}`")
        };
        let principal = Principal::User(person.id);
        let authority = self.identity().authority(&mut unit, &principal, self.clock.now());
        let Some(authority) = expect(email, authority) else { panic!("`{email}` is suspended") };
        authority
    }

    /// Chooses settings of a plugin, as the owner would.
    #[track_caller]
    pub fn choose(&self, plugin: &str, changes: serde_json::Map<String, serde_json::Value>) {
        let id = expect("name a plugin", plugin.parse());
        expect("choose settings", self.wait_for(self.host().choose_settings(&id, changes, &self.owner())));
    }

    /// Moves the clock on, and has everything run that is due then.
    #[track_caller]
    pub fn advance(&self, by: Duration) {
        self.clock.advance(u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
        self.settle();
    }

    /// Puts the clock back, as happens when somebody sets that of a machine right, and has everything run that is due then.
    #[track_caller]
    pub fn put_back(&self, by: Duration) {
        self.clock.back(u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
        self.settle();
    }

    /// Runs the reactions and timers that are due, and what follows from them.
    #[track_caller]
    pub fn settle(&self) {
        expect("run what is due", self.wait_for(self.host().settle()));
    }

    /// From now on the search keeps up with the desk, and [`Desk::settle`] waits for it.
    #[track_caller]
    pub fn searches(&self) {
        expect("start the search", self.host().search().start(self.clock.now()));
        self.settle();
    }

    /// Closes the desk and opens it again, on the same folder. Clients of before are of no use.
    #[track_caller]
    pub fn restart(&mut self) {
        if let Some(Open { host, identity, store }) = self.open.take() {
            host.search().close();
            drop((host, identity));
            store.close();
        }
        let patience = Instant::now() + Duration::from_secs(10);
        let open = loop {
            match self.runtime.block_on(open(self.folder.path(), &self.clock, &self.place)) {
                Ok(open) => break open,
                // The last threads of the desk that was may still be letting go of the folder.
                Err(_) if Instant::now() < patience => std::thread::sleep(Duration::from_millis(20)),
                Err(error) => panic!("cannot open the desk again: {error}"),
            }
        };
        self.open = Some(open);
    }

    /// The plugin host.
    pub fn host(&self) -> &Arc<Host> {
        &self.opened().host
    }

    /// People and their rights.
    pub fn identity(&self) -> &Arc<Identity> {
        &self.opened().identity
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.opened().store
    }

    fn opened(&self) -> &Open {
        self.open.as_ref().expect("a desk is open but within `restart`, which has it for itself")
    }
}

async fn open(folder: &Path, clock: &Arc<ManualClock>, place: &Place) -> Result<Open, Box<dyn Error>> {
    // A test has little data, and disks of build machines are often nearly full.
    let options = StoreOptions { cache_bytes: 16 << 20, reserve_bytes: 0 };
    let store = Store::open(&folder.join("store"), options)?;
    let options = IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
    let identity = Arc::new(Identity::open_with(store.clone(), options, clock.now()).await?);
    let options = HostOptions::new(store.clone(), identity.clone(), folder, clock.clone());
    let options = HostOptions {
        // A machine that runs many tests at once is slow: that must decide none of them.
        limits: patient(),
        engine: Some(engine()?),
        code: place.code.clone(),
        names: Arc::new(place.world.clone()),
        watch: Some(place.diary.watch()),
        ..options
    };
    let host = Host::open(options).await?;
    Ok(Open { host, identity, store })
}

/// Four times the time of a desk in earnest, by the processor and by the clock: so the same limit is the first.
fn patient() -> Limits {
    let limits = Limits::default();
    Limits { cpu_ticks: 4 * limits.cpu_ticks, deadline: 4 * limits.deadline, ..limits }
}

/// Compiled plugins, for all tests of this project and all their runs.
pub(crate) fn shared_code() -> Option<SharedCode> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    target.is_dir().then(|| SharedCode::at(target.join("code")).ok()).flatten()
}

/// One for all desks of this test program, with the plugins that it has compiled.
fn engine() -> Result<Arc<PluginEngine>, String> {
    static ENGINE: OnceLock<Result<Arc<PluginEngine>, String>> = OnceLock::new();
    ENGINE.get_or_init(PluginEngine::start).clone()
}

#[track_caller]
fn expect<T, E: std::fmt::Display>(what: &str, result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{what}: {error}"),
    }
}
