//! Many want the same: everybody gets on, and nothing is counted twice or lost.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

const ROWS: Table<u64> = Table::new("rows");
const WRITERS: u64 = 64;
const ROUNDS: u64 = 12;
/// Three are free, two with a turn for what was lost on, two with one for everything.
const MOST: u32 = 7;

fn many_threads() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap()
}

/// Runs writers that each do the same work several times; gives the most tries that one of them needed.
fn most_tries(store: &Store, work: fn(&mut UnitOfWork, u64) -> Result<()>) -> u32 {
    let runtime = many_threads();
    runtime.block_on(async {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..WRITERS {
            let store = store.clone();
            writers.spawn(async move {
                let mut most = 0;
                for _ in 0..ROUNDS {
                    let mut tries = store.tries();
                    loop {
                        let mut unit = tries.begin().await;
                        work(&mut unit, writer).unwrap();
                        // Somebody else has time to be faster.
                        tokio::task::yield_now().await;
                        if tries.commit(unit).await.unwrap().is_some() {
                            break;
                        }
                    }
                    most = most.max(tries.attempts());
                }
                most
            });
        }
        let mut most = 0;
        while let Some(done) = writers.join_next().await {
            most = most.max(done.unwrap());
        }
        most
    })
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
}

#[test]
fn sixty_four_writers_of_one_row_all_get_on_within_a_few_tries() {
    let (_dir, store) = fresh();
    let most = most_tries(&store, |unit, _| {
        let count = unit.get(&ROWS, "hot")?.unwrap_or(0);
        unit.put(&ROWS, "hot", &(count + 1))
    });
    assert_eq!(store.begin().get(&ROWS, "hot").unwrap(), Some(WRITERS * ROUNDS));
    assert!(most <= MOST, "{most} tries");
}

#[test]
fn writers_that_cross_each_other_get_on_too() {
    let (_dir, store) = fresh();
    // Each reads two of four rows and moves one from the one to the other.
    let most = most_tries(&store, |unit, writer| {
        let (from, to) = (format!("{}", writer % 4), format!("{}", (writer / 4 + writer + 1) % 4));
        let left = unit.get(&ROWS, &from)?.unwrap_or(1000);
        unit.put(&ROWS, &from, &(left - 1))?;
        let there = unit.get(&ROWS, &to)?.unwrap_or(1000);
        unit.put(&ROWS, &to, &(there + 1))
    });
    let rows = store.begin().scan(&ROWS, "", None, 9).unwrap();
    assert_eq!(rows.iter().map(|(_, left)| left).sum::<u64>(), 4000);
    assert!(most <= MOST, "{most} tries");
}

#[test]
fn writers_that_look_at_a_whole_list_and_add_to_it_get_on_too() {
    let (_dir, store) = fresh();
    let most = most_tries(&store, |unit, _| {
        // A phantom each time: the row that makes the conflict was not there.
        let rows = unit.scan(&ROWS, "list/", None, 9999)?;
        unit.put(&ROWS, &format!("list/{:06}", rows.len()), &1)
    });
    let rows = store.begin().scan(&ROWS, "list/", None, 9999).unwrap();
    assert_eq!(rows.len() as u64, WRITERS * ROUNDS, "no two took the same place");
    assert!(most <= MOST, "{most} tries");
}

#[test]
fn numbers_are_taken_by_sixty_four_at_once_without_one_conflict() {
    let (_dir, store) = fresh();
    let most = most_tries(&store, |unit, _| {
        let number = unit.next_number("ticket")?;
        unit.put(&ROWS, &format!("{number:06}"), &number)
    });
    assert_eq!((most, store.stats().conflicts), (1, 0));
    let numbers: BTreeSet<_> = store.begin().scan(&ROWS, "", None, 9999).unwrap().into_iter().collect();
    let all = (1..=WRITERS * ROUNDS).map(|number| (format!("{number:06}"), number));
    assert_eq!(numbers, all.collect(), "none twice, and none left out, since no unit failed");
}

