//! Plugins: what they are, what they may do, what they cost.

use super::preview::preview;
use super::{act, change as change_with, note};
use crate::Desk;
use crate::http::body::{self, COMPONENT};
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::{DepartmentId, Grant, Mandate, PluginId};
use ombud_host::{Approval, CallError, Inspection, PluginFile, PluginInfo, Proposal, Report, Signature};
use ombud_identity::{Actor, Identity, IdentityError, Installer, plugin, refusal};
use ombud_store::UnitOfWork;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A mandate, or the parts of it that shall be different.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMandate {
    #[serde(default)]
    pub grants: Option<Vec<Grant>>,
    /// `null`: everywhere.
    #[serde(default, deserialize_with = "present")]
    pub departments: Option<Option<Vec<DepartmentId>>>,
    #[serde(default)]
    pub enabled: Option<bool>,
}

impl NewMandate {
    /// The change of a plugin's mandate, to be made or to be tried.
    pub fn of(
        self,
        id: PluginId,
    ) -> impl Fn(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<Mandate, IdentityError> + Send + Sync + 'static
    {
        move |_, unit, actor| {
            let mut mandate = plugin::get(unit, &id)?.ok_or_else(|| {
                IdentityError::NotFound(refusal!("refused-no-plugin", name = id.to_string()))
            })?;
            let NewMandate { grants, departments, enabled } = self.clone();
            mandate.grants = grants.unwrap_or(mandate.grants);
            mandate.departments = departments.unwrap_or(mandate.departments);
            mandate.enabled = enabled.unwrap_or(mandate.enabled);
            plugin::set_mandate(unit, actor, mandate.clone())?;
            Ok(mandate)
        }
    }
}

/// Tells `null` from nothing said.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// What a plugin file is sent as.
const WASM: &str = "application/wasm";

pub(super) fn list(desk: &Desk) -> Answer {
    let plugins: Vec<Value> = desk.host().plugins().iter().map(|plugin| view(desk, plugin)).collect();
    Ok(reply::json(200, &json!({ "plugins": plugins })))
}

pub(super) fn get(desk: &Desk, id: &PluginId) -> Answer {
    let plugin = &one(desk, id)?;
    let mut answer = view(desk, plugin);
    answer["manifest"] = json!(plugin.inspection.manifest);
    answer["asks"] = json!(plugin.asks);
    Ok(reply::json(200, &answer))
}

/// An installed plugin.
pub(crate) fn one(desk: &Desk, id: &PluginId) -> Answer<PluginInfo> {
    let found = desk.host().plugins().into_iter().find(|plugin| plugin.inspection.manifest.id() == id);
    found.ok_or_else(|| Problem::not_found(format!("there is no plugin `{id}`")))
}

/// What a file asks for. Runs none of it, and keeps nothing.
pub(super) async fn inspect(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let file = file(asked).await?.1;
    Ok(reply::json(200, &examine(desk, file).await?))
}

/// Reading a file takes a processor for a while.
async fn examine(desk: &Arc<Desk>, file: PluginFile) -> Answer<Proposal> {
    let desk = desk.clone();
    let work = move || desk.host().examine(file);
    tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)?.map_err(Problem::from)
}

/// Takes a file in. It waits until somebody approves what it asks for, unless it is an upgrade that asks for nothing
/// more; with `approve=all`, all that it asks for is approved at once, in `departments=id,id` only if that is given,
/// and `suggestions=no` leaves the roles as they are.
pub(super) async fn install(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let mut approval =
        Approval { without_suggestions: asked.query("suggestions") == Some("no"), ..Approval::default() };
    if let Some(list) = asked.query("departments") {
        let ids: Result<Vec<_>, _> = list.split(',').map(str::parse).collect();
        approval.departments =
            Some(ids.map_err(|_| Problem::invalid("`departments` must be ids, with commas between"))?);
    }
    let at_once = match asked.query("approve") {
        None => false,
        Some("all") => true,
        Some(other) => return Err(Problem::invalid(format!("`approve` can be `all`, not `{other}`"))),
    };
    let only_tried = asked.is_preview()?;
    let (caller, file) = file(asked).await?;
    if only_tried {
        let inspection = examine(desk, file).await?.inspection;
        return preview(desk, &caller, vec![], arrival(&inspection, &approval)?).await;
    }
    act(desk, &caller, move |desk, actor| async move {
        if at_once {
            let inspection = desk.host().install(file, &actor, approval).await?;
            return Ok(reply::json(201, &inspection));
        }
        let (proposal, installed) = desk.host().propose(file, &actor).await?;
        Ok(reply::json(if installed { 201 } else { 202 }, &proposal))
    })
    .await
}

