//! Plugins that want to know or do what they may not.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use ombud_tests::caller::Caller;
use ombud_tests::world::{open_ticket, text};
use serde_json::{Value, json};

pub const ATTACKS: &[Attack] = &[
    cheap("forged-authority", forged_authority),
    cheap("back-door", back_door),
    cheap("forged-denial", forged_denial),
    cheap("forged-event", forged_event),
    cheap("stale-id", stale_id),
    cheap("confused-deputy", confused_deputy),
    dear("cursor-forgery", cursor_forgery),
    cheap("foreign-records", foreign_records),
    cheap("foreign-counter", foreign_counter),
    cheap("file-guess", file_guess),
    cheap("error-spy", error_spy),
    cheap("path-traversal", path_traversal),
];

/// A ticket that the agent may see and answer.
fn visible(arena: &Arena, subject: &str) -> String {
    text(&open_ticket(&arena.agent, "Support", subject), "id")
}

fn messages(who: &Caller, ticket: &str) -> Value {
    who.get(&format!("/tickets/api/tickets/{ticket}/messages")).is(200)
}

fn forged_authority(arena: &mut Arena) {
    arena.put_in("forged-authority");
    let ticket = visible(arena, "Forge me");
    let boss = text(&arena.admin.get("/api/v1/me").is(200), "id");
    let before =
        (messages(&arena.admin, &ticket), arena.admin.get(&format!("/tickets/api/tickets/{ticket}")).is(200));
    arena.strike(|arena| {
        for door in ["go", "own"] {
            let path = format!("/forged-authority/{door}");
            assert_eq!(
                arena.go(&path, &json!({ "ticket": ticket, "boss": boss })).is(200),
                json!([]),
                "{door}"
            );
            // Nor is it any better for one who is not signed in.
            let told = json!({ "ticket": ticket, "boss": boss });
            assert_eq!(arena.seen(arena.world.visitor().post(&path, &told)).is(200), json!([]), "{door}");
        }
    });
    let after =
        (messages(&arena.admin, &ticket), arena.admin.get(&format!("/tickets/api/tickets/{ticket}")).is(200));
    assert_eq!(before, after);
}

fn back_door(arena: &mut Arena) {
    arena.put_in("back-door");
    let ticket = open_ticket(&arena.agent, "Support", "By the front door");
    let boss = text(&arena.admin.get("/api/v1/me").is(200), "id");
    let told = json!({ "ticket": ticket["id"], "boss": boss });
    let page = |arena: &Arena| arena.agent.get(&format!("/console/tickets/{}", ticket["number"])).text();
    let forms = page(arena).matches("<form").count();
    arena.strike(|arena| {
        for door in ["go", "own"] {
            assert_eq!(arena.go(&format!("/back-door/{door}"), &told).is(200), json!([]), "{door}");
        }
        assert_eq!(page(arena).matches("<form").count(), forms, "a form of its own stands in the page");
    });
}

fn forged_denial(arena: &mut Arena) {
    arena.put_in("forged-denial");
    arena.strike(|arena| {
        arena.go("/forged-denial/go", &json!({})).problem(403);
    });
    let denied = arena.admin.get("/api/v1/audit?action=access.denied&limit=200").is(200);
    assert!(!denied.to_string().contains("thief"), "it is in the audit: {denied}");
}

fn forged_event(arena: &mut Arena) {
    arena.put_in("forged-event");
    let hidden = arena.hidden.ticket.clone();
    arena.strike(|arena| {
        let told = arena.seen(arena.agent.fetch("POST", "/forged-event/go", &[], hidden.clone())).is(200);
        assert_eq!(told, json!([]));
    });
}

