//! The chain of hashes, and what it betrays.

use crate::desk::Desk;
use ombud_identity::audit::chain::{Seal, Verdict, head, seal, verify};
use ombud_identity::audit::search::{Filter, Found, Order, list};
use ombud_identity::{Identity, department};
use ombud_store::{Table, UnitOfWork};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ENTRIES: Table<Value> = Table::new("audit");
const CHAIN: Table<Value> = Table::new("audit_chain");
const SEALS: Table<Value> = Table::new("audit_seals");
const HEAD: Table<Value> = Table::new("audit_head");
const WAITING: Table<Value> = Table::new("audit_waiting");
const BY_ACTOR: Table<Value> = Table::new("audit_by_actor");
const BY_TIME: Table<Value> = Table::new("audit_by_time");
const BY_TARGET: Table<Value> = Table::new("audit_by_target");

/// A desk with ten more entries, all sealed.
async fn sealed_desk() -> Desk {
    let desk = Desk::new().await;
    for n in 0..10 {
        desk.department(&format!("Department {n}")).await;
    }
    seal(&desk.store).await.unwrap();
    desk
}

fn all(desk: &Desk) -> Vec<Found> {
    let mut uow = desk.store.begin();
    let authority = desk.authority(&mut uow, desk.owner);
    list(&mut uow, &authority, &Filter::default(), Order::OldestFirst, None, 500).unwrap().entries
}

/// Writes past everything that the crate allows, as somebody with the data folder can.
async fn tamper(desk: &Desk, change: impl FnOnce(&mut UnitOfWork)) {
    let mut uow = desk.store.begin();
    change(&mut uow);
    uow.commit().await.unwrap();
}

fn told(verdict: &Verdict) -> String {
    let lines: Vec<_> = verdict.findings.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn key(number: u64) -> String {
    format!("{number:020}")
}

#[tokio::test]
async fn what_is_written_waits_until_it_is_sealed_and_then_has_its_place() {
    let desk = Desk::new().await;
    desk.department("Sales").await;
    let waiting = all(&desk).iter().filter(|found| found.sealed.is_none()).count() as u64;
    let verdict = verify(&desk.store, None).unwrap();
    assert!(waiting > 0 && verdict.waiting == waiting, "{waiting} and {}", verdict.waiting);

    assert_eq!(seal(&desk.store).await.unwrap(), waiting);
    assert_eq!(seal(&desk.store).await.unwrap(), 0);
    let verdict = verify(&desk.store, None).unwrap();
    assert_eq!((verdict.waiting, told(&verdict).as_str()), (0, ""));
    let places: Vec<_> = all(&desk).iter().map(|found| found.sealed.as_ref().unwrap().position).collect();
    assert_eq!(places, (1..=places.len() as u64).collect::<Vec<_>>());
    assert_eq!(verdict.head.position, places.len() as u64);
}

#[tokio::test]
async fn anybody_can_compute_the_hashes_again() {
    let desk = sealed_desk().await;
    let mut last = "0".repeat(64);
    for found in all(&desk) {
        // The text is what a JSON library makes of the entry when it sorts keys and leaves white space out.
        let entry: Value = serde_json::from_str(&found.canonical).unwrap();
        assert_eq!(entry.to_string(), found.canonical);
        assert_eq!(entry["number"], found.entry.number);
        let bytes = Sha256::digest(format!("{last}\n{}", found.canonical));
        last = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found.sealed.unwrap().hash, last);
    }
    assert_eq!(desk.look(head).hash, last);
}

