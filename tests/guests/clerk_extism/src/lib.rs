//! The clerk's small job as one would write it for Extism: to put the host's time beside a name.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, reason = "the macro of Extism loses them")]

use extism_pdk::{FnResult, Json, config, plugin_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Question {
    name: String,
}

#[derive(Serialize)]
struct Stamped {
    name: String,
    now: u64,
}

/// The time stands in the plugin's configuration, which is asked of the host: a host function of one's own can only be
/// called by unsafe code.
#[plugin_fn]
pub fn stamp(Json(question): Json<Question>) -> FnResult<Json<Stamped>> {
    let now = config::get("now")?.unwrap_or_default().parse()?;
    Ok(Json(Stamped { name: question.name, now }))
}
