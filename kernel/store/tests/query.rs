//! A list is exactly what the check allows, in order, once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::somebody::{Somebody, somebody};
use common::*;
use ombud_access::*;
use ombud_store::*;
use proptest::prelude::*;

const TAGS: &str = "tag";

#[derive(Clone, Debug)]
struct Thing {
    department: Option<u128>,
    assignee: Option<u128>,
    requester: Option<u128>,
    participants: Vec<u128>,
    staff: bool,
    tags: Vec<i64>,
    created: u64,
}

fn thing() -> impl Strategy<Value = Thing> {
    let person = || prop::option::of(1u128..4);
    let people = prop::collection::vec(1u128..4, 0..3);
    let tags = prop::collection::vec(0i64..4, 0..3);
    (prop::option::of(1u128..4), person(), person(), people, prop::bool::weighted(0.25), tags, 0u64..5)
        .prop_map(|(department, assignee, requester, participants, staff, tags, created)| Thing {
            department,
            assignee,
            requester,
            participants,
            staff,
            tags,
            created,
        })
}

fn drafted(number: usize, thing: &Thing) -> Draft {
    let mut own = envelope(THINGS, &format!("r{number}"));
    own.department = thing.department.map(department);
    own.assignee = thing.assignee.map(user);
    own.requester = thing.requester.map(user);
    own.participants = thing.participants.iter().copied().map(user).collect();
    own.audience = if thing.staff { Audience::Staff } else { Audience::Everyone };
    let index = thing
        .tags
        .iter()
        .map(|tag| entry(TAGS, vec![Value::Number(*tag), Value::Text("x".into())]))
        .collect();
    Draft { index, now: Timestamp(thing.created), ..draft(own) }
}

fn all_pages(unit: &mut UnitOfWork, seen: &Visibility, collection: &str, query: &Query) -> Vec<String> {
    let mut query = query.clone();
    let mut found = Vec::new();
    loop {
        let page = unit.query(seen, collection, &query).unwrap();
        assert!(page.records.len() <= query.limit as usize);
        found.extend(names(&page));
        match page.next {
            Some(next) => {
                assert_eq!(page.records.len(), query.limit as usize, "only the last page is short");
                query.cursor = Some(next);
            }
            None => return found,
        }
    }
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_every_record_that_the_check_allows(
        things in prop::collection::vec(thing(), 0..14),
        changed in prop::collection::vec((any::<prop::sample::Index>(), thing()), 0..4),
        askers in prop::collection::vec(somebody(), 1..5),
        limit in 1u32..5,
        descending: bool,
        only in prop::option::of(1u128..4),
        tag in prop::option::of(0i64..4),
    ) {
        let (_dir, store) = fresh();
        let mut unit = store.begin();
        let mut now = things.clone();
        for (number, thing) in things.iter().enumerate() {
            create(&mut unit, drafted(number, thing)).unwrap();
        }
        if !things.is_empty() {
            for (which, thing) in changed {
                let which = which.index(things.len());
                let thing = Thing { created: now[which].created, ..thing };
                update(&mut unit, drafted(which, &thing)).unwrap();
                now[which] = thing;
            }
        }
        commit(unit).unwrap();
        let mut unit = store.begin();
        for asker in &askers {
            let seen = asker.visibility();
            let query = Query {
                index: if tag.is_some() { TAGS } else { "created" }.into(),
                prefix: tag.into_iter().map(Value::Number).collect(),
                descending,
                department: only.map(department),
                limit,
                ..Query::default()
            };
            let mut expected = Vec::new();
            for (number, thing) in now.iter().enumerate() {
                let name = format!("r{number}");
                let own = read(&mut unit, THINGS, &name).unwrap().envelope;
                let wanted = only.is_none_or(|only| own.department == Some(department(only)));
                if seen.admits(&own) && wanted && tag.is_none_or(|tag| thing.tags.contains(&tag)) {
                    expected.push((if tag.is_some() { 0 } else { thing.created }, name));
                }
            }
            expected.sort();
            if descending {
                expected.reverse();
            }
            let expected: Vec<_> = expected.into_iter().map(|(_, name)| name).collect();
            prop_assert_eq!(all_pages(&mut unit, &seen, THINGS, &query), expected.clone());
            prop_assert_eq!(unit.count(&seen, THINGS, &query, 100).unwrap() as usize, expected.len());
            prop_assert_eq!(unit.count(&seen, THINGS, &query, 2).unwrap() as usize, expected.len().min(2));
        }
        prop_assert_eq!(store.verify().unwrap(), []);
    }
}

