//! Figures, moments and states in words.

use crate::audit_export::in_words;
use crate::http::speech::{language, text};
use maud::{Markup, html};
use ombud_access::{Scopes, Timestamp};
use ombud_host::{Origin, PluginState};

/// `1.6 MB`.
pub(super) fn bytes(n: u64) -> String {
    ombud_texts::bytes(language(), n)
}

/// `0.3 ms`, `12 ms`, `1.2 s`.
pub(super) fn duration(us: u64) -> String {
    // Tenths of a unit, or none if it is much.
    let told = |tenths: u64, unit: &str| {
        let figure = ombud_texts::number(language(), tenths as f64 / 10.0);
        // A round figure keeps its nought, so that columns stay in line.
        let nought = if tenths.is_multiple_of(10) {
            ombud_texts::number(language(), 0.1).replace(['0', '1'], "") + "0"
        } else {
            String::new()
        };
        format!("{figure}{nought} {unit}")
    };
    match us {
        0..10_000 => told(us / 100, "ms"),
        10_000..1_000_000 => format!("{} ms", us / 1_000),
        _ => told(us / 100_000, "s"),
    }
}

/// A moment, which the desk's script tells in the time of the place where it is read.
pub(crate) fn when(at: Timestamp) -> Markup {
    let told = ombud_texts::Moment { at: at.0, now: at.0, style: ombud_texts::Style::Long };
    let plain = ombud_texts::moment::tell(language(), told);
    html! { ombud-time { time datetime=(in_words(at)) { (plain) } } }
}

/// On whose records, as a choice says it.
pub(super) fn scope(scope: Scopes) -> String {
    text!(match scope.names().next() {
        Some("all") => "scope-all",
        Some("department") => "scope-department",
        Some("assigned") => "scope-assigned",
        Some("own") => "scope-own",
        Some("shared") => "scope-shared",
        Some("unassigned") => "scope-unassigned",
        _ => "scope-nothing",
    })
}

/// The same, all of them.
pub(super) fn scopes(all: Scopes) -> String {
    if all.is_empty() {
        return scope(all);
    }
    all.iter().map(scope).collect::<Vec<_>>().join(", ")
}

/// Whose work it is, in a few words; what nobody can vouch for is loud.
pub(super) fn origin(origin: &Origin) -> Markup {
    html! {
        @match origin {
            Origin::Bundled => span class="origin" { (text!("origin-bundled")) },
            Origin::Trusted { name, .. } => span class="origin known" { (text!("origin-trusted", name = name)) },
            Origin::Stranger { .. } => span class="origin loud" { (text!("origin-stranger")) },
            Origin::Unsigned => span class="origin loud" { (text!("origin-unsigned")) },
        }
    }
}

/// Whether it answers.
pub(super) fn state(state: PluginState) -> Markup {
    let (class, words) = match state {
        PluginState::Enabled => ("badge running", "state-on"),
        PluginState::Disabled => ("badge off", "state-off"),
        PluginState::Quarantined => ("badge failing", "state-quarantine"),
    };
    html! { span class=(class) { (text!(words)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_as_people_say_them() {
        assert_eq!(
            [0, 340, 9_990, 12_400, 1_250_000, 2_000_000].map(duration),
            ["0.0 ms", "0.3 ms", "9.9 ms", "12 ms", "1.2 s", "2.0 s"]
        );
        let polish = crate::http::speech::in_language(ombud_texts::Language::Polish, || duration(1_250_000));
        assert_eq!(polish, "1,2 s");
    }

    #[test]
    fn every_scope_has_its_words() {
        let all: Vec<_> = Scopes::ANY.iter().map(scope).collect();
        assert!(all.len() == 6 && !all.contains(&"nothing".to_owned()), "{all:?}");
        assert_eq!(scopes(Scopes::NONE), "nothing");
    }

    #[test]
    fn a_name_is_only_text_whatever_it_is() {
        let hostile = Origin::Trusted { key: "0a".repeat(32).parse().unwrap(), name: "<b>me</b>".into() };
        let shown = origin(&hostile).into_string();
        assert!(shown.contains("&lt;b&gt;me&lt;/b&gt;") && !shown.contains("<b>"), "{shown}");
    }
}
