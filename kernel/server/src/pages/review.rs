//! What a file that waits asks for, and what is said to that. The file that is approved is the one that was looked at.

use super::form::Form;
use super::frame::{Sheet, trail};
use super::{Beside, Done, Outcome, ask, choice, unknown, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::{arrival, one_waiting};
use crate::api::preview::tried;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::{language, text, woven};
use maud::{Markup, html};
use ombud_access::{Authority, Grant, Mandate, PermissionName, PluginId, Scopes};
use ombud_host::{Approval, Ask, Origin, Proposal, What};
use ombud_identity::department;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is so before anything is chosen.
struct Usual {
    /// What the plugin holds now, if this is another version of it.
    now: Option<Mandate>,
    /// What the version that is here asks for.
    asked_before: Vec<Grant>,
    /// Hosts that it may not reach now.
    barred: BTreeSet<String>,
}

impl Usual {
    fn of(desk: &Desk, proposal: &Proposal) -> Answer<Usual> {
        let id = proposal.inspection.manifest.id();
        // From another hand, everything is asked for anew.
        if proposal.takes_over || proposal.installed.is_none() {
            return Ok(Usual { now: None, asked_before: Vec::new(), barred: BTreeSet::new() });
        }
        let present = api::plugins::one(desk, id).ok();
        Ok(Usual {
            now: desk.identity().snapshot().mandate(id).cloned(),
            asked_before: present.map(|present| present.inspection.manifest.requested()).unwrap_or_default(),
            barred: desk.host().egress(id)?.barred,
        })
    }

    fn grants(&self) -> &[Grant] {
        self.now.as_ref().map_or(&[], |now| &now.grants)
    }

    /// What it gets of a permission unless something else is said: of an upgrade what was left to it, and what is new.
    fn scopes(&self, asked: &[Grant], permission: &PermissionName) -> Scopes {
        let new = asked.iter().filter(|grant| {
            grant.permission == *permission && (self.now.is_none() || !self.asked_before.contains(grant))
        });
        new.fold(choice::held(self.grants(), permission), |all, grant| all | grant.scopes)
    }
}

/// What the form says. What is left as it would be anyway is not said, so that the kernel carries it over.
fn approval(proposal: &Proposal, usual: &Usual, form: &Form) -> Answer<Approval> {
    let manifest = &proposal.inspection.manifest;
    let asked = manifest.requested();
    let departments = choice::chosen_departments(form)?;
    let permissions: BTreeSet<&PermissionName> = asked.iter().map(|grant| &grant.permission).collect();
    let as_usual = permissions.iter().all(|name| choice::ticked(form, name) == usual.scopes(&asked, name))
        && departments == usual.now.as_ref().and_then(|now| now.departments.clone());
    let left = || {
        let of_one = |name: &&PermissionName| choice::left(usual.grants(), name, choice::ticked(form, name));
        permissions.iter().flat_map(of_one).collect()
    };
    let hosts: BTreeSet<&str> = manifest.hosts.iter().map(|rule| rule.host.as_str()).collect();
    let reached = |host: &&&str| form.has("host", host);
    let as_before = hosts.iter().all(|host| form.has("host", host) != usual.barred.contains(*host));
    Ok(Approval {
        grants: (!as_usual).then(left),
        hosts: (!as_before).then(|| hosts.iter().filter(reached).map(|host| (*host).to_owned()).collect()),
        departments,
        without_suggestions: form.get("suggestions") != "yes",
        take_over: form.get("take-over") == "yes",
    })
}

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    if form.get("do") == "withdraw" {
        let id = id.clone();
        let work = move |desk: Arc<Desk>, actor: Authority| async move {
            Ok(desk.host().withdraw(&id, &actor).await?)
        };
        api::act(desk, caller, work).await?;
        return Ok(Outcome::Done(Page::Plugins, Done::Withdrawn));
    }
    let proposal = one_waiting(desk, id).await?;
    let sha256 = form.get("sha256").to_owned();
    if proposal.inspection.sha256 != sha256 {
        return Err(Problem::new(
            409,
            "not as it was seen",
            "another file was sent meanwhile, and this is what that one asks for: look at it again",
        ));
    }
    if let ("trust", Origin::Stranger { key }) = (form.get("do"), &proposal.origin) {
        let key = *key;
        let name = form.get("name").to_owned();
        let work = move |desk: Arc<Desk>, actor: Authority| async move {
            Ok(desk.host().trust(key, &name, &actor).await?)
        };
        api::act(desk, caller, work).await?;
        return Ok(Outcome::Done(Page::Proposal(id.clone()), Done::Trusted));
    }
    let approval = approval(&proposal, &Usual::of(desk, &proposal)?, form)?;
    match form.get("do") {
        "try" => {
            let work = arrival(&proposal.inspection, &approval)?;
            Ok(Outcome::Tried(Box::new(tried(desk, caller, vec![], work).await?)))
        }
        "approve" => {
            if proposal.takes_over && !approval.take_over {
                return Err(Problem::invalid(
                    "it comes from another hand: tick that you mean it, or withdraw it",
                ));
            }
            let (wanted, upgrades) = (id.clone(), proposal.installed.is_some());
            let work = move |desk: Arc<Desk>, actor: Authority| async move {
                Ok(desk.host().approve(&wanted, &sha256, approval, &actor).await?)
            };
            api::act(desk, caller, work).await?;
            let done = if upgrades { Done::Upgraded } else { Done::Installed };
            Ok(Outcome::Done(Page::Plugin(id.clone()), done))
        }
        _ => Err(unknown()),
    }
}

