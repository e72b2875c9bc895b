//! What people type finds what they mean.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod desk;
use desk::common::*;
use desk::*;
use ombud_access::*;
use ombud_search::*;
use serde_json::json;
use std::sync::Arc;

/// Texts by their names.
fn desk(texts: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    desk.thing("top", json!({}), |_| {});
    for (name, text) in texts {
        desk.part("top", name, json!({ "text": text }), Audience::Everyone);
    }
    desk.started();
    desk
}

/// Of which texts an excerpt would be shown for this query, in which order.
fn best(desk: &Desk, text: &str) -> Vec<String> {
    let mut asker = staff();
    asker.sights[0].collections = vec![PARTS.into()];
    named(&desk.find(&asker, Wanted { text: text.into(), limit: 50, ..Wanted::default() }))
}

#[test]
fn forms_and_typos_are_found_in_five_languages() {
    let desk = desk(&[
        ("en", "Both invoices were delivered to the wrong warehouse."),
        ("bg", "Поръчката пристигна със счупена опаковка и без фактура."),
        ("pl", "Zamówienie dotarło uszkodzone, proszę o fakturę korygującą."),
        ("ru", "Посылка пришла повреждённой, верните деньги за доставку."),
        ("sl", "Naročilo je prišlo poškodovano, prosim za vračilo kupnine."),
    ]);
    for (query, language) in [
        ("invoice", "en"),
        ("warehouses", "en"),
        ("поръчки", "bg"),
        ("опаковката", "bg"),
        ("zamówienia", "pl"),
        ("zamowienia", "pl"),
        ("faktury", "pl"),
        ("посылки", "ru"),
        ("доставка", "ru"),
        ("поврежденной", "ru"),
        ("naročila", "sl"),
        ("narocilom", "sl"),
        // With a typo.
        ("invioces", "en"),
        ("warehuose", "en"),
        ("порачката", "bg"),
        ("zamowienje", "pl"),
        ("посилка", "ru"),
        ("narocillo", "sl"),
    ] {
        assert_eq!(best(&desk, query), [language], "{query}");
    }
}

#[test]
fn what_is_there_as_it_was_typed_comes_first_then_forms_then_typos() {
    let desk =
        desk(&[("near", "a carpet"), ("form", "two parcels"), ("exact", "one parcel"), ("far", "a barrel")]);
    assert_eq!(best(&desk, "parcel")[..2], ["exact", "form"]);
    let żaba = self::desk(&[("without", "zaba"), ("with", "żaba")]);
    assert_eq!(best(&żaba, "żaba"), ["with", "without"]);
}

#[test]
fn short_words_and_numbers_are_taken_as_they_are() {
    let desk = desk(&[("a", "the cat sat"), ("b", "paid 2026 in full")]);
    assert!(best(&desk, "cot").is_empty() && best(&desk, "2025").is_empty());
}

#[test]
fn addresses_numbers_and_codes_are_found_whole_and_by_part() {
    let desk = desk(&[
        ("mail", "write to Anna.Kovac@example.com please"),
        ("code", "about INV-2026/114 we say"),
        ("other", "about INV-2027/114 we say"),
    ]);
    for query in ["anna.kovac@example.com", "kovac", "example.com", "\"example com\""] {
        assert_eq!(best(&desk, query), ["mail"], "{query}");
    }
    for query in ["INV-2026/114", "inv-2026", "2026/114", "2026"] {
        assert_eq!(best(&desk, query), ["code"], "{query}");
    }
    assert_eq!(best(&desk, "114").len(), 2);
}

#[test]
fn a_ticket_is_found_by_its_number_and_first_of_all() {
    let desk = Desk::new();
    desk.thing("a", json!({ "subject": "One", "number": 42 }), |_| {});
    desk.thing("b", json!({ "subject": "See #42 and 42 others", "number": 43 }), |_| {});
    desk.started();
    assert_eq!(desk.names("#42"), ["a", "b"]);
    assert_eq!(desk.names("42"), ["a", "b"]);
    assert_eq!(desk.names("number:43"), ["b"]);
}

#[test]
fn phrases_and_what_must_not_be_there() {
    let desk = desk(&[("a", "late again"), ("b", "again too late"), ("c", "never late")]);
    assert_eq!(best(&desk, "\"late again\""), ["a"]);
    assert_eq!(best(&desk, "late again -too"), ["a"]);
    assert_eq!(best(&desk, "late -again"), ["c"]);
    assert_eq!(best(&desk, "-again -never").len(), 0);
    assert_eq!(best(&desk, "aga*").len(), 2);
}

#[test]
fn a_phrase_does_not_run_from_one_text_into_the_next() {
    let desk = Desk::new();
    desk.thing("a", json!({ "subject": ["one two", "three"] }), |_| {});
    desk.started();
    assert_eq!(desk.names("\"one two\""), ["a"]);
    assert!(desk.names("\"two three\"").is_empty());
}

