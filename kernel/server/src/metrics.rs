//! How the desk is doing, in the text format of Prometheus.

use crate::Desk;
use crate::http::problem::Answer;
use crate::http::reply;
use ombud_host::{Cost, PluginInfo};
use ombud_store::Health;
use std::fmt::Write;

/// A figure of a plugin: its name, its kind, what it says, and where it is; none: it is not known now.
type OfPlugin = (&'static str, &'static str, &'static str, fn(&PluginInfo) -> Option<f64>);

const OF_PLUGINS: [OfPlugin; 9] = [
    ("ombud_plugin_failures_total", "counter", "Calls that ended in a trap or a time-out.", |p| {
        Some(p.figures.failures as f64)
    }),
    ("ombud_plugin_denials_total", "counter", "Questions that were refused.", |p| {
        Some(p.figures.denials as f64)
    }),
    ("ombud_plugin_conflicts_total", "counter", "Calls that were run again.", |p| {
        Some(p.figures.conflicts as f64)
    }),
    ("ombud_plugin_requests_total", "counter", "Requests that were sent to other machines.", |p| {
        Some(p.figures.requests as f64)
    }),
    ("ombud_plugin_vetoes_total", "counter", "Changes that its hooks did not allow.", |p| {
        Some(p.figures.vetoes as f64)
    }),
    (
        "ombud_plugin_skipped_hooks_total",
        "counter",
        "Times that a hook gave no answer and was skipped.",
        |p| Some(p.figures.skipped_hooks as f64),
    ),
    ("ombud_plugin_peak_memory_bytes", "gauge", "The most memory of one call.", |p| {
        Some(p.figures.peak_memory as f64)
    }),
    ("ombud_plugin_kept_bytes", "gauge", "What it keeps: records, indexes, timers and files.", |p| {
        p.storage.bytes.map(|bytes| bytes as f64)
    }),
    ("ombud_plugin_timers", "gauge", "Its timers.", |p| p.storage.timers.map(|timers| timers as f64)),
];

/// A figure of the calls of one kind: its name, what it says, and where it is.
type OfCalls = (&'static str, &'static str, fn(&Cost) -> f64);

const OF_CALLS: [OfCalls; 2] = [
    ("ombud_plugin_cpu_seconds_total", "Time in which its code was running.", |c| {
        c.cpu_microseconds as f64 / 1e6
    }),
    ("ombud_plugin_slowest_seconds", "The slowest call.", |c| c.slowest_microseconds as f64 / 1e6),
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
    let search = desk.host().search().status();
    let behind = search.behind.map_or("+Inf".to_owned(), |events| events.to_string());
    for (name, kind, help, value) in [
        ("ombud_search_documents", "gauge", "Records in the search index.", search.documents.to_string()),
        ("ombud_search_bytes", "gauge", "Bytes of the search index.", search.bytes.to_string()),
        (
            "ombud_search_complete",
            "gauge",
            "1 if the search index knows of every record.",
            u8::from(search.complete).to_string(),
        ),
        ("ombud_search_behind_events", "gauge", "Events that the search index does not know of yet.", behind),
        ("ombud_search_queries_total", "counter", "Searches.", search.searches.to_string()),
        (
            "ombud_search_seconds_total",
            "counter",
            "Time in which it was searched.",
            (search.microseconds as f64 / 1e6).to_string(),
        ),
    ] {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    for (name, kind, help, figure) in OF_PLUGINS {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for plugin in plugins {
            if let Some(figure) = figure(plugin) {
                let id = plugin.inspection.manifest.id();
                let _ = writeln!(text, "{name}{{plugin=\"{id}\"}} {figure}");
            }
        }
    }
    let name = "ombud_plugin_call_seconds";
    let _ = writeln!(text, "# HELP {name} Time of calls, since the start.\n# TYPE {name} summary");
    for (labels, cost) in plugins.iter().flat_map(by_errand) {
        for (quantile, us) in [("0.5", cost.p50_microseconds), ("0.99", cost.p99_microseconds)] {
            let _ = writeln!(text, "{name}{{{labels},quantile=\"{quantile}\"}} {}", us as f64 / 1e6);
        }
        let _ = writeln!(text, "{name}_sum{{{labels}}} {}", cost.microseconds as f64 / 1e6);
        let _ = writeln!(text, "{name}_count{{{labels}}} {}", cost.calls);
    }
    for (name, help, figure) in OF_CALLS {
        let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, cost) in plugins.iter().flat_map(by_errand) {
            let _ = writeln!(text, "{name}{{{labels}}} {}", figure(&cost));
        }
    }
    text
}

/// What a plugin has cost, by what it was asked for.
fn by_errand(plugin: &PluginInfo) -> [(String, Cost); 3] {
    let (id, figures) = (plugin.inspection.manifest.id(), &plugin.figures);
    [("outside", figures.outside), ("unasked", figures.unasked), ("hook", figures.hooks)]
        .map(|(errand, cost)| (format!("plugin=\"{id}\",errand=\"{errand}\""), cost))
}
