//! What a version would do, without doing it.
//!
//! Over events that have been: everything runs in one unit of work that is thrown away, with the mandate that the version
//! asks for, on the desk as it is now. Beside live calls: each is made once more with the other version, from the same
//! moment, with the same time, chance and rights, and compared. Numbers that a counter gives in a shadow are not given
//! again; nothing else remains.

mod mirror;
mod words;

pub use mirror::{Compared, Difference};
pub(crate) use mirror::{Mirror, Original};

use crate::bundle::fold;
use crate::call::{Cx, Root, new_store};
use crate::convert;
use crate::effect;
use crate::entry::{Answered, Entry};
use crate::hook::{Change, Site};
use crate::host::Host;
use crate::install::{Candidate, INSTALL, InstallError, PluginFile};
use crate::manifest::HookVerb;
use crate::problem::CallError;
use crate::proposal::{Approval, registration};
use crate::registry::{Loaded, Registry};
use ombud_access::{Authority, PluginId, RecordRef, Target, Timestamp};
use ombud_identity::plugin::Installer;
use ombud_store::{Done, Event, Savepoint, UnitOfWork};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use tokio::time::timeout;

/// What a shadow shows is what people wrote.
const READ: &str = "kernel:report.read";

/// The most events that one look goes over.
const MOST: usize = 10_000;

/// The longest answer that is kept for people to compare, characters.
const ANSWER: usize = 4_000;

/// What one version would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Would {
    /// What it would change and tell.
    pub done: Vec<Done>,
    /// The requests that it would send: `POST https://hooks.example.com/…`.
    pub requests: Vec<String>,
    /// What its hook would say, or what it would answer.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub says: Value,
    /// Why it would fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// One event that has been, and what would come of it.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    /// Its number.
    pub event: u64,
    /// When.
    pub at: Timestamp,
    /// Its kind.
    pub kind: String,
    /// What it was about.
    pub subject: RecordRef,
    /// `reaction` or `hook`.
    pub way: &'static str,
    /// What the version that is installed would do; none if there is none, or if it does not listen to this.
    pub now: Option<Would>,
    /// What the version that is tried would do; none if it does not listen to this.
    pub then: Option<Would>,
}

/// What came of a look at events that have been.
#[derive(Clone, Debug, Serialize)]
pub struct Shadow {
    /// Which plugin.
    pub plugin: PluginId,
    /// The version that was tried.
    pub version: String,
    /// The version that is installed.
    pub installed: Option<String>,
    /// Events that were looked at.
    pub events: usize,
    /// The last of them. There may be more after it.
    pub until: u64,
    /// Those to which one of the versions listens, in order.
    pub tried: Vec<Tried>,
}

impl Host {
    /// What a version would do about events after `since`, and what the installed one would do beside it. At most
    /// `limit` events (up to 10,000) are looked at.
    ///
    /// # Errors
    /// Everything that is wrong with the file, and refusals: it takes `kernel:plugin.install`,
    /// `kernel:report.read`, and everything that the version asks for.
    pub async fn shadow(
        self: &Arc<Host>,
        file: impl Into<PluginFile>,
        since: u64,
        limit: usize,
        actor: &Authority,
    ) -> Result<Shadow, InstallError> {
        for permission in [INSTALL, READ] {
            actor.check(permission, Target::Desk).into_result().map_err(CallError::Denied)?;
        }
        let candidate = Candidate::read(file)?;
        let approval = Approval { without_suggestions: true, ..Approval::default() };
        let registration = registration(&candidate.inspection, &approval)?;
        let then = Arc::new(self.apart(candidate).await?);
        let now = self.registry().get(then.id().as_str()).cloned();
        let events = self.store.begin().events_after(since, limit.min(MOST))?;
        let mut unit = self.store.begin();
        // As if this person installed it: nobody sees through a plugin what he could not give it.
        self.identity.register_plugin(&mut unit, Installer::Person(actor.into()), registration)?;
        let mut then_side = Side::of(self, then.clone(), unit);
        let mut now_side = now.clone().map(|now| Side::of(self, now, self.store.begin()));
        let mut tried = Vec::new();
        for event in &events {
            for way in ["reaction", "hook"] {
                let now = match &mut now_side {
                    Some(side) => side.would(way, event).await?,
                    None => None,
                };
                let then = then_side.would(way, event).await?;
                if now.is_some() || then.is_some() {
                    let (kind, subject) = (event.kind.clone(), event.subject.clone());
                    tried.push(Tried { event: event.number, at: event.at, kind, subject, way, now, then });
                }
            }
        }
        Ok(Shadow {
            plugin: then.id().clone(),
            version: then.manifest().plugin.version.clone(),
            installed: now.map(|now| now.manifest().plugin.version.clone()),
            events: events.len(),
            until: events.last().map_or(since, |event| event.number),
            tried,
        })
    }

    /// The number of the last event before this time: where a look at what has been begins.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn last_event_before(&self, at: Timestamp) -> Result<u64, CallError> {
        Ok(self.store.begin().last_event_before(at)?)
    }

    /// Compiles a version and links it, with figures of its own: what it does in a shadow is nobody's cost.
    async fn apart(self: &Arc<Host>, candidate: Candidate) -> Result<Loaded, InstallError> {
        let mut loaded = self.compile(candidate.bytes, candidate.inspection).await?;
        loaded.stats = self.fresh_stats(loaded.id(), None);
        Ok(loaded)
    }
}

