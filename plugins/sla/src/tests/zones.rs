//! Clocks that are put by other rules than before.

use super::{DAY, Desk, HOUR, MINUTE, NOW};
use ombud_calendar::Calendar;
use ombud_plugin::Result;
use ombud_plugin::desk::calendar::{Clocks, Hours, Reference, Service, Summary};
use ombud_plugin::desk::tickets::{Changes, Priority};
use ombud_plugin::testing::{FakeKernel, Provided};
use serde_json::json;
use std::sync::{Arc, Mutex};

/// The real calendar; in another edition of zone data it opens and closes an hour later everywhere.
pub struct Editions {
    calendar: Provided<Calendar>,
    edition: Arc<Mutex<Option<String>>>,
}

impl Editions {
    pub fn of(kernel: &FakeKernel, edition: &Arc<Mutex<Option<String>>>) -> Editions {
        Editions { calendar: Provided::on(kernel.cx()), edition: edition.clone() }
    }

    fn other(&self) -> Option<String> {
        self.edition.lock().unwrap().clone()
    }
}

impl Service for Editions {
    fn list(&self) -> Result<Vec<Summary>> {
        self.calendar.list()
    }

    fn clocks_in(&self, zone: &str, from: u64, until: u64) -> Result<Clocks> {
        let told = self.calendar.clocks_in(zone, from, until)?;
        Ok(Clocks { zone_data: self.other().unwrap_or(told.zone_data), ..told })
    }

    fn open_hours(&self, calendar: &Reference, from: u64, until: u64) -> Result<Hours> {
        let mut told = self.calendar.open_hours(calendar, from, until)?;
        if let Some(edition) = self.other() {
            told.zone_data = edition;
            for span in &mut told.open {
                (span.start, span.end) = (span.start + HOUR, (span.end + HOUR).min(until));
            }
        }
        Ok(told)
    }
}

fn recounts(desk: &Desk, ticket: &str) -> Vec<(String, String, i64, i64)> {
    let state = desk.get(&format!("/api/tickets/{ticket}"));
    let hours = |at: &serde_json::Value| (at.as_i64().unwrap() - i64::try_from(NOW).unwrap()) / 3_600_000;
    let told = state["recounts"].as_array().unwrap().iter().map(|one| {
        let word = |name: &str| one[name].as_str().unwrap().to_owned();
        (word("metric"), word("why"), hours(&one["before"]), hours(&one["after"]))
    });
    told.collect()
}

fn zones(metric: &str, before: i64, after: i64) -> (String, String, i64, i64) {
    (metric.into(), "zones".into(), before, after)
}

#[test]
fn where_clocks_are_put_by_other_rules_open_tickets_follow_within_a_day_and_say_so() {
    let desk = Desk::new();
    let office = desk.office();
    // Forty hours of work from Tuesday at nine on: Monday at five. And four times as much.
    desk.promise("Office", 40, Some(&office));
    let ticket = desk.opens();
    let of_old = desk.get("/api/rules/1")["zone_data"].clone();
    assert!(of_old.is_string(), "{of_old}");
    desk.passes(DAY);
    assert_eq!(desk.get("/api/policies")["rules"], 1, "the same edition is no change");
    *desk.edition.lock().unwrap() = Some("2099z".into());
    desk.passes(DAY - 2 * MINUTE);
    assert_eq!(desk.due(&ticket.id, "first-response"), Some(152 * 60), "nobody has looked");
    desk.passes(2 * MINUTE);
    assert_eq!(desk.due(&ticket.id, "first-response"), Some(153 * 60));
    let moved = recounts(&desk, &ticket.id);
    assert_eq!(moved[0], zones("first-response", 152, 153));
    assert_eq!((moved[1].0.as_str(), moved.len()), ("resolution", 2));
    assert_eq!(desk.get("/api/policies")["rules"], 2);
    let rules = desk.get("/api/rules/2");
    assert_eq!((&rules["why"], &rules["zone_data"]), (&json!("zones"), &json!("2099z")));
    assert_eq!(desk.get("/api/rules/1")["zone_data"], of_old, "what was is kept");
    let panel = <crate::Sla as ombud_plugin::Contributes>::render(
        &desk.kernel.cx(),
        "panel",
        Some(ombud_plugin::RecordRef { collection: "tickets:tickets".into(), id: ticket.id.clone() }),
    );
    assert!(panel.unwrap().unwrap().contains("the time zone data changed"));
    desk.passes(DAY);
    assert_eq!(desk.get("/api/policies")["rules"], 2, "once");
}

#[test]
fn a_ticket_to_which_something_happens_is_reckoned_by_the_clocks_as_they_are_put_then() {
    let desk = Desk::new();
    let office = desk.office();
    desk.promise("Office", 40, Some(&office));
    let (ticket, other) = (desk.opens(), desk.opens());
    *desk.edition.lock().unwrap() = Some("2099z".into());
    // Urgent is a quarter of it: ten hours, Wednesday at eleven; an hour later since.
    desk.change(&ticket.id, Changes { priority: Some(Priority::Urgent), ..Changes::none() });
    assert_eq!(desk.due(&ticket.id, "first-response"), Some(27 * 60));
    desk.ring();
    assert_eq!(recounts(&desk, &other.id)[0], zones("first-response", 152, 153), "the others follow");
    assert_eq!(desk.get("/api/policies")["rules"], 2);
}

#[test]
fn rules_that_were_kept_before_editions_were_noted_take_the_one_that_counts_and_change_nothing() {
    let desk = Desk::new();
    let office = desk.office();
    desk.promise("Office", 40, Some(&office));
    let ticket = desk.opens();
    let cx = desk.kernel.cx();
    desk.kernel.act_as_plugin();
    let kept = cx.get(crate::rules::RULES, "current").unwrap();
    let older = crate::rules::Rules { zone_data: None, ..kept.value.clone() };
    cx.update(crate::rules::RULES, &kept, ombud_plugin::Draft::new(&older)).unwrap();
    desk.hear(&ticket.id);
    desk.says(&desk.zoe, &ticket.id);
    desk.ring();
    assert!(desk.get("/api/rules/2")["zone_data"].is_string());
    assert_eq!(recounts(&desk, &ticket.id), []);
    // Promises around the clock have no zone data, and no timer looks for any.
    let around = Desk::new();
    around.promise("All", 4, None);
    assert_eq!(around.get("/api/rules/1")["zone_data"], json!(null));
    assert!(!around.kernel.timers().iter().any(|timer| timer.key == crate::rules::ZONES));
}
