//! Watching: what nobody notices, and what is noted.

use super::{Desk, SECOND, received};
use serde_json::{Value, json};

/// Ana talks with a visitor, and what happens in between happens.
fn conversation(between: impl Fn(&Desk, &str)) -> (String, Vec<String>) {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let mut all = Vec::new();
    for nth in 0..3 {
        desk.done(
            &visitor,
            &chat,
            "lines",
            &json!({ "key": format!("v{nth}"), "text": format!("Question {nth}") }),
        );
        between(&desk, &chat);
        desk.done(
            &desk.ana,
            &chat,
            "lines",
            &json!({ "key": format!("a{nth}"), "text": format!("Answer {nth}") }),
        );
        all.push(received(&desk, &chat, &visitor, &desk.ana));
        desk.kernel.advance(700);
    }
    let seen = desk.get(&visitor, &format!("/api/chats/{chat}"));
    (seen.to_string(), all)
}

/// Ids count on in the fake kernel, whatever they are for: in the real one they are chance.
fn without_ids(text: &str) -> String {
    let mut plain = String::new();
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        plain += if digits.len() >= 26 { "ID" } else { digits };
        plain += &part[digits.len()..];
    }
    plain
}

#[test]
fn visitor_and_agent_receive_the_same_to_the_byte_whether_somebody_watches_or_not() {
    let (alone, pages) = conversation(|_, _| {});
    let (watched, others) = conversation(|desk, chat| {
        desk.done(&desk.sofia, chat, "watch", &json!({}));
        desk.get(&desk.sofia, &format!("/api/chats/{chat}"));
        let page = desk.page(&desk.sofia, &format!("/chats/{chat}"));
        assert!(page.contains("Question 0"), "she sees it");
    });
    assert_eq!(without_ids(&alone), without_ids(&watched));
    for (one, other) in pages.iter().zip(&others) {
        assert_eq!(without_ids(one), without_ids(other));
    }
}

#[test]
fn a_whisper_moves_nothing_that_the_visitor_sees_and_the_agent_puts_it_in() {
    let (alone, _) = conversation(|_, _| {});
    let (whispered, _) = conversation(|desk, chat| {
        desk.done(&desk.sofia, chat, "whisper", &json!({ "text": "Offer her the refund." }));
    });
    assert_eq!(without_ids(&alone), without_ids(&whispered));
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let told = desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "Offer <i>her</i> the refund." }));
    let page = desk.page(&desk.ana, &format!("/chats/{chat}"));
    assert!(page.contains("Offer &lt;i&gt;her"), "{page}");
    let id = told["id"].as_str().unwrap();
    // What was typed so far stays, and nothing is sent.
    let form = format!("key=k1&text=Dear+Mira,&insert={id}");
    desk.kernel.act_as(&desk.ana);
    let answer = desk.answer(ombud_plugin::Request::form_body(&format!("/chats/{chat}/lines"), &form));
    assert_eq!(answer.status, 200);
    let page = answer.body_text();
    assert!(page.contains("Dear Mira,\n\nOffer &lt;i&gt;her&lt;/i&gt; the refund.</textarea>"), "{page}");
    let seen = desk.get(&visitor, &format!("/api/chats/{chat}")).to_string();
    assert!(!seen.contains("refund") && !seen.contains("whisper"), "{seen}");
}

#[test]
fn nothing_of_a_colleagues_chat_is_seen_before_it_is_noted_who_watches() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.done(&visitor, &chat, "lines", &json!({ "key": "s", "text": "A secret." }));
    let closed = |page: &str| assert!(!page.contains("A secret."), "{page}");
    closed(&desk.page(&desk.sofia, &format!("/chats/{chat}")));
    desk.kernel.act_as(&desk.sofia);
    let refused = desk.answer(ombud_plugin::Request::get(&format!("/api/chats/{chat}")));
    assert_eq!(refused.status, 403);
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    assert!(desk.page(&desk.sofia, &format!("/chats/{chat}")).contains("A secret."));
    let noted = desk.get(&desk.sofia, "/api/watches")["watches"].clone();
    assert_eq!(noted.as_array().map(Vec::len), Some(1), "{noted}");
    assert_eq!((&noted[0]["watcher"], &noted[0]["agent"]), (&json!(desk.sofia), &json!(desk.ana)));
    // Whoever loses the right sees nothing more.
    desk.kernel.deny("chat:chat.observe");
    closed(&desk.page(&desk.sofia, &format!("/chats/{chat}")));
}

