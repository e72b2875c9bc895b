//! How long visitors wait for the first answer in a chat.

use super::{Desk, HOUR, MINUTE, NOW, said};
use crate::keep::{CHATS, Promised};
use ombud_plugin::desk::chats::{Chat, Service};
use ombud_plugin::{Error, Result};
use ombud_worktime::policy::Metric;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone, Default)]
struct Board(Rc<RefCell<Vec<Chat>>>);

impl Service for Board {
    fn get(&self, chat: &str) -> Result<Chat> {
        let chats = self.0.borrow();
        chats
            .iter()
            .find(|one| one.id == chat)
            .cloned()
            .ok_or_else(|| Error::not_found("there is no such chat"))
    }

    fn unanswered(&self) -> Result<Vec<Chat>> {
        let waits = |chat: &&Chat| chat.answered.is_none() && chat.ended.is_none();
        Ok(self.0.borrow().iter().filter(waits).cloned().collect())
    }
}

impl Board {
    fn of(desk: &Desk) -> Board {
        let board = Board::default();
        desk.kernel.chats(board.clone());
        board
    }

    fn begins(&self, desk: &Desk, id: &str) {
        self.0.borrow_mut().push(Chat {
            id: id.into(),
            department: desk.support.clone(),
            visitor: desk.zoe.clone(),
            agent: None,
            begun: desk.kernel.cx().now(),
            answered: None,
            ended: None,
        });
        self.tells(desk, id);
    }

    fn becomes(&self, desk: &Desk, id: &str, what: impl Fn(&mut Chat, u64)) {
        let now = desk.kernel.cx().now();
        self.0.borrow_mut().iter_mut().filter(|chat| chat.id == id).for_each(|chat| what(chat, now));
        self.tells(desk, id);
    }

    fn tells(&self, desk: &Desk, id: &str) {
        desk.event("chat:chats.changed", "chat:chats", id);
    }
}

fn promises(desk: &Desk, minutes: u64) -> String {
    let target = json!({ "normal": { "time": minutes * MINUTE, "calendar": null } });
    let policy = json!({
        "name": "Chats",
        "promises": {
            "chat-answer": { "targets": target, "warnings": [{ "used": 50 }] },
            "first-response": { "targets": { "normal": { "time": HOUR, "calendar": null } } },
        },
    });
    let made = desk.send("POST", "/api/policies", &policy);
    assert_eq!(made.status, 201, "{}", made.body_text());
    desk.ring();
    made.body_json().unwrap()["id"].as_str().unwrap().to_owned()
}

fn promised(desk: &Desk, chat: &str) -> Promised {
    let kept = desk.kernel.cx().find(CHATS, chat).unwrap().unwrap();
    kept.value.promised[0].clone()
}

#[test]
fn of_a_chat_its_answer_is_warned_of_kept_or_broken_once_each() {
    let desk = Desk::new();
    let board = Board::of(&desk);
    promises(&desk, 4);
    board.begins(&desk, "late");
    desk.passes(MINUTE);
    board.begins(&desk, "kept");
    board.begins(&desk, "gone");
    desk.passes(MINUTE);
    board.becomes(&desk, "kept", |chat, now| chat.answered = Some(now));
    board.becomes(&desk, "gone", |chat, now| chat.ended = Some(now));
    desk.passes(10 * MINUTE);
    board.becomes(&desk, "late", |chat, now| chat.answered = Some(now));
    board.tells(&desk, "late");
    let chat = |kind, minutes| said(kind, "chat-answer", 1, minutes);
    assert_eq!(desk.said(), [chat("kept", 2), chat("warned", 2), chat("broken", 4)]);
    assert!(
        desk.kernel
            .events()
            .iter()
            .filter(|one| one.kind.starts_with("sla:"))
            .all(|one| one.subject.collection == "chat:chats")
    );
    let kept = promised(&desk, "kept");
    assert_eq!((kept.metric, kept.done.map(|(_, took)| took)), (Metric::ChatAnswer, Some(60_000)));
}

#[test]
fn of_many_chats_that_are_due_at_once_none_is_passed_over() {
    let desk = Desk::new();
    let board = Board::of(&desk);
    promises(&desk, 4);
    for number in 0..120 {
        board.begins(&desk, &format!("chat-{number:03}"));
    }
    desk.passes(10 * MINUTE);
    for kind in ["warned", "broken"] {
        assert_eq!(desk.said().iter().filter(|said| said.0 == kind).count(), 120, "{kind}");
    }
}

#[test]
fn of_more_chats_than_are_looked_at_in_one_call_each_follows_a_new_policy() {
    let desk = Desk::new();
    let board = Board::of(&desk);
    for number in 0..120 {
        board.begins(&desk, &format!("chat-{number:03}"));
    }
    promises(&desk, 10);
    assert!((0..120).all(|number| promised(&desk, &format!("chat-{number:03}")).due.is_some()));
}

#[test]
fn where_nothing_is_promised_to_those_who_chat_no_chat_is_read() {
    // Whoever asks for a chat here is told that nobody keeps any.
    let desk = Desk::new();
    desk.event("chat:chats.changed", "chat:chats", "one");
    assert!(desk.kernel.cx().find(CHATS, "one").unwrap().is_none());
}

#[test]
fn chats_that_wait_follow_when_policies_change() {
    let desk = Desk::new();
    let board = Board::of(&desk);
    board.begins(&desk, "early");
    let id = promises(&desk, 10);
    let due = |chat: &str| promised(&desk, chat).due.map(|due| u64::try_from(due).unwrap() - NOW);
    assert_eq!(due("early"), Some(10 * MINUTE), "it began before there was a policy");
    let mut policy = desk.get(&format!("/api/policies/{id}"));
    policy["promises"]["chat-answer"]["targets"]["normal"]["time"] = json!(5 * MINUTE);
    assert_eq!(desk.send("PUT", &format!("/api/policies/{id}"), &policy).status, 200);
    desk.ring();
    assert_eq!(due("early"), Some(5 * MINUTE));
    board.becomes(&desk, "early", |chat, now| chat.answered = Some(now));
    assert_eq!(desk.said(), [said("kept", "chat-answer", 1, 0)]);
}