#[tokio::test]
async fn whatever_is_done_to_the_audit_afterwards_is_found() {
    type Tamper = fn(&mut UnitOfWork, &[Found]);
    let cases: [(&str, Tamper, &str); 12] = [
        (
            "an entry is changed",
            |uow, all| {
                let at = key(all[5].entry.number);
                let mut entry = uow.get(&ENTRIES, &at).unwrap().unwrap();
                entry["why"] = json!("a reason that nobody gave");
                uow.put(&ENTRIES, &at, &entry).unwrap();
            },
            "is not what was sealed",
        ),
        (
            "a field is added to an entry",
            |uow, all| {
                let at = key(all[5].entry.number);
                let mut entry = uow.get(&ENTRIES, &at).unwrap().unwrap();
                entry["approved"] = json!(true);
                uow.put(&ENTRIES, &at, &entry).unwrap();
            },
            "is not what was sealed",
        ),
        (
            "an entry is removed",
            |uow, all| uow.remove(&ENTRIES, &key(all[5].entry.number)).unwrap(),
            "was removed",
        ),
        (
            "an entry is removed with all that is about it",
            |uow, all| {
                let (entry, at) = (&all[5].entry, key(all[5].entry.number));
                uow.remove(&ENTRIES, &at).unwrap();
                uow.remove(&SEALS, &at).unwrap();
                uow.remove(&CHAIN, &key(all[5].sealed.as_ref().unwrap().position)).unwrap();
                uow.remove(&BY_TARGET, &format!("{}/{at}", entry.target)).unwrap();
                uow.remove(&BY_TIME, &format!("{:020}/{at}", entry.at.0)).unwrap();
                uow.remove(&BY_ACTOR, &format!("{}/{at}", entry.actor.unwrap())).unwrap();
            },
            "is missing in the chain",
        ),
        (
            "the last entry is removed with all that is about it",
            |uow, all| {
                let last = all.last().unwrap();
                let (entry, at) = (&last.entry, key(last.entry.number));
                uow.remove(&ENTRIES, &at).unwrap();
                uow.remove(&SEALS, &at).unwrap();
                uow.remove(&CHAIN, &key(last.sealed.as_ref().unwrap().position)).unwrap();
                uow.remove(&BY_TARGET, &format!("{}/{at}", entry.target)).unwrap();
                uow.remove(&BY_TIME, &format!("{:020}/{at}", entry.at.0)).unwrap();
                uow.remove(&BY_ACTOR, &format!("{}/{at}", entry.actor.unwrap())).unwrap();
            },
            "is missing in the chain",
        ),
        (
            "an entry is put in",
            |uow, all| {
                let mut entry = uow.get(&ENTRIES, &key(all[5].entry.number)).unwrap().unwrap();
                entry["number"] = json!(90_000);
                uow.put(&ENTRIES, &key(90_000), &entry).unwrap();
            },
            "was put in past the chain",
        ),
        (
            "two entries change places",
            |uow, all| {
                let (one, other) = (&all[5], &all[6]);
                let place = |found: &Found| key(found.sealed.as_ref().unwrap().position);
                uow.put(&CHAIN, &place(one), &json!(other.entry.number)).unwrap();
                uow.put(&CHAIN, &place(other), &json!(one.entry.number)).unwrap();
                uow.put(&SEALS, &key(one.entry.number), &json!(other.sealed)).unwrap();
                uow.put(&SEALS, &key(other.entry.number), &json!(one.sealed)).unwrap();
            },
            "is not what was sealed",
        ),
        (
            "a seal is changed",
            |uow, all| {
                let seal = Seal { position: 6, hash: "ab".repeat(32) };
                uow.put(&SEALS, &key(all[5].entry.number), &json!(seal)).unwrap();
            },
            "is not what was sealed",
        ),
        (
            "a seal is removed",
            |uow, all| uow.remove(&SEALS, &key(all[5].entry.number)).unwrap(),
            "has lost its seal",
        ),
        (
            "the end is moved back",
            |uow, all| uow.put(&HEAD, "", &json!(all[5].sealed)).unwrap(),
            "the chain: ends at place 6",
        ),
        (
            "a row of an index is removed",
            |uow, all| {
                let entry = &all[5].entry;
                uow.remove(&BY_TARGET, &format!("{}/{}", entry.target, key(entry.number))).unwrap();
            },
            "is not found by its target, actor and time",
        ),
        (
            "an entry that waits is removed",
            |uow, _| uow.put(&WAITING, &key(90_000), &json!(null)).unwrap(),
            "is about an entry that is not there",
        ),
    ];
    for (what, change, finding) in cases {
        let desk = sealed_desk().await;
        let noted = desk.look(head);
        let entries = all(&desk);
        tamper(&desk, |uow| change(uow, &entries)).await;
        let verdict = verify(&desk.store, Some(&noted)).unwrap();
        assert!(told(&verdict).contains(finding), "{what}: `{}`", told(&verdict));
        let told_of = verdict.findings.len();
        assert!(told_of <= 4, "{what}: {told_of} findings for one thing:\n{}", told(&verdict));
    }
}

