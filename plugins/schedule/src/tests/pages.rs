//! What people see and do.

use super::{DAY, Desk, HOUR, NOW};
use ombud_plugin::Request;
use serde_json::json;

#[test]
fn one_sees_ones_own_shifts_and_chooses() {
    let desk = Desk::new();
    desk.works(&desk.ana, "22:00-06:00");
    desk.kernel.act_as(&desk.ana);
    let page = desk.page("/");
    for want in ["Accepts no work", "22:00–06:00", "(next day)", "free", "By the clocks of Europe/Ljubljana"]
    {
        assert!(page.contains(want), "{want}: {page}");
    }
    assert_eq!(desk.post("/", "accepting=yes&hold=boundary").status, 303);
    let page = desk.page("/?done=chosen");
    assert!(
        page.contains("Chosen.") && page.contains("Accepts work") && page.contains("own choice"),
        "{page}"
    );
    assert!(page.contains("holds until a shift begins or ends"), "{page}");
    assert_eq!(desk.post("/", "accepting=back").status, 303);
    let odd = desk.post("/", "accepting=no&hold=until&until=2020-01-01T10%3A00");
    assert!(odd.status == 422 && odd.body_text().contains("still to come"), "{}", odd.body_text());
    assert_eq!(desk.post("/", "accepting=no&hold=until&until=2026-11-24T10%3A00").status, 303);
}

#[test]
fn a_person_without_shifts_is_told_so() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.bo);
    let page = desk.page("/");
    assert!(page.contains("You have no shifts") && page.contains("Accepts work"), "{page}");
}

#[test]
fn a_supervisor_edits_a_person_and_several_at_once() {
    let desk = Desk::new();
    let page = desk.page(&format!("/people/{}", desk.bo));
    assert!(page.contains("Bo &lt;b&gt;Bold&lt;/b&gt;") && !page.contains("<b>Bold"), "{page}");
    let form = format!(
        "zone=Europe%2FLjubljana&department={}&workdays=08%3A00-16%3A00&leave=2026-12-28+2026-12-30+skiing&step=save",
        desk.support
    );
    assert_eq!(desk.post(&format!("/people/{}", desk.bo), &form).status, 303);
    let kept = desk.get(&format!("/api/schedules/{}", desk.bo));
    assert_eq!(kept["schedule"]["leave"][0]["note"], "skiing");
    assert_eq!(kept["department"], desk.support);

    let several = format!("user={}&user={}&workdays=09%3A00-17%3A00&zone=", desk.ana, desk.bo);
    let refused = desk.post("/people", &several);
    assert!(refused.status == 422 && refused.body_text().contains("Say the time zone"), "Ana is new");
    assert_eq!(desk.post("/people", &format!("{several}UTC")).status, 303);
    let bo = desk.get(&format!("/api/schedules/{}", desk.bo));
    assert_eq!(bo["schedule"]["week"]["workdays"], json!(["09:00-17:00"]));
    assert_eq!(
        (&bo["zone"], &bo["schedule"]["leave"][0]["note"]),
        (&json!("Europe/Ljubljana"), &json!("skiing"))
    );
    assert_eq!(desk.get(&format!("/api/schedules/{}", desk.ana))["zone"], "UTC");
    let list = desk.page("/people");
    assert!(list.contains("40 h") && list.contains("no shifts"), "{list}");
    assert_eq!(desk.post("/people", "workdays=09%3A00-17%3A00").status, 422);
}

#[test]
fn what_is_refused_gives_the_form_again_with_what_was_typed() {
    let desk = Desk::new();
    let path = format!("/people/{}", desk.ana);
    let answer = desk.post(&path, "zone=Atlantis&workdays=08%3A00-16%3A00&step=save");
    assert!(
        answer.status == 422 && answer.body_text().contains("value=\"Atlantis\""),
        "{}",
        answer.body_text()
    );
    desk.works(&desk.ana, "08:00-16:00");
    let late = desk.post(&path, "version=9&zone=UTC&workdays=01%3A00-02%3A00&step=save");
    assert!(late.status == 409 && late.body_text().contains("value=\"01:00-02:00\""), "{}", late.body_text());
}

