//! Who accepts work, and why.

use super::{DAY, Desk, HOUR, NOW};
use crate::Schedule;
use ombud_calendar::Calendar;
use ombud_plugin::desk::schedule::{self, Cause};
use ombud_plugin::testing::Provided;
use ombud_plugin::{Event, Plugin, Request};
use serde_json::json;

#[test]
fn shifts_begin_and_end_by_timers_and_each_is_noted_with_its_cause() {
    let desk = Desk::new();
    desk.works(&desk.ana, "10:00-17:00");
    assert_eq!(desk.log(&desk.ana), [(0, false, json!("edit"))], "a schedule acts at once");
    assert_eq!(desk.kernel.timers()[0].due, NOW + HOUR);
    desk.passes(HOUR);
    assert!(desk.accepts(&desk.ana));
    desk.passes(7 * HOUR);
    assert!(!desk.accepts(&desk.ana));
    assert_eq!(desk.log(&desk.ana)[1..], [(60, true, json!("schedule")), (480, false, json!("schedule"))]);
}

#[test]
fn boundaries_missed_while_the_desk_was_down_come_once_at_their_own_time() {
    let desk = Desk::new();
    desk.works(&desk.ana, "10:00-17:00");
    desk.passes(DAY + 2 * HOUR);
    assert!(desk.accepts(&desk.ana));
    let log = desk.log(&desk.ana);
    assert_eq!(log[1..].iter().map(|flip| flip.0).collect::<Vec<_>>(), [60, 480, 1500]);
    let noticed = desk.get(&format!("/api/flips/{}", desk.ana))["flips"][0]["noticed"].clone();
    assert_eq!(noticed, NOW + DAY + 2 * HOUR);
    let events = desk.kernel.events();
    assert_eq!(events.last().unwrap().kind, "schedule:availability.changed");
    desk.ring();
    assert_eq!(desk.log(&desk.ana).len(), log.len(), "nothing comes twice");
}

#[test]
fn looking_tells_what_is_so_before_the_timer_has_rung_and_keeps_nothing() {
    let desk = Desk::new();
    desk.works(&desk.ana, "10:00-17:00");
    desk.kernel.advance(2 * HOUR);
    assert!(desk.accepts(&desk.ana));
    assert_eq!(desk.log(&desk.ana).len(), 1, "the log is the timer's");
}

#[test]
fn a_choice_holds_until_the_next_boundary_a_time_or_until_it_is_taken_back() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    desk.kernel.act_as(&desk.ana);
    let me = "/api/availability/me";
    assert!(desk.accepts("me"));
    assert_eq!(desk.send("PUT", me, &json!({ "accepting": false })).status, 200);
    assert!(!desk.accepts("me"));
    desk.passes(DAY);
    assert!(desk.accepts("me"), "the shift of the next day");
    let end = NOW + DAY + HOUR;
    assert_eq!(desk.send("PUT", me, &json!({ "accepting": false, "hold": end })).status, 200);
    assert_eq!(desk.get(me)["until"], end);
    desk.passes(HOUR);
    assert!(desk.accepts("me"));
    assert_eq!(desk.send("PUT", me, &json!({ "accepting": false, "hold": "cleared" })).status, 200);
    desk.passes(2 * DAY);
    assert!(!desk.accepts("me"));
    assert_eq!(desk.answer(Request::new("DELETE", me)).status, 200);
    let last = desk.log("me").pop().unwrap();
    assert_eq!(last.2, json!("choice-ended"));
    assert_eq!(desk.send("PUT", me, &json!({ "accepting": false, "hold": NOW })).status, 422);
}

#[test]
fn somebody_else_chooses_if_he_may_and_the_log_says_who() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    let path = format!("/api/availability/{}", desk.ana);
    assert_eq!(desk.send("PUT", &path, &json!({ "accepting": false })).status, 200);
    let flips = desk.get(&format!("/api/flips/{}", desk.ana));
    assert_eq!(flips["flips"][0]["cause"], json!({ "choice": "supervisor" }));
    assert_eq!(flips["flips"][0]["by"], desk.sofia);
    desk.kernel.deny_on("schedule:availability.set", &crate::keep::SCHEDULES.at(desk.ana.clone()));
    assert_eq!(desk.send("PUT", &path, &json!({ "accepting": true })).status, 403);
    assert!(!desk.accepts(&desk.ana));
}

#[test]
fn an_edit_in_mid_shift_acts_at_once() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    assert!(desk.accepts(&desk.ana));
    desk.works(&desk.ana, "12:00-17:00");
    assert!(!desk.accepts(&desk.ana));
    assert_eq!(desk.kernel.timers()[0].due, NOW + 3 * HOUR, "the timer follows");
    assert_eq!(desk.answer(Request::new("DELETE", &format!("/api/schedules/{}", desk.ana))).status, 204);
    desk.ring();
    let last = keep_last(&desk);
    assert!(last.accepting && desk.kernel.timers().is_empty(), "without shifts it is as the desk says");
}

