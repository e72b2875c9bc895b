//! Files, timers and events.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_access::{Audience, Envelope, Timestamp};
use ombud_store::*;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

fn upload(store: &Store, bytes: &[u8]) -> BlobId {
    let mut writer = store.blobs().writer(1 << 20).unwrap();
    bytes.chunks(7).for_each(|part| writer.write(part).unwrap());
    let (id, size) = writer.finish().unwrap();
    assert_eq!(size, bytes.len() as u64);
    id
}

fn content(store: &Store, blob: &BlobId) -> Vec<u8> {
    let mut bytes = Vec::new();
    store.blobs().open(blob).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn sweep(store: &Store) -> (u64, u64) {
    let swept = wait(store.collect_garbage(Duration::ZERO)).unwrap();
    (swept.removed, swept.kept)
}

fn unfinished(dir: &Path) -> usize {
    std::fs::read_dir(dir.join("blobs/new")).unwrap().count()
}

#[test]
fn all_of_this_holds_on_the_other_engines_too() {
    all_again_on_other_engines(&[]);
}

#[test]
fn a_file_is_named_by_its_bytes_and_kept_once() {
    let (dir, store) = fresh();
    let id = upload(&store, b"abc");
    assert_eq!(id.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(id, upload(&store, b"abc"));
    assert_eq!(content(&store, &id), b"abc");
    assert_eq!(id.to_string().parse::<BlobId>().unwrap(), id);
    for bad in ["", "ba78", &id.to_string().to_uppercase(), "../../../etc/passwd"] {
        assert!(bad.parse::<BlobId>().is_err(), "{bad}");
    }
    assert_eq!(unfinished(dir.path()), 0);
}

#[test]
fn a_file_that_is_too_large_or_given_up_leaves_nothing() {
    let (dir, store) = fresh();
    let mut writer = store.blobs().writer(4).unwrap();
    writer.write(b"1234").unwrap();
    assert!(matches!(writer.write(b"5"), Err(StoreError::TooLarge(_))));
    assert_eq!(unfinished(dir.path()), 1);
    drop(writer);
    assert_eq!(unfinished(dir.path()), 0);
}

#[test]
fn no_more_of_those_who_name_a_file_are_read_than_were_asked_for() {
    let (_dir, store) = fresh();
    let blob = upload(&store, b"a picture below every mail");
    let mut unit = store.begin();
    for id in ["a", "b", "c"] {
        create(&mut unit, Draft { blobs: vec![blob], ..draft(envelope(THINGS, id)) }).unwrap();
    }
    assert_eq!(unit.readers_of(&blob, 2).unwrap(), [at(THINGS, "a"), at(THINGS, "b")]);
    assert_eq!(unit.readers_of(&blob, 9).unwrap().len(), 3);
}

#[test]
fn records_and_holders_keep_files_and_the_rest_is_swept() {
    let (_dir, store) = fresh();
    let [named, held, noted, loose] =
        [b"named", b"held!", b"noted", b"loose"].map(|bytes| upload(&store, bytes));
    let mut unit = store.begin();
    create(&mut unit, Draft { blobs: vec![named, named], ..draft(envelope(THINGS, "x")) }).unwrap();
    unit.keep_blob(&held, "plugin:tickets").unwrap();
    unit.note_upload(&noted, "somebody", NOW).unwrap();
    commit(unit).unwrap();

    let mut unit = store.begin();
    assert_eq!(unit.readers_of(&named, 9).unwrap(), [at(THINGS, "x")]);
    assert!(unit.readers_of(&held, 9).unwrap().is_empty());
    assert!(unit.uploaded_by(&noted, "somebody").unwrap());
    assert!(!unit.uploaded_by(&noted, "somebody else").unwrap());
    drop(unit);

    let young = wait(store.collect_garbage(Duration::from_secs(3600))).unwrap();
    assert_eq!((young.removed, young.kept), (0, 4), "nobody had the time to name them");
    assert_eq!(sweep(&store), (2, 2));
    assert_eq!((content(&store, &named), content(&store, &held)), (b"named".to_vec(), b"held!".to_vec()));
    assert!(store.blobs().open(&loose).is_err());
    assert!(!store.begin().uploaded_by(&noted, "somebody").unwrap(), "gone with its file");

    let mut unit = store.begin();
    update(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    unit.release_blobs("plugin:tickets").unwrap();
    commit(unit).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    assert_eq!(sweep(&store), (2, 0));
}

#[test]
fn naming_a_file_that_is_swept_meanwhile_conflicts() {
    let (_dir, store) = fresh();
    let blob = upload(&store, b"short-lived");
    let mut unit = store.begin();
    create(&mut unit, Draft { blobs: vec![blob], ..draft(envelope(THINGS, "x")) }).unwrap();
    assert_eq!(sweep(&store), (1, 0));
    assert!(conflicts(unit));
    let mut unit = store.begin();
    let again = create(&mut unit, Draft { blobs: vec![blob], ..draft(envelope(THINGS, "x")) });
    assert!(matches!(again, Err(StoreError::NotFound(_))));
}

#[test]
fn files_are_swept_beside_writers_without_harm() {
    let (_dir, store) = fresh();
    let writing = std::sync::atomic::AtomicBool::new(true);
    std::thread::scope(|scope| {
        let (store, writing) = (&store, &writing);
        scope.spawn(move || {
            while writing.load(std::sync::atomic::Ordering::Relaxed) {
                sweep(store);
            }
        });
        for number in 0..40 {
            loop {
                let blob = upload(store, format!("file {number}").as_bytes());
                let mut unit = store.begin();
                let draft = Draft { blobs: vec![blob], ..draft(envelope(THINGS, &format!("r{number}"))) };
                match create(&mut unit, draft) {
                    Ok(_) if !conflicts(unit) => break,
                    Ok(_) | Err(StoreError::NotFound(_)) => {}
                    Err(other) => panic!("{other}"),
                }
            }
        }
        writing.store(false, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(store.verify().unwrap(), [], "every named file is there");
}

#[test]
fn timers_ring_in_order_of_time_and_survive_a_restart() {
    let (dir, store) = fresh();
    let mut unit = store.begin();
    for (plugin, key, due) in [("b", "x", 30), ("a", "x", 20), ("a", "y", 10), ("a", "z", u64::MAX)] {
        unit.set_timer(plugin, key, Timestamp(due), format!("{due}")).unwrap();
    }
    commit(unit).unwrap();
    let mut unit = store.begin();
    unit.set_timer("a", "y", Timestamp(25), "later".into()).unwrap();
    unit.cancel_timer("a", "nothing").unwrap();
    commit(unit).unwrap();
    drop(store);
    let store = open(dir.path());
    let due = |plugin: &str, now| {
        let timers = store.begin().due_timers(plugin, Timestamp(now), 9).unwrap();
        timers.into_iter().map(|timer| (timer.key, timer.data)).collect::<Vec<_>>()
    };
    let pair = |name: &str, data: &str| (name.to_owned(), data.to_owned());
    assert_eq!(due("a", 19), []);
    assert_eq!(due("a", 20), [pair("x", "20")]);
    assert_eq!(due("a", 100), [pair("x", "20"), pair("y", "later")]);
    assert_eq!(due("b", 100), [pair("x", "30")]);
    assert_eq!(due("a", u64::MAX).len(), 3);
    assert_eq!(store.begin().due_timers("a", Timestamp(100), 1).unwrap().len(), 1);
    assert_eq!(store.begin().next_due("a").unwrap(), Some(Timestamp(20)));
    let mut unit = store.begin();
    unit.cancel_timer("a", "x").unwrap();
    assert_eq!(unit.next_due("a").unwrap(), Some(Timestamp(25)), "as this unit will leave it");
    commit(unit).unwrap();
    assert_eq!(due("a", 20), []);
    assert_eq!(store.verify().unwrap(), []);
}

#[test]
fn a_timer_that_was_set_anew_is_not_taken_for_the_old_one() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    unit.set_timer("a", "x", Timestamp(1), String::new()).unwrap();
    let old = unit.timer("a", "x").unwrap().unwrap();
    for (due, data) in [(2, ""), (1, "other")] {
        unit.set_timer("a", "x", Timestamp(due), data.into()).unwrap();
        assert!(!unit.take_timer(&old).unwrap());
        assert!(unit.timer("a", "x").unwrap().is_some(), "the new one stays");
    }
    unit.set_timer("a", "x", Timestamp(1), String::new()).unwrap();
    assert!(unit.take_timer(&old).unwrap());
    assert!(!unit.take_timer(&old).unwrap(), "it is gone");
}

#[test]
fn two_who_handle_one_timer_conflict() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    unit.set_timer("a", "x", Timestamp(1), String::new()).unwrap();
    commit(unit).unwrap();
    let (mut one, mut two) = (store.begin(), store.begin());
    one.cancel_timer("a", "x").unwrap();
    two.cancel_timer("a", "x").unwrap();
    assert!(!conflicts(one));
    assert!(conflicts(two));
}

#[test]
fn events_are_numbered_in_the_order_of_commits() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let mut own = envelope(THINGS, "x");
    create(&mut unit, draft(own.clone())).unwrap();
    unit.emit(EventDraft {
        kind: "tt:thing.praised".into(),
        subject: at(THINGS, "x"),
        at: NOW,
        by: Some(user(1)),
        plugin: Some("tt".into()),
        data: "{}".into(),
    })
    .unwrap();
    own.department = Some(department(3));
    update(&mut unit, draft(own)).unwrap();
    commit(unit).unwrap();
    let mut unit = store.begin();
    delete(&mut unit, THINGS, "x").unwrap();
    commit(unit).unwrap();

    let events = store.begin().events_after(0, 9).unwrap();
    let told: Vec<_> = events.iter().map(|event| (event.number, event.kind.as_str())).collect();
    let expected = [
        (1 << 16, "tt:things.created"),
        ((1 << 16) + 1, "tt:thing.praised"),
        ((1 << 16) + 2, "tt:things.changed"),
        (2 << 16, "tt:things.deleted"),
    ];
    assert_eq!(told, expected);
    assert!(events.iter().all(|event| event.filed.department == Some(department(3))), "as of the commit");
    assert_eq!(store.begin().events_after(expected[1].0, 1).unwrap(), events[2..3]);
    assert!(store.begin().events_after(u64::MAX, 9).unwrap().is_empty());
    let seen = store.begin().last_event_seen();
    assert!(seen >= store.begin().newest_event().unwrap());
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "y"))).unwrap();
    commit(unit).unwrap();
    assert_eq!(
        store.begin().events_after(seen, 9).unwrap().len(),
        1,
        "what came after it, and nothing before"
    );

    let mut unit = store.begin();
    let nothing = EventDraft { subject: at(THINGS, "gone"), ..event_draft() };
    assert!(matches!(unit.emit(nothing), Err(StoreError::NotFound(_))));
}

