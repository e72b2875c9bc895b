//! Tells an author what the plugin does: each call, what was refused to it, and what it logged.

use crate::Desk;
use ombud_access::{Denial, PluginId};
use ombud_host::{Principal, Seen, Watch};
use ombud_testkit::manifest_lines;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Calls of others whose lines are kept until it is known whether they matter.
const KEPT: usize = 512;

/// Whatever the plugin does meanwhile, a desk in development is not slower for it: entries are put down here and told
/// by another task.
#[derive(Clone, Default)]
pub(super) struct Teller(Arc<Inside>);

#[derive(Default)]
struct Inside {
    plugin: Mutex<Option<PluginId>>,
    open: Mutex<Open>,
    news: Notify,
}

#[derive(Default)]
struct Open {
    /// What was seen in calls that are not over, by their ids.
    notes: BTreeMap<String, Vec<Note>>,
    order: VecDeque<String>,
    over: VecDeque<Over>,
}

enum Note {
    Refused(Denial),
    Said(&'static str, String),
}

/// A call of the plugin that is over.
struct Over {
    plugin: PluginId,
    what: String,
    by: Option<Principal>,
    status: u16,
    error: Option<String>,
    took: Duration,
    notes: Vec<Note>,
}

impl Teller {
    /// One, and what it hears by.
    pub fn new() -> (Teller, Watch) {
        let teller = Teller::default();
        let ear = teller.clone();
        (teller, Arc::new(move |seen| ear.hear(seen)))
    }

    /// Which plugin it is about.
    pub fn about(&self, plugin: &PluginId) {
        *self.0.plugin.lock().unwrap_or_else(PoisonError::into_inner) = Some(plugin.clone());
    }

    fn hear(&self, seen: Seen<'_>) {
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        match seen {
            Seen::Asked { .. } => {}
            Seen::Refused { request, denial, .. } => open.note(request, Note::Refused(denial.clone())),
            Seen::Said { request, level, line, .. } => open.note(request, Note::Said(level, line.to_owned())),
            Seen::Called { plugin, request, what, by, outcome, took } => {
                let about = self.0.plugin.lock().unwrap_or_else(PoisonError::into_inner);
                if about.as_ref() != Some(plugin) {
                    return;
                }
                let mut notes = open.notes.remove(request).unwrap_or_default();
                let last = outcome.err().and_then(|error| error.denial());
                let told = |denial: &Denial| {
                    notes.iter().any(|note| matches!(note, Note::Refused(known) if known == denial))
                };
                if let Some(denial) = last.filter(|denial| !told(denial)) {
                    notes.push(Note::Refused(denial.clone()));
                }
                open.over.push_back(Over {
                    plugin: plugin.clone(),
                    what: what.to_owned(),
                    by,
                    status: outcome.unwrap_or_else(|error| error.status()),
                    error: outcome.err().map(ToString::to_string),
                    took,
                    notes,
                });
                self.0.news.notify_one();
            }
        }
    }

    /// Prints what comes, for ever.
    pub async fn tell(self, desk: Arc<Desk>) {
        loop {
            self.0.news.notified().await;
            let over = {
                let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
                std::mem::take(&mut open.over)
            };
            for over in over {
                print!("{}", over.told(&desk));
            }
        }
    }
}

impl Open {
    fn note(&mut self, request: &str, note: Note) {
        if !self.notes.contains_key(request) {
            self.order.push_back(request.to_owned());
        }
        self.notes.entry(request.to_owned()).or_default().push(note);
        while self.order.len() > KEPT {
            if let Some(oldest) = self.order.pop_front() {
                self.notes.remove(&oldest);
            }
        }
    }
}

impl Over {
    fn told(&self, desk: &Desk) -> String {
        let (plugin, status, took) = (&self.plugin, self.status, self.took.as_micros());
        let what = match self.what.split_once(' ') {
            Some((method, path)) if path.starts_with('/') => format!("{method} /{plugin}{path}"),
            _ => self.what.clone(),
        };
        let who = self.by.map_or_else(|| "by itself".to_owned(), |who| name(desk, who));
        let mut text = format!("{what:<44} {who:<18} {status} {took:>7} µs\n");
        if let Some(error) = &self.error {
            text += &format!("    {error}\n");
        }
        for note in &self.notes {
            match note {
                Note::Said(level, line) => {
                    text += &format!("    {level}: {}\n", line.replace("\\n", "\n        "))
                }
                Note::Refused(denial) => {
                    text += &format!("    refused {denial}\n");
                    if let Some(lines) = manifest_lines(plugin, denial) {
                        let lines = lines.replace('\n', "\n        ");
                        text += &format!("    this in plugin.toml would allow it:\n        {lines}\n");
                    }
                }
            }
        }
        text
    }
}

fn name(desk: &Desk, who: Principal) -> String {
    match who {
        Principal::User(id) | Principal::View { of: id, .. } => {
            let found = desk.identity().person(&mut desk.store().begin(), id).ok().flatten();
            found.map_or_else(|| id.to_string(), |person| person.name)
        }
        Principal::Visitor => "a visitor".to_owned(),
        Principal::Token(_) => "an API key".to_owned(),
    }
}