pub(super) async fn show(desk: &Arc<Desk>, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let proposal = one_waiting(desk, id).await?;
    let usual = Usual::of(desk, &proposal)?;
    // What was entered about another file says nothing about this one.
    let entered = beside.entered.filter(|form| form.get("sha256") == proposal.inspection.sha256);
    let about = &proposal.inspection.manifest.plugin;
    let upgrade = proposal.installed.as_ref().filter(|_| !proposal.takes_over);
    let name = proposal.inspection.said(language(), "plugin-title", &about.title);
    let title = match &upgrade {
        Some(_) => text!("upgrade-ask", title = &name),
        None => text!("install-ask", title = &name),
    };
    let page = Page::Plugin(id.clone());
    let up = proposal.installed.as_ref().map(|_| (&page, name.as_str()));
    let head = html! {
        header class="headline" {
            (trail(up))
            h1 { (title) }
            p class="lead" { (proposal.inspection.said(language(), "plugin-summary", &about.summary)) }
            div class="facts" {
                @match &proposal.installed {
                    Some(present) => span class="versions" { (present.version) " → " strong { (about.version) } },
                    None => span class="versions" { (woven("version", &[("version", html! { strong { (about.version) } })])) },
                }
                (words::origin(&proposal.origin))
                code { (about.id) }
            }
        }
    };
    let content = html! {
        div class="columns" {
            div { (form(desk, &proposal, &usual, entered)?) }
            div class="panel" {
                (ask::signed(&proposal.origin))
                @if matches!(proposal.origin, Origin::Stranger { .. }) { (trust(&proposal, entered)) }
                section class="card" { h2 { (text!("file")) } (ask::file(&proposal.inspection)) }
                section class="card folded" { h2 { (text!("brings")) } (ask::brings(&proposal.inspection, &desk.host().hooks())) }
            }
        }
    };
    Ok(Sheet::plain(title, &head, beside, &content))
}

