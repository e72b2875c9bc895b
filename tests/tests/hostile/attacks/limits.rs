//! Plugins that want more than there is: time, memory, room.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use ombud_tests::world::text;
use serde_json::{Value, json};

pub const ATTACKS: &[Attack] = &[
    dear("endless-loop", endless_loop),
    dear("chatty-loop", |arena| cut_off(arena, "chatty-loop")),
    dear("slow-drip", slow_drip),
    dear("memory-bomb", memory_bomb),
    cheap("deep-recursion", |arena| cut_off(arena, "deep-recursion")),
    dear("table-bomb", |arena| cut_off(arena, "table-bomb")),
    dear("handle-flood", |arena| cut_off(arena, "handle-flood")),
    dear("huge-answer", huge_answer),
    dear("huge-argument", huge_argument),
    dear("heavy-page", heavy_page),
    dear("write-flood", write_flood),
    dear("shared-purse", shared_purse),
    cheap("call-chain", call_chain),
];

/// What a call of the plugin comes to: nothing.
fn cut_off(arena: &mut Arena, sin: &str) {
    arena.put_in(sin);
    arena.strike(|arena| arena.cut_off(&format!("/{sin}/go")));
}

/// In the end it is left alone, and comes back when an administrator says so.
fn endless_loop(arena: &mut Arena) {
    cut_off(arena, "endless-loop");
    arena.strike_once(|arena| {
        arena.crowd(24, |arena| {
            let status = arena.go("/endless-loop/go", &json!({})).status;
            assert!(matches!(status, 502..=504), "{status}");
        });
        arena.wait_until("it is left alone", || {
            arena.go("/endless-loop/go", &json!({}));
            arena.admin.get("/api/v1/plugins/endless-loop").is(200)["state"] == "quarantined"
        });
        arena.go("/endless-loop/go", &json!({})).problem(503);
        let known = arena.admin.get("/api/v1/plugins/endless-loop").is(200);
        assert!(text(&known["quarantine"], "why").contains("failed"), "{known}");
        arena.admin.delete("/api/v1/plugins/endless-loop/quarantine").is(204);
    });
    arena.cut_off("/endless-loop/go");
}

fn slow_drip(arena: &mut Arena) {
    arena.put_in("slow-drip");
    arena.strike(|arena| {
        arena.crowd(100, |arena| {
            let status = arena.go("/slow-drip/go", &json!({})).status;
            assert!(matches!(status, 200 | 502..=504), "{status}");
        });
    });
}

/// The most that the desk may hold at once while it is attacked, bytes.
const MOST: u64 = 2 << 30;

fn memory_bomb(arena: &mut Arena) {
    cut_off(arena, "memory-bomb");
    arena.strike(|arena| {
        arena.crowd(60, |arena| {
            let status = arena.go("/memory-bomb/go", &json!({})).status;
            assert!(matches!(status, 502..=504), "{status}");
        });
    });
    no_more_than_the_most(arena);
}

fn no_more_than_the_most(arena: &mut Arena) {
    let peak = arena.world.program().peak_memory();
    assert!(peak < MOST, "the desk held {} MiB at once", peak >> 20);
}

fn huge_answer(arena: &mut Arena) {
    arena.put_in("huge-answer");
    arena.strike(|arena| {
        let status = arena.go("/huge-answer/go", &json!({})).status;
        assert!((400..600).contains(&status), "{status}");
        for what in ["header", "headers"] {
            let answer = arena.go(&format!("/huge-answer/go/{what}"), &json!({})).is(200);
            assert_eq!(answer, Value::Null);
        }
        let long = arena.go("/huge-answer/go/header", &json!({}));
        assert_eq!(long.header("etag"), None, "a header of 4 MiB");
    });
}

