//! Two stores on one database, each with a folder of its own, as two processes have them: one order of commits, one
//! moment for each unit of work, and everything heard once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_access::Timestamp;
use ombud_store::*;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ACCOUNTS: Table<i64> = Table::new("accounts");
const DUTY: Table<serde_json::Value> = Table::new("store-duty");
const PATIENCE: Duration = Duration::from_secs(60);
/// What one process has acknowledged the other shows within.
const SOON: Duration = Duration::from_secs(1);

type Heard = tokio::sync::broadcast::Receiver<Arc<[u8]>>;

struct Side {
    _dir: TempDir,
    store: Store,
}

fn side(database: &Database) -> Side {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open_database(database, dir.path(), options()).unwrap();
    Side { _dir: dir, store }
}

fn together(what: &str) -> Option<Database> {
    let base = cluster::shared(what)?;
    let dir = tempfile::tempdir().unwrap();
    let address = cluster::address_for(base, dir.path());
    Some(Database::parse(&format!("{address}&together=yes")).unwrap())
}

fn two(what: &str) -> Option<(Database, Side, Side)> {
    let database = together(what)?;
    let (one, other) = (side(&database), side(&database));
    Some((database, one, other))
}

#[track_caller]
fn until(what: &str, longest: Duration, mut is: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < longest, "not within {longest:?}: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn put(store: &Store, name: &str, value: i64) -> Result<u64, CommitError> {
    wait(store.run(|unit| Ok::<_, CommitError>(unit.put(&ACCOUNTS, name, &value)?)))?;
    Ok(store.last_commit())
}

fn value(store: &Store, name: &str) -> Option<i64> {
    store.begin().get(&ACCOUNTS, name).unwrap()
}

#[test]
fn what_one_has_acknowledged_the_other_shows_also_where_it_remembered_something_else() {
    let Some((_, one, other)) = two("whether two processes see each other's writes") else { return };
    for round in 0..20 {
        let (from, to) = if round % 2 == 0 { (&one, &other) } else { (&other, &one) };
        put(&from.store, "row", round).unwrap();
        until("a row", SOON, || value(&to.store, "row") == Some(round));
    }
    assert_eq!(one.store.verify().unwrap(), []);
}

#[test]
fn a_unit_sees_its_moment_whoever_writes_and_loses_to_what_the_other_wrote() {
    let Some((_, one, other)) = two("whether units of two processes conflict") else { return };
    put(&one.store, "a", 1).unwrap();
    put(&one.store, "b", 1).unwrap();
    until("both", SOON, || value(&other.store, "b") == Some(1));
    let mut reader = other.store.begin();
    let mut loser = other.store.begin();
    let mut blind = other.store.begin();
    assert_eq!(reader.get(&ACCOUNTS, "a").unwrap(), Some(1));
    assert_eq!(loser.scan(&ACCOUNTS, "", None, 9).unwrap().len(), 2);
    wait(one.store.run(|unit| {
        unit.put(&ACCOUNTS, "a", &2)?;
        unit.put(&ACCOUNTS, "b", &2)?;
        Ok::<_, CommitError>(unit.put(&ACCOUNTS, "c", &2)?)
    }))
    .unwrap();
    let now = Instant::now();
    assert_eq!(reader.get(&ACCOUNTS, "b").unwrap(), Some(1), "of the same moment as `a`");
    assert_eq!(reader.scan(&ACCOUNTS, "", None, 9).unwrap().len(), 2, "`c` is later");
    loser.put(&ACCOUNTS, "d", &1).unwrap();
    assert!(conflicts(loser), "it saw a list in which `c` was not");
    blind.put(&ACCOUNTS, "d", &2).unwrap();
    commit(blind).unwrap();
    assert!(now.elapsed() < SOON * 5);
    until("d", SOON, || value(&one.store, "d") == Some(2));
}

