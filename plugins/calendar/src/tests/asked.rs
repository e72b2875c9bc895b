//! What is answered over the interface and the API.

use super::{Desk, HOUR, NOW};
use crate::Calendar;
use ombud_plugin::desk::calendar::{self, Reference};
use ombud_plugin::testing::Provided;
use ombud_plugin::{Error, Request};
use serde_json::json;

const DAY: u64 = 24 * HOUR;

#[test]
fn an_hour_from_friday_half_past_four_is_over_on_monday_at_half_past_nine() {
    let desk = Desk::new();
    let id = desk.office();
    let (friday, monday) = (NOW + 3 * DAY + 15 * HOUR / 2, NOW + 6 * DAY + HOUR / 2);
    let done = desk.get(&format!("/api/calendars/{id}/done?at={friday}&milliseconds={HOUR}"));
    assert_eq!(done, json!({ "at": monday, "version": 1, "zone_data": crate::zones::version() }));
    let between = desk.get(&format!("/api/calendars/{id}/between?from={friday}&until={monday}"));
    assert_eq!(between["milliseconds"], HOUR);
    let next = desk.get(&format!("/api/calendars/{id}/next-open?at={}", NOW - HOUR));
    assert_eq!(next["at"], NOW);
}

#[test]
fn each_version_is_kept_and_answers_as_it_was() {
    let desk = Desk::new();
    let id = desk.office();
    let path = format!("/api/calendars/{id}");
    let mut office = desk.get(&path);
    assert_eq!(
        desk.send("PUT", &path, &office).body_json().unwrap()["version"],
        1,
        "the same is no new version"
    );
    office["week"]["workdays"] = json!(["10:00-12:00"]);
    assert_eq!(desk.send("PUT", &path, &office).body_json().unwrap()["version"], 2);
    assert_eq!(desk.send("PUT", &path, &office).status, 409, "it was made of version 1");
    let done = |query: &str| {
        desk.get(&format!("{path}/done?at={NOW}&milliseconds={}{query}", 3 * HOUR))["at"].clone()
    };
    assert_eq!(done("&version=1"), NOW + 3 * HOUR);
    assert_eq!(done(""), NOW + DAY + 2 * HOUR);
    assert_eq!(desk.answer(Request::get(&format!("{path}?version=9"))).status, 404);
    assert_eq!(desk.answer(Request::new("DELETE", &path)).status, 204);
    assert_eq!(desk.answer(Request::get(&path)).status, 404);
    assert_eq!(
        desk.get(&format!("{path}?version=2"))["version"],
        2,
        "what was promised by it can be checked"
    );
}

#[test]
fn what_makes_no_sense_is_refused_with_the_reason() {
    let desk = Desk::new();
    let check = |change: serde_json::Value, want: &str| {
        let mut body = json!({ "name": "Office", "zone": "UTC", "week": {} });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = desk.send("POST", "/api/calendars", &body);
        assert_eq!(answer.status, 422, "{}", answer.body_text());
        assert!(answer.body_text().contains(want), "{}", answer.body_text());
    };
    check(json!({ "name": " " }), "1 to 120");
    check(json!({ "zone": "Atlantis" }), "Atlantis");
    check(json!({ "week": { "workdays": ["9-17"] } }), "no time of day");
    check(json!({ "week": { "days": { "someday": [] } } }), "someday");
    check(json!({ "holidays": [{ "on": "02-30" }] }), "02-30");
    check(json!({ "open": true }), "open");
    let id = desk.office();
    for odd in ["between?from=0", "next-open?at=soon", "done?at=1", "between?from=0&until=99999999999999"] {
        let status = desk.answer(Request::get(&format!("/api/calendars/{id}/{odd}"))).status;
        assert!([413, 422].contains(&status), "{odd}: {status}");
    }
}

#[test]
fn other_plugins_ask_over_the_interface() {
    let desk = Desk::new();
    let id = desk.office();
    desk.kernel.calendar(Provided::<Calendar>::on(desk.kernel.cx()));
    let cx = desk.kernel.cx();
    assert_eq!(calendar::list(&cx).unwrap()[0].name, "Office");
    let office = Reference::latest(&id);
    let hours = calendar::open_hours(&cx, &office, NOW, NOW + 2 * DAY).unwrap();
    assert_eq!(hours.open.iter().map(|span| (span.end - span.start) / HOUR).collect::<Vec<_>>(), [8, 8]);
    let done = calendar::add_business_time(&cx, &office, NOW + 7 * HOUR, HOUR).unwrap();
    assert_eq!((done.at, done.version), (Some(NOW + 8 * HOUR), 1), "when it closes, not when it opens again");
    assert_eq!(calendar::next_open(&cx, &office, NOW + 8 * HOUR).unwrap().at, Some(NOW + DAY));
    assert_eq!(calendar::business_time_between(&cx, &office, NOW + 8 * HOUR, NOW).unwrap(), 0);
    assert_eq!(calendar::holidays(&cx, &office).unwrap()[0].on, "12-25");
    let clocks = calendar::clocks_in(&cx, "europe/ljubljana", NOW, NOW + 200 * DAY).unwrap();
    assert_eq!(clocks.offsets.iter().map(|offset| offset.seconds).collect::<Vec<_>>(), [3600, 7200]);
    assert!(matches!(calendar::clocks_in(&cx, "Atlantis", 0, 0), Err(Error::NotFound(_))));
    assert!(calendar::zones(&cx).unwrap().contains(&"Australia/Lord_Howe".to_owned()));
    assert!(matches!(calendar::next_open(&cx, &Reference::latest("none"), NOW), Err(Error::NotFound(_))));
}

#[test]
fn a_calendar_that_never_opens_says_so() {
    let desk = Desk::new();
    let made = desk.send("POST", "/api/calendars", &json!({ "name": "Never", "zone": "UTC" }));
    let id = made.body_json().unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.get(&format!("/api/calendars/{id}/next-open?at={NOW}"))["at"], json!(null));
    assert!(desk.page("/").contains("never opens"));
    assert!(desk.page(&format!("/calendars/{id}")).contains("is not done within ten years"));
}

#[test]
fn a_file_of_holidays_is_looked_at_and_then_taken() {
    let desk = Desk::new();
    let id = desk.office();
    let file = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270208\nSUMMARY:Prešernov dan\nEND:VEVENT\n\
                BEGIN:VEVENT\nDTSTART:20270301T100000Z\nSUMMARY:Meeting\nEND:VEVENT\nEND:VCALENDAR";
    let send = |query: &str| {
        let path = format!("/api/calendars/{id}/holidays{query}");
        let mut request = Request::get(&path);
        (request.method, request.body) = ("POST".into(), file.into());
        request.headers = vec![("content-type".into(), "text/calendar".into())];
        desk.answer(request).body_json().unwrap()
    };
    let looked = send("?look=true");
    assert_eq!(looked["taken"], json!([{ "on": "2027-02-08", "name": "Prešernov dan" }]));
    assert_eq!(looked["left"], json!([{ "name": "Meeting", "reason": "HasHours" }]));
    assert_eq!(looked["version"], 1);
    assert_eq!(send("")["version"], 2);
    assert_eq!(send("")["version"], 2, "what is there already is not taken again");
    assert_eq!(desk.get(&format!("/api/calendars/{id}"))["holidays"].as_array().unwrap().len(), 2);
}
