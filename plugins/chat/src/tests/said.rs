//! What is said: each line once, in order, and to whom it is meant.

mod ticketed;

use super::{Desk, SECOND};
use serde_json::{Value, json};

#[test]
fn a_line_that_is_sent_again_is_the_same_line_and_the_next_look_begins_after_it() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let path = format!("/api/chats/{chat}/lines");
    let line = json!({ "key": "k-1", "text": "  My order is late.\r\n" });
    let first = desk.post(&visitor, &path, &line);
    assert_eq!(first.status, 201, "{}", first.body_text());
    let again = desk.post(&visitor, &path, &line);
    assert_eq!((again.status, again.body_json().unwrap()), (200, first.body_json().unwrap()));
    assert_eq!(first.body_json().unwrap()["text"], "My order is late.");
    assert_eq!(first.body_json().unwrap()["by"], "you");
    let told = desk.get(&visitor, &format!("/api/chats/{chat}"));
    let next = told["next"].as_str().unwrap();
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}?after={next}"))["lines"], json!([]));
    desk.done(&desk.ana, &chat, "lines", &json!({ "key": "k-1", "text": "Let me see." }));
    desk.done(&desk.ana, &chat, "lines", &json!({ "key": "k-2", "text": "It is on its way." }));
    let news = desk.get(&visitor, &format!("/api/chats/{chat}?after={next}"))["lines"].clone();
    let texts: Vec<_> = news.as_array().unwrap().iter().map(|line| line["text"].clone()).collect();
    assert_eq!(texts, ["Let me see.", "It is on its way."], "in the same moment, and in order");
    assert_eq!(news[0]["name"], "Anna from Support", "visitors see the alias");
}

#[test]
fn an_attempt_that_is_made_again_is_the_same_chat_and_a_second_one_is_refused() {
    let desk = Desk::new();
    let (visitor, chat) = desk.begins();
    let body = json!({ "key": "first", "name": "Mira", "department": desk.support, "text": "Hello?" });
    let again = desk.post(&visitor, "/api/chats", &body);
    assert_eq!(again.status, 200);
    assert_eq!(again.body_json().unwrap()["chat"], json!(chat));
    assert_eq!(again.body_json().unwrap()["lines"].as_array().unwrap().len(), 1);
    let other = desk.post(&visitor, "/api/chats", &json!({ "key": "other", "name": "Mira" }));
    assert_eq!(other.status, 409);
    for wrong in [
        json!({ "key": "x", "name": " " }),
        json!({ "key": "no spaces", "name": "M" }),
        json!({ "nmae": "M" }),
    ] {
        assert_eq!(desk.post(&visitor, "/api/chats", &wrong).status, 422, "{wrong}");
    }
    assert_eq!(desk.post(&desk.ana, "/api/chats", &json!({ "key": "x", "name": "A" })).status, 403);
}

#[test]
fn when_it_is_over_nothing_more_is_said_and_it_is_rated() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let sent = json!({ "key": "last", "text": "Bye." });
    desk.done(&visitor, &chat, "lines", &sent);
    let rating = format!("/api/chats/{chat}/rating");
    let early = desk.post(&visitor, &rating, &json!({ "score": 1 }));
    assert_eq!(early.status, 409, "{}", early.body_text());
    desk.done(&desk.ana, &chat, "end", &json!({}));
    let path = format!("/api/chats/{chat}/lines");
    assert_eq!(desk.post(&visitor, &path, &sent).status, 200, "it was sent before");
    assert_eq!(desk.post(&visitor, &path, &json!({ "key": "more", "text": "And …" })).status, 409);
    assert_eq!(desk.post(&visitor, &rating, &json!({ "score": 6 })).status, 422);
    assert_eq!(desk.post(&desk.ana, &rating, &json!({ "score": 5 })).status, 422, "not by the agent");
    let good = json!({ "score": 5, "comment": "quick" });
    assert_eq!(desk.post(&visitor, &rating, &good).status, 204);
    assert_eq!(desk.post(&visitor, &rating, &good).status, 204, "the same again");
    assert_eq!(desk.get(&visitor, &format!("/api/chats/{chat}"))["rated"], true);
    assert!(desk.page(&desk.ana, "/archive").contains("5 of 5"));
    assert!(desk.page(&desk.ana, &format!("/chats/{chat}")).contains("quick"));
}

