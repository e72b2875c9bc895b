//! What was given up, and is handed over once more.

use crate::desk::{Desk, START};
use crate::outbound::{self, Machine, outcome, send};
use ombud_access::Timestamp;
use ombud_host::{CallError, DeadLetter, Principal};
use serde_json::{Value, json};

/// Gives everything up that fails.
async fn give_up(desk: &Desk) {
    for _ in 0..20 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(60 * 60 * 1000);
    }
}

/// The only letter.
fn letter(desk: &Desk) -> DeadLetter {
    let mut letters = desk.host.dead_letters().unwrap();
    assert_eq!(letters.len(), 1, "{letters:?}");
    letters.remove(0)
}

async fn retry(desk: &Desk, id: &str) -> Result<(), CallError> {
    desk.host.retry_dead_letter(id, &desk.authority(desk.owner)).await
}

#[tokio::test]
async fn an_event_that_was_set_aside_is_handled_when_an_administrator_hands_it_over_once_more() {
    let desk = Desk::open().await;
    let shy = json!({ "name": "shy" });
    desk.trick_as(Principal::User(desk.agent), "/do/keep", shy).await.unwrap();
    give_up(&desk).await;
    let dead = letter(&desk);
    assert!(dead.can_retry && dead.what.contains("zoo:animals.created"), "{dead:?}");
    let agent = desk.authority(desk.agent);
    assert_eq!(desk.host.retry_dead_letter(&dead.id, &agent).await.unwrap_err().status(), 403);
    assert_eq!(desk.host.discard_dead_letter(&dead.id, &agent).await.unwrap_err().status(), 403);

    let again = retry(&desk, &dead.id).await.unwrap_err();
    assert!(again.to_string().contains("it hides"), "{again}");
    assert!(letter(&desk).at > dead.at, "it stays, and says when it failed last");

    desk.trick("tame").await.unwrap();
    retry(&desk, &dead.id).await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 1 }));
    assert!(desk.host.dead_letters().unwrap().is_empty());
    assert_eq!(retry(&desk, &dead.id).await.unwrap_err().status(), 404);
    let events = desk.store.begin().events_after(0, 1000).unwrap();
    assert_eq!(events.iter().filter(|event| event.kind == "kernel:plugin.retry").count(), 2);
    let audit = desk.store.begin().scan(&ombud_store::Table::<Value>::new("audit"), "", None, 1000).unwrap();
    assert_eq!(audit.iter().filter(|(_, row)| row["action"] == "plugin.retry").count(), 2, "{audit:?}");
}

#[tokio::test]
async fn a_timer_that_was_set_aside_rings_once_more_for_the_time_it_was_due_at_first() {
    let desk = Desk::open().await;
    desk.trick("bell").await.unwrap();
    desk.clock.advance(60_000);
    desk.host.settle().await.unwrap();
    let mut unit = desk.store.begin();
    // It has rung before, so it fails.
    unit.set_timer("zoo", "bell", Timestamp(START.0 + 70_000), "{}".into()).unwrap();
    unit.commit().await.unwrap();
    give_up(&desk).await;
    let dead = letter(&desk);
    assert_eq!(dead.what, "timer bell");
    desk.trick("still").await.unwrap();
    retry(&desk, &dead.id).await.unwrap();
    assert_eq!(desk.trick("rung").await.unwrap()["due"], json!(START.0 + 70_000));
    assert!(desk.host.dead_letters().unwrap().is_empty());
}

#[tokio::test]
async fn a_circle_that_an_administrator_lets_go_on_ends_at_the_same_place_again() {
    let desk = Desk::open().await;
    let parrot = json!({ "name": "parrot" });
    desk.trick_as(Principal::User(desk.agent), "/do/keep", parrot).await.unwrap();
    desk.host.settle().await.unwrap();
    let first = letter(&desk);
    retry(&desk, &first.id).await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 3 }));
    let second = letter(&desk);
    assert_ne!(second.id, first.id);
    desk.host.discard_dead_letter(&second.id, &desk.authority(desk.owner)).await.unwrap();
    desk.host.settle().await.unwrap();
    assert_eq!(desk.trick("seen").await.unwrap(), json!({ "count": 3 }));
    assert!(desk.host.dead_letters().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_its_plugin_could_not_take_is_told_once_more() {
    let machine = Machine::answering(&["200 OK|fine"]);
    let desk = outbound::desk(&machine).await;
    send(&desk, json!({ "key": "deaf", "url": machine.url() })).await.unwrap();
    give_up(&desk).await;
    let dead = letter(&desk);
    assert_eq!(dead.what, "outcome deaf");
    assert_eq!(retry(&desk, &dead.id).await.unwrap_err().status(), 503);
    desk.trick("ears").await.unwrap();
    retry(&desk, &dead.id).await.unwrap();
    let told = outcome(&desk, "deaf").await;
    assert_eq!((&told["answer"][0], &told["answer"][1]), (&json!(200), &json!("fine")), "with its body");
    assert!(desk.host.dead_letters().unwrap().is_empty());
    assert_eq!(machine.heard().len(), 1, "and nothing was sent again");
}

#[tokio::test]
async fn a_request_that_was_given_up_is_queued_again_as_it_was() {
    let answers = [["500 Never"; 12].as_slice(), &["200 OK"]].concat();
    let machine = Machine::answering(&answers);
    let desk = outbound::desk(&machine).await;
    send(&desk, json!({ "key": "a", "url": machine.url(), "body": "hello" })).await.unwrap();
    give_up(&desk).await;
    let dead = letter(&desk);
    assert_eq!((dead.what.as_str(), machine.heard().len()), ("request a", 12));
    assert_eq!(outcome(&desk, "a").await["answer"], json!("the other side answered 500"));
    retry(&desk, &dead.id).await.unwrap();
    desk.host.settle().await.unwrap();
    let heard = machine.heard();
    assert!(heard.len() == 13 && heard[12].ends_with("hello"), "{heard:?}");
    assert_eq!(outcome(&desk, "a").await["attempts"], json!(1));
    assert!(desk.host.dead_letters().unwrap().is_empty());
}
