//! What is found, counted and suggested is exactly what the engine allows, for whomever and whatever.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod desk;
use desk::common::somebody::{Somebody, somebody};
use desk::common::*;
use desk::*;
use ombud_access::*;
use ombud_search::*;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

const WORDS: [&str; 4] = ["parcel", "invoice", "late", "refund"];

/// A thing and the parts below it: where it is filed, and the words in it.
#[derive(Clone, Debug)]
struct Thing {
    department: Option<u128>,
    assignee: Option<u128>,
    requester: Option<u128>,
    participants: Vec<u128>,
    staff: bool,
    word: usize,
    tag: usize,
    parts: Vec<(bool, Vec<usize>)>,
}

fn thing() -> impl Strategy<Value = Thing> {
    let person = || prop::option::of(1u128..4);
    let people = prop::collection::vec(1u128..4, 0..3);
    let parts = prop::collection::vec((any::<bool>(), prop::collection::vec(0usize..4, 1..3)), 0..3);
    let filed = (prop::option::of(1u128..4), person(), person(), people, prop::bool::weighted(0.25));
    (filed, 0usize..4, 0usize..2, parts).prop_map(
        |((department, assignee, requester, participants, staff), word, tag, parts)| Thing {
            department,
            assignee,
            requester,
            participants,
            staff,
            word,
            tag,
            parts,
        },
    )
}

fn asker_of(who: &Somebody) -> Asker {
    asker(who.visibility(), who.authority().is_staff())
}

fn own(number: usize, thing: &Thing) -> Envelope {
    let mut own = envelope(THINGS, &format!("t{number}"));
    own.department = thing.department.map(department);
    own.assignee = thing.assignee.map(user);
    own.requester = thing.requester.map(user);
    own.participants = thing.participants.iter().copied().map(user).collect();
    own.audience = audience(thing.staff);
    own
}

fn audience(staff: bool) -> Audience {
    if staff { Audience::Staff } else { Audience::Everyone }
}

fn body(thing: &Thing) -> serde_json::Value {
    json!({ "subject": format!("the {}", WORDS[thing.word]), "tags": [format!("tag{}", thing.tag)], "status": "open" })
}

fn write(desk: &Desk, things: &[Thing]) {
    desk.write(|unit| {
        for (number, thing) in things.iter().enumerate() {
            create(unit, with(own(number, thing), &body(thing))).unwrap();
            for (place, (staff, words)) in thing.parts.iter().enumerate() {
                let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
                let name = format!("p{number}-{place}");
                let part = below(&format!("t{number}"), &name, audience(*staff));
                create(unit, with(part, &json!({ "text": words.join(" or ") }))).unwrap();
            }
        }
    });
}

/// The word stands in the title, or in this part's text.
fn has_word(word: usize) -> impl Fn(&Thing, Option<&[usize]>) -> bool {
    move |thing, part| thing.word == word || part.is_some_and(|words| words.contains(&word))
}

/// What a scan finds: every record that the engine allows and that has what is looked for.
fn scanned(
    desk: &Desk,
    things: &[Thing],
    authority: &Authority,
    has: impl Fn(&Thing, Option<&[usize]>) -> bool,
) -> (BTreeSet<String>, BTreeSet<usize>) {
    let mut unit = desk.store.begin();
    let (mut records, mut tops) = (BTreeSet::new(), BTreeSet::new());
    for (number, thing) in things.iter().enumerate() {
        let parts = thing
            .parts
            .iter()
            .enumerate()
            .map(|(place, (_, words))| (PARTS, format!("p{number}-{place}"), has(thing, Some(words))));
        let whole = std::iter::once((THINGS, format!("t{number}"), has(thing, None)));
        for (collection, name, has) in whole.chain(parts) {
            let sealed = unit.find(collection, &id(&name)).unwrap().unwrap();
            if has && authority.check("tt:thing.use", Target::Record(sealed.filed())).allowed {
                records.insert(name);
                tops.insert(number);
            }
        }
    }
    (records, tops)
}

