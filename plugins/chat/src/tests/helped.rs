//! What helps agents and whoever looks after them: canned answers, what is to be looked at first, coming and leaving, what can be kept.

use super::{Desk, SECOND};
use crate::keep::State;
use ombud_plugin::desk::canned::{Answer, Whose};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::phrases::{self, Topic};
use ombud_plugin::desk::tickets::Attachment;
use ombud_plugin::{Cx, Request, Result};
use serde_json::{Value, json};

/// Two canned answers; the second has a file.
struct Answers(Cx);

impl phrases::Service for Answers {
    fn find_about(&self, topic: &Topic, words: &str, _: u32) -> Result<Vec<Answer>> {
        let answer = |id: &str, title: &str, whose| Answer {
            id: id.to_owned(),
            title: title.to_owned(),
            shortcut: "late".to_owned(),
            whose,
            department: Some(topic.department.clone()),
            languages: Vec::new(),
            uses: 0,
        };
        let all = [answer("a1", "Late parcel", Whose::Department), answer("a2", "Price <list>", Whose::All)];
        Ok(all.into_iter().filter(|one| one.title.to_lowercase().starts_with(words)).collect())
    }

    fn fill_about(&self, answer: &str, topic: &Topic) -> Result<String> {
        let words = if answer == "a1" { "it is on its way." } else { "here is the list." };
        Ok(format!("Dear {}, {words}", topic.customer.as_deref().unwrap_or_default()))
    }
}

impl enclosures::Service for Answers {
    fn files(&self, answer: &str) -> Result<Vec<Attachment>> {
        if answer == "a1" {
            return Ok(Vec::new());
        }
        let blob = self.0.put_blob(b"prices")?;
        let (name, content_type) = ("prices.txt".to_owned(), "text/plain".to_owned());
        Ok(vec![Attachment { blob: blob.id, name, content_type, size: blob.size, inline: None }])
    }
}

fn with_answers() -> Desk {
    let desk = Desk::new();
    desk.kernel.phrases(Answers(desk.kernel.cx()));
    desk.kernel.enclosures(Answers(desk.kernel.cx()));
    desk
}

#[test]
fn a_canned_answer_is_put_into_what_one_writes_with_its_files() {
    let desk = with_answers();
    let (visitor, chat) = desk.talks();
    let offers = desk.get(&desk.ana, &format!("/api/chats/{chat}/answers?q=late"));
    assert_eq!(offers.as_array().map(Vec::len), Some(1), "{offers}");
    let from = offers[0]["from"].as_str().unwrap().strip_prefix("/chat").unwrap().to_owned();
    assert_eq!(desk.get(&desk.ana, &from), json!({ "text": "Dear Mira, it is on its way." }));
    // One with files is put in by the page, as by whoever uses no scripts: nothing is sent by that.
    assert_eq!(desk.get(&desk.ana, &format!("/api/chats/{chat}/answers/a2")), json!({ "whole": "a2" }));
    let lines = format!("/chats/{chat}/lines");
    let page = desk.form(&desk.ana, &lines, "key=k1&text=Good+morning!&insert=canned&answer=a2");
    assert!(page.contains("Good morning!\n\nDear Mira, here is the list.</textarea>"), "{page}");
    assert!(page.contains("Price &lt;list&gt;"), "{page}");
    let along = page.split("name=\"along\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let along: Value = serde_json::from_str(&along.replace("&quot;", "\"")).unwrap();
    assert_eq!(along["name"], "prices.txt");
    let encoded = ombud_plugin::address::encode(&along.to_string());
    desk.form(&desk.ana, &lines, &format!("key=k2&text=The+list&along={encoded}"));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!(told["lines"].as_array().unwrap().last().unwrap()["files"][0]["name"], "prices.txt");
    assert!(!told.to_string().contains("Good morning"), "{told}");
}

#[test]
fn without_the_plugin_of_canned_answers_one_writes_all_the_same() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    let page = desk.page(&desk.ana, &format!("/chats/{chat}"));
    assert!(page.contains("id=\"text\"") && !page.contains("name=\"answer\""), "{page}");
}

