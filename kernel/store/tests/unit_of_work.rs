//! One unit of work beside others.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_access::Audience;
use ombud_store::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

const ROWS: Table<u64> = Table::new("rows");

fn put(store: &Store, rows: &[(&str, u64)]) {
    let mut unit = store.begin();
    for (key, value) in rows {
        unit.put(&ROWS, key, value).unwrap();
    }
    commit(unit).unwrap();
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
    all_again_on_a_database(&["interleaved_units"]);
}

#[test]
fn a_unit_reads_its_own_writes_also_in_ranges() {
    let (_dir, store) = fresh();
    put(&store, &[("a", 1), ("b", 2), ("d", 4)]);
    let mut unit = store.begin();
    unit.put(&ROWS, "c", &3).unwrap();
    unit.remove(&ROWS, "a").unwrap();
    unit.put(&ROWS, "d", &40).unwrap();
    assert_eq!(unit.get(&ROWS, "c").unwrap(), Some(3));
    assert_eq!(unit.get(&ROWS, "a").unwrap(), None);
    let all = [("b".to_owned(), 2), ("c".to_owned(), 3), ("d".to_owned(), 40)];
    assert_eq!(unit.scan(&ROWS, "", None, 10).unwrap(), all);
    assert_eq!(unit.scan(&ROWS, "", Some("b"), 1).unwrap(), all[1..2]);
    assert_eq!(unit.scan_back(&ROWS, "", Some("d"), 10).unwrap(), [all[1].clone(), all[0].clone()]);
    drop(unit);
    assert_eq!(store.begin().scan(&ROWS, "", None, 10).unwrap().len(), 3, "dropped, it leaves nothing");
}

#[test]
fn a_unit_sees_one_moment_whatever_others_commit() {
    let (_dir, store) = fresh();
    put(&store, &[("a", 1), ("b", 1)]);
    let mut unit = store.begin();
    assert_eq!(unit.get(&ROWS, "a").unwrap(), Some(1));
    let mut other = store.begin();
    other.put(&ROWS, "a", &2).unwrap();
    other.remove(&ROWS, "b").unwrap();
    other.put(&ROWS, "c", &2).unwrap();
    commit(other).unwrap();
    let seen = [("a".to_owned(), 1), ("b".to_owned(), 1)];
    assert_eq!(unit.scan(&ROWS, "", None, 10).unwrap(), seen);
    assert_eq!(unit.scan_back(&ROWS, "", None, 1).unwrap(), seen[1..]);
    assert_eq!(unit.get(&ROWS, "c").unwrap(), None);
    assert!(!conflicts(unit), "who writes nothing never conflicts: one moment is consistent");
}

#[test]
fn who_read_what_another_wrote_conflicts() {
    let (_dir, store) = fresh();
    put(&store, &[("a", 1), ("b", 1), ("z", 1)]);
    type Look = fn(&mut UnitOfWork);
    let looks: [(&str, Look, bool); 6] = [
        ("the key", |unit| assert_eq!(unit.get(&ROWS, "b").unwrap(), Some(1)), true),
        ("another key", |unit| assert_eq!(unit.get(&ROWS, "a").unwrap(), Some(1)), false),
        ("the range", |unit| assert_eq!(unit.scan(&ROWS, "", None, 9).unwrap().len(), 3), true),
        ("the range up to there", |unit| assert_eq!(unit.scan(&ROWS, "", None, 1).unwrap().len(), 1), false),
        ("from the end", |unit| assert_eq!(unit.scan_back(&ROWS, "", None, 1).unwrap().len(), 1), false),
        ("a gap", |unit| assert_eq!(unit.scan(&ROWS, "y", None, 1).unwrap().len(), 0), false),
    ];
    for (what, look, conflict) in looks {
        put(&store, &[("b", 1)]);
        let mut unit = store.begin();
        look(&mut unit);
        unit.put(&ROWS, "z", &1).unwrap();
        put(&store, &[("b", 1)]);
        assert_eq!(conflicts(unit), conflict, "{what}");
    }
}

