//! The desk itself.

use crate::client::Client;
use crate::people;
use ombud_access::{Authority, Timestamp};
use ombud_host::{Approval, Clock, Host, HostOptions, ManualClock, PluginEngine, Principal};
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
    // Dropped in this order: who uses the folder goes before the folder.
    open: Option<Open>,
    runtime: Runtime,
    folder: TempDir,
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
        expect("start a desk", Desk::try_start(components))
    }

    fn try_start(components: &[&[u8]]) -> Result<Desk, Box<dyn Error>> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let folder = tempfile::tempdir()?;
        let clock = Arc::new(ManualClock::at(OPENING));
        let open = runtime.block_on(async {
            let open = open(folder.path(), &clock).await?;
            people::settle_in(&open.store, &open.identity, clock.now()).await?;
            for component in components {
                open.host.install_bundled(component).await?;
            }
            Ok::<_, Box<dyn Error>>(open)
        })?;
        Ok(Desk { clock, open: Some(open), runtime, folder })
    }

    /// The person with this address.
    #[track_caller]
    pub fn as_(&self, email: &str) -> Client {
        let id = expect(email, person::by_email(&mut self.store().begin(), email));
        let Some(person) = id else { panic!("nobody has the address `{email}`") };
        self.client(Principal::User(person.id))
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
        let owner = self.authority("owner@demo.test");
        let install = self.host().install(component.to_vec(), &owner, Approval::default());
        expect("install a plugin", self.runtime.block_on(install));
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

    /// Moves the clock on, and has everything run that is due then.
    #[track_caller]
    pub fn advance(&self, by: Duration) {
        self.clock.advance(u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
        self.settle();
    }

    /// Runs the reactions and timers that are due, and what follows from them.
    #[track_caller]
    pub fn settle(&self) {
        expect("run what is due", self.runtime.block_on(self.host().settle()));
    }

    /// Closes the desk and opens it again, on the same folder. Clients of before are of no use.
    #[track_caller]
    pub fn restart(&mut self) {
        if let Some(Open { host, identity, store }) = self.open.take() {
            drop((host, identity));
            store.close();
        }
        let patience = Instant::now() + Duration::from_secs(10);
        let open = loop {
            match self.runtime.block_on(open(self.folder.path(), &self.clock)) {
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

async fn open(folder: &Path, clock: &Arc<ManualClock>) -> Result<Open, Box<dyn Error>> {
    // A test has little data, and disks of build machines are often nearly full.
    let options = StoreOptions { cache_bytes: 16 << 20, reserve_bytes: 0 };
    let store = Store::open(&folder.join("store"), options)?;
    let options = IdentityOptions { password_cost: PasswordCost::for_tests() };
    let identity = Arc::new(Identity::open_with(store.clone(), options, clock.now()).await?);
    let options = HostOptions::new(store.clone(), identity.clone(), folder, clock.clone());
    let host = Host::open(HostOptions { engine: Some(engine()?), ..options }).await?;
    Ok(Open { host, identity, store })
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