/// Everything that is found, page by page.
fn paged(desk: &Desk, asker: &Asker, text: &str, limit: usize) -> (Vec<Vec<String>>, usize) {
    let (mut tops, mut cursor, mut total) = (Vec::new(), None, None);
    loop {
        let found = desk.find(asker, Wanted { text: text.into(), limit, cursor, ..Wanted::default() });
        assert!(found.complete && !found.at_least);
        assert_eq!(*total.get_or_insert(found.total), found.total, "no page counts otherwise");
        tops.extend(found.tops.iter().map(|top| top.hits.iter().map(|at| at.id.to_string()).collect()));
        match found.next {
            Some(next) => cursor = Some(next),
            None => return (tops, found.total),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_search_is_every_record_that_the_check_allows_and_counts_no_other(
        things in prop::collection::vec(thing(), 1..12),
        moved in prop::collection::vec((any::<prop::sample::Index>(), thing()), 0..4),
        people in prop::collection::vec(somebody(), 1..6),
        limit in 1usize..5,
    ) {
        let desk = Desk::new();
        desk.search.start(NOW).unwrap();
        write(&desk, &things);
        desk.caught_up();
        let mut now = things.clone();
        desk.write(|unit| {
            for (which, to) in &moved {
                let number = which.index(now.len());
                let thing = Thing { word: now[number].word, parts: now[number].parts.clone(), ..to.clone() };
                update(unit, with(own(number, &thing), &body(&thing))).unwrap();
                now[number] = thing;
            }
        });
        // At once, whatever the index knows by then: nothing that the engine would not show.
        for person in &people {
            let (authority, asker) = (person.authority(), asker_of(person));
            for (number, word) in WORDS.iter().enumerate() {
                let (records, tops) = scanned(&desk, &now, &authority, has_word(number));
                let found = desk.find(&asker, Wanted { text: (*word).into(), limit: 50, ..Wanted::default() });
                prop_assert!(found.total <= tops.len());
                prop_assert!(named(&found).iter().all(|name| records.contains(name)));
            }
        }
        desk.caught_up();
        for person in &people {
            let (authority, asker) = (person.authority(), asker_of(person));
            for (number, word) in WORDS.iter().enumerate() {
                let (records, tops) = scanned(&desk, &now, &authority, has_word(number));
                let (found, total) = paged(&desk, &asker, word, limit);
                prop_assert_eq!(total, tops.len(), "{} for {:?}", word, person);
                prop_assert_eq!(found.len(), tops.len(), "each top once");
                let named: BTreeSet<String> = found.into_iter().flatten().collect();
                prop_assert!(named.is_subset(&records));
                let expected: BTreeSet<usize> = tops;
                let tops: BTreeSet<usize> =
                    named.iter().map(|name| name[1..].split('-').next().unwrap().parse().unwrap()).collect();
                prop_assert_eq!(&tops, &expected);
                let counted = desk.find(&asker, Wanted { text: (*word).into(), limit: 1, ..Wanted::default() }).counts;
                for (value, count) in &counted {
                    let tag = value.strip_prefix("tag:tag").map(|tag| tag.parse::<usize>().unwrap());
                    let wanted = expected.iter().filter(|at| tag.is_none_or(|tag| now[**at].tag == tag)).count();
                    prop_assert_eq!(*count, wanted, "{}", value);
                }
                prop_assert!(asker.staff || counted.iter().all(|(value, _)| !value.starts_with("tag:")));
                // Titles alone have this phrase, and of each of those the one word.
                let titled = |thing: &Thing, _: Option<&[usize]>| thing.word == number;
                let said = |thing: &Thing, part: Option<&[usize]>| !titled(thing, part) && has_word(number)(thing, part);
                let phrases = [
                    (format!("\"the {word}\""), scanned(&desk, &now, &authority, titled)),
                    (format!("{word} -\"the {word}\""), scanned(&desk, &now, &authority, said)),
                ];
                for (text, (records, tops)) in phrases {
                    let (found, total) = paged(&desk, &asker, &text, limit);
                    prop_assert_eq!(total, tops.len(), "{} for {:?}", text, person);
                    prop_assert_eq!(found.len(), tops.len());
                    prop_assert!(found.into_iter().flatten().all(|name| records.contains(&name)));
                }
                let mut unit = desk.store.begin();
                let suggested = desk.search.suggest(&mut unit, &asker, &word[..3], 9).unwrap();
                let stands = things_with(&desk, &now, &authority, number);
                prop_assert_eq!(suggested, stands.then(|| (*word).to_owned()).into_iter().collect::<Vec<_>>());
            }
        }
    }
}

/// Whether the word stands in the text of something visible itself.
fn things_with(desk: &Desk, things: &[Thing], authority: &Authority, word: usize) -> bool {
    let (records, _) = scanned(desk, things, authority, has_word(word));
    records.iter().any(|name| match name[1..].split_once('-') {
        None => true,
        Some((thing, part)) => {
            let (thing, part): (usize, usize) = (thing.parse().unwrap(), part.parse().unwrap());
            things[thing].parts[part].1.contains(&word)
        }
    })
}
