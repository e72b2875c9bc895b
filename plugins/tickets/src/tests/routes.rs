use super::*;
use std::collections::BTreeSet;

#[test]
fn the_manifest_names_exactly_the_routes_that_are_answered() {
    let manifest = include_str!("../../plugin.toml");
    let value = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let named: BTreeSet<(String, String)> = manifest
        .split("[[routes]]")
        .skip(1)
        .map(|route| {
            let mut lines = route.lines();
            let method = lines.find(|line| line.starts_with("method")).map(value).unwrap();
            (method, lines.find(|line| line.starts_with("path")).map(value).unwrap())
        })
        .collect();
    let (named, pages): (BTreeSet<_>, BTreeSet<_>) =
        named.into_iter().partition(|(_, path)| path.starts_with("/api/"));
    let all = ["/fields", "/fields/{name}", "/new-field", "/field-versions", "/tags"];
    let read_and_sent = |path: &str| ["GET", "POST"].map(|method| (method.to_owned(), path.to_owned()));
    assert_eq!(pages, all.into_iter().flat_map(read_and_sent).collect::<BTreeSet<_>>(), "each has a form");
    for (_, path) in pages {
        let page = crate::pages::route::Route::parse(&path.replace("{name}", "order"), &[]);
        assert!(page.is_some(), "nothing answers `{path}`");
    }
    let routes = crate::api::routes();
    let answered: BTreeSet<_> =
        routes.routes().map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    assert_eq!(named, answered);
}

#[test]
fn a_ticket_is_opened_and_read_as_the_interface_says() {
    let desk = Desk::new();
    let answer = desk.ask(Request::json_body(
        "POST",
        "/api/tickets",
        &json!({
            "subject": " Wrong  invoice ",
            "department": "billing",
            "requester": "new@home.test",
            "requester_name": "Noor",
            "body": "It says 7.",
            "priority": "high",
            "tags": ["invoice"],
            "fields": { "amount": 7 },
            "attachments": [{ "blob": desk.cx().put_blob(b"%PDF").unwrap().id, "name": "invoice.pdf" }],
        }),
    ));
    assert_eq!(answer.status, 201);
    let ticket = answer.body_json().unwrap();
    let id = ticket["id"].as_str().unwrap();
    assert_eq!(answer.header_value("location"), Some(format!("/tickets/api/tickets/{id}").as_str()));
    for (field, want) in [
        ("number", json!(1)),
        ("version", json!(1)),
        ("subject", json!("Wrong invoice")),
        ("department", json!(desk.billing)),
        ("department_name", json!("Billing")),
        ("priority", json!("high")),
        ("fields", json!({ "amount": 7 })),
        ("channel", json!("api")),
        ("created", json!("2026-01-01T00:00:00.000Z")),
    ] {
        assert_eq!(ticket[field], want, "{field}");
    }
    for path in [format!("/api/tickets/{id}"), "/api/tickets/1".into(), "/api/tickets/by-number/1".into()] {
        assert_eq!(desk.ask(Request::get(&path)).body_json().unwrap(), ticket, "{path}");
    }
    let messages = desk.ask(Request::get("/api/tickets/1/messages")).body_json().unwrap();
    let file = &messages["messages"][0]["attachments"][0];
    assert_eq!((&file["name"], &file["size"]), (&json!("invoice.pdf"), &json!(4)));
    assert_eq!(file["content_type"], "application/octet-stream");
    let message = messages["messages"][0]["id"].as_str().unwrap();
    let files = desk.ask(Request::get(&format!("/api/tickets/1/messages/{message}/attachments")));
    assert_eq!(&files.body_json().unwrap()["attachments"][0], file);
}

