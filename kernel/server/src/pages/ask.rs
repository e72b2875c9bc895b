//! What a plugin asks for, by risk and each with its reason.

use super::words;
use crate::Desk;
use crate::http::speech::{language, text, woven};
use maud::{Markup, html};
use ombud_host::manifest::{AuthorityOf, Hook, Manifest, Phase, Point};
use ombud_host::{Ask, HookInfo, Inspection, Origin, Risk, What, permission_key};
use std::collections::BTreeSet;

/// The groups, and the keys of the words above each.
const RISKS: [(Risk, &str, &str); 3] = [
    (Risk::High, "high", "risk-high"),
    (Risk::Medium, "medium", "risk-medium"),
    (Risk::Low, "low", "risk-low"),
];

/// The same asks, with their titles in the language of whoever reads them. Titles of paths stay as they are: they are for
/// programmers, as the paths are.
pub(super) fn told(desk: &Desk, inspection: &Inspection, asks: &[Ask]) -> Vec<Ask> {
    let (manifest, policy) = (&inspection.manifest, desk.identity().snapshot());
    let title = |ask: &Ask| -> Option<String> {
        Some(match ask.what {
            What::Permission => desk.host().title_of(language(), policy.declared(&ask.name)?),
            What::Suggestion => {
                let (_, name) = ask.name.split_once(": ")?;
                inspection.said(language(), &permission_key(name), &ask.title)
            }
            What::Host => text!("ask-host.means"),
            What::Secret => text!("ask-secret.means"),
            What::Hook => {
                let amends = |hook: &Hook| hook.phase == Phase::Transform && ask.name.starts_with(&hook.on);
                let key =
                    if manifest.hooks.iter().any(amends) { "ask-hook.amends" } else { "ask-hook.refuses" };
                text!(key)
            }
            What::Contribution => {
                let one = manifest.contributions.iter().find(|one| one.name == ask.name)?;
                let title = inspection.said(language(), &format!("contribution-{}", one.name), &one.title);
                match one.point {
                    Point::Navigation => text!("ask-contribution.link", title = title),
                    Point::Search => text!("ask-contribution.search"),
                    Point::TicketBadge => text!("ask-contribution.badge"),
                    Point::TicketPanel => text!("ask-contribution.box", title = title),
                    Point::TicketAction => text!("ask-contribution.action", title = title),
                    Point::Composer => text!("ask-contribution.tool", title = title),
                    Point::InboxColumn => text!("ask-contribution.column", title = title),
                    Point::ChatPanel => text!("ask-contribution.chat", title = title),
                }
            }
            What::Frame => {
                let frame = manifest.frames.iter().find(|frame| frame.name == ask.name)?;
                let title = inspection.said(language(), &format!("frame-{}", frame.name), &frame.title);
                text!("ask-frame.means", title = title)
            }
            What::FramedPath => text!("ask-framed-path.means"),
            What::OpenPath | What::OwnRights | What::Reaction | What::Interface => return None,
        })
    };
    let one = |ask: &Ask| Ask { title: title(ask).unwrap_or_else(|| ask.title.clone()), ..ask.clone() };
    asks.iter().map(one).collect()
}

