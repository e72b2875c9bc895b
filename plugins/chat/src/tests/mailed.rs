//! The transcript by mail: to the visitor, as the visitor has seen it, and not again and again.

use super::{Desk, SECOND};
use crate::Chats;
use ombud_plugin::{Deliveries, Delivery, Fate, Recipient, Request};
use serde_json::{Value, json};

const HOUR: u64 = 3600 * SECOND;

/// A chat of a visitor who gave this address, with a whisper in it, that is over.
fn over(desk: &Desk, email: &str) -> (String, String) {
    let visitor = desk.kernel.customer("Nobody", "");
    let chat = desk.begins_with(&visitor, "first", &json!({ "email": email }));
    let agent = desk.rings_at(&chat).unwrap();
    desk.done(&agent, &chat, "accept", &json!({}));
    desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "A pest." }));
    desk.done(&agent, &chat, "lines", &json!({ "key": "a", "text": "It left today." }));
    desk.done(&visitor, &chat, "end", &json!({}));
    (visitor, chat)
}

fn heard(desk: &Desk, key: &str, failed: Option<&str>) {
    desk.kernel.act_as_plugin();
    let to = Recipient::Address("vera@home.test".into());
    let fates = vec![Fate { to, failed: failed.map(str::to_owned) }];
    let delivery = Delivery { key: key.to_owned(), id: "1@x".into(), attempts: 1, fates };
    Chats::on_delivery(&desk.kernel.cx(), delivery).unwrap();
}

fn mailed(desk: &Desk, who: &str, chat: &str) -> Value {
    desk.get(who, &format!("/api/chats/{chat}"))["mailed"].clone()
}

#[test]
fn it_goes_to_the_address_that_was_given_without_a_whisper_and_says_how_it_stands() {
    let desk = Desk::new();
    let (visitor, chat) = over(&desk, " vera@home.test ");
    desk.done(&visitor, &chat, "mail", &json!({}));
    let [(key, mail)] = &desk.kernel.posted()[..] else { panic!("one mail") };
    let (to, _, text) = mail.told();
    assert_eq!(to, [Recipient::Address("vera@home.test".into())]);
    assert!(text.contains("It left today.") && !text.contains("pest"), "{text}");
    assert!(
        text.contains("Anna from Support") || text.contains("Boris"),
        "under the name that visitors know: {text}"
    );
    assert!(!text.contains("Ana <b>"), "{text}");
    assert_eq!(mailed(&desk, &visitor, &chat)[0]["status"], "scheduled");
    desk.kernel.advance(3 * HOUR + 1);
    assert_eq!(mailed(&desk, &visitor, &chat)[0]["status"], "delayed");
    assert!(desk.page(&desk.ana, &format!("/chats/{chat}")).contains("delayed"));
    heard(&desk, key, Some("550 <vera@home.test> nobody"));
    let told = mailed(&desk, &visitor, &chat);
    assert_eq!((&told[0]["status"], &told[0]["why"]), (&json!("not-delivered"), &json!("550 <…> nobody")));
    // Told twice is told once; what nobody knows of changes nothing.
    heard(&desk, key, None);
    heard(&desk, "nonsense", None);
    heard(&desk, &format!("{chat}-9"), None);
    assert_eq!(mailed(&desk, &visitor, &chat)[0]["status"], "sent");
}

#[test]
fn it_goes_three_times_at_most_with_some_minutes_between_and_to_nobody_without_an_address() {
    let desk = Desk::new();
    let (visitor, chat) = over(&desk, "vera@home.test");
    let ask = || desk.post(&visitor, &format!("/api/chats/{chat}/mail"), &json!({})).status;
    for nth in 1..=3 {
        assert_eq!((ask(), ask()), (204, 204), "what waits is what is asked for");
        heard(&desk, &format!("{chat}-{nth}"), None);
        assert_eq!(ask(), 409, "just now");
        desk.kernel.advance(601 * SECOND);
    }
    assert_eq!(ask(), 409, "three times");
    assert_eq!(desk.kernel.posted().len(), 3);
    let (nobody, chat) = over(&desk, "");
    assert_eq!(desk.post(&nobody, &format!("/api/chats/{chat}/mail"), &json!({})).status, 422);
    let (other, running) = desk.talks();
    assert_eq!(desk.post(&other, &format!("/api/chats/{running}/mail"), &json!({})).status, 409);
    assert_eq!(desk.kernel.posted().len(), 3);
}

#[test]
fn the_settings_say_whether_it_goes_by_itself_or_not_at_all_and_an_agent_may_send_it_from_the_archive() {
    let desk = Desk::new();
    desk.settings(&json!({ "transcript-mail": "never" }));
    let (visitor, chat) = over(&desk, "vera@home.test");
    assert_eq!(desk.post(&visitor, &format!("/api/chats/{chat}/mail"), &json!({})).status, 422);
    desk.kernel.act_as(&visitor);
    let widget = desk.answer(Request::get("/widget")).body_text();
    assert!(!widget.contains("data-send=\"mail\""), "{widget}");
    let page = desk.page(&desk.ana, &format!("/chats/{chat}"));
    assert!(page.contains("Send it to vera@home.test"), "{page}");
    let done = desk.form(&desk.ana, &format!("/chats/{chat}/mail"), "");
    assert_eq!(done, format!("/chat/chats/{chat}?done=mailed"));
    assert_eq!(desk.kernel.posted().len(), 1);
    desk.settings(&json!({ "transcript-mail": "always" }));
    over(&desk, "vera@home.test");
    assert_eq!(desk.kernel.posted().len(), 2);
    over(&desk, "");
    assert_eq!(desk.kernel.posted().len(), 2);
    desk.kernel.deny("chat:chat.write");
    assert!(!desk.page(&desk.ana, &format!("/chats/{chat}")).contains("Send it to"));
}

/// Whoever is known to the desk is written to at the address that is proven.
#[test]
fn an_address_that_the_desk_knows_comes_before_one_from_a_form() {
    let desk = Desk::new();
    let visitor = desk.kernel.customer("Mira", "mira@example.org");
    let chat = desk.begins_with(&visitor, "first", &json!({ "email": "somebody-else@home.test" }));
    let agent = desk.rings_at(&chat).unwrap();
    desk.done(&agent, &chat, "accept", &json!({}));
    desk.done(&visitor, &chat, "end", &json!({}));
    desk.done(&visitor, &chat, "mail", &json!({}));
    assert_eq!(desk.kernel.posted()[0].1.told().0, [Recipient::Person(visitor)]);
}
