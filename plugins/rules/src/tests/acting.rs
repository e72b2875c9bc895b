//! What rules do, in whose name, and what is told of it.

use super::{Desk, HOUR, There, Unknown, nothing, tagged};
use ombud_plugin::desk::tickets::{self, Changes, MessageKind, Priority, Status};
use ombud_plugin::testing::Provided;
use ombud_plugin::{Collection, Query};
use serde_json::{Value, json};

fn urgent() -> Value {
    json!({
        "name": "Urgent words", "on": [{ "event": "opened" }],
        "when": { "all": [{ "check": { "what": "subject", "is": "contains", "values": ["down", "outage"] } }] },
        "then": [{ "do": "set-priority", "to": "urgent" }, { "do": "add-tags", "tags": ["outage"] }, { "do": "note", "text": "#{ticket.number} of {customer.name}: {rule.name}" }],
    })
}

#[test]
fn a_rule_does_what_it_says_and_the_log_tells_why() {
    let desk = Desk::new();
    let id = desk.rule(&urgent());
    let ticket = desk.opened("Everything is DOWN");
    let now = desk.ticket(&ticket);
    assert_eq!((now.priority, now.tags), (Priority::Urgent, vec!["outage".to_owned()]));
    let messages = tickets::messages(&desk.kernel.cx(), &ticket).unwrap();
    let note = messages.last().unwrap();
    assert_eq!((note.text.as_str(), note.author.as_ref()), ("#1 of Zoe: Urgent words", Some(&desk.sofia)));
    let log = desk.log();
    assert_eq!(log.len(), 1, "{log:?}");
    let line = &log[0];
    assert_eq!(
        (&line["rule"], &line["author"], &line["outcome"]),
        (&json!(id), &json!(desk.sofia), &json!("done"))
    );
    assert_eq!(line["why"], json!([{ "kind": "opened" }]));
    assert_eq!(line["verdict"]["of"]["all"][0]["of"]["check"]["was"], json!(["Everything is DOWN"]));
    assert_eq!(
        line["effects"][0],
        json!({ "what": "changed", "field": "priority", "before": "normal", "after": "urgent" })
    );
    desk.opened("A question");
    assert_eq!(desk.log().len(), 1, "what does not fit is left alone");
}

#[test]
fn its_own_changes_are_no_news_and_later_rules_see_them() {
    let desk = Desk::new();
    desk.rule(&urgent());
    desk.rule(&json!({
        "name": "Outages to Ana", "on": [{ "event": "tag-added", "tag": "outage" }],
        "when": { "check": { "what": "priority", "is": "at-least", "values": ["high"] } },
        "then": [{ "do": "assign", "to": desk.ana }],
    }));
    let ticket = desk.opened("down");
    assert_eq!(desk.ticket(&ticket).assignee, Some(desk.ana.clone()));
    assert_eq!(desk.told(), ["Urgent words: done", "Outages to Ana: done"]);
    let log = desk.log();
    assert_eq!(log[0]["run"], log[1]["run"], "one run");
    // The kernel tells of what the rules did as well; it is no beginning.
    desk.happened(&ticket);
    assert_eq!(desk.log().len(), 2);
}

#[test]
fn a_pair_that_undoes_each_other_ends_and_is_told() {
    let desk = Desk::new();
    for (name, is, to) in [("down", "urgent", "low"), ("up", "low", "urgent")] {
        desk.rule(&json!({
            "name": name, "on": [{ "event": "changed", "field": "priority" }],
            "when": { "check": { "what": "priority", "is": "any-of", "values": [is] } },
            "then": [{ "do": "set-priority", "to": to }],
        }));
    }
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, Changes { priority: Some(Priority::Urgent), ..nothing() });
    assert_eq!(desk.told(), ["down: done", "up: done", "down: circle"]);
    assert!(
        desk.kernel.log_lines().iter().any(|line| line.contains("circle")),
        "{:?}",
        desk.kernel.log_lines()
    );
    assert_eq!(desk.ticket(&ticket).priority, Priority::Urgent);
}