#[test]
fn a_row_that_appears_where_none_was_is_a_conflict() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    assert!(unit.scan(&ROWS, "p", None, 5).unwrap().is_empty());
    assert_eq!(unit.get(&ROWS, "q").unwrap(), None);
    unit.put(&ROWS, "none", &1).unwrap();
    put(&store, &[("p1", 1)]);
    assert!(conflicts(unit));
    let mut unit = store.begin();
    assert_eq!(unit.get(&ROWS, "q").unwrap(), None);
    unit.put(&ROWS, "none", &1).unwrap();
    put(&store, &[("q", 1)]);
    assert!(conflicts(unit));
}

#[test]
fn two_doctors_cannot_both_go_home() {
    let (_dir, store) = fresh();
    put(&store, &[("on-call/a", 1), ("on-call/b", 1)]);
    let leave = |who: &str| {
        let mut unit = store.begin();
        let on_call: u64 = unit.scan(&ROWS, "on-call/", None, 9).unwrap().iter().map(|(_, on)| on).sum();
        assert_eq!(on_call, 2);
        unit.put(&ROWS, who, &0).unwrap();
        unit
    };
    let (a, b) = (leave("on-call/a"), leave("on-call/b"));
    assert!(!conflicts(a));
    assert!(conflicts(b));
}

#[test]
fn blind_writes_do_not_conflict_and_the_last_one_stays() {
    let (_dir, store) = fresh();
    let (mut a, mut b) = (store.begin(), store.begin());
    a.put(&ROWS, "k", &1).unwrap();
    b.put(&ROWS, "k", &2).unwrap();
    commit(b).unwrap();
    commit(a).unwrap();
    assert_eq!(store.begin().get(&ROWS, "k").unwrap(), Some(1));
}

#[test]
fn going_back_to_a_savepoint_forgets_writes_and_events() {
    let (_dir, store) = fresh();
    put(&store, &[("a", 1)]);
    let mut unit = store.begin();
    unit.put(&ROWS, "a", &2).unwrap();
    let point = unit.savepoint();
    unit.put(&ROWS, "a", &3).unwrap();
    let inner = unit.savepoint();
    unit.remove(&ROWS, "a").unwrap();
    create(&mut unit, draft(envelope(THINGS, "gone"))).unwrap();
    unit.rollback_to(inner);
    assert_eq!(unit.get(&ROWS, "a").unwrap(), Some(3));
    unit.put(&ROWS, "b", &9).unwrap();
    unit.rollback_to(point);
    assert_eq!(unit.scan(&ROWS, "", None, 9).unwrap(), [("a".to_owned(), 2)]);
    commit(unit).unwrap();
    let mut after = store.begin();
    assert_eq!(after.scan(&ROWS, "", None, 9).unwrap(), [("a".to_owned(), 2)]);
    assert!(read(&mut after, THINGS, "gone").is_none());
    assert!(after.events_after(0, 9).unwrap().is_empty());
}

