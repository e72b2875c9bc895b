//! Records of earlier versions in the form of this one.

use crate::ticket::{TICKETS, draft};
use ombud_plugin::desk::queues::Selection;
use ombud_plugin::{Cx, Error, Query, Result};

/// From form 1: tickets on which there is work to do stand in a row of their own. All others are as they were.
pub fn migrate(cx: &Cx, from: u32, to: u32) -> Result<()> {
    if (from, to) != (1, 2) {
        return Err(Error::invalid(format!("there is no way from form {from} to form {to}")));
    }
    for status in Selection::ACTIVE {
        let mut query = Query::by("status").prefix(status.as_str()).prefix("created").limit(200);
        loop {
            let page = cx.query(TICKETS, &query)?;
            for entry in &page.entries {
                cx.update(TICKETS, entry, draft(entry, entry.envelope.updated))?;
            }
            let Some(next) = page.next else { break };
            query = query.cursor(next);
        }
    }
    Ok(())
}