#[test]
fn what_others_make_it_do_again_and_again_is_stopped_for_a_while() {
    let desk = Desk::new();
    desk.rule(&json!({
        "name": "no vip", "on": [{ "event": "tag-added", "tag": "vip" }], "then": [{ "do": "remove-tags", "tags": ["vip"] }],
    }));
    let ticket = desk.opened("lamp");
    for _ in 0..11 {
        desk.changes(&ticket, tagged(&["vip"]));
    }
    assert_eq!(desk.told().last().unwrap(), "no vip: too-often");
    assert_eq!(desk.ticket(&ticket).tags, ["vip"], "whoever is stubborn wins");
    desk.kernel.advance(HOUR);
    desk.changes(&ticket, tagged(&[]));
    desk.changes(&ticket, tagged(&["vip"]));
    assert_eq!(desk.told().last().unwrap(), "no vip: done");
}

#[test]
fn once_is_once_and_stop_is_stop() {
    let desk = Desk::new();
    desk.rule(&json!({
        "name": "thanks", "stop": true, "once": "per-ticket", "on": [{ "event": "customer-replied" }],
        "then": [{ "do": "reply", "text": "Thank you, {customer.name|dear customer}." }],
    }));
    desk.rule(&json!({ "name": "tag", "on": [{ "event": "customer-replied" }], "then": [{ "do": "add-tags", "tags": ["again"] }] }));
    let ticket = desk.opened("lamp");
    desk.says(&desk.zoe, &ticket, MessageKind::Reply, "Hello?");
    assert_eq!(desk.told(), ["thanks: done"], "and nothing after it");
    desk.says(&desk.zoe, &ticket, MessageKind::Reply, "Hello again?");
    assert_eq!(desk.told(), ["thanks: done", "tag: done"]);
    let texts: Vec<String> =
        tickets::messages(&desk.kernel.cx(), &ticket).unwrap().into_iter().map(|one| one.text).collect();
    assert!(texts.contains(&"Thank you, Zoe.".to_owned()), "{texts:?}");
}

#[test]
fn what_the_author_may_not_is_not_done_and_told() {
    let desk = Desk::new();
    desk.rule(&urgent());
    desk.kernel.deny("tickets:ticket.note");
    let ticket = desk.opened("down");
    assert_eq!(desk.ticket(&ticket).priority, Priority::Normal, "nothing of it is begun");
    let line = &desk.log()[0];
    assert_eq!(line["outcome"], "refused");
    assert_eq!(line["refused"], json!([{ "lacks": "tickets:ticket.note" }]));
    assert_eq!(line["effects"], json!([]));
    let page = desk.page("/log");
    assert!(page.contains("Not done: Sofia lacks the right to write internal notes."), "{page}");
}

#[test]
fn whoever_lacks_a_right_writes_no_rule_that_needs_it() {
    let desk = Desk::new();
    desk.kernel.deny("tickets:ticket.edit");
    let refused = desk.send("POST", "/api/rules", &urgent());
    assert_eq!(refused.status, 403);
    assert!(refused.body_text().contains("you lack the right to edit tickets"), "{}", refused.body_text());
    let off = json!({ "name": "off", "enabled": false, "on": [{ "event": "opened" }], "then": [{ "do": "unassign" }] });
    assert_eq!(desk.send("POST", "/api/rules", &off).status, 201, "a rule that is off needs nobody");
}

#[test]
fn an_order_that_was_taken_back_is_told_and_given_anew_by_saving() {
    let desk = Desk::new();
    let id = desk.rule(&urgent());
    desk.kernel.cx().withdraw_order(&id).unwrap();
    let ticket = desk.opened("down");
    assert_eq!(
        (desk.told(), desk.ticket(&ticket).priority),
        (vec!["Urgent words: no-author".to_owned()], Priority::Normal)
    );
    assert!(desk.page("/").contains("its order was taken back"));
    let read = desk.get(&format!("/api/rules/{id}"));
    assert_eq!(read["author"], Value::Null);
    let again = desk.send("PUT", &format!("/api/rules/{id}"), &json!({ "rule": read["rule"] }));
    assert_eq!(again.body_json().unwrap()["author"], json!(desk.sofia));
    let ticket = desk.opened("down again");
    assert_eq!(desk.ticket(&ticket).priority, Priority::Urgent);
}

