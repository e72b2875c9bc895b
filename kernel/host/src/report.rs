//! Failed calls, kept for whoever is to mend them.
//!
//! Nothing is written down while a call runs. One that has failed is made once more from the same moment, with the same
//! time and chance, and now with a tape beside each instance. What comes of it is thrown away like the first time; the
//! tape of the instance that fell is kept in a file. A call that waited too long cannot fall the same way twice, and
//! leaves no report.

use crate::budget::Budget;
use crate::bundle::{Bundle, Call as Asked, Left, Outcome, fold};
use crate::call::{Cx, Root, new_store};
use crate::dispatch::Call;
use crate::engine::ENGINE_VERSION;
use crate::entry::Entry;
use crate::host::Host;
use crate::problem::CallError;
use crate::tape::{Tape, told};
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_store::UnitOfWork;
use parking_lot::Mutex;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::time::timeout;

/// Reports kept of each plugin, the newest.
const KEPT: usize = 20;

/// How soon a plugin's next failed call is made once more, ms: that takes as long as the call.
const PAUSE: u64 = 60_000;

/// The largest report, bytes.
const LARGEST: usize = 8 << 20;

/// Where the reports of a desk are.
pub(crate) struct Reports {
    folder: PathBuf,
    /// When a call of a plugin was last made once more.
    last: Mutex<BTreeMap<PluginId, Timestamp>>,
}

/// A report, as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// When the call was made, milliseconds since 1970.
    pub at: u64,
    /// The call's name in logs and audit.
    pub request: String,
    /// The plugin's version.
    pub version: String,
    /// How it ended, in one line.
    pub why: String,
    /// Bytes.
    pub size: u64,
}

impl Reports {
    pub fn new(folder: &Path) -> Reports {
        Reports { folder: folder.join("reports"), last: Mutex::default() }
    }

    /// Whether the next failed call of a plugin is to be made once more.
    fn wants(&self, plugin: &PluginId, now: Timestamp) -> bool {
        let mut last = self.last.lock();
        let wanted = last.get(plugin).is_none_or(|last| now.0.saturating_sub(last.0) >= PAUSE);
        if wanted {
            last.insert(plugin.clone(), now);
        }
        wanted
    }

    fn of(&self, plugin: &PluginId) -> PathBuf {
        self.folder.join(plugin.as_str())
    }

    fn keep(&self, plugin: &PluginId, bundle: &Bundle) -> io::Result<()> {
        let folder = self.of(plugin);
        std::fs::create_dir_all(&folder)?;
        let text = bundle.to_json();
        if text.len() > LARGEST {
            return Err(io::Error::other(format!("it has {} bytes, at most {LARGEST} are kept", text.len())));
        }
        // Written whole under another name first: half a report is none.
        let name = format!("{:013}-{}.json", bundle.now, plain(&bundle.request));
        let unfinished = folder.join(format!(".{name}"));
        std::fs::write(&unfinished, text)?;
        std::fs::rename(&unfinished, folder.join(name))?;
        let mut names = self.names(plugin)?;
        names.sort();
        for old in names.iter().rev().skip(KEPT) {
            std::fs::remove_file(folder.join(old))?;
        }
        Ok(())
    }

    fn names(&self, plugin: &PluginId) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(self.of(plugin)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let names: io::Result<Vec<String>> = names.collect();
        Ok(names?.into_iter().filter(|name| name.ends_with(".json") && !name.starts_with('.')).collect())
    }

