//! By which permission something was done, for those who may ask why somebody may do something.

use ombud_plugin::desk::tickets::{Change, Ticket};
use ombud_plugin::{Collection, Cx, Query, RecordRef, Result};
use serde::{Deserialize, Serialize};

/// What `tickets` keeps of a change. What is not named here is told by its interface.
#[derive(Serialize, Deserialize)]
struct Kept {
    what: String,
    #[serde(default)]
    right: Option<String>,
}

const HISTORY: Collection<Kept> = Collection::new("tickets:history");
const EXPLAIN: &str = "kernel:access.explain";

/// Of each change the permission that it took, where that is known; nothing for those who may not ask.
pub fn of(cx: &Cx, ticket: &Ticket, history: &[Change]) -> Result<Vec<Option<String>>> {
    if history.is_empty() || !cx.may_ever(EXPLAIN) {
        return Ok(Vec::new());
    }
    let parent = RecordRef { collection: "tickets:tickets".into(), id: ticket.id.clone() };
    let kept = cx.all(HISTORY, &Query::by("at").parent(parent))?;
    let right = |(change, kept): (&Change, Kept)| kept.right.filter(|_| kept.what == change.what);
    Ok(history.iter().zip(kept.into_iter().map(|entry| entry.value)).map(right).collect())
}
