//! Lists that are longer than a page: all of it is there, once, with how much that is.

use super::Desk;
use ombud_plugin::desk::availability::State as Availability;
use serde_json::json;
use std::collections::BTreeSet;

/// The chats that a page names in its rows, and where it goes on.
fn rows(page: &str, kind: &str) -> (Vec<String>, Option<String>) {
    let row = format!("data-row=\"{kind}/");
    let ids = page.split(&row).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let next = page.split("rel=\"next\" href=\"/chat").nth(1).and_then(|rest| rest.split('"').next());
    (ids.collect(), next.map(|next| next.replace("&amp;", "&")))
}

#[test]
fn the_board_and_the_queue_go_on_for_as_long_as_there_is_somebody_and_count_them_all() {
    let desk = Desk::new();
    desk.talks();
    for who in [&desk.ana, &desk.boris] {
        desk.is(who, Availability::Away, 2);
    }
    let all: Vec<_> = (0..230).map(|_| desk.begins()).collect();
    for (who, begin, kind, wanted) in [(&desk.sofia, "/running", "chat", 231), (&desk.ana, "/", "queue", 230)]
    {
        let (mut seen, mut pages, mut at) = (BTreeSet::new(), 0, Some(begin.to_owned()));
        while let Some(address) = at.take() {
            let page = desk.page(who, &address);
            assert!(page.contains("230"), "{page}");
            let (ids, next) = rows(&page, kind);
            assert!(ids.len() <= 100, "{} at once", ids.len());
            assert!(ids.into_iter().all(|id| seen.insert(id)), "one twice on {address}");
            (pages, at) = (pages + 1, next);
        }
        assert_eq!((seen.len(), pages), (wanted, 3), "{begin}");
    }
    let (mut told, mut cursor) = (0, String::new());
    loop {
        let list = desk.get(&desk.ana, &format!("/api/chats{cursor}"));
        told += list["waiting"].as_array().unwrap().len();
        let Some(next) = list["next"].as_str() else { break };
        cursor = format!("?cursor={}", ombud_plugin::address::encode(next));
    }
    assert_eq!(told, 230);
    // What is to be looked at stands on the first page, wherever its own place is.
    let (visitor, last) = all.last().unwrap();
    assert!(!rows(&desk.page(&desk.sofia, "/running"), "chat").0.contains(last));
    desk.done(visitor, last, "lines", &json!({ "key": "v", "text": "I shall complain." }));
    assert_eq!(rows(&desk.page(&desk.sofia, "/running"), "chat").0.first(), Some(last));
}

#[test]
fn whoever_turns_the_sound_off_has_no_script_for_it_until_it_is_turned_on_again() {
    let desk = Desk::new();
    let page = |who: &str| desk.page(who, "/");
    assert!(page(&desk.ana).contains("/kernel/ring.js"));
    assert_eq!(desk.form(&desk.ana, "/sound", "on=no"), "/chat/");
    assert!(!page(&desk.ana).contains("/kernel/ring.js") && page(&desk.ana).contains("Turn the sound on"));
    assert!(page(&desk.boris).contains("/kernel/ring.js"), "everybody for themselves");
    desk.form(&desk.ana, "/sound", "on=yes");
    assert!(page(&desk.ana).contains("/kernel/ring.js"));
    // What the script asks: what rings, and what was not read.
    let (visitor, chat) = desk.talks();
    let before = desk.get(&desk.ana, "/api/chats")["unread"].as_u64().unwrap();
    desk.done(&visitor, &chat, "lines", &json!({ "key": "n", "text": "Are you there?" }));
    assert_eq!(desk.get(&desk.ana, "/api/chats")["unread"].as_u64().unwrap(), before + 1);
}