#[test]
fn a_visitor_is_not_asked_for_a_rating_that_nobody_would_keep() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let path = format!("/api/chats/{chat}");
    desk.done(&desk.ana, &chat, "end", &json!({}));
    assert_eq!(desk.get(&visitor, &path)["rated"], false);
    *desk.votes.gone.borrow_mut() = true;
    assert_eq!(desk.get(&visitor, &path)["rated"], true);
    assert_eq!(desk.post(&visitor, &format!("{path}/rating"), &json!({ "score": 5 })).status, 503);
    assert!(desk.page(&desk.ana, "/archive").contains("over"), "the archive goes on");
}

#[test]
fn what_is_not_read_is_counted_until_the_page_is_opened() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    desk.page(&desk.ana, &format!("/chats/{chat}"));
    desk.kernel.advance(SECOND);
    desk.done(&visitor, &chat, "lines", &json!({ "key": "a", "text": "One" }));
    desk.done(&visitor, &chat, "lines", &json!({ "key": "b", "text": "<b>Two</b>" }));
    assert!(desk.page(&desk.ana, "/").contains("2 new"));
    let page = desk.page(&desk.ana, &format!("/chats/{chat}"));
    assert!(page.contains("&lt;b&gt;Two") && !page.contains("<b>Two"), "{page}");
    assert!(!desk.page(&desk.ana, "/").contains("2 new"));
}

#[test]
fn a_form_that_is_refused_keeps_what_was_typed() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.kernel.act_as(&desk.ana);
    let form = ombud_plugin::Request::form_body(
        &format!("/chats/{chat}/transfer"),
        "note=take+care&agent=&department=",
    );
    let answer = desk.answer(form);
    assert_eq!(answer.status, 422);
    assert!(answer.body_text().contains("take care"));
    let form = ombud_plugin::Request::form_body(&format!("/chats/{chat}/lines"), "key=k1&text=Hello");
    desk.kernel.act_as(&desk.ana);
    let answer = desk.answer(form);
    assert_eq!(
        (answer.status, answer.header_value("location")),
        (303, Some(format!("/chat/chats/{chat}").as_str()))
    );
}

#[test]
fn whoever_comes_by_without_a_name_on_the_desk_is_given_a_pass_with_the_chat() {
    let desk = Desk::new();
    desk.kernel.act_as_visitor();
    let body = json!({ "key": "k", "name": "Vera", "department": desk.support });
    let answer = desk.answer(ombud_plugin::Request::json_body("POST", "/api/chats", &body));
    let told = answer.body_json().unwrap();
    assert_eq!((answer.status, told["state"].as_str()), (201, Some("waiting")));
    assert!(told["pass"].is_string() && told["until"].is_u64(), "{told}");
    assert_eq!(told["lines"], json!([]), "nothing was said yet");
}

