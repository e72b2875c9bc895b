//! Guests: whoever comes by without signing in, and what a pass opens.

use crate::forms::cookie;
use crate::live::Listener;
use crate::personal::{desk_with, go, me};
use crate::signals::Wire;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

/// A desk with a plugin that talks with guests.
pub(crate) fn desk() -> World {
    let desk = World::demo();
    install(&desk);
    desk
}

fn install(desk: &World) {
    let file = ombud_testkit::pack("tests/guests/parlour");
    let kind = [("content-type", "application/wasm")];
    desk.person("owner").fetch("POST", "/api/v1/plugins?approve=all", &kind, file).is(201);
}

fn begin(desk: &World, key: &str) -> Answer {
    let asked = json!({ "key": key, "name": "Vera", "text": "Where is the lid?", "language": "sl" });
    desk.visitor().post("/parlour/api/chats", &asked)
}

/// Somebody who has begun to talk, and the chat.
fn guest(desk: &World, key: &str) -> (Caller, String) {
    let begun = begin(desk, key).is(201);
    (desk.visitor().with_token(&text(&begun, "pass")), text(&begun, "chat"))
}

#[track_caller]
fn say(who: &Caller, chat: &str, key: &str, words: &str, whisper: bool) -> Answer {
    who.post(
        &format!("/parlour/api/chats/{chat}/lines"),
        &json!({ "key": key, "text": words, "whisper": whisper }),
    )
}

fn lines(who: &Caller, chat: &str) -> Vec<String> {
    let told = who.get(&format!("/parlour/api/chats/{chat}")).is(200);
    told["lines"].as_array().unwrap().iter().map(|line| text(line, "text")).collect()
}