#[test]
fn whoever_joined_can_leave_and_all_are_told() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "join", &json!({}));
    desk.done(&desk.sofia, &chat, "lines", &json!({ "key": "j", "text": "I can help." }));
    desk.done(&desk.sofia, &chat, "leave", &json!({}));
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!(
        told["lines"].as_array().unwrap().last().unwrap()["text"],
        "Sofia Supervisor has left the chat."
    );
    let late = json!({ "key": "l", "text": "One more." });
    assert_eq!(desk.post(&desk.sofia, &format!("/api/chats/{chat}/lines"), &late).status, 422);
    assert_eq!(desk.state(&chat), State::Running);
    // Whoever has it does not walk away from it.
    assert_eq!(desk.post(&desk.ana, &format!("/api/chats/{chat}/leave"), &json!({})).status, 409);
    desk.fits_together();
}

#[test]
fn where_it_is_to_be_told_the_agent_sees_who_watches_and_the_visitor_does_not() {
    let desk = Desk::new();
    desk.settings(&json!({ "tell-watched": true }));
    let (visitor, chat) = desk.talks();
    let before = desk.get(&visitor, &format!("/api/chats/{chat}"));
    let page = || desk.page(&desk.ana, &format!("/chats/{chat}"));
    let badge = "badge pending\">Sofia Supervisor watches this chat.";
    assert!(!page().contains(badge));
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    assert!(page().contains(badge), "{}", page());
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}")), before);
    desk.done(&desk.sofia, &chat, "leave", &json!({}));
    assert!(!page().contains(badge) && page().contains("Sofia Supervisor watches no more."), "{}", page());
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}")), before);
    desk.kernel.act_as(&desk.sofia);
    assert_eq!(desk.answer(Request::get(&format!("/api/chats/{chat}"))).status, 403, "it is over");
    // As it is unless chosen, the page says that somebody may watch, and not that anybody does.
    let may = "Supervisors may watch your chats unseen.";
    assert!(page().contains(may));
    desk.settings(&json!({ "tell-may-be-watched": false }));
    assert!(!page().contains(may));
}

#[test]
fn whoever_watches_already_is_told_of_when_the_setting_is_turned_on_and_no_more_when_it_is_turned_off() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let before = desk.get(&visitor, &format!("/api/chats/{chat}"));
    let page = || desk.page(&desk.ana, &format!("/chats/{chat}"));
    let (badge, line) =
        ("badge pending\">Sofia Supervisor watches", "<span>Sofia Supervisor watches this chat.</span>");
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    desk.passes(120);
    assert!(!page().contains("Sofia Supervisor watches"), "{}", page());
    desk.settings(&json!({ "tell-watched": true }));
    assert!(page().contains(badge) && !page().contains(line), "whoever draws the page sees it at once");
    desk.passes(61);
    assert!(page().contains(badge) && page().contains(line), "and a page that is open is told: {}", page());
    desk.passes(300);
    assert_eq!(page().matches(line).count(), 1, "once");
    // Turned off again, nothing says so any more; that it is over is told to whoever was told that it began.
    desk.settings(&json!({}));
    assert!(!page().contains(badge));
    desk.done(&desk.sofia, &chat, "leave", &json!({}));
    desk.settings(&json!({ "tell-watched": true }));
    assert!(!page().contains(badge) && page().contains("Sofia Supervisor watches no more."), "{}", page());
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}")), before);
}

#[test]
fn whoever_began_to_watch_and_went_before_it_was_to_be_told_is_told_of_by_nothing() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "watch", &json!({}));
    desk.done(&desk.sofia, &chat, "leave", &json!({}));
    desk.settings(&json!({ "tell-watched": true }));
    desk.passes(300);
    assert!(!desk.page(&desk.ana, &format!("/chats/{chat}")).contains("Sofia Supervisor watches"));
}

#[test]
fn the_board_says_first_what_is_to_be_looked_at_and_why() {
    let desk = Desk::new();
    desk.is(&desk.ana, super::Availability::Accepting, 3);
    let (_, quiet) = desk.talks();
    desk.done(&desk.ana, &quiet, "lines", &json!({ "key": "a", "text": "Hello." }));
    desk.kernel.advance(SECOND);
    let (visitor, angry) = desk.talks();
    desk.done(&desk.ana, &angry, "lines", &json!({ "key": "a", "text": "Hello." }));
    let board = || desk.page(&desk.sofia, "/running");
    let at = |page: &str, chat: &str| page.find(&format!("chat/{chat}")).unwrap();
    assert!(!board().contains("badge failing"), "{}", board());
    assert!(at(&board(), &quiet) < at(&board(), &angry), "the longest first");
    desk.done(&visitor, &angry, "lines", &json!({ "key": "v", "text": "I will COMPLAIN." }));
    let page = board();
    assert!(page.contains("unhappy words") && !page.contains("COMPLAIN"), "{page}");
    assert!(at(&page, &angry) < at(&page, &quiet), "{page}");
    desk.kernel.advance(181 * SECOND);
    assert!(board().contains("no answer for 3 min"), "{}", board());
    // What is said there is for those who may watch.
    desk.kernel.deny("chat:chat.observe");
    assert!(!board().contains("unhappy words") && board().contains("no answer for 3 min"));
}

