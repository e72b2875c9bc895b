//! Rules on a whole desk: in whose name they act, what is refused and told, and that a trial writes nothing.

use crate::people::set_active;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{PASSWORD, World, open_ticket, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const TICKETS: &str = "/tickets/api/tickets";
const DAY: u64 = 86_400_000;

fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

/// A day as forms have it, so many days from today: counted in years that begin in March.
fn day(after: u64) -> String {
    let z = now() / DAY + after + 719_468;
    let (era, doe) = (z / 146_097, z % 146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what} takes too long");
        sleep(Duration::from_millis(50));
    }
}

fn rule(name: &str, on: Value, when: Value, then: Value) -> Value {
    json!({ "name": name, "on": [on], "when": when, "then": then })
}

fn says(word: &str) -> Value {
    json!({ "check": { "what": "subject", "is": "contains", "values": [word] } })
}

#[track_caller]
fn make(caller: &Caller, rule: &Value) -> String {
    text(&caller.post("/rules/api/rules", rule).is(201), "id")
}

fn log(caller: &Caller, query: &str) -> Vec<Value> {
    let mut lines =
        caller.get(&format!("/rules/api/log?{query}")).is(200)["lines"].as_array().unwrap().clone();
    lines.reverse();
    lines
}

fn outcomes(caller: &Caller, ticket: &Value) -> Vec<String> {
    let line = |line: &Value| format!("{}: {}", text(line, "name"), text(line, "outcome"));
    log(caller, &format!("ticket={}", ticket["number"])).iter().map(line).collect()
}

/// Waits for so many lines about a ticket.
fn told(caller: &Caller, ticket: &Value, lines: usize) -> Vec<String> {
    wait_until("a rule", || outcomes(caller, ticket).len() >= lines);
    outcomes(caller, ticket)
}

fn read(caller: &Caller, ticket: &Value) -> Value {
    caller.get(&format!("{TICKETS}/{}", text(ticket, "id"))).is(200)
}

fn change(caller: &Caller, ticket: &Value, mut changes: Value) -> Answer {
    changes["version"] = read(caller, ticket)["version"].clone();
    caller.patch(&format!("{TICKETS}/{}", text(ticket, "id")), &changes)
}

/// A role that writes rules for Billing, with all that its rules need; and Rita, who holds it.
fn rita(desk: &World) -> (String, Value, String) {
    let admin = desk.person("admin");
    let grant = |permission: &str, scopes: &[&str]| json!({ "permission": permission, "scopes": scopes });
    let mut grants: Vec<Value> =
        ["rules:rule.read", "rules:rule.edit", "rules:log.read", "kernel:order.give"]
            .iter()
            .map(|permission| grant(permission, &["all"]))
            .collect();
    grants.extend(
        ["read", "edit", "note"].iter().map(|verb| grant(&format!("tickets:ticket.{verb}"), &["department"])),
    );
    let role = json!({ "name": "ruler", "title": "Ruler", "description": "Writes rules.", "grants": grants });
    let id = text(&desk.person("owner").post("/api/v1/roles", &role).is(201), "id");
    let rita = json!({
        "name": "Rita", "email": "rita@demo.test", "password": PASSWORD, "roles": [{ "role": "ruler" }], "departments": ["Billing"],
    });
    let user = text(&admin.post("/api/v1/users", &rita).is(201), "id");
    (id, role, user)
}

