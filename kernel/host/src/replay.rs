//! A recorded call made again on another machine: the tape answers in the kernel's place.

use crate::budget::{Budget, Limits, TICK};
use crate::bundle::{Bundle, Call, Outcome, fold, unfold};
use crate::engine::PluginEngine;
use crate::entry::{Answered, Exports};
use crate::report::fallen;
use crate::{tape, values};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use thiserror::Error;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, Linker};
use wasmtime::{ResourceLimiter, Result, Store, UpdateDeadline};

/// A minute of a guest's time, in ticks.
const PATIENCE: u32 = (60_000 / TICK.as_millis()) as u32;

/// Why a call could not be made again.
#[derive(Debug, Error)]
pub enum NotReplayed {
    /// The bundle is none, or not whole.
    #[error("{0}")]
    Bundle(String),
    /// The component cannot be run.
    #[error("the component cannot be run: {0}")]
    Component(String),
}

/// What came of a call that was made again.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// How it ended.
    pub outcome: Outcome,
    /// What it asked, in order, and heard.
    pub calls: Vec<Call>,
    /// Where it asked what was not recorded, and so could not go on.
    pub strayed: Option<String>,
}

impl Replayed {
    /// Whether everything is as it was recorded, bit for bit.
    pub fn is_the_same(&self, bundle: &Bundle) -> bool {
        self.strayed.is_none() && self.outcome == bundle.outcome && self.calls == bundle.calls
    }
}

/// Makes a recorded call again with this component, which may be another version of the plugin. Blocks for as long as
/// that takes: a component of another language is compiled for a while.
///
/// A version that asks the same in another order hears what was recorded. One that asks something else cannot be
/// answered, and ends there.
///
/// # Errors
/// If the bundle or the component is none.
pub async fn replay(
    engine: &PluginEngine,
    bundle: &Bundle,
    component: &[u8],
) -> Result<Replayed, NotReplayed> {
    if !bundle.whole {
        return Err(NotReplayed::Bundle(
            "more was asked in this call than a report holds: it cannot be made again".into(),
        ));
    }
    let entry = bundle.asked().map_err(NotReplayed::Bundle)?;
    let cannot = |error: wasmtime::Error| NotReplayed::Component(format!("{error:#}"));
    let component = Component::new(&engine.engine, component).map_err(cannot)?;
    let mut linker = Linker::<Player>::new(&engine.engine);
    tape::link_player(&mut linker).map_err(cannot)?;
    link_others(&mut linker, &component, engine).map_err(cannot)?;
    let pre = linker.instantiate_pre(&component).map_err(cannot)?;
    let exports = Exports::of(&pre);
    let mut store = Store::new(&engine.engine, Player::new(bundle));
    store.limiter(|player| player);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|mut player| {
        let player = player.data_mut();
        if player.tick() { Ok(UpdateDeadline::Yield(1)) } else { Err(player.out_of_time()) }
    });
    let run = async {
        let instance = pre.instantiate_async(&mut store).await?;
        exports.ask(&mut store, &instance, &entry).await
    };
    let outcome = match run.await {
        Ok(answer) => Outcome::Answered(answer_of(&answer)),
        Err(error) => fallen(&error),
    };
    let Player { asked, strayed, .. } = store.into_data();
    Ok(Replayed { outcome, calls: asked, strayed })
}

fn answer_of(answer: &std::result::Result<Answered, crate::bindings::types::Error>) -> Value {
    fold(serde_json::to_value(answer).unwrap_or(Value::Null))
}

/// The functions of other plugins, answered from the tape.
fn link_others(linker: &mut Linker<Player>, component: &Component, engine: &PluginEngine) -> Result<()> {
    let engine = &engine.engine;
    for (interface, item) in component.component_type().imports(engine) {
        if interface.starts_with("ombud:kernel/") {
            continue;
        }
        let ComponentItem::ComponentInstance(functions) = item.ty else { continue };
        let mut instance = linker.instance(interface)?;
        for (name, item) in functions.exports(engine) {
            let ComponentItem::ComponentFunc(function) = item.ty else { continue };
            let full = format!("{interface}.{name}");
            instance.func_new(name, move |mut store, _, params, results| {
                let with: Value = params.iter().map(values::encode).collect();
                let answer: Value = store.data_mut().play(&full, with)?;
                for (result, ty) in results.iter_mut().zip(function.results()) {
                    *result = values::decode(&ty, &answer)?;
                }
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Answers from a tape.
pub(crate) struct Player {
    recorded: Vec<Call>,
    /// Which of them were heard already.
    heard: Vec<bool>,
    /// The first that was not.
    next: usize,
    asked: Vec<Call>,
    strayed: Option<String>,
    budget: Arc<Budget>,
    memory: usize,
    /// Why it ended when it was recorded, if time ended it. Another machine is faster or slower: it ends there where
    /// the tape does.
    timed_out: Option<String>,
    /// The ticks that such a call has after the last thing it heard.
    after_tape: u32,
}

impl Player {
    fn new(bundle: &Bundle) -> Player {
        let timed_out = match &bundle.outcome {
            Outcome::Fell { why, .. } if why.contains("CPU time") => Some(why.clone()),
            _ => None,
        };
        let limits = Limits { memory: bundle.left.memory, cpu_ticks: PATIENCE, ..Limits::default() };
        Player {
            recorded: bundle.calls.clone(),
            heard: vec![false; bundle.calls.len()],
            next: 0,
            asked: Vec::new(),
            strayed: None,
            budget: Arc::new(Budget::new(limits)),
            memory: 0,
            timed_out,
            after_tape: bundle.left.cpu_ticks,
        }
    }

    /// Whether the tape has said all that it holds.
    fn at_the_end(&self) -> bool {
        self.next == self.recorded.len()
    }

    /// One more tick. False: it has computed for long enough.
    fn tick(&mut self) -> bool {
        if self.timed_out.is_some() && self.at_the_end() {
            self.after_tape = self.after_tape.saturating_sub(1);
            return self.after_tape > 0;
        }
        self.budget.tick()
    }

    fn out_of_time(&self) -> wasmtime::Error {
        wasmtime::Error::msg(self.timed_out.clone().unwrap_or_else(|| "it went on for a minute".to_owned()))
    }

    /// What was heard when this was asked.
    pub fn play<T: DeserializeOwned>(&mut self, function: &str, with: Value) -> Result<T> {
        let function = function.replace('_', "-");
        let with = fold(with);
        let same = |n: &usize| {
            let call = &self.recorded[*n];
            !self.heard[*n] && call.function == function && call.with == with
        };
        // Mostly it is the next one.
        let Some(n) = (self.next..self.recorded.len()).find(same) else {
            if self.timed_out.is_some() && self.at_the_end() {
                return Err(self.out_of_time());
            }
            let strayed =
                format!("it asked `{function}` with {with}, which it did not when this was recorded");
            self.strayed.get_or_insert(strayed.clone());
            return Err(wasmtime::Error::msg(strayed));
        };
        let call = self.recorded[n].clone();
        self.heard[n] = true;
        while self.heard.get(self.next) == Some(&true) {
            self.next += 1;
        }
        self.asked.push(call.clone());
        match (call.heard, call.ended) {
            (Some(heard), _) => Ok(serde_json::from_value(unfold(heard))?),
            (None, ended) => Err(wasmtime::Error::msg(ended.unwrap_or_default())),
        }
    }
}

impl ResourceLimiter for Player {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let more = desired - current;
        if self.memory + more > self.budget.limits.memory {
            return Ok(false);
        }
        self.memory += more;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(desired <= crate::budget::TABLE_ELEMENTS)
    }
}