/// What installing this file with this approval does to rights, to be tried.
pub(crate) fn arrival(
    inspection: &Inspection,
    approval: &Approval,
) -> Answer<impl FnOnce(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<(), IdentityError> + Send + 'static>
{
    let registration = ombud_host::registration(inspection, approval)?;
    Ok(move |identity: &Identity, unit: &mut UnitOfWork, actor: Actor<'_>| {
        identity.register_plugin(unit, Installer::Person(actor), registration).map(drop)
    })
}

/// What removing a plugin does to rights, to be tried.
pub(crate) fn departure(
    id: PluginId,
) -> impl FnOnce(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<(), IdentityError> + Send + 'static {
    move |_, unit, actor| plugin::unregister(unit, actor, &id)
}

/// The files that wait to be approved.
pub(super) async fn waiting(desk: &Arc<Desk>) -> Answer {
    let waiting: Vec<Value> = all_waiting(desk).await?.iter().map(|proposal| waits(desk, proposal)).collect();
    Ok(reply::json(200, &json!({ "waiting": waiting })))
}

pub(crate) async fn all_waiting(desk: &Arc<Desk>) -> Answer<Vec<Proposal>> {
    let desk = desk.clone();
    let work = move || desk.host().waiting();
    tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)?.map_err(Problem::from)
}

pub(super) async fn proposal(desk: &Arc<Desk>, id: &PluginId) -> Answer {
    Ok(reply::json(200, &waits(desk, &one_waiting(desk, id).await?)))
}

/// The file that waits under this name.
pub(crate) async fn one_waiting(desk: &Arc<Desk>, id: &PluginId) -> Answer<Proposal> {
    let (desk, wanted) = (desk.clone(), id.clone());
    let work = move || desk.host().waiting_as(&wanted);
    let found = tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)??;
    found.ok_or_else(|| Problem::not_found(format!("nothing waits to be installed as `{id}`")))
}

/// A proposal, and since when it is being compiled if it is.
fn waits(desk: &Desk, proposal: &Proposal) -> Value {
    let mut view = json!(proposal);
    view["compiling_since"] = json!(desk.host().compiling(&proposal.inspection.sha256));
    view
}

/// What is approved, and of which file.
#[derive(Deserialize)]
struct Approved {
    sha256: String,
    #[serde(flatten)]
    approval: Map<String, Value>,
}

pub(super) async fn approve(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let Approved { sha256, approval } = body::json(&asked.headers, asked.body).await?;
    let approval: Approval =
        serde_json::from_value(Value::Object(approval)).map_err(|e| Problem::invalid(e.to_string()))?;
    let inspection = act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().approve(&id, &sha256, approval, &actor).await?)
    })
    .await?;
    Ok(reply::json(201, &inspection))
}

pub(super) async fn withdraw(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move { Ok(desk.host().withdraw(&id, &actor).await?) })
        .await?;
    Ok(reply::no_content())
}

pub(super) fn versions(desk: &Desk, id: &PluginId) -> Answer {
    let versions = desk.host().versions(id)?;
    if versions.is_empty() {
        return Err(Problem::not_found(format!("there is no plugin `{id}`")));
    }
    Ok(reply::json(200, &json!({ "versions": versions })))
}

/// Which version to go back to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    sha256: String,
}

pub(super) async fn roll_back(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let Back { sha256 } = body::json(&asked.headers, asked.body).await?;
    let inspection = act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().roll_back(&id, &sha256, &actor).await?)
    })
    .await?;
    Ok(reply::json(200, &inspection))
}

/// Lets a plugin back that is left alone.
pub(super) async fn release(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move { Ok(desk.host().release(&id, &actor).await?) })
        .await?;
    Ok(reply::no_content())
}

/// Erases what a removed plugin has left behind; `confirm` must be its name once more.
pub(super) async fn purge(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    if asked.query("confirm") != Some(id.as_str()) {
        return Err(Problem::invalid(format!(
            "this erases everything that `{id}` has kept, and nothing but a backup brings it back: say `confirm={id}` if that is meant"
        )));
    }
    let purged =
        act(desk, &asked.caller, move |desk, actor| async move { Ok(desk.host().purge(&id, &actor).await?) })
            .await?;
    Ok(reply::json(200, &purged))
}

pub(super) async fn remove(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    if asked.is_preview()? {
        return preview(desk, &asked.caller, vec![], departure(id)).await;
    }
    act(desk, &asked.caller, move |desk, actor| async move { Ok(desk.host().remove(&id, &actor).await?) })
        .await?;
    Ok(reply::no_content())
}

/// Changes what a plugin may do, where, and whether it runs.
pub(super) async fn set_mandate(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let only_tried = asked.is_preview()?;
    let wanted: NewMandate = body::json(&asked.headers, asked.body).await?;
    let work = wanted.of(id);
    if only_tried {
        return preview(desk, &asked.caller, vec![], work).await;
    }
    let mandate = change_with(desk, &asked.caller, work).await?;
    Ok(reply::json(200, &mandate))
}