/// One version, in a unit of work that is thrown away.
struct Side<'a> {
    host: &'a Arc<Host>,
    plugin: Arc<Loaded>,
    registry: Arc<Registry>,
    unit: Option<UnitOfWork>,
}

impl<'a> Side<'a> {
    fn of(host: &'a Arc<Host>, plugin: Arc<Loaded>, unit: UnitOfWork) -> Side<'a> {
        let registry = Arc::new(host.registry().with(plugin.clone()));
        Side { host, plugin, registry, unit: Some(unit) }
    }

    /// What it would do about an event; none if it does not listen to it in this way.
    async fn would(&mut self, way: &str, event: &Event) -> Result<Option<Would>, CallError> {
        let Some(mut unit) = self.unit.take() else { return Err(CallError::Closing) };
        let policy = self.host.identity.policy_in(&mut unit)?;
        let authority = Authority::plugin(policy, self.plugin.id().clone(), event.at);
        let hook = way == "hook";
        let root =
            Root::quiet(self.host, self.registry.clone(), format!("shadow-{}", event.number), event.at, unit);
        let root = Arc::new(root);
        let entry = match hook {
            false => self.reacts(event, &authority).then(|| Entry::OnEvent(convert::to_wit_event(event))),
            true => self.change(event, &authority, &root)?.map(Box::new).map(Entry::Before),
        };
        let would = match entry {
            None => None,
            Some(entry) => {
                let begun = root.unit().savepoint();
                Some(run(self.host, &self.plugin, &root, authority, &entry, hook, begun).await?)
            }
        };
        self.unit = root.take_unit();
        Ok(would)
    }

    fn reacts(&self, event: &Event, alone: &Authority) -> bool {
        let wanted = self.plugin.manifest().reactions.iter().any(|reaction| reaction.to == event.kind);
        let read = || {
            let (_, rules) = self.registry.collection(&event.subject.collection)?;
            rules.read.as_ref()
        };
        wanted && read().is_some_and(|read| alone.check(read.as_str(), Target::Record(&event.filed)).allowed)
    }

    /// What its hook would be told of the record as it is now.
    fn change(
        &self,
        event: &Event,
        authority: &Authority,
        root: &Arc<Root>,
    ) -> Result<Option<crate::bindings::changes::Change>, CallError> {
        let Some((collection, verb)) = event.kind.rsplit_once('.') else { return Ok(None) };
        let verb = match verb {
            "created" => HookVerb::Create,
            "changed" => HookVerb::Change,
            _ => return Ok(None),
        };
        let hooks = &self.plugin.manifest().hooks;
        let Some(hook) = hooks.iter().find(|hook| hook.on == collection && hook.verbs.contains(&verb)) else {
            return Ok(None);
        };
        let site = Site { plugin: self.plugin.clone(), hook: hook.clone() };
        let cx = Cx::outermost(root.clone(), self.plugin.clone(), authority.clone(), true);
        let (collection, id) = (collection.to_owned(), event.subject.id.clone());
        cx.told(&site, &Change { verb, collection, id, before: None, draft: None }).map_err(CallError::from)
    }
}

/// Asks a version, and takes back nothing: whoever has the unit of work does.
async fn run(
    host: &Host,
    plugin: &Arc<Loaded>,
    root: &Arc<Root>,
    authority: Authority,
    entry: &Entry,
    looks: bool,
    begun: Savepoint,
) -> Result<Would, CallError> {
    let cx = Cx::outermost(root.clone(), plugin.clone(), authority, looks);
    let mut store = new_store(&host.engine.engine, cx);
    let work = async {
        let instance = plugin.pre.instantiate_async(&mut store).await?;
        plugin.exports.ask(&mut store, &instance, entry).await
    };
    let outcome = timeout(root.budget.remaining(), work).await;
    drop(store);
    let mut unit = root.unit();
    let failed = |error: String| Would { error: Some(error), ..Would::default() };
    let would = match outcome {
        Ok(Ok(Ok(answer))) => {
            let (done, requests) = told(&mut unit, begun)?;
            if !answer.is_kept() {
                unit.rollback_to(begun);
            }
            Would { done, requests, says: says(&answer), error: None }
        }
        Ok(Ok(Err(error))) => failed(CallError::from(error).to_string()),
        Ok(Err(trap)) => failed(format!("it falls: {:#}", trap.root_cause())),
        Err(_) => failed("it takes too long".to_owned()),
    };
    if would.error.is_some() {
        unit.rollback_to(begun);
    }
    Ok(would)
}

/// What was done, and the requests among it.
fn told(unit: &mut UnitOfWork, since: Savepoint) -> Result<(Vec<Done>, Vec<String>), CallError> {
    let all = unit.done_since(since)?;
    let mut requests = Vec::new();
    let mut done = Vec::new();
    for one in all {
        match &one {
            Done::Row { table, row, is_there: true } if table == effect::EFFECTS.name() => {
                if let Some(effect) = unit.get(&effect::EFFECTS, row)? {
                    requests.push(format!("{} {}", effect.method, effect.url));
                }
            }
            Done::Row { .. } => {}
            _ => done.push(one),
        }
    }
    Ok((done, requests))
}

/// An answer, for people to compare.
fn says(answer: &Answered) -> Value {
    if matches!(answer, Answered::Done) {
        return Value::Null;
    }
    let mut told = fold(serde_json::to_value(answer).unwrap_or(Value::Null));
    if let Some(Value::String(body)) = told.pointer_mut("/response/body/utf8")
        && let Some((end, _)) = body.char_indices().nth(ANSWER)
    {
        body.truncate(end);
        body.push('…');
    }
    told
}
