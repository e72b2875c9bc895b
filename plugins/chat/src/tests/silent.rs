//! Visitors who have gone without a word.

use super::Desk;
use crate::keep::{ATTEMPTS, HEARD, State};
use ombud_plugin::{Query, Request};
use serde_json::json;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.settings(&json!({ "silent-waiting-minutes": 10, "silent-running-minutes": 30 }));
    desk
}

fn nothing_is_kept(desk: &Desk) {
    desk.kernel.act_as_plugin();
    let cx = desk.kernel.cx();
    assert!(cx.all(HEARD, &Query::by("created")).unwrap().is_empty());
    assert!(cx.all(ATTEMPTS, &Query::by("created")).unwrap().is_empty());
    assert!(!desk.kernel.timers().iter().any(|timer| timer.key.starts_with("silent/")));
}

#[test]
fn who_waits_and_neither_reads_nor_writes_waits_no_more() {
    let desk = desk();
    let (visitor, chat) = desk.begins();
    let agent = desk.rings_at(&chat).unwrap();
    for _ in 0..20 {
        desk.passes(30);
    }
    assert_eq!(desk.state(&chat), State::Waiting, "the page may read once more");
    desk.passes(121);
    assert_eq!((desk.state(&chat), desk.has(&agent)), (State::Ended, 0));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    let last = told["lines"].as_array().unwrap().last().unwrap()["text"].clone();
    assert!(last.as_str().unwrap().contains("ended by itself"), "{last}");
    desk.fits_together();
    nothing_is_kept(&desk);
}

#[test]
fn who_reads_when_asked_stays_however_long_it_takes() {
    let desk = desk();
    let (visitor, chat) = desk.begins();
    for _ in 0..4 {
        desk.passes(601);
        // The page was told of a change, and reads; also with an empty cursor.
        desk.get(&visitor, &format!("/api/chats/{chat}?after="));
        desk.passes(121);
        assert_eq!(desk.state(&chat), State::Waiting);
    }
}

#[test]
fn who_talks_may_be_silent_for_longer_and_gives_the_place_free() {
    let desk = desk();
    let (visitor, chat) = desk.talks();
    desk.passes(29 * 60);
    assert_eq!(desk.state(&chat), State::Running);
    desk.done(&visitor, &chat, "lines", &json!({ "key": "k", "text": "One moment." }));
    desk.passes(29 * 60);
    desk.passes(121);
    assert_eq!(desk.state(&chat), State::Running, "who writes is there");
    desk.passes(60);
    desk.passes(121);
    assert_eq!((desk.state(&chat), desk.has(&desk.ana)), (State::Ended, 0));
    desk.fits_together();
    nothing_is_kept(&desk);
}

#[test]
fn without_a_time_in_the_settings_nobody_is_too_silent() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.passes(24 * 60 * 60);
    assert_eq!(desk.state(&chat), State::Running);
}

#[test]
fn an_attempt_whose_answer_was_lost_leaves_no_second_chat() {
    let desk = desk();
    let key = "0123456789abcdef0123456789abcdef";
    let begin = || {
        let asked = json!({ "key": key, "name": "Vera", "department": desk.support, "text": "Hello?" });
        desk.kernel.act_as_visitor();
        let answer = desk.answer(Request::json_body("POST", "/api/chats", &asked));
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        desk.ring();
        let told = answer.body_json().unwrap();
        (told["chat"].as_str().unwrap().to_owned(), told["pass"].as_str().unwrap()["omb_".len()..].to_owned())
    };
    let ((first, _), (second, visitor)) = (begin(), begin());
    assert_eq!((desk.state(&first), desk.state(&second)), (State::Ended, State::Waiting));
    assert_eq!(desk.has(&desk.ana) + desk.has(&desk.boris), 1);
    // Whoever has read has the pass: nobody else ends that chat.
    desk.get(&visitor, &format!("/api/chats/{second}"));
    begin();
    assert_eq!(desk.state(&second), State::Waiting);
    desk.fits_together();
}
