//! News as they happen: who may read a record hears of it, and nobody else.

use ombud_tests::caller::Caller;
pub(crate) use ombud_tests::live::Listener;
use ombud_tests::live::News;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;

fn note(caller: &Caller, ticket: &str, kind: &str, body: &str) -> String {
    let path = format!("/tickets/api/tickets/{ticket}/messages");
    text(&caller.post(&path, &json!({ "kind": kind, "body": body })).is(201), "id")
}

#[test]
fn news_of_support_reach_support_and_not_sales_and_those_of_a_ticket_that_moved_its_new_place_alone() {
    let desk = World::demo();
    let (support, sales) = (desk.person("agent.support"), desk.person("agent.sales"));
    let (in_support, in_sales) = (Listener::new(&support, None), Listener::new(&sales, None));
    let id = text(&open_ticket(&desk.person("owner"), "Support", "News for Support"), "id");
    in_support.hears("tickets:tickets.created", &id);
    let between = note(&support, &id, "note", "Between us.");
    in_support.hears("tickets:messages.created", &between);

    let other = text(&open_ticket(&desk.person("owner"), "Sales", "News for Sales"), "id");
    let heard = in_sales.hears("tickets:tickets.created", &other);
    assert!(!heard.data.contains(&id));
    for news in in_sales.rest() {
        assert!(
            !news.data.contains(&id) && !news.data.contains(&between),
            "Sales heard of Support's ticket: {news:?}"
        );
    }
    for news in in_support.rest() {
        assert!(!news.data.contains(&other), "Support heard of Sales' ticket: {news:?}");
    }

    let (boss, path) = (desk.person("owner"), format!("/tickets/api/tickets/{id}"));
    let moved =
        json!({ "version": boss.get(&path).is(200)["version"], "department": "Sales", "assignee": null });
    boss.patch(&path, &moved).is(200);
    let later = note(&sales, &id, "note", "Between us of Sales.");
    in_sales.hears("tickets:messages.created", &later);
    for news in in_support.rest() {
        assert!(!news.data.contains(&later), "Support heard what is said in Sales: {news:?}");
    }
}

#[test]
fn a_customer_hears_of_their_own_tickets_and_never_of_notes() {
    let desk = World::demo();
    let (customer, agent) = (desk.person("customer"), desk.person("agent.support"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let own = text(&customer.post("/tickets/api/tickets", &wanted).is(201), "id");
    let ears = Listener::new(&customer, None);
    let other = text(&open_ticket(&desk.person("owner"), "Support", "Of somebody else"), "id");
    let note_id = note(&agent, &own, "note", "SECRET");
    let reply_id = note(&agent, &own, "reply", "On its way.");
    let mut heard = vec![ears.hears("tickets:messages.created", &reply_id)];
    heard.extend(ears.rest());
    for news in heard {
        let said = format!("{news:?}");
        for hidden in [&other, &note_id, "SECRET"] {
            assert!(!said.contains(hidden), "a customer heard of {hidden}: {said}");
        }
    }
}

#[test]
fn who_was_away_hears_what_happened_meanwhile() {
    let mut desk = World::demo();
    let agent = desk.person("agent.support");
    let ears = Listener::new(&agent, None);
    let first = text(&open_ticket(&agent, "Support", "Before"), "id");
    let heard = ears.hears("tickets:tickets.created", &first);
    assert!(!heard.id.is_empty(), "{heard:?}");
    drop(ears);
    let missed = text(&open_ticket(&agent, "Support", "Meanwhile"), "id");
    let hidden = text(&open_ticket(&desk.person("owner"), "Sales", "Elsewhere"), "id");

    desk.program().kill();
    desk.start_again();
    let agent = desk.person("agent.support");
    let ears = Listener::new(&agent, Some(&heard.id));
    ears.hears("tickets:tickets.created", &missed);
    for news in ears.rest() {
        assert!(!news.data.contains(&first) || news.kind != "tickets:tickets.created", "twice: {news:?}");
        assert!(!news.data.contains(&hidden), "{news:?}");
    }
}

#[test]
fn who_loses_sight_of_a_ticket_hears_that_it_left_and_nothing_of_where_it_is() {
    let desk = World::demo();
    let [owner, support, sales] = ["owner", "agent.support", "agent.sales"].map(|name| desk.person(name));
    let ticket = open_ticket(&owner, "Support", "Wanders");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let [in_support, in_sales, boss] =
        [&support, &sales, &desk.person("supervisor")].map(|listens| Listener::new(listens, None));
    let now = owner.get(&path).is(200);
    owner.patch(&path, &json!({ "version": now["version"], "department": "Sales" })).is(200);
    let id = text(&ticket, "id");
    in_support.hears("tickets:tickets.left", &id);
    in_sales.hears("tickets:tickets.changed", &id);
    let there = note(&sales, &id, "note", "Among us.");
    let mut others = vec![boss.hears("tickets:messages.created", &there)];
    others.extend([boss, in_sales].iter().flat_map(Listener::rest));
    assert!(others.iter().all(|news| news.kind != "tickets:tickets.left"), "{others:?}");
    // What others keep of it, its deadlines say, left as well.
    let after = in_support.rest();
    let tells = |news: &News| !news.kind.ends_with(".left") && news.data.contains(&id);
    assert!(!after.iter().any(|news| tells(news) || news.data.contains(&there)), "{after:?}");
}

#[test]
fn a_visitor_hears_nothing() {
    let desk = World::demo();
    desk.visitor().get("/api/v1/events").problem(401);
}

#[test]
fn who_is_suspended_hears_no_more() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    let ears = Listener::new(&agent, None);
    let before = text(&open_ticket(&owner, "Support", "Before"), "id");
    ears.hears("tickets:tickets.created", &before);
    let me = text(&agent.get("/api/v1/me").is(200), "id");
    crate::people::set_active(&owner, &me, false);
    let after = text(&open_ticket(&owner, "Support", "After"), "id");
    for news in ears.rest() {
        assert!(!news.data.contains(&after), "{news:?}");
    }
}

#[test]
fn what_happens_to_plugins_is_told_to_whoever_may_see_plugins() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let inside = Listener::new(&admin, None);
    let outside = Listener::new(&desk.person("agent.support"), None);
    let (kind, hello) = ([("content-type", "application/wasm")], ombud_testkit::pack("examples/hello"));
    admin.fetch("POST", "/api/v1/plugins?approve=all", &kind, hello).is(201);
    inside.hears("kernel:plugin.install", "hello");
    let ticket = open_ticket(&admin, "Support", "After the plugin");
    outside.hears("tickets:tickets.created", &text(&ticket, "id"));
    assert!(outside.rest().iter().all(|news| !news.kind.starts_with("kernel:")));
}

#[test]
fn what_other_plugins_say_about_a_ticket_reaches_staff_and_no_customer() {
    let desk = World::demo();
    let (customer, agent) = (desk.person("customer"), desk.person("agent.support"));
    let (outside, inside) = (Listener::new(&customer, None), Listener::new(&agent, None));
    let ticket = json!({ "subject": "A lamp", "department": "Support", "body": "It flickers." });
    let id = text(&customer.post("/tickets/api/tickets", &ticket).is(201), "id");
    note(&agent, &id, "reply", "We look into it.");
    let kept = inside.hears("sla:deadline.kept", &id);
    assert!(kept.data.contains("first-response"), "{kept:?}");
    outside.hears("tickets:tickets.changed", &id);
    let rest = outside.rest();
    assert!(!rest.iter().any(|news| news.kind.starts_with("sla:")), "{rest:?}");
}
