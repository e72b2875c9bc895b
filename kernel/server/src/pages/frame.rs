//! What all of the kernel's pages about plugins have around them.

use super::words;
use super::{Beside, Viewer};
use crate::api::plugins::one;
use crate::http::page::Page;
use crate::http::speech::{language, text};
use maud::{DOCTYPE, Markup, html};
use ombud_access::{Mandate, PluginId};
use ombud_host::{PersonPreview, PluginInfo, Preview};
use ombud_identity::effect::Given;

/// People whose changes are told one by one.
const TOLD: usize = 25;

/// A page without its frame.
pub(super) struct Sheet {
    pub title: String,
    pub main: Markup,
}

impl Sheet {
    /// About plugins as such, or one that is not installed.
    pub fn plain(title: impl Into<String>, head: &Markup, beside: &Beside<'_>, content: &Markup) -> Sheet {
        let main = html! { (head) (notices(beside)) (content) };
        Sheet { title: title.into(), main }
    }

    /// One of the pages of an installed plugin.
    pub fn of(
        viewer: &Viewer,
        plugin: &PluginInfo,
        here: &Page,
        name: &str,
        beside: &Beside<'_>,
        content: &Markup,
    ) -> Sheet {
        let about = &plugin.inspection.manifest.plugin;
        let main = html! {
            header class="headline" {
                (trail(None))
                h1 { (plugin.inspection.said(language(), "plugin-title", &about.title)) " " span class="number" { (about.version) } }
                div class="facts" { (words::state(plugin.state)) (words::origin(&plugin.origin)) code { (about.id) } }
                (tabs(viewer, plugin, here))
            }
            (notices(beside))
            (content)
        };
        let title = plugin.inspection.said(language(), "plugin-title", &about.title);
        Sheet { title: format!("{title} · {name}"), main }
    }
}

/// The way back up.
pub(super) fn trail(plugin: Option<(&Page, &str)>) -> Markup {
    html! {
        nav class="trail" aria-label=(text!("where-this-is")) {
            a href=(Page::Plugins) { (text!("plugins")) }
            @if let Some((page, title)) = plugin { span aria-hidden="true" { "›" } a href=(page) { (title) } }
        }
    }
}

fn tabs(viewer: &Viewer, plugin: &PluginInfo, here: &Page) -> Markup {
    let manifest = &plugin.inspection.manifest;
    let id = manifest.id();
    let reaches_out = !manifest.hosts.is_empty() || !manifest.secrets.is_empty();
    let pages = [
        (true, Page::Plugin(id.clone()), "tab-overview"),
        (true, Page::Mandate(id.clone()), "tab-mandate"),
        (reaches_out, Page::Outbound(id.clone()), "tab-outbound"),
        (viewer.may_manage() && !manifest.settings.is_empty(), Page::Settings(id.clone()), "tab-settings"),
        (true, Page::Versions(id.clone()), "tab-versions"),
        (true, Page::Costs(id.clone()), "tab-costs"),
        (true, Page::Failures(id.clone()), "tab-failures"),
    ];
    html! {
        nav class="tabs" aria-label=(text!("about-this-plugin")) {
            @for (_, page, name) in pages.iter().filter(|(shown, ..)| *shown) {
                a href=(page) aria-current=[(page == here).then_some("page")] { (text!(name)) }
            }
        }
    }
}

/// What was done, what went wrong, and what would be.
fn notices(beside: &Beside<'_>) -> Markup {
    html! {
        @if let Some(done) = &beside.done { div class="flash" role="status" { p { (done) } } }
        @if let Some(trouble) = beside.trouble {
            div class="problem" role="alert" { p { strong { (trouble.headline()) ". " } (trouble.sentence()) } }
        }
        @if let Some(tried) = beside.tried { (effect(beside, tried, &text!("tried"))) }
    }
}

/// Who gains and loses what.
pub(super) fn effect(beside: &Beside<'_>, preview: &Preview, lead: &str) -> Markup {
    let told = |given: &Given| {
        let name = given.grant.permission.as_str();
        let title = beside.desk.and_then(|desk| {
            Some(desk.host().title_of(language(), desk.identity().snapshot().declared(name)?))
        });
        let title = title.unwrap_or_else(|| name.to_owned());
        let what = words::scopes(given.grant.scopes) + &preview.filed(given);
        text!("effect-given", title = title, what = what)
    };
    let called = |id: &PluginId| {
        let plugin = beside.desk.and_then(|desk| one(desk, id).ok());
        plugin.map_or_else(
            || id.to_string(),
            |plugin| {
                plugin.inspection.said(language(), "plugin-title", &plugin.inspection.manifest.plugin.title)
            },
        )
    };
    let works = |mandate: &Option<Mandate>| mandate.as_ref().is_some_and(|mandate| mandate.enabled);
    html! {
        section class="card effect" role="status" {
            h2 { (text!("effect")) }
            p class="hint" { (lead) }
            p { (preview.sentence) }
            @for plugin in &preview.plugins {
                h3 { (text!("effect-plugin", plugin = called(&plugin.plugin))) }
                ul {
                    @if works(&plugin.before) != works(&plugin.after) {
                        li { @if works(&plugin.after) { (text!("effect-begins")) } @else { (text!("effect-ends")) } }
                    }
                    @for given in &plugin.gained { li class="gains" { (text!("effect-gains", what = told(given))) } }
                    @for given in &plugin.lost { li class="loses" { (text!("effect-loses", what = told(given))) } }
                }
            }
            @if !preview.people.is_empty() {
                details open[preview.people.len() <= 3] {
                    summary { (text!("people-count", count = preview.people.len())) }
                    @for one in preview.people.iter().take(TOLD) { (person(one)) }
                    @if preview.people.len() > TOLD { p class="hint" { (text!("effect-more", count = preview.people.len() - TOLD)) } }
                }
            }
        }
    }
}

fn person(one: &PersonPreview) -> Markup {
    html! {
        h3 { (one.name) }
        ul {
            @match one.staff {
                Some(true) => li { (text!("becomes-staff")) },
                Some(false) => li { (text!("is-no-staff")) },
                None => {}
            }
            @for change in &one.changes { li { (change.sentence) } }
        }
    }
}

/// The whole page.
pub(super) fn page(viewer: &Viewer, sheet: &Sheet) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language()) dir=(language().direction().as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (sheet.title) " · Ombud" }
                link rel="stylesheet" href="/kernel/desk.css";
                link rel="icon" type="image/svg+xml" href="/kernel/mark.svg";
                script src="/kernel/desk.js" defer {}
            }
            body {
                a class="skip" href="#main" { (text!("skip")) }
                header class="top" {
                    a class="brand" href="/" { "Ombud" }
                    nav aria-label=(text!("desk")) {
                        a href="/" { (text!("back-to-desk")) }
                        ombud-parts point="navigation" {}
                    }
                    ombud-parts point="search" {}
                    div class="me" {
                        a href="/account" { span { (viewer.name) } }
                        a href="/sign-out" { (text!("sign-out")) }
                    }
                }
                main class="steward" id="main" { (sheet.main) }
                ombud-keys {}
            }
        }
    }
}
