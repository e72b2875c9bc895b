//! The newest 50 of a million records, for one who may see a thousand of them and for one who may see all.
//!
//! Both ask the store as a plugin's call does, by turns: what is visible, then a page. People ask in turn, so that
//! a page is first read from wherever the store has it; then the same page again.

use ombud_access::*;
use ombud_store::{Draft, Query, Store, StoreOptions};
use std::sync::Arc;
use std::time::Instant;

const RECORDS: u64 = 1_000_000;
/// In each is one record in a thousand, and each person asked, takes part in or works on about as many.
const DEPARTMENTS: u64 = 1_000;
const PEOPLE: u64 = 1_000;
/// Records in each unit of work while the store is filled.
const BATCH: u64 = 2_000;
const ROUNDS: u64 = 300;
const PAGE: u32 = 50;
const TARGET: f64 = 1.5;
const THINGS: &str = "tt:things";
const USE: &str = "tt:thing.use";
const NOW: Timestamp = Timestamp(1_000_000);

/// How somebody comes to see what they see. The first may see all.
const WAYS: [(&str, &[&str]); 5] = [
    ("all", &["all"]),
    ("one department", &["department"]),
    ("assigned", &["assigned"]),
    ("nobody's yet, in one department", &["unassigned"]),
    ("a department, assigned, own and shared", &["department", "assigned", "own", "shared"]),
];

fn main() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let options = StoreOptions { reserve_bytes: 0, ..StoreOptions::default() };
    let store = Store::open(dir.path(), options).expect("a store");
    let start = Instant::now();
    fill(&store);
    println!(
        "{RECORDS} records made in {:.0} s, {} MiB",
        start.elapsed().as_secs_f64(),
        store.stats().disk_bytes >> 20
    );

    let snapshot = Arc::new(Snapshot::compile(policy()).expect("the policy is well-formed"));
    let mut first = vec![vec![]; WAYS.len()];
    let mut again = first.clone();
    for round in 0..ROUNDS {
        // Everybody sees another thousand.
        let me = 1 + round * 3;
        for way in 0..WAYS.len() {
            let authority = Authority::person(snapshot.clone(), Arc::new(person(me, way)), NOW);
            first[way].push(page_us(&store, &authority));
            again[way].push(page_us(&store, &authority));
        }
    }

    println!("{:<40} {:>9} {:>6} {:>9} {:>6}", "us for a page", "first", "times", "again", "times");
    let (all, all_again) = (middle(&first[0]), middle(&again[0]));
    for (way, (name, _)) in WAYS.iter().enumerate() {
        let (us, us_again) = (middle(&first[way]), middle(&again[way]));
        let (times, times_again) = (us / all, us_again / all_again);
        println!("{name:<40} {us:>9.0} {times:>6.2} {us_again:>9.0} {times_again:>6.2}");
    }
    let times = |way: usize| {
        let times = middle(&again[way]) / all_again;
        format!("{times:.2} times ({})", if times <= TARGET { "met" } else { "missed" })
    };
    println!(
        "The newest {PAGE} of {RECORDS} records take, beside one who may see all, {} as long for one who may see 0.1 % \
         by department, and {} for one who may see 0.4 % in four ways at once; target {TARGET}. Read for the first \
         time, {:.2} and {:.2} times.",
        times(1),
        times(4),
        middle(&first[1]) / all,
        middle(&first[4]) / all
    );
}

/// Microseconds for what a plugin's call does to list: ask what is visible, then for the page.
fn page_us(store: &Store, authority: &Authority) -> f64 {
    let query = Query { index: "created".to_owned(), descending: true, limit: PAGE, ..Query::default() };
    let start = Instant::now();
    let page = store.begin().query(&authority.visible(USE), THINGS, &query).expect("a page");
    let us = start.elapsed().as_nanos() as f64 / 1e3;
    assert_eq!(page.records.len(), PAGE as usize);
    us
}

fn fill(store: &Store) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let snapshot = Arc::new(Snapshot::compile(policy()).expect("the policy is well-formed"));
    let hand = Authority::plugin(snapshot, PluginId::parse("tt").expect("a plugin name"), NOW);
    let mut dice = Dice(0x5eed_0bad_cafe);
    for start in (0..RECORDS).step_by(BATCH as usize) {
        let mut unit = store.begin();
        for n in start..start + BATCH {
            let envelope = record(n, &mut dice);
            let permit = hand.permit_create(&[USE], &envelope).expect("a plugin may fill its own");
            let draft = Draft {
                envelope,
                body: format!(r#"{{"title":"Thing {n}","state":"open","priority":{}}}"#, n % 4).into_bytes(),
                index: Vec::new(),
                blobs: Vec::new(),
                now: NOW,
                by: None,
                quiet: true,
            };
            unit.create(permit, draft).expect("a new record");
        }
        runtime.block_on(unit.commit()).expect("nobody else writes");
    }
}

fn record(n: u64, dice: &mut Dice) -> Envelope {
    let mut somebody = || user(1 + dice.below(PEOPLE));
    let (assignee, requester, participant) = (somebody(), somebody(), somebody());
    let at = Timestamp(n + 1);
    Envelope {
        collection: THINGS.into(),
        id: RecordId::from(Id::new(at, [n as u8; 10])),
        version: 0,
        department: Some(department(1 + dice.below(DEPARTMENTS))),
        assignee: (dice.below(4) > 0).then_some(assignee),
        requester: Some(requester),
        participants: vec![participant],
        audience: if dice.below(20) == 0 { Audience::Staff } else { Audience::Everyone },
        parent: None,
        created: at,
        updated: at,
    }
}

/// One role for each way.
fn policy() -> Policy {
    let name: PermissionName = USE.parse().expect("a permission name");
    let permission = Permission {
        name: name.clone(),
        title: "Use things".to_owned(),
        description: String::new(),
        scopes: Scopes::ANY,
        flags: Flags::default(),
    };
    let role = |(n, (title, scopes)): (usize, &(&str, &[&str]))| Role {
        id: RoleId(Id::from_u128(n as u128)),
        name: format!("role-{n}"),
        title: (*title).to_owned(),
        description: String::new(),
        kind: RoleKind::Custom,
        audience: Audience::Staff,
        collaborator: false,
        retired: false,
        grants: vec![Grant {
            permission: name.clone(),
            scopes: scopes.iter().filter_map(|name| Scopes::named(name)).collect(),
            until: None,
        }],
    };
    let mandate = Mandate {
        plugin: PluginId::parse("tt").expect("a plugin name"),
        grants: Vec::new(),
        departments: None,
        enabled: true,
    };
    Policy {
        permissions: vec![permission],
        roles: WAYS.iter().enumerate().map(role).collect(),
        mandates: vec![mandate],
        ..Policy::default()
    }
}

fn person(me: u64, way: usize) -> Subject {
    let role = RoleId(Id::from_u128(way as u128));
    Subject {
        id: user(me),
        active: true,
        departments: vec![department(me)],
        roles: vec![HeldRole { role, place: Place::Everywhere, until: None }],
    }
}

fn user(n: u64) -> UserId {
    UserId(Id::from_u128(u128::from(n)))
}

fn department(n: u64) -> DepartmentId {
    DepartmentId(Id::from_u128(u128::from(n)))
}

fn middle(figures: &[f64]) -> f64 {
    let mut figures = figures.to_vec();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// The same throws in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % end
    }
}
