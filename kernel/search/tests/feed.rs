//! The index follows the store, whatever happens to either.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod desk;
use desk::common::*;
use desk::*;
use ombud_access::*;
use ombud_search::*;
use serde_json::json;
use std::time::{Duration, Instant};

fn everyone() -> Audience {
    Audience::Everyone
}

#[test]
fn what_is_written_is_found_within_a_second_and_what_is_deleted_is_not() {
    let desk = Desk::new();
    desk.started();
    let begun = Instant::now();
    desk.thing("a", json!({ "subject": "Broken lamp" }), |_| {});
    while desk.names("lamp") != ["a"] {
        assert!(begun.elapsed() < Duration::from_secs(1));
        std::thread::sleep(Duration::from_millis(5));
    }
    desk.write(|unit| delete(unit, THINGS, "a").unwrap());
    assert!(desk.names("lamp").is_empty(), "at once");
    desk.caught_up();
    assert!(desk.names("lamp").is_empty());
}

#[test]
fn what_hangs_below_moves_with_it_and_takes_its_words_from_it() {
    let desk = Desk::new();
    desk.started();
    desk.thing("a", json!({ "subject": "Lamp", "status": "open", "tags": ["vip"] }), |_| {});
    desk.part("a", "b", json!({ "text": "it flickers" }), everyone());
    desk.caught_up();
    assert_eq!(desk.names("flickers is:open tag:vip lamp"), ["b"], "words above count");
    let changed = json!({ "subject": "Lamp", "status": "closed", "tags": [] });
    desk.write(|unit| drop(update(unit, with(envelope(THINGS, "a"), &changed)).unwrap()));
    desk.caught_up();
    assert!(desk.names("flickers is:open").is_empty() && desk.names("flickers tag:vip").is_empty());
    assert_eq!(desk.names("flickers is:closed"), ["b"]);
}

#[test]
fn an_index_goes_on_where_it_was_and_is_made_anew_when_it_cannot() {
    let desk = Desk::new();
    desk.started();
    for number in 0..700 {
        desk.thing(&format!("t{number:03}"), json!({ "subject": format!("lamp no{number}") }), |_| {});
    }
    desk.caught_up();
    let desk = desk.again();
    assert_eq!(desk.names("no699"), ["t699"]);

    // Written while it was away.
    desk.search.close();
    desk.thing("late", json!({ "subject": "lamp of the night" }), |_| {});
    let desk = desk.again();
    assert_eq!(desk.names("night"), ["late"]);

    let index = desk.dir.path().join("search");
    for damage in ["gone", "cut", "flipped", "no index"] {
        desk.search.close();
        let largest = || {
            let files = std::fs::read_dir(&index).unwrap().map(|file| file.unwrap().path());
            files.max_by_key(|file| file.metadata().unwrap().len()).unwrap()
        };
        match damage {
            "gone" => std::fs::remove_dir_all(&index).unwrap(),
            "cut" => std::fs::OpenOptions::new().write(true).open(largest()).unwrap().set_len(30).unwrap(),
            "flipped" => {
                let mut bytes = std::fs::read(largest()).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
                std::fs::write(largest(), bytes).unwrap();
            }
            _ => std::fs::write(index.join("meta.json"), "{").unwrap(),
        }
        let (dir, declared) = (desk.dir.clone(), declared());
        // The store stays open: only the search begins again.
        let search = Search::new(
            &dir.path().join("search"),
            "this desk".into(),
            desk.store.clone(),
            desk.plugins.clone(),
        );
        let again = Desk { search, plugins: desk.plugins.clone(), store: desk.store.clone(), dir };
        *again.plugins.declared.lock() = declared;
        again.started();
        assert_eq!(again.names("night"), ["late"], "{damage}");
        assert_eq!(again.search.status().documents, 701, "{damage}: each once");
        again.search.close();
    }
}