#[test]
fn a_record_keeps_its_version_and_times() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let made = create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    assert_eq!((made.version, made.created, made.updated), (1, NOW, NOW));
    assert!(matches!(create(&mut unit, draft(envelope(THINGS, "x"))), Err(StoreError::Conflict(_))));
    let later = NOW.plus(5);
    let changed = update(&mut unit, Draft { now: later, ..draft(envelope(THINGS, "x")) }).unwrap();
    assert_eq!((changed.version, changed.created, changed.updated), (2, NOW, later));
    commit(unit).unwrap();
    let mut unit = store.begin();
    delete(&mut unit, THINGS, "x").unwrap();
    commit(unit).unwrap();
    assert!(read(&mut store.begin(), THINGS, "x").is_none());
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_child_is_filed_where_its_root_is_with_the_strictest_audience() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let mut root = envelope(THINGS, "root");
    (root.department, root.assignee) = (Some(department(1)), Some(user(2)));
    let mut middle = envelope(PARTS, "middle");
    (middle.parent, middle.audience) = (Some(at(THINGS, "root")), Audience::Staff);
    let mut leaf = envelope(PARTS, "leaf");
    leaf.parent = Some(at(PARTS, "middle"));
    for one in [&root, &middle, &leaf] {
        create(&mut unit, draft(one.clone())).unwrap();
    }
    let found = unit.find(PARTS, &id("leaf")).unwrap().unwrap();
    let filed = found.filed();
    assert_eq!((filed.department, filed.assignee), (Some(department(1)), Some(user(2))));
    assert_eq!((filed.audience, found.envelope().audience), (Audience::Staff, Audience::Everyone));
    assert_eq!((filed.id.as_str(), filed.parent.clone()), ("leaf", Some(at(PARTS, "middle"))));

    assert!(matches!(delete(&mut unit, THINGS, "root"), Err(StoreError::Conflict(_))), "it has children");
    let mut circle = middle.clone();
    circle.parent = Some(at(PARTS, "leaf"));
    assert!(matches!(unit.filed(&circle), Err(StoreError::Invalid(_))), "it would belong to itself");
    let mut lost = leaf.clone();
    lost.parent = Some(at(THINGS, "nowhere"));
    assert!(matches!(unit.filed(&lost), Err(StoreError::NotFound(_))));
    let mut both = leaf.clone();
    both.department = Some(department(3));
    assert!(matches!(update(&mut unit, draft(both)), Err(StoreError::Invalid(_))));
    commit(unit).unwrap();
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn moving_a_root_conflicts_with_whoever_decided_on_its_children() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "root"))).unwrap();
    let child = Draft { ..draft(envelope(PARTS, "leaf")) };
    let mut child = child;
    child.envelope.parent = Some(at(THINGS, "root"));
    create(&mut unit, child).unwrap();
    commit(unit).unwrap();

    let mut reader = store.begin();
    assert!(read(&mut reader, PARTS, "leaf").is_some());
    reader.put(&ROWS, "decided", &1).unwrap();
    let mut mover = store.begin();
    let mut root = envelope(THINGS, "root");
    root.department = Some(department(5));
    update(&mut mover, draft(root)).unwrap();
    commit(mover).unwrap();
    assert!(conflicts(reader));
}

#[derive(Clone, Debug)]
enum Step {
    Get(u8),
    Put(u8),
    Remove(u8),
    Scan { from: u8, limit: usize, back: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0u8..6).prop_map(Step::Get),
        3 => (0u8..6).prop_map(Step::Put),
        1 => (0u8..6).prop_map(Step::Remove),
        2 => ((0u8..6), 1usize..4, any::<bool>()).prop_map(|(from, limit, back)| Step::Scan { from, limit, back }),
    ]
}

fn name(key: u8) -> String {
    format!("k{key}")
}

/// A place to run steps: the store, or the model.
trait Place {
    fn get(&mut self, key: &str) -> Option<u64>;
    fn put(&mut self, key: &str, value: u64);
    fn remove(&mut self, key: &str);
    fn scan(&mut self, from: &str, limit: usize, back: bool) -> Vec<(String, u64)>;
}

impl Place for UnitOfWork {
    fn get(&mut self, key: &str) -> Option<u64> {
        UnitOfWork::get(self, &ROWS, key).unwrap()
    }
    fn put(&mut self, key: &str, value: u64) {
        UnitOfWork::put(self, &ROWS, key, &value).unwrap();
    }
    fn remove(&mut self, key: &str) {
        UnitOfWork::remove(self, &ROWS, key).unwrap();
    }
    fn scan(&mut self, from: &str, limit: usize, back: bool) -> Vec<(String, u64)> {
        if back {
            self.scan_back(&ROWS, "k", Some(from), limit).unwrap()
        } else {
            UnitOfWork::scan(self, &ROWS, "k", Some(from), limit).unwrap()
        }
    }
}