fn keep_last(desk: &Desk) -> ombud_worktime::shifts::Flip {
    crate::keep::flips(&desk.kernel.cx(), &desk.ana, 1).unwrap()[0].flip
}

#[test]
fn holidays_of_a_calendar_are_kept_and_followed_when_they_change() {
    let desk = Desk::new();
    let office = json!({ "name": "Office", "zone": "UTC", "holidays": [{ "on": "11-25", "name": "Feast" }] });
    let calendar = |method: &str, path: &str, body: &serde_json::Value| {
        Calendar::handle(&desk.kernel.cx(), Request::json_body(method, path, body))
            .unwrap()
            .body_json()
            .unwrap()
    };
    let made = calendar("POST", "/api/calendars", &office);
    let id = made["id"].as_str().unwrap().to_owned();
    let body = json!({ "zone": "Europe/Ljubljana", "calendar": id, "schedule": { "week": { "workdays": ["08:00-17:00"] } } });
    assert_eq!(desk.send("PUT", &format!("/api/schedules/{}", desk.ana), &body).status, 200);
    desk.passes(DAY);
    assert!(!desk.accepts(&desk.ana), "it is a holiday");
    let mut changed = made.clone();
    changed["holidays"] = json!([]);
    calendar("PUT", &format!("/api/calendars/{id}"), &changed);
    let event = Event {
        kind: "calendar:calendars.changed".into(),
        subject: ombud_plugin::RecordRef { collection: "calendar:calendars".into(), id },
        ..desk.kernel.events()[0].clone()
    };
    Schedule::on_event(&desk.kernel.cx(), event.clone()).unwrap();
    assert!(desk.accepts(&desk.ana));
    let log = desk.log(&desk.ana).len();
    Schedule::on_event(&desk.kernel.cx(), event).unwrap();
    assert_eq!(desk.log(&desk.ana).len(), log, "an event twice is no harm");
}

#[test]
fn other_plugins_ask_for_several_at_once() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    desk.kernel.schedule(Provided::<Schedule>::on(desk.kernel.cx()));
    let kim = desk.kernel.customer("Kim", "kim@home.test");
    let users = [desk.ana.clone(), desk.bo.clone(), kim, "nobody".to_owned()];
    let told = schedule::accepting(&desk.kernel.cx(), &users).unwrap();
    assert_eq!(told.iter().map(|one| one.accepting).collect::<Vec<_>>(), [true, true, false, false]);
    assert_eq!((told[0].cause, told[0].until), (Some(Cause::Shift), Some(NOW + 8 * HOUR)));
    assert_eq!((told[1].cause, told[1].until), (None, None), "nothing was ever said of Bo");
}

#[test]
fn whoever_may_not_see_the_shifts_does_not_change_who_accepts() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    desk.kernel.act_as(&desk.ana);
    desk.kernel.deny_collection("schedule:schedules");
    assert_eq!(desk.send("PUT", "/api/availability/me", &json!({ "accepting": false })).status, 403);
    assert_eq!(desk.kernel.timers().len(), 1, "the timer stays");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::new();
    let check = |user: &str, body: serde_json::Value, status: u16| {
        let answer = desk.send("PUT", &format!("/api/schedules/{user}"), &body);
        assert_eq!(answer.status, status, "{}", answer.body_text());
    };
    let kim = desk.kernel.customer("Kim", "kim@home.test");
    let plain = json!({ "zone": "UTC", "schedule": {} });
    check(&kim, plain.clone(), 422);
    check("nobody", plain.clone(), 404);
    check(&desk.ana, json!({ "zone": "Atlantis", "schedule": {} }), 422);
    check(&desk.ana, json!({ "zone": "UTC", "schedule": { "week": { "workdays": ["9-5"] } } }), 422);
    let leave = json!([{ "from": "2026-12-30", "until": "2026-12-28" }]);
    check(&desk.ana, json!({ "zone": "UTC", "schedule": { "leave": leave } }), 422);
    check(&desk.ana, plain.clone(), 200);
    check(&desk.ana, json!({ "version": 7, "zone": "UTC", "schedule": {} }), 409);
}

#[test]
fn others_hear_of_each_flip_with_person_cause_and_its_own_time_also_without_shifts() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.bo);
    assert_eq!(desk.send("PUT", "/api/availability/me", &json!({ "accepting": false })).status, 200);
    assert!(desk.kernel.events().is_empty(), "it is told with the plugin's own rights, in a moment");
    desk.ring();
    let told = desk.kernel.events().pop().unwrap();
    assert_eq!(told.kind, "schedule:availability.changed");
    assert_eq!((told.subject.collection.as_str(), &told.subject.id), ("schedule:accepting", &desk.bo));
    let data: serde_json::Value = serde_json::from_str(&told.data).unwrap();
    assert_eq!(
        data,
        json!({ "person": desk.bo, "accepting": false, "cause": { "choice": "person" }, "at": NOW })
    );
    desk.ring();
    assert_eq!(desk.kernel.events().len(), 1, "nothing is told twice");
}