#[test]
fn another_version_or_another_desk_is_no_index_of_this_one() {
    let desk = Desk::new();
    desk.started();
    desk.thing("a", json!({ "subject": "lamp" }), |_| {});
    desk.caught_up();
    desk.search.close();
    let meta = desk.dir.path().join("search/meta.json");
    let told = std::fs::read_to_string(&meta).unwrap();
    for (what, from, to) in
        [("version", "version\\\":1", "version\\\":0"), ("desk", "this desk", "that desk")]
    {
        assert!(told.contains(from), "{told}");
        std::fs::write(&meta, told.replace(from, to)).unwrap();
        let (dir, plugins) = (desk.dir.clone(), desk.plugins.clone());
        let search =
            Search::new(&dir.path().join("search"), "this desk".into(), desk.store.clone(), plugins.clone());
        let again = Desk { search, plugins, store: desk.store.clone(), dir };
        again.started();
        assert_eq!(again.names("lamp"), ["a"], "{what}");
        assert!(std::fs::read_to_string(&meta).unwrap().contains("this desk"), "{what}");
        again.search.close();
    }
}

#[test]
fn what_is_no_longer_declared_leaves_and_what_is_declared_otherwise_is_read_again() {
    let desk = Desk::new();
    desk.started();
    desk.thing("a", json!({ "subject": "lamp", "colour": "green" }), |_| {});
    desk.part("a", "b", json!({ "text": "lamp" }), everyone());
    desk.caught_up();
    assert_eq!(desk.search.status().documents, 2);
    let mut other = declared();
    other.0.remove(PARTS);
    let text = json!({ "text": [{ "field": "colour" }] });
    other.0.insert(THINGS.into(), rules(text, 1));
    *desk.plugins.declared.lock() = other.clone();
    desk.search.declared_anew();
    std::thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    while desk.search.status().documents != 1 || desk.names("green") != ["a"] {
        assert!(begun.elapsed() < Duration::from_secs(5));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(desk.names("lamp").is_empty());
}

#[test]
fn while_it_is_made_anew_searches_find_what_is_there_and_say_that_it_is_not_all() {
    let desk = Desk::new();
    for number in 0..3_000 {
        if number % 500 == 0 {
            desk.write(|unit| {
                for number in number..number + 500 {
                    let own = envelope(THINGS, &format!("t{number:04}"));
                    create(unit, with(own, &json!({ "subject": "lamp" }))).unwrap();
                }
            });
        }
    }
    let wanted = || Wanted { text: "lamp".into(), limit: 1, ..Wanted::default() };
    assert!(matches!(desk.search.find(&mut desk.store.begin(), &staff(), &wanted()), Err(Failed::NotReady)));
    desk.started();
    let found = desk.find(&staff(), wanted());
    assert!(found.complete && found.total == 3_000);
    desk.search.rebuild();
    let begun = Instant::now();
    let mut parts = 0;
    loop {
        match desk.search.find(&mut desk.store.begin(), &staff(), &wanted()) {
            Ok(found) if found.complete && parts > 0 => {
                assert_eq!(found.total, 3_000);
                break;
            }
            Ok(found) if found.complete => {}
            Ok(_) | Err(Failed::NotReady) => parts += 1,
            Err(error) => panic!("{error}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}

#[test]
fn people_are_found_and_their_addresses_only_by_who_may_see_these() {
    let desk = Desk::new();
    let anna = user(7);
    desk.plugins
        .people
        .lock()
        .push((anna, json!({ "name": "Anna Kovač", "email": "anna@home.test" }).to_string()));
    desk.started();
    let asker = |addresses| Asker {
        sights: vec![Sight { collections: vec![PEOPLE.into()], visibility: None }],
        people: true,
        staff: true,
        addresses,
        ..Asker::default()
    };
    let found = |text: &str, addresses| {
        named(&desk.find(&asker(addresses), Wanted { text: text.into(), limit: 9, ..Wanted::default() }))
    };
    let anna = [anna.to_string()];
    assert_eq!(found("kovac", false), anna);
    assert_eq!(found("anna@home.test", true), anna);
    assert!(found("anna@home.test", false).is_empty() && found("home", false).is_empty());
}
