//! `ombud:kernel/log`: lines for the administrator and the author.

use crate::bindings::log::{Host, Level};
use crate::call::Cx;
use wasmtime::Result;

/// The longest line, bytes.
const MAX_LINE: usize = 4096;

fn word(level: Level) -> &'static str {
    match level {
        Level::Debug => "debug",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

impl Host for Cx {
    fn write(&mut self, level: Level, mut message: String) -> Result<()> {
        self.count_host_call()?;
        // A call that is made once more has written its lines.
        if self.root.quiet || !self.root.budget.log_line() {
            return Ok(());
        }
        message.truncate(message.floor_char_boundary(MAX_LINE));
        // One line is one line: a guest cannot write what looks like another's.
        let message = message.escape_debug().to_string();
        let (plugin, request) = (self.plugin.id().as_str(), self.root.request_id.as_str());
        self.said(word(level), &message);
        match level {
            Level::Debug => tracing::debug!(target: "plugin", plugin, request, "{message}"),
            Level::Info => tracing::info!(target: "plugin", plugin, request, "{message}"),
            Level::Warn => tracing::warn!(target: "plugin", plugin, request, "{message}"),
            Level::Error => tracing::error!(target: "plugin", plugin, request, "{message}"),
        }
        Ok(())
    }
}
