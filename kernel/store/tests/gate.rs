//! What a permit is good for, and that there is no way without one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;

#[test]
fn a_permit_is_good_for_one_record_in_one_version_and_filing() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    create(&mut unit, draft(envelope(THINGS, "y"))).unwrap();
    let x = unit.find(THINGS, &id("x")).unwrap().unwrap();
    let permit = hand().permit_read(&["tt:thing.use"], x.filed()).unwrap();
    let y = unit.find(THINGS, &id("y")).unwrap().unwrap();
    assert!(matches!(y.open(permit), Err(StoreError::Invalid(_))), "another record");

    let stale = hand().permit_read(&["tt:thing.use"], x.filed()).unwrap();
    update(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    let x = unit.find(THINGS, &id("x")).unwrap().unwrap();
    assert!(matches!(x.open(stale), Err(StoreError::Conflict(_))), "another version");

    let x = unit.find(THINGS, &id("x")).unwrap().unwrap();
    let permit = hand().permit_write(&["tt:thing.use"], &relations(), x.filed(), x.filed()).unwrap();
    let mut moved = envelope(THINGS, "x");
    moved.department = Some(department(7));
    assert!(matches!(unit.update(permit, draft(moved)), Err(StoreError::Invalid(_))), "another filing");
}

#[test]
fn a_permit_to_read_ends_when_the_record_moves_with_its_parent() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "root"))).unwrap();
    let mut child = envelope(PARTS, "child");
    child.parent = Some(at(THINGS, "root"));
    create(&mut unit, draft(child)).unwrap();
    let find = |unit: &mut UnitOfWork| unit.find(PARTS, &id("child")).unwrap().unwrap();
    let permit = |sealed: &Sealed| hand().permit_read(&["tt:thing.use"], sealed.filed()).unwrap();

    let before = find(&mut unit);
    let early = permit(&before);
    let mut moved = envelope(THINGS, "root");
    moved.department = Some(department(1));
    update(&mut unit, draft(moved)).unwrap();
    let after = find(&mut unit);
    assert_eq!(after.envelope(), before.envelope(), "it did not change itself");
    assert!(matches!(after.open(early), Err(StoreError::Conflict(_))));
    let now = find(&mut unit);
    let again = permit(&now);
    assert_eq!(now.open(again).unwrap().body, b"body");
}

#[test]
fn what_is_sealed_is_sealed_in_a_log_too() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let secret = Draft { body: vec![83, 69, 67], ..draft(envelope(THINGS, "x")) };
    create(&mut unit, secret).unwrap();
    let sealed = unit.find(THINGS, &id("x")).unwrap().unwrap();
    assert_eq!(format!("{sealed:?}"), "Sealed(tt:things/x at 1)");
}

/// Each file in `closed` tries ways round the gate. What the compiler says of them is in the file beside it; after a new
/// compiler, `TRYBUILD=overwrite cargo test -p ombud-store --test gate` writes it anew, to be looked at.
#[test]
fn what_goes_round_the_gate_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/gate/open/*.rs");
    cases.compile_fail("tests/gate/closed/*.rs");
}

/// The compiler stops early: what it says of one function may keep it from looking at the next.
#[test]
fn each_way_round_the_gate_is_refused_by_itself() {
    for file in std::fs::read_dir("tests/gate/closed").unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let told = std::fs::read_to_string(file.with_extension("stderr")).unwrap();
        let place = |error: &str| error.split_once(".rs:")?.1.split(':').next()?.parse::<usize>().ok();
        let errors: Vec<usize> =
            told.split("\n\n").filter(|part| part.starts_with("error")).filter_map(place).collect();
        let source = std::fs::read_to_string(&file).unwrap();
        let mut line = 1;
        for part in source.split_inclusive("}\n\n") {
            let lines = line..line + part.lines().count();
            line = lines.end;
            let tries = part.contains("fn ") && !part.contains("fn main");
            assert!(
                !tries || errors.iter().any(|at| lines.contains(at)),
                "{}: nothing is wrong with\n{part}",
                file.display()
            );
        }
    }
}
