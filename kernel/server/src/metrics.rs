//! How the desk is doing, in the text format of Prometheus.

use crate::Desk;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_host::{Figures, PluginInfo};
use ombud_store::Health;
use std::fmt::Write;

/// A figure of a plugin: its name, its kind, what it says, and where it is.
type OfPlugin = (&'static str, &'static str, &'static str, fn(&Figures) -> f64);

const OF_PLUGINS: [OfPlugin; 11] = [
    ("ombud_plugin_calls_total", "counter", "Calls from outside, timers and reactions.", |f| f.calls as f64),
    ("ombud_plugin_failures_total", "counter", "Calls that ended in a trap or a time-out.", |f| {
        f.failures as f64
    }),
    ("ombud_plugin_denials_total", "counter", "Questions that were refused.", |f| f.denials as f64),
    ("ombud_plugin_conflicts_total", "counter", "Calls that were run again.", |f| f.conflicts as f64),
    ("ombud_plugin_seconds_total", "counter", "Time of all calls.", |f| f.microseconds as f64 / 1e6),
    ("ombud_plugin_slowest_seconds", "gauge", "The slowest call.", |f| f.slowest_microseconds as f64 / 1e6),
    ("ombud_plugin_hooks_total", "counter", "Times that its hooks were asked.", |f| f.hooks as f64),
    ("ombud_plugin_hook_seconds_total", "counter", "Time of its hooks.", |f| {
        f.hook_microseconds as f64 / 1e6
    }),
    ("ombud_plugin_vetoes_total", "counter", "Changes that its hooks did not allow.", |f| f.vetoes as f64),
    (
        "ombud_plugin_skipped_hooks_total",
        "counter",
        "Times that a hook gave no answer and was skipped.",
        |f| f.skipped_hooks as f64,
    ),
    ("ombud_plugin_peak_memory_bytes", "gauge", "The most memory of one call.", |f| f.peak_memory as f64),
];

/// All figures as text.
pub(crate) fn get(desk: &Desk) -> Answer {
    Ok(reply::bytes(200, "text/plain; version=0.0.4", text(desk, &desk.host().plugins())))
}

fn text(desk: &Desk, plugins: &[PluginInfo]) -> String {
    let mut text = String::new();
    let stats = desk.store().stats();
    let writable = u64::from(desk.store().health() == Health::Writable);
    for (name, kind, help, value) in [
        ("ombud_store_commits_total", "counter", "Units of work that were kept.", stats.commits),
        ("ombud_store_syncs_total", "counter", "Times that the disk was waited for.", stats.syncs),
        (
            "ombud_store_conflicts_total",
            "counter",
            "Units of work that were refused as too late.",
            stats.conflicts,
        ),
        ("ombud_store_open_units", "gauge", "Units of work that are open.", stats.live_units),
        ("ombud_store_bytes", "gauge", "Bytes on disk, files not counted.", stats.disk_bytes),
        ("ombud_store_writable", "gauge", "1 if the store takes writes.", writable),
        (
            "ombud_passwords_verified_total",
            "counter",
            "Passwords that were checked.",
            desk.identity().passwords_verified(),
        ),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    for (name, kind, help, figure) in OF_PLUGINS {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for plugin in plugins {
            let id = plugin.inspection.manifest.id();
            let _ = writeln!(text, "{name}{{plugin=\"{id}\"}} {}", figure(&plugin.figures));
        }
    }
    text
}
