//! The plugin host as a whole.

use crate::asks::{Ask, asks};
use crate::budget::{Limits, Room};
use crate::clock::Clock;
use crate::code_cache::{CodeCache, SharedCode};
use crate::compiler::Compiler;
use crate::egress::{Names, SystemNames};
use crate::engine::PluginEngine;
use crate::guest_runtime::GuestRuntime;
use crate::hook::HookInfo;
use crate::inspect::Inspection;
use crate::lifecycle::PluginState;
use crate::problem::CallError;
use crate::publisher::Origin;
use crate::quarantine::{self, Patience, Quarantine, Troubles};
use crate::registry::{Loaded, Registry};
use crate::report::Reports;
use crate::searched::Known;
use crate::secret::Keyring;
use crate::shadow::Mirror;
use crate::stats::Figures;
use crate::storage::Storage;
use crate::watch::Watch;
use arc_swap::ArcSwap;
use ombud_access::{PluginId, Timestamp};
use ombud_identity::Identity;
use ombud_search::Search;
use ombud_store::{Store, Table, UnitOfWork};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::{Mutex, Semaphore, mpsc};

/// Secrets that never leave the kernel.
const SECRETS: Table<Vec<u8>> = Table::new("host-secrets");

/// What a host needs.
pub struct HostOptions {
    /// Where everything is kept.
    pub store: Store,
    /// Who is who.
    pub identity: Arc<Identity>,
    /// A folder for compiled code.
    pub data_dir: PathBuf,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// What one call may use.
    pub limits: Limits,
    /// Where plugins are compiled.
    pub compiler: Compiler,
    /// When a plugin that fails is left alone.
    pub patience: Patience,
    /// An engine to share with other desks of this process; none: its own.
    pub engine: Option<Arc<PluginEngine>>,
    /// Compiled code to share with other desks of this machine; none: its own.
    pub code: Option<SharedCode>,
    /// How names of other machines become addresses.
    pub names: Arc<dyn Names>,
    /// Sees what plugins do. For authors and tests.
    pub watch: Option<Watch>,
}

impl HostOptions {
    /// As in earnest, with plugins compiled in this process.
    pub fn new(
        store: Store,
        identity: Arc<Identity>,
        data_dir: impl Into<PathBuf>,
        clock: Arc<dyn Clock>,
    ) -> HostOptions {
        HostOptions {
            store,
            identity,
            data_dir: data_dir.into(),
            clock,
            limits: Limits::default(),
            compiler: Compiler::default(),
            patience: Patience::default(),
            engine: None,
            code: None,
            names: Arc::new(SystemNames),
            watch: None,
        }
    }
}

/// Why a host could not be started.
#[derive(Debug, Error)]
pub enum HostError {
    /// The engine or its threads.
    #[error("the plugin engine could not be started: {0}")]
    Engine(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] ombud_store::StoreError),
    /// The store, when writing.
    #[error(transparent)]
    Commit(#[from] ombud_store::CommitError),
    /// The folder for compiled code.
    #[error("compiled plugins cannot be kept in `{0}`: {1}")]
    Folder(PathBuf, std::io::Error),
}

/// Loads plugins and lets them answer.
pub struct Host {
    pub(crate) store: Store,
    pub(crate) identity: Arc<Identity>,
    pub(crate) search: Arc<Search>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: Limits,
    pub(crate) engine: Arc<PluginEngine>,
    pub(crate) cache: CodeCache,
    pub(crate) guests: GuestRuntime,
    pub(crate) places: Semaphore,
    pub(crate) room: Arc<Room>,
    /// One change of the set of plugins at a time.
    pub(crate) changing: Mutex<()>,
    registry: Arc<ArcSwap<Registry>>,
    pub(crate) compiler: Compiler,
    pub(crate) patience: Patience,
    pub(crate) troubles: Troubles,
    pub(crate) keyring: Keyring,
    /// Connections to the mail relay.
    pub(crate) lines: Semaphore,
    pub(crate) names: Arc<dyn Names>,
    pub(crate) watch: Option<Watch>,
    /// Requests that somebody takes further just now.
    pub(crate) sending: parking_lot::Mutex<BTreeSet<String>>,
    pub(crate) reports: Reports,
    /// Versions that run beside installed ones, to be compared.
    pub(crate) mirrors: ArcSwap<BTreeMap<PluginId, Arc<Mirror>>>,
    /// What is being compiled, and since when.
    pub(crate) compiling: parking_lot::Mutex<BTreeMap<String, Timestamp>>,
}

