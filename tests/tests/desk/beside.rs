//! People who are at different processes of one desk see each other come, write and go as if there were one.

use crate::availability::{self, state, works};
use crate::chat::helping::signal as signal_in_chat;
use crate::chat::{self, act, rings, visitor};
use crate::cluster;
use crate::signals::{Wire, signal};
use crate::together::{PATIENCE, person, two_of};
use ombud_tests::together::{SOON, until};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;

#[test]
fn whoever_looks_and_types_at_one_process_is_seen_at_the_other_by_whom_it_is_for() {
    let world = chat::desk(&[("agent.support", 2)]);
    let support = chat::support(&world);
    let (vera, begun) = visitor(&world, &support, "Vera");
    let Some((_cluster, two)) = two_of(world) else {
        return cluster::not_tested("whether people at two processes see each other write");
    };
    let (ana, ana_there) = person(&two, "agent.support");
    let (_, sofia_there) = person(&two, "supervisor");
    let her = text(&ana.get("/api/v1/me").is(200), "name");

    let ticket = text(&open_ticket(&ana, "Support", "A lid"), "id");
    until("the ticket", SOON, || sofia_there.get(&format!("/tickets/api/tickets/{ticket}")).status == 200);
    let wire = Wire::about(&sofia_there, &ticket);
    for kind in ["looking", "writing"] {
        signal(&ana, &ticket, kind).is(204);
        wire.sees(&[(&her, kind)]);
    }
    signal(&ana, &ticket, "gone").is(204);
    wire.sees(&[]);
    // Where nobody says that it is over, as when the process is killed, it is over some seconds later.
    signal(&ana, &ticket, "looking").is(204);
    wire.sees(&[(&her, "looking")]);
    wire.sees(&[]);

    // A visitor at one, the agent at the other.
    let vera = vera.at(ana.base());
    until("it rings", PATIENCE, || rings(&ana_there, &begun));
    act(&ana_there, &begun, "accept").is(204);
    until("it runs", SOON, || chat::told(&vera, &begun)["state"] == "running");
    let record = format!("chat:chats/{begun}");
    let [with_vera, with_ana, with_sofia] =
        [&vera, &ana_there, &sofia_there].map(|who| Wire::at(who, &record));
    signal_in_chat(&ana_there, &begun, "kind=writing&audience=everyone");
    with_vera.until("that she writes", |bytes| bytes.contains("\"writing\":true"));
    signal_in_chat(&vera, &begun, "kind=typed&text=Where+is");
    with_ana.until("what the visitor types", |bytes| bytes.contains("Where is"));
    with_sofia.until("that the visitor writes", |bytes| bytes.contains("Vera"));
    assert!(!with_sofia.bytes().contains("Where is"), "{}", with_sofia.bytes());
    assert!(!with_vera.bytes().contains("Ana"), "{}", with_vera.bytes());
}

#[test]
fn whoever_is_at_two_processes_has_not_gone_with_one_and_those_of_a_killed_one_go_or_come_back() {
    let world = World::demo();
    world.person("admin").patch("/api/v1/settings", &json!({ "grace": 1 })).is(200);
    works(&world, "agent.support", "00:00-24:00");
    works(&world, "agent.sales", "00:00-24:00");
    let Some((_cluster, mut two)) = two_of(world) else {
        return cluster::not_tested("whether somebody is here who is at one of two processes");
    };
    let (ana, ana_there) = person(&two, "agent.support");
    let (ben, _) = person(&two, "agent.sales");
    let (_, boss) = person(&two, "supervisor");
    let id = |who: &ombud_tests::caller::Caller| text(&who.get("/api/v1/me").is(200), "id");
    let (her, him) = (id(&ana), id(&ben));
    let is = |whom: &str, wanted: &str| until(wanted, PATIENCE, || state(&boss, whom, "tickets") == wanted);

    // A browser whose stream was cut opens the next one at another process.
    let first = availability::Wire::here(&ana);
    is(&her, "accepting");
    let second = availability::Wire::here(&ana_there);
    drop(first);
    sleep(Duration::from_millis(2500));
    assert_eq!(state(&boss, &her, "tickets"), "accepting", "she is at the other");
    drop(second);
    is(&her, "offline");

    // Both are at the one that is killed; she comes back to the other.
    let hers = availability::Wire::here(&ana);
    let his = availability::Wire::here(&ben);
    is(&her, "accepting");
    is(&him, "accepting");
    two.kill(0);
    drop((hers, his));
    let _again = availability::Wire::here(&ana_there);
    is(&him, "offline");
    assert_eq!(state(&boss, &her, "tickets"), "accepting", "she came back");
    two.begin(0);
    two.stop_and_verify();
}
