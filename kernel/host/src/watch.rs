//! A look at what plugins do, for authors and tests. A desk in earnest has nobody watching, and pays one comparison for it.

use crate::call::Cx;
use crate::host::Host;
use crate::problem::CallError;
use ombud_access::{Denial, PluginId};
use ombud_identity::Principal;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Something that was seen.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// A permission was asked for in a call that this plugin is part of with its own mandate, whatever the answer.
    Asked {
        /// Which plugin.
        plugin: &'a PluginId,
        /// What.
        permission: &'a str,
    },
    /// The kernel refused something to a plugin.
    Refused {
        /// The plugin that asked.
        plugin: &'a PluginId,
        /// The call's id.
        request: &'a str,
        /// What, and why.
        denial: &'a Denial,
    },
    /// A plugin wrote a line for the administrator.
    Said {
        /// Which.
        plugin: &'a PluginId,
        /// The call's id.
        request: &'a str,
        /// `debug`, `info`, `warn` or `error`.
        level: &'static str,
        /// One line.
        line: &'a str,
    },
    /// A call of a plugin is over.
    Called {
        /// Which.
        plugin: &'a PluginId,
        /// The call's id.
        request: &'a str,
        /// `POST /api/visits`, `event tickets:tickets.created`, `timer remind`, `outcome opened-7`,
        /// `hook on tickets:tickets`, `part visits`.
        what: &'a str,
        /// Who asked, if it was a request.
        by: Option<Principal>,
        /// The status of the answer, or why there is none.
        outcome: Result<u16, &'a CallError>,
        /// How long it took.
        took: Duration,
    },
}

/// Who is told.
pub type Watch = Arc<dyn Fn(Seen<'_>) + Send + Sync>;

impl Cx {
    /// Tells that these permissions were asked for.
    pub fn asks<'n>(&self, permissions: impl IntoIterator<Item = &'n str>) {
        let Some(watch) = &self.root.watch else { return };
        for permission in permissions {
            for plugin in self.authority.plugins() {
                watch(Seen::Asked { plugin, permission });
            }
        }
    }

    /// Tells of a refusal.
    pub fn refused(&self, denial: &Denial) {
        if let Some(watch) = &self.root.watch {
            watch(Seen::Refused { plugin: self.plugin.id(), request: &self.root.request_id, denial });
        }
    }

    /// Tells of a hook that was asked below this call.
    pub fn hooked(&self, plugin: &PluginId, on: &str, status: u16, took: Duration) {
        if let Some(watch) = &self.root.watch {
            let (request, what) = (self.root.request_id.as_str(), format!("hook on {on}"));
            watch(Seen::Called { plugin, request, what: &what, by: None, outcome: Ok(status), took });
        }
    }

    /// Tells of a line in the log.
    pub fn said(&self, level: &'static str, line: &str) {
        if let Some(watch) = &self.root.watch {
            watch(Seen::Said { plugin: self.plugin.id(), request: &self.root.request_id, level, line });
        }
    }
}

impl Host {
    /// Runs a call, and tells when it is over. `status` is what a good answer counts as.
    pub(crate) async fn watched<T>(
        &self,
        (plugin, request): (&PluginId, &str),
        what: impl FnOnce() -> (String, Option<Principal>),
        status: impl FnOnce(&T) -> u16,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, CallError> {
        let Some(watch) = &self.watch else { return call.await };
        let (what, by) = what();
        let begun = Instant::now();
        let answer = call.await;
        let outcome = answer.as_ref().map(status);
        watch(Seen::Called { plugin, request, what: &what, by, outcome, took: begun.elapsed() });
        answer
    }
}
