//! Backups of a desk at work: whole, going on from each other, and put back at any moment between.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use proptest::prelude::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROWS: Table<u64> = Table::new("rows");
const AT: ombud_access::Timestamp = NOW;

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&["any_moment"]);
}

/// Makes a backup in a file beside the store; whole, or from an earlier one on.
fn backup(store: &Store, to: &Path, after: Option<&Path>) -> BackupReport {
    wait(store.keep_changes()).unwrap();
    let after = after.map(|path| Backup::check(path).unwrap().0);
    let report = store.back_up(after.as_ref(), AT, File::create(to).unwrap()).unwrap();
    assert_eq!(Backup::check(to).unwrap().1, report);
    report
}

fn restore(backups: &[&Path], until: Until, to: &Path) -> Result<BackupReport> {
    let backups: Vec<PathBuf> = backups.iter().map(|path| path.to_path_buf()).collect();
    Store::restore_on(engine(), &backups, until, to)
}

fn refused(backups: &[&Path], until: Until) -> String {
    let dir = tempfile::tempdir().unwrap();
    match restore(backups, until, dir.path()) {
        Err(StoreError::Invalid(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn file(store: &Store, bytes: &[u8]) -> BlobId {
    let mut writer = store.blobs().writer(1 << 20).unwrap();
    writer.write(bytes).unwrap();
    writer.finish().unwrap().0
}

fn with_file(unit: &mut UnitOfWork, name: &str, blob: BlobId) {
    create(unit, Draft { blobs: vec![blob], ..draft(envelope(THINGS, name)) }).unwrap();
}

fn put(store: &Store, key: &str, value: u64) -> u64 {
    let mut unit = store.begin();
    unit.put(&ROWS, key, &value).unwrap();
    commit(unit).unwrap()
}

#[test]
fn a_backup_is_the_whole_of_one_moment_and_is_put_back_as_a_store() {
    let (dir, store) = fresh();
    let blob = file(&store, b"attachment");
    let mut unit = store.begin();
    create(&mut unit, Draft { body: vec![7; 20_000], ..draft(envelope(THINGS, "root")) }).unwrap();
    with_file(&mut unit, "letter", blob);
    unit.set_timer("tt", "later", NOW.plus(99), "{}".into()).unwrap();
    unit.next_number("ticket").unwrap();
    commit(unit).unwrap();
    put(&store, "a", 1);
    let page = store.begin().query(&everything(), THINGS, &Query { limit: 1, ..by_created() }).unwrap();
    let events = store.begin().events_after(0, 100).unwrap();

    let whole = dir.path().join("whole");
    let report = backup(&store, &whole, None);
    assert_eq!((report.records, report.blobs, report.commits), (2, 1, 0));
    put(&store, "a", 2);

    let to = dir.path().join("again");
    let put_back = restore(&[&whole], Until::Newest, &to).unwrap();
    assert_eq!(put_back, report);
    assert!(restore(&[&whole], Until::Newest, &to).is_err(), "never over another one");
    let copy = open(&to);
    assert_eq!(copy.verify().unwrap(), []);
    assert_eq!(copy.last_commit(), report.commit);
    let mut unit = copy.begin();
    assert_eq!(unit.get(&ROWS, "a").unwrap(), Some(1));
    assert_eq!(read(&mut unit, THINGS, "root").unwrap().body, vec![7; 20_000]);
    let again = unit.query(&everything(), THINGS, &Query { limit: 1, ..by_created() }).unwrap();
    assert_eq!((again.records, again.next.clone()), (page.records, page.next), "cursors go on, too");
    assert_eq!(unit.events_after(0, 100).unwrap(), events);
    assert_eq!(unit.next_number("ticket").unwrap(), 2);
    assert_eq!(fs::read(copy.blobs().path(&blob)).unwrap(), b"attachment");
}

#[test]
fn what_broke_off_while_it_was_put_back_is_not_taken_for_a_desk() {
    let (dir, store) = fresh();
    let blob = file(&store, b"attachment");
    let mut unit = store.begin();
    with_file(&mut unit, "letter", blob);
    commit(unit).unwrap();
    // Damaged after it was last looked at.
    store.blobs().open(&blob).unwrap();
    fs::write(store.blobs().path(&blob), b"other bytes").unwrap();
    let whole = dir.path().join("whole");
    backup(&store, &whole, None);
    let to = dir.path().join("again");
    let error = restore(&[&whole], Until::Newest, &to).unwrap_err();
    assert!(error.to_string().contains("has other bytes than its name says"), "{error}");
    let opened = Store::open_on(engine(), &to, StoreOptions::default());
    assert!(matches!(opened, Err(OpenError::Corrupt { .. })));
    drop(store);
    let store = open(dir.path());
    wait(store.keep_changes()).unwrap();
    let error = store.back_up(None, AT, std::io::sink()).unwrap_err();
    assert!(error.to_string().contains("has other bytes than its name says"), "{error}");
}

#[test]
fn no_byte_of_a_backup_can_change_or_be_missing_unnoticed() {
    let (dir, store) = fresh();
    put(&store, "a", 1);
    let whole = dir.path().join("whole");
    backup(&store, &whole, None);
    let bytes = fs::read(&whole).unwrap();
    let bad = dir.path().join("bad");
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        fs::write(&bad, changed).unwrap();
        Backup::check(&bad).unwrap_err();
        fs::write(&bad, &bytes[..at]).unwrap();
        Backup::check(&bad).unwrap_err();
    }
    assert!(refused(&[&bad], Until::Newest).contains("damaged or was cut off"));
    fs::write(&bad, "ombud backup 2\nmore").unwrap();
    assert!(refused(&[&bad], Until::Newest).contains("of another version"));
    fs::write(&bad, "From: somebody\n").unwrap();
    assert!(refused(&[&bad], Until::Newest).contains("no backup of a desk"));
}

#[test]
fn a_backup_beside_writers_is_consistent() {
    let (dir, store) = fresh();
    put(&store, "a", 0);
    put(&store, "z", 0);
    let (whole, later) = (dir.path().join("whole"), dir.path().join("later"));
    let stop = std::sync::atomic::AtomicBool::new(false);
    let relaxed = std::sync::atomic::Ordering::Relaxed;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                let mut unit = store.begin();
                // Two rows that are always equal, at both ends of the table.
                unit.put(&ROWS, "a", &number).unwrap();
                unit.put(&ROWS, "z", &number).unwrap();
                create(&mut unit, draft(envelope(THINGS, &format!("r{number}")))).unwrap();
                commit(unit).unwrap();
                if stop.load(relaxed) {
                    break;
                }
            }
        });
        let before = store.last_commit();
        while store.last_commit() < before + 20 {
            std::thread::yield_now();
        }
        backup(&store, &whole, None);
        let before = store.last_commit();
        while store.last_commit() < before + 20 {
            std::thread::yield_now();
        }
        backup(&store, &later, Some(&whole));
        stop.store(true, relaxed);
    });
    for (name, backups) in [("one", vec![whole.as_path()]), ("two", vec![&whole, &later])] {
        let to = dir.path().join(name);
        let report = restore(&backups, Until::Newest, &to).unwrap();
        let copy = open(&to);
        assert_eq!(copy.last_commit(), report.commit);
        assert_eq!(copy.verify().unwrap(), []);
        let mut unit = copy.begin();
        assert_eq!(unit.get(&ROWS, "a").unwrap(), unit.get(&ROWS, "z").unwrap());
    }
}