/// What is listed by tag.
fn tagged(things: &[Thing], seen: &Visibility, tag: i64) -> Vec<String> {
    let shows = |(number, thing): &(usize, &Thing)| {
        thing.tags.contains(&tag) && seen.admits(&drafted(*number, thing).envelope)
    };
    let mut listed: Vec<_> =
        things.iter().enumerate().filter(shows).map(|(number, _)| format!("r{number}")).collect();
    listed.sort();
    listed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Of lists that were read before, parts are remembered.
    #[test]
    fn a_list_that_was_read_before_shows_each_unit_its_moment(
        things in prop::collection::vec(thing(), 1..8),
        changes in prop::collection::vec((any::<prop::sample::Index>(), thing()), 1..10),
        asked in prop::collection::vec((any::<prop::sample::Index>(), somebody(), 0i64..4), 1..30),
    ) {
        let (_dir, store) = fresh();
        let mut unit = store.begin();
        for (number, thing) in things.iter().enumerate() {
            create(&mut unit, drafted(number, thing)).unwrap();
        }
        commit(unit).unwrap();
        let mut now = things;
        let mut moments = vec![(store.begin(), now.clone())];
        let look = |moments: &mut Vec<(UnitOfWork, Vec<Thing>)>| {
            for (which, asker, tag) in &asked {
                let which = which.index(moments.len());
                let (unit, things) = &mut moments[which];
                let (seen, prefix) = (asker.visibility(), vec![Value::Number(*tag)]);
                let query = Query { index: TAGS.into(), prefix, limit: 3, ..Query::default() };
                prop_assert_eq!(all_pages(unit, &seen, THINGS, &query), tagged(things, &seen, *tag));
                prop_assert_eq!(unit.count(&seen, THINGS, &query, 9).unwrap() as usize, tagged(things, &seen, *tag).len());
            }
            Ok(())
        };
        for (which, thing) in changes {
            look(&mut moments)?;
            let which = which.index(now.len());
            let mut unit = store.begin();
            update(&mut unit, drafted(which, &thing)).unwrap();
            // Whoever changes something sees it in the list already, and nobody else does.
            now[which] = thing;
            moments.push((unit, now.clone()));
            look(&mut moments)?;
            let (unit, _) = moments.pop().unwrap();
            commit(unit).unwrap();
            moments.push((store.begin(), now.clone()));
        }
        look(&mut moments)?;
    }
}

