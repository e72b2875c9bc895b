//! What every engine must pass. `conforms!` at the end runs it all on one engine; a new engine is one line more.

mod behaviour;
#[path = "../../tests/common/cluster.rs"]
pub(crate) mod cluster;
mod concurrency;
mod crash;
mod database;
mod fault;

use super::{Cell, Engine, EngineKind, Failure, Span, Writes};
use crate::Database;
use std::collections::BTreeMap;
use std::path::Path;

/// What the rows of an engine should be.
type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

/// What is to conform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Folder(EngineKind),
    /// A database, with a schema for each folder.
    Postgres,
}

impl Kind {
    const ALL: [Kind; 4] = {
        let [fjall, sled, journal] = EngineKind::ALL;
        [Kind::Folder(fjall), Kind::Folder(sled), Kind::Folder(journal), Kind::Postgres]
    };

    /// Whether it can be tested here; says so if not.
    fn is_here(self) -> bool {
        self != Kind::Postgres || cluster::shared("whether a database keeps what it acknowledges").is_some()
    }
}

fn database(dir: &Path) -> Database {
    let base = cluster::shared("").expect("it was asked for before");
    Database::parse(&cluster::address_for(base, dir)).unwrap()
}

fn open(kind: Kind, dir: &Path) -> Box<dyn Engine> {
    match kind {
        Kind::Folder(kind) => super::open(kind, &dir.join("state"), 1 << 20)
            .unwrap_or_else(|failure| panic!("{kind:?}: {failure}")),
        Kind::Postgres => super::open_database(&database(dir), &dir.display().to_string())
            .unwrap_or_else(|failure| panic!("{failure:?}")),
    }
}

fn everything() -> Span {
    Span { start: vec![0], end: vec![0xff] }
}

fn whole(cell: Cell) -> Vec<u8> {
    match cell {
        Cell::Whole(value) => value,
        Cell::Torn => panic!("nobody writes, and a value is torn"),
    }
}

fn rows(engine: &dyn Engine) -> Rows {
    let found = engine.scan(&everything(), false, usize::MAX).unwrap();
    found.into_iter().map(|(key, cell)| (key, whole(cell))).collect()
}

fn lay(rows: &mut Rows, writes: &Writes) {
    for (key, value) in writes {
        match value {
            Some(value) => rows.insert(key.clone(), value.clone()),
            None => rows.remove(key),
        };
    }
}

/// Bytes that belong to a number and a place only.
fn pattern(number: u64, place: usize, size: usize) -> Vec<u8> {
    let mut seed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ place as u64;
    (0..size)
        .map(|_| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 56) as u8
        })
        .collect()
}

/// How many batches rows live.
const LIVES: u64 = 7;

/// Batch `number`, from 1: it adds rows small and large, replaces two, and removes those of an earlier batch.
fn batch(number: u64) -> Writes {
    let row = |number: u64, place: usize| format!("row/{number:08}/{place}").into_bytes();
    let places = |number: u64| 0..1 + (number % 5) as usize;
    let size = |place: usize| (number as usize * 2711 * (place + 1)) % 9000;
    let mut writes = Writes::new();
    if number > LIVES {
        writes.extend(places(number - LIVES).map(|place| (row(number - LIVES, place), None)));
    }
    writes
        .extend(places(number).map(|place| (row(number, place), Some(pattern(number, place, size(place))))));
    writes.insert(b"head".to_vec(), Some(number.to_be_bytes().to_vec()));
    writes.insert(b"large".to_vec(), Some(pattern(number, 99, number as usize * 2711 % 40_000)));
    writes
}

/// Rows that begin so are of no batch.
const FILLER: &str = "filler/";

/// Exactly the rows after some batch from `kept` on are there; says after which. `kept` is the last that was
/// acknowledged.
#[track_caller]
fn check_batches(engine: &dyn Engine, kept: u64) -> u64 {
    let mut found = rows(engine);
    found.retain(|key, _| !key.starts_with(FILLER.as_bytes()));
    let head =
        found.get(&b"head"[..]).map_or(0, |head| u64::from_be_bytes(head.as_slice().try_into().unwrap()));
    assert!(head >= kept, "batch {kept} was acknowledged, and the last there is {head}");
    let mut expected = Rows::new();
    // Nothing of what was before these is left.
    (head.saturating_sub(2 * LIVES) + 1..=head).for_each(|number| lay(&mut expected, &batch(number)));
    for (key, value) in &expected {
        assert!(found.get(key) == Some(value), "{} of batch {head}", String::from_utf8_lossy(key));
    }
    let keys =
        |rows: &Rows| rows.keys().map(|key| String::from_utf8_lossy(key).into_owned()).collect::<Vec<_>>();
    assert_eq!(keys(&found), keys(&expected), "after batch {head}");
    head
}

macro_rules! conforms {
    ($engine:ident, $kind:expr, { $($more:item)* }) => {
        mod $engine {
            use super::*;

            #[test]
            fn does_what_a_map_does_also_when_it_is_opened_again() {
                behaviour::does_what_a_map_does($kind);
            }

            #[test]
            fn keeps_keys_apart_that_look_alike() {
                behaviour::keeps_keys_apart_that_look_alike($kind);
            }

            #[test]
            fn keeps_values_of_every_size_also_when_they_grow_and_shrink() {
                behaviour::keeps_values_of_every_size($kind);
            }

            #[test]
            fn readers_find_everything_while_it_is_written_to() {
                concurrency::readers_find_everything($kind);
            }

            #[test]
            fn killed_at_any_moment_it_has_what_it_acknowledged_and_no_half_batch() {
                crash::killed_at_any_moment($kind);
            }

            #[test]
            fn recovering_changes_nothing_when_all_is_well() {
                fault::recovering_changes_nothing($kind);
            }

            $($more)*
        }
    };
    ($engine:ident, $kind:expr) => {
        conforms!($engine, Kind::Folder($kind), {
            #[test]
            fn does_not_open_what_another_engine_wrote() {
                behaviour::does_not_open_what_another_engine_wrote($kind);
            }

            #[test]
            fn on_a_full_disk_it_fails_and_goes_on_when_there_is_space() {
                fault::on_a_full_disk($kind);
            }
        });
    };
}

conforms!(sled, EngineKind::Sled);
conforms!(fjall, EngineKind::Fjall);
conforms!(journal, EngineKind::Journal);
// What a folder cannot do to it, and a network can, is in `database.rs`.
conforms!(postgres, Kind::Postgres, {});