#[test]
fn a_rule_acts_with_the_rights_its_author_has_by_then_and_says_what_was_lacking() {
    let desk = World::demo();
    let (owner, admin) = (desk.person("owner"), desk.person("admin"));
    let (role, mut wanted, user) = rita(&desk);
    let rita = Caller::sign_in(desk.base(), "rita@demo.test", PASSWORD);
    let hot = rule(
        "hot",
        json!({ "event": "opened" }),
        says("boiling"),
        json!([{ "do": "set-priority", "to": "high" }, { "do": "note", "text": "#{ticket.number}" }]),
    );
    let id = make(&rita, &hot);
    let kept = rita.get(&format!("/rules/api/rules/{id}")).is(200);
    assert_eq!(kept["author"], json!(user));
    assert_eq!(
        kept["permissions"],
        json!(["tickets:ticket.edit", "tickets:ticket.note", "tickets:ticket.read"])
    );

    let ticket = open_ticket(&owner, "Billing", "It is boiling");
    assert_eq!(told(&owner, &ticket, 1), ["hot: done"]);
    let after = read(&owner, &ticket);
    assert_eq!(after["priority"], "high");
    let history = owner.get(&format!("{TICKETS}/{}/history", text(&ticket, "id"))).is(200);
    let by: Vec<&Value> = history["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["what"] == "priority")
        .map(|one| &one["by"])
        .collect();
    assert_eq!(by.len(), 1, "{history}");

    // Where the author sees nothing, the rule does nothing.
    let elsewhere = open_ticket(&owner, "Sales", "It is boiling");
    assert_eq!(told(&owner, &elsewhere, 1), ["hot: refused"]);
    assert_eq!(read(&owner, &elsewhere)["priority"], "normal");
    assert_eq!(log(&owner, &format!("ticket={}", elsewhere["number"]))[0]["refused"], json!(["unseen"]));
    rita.get(&format!("/rules/api/log?ticket={}", elsewhere["number"])).problem(404);

    // A right that is lost.
    wanted["grants"].as_array_mut().unwrap().retain(|grant| grant["permission"] != "tickets:ticket.note");
    owner.patch(&format!("/api/v1/roles/{role}"), &wanted).is(200);
    let ticket = open_ticket(&owner, "Billing", "boiling again");
    assert_eq!(told(&owner, &ticket, 1), ["hot: refused"]);
    assert_eq!(
        log(&owner, &format!("ticket={}", ticket["number"]))[0]["refused"],
        json!([{ "lacks": "tickets:ticket.note" }])
    );
    assert_eq!(read(&owner, &ticket)["priority"], "normal", "nothing of it is begun");
    let page = owner.get(&format!("/rules/log?ticket={}", ticket["number"])).text();
    assert!(page.contains("Rita lacks the right to write internal notes"), "{page}");
    rita.put(&format!("/rules/api/rules/{id}"), &json!({ "rule": hot })).problem(403);

    // And an author who is suspended.
    set_active(&admin, &user, false);
    let ticket = open_ticket(&owner, "Billing", "boiling once more");
    assert_eq!(told(&owner, &ticket, 1), ["hot: no-author"]);
    assert_eq!(read(&owner, &ticket)["priority"], "normal");

    // Whoever saves it is its author from then on.
    owner.put(&format!("/rules/api/rules/{id}"), &json!({ "rule": hot })).is(200);
    let ticket = open_ticket(&owner, "Sales", "boiling in Sales");
    assert_eq!(told(&owner, &ticket, 1), ["hot: done"]);
    assert_eq!(read(&owner, &ticket)["priority"], "high");

    // And takes it back where all that acts in his name stands.
    let me = text(&owner.get("/api/v1/me").is(200), "id");
    let mine = owner.get(&format!("/api/v1/users/{me}/orders")).is(200);
    let order =
        mine["orders"].as_array().unwrap().iter().find(|order| order["title"] == "hot").unwrap().clone();
    owner.delete(&format!("/api/v1/users/{me}/orders/{}", text(&order, "id"))).is(204);
    let ticket = open_ticket(&owner, "Sales", "boiling for nobody");
    assert_eq!(told(&owner, &ticket, 1), ["hot: no-author"]);
    assert_eq!(read(&owner, &ticket)["priority"], "normal");
    assert!(owner.get("/rules/").text().contains("its order was taken back"));
}

#[test]
fn rules_follow_from_each_other_once_and_a_circle_ends() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let tagged = |tag: &str| json!({ "event": "tag-added", "tag": tag });
    let always = || json!({ "all": [] });
    make(&owner, &rule("last", tagged("two"), always(), json!([{ "do": "add-tags", "tags": ["three"] }])));
    make(
        &owner,
        &rule(
            "first",
            json!({ "event": "opened" }),
            says("cascade"),
            json!([{ "do": "add-tags", "tags": ["one"] }]),
        ),
    );
    make(&owner, &rule("second", tagged("one"), always(), json!([{ "do": "add-tags", "tags": ["two"] }])));
    let priority = || json!({ "event": "changed", "field": "priority" });
    let is = |word: &str| json!({ "check": { "what": "priority", "is": "any-of", "values": [word] } });
    make(&owner, &rule("down", priority(), is("urgent"), json!([{ "do": "set-priority", "to": "low" }])));
    make(&owner, &rule("up", priority(), is("low"), json!([{ "do": "set-priority", "to": "urgent" }])));
    let ticket = open_ticket(&owner, "Support", "A cascade");
    assert_eq!(told(&owner, &ticket, 3), ["first: done", "second: done", "last: done"]);
    assert_eq!(read(&owner, &ticket)["tags"], json!(["one", "three", "two"]));
    change(&owner, &ticket, json!({ "priority": "urgent" })).is(200);
    assert_eq!(told(&owner, &ticket, 6)[3..], ["down: done", "up: done", "down: circle"]);
    sleep(Duration::from_secs(1));
    assert_eq!(outcomes(&owner, &ticket).len(), 6, "what rules did begins nothing");
    let letters = desk.person("admin").get("/api/v1/plugins/dead-letters").is(200);
    assert!(!letters.to_string().contains("\"rules\""), "{letters}");
}

