//! Canned answers: whose they are, who uses and changes them, and what customers are told of it.

use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const ANSWERS: &str = "/canned/api/answers";

fn body(whose: &str, title: &str, text: &str) -> Value {
    json!({ "whose": whose, "title": title, "text": text })
}

fn titles(told: &Value) -> Vec<String> {
    told["answers"].as_array().unwrap().iter().map(|answer| text(answer, "title")).collect()
}

#[test]
fn each_sees_his_own_those_of_his_departments_and_those_of_all() {
    let desk = World::demo();
    let listed = |who: &str| titles(&desk.person(who).get(ANSWERS).is(200)).join(", ");
    assert_eq!(
        listed("agent.support"),
        "A refund takes five working days, My signature, Opening hours, Parts are on their way, \
         Thank you, and how to reach us again"
    );
    assert_eq!(listed("agent.sales"), "Opening hours, Thank you, and how to reach us again");
    let supervised = listed("supervisor");
    assert!(supervised.contains("Parts are") && !supervised.contains("My signature"), "{supervised}");
    // The owner may use all there are, but what somebody keeps for himself is in nobody else's list.
    assert!(!listed("owner").contains("My signature"));
    desk.person("customer").get(ANSWERS).problem(403);
    desk.person("customer").get("/canned/").problem(403);
    desk.visitor().get(ANSWERS).problem(401);
}

#[test]
fn each_changes_what_he_may_and_nothing_else() {
    let desk = World::demo();
    let (agent, supervisor, sales) =
        (desk.person("agent.support"), desk.person("supervisor"), desk.person("agent.sales"));
    let own = text(&agent.post(ANSWERS, &body("own", "Mine", "x")).is(201), "id");
    agent.post(ANSWERS, &body("Support", "Of Support", "x")).problem(403);
    agent.post(ANSWERS, &body("all", "Of all", "x")).problem(403);
    let ours = text(&supervisor.post(ANSWERS, &body("Support", "Of Support", "x")).is(201), "id");
    let of_all = text(&supervisor.post(ANSWERS, &body("all", "Of all", "x")).is(201), "id");

    let change = |whose: &str| {
        let mut body = body(whose, "Changed", "y");
        body["version"] = json!(1);
        body
    };
    for (id, whose) in [(&ours, "Support"), (&of_all, "all")] {
        agent.put(&format!("{ANSWERS}/{id}"), &change(whose)).problem(403);
        agent.delete(&format!("{ANSWERS}/{id}")).problem(403);
    }
    // Giving his own to all takes the right to share.
    agent.put(&format!("{ANSWERS}/{own}"), &change("all")).problem(403);
    agent.put(&format!("{ANSWERS}/{own}"), &change("own")).is(200);
    agent.put(&format!("{ANSWERS}/{own}"), &change("own")).problem(409);
    // What is hidden is not there.
    for path in [&own, &ours] {
        sales.put(&format!("{ANSWERS}/{path}"), &change("own")).problem(404);
        sales.delete(&format!("{ANSWERS}/{path}")).problem(404);
        assert_eq!(sales.get(&format!("/canned/answers/{path}")).status, 404);
    }
    supervisor.delete(&format!("{ANSWERS}/{of_all}")).is(204);
}

#[test]
fn what_is_filled_in_is_what_a_customer_may_read() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    let me = text(&agent.get("/api/v1/me").is(200), "id");
    owner.patch(&format!("/api/v1/users/{me}"), &json!({ "alias": "Annie" })).is(200);
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let (number, ticket) = (&opened["number"], text(&opened, "id"));
    let words = "Dear {customer.name}, {agent.name} here about #{ticket.number}, {ticket.subject}.";
    let id = text(&agent.post(ANSWERS, &body("own", "Greeting", words)).is(201), "id");

    let offered = agent.get(&format!("/console/tickets/{number}/answers?q=greet")).is(200);
    assert_eq!(offered[0]["title"], "Greeting");
    let filled = agent.get(offered[0]["from"].as_str().unwrap()).is(200);
    assert_eq!(filled["text"], json!(format!("Dear Mira, Annie here about #{number}, A lid.")));
    let used = agent.get(ANSWERS).is(200);
    let used = used["answers"].as_array().unwrap().iter().find(|one| one["id"] == json!(id)).unwrap();
    assert_eq!(used["uses"], 1);

    // The language of the ticket chooses; another department's are not offered here.
    let version = agent.get(&format!("/tickets/api/tickets/{ticket}")).is(200)["version"].clone();
    agent
        .patch(&format!("/tickets/api/tickets/{ticket}"), &json!({ "version": version, "language": "sl" }))
        .is(200);
    let offered = agent.get(&format!("/console/tickets/{number}/answers?q=hours")).is(200);
    let filled = agent.get(offered[0]["from"].as_str().unwrap()).is(200);
    assert!(text(&filled, "text").starts_with("Tu smo"), "{filled}");
    assert_eq!(agent.get(&format!("/console/tickets/{number}/answers?q=refund")).is(200), json!([]));
    // Nobody is offered anything about a ticket that he may not read.
    assert_eq!(
        desk.person("agent.sales").get(&format!("/console/tickets/{number}/answers?q=hours")).status,
        404
    );
    assert_eq!(
        desk.person("customer").get(&format!("/console/tickets/{number}/answers?q=hours")).status,
        403
    );
}

#[test]
fn a_text_with_something_unknown_in_it_is_refused_and_says_what_there_is() {
    let desk = World::demo();
    let told =
        desk.person("agent.support").post(ANSWERS, &body("own", "Hi", "Dear {custmer.name}")).problem(422);
    let told = told.to_string();
    assert!(told.contains("custmer.name") && told.contains("{customer.name}"), "{told}");
}