fn huge_argument(arena: &mut Arena) {
    arena.put_in("huge-argument");
    arena.strike(|arena| {
        for what in ["record", "participants", "timer", "key", "counter", "file", "all"] {
            let answer = arena.go(&format!("/huge-argument/go/{what}"), &json!({}));
            assert!((400..600).contains(&answer.status), "{what} was taken: {}", answer.status);
            assert!(answer.body.len() < 5_000, "{what}: an answer of {} bytes", answer.body.len());
        }
        // What is asked or said may be long; it is cut off, or comes to nothing.
        for what in ["faces", "permission", "collection", "html", "log"] {
            let answer = arena.go(&format!("/huge-argument/go/{what}"), &json!({}));
            assert!(matches!(answer.status, 200 | 400..=599), "{what}: {}", answer.status);
            assert!(answer.body.len() < 5_000, "{what}: an answer of {} bytes", answer.body.len());
        }
    });
    no_more_than_the_most(arena);
}

fn heavy_page(arena: &mut Arena) {
    arena.put_in("heavy-page");
    for _ in 0..4 {
        // A slow machine may have too little time for fifty megabytes, and more of it a moment later.
        let kept = |arena: &mut Arena| {
            arena.forgive();
            arena.go("/heavy-page/go", &json!({})).status == 204
        };
        assert!((0..20).any(|_| kept(arena)), "nothing can be kept");
    }
    arena.strike(|arena| {
        arena.crowd(60, |arena| {
            let answer = arena.go("/heavy-page/read", &json!({}));
            assert!(matches!(answer.status, 200 | 502..=504), "{}", answer.text());
        });
    });
    no_more_than_the_most(arena);
    arena.forgive();
    let page = arena.go("/heavy-page/read", &json!({}));
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().ends_with(" true"), "what does not fit comes on the next page: {}", page.text());
}

fn write_flood(arena: &mut Arena) {
    arena.put_in("write-flood");
    arena.strike(|arena| {
        for what in ["records", "index", "files"] {
            let said = arena.go(&format!("/write-flood/go/{what}"), &json!({}));
            assert!((400..600).contains(&said.status), "{what}: {}", said.status);
        }
    });
    // By not passing the refusal on it keeps no more: what was written before is more than a commit takes.
    for what in ["records", "index"] {
        arena.forgive();
        let kept = arena.go(&format!("/write-flood/go/{what}?keep=1"), &json!({}));
        assert!(matches!(kept.status, 413 | 502), "{what}: {} {}", kept.status, kept.text());
    }
}

/// Both together ask the kernel more than a call may, and each alone does not.
fn shared_purse(arena: &mut Arena) {
    arena.put_in("shared-purse");
    let tickets = arena.agent.get("/tickets/api/tickets?limit=1").is(200);
    let ticket = text(&tickets["tickets"][0], "id");
    let body = |times: u32| format!("{times} {ticket}");
    let few = arena.agent.fetch("POST", "/shared-purse/go", &[], body(50));
    assert_eq!((few.status, few.text().as_str()), (200, "50"));
    arena.strike(|arena| {
        let status = arena.agent.fetch("POST", "/shared-purse/go", &[], body(15_000)).status;
        assert!(matches!(status, 502 | 504), "{status}");
    });
}

/// Six plugins, each of which calls the next.
fn call_chain(arena: &mut Arena) {
    let link = |this: &str, next: &str| {
        crate::sins::sealed("call-chain", |text| {
            let text = text.replace("call-chain", this).replace("next-one", next);
            text.replace("chain/this", &format!("chain/{this}"))
                .replace("chain/next", &format!("chain/{next}"))
                .replace("interface this", &format!("interface {this}"))
                .replace("interface next", &format!("interface {next}"))
                .replace("import next", &format!("import {next}"))
                .replace("export this", &format!("export {this}"))
        })
    };
    for n in 1..=6 {
        arena.put_in_file(&link(&format!("link-{n}"), &format!("link-{}", n + 1)));
    }
    arena.strike(|arena| {
        let said = arena.go("/link-1/go", &json!({})).problem(503);
        assert!(text(&said, "detail").contains("4 deep"), "{said}");
        // From further on it comes to the end, where nobody is.
        let said = arena.go("/link-4/go", &json!({})).problem(503);
        assert!(text(&said, "detail").contains("no plugin offers"), "{said}");
    });
    // A ring of three.
    arena.put_in_file(&link("link-3", "link-1"));
    arena.strike(|arena| {
        let said = arena.go("/link-1/go", &json!({})).problem(503);
        assert!(text(&said, "detail").contains("already part of this call"), "{said}");
    });
}