fn stale_id(arena: &mut Arena) {
    arena.put_in("stale-id");
    let mine = visible(arena, "Mine");
    // The administrator sees all of it, and it remembers.
    let ids = json!([arena.hidden.ticket, mine]);
    assert_eq!(arena.admin.post("/stale-id/remember", &ids).is(200), json!(2));
    let hidden = arena.hidden.ticket.clone();
    arena.strike(|arena| {
        let found = arena.go("/stale-id/recall", &json!({})).is(200);
        assert_eq!(found[0], json!([hidden, [null, null, null, null]]));
        assert!(found[1][1].as_array().unwrap().iter().all(|got| got.is_string()), "{found}");
        let visitor = arena.seen(arena.world.visitor().post("/stale-id/recall", &json!({}))).is(200);
        assert_eq!(visitor[1], json!([mine, [null, null, null, null]]));
    });
}

/// It may ask both plugins, but may read and split nothing itself. For whoever it goes, nothing comes of it.
fn confused_deputy(arena: &mut Arena) {
    arena.put_in("confused-deputy");
    let ticket = visible(arena, "Take me");
    let message = text(&messages(&arena.agent, &ticket)["messages"][0], "id");
    let count = |arena: &Arena| {
        arena.admin.get("/tickets/api/tickets?department=Sales&limit=200").is(200)["tickets"]
            .as_array()
            .unwrap()
            .len()
    };
    let before = count(arena);
    let hidden = &arena.hidden;
    let all = [
        json!({ "ticket": ticket, "message": message, "department": hidden.department }),
        json!({ "ticket": hidden.ticket, "message": hidden.message, "department": hidden.department }),
    ];
    arena.strike(|arena| {
        for told in &all {
            for (who, door) in [(&arena.admin, "go"), (&arena.agent, "go"), (&arena.admin, "own")] {
                let answer = arena.seen(who.post(&format!("/confused-deputy/{door}"), told)).is(200);
                let failed = |told: &Value| told.as_str().is_some_and(|told| told.starts_with("Err("));
                assert!(failed(&answer[0]) && failed(&answer[1]), "{door}: {answer}");
                assert_eq!(answer[2], 0, "{door}: {answer}");
            }
        }
    });
    assert_eq!(count(arena), before);
    // The same deputy with all the rights in the world, for somebody who lacks them: the person counts as well.
    arena.put_in_as("confused-deputy", |manifest| {
        for permission in ["read", "split", "create", "assign", "edit", "reply", "note"] {
            let need = json!({ "permission": format!("tickets:ticket.{permission}"), "scopes": ["all"], "why": "w" });
            manifest["needs"].as_array_mut().unwrap().push(need);
        }
    });
    arena.strike(|arena| {
        let told = arena.go("/confused-deputy/go", &all[1]).is(200);
        assert!(
            text(&json!({ "a": told[0] }), "a").starts_with("Err(") && told[1].to_string().contains("Err("),
            "{told}"
        );
    });
}

fn cursor_forgery(arena: &mut Arena) {
    arena.put_in("cursor-forgery");
    let page = |who: &Caller, told: Value| who.post("/cursor-forgery/go", &told);
    let theirs = text(&page(&arena.admin, json!({})).is(200), "next");
    let own = text(&page(&arena.agent, json!({})).is(200), "next");
    let mut forged = vec![String::new(), "x".repeat(100_000), format!("{own}{own}"), own.to_uppercase()];
    let letters: Vec<char> = own.chars().collect();
    for at in 0..letters.len() {
        let mut other = letters.clone();
        other[at] = if other[at] == 'a' { 'b' } else { 'a' };
        forged.push(other.into_iter().collect());
    }
    forged.retain(|cursor| *cursor != own);
    arena.strike(|arena| {
        for cursor in &forged {
            let answer = arena.seen(page(&arena.agent, json!({ "cursor": cursor })));
            assert!((400..500).contains(&answer.status), "`{cursor}` was taken: {}", answer.text());
        }
        // In another list, and by another person, it is none or shows what that person sees.
        for told in [json!({ "cursor": own, "index": "updated" }), json!({ "cursor": own, "notes": true })] {
            assert!((400..500).contains(&page(&arena.agent, told.clone()).status), "{told}");
        }
        let other = arena.seen(page(&arena.agent, json!({ "cursor": theirs })));
        for row in other.json()["found"].as_array().into_iter().flatten() {
            arena
                .agent
                .get(&format!("/tickets/api/tickets/{}", text(&json!({ "id": row[0] }), "id")))
                .is(200);
        }
    });
}

