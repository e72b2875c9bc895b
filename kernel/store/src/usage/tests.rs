use super::*;
use crate::StoreOptions;
use ombud_access::Timestamp;

fn commit(unit: crate::UnitOfWork) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(unit.commit()).unwrap();
}

#[test]
fn sums_that_are_not_those_of_the_rows_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
    let mut unit = store.begin();
    unit.set_timer("zoo", "bell", Timestamp(1), "{}".into()).unwrap();
    commit(unit);
    assert_eq!(store.verify().unwrap(), []);
    let right = store.usage("zoo").unwrap();
    let mut unit = store.begin();
    unit.write(row("zoo"), encode(Usage { timers: 7, ..right }));
    unit.write(row("gone"), encode(right));
    commit(unit);
    let found: Vec<_> = store.verify().unwrap().iter().map(ToString::to_string).collect();
    let of = |timers: u64| format!("{} bytes and {timers} timers", right.bytes);
    assert_eq!(
        found,
        [
            format!("what `gone` keeps: is noted as {}, and is 0 bytes and 0 timers", of(1)),
            format!("what `zoo` keeps: is noted as {}, and is {}", of(7), of(1)),
        ]
    );
}

#[test]
fn each_row_counts_for_the_plugin_whose_it_is() {
    let file = BlobId::from_bytes(&[7; 32]).unwrap();
    let at = |collection: &str| ombud_access::RecordRef {
        collection: collection.into(),
        id: "x".parse().unwrap(),
    };
    for (row, whose) in [
        (key::record(&at("zoo:animals")), Some("zoo")),
        (key::child(&at("tickets:tickets"), &at("zoo:animals")), Some("zoo")),
        (key::key(key::TIMER, &["zoo", "bell"]), Some("zoo")),
        (file.named_by(&at("zoo:animals")), Some("zoo")),
        (file.stored_by("zoo"), Some("zoo")),
        (file.stored_by("01jzzzzzzzzzzzzzzzzzzzzzzz"), None),
        (file.held_by("zoo settings"), None),
        (file.held_by_change(7), None),
        (key::key(key::TABLE, &["zoo"]), None),
        (row("zoo"), None),
    ] {
        assert_eq!(owner(&row), whose, "{}", key::describe(&row));
    }
}
