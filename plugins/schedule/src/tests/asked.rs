//! Who accepts work, and why.

use super::{DAY, Desk, HOUR, NOW};
use crate::Schedule;
use ombud_calendar::Calendar;
use ombud_plugin::desk::calendar::{self, Clocks, Offset};
use ombud_plugin::desk::schedule::{self, Cause};
use ombud_plugin::desk::shifts;
use ombud_plugin::testing::Provided;
use ombud_plugin::{Event, Plugin, Request};
use serde_json::json;

#[test]
fn shifts_begin_and_end_by_timers_and_each_is_noted_with_its_cause() {
    let desk = Desk::new();
    desk.works(&desk.ana, "10:00-17:00");
    assert_eq!(desk.log(&desk.ana), [(0, false, json!("edit"))], "a schedule acts at once");
    assert_eq!(desk.wakes(), Some(NOW + HOUR));
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
    assert!(events.iter().any(|event| event.kind == "schedule:availability.changed"));
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
    assert_eq!(desk.wakes(), Some(NOW + 3 * HOUR), "the timer follows");
    assert_eq!(desk.answer(Request::new("DELETE", &format!("/api/schedules/{}", desk.ana))).status, 204);
    desk.ring();
    let last = keep_last(&desk);
    assert!(last.accepting && desk.wakes().is_none(), "without shifts it is as the desk says");
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
    desk.ring();
    assert!(desk.accepts(&desk.ana));
    let log = desk.log(&desk.ana).len();
    Schedule::on_event(&desk.kernel.cx(), event).unwrap();
    desk.ring();
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
    assert_eq!(desk.wakes(), Some(NOW + 8 * HOUR), "the timer stays");
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

/// What others heard: `kind at`, in minutes since NOW, of Ana.
fn told(desk: &Desk) -> Vec<String> {
    let line = |event: Event| {
        let data: serde_json::Value = serde_json::from_str(&event.data).unwrap();
        let minutes = (data["at"].as_i64().unwrap() - i64::try_from(NOW).unwrap()) / 60_000;
        assert_eq!((&data["person"], &event.subject.id), (&json!(desk.ana), &desk.ana));
        format!("{} {minutes}", event.kind.strip_prefix("schedule:").unwrap())
    };
    desk.kernel.events().into_iter().filter(|event| event.kind.starts_with("schedule:")).map(line).collect()
}

#[test]
fn the_end_of_a_shift_is_told_also_of_who_had_chosen_to_accept_none_and_lunch_is_none() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-17:00");
    desk.kernel.shifts(Provided::<Schedule>::on(desk.kernel.cx()));
    let none = |hold: serde_json::Value| {
        let path = format!("/api/availability/{}", desk.ana);
        assert_eq!(desk.send("PUT", &path, &json!({ "accepting": false, "hold": hold })).status, 200);
        desk.ring();
    };
    none(json!(NOW + HOUR / 2));
    desk.passes(HOUR);
    assert_eq!(told(&desk), ["availability.changed 0", "availability.changed 30"], "that was lunch");
    none(json!("boundary"));
    desk.passes(7 * HOUR);
    assert_eq!(told(&desk)[2..], ["availability.changed 60", "shift.ended 480"]);
    desk.passes(DAY);
    assert_eq!(told(&desk)[4..], ["availability.changed 1920", "shift.ended 1920"]);
    let cx = desk.kernel.cx();
    let ends = |end| shifts::ends(&cx, &desk.ana, NOW, end).unwrap();
    assert_eq!(ends(NOW + 3 * DAY), [NOW + 8 * HOUR, NOW + DAY + 8 * HOUR]);
    assert_eq!(ends(NOW + 8 * HOUR), [0; 0]);
    let users = [desk.ana.clone(), desk.bo.clone()];
    let places = shifts::places(&cx, &users).unwrap();
    assert_eq!(places, [Some("Europe/Ljubljana".to_owned()), None]);
}

#[test]
fn flips_that_no_timer_has_noted_yet_are_told_as_well() {
    let desk = Desk::new();
    desk.works(&desk.ana, "10:00-17:00");
    desk.kernel.schedule(Provided::<Schedule>::on(desk.kernel.cx()));
    desk.kernel.advance(DAY);
    let flips = || {
        let flips = schedule::flips(&desk.kernel.cx(), &desk.ana, NOW + 1, NOW + DAY).unwrap();
        flips.iter().map(|flip| (flip.at, flip.accepting)).collect::<Vec<_>>()
    };
    let all = [(NOW + HOUR, true), (NOW + 8 * HOUR, false)];
    assert_eq!(flips(), all);
    desk.ring();
    assert_eq!(flips(), all);
}

