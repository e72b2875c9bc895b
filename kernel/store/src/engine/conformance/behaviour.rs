//! One thread reads and writes.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Apply(Writes),
    Scan { span: Span, backward: bool, limit: usize },
    OpenAgain,
}

/// Few keys, so that they meet; with the bytes that have a meaning to the store.
fn key() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop::sample::select(vec![0u8, 1, b'a', b'b', 0xfe, 0xff]);
    prop::collection::vec(byte, 1..4).prop_filter("reserved", |key| key[0] != 0xff)
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    let size = prop_oneof![4 => 0usize..40, 2 => 4090usize..4100, 1 => 8000usize..30_000];
    (any::<u64>(), size).prop_map(|(seed, size)| pattern(seed, 0, size))
}

fn step() -> impl Strategy<Value = Step> {
    let writes = prop::collection::btree_map(key(), prop::option::weighted(0.7, value()), 0..8);
    let span = (key(), key()).prop_map(|(start, end)| Span { start, end });
    prop_oneof![
        6 => writes.prop_map(Step::Apply),
        6 => (span, any::<bool>(), 0usize..6)
            .prop_map(|(span, backward, limit)| Step::Scan { span, backward, limit }),
        1 => Just(Step::OpenAgain),
    ]
}

pub fn does_what_a_map_does(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    // Every opening of a database makes some connections.
    let cases = if kind == Kind::Postgres { 10 } else { 40 };
    let config = ProptestConfig { cases, ..ProptestConfig::default() };
    proptest!(config, |(steps in prop::collection::vec(step(), 1..24))| {
        let dir = tempfile::tempdir().unwrap();
        let mut engine = open(kind, dir.path());
        let mut model = Rows::new();
        for step in steps {
            match step {
                Step::Apply(writes) => {
                    engine.apply(&writes).unwrap();
                    lay(&mut model, &writes);
                    for key in writes.keys() {
                        let found = engine.get(key).unwrap().map(whole);
                        prop_assert_eq!(found.as_ref(), model.get(key), "{:?}", key);
                    }
                }
                Step::Scan { span, backward, limit } => {
                    let found: Vec<_> = engine
                        .scan(&span, backward, limit)
                        .unwrap()
                        .into_iter()
                        .map(|(key, cell)| (key, whole(cell)))
                        .collect();
                    let mut expected: Vec<_> = model
                        .iter()
                        .filter(|(key, _)| span.start <= **key && **key < span.end)
                        .map(|(key, value)| (key.clone(), value.clone()))
                        .collect();
                    if backward {
                        expected.reverse();
                    }
                    expected.truncate(limit);
                    prop_assert_eq!(found, expected);
                }
                Step::OpenAgain => {
                    drop(engine);
                    engine = open(kind, dir.path());
                }
            }
        }
        drop(engine);
        prop_assert_eq!(rows(&*open(kind, dir.path())), model);
    });
}

pub fn keeps_keys_apart_that_look_alike(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let engine = open(kind, dir.path());
    let long = [&b"l"[..], &pattern(1, 0, 2047)].concat();
    let keys: [&[u8]; 9] =
        [b"\0", b"\0\0", b"a", b"a\0", b"a\0\0", b"a\xff", b"a\xff\xff", &[b'k'; 2048], &long];
    let writes = keys.iter().map(|key| (key.to_vec(), Some(key.to_vec()))).collect();
    engine.apply(&writes).unwrap();
    engine.apply(&Writes::from([(b"a\0".to_vec(), None)])).unwrap();
    let left: Vec<_> = rows(&*engine).into_iter().map(|(key, value)| (key == value, key)).collect();
    let expected: Vec<_> =
        keys.iter().filter(|key| **key != b"a\0").map(|key| (true, key.to_vec())).collect();
    assert_eq!(left, expected);
    engine.apply(&Writes::new()).unwrap();
    assert_eq!(engine.get(b"none").unwrap(), None);
    assert!(engine.scan(&Span { start: b"b".to_vec(), end: b"a".to_vec() }, false, 9).unwrap().is_empty());
    assert!(engine.size_on_disk() > 0);
}

pub fn keeps_values_of_every_size(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let sizes = [0usize, 1, 4095, 4096, 4097, 8192, 100_000, 1 << 20];
    for round in 0..sizes.len() {
        let engine = open(kind, dir.path());
        // Every key goes through every size; one that is taken away comes back.
        let size = |key: usize| sizes[(key + 3 * round) % sizes.len()];
        let value = |key: usize| pattern(round as u64, key, size(key));
        let writes = (0..sizes.len()).map(|key| (vec![b'k', key as u8], (key != round).then(|| value(key))));
        engine.apply(&writes.collect()).unwrap();
        drop(engine);
        let found = rows(&*open(kind, dir.path()));
        let expected: Rows = (0..sizes.len())
            .filter(|key| *key != round)
            .map(|key| (vec![b'k', key as u8], value(key)))
            .collect();
        assert!(found == expected, "round {round}");
    }
}

pub fn does_not_open_what_another_engine_wrote(kind: EngineKind) {
    for other in EngineKind::ALL.into_iter().filter(|other| *other != kind) {
        let dir = tempfile::tempdir().unwrap();
        open(Kind::Folder(other), dir.path()).apply(&batch(1)).unwrap();
        match crate::engine::open(kind, &dir.path().join("state"), 1 << 20) {
            Err(Failure::Io(error)) => assert!(error.to_string().contains("another engine"), "{error}"),
            _ => panic!("{kind:?} opened what {other:?} wrote"),
        }
        check_batches(&*open(Kind::Folder(other), dir.path()), 1);
    }
}
