//! Many threads read while one writes.

use super::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Rows that nobody touches, small ones and large ones.
const STILL: u64 = 40;
const BATCHES: u64 = 150;

/// A row that changes, is large, and is read most.
const WATCHED: u64 = 4;

fn still(number: u64) -> (Vec<u8>, Vec<u8>) {
    let size = if number.is_multiple_of(5) { 10_000 } else { 50 };
    (format!("still/{number:03}").into_bytes(), pattern(number, 0, size))
}

fn moving(number: u64) -> Writes {
    let size = |key: u64| match key {
        WATCHED => 60_000,
        key if key.is_multiple_of(3) => 9000,
        _ => 8,
    };
    let value = |key: u64| [&number.to_be_bytes()[..], &pattern(number, key as usize, size(key))].concat();
    let mut writes: Writes =
        (0..12).map(|key| (format!("still/{:03}-moves", 3 * key).into_bytes(), Some(value(key)))).collect();
    // Rows that come and go between the others.
    writes.insert(format!("still/{:03}-new", number % STILL).into_bytes(), Some(value(1)));
    if let Some(old) = number.checked_sub(9) {
        writes.insert(format!("still/{:03}-new", old % STILL).into_bytes(), None);
    }
    writes
}

/// What a value says about the batch that wrote it; it must be wholly of that batch.
fn number_of(key: &[u8], value: &[u8]) -> u64 {
    let number = u64::from_be_bytes(*value.first_chunk().unwrap());
    let written = moving(number);
    assert!(
        written.get(key).is_some_and(|whole| whole.as_deref() == Some(value)),
        "mixed of several batches"
    );
    number
}

fn read_along(engine: &dyn Engine, kept: &AtomicU64) {
    let watched = format!("still/{:03}-moves", 3 * WATCHED).into_bytes();
    let mut seen = 0;
    loop {
        let promised = kept.load(Ordering::SeqCst);
        for _ in 0..40 {
            let Cell::Whole(value) = engine.get(&watched).unwrap().unwrap() else {
                // It is being replaced, so somebody is writing.
                assert!(promised < BATCHES);
                continue;
            };
            let number = u64::from_be_bytes(*value.first_chunk().unwrap());
            assert!(number >= promised, "batch {promised} was acknowledged, and {number} is read");
            assert!(number >= seen, "batch {number} after batch {seen}");
            if number > seen {
                number_of(&watched, &value);
            }
            seen = number;
        }
        for backward in [false, true] {
            let mut found = engine.scan(&Span::prefix(b"still/"), backward, usize::MAX).unwrap();
            if backward {
                found.reverse();
            }
            assert!(found.windows(2).all(|two| two[0].0 < two[1].0), "out of order, or twice");
            let mut found: BTreeMap<_, _> = found.into_iter().collect();
            for number in 0..STILL {
                let (key, value) = still(number);
                assert!(found.remove(&key) == Some(Cell::Whole(value)), "row {number} was not written to");
            }
            for (key, cell) in found {
                if let Cell::Whole(value) = cell {
                    number_of(&key, &value);
                }
            }
        }
        if promised == BATCHES {
            break;
        }
    }
}

pub fn readers_find_everything(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let engine = open(kind, dir.path());
    engine.apply(&(0..STILL).map(still).map(|(key, value)| (key, Some(value))).collect()).unwrap();
    engine.apply(&moving(0)).unwrap();
    let kept = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| read_along(&*engine, &kept));
        }
        for number in 1..=BATCHES {
            engine.apply(&moving(number)).unwrap();
            kept.store(number, Ordering::SeqCst);
        }
    });
}
