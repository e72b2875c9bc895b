//! What a collaborator writes leaves the desk by no path.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

const TICKETS: &str = "/tickets/api/tickets";
const SECRET: &str = "SECRET-of-Cleo";

/// Everything that a customer can read of his tickets, as one text.
fn all_that_is_told(customer: &Caller) -> String {
    let list = customer.get(&format!("{TICKETS}?limit=200")).is(200);
    let mut told = list.to_string();
    for ticket in list["tickets"].as_array().unwrap() {
        for part in ["", "/messages", "/history"] {
            told.push_str(
                &customer.get(&format!("{TICKETS}/{}{part}", text(ticket, "id"))).is(200).to_string(),
            );
        }
    }
    told
}

fn mail(from: &str, id: &str, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "From: {from}@demo.test\r\nTo: support@demo.test\r\nSubject: A lid\r\nMessage-ID: <{id}@demo.test>\r\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n{headers}\r\n{body}\r\n"
    )
    .into_bytes()
}

fn hand_in(admin: &Caller, mail: Vec<u8>) -> Value {
    let path = "/mail/api/messages?department=Support";
    admin.fetch("POST", path, &[("content-type", "message/rfc822")], mail).is(201)
}

#[test]
fn what_a_collaborator_writes_reaches_no_customer_by_reply_subject_mail_split_or_as_the_one_who_asked() {
    let desk = World::demo();
    let (owner, admin, agent) = (desk.person("owner"), desk.person("admin"), desk.person("agent.support"));
    let (cleo, customer) = (desk.person("collaborator"), desk.person("customer"));

    let came = hand_in(&admin, mail("customer", "lid-1", "", "Where is the lid?"));
    let at = format!("{TICKETS}/{}", text(&came, "ticket"));
    let version = || cleo.get(&at).is(200)["version"].clone();
    cleo.post(&format!("{at}/messages"), &json!({ "kind": "reply", "body": SECRET })).problem(403);
    cleo.patch(&at, &json!({ "version": version(), "subject": SECRET })).problem(403);
    cleo.patch(&at, &json!({ "version": version(), "priority": "high", "tags": [SECRET] })).is(200);
    let note = cleo.post(&format!("{at}/messages"), &json!({ "kind": "note", "body": SECRET })).is(201);

    let answer = hand_in(&admin, mail("collaborator", "lid-2", "In-Reply-To: <lid-1@demo.test>\r\n", SECRET));
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &came["ticket"]), "{answer}");

    let messages = agent.get(&format!("{at}/messages")).is(200);
    let first = &messages["messages"][0]["id"];
    let split = json!({
        "ticket": came["ticket"], "messages": [first, note["id"]], "mode": "copy", "subject": "The lid again",
        "department": "Support",
    });
    agent.post("/split/api/splits", &split).is(201);
    let mut forward = split.clone();
    forward["department"] = json!("Sales");
    cleo.post("/split/api/splits", &forward).problem(403);

    // Now Cleo asks something himself, a customer listens, and Cleo holds the role of customers, too.
    let me = text(&cleo.get("/api/v1/me").is(200), "id");
    let roles = json!({ "roles": [{ "role": "collaborator" }, { "role": "customer" }] });
    owner.put(&format!("/api/v1/users/{me}/roles"), &roles).is(200);
    let wanted = json!({
        "subject": "For both", "department": "Support", "body": "Hello, both of you.", "requester": me,
        "participants": ["customer@demo.test"],
    });
    let shared = owner.post(TICKETS, &wanted).is(201);
    let cleo = desk.person("collaborator");
    let own = format!("{TICKETS}/{}/messages", text(&shared, "id"));
    let refused = cleo.post(&own, &json!({ "kind": "reply", "body": SECRET })).problem(403);
    assert!(text(&refused, "detail").contains("collaborators write stays inside"), "{refused}");
    let opened = json!({ "subject": SECRET, "department": "Support", "body": SECRET, "participants": ["customer@demo.test"] });
    cleo.post(TICKETS, &opened).problem(403);

    let told = all_that_is_told(&customer);
    assert!(told.contains("Hello, both of you.") && told.contains("The lid again"), "{told}");
    assert!(!told.contains(SECRET), "{told}");
    let inside = agent.get(&format!("{at}/messages")).is(200).to_string();
    assert!(inside.matches(SECRET).count() >= 2, "{inside}");
}
