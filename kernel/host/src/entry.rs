//! The ways into a plugin, as values: what is asked of it, and what it answers.
//!
//! One place knows how each export is called, in earnest and when a recorded call is played again.

use crate::bindings::guest::{alarms, contributions, hooks, http, migrations, outcomes, reactions};
use crate::bindings::{changes, columns, deliveries, types as wit};
use crate::values;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasmtime::component::{Instance, InstancePre, Val};
use wasmtime::error::Context;
use wasmtime::{Result, Store};

/// What is asked of a plugin.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Entry {
    /// A request for one of its paths.
    Handle(http::Request),
    /// An event that it reacts to.
    OnEvent(reactions::Event),
    /// One of its timers is due.
    Ring { key: String, due: u64, data: String },
    /// A change in which it has a say.
    Before(Box<changes::Change>),
    /// What became of a request of its own.
    OnOutcome(outcomes::Outcome),
    /// What became of a mail of its own.
    OnDelivery(deliveries::Delivery),
    /// A part of a page.
    Render { name: String, subject: Option<wit::RecordRef> },
    /// A column of a list.
    Draw { name: String, subjects: Vec<wit::RecordRef> },
    /// Another form of its records.
    Migrate { from: u32, to: u32 },
    /// A function that it offers to other plugins. The kernel itself calls these without going through JSON; so it is
    /// asked when it is played again.
    Export { interface: String, function: String, params: Vec<Value> },
}

/// What a plugin answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answered {
    /// To a request.
    Response(http::Response),
    /// To a change.
    Verdict(hooks::Verdict),
    /// A part of a page, if there is something to show.
    Part(Option<String>),
    /// The cells of a column.
    Column(Vec<Option<String>>),
    /// To another plugin.
    Values(Vec<Value>),
    /// That it is done.
    Done,
}

/// Where the exports of one component are.
pub(crate) struct Exports {
    pub http: Option<http::GuestIndices>,
    pub reactions: Option<reactions::GuestIndices>,
    pub alarms: Option<alarms::GuestIndices>,
    pub hooks: Option<hooks::GuestIndices>,
    pub outcomes: Option<outcomes::GuestIndices>,
    pub deliveries: Option<deliveries::GuestIndices>,
    pub contributions: Option<contributions::GuestIndices>,
    pub columns: Option<columns::GuestIndices>,
    pub migrations: Option<migrations::GuestIndices>,
}

impl Exports {
    /// Looks for them.
    pub fn of<T: 'static>(pre: &InstancePre<T>) -> Exports {
        Exports {
            http: http::GuestIndices::new(pre).ok(),
            reactions: reactions::GuestIndices::new(pre).ok(),
            alarms: alarms::GuestIndices::new(pre).ok(),
            hooks: hooks::GuestIndices::new(pre).ok(),
            outcomes: outcomes::GuestIndices::new(pre).ok(),
            deliveries: deliveries::GuestIndices::new(pre).ok(),
            contributions: contributions::GuestIndices::new(pre).ok(),
            columns: columns::GuestIndices::new(pre).ok(),
            migrations: migrations::GuestIndices::new(pre).ok(),
        }
    }

    /// Asks an instance of this component.
    pub async fn ask<T: Send + 'static>(
        &self,
        store: &mut Store<T>,
        instance: &Instance,
        entry: &Entry,
    ) -> Result<std::result::Result<Answered, wit::Error>> {
        let none = |what: &str| format!("it exports no {what}");
        Ok(match entry {
            Entry::Handle(request) => {
                let guest = self.http.as_ref().with_context(|| none("http"))?.load(&mut *store, instance)?;
                guest.call_handle(store, request).await?.map(Answered::Response)
            }
            Entry::OnEvent(event) => {
                let guest = self.reactions.as_ref().with_context(|| none("reactions"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_on_event(store, event).await?.map(|()| Answered::Done)
            }
            Entry::Ring { key, due, data } => {
                let guest = self.alarms.as_ref().with_context(|| none("alarms"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_ring(store, key, *due, data).await?.map(|()| Answered::Done)
            }
            Entry::Before(change) => {
                let guest =
                    self.hooks.as_ref().with_context(|| none("hooks"))?.load(&mut *store, instance)?;
                guest.call_before(store, change).await?.map(Answered::Verdict)
            }
            Entry::OnOutcome(outcome) => {
                let guest = self.outcomes.as_ref().with_context(|| none("outcomes"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_on_outcome(store, outcome).await?.map(|()| Answered::Done)
            }
            Entry::OnDelivery(delivery) => {
                let guest = self.deliveries.as_ref().with_context(|| none("deliveries"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_on_delivery(store, delivery).await?.map(|()| Answered::Done)
            }
            Entry::Render { name, subject } => {
                let guest = self.contributions.as_ref().with_context(|| none("contributions"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_render(store, name, subject.as_ref()).await?.map(Answered::Part)
            }
            Entry::Draw { name, subjects } => {
                let guest = self.columns.as_ref().with_context(|| none("columns"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_draw(store, name, subjects).await?.map(Answered::Column)
            }
            Entry::Migrate { from, to } => {
                let guest = self.migrations.as_ref().with_context(|| none("migrations"))?;
                let guest = guest.load(&mut *store, instance)?;
                guest.call_migrate(store, *from, *to).await?.map(|()| Answered::Done)
            }
            Entry::Export { interface, function, params } => {
                Ok(Answered::Values(export(store, instance, interface, function, params).await?))
            }
        })
    }
}

async fn export<T: Send + 'static>(
    store: &mut Store<T>,
    instance: &Instance,
    interface: &str,
    function: &str,
    params: &[Value],
) -> Result<Vec<Value>> {
    let none = || format!("it exports no `{interface}.{function}`");
    let within = instance.get_export_index(&mut *store, None, interface).with_context(none)?;
    let index = instance.get_export_index(&mut *store, Some(&within), function).with_context(none)?;
    let function = instance.get_func(&mut *store, index).with_context(none)?;
    let ty = function.ty(&*store);
    let params = ty.params().zip(params).map(|((_, ty), json)| values::decode(&ty, json));
    let params = params.collect::<Result<Vec<Val>>>()?;
    let mut results = vec![Val::Bool(false); ty.results().len()];
    function.call_async(&mut *store, &params, &mut results).await?;
    Ok(results.iter().map(values::encode).collect())
}

impl Entry {
    /// Whether it promises to change nothing for others: RFC 9110, 9.2.1. `HEAD` arrives as `GET`.
    pub fn is_safe(&self) -> bool {
        matches!(self, Entry::Handle(request) if request.method == "GET")
    }
}

impl Answered {
    /// Whether what was written on the way to this answer is kept.
    pub fn is_kept(&self) -> bool {
        !matches!(self, Answered::Response(response) if response.status >= 400)
    }
}