#[test]
fn an_error_of_the_work_ends_it_and_a_turn_that_is_given_up_goes_on() {
    let (_dir, store) = fresh();
    let count = |unit: &mut UnitOfWork| -> Result<u64, CommitError> {
        let count = unit.get(&ROWS, "hot")?.unwrap_or(0) + 1;
        unit.put(&ROWS, "hot", &count)?;
        Ok(count)
    };
    assert_eq!(wait(store.run(count)).unwrap(), 1);
    let lost = wait(store.run(|_| Err::<(), CommitError>(StoreError::NotFound("no".into()).into())));
    assert!(lost.is_err());
    wait(async {
        let mut slow = store.tries();
        for _ in 0..5 {
            let mut unit = slow.begin().await;
            count(&mut unit).unwrap();
            // Without tries, nobody yields.
            let mut quick = store.begin();
            count(&mut quick).unwrap();
            quick.commit().await.unwrap();
            assert!(slow.commit(unit).await.unwrap().is_none());
        }
        // It has the turn now, and others that try lose to it.
        let mut unit = slow.begin().await;
        count(&mut unit).unwrap();
        let mut other = store.tries();
        let mut later = other.begin().await;
        count(&mut later).unwrap();
        assert!(other.commit(later).await.unwrap().is_none());
        assert!(slow.commit(unit).await.unwrap().is_some());
        drop(slow);
        let mut again = other.begin().await;
        count(&mut again).unwrap();
        assert!(other.commit(again).await.unwrap().is_some());
    });
}

#[test]
fn what_was_read_in_a_part_that_was_taken_back_counts_for_conflicts() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let point = unit.savepoint();
    assert_eq!(unit.get(&ROWS, "seen").unwrap(), None);
    assert!(unit.scan(&ROWS, "list/", None, 9).unwrap().is_empty());
    unit.put(&ROWS, "inner", &1).unwrap();
    unit.rollback_to(point);
    unit.put(&ROWS, "outer", &1).unwrap();
    let mut other = store.begin();
    other.put(&ROWS, "list/1", &1).unwrap();
    commit(other).unwrap();
    assert!(conflicts(unit), "whether the inner part failed may have hung on what it saw");
    assert_eq!(store.begin().get(&ROWS, "inner").unwrap(), None);
}

#[test]
fn one_moment_can_be_read_for_as_long_as_one_likes_and_costs_what_is_written_meanwhile() {
    let (_dir, store) = fresh();
    let write = |round: u64| {
        let mut unit = store.begin();
        (0..10).for_each(|row| unit.put(&ROWS, &format!("{row}"), &round).unwrap());
        commit(unit).unwrap();
    };
    write(0);
    let mut long = store.begin();
    (1..=50).for_each(write);
    assert!(long.scan(&ROWS, "", None, 99).unwrap().iter().all(|(_, round)| *round == 0));
    assert_eq!(store.stats().remembered_writes, 500, "every write since it began is remembered for it");
    drop(long);
    write(51);
    assert!(store.stats().remembered_writes <= 10);
}

#[test]
fn a_row_that_is_read_often_is_never_older_than_what_was_acknowledged() {
    const LAST: u64 = 300;
    let (_dir, store) = fresh();
    let acknowledged = AtomicU64::new(0);
    std::thread::scope(|threads| {
        for _ in 0..3 {
            threads.spawn(|| {
                loop {
                    let known = acknowledged.load(SeqCst);
                    let mut unit = store.begin();
                    let often = unit.get(&ROWS, "a").unwrap().unwrap_or(0);
                    assert_eq!(often, unit.get(&ROWS, "a").unwrap().unwrap_or(0));
                    assert!(often >= known, "{often} after {known}");
                    if known == LAST {
                        return;
                    }
                }
            });
        }
        for value in 1..=LAST {
            let mut unit = store.begin();
            unit.put(&ROWS, "a", &value).unwrap();
            commit(unit).unwrap();
            acknowledged.store(value, SeqCst);
        }
    });
}
