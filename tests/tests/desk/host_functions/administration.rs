//! People, roles, departments and the audit.

use super::errand::At;
use super::tries::{Try, call};
use ombud_testkit::{Value, json};

pub fn tries(at: &At) -> Vec<Try> {
    [people(at), changes(at), roles(at), search(at), the_rest(at)].into_iter().flatten().collect()
}

fn people(at: &At) -> Vec<Try> {
    let list = |text: Option<&str>, needs| {
        let filter = json!({ "text": text, "staff": null, "role": null, "department": null, "active": null });
        call("ombud:kernel/people.list", json!([filter, 9, null]), needs).at("/people")
    };
    let get = |needs| call("ombud:kernel/people.get", json!([at.customer]), needs);
    let new = |departments: Value, needs| {
        let held = json!([{ "role": at.for_customers, "department": null, "until": null }]);
        let person = json!({
            "name": "New", "email": "new@home.test", "alias": null, "language": null, "roles": held,
            "departments": departments,
        });
        call("ombud:kernel/people.create", json!([person]), needs).in_person()
    };
    vec![
        list(None, "kernel:person.read"),
        list(Some("CUSTOMER@demo"), "kernel:person.read kernel:email.read"),
        get("kernel:person.read"),
        get("kernel:person.read kernel:email.read").at("/email"),
        new(json!([]), "kernel:person.create kernel:role.assign"),
        new(json!([at.support]), "kernel:person.create kernel:role.assign kernel:membership.edit"),
    ]
}

/// Each way to change the customer, done and tried.
fn changes(at: &At) -> Vec<Try> {
    let nothing = || json!({ "details": null, "roles": null, "departments": null, "active": null });
    let with = |field: &str, value: Value| {
        let mut change = nothing();
        change[field] = value;
        json!([at.customer, change])
    };
    let details = json!({ "name": "Cleo", "email": null, "alias": null, "language": null });
    let held = json!([{ "role": at.for_customers, "department": at.support, "until": null }]);
    let mut tries = Vec::new();
    for (with, needs) in [
        (with("details", details), "kernel:person.edit"),
        (with("departments", json!([at.support])), "kernel:membership.edit"),
        (with("roles", held), "kernel:role.assign"),
        (with("active", json!(false)), "kernel:person.suspend"),
    ] {
        tries.push(call("ombud:kernel/people.change", with.clone(), needs).in_person());
        tries.push(call("ombud:kernel/people.preview", with, needs).in_person());
    }
    let suspended = with("active", json!(false));
    let who = "kernel:person.suspend kernel:person.read";
    tries.push(call("ombud:kernel/people.preview", suspended, who).at("/people/0").in_person());
    tries
}

fn roles(at: &At) -> Vec<Try> {
    let changes = |field: &str, value: Value| {
        let mut changes =
            json!({ "name": null, "title": null, "description": null, "grants": null, "retired": null });
        changes[field] = value;
        json!([at.role, changes])
    };
    let renamed = changes("title", json!("Walkers"));
    let given =
        changes("grants", json!([{ "permission": "kernel:person.read", "scopes": ["all"], "until": null }]));
    let new = json!({
        "name": "runners", "title": "Runners", "description": "", "staff": false, "collaborator": false, "grants": [],
    });
    let who = "kernel:role.edit kernel:person.read";
    vec![
        call("ombud:kernel/roles.list", json!([]), "kernel:role.read"),
        call("ombud:kernel/roles.get", json!([at.role]), "kernel:role.read"),
        call("ombud:kernel/roles.holders", json!([at.role, 9]), "kernel:role.read"),
        call("ombud:kernel/roles.permissions", json!([]), "kernel:role.read"),
        call("ombud:kernel/roles.create", json!([new]), "kernel:role.edit").in_person(),
        call("ombud:kernel/roles.change", renamed.clone(), "kernel:role.edit").in_person(),
        call("ombud:kernel/roles.preview", renamed, "kernel:role.edit").in_person(),
        call("ombud:kernel/roles.preview", given, who).at("/people/0").in_person(),
    ]
}

/// What is found needs the `read` of what is found; people need their own.
fn search(at: &At) -> Vec<Try> {
    let find = |text: &str, collection: &str, needs| {
        let query =
            json!({ "text": text, "collections": [collection], "order": "Best", "limit": 9, "cursor": null });
        call("ombud:kernel/search.find", json!([query]), needs).at("/groups/0")
    };
    let number = format!("#{}", at.number);
    vec![
        find(&number, "tickets:tickets", "read=tickets:ticket.read"),
        find("customer", "kernel:people", "kernel:person.read"),
        find("customer@demo.test", "kernel:people", "kernel:person.read kernel:email.read"),
        call("ombud:kernel/search.suggest", json!(["miss", 5]), "read=tickets:ticket.read").at("/0"),
    ]
}

fn the_rest(at: &At) -> Vec<Try> {
    let filter = json!({
        "target": null, "actor": null, "plugin": null, "action": null, "since": null, "until": null, "text": null,
    });
    let explain = |record: Value, needs| {
        call("ombud:kernel/verdicts.explain", json!([at.agent, "tickets:ticket.read", record]), needs)
    };
    let ticket = json!({ "collection": "tickets:tickets", "id": at.ticket });
    vec![
        call("ombud:kernel/audit.search", json!([filter, 9, null]), "kernel:audit.read").at("/entries"),
        call("ombud:kernel/presence.of-people", json!([[at.agent]]), "kernel:presence.read"),
        call("ombud:kernel/departments.list", json!([]), "kernel:person.read"),
        call("ombud:kernel/departments.create", json!(["Returns"]), "kernel:department.edit").in_person(),
        call("ombud:kernel/departments.rename", json!([at.sales, "Trade"]), "kernel:department.edit")
            .in_person(),
        explain(Value::Null, "kernel:access.explain"),
        explain(ticket.clone(), "kernel:access.explain read=tickets:ticket.read"),
        call(
            "ombud:kernel/verdicts.able",
            json!([[at.agent, at.owner], "errand:errand.go", at.sales]),
            "kernel:person.read",
        ),
        call(
            "ombud:kernel/verdicts.readers",
            json!([[at.agent, at.customer], ticket]),
            "kernel:person.read read=tickets:ticket.read",
        ),
    ]
}
