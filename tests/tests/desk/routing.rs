//! Tickets that nobody has, on a whole desk: many that come at once, and people with their limits.

use crate::chat::{me, wait_until};
use crate::people::add;
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::thread;

/// New and open tickets of somebody.
fn open(boss: &Caller, of: &str) -> Vec<Value> {
    let all = |status: &str| {
        let path = format!("/tickets/api/tickets?assignee={of}&status={status}&limit=100");
        boss.get(&path).is(200)["tickets"].as_array().unwrap().clone()
    };
    [all("new"), all("open")].concat()
}

#[test]
fn tickets_that_nobody_has_are_given_to_those_who_are_there_up_to_their_limit_and_say_why() {
    let desk = World::demo();
    let (owner, boss) = (desk.person("owner"), desk.person("supervisor"));
    owner.patch("/api/v1/plugins/availability/settings", &json!({ "tickets-unseen": true })).is(204);
    let given =
        json!({ "departments": [{ "department": "Support", "strategy": "fewest" }], "previous-minutes": 0 });
    owner.patch("/api/v1/plugins/routing/settings", &given).is(204);
    let ids: Vec<String> = ["bela", "cene"]
        .map(|name| {
            let id = me(&add(&desk, name, "agent", &["Support"]));
            let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
            let shifts = json!({ "zone": "UTC", "schedule": { "week": week } });
            owner.put(&format!("/schedule/api/schedules/{id}"), &shifts).is(200);
            id
        })
        .into();
    let limit = |most: u32| {
        let of = |id: &String| (format!("agent-{id}"), json!({ "tickets": most }));
        let mut limits: serde_json::Map<String, Value> = ids.iter().map(of).collect();
        limits.insert("desk".into(), json!({ "tickets": 0 }));
        owner.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
    };
    limit(2);
    let has = || ids.iter().map(|id| open(&boss, id).len()).collect::<Vec<_>>();
    // There are tickets of Support from before that nobody has; more come at once.
    thread::scope(|scope| {
        for n in 0..6 {
            let agent = desk.person("agent.support");
            scope.spawn(move || open_ticket(&agent, "Support", &format!("A lid is missing {n}")));
        }
        wait_until("everybody has two", || {
            let now = has();
            assert!(now.iter().all(|has| *has <= 2), "{now:?}");
            now == [2, 2]
        });
    });
    limit(3);
    wait_until("everybody has three", || has() == [3, 3]);
    // Who is done with one is given another.
    let done = open(&boss, &ids[0])[0].clone();
    let place = format!("/tickets/api/tickets/{}", text(&done, "id"));
    boss.patch(&place, &json!({ "version": done["version"], "status": "resolved" })).is(200);
    wait_until("it is not among them", || {
        let now = open(&boss, &ids[0]);
        assert!(now.len() <= 3, "{now:?}");
        now.len() == 3 && now.iter().all(|one| one["id"] != done["id"])
    });
    let one = open(&boss, &ids[1])[0].clone();
    let history = boss.get(&format!("/tickets/api/tickets/{}/history", text(&one, "id"))).is(200).to_string();
    assert!(history.contains("assignee") && history.contains("cene"), "{history}");
    let page = boss.get(&format!("/console/tickets/{}", one["number"])).text();
    assert!(page.contains("Given by the desk") && page.contains("new and open tickets"), "{page}");
    // What was given can be deleted as any other.
    owner.delete(&format!("/tickets/api/tickets/{}", text(&one, "id"))).is(204);
    // Whoever can be given no chat that needs a skill is told so, and learns it on a page.
    let skills = json!({ "skills": ["Refunds", "refunds"], "languages": ["SL"] });
    let told = boss.put(&format!("/availability/api/skills/{}", ids[0]), &skills).is(200);
    assert_eq!(told, json!({ "skills": ["Refunds"], "languages": ["sl"] }));
    boss.put(&format!("/availability/api/skills/{}", ids[0]), &json!({ "languages": ["slovene"] }))
        .problem(422);
    assert!(boss.get("/availability/skills").text().contains("value=\"Refunds\""));
    desk.person("agent.support").get("/availability/api/skills").problem(403);
}