#[test]
fn where_a_record_was_is_told_that_it_left_if_anybody_may_have_lost_sight_of_it() {
    let (_dir, store) = fresh();
    let mut own = envelope(THINGS, "x");
    (own.department, own.assignee, own.audience) = (Some(department(1)), None, Audience::Everyone);
    let mut unit = store.begin();
    create(&mut unit, draft(own.clone())).unwrap();
    commit(unit).unwrap();
    let mut changed = |change: fn(&mut Envelope)| {
        let before = store.begin().newest_event().unwrap();
        let was = own.department;
        change(&mut own);
        let mut unit = store.begin();
        update(&mut unit, draft(own.clone())).unwrap();
        commit(unit).unwrap();
        let told = store.begin().events_after(before, 9).unwrap();
        assert_eq!(told.last().unwrap().kind, "tt:things.changed");
        assert_eq!(told.last().unwrap().filed.department, own.department);
        let left = told.iter().filter(|event| event.kind == "tt:things.left");
        left.inspect(|event| assert_eq!(event.filed.department, was, "as it was")).count()
    };
    assert_eq!(changed(|_| {}), 0);
    assert_eq!(changed(|own| own.assignee = Some(user(1))), 1, "who sees what is nobody's loses it");
    assert_eq!(changed(|own| own.assignee = Some(user(2))), 1);
    assert_eq!(changed(|own| own.department = Some(department(2))), 1);
    assert_eq!(changed(|own| own.audience = Audience::Staff), 1);
    assert_eq!(changed(|own| own.audience = Audience::Everyone), 0);
}

