//! How it is with the search index, and making it anew.

use super::authority;
use crate::Desk;
use crate::http::caller::Caller;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::Target;
use ombud_identity::Actor;
use ombud_identity::audit::{self, Fact};
use serde_json::json;

const EDIT: &str = "kernel:settings.edit";

/// How far the index has come.
pub(crate) fn get(desk: &Desk) -> Answer {
    Ok(reply::json(200, &json!(desk.host().search().status())))
}

/// Makes it anew, while the desk serves.
pub(crate) async fn rebuild(desk: &Desk, caller: &Caller) -> Answer {
    let mut unit = desk.store().begin();
    let authority = authority(desk, caller, &mut unit)?;
    authority.check(EDIT, Target::Desk).into_result().map_err(Problem::denied)?;
    let fact = Fact { action: "search.rebuild", target: "desk".into(), before: None, after: None };
    audit::append(&mut unit, Actor::from(&authority).at(&caller.address), fact)?;
    unit.commit().await?;
    desk.host().search().rebuild();
    Ok(reply::json(202, &json!({ "told": "the search index is made anew" })))
}