#[test]
fn an_author_who_is_gone_when_it_rings_does_nothing() {
    let desk = Desk::new();
    desk.rule(&urgent());
    desk.suspends_authors(true);
    let ticket = desk.opened("down");
    assert_eq!(
        (desk.told(), desk.ticket(&ticket).priority),
        (vec!["Urgent words: no-author".to_owned()], Priority::Normal)
    );
    desk.suspends_authors(false);
}

#[test]
fn open_work_is_handed_over_when_its_shift_ends_and_promises_escalate() {
    let desk = Desk::new();
    desk.rule(&json!({ "name": "over", "on": [{ "event": "shift-ended" }], "then": [{ "do": "hand-over" }, { "do": "note", "text": "now {agent.name}" }] }));
    desk.rule(&json!({ "name": "late", "on": [{ "event": "sla-broken", "metric": "first-response" }], "then": [{ "do": "set-priority", "to": "urgent" }] }));
    let (open, done) = (desk.opened("lamp"), desk.opened("bulb"));
    for id in [&open, &done] {
        desk.changes(id, Changes { assignee: Some(Some(desk.ana.clone())), ..nothing() });
    }
    desk.changes(&done, Changes { status: Some(Status::Resolved), ..nothing() });
    let shift = |id: &str| ombud_plugin::RecordRef { collection: "schedule:schedules".into(), id: id.into() };
    let end = |user: &str| json!({ "person": user, "at": 1 });
    desk.tell("schedule:shift.ended", shift(&desk.ana), 5, None, end(&desk.ana));
    desk.settle();
    assert_eq!(desk.ticket(&open).assignee, Some(desk.bo.clone()));
    assert_eq!(desk.ticket(&done).assignee, Some(desk.ana.clone()), "what is done stays");
    assert_eq!(tickets::messages(&desk.kernel.cx(), &open).unwrap().last().unwrap().text, "now Bo");
    // Bo accepts work again before it is looked at: nothing is taken from him.
    desk.tell("schedule:shift.ended", shift(&desk.bo), 6, None, end(&desk.bo));
    desk.settle();
    assert_eq!(desk.ticket(&open).assignee, Some(desk.bo.clone()));

    let promise = json!({ "metric": "first-response", "cycle": 1, "policy": "p", "due": 1, "at": 2 });
    desk.tell("sla:deadline.warned", crate::keep::ticket(&open), 7, None, promise.clone());
    desk.tell("sla:deadline.broken", crate::keep::ticket(&open), 8, None, promise);
    desk.settle();
    assert_eq!(desk.ticket(&open).priority, Priority::Urgent);
    assert_eq!(desk.told(), ["over: done", "late: done"]);
}

#[test]
fn each_trigger_hears_its_own_and_messages_that_only_moved_are_no_answer() {
    let desk = Desk::new();
    for (name, event) in [
        ("opened", json!({ "event": "opened" })),
        ("customer", json!({ "event": "customer-replied" })),
        ("agent", json!({ "event": "agent-replied" })),
        ("note", json!({ "event": "noted" })),
        ("gone", json!({ "event": "tag-removed", "tag": "vip" })),
        ("field", json!({ "event": "changed", "field": "field:seats" })),
    ] {
        desk.rule(&json!({ "name": name, "on": [event], "then": [{ "do": "add-tags", "tags": [name] }] }));
    }
    let ticket = desk.opened("lamp");
    desk.says(&desk.zoe, &ticket, MessageKind::Reply, "more");
    desk.says(&desk.ana, &ticket, MessageKind::Reply, "answer");
    desk.says(&desk.ana, &ticket, MessageKind::Note, "note");
    desk.changes(&ticket, tagged(&["vip"]));
    desk.changes(&ticket, tagged(&[]));
    desk.changes(&ticket, Changes { fields: Some(vec![("seats".into(), "3".into())]), ..nothing() });
    let told: Vec<String> = desk.told().iter().map(|line| line.replace(": done", "")).collect();
    assert_eq!(told, ["opened", "customer", "agent", "note", "gone", "field"]);
}