/// A plugin, as administrators see it.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PluginInfo {
    /// What it is and asks for.
    pub inspection: Inspection,
    /// Whose work it is.
    pub origin: Origin,
    /// All that it asks for, the riskiest first.
    pub asks: Vec<Ask>,
    /// Whether it answers.
    pub state: PluginState,
    /// Why it is left alone, if it is.
    pub quarantine: Option<Quarantine>,
    /// What it has cost since the start.
    pub figures: Figures,
    /// What it keeps.
    pub storage: Storage,
}

impl Host {
    /// Starts the engine and loads the installed plugins.
    ///
    /// # Errors
    /// If the engine, the store or the folder cannot be used. A plugin that
    /// cannot be loaded is logged and left out; the desk goes on.
    pub async fn open(options: HostOptions) -> Result<Arc<Host>, HostError> {
        let engine = match options.engine {
            Some(engine) => engine,
            None => PluginEngine::start().map_err(HostError::Engine)?,
        };
        let guests = GuestRuntime::start().map_err(|e| HostError::Engine(e.to_string()))?;
        let of_search = secret(&options.store, "search").await?;
        let SharedCode { folder, secret } = match options.code {
            Some(shared) => shared,
            None => SharedCode {
                folder: options.data_dir.join("code"),
                secret: secret(&options.store, "code-cache").await?,
            },
        };
        let cache = CodeCache::open(&folder, secret).map_err(|e| HostError::Folder(folder, e))?;
        let (troubles, told) = mpsc::unbounded_channel();
        let registry = Registry::place();
        let known = Known { registry: registry.clone(), identity: options.identity.clone() };
        let of_desk = crate::hex(&of_search);
        let folder = options.data_dir.join("search");
        let search = Arc::new(Search::new(&folder, of_desk, options.store.clone(), Arc::new(known)));
        let host = Arc::new(Host {
            store: options.store,
            identity: options.identity,
            search,
            clock: options.clock,
            places: Semaphore::new(options.limits.concurrency),
            room: Arc::new(Room::new(options.limits.memory_of_all)),
            limits: options.limits,
            engine,
            cache,
            guests,
            changing: Mutex::new(()),
            registry,
            compiler: options.compiler,
            patience: options.patience,
            troubles,
            keyring: Keyring::new(&options.data_dir),
            lines: Semaphore::new(crate::courier::LINES),
            reports: Reports::new(&options.data_dir),
            mirrors: ArcSwap::default(),
            names: options.names,
            watch: options.watch,
            sending: parking_lot::Mutex::default(),
            compiling: parking_lot::Mutex::default(),
        });
        host.guests.handle().spawn(quarantine::keep_troubles(Arc::downgrade(&host), told));
        host.set_quotas()?;
        host.load_installed().await?;
        Ok(host)
    }

    /// The plugins as they are now.
    pub(crate) fn registry(&self) -> Arc<Registry> {
        self.registry.load_full()
    }

    /// A plugin that is installed.
    pub(crate) fn loaded(&self, id: &PluginId) -> Result<Arc<Loaded>, CallError> {
        let registry = self.registry();
        let loaded = registry.get(id.as_str()).cloned();
        loaded.ok_or_else(|| CallError::NotFound(format!("there is no plugin `{id}`")))
    }

    pub(crate) fn replace_registry(&self, registry: Registry) {
        self.registry.store(Arc::new(registry));
        self.search.declared_anew();
    }