/// The asks in groups; `choose` draws what can be chosen about one.
pub(super) fn groups(asks: &[Ask], choose: &dyn Fn(&Ask) -> Markup) -> Markup {
    let grave = asks.iter().any(|ask| ask.risk != Risk::Low);
    html! {
        @for (risk, class, key) in RISKS {
            @let (title, means) = (text!(key), text!(&format!("{key}.means")));
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
                    @if !ask.why.is_empty() && ask.what != What::Suggestion { p class="why" lang="en" { q { (ask.why) } } }
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

fn kind(what: What) -> String {
    text!(match what {
        What::Permission => "ask-permission",
        What::Host => "ask-host",
        What::Secret => "ask-secret",
        What::OpenPath => "ask-open-path",
        What::FramedPath => "ask-framed-path",
        What::OwnRights => "ask-own-rights",
        What::Hook => "ask-hook",
        What::Contribution => "ask-contribution",
        What::Frame => "ask-frame",
        What::Suggestion => "ask-suggestion",
        What::Reaction => "ask-reaction",
        What::Interface => "ask-interface",
    })
}

/// Whose work a file is, with what follows from it.
pub(super) fn signed(origin: &Origin) -> Markup {
    html! {
        section class={ "card signed" @if is_loud(origin) { " loud" } } {
            h2 { (words::origin(origin)) }
            @match origin {
                Origin::Bundled => p { (text!("signed-bundled")) },
                Origin::Trusted { key, .. } => {
                    p { (text!("signed-trusted")) }
                    p { code class="hash" { (key) } }
                },
                Origin::Stranger { key } => {
                    p { (text!("signed-stranger")) }
                    p { code class="hash" { (key) } }
                },
                Origin::Unsigned => p { (text!("signed-unsigned")) },
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
            dt { (text!("file-size")) } dd { (words::bytes(inspection.size as u64)) }
            dt { "SHA-256" } dd { code class="hash" { (inspection.sha256) } }
            dt { (text!("file-kernel")) } dd { (inspection.manifest.plugin.kernel) }
            dt { (text!("file-records")) } dd { (text!("file-form", n = inspection.manifest.plugin.schema)) }
            @if !inspection.languages.is_empty() {
                dt { (text!("file-languages")) }
                dd { (inspection.languages.iter().cloned().collect::<Vec<_>>().join(", ")) }
            }
        }
    }
}

/// What it brings with it, folded: permissions, paths, interfaces, and its place among the hooks.
pub(super) fn brings(inspection: &Inspection, hooks: &[HookInfo]) -> Markup {
    let manifest = &inspection.manifest;
    let said = |key: &str, plain: &str| inspection.said(language(), key, plain);
    html! {
        @if !manifest.permissions.is_empty() {
            details {
                summary { (text!("brings-permissions")) " " span class="number" { (manifest.permissions.len()) } }
                ul class="plain" {
                    @for (own, known) in manifest.permissions.iter().zip(manifest.permissions()) {
                        li {
                            strong { (said(&permission_key(own.name.as_str()), &own.title)) } " " code { (own.name) }
                            @if known.flags.dangerous { " " span class="origin loud" { (text!("brings-dangerous")) } }
                            @if known.flags.contacts_customer { " " span class="tag" { (text!("brings-contacts")) } }
                            @if known.flags.owner_only { " " span class="tag" { (text!("brings-owner-only")) } }
                            @if !own.description.is_empty() { p class="hint" { (said(&format!("{}.description", permission_key(own.name.as_str())), &own.description)) } }
                        }
                    }
                }
            }
        }
        @if !manifest.routes.is_empty() {
            details {
                summary { (text!("brings-paths")) " " span class="number" { (manifest.routes.len()) } }
                ul class="plain" {
                    @for route in &manifest.routes {
                        li {
                            code { (route.method) " /" (manifest.id()) (route.path) }
                            p class="hint" {
                                span lang="en" { (route.title) } ", "
                                @match (&route.needs, &route.open) {
                                    (Some(permission), _) => { (text!("path-for", permission = permission.as_str())) },
                                    (None, Some(why)) => { (text!("path-open", why = why)) },
                                    (None, None) => (text!("path-nobody")),
                                }
                                @if route.authority == AuthorityOf::Own { "; " (text!("path-own")) }
                            }
                        }
                    }
                }
            }
        }
        (interfaces(&text!("brings-exports"), &inspection.exports))
        (interfaces(&text!("brings-imports"), &inspection.imports))
        (interfaces(&text!("brings-unused"), &inspection.unused.iter().cloned().collect()))
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
                summary { (woven("brings-order", &[("collection", html! { code { (on) } })])) }
                ol {
                    @for hook in hooks.iter().filter(|hook| hook.hook.on == on) {
                        li { @if hook.plugin == *manifest.id() { strong { (hook.plugin) } } @else { (hook.plugin) } }
                    }
                    @if !installed {
                        li {
                            strong { (manifest.id()) } " "
                            span class="hint" { (text!("brings-place")) }
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
