//! What a plugin asks for, by risk and each with its reason.

use super::words;
use maud::{Markup, html};
use ombud_host::manifest::{AuthorityOf, Manifest};
use ombud_host::{Ask, HookInfo, Inspection, Origin, Risk, What};
use std::collections::BTreeSet;

/// The words above each group.
const RISKS: [(Risk, &str, &str, &str); 3] = [
    (Risk::High, "high", "High risk", "It cannot be undone, gives much away, or reaches people outside."),
    (
        Risk::Medium,
        "medium",
        "Medium risk",
        "It sees or changes what belongs to others, or acts with rights of its own.",
    ),
    (Risk::Low, "low", "Low risk", "It touches nothing but what is its own."),
];

/// The asks in groups; `choose` draws what can be chosen about one.
pub(super) fn groups(asks: &[Ask], choose: &dyn Fn(&Ask) -> Markup) -> Markup {
    let grave = asks.iter().any(|ask| ask.risk != Risk::Low);
    html! {
        @for (risk, class, title, means) in RISKS {
            @let lines: Vec<&Ask> = asks.iter().filter(|ask| ask.risk == risk).collect();
            @if !lines.is_empty() {
                section class={ "card asks " (class) } {
                    @if risk == Risk::Low && grave {
                        details {
                            summary { (title) " " span class="number" { (lines.len()) } }
                            p class="hint" { (means) }
                            (list(&lines, choose))
                        }
                    } @else {
                        h2 { (title) " " span class="number" { (lines.len()) } }
                        p class="hint" { (means) }
                        (list(&lines, choose))
                    }
                }
            }
        }
    }
}

fn list(lines: &[&Ask], choose: &dyn Fn(&Ask) -> Markup) -> Markup {
    html! {
        ul class="ask-list" {
            @for ask in lines {
                li {
                    (what(ask))
                    @if !ask.why.is_empty() && ask.what != What::Suggestion { p class="why" { q { (ask.why) } } }
                    (choose(ask))
                }
            }
        }
    }
}

/// The same without anything to choose, as short as it can be.
pub(super) fn plain(asks: &[Ask]) -> Markup {
    html! {
        ul class="ask-list" {
            @for ask in asks {
                li {
                    (what(ask))
                }
            }
        }
    }
}

fn what(ask: &Ask) -> Markup {
    // Of these the name tells more than the words, which are the same for all of them.
    let by_name = ask.title.is_empty() || matches!(ask.what, What::Interface | What::Reaction);
    html! {
        p class="what" {
            span class="kind" { (kind(ask.what)) }
            @if by_name { code class="name" { (ask.name) } }
            @else { strong { (ask.title) } code { (ask.name) } }
        }
    }
}

fn kind(what: What) -> &'static str {
    match what {
        What::Permission => "Permission",
        What::Host => "Other machine",
        What::Secret => "Secret",
        What::OpenPath => "Open to anybody",
        What::OwnRights => "Its own rights",
        What::Hook => "Say before changes",
        What::Contribution => "Part of a page",
        What::Frame => "Page with scripts",
        What::Suggestion => "For a role",
        What::Reaction => "Hears of",
        What::Interface => "Interface",
    }
}

/// Whose work a file is, with what follows from it.
pub(super) fn signed(origin: &Origin) -> Markup {
    html! {
        section class={ "card signed" @if is_loud(origin) { " loud" } } {
            h2 { (words::origin(origin)) }
            @match origin {
                Origin::Bundled => p { "It was built together with this desk." },
                Origin::Trusted { key, .. } => {
                    p { "The signature fits the file, and somebody here trusts this key:" }
                    p { code class="hash" { (key) } }
                },
                Origin::Stranger { key } => {
                    p { "The signature fits the file, but nobody here has said whose key this is. It tells that two files \
                         are of the same hand, not of which." }
                    p { code class="hash" { (key) } }
                },
                Origin::Unsigned => p { "Nobody can tell whose work this is, or whether it was changed on its way. Install it \
                                         only if you know where the file comes from." },
            }
        }
    }
}