#[test]
fn once_and_stop_hold_across_calls() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let added = json!({ "event": "tag-added", "tag": "knock" });
    let mut once =
        rule("once", added.clone(), json!({ "all": [] }), json!([{ "do": "note", "text": "who is there?" }]));
    once["once"] = json!("per-ticket");
    once["stop"] = json!(true);
    make(&owner, &once);
    make(&owner, &rule("each time", added, json!({ "all": [] }), json!([{ "do": "note", "text": "again" }])));
    let ticket = open_ticket(&owner, "Support", "Knock");
    for (tags, lines) in [(json!(["knock"]), 1), (json!([]), 1), (json!(["knock"]), 2)] {
        change(&owner, &ticket, json!({ "tags": tags })).is(200);
        told(&owner, &ticket, lines);
    }
    assert_eq!(outcomes(&owner, &ticket), ["once: done", "each time: done"]);
}

#[test]
fn a_trial_writes_nothing_and_tells_what_happens_when_the_rule_is_on() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let hot = rule(
        "hot",
        json!({ "event": "changed", "field": "priority" }),
        json!({ "check": { "what": "priority", "is": "at-least", "values": ["high"] } }),
        json!([{ "do": "add-tags", "tags": ["hot"] }]),
    );
    let act = |subject: &str, lines: [usize; 3]| {
        let ticket = open_ticket(&owner, "Support", subject);
        for (priority, lines) in ["high", "low", "urgent"].into_iter().zip(lines) {
            change(&owner, &ticket, json!({ "priority": priority })).is(200);
            // A rule that writes between somebody's look and change has him look once more.
            told(&owner, &ticket, lines);
        }
        ticket
    };
    let before = act("tried", [0, 0, 0]);
    let state = || {
        let of = |path: String| owner.get(&path).is(200);
        let id = text(&before, "id");
        json!([
            read(&owner, &before),
            of(format!("{TICKETS}/{id}/history")),
            of(format!("{TICKETS}/{id}/messages")),
            of("/rules/api/rules".into()),
            of("/rules/api/log".into())
        ])
    };
    let was = state();
    let (from, until) = (day(0), day(1));
    let draft = json!({ "rule": hot, "from": from, "until": until });
    let trial = owner.post("/rules/api/trial", &draft).is(200);
    let hits = |trial: &Value, ticket: &Value| -> Vec<Value> {
        trial["hits"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|hit| hit["ticket"] == ticket["id"])
            .cloned()
            .collect()
    };
    let found = hits(&trial, &before);
    assert_eq!(found.len(), 2, "{trial}");
    assert_eq!(found[1]["verdict"]["of"]["check"]["was"], json!(["urgent"]));
    assert_eq!(state(), was, "nothing was written");

    let id = make(&owner, &hot);
    let kept = owner.get(&format!("/rules/api/rules/{id}/trial?from={from}&until={until}")).is(200);
    assert_eq!(hits(&kept, &before), found, "kept or not, it is the same");
    let after = act("for good", [1, 1, 2]);
    let really = outcomes(&owner, &after);
    assert_eq!(really, ["hot: done", "hot: nothing"], "the second time it has the tag");
    let again = owner.get(&format!("/rules/api/rules/{id}/trial?from={from}&until={until}")).is(200);
    let lines = log(&owner, &format!("ticket={}", after["number"]));
    let would = hits(&again, &after);
    assert_eq!(
        would.iter().map(|hit| &hit["why"]).collect::<Vec<_>>(),
        lines.iter().map(|line| &line["why"]).collect::<Vec<_>>()
    );
    assert_eq!(would.len(), lines.len());
    // Agents see what they may see, and no rules.
    let agent = desk.person("agent.sales");
    agent.post("/rules/api/trial", &draft).problem(403);
}

