//! Rights that are taken away while a plugin is at work with them.

use super::{Attack, dear};
use crate::arena::Arena;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{PASSWORD, open_ticket, text};
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

pub const ATTACKS: &[Attack] = &[dear("rights-lost", rights_lost)];

/// Somebody whose rights come and go, and their role.
struct Clerk {
    base: String,
    id: String,
    role: String,
}

fn clerk(arena: &Arena) -> Clerk {
    let role =
        json!({ "name": "clerk", "title": "Clerk", "description": "Writes notes.", "grants": grants(true) });
    let role = text(&arena.admin.post("/api/v1/roles", &role).is(201), "id");
    let person = json!({
        "name": "Klara", "email": "klara@demo.test", "password": PASSWORD, "roles": [{ "role": "clerk" }],
        "departments": ["Support"],
    });
    let id = text(&arena.admin.post("/api/v1/users", &person).is(201), "id");
    Clerk { base: arena.world.base().to_owned(), id, role }
}

impl Clerk {
    /// Anew each time: whoever was suspended is signed out.
    fn sign_in(&self) -> Caller {
        Caller::sign_in(&self.base, "klara@demo.test", PASSWORD)
    }
}

/// With or without the right to write notes.
fn grants(notes: bool) -> Value {
    let grant = |name: &str| json!({ "permission": name, "scopes": ["department"] });
    let mut grants = vec![grant("tickets:ticket.read"), grant("tickets:ticket.edit")];
    grants.extend(notes.then(|| grant("tickets:ticket.note")));
    json!(grants)
}

/// One way to take a right away, and to give it back.
struct Way {
    name: &'static str,
    take: Box<dyn Fn(&Arena)>,
    give: Box<dyn Fn(&Arena)>,
}

fn way(name: &'static str, take: impl Fn(&Arena) + 'static, give: impl Fn(&Arena) + 'static) -> Way {
    Way { name, take: Box::new(take), give: Box::new(give) }
}

const OWN: &str = "/api/v1/plugins/rights-lost/mandate";
const BELOW: &str = "/api/v1/plugins/tickets/mandate";

fn ways(clerk: &Clerk, mandate: &Value, department: &str) -> Vec<Way> {
    let role = format!("/api/v1/roles/{}", clerk.role);
    let person = format!("/api/v1/users/{}", clerk.id);
    let patch =
        |path: String, body: Value| move |arena: &Arena| drop(arena.admin.patch(&path, &body).is(200));
    let put = |path: String, body: Value| move |arena: &Arena| drop(arena.admin.put(&path, &body).is(200));
    let grants_of = |mandate: &Value| mandate["grants"].as_array().unwrap().clone();
    let mut narrow = grants_of(mandate);
    narrow.retain(|grant| grant["permission"] != "tickets:ticket.note");
    vec![
        way(
            "the role is edited",
            patch(role.clone(), json!({ "grants": grants(false) })),
            patch(role, json!({ "grants": grants(true) })),
        ),
        way(
            "the role is taken away",
            put(format!("{person}/roles"), json!({ "roles": [{ "role": "read-only" }] })),
            put(format!("{person}/roles"), json!({ "roles": [{ "role": "clerk" }] })),
        ),
        way(
            "the person leaves the department",
            put(format!("{person}/departments"), json!({ "departments": [] })),
            put(format!("{person}/departments"), json!({ "departments": ["Support"] })),
        ),
        way(
            "the person is suspended",
            patch(person.clone(), json!({ "active": false })),
            patch(person, json!({ "active": true })),
        ),
        way(
            "the mandate is narrowed",
            patch(OWN.into(), json!({ "grants": narrow })),
            patch(OWN.into(), json!({ "grants": grants_of(mandate) })),
        ),
        way(
            "the plugin is kept to another department",
            patch(OWN.into(), json!({ "departments": [department] })),
            patch(OWN.into(), json!({ "departments": null })),
        ),
        way(
            "the plugin is switched off",
            patch(OWN.into(), json!({ "enabled": false })),
            patch(OWN.into(), json!({ "enabled": true })),
        ),
        way(
            "the plugin below is switched off",
            patch(BELOW.into(), json!({ "enabled": false })),
            patch(BELOW.into(), json!({ "enabled": true })),
        ),
    ]
}

/// Before and after the plugin has written, in millions of steps.
const MOMENTS: [(u64, u64); 2] = [(60, 1), (1, 60)];

fn rights_lost(arena: &mut Arena) {
    arena.put_in("rights-lost");
    arena.neighbours_suffer = true;
    let clerk = clerk(arena);
    let mandate = arena.admin.get("/api/v1/plugins/rights-lost").is(200)["mandate"].clone();
    let ticket = text(&open_ticket(&arena.agent, "Support", "Written about"), "id");
    // With all rights it is done.
    note(&clerk.sign_in(), &ticket, "fine", (1, 1)).is(204);
    for way in ways(&clerk, &mandate, &arena.hidden.department) {
        for (n, moment) in MOMENTS.iter().enumerate() {
            let words = format!("{} {n}", way.name);
            arena.strike_once(|arena| meanwhile(arena, &clerk, &way, &ticket, &words, *moment));
        }
    }
    note(&clerk.sign_in(), &ticket, "fine again", (1, 1)).is(204);
    arena.admin.patch(&format!("/api/v1/users/{}", clerk.id), &json!({ "active": false })).is(200);
}

fn note(caller: &Caller, ticket: &str, words: &str, (before, after): (u64, u64)) -> Answer {
    let body = json!({ "ticket": ticket, "text": words, "before": before, "after": after });
    caller.post("/rights-lost/go", &body)
}

/// Takes a right away while the call is at work, which is then refused. A call that was over before is no answer, and
/// made again.
fn meanwhile(arena: &Arena, clerk: &Clerk, way: &Way, ticket: &str, words: &str, moment: (u64, u64)) {
    for again in 0..10 {
        let (caller, at, told) = (clerk.sign_in(), ticket.to_owned(), format!("{words}, try {again}"));
        let told_too = told.clone();
        let call = thread::spawn(move || note(&caller, &at, &told_too, moment));
        thread::sleep(Duration::from_millis(60));
        (way.take)(arena);
        let answer = call.join().unwrap();
        (way.give)(arena);
        arena.forgive();
        if answer.status >= 300 {
            assert!(matches!(answer.status, 401..=409 | 503), "{words}: {} {}", answer.status, answer.text());
            let path = format!("/tickets/api/tickets/{ticket}/messages");
            let written = arena.admin.get(&path).is(200).to_string();
            assert!(!written.contains(&told), "it was written although {}", way.name);
            return;
        }
    }
    panic!("each time it was written although {}", way.name);
}