#[test]
fn backups_that_do_not_go_on_from_each_other_are_refused() {
    let (dir, store) = fresh();
    let path = |name: &str| dir.path().join(name);
    put(&store, "a", 1);
    backup(&store, &path("whole"), None);
    put(&store, "a", 2);
    backup(&store, &path("first"), Some(&path("whole")));
    let end = put(&store, "a", 3);
    backup(&store, &path("second"), Some(&path("first")));

    assert!(refused(&[], Until::Newest).contains("name the file"));
    assert!(refused(&[&path("first")], Until::Newest).contains("must be a whole one"));
    assert!(refused(&[&path("whole"), &path("second")], Until::Newest).contains("does not go on from"));
    assert!(refused(&[&path("whole"), &path("whole")], Until::Newest).contains("only the first"));
    assert!(refused(&[&path("whole")], Until::Commit(end)).contains("hold the moments of commit"));
    assert!(refused(&[&path("whole")], Until::Time(ombud_access::Timestamp(5))).contains("made later"));

    // A desk that was put back goes its own way from there.
    restore(&[&path("whole"), &path("first")], Until::Newest, &path("other")).unwrap();
    let other = open(&path("other"));
    let first = Backup::check(&path("first")).unwrap().0;
    wait(other.keep_changes()).unwrap();
    let error = other.back_up(Some(&first), AT, Vec::new()).unwrap_err();
    assert!(error.to_string().contains("make a whole one"), "{error}");
    put(&other, "a", 9);
    backup(&other, &path("other-whole"), None);
    put(&other, "a", 10);
    backup(&other, &path("other-first"), Some(&path("other-whole")));
    let said = refused(&[&path("whole"), &path("other-first")], Until::Newest);
    assert!(said.contains("does not go on from"), "{said}");
}

