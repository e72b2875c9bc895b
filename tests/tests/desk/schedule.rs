//! Shifts on a whole desk: whose they are, and that who accepts work follows them by itself.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

fn me(caller: &Caller) -> String {
    text(&caller.get("/api/v1/me").is(200), "id")
}

fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// Around the clock, so that it is a shift whenever the test runs.
fn always() -> Value {
    json!({ "zone": "Australia/Lord_Howe", "schedule": { "week": { "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] } } })
}

fn availability(caller: &Caller, user: &str) -> Value {
    caller.get(&format!("/schedule/api/availability/{user}")).is(200)
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} takes too long");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn an_edit_acts_at_once_and_a_choice_ends_by_itself_and_each_flip_has_its_cause() {
    let desk = World::demo();
    let (supervisor, agent) = (desk.person("supervisor"), desk.person("agent.support"));
    let ana = me(&agent);
    let path = format!("/schedule/api/schedules/{ana}");
    let free = json!({ "zone": "Europe/Ljubljana", "schedule": {} });
    supervisor.put(&path, &free).is(200);
    assert_eq!(availability(&agent, "me")["accepting"], false);
    supervisor.put(&path, &always()).is(200);
    assert_eq!(availability(&agent, "me")["accepting"], true);

    let until = now() + 1500;
    agent.put("/schedule/api/availability/me", &json!({ "accepting": false, "hold": until })).is(200);
    assert_eq!(availability(&supervisor, &ana)["accepting"], false);
    let flips =
        || supervisor.get(&format!("/schedule/api/flips/{ana}")).is(200)["flips"].as_array().unwrap().clone();
    wait_until("the end of a choice", || flips()[0]["cause"] == "choice-ended");
    assert_eq!(availability(&supervisor, &ana)["accepting"], true);
    let told = flips();
    assert_eq!(told[0]["at"].as_u64(), Some(until), "at its own time");
    assert_eq!((&told[1]["cause"], &told[1]["by"]), (&json!({ "choice": "person" }), &json!(ana)));
    assert_eq!((&told[2]["cause"], &told[2]["by"]), (&json!("edit"), &json!(me(&supervisor))));
}

#[test]
fn what_ends_while_the_desk_is_down_comes_once_at_its_own_time() {
    let mut desk = World::demo();
    let (supervisor, agent) = (desk.person("supervisor"), desk.person("agent.support"));
    let ana = me(&agent);
    supervisor.put(&format!("/schedule/api/schedules/{ana}"), &always()).is(200);
    let until = now() + 1000;
    agent.put("/schedule/api/availability/me", &json!({ "accepting": false, "hold": until })).is(200);
    desk.program().kill();
    sleep(Duration::from_millis(1500));
    desk.start_again();
    let agent = desk.person("agent.support");
    let flips = || agent.get("/schedule/api/flips/me").is(200)["flips"].as_array().unwrap().clone();
    wait_until("what was missed", || flips()[0]["cause"] == "choice-ended");
    sleep(Duration::from_millis(300));
    let told = flips();
    assert_eq!(told.iter().filter(|flip| flip["cause"] == "choice-ended").count(), 1, "{told:?}");
    assert_eq!(told[0]["at"].as_u64(), Some(until));
    assert!(told[0]["noticed"].as_u64() > Some(until), "{told:?}");
    assert_eq!(availability(&agent, "me")["accepting"], true);
}

#[test]
fn shifts_are_seen_and_edited_by_those_who_may() {
    let desk = World::demo();
    let [admin, supervisor, ana, sam, cleo] =
        ["admin", "supervisor", "agent.support", "agent.sales", "collaborator"].map(|name| desk.person(name));
    let (ana_id, sam_id) = (me(&ana), me(&sam));
    for (user, caller) in [(&ana_id, &supervisor), (&sam_id, &admin)] {
        caller.put(&format!("/schedule/api/schedules/{user}"), &always()).is(200);
    }
    let listed = |caller: &Caller| {
        caller.get("/schedule/api/schedules").is(200)["schedules"].as_array().unwrap().len()
    };
    // The demo gives four people shifts; three of them in departments of Ana's.
    assert_eq!((listed(&supervisor), listed(&ana), listed(&sam), listed(&cleo)), (4, 3, 1, 1));
    ana.get(&format!("/schedule/api/schedules/{sam_id}")).problem(404);
    ana.get(&format!("/schedule/api/flips/{sam_id}")).problem(404);
    ana.put(&format!("/schedule/api/schedules/{ana_id}"), &always()).problem(403);
    let choice = json!({ "accepting": false });
    ana.put(&format!("/schedule/api/availability/{sam_id}"), &choice).problem(403);
    assert_eq!(availability(&sam, "me")["accepting"], true);
    supervisor.put(&format!("/schedule/api/availability/{ana_id}"), &choice).is(200);
    assert_eq!(availability(&ana, "me")["cause"], json!({ "choice": "supervisor" }));
    let customer = desk.person("customer");
    customer.get("/schedule/api/schedules").problem(403);
    customer.get("/schedule/api/availability/me").problem(403);
    desk.visitor().get("/schedule/api/schedules").problem(401);
}

#[test]
fn holidays_of_a_calendar_reach_the_shifts_that_keep_them() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let ana = me(&desk.person("agent.support"));
    for other in ["supervisor", "agent.sales", "collaborator"] {
        admin.delete(&format!("/schedule/api/schedules/{}", me(&desk.person(other)))).is(204);
    }
    let office = json!({ "name": "Office", "zone": "UTC" });
    let mut office = admin.post("/calendar/api/calendars", &office).is(201);
    let id = text(&office, "id");
    let mut shifts = always();
    shifts["zone"] = json!("UTC");
    shifts["calendar"] = json!(id);
    admin.put(&format!("/schedule/api/schedules/{ana}"), &shifts).is(200);
    assert_eq!(availability(&admin, &ana)["accepting"], true);
    // Today is a holiday, and so are yesterday and tomorrow: a midnight may pass meanwhile.
    let days: Vec<Value> = (0..28)
        .flat_map(|day| (1..=12).map(move |month| (month, day + 1)))
        .map(|(month, day)| json!({ "on": format!("{month:02}-{day:02}") }))
        .collect();
    let more = [
        "01-29", "01-30", "01-31", "02-29", "03-29", "03-30", "03-31", "04-29", "04-30", "05-29", "05-30",
        "05-31", "06-29", "06-30", "07-29", "07-30", "07-31", "08-29", "08-30", "08-31", "09-29", "09-30",
        "10-29", "10-30", "10-31", "11-29", "11-30", "12-29", "12-30", "12-31",
    ];
    office["holidays"] =
        json!(days.into_iter().chain(more.map(|on| json!({ "on": on }))).collect::<Vec<_>>());
    admin.put(&format!("/calendar/api/calendars/{id}"), &office).is(200);
    wait_until("the reaction", || availability(&admin, &ana)["accepting"] == false);
    let week = admin.get("/schedule/api/coverage?zone=UTC").is(200);
    assert!(week["days"][3]["people"].as_array().unwrap().iter().all(|people| people == 0), "{week}");
}