#[test]
fn messages_are_written_and_paged() {
    let desk = Desk::new();
    desk.opened_by_zoe();
    let path = "/api/tickets/1/messages";
    let note = desk.json("POST", path, json!({ "kind": "note", "body": "psst" }));
    assert_eq!((&note["audience"], &note["author_name"]), (&json!("staff"), &json!("Ada Lovelace")));
    desk.kernel.advance(1);
    desk.json("POST", path, json!({ "kind": "reply", "body": "Solved.", "status": "resolved" }));
    assert_eq!(desk.ask(Request::get("/api/tickets/1")).body_json().unwrap()["status"], "resolved");
    let page = desk.ask(Request::get("/api/tickets/1/messages?limit=2")).body_json().unwrap();
    assert_eq!(page["messages"].as_array().unwrap().len(), 2);
    let mut rest = Request::get("/api/tickets/1/messages?limit=2");
    rest.query.push(("cursor".into(), page["next"].as_str().unwrap().into()));
    let rest = desk.ask(rest).body_json().unwrap();
    assert_eq!((&rest["messages"][0]["body"], &rest["next"]), (&json!("Solved."), &Value::Null));
    let history = desk.ask(Request::get("/api/tickets/1/history")).body_json().unwrap();
    assert_eq!(history["history"][1]["what"], "status");
}

#[test]
fn bad_input_is_told_what_and_where() {
    let desk = Desk::new();
    desk.opened_by_zoe();
    let plain = json!({ "subject": "x", "department": "Support", "body": "y" });
    let with = |field: &str, value: Value| {
        let mut body = plain.clone();
        body[field] = value;
        body
    };
    for (body, part) in [
        (json!({}), "`subject` is missing"),
        (with("subject", json!(" ")), "`subject` is empty"),
        (with("subject", json!(7)), "`subject` is a number"),
        (with("department", json!("Sales")), "no department `Sales`"),
        (with("body", json!("")), "`body` is missing"),
        (with("priority", json!("asap")), "`priority`: `asap`"),
        (with("tags", json!([1])), "`tags`"),
        (with("requester", json!("nobody")), "there is no person `nobody`"),
        (with("subjekt", json!("x")), "there is no field `subjekt`"),
        (with("attachments", json!([{ "blob": "00" }])), "`attachments`: there is no file `00`"),
        (with("attachments", json!([{ "blob": "00", "size": 1 }])), "`attachments`: there is no file `00`"),
        (with("fields", json!({ "a": [1] })), "`fields`: `a`"),
    ] {
        desk.refused("POST", "/api/tickets", body, part);
    }
    desk.refused("POST", "/api/tickets/1/messages", json!({ "body": "x" }), "`kind` is missing");
    desk.refused(
        "POST",
        "/api/tickets/1/messages",
        json!({ "kind": "system", "body": "x" }),
        "`kind` must be",
    );
    desk.refused("POST", "/api/tickets/2/messages", json!({ "kind": "note", "body": "x" }), "no ticket #2");
    desk.refused("POST", "/api/tickets/x/messages", json!({ "kind": "note", "body": "x" }), "no ticket `x`");
    desk.refused("PATCH", "/api/tickets/1", json!({ "version": 1, "number": 7 }), "no field `number`");
}

#[test]
fn what_is_not_written_like_an_id_is_not_there() {
    let desk = Desk::new();
    desk.opened_by_zoe();
    for path in ["/api/tickets/a b", "/api/tickets/é", "/api/tickets/999", "/api/tickets/1/messages/%00"] {
        assert!(Tickets::handle(&desk.cx(), Request::get(path)).unwrap_err().is_not_found(), "{path}");
    }
}

#[test]
fn what_is_no_json_is_malformed_rather_than_wrong() {
    let desk = Desk::new();
    for (body, status) in [("{", 400), ("[]", 400), ("", 400)] {
        let mut request = Request::new("POST", "/api/tickets");
        request.body = body.into();
        assert_eq!(desk.ask(request).status, status, "{body}");
    }
    assert_eq!(desk.ask(Request::form_body("/api/tickets", "subject=x")).status, 415);
}
