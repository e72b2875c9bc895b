use super::FakeKernel;
use crate::{Audience, Collection, Draft, Error, Query, RecordRef};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Note {
    text: String,
}

const BOARDS: Collection<Note> = Collection::new("wall:boards");
const NOTES: Collection<Note> = Collection::new("wall:notes");

fn note(text: &str) -> Note {
    Note { text: text.into() }
}

fn texts(kernel: &FakeKernel, query: &Query) -> Vec<String> {
    let entries = kernel.cx().all(NOTES, query).unwrap();
    entries.into_iter().map(|entry| entry.value.text).collect()
}

#[test]
fn a_lost_update_is_a_conflict() {
    let cx = FakeKernel::new().cx();
    let id = cx.create(NOTES, Draft::new(&note("first"))).unwrap().id;
    let (mine, yours) = (cx.get(NOTES, &id).unwrap(), cx.get(NOTES, &id).unwrap());
    assert_eq!(cx.update(NOTES, &mine, Draft::new(&note("mine"))).unwrap().version, 2);
    let lost = cx.update(NOTES, &yours, Draft::new(&note("yours"))).unwrap_err();
    assert!(lost.is_conflict(), "{lost:?}");
    assert!(cx.delete(NOTES, &yours).unwrap_err().is_conflict());
    assert_eq!(cx.get(NOTES, &id).unwrap().value, note("mine"));
}

#[test]
fn a_change_keeps_relations_and_files_but_not_index_entries() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    let (billing, ada) = (kernel.department("Billing"), kernel.customer("Ada", "ada@home.test"));
    let file = cx.put_blob(b"%PDF").unwrap().id;
    let draft =
        Draft::new(&note("old")).department(billing.clone()).requester(ada.clone()).blobs([file.clone()]);
    let id = cx.create(NOTES, draft.index("word", ["old"])).unwrap().id;

    let mut read = cx.get(NOTES, &id).unwrap();
    read.value = note("new");
    cx.update(NOTES, &read, Draft::of(&read).index("word", ["new"])).unwrap();
    let read = cx.get(NOTES, &id).unwrap();
    assert_eq!((read.envelope.department, read.envelope.requester), (Some(billing), Some(ada)));
    assert_eq!((read.value, read.blobs), (note("new"), vec![file]));
    assert_eq!(texts(&kernel, &Query::by("word").prefix("old")), Vec::<String>::new());
    assert_eq!(texts(&kernel, &Query::by("word").prefix("new")), ["new"]);
}

#[test]
fn numbers_sort_by_size_and_before_texts() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    for rank in [10_i64, 9, -1] {
        cx.create(NOTES, Draft::new(&note(&rank.to_string())).index("rank", [rank])).unwrap();
    }
    cx.create(NOTES, Draft::new(&note("text")).index("rank", ["1"])).unwrap();
    assert_eq!(texts(&kernel, &Query::by("rank")), ["-1", "9", "10", "text"]);
    assert_eq!(texts(&kernel, &Query::by("rank").descending()), ["text", "10", "9", "-1"]);
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    for number in 0..5 {
        kernel.advance(1);
        cx.create(NOTES, Draft::new(&note(&number.to_string()))).unwrap();
    }
    let mut query = Query::by("created").descending().limit(2);
    let mut seen = Vec::new();
    loop {
        let page = cx.query(NOTES, &query).unwrap();
        seen.extend(page.entries.into_iter().map(|entry| entry.value.text));
        let Some(next) = page.next else { break };
        query = query.cursor(next);
    }
    assert_eq!(seen, ["4", "3", "2", "1", "0"]);
    assert_eq!(cx.count(NOTES, &Query::by("created"), 3), Ok(3));
}