#[test]
fn a_ticket_that_is_gone_leaves_nothing_behind() {
    let desk = Desk::new();
    desk.rule(&urgent());
    let ticket = desk.opened("down");
    assert_eq!(desk.log().len(), 1);
    desk.tell("tickets:tickets.deleted", crate::keep::ticket(&ticket), 9, None, Value::Null);
    assert_eq!(desk.log().len(), 0);
    let cx = desk.kernel.cx();
    assert!(cx.find(crate::watch::WATCHED, &ticket).unwrap().is_none());
}

fn texts(desk: &Desk, ticket: &str) -> Vec<String> {
    desk.kernel.act_as(&desk.sofia);
    tickets::messages(&desk.kernel.cx(), ticket).unwrap().into_iter().map(|one| one.text).collect()
}

#[test]
fn what_was_half_done_is_remembered_and_not_begun_again() {
    let desk = Desk::new();
    desk.rule(&json!({
        "name": "thanks", "once": "per-ticket", "on": [{ "event": "customer-replied" }],
        "then": [{ "do": "reply", "text": "Thank you." }, { "do": "assign", "to": desk.ana }, { "do": "set-field", "field": "seats", "to": "many" }],
    }));
    let ticket = desk.opened("lamp");
    for _ in 0..2 {
        desk.says(&desk.zoe, &ticket, MessageKind::Reply, "Hello?");
    }
    assert_eq!(desk.told(), ["thanks: refused"]);
    assert_eq!(texts(&desk, &ticket).iter().filter(|text| *text == "Thank you.").count(), 1);
}

#[test]
fn a_turn_acts_for_the_one_whose_order_it_was_begun_under_and_for_nobody_else() {
    let desk = Desk::new();
    desk.rule(&urgent());
    desk.orders_change_hands(&desk.ana);
    let ticket = desk.opened("down");
    assert_eq!(
        (desk.told(), desk.ticket(&ticket).priority),
        (vec!["Urgent words: no-author".to_owned()], Priority::Normal)
    );
}

#[test]
fn a_rule_that_did_nothing_stops_nothing() {
    let desk = Desk::new();
    let mut first = urgent();
    first["stop"] = json!(true);
    desk.rule(&first);
    desk.rule(&json!({ "name": "tag", "on": [{ "event": "opened" }], "then": [{ "do": "add-tags", "tags": ["seen"] }] }));
    desk.opened("down");
    assert_eq!(desk.told(), ["Urgent words: done"]);
    desk.kernel.deny("tickets:ticket.note");
    desk.opened("down again");
    assert_eq!(desk.told()[1..], ["Urgent words: refused", "tag: done"]);
}

#[test]
fn the_right_to_look_people_up_goes_along_with_notes_that_call_somebody() {
    let permissions = |desk: &Desk| {
        let id = desk.rule(&json!({
            "name": "call", "on": [{ "event": "noted" }], "then": [{ "do": "notify", "person": desk.bo, "text": "look" }],
        }));
        desk.get(&format!("/api/rules/{id}"))["permissions"].clone()
    };
    let holds = permissions(&Desk::new());
    assert!(holds.as_array().unwrap().contains(&json!("kernel:person.read")), "{holds}");
    let without = Desk::new();
    without.kernel.deny("kernel:person.read");
    let holds = permissions(&without);
    assert!(!holds.as_array().unwrap().contains(&json!("kernel:person.read")), "{holds}");
}

#[test]
fn nobody_saves_a_rule_whose_note_names_its_own_author_and_everybody_may_try_it() {
    let desk = Desk::new();
    let rule = |person: &str| json!({ "name": "call", "on": [{ "event": "noted" }], "then": [{ "do": "notify", "person": person, "text": "look" }] });
    let save = |person: &str| desk.send("POST", "/api/rules", &rule(person));
    let refused = save(&desk.sofia);
    assert!(
        refused.status == 422 && refused.body_text().contains("does not call yourself"),
        "{}",
        refused.body_text()
    );
    let draft = json!({ "rule": rule(&desk.sofia), "from": "2026-11-23", "until": "2026-11-24" });
    assert_eq!(desk.send("POST", "/api/trial", &draft).status, 200);
    assert_eq!(desk.send("POST", "/api/rules", &rule(&desk.bo)).status, 201);
}