    /// All plugins that answer, by id.
    pub fn plugins(&self) -> Vec<PluginInfo> {
        let policy = self.identity.snapshot();
        let info = |plugin: &Arc<Loaded>| PluginInfo {
            inspection: plugin.inspection.clone(),
            origin: self.origin_of(plugin.id()),
            asks: asks(plugin.manifest(), &policy),
            state: match plugin.stats.health.resting(self.clock.now()) {
                _ if self.is_off(plugin.id()) => PluginState::Disabled,
                Some(_) => PluginState::Quarantined,
                None => PluginState::Enabled,
            },
            quarantine: plugin.stats.health.quarantine(self.clock.now()),
            figures: plugin.stats.figures(),
            storage: self.storage(plugin.id()).unwrap_or_else(|error| {
                tracing::error!(plugin = %plugin.id(), %error, "how much a plugin may keep cannot be read");
                Storage::unknown(&self.limits)
            }),
        };
        self.registry().all().map(info).collect()
    }

    /// Whether an administrator has switched a plugin off.
    pub(crate) fn is_off(&self, plugin: &PluginId) -> bool {
        self.identity.snapshot().mandate(plugin).is_some_and(|mandate| !mandate.enabled)
    }

    /// Whether a plugin is left alone: switched off, or in quarantine. What is meant for it waits.
    pub(crate) fn rests(&self, plugin: &PluginId) -> bool {
        self.is_off(plugin) || self.quarantine(plugin).is_some()
    }

    /// The permission that reads a record of this collection; none for
    /// private and unknown ones. For live streams and downloads.
    pub fn read_permission(&self, collection: &str) -> Option<String> {
        if let Some(read) = reads_of_kernel(collection) {
            return Some(read.to_owned());
        }
        let registry = self.registry();
        let (_, rules) = registry.collection(collection)?;
        rules.read.as_ref().map(|p| p.to_string())
    }

    /// The permissions that read records of any collection which is not private.
    pub fn read_permissions(&self) -> Vec<String> {
        let of_kernel = [crate::lifecycle::COLLECTION, crate::presence::COLLECTION];
        let of_kernel = of_kernel.into_iter().filter_map(reads_of_kernel).map(str::to_owned);
        of_kernel.chain(self.registry().read_permissions()).collect()
    }

    /// The search.
    pub fn search(&self) -> &Arc<Search> {
        &self.search
    }

    /// Whether a page may stand in pages of other sites, where nobody is signed in.
    pub fn is_framed(&self, plugin: &str, method: &str, path: &str) -> bool {
        let registry = self.registry();
        let route = registry.get(plugin).and_then(|plugin| plugin.route(method, path).ok());
        route.is_some_and(|route| route.framed.is_some())
    }

    /// All hooks, in the order in which they are asked.
    pub fn hooks(&self) -> Vec<HookInfo> {
        self.registry().hooks().list()
    }

    /// What time it is for the desk.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

/// The permission to hear of what is the kernel's own, and no record.
pub(crate) fn reads_of_kernel(collection: &str) -> Option<&'static str> {
    match collection {
        crate::lifecycle::COLLECTION => Some("kernel:plugin.read"),
        crate::presence::COLLECTION => Some(crate::presence::READ),
        _ => None,
    }
}

/// A secret of this desk, made at first need.
///
/// # Errors
/// If the store or the system's chance cannot be used.
pub async fn secret(store: &Store, name: &str) -> Result<Vec<u8>, HostError> {
    if let Some(secret) = store.begin().get(&SECRETS, name)? {
        return Ok(secret);
    }
    let mut secret = vec![0; 32];
    getrandom::fill(&mut secret)
        .map_err(|e| HostError::Engine(format!("the system gives no chance: {e}")))?;
    let keep = |unit: &mut UnitOfWork| -> Result<Vec<u8>, HostError> {
        // Another process may have made it meanwhile.
        if let Some(secret) = unit.get(&SECRETS, name)? {
            return Ok(secret);
        }
        unit.put(&SECRETS, name, &secret)?;
        Ok(secret.clone())
    };
    store.run(keep).await
}
