//! Whatever fails, what was acknowledged is there and what was refused is not.

use super::tests::writable;
use super::*;
use crate::engine::EngineKind;
use crate::engine::faulty::{Fault, Faults};
use crate::health::Health;
use crate::store::{Store, StoreOptions};
use crate::{Table, UnitOfWork};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;

/// Rows that units overwrite for each other, and a row for each unit.
const SHARED: Table<u64> = Table::new("shared");
const UNITS: Table<u64> = Table::new("units");

#[derive(Clone, Debug)]
enum Step {
    /// Units at the same time, each with the rows that it overwrites.
    Commit(Vec<Vec<u8>>),
    /// What the next batches meet.
    Fault(Option<Fault>),
    /// Finding out what is on disk fails, so many times.
    NotKnown(u8),
    /// Wait until the store has got over it.
    Well,
    /// Close it, in whatever state it is, and open it.
    OpenAgain,
}

fn step() -> impl Strategy<Value = Step> {
    let rows = || prop::collection::vec(0u8..5, 0..3);
    let fault = prop_oneof![Just(None), Just(Some(Fault::Before)), Just(Some(Fault::After))];
    prop_oneof![
        8 => prop::collection::vec(rows(), 1..5).prop_map(Step::Commit),
        5 => fault.prop_map(Step::Fault),
        2 => (1u8..4).prop_map(Step::NotKnown),
        4 => Just(Step::Well),
        1 => Just(Step::OpenAgain),
    ]
}

fn open(kind: EngineKind, dir: &Path, faults: &Faults) -> Store {
    let options = StoreOptions { reserve_bytes: 0, cache_bytes: 4 << 20 };
    Store::open_with(kind, dir, &options, |engine| faults.around(engine)).unwrap()
}

/// A look at one moment. While the engine finds out what is on disk, it may have to be asked again.
fn look<T>(store: &Store, look: impl Fn(&mut UnitOfWork) -> Result<T>) -> T {
    loop {
        match look(&mut store.begin()) {
            Ok(seen) => return seen,
            Err(StoreError::Disk(_)) => thread::yield_now(),
            Err(other) => panic!("{other}"),
        }
    }
}

/// What there is, or should be.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    shared: BTreeMap<String, u64>,
    units: BTreeSet<u64>,
}

impl Rows {
    fn of(store: &Store) -> Rows {
        look(store, |unit| {
            let shared = unit.scan(&SHARED, "", None, 99)?.into_iter().collect();
            let units = unit.scan(&UNITS, "", None, 9999)?.into_iter().map(|(_, id)| id).collect();
            Ok(Rows { shared, units })
        })
    }

    fn add(&mut self, id: u64, rows: &[u8]) {
        self.units.insert(id);
        self.shared.extend(rows.iter().map(|row| (format!("{row}"), id)));
    }
}

