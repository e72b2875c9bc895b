//! A desk: store, people and plugins, wired together.

use crate::event_ids::EventIds;
use crate::guests;
use crate::http::fence::Stamps;
use crate::http::proxy::Proxies;
use crate::presence::{self, Presence};
use crate::signals::{self, Signals};
use crate::switchboard::{self, Switchboard};
use ombud_access::Timestamp;
use ombud_host::{
    Clock, Compiler, Host, HostError, HostOptions, InstallError, Limits, Patience, PluginEngine, SystemClock,
    Watch,
};
use ombud_identity::audit::chain;
use ombud_identity::{Identity, IdentityError, IdentityOptions, Network, PasswordCost};
use ombud_store::{Database, OpenError, Store, StoreOptions};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::sync::{Semaphore, watch};

/// Files that no record names are removed after this.
const ORPHANED: Duration = Duration::from_secs(24 * 60 * 60);

/// What changed is kept for so long for backups that go on from earlier ones.
const CHANGES: Duration = Duration::from_secs(8 * 24 * 60 * 60);

/// How often both are looked for.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// How often audit entries are sealed into their chain.
const SEALING: Duration = Duration::from_secs(1);

/// Denied attempts that may wait to be written to the audit.
const WAITING_DENIALS: usize = 64;

/// Guests who may listen at once, where nobody chose another number.
pub(crate) const VISITORS: u32 = 4_000;

/// Connections for so many guests, so that some are left for others: for few guests no fewer than by default. As many
/// guests may come in an hour.
fn beside(visitors: u32) -> u32 {
    visitors.max(VISITORS).saturating_mul(5) / 2
}

/// How a desk is opened.
pub struct Options {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// How much work a password costs.
    pub password_cost: PasswordCost,
    /// A plugin engine to share with other desks of this process.
    pub engine: Option<Arc<PluginEngine>>,
    /// What one call of a plugin may use.
    pub limits: Limits,
    /// Where plugins are compiled.
    pub compiler: Compiler,
    /// When a plugin that fails is left alone.
    pub patience: Patience,
    /// Memory and disk.
    pub store: StoreOptions,
    /// Where the rows are, if they are not in the folder.
    pub database: Option<Database>,
    /// Whether a desk begins in the database if there is none.
    pub begins: bool,
    /// Proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<Network>,
    /// How many guests may listen at once. Of all connections four in ten at most can be theirs, and as many as there
    /// are connections may come in an hour.
    pub visitors: u32,
    /// Sees what plugins do, for their authors.
    pub watch: Option<Watch>,
}

impl Options {
    /// As in earnest, in this folder.
    pub fn new(data_dir: impl Into<PathBuf>) -> Options {
        Options {
            data_dir: data_dir.into(),
            clock: Arc::new(SystemClock),
            password_cost: IdentityOptions::default().password_cost,
            engine: None,
            limits: Limits::default(),
            compiler: Compiler::default(),
            patience: Patience::default(),
            store: StoreOptions::default(),
            database: None,
            begins: true,
            trusted_proxies: Vec::new(),
            visitors: VISITORS,
            watch: None,
        }
    }
}