/// The calendar of another edition of the zone data, which has the clocks everywhere so many hours ahead.
struct Other {
    edition: &'static str,
    hours: i32,
}

impl calendar::Service for Other {
    fn list(&self) -> ombud_plugin::Result<Vec<calendar::Summary>> {
        Ok(Vec::new())
    }

    fn clocks_in(&self, _: &str, _: u64, _: u64) -> ombud_plugin::Result<Clocks> {
        let offsets = vec![Offset { from: 0, seconds: self.hours * 3600 }];
        Ok(Clocks { offsets, zone_data: self.edition.to_owned() })
    }
}

#[test]
fn another_edition_of_the_zone_data_moves_the_boundaries_of_all_and_the_log_says_so() {
    let desk = Desk::new();
    let edition = |edition, hours| desk.kernel.calendar(Other { edition, hours });
    edition("2026a", 1);
    desk.works(&desk.ana, "10:00-17:00");
    desk.works(&desk.bo, "10:00-17:00");
    assert_eq!(desk.wakes(), Some(NOW + HOUR));
    // The next day's look; meanwhile nobody did anything.
    desk.passes(10 * HOUR);
    assert_eq!(desk.wakes(), Some(NOW + DAY + HOUR));
    edition("2026b", 2);
    desk.passes(6 * HOUR);
    let dues: Vec<_> =
        desk.kernel.timers().into_iter().filter(|timer| timer.key.starts_with("wake/")).collect();
    assert!(dues.len() == 2 && dues.iter().all(|timer| timer.due == NOW + DAY), "{dues:?}");
    desk.passes(8 * HOUR);
    assert_eq!(*desk.log(&desk.bo).last().unwrap(), (24 * 60, true, json!("schedule")));

    // By an edition more it has begun earlier, and is over for half an hour: nobody was told at its time.
    desk.passes(6 * HOUR + HOUR / 2);
    edition("2026c", 3);
    // Ana does something, and all follow.
    let ana_chooses = || {
        let path = format!("/api/availability/{}", desk.ana);
        assert_eq!(desk.send("PUT", &path, &json!({ "accepting": false })).status, 200);
        desk.ring();
    };
    ana_chooses();
    for user in [&desk.ana, &desk.bo] {
        assert_eq!(*desk.log(user).last().unwrap(), (30 * 60, false, json!("schedule")), "at its own time");
    }
    // And one by which a shift has not begun yet that has.
    desk.passes(17 * HOUR);
    assert!(desk.accepts(&desk.bo));
    edition("2026d", 0);
    ana_chooses();
    let late = desk.get(&format!("/api/flips/{}", desk.bo))["flips"][0].clone();
    assert_eq!(
        (&late["accepting"], &late["cause"], &late["edition"]),
        (&json!(false), &json!("edit"), &json!("2026d"))
    );
    let page = desk.page(&format!("/people/{}", desk.bo));
    assert!(page.contains("new time zone data (2026d)"), "{page}");
}

#[test]
fn a_calendar_that_many_keep_is_followed_by_each_in_a_call_of_their_own() {
    let desk = Desk::new();
    let made = Calendar::handle(
        &desk.kernel.cx(),
        Request::json_body("POST", "/api/calendars", &json!({ "name": "Office", "zone": "UTC" })),
    );
    let id = made.unwrap().body_json().unwrap()["id"].as_str().unwrap().to_owned();
    let body =
        json!({ "zone": "UTC", "calendar": id, "schedule": { "week": { "workdays": ["08:00-17:00"] } } });
    for user in [&desk.ana, &desk.bo] {
        assert_eq!(desk.send("PUT", &format!("/api/schedules/{user}"), &body).status, 200);
    }
    desk.ring();
    crate::settle::holidays_changed(&desk.kernel.cx(), &id).unwrap();
    let mut follow: Vec<String> = desk.kernel.due_timers().into_iter().map(|timer| timer.key).collect();
    follow.sort();
    let mut wanted = [&desk.ana, &desk.bo].map(|user| format!("follow/{user}"));
    wanted.sort();
    assert_eq!(follow, wanted);
}
