//! What other plugins say before a change is committed.
//!
//! Hooks of the phase `validate` are asked by the kernel at each write, when the record is already as it will be in the
//! unit of work: no plugin can write past them, and a veto takes the write back. Those of the phase `transform` are asked
//! by the plugin whose record it is, because only that one can bring its indexes and its history in line with what is
//! amended. Hooks run with their own rights, look at records that they may read, and write nothing.

use crate::bindings::changes as wire;
use crate::bindings::guest::hooks::Verdict;
use crate::bindings::types as wit;
use crate::call::{Cx, new_store};
use crate::convert::{self, Answer};
use crate::cost::timed;
use crate::entry::{Answered, Entry};
use crate::gate;
use crate::manifest::{Hook, HookVerb, OnFailure, Phase};
use crate::others::replaced;
use crate::problem::of_the_store;
use crate::registry::Loaded;
use ombud_access::{Envelope, PluginId};
use ombud_store::Sealed;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// All hooks that are asked in one incoming call, together.
const BUDGET: Duration = Duration::from_secs(2);

/// The longest reason of a veto, characters.
const REASON: usize = 500;

/// The hooks of a desk, in the order in which they are asked.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    by_collection: BTreeMap<String, Vec<Site>>,
}

/// One hook.
#[derive(Clone)]
pub(crate) struct Site {
    pub plugin: Arc<Loaded>,
    pub hook: Hook,
}

/// One hook, as administrators see it.
#[derive(Clone, Debug, Serialize)]
pub struct HookInfo {
    /// Whose.
    pub plugin: PluginId,
    /// What it says of itself.
    #[serde(flatten)]
    pub hook: Hook,
}

impl Hooks {
    /// Puts the hooks of these plugins in order: by phase, then each after those that it names, then by name.
    ///
    /// # Errors
    /// In words, if some wait for each other.
    pub fn of<'a>(plugins: impl Iterator<Item = &'a Arc<Loaded>>) -> Result<Hooks, String> {
        let mut waiting: BTreeMap<String, Vec<Site>> = BTreeMap::new();
        for plugin in plugins.filter(|plugin| plugin.exports.hooks.is_some()) {
            for hook in &plugin.manifest().hooks {
                let site = Site { plugin: plugin.clone(), hook: hook.clone() };
                waiting.entry(hook.on.clone()).or_default().push(site);
            }
        }
        let mut by_collection = BTreeMap::new();
        for (collection, sites) in waiting {
            let ordered = in_order(sites).map_err(|stuck| {
                format!("the hooks of {stuck} on `{collection}` each wait for another: one `after` must go")
            })?;
            by_collection.insert(collection, ordered);
        }
        Ok(Hooks { by_collection })
    }

    fn on(&self, collection: &str, phase: Phase, verb: HookVerb) -> impl Iterator<Item = &Site> {
        let sites = self.by_collection.get(collection).into_iter().flatten();
        sites.filter(move |site| site.hook.phase == phase && site.hook.verbs.contains(&verb))
    }

    /// All of them, in their order.
    pub fn list(&self) -> Vec<HookInfo> {
        let info = |site: &Site| HookInfo { plugin: site.plugin.id().clone(), hook: site.hook.clone() };
        self.by_collection.values().flatten().map(info).collect()
    }
}

fn in_order(mut waiting: Vec<Site>) -> Result<Vec<Site>, String> {
    waiting.sort_by(|a, b| (a.hook.phase, a.plugin.id()).cmp(&(b.hook.phase, b.plugin.id())));
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let still: Vec<(Phase, PluginId)> =
            waiting.iter().map(|site| (site.hook.phase, site.plugin.id().clone())).collect();
        // One that is not there is not waited for.
        let ready = |site: &Site| {
            !still.iter().any(|(phase, plugin)| {
                *phase == site.hook.phase && plugin != site.plugin.id() && site.hook.after.contains(plugin)
            })
        };
        let Some(next) = waiting.iter().position(ready) else {
            let stuck: BTreeSet<String> = still.iter().map(|(_, plugin)| format!("`{plugin}`")).collect();
            return Err(stuck.into_iter().collect::<Vec<_>>().join(" and "));
        };
        ordered.push(waiting.remove(next));
    }
    // A phase is over before the next begins.
    ordered.sort_by_key(|site| site.hook.phase);
    Ok(ordered)
}

/// A change that hooks are asked about.
pub(crate) struct Change {
    pub verb: HookVerb,
    pub collection: String,
    pub id: ombud_access::RecordId,
    /// As it is; none if it is new.
    pub before: Option<Sealed>,
    /// As it will be, while it is not written yet.
    pub draft: Option<Draft>,
}

/// A record that is about to be written.
pub(crate) struct Draft {
    pub own: Envelope,
    pub body: Vec<u8>,
}