    /// Forgets all of a plugin.
    pub fn forget(&self, plugin: &PluginId) -> io::Result<()> {
        match std::fs::remove_dir_all(self.of(plugin)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// What can be part of a file's name.
fn plain(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    text.chars().take(80).map(plain).collect()
}

/// Waits for one plugin to fall, in a call that is made once more.
pub(crate) struct Recorder {
    wanted: PluginId,
    found: Mutex<Option<Bundle>>,
}

impl Recorder {
    /// An instance fell. `left` is what it could use when it began.
    pub fn fell(&self, cx: &Cx, entry: &Entry, left: Left, error: &wasmtime::Error) {
        let mut found = self.found.lock();
        if *cx.plugin.id() != self.wanted || found.is_some() {
            return;
        }
        let Some(tape) = &cx.tape else { return };
        let (calls, whole) = tape.take();
        let about = &cx.plugin.manifest().plugin;
        let entry = told(entry);
        *found = Some(Bundle {
            format: Bundle::form(),
            engine: ENGINE_VERSION.to_owned(),
            plugin: about.id.to_string(),
            version: about.version.clone(),
            sha256: cx.plugin.inspection.sha256.clone(),
            request: cx.root.request_id.clone(),
            now: cx.root.now.0,
            authority: authority(cx),
            whole: whole && entry.is_some(),
            entry: entry.and_then(|text| serde_json::from_str(&text).ok()).map_or(Value::Null, fold),
            calls: calls.into_iter().map(Asked::of).collect(),
            left,
            outcome: fallen(error),
            redacted: Vec::new(),
        });
    }
}

/// With whose rights a call runs, in words.
fn authority(cx: &Cx) -> String {
    let chain: Vec<_> = cx.chain.iter().map(PluginId::as_str).collect();
    let person = cx.person().map_or_else(|| "nobody signed in".to_owned(), |id| format!("the person {id}"));
    match cx.authority.is_own() {
        true => format!("the plugin {} alone, on account of {person}", cx.plugin.id()),
        false => format!("{person} and the plugins {}", chain.join(", ")),
    }
}

/// How a guest fell.
pub(crate) fn fallen(error: &wasmtime::Error) -> Outcome {
    let why = format!("{:#}", error.root_cause());
    // The heart beats when it beats.
    let by_time = why.starts_with("used its CPU time") || why.starts_with("used the CPU time");
    let frames = error.downcast_ref::<wasmtime::WasmBacktrace>().map(wasmtime::WasmBacktrace::frames);
    let at = frames.filter(|_| !by_time).unwrap_or_default().iter().map(|frame| {
        let offset = frame.module_offset().unwrap_or_default();
        match frame.func_name() {
            Some(name) => format!("0x{offset:x} {name}"),
            None => format!("0x{offset:x} function {}", frame.func_index()),
        }
    });
    Outcome::Fell { at: at.collect(), why }
}

impl Host {
    /// Makes a call once more that has failed, and keeps what this plugin asked and heard until it fell.
    pub(crate) async fn report(
        &self,
        call: &Call,
        enter: &mut impl FnMut(&mut UnitOfWork) -> Result<Authority, CallError>,
        root: &Root,
        fell: &PluginId,
    ) {
        if !self.reports.wants(fell, call.now) {
            return;
        }
        let Some(mut unit) = root.same_moment() else { return };
        let Ok(authority) = enter(&mut unit) else { return };
        let recorder = Arc::new(Recorder { wanted: fell.clone(), found: Mutex::default() });
        let budget = Arc::new(Budget::new(root.budget.limits.clone()));
        let again = Arc::new(root.again(budget.clone(), unit, Some(recorder.clone())));
        let cx = Cx::outermost(again, call.loaded.clone(), authority, call.looks);
        let left = cx.left();
        let mut store = new_store(&self.engine.engine, cx);
        let plugin = &call.loaded;
        let run = async {
            let instance = plugin.pre.instantiate_async(&mut store).await?;
            plugin.exports.ask(&mut store, &instance, &call.entry).await
        };
        if let Ok(Err(error)) = timeout(budget.remaining(), run).await {
            recorder.fell(store.data(), &call.entry, left, &error);
        }
        let Some(mut bundle) = recorder.found.lock().take() else {
            tracing::warn!(plugin = %fell, request = call.request_id, "it did not fail the same way again: no report");
            return;
        };
        bundle.redact(&self.known_secrets(fell));
        let kept = match self.reports.keep(fell, &bundle) {
            Ok(()) => "a report of the failed call is kept: `ombud plugin reports` lists it",
            Err(error) => {
                tracing::error!(plugin = %fell, request = call.request_id, %error, "no report could be kept");
                return;
            }
        };
        tracing::info!(plugin = %fell, request = call.request_id, kept);
    }

    /// The reports of a plugin's failed calls, the newest first.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn failures(&self, id: &PluginId) -> io::Result<Vec<Report>> {
        let mut names = self.reports.names(id)?;
        names.sort();
        let mut found = Vec::new();
        for name in names.into_iter().rev() {
            let path = self.reports.of(id).join(&name);
            let text = std::fs::read(&path)?;
            let Ok(bundle) = Bundle::parse(&text) else { continue };
            found.push(Report {
                name: name.trim_end_matches(".json").to_owned(),
                at: bundle.now,
                request: bundle.request,
                version: bundle.version,
                why: match bundle.outcome {
                    Outcome::Fell { why, .. } => why,
                    Outcome::Answered(_) => "it answered".to_owned(),
                },
                size: text.len() as u64,
            });
        }
        Ok(found)
    }

    /// One of them, as it is kept: JSON.
    ///
    /// # Errors
    /// `NotFound`, or that it cannot be read.
    pub fn failure(&self, id: &PluginId, name: &str) -> Result<Vec<u8>, CallError> {
        let nothing = || CallError::NotFound(format!("there is no report `{name}` of the plugin `{id}`"));
        let known = self.reports.names(id).unwrap_or_default();
        let file =
            known.into_iter().find(|known| known.trim_end_matches(".json") == name).ok_or_else(nothing)?;
        std::fs::read(self.reports.of(id).join(file)).map_err(|_| nothing())
    }
}

impl Cx {
    /// What this instance can still use.
    pub fn left(&self) -> Left {
        let (memory, cpu_ticks) = self.root.budget.left(self.looks);
        Left { memory, cpu_ticks }
    }

    /// A tape, if what is asked is to be written down.
    pub(crate) fn new_tape(root: &Root) -> Option<Arc<Tape>> {
        root.recorder.is_some().then(Arc::default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_that_fails_again_and_again_is_run_once_more_only_now_and_then() {
        let reports = Reports::new(Path::new("/nowhere"));
        let (zoo, park) = (PluginId::parse("zoo").unwrap(), PluginId::parse("park").unwrap());
        assert!(reports.wants(&zoo, Timestamp(1_000)));
        assert!(!reports.wants(&zoo, Timestamp(30_000)));
        assert!(reports.wants(&park, Timestamp(30_000)));
        assert!(reports.wants(&zoo, Timestamp(1_000 + PAUSE)));
    }

    #[test]
    fn a_name_from_outside_names_a_file_and_no_path() {
        assert_eq!(plain("../a b/c"), "___a_b_c");
    }
}
