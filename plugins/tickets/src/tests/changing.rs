use super::*;
use ombud_plugin::Query;
use ombud_plugin::desk::tickets::{Changes, Status};

#[test]
fn a_stale_version_is_refused_with_the_fields_that_moved_on() {
    let desk = Desk::new();
    let path = format!("/api/tickets/{}", desk.opened_by_zoe().id);
    desk.json("PATCH", &path, json!({ "version": 1, "priority": "high", "tags": ["lamp"] }));
    let late = json!({ "version": 1, "priority": "low" });
    desk.refused("PATCH", &path, late.clone(), "`priority` and `tags`");
    let error = Tickets::handle(&desk.cx(), Request::json_body("PATCH", &path, &late)).unwrap_err();
    assert!(error.is_conflict());
    desk.refused("PATCH", &path, json!({ "version": 9, "priority": "low" }), "is at version 2");
    desk.refused("PATCH", &path, json!({ "priority": "low" }), "`version` is missing");
}

#[test]
fn a_message_in_between_makes_a_version_stale_too() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.say(&desk.zoe, &id, reply("And it hums."));
    desk.refused(
        "PATCH",
        &format!("/api/tickets/{id}"),
        json!({ "version": 1, "priority": "low" }),
        "`messages`",
    );
}

#[test]
fn setting_what_is_set_changes_nothing() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let same = Changes { priority: Some(Priority::Normal), status: Some(Status::New), ..Changes::none() };
    assert_eq!(Tickets::update(&desk.cx(), id, 1, same).unwrap().version, 1);
}

#[test]
fn each_field_has_its_permission() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.kernel.deny("tickets:ticket.edit");
    let edit = Changes { priority: Some(Priority::High), ..Changes::none() };
    assert!(Tickets::update(&desk.cx(), id.clone(), 1, edit).unwrap_err().is_denied());
    // Taking a ticket opens it, which goes with the right to assign.
    let take = Changes { assignee: Some(Some(desk.ada.clone())), ..Changes::none() };
    let taken = Tickets::update(&desk.cx(), id, 1, take).unwrap();
    assert_eq!((taken.status, taken.version), (Status::Open, 2));
}

#[test]
fn what_customers_read_is_changed_by_those_who_may_answer_them() {
    let desk = Desk::new();
    let model = json!({ "name": "model", "kind": "text", "customer": true });
    let cause = json!({ "name": "cause", "kind": "text" });
    desk.kernel
        .settings(&json!({ "close-after-days": 1, "undefined-fields": false, "fields": [model, cause] }));
    let id = desk.opened_by_zoe().id;
    let path = format!("/api/tickets/{id}");
    desk.kernel.deny("tickets:ticket.reply");
    for change in [
        json!({ "version": 1, "subject": "Your lamp, read this" }),
        json!({ "version": 1, "fields": { "model": "Sol" } }),
    ] {
        let refused = Tickets::handle(&desk.cx(), Request::json_body("PATCH", &path, &change)).unwrap_err();
        assert!(refused.is_denied(), "{refused}");
    }
    let subject = desk.get(&id).subject;
    let inside =
        json!({ "version": 1, "subject": subject, "fields": { "cause": "moths" }, "priority": "high" });
    desk.json("PATCH", &path, inside);
}

#[test]
fn closed_is_final_but_for_those_who_may_reopen() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let path = format!("/api/tickets/{id}");
    desk.json("PATCH", &path, json!({ "version": 1, "status": "closed" }));
    desk.refused("PATCH", &path, json!({ "version": 2, "priority": "low" }), "closed and final");
    desk.kernel.deny_on("tickets:ticket.reopen", &crate::ticket::TICKETS.at(id.clone()));
    desk.refused("PATCH", &path, json!({ "version": 2, "status": "open" }), "permission of its own");
    let other = desk.opened_by_zoe().id;
    let path = format!("/api/tickets/{other}");
    desk.json("PATCH", &path, json!({ "version": 1, "status": "closed" }));
    desk.json("PATCH", &path, json!({ "version": 2, "status": "open", "priority": "low" }));
}