#[test]
fn a_pass_opens_the_guests_own_at_its_plugin_and_nothing_else_on_the_desk() {
    let desk = desk();
    let (vera, chat) = guest(&desk, "chat-one");
    let (other, _) = guest(&desk, "chat-two");
    let agent = desk.person("agent.support");
    let first = say(&vera, &chat, "k1", "And the box?", false).is(201);
    assert_eq!(say(&vera, &chat, "k1", "And the box?", false).is(200), first, "said once");
    say(&agent, &chat, "k2", "On its way.", false).is(201);
    assert_eq!(lines(&vera, &chat), ["Where is the lid?", "And the box?", "On its way."]);
    other.get(&format!("/parlour/api/chats/{chat}")).problem(404);
    say(&other, &chat, "k3", "Me too", false).problem(404);
    for path in [
        "/tickets/api/tickets",
        "/console/",
        "/availability/",
        "/api/v1/me",
        "/api/v1/users",
        "/api/v1/departments",
        "/api/v1/permissions",
        "/api/v1/sessions",
        "/api/v1/tokens",
        "/api/v1/presence",
        "/api/v1/settings",
        "/account",
        "/",
    ] {
        assert_eq!(vera.get(path).status, 403, "{path}");
    }
    for path in
        ["/api/v1/tokens", "/api/v1/access/check", "/api/v1/session", "/mail/api/messages", "/sign-in"]
    {
        assert_eq!(vera.post(path, &json!({})).status, 403, "{path}");
    }
    // Nor does anybody fill the desk with a pass: neither with large bodies, nor with refusals that are written down.
    assert_eq!(vera.fetch("POST", "/parlour/api/chats", &[], vec![b' '; (1 << 20) + 1]).status, 413);
    // Files go with what is said: to whoever reads that.
    let file = vera.fetch("POST", "/api/v1/blobs", &[], "a lid").is(201);
    let (blob, bytes) = (text(&file, "id"), format!("/api/v1/blobs/{}", text(&file, "id")));
    assert_eq!((agent.get(&bytes).status, other.get(&bytes).status), (404, 404));
    let files = json!([{ "blob": blob, "name": "lid.txt", "type": "text/plain", "size": 5 }]);
    vera.post(&format!("/parlour/api/chats/{chat}/lines"), &json!({ "key": "k4", "files": files })).is(201);
    assert_eq!((agent.get(&bytes).text().as_str(), other.get(&bytes).status), ("a lid", 404));

    assert_eq!(vera.fetch("POST", "/api/v1/blobs", &[], vec![0; (20 << 20) + 1]).status, 413);

    let owner = desk.person("owner");
    let audit = owner.get("/api/v1/audit?action=guest.admit").is(200);
    let entries = audit["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["plugin"], "parlour");
    assert!(!audit.to_string().contains(vera.token().unwrap()), "the audit has no secrets");
    let denied = owner.get("/api/v1/audit?action=access.denied").is(200);
    assert!(!denied.to_string().contains("/parlour/"), "{denied}");

    // Switched off, the plugin has no guests; switched on again, it has.
    let shown = |status: u16| {
        assert_eq!(vera.get(&format!("/parlour/api/chats/{chat}")).status, status);
        assert_eq!(
            vera.fetch("POST", "/api/v1/blobs", &[], "more").status,
            if status == 200 { 201 } else { 401 }
        );
    };
    let mandate = |change: Value| owner.patch("/api/v1/plugins/parlour/mandate", &change).is(200);
    shown(200);
    mandate(json!({ "enabled": false }));
    shown(401);
    mandate(json!({ "enabled": true }));
    shown(200);

    owner.delete("/api/v1/plugins/parlour").is(204);
    assert_eq!(vera.get(&format!("/parlour/api/chats/{chat}")).status, 401);
    assert_eq!(vera.fetch("POST", "/api/v1/blobs", &[], "more").status, 401);
    assert_eq!(vera.get("/api/v1/events").status, 401);

    // Erased and installed once more, it is another: nobody is left from before.
    owner.delete("/api/v1/plugins/parlour/data?confirm=parlour").is(200);
    install(&desk);
    assert_eq!(vera.fetch("POST", "/api/v1/blobs", &[], "more").status, 401);
}

#[test]
fn a_guest_who_goes_leaves_no_pass_behind() {
    let desk = desk();
    let ((vera, chat), (other, others)) = (guest(&desk, "chat-one"), guest(&desk, "chat-two"));
    vera.delete("/api/v1/session").is(204);
    vera.get(&format!("/parlour/api/chats/{chat}")).problem(401);
    vera.delete("/api/v1/session").problem(401);
    other.get(&format!("/parlour/api/chats/{others}")).is(200);
    let noted = desk.person("owner").get("/api/v1/audit?action=guest.leave").is(200);
    assert_eq!(noted["entries"].as_array().map(Vec::len), Some(1), "{noted}");
}

#[test]
fn a_guest_is_admitted_by_a_plugin_that_may_for_nobody_who_is_signed_in() {
    let desk = desk_with(&["kernel:guest.admit"]);
    let (visitor, ana) = (desk.visitor(), desk.person("agent.support"));
    let wanted = |permissions: Value, days: u16| json!(["Vera", "sl", permissions, days]);
    let good = || wanted(json!(["errand:errand.go"]), 7);
    let pass = go(&visitor, "own", "guests.admit", good())["got"].clone();
    assert_eq!(go(&ana, "own", "guests.admit", good())["refused"], "denied", "she is somebody");
    assert_eq!(
        go(&visitor, "for-me", "guests.admit", good())["refused"],
        "denied",
        "a visitor admits nobody"
    );
    for (permissions, days) in [
        (json!(["tickets:ticket.read"]), 7),
        (json!(["kernel:person.read"]), 7),
        (json!(["nonsense"]), 7),
        (json!([]), 7),
        (json!(["errand:errand.go"]), 0),
        (json!(["errand:errand.go"]), 91),
    ] {
        let told = go(&visitor, "own", "guests.admit", wanted(permissions.clone(), days));
        assert!(told["failed"].as_str().is_some_and(|why| why.contains("Invalid")), "{permissions}: {told}");
    }
    let vera = visitor.with_token(&text(&pass, "secret"));
    let again = go(&vera, "own", "guests.admit", good())["got"].clone();
    assert_eq!(again["user"], pass["user"]);
    assert_ne!(again["secret"], pass["secret"]);
    // A guest gives nobody anything, and has nothing done later in its name.
    assert_eq!(
        go(&vera, "for-me", "orders.give", json!(["k", "K", ["errand:errand.go"]]))["refused"],
        "denied"
    );
    assert_eq!(go(&vera, "for-me", "departments.create", json!(["Mine"]))["refused"], "denied");
    // Whoever looks after people sees what passes there are, and ends them.
    let owner = desk.person("owner");
    let user = text(&pass, "user");
    owner.patch(&format!("/api/v1/users/{user}"), &json!({ "active": false })).is(200);
    assert_eq!(vera.post("/errand/for-me", &json!({})).status, 401);
}

#[test]
fn one_network_sends_so_many_guests_and_those_who_are_here_go_on() {
    let desk = desk();
    let (vera, chat) = guest(&desk, "chat-first");
    // Whoever does not get in takes nobody's place.
    for n in 0..130 {
        let nobody = json!({ "key": format!("junk-{n}"), "name": "Vera", "language": "no language" });
        desk.visitor().post("/parlour/api/chats", &nobody).problem(422);
    }
    let mut n = 0;
    let refused = loop {
        let answer = begin(&desk, &format!("chat-{n}"));
        if answer.status != 201 {
            break answer.problem(429);
        }
        n += 1;
        assert!(n < 200, "there is no end");
    };
    assert!(n > 50, "a school is a network, too: {n}");
    assert!(refused["detail"].as_str().unwrap().contains("try again in"), "{refused}");
    say(&vera, &chat, "k1", "Still here", false).is(201);
    // Who finds nobody and leaves something has come by as well.
    let left = json!({ "name": "Vera", "email": "vera@example.org", "text": "Call me." });
    desk.visitor().post("/chat/api/offline", &left).problem(429);
}

#[test]
fn in_a_page_of_somebody_elses_nobody_is_signed_in_whoever_it_is() {
    let desk = desk();
    let owner = desk.person("owner");
    let (id, cookie) = (me(&owner), cookie(&desk, "owner"));
    let with = [("cookie", cookie.as_str()), ("accept", "text/html")];
    let plain = desk.visitor().fetch("GET", "/parlour/who", &with, "");
    assert!(plain.text().contains(&id), "{}", plain.text());
    assert_eq!(plain.header("x-frame-options"), Some("DENY"));
    assert!(plain.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    let framed = desk.visitor().fetch("GET", "/parlour/framed-who", &with, "");
    assert!(framed.text().contains("nobody") && !framed.text().contains(&id), "{}", framed.text());
    assert_eq!(framed.header("x-frame-options"), None);
    let policy = framed.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("script-src 'self'"), "{policy}");
    assert!(owner.get("/parlour/framed-who").text().contains("nobody"), "nor by a token");
    let bad = desk.visitor().with_token("omb_nonsense").get("/parlour/framed-who");
    assert!(bad.text().contains("nobody"), "what is sent along is not even looked at: {}", bad.text());
    // Nor is it marked that somebody looks at the desk as another.
    let customer = me(&desk.person("customer"));
    owner.put("/api/v1/session/view", &json!({ "user": customer })).is(200);
    assert!(!owner.get("/parlour/framed-who").text().contains("viewing"));
    // What is not framed stays what it is, and a form sent from a frame is nobody's.
    let sent = desk.visitor().fetch("POST", "/parlour/api/offline", &[("cookie", &cookie)], "{}");
    assert_eq!(sent.status, 403, "a cookie alone changes nothing");
}

#[test]
fn what_is_not_for_the_guest_leaves_no_trace_in_what_the_guest_hears() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let (vera, chat) = guest(&desk, "chat-one");
    let (other, others) = guest(&desk, "chat-two");
    let ears = Listener::new(&vera, None);
    let hears = |key: &str| ears.hears("parlour:lines.created", key);
    say(&agent, &chat, "first", "Hello", false).is(201);
    let first = hears("first");
    for n in 0..3 {
        say(&agent, &chat, &format!("w{n}"), "SECRET", true).is(201);
    }
    say(&agent, &chat, "last", "We look", false).is(201);
    let last = hears("last");
    // Neither order nor distance nor length of the names says that there was something in between.
    assert_eq!(first.id.len(), last.id.len());
    assert!(first.id.len() > 40 && first.id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{first:?}");
    for news in ears.rest() {
        assert!(!format!("{news:?}").contains("w0"), "{news:?}");
    }
    // Whoever is a guest hears from now on, and for staff it leads nowhere. Each of them would have something to catch up with.
    let back = Listener::new(&vera, Some(&first.id));
    say(&agent, &others, "other", "Hello", false).is(201);
    let stranger = Listener::new(&other, Some(&first.id));
    let forged = Listener::new(&vera, Some("1"));
    let staff = Listener::new(&agent, Some(&first.id));
    for (who, listener) in
        [("a guest", &back), ("a stranger", &stranger), ("a forger", &forged), ("staff", &staff)]
    {
        assert_eq!(listener.rest().len(), 0, "{who} hears of what was");
    }
    for chat in [&chat, &others] {
        say(&agent, chat, "after", "There", false).is(201);
    }
    for listener in [&back, &stranger, &forged, &staff] {
        listener.hears("parlour:lines.created", "after");
    }
}

#[test]
fn a_guest_listens_in_so_many_places_at_once_and_others_go_on() {
    let desk = desk();
    let (vera, chat) = guest(&desk, "chat-one");
    let (other, _) = guest(&desk, "chat-two");
    let at = format!("parlour:chats/{chat}");
    let _listening: Vec<Wire> = (0..8).map(|_| Wire::at(&vera, &at)).collect();
    vera.get("/api/v1/events").problem(429);
    let _other = Wire::at(&other, &at);
    let agent = desk.person("agent.support");
    let _staff: Vec<Wire> = (0..12).map(|_| Wire::at(&agent, &at)).collect();
}

fn signal(who: &Caller, chat: &str, more: &str) -> Answer {
    let form = format!("collection=parlour%3Achats&id={chat}&window=w&{more}");
    who.fetch("POST", "/api/v1/signals", &[crate::forms::FORM], form)
}

#[test]
fn a_guest_is_read_along_by_whom_the_chat_is_given_alone_and_hears_that_somebody_writes() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let her = agent.get("/api/v1/me").is(200);
    let (vera, chat) = guest(&desk, "chat-one");
    let (other, _) = guest(&desk, "chat-two");
    let at = format!("parlour:chats/{chat}");
    let (staff, guests, stranger) = (Wire::at(&agent, &at), Wire::at(&vera, &at), Wire::at(&other, &at));
    signal(&vera, &chat, "kind=typed&text=Where+is").is(204);
    staff.until("Vera writes", |bytes| bytes.contains("\"name\":\"Vera\",\"kind\":\"writing\""));
    signal(&vera, &chat, "kind=gone").is(204);
    staff.sees(&[]);
    assert!(!staff.bytes().contains("Where is"), "it is given to nobody: {}", staff.bytes());

    // Colleagues among themselves are nothing that the guest hears of.
    signal(&agent, &chat, "kind=looking").is(204);
    signal(&agent, &chat, "kind=writing").is(204);
    signal(&agent, &chat, "kind=writing&audience=everyone").is(204);
    guests.until("somebody writes", |bytes| bytes.contains("\"writing\":true"));
    signal(&agent, &chat, "kind=gone").is(204);
    guests.until("nobody does", |bytes| bytes.contains("\"writing\":false"));
    let heard = guests.bytes();
    assert_eq!(heard.matches("event: signals").count(), 2, "{heard}");
    for hidden in [text(&her, "name"), text(&her, "id"), "people".into(), "looking".into()] {
        assert!(!heard.contains(&hidden), "{hidden}: {heard}");
    }
    assert!(!stranger.bytes().contains("signals"), "{}", stranger.bytes());

    // What makes no sense, or is nobody's to say.
    let long = format!("kind=typed&text={}", "x".repeat(501));
    for wrong in ["kind=looking", "kind=typed", "kind=writing&text=x", "kind=writing&audience=all", &long] {
        assert_eq!(signal(&vera, &chat, wrong).status, 422, "{wrong}");
    }
    assert_eq!(signal(&agent, &chat, "kind=typed&text=x").status, 422);
    assert_eq!(signal(&agent, &chat, "kind=looking&audience=everyone").status, 422);
    assert_eq!(signal(&other, &chat, "kind=writing").status, 404);
    assert_eq!(signal(&desk.visitor(), &chat, "kind=writing").status, 401);
}