#[test]
fn money_goes_from_both_sides_to_both_sides_and_none_is_made_or_lost() {
    let Some((_, one, other)) = two("whether transfers of two processes keep the sum") else { return };
    let (accounts, each, transfers) = (8, 100, 120);
    for account in 0..accounts {
        put(&one.store, &format!("account{account}"), each).unwrap();
    }
    until("all", SOON, || value(&other.store, &format!("account{}", accounts - 1)) == Some(each));
    let over = AtomicBool::new(false);
    let looks = AtomicU64::new(0);
    let done = AtomicU64::new(0);
    thread::scope(|scope| {
        for side in [&one, &other] {
            let (over, looks) = (&over, &looks);
            scope.spawn(move || {
                while !over.load(Ordering::Acquire) {
                    let mut unit = side.store.begin();
                    let rows = unit.scan(&ACCOUNTS, "", None, 99).unwrap();
                    let sum: i64 = rows.iter().map(|(_, money)| money).sum();
                    assert_eq!(sum, each * accounts, "at {}", unit.begun_at());
                    looks.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let workers: Vec<_> = [(&one, 1u64), (&one, 2), (&other, 3), (&other, 4)]
            .into_iter()
            .map(|(side, seed)| {
                let done = &done;
                scope.spawn(move || {
                    let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                    for _ in 0..transfers {
                        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(seed);
                        let (from, to) = ((chance >> 33) % 8, (chance >> 40) % 8);
                        let money = i64::try_from((chance >> 50) % 20).unwrap();
                        let moved = wait(side.store.run(|unit| {
                            let (from, to) = (format!("account{from}"), format!("account{to}"));
                            let has = unit.get(&ACCOUNTS, &from)?.unwrap();
                            if from == to || has < money {
                                return Ok::<_, CommitError>(false);
                            }
                            let gets = unit.get(&ACCOUNTS, &to)?.unwrap();
                            unit.put(&ACCOUNTS, &from, &(has - money))?;
                            unit.put(&ACCOUNTS, &to, &(gets + money))?;
                            Ok(true)
                        }));
                        match moved {
                            Ok(moved) => drop(done.fetch_add(u64::from(moved), Ordering::Relaxed)),
                            // Sixteen times somebody was faster.
                            Err(CommitError::Conflict(_)) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                })
            })
            .collect();
        workers.into_iter().for_each(|worker| worker.join().unwrap());
        over.store(true, Ordering::Release);
    });
    let (done, looks) = (done.load(Ordering::Relaxed), looks.load(Ordering::Relaxed));
    let conflicts = one.store.stats().conflicts + other.store.stats().conflicts;
    eprintln!("{done} transfers, {looks} looks, {conflicts} conflicts");
    assert!(done > 100 && looks > 4 && conflicts > 0, "{done} {looks} {conflicts}");
    until("the same last commit", SOON, || one.store.last_commit() == other.store.last_commit());
    for side in [&one, &other] {
        let rows = side.store.begin().scan(&ACCOUNTS, "", None, 99).unwrap();
        assert_eq!(rows.iter().map(|(_, money)| money).sum::<i64>(), each * accounts);
        assert_eq!(side.store.verify().unwrap(), []);
    }
}

#[test]
fn commits_are_numbered_without_gaps_or_doubles_and_both_hear_all_of_them_in_order() {
    let Some((_, one, other)) = two("whether both processes hear of all commits") else { return };
    let begun = one.store.last_commit().max(other.store.last_commit());
    until("the same beginning", SOON, || {
        one.store.last_commit() == other.store.last_commit() && one.store.last_commit() >= begun
    });
    thread::sleep(Duration::from_millis(800));
    let mut heard = [one.store.subscribe(), other.store.subscribe()];
    let begun = one.store.last_commit();
    let each = 60u64;
    thread::scope(|scope| {
        for (side, name) in [(&one, "one"), (&other, "other")] {
            scope.spawn(move || {
                for number in 0..each {
                    let mut unit = side.store.begin();
                    create(&mut unit, draft(envelope(THINGS, &format!("{name}{number}")))).unwrap();
                    commit(unit).unwrap();
                }
            });
        }
    });
    until("all", SOON, || [&one, &other].iter().all(|side| side.store.last_commit() >= begun + 2 * each));
    let mut told = [Vec::new(), Vec::new()];
    until("both have heard all", SOON, || {
        for (told, heard) in told.iter_mut().zip(&mut heard) {
            while let Ok(commit) = heard.try_recv() {
                told.push(commit);
            }
        }
        told.iter().all(|told| told.len() as u64 >= 2 * each)
    });
    let least = told.iter().map(Vec::len).min().unwrap();
    told.iter_mut().for_each(|told| told.truncate(least));
    assert_eq!(told[0], told[1], "the same, in the same order");
    let numbers: Vec<u64> = told[0].iter().map(|commit| commit.number).collect();
    let expected: Vec<u64> = (numbers[0]..).take(numbers.len()).collect();
    assert_eq!(numbers, expected);
    assert!(numbers.len() as u64 >= 2 * each);
    let subjects: Vec<_> =
        told[0].iter().flat_map(|commit| &commit.events).map(|event| event.subject.clone()).collect();
    let different: BTreeSet<_> = subjects.iter().map(|subject| subject.id.as_str().to_owned()).collect();
    assert_eq!((subjects.len() as u64, different.len() as u64), (2 * each, 2 * each));
    assert_eq!(other.store.verify().unwrap(), []);
}

#[test]
fn a_number_is_given_once_whoever_asks() {
    let Some((database, one, other)) = two("whether two processes give a number twice") else { return };
    let given = numbers_of(&[&one, &other], 40);
    assert_eq!(given.len(), 80);
    drop((one, other));
    let third = side(&database);
    let mut unit = third.store.begin();
    assert!(unit.next_number("tickets").unwrap() > given.iter().copied().max().unwrap());
}

/// Takes numbers at the same time; a set, so one that is given twice is missing.
fn numbers_of(sides: &[&Side], each: usize) -> BTreeSet<u64> {
    let given = std::sync::Mutex::new(BTreeSet::new());
    thread::scope(|scope| {
        for side in sides {
            let given = &given;
            scope.spawn(move || {
                for _ in 0..each {
                    let mut unit = side.store.begin();
                    let number = unit.next_number("tickets").unwrap();
                    commit(unit).unwrap();
                    given.lock().unwrap().insert(number);
                }
            });
        }
    });
    given.into_inner().unwrap()
}

#[test]
fn one_is_on_duty_and_who_is_not_cannot_do_what_is_done_once() {
    let Some((_, one, other)) = two("whether duties are done once") else { return };
    until("somebody is on duty", PATIENCE, || one.store.on_duty() || other.store.on_duty());
    assert!(!(one.store.on_duty() && other.store.on_duty()));
    let (on, off) = if one.store.on_duty() { (one, other) } else { (other, one) };
    let mut unit = off.store.begin();
    assert!(!unit.on_duty().unwrap());
    drop(unit);
    // It is stalled in the middle of its work, and followed by one that ends without a farewell.
    let mut unit = on.store.begin();
    assert!(unit.on_duty().unwrap());
    unit.set_timer("tt", "bell", Timestamp(1), String::new()).unwrap();
    let gone = serde_json::json!({ "member": "gone", "epoch": 7 });
    wait(off.store.run(|unit| Ok::<_, CommitError>(unit.put(&DUTY, "everything", &gone)?))).unwrap();
    assert!(conflicts(unit), "somebody else is on duty");
    assert_eq!(off.store.begin().due_timers("tt", Timestamp(9), 9).unwrap().len(), 0);
    until("one of them follows", PATIENCE, || {
        off.store.begin().get(&DUTY, "everything").unwrap().unwrap()["epoch"] == serde_json::json!(8)
    });
    until("one knows it", PATIENCE, || on.store.on_duty() != off.store.on_duty());
    // With a farewell it is faster.
    let (first, second) = if on.store.on_duty() { (on, off) } else { (off, on) };
    let Side { store, _dir } = first;
    store.close();
    until("the other is on duty", Duration::from_secs(6), || second.store.on_duty());
}

#[test]
fn a_file_that_one_has_stored_the_other_gives_out() {
    let Some((_, one, other)) = two("whether files are there for both processes") else { return };
    let bytes: Vec<u8> = (0..3_000_000u32).flat_map(u32::to_le_bytes).take(2_500_000).collect();
    let mut writer = one.store.blobs().writer(u64::MAX).unwrap();
    writer.write(&bytes).unwrap();
    let (file, _) = writer.finish().unwrap();
    let mut unit = other.store.begin();
    let named = Draft { blobs: vec![file], ..draft(envelope(THINGS, "thing")) };
    create(&mut unit, named).unwrap();
    commit(unit).unwrap();
    let mut found = Vec::new();
    other.store.blobs().open(&file).unwrap().read_to_end(&mut found).unwrap();
    assert!(found == bytes);
    assert_eq!(other.store.verify().unwrap(), []);
    let unknown: BlobId = "00".repeat(32).parse().unwrap();
    assert!(other.store.blobs().open(&unknown).is_err());
}

#[test]
fn one_that_is_alone_is_not_beside_others_nor_they_beside_it() {
    let Some((database, one, other)) = two("who may serve a database together") else { return };
    let alone = database.to_string();
    assert!(!alone.contains("together"), "{alone}");
    let dir = tempfile::tempdir().unwrap();
    let told = Store::move_to_folder(&database, dir.path(), &options(), &mut |_| {}).unwrap_err();
    assert!(told.to_string().contains("several processes that serve it together"), "{told}");
    drop((one, other));
}

#[test]
fn a_later_one_begins_where_the_others_are_and_what_it_misses_while_it_is_stalled_it_makes_up_for() {
    let Some((database, one, other)) = two("whether a process joins others at work") else { return };
    let over = Arc::new(AtomicBool::new(false));
    let writer = thread::spawn({
        let (store, over) = (one.store.clone(), over.clone());
        move || {
            let mut number = 0;
            while !over.load(Ordering::Acquire) {
                number += 1;
                put(&store, "row", number).unwrap();
            }
            number
        }
    });
    for _ in 0..3 {
        let joined = side(&database);
        let before = value(&joined.store, "row");
        put(&joined.store, "joined", 1).unwrap();
        until("more", PATIENCE, || value(&joined.store, "row") > before);
        assert_eq!(joined.store.verify().unwrap(), []);
    }
    over.store(true, Ordering::Release);
    let last = writer.join().unwrap();
    until("the last one", SOON, || value(&other.store, "row") == Some(last));
}

#[test]
fn connections_that_end_at_any_moment_lose_nothing_that_was_acknowledged_and_double_nothing() {
    let what = "whether two processes whose connections end lose anything";
    let Some(base) = cluster::shared(what) else { return };
    let dir = tempfile::tempdir().unwrap();
    let address =
        cluster::address_for(base, dir.path()).replace("application_name=test", "application_name=cut_both");
    assert!(address.contains("cut_both"), "{address}");
    let database = Database::parse(&format!("{address}&together=yes")).unwrap();
    let (one, other) = (side(&database), side(&database));
    let over = AtomicBool::new(false);
    let acknowledged = std::sync::Mutex::new(Vec::new());
    let unknown = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (client, connection) = base
                    .parse::<tokio_postgres::Config>()
                    .unwrap()
                    .connect(tokio_postgres::NoTls)
                    .await
                    .unwrap();
                let connection = tokio::spawn(connection);
                let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                           WHERE application_name = 'cut_both' AND random() < 0.4";
                while !over.load(Ordering::Acquire) {
                    client.batch_execute(end).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(120)).await;
                }
                connection.abort();
            });
        });
        let writers: Vec<_> = [(&one, "one"), (&other, "other")]
            .into_iter()
            .flat_map(|(side, name)| (0..2).map(move |writer| (side, format!("{name}{writer}"))))
            .map(|(side, name)| {
                let (acknowledged, unknown) = (&acknowledged, &unknown);
                scope.spawn(move || {
                    let begun = Instant::now();
                    let mut number = 0;
                    while number < 60 {
                        assert!(begun.elapsed() < PATIENCE * 3, "it does not get on");
                        let row = format!("{name}/{number:04}");
                        // Counted beside: what is there twice would be counted twice.
                        let done = wait(side.store.run(|unit| {
                            let sum = unit.get(&ACCOUNTS, "sum")?.unwrap_or_default();
                            unit.put(&ACCOUNTS, "sum", &(sum + 1))?;
                            Ok::<_, CommitError>(unit.put(&ACCOUNTS, &row, &1)?)
                        }));
                        match done {
                            Ok(()) => acknowledged.lock().unwrap().push(row),
                            Err(CommitError::Conflict(_) | CommitError::Busy) => continue,
                            Err(CommitError::Away(_) | CommitError::Store(StoreError::Database(_))) => {
                                let _ = unknown.fetch_add(1, Ordering::Relaxed);
                                thread::sleep(Duration::from_millis(100));
                            }
                            Err(error) => panic!("{error}"),
                        }
                        number += 1;
                    }
                })
            })
            .collect();
        let failed = writers.into_iter().filter_map(|writer| writer.join().err()).count();
        over.store(true, Ordering::Release);
        assert_eq!(failed, 0);
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    eprintln!("{} acknowledged, of {} nobody knew", acknowledged.len(), unknown.into_inner());
    assert!(acknowledged.len() > 20);
    until("both are well", PATIENCE, || {
        [&one, &other].iter().all(|side| put(&side.store, "well", 1).is_ok() && !side.store.is_away())
    });
    until("the same last commit", SOON * 3, || one.store.last_commit() == other.store.last_commit());
    for side in [&one, &other] {
        let mut unit = side.store.begin();
        for row in &acknowledged {
            assert_eq!(unit.get(&ACCOUNTS, row).unwrap(), Some(1), "{row}");
        }
        let rows = unit.scan(&ACCOUNTS, "o", None, 999).unwrap().len();
        assert_eq!(unit.get(&ACCOUNTS, "sum").unwrap(), Some(i64::try_from(rows).unwrap()), "each once");
        assert_eq!(side.store.verify().unwrap(), []);
    }
}

#[test]
fn a_file_that_nothing_names_is_removed_for_all_by_the_one_on_duty_and_by_nobody_while_it_is_young() {
    let Some((_, one, other)) = two("whether files are removed that nothing names") else { return };
    until("somebody is on duty", PATIENCE, || one.store.on_duty() || other.store.on_duty());
    let (on, off) = if one.store.on_duty() { (one, other) } else { (other, one) };
    let upload = |store: &Store, bytes: &[u8]| {
        let mut writer = store.blobs().writer(u64::MAX).unwrap();
        writer.write(bytes).unwrap();
        writer.finish().unwrap().0
    };
    let is_there = |side: &Side, file: &BlobId| side.store.blobs().open(file).is_ok();
    let sweep = |side: &Side, age: Duration| {
        let swept = wait(side.store.collect_garbage(age)).unwrap();
        (swept.removed, swept.kept)
    };
    let hour = Duration::from_secs(3600);
    let (named, loose, again) =
        (upload(&on.store, b"named"), upload(&off.store, b"loose"), upload(&off.store, b"again"));
    let mut unit = off.store.begin();
    create(&mut unit, Draft { blobs: vec![named], ..draft(envelope(THINGS, "thing")) }).unwrap();
    commit(unit).unwrap();
    until("it is named", SOON, || on.store.begin().readers_of(&named, 9).unwrap().len() == 1);
    for file in [&named, &loose, &again] {
        assert!(is_there(&on, file) && is_there(&off, file), "each has a copy");
    }

    assert_eq!(sweep(&on, hour), (0, 3), "nobody had the time to name them");
    assert_eq!(sweep(&off, Duration::ZERO), (0, 0), "it is not on duty");
    assert_eq!(sweep(&on, Duration::ZERO), (2, 1));
    assert!(!on.store.blobs().path(&loose).exists() && !is_there(&on, &loose));
    let mut late = off.store.begin();
    let names = |file| Draft { blobs: vec![file], ..draft(envelope(THINGS, "late")) };
    assert!(create(&mut late, names(loose)).is_err(), "its copy in this folder is nobody else's");
    drop(late);
    assert_eq!(upload(&off.store, b"again"), again);
    sweep(&off, Duration::ZERO);
    assert!(!off.store.blobs().path(&loose).exists(), "copies go, too");
    assert!(is_there(&on, &again) && is_there(&on, &named), "what was stored anew is there");
    let mut unit = on.store.begin();
    create(&mut unit, names(again)).unwrap();
    commit(unit).unwrap();
    assert_eq!(sweep(&on, Duration::ZERO), (0, 2));
    assert_eq!(on.store.verify().unwrap(), []);
}

#[test]
fn what_one_calls_out_those_hear_who_are_there_once_and_in_order() {
    let Some((database, one, other)) = two("whether processes hear each other") else { return };
    let (mut own, mut heard) = (one.store.calls().unwrap(), other.store.calls().unwrap());
    let next = |heard: &mut Heard| String::from_utf8(heard.blocking_recv().unwrap().to_vec()).unwrap();
    // Those who look for the first time have to have looked once.
    until("it is heard", PATIENCE, || {
        one.store.call(b"hello".to_vec());
        thread::sleep(Duration::from_millis(60));
        !heard.is_empty()
    });
    one.store.call(b"0".to_vec());
    while next(&mut heard) != "0" {}
    for number in 1..=300 {
        one.store.call(number.to_string().into_bytes());
        if number % 50 == 0 {
            thread::sleep(Duration::from_millis(70));
        }
    }
    for number in 1..=300 {
        assert_eq!(next(&mut heard), number.to_string());
    }
    let third = side(&database);
    let mut late = third.store.calls().unwrap();
    thread::sleep(Duration::from_millis(300));
    assert!(late.try_recv().is_err(), "it came later");
    assert!(own.try_recv().is_err(), "nobody hears himself");
    assert!(one.store.signs_of(other.store.member().unwrap()).unwrap().is_some());
    assert_eq!(one.store.signs_of("nobody").unwrap(), None);
}