#[test]
fn the_coverage_counts_each_hour_and_marks_where_nobody_works_though_it_is_open() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-12:00");
    desk.works(&desk.bo, "10:00-16:30");
    let office =
        json!({ "name": "Office", "zone": "Europe/Ljubljana", "week": { "workdays": ["09:00-17:00"] } });
    let request = Request::json_body("POST", "/api/calendars", &office);
    let made =
        <ombud_calendar::Calendar as ombud_plugin::Plugin>::handle(&desk.kernel.cx(), request).unwrap();
    let id = made.body_json().unwrap()["id"].as_str().unwrap().to_owned();
    let week = desk.get(&format!("/api/coverage?day=2026-11-25&calendar={id}"));
    assert_eq!(week["days"][0]["day"], "2026-11-23", "weeks begin on Monday");
    let people = week["days"][2]["people"].as_array().unwrap();
    assert_eq!(people[8..18], [1, 1, 2, 2, 1, 1, 1, 1, 0, 0].map(|people| json!(people)));
    assert_eq!(week["days"][2]["gaps"], json!([16]), "nobody from half past four to five");
    assert_eq!(week["days"][5]["gaps"], json!([]), "on Saturday nobody need work");
    // It is nine in the morning of the day before.
    let at = |hours: u64| NOW + DAY + hours * HOUR - 9 * HOUR;
    let half = HOUR / 2;
    assert_eq!(
        week["days"][2]["who"],
        json!([
            { "from": at(8), "until": at(10), "people": [desk.ana] },
            { "from": at(10), "until": at(12), "people": [desk.ana, desk.bo] },
            { "from": at(12), "until": at(16) + half, "people": [desk.bo] },
            { "from": at(16) + half, "until": at(17), "people": [] },
        ])
    );
    let page = desk.page(&format!("/coverage?day=2026-11-25&calendar={id}"));
    let wednesday = page.split("<summary>Wednesday, 25 Nov 2026</summary>").nth(1).unwrap();
    let wednesday = wednesday.split("</details>").next().unwrap();
    let bold = "<span dir=\"auto\">Bo &lt;b&gt;Bold&lt;/b&gt;</span>";
    for line in [
        "<th scope=\"row\">08:00–10:00</th><td><span dir=\"auto\">Ana Agent</span></td>".to_owned(),
        format!("<th scope=\"row\">10:00–12:00</th><td><span dir=\"auto\">Ana Agent</span>, {bold}</td>"),
        format!("<th scope=\"row\">12:00–16:30</th><td>{bold}</td>"),
        "<th scope=\"row\">16:30–17:00</th><td><mark>gap</mark></td>".to_owned(),
    ] {
        assert!(wednesday.contains(&line), "{line}: {wednesday}");
    }
    assert_eq!(page.matches("<details open>").count(), 1, "the day that was asked for");
    assert!(page.contains("5 hours have gaps.") && page.contains("Week from 23 Nov 2026"), "{page}");
    assert_eq!(desk.answer(Request::get("/coverage?calendar=none")).status, 404);
    assert_eq!(desk.answer(Request::get("/coverage?day=soon")).status, 422);
}

#[test]
fn whoever_may_only_look_is_offered_nothing_to_change() {
    let desk = Desk::new();
    desk.works(&desk.ana, "08:00-16:00");
    desk.kernel.deny("schedule:schedule.edit");
    desk.kernel.deny("schedule:availability.set");
    let page = desk.page(&format!("/people/{}", desk.ana));
    assert!(
        page.contains("<fieldset class=\"fields two\" disabled>") && !page.contains("name=\"accepting\""),
        "{page}"
    );
    let list = desk.page("/people");
    assert!(
        !list.contains("type=\"checkbox\"") && !list.contains("Bo "),
        "who has no shifts is not shown: {list}"
    );
    assert_eq!(desk.answer(Request::get(&format!("/people/{}", desk.bo))).status, 404);
    desk.passes(DAY);
    assert_eq!(desk.answer(Request::get("/nothing")).status, 404);
}

#[test]
fn who_covers_the_night_is_told_for_both_days_and_a_week_without_anybody_says_so() {
    let desk = Desk::new();
    desk.works(&desk.ana, "22:00-06:00");
    let page = desk.page("/coverage?day=2026-11-24");
    let of = |day: &str| {
        let rest = page.split(&format!("<summary>{day} Nov 2026</summary>")).nth(1).unwrap();
        rest.split("</details>").next().unwrap().to_owned()
    };
    let tuesday = of("Tuesday, 24");
    assert!(
        tuesday.contains("<th scope=\"row\">00:00–06:00</th>")
            && tuesday.contains("<th scope=\"row\">22:00–24:00</th>"),
        "{tuesday}"
    );
    assert!(of("Sunday, 29").contains("nobody"), "{page}");
}