#[test]
fn filters_narrow_what_is_found() {
    let desk = Desk::new();
    let (sales, anna, bob) = (department(5), user(8), user(9));
    desk.plugins.people.lock().push((anna, json!({ "name": "Anna Kovač" }).to_string()));
    desk.thing("a", json!({ "subject": "lamp", "status": "open" }), |own| {
        own.department = Some(sales);
        own.assignee = Some(anna);
        own.requester = Some(bob);
        own.created = Timestamp(500_000);
    });
    desk.thing("b", json!({ "subject": "lamp", "status": "closed" }), |_| {});
    desk.part("b", "c", json!({ "text": "lamp", "author": anna.to_string(), "at": 250_000, "files": [{ "name": "lamp-photo.png" }] }), Audience::Everyone);
    desk.part("b", "d", json!({ "text": "lamp", "kind": "line" }), Audience::Staff);
    desk.started();
    let names = |text: &str| {
        let asker =
            Asker { departments: vec![(sales, "Sales team".into())], people: true, me: Some(bob), ..staff() };
        let found = desk.find(&asker, Wanted { text: text.into(), limit: 50, ..Wanted::default() });
        assert!(found.question.problems.is_empty(), "{:?}", found.question.problems);
        let mut names = named(&found);
        names.sort();
        names
    };
    assert_eq!(names("lamp"), ["a", "b", "c"]);
    assert_eq!(names("department:\"sales TEAM\""), ["a"]);
    assert_eq!(names("department:elsewhere"), [""; 0]);
    assert_eq!(names("to:anna"), ["a"]);
    assert_eq!(names("assignee:kovac lamp"), ["a"]);
    assert_eq!(names("lamp to:nobody"), ["b", "c"]);
    assert_eq!(names("from:me"), ["a"]);
    assert_eq!(names("from:anna"), ["c"]);
    assert_eq!(names("has:file"), ["c"]);
    assert_eq!(names("photo"), ["c"]);
    assert_eq!(names("-is:open lamp"), ["b", "c"]);
    assert_eq!(names("lamp before:1970-01-02"), ["a", "b", "c"]);
    assert_eq!(names("lamp after:1970-01-02"), [""; 0]);
    let newest = Wanted { text: "lamp".into(), limit: 9, order: Order::Newest, ..Wanted::default() };
    assert_eq!(named(&desk.find(&staff(), newest)), ["b", "c", "a"]);
}

/// Whether it is said that there is no such filter.
fn lacks(found: &Found, filter: &str) -> bool {
    matches!(found.question.problems.as_slice(), [Misread::NoFilter(word, known)]
        if word == filter && !known.iter().any(|known| known == filter))
}

#[test]
fn what_is_for_staff_is_no_filter_and_no_text_for_others() {
    let desk = Desk::new();
    desk.thing("a", json!({ "subject": "lamp", "tags": ["vip"], "inside": "angry" }), |_| {});
    desk.started();
    let customer = asker(everything(), false);
    let ask = |asker: &Asker, text: &str| {
        desk.find(asker, Wanted { text: text.into(), limit: 9, ..Wanted::default() })
    };
    assert_eq!(named(&ask(&staff(), "tag:vip angry")), ["a"]);
    let found = ask(&customer, "lamp tag:vip");
    assert!(found.filters().is_empty() && lacks(&found, "tag"));
    assert!(named(&ask(&customer, "angry")).is_empty());
    assert!(ask(&customer, "lamp").counts.iter().all(|(value, _)| !value.contains("vip")));
    assert!(ask(&staff(), "lamp").counts.contains(&("tag:vip".into(), 1)));
}

#[test]
fn what_belongs_to_a_record_tells_nothing_of_it_to_who_may_read_only_the_one() {
    let desk = Desk::new();
    let read_by = |collection: &str, permission: &str| {
        let mut declared = desk.plugins.declared.lock();
        let rules = Rules { read: Some(permission.into()), ..Rules::clone(&declared.0[collection]) };
        declared.0.insert(collection.into(), Arc::new(rules));
    };
    read_by(THINGS, "zoo:thing.read");
    read_by(PARTS, "zoo:part.read");
    desk.thing("a", json!({ "subject": "merger", "status": "open", "tags": ["secret"] }), |_| {});
    desk.part("a", "p", json!({ "text": "lamp" }), Audience::Everyone);
    desk.started();
    let sights = vec![Sight { collections: vec![PARTS.to_owned()], visibility: Some(everything()) }];
    let asker = Asker { sights, staff: true, now: NOW, ..Asker::default() };
    let ask = |text: &str| desk.find(&asker, Wanted { text: text.into(), limit: 9, ..Wanted::default() });
    assert_eq!(named(&ask("lamp")), ["p"]);
    for text in ["merger", "lamp merger"] {
        assert!(named(&ask(text)).is_empty(), "{text}");
    }
    for text in ["lamp tag:secret", "lamp is:open"] {
        let found = ask(text);
        assert!(lacks(&found, "tag") || lacks(&found, "is"), "{text}");
    }
    // Whoever may read both knows the filters, and they do not hold below.
    let both = |text: &str| desk.find(&staff(), Wanted { text: text.into(), limit: 9, ..Wanted::default() });
    assert!(named(&both("lamp tag:secret")).is_empty());
    assert!(ask("lamp").counts.is_empty(), "{:?}", ask("lamp").counts);

    // Read by the same permission, it is found by what stands above, too.
    read_by(PARTS, "zoo:thing.read");
    desk.search.rebuild();
    let begun = std::time::Instant::now();
    let wanted = Wanted { text: "lamp tag:secret".into(), limit: 9, ..Wanted::default() };
    let found = || desk.search.find(&mut desk.store.begin(), &staff(), &wanted);
    while !found().is_ok_and(|found| named(&found) == ["p"]) {
        assert!(begun.elapsed().as_secs() < 20, "{:?}", desk.search.status());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