impl Place for BTreeMap<String, u64> {
    fn get(&mut self, key: &str) -> Option<u64> {
        BTreeMap::get(self, key).copied()
    }
    fn put(&mut self, key: &str, value: u64) {
        self.insert(key.to_owned(), value);
    }
    fn remove(&mut self, key: &str) {
        BTreeMap::remove(self, key);
    }
    fn scan(&mut self, from: &str, limit: usize, back: bool) -> Vec<(String, u64)> {
        let row = |(key, value): (&String, &u64)| (key.clone(), *value);
        if back {
            self.range(..from.to_owned()).rev().take(limit).map(row).collect()
        } else {
            self.iter().filter(|(key, _)| key.as_str() > from).take(limit).map(row).collect()
        }
    }
}

/// Runs one step; what is written depends on everything seen so far.
fn run(place: &mut impl Place, step: &Step, seen: &mut Vec<u64>) {
    let sum = |seen: &[u64]| seen.iter().fold(7u64, |sum, one| sum.wrapping_mul(31).wrapping_add(*one));
    match step {
        Step::Get(key) => seen.push(place.get(&name(*key)).map_or(0, |value| value | 1)),
        Step::Put(key) => {
            let value = sum(seen);
            place.put(&name(*key), value);
        }
        Step::Remove(key) => place.remove(&name(*key)),
        Step::Scan { from, limit, back } => {
            for (key, value) in place.scan(&name(*from), *limit, *back) {
                seen.extend([u64::from(key.as_bytes()[1]), value]);
            }
        }
    }
}

type Script = Vec<Step>;

/// Whether the finished units could have run one after the other, in the order of their commits.
fn check_serial(mut finished: Vec<(u64, bool, Script, Vec<u64>)>, mut end: UnitOfWork) {
    // A unit that only read comes after the commit whose number it has.
    finished.sort_by_key(|(number, read_only, _, _)| (*number, *read_only));
    let mut model = BTreeMap::new();
    for (number, _, script, seen) in finished {
        let mut expected = Vec::new();
        script.iter().for_each(|step| run(&mut model, step, &mut expected));
        assert_eq!(seen, expected, "commit {number}: {script:?}");
    }
    let rows: Vec<_> = model.into_iter().collect();
    assert_eq!(UnitOfWork::scan(&mut end, &ROWS, "k", None, 99).unwrap(), rows);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn interleaved_units_end_as_if_one_came_after_the_other(
        scripts in prop::collection::vec(prop::collection::vec(step(), 1..6), 2..6),
        turns in prop::collection::vec(any::<prop::sample::Index>(), 60),
    ) {
        let (_dir, store) = fresh();
        let mut open: Vec<_> =
            scripts.into_iter().map(|script| (None::<UnitOfWork>, script, 0usize, Vec::new())).collect();
        let mut finished = Vec::new();
        for turn in turns {
            if open.is_empty() {
                break;
            }
            let turn = turn.index(open.len());
            let (unit, script, done, seen) = &mut open[turn];
            let running = unit.get_or_insert_with(|| store.begin());
            if let Some(step) = script.get(*done) {
                run(running, step, seen);
                *done += 1;
            } else {
                let (unit, script, _, seen) = open.remove(turn);
                let unit = unit.unwrap();
                let read_only = unit.is_read_only();
                if let Ok(number) = commit(unit) {
                    finished.push((number, read_only, script, seen));
                }
            }
        }
        drop(open);
        check_serial(finished, store.begin());
    }
}

#[test]
fn units_on_many_threads_end_as_if_one_came_after_the_other() {
    let (_dir, store) = fresh();
    let finished = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..6u32 {
            let (store, finished) = (&store, &finished);
            scope.spawn(move || {
                let mut chance = 0x9e37_79b9u32.wrapping_mul(thread + 1);
                let mut next = |below: u32| {
                    chance ^= chance << 13;
                    chance ^= chance >> 17;
                    chance ^= chance << 5;
                    chance % below
                };
                for _ in 0..60 {
                    let script: Script = (0..2 + next(4))
                        .map(|_| match next(8) {
                            0..=2 => Step::Get(next(6) as u8),
                            3..=5 => Step::Put(next(6) as u8),
                            6 => Step::Remove(next(6) as u8),
                            _ => Step::Scan {
                                from: next(6) as u8,
                                limit: 1 + next(4) as usize,
                                back: next(2) == 0,
                            },
                        })
                        .collect();
                    let (mut unit, mut seen) = (store.begin(), Vec::new());
                    script.iter().for_each(|step| run(&mut unit, step, &mut seen));
                    let read_only = unit.is_read_only();
                    match commit(unit) {
                        Ok(number) => finished.lock().unwrap().push((number, read_only, script, seen)),
                        Err(CommitError::Conflict(_)) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            });
        }
    });
    let finished = finished.into_inner().unwrap();
    assert!(finished.len() > 60, "{} of 360 came through", finished.len());
    check_serial(finished, store.begin());
}