/// The settings as they are, as they usually are, and how they are entered.
pub(super) fn settings(desk: &Desk, id: &PluginId) -> Answer {
    let manifest = one(desk, id)?.inspection.manifest;
    let now = desk.host().settings(id)?;
    let usual = &manifest.settings;
    Ok(reply::json(200, &json!({ "settings": now, "usual": usual, "entries": manifest.entries })))
}

pub(super) async fn choose_settings(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let changes: Map<String, Value> = body::json(&asked.headers, asked.body).await?;
    act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().choose_settings(&id, changes, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

/// Who has a say before changes, in the order in which they are asked.
pub(super) fn hooks(desk: &Desk) -> Answer {
    Ok(reply::json(200, &json!({ "hooks": desk.host().hooks() })))
}

/// What plugins failed to handle again and again, and why.
pub(super) fn dead_letters(desk: &Desk) -> Answer {
    Ok(reply::json(200, &json!({ "dead_letters": desk.host().dead_letters()? })))
}

pub(super) fn reports(desk: &Desk, id: &PluginId) -> Answer {
    Ok(reply::json(200, &json!({ "reports": all_reports(desk, id)? })))
}

/// The reports of a plugin's failed calls, the newest first.
pub(crate) fn all_reports(desk: &Desk, id: &PluginId) -> Answer<Vec<Report>> {
    desk.host().failures(id).map_err(|error| {
        tracing::error!(plugin = %id, %error, "reports of failed calls cannot be read");
        CallError::Unavailable("the reports cannot be read; see the log".into()).into()
    })
}

/// A report has in it what its call has read: whoever takes one is noted.
pub(super) async fn report(desk: &Arc<Desk>, asked: Asked, id: PluginId, name: String) -> Answer {
    let report = desk.host().failure(&id, &name)?;
    let after = Some(json!({ "report": name }));
    note(desk, &asked.caller, "kernel:report.read", "plugin.report", format!("plugin:{id}"), after).await?;
    Ok(reply::bytes(200, "application/json", report))
}

/// Hands something over once more that a plugin failed to handle.
pub(super) async fn retry_dead_letter(desk: &Arc<Desk>, asked: Asked, id: String) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move {
        Ok(desk.host().retry_dead_letter(&id, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

pub(super) async fn discard_dead_letter(desk: &Arc<Desk>, asked: Asked, id: String) -> Answer {
    act(desk, &asked.caller, move |desk, actor| async move {
        Ok(desk.host().discard_dead_letter(&id, &actor).await?)
    })
    .await?;
    Ok(reply::no_content())
}

/// What a plugin has cost, minute by minute.
pub(super) fn costs(desk: &Desk, id: &PluginId) -> Answer {
    Ok(reply::json(200, &json!({ "minutes": desk.host().costs(id)? })))
}

/// The most that a plugin may keep.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewLimit {
    /// Bytes; `null`: as any plugin.
    limit: Option<u64>,
}

pub(super) async fn limit_storage(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let NewLimit { limit } = body::json(&asked.headers, asked.body).await?;
    let storage = act(desk, &caller, move |desk, actor| async move {
        Ok(desk.host().limit_storage(&id, limit, &actor).await?)
    })
    .await?;
    Ok(reply::json(200, &storage))
}

/// The signature of a file that is sent, as its `.sig` has it.
const SIGNATURE: &str = "ombud-signature";

pub(super) async fn file(asked: Asked) -> Answer<(crate::http::caller::Caller, PluginFile)> {
    let kind = body::kind(&asked.headers);
    if kind != WASM {
        return Err(Problem::new(
            415,
            "wrong type",
            format!("send the plugin file as `{WASM}`, not as `{kind}`"),
        ));
    }
    let signature = asked
        .headers
        .get(SIGNATURE)
        .map(|value| value.to_str().unwrap_or_default().parse::<Signature>())
        .transpose()
        .map_err(|error| Problem::invalid(format!("`{SIGNATURE}`: {error}")))?;
    Ok((asked.caller, PluginFile { bytes: body::whole(asked.body, COMPONENT).await?, signature }))
}

fn view(desk: &Desk, plugin: &PluginInfo) -> Value {
    let about = &plugin.inspection.manifest.plugin;
    let snapshot = desk.identity().snapshot();
    json!({
        "id": about.id, "title": about.title, "summary": about.summary, "version": about.version,
        "state": plugin.state, "sha256": plugin.inspection.sha256, "size": plugin.inspection.size,
        "mandate": snapshot.mandate(&about.id), "figures": plugin.figures, "origin": plugin.origin,
        "quarantine": plugin.quarantine, "storage": plugin.storage,
    })
}