#[test]
fn a_unit_that_tells_or_writes_without_end_is_stopped_on_the_way() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    let before = unit.written_bytes();
    let data = "x".repeat(60 << 10);
    unit.set_timer("tt", "x", NOW, "{}".into()).unwrap();
    let once = unit.written_bytes() - before;
    unit.set_timer("tt", "x", NOW, "{}".into()).unwrap();
    assert!(unit.written_bytes() >= before + 2 * once, "what is written over counts too");
    let told = (0..2000).take_while(|_| {
        let outcome = unit.emit(EventDraft { data: data.clone(), ..event_draft() });
        assert!(matches!(outcome, Ok(()) | Err(StoreError::TooLarge(_))), "{outcome:?}");
        outcome.is_ok()
    });
    assert!((900..1200).contains(&told.count()), "64 MiB of them");
}

#[test]
fn a_part_of_a_unit_has_limits_and_a_cause_of_its_own_and_goes_without_the_parts_before_it() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    commit(unit).unwrap();
    let mut unit = store.begin();
    let part = |unit: &mut UnitOfWork, cause: Option<u64>, facts: usize| {
        let before = unit.next_part().unwrap();
        let begun = unit.written_bytes();
        assert_eq!((begun, unit.cause()), (0, None));
        let step = Step { plugin: "tt".into(), kind: "tt:thing.praised".into(), subject: at(THINGS, "x") };
        cause.into_iter().for_each(|event| unit.caused_by(Cause { event, trail: vec![step.clone()] }));
        (0..facts).for_each(|_| unit.emit(event_draft()).unwrap());
        before
    };
    part(&mut unit, Some(7), 1);
    assert!(!unit.is_large());
    // As many as a unit may tell.
    part(&mut unit, None, 10_000);
    assert!(unit.is_large());
    let refused = part(&mut unit, Some(8), 10_000);
    assert!(matches!(unit.emit(event_draft()), Err(StoreError::TooLarge(_))));
    unit.rollback_to(refused);
    part(&mut unit, None, 1);
    commit(unit).unwrap();
    let events = store.begin().events_after((2 << 16) - 1, usize::MAX).unwrap();
    let causes: Vec<_> = events.iter().map(|event| event.cause.as_ref().map(|cause| cause.event)).collect();
    assert_eq!(causes.len(), 1 + 10_000 + 1);
    assert_eq!(causes[0], Some(7));
    assert!(causes[1..].iter().all(Option::is_none));
}

