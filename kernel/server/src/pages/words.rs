//! Figures, moments and states in words.

use crate::audit_export::in_words;
use crate::http::problem::capital;
use jiff::Timestamp as Moment;
use maud::{Markup, html};
use ombud_access::{Scopes, Timestamp};
use ombud_host::{Origin, PluginState};

/// `1.6 MB`.
pub(super) fn bytes(n: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let Some((unit, name)) = STEPS.iter().find(|(unit, _)| n >= *unit) else { return format!("{n} bytes") };
    let tenths = n / (unit / 10);
    match tenths {
        100.. => format!("{} {name}", tenths / 10),
        _ => format!("{}.{} {name}", tenths / 10, tenths % 10),
    }
}

/// `0.3 ms`, `12 ms`, `1.2 s`.
pub(super) fn duration(us: u64) -> String {
    match us {
        0..10_000 => format!("{}.{} ms", us / 1_000, us % 1_000 / 100),
        10_000..1_000_000 => format!("{} ms", us / 1_000),
        _ => format!("{}.{} s", us / 1_000_000, us % 1_000_000 / 100_000),
    }
}

/// `1 call`, `2 calls`.
pub(super) fn count(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// `1 person`, `2 people`.
pub(super) fn people(n: u64) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

/// `100,000`.
pub(super) fn grouped(n: u64) -> String {
    match n {
        0..1_000 => n.to_string(),
        _ => format!("{},{:03}", grouped(n / 1_000), n % 1_000),
    }
}

/// What went wrong, as a whole sentence.
pub(super) fn sentence(detail: &str) -> String {
    let stop = if detail.ends_with(['.', '!', '?']) { "" } else { "." };
    capital(detail) + stop
}

/// A moment, which the desk's script tells in the time of the place where it is read.
pub(crate) fn when(at: Timestamp) -> Markup {
    let moment = i64::try_from(at.0).ok().and_then(|ms| Moment::from_millisecond(ms).ok());
    let plain = moment.map_or_else(String::new, |at| at.strftime("%-d %b %Y, %H:%M UTC").to_string());
    html! { ombud-time { time datetime=(in_words(at)) { (plain) } } }
}

/// On whose records, as a choice says it.
pub(super) fn scope(scope: Scopes) -> &'static str {
    match scope.names().next() {
        Some("all") => "every record",
        Some("department") => "in the person’s departments",
        Some("assigned") => "assigned to the person",
        Some("own") => "asked by the person",
        Some("shared") => "shared with the person",
        Some("unassigned") => "nobody’s yet, in the person’s departments",
        _ => "nothing",
    }
}

/// The same, all of them.
pub(super) fn scopes(all: Scopes) -> String {
    if all.is_empty() {
        return scope(all).to_owned();
    }
    all.iter().map(scope).collect::<Vec<_>>().join(", ")
}

/// Whose work it is, in a few words; what nobody can vouch for is loud.
pub(super) fn origin(origin: &Origin) -> Markup {
    html! {
        @match origin {
            Origin::Bundled => span class="origin" { "Comes with the desk" },
            Origin::Trusted { name, .. } => span class="origin known" { "Signed by " (name) },
            Origin::Stranger { .. } => span class="origin loud" { "Signed by a stranger" },
            Origin::Unsigned => span class="origin loud" { "Not signed" },
        }
    }
}

/// Whether it answers.
pub(super) fn state(state: PluginState) -> Markup {
    let (class, words) = match state {
        PluginState::Enabled => ("badge running", "On"),
        PluginState::Disabled => ("badge off", "Switched off"),
        PluginState::Quarantined => ("badge failing", "In quarantine"),
    };
    html! { span class=(class) { (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_as_people_say_them() {
        assert_eq!(
            [0, 999, 1_000, 1_640_000, 18_000_000].map(bytes),
            ["0 bytes", "999 bytes", "1.0 kB", "1.6 MB", "18 MB"]
        );
        assert_eq!(
            [0, 340, 9_990, 12_400, 1_250_000].map(duration),
            ["0.0 ms", "0.3 ms", "9.9 ms", "12 ms", "1.2 s"]
        );
        assert_eq!([999, 100_000, 1_002_003].map(grouped), ["999", "100,000", "1,002,003"]);
        assert_eq!((sentence("no"), sentence("Go on?")), ("No.".to_owned(), "Go on?".to_owned()));
        assert_eq!([count(1, "call"), count(0, "call")], ["1 call", "0 calls"]);
    }

    #[test]
    fn every_scope_has_its_words() {
        let all: Vec<_> = Scopes::ANY.iter().map(scope).collect();
        assert!(all.len() == 6 && !all.contains(&"nothing"), "{all:?}");
        assert_eq!(scopes(Scopes::NONE), "nothing");
    }

    #[test]
    fn a_name_is_only_text_whatever_it_is() {
        let hostile = Origin::Trusted { key: "0a".repeat(32).parse().unwrap(), name: "<b>me</b>".into() };
        let shown = origin(&hostile).into_string();
        assert!(shown.contains("&lt;b&gt;me&lt;/b&gt;") && !shown.contains("<b>"), "{shown}");
    }
}