#[test]
fn children_are_listed_below_their_parent_for_whoever_may_see_them() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let mut root = envelope(THINGS, "root");
    root.requester = Some(user(1));
    create(&mut unit, draft(root)).unwrap();
    create(&mut unit, draft(envelope(THINGS, "other"))).unwrap();
    for (number, staff) in [false, true, false].into_iter().enumerate() {
        let mut part = envelope(PARTS, &format!("p{number}"));
        part.parent = Some(at(THINGS, "root"));
        part.audience = if staff { Audience::Staff } else { Audience::Everyone };
        create(&mut unit, draft(part)).unwrap();
    }
    let asker = |scope, staff| Somebody {
        departments: vec![],
        roles: vec![(vec![scope], None)],
        staff,
        mandate: None,
    };
    let query = Query { parent: Some(at(THINGS, "root")), ..by_created() };
    let customer = asker(3, false).visibility();
    assert_eq!(all_pages(&mut unit, &customer, PARTS, &query), ["p0", "p2"]);
    assert_eq!(all_pages(&mut unit, &asker(3, true).visibility(), PARTS, &query), ["p0", "p1", "p2"]);
    assert!(
        all_pages(&mut unit, &asker(2, true).visibility(), PARTS, &query).is_empty(),
        "assigned to nobody"
    );
    assert!(all_pages(&mut unit, &everything(), PARTS, &by_created()).is_empty(), "only below a parent");
    let elsewhere = Query { parent: Some(at(THINGS, "other")), ..by_created() };
    assert!(all_pages(&mut unit, &everything(), PARTS, &elsewhere).is_empty());
    let nowhere = Query { parent: Some(at(THINGS, "nowhere")), ..by_created() };
    assert!(all_pages(&mut unit, &everything(), PARTS, &nowhere).is_empty());

    // What becomes staff's own takes its children along, without touching them.
    let mut root = envelope(THINGS, "root");
    (root.requester, root.audience) = (Some(user(1)), Audience::Staff);
    update(&mut unit, draft(root)).unwrap();
    assert!(all_pages(&mut unit, &customer, PARTS, &query).is_empty());
}

#[test]
fn a_page_does_not_depend_on_what_is_hidden() {
    let (_dir, store) = fresh();
    let put = |name: &str, owner: u128, staff: bool| {
        let mut unit = store.begin();
        let mut own = envelope(THINGS, name);
        own.requester = Some(user(owner));
        own.audience = if staff { Audience::Staff } else { Audience::Everyone };
        create(&mut unit, draft(own)).unwrap();
        commit(unit).unwrap();
    };
    let mine = Somebody { departments: vec![], roles: vec![(vec![3], None)], staff: false, mandate: None }
        .visibility();
    for number in 0..9 {
        put(&format!("m{number}"), 1, false);
    }
    let listing = |limit| {
        let mut unit = store.begin();
        let page = unit.query(&mine, THINGS, &Query { limit, ..by_created() }).unwrap();
        assert!(page.records.iter().all(|record| record.envelope.id.as_str().starts_with('m')));
        unit.set_timer("t", "x", NOW, String::new()).unwrap();
        unit
    };
    let unit = listing(50);
    put("h0", 2, false);
    put("h1", 1, true);
    assert!(!conflicts(unit), "others' records and staff's rows are in other ranges");
    let unit = listing(3);
    put("m7b", 1, false);
    assert!(!conflicts(unit), "behind the page");
    let unit = listing(3);
    put("m1b", 1, false);
    assert!(conflicts(unit), "on the page");
}

#[test]
fn a_cursor_stays_right_when_records_come_and_go() {
    let (_dir, store) = fresh();
    let seen = everything();
    let change = |work: &dyn Fn(&mut UnitOfWork)| {
        let mut unit = store.begin();
        work(&mut unit);
        commit(unit).unwrap();
    };
    let put = |unit: &mut UnitOfWork, name: &str| {
        create(unit, draft(envelope(THINGS, name))).unwrap();
    };
    change(&|unit| ["b", "d", "f", "h"].iter().for_each(|name| put(unit, name)));
    let query = Query { limit: 2, ..by_created() };
    let first = store.begin().query(&seen, THINGS, &query).unwrap();
    assert_eq!(names(&first), ["b", "d"]);
    change(&|unit| ["a", "c", "e", "z"].iter().for_each(|name| put(unit, name)));
    change(&|unit| delete(unit, THINGS, "d").unwrap());
    let rest = Query { limit: 9, cursor: first.next.clone(), ..by_created() };
    assert_eq!(names(&store.begin().query(&seen, THINGS, &rest).unwrap()), ["e", "f", "h", "z"]);

    let back = Query { limit: 2, descending: true, ..by_created() };
    let last = store.begin().query(&seen, THINGS, &back).unwrap();
    assert_eq!(names(&last), ["z", "h"]);
    let more = Query { limit: 9, cursor: last.next, ..back };
    assert_eq!(names(&store.begin().query(&seen, THINGS, &more).unwrap()), ["f", "e", "c", "b", "a"]);

    for (what, query) in [
        ("another direction", Query { descending: true, cursor: first.next.clone(), ..by_created() }),
        ("another index", Query { index: "updated".into(), cursor: first.next.clone(), ..by_created() }),
        (
            "another department",
            Query { department: Some(department(1)), cursor: first.next.clone(), ..by_created() },
        ),
        ("a changed one", Query { cursor: first.next.clone().map(|text| text + "00"), ..by_created() }),
        ("nonsense", Query { cursor: Some("nonsense".into()), ..by_created() }),
    ] {
        let answer = store.begin().query(&seen, THINGS, &query);
        assert!(matches!(answer, Err(StoreError::Invalid(_))), "{what}");
    }
    assert!(store.begin().query(&seen, PARTS, &Query { cursor: first.next, ..by_created() }).is_err());
}