fn form(desk: &Desk, proposal: &Proposal, usual: &Usual, entered: Option<&Form>) -> Answer<Markup> {
    let Proposal { inspection, .. } = proposal;
    let manifest = &inspection.manifest;
    let upgrade = proposal.installed.is_some() && !proposal.takes_over;
    let departments = department::list(&mut desk.store().begin())?;
    let now = usual.now.as_ref().and_then(|now| now.departments.as_deref());
    let policy = desk.identity().snapshot();
    let asked = manifest.requested();
    let choose = |ask: &Ask| match ask.what {
        What::Permission => {
            let known = asked.iter().find(|grant| grant.permission.as_str() == ask.name);
            let Some(name) = known.map(|grant| &grant.permission) else { return html! {} };
            let held = choice::held(usual.grants(), name);
            let ticked = entered.map_or(usual.scopes(&asked, name), |form| choice::ticked(form, name));
            choice::boxes(&policy, name, choice::held(&asked, name), held, ticked)
        }
        What::Host => {
            let mut rules = manifest.hosts.iter();
            let Some(rule) = rules.find(|rule| rule.told() == ask.name) else { return html! {} };
            let first = manifest.hosts.iter().find(|other| other.host == rule.host);
            let open =
                entered.map_or(!usual.barred.contains(&rule.host), |form| form.has("host", &rule.host));
            html! {
                @if first == Some(rule) {
                    label class="choice" {
                        input type="checkbox" name="host" value=(rule.host) checked[open];
                        (text!("hosts-may", host = &rule.host))
                    }
                } @else { p class="hint" { (text!("hosts-with-line", host = &rule.host)) } }
            }
        }
        _ => html! {},
    };
    let suggestions = entered.is_none_or(|form| form.get("suggestions") == "yes");
    let nothing = proposal.asks.is_empty();
    Ok(html! {
        form method="post" action=(Page::Proposal(manifest.id().clone())) class="review" {
            // The key Enter alone agrees to nothing.
            button disabled hidden {}
            input type="hidden" name="sha256" value=(inspection.sha256);
            @if proposal.takes_over { (takes_over(proposal, entered)) }
            @if let Some(migration) = proposal.migrates {
                p class="advice" {
                    (text!("migrates", from = migration.from, to = migration.to))
                }
            }
            @if upgrade {
                h2 class="part-title" { (text!("new-in-version")) }
                @if nothing { p class="card muted" { (text!("nothing-more")) } }
            } @else {
                h2 class="part-title" { (text!("what-it-asks")) }
                @if nothing { p class="card muted" { (text!("nothing-at-all")) } }
            }
            (ask::groups(&ask::told(desk, inspection, &proposal.asks), &choose))
            @if !proposal.dropped.is_empty() {
                section class="card" {
                    h2 { (text!("no-longer")) " " span class="number" { (proposal.dropped.len()) } }
                    (ask::plain(&ask::told(desk, inspection, &proposal.dropped)))
                }
            }
            @if !proposal.unchanged.is_empty() {
                details class="as-before" {
                    summary { (text!("as-in-version")) " " span class="number" { (proposal.unchanged.len()) } }
                    (ask::groups(&ask::told(desk, inspection, &proposal.unchanged), &choose))
                }
            }
            @if !asked.is_empty() {
                p class="hint" {
                    (text!("every-record"))
                }
            }
            (choice::departments(&departments, now, entered))
            @if !manifest.suggests.is_empty() {
                label class="card choice" {
                    input type="checkbox" name="suggestions" value="yes" checked[suggestions];
                    span {
                        (text!("suggestions"))
                        span class="hint block" { (text!("suggestions-hint")) }
                    }
                }
            } @else { input type="hidden" name="suggestions" value="yes"; }
            div class="actions consent" {
                button class="primary" name="do" value="approve" { @if upgrade { (text!("upgrade")) } @else { (text!("install")) } }
                button name="do" value="try" { (text!("show-effect")) }
                button class="quiet" name="do" value="withdraw" formnovalidate { (text!("withdraw")) }
            }
            @if let Some(since) = desk.host().compiling(&inspection.sha256) {
                p class="hint" { (woven("compiling", &[("since", words::when(since))])) }
            }
        }
    })
}

/// Saying whose key it is: it gives a name to it and nothing more.
fn trust(proposal: &Proposal, entered: Option<&Form>) -> Markup {
    html! {
        form class="card fields" method="post" action=(Page::Proposal(proposal.inspection.manifest.id().clone())) {
            input type="hidden" name="sha256" value=(proposal.inspection.sha256);
            label {
                (text!("trust-ask"))
                input name="name" maxlength="80" required placeholder=(text!("trust-name"))
                    value=[entered.map(|form| form.get("name"))];
            }
            p class="hint" { (text!("trust-lead")) }
            div class="actions" { button name="do" value="trust" { (text!("trust-do")) } }
        }
    }
}

fn takes_over(proposal: &Proposal, entered: Option<&Form>) -> Markup {
    let meant = entered.is_some_and(|form| form.get("take-over") == "yes");
    let id = proposal.inspection.manifest.id();
    html! {
        section class="card danger" {
            h2 { (text!("another-hand")) }
            p {
                (woven("another-hand-lead", &[("id", html! { code { (id) } })]))
                @if let Some(present) = &proposal.installed { " (" (present.origin) ")" }
            }
            label class="choice" {
                input type="checkbox" name="take-over" value="yes" checked[meant];
                (text!("another-hand-do", id = id.as_str()))
            }
        }
    }
}