#[test]
fn children_are_filed_and_listed_with_their_parent() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    let (billing, sales) = (kernel.department("Billing"), kernel.department("Sales"));
    let board = cx.create(BOARDS, Draft::new(&note("b")).department(billing.clone())).unwrap().at();
    cx.create(NOTES, Draft::new(&note("child")).parent(board.clone())).unwrap();

    assert_eq!(texts(&kernel, &Query::children(board.clone())), ["child"]);
    assert_eq!(texts(&kernel, &Query::children(board.clone()).department(sales)), Vec::<String>::new());
    assert!(matches!(cx.query(NOTES, &Query::by("created")), Err(Error::Invalid(_))));
    let own = Draft::new(&note("stray")).parent(board.clone()).department(billing);
    assert!(matches!(cx.create(NOTES, own), Err(Error::Invalid(_))));
    let orphan = Draft::new(&note("orphan")).parent(BOARDS.at("none"));
    assert!(cx.create(NOTES, orphan).unwrap_err().is_not_found());
    let parent = cx.get(BOARDS, &board.id).unwrap();
    assert!(cx.delete(BOARDS, &parent).unwrap_err().is_conflict());
}

#[test]
fn a_customer_never_sees_what_is_for_staff() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    let secret = cx.create(BOARDS, Draft::new(&note("s")).audience(Audience::Staff)).unwrap().at();
    cx.create(NOTES, Draft::new(&note("below")).parent(secret.clone())).unwrap();
    kernel.act_as(&kernel.customer("Cleo", "cleo@home.test"));
    assert_eq!(cx.find(BOARDS, &secret.id), Ok(None));
    assert_eq!(texts(&kernel, &Query::children(secret.clone())), Vec::<String>::new());
    kernel.act_as(&kernel.staff("Ada", "ada@desk.test", &[]));
    assert_eq!(texts(&kernel, &Query::children(secret)), ["below"]);
}

#[test]
fn a_denied_permission_is_denied_everywhere_or_on_one_record() {
    let kernel = FakeKernel::new();
    let cx = kernel.cx();
    kernel.deny("wall:note.pin");
    kernel.deny_on("wall:note.read", &NOTES.at("7"));
    let may = |permission: &str, record: Option<&RecordRef>| cx.may(permission, record).unwrap();
    assert!(!may("wall:note.pin", Some(&NOTES.at("8"))) && !cx.may_ever("wall:note.pin"));
    assert!(!may("wall:note.read", Some(&NOTES.at("7"))) && may("wall:note.read", Some(&NOTES.at("8"))));
    assert!(may("wall:note.read", None) && cx.may_ever("wall:note.read"));
    assert!(cx.require("wall:note.pin", None).unwrap_err().is_denied());
}

#[test]
fn a_timer_replaces_one_with_the_same_key_and_rings_once() {
    let kernel = FakeKernel::at(1000);
    let cx = kernel.cx();
    cx.set_timer("late", 1500, &json!({ "n": 1 })).unwrap();
    cx.set_timer("late", 2000, &json!({ "n": 2 })).unwrap();
    cx.set_timer("gone", 1200, &()).unwrap();
    cx.cancel_timer("gone").unwrap();
    kernel.advance(500);
    assert_eq!(kernel.due_timers(), []);
    kernel.advance(500);
    let due: Vec<_> = kernel.due_timers().into_iter().map(|timer| timer.data).collect();
    assert_eq!(due, [r#"{"n":2}"#]);
    assert_eq!(kernel.timers(), []);
}

#[test]
fn customers_see_the_alias_of_staff() {
    let kernel = FakeKernel::new();
    let ada = kernel.staff("Ada", "ada@desk.test", &[]);
    kernel.alias(&ada, "Support");
    let face = |kernel: &FakeKernel| kernel.cx().faces(std::slice::from_ref(&ada)).unwrap().remove(0).name;
    assert_eq!(face(&kernel), "Ada");
    kernel.act_as(&kernel.customer("Cleo", "cleo@home.test"));
    assert_eq!(face(&kernel), "Support");
}

#[test]
fn an_address_is_one_person_whatever_its_case() {
    let cx = FakeKernel::new().cx();
    let first = cx.ensure_customer("Cleo@Home.test", "Cleo").unwrap();
    let again = cx.ensure_customer("cleo@home.test", "Another").unwrap();
    assert_eq!((&first.id, again.name.as_str()), (&again.id, "Cleo"));
    assert!(matches!(cx.ensure_customer("nobody", "N"), Err(Error::Invalid(_))));
}