#[test]
fn what_was_due_while_the_desk_was_down_is_done_once_when_it_is_up() {
    let mut desk = World::demo();
    let owner = desk.person("owner");
    let date = json!({ "name": "day", "title": "Day", "kind": "date" });
    owner.post("/tickets/api/fields", &date).is(201);
    // The next full minute that is some seconds away, as minutes since midnight.
    let due = (now() + 6_000) / 60_000 + 1;
    let minutes = due - now() / DAY * 1440;
    let mut wake = rule(
        "wake",
        json!({ "event": "waited", "clock": "field:day", "minutes": minutes }),
        json!({ "all": [] }),
        json!([{ "do": "note", "text": "up" }]),
    );
    wake["once"] = json!("per-ticket");
    make(&owner, &wake);
    let ticket = open_ticket(&owner, "Support", "Sleep");
    change(&owner, &ticket, json!({ "fields": { "day": day(0) } })).is(200);
    sleep(Duration::from_secs(2));
    assert_eq!(outcomes(&owner, &ticket), [""; 0]);
    desk.program().kill();
    sleep(Duration::from_millis((due * 60_000 + 500).saturating_sub(now())));
    desk.start_again();
    let owner = desk.person("owner");
    assert_eq!(told(&owner, &ticket, 1), ["wake: done"]);
    sleep(Duration::from_secs(1));
    assert_eq!(outcomes(&owner, &ticket).len(), 1);
}

#[test]
fn rules_are_read_and_written_by_those_who_may_and_beside_a_ticket_stands_what_they_did() {
    let desk = World::demo();
    let [owner, supervisor, ana, customer] =
        ["owner", "supervisor", "agent.support", "customer"].map(|name| desk.person(name));
    let hot = rule(
        "beside",
        json!({ "event": "opened" }),
        says("sideways"),
        json!([{ "do": "add-tags", "tags": ["side"] }]),
    );
    ana.post("/rules/api/rules", &hot).problem(403);
    ana.get("/rules/api/rules").problem(403);
    customer.get("/rules/api/log").problem(403);
    desk.visitor().get("/rules/api/rules").problem(401);
    let id = make(&supervisor, &hot);
    assert_eq!(
        owner.get("/rules/api/rules").is(200)["rules"].as_array().unwrap().len(),
        3,
        "two are the demo's"
    );
    let ticket = open_ticket(&owner, "Support", "Fell sideways");
    assert_eq!(told(&ana, &ticket, 1), ["beside: done"]);
    let page = ana.get(&format!("/console/tickets/{}", ticket["number"])).text();
    assert!(page.contains("beside: done") && page.contains("Tags added: side"), "{page}");
    // A file leaves and comes back to the letter.
    let file = owner.get("/rules/api/file").text();
    let put = |query: &str, text: &str| {
        owner.fetch(
            "PUT",
            &format!("/rules/api/file{query}"),
            &[("content-type", "text/plain")],
            text.to_owned(),
        )
    };
    assert_eq!(put("", &file).is(200)["same"], 3);
    let bad =
        put("", "[[rule]]\nname = \"x\"\non = [{ event = \"opened\" }]\nthen = [{ do = \"explode\" }]\n")
            .problem(422);
    assert!(text(&bad, "detail").to_lowercase().contains("line 4"), "{bad}");
    supervisor.delete(&format!("/rules/api/rules/{id}")).is(204);
    assert_eq!(owner.get("/rules/api/rules").is(200)["rules"].as_array().unwrap().len(), 2);
}

#[test]
fn whom_a_rule_names_in_a_note_is_told_and_what_others_wrote_into_it_calls_nobody() {
    let desk = World::demo();
    let [owner, ana, supervisor] = ["owner", "agent.support", "supervisor"].map(|name| desk.person(name));
    let [me, other] = [&ana, &supervisor].map(|who| who.get("/api/v1/me").is(200));
    let notify = json!([{ "do": "notify", "person": me["id"], "text": "look: {ticket.subject}" }]);
    make(&owner, &rule("call", json!({ "event": "opened" }), says("calling"), notify));
    let mentions =
        |who: &Caller| who.get("/tickets/api/mentions").is(200)["mentions"].as_array().unwrap().clone();
    let before = mentions(&supervisor).len();
    let (mine, theirs) = (text(&me, "name"), text(&other, "name"));
    let ticket = open_ticket(&owner, "Support", &format!("calling @{theirs}"));
    assert_eq!(told(&owner, &ticket, 1), ["call: done"]);
    let note = text(&mentions(&ana)[0]["message"], "body");
    assert_eq!(note, format!("@{mine} look: calling @\u{2060}{theirs}"));
    assert_eq!(mentions(&supervisor).len(), before);
}