#[test]
fn a_file_that_lost_its_name_is_there_when_the_moment_before_is_put_back() {
    let (dir, store) = fresh();
    put(&store, "a", 1);
    let (whole, later) = (dir.path().join("whole"), dir.path().join("later"));
    backup(&store, &whole, None);
    let blob = file(&store, b"thrown away");
    let mut unit = store.begin();
    with_file(&mut unit, "letter", blob);
    let named = commit(unit).unwrap();
    let mut unit = store.begin();
    delete(&mut unit, THINGS, "letter").unwrap();
    commit(unit).unwrap();
    assert_eq!(wait(store.collect_garbage(Duration::ZERO)).unwrap(), Swept { removed: 0, kept: 1 });
    backup(&store, &later, Some(&whole));
    assert_eq!(store.verify().unwrap(), []);

    restore(&[&whole, &later], Until::Commit(named), &dir.path().join("then")).unwrap();
    let then = open(&dir.path().join("then"));
    assert_eq!(then.verify().unwrap(), []);
    assert_eq!(fs::read(then.blobs().path(&blob)).unwrap(), b"thrown away");

    // Once the changes are forgotten, so is the file.
    let (kept, _) = Backup::check(&later).unwrap();
    assert_eq!(wait(store.forget_changes(Duration::from_secs(60), now())).unwrap(), 0);
    assert!(wait(store.forget_changes(Duration::ZERO, now().plus(1000))).unwrap() > 0);
    assert_eq!(wait(store.collect_garbage(Duration::ZERO)).unwrap(), Swept { removed: 1, kept: 0 });
    assert_eq!(store.verify().unwrap(), []);
    put(&store, "a", 2);
    store.back_up(Some(&kept), AT, Vec::new()).unwrap();
    assert!(wait(store.forget_changes(Duration::ZERO, now().plus(1000))).unwrap() > 0);
    let error = store.back_up(Some(&kept), AT, Vec::new()).unwrap_err();
    assert!(error.to_string().contains("is known since commit"), "{error}");
}

fn now() -> ombud_access::Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap();
    ombud_access::Timestamp(u64::try_from(now.as_millis()).unwrap())
}

#[test]
fn the_moment_of_a_time_is_the_last_commit_before_it() {
    let (dir, store) = fresh();
    put(&store, "a", 0);
    let (whole, later) = (dir.path().join("whole"), dir.path().join("later"));
    backup(&store, &whole, None);
    let mut times = Vec::new();
    for value in 1..4 {
        put(&store, "a", value);
        times.push((now(), value));
        std::thread::sleep(Duration::from_millis(3));
    }
    backup(&store, &later, Some(&whole));
    for (time, value) in times {
        let to = dir.path().join(value.to_string());
        restore(&[&whole, &later], Until::Time(time), &to).unwrap();
        assert_eq!(open(&to).begin().get(&ROWS, "a").unwrap(), Some(value));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn any_moment_between_backups_is_put_back_as_it_was(
        steps in prop::collection::vec((0..4u8, 0..5u64, any::<u16>()), 2..16),
        cuts in prop::collection::btree_set(1..16usize, 1..4),
    ) {
        let (dir, store) = fresh();
        put(&store, "start", 0);
        let mut files = vec![dir.path().join("whole")];
        backup(&store, &files[0], None);
        let mut moments = Vec::new();
        for (number, (verb, key, value)) in steps.iter().enumerate() {
            if cuts.contains(&number) {
                let next = dir.path().join(number.to_string());
                backup(&store, &next, files.last().map(PathBuf::as_path));
                files.push(next);
            }
            let (mut unit, name) = (store.begin(), format!("k{key}"));
            let there = read(&mut unit, THINGS, &name).is_some();
            match verb {
                0 => unit.put(&ROWS, &name, &u64::from(*value)).unwrap(),
                1 => unit.remove(&ROWS, &name).unwrap(),
                2 if there => delete(&mut unit, THINGS, &name).unwrap(),
                _ => {
                    let blob = file(&store, &value.to_be_bytes());
                    let body = vec![1; usize::from(*value) * 12];
                    let wanted = Draft { blobs: vec![blob], body, ..draft(envelope(THINGS, &name)) };
                    if there { update(&mut unit, wanted).unwrap() } else { create(&mut unit, wanted).unwrap() };
                }
            }
            let number = commit(unit).unwrap();
            wait(store.collect_garbage(Duration::ZERO)).unwrap();
            moments.push((number, content(&store)));
        }
        let last = dir.path().join("last");
        backup(&store, &last, files.last().map(PathBuf::as_path));
        files.push(last);
        for (number, wanted) in moments {
            let to = dir.path().join(format!("at-{number}"));
            if to.exists() {
                continue;
            }
            Store::restore_on(engine(), &files, Until::Commit(number), &to).unwrap();
            let copy = open(&to);
            prop_assert_eq!(copy.verify().unwrap(), vec![]);
            prop_assert_eq!(content(&copy), wanted);
        }
    }
}

type Content = (Vec<(String, u64)>, Vec<(Record, Vec<u8>)>, usize);

fn content(store: &Store) -> Content {
    let mut unit = store.begin();
    let rows = unit.scan(&ROWS, "", None, 100).unwrap();
    let records = (0..5).filter_map(|key| read(&mut unit, THINGS, &format!("k{key}")));
    let records: Vec<Record> = records.collect();
    let bytes = |record: Record| {
        let bytes = fs::read(store.blobs().path(&record.blobs[0])).unwrap();
        (record, bytes)
    };
    (rows, records.into_iter().map(bytes).collect(), unit.events_after(0, 1000).unwrap().len())
}
