//! Everything as lines of JSON, and a store of them again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_access::Audience;
use ombud_store::*;
use proptest::prelude::*;
use std::fs;

const ROWS: Table<serde_json::Value> = Table::new("rows");

fn export(store: &Store) -> String {
    let mut lines = Vec::new();
    store.export(&mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

fn refused(lines: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    match Store::import(engine(), lines.as_bytes(), dir.path()) {
        Err(StoreError::Invalid(why)) => {
            assert!(
                Store::open_on(engine(), dir.path(), StoreOptions::default())
                    .map_or(true, |it| it.last_commit() == 0)
            );
            why
        }
        other => panic!("{other:?}"),
    }
}

fn populate(store: &Store, body: &[u8], text: &str, number: i64) {
    let mut writer = store.blobs().writer(1 << 20).unwrap();
    writer.write(&body.repeat(3000)).unwrap();
    let (blob, _) = writer.finish().unwrap();
    let (empty, _) = store.blobs().writer(1).unwrap().finish().unwrap();
    let mut unit = store.begin();
    let mut root = envelope(THINGS, "root");
    (root.department, root.requester, root.participants) =
        (Some(department(1)), Some(user(1)), vec![user(2)]);
    let index = vec![entry("status", vec![Value::Text(text.into()), Value::Number(number)])];
    create(&mut unit, Draft { index, blobs: vec![blob], body: body.to_vec(), ..draft(root) }).unwrap();
    let mut part = envelope(PARTS, "leaf");
    (part.parent, part.audience) = (Some(at(THINGS, "root")), Audience::Staff);
    create(&mut unit, Draft { quiet: true, body: text.into(), ..draft(part) }).unwrap();
    unit.set_timer("tt", "later", NOW.plus(99), "{}".into()).unwrap();
    unit.put(&ROWS, text, &serde_json::json!({ "b": text, "a": [number, 0.5] })).unwrap();
    unit.next_number("ticket").unwrap();
    unit.keep_blob(&empty, "tt settings").unwrap();
    unit.note_upload(&blob, "somebody", NOW).unwrap();
    commit(unit).unwrap();
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_store_of_its_own_lines_is_the_same_store(
        body in prop::collection::vec(any::<u8>(), 0..60),
        text in "[^\0]{0,20}",
        number in any::<i64>(),
    ) {
        let (dir, store) = fresh();
        populate(&store, &body, &text, number);
        let lines = export(&store);
        let to = dir.path().join("again");
        let count = Store::import(engine(), lines.as_bytes(), &to).unwrap();
        prop_assert_eq!(count, lines.lines().count() as u64);
        let again = open(&to);
        prop_assert_eq!(again.verify().unwrap(), vec![]);
        prop_assert_eq!(export(&again), lines);
        let mut unit = again.begin();
        prop_assert_eq!(unit.next_number("ticket").unwrap(), 2);
        let page = unit.query(&everything(), THINGS, &by_created()).unwrap();
        prop_assert_eq!(page.records.len(), 1);
        let blob = page.records[0].envelope.clone();
        let found = read(&mut unit, THINGS, blob.id.as_str()).unwrap();
        prop_assert_eq!(&found.body, &body);
        prop_assert_eq!(fs::read(again.blobs().path(&found.blobs[0])).unwrap(), body.repeat(3000));
        // It goes on from there.
        unit.set_timer("tt", "later", NOW.plus(1), "{}".into()).unwrap();
        prop_assert_eq!(commit(unit).unwrap(), store.last_commit() + 1);
        prop_assert_eq!(again.verify().unwrap(), vec![]);
    }
}

#[test]
fn lines_that_make_no_sense_are_named_and_no_store_is_made_of_them() {
    let (_dir, store) = fresh();
    populate(&store, b"hello", "open", 7);
    let lines = export(&store);
    let all: Vec<&str> = lines.lines().collect();
    assert_eq!(all[0], r#"{"desk":{"version":1,"commit":1}}"#);
    for cut in 0..all.len() {
        let said = refused(&format!("{}\n", all[..cut].join("\n")));
        assert!(said.contains("line"), "{cut}: {said}");
    }
    let with = |number: usize, line: &str| {
        let mut all = all.clone();
        all[number] = line;
        refused(&all.join("\n"))
    };
    assert!(with(0, r#"{"desk":{"version":9,"commit":1}}"#).contains("line 1: lines of version 9"));
    assert!(with(1, "{").starts_with("line 2: "));
    assert!(with(1, r#"{"novel":{}}"#).contains("unknown variant `novel`"));
    let file = all.iter().position(|line| line.starts_with(r#"{"file""#)).unwrap();
    let other = all[file].replace(r#""bytes":"a"#, r#""bytes":"b"#);
    assert!(with(file, &other).contains("has other bytes than its name says"), "{other}");
    let missing: Vec<&str> = [&all[..3], &all[4..]].concat();
    assert!(refused(&missing.join("\n")).contains("were written before this one"));
}
