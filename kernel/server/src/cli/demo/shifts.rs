//! Shifts for the demo's people, so that somebody is there whenever one looks: an early one, a late one over midnight, a part of
//! the week.

use super::ask_plugin;
use crate::Desk;
use crate::cli::{Outcome, as_owner};
use ombud_identity::{department, person};
use serde_json::json;
use std::sync::Arc;

/// Address, the department in which they are filed, place, workdays, weekend.
type Shifts = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const SHIFTS: [Shifts; 4] = [
    ("supervisor@demo.test", "Support", "Europe/Copenhagen", &["08:00-16:30"], &[]),
    (
        "agent.support@demo.test",
        "Support",
        "Europe/Ljubljana",
        &["06:00-12:00", "12:30-18:00"],
        &["09:00-13:00"],
    ),
    ("agent.sales@demo.test", "Sales", "Europe/Ljubljana", &["18:00-06:00"], &["22:00-06:00"]),
    ("collaborator@demo.test", "Support", "Europe/Athens", &["10:00-14:00"], &[]),
];

/// Gives them.
pub(super) async fn give(desk: &Arc<Desk>) -> Outcome {
    let owner = as_owner(desk)?;
    for (email, department, zone, workdays, weekend) in SHIFTS {
        let whom =
            person::by_email(&mut desk.store().begin(), email)?.ok_or("the demo's people are gone")?.id;
        let department =
            department::by_name(&mut desk.store().begin(), department)?.map(|one| one.id.to_string());
        let week = json!({ "workdays": workdays, "weekend": weekend });
        let body = json!({ "department": department, "zone": zone, "schedule": { "week": week } });
        let path = format!("/api/schedules/{whom}");
        ask_plugin(desk, "schedule", owner, "PUT", &path, &[], &body).await?;
    }
    Ok(())
}
