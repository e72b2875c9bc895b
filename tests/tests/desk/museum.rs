//! A desk that an earlier version left goes on with this one.

use ombud_tests::caller::Caller;
use ombud_tests::program::{Program, run};
use ombud_tests::world::{PASSWORD, all, museum, text};
use serde_json::json;
use std::collections::BTreeMap;

/// The subject of each ticket, and its messages.
fn tickets(caller: &Caller) -> BTreeMap<String, u64> {
    let tickets = all(caller, "/tickets/api/tickets", "tickets");
    tickets.iter().map(|ticket| (text(ticket, "subject"), ticket["messages"].as_u64().unwrap())).collect()
}

#[test]
fn a_desk_of_an_earlier_version_goes_on_where_it_was_and_can_be_put_back_as_it_was() {
    let folder = museum("sled-3dd150d");
    let shown = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let data = folder.path().to_string_lossy().into_owned();
    let serve = |data: &str| Program::start(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    let desk = serve(&data);
    let said = desk.said();
    assert!(said.contains("before-upgrade.ombud"), "{said}");
    let agent = Caller::sign_in(desk.base(), "agent.support@demo.test", PASSWORD);
    let owner = Caller::sign_in(desk.base(), "owner@demo.test", PASSWORD);
    let before = tickets(&owner);
    assert_eq!(before.len(), 29);
    let found = all(&agent, "/tickets/api/tickets?department=Support", "tickets");
    let noted = found.iter().find(|ticket| ticket["messages"] == 4).unwrap();
    let path = format!("/tickets/api/tickets/{}/messages", text(noted, "id"));
    let messages = agent.get(&path).is(200);
    let note = messages["messages"].as_array().unwrap().last().unwrap();
    assert_eq!(note["body"], "Kept for the museum, line 3.");
    let file = format!("/api/v1/blobs/{}", text(&note["attachments"][0], "blob"));
    assert_eq!(agent.get(&file).text(), "A drawing of the spare part, kept for the museum.");
    agent.post(&path, &json!({ "kind": "note", "body": "Written by a later version." })).is(201);
    drop(desk);

    let said = run(&["verify", "--data", &data]);
    assert!(said.out.contains("everything fits"), "{}{}", said.out, said.err);
    let desk = serve(&data);
    let owner = Caller::sign_in(desk.base(), "owner@demo.test", PASSWORD);
    let after = tickets(&owner);
    assert_eq!(after.values().sum::<u64>(), before.values().sum::<u64>() + 1);

    let put_back = run(&["restore", &shown("before-upgrade.ombud"), "--data", &shown("again")]);
    assert_eq!(put_back.code, Some(0), "{}", put_back.err);
    let desk = serve(&shown("again"));
    let owner = Caller::sign_in(desk.base(), "owner@demo.test", PASSWORD);
    assert_eq!(tickets(&owner), before);
}