#[test]
fn work_is_handed_over_in_a_department_of_more_people_than_can_be_asked_at_once() {
    let desk = Desk::new();
    for number in 0..501 {
        desk.kernel.staff(&format!("A {number}"), &format!("a{number}@desk.test"), &[&desk.support]);
    }
    desk.rule(&json!({ "name": "over", "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "hand-over" }] }));
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, tagged(&["over"]));
    assert_eq!(
        (desk.told(), desk.ticket(&ticket).assignee),
        (vec!["over: done".to_owned()], Some(desk.bo.clone()))
    );
}

#[test]
fn whoever_only_reads_is_handed_nothing_however_little_there_is_to_do() {
    let desk = Desk::new();
    desk.rule(&json!({ "name": "over", "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "hand-over" }] }));
    desk.office.holds(&desk.bo, "auditor");
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, Changes { assignee: Some(Some(desk.ana.clone())), ..nothing() });
    desk.changes(&ticket, tagged(&["over"]));
    assert_eq!(desk.ticket(&ticket).assignee, None);
}

#[test]
fn whoever_has_the_least_takes_over_among_however_many() {
    let desk = Desk::new();
    desk.kernel.availability(Provided::<There>::on(desk.kernel.cx()));
    // More than are counted at once, all of whom are there: but the last everybody has something to do.
    let many: Vec<_> = (0..40)
        .map(|number| desk.kernel.staff("Cy", &format!("c{number}@desk.test"), &[&desk.support]))
        .collect();
    let accepting = desk.kernel.cx().colleagues(Some(&desk.support)).unwrap();
    let last = accepting.iter().rfind(|one| many.contains(&one.id)).unwrap().id.clone();
    for user in many.iter().chain([&desk.bo]).filter(|user| **user != last) {
        let busy = desk.opened("lamp");
        desk.changes(&busy, Changes { assignee: Some(Some(user.clone())), ..nothing() });
    }
    desk.rule(&json!({ "name": "over", "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "hand-over" }] }));
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, tagged(&["over"]));
    assert_eq!(desk.ticket(&ticket).assignee, Some(last));
}

/// Five tickets of Ana, whose shift ends; the rule says what becomes of those that nobody takes. How many each has then.
fn five_are_handed_over(otherwise: &Value) -> (Desk, [usize; 4]) {
    let desk = Desk::new();
    desk.kernel.availability(Provided::<There>::on(desk.kernel.cx()));
    let cy = desk.kernel.staff("Cy", "cy@desk.test", &[&desk.support]);
    let mut action = json!({ "do": "hand-over" });
    if !otherwise.is_null() {
        action["otherwise"] = otherwise.clone();
    }
    desk.rule(&json!({ "name": "over", "on": [{ "event": "shift-ended" }], "then": [action] }));
    let tickets: Vec<String> = (0..5).map(|_| desk.opened("lamp")).collect();
    for id in &tickets {
        desk.changes(id, Changes { assignee: Some(Some(desk.ana.clone())), ..nothing() });
    }
    let person = ombud_plugin::RecordRef { collection: "schedule:schedules".into(), id: desk.ana.clone() };
    let end = json!({ "person": desk.ana, "at": 1 });
    desk.tell("schedule:shift.ended", person, 5, None, end);
    desk.settle();
    let has = |who: Option<&String>| {
        let is = |id: &&String| desk.ticket(id).assignee.as_ref() == who;
        tickets.iter().filter(is).count()
    };
    let counts = [has(Some(&desk.bo)), has(Some(&cy)), has(Some(&desk.ana)), has(None)];
    (desk, counts)
}

#[test]
fn work_that_is_handed_over_at_once_goes_to_all_who_are_there_and_to_nobody_beyond_the_limit() {
    let (desk, has) = five_are_handed_over(&json!(null));
    assert_eq!(has, [2, 2, 0, 1]);
    let cx = desk.kernel.cx();
    let meant: Collection<Value> = Collection::new("rules:heirs");
    assert_eq!(cx.all(meant, &Query::by("created")).unwrap().len(), 0, "nothing is on its way any more");
    let (_, has) = five_are_handed_over(&json!("keep"));
    assert_eq!(has, [2, 2, 1, 0]);
}

#[test]
fn what_waits_for_others_takes_nobodys_place() {
    let desk = Desk::new();
    desk.kernel.availability(Provided::<There>::on(desk.kernel.cx()));
    desk.rule(&json!({ "name": "over", "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "hand-over" }] }));
    for status in [Status::Pending, Status::OnHold, Status::Open] {
        let busy = desk.opened("lamp");
        desk.changes(&busy, Changes { assignee: Some(Some(desk.bo.clone())), ..nothing() });
        desk.changes(&busy, Changes { status: Some(status), ..nothing() });
    }
    let takers: Vec<_> = (0..2)
        .map(|_| {
            let ticket = desk.opened("lamp");
            desk.changes(&ticket, tagged(&["over"]));
            desk.ticket(&ticket).assignee
        })
        .collect();
    assert_eq!(takers, [Some(desk.bo.clone()), None], "of two places one is taken");
}

#[test]
fn while_nobody_knows_who_works_nothing_is_handed_over_and_other_rules_go_on() {
    let desk = Desk::new();
    desk.kernel.schedule(Provided::<Unknown>::on(desk.kernel.cx()));
    desk.rule(&json!({ "name": "over", "stop": true, "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "hand-over" }] }));
    desk.rule(&json!({ "name": "urgent", "on": [{ "event": "tag-added", "tag": "over" }], "then": [{ "do": "set-priority", "to": "urgent" }] }));
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, Changes { assignee: Some(Some(desk.ana.clone())), ..nothing() });
    desk.changes(&ticket, tagged(&["over"]));
    assert_eq!(desk.told(), ["over: refused", "urgent: done"]);
    assert_eq!(desk.log()[0]["refused"], json!([{ "said": "Nobody knows." }]));
    assert_eq!(desk.ticket(&ticket).assignee, Some(desk.ana.clone()));
}

#[test]
fn the_log_is_for_staff_and_keeps_no_more_than_an_excerpt_of_notes() {
    let desk = Desk::new();
    let long = "ä".repeat(200);
    desk.rule(&json!({
        "name": "long", "on": [{ "event": "noted" }],
        "when": { "check": { "what": "message", "is": "contains", "values": ["ö"] } }, "then": [{ "do": "note", "text": long }],
    }));
    let ticket = desk.opened("lamp");
    desk.says(&desk.ana, &ticket, MessageKind::Note, &"ö".repeat(200));
    assert!(texts(&desk, &ticket).contains(&long), "the note itself is whole");
    let line = &desk.log()[0];
    let letters = |text: &Value| text.as_str().unwrap().chars().count();
    assert_eq!(letters(&line["effects"][0]["text"]), 80, "{line}");
    assert_eq!(letters(&line["verdict"]["of"]["check"]["was"][0]), 80, "{line}");
    desk.kernel.act_as(&desk.zoe);
    let page = crate::log::read(&desk.kernel.cx(), &crate::log::Wanted::default(), 10).unwrap();
    assert!(page.lines.is_empty() && page.next.is_none());
}

#[test]
fn what_customers_write_calls_nobody_in_a_note() {
    let desk = Desk::new();
    desk.rule(&json!({
        "name": "say", "on": [{ "event": "opened" }],
        "then": [{ "do": "reply", "text": "about {ticket.subject}" }, { "do": "note", "text": "see {ticket.subject}" }],
    }));
    let ticket = desk.opened("@Bo, a@home.test");
    assert_eq!(desk.told(), ["say: done"]);
    assert_eq!(
        texts(&desk, &ticket)[1..],
        ["about @Bo, a@home.test", "see @\u{2060}Bo, a@\u{2060}home.test"]
    );
}
