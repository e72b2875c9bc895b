//! What plugins failed at again and again: set aside for an administrator, who hands it over once more or lets it go.
//!
//! A letter keeps what it takes to do so. What is handed over once more comes out of its order, and at least once: the
//! plugin may have heard of later things, and if the machine ends at the wrong moment it is handed over again. The unit
//! of work in which it is handled takes the letter away.

use crate::effect::{EFFECTS, Effect, EffectState, Outcome};
use crate::host::Host;
use crate::job::Job;
use crate::later::{self, Whom};
use crate::lifecycle::MANAGE;
use crate::problem::CallError;
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_store::{StoreError, Table, Timer, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What failed too often, by `plugin/event/number` and the like.
const DEAD: Table<Letter> = Table::new("host-dead-letters");

/// The requests and answers that letters are about, under the same names.
const DEAD_EFFECTS: Table<Effect> = Table::new("host-dead-effects");

/// A letter as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub plugin: PluginId,
    pub what: String,
    pub error: String,
    pub at: Timestamp,
    /// How it is handed over once more. Earlier versions noted nothing of it.
    #[serde(default)]
    again: Option<Again>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Again {
    Event(u64),
    Timer {
        key: String,
        due: Timestamp,
        data: String,
        /// For whom it was set.
        #[serde(default)]
        whom: Option<Whom>,
    },
    Outcome(String),
    Request(String),
}

/// Something that a plugin failed to handle, again and again.
#[derive(Clone, Debug, Serialize)]
pub struct DeadLetter {
    /// Names it for as long as it is there: 20 hexadecimal digits.
    pub id: String,
    /// The plugin.
    pub plugin: PluginId,
    /// `event 12345 (tickets:messages.created)`, `timer close-…`, `outcome …` or `request …`.
    pub what: String,
    /// The last error, or why it was not handed over.
    pub error: String,
    /// When it was given up.
    pub at: Timestamp,
    /// Whether it can be handed over once more. Timers and outcomes of earlier versions cannot.
    pub can_retry: bool,
}

impl Letter {
    fn again(&self, row: &str) -> Option<Again> {
        let number =
            |row: &str| row.strip_prefix(self.plugin.as_str())?.strip_prefix("/event/")?.parse().ok();
        self.again.clone().or_else(|| number(row).map(Again::Event))
    }

    fn shown(self, row: &str) -> DeadLetter {
        let can_retry = self.again(row).is_some();
        let Letter { plugin, what, error, at, .. } = self;
        DeadLetter { id: id(row), plugin, what, error, at, can_retry }
    }
}

fn id(row: &str) -> String {
    crate::hex(&Sha256::digest(row)[..10])
}

/// Sets a job aside.
pub(crate) fn of_job(
    unit: &mut UnitOfWork,
    plugin: &PluginId,
    job: &Job,
    due: Option<Timestamp>,
    why: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let again = match job {
        Job::Event(event) => Again::Event(event.number),
        Job::Timer(Timer { key, due: set, data, .. }) => {
            let whom = later::take(unit, plugin.as_str(), key)?;
            Again::Timer { key: key.clone(), due: due.unwrap_or(*set), data: data.clone(), whom }
        }
    };
    let letter =
        Letter { plugin: plugin.clone(), what: job.title(), error: why.to_owned(), at, again: Some(again) };
    unit.put(&DEAD, &job.row(plugin), &letter)
}

/// Sets a request aside that nobody answered, or an answer that its plugin failed to take.
pub(crate) fn of_effect(
    unit: &mut UnitOfWork,
    plugin: &PluginId,
    key: &str,
    effect: &Effect,
    why: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (noun, again) = match effect.state {
        EffectState::Waiting => ("request", Again::Request(key.to_owned())),
        EffectState::Answered | EffectState::Done => ("outcome", Again::Outcome(key.to_owned())),
    };
    let row = format!("{plugin}/{noun}/{key}");
    let what = format!("{noun} {key}");
    unit.put(&DEAD_EFFECTS, &row, effect)?;
    effect.keep_files(unit, &held(&row))?;
    let letter = Letter { plugin: plugin.clone(), what, error: why.to_owned(), at, again: Some(again) };
    unit.put(&DEAD, &row, &letter)
}

/// Who keeps the files of a mail that was set aside.
fn held(row: &str) -> String {
    format!("set aside: {row}")
}

/// Forgets all letters of a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    for (row, _) in unit.scan(&DEAD, &format!("{plugin}/"), None, usize::MAX)? {
        take(unit, &row)?;
    }
    Ok(())
}

/// Takes a letter away, and tells for whom it was, if it is about a timer that was set for somebody. None: it is not there any more.
pub(crate) fn take(unit: &mut UnitOfWork, row: &str) -> Result<Option<Option<Whom>>, StoreError> {
    let Some(letter) = unit.get(&DEAD, row)? else { return Ok(None) };
    unit.remove(&DEAD, row)?;
    unit.remove(&DEAD_EFFECTS, row)?;
    unit.release_blobs(&held(row))?;
    Ok(Some(match letter.again {
        Some(Again::Timer { whom, .. }) => whom,
        _ => None,
    }))
}