fn is_loud(origin: &Origin) -> bool {
    matches!(origin, Origin::Stranger { .. } | Origin::Unsigned)
}

/// What can be known of the file itself.
pub(super) fn file(inspection: &Inspection) -> Markup {
    html! {
        dl class="small" {
            dt { "Size" } dd { (words::bytes(inspection.size as u64)) }
            dt { "SHA-256" } dd { code class="hash" { (inspection.sha256) } }
            dt { "Kernel" } dd { (inspection.manifest.plugin.kernel) }
            dt { "Records" } dd { "form " (inspection.manifest.plugin.schema) }
        }
    }
}

/// What it brings with it, folded: permissions, paths, interfaces, and its place among the hooks.
pub(super) fn brings(inspection: &Inspection, hooks: &[HookInfo]) -> Markup {
    let manifest = &inspection.manifest;
    html! {
        @if !manifest.permissions.is_empty() {
            details {
                summary { "Permissions that it brings " span class="number" { (manifest.permissions.len()) } }
                ul class="plain" {
                    @for (own, known) in manifest.permissions.iter().zip(manifest.permissions()) {
                        li {
                            strong { (own.title) } " " code { (own.name) }
                            @if known.flags.dangerous { " " span class="origin loud" { "dangerous" } }
                            @if known.flags.contacts_customer { " " span class="tag" { "reaches customers" } }
                            @if known.flags.owner_only { " " span class="tag" { "the owner’s alone" } }
                            @if !own.description.is_empty() { p class="hint" { (own.description) } }
                        }
                    }
                }
            }
        }
        @if !manifest.routes.is_empty() {
            details {
                summary { "Paths that it answers " span class="number" { (manifest.routes.len()) } }
                ul class="plain" {
                    @for route in &manifest.routes {
                        li {
                            code { (route.method) " /" (manifest.id()) (route.path) }
                            p class="hint" {
                                (route.title) ", "
                                @match (&route.needs, &route.open) {
                                    (Some(permission), _) => { "for " (permission) },
                                    (None, Some(why)) => { "open to anybody: " (why) },
                                    (None, None) => "for nobody",
                                }
                                @if route.authority == AuthorityOf::Own { "; its own rights decide" }
                            }
                        }
                    }
                }
            }
        }
        (interfaces("Interfaces that it offers", &inspection.exports))
        (interfaces("Interfaces that it calls", &inspection.imports))
        (interfaces("Interfaces that it names and does not use", &inspection.unused.iter().cloned().collect()))
        (order(manifest, hooks))
    }
}

fn interfaces(title: &str, names: &BTreeSet<String>) -> Markup {
    html! {
        @if !names.is_empty() {
            details {
                summary { (title) " " span class="number" { (names.len()) } }
                ul class="plain" { @for name in names { li { code { (name) } } } }
            }
        }
    }
}

/// Who is asked before changes of the collections in which this plugin has a say, in order.
fn order(manifest: &Manifest, hooks: &[HookInfo]) -> Markup {
    let collections: BTreeSet<&str> = manifest.hooks.iter().map(|hook| hook.on.as_str()).collect();
    let installed = hooks.iter().any(|hook| hook.plugin == *manifest.id());
    html! {
        @for on in collections {
            details open {
                summary { "Asked before changes of " code { (on) } }
                ol {
                    @for hook in hooks.iter().filter(|hook| hook.hook.on == on) {
                        li { @if hook.plugin == *manifest.id() { strong { (hook.plugin) } } @else { (hook.plugin) } }
                    }
                    @if !installed {
                        li {
                            strong { (manifest.id()) } " "
                            span class="hint" { "its place is decided when it is installed" }
                        }
                    }
                }
            }
        }
    }
}

/// A hash, short.
pub(super) fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}