#[test]
fn numbers_are_never_given_twice_and_never_conflict() {
    let (dir, store) = fresh();
    let mut given = Vec::new();
    let (mut a, mut b) = (store.begin(), store.begin());
    given.extend([a.next_number("ticket").unwrap(), b.next_number("ticket").unwrap()]);
    given.push(a.next_number("ticket").unwrap());
    assert_eq!(a.next_number("other").unwrap(), 1);
    commit(a).unwrap();
    commit(b).unwrap();
    let mut failed = store.begin();
    given.push(failed.next_number("ticket").unwrap());
    drop(failed);
    assert_eq!(given, [1, 2, 3, 4]);
    let mut last = store.begin();
    assert_eq!(last.next_number("ticket").unwrap(), 5);
    commit(last).unwrap();
    drop(store);
    assert_eq!(open(dir.path()).begin().next_number("ticket").unwrap(), 6);
}

#[test]
fn a_conflict_says_what_was_changed() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    commit(unit).unwrap();
    let (mut a, mut b) = (store.begin(), store.begin());
    update(&mut a, draft(envelope(THINGS, "x"))).unwrap();
    update(&mut b, draft(envelope(THINGS, "x"))).unwrap();
    commit(a).unwrap();
    let error = commit(b).unwrap_err().to_string();
    assert!(error.contains("tt:things"), "{error}");
}

#[test]
fn what_was_made_of_a_row_is_made_again_when_the_row_changes_and_only_then() {
    const COUNTS: Table<u32> = Table::new("counts");
    let (_dir, store) = fresh();
    let (decoded, made) = (Decoded::new(1), std::cell::Cell::new(0));
    let look = |unit: &mut UnitOfWork, key: &str| {
        let make = |count: u32| {
            made.set(made.get() + 1);
            count * 10
        };
        unit.get_decoded(&COUNTS, key, &decoded, make).unwrap().map(|value| *value)
    };
    let mut unit = store.begin();
    assert_eq!(look(&mut unit, "a"), None);
    unit.put(&COUNTS, "a", &1).unwrap();
    assert_eq!((look(&mut unit, "a"), look(&mut unit, "a"), made.get()), (Some(10), Some(10), 1));
    unit.put(&COUNTS, "a", &2).unwrap();
    assert_eq!((look(&mut unit, "a"), made.get()), (Some(20), 2));
    assert_eq!(look(&mut store.begin(), "a"), None, "another unit sees its own moment");
    unit.put(&COUNTS, "b", &3).unwrap();
    assert_eq!((look(&mut unit, "b"), look(&mut unit, "a"), made.get()), (Some(30), Some(20), 4));
}

#[test]
fn a_row_that_is_read_often_shows_each_unit_its_moment_and_conflicts_as_any_other() {
    let (_dir, store) = fresh();
    put(&store, &[("a", 1)]);
    let often = |unit: &mut UnitOfWork| unit.get(&ROWS, "a").unwrap();
    let mut early = store.begin();
    assert_eq!(often(&mut early), Some(1));
    put(&store, &[("a", 2)]);
    let mut late = store.begin();
    assert_eq!((often(&mut late), often(&mut early)), (Some(2), Some(1)));
    late.remove(&ROWS, "a").unwrap();
    assert_eq!(often(&mut late), None);
    commit(late).unwrap();
    assert_eq!((often(&mut store.begin()), often(&mut early)), (None, Some(1)));
    early.put(&ROWS, "b", &1).unwrap();
    assert!(matches!(commit(early), Err(CommitError::Conflict(_))));
}
