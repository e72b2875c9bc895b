//! What all of the kernel's pages about plugins have around them.

use super::words;
use super::{Beside, Viewer};
use crate::http::page::Page;
use crate::http::problem::capital;
use maud::{DOCTYPE, Markup, html};
use ombud_access::Mandate;
use ombud_host::PluginInfo;
use ombud_host::{PersonPreview, Preview};

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
                h1 { (about.title) " " span class="number" { (about.version) } }
                div class="facts" { (words::state(plugin.state)) (words::origin(&plugin.origin)) code { (about.id) } }
                (tabs(viewer, plugin, here))
            }
            (notices(beside))
            (content)
        };
        Sheet { title: format!("{} · {name}", about.title), main }
    }
}

/// The way back up.
pub(super) fn trail(plugin: Option<(&Page, &str)>) -> Markup {
    html! {
        nav class="trail" aria-label="Where this is" {
            a href=(Page::Plugins) { "Plugins" }
            @if let Some((page, title)) = plugin { span aria-hidden="true" { "›" } a href=(page) { (title) } }
        }
    }
}

fn tabs(viewer: &Viewer, plugin: &PluginInfo, here: &Page) -> Markup {
    let manifest = &plugin.inspection.manifest;
    let id = manifest.id();
    let reaches_out = !manifest.hosts.is_empty() || !manifest.secrets.is_empty();
    let pages = [
        (true, Page::Plugin(id.clone()), "Overview"),
        (true, Page::Mandate(id.clone()), "What it may do"),
        (reaches_out, Page::Outbound(id.clone()), "Other machines"),
        (viewer.may_manage() && !manifest.settings.is_empty(), Page::Settings(id.clone()), "Settings"),
        (true, Page::Versions(id.clone()), "Versions"),
        (true, Page::Costs(id.clone()), "Costs"),
        (true, Page::Failures(id.clone()), "Failures"),
    ];
    html! {
        nav class="tabs" aria-label="About this plugin" {
            @for (_, page, name) in pages.iter().filter(|(shown, ..)| *shown) {
                a href=(page) aria-current=[(page == here).then_some("page")] { (name) }
            }
        }
    }
}

/// What was done, what went wrong, and what would be.
fn notices(beside: &Beside<'_>) -> Markup {
    html! {
        @if let Some(done) = beside.done { div class="flash" role="status" { p { (done) } } }
        @if let Some(trouble) = beside.trouble {
            div class="problem" role="alert" { p { strong { (capital(trouble.title)) ". " } (words::sentence(&trouble.detail)) } }
        }
        @if let Some(tried) = beside.tried { (effect(tried, "Nothing has changed yet. If you go on, this is what becomes different.")) }
    }
}

/// Who gains and loses what.
pub(super) fn effect(preview: &Preview, lead: &str) -> Markup {
    let works = |mandate: &Option<Mandate>| mandate.as_ref().is_some_and(|mandate| mandate.enabled);
    html! {
        section class="card effect" role="status" {
            h2 { "What it would do" }
            p class="hint" { (lead) }
            p { (preview.sentence) }
            @for plugin in &preview.plugins {
                h3 { "The plugin " code { (plugin.plugin) } }
                ul {
                    @if works(&plugin.before) != works(&plugin.after) {
                        li { @if works(&plugin.after) { "begins to work" } @else { "works no more" } }
                    }
                    @for given in &plugin.gained { li class="gains" { "gains " (preview.told(given)) } }
                    @for given in &plugin.lost { li class="loses" { "loses " (preview.told(given)) } }
                }
            }
            @if !preview.people.is_empty() {
                details open[preview.people.len() <= 3] {
                    summary { (words::people(preview.people.len() as u64)) }
                    @for one in preview.people.iter().take(TOLD) { (person(one)) }
                    @if preview.people.len() > TOLD { p class="hint" { "And " (preview.people.len() - TOLD) " more." } }
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
                Some(true) => li { "becomes staff" },
                Some(false) => li { "is not staff any more" },
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
        html lang="en" {
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
                a class="skip" href="#main" { "Skip to the content" }
                header class="top" {
                    a class="brand" href="/" { "Ombud" }
                    nav aria-label="Desk" {
                        a href="/" { "Back to the desk" }
                        a href=(Page::Plugins) aria-current="page" { "Plugins" }
                    }
                    div class="me" {
                        a href="/account" { span { (viewer.name) } }
                        a href="/sign-out" { "Sign out" }
                    }
                }
                main class="steward" id="main" { (sheet.main) }
            }
        }
    }
}