#[test]
fn a_record_with_many_entries_is_listed_once() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let tags = |tags: &[&str]| tags.iter().map(|tag| entry(TAGS, vec![Value::Text((*tag).into())])).collect();
    create(&mut unit, Draft { index: tags(&["m", "a", "z", "m"]), ..draft(envelope(THINGS, "x")) }).unwrap();
    create(&mut unit, Draft { index: tags(&["b"]), ..draft(envelope(THINGS, "y")) }).unwrap();
    create(&mut unit, draft(envelope(THINGS, "none"))).unwrap();
    let seen = everything();
    for (descending, expected) in [(false, ["x", "y"]), (true, ["x", "y"])] {
        let query = Query { index: TAGS.into(), descending, limit: 1, ..Query::default() };
        assert_eq!(all_pages(&mut unit, &seen, THINGS, &query), expected);
    }
    update(&mut unit, Draft { index: tags(&["c"]), ..draft(envelope(THINGS, "x")) }).unwrap();
    let query = Query { index: TAGS.into(), limit: 9, ..Query::default() };
    assert_eq!(all_pages(&mut unit, &seen, THINGS, &query), ["y", "x"]);
}

#[test]
fn a_private_collection_is_listed_whole_and_only_so() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "root"))).unwrap();
    let mut hidden = envelope(PARTS, "a");
    hidden.parent = Some(at(THINGS, "root"));
    create(&mut unit, Draft { quiet: true, ..draft(hidden) }).unwrap();
    let mut staff = envelope(PARTS, "b");
    staff.audience = Audience::Staff;
    create(&mut unit, Draft { quiet: true, ..draft(staff) }).unwrap();
    let whole = hand().permit_whole(&PluginId::parse("tt").unwrap(), PARTS).unwrap();
    assert_eq!(names(&unit.query_whole(&whole, &by_created()).unwrap()), ["a", "b"]);
    assert_eq!(unit.count_whole(&whole, &by_created(), 9).unwrap(), 2);
    let below = Query { parent: Some(at(THINGS, "root")), ..by_created() };
    assert_eq!(names(&unit.query_whole(&whole, &below).unwrap()), ["a"]);
    commit(unit).unwrap();
    let kinds: Vec<_> =
        store.begin().events_after(0, 9).unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["tt:things.created"], "nobody hears of private records");
}

#[test]
fn a_page_of_large_records_is_short_and_the_list_goes_on() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    for number in 0..20 {
        let large = Draft { body: vec![b'x'; 1 << 20], ..draft(envelope(PARTS, &format!("r{number:02}"))) };
        create(&mut unit, Draft { quiet: true, ..large }).unwrap();
    }
    let whole = hand().permit_whole(&PluginId::parse("tt").unwrap(), PARTS).unwrap();
    let mut query = by_created();
    let mut pages = Vec::new();
    loop {
        let page = unit.query_whole(&whole, &query).unwrap();
        pages.push(page.records.len());
        let Some(next) = page.next else { break };
        query.cursor = Some(next);
    }
    assert_eq!(pages, [2; 10]);
}