fn unit(store: &Store, id: u64, rows: &[u8]) -> UnitOfWork {
    let mut unit = store.begin();
    unit.put(&UNITS, &format!("{id:06}"), &id).unwrap();
    rows.iter().for_each(|row| unit.put(&SHARED, &format!("{row}"), &id).unwrap());
    unit.next_number("units").unwrap();
    unit
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn run(kind: EngineKind, steps: &[Step]) {
    let dir = tempfile::tempdir().unwrap();
    drop(open(kind, dir.path(), &Faults::default()));
    let faults = Faults::default();
    let mut store = open(kind, dir.path(), &faults);
    let mut expected = Rows::default();
    // Refused, and perhaps on disk all the same until the store has got over it.
    let mut refused: Vec<(u64, &[u8])> = Vec::new();
    let mut next = 0;
    for step in steps {
        match step {
            Step::Fault(fault) => faults.plan(*fault),
            Step::NotKnown(times) => {
                (0..*times).for_each(|_| faults.plan_failed_recovery(StoreError::Disk("not now".into())));
            }
            Step::Well => {
                writable(&store);
                refused.clear();
            }
            Step::Commit(units) => {
                let units: Vec<_> = units.iter().map(|rows| (next_id(&mut next), rows.as_slice())).collect();
                let prepared: Vec<_> =
                    units.iter().map(|(id, rows)| unit_when_it_can(&store, *id, rows)).collect();
                let mut kept = Vec::new();
                thread::scope(|scope| {
                    let running: Vec<_> =
                        prepared.into_iter().map(|unit| scope.spawn(|| wait(unit.commit()))).collect();
                    for (&(id, rows), done) in units.iter().zip(running) {
                        match done.join().unwrap() {
                            Ok(number) => kept.push((number, id, rows)),
                            Err(CommitError::ReadOnly(_)) => refused.push((id, rows)),
                            // The engine could not be read while the unit was checked.
                            Err(CommitError::Store(StoreError::Disk(_))) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                });
                kept.sort_unstable();
                kept.iter().for_each(|(_, id, rows)| expected.add(*id, rows));
            }
            Step::OpenAgain => {
                drop(store);
                faults.end();
                store = open(kind, dir.path(), &faults);
                let found = Rows::of(&store);
                let mut values = expected.shared.clone();
                for (id, rows) in refused.drain(..) {
                    if found.units.contains(&id) {
                        // As a whole, or its rows were overwritten by another of these.
                        expected.units.insert(id);
                        values.extend(rows.iter().map(|row| (format!("{row}"), id)));
                    }
                }
                assert_eq!(found.units, expected.units);
                assert_eq!(found.shared.keys().collect::<Vec<_>>(), values.keys().collect::<Vec<_>>());
                assert!(found.shared.values().all(|id| expected.units.contains(id)));
                expected = found;
            }
        }
        assert_eq!(Rows::of(&store), expected, "after {step:?}");
    }
    writable(&store);
    assert_eq!(Rows::of(&store), expected);
    drop(store);
    let store = open(kind, dir.path(), &Faults::default());
    assert_eq!(Rows::of(&store), expected);
    assert_eq!(store.verify().unwrap(), []);
}

fn next_id(next: &mut u64) -> u64 {
    *next += 1;
    *next
}

/// The first number of a counter is read from the engine.
fn unit_when_it_can(store: &Store, id: u64, rows: &[u8]) -> UnitOfWork {
    look(store, |probe| probe.get(&UNITS, ""));
    unit(store, id, rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_fails_what_was_acknowledged_is_there_and_what_was_refused_is_not(
        steps in prop::collection::vec(step(), 1..16),
        sled in prop::bool::weighted(0.3),
    ) {
        run(if sled { EngineKind::Sled } else { EngineKind::Journal }, &steps);
    }
}

#[test]
fn a_fault_that_lasts_is_told_in_words_and_got_over_without_a_restart() {
    for kind in EngineKind::ALL {
        let dir = tempfile::tempdir().unwrap();
        let faults = Faults::default();
        let store = open(kind, dir.path(), &faults);
        wait(unit(&store, 1, &[1]).commit()).unwrap();
        (0..20).for_each(|_| faults.plan(Some(Fault::Before)));
        assert!(matches!(wait(unit(&store, 2, &[1]).commit()), Err(CommitError::ReadOnly(_))));
        if let Health::ReadOnly(why) = store.health() {
            assert!(
                why.starts_with("the disk failed: the test wants it") && why.contains("make space"),
                "{why}"
            );
        }
        writable(&store);
        wait(unit(&store, 3, &[1]).commit()).unwrap();
        assert_eq!(Rows::of(&store).units, BTreeSet::from([1, 3]));
    }
}

#[test]
fn a_disk_that_has_lost_what_was_acknowledged_is_not_written_to_again() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let store = open(EngineKind::Journal, dir.path(), &faults);
    wait(unit(&store, 1, &[1]).commit()).unwrap();
    wait(unit(&store, 2, &[1]).commit()).unwrap();
    faults.plan_loss(Writes::from([(format::last_commit_key(), Some(1u64.to_be_bytes().to_vec()))]));
    faults.plan(Some(Fault::Before));
    assert!(matches!(wait(unit(&store, 3, &[1]).commit()), Err(CommitError::ReadOnly(_))));
    loop {
        let Health::ReadOnly(why) = store.health() else { panic!("it pretends") };
        if why.contains("it ends at commit 1, and commit 2 was acknowledged") {
            assert!(why.contains("restore the last backup"), "{why}");
            break;
        }
        thread::yield_now();
    }
    drop(store);
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    match Store::open_on(EngineKind::Journal, dir.path(), options) {
        Err(error) => assert!(error.to_string().contains("commit 2 was on disk"), "{error}"),
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn a_process_that_ended_in_doubt_begins_by_finding_out() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::default();
    let store = open(EngineKind::Sled, dir.path(), &faults);
    wait(unit(&store, 1, &[1]).commit()).unwrap();
    let doubt = || Witness::ask(dir.path()).unwrap().unwrap().doubt;
    assert!(!doubt());
    (0..9999).for_each(|_| faults.plan_failed_recovery(StoreError::Disk("not now".into())));
    faults.plan(Some(Fault::After));
    wait(unit(&store, 2, &[1]).commit()).unwrap_err();
    assert!(doubt());
    drop(store);
    assert!(doubt());
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    // It is asked before anything else, and its word counts.
    faults.end();
    faults.plan_failed_recovery(StoreError::Disk("not yet".into()));
    match Store::open_with(EngineKind::Sled, dir.path(), &options, |engine| faults.around(engine)) {
        Err(error) => assert!(error.to_string().contains("not yet"), "{error}"),
        Ok(_) => panic!("it opened"),
    }
    let store = open(EngineKind::Sled, dir.path(), &faults);
    assert!(!doubt());
    assert_eq!(Rows::of(&store).units, BTreeSet::from([1, 2]), "the second was on disk as a whole");
}
