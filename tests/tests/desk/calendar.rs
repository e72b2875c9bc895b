//! Business hours on a whole desk: who may keep them, and that each answer can be had again.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
/// Friday, 27 Nov 2026, 16:30 in Ljubljana; and Monday at 09:30.
const FRIDAY: u64 = 1_795_793_400_000;
const MONDAY: u64 = 1_796_027_400_000;
const HOUR: u64 = 3_600_000;

fn office(caller: &Caller) -> String {
    let office = json!({
        "name": "Office", "zone": "europe/ljubljana", "week": { "workdays": ["09:00-17:00"] },
        "holidays": [{ "on": "12-25", "name": "Christmas" }],
    });
    text(&caller.post("/calendar/api/calendars", &office).is(201), "id")
}

fn done(caller: &Caller, id: &str, query: &str) -> Value {
    caller.get(&format!("/calendar/api/calendars/{id}/done?at={FRIDAY}&milliseconds={HOUR}{query}")).is(200)
}

#[test]
fn friday_afternoon_goes_on_on_monday_and_each_version_can_be_asked_again() {
    let mut desk = World::demo();
    let admin = desk.person("admin");
    let id = office(&admin);
    let first = done(&admin, &id, "");
    assert_eq!((first["at"].as_u64(), first["version"].as_u64()), (Some(MONDAY), Some(1)));
    assert!(text(&first, "zone_data").starts_with("20"), "{first}");

    let path = format!("/calendar/api/calendars/{id}");
    let mut office = admin.get(&path).is(200);
    office["special"] = json!({ "2026-11-30": ["12:00-14:00"] });
    assert_eq!(admin.put(&path, &office).is(200)["version"], 2);
    admin.put(&path, &office).problem(409);
    assert_eq!(done(&admin, &id, "")["at"].as_u64(), Some(MONDAY + 3 * HOUR));

    desk.program().kill();
    desk.start_again();
    let admin = desk.person("admin");
    assert_eq!(done(&admin, &id, "&version=1"), first, "what was promised can be checked");
    assert_eq!(admin.delete(&path).status, 204);
    admin.get(&path).problem(404);
    assert_eq!(done(&admin, &id, "&version=1"), first, "even when the calendar is gone");
}

#[test]
fn holidays_come_from_a_file_and_what_is_left_out_is_told() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let id = office(&admin);
    let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261130\r\nSUMMARY:St. Andrew\r\nEND:VEVENT\r\n\
                BEGIN:VEVENT\r\nDTSTART:20261201T100000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let send = |query: &str| {
        let path = format!("/calendar/api/calendars/{id}/holidays{query}");
        admin.fetch("POST", &path, &[("content-type", "text/calendar")], file).is(200)
    };
    let looked = send("?look=true");
    assert_eq!(looked["taken"][0]["name"], "St. Andrew");
    assert_eq!(looked["left"], json!([{ "name": "Meeting", "reason": "HasHours" }]));
    assert_eq!(done(&admin, &id, "")["at"].as_u64(), Some(MONDAY), "a look takes nothing");
    send("");
    assert_eq!(done(&admin, &id, "")["at"].as_u64(), Some(MONDAY + 24 * HOUR));
}

#[test]
fn who_may_not_edit_changes_nothing_and_who_may_not_see_finds_nothing() {
    let desk = World::demo();
    let (admin, supervisor, agent) =
        (desk.person("admin"), desk.person("supervisor"), desk.person("agent.support"));
    let id = office(&admin);
    let path = format!("/calendar/api/calendars/{id}");
    let wish = json!({ "name": "Mine", "zone": "UTC" });
    supervisor.get(&path).is(200);
    supervisor.put(&path, &wish).problem(403);
    supervisor.post("/calendar/api/calendars", &wish).problem(403);
    assert_eq!(supervisor.delete(&path).status, 403);
    assert_eq!(
        supervisor.fetch("POST", &format!("/calendar/calendars/{id}"), &[FORM], "name=Mine").status,
        403
    );
    for nobody in [agent, desk.person("customer")] {
        nobody.get(&path).problem(403);
        nobody.get("/calendar/api/calendars").problem(403);
    }
    desk.visitor().get(&path).problem(401);
    assert_eq!(admin.get(&path).is(200)["version"], 1);
    let page = supervisor.get(&format!("/calendar/calendars/{id}"));
    assert!(page.status == 200 && !page.text().contains("name=\"step\""), "{}", page.text());
}
