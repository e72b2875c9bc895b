//! A host with the zoo plugin, and two people.

use ombud_access::{Authority, HeldRole, Place, Timestamp, UserId};
use ombud_host::{
    Approval, CallError, Host, HostOptions, Limits, ManualClock, PluginEngine, Principal, Request,
};
use ombud_identity::{Identity, IdentityOptions, NewPerson, PasswordCost, person, role};
use ombud_store::{Database, Store, StoreOptions};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// The time at which every test begins.
pub const START: Timestamp = Timestamp(1_790_000_000_000);

static ENGINE: LazyLock<Arc<PluginEngine>> = LazyLock::new(|| PluginEngine::start().unwrap());

/// Packs plugins of this repository, once.
pub fn packed(folder: &str) -> Vec<u8> {
    static PACKED: LazyLock<Vec<ombud_pack::Packed>> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folders: Vec<PathBuf> =
            ["tests/guests/zoo", "examples/hello"].iter().map(|f| root.join(f)).collect();
        ombud_pack::pack(&folders, &root.join("target/guests")).unwrap()
    });
    PACKED.iter().find(|p| folder.ends_with(&p.id)).unwrap().component.clone()
}

/// The same component with another manifest.
pub fn reseal(component: &[u8], manifest: &str) -> Vec<u8> {
    ombud_pack::reseal(component, manifest).unwrap()
}

pub struct Desk {
    pub host: Arc<Host>,
    pub store: Store,
    pub identity: Arc<Identity>,
    pub clock: Arc<ManualClock>,
    pub owner: UserId,
    pub agent: UserId,
    fits: FitsAtTheEnd,
    dir: tempfile::TempDir,
}

/// Whatever a test did, what it kept fits together.
struct FitsAtTheEnd(Store);

impl Drop for FitsAtTheEnd {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.0.verify().unwrap(), []);
        }
    }
}

impl Desk {
    /// With limits that are quickly reached.
    pub async fn open() -> Desk {
        Desk::open_with(Duration::from_secs(5)).await
    }

    /// With this deadline for a call.
    pub async fn open_with(deadline: Duration) -> Desk {
        Desk::open_limited(Limits { deadline, cpu_ticks: 40, memory: 32 << 20, ..Limits::default() }).await
    }

    /// With these limits.
    pub async fn open_limited(limits: Limits) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        Desk::begin(dir, store, clock, limits).await
    }

    /// The same in a database, where others may serve it, too.
    pub async fn open_in(database: &Database) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_database(database, dir.path(), StoreOptions::default()).unwrap();
        Desk::begin(dir, store, Arc::new(ManualClock::at(START)), Limits::default()).await
    }

    /// Another process that serves the desk.
    pub async fn beside(&self, database: &Database) -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open_database(database, dir.path(), StoreOptions::default()).unwrap();
        let (identity, host) = parts(&store, dir.path(), self.clock.clone(), Limits::default()).await;
        let (clock, fits) = (self.clock.clone(), FitsAtTheEnd(store.clone()));
        Desk { host, store, identity, clock, owner: self.owner, agent: self.agent, fits, dir }
    }

    async fn begin(dir: tempfile::TempDir, store: Store, clock: Arc<ManualClock>, limits: Limits) -> Desk {
        let (identity, host) = parts(&store, dir.path(), clock.clone(), limits).await;
        let mut unit = store.begin();
        let owner =
            identity.first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", START).unwrap().id;
        unit.commit().await.unwrap();
        let fits = FitsAtTheEnd(store.clone());
        let mut desk = Desk { host, store, identity, clock, owner, agent: owner, fits, dir };
        desk.agent = desk.hire("Ana", "agent").await;
        desk.host.install(packed("zoo"), &desk.authority(owner), Approval::default()).await.unwrap();
        desk
    }

    /// Adds a person with this role.
    pub async fn hire(&self, name: &str, role: &str) -> UserId {
        let owner = self.authority(self.owner);
        let mut unit = self.store.begin();
        let role = role::by_name(&mut unit, role).unwrap().unwrap().id;
        let new = NewPerson {
            name: name.into(),
            email: format!("{}@demo.test", name.to_lowercase()),
            roles: vec![HeldRole { role, place: Place::Everywhere, until: None }],
            ..NewPerson::default()
        };
        let person = person::create(&mut unit, &owner, new).unwrap().id;
        unit.commit().await.unwrap();
        person
    }

    /// Closes everything and opens it again from disk.
    pub async fn reopen(self) -> Desk {
        let Desk { host, store, identity, clock, owner, agent, fits, dir } = self;
        drop((host, identity, fits));
        store.close();
        drop(store);
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let (identity, host) = parts(&store, dir.path(), clock.clone(), Limits::default()).await;
        let fits = FitsAtTheEnd(store.clone());
        Desk { host, store, identity, clock, owner, agent, fits, dir }
    }

    pub fn authority(&self, user: UserId) -> Authority {
        let mut unit = self.store.begin();
        self.identity.authority(&mut unit, &Principal::User(user), START).unwrap().unwrap()
    }

    /// Lets the zoo do a trick for the agent.
    pub async fn trick(&self, name: &str) -> Result<Value, CallError> {
        self.trick_as(Principal::User(self.agent), &format!("/do/{name}"), json!({})).await
    }

    pub async fn trick_as(&self, principal: Principal, path: &str, body: Value) -> Result<Value, CallError> {
        let request = Request {
            method: "POST".into(),
            path: path.into(),
            query: vec![],
            headers: vec![],
            body: body.to_string().into_bytes(),
            principal,
            request_id: "test".into(),
            origin: None,
            language: Default::default(),
        };
        let response = self.host.handle("zoo", request).await?;
        Ok(serde_json::from_slice(&response.body).unwrap_or(json!(response.status)))
    }

    /// The animals that are on disk.
    pub async fn animals(&self) -> Vec<String> {
        let found = self.trick("list").await.unwrap();
        found.as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect()
    }
}

async fn parts(
    store: &Store,
    dir: &Path,
    clock: Arc<ManualClock>,
    limits: Limits,
) -> (Arc<Identity>, Arc<Host>) {
    let options = IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
    let identity = Arc::new(Identity::open_with(store.clone(), options, START).await.unwrap());
    let options = HostOptions {
        limits,
        engine: Some(ENGINE.clone()),
        ..HostOptions::new(store.clone(), identity.clone(), dir, clock)
    };
    let host = Host::open(options).await.unwrap();
    (identity, host)
}