#[test]
fn what_a_part_tells_is_filed_as_the_record_was_at_its_end_whatever_the_next_one_does_with_it() {
    let (_dir, store) = fresh();
    let mut unit = store.begin();
    let mut own = envelope(THINGS, "x");
    own.department = Some(department(1));
    create(&mut unit, draft(own.clone())).unwrap();
    commit(unit).unwrap();
    let mut unit = store.begin();
    for to in [1, 2, 3] {
        unit.next_part().unwrap();
        unit.emit(event_draft()).unwrap();
        own.department = Some(department(to));
        update(&mut unit, draft(own.clone())).unwrap();
    }
    commit(unit).unwrap();
    let events = store.begin().events_after((2 << 16) - 1, usize::MAX).unwrap();
    let filed: Vec<_> = events.iter().map(|event| event.filed.department).collect();
    // Once it is told that the record left where it was before the unit.
    assert_eq!(filed, [1, 1, 2, 1, 2, 3, 3].map(|number| Some(department(number))));
}

fn event_draft() -> EventDraft {
    EventDraft {
        kind: "tt:thing.praised".into(),
        subject: at(THINGS, "x"),
        at: NOW,
        by: None,
        plugin: None,
        data: "{}".into(),
    }
}

#[test]
fn whoever_follows_the_event_log_beside_many_writers_misses_nothing_and_sees_it_in_order() {
    const WRITERS: usize = 8;
    const EACH: usize = 60;
    let (_dir, store) = fresh();
    let all = std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = &store;
            scope.spawn(move || {
                for number in 0..EACH {
                    let mut unit = store.begin();
                    create(&mut unit, draft(envelope(THINGS, &format!("w{writer}-{number}")))).unwrap();
                    let praise =
                        EventDraft { subject: at(THINGS, &format!("w{writer}-{number}")), ..event_draft() };
                    // Some commits tell more than others.
                    (0..number % 3).for_each(|_| unit.emit(praise.clone()).unwrap());
                    commit(unit).unwrap();
                }
            });
        }
        let wanted = WRITERS * (0..EACH).map(|number| 1 + number % 3).sum::<usize>();
        let follow = |page: usize| {
            let store = &store;
            scope.spawn(move || {
                let mut seen: Vec<Event> = Vec::new();
                while seen.len() < wanted {
                    let after = seen.last().map_or(0, |event| event.number);
                    seen.extend(store.begin().events_after(after, page).unwrap());
                }
                seen
            })
        };
        let followers = [1, 3, 100].map(follow);
        followers.map(|follower| follower.join().unwrap())
    });
    let log = store.begin().events_after(0, 10_000).unwrap();
    assert!(log.is_sorted_by(|one, next| one.number < next.number));
    for seen in all {
        assert_eq!(seen, log);
    }
}

#[test]
fn reading_the_event_log_never_conflicts() {
    let (_dir, store) = fresh();
    let mut reader = store.begin();
    assert!(reader.events_after(0, 9).unwrap().is_empty());
    reader.set_timer("a", "cursor", NOW, String::new()).unwrap();
    let mut unit = store.begin();
    create(&mut unit, draft(envelope(THINGS, "x"))).unwrap();
    commit(unit).unwrap();
    assert!(reader.events_after(0, 9).unwrap().is_empty(), "what is later is seen later");
    assert!(!conflicts(reader));
}

#[test]
fn the_newest_event_of_a_moment_is_that_of_the_moment_whatever_came_since() {
    let (_dir, store) = fresh();
    let make = |name: &str| {
        let mut unit = store.begin();
        create(&mut unit, draft(envelope(THINGS, name))).unwrap();
        commit(unit).unwrap();
    };
    make("first");
    let moment = store.begin();
    let newest = moment.newest_event().unwrap();
    assert!(newest > 0);
    for number in 0..40 {
        make(&format!("later-{number}"));
    }
    assert_eq!(moment.newest_event().unwrap(), newest);
    assert!(store.begin().newest_event().unwrap() > newest);
}