#[test]
fn each_change_is_kept_with_the_permission_that_it_took() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.say(&desk.ada, &id, reply("Which lamp?"));
    let path = format!("/api/tickets/{id}");
    let version = desk.get(&id).version;
    desk.json("PATCH", &path, json!({ "version": version, "assignee": "me", "priority": "high" }));
    // What is done at one instant has no order of calls.
    desk.kernel.advance(1000);
    desk.json("PATCH", &path, json!({ "version": version + 1, "department": "billing" }));
    let kept = desk
        .cx()
        .all(crate::history::HISTORY, &Query::by("at").parent(crate::ticket::TICKETS.at(id)))
        .unwrap();
    let told: Vec<String> = kept
        .iter()
        .map(|one| format!("{} {}", one.value.what, one.value.right.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(
        told,
        [
            "created tickets:ticket.create",
            "status tickets:ticket.reply",
            "priority tickets:ticket.edit",
            "assignee tickets:ticket.assign",
            "department tickets:ticket.move",
            "assignee tickets:ticket.assign",
        ]
    );
}

#[test]
fn moving_takes_it_from_those_who_work_elsewhere() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let path = format!("/api/tickets/{id}");
    desk.json("PATCH", &path, json!({ "version": 1, "assignee": "me" }));
    let moved = desk.json("PATCH", &path, json!({ "version": 2, "department": "billing" }));
    assert_eq!((&moved["department"], &moved["assignee"]), (&json!(desk.billing), &Value::Null));
    let given = json!({ "version": 3, "department": desk.support, "assignee": "ben@desk.test" });
    assert_eq!(desk.json("PATCH", &path, given)["assignee"], json!(desk.ben));
    let history = Tickets::history(&desk.cx(), id).unwrap();
    let line = history.iter().find(|line| line.what == "department").unwrap();
    assert_eq!((line.before.as_str(), line.after.as_str()), ("Support", "Billing"));
    let line = history.iter().find(|line| line.what == "assignee").unwrap();
    assert_eq!((line.before.as_str(), line.after.as_str()), ("", "Ada Lovelace"));
}

#[test]
fn a_time_goes_only_with_pending_and_lies_ahead() {
    let desk = Desk::new();
    let path = format!("/api/tickets/{}", desk.opened_by_zoe().id);
    desk.refused("PATCH", &path, json!({ "version": 1, "until": "2026-02-01T00:00:00Z" }), "only with");
    let past = json!({ "version": 1, "status": "pending", "until": "2025-02-01T00:00:00Z" });
    desk.refused("PATCH", &path, past, "which is over");
    let odd = json!({ "version": 1, "status": "pending", "until": "soon" });
    desk.refused("PATCH", &path, odd, "`until` is `soon`");
    let good = json!({ "version": 1, "status": "pending", "until": "2026-02-01T01:00:00+01:00" });
    assert_eq!(desk.json("PATCH", &path, good)["until"], "2026-02-01T00:00:00.000Z");
    assert_eq!(desk.json("PATCH", &path, json!({ "version": 2, "status": "open" }))["until"], Value::Null);
    assert_eq!(desk.kernel.timers(), []);
}

#[test]
fn resolving_asks_for_what_must_be_known_by_then() {
    let desk = Desk::new();
    let cause = json!({ "name": "cause", "kind": "choice", "choices": ["wear"], "required": "resolve" });
    desk.kernel.settings(&json!({ "close-after-days": 1, "undefined-fields": false, "fields": [cause] }));
    let path = format!("/api/tickets/{}", desk.opened_by_zoe().id);
    desk.refused("PATCH", &path, json!({ "version": 1, "status": "resolved" }), "fill in `cause`");
    let both = json!({ "version": 1, "status": "resolved", "fields": { "cause": "wear" } });
    assert_eq!(desk.json("PATCH", &path, both)["fields"], json!({ "cause": "wear" }));
}

#[test]
fn deleting_leaves_nothing_behind() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let said = desk.say(&desk.ada, &id, reply("Which lamp?"));
    let path = format!("/api/tickets/{id}");
    assert_eq!(desk.ask(Request::new("DELETE", &path)).status, 204);
    assert!(Tickets::get(&desk.cx(), id).unwrap_err().is_not_found());
    assert!(desk.cx().find(crate::message::MESSAGES, &said.id).unwrap().is_none());
    let other = desk.opened_by_zoe().id;
    desk.kernel.deny("tickets:ticket.delete");
    let error =
        Tickets::handle(&desk.cx(), Request::new("DELETE", &format!("/api/tickets/{other}"))).unwrap_err();
    assert!(error.is_denied());
}

#[test]
fn a_customer_s_version_tells_nothing_of_what_staff_does_inside() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let as_zoe = || {
        desk.kernel.act_as(&desk.zoe);
        desk.get(&id).version
    };
    let before = as_zoe();
    desk.kernel.act_as(&desk.ada);
    desk.kernel.advance(1000);
    desk.say(&desk.ada, &id, note("Between us."));
    let tags = Changes { tags: Some(vec!["vip".into()]), ..Changes::none() };
    Tickets::update(&desk.cx(), id.clone(), 2, tags).unwrap();
    assert_eq!(as_zoe(), before);
    let change = |version| {
        let wanted = Changes { subject: Some("The lamp, again".into()), ..Changes::none() };
        Tickets::update(&desk.cx(), id.clone(), version, wanted)
    };
    let stale = change(before + 1).unwrap_err();
    assert!(stale.is_conflict() && !stale.message().contains('`'), "{}", stale.message());
    assert!(change(before).is_ok());
    assert!(as_zoe() > before);
}
