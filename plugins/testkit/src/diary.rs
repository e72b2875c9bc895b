//! What the plugins of a desk did, as the kernel saw it.

use ombud_access::{Denial, PluginId};
use ombud_host::{Principal, Seen, Watch};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Written while a desk is at work. Clones are the same diary.
#[derive(Clone, Default)]
pub struct Diary(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    asked: BTreeMap<PluginId, BTreeSet<String>>,
    refusals: Vec<Refusal>,
    calls: Vec<Call>,
    lines: Vec<Line>,
}

/// The kernel refused something to a plugin.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The plugin that asked.
    pub plugin: PluginId,
    /// The call's id.
    pub request: String,
    /// What, and why.
    pub denial: Denial,
}

/// A call that is over.
#[derive(Clone, Debug)]
pub struct Call {
    /// Whom it was for.
    pub plugin: PluginId,
    /// Its id.
    pub request: String,
    /// `POST /api/visits`, `event tickets:tickets.created`, `timer remind`, `outcome key`, `hook on tickets:tickets`,
    /// `part visits`.
    pub what: String,
    /// Who asked, if it was a request.
    pub by: Option<Principal>,
    /// The status, or that of its error.
    pub status: u16,
    /// Why there was no answer.
    pub error: Option<String>,
    /// How long it took.
    pub took: Duration,
}

/// A line that a plugin wrote for the administrator.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub plugin: PluginId,
    /// The call's id.
    pub request: String,
    /// `debug`, `info`, `warn` or `error`.
    pub level: &'static str,
    /// The line.
    pub text: String,
}

impl Diary {
    /// What writes it.
    pub(crate) fn watch(&self) -> Watch {
        let diary = self.clone();
        Arc::new(move |seen| diary.write(seen))
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, seen: Seen<'_>) {
        let mut entries = self.entries();
        match seen {
            Seen::Asked { plugin, permission } => {
                let known = entries.asked.get(plugin).is_some_and(|known| known.contains(permission));
                if !known {
                    entries.asked.entry(plugin.clone()).or_default().insert(permission.to_owned());
                }
            }
            Seen::Refused { plugin, request, denial } => entries.refuse(plugin, request, denial),
            Seen::Said { plugin, request, level, line } => entries.lines.push(Line {
                plugin: plugin.clone(),
                request: request.to_owned(),
                level,
                text: line.to_owned(),
            }),
            Seen::Called { plugin, request, what, by, outcome, took } => {
                if let Some(denial) = outcome.err().and_then(|error| error.denial()) {
                    entries.refuse(plugin, request, denial);
                }
                entries.calls.push(Call {
                    plugin: plugin.clone(),
                    request: request.to_owned(),
                    what: what.to_owned(),
                    by,
                    status: outcome.unwrap_or_else(|error| error.status()),
                    error: outcome.err().map(|error| error.to_string()),
                    took,
                });
            }
        }
    }

    /// The permissions that were asked for in calls which this plugin was part of with its own mandate.
    pub fn asked(&self, plugin: &str) -> BTreeSet<String> {
        let entries = self.entries();
        entries
            .asked
            .iter()
            .find(|(id, _)| id.as_str() == plugin)
            .map(|(_, all)| all.clone())
            .unwrap_or_default()
    }

    /// What was refused, in order.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.entries().refusals.clone()
    }

    /// The calls that are over, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.entries().calls.clone()
    }

    /// The lines that plugins wrote, in order.
    pub fn lines(&self) -> Vec<Line> {
        self.entries().lines.clone()
    }
}

impl Entries {
    /// A refusal that a plugin passes on is seen where it was made and where it comes out.
    fn refuse(&mut self, plugin: &PluginId, request: &str, denial: &Denial) {
        if !self.refusals.iter().any(|known| known.request == request && known.denial == *denial) {
            let (plugin, request) = (plugin.clone(), request.to_owned());
            self.refusals.push(Refusal { plugin, request, denial: denial.clone() });
        }
    }
}