#[test]
fn what_was_said_can_be_kept_by_whoever_may_see_it_and_whispers_are_not_in_it() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "She is a pest." }));
    desk.done(&desk.ana, &chat, "lines", &json!({ "key": "a", "text": "It is on its way." }));
    desk.done(&visitor, &chat, "end", &json!({}));
    let address = format!("/api/chats/{chat}/transcript");
    for who in [&visitor, &desk.ana] {
        let text = desk.page(who, &address);
        assert!(text.contains("Mira:\nHello?") && text.contains("It is on its way."), "{text}");
        assert!(!text.contains("pest"), "{text}");
    }
    let (_, running) = desk.talks();
    desk.kernel.act_as(&desk.sofia);
    assert_eq!(desk.answer(Request::get(&format!("/api/chats/{running}/transcript"))).status, 403);
}

#[test]
fn the_agent_sees_which_page_the_visitor_is_on_by_now() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let page = || desk.page(&desk.ana, &format!("/chats/{chat}"));
    let goes = |to: &str| {
        desk.get(&visitor, &format!("/api/chats/{chat}?page={}", ombud_plugin::address::encode(to)))
    };
    goes("https://shop.example/lids?a=1");
    assert!(page().contains("href=\"https://shop.example/lids?a=1\""), "{}", page());
    goes("javascript:alert(1)");
    assert!(page().contains("javascript:alert(1)") && !page().contains("href=\"javascript"), "{}", page());
}

#[test]
fn nothing_is_handed_to_a_colleague_who_may_have_no_chats() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    let choice = format!("<option value=\"{}\"", desk.boris);
    let page = || desk.page(&desk.ana, &format!("/chats/{chat}"));
    assert!(page().contains(&choice), "{}", page());
    let wish = json!({ "agent": desk.boris, "note": "Take care." });
    for (role, lacks) in [("porter", "Take chats"), ("collaborator", "Write in chats")] {
        desk.office.holds(&desk.boris, role);
        assert!(!page().contains(&choice), "{role}");
        let answer = desk.post(&desk.ana, &format!("/api/chats/{chat}/transfer"), &wish);
        assert_eq!(answer.status, 422);
        assert!(answer.body_text().contains(lacks), "{}", answer.body_text());
        assert_eq!((desk.state(&chat), desk.has(&desk.ana)), (State::Running, 1));
        assert!(!page().contains("Take care."));
    }
}

#[test]
fn with_several_chats_the_one_that_waits_longest_is_a_key_away_and_whoever_declines_stays() {
    let desk = Desk::new();
    desk.is(&desk.ana, super::Availability::Accepting, 4);
    let (first, one) = desk.talks();
    let (second, two) = desk.talks();
    for chat in [&one, &two] {
        desk.done(&desk.ana, chat, "lines", &json!({ "key": "a", "text": "Hello." }));
    }
    let next = |chat: &str| {
        let page = desk.page(&desk.ana, &format!("/chats/{chat}"));
        let found = page.split("accesskey=\"n\"").next().filter(|before| before.len() < page.len());
        found.map(|before| before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned())
    };
    assert_eq!(next(&one), None, "nobody waits");
    desk.done(&second, &two, "lines", &json!({ "key": "v", "text": "And?" }));
    desk.kernel.advance(SECOND);
    desk.done(&first, &one, "lines", &json!({ "key": "v", "text": "Well?" }));
    assert_eq!(next(&one), Some(format!("/chat/chats/{two}")));
    assert_eq!(next(&two), Some(format!("/chat/chats/{one}")));
    desk.is(&desk.boris, super::Availability::Offline, 0);
    let (_, third) = desk.begins();
    let page = desk.page(&desk.ana, &format!("/chats/{one}"));
    assert!(page.contains(&format!("rings/{third}")) && page.contains("3 of 4"), "{page}");
    let place = desk.form(&desk.ana, &format!("/chats/{third}/decline"), &format!("here={one}"));
    assert_eq!(place, format!("/chat/chats/{one}?done=declined"));
}