/// Why a desk was not opened.
#[derive(Debug, Error)]
pub enum DeskError {
    /// The data folder.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The people.
    #[error("the people and roles of this desk cannot be read: {0}")]
    Identity(#[from] IdentityError),
    /// The plugin host.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A plugin that comes with the desk.
    #[error("the plugin `{0}` that comes with the desk cannot be installed: {1}")]
    Plugin(&'static str, InstallError),
}

/// An open desk.
pub struct Desk {
    store: Store,
    identity: Arc<Identity>,
    host: Arc<Host>,
    clock: Arc<dyn Clock>,
    pub(crate) stamps: Stamps,
    pub(crate) event_ids: EventIds,
    pub(crate) proxies: Proxies,
    /// True once it is being closed: live streams end.
    pub(crate) closing: watch::Sender<bool>,
    pub(crate) denials: Arc<Semaphore>,
    /// Who is here.
    pub(crate) presence: Presence,
    /// What is live and not kept.
    pub(crate) signals: Signals,
    /// What guests have sent.
    pub(crate) uploads: guests::Uploads,
    /// Where guests listen.
    pub(crate) streams: Arc<guests::Streams>,
    /// Connections at the same time; more wait to be accepted.
    pub(crate) connections: usize,
    /// Who is called for which commit.
    pub(crate) switchboard: Arc<Switchboard>,
    /// One place: walks along the audit's chain take a processor.
    pub(crate) walks: Arc<Semaphore>,
}

impl Desk {
    /// Opens the folder, and installs the plugins that come with the desk or
    /// have come in another version.
    ///
    /// # Errors
    /// In words for whoever started it.
    pub async fn open(options: Options) -> Result<Arc<Desk>, DeskError> {
        let Options {
            data_dir,
            clock,
            password_cost,
            engine,
            limits,
            compiler,
            patience,
            store,
            database,
            begins,
            trusted_proxies,
            visitors,
            watch,
        } = options;
        let store = match &database {
            None => Store::open(&data_dir, store)?,
            Some(database) if begins => Store::open_database(database, &data_dir, store)?,
            Some(database) => Store::open_in_database(database, &data_dir, store)?,
        };
        let people = IdentityOptions { password_cost, guests_an_hour: beside(visitors) };
        let identity = Arc::new(Identity::open_with(store.clone(), people, clock.now()).await?);
        let stamps = Stamps::new(ombud_host::secret(&store, "stamps").await?);
        let event_ids = EventIds::new(ombud_host::secret(&store, "event-ids").await?);
        let options = HostOptions::new(store.clone(), identity.clone(), data_dir, clock.clone());
        let host = Host::open(HostOptions { limits, engine, compiler, patience, watch, ..options }).await?;
        for plugin in ombud_bundle::plugins() {
            host.install_bundled(plugin.component).await.map_err(|e| DeskError::Plugin(plugin.name, e))?;
        }
        let desk = Arc::new(Desk {
            store,
            identity,
            host,
            clock,
            stamps,
            event_ids,
            proxies: Proxies(trusted_proxies),
            closing: watch::Sender::new(false),
            denials: Arc::new(Semaphore::new(WAITING_DENIALS)),
            presence: Presence::default(),
            signals: Signals::default(),
            uploads: guests::Uploads::default(),
            streams: Arc::new(guests::Streams::new(visitors)),
            connections: beside(visitors) as usize,
            switchboard: Arc::default(),
            walks: Arc::new(Semaphore::new(1)),
        });
        switchboard::keep(&desk);
        Ok(desk)
    }

    /// Everything that is kept.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The people.
    pub fn identity(&self) -> &Arc<Identity> {
        &self.identity
    }

    /// The plugins.
    pub fn host(&self) -> &Arc<Host> {
        &self.host
    }

    /// What time it is for this desk.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets reactions and timers run, notes who comes and goes, seals the audit each second, and removes old changes and orphaned files from time to
    /// time.
    pub fn start(self: &Arc<Desk>) {
        self.host.start_background();
        presence::keep(self);
        presence::follow_others(self);
        signals::follow_others(self);
        guests::keep(self);
        self.seal_audit();
        self.remove_orphans();
    }

    fn seal_audit(&self) {
        let (store, mut closing) = (self.store.clone(), self.closing.subscribe());
        tokio::spawn(async move {
            let mut failing = false;
            loop {
                tokio::select! {
                    _ = closing.changed() => return,
                    () = tokio::time::sleep(SEALING) => {}
                }
                if !store.on_duty() {
                    continue;
                }
                let sealed = chain::seal(&store).await;
                if let (Err(error), false) = (&sealed, failing) {
                    tracing::warn!(%error, "trying again each second");
                }
                failing = sealed.is_err();
            }
        });
    }

    fn remove_orphans(&self) {
        let (store, mut closing) = (self.store.clone(), self.closing.subscribe());
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = closing.changed() => return,
                    () = tokio::time::sleep(SWEEP) => {}
                }
                let store = store.clone();
                // It walks through all files, which is no work for a thread that answers people.
                let sweep = move || {
                    tokio::runtime::Handle::current().block_on(async {
                        // The store dates changes by the clock of the machine.
                        if store.on_duty() {
                            store.forget_changes(CHANGES, SystemClock.now()).await?;
                        }
                        store.collect_garbage(ORPHANED).await
                    })
                };
                match tokio::task::spawn_blocking(sweep).await {
                    Ok(Ok(_)) => {}
                    Ok(Err(error)) => {
                        tracing::warn!(%error, "old changes and orphaned files could not be removed; trying again in an hour");
                    }
                    Err(error) => tracing::error!(%error, "looking for orphaned files broke off"),
                }
            }
        });
    }

    /// Ends live streams, seals the audit, and waits until everything that was acknowledged is on disk.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        if let Err(error) = self.host.note_alive().await {
            tracing::warn!(%error, "when the desk was closed is not noted");
        }
        if let Err(error) = chain::seal(&self.store).await {
            tracing::warn!(%error, "they are sealed when the desk is opened");
        }
        let (store, search) = (self.store.clone(), self.host.search().clone());
        let close = move || {
            search.close();
            store.close();
        };
        if tokio::task::spawn_blocking(close).await.is_err() {
            tracing::error!("closing the store broke off");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_visitors_leave_as_many_connections_as_by_default() {
        assert_eq!([1, VISITORS, 40_000].map(beside), [10_000, 10_000, 100_000]);
        assert_eq!(beside(VISITORS), IdentityOptions::default().guests_an_hour);
    }
}