/// What one hook said.
enum Said {
    Allow,
    Veto(String),
    Amend(Vec<wire::Amendment>),
}

impl Cx {
    /// Whether anybody has a say in such a change.
    pub fn has_hooks(&self, collection: &str, phase: Phase, verb: HookVerb) -> bool {
        !self.root.rewrites() && self.root.registry.hooks().on(collection, phase, verb).next().is_some()
    }

    /// Asks those who may refuse a write, which has been done already in the unit of work.
    pub async fn ask_validators(&self, change: Change) -> Answer<()> {
        for site in self.root.registry.hooks().on(&change.collection, Phase::Validate, change.verb) {
            let Some(told) = self.told(site, &change)? else { continue };
            match self.ask_hook(site, told).await? {
                Said::Allow | Said::Amend(_) => {}
                Said::Veto(reason) => return Err(veto(site, &reason)),
            }
        }
        Ok(())
    }

    /// Asks those who may amend a record before its plugin writes it.
    pub async fn ask_transformers(
        &self,
        amendable: &[String],
        mut change: Change,
    ) -> Answer<Vec<wire::Amendment>> {
        let body = change.draft.as_ref().map_or(&[][..], |draft| draft.body.as_slice());
        let mut body: Map<String, Value> = serde_json::from_slice(body)
            .map_err(|_| wit::Error::Invalid("hooks amend bodies that are JSON objects only".into()))?;
        let mut amended = BTreeMap::new();
        for site in self.root.registry.hooks().on(&change.collection, Phase::Transform, change.verb) {
            let Some(told) = self.told(site, &change)? else { continue };
            match self.ask_hook(site, told).await? {
                Said::Allow => {}
                Said::Veto(reason) => return Err(veto(site, &reason)),
                Said::Amend(list) => {
                    for amendment in list {
                        let field = &amendment.field;
                        if !site.hook.amends.contains(field) || !amendable.contains(field) {
                            let why = format!("it amends `{field}`, which it may not");
                            self.no_answer(site, &why)?;
                            continue;
                        }
                        let Ok(value) = serde_json::from_str::<Value>(&amendment.value) else {
                            self.no_answer(site, &format!("its value for `{field}` is not JSON"))?;
                            continue;
                        };
                        if body.get(field) != Some(&value) {
                            body.insert(field.clone(), value);
                            amended.insert(field.clone(), amendment.value);
                        }
                    }
                    if let Some(draft) = &mut change.draft {
                        draft.body = Value::Object(body.clone()).to_string().into_bytes();
                    }
                }
            }
        }
        Ok(amended.into_iter().map(|(field, value)| wire::Amendment { field, value }).collect())
    }

    /// What a hook is told; none if it is none of its business: its plugin is switched off, or may not read the record.
    pub(crate) fn told(&self, site: &Site, change: &Change) -> Answer<Option<wire::Change>> {
        let cx = self.below(site);
        let off = |mandate: &ombud_access::Mandate| !mandate.enabled;
        if cx.authority.snapshot().mandate(site.plugin.id()).is_none_or(off) {
            return Ok(None);
        }
        // A plugin's own bookkeeping is nobody else's business.
        let Ok(named) = gate::named(&cx, &change.collection) else { return Ok(None) };
        let read = |sealed: &Sealed| -> Answer<Option<wire::State>> {
            let permit = named.look_quietly(&cx, &mut self.root.unit(), sealed)?;
            permit.map(|permit| Ok(state(sealed.clone().open(permit)?))).transpose()
        };
        let before = match &change.before {
            None => None,
            Some(sealed) => match read(sealed)? {
                None => return Ok(None),
                before => before,
            },
        };
        let after = match &change.draft {
            _ if change.verb == HookVerb::Delete => None,
            None => {
                let sealed = self.root.unit().find(&change.collection, &change.id)?;
                match sealed.map(|sealed| read(&sealed)).transpose()?.flatten() {
                    None => return Ok(None),
                    after => after,
                }
            }
            Some(draft) => {
                let filed = self.root.unit().filed(&draft.own)?;
                // What is not there yet is for whoever may read it as it will be filed.
                if before.is_none() && !named.may_read_filed(&cx, &filed) {
                    return Ok(None);
                }
                let envelope = convert::to_wit_envelope(&draft.own);
                Some(wire::State { envelope, body: draft.body.clone() })
            }
        };
        Ok(Some(wire::Change {
            verb: match change.verb {
                HookVerb::Create => wire::Verb::Create,
                HookVerb::Change => wire::Verb::Change,
                HookVerb::Delete => wire::Verb::Delete,
            },
            collection: change.collection.clone(),
            id: change.id.to_string(),
            before,
            after,
            by: self.person().map(|person| person.to_string()),
            plugin: self.plugin.id().to_string(),
        }))
    }