#[test]
fn the_visitors_page_has_all_its_words_and_says_whether_somebody_is_there() {
    let desk = Desk::new();
    desk.settings(&json!({ "peek": true }));
    desk.kernel.act_as(&desk.sofia);
    let look = "colour=%23123456&department=yes&welcome.en=%3Cb%3EHi%3C%2Fb%3E";
    assert_eq!(desk.answer(ombud_plugin::Request::form_body("/look", look)).status, 303);
    desk.kernel.act_as_visitor();
    let page = |address: &str| desk.answer(ombud_plugin::Request::get(address)).body_text();
    let open = page("/widget?site=shop%22");
    for part in [
        r#"open="true""#,
        "#123456",
        "&lt;b&gt;Hi",
        "{why}",
        "{time}",
        "site=\"shop&quot;\"",
        " peek",
        "Sales",
    ] {
        assert!(open.contains(part), "no {part}: {open}");
    }
    let sales = page("/widget?department=Sales");
    assert!(sales.contains(&format!(r#"type="hidden" name="department" value="{}""#, desk.sales)), "{sales}");
    desk.is(&desk.ana, ombud_plugin::desk::availability::State::Offline, 2);
    desk.is(&desk.boris, ombud_plugin::desk::availability::State::Away, 2);
    desk.kernel.act_as_visitor();
    assert!(page("/widget").contains(r#"open="false""#));
}

#[test]
fn each_writer_names_lines_alone_and_a_name_stands_for_one_text() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    let line = json!({ "key": "k", "text": "From Ana." });
    desk.done(&desk.ana, &chat, "lines", &line);
    desk.done(&desk.sofia, &chat, "whisper", &json!({ "key": "k", "text": "Whispered." }));
    desk.done(&desk.sofia, &chat, "join", &json!({}));
    desk.done(&desk.sofia, &chat, "lines", &json!({ "key": "s", "text": "From Sofia." }));
    desk.done(&desk.ana, &chat, "lines", &json!({ "key": "s", "text": "From Ana too." }));
    let path = format!("/api/chats/{chat}/lines");
    assert_eq!(desk.post(&desk.ana, &path, &line).status, 200);
    let other = desk.post(&desk.ana, &path, &json!({ "key": "k", "text": "Something else." }));
    assert_eq!(other.status, 409, "{}", other.body_text());
    // On the page it stands in the form again, to be sent as a new line.
    desk.kernel.act_as(&desk.ana);
    let form =
        ombud_plugin::Request::form_body(&format!("/chats/{chat}/lines"), "key=k&text=Something+else.");
    let page = desk.answer(form);
    assert_eq!(page.status, 409);
    let (page, key) = (page.body_text(), r#"name="key" value=""#);
    assert!(page.contains(">Something else.</textarea>"), "{page}");
    let key = page.split_once(key).unwrap().1.split('"').next().unwrap();
    desk.done(&desk.ana, &chat, "lines", &json!({ "key": key, "text": "Something else." }));
    let told = desk.get(&desk.ana, &format!("/api/chats/{chat}")).to_string();
    for text in ["From Ana.", "Whispered.", "From Sofia.", "From Ana too.", "Something else."] {
        assert_eq!(told.matches(&format!("\"{text}\"")).count(), 1, "{text}: {told}");
    }
}

#[test]
fn what_comes_is_after_what_was_read_whoever_it_is_for() {
    let desk = Desk::new();
    let (visitor, chat) = desk.talks();
    let after = |next: &str| desk.get(&desk.ana, &format!("/api/chats/{chat}?after={next}"));
    let text = |told: &Value| {
        told["lines"].as_array().unwrap().iter().map(|line| line["text"].clone()).collect::<Vec<_>>()
    };
    // All at the same moment by the clock.
    let mut next = after("0")["next"].as_str().unwrap().to_owned();
    for nth in 0..3 {
        desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": format!("Whisper {nth}") }));
        let told = after(&next);
        assert_eq!(text(&told), [format!("Whisper {nth}")]);
        next = told["next"].as_str().unwrap().to_owned();
        let line = json!({ "key": format!("v{nth}"), "text": format!("Question {nth}") });
        desk.done(&visitor, &chat, "lines", &line);
        let told = after(&next);
        assert_eq!(text(&told), [format!("Question {nth}")]);
        next = told["next"].as_str().unwrap().to_owned();
    }
    // Who has read a whisper has not read what the visitor writes afterwards.
    desk.kernel.advance(SECOND);
    let whisper = desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "Well?" }));
    desk.done(&desk.ana, &chat, "seen", &json!({ "line": whisper["id"] }));
    desk.page(&desk.ana, &format!("/chats/{chat}"));
    desk.done(&visitor, &chat, "lines", &json!({ "key": "last", "text": "Hello?" }));
    assert!(desk.page(&desk.ana, "/").contains("1 new"));
}

#[test]
fn what_was_typed_is_there_also_when_the_chat_is_no_longer_ones_own() {
    let desk = Desk::new();
    let (_, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "take-over", &json!({}));
    let send = |address: &str, body: &str| {
        desk.kernel.act_as(&desk.ana);
        desk.answer(ombud_plugin::Request::form_body(address, body))
    };
    let answer = send(&format!("/chats/{chat}/lines"), "key=k1&text=A+long+answer");
    assert_eq!(answer.status, 422);
    let page = answer.body_text();
    assert!(page.contains("readonly") && page.contains("A long answer</textarea>"), "{page}");
    // Nor when there is nothing of it to be seen.
    let answer = send("/chats/gone/lines", "key=k1&text=A+long+answer");
    assert_eq!(answer.status, 404);
    assert!(answer.body_text().contains("A long answer</textarea>"), "{}", answer.body_text());
    let answer = send("/chats/gone/transfer", "note=Take+care");
    assert!(answer.body_text().contains("Take care</textarea>"), "{}", answer.body_text());
}

#[test]
fn of_two_who_change_how_it_looks_neither_overwrites_the_other_unseen() {
    let desk = Desk::new();
    let form = |colour: &str, version: &str| {
        desk.kernel.act_as(&desk.sofia);
        let form = format!("colour=%23{colour}&version={version}");
        desk.answer(ombud_plugin::Request::form_body("/look", &form))
    };
    assert_eq!(form("111111", "0").status, 303);
    let late = form("222222", "0");
    assert!(late.status == 409 && late.body_text().contains("has changed it meanwhile"));
    let version = late.body_text();
    let version = version.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(form("222222", version).status, 303, "whoever has been told may");
    assert_eq!(form("222222", "0").status, 303, "nothing is lost by that");
}

#[test]
fn how_the_visitors_page_looks_is_tried_before_it_is_saved_and_what_is_asked_is_what_is_wanted() {
    let desk = Desk::new();
    let form = |form: &str| {
        desk.kernel.act_as(&desk.sofia);
        desk.answer(ombud_plugin::Request::form_body("/look", form))
    };
    let widget = |address: &str| {
        desk.kernel.act_as_visitor();
        desk.answer(ombud_plugin::Request::get(address)).body_text()
    };
    let begin = |others: Value| {
        let mut body = json!({ "key": "k", "department": desk.support });
        body.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
        desk.kernel.act_as_visitor();
        desk.answer(ombud_plugin::Request::json_body("POST", "/api/chats", &body)).status
    };
    assert_eq!(begin(json!({})), 422, "as long as nothing else is said, a name is wanted");
    let wish = "colour=%23ffe680&side=left&name=no&email=must&heading.en=Meet+us&draft=d1";
    let looked = form(&format!("{wish}&step=look")).body_text();
    for part in ["look=d1", "data-side=\"left\"", "Less than 3 to 1", "value=\"Meet us\""] {
        assert!(
            looked.contains(part) || looked.contains(&part.replace('"', "&quot;")),
            "no {part}: {looked}"
        );
    }
    let tried = widget("/widget?look=d1");
    assert!(
        tried.contains("Meet us") && tried.contains("#ffe680") && tried.contains("api=\"/chat/preview\""),
        "{tried}"
    );
    assert!(!widget("/widget").contains("Meet us") && !widget("/widget?look=d2").contains("Meet us"));
    desk.passes(2 * 60 * 60);
    assert!(!widget("/widget?look=d1").contains("Meet us"), "it is forgotten");
    assert_eq!(form(wish).status, 303);
    let page = widget("/widget");
    assert!(page.contains("Meet us") && !page.contains("autocomplete=\"name\" required"), "{page}");
    assert_eq!((begin(json!({})), begin(json!({ "email": "v@example.org" }))), (422, 201));
    let wrong = form("colour=red");
    assert!(wrong.status == 422 && wrong.body_text().contains("no colour"), "{}", wrong.body_text());
}