#[tokio::test]
async fn a_whole_new_chain_is_betrayed_by_a_seal_that_was_noted_elsewhere() {
    let desk = sealed_desk().await;
    let noted = desk.look(head);
    assert_eq!(told(&verify(&desk.store, Some(&noted)).unwrap()), "");
    desk.department("Later").await;
    seal(&desk.store).await.unwrap();
    assert_eq!(told(&verify(&desk.store, Some(&noted)).unwrap()), "", "the chain may grow");

    // One entry is changed, and everything after it is sealed anew.
    let entries = all(&desk);
    tamper(&desk, |uow| {
        let mut last = entries[4].sealed.clone().unwrap().hash;
        for (n, found) in entries.iter().enumerate().skip(5) {
            let at = key(found.entry.number);
            let mut entry = uow.get(&ENTRIES, &at).unwrap().unwrap();
            if n == 5 {
                entry["from"] = json!("192.0.2.1");
                uow.put(&ENTRIES, &at, &entry).unwrap();
            }
            entry.sort_all_objects();
            let bytes = Sha256::digest(format!("{last}\n{entry}"));
            last = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let seal = Seal { position: n as u64 + 1, hash: last.clone() };
            uow.put(&SEALS, &at, &json!(seal)).unwrap();
            uow.put(&HEAD, "", &json!(seal)).unwrap();
        }
    })
    .await;
    assert_eq!(told(&verify(&desk.store, None).unwrap()), "", "well forged");
    let verdict = verify(&desk.store, Some(&noted)).unwrap();
    assert!(told(&verdict).contains("has another hash than the one that was noted"), "{}", told(&verdict));
}

#[tokio::test]
async fn a_folder_of_before_there_was_a_chain_is_taken_up() {
    let desk = sealed_desk().await;
    let before = all(&desk).len();
    for table in [&CHAIN, &SEALS, &HEAD, &WAITING, &BY_ACTOR, &BY_TIME] {
        tamper(&desk, |uow| {
            for (row, _) in uow.scan(table, "", None, 1000).unwrap() {
                uow.remove(table, &row).unwrap();
            }
        })
        .await;
    }
    assert!(!verify(&desk.store, None).unwrap().findings.is_empty());
    let identity = Identity::open(desk.store.clone(), desk.now).await.unwrap();
    drop(identity);
    let verdict = verify(&desk.store, None).unwrap();
    assert_eq!((told(&verdict).as_str(), verdict.head.position), ("", before as u64));
    assert_eq!(all(&desk).len(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sealing_makes_no_change_wait_and_two_sealers_agree() {
    let desk = std::sync::Arc::new(Desk::new().await);
    let sealers: Vec<_> = (0..2)
        .map(|_| {
            let store = desk.store.clone();
            tokio::spawn(async move {
                loop {
                    seal(&store).await.unwrap();
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    // One desk hand for each: a conflict could only come from the sealers, and `Desk::by` takes none.
    for n in 0..60 {
        desk.by(desk.owner, |uow, by| department::create(uow, by, &format!("Department {n}"))).await.unwrap();
    }
    for sealer in sealers {
        sealer.abort();
        let _ = sealer.await;
    }
    seal(&desk.store).await.unwrap();
    let verdict = verify(&desk.store, None).unwrap();
    assert_eq!((told(&verdict).as_str(), verdict.waiting), ("", 0));
    assert_eq!(verdict.head.position, all(&desk).len() as u64);
}

#[test]
fn a_seal_is_written_in_one_word_and_read_again() {
    let seal = Seal { position: 1842, hash: "0f".repeat(32) };
    assert_eq!(seal.to_string().parse::<Seal>().unwrap(), seal);
    assert_eq!(seal.to_string().to_uppercase().parse::<Seal>().unwrap(), seal);
    for nonsense in ["", "1842", "1842-", "-0f", "x-0f", &format!("7-{}", "g".repeat(64))] {
        let error = nonsense.parse::<Seal>().unwrap_err().to_string();
        assert!(error.contains("`head` is not usable"), "{nonsense}: {error}");
    }
}
