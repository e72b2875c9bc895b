//! Nobody is given more chats than the limit says, however many come at once.

use super::{accepts, act, begin, desk, me, rings, say, support, told, visitor, wait_until};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::text;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many come at once, in so many crowds, each so often.
const VISITORS: usize = 104;
const CROWDS: usize = 8;
const TIMES: usize = 2;

/// Between two looks; and after which nobody believes any more that they will all be served.
const PAUSE: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(900);

/// Asks again after a while, as a browser does, where more is asked at once than this machine can answer.
#[track_caller]
fn patiently(ask: impl Fn() -> Answer) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = ask();
        if answer.status != 503 || begun.elapsed() > PATIENCE {
            return answer;
        }
        thread::sleep(PAUSE);
    }
}

/// How many chats somebody has, and how many at most.
fn load(agent: &Caller) -> (u64, u64, Value) {
    let mine = patiently(|| agent.get("/chat/api/chats")).is(200);
    (mine["has"].as_u64().unwrap(), mine["most"].as_u64().unwrap(), mine)
}

#[test]
fn hundreds_who_come_at_once_are_all_served_and_no_agent_has_more_than_the_limit() {
    let limits = [("agent.support", 3), ("bela", 2), ("cene", 1)];
    let desk = desk(&limits);
    // Nobody waits for the agent of last time: that is another test's affair.
    let at_once = json!({ "previous-seconds": 0 });
    desk.person("owner").patch("/api/v1/plugins/chat/settings", &at_once).is(204);
    let support = support(&desk);
    let agents: Vec<Caller> = limits.iter().map(|(name, _)| desk.person(name)).collect();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (desk, support, over) = (&desk, &support, &over);
        let visit = move |some: usize| {
            let mut guests: Vec<Caller> = (0..VISITORS / CROWDS).map(|_| desk.visitor()).collect();
            for round in 0..TIMES {
                // All of them come, then each is served.
                let mut chats = Vec::new();
                for (nth, guest) in guests.iter_mut().enumerate() {
                    let name = format!("Guest {some}-{nth}");
                    let begun = patiently(|| begin(guest, support, &name, &format!("try-{round}"))).is(201);
                    if let Some(pass) = begun["pass"].as_str() {
                        *guest = guest.with_token(pass);
                    }
                    chats.push(text(&begun, "chat"));
                }
                for (guest, chat) in guests.iter().zip(&chats) {
                    let address = format!("/chat/api/chats/{chat}");
                    let begun = Instant::now();
                    while patiently(|| guest.get(&address)).is(200)["state"] != "running" {
                        assert!(begun.elapsed() < PATIENCE, "a chat is not served");
                        thread::sleep(PAUSE);
                    }
                    patiently(|| say(guest, chat, "thanks", "Thank you.")).is(201);
                    patiently(|| act(guest, chat, "end")).is(204);
                }
            }
        };
        let work = move |agent: &Caller, limit: u64| {
            while !over.load(Ordering::SeqCst) {
                let (has, most, mine) = load(agent);
                assert!(has <= limit && most == limit, "{has} of {most}: {mine}");
                for chat in mine["rings"].as_array().unwrap() {
                    // It may ring elsewhere meanwhile, on a slow machine.
                    let answer = patiently(|| act(agent, &text(chat, "id"), "accept"));
                    assert!(matches!(answer.status, 204 | 404 | 409), "{}", answer.text());
                }
                thread::sleep(PAUSE);
            }
        };
        let crowds: Vec<_> = (0..CROWDS).map(|some| scope.spawn(move || visit(some))).collect();
        let working: Vec<_> = agents
            .iter()
            .zip(limits)
            .map(|(agent, (_, limit))| scope.spawn(move || work(agent, u64::from(limit))))
            .collect();
        let served = crowds.into_iter().filter_map(|crowd| crowd.join().err()).count() == 0;
        over.store(true, Ordering::SeqCst);
        let kept = working.into_iter().filter_map(|agent| agent.join().err()).count() == 0;
        assert!(served && kept, "somebody was not served, or had more than the limit");
    });
    for agent in &agents {
        assert_eq!(load(agent).0, 0);
    }
}

#[test]
fn a_raised_limit_and_a_declined_chat_give_out_what_waits() {
    let desk = desk(&[("agent.support", 1)]);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let (_, first) = visitor(&desk, &support, "Vera");
    let (olga, second) = visitor(&desk, &support, "Olga");
    accepts(&ana, &first);
    assert_eq!(told(&olga, &second)["position"], 1, "the other one is served");
    assert!(!rings(&ana, &second));
    let raised = json!({ "limits": { format!("agent-{}", me(&ana)): { "chat": 2 } } });
    desk.person("owner").put("/availability/api/limits", &raised).is(200);
    accepts(&ana, &second);
    // And lowered: what one has stays.
    let lowered = json!({ "limits": { format!("agent-{}", me(&ana)): { "chat": 0 } } });
    desk.person("owner").put("/availability/api/limits", &lowered).is(200);
    assert_eq!(load(&ana).0, 2);
    let (third_visitor, third) = visitor(&desk, &support, "Tina");
    act(&ana, &third, "pick").problem(409);
    assert_eq!(told(&third_visitor, &third)["state"], "waiting");
    // Whoever knows of no line yet says so by nothing.
    let whole = third_visitor.get(&format!("/chat/api/chats/{third}?after=")).is(200);
    assert_eq!(whole["lines"].as_array().map(Vec::len), Some(1), "{whole}");
    third_visitor.get(&format!("/chat/api/chats/{third}?after=x")).problem(422);
}

#[test]
fn chats_ring_only_at_those_whose_role_lets_them_take_some() {
    let desk = desk(&[("agent.support", 1), ("bela", 1)]);
    let (owner, bela) = (desk.person("owner"), me(&desk.person("bela")));
    let is_open = || desk.visitor().get("/chat/api/state").is(200)["open"].clone();
    let ana = me(&desk.person("agent.support"));
    let limits = json!({ "desk": { "chat": 0 }, format!("agent-{ana}"): { "chat": 0 }, format!("agent-{bela}"): { "chat": 1 } });
    owner.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
    assert_eq!(is_open(), true, "Bela takes some");
    let roles = json!({ "roles": [{ "role": "collaborator" }] });
    owner.put(&format!("/api/v1/users/{bela}/roles"), &roles).is(200);
    assert_eq!(is_open(), false, "collaborators contact no visitor");
    let (vera, chat) = visitor(&desk, &support(&desk), "Vera");
    assert_eq!(told(&vera, &chat)["state"], "waiting");
    let limits = json!({ "desk": { "chat": 0 }, format!("agent-{ana}"): { "chat": 1 }, format!("agent-{bela}"): { "chat": 1 } });
    owner.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
    accepts(&desk.person("agent.support"), &chat);
}

#[test]
fn an_agent_who_goes_gives_the_chats_back() {
    let desk = desk(&[("agent.support", 1)]);
    let owner = desk.person("owner");
    owner.patch("/api/v1/plugins/availability/settings", &json!({ "chat-unseen": false })).is(204);
    desk.person("admin").patch("/api/v1/settings", &json!({ "grace": 1 })).is(200);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let line = crate::availability::Wire::here(&ana);
    let (vera, chat) = visitor(&desk, &support, "Vera");
    accepts(&ana, &chat);
    drop(line);
    wait_until("it waits again", || told(&vera, &chat)["state"] == "waiting");
    assert_eq!(load(&ana).0, 0);
    let line = crate::availability::Wire::here(&ana);
    accepts(&ana, &chat);
    drop(line);
}