#[test]
fn a_note_is_of_one_agent_and_not_for_ever() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    let address = format!("/api/chats/{chat}");
    let status = || {
        desk.kernel.act_as(&desk.sofia);
        desk.answer(ombud_plugin::Request::get(&address)).status
    };
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    desk.done(&desk.ana, &chat, "transfer", &json!({ "agent": desk.boris }));
    desk.done(&desk.boris, &chat, "accept", &json!({}));
    assert_eq!(status(), 403, "it is Boris's now");
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    // Who goes on looking is noted anew after some hours.
    for _ in 0..4 {
        desk.kernel.advance(50 * 60 * SECOND);
        assert_eq!(status(), 200);
    }
    desk.kernel.advance(50 * 60 * SECOND);
    assert_eq!(status(), 403);
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    let noted = desk.get(&desk.sofia, "/api/watches")["watches"].clone();
    let agents: Vec<_> = noted.as_array().unwrap().iter().map(|watch| watch["agent"].clone()).collect();
    assert_eq!(agents, [json!(desk.boris), json!(desk.boris), json!(desk.ana)]);
}

#[test]
fn what_was_whispered_is_seen_by_none_but_whom_the_chat_rings_at_while_it_waits() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "She is a pest." }));
    let wish = json!({ "agent": desk.boris, "note": "Take care." });
    desk.done(&desk.ana, &chat, "transfer", &wish);
    assert_eq!(desk.rings_at(&chat), Some(desk.boris.clone()));
    for who in [&desk.ana, &desk.sofia, &desk.boris] {
        let told = desk.get(who, &format!("/api/chats/{chat}")).to_string();
        for page in [told, desk.page(who, &format!("/chats/{chat}"))] {
            assert!(page.contains("Hello?"), "{page}");
            for text in ["She is a pest.", "Take care."] {
                assert_eq!(page.contains(text), *who == desk.boris, "{who} {text}: {page}");
            }
        }
    }
    // What was left out then is new to whoever may see it later.
    let next = desk.get(&desk.sofia, &format!("/api/chats/{chat}"))["next"].clone();
    desk.done(&desk.boris, &chat, "accept", &json!({}));
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    let address = format!("/api/chats/{chat}?after={}", next.as_str().unwrap());
    let told = desk.get(&desk.sofia, &address).to_string();
    assert!(told.contains("She is a pest.") && told.contains("Take care."), "{told}");
}

#[test]
fn each_way_of_helping_is_a_right_of_its_own() {
    for (act, permission) in
        [("watch", "observe"), ("whisper", "whisper"), ("join", "join"), ("take-over", "take-over")]
    {
        let desk = Desk::new();
        let (_, chat) = desk.talks();
        desk.kernel.deny(&format!("chat:chat.{permission}"));
        let answer = desk.post(&desk.sofia, &format!("/api/chats/{chat}/{act}"), &json!({ "text": "x" }));
        assert_eq!(answer.status, 403, "{act}");
        assert!(desk.has(&desk.sofia) == 0 && desk.has(&desk.ana) == 1);
    }
}

#[test]
fn who_joins_talks_beside_the_agent_and_who_takes_over_in_place_of_the_agent() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "join", &json!({}));
    desk.done(&desk.sofia, &chat, "lines", &json!({ "key": "j", "text": "I can help." }));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!(told["agent"]["name"], "Anna from Support", "she still has it");
    let last = |told: &Value| told["lines"].as_array().unwrap().last().unwrap()["text"].clone();
    assert_eq!(last(&told), "I can help.");
    desk.done(&desk.sofia, &chat, "take-over", &json!({}));
    assert_eq!((desk.has(&desk.sofia), desk.has(&desk.ana)), (1, 0));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!(told["agent"]["name"], "Sofia Supervisor");
    desk.fits_together();
}