fn foreign_records(arena: &mut Arena) {
    arena.put_in("foreign-records");
    let ticket = visible(arena, "Read me");
    let before = arena.admin.get(&format!("/tickets/api/tickets/{ticket}")).is(200);
    arena.strike(|arena| {
        for door in ["go", "own"] {
            for who in [&arena.agent, &arena.admin] {
                let answer =
                    arena.seen(who.post(&format!("/foreign-records/{door}"), &json!({ "id": ticket })));
                assert_eq!(answer.is(200), json!([]), "{door}");
            }
        }
    });
    assert_eq!(arena.admin.get(&format!("/tickets/api/tickets/{ticket}")).is(200), before);
}

fn foreign_counter(arena: &mut Arena) {
    arena.put_in("foreign-counter");
    arena.strike(|arena| {
        let before = open_ticket(&arena.agent, "Support", "Before")["number"].as_u64().unwrap();
        assert_eq!(arena.go("/foreign-counter/go", &json!({})).is(200), 0);
        let after = open_ticket(&arena.agent, "Support", "After")["number"].as_u64().unwrap();
        assert_eq!(after, before + 1);
    });
}

fn file_guess(arena: &mut Arena) {
    arena.put_in("file-guess");
    let hash = arena.hidden.file.clone();
    arena.strike(|arena| {
        for door in ["go", "own"] {
            let path = format!("/file-guess/{door}");
            for who in [&arena.agent, &arena.admin] {
                // He may have it, and the plugin may not.
                let answer = arena.seen(who.fetch("POST", &path, &[], hash.clone()));
                assert_eq!((answer.status, answer.text().as_str()), (200, ""), "{door}");
            }
        }
    });
}

/// What is hidden and what is not there are told in the same words.
fn error_spy(arena: &mut Arena) {
    arena.put_in("error-spy");
    let hidden = arena.hidden.ticket.clone();
    let nowhere = hidden.chars().rev().collect::<String>();
    arena.strike(|arena| {
        let told = |id: &str| {
            let answer = arena.seen(arena.agent.fetch("POST", "/error-spy/go", &[], id)).is(200);
            answer.to_string().replace(id, "ID")
        };
        assert_eq!(told(&hidden), told(&nowhere));
    });
}

fn path_traversal(arena: &mut Arena) {
    arena.put_in("path-traversal");
    let people = arena.admin.get("/api/v1/users").is(200).to_string();
    arena.strike(|arena| {
        assert_eq!(arena.go("/path-traversal/go", &json!({})).is(200), json!([]));
        for path in [
            "/path-traversal/../api/v1/users",
            "/path-traversal/%2e%2e/api/v1/users",
            "/path-traversal/..%2f..%2fapi/v1/users",
            "/path-traversal/file/..",
            "/path-traversal/file/%2e%2e",
            "/path-traversal//api/v1/users",
            "/api/../path-traversal/file/x",
            "/kernel/..%2f..%2fkey",
            "/api/v1/blobs/..%2f..%2fkey",
        ] {
            let answer = arena.seen(arena.agent.get(path));
            // Some are taken apart by the one who asks, and are the kernel's own path then, with its own check.
            assert!(
                (400..500).contains(&answer.status) || answer.text() == "/file/x",
                "{path}: {}",
                answer.status
            );
            assert_ne!(answer.text(), people, "{path}");
        }
        // A name with a slash in it stays one name.
        let answer = arena.agent.get("/path-traversal/file/..%2f..%2fkey");
        assert!(answer.status == 404 || answer.text().starts_with("/file/"), "{}", answer.text());
    });
}