    /// The instance of a hook's plugin that is asked in this call.
    fn below(&self, site: &Site) -> Cx {
        let mut cx = self.nested(site.plugin.clone(), self.authority.own(site.plugin.id()));
        cx.looks = true;
        cx
    }

    async fn ask_hook(&self, site: &Site, change: wire::Change) -> Answer<Said> {
        let stats = &site.plugin.stats;
        let root = &self.root;
        let inside = match stats.enter(root.now, root.budget.remaining()).await {
            Ok(inside) => inside,
            Err(error) => return self.no_answer(site, &error.to_string()),
        };
        let other = replaced(&root.store, &mut root.unit(), &site.plugin);
        match other {
            Ok(None) => {}
            Ok(Some(why)) => return self.no_answer(site, &why),
            Err(error) => return self.no_answer(site, &error.to_string()),
        }
        let left = BUDGET.saturating_sub(root.budget.hooked()).min(root.budget.remaining());
        if left.is_zero() {
            return self.no_answer(site, "no time was left for it");
        }
        let before = root.unit().savepoint();
        root.budget.begin_hook();
        let begun = Instant::now();
        let entry = Entry::Before(Box::new(change));
        let cx = self.below(site);
        let could_use = cx.left();
        let mut store = new_store(site.plugin.pre.engine(), cx);
        let run = async {
            let instance = site.plugin.pre.instantiate_async(&mut store).await?;
            site.plugin.exports.ask(&mut store, &instance, &entry).await
        };
        let cpu = AtomicU64::new(0);
        let outcome = timeout(left, timed(&cpu, run)).await;
        drop(inside);
        let took = begun.elapsed();
        root.budget.hook_took(took);
        // What is made once more, or only tried, is nobody's cost.
        let counts = !root.quiet;
        if counts {
            stats.called_by_hook(root.now, took, Duration::from_nanos(cpu.into_inner()));
        }
        // Whatever it tried to write.
        root.unit().rollback_to(before);
        let said = match outcome {
            Ok(Ok(answer)) => {
                if counts {
                    stats.health.note(root.now, None);
                }
                match answer {
                    Ok(Answered::Verdict(Verdict::Veto(reason))) => {
                        if counts {
                            stats.vetoed();
                        }
                        Ok(Said::Veto(reason))
                    }
                    Ok(Answered::Verdict(Verdict::Amend(list))) => Ok(Said::Amend(list)),
                    Ok(_) => Ok(Said::Allow),
                    Err(error) => self.no_answer(site, &crate::CallError::from(error).to_string()),
                }
            }
            Ok(Err(trap)) => match of_the_store(&trap) {
                Some(error) => self.no_answer(site, &error.to_string()),
                None if root.quiet => {
                    if let Some(recorder) = &root.recorder {
                        recorder.fell(store.data(), &entry, could_use, &trap);
                    }
                    return self.no_answer(site, "it failed");
                }
                None => {
                    root.fell(site.plugin.id());
                    stats.failed_below(&root.budget, root.now, &format!("{:#}", trap.root_cause()));
                    tracing::error!(plugin = %site.plugin.id(), request = %root.request_id, error = ?trap, "a hook failed");
                    self.no_answer(site, "it failed")
                }
            },
            Err(_) => {
                // Who had less time than others because of others is not to blame.
                if counts && left >= BUDGET / 2 {
                    stats.failed_below(&root.budget, root.now, "it took too long in a hook");
                }
                self.no_answer(site, "it took too long")
            }
        };
        let status = match &said {
            Ok(Said::Allow | Said::Amend(_)) => 200,
            Ok(Said::Veto(_)) => 422,
            Err(_) => 503,
        };
        self.hooked(site.plugin.id(), &site.hook.on, status, took);
        said
    }

    /// A hook that gave no answer: what its manifest says counts.
    fn no_answer(&self, site: &Site, why: &str) -> Answer<Said> {
        let (plugin, on) = (site.plugin.id(), &site.hook.on);
        match site.hook.on_failure() {
            OnFailure::Reject => Err(wit::Error::Unavailable(format!(
                "`{plugin}` must agree to this and could not be asked: {why}"
            ))),
            OnFailure::Skip => {
                if !self.root.quiet {
                    site.plugin.stats.skipped();
                    tracing::warn!(%plugin, on, why, request = %self.root.request_id, "a hook was skipped");
                }
                Ok(Said::Allow)
            }
        }
    }
}

fn veto(site: &Site, reason: &str) -> wit::Error {
    let plain: String = reason.chars().filter(|c| !c.is_control()).take(REASON).collect();
    wit::Error::Invalid(format!(
        "{} does not allow it: {}",
        site.plugin.manifest().plugin.title,
        plain.trim()
    ))
}

fn state(record: ombud_store::Record) -> wire::State {
    wire::State { envelope: convert::to_wit_envelope(&record.envelope), body: record.body }
}