impl Host {
    /// What plugins failed to handle.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let rows = self.store.begin().scan(&DEAD, "", None, usize::MAX)?;
        Ok(rows.into_iter().map(|(row, letter)| letter.shown(&row)).collect())
    }

    fn letter(&self, id: &str) -> Result<(String, Letter), CallError> {
        let mut rows = self.store.begin().scan(&DEAD, "", None, usize::MAX)?.into_iter();
        let found = rows.find(|(row, _)| self::id(row) == id);
        found.ok_or_else(|| CallError::NotFound(format!("there is no dead letter `{id}`")))
    }

    /// Hands something over once more that was set aside: out of its order, and at least once. A request is queued
    /// again; everything else has been handled when this returns.
    ///
    /// # Errors
    /// `NotFound` if there is no such letter, `Conflict` if it says too little or its plugin is not there to take it,
    /// refusals, and the error with which the plugin failed once more: then the letter stays, with that error.
    pub async fn retry_dead_letter(self: &Arc<Host>, id: &str, actor: &Authority) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let (row, letter) = self.letter(id)?;
        let Some(again) = letter.again(&row) else {
            return Err(CallError::Conflict(format!(
                "what {} was about was not kept by the version that set it aside: let it go",
                letter.what
            )));
        };
        let plugin = self.loaded(&letter.plugin)?;
        if self.is_off(&letter.plugin) {
            return Err(CallError::Conflict(format!("the plugin `{}` is switched off", letter.plugin)));
        }
        let told = json!(letter.clone().shown(&row));
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, MANAGE)?;
            if let Again::Request(key) = &again {
                queue_again(unit, &row, &letter.plugin, key, self.clock.now())?;
            }
            self.note_change(unit, Some(actor), &letter.plugin, "plugin.retry", None, Some(told.clone()))
        };
        self.store.run(work).await?;
        let lost = || CallError::Conflict(format!("what {} was about is not kept any more", letter.what));
        let tried = match &again {
            Again::Request(_) => Ok(()),
            Again::Event(number) => {
                let event = self.store.begin().event(*number)?.ok_or_else(lost)?;
                if !self.may_hear(&mut self.store.begin(), &plugin, &event)? {
                    return Err(CallError::Conflict(format!(
                        "`{}` may not read the record that event {number} is about",
                        letter.plugin
                    )));
                }
                let job = Arc::new(Job::Event(Box::new(event)));
                self.hand_over(&plugin, &job, None, Some(row.clone())).await
            }
            Again::Timer { key, due, data, .. } => {
                let (key, data) = (key.clone(), data.clone());
                let timer = Timer { plugin: letter.plugin.to_string(), key, due: *due, data };
                self.hand_over(&plugin, &Arc::new(Job::Timer(timer)), None, Some(row.clone())).await
            }
            Again::Outcome(key) => {
                let effect = self.store.begin().get(&DEAD_EFFECTS, &row)?.ok_or_else(lost)?;
                let place = crate::effect::row(plugin.id(), key);
                self.hand_outcome(&plugin, &place, &effect, Some(row.clone())).await
            }
        };
        let Err(error) = tried else { return Ok(()) };
        let now = self.clock.now();
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            if let Some(letter) = unit.get(&DEAD, &row)? {
                unit.put(&DEAD, &row, &Letter { error: error.to_string(), at: now, ..letter })?;
            }
            Ok(())
        };
        self.store.run(work).await?;
        Err(error)
    }

    /// Lets something go that was set aside. Nobody will hear of it.
    ///
    /// # Errors
    /// `NotFound` if there is no such letter, and refusals.
    pub async fn discard_dead_letter(&self, id: &str, actor: &Authority) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let (row, letter) = self.letter(id)?;
        let told = json!(letter.clone().shown(&row));
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, MANAGE)?;
            if take(unit, &row)?.is_none() {
                return Err(CallError::NotFound(format!("there is no dead letter `{id}`")));
            }
            self.note_change(unit, Some(actor), &letter.plugin, "plugin.discard", Some(told.clone()), None)
        };
        self.store.run(work).await
    }
}

/// Queues a request that was given up as if it were new, under its own name.
fn queue_again(
    unit: &mut UnitOfWork,
    row: &str,
    plugin: &PluginId,
    key: &str,
    now: Timestamp,
) -> Result<(), CallError> {
    let lost = || CallError::Conflict(format!("the request `{key}` is not kept any more"));
    let mut effect = unit.get(&DEAD_EFFECTS, row)?.ok_or_else(lost)?;
    let place = crate::effect::row(plugin, key);
    if let Some(there) = unit.get(&EFFECTS, &place)? {
        let over = matches!(there.outcome, Some(Outcome::Failed(_))) || there.state == EffectState::Done;
        if !over {
            return Err(CallError::Conflict(format!("the request `{key}` is on its way already")));
        }
        there.discard(unit, &place)?;
    }
    take(unit, row)?;
    effect.begin_again(now);
    effect.keep_files(unit, &place)?;
    Ok(effect.keep(unit, &place)?)
}
