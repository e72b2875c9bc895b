//! Mail that leaves the desk, by a real mail server: once, whatever happens on the way, and nothing of anybody's but what is meant.

use crate::chat::{accepts, act, desk as chat_desk, say, support, wait_until};
use crate::forms::FORM;
use crate::personal::desk_with;
use crate::plugin_pages::browser::{Browser, leads_to, tick};
use ombud_tests::caller::Caller;
use ombud_tests::postman::{Postman, Taken};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// Whoever cannot be refused forgets.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A desk with a plugin that mails whatever it is told.
fn desk() -> World {
    desk_with(&["kernel:mail.send"])
}

#[track_caller]
fn name(desk: &World, relay: &Value) {
    desk.person("owner").put("/api/v1/settings/mail", relay).is(200);
}

fn queue(desk: &World, key: &str, to: &[&str], subject: &str, more: Value, keep: bool) -> Value {
    let told =
        json!({ "function": "ombud:kernel/post.queue", "with": [key, to, subject, more], "keep": keep });
    desk.person("owner").post("/errand/own", &told).json()
}

/// In no file of the desk.
fn is_nowhere(desk: &World, secret: &str) {
    let found = Command::new("grep").args(["-rlaF", secret]).arg(desk.folder()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&found.stdout), "");
    let known =
        Command::new("grep").args(["-rlaF", "agent.support@demo.test"]).arg(desk.folder()).output().unwrap();
    assert!(!known.stdout.is_empty(), "what is there is found");
}

/// What an administrator sees of a mail of that plugin.
fn seen(desk: &World, key: &str) -> Value {
    let all = desk.person("owner").get("/api/v1/plugins/errand/effects").is(200);
    let key = format!("post/{key}");
    all["effects"].as_array().unwrap().iter().find(|one| one["key"] == *key).cloned().unwrap_or_default()
}

fn standing(desk: &World, key: &str) -> String {
    seen(desk, key)["mail"]["standing"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_mail_is_sent_once_to_each_when_its_cause_is_on_disk_with_the_headers_that_are_meant() {
    let Some(postman) = Postman::start("starttls", Some(("desk", "hunter22"))) else { return };
    let desk = desk();
    name(&desk, &postman.relay(Some("hunter22")));
    let customer = text(&desk.person("customer").get("/api/v1/me").is(200), "id");
    assert!(queue(&desk, "undone", &["x@home.test"], "Never", json!({}), false)["got"].is_string());
    let more = json!({
        "text": "Žoga.\n.\nBcc: x@home.test", "html": "<p>Žoga</p><script>alert(1)</script>",
        "reply_to": "answers@house.test", "file": "box,lid",
    });
    let id = text(
        &queue(&desk, "one", &["vera@home.test", &customer], "Žalostno pismo", more.clone(), true),
        "got",
    );
    assert_eq!(text(&queue(&desk, "one", &["other@home.test"], "Again", json!({}), true), "got"), id);
    let taken = postman.until(2);
    wait_until("it is sent", || standing(&desk, "one") == "sent");
    sleep(PATIENCE);
    assert_eq!(postman.taken().len(), 2, "once, and nothing of what was undone");
    let to: BTreeSet<&str> = taken.iter().map(|one| one.to.as_str()).collect();
    assert_eq!(to, ["customer@demo.test", "vera@home.test"].into());
    for one in &taken {
        assert!(one.tls && one.bytes.is_ascii());
        assert_eq!(one.header("to").as_deref(), Some(one.to.as_str()), "nobody reads who else is written to");
        assert_eq!(one.header("message-id"), Some(format!("<{id}>")));
        assert_eq!(one.header("auto-submitted").as_deref(), Some("auto-generated"));
        assert_eq!(one.header("reply-to").as_deref(), Some("answers@house.test"));
        assert_eq!(one.header("bcc"), None);
        assert_eq!(one.text().replace("\r\n", "\n").trim_end(), "Žoga.\n.\nBcc: x@home.test");
        assert!(one.bytes.contains("lids.csv") && !one.bytes.contains("alert"), "{}", one.bytes);
    }
    let told = seen(&desk, "one").to_string();
    assert!(!told.contains("Žoga") && !told.contains("customer@demo.test"), "{told}");
}

#[test]
fn what_waits_for_a_relay_that_is_not_named_or_not_there_arrives_once_even_after_a_crash() {
    let Some(mut postman) = Postman::start("plain", None) else { return };
    let mut desk = desk();
    let id = text(&queue(&desk, "early", &["vera@home.test"], "Early", json!({}), true), "got");
    wait_until("it is told that nobody takes it", || {
        seen(&desk, "early")["trouble"].as_str().is_some_and(|why| why.contains("no mail relay is named"))
    });
    assert_eq!(standing(&desk, "early"), "scheduled");
    let page = desk.person("owner").get("/api/v1/settings/mail").is(200);
    assert_eq!((&page["relay"], &page["waiting"]), (&Value::Null, &json!(1)));
    postman.shut();
    name(&desk, &postman.relay(None));
    wait_until("it is tried", || {
        seen(&desk, "early")["trouble"].as_str().is_some_and(|why| why.contains("no connection"))
    });
    desk.program().kill();
    postman.open();
    desk.start_again();
    let taken = postman.until(1);
    assert_eq!(taken[0].header("message-id"), Some(format!("<{id}>")));
    wait_until("it is sent", || standing(&desk, "early") == "sent");
    desk.program().kill();
    desk.start_again();
    sleep(PATIENCE);
    assert_eq!(postman.taken().len(), 1);
}

#[test]
fn what_is_refused_for_now_is_tried_again_and_what_is_refused_for_good_is_told() {
    let Some(postman) = Postman::start("implicit", Some(("desk", "hunter22"))) else { return };
    let desk = desk();
    postman.rules(&json!({ "rcpt": { "gone@home.test": "550 5.1.1 <gone@home.test> no such user" }, "data": ["451 4.3.0 later"] }));
    name(&desk, &postman.relay(Some("hunter22")));
    queue(&desk, "both", &["gone@home.test", "vera@home.test"], "Both", json!({}), true);
    let [only] = &postman.until(1)[..] else { panic!("one") };
    assert_eq!(only.to, "vera@home.test");
    wait_until("it is over", || standing(&desk, "both") == "not-delivered");
    let both = seen(&desk, "both");
    let fates = both["mail"]["recipients"].as_array().unwrap();
    assert_eq!((&fates[0]["standing"], &fates[1]["standing"]), (&json!("not-delivered"), &json!("sent")));
    assert!(text(&fates[0], "said").starts_with("550 5.1.1"), "{both}");
    assert_eq!(both["attempts"], 2);
    // Somebody who is suspended is not written to, by id or by address.
    let owner = desk.person("owner");
    let customer = text(&desk.person("customer").get("/api/v1/me").is(200), "id");
    owner.patch(&format!("/api/v1/users/{customer}"), &json!({ "active": false })).is(200);
    queue(&desk, "off", &[&customer], "Off", json!({}), true);
    queue(&desk, "off-too", &["Customer@demo.test"], "Off", json!({}), true);
    wait_until("both are told", || {
        ["off", "off-too"].iter().all(|key| standing(&desk, key) == "not-delivered")
    });
    assert_eq!(postman.taken().len(), 1);
}

#[test]
fn a_hostile_subject_or_address_gets_nowhere_and_who_has_no_mandate_is_denied() {
    let Some(postman) = Postman::start("plain", None) else { return };
    let desk = desk();
    name(&desk, &postman.relay(None));
    for (to, subject) in [
        ("vera@home.test", "Hello\r\nBcc: evil@home.test"),
        ("vera@home.test", "Hello\nX: y"),
        ("vera@home.test\r\nRCPT TO:<evil@home.test>", "Hello"),
        ("<vera@home.test>", "Hello"),
        ("vera@home.test, evil@home.test", "Hello"),
        ("\"a b\"@home.test", "Hello"),
        ("root@[127.0.0.1]", "Hello"),
    ] {
        let told = queue(&desk, "evil", &[to], subject, json!({}), true);
        assert!(told["failed"].is_string(), "{to:?} {subject:?}: {told}");
    }
    let narrowed = json!({ "grants": [] });
    desk.person("owner").patch("/api/v1/plugins/errand/mandate", &narrowed).is(200);
    let told = queue(&desk, "denied", &["vera@home.test"], "Hello", json!({}), true);
    assert_eq!(
        (&told["refused"], &told["why"]["permission"]),
        (&json!("denied"), &json!("kernel:mail.send")),
        "{told}"
    );
    sleep(PATIENCE);
    assert!(postman.taken().is_empty());
}

#[test]
fn an_administrator_names_the_relay_tries_it_and_reads_what_it_answers() {
    let Some(postman) = Postman::start("starttls", Some(("desk", "hunter22"))) else { return };
    let desk = World::demo();
    let owner = desk.person("owner");
    let path = "/api/v1/settings/mail";
    let attempt = || owner.post(&format!("{path}/try"), &json!({ "to": "me@home.test" }));
    attempt().problem(422);
    let mut relay = postman.relay(Some("wrong"));
    owner.put(path, &relay).is(200);
    let why = attempt().problem(503).to_string();
    assert!(why.contains("535 5.7.8"), "{why}");
    relay["password"] = json!("hunter22");
    let shown = owner.put(path, &relay).is(200);
    assert!(shown["password"] == true && !shown.to_string().contains("hunter22"), "{shown}");
    let said = text(&attempt().is(200), "said");
    assert!(said.starts_with("250 2.0.0 kept as 1"), "{said}");
    assert_eq!(postman.taken()[0].to, "me@home.test");
    // A password that is known goes nowhere else.
    relay.as_object_mut().unwrap().remove("password");
    relay["name"] = json!("Another name");
    owner.put(path, &relay).is(200);
    relay["host"] = json!("mail.elsewhere.test");
    owner.put(path, &relay).problem(422);
    // Nobody vouches for it, nobody speaks openly to machines outside, and nobody is spoken to openly who should not be.
    let unknown =
        json!({ "host": "localhost", "port": postman.port, "tls": "starttls", "sender": "desk@house.test" });
    owner.put(path, &json!({ "password": "", "host": unknown["host"], "port": postman.port, "tls": "starttls", "sender": "desk@house.test" })).is(200);
    assert!(attempt().problem(503).to_string().contains("STARTTLS"));
    let open = json!({ "host": "192.0.2.1", "port": 25, "tls": "none", "sender": "desk@house.test" });
    owner.put(path, &open).is(200);
    let agent = desk.person("agent.support");
    agent.get(path).problem(403);
    agent.put(path, &open).problem(403);
    owner.delete(path).is(200);
    assert_eq!(owner.get(path).is(200)["relay"], Value::Null);
    let audit = owner.get("/api/v1/audit?action=settings.edit").is(200).to_string();
    assert!(audit.contains("localhost") && !audit.contains("hunter22"), "{audit}");
    is_nowhere(&desk, "hunter22");
}

#[test]
fn the_relay_is_named_and_tried_on_a_page_without_script() {
    let Some(postman) = Postman::start("plain", None) else { return };
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let path = "/settings/mail";
    assert!(admin.page("/settings").contains("href=\"/settings/mail\""), "it is found");
    assert!(admin.page(path).contains("No machine is named yet"));
    let fill = |sender: &'static str, port: u16| {
        move |fields: &mut Vec<(String, String)>| {
            fields.retain(|(name, _)| name == "_stamp");
            for (name, value) in [
                ("host", "localhost"),
                ("port", &port.to_string()),
                ("tls", "none"),
                ("sender", sender),
                ("name", "Desk"),
            ] {
                tick(fields, name, value);
            }
        }
    };
    let back = admin.press(path, "save", fill("no address", postman.port));
    assert!(back.status == 422 && back.text().contains("value=\"no address\""), "{}", back.text());
    leads_to(&admin.press(path, "save", fill("desk@house.test", postman.port)), "/settings/mail?done=saved");
    let fields = |to: &str| {
        let page = admin.page(path);
        let stamp =
            page.split("name=\"_stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        [("_stamp", stamp.as_str()), ("do", "try"), ("to", to)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let tried = admin.post(path, &fields("me@home.test"));
    assert!(tried.status == 200 && tried.text().contains("250 2.0.0 kept as 1"), "{}", tried.text());
    postman.rules(&json!({ "rcpt": { "me@home.test": "550 5.7.1 not <here>" } }));
    let tried = admin.post(path, &fields("me@home.test"));
    assert!(tried.text().contains("550 5.7.1 not &lt;here&gt;"), "{}", tried.text());
    assert_eq!(Browser::of(&desk, "agent.support").get(path).status, 403);
}

#[test]
fn a_link_for_a_forgotten_password_is_mailed_and_nobody_learns_whom_the_desk_knows() {
    let Some(postman) = Postman::start("plain", None) else { return };
    let desk = World::demo();
    let visitor = desk.visitor();
    assert!(!visitor.get("/sign-in").text().contains("href=\"/password\""));
    name(&desk, &postman.relay(None));
    assert!(visitor.get("/sign-in").text().contains("href=\"/password\""));
    let ask = |email: &str| visitor.fetch("POST", "/password", &[FORM], format!("email={email}"));
    let (known, unknown) = (ask("agent.support%40demo.test"), ask("nobody%40demo.test"));
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    let mail = postman.until(1).remove(0);
    assert_eq!(mail.to, "agent.support@demo.test");
    let text_ = mail.text();
    let link =
        text_.split_whitespace().find(|word| word.starts_with("https://desk.house.test/password/")).unwrap();
    let path = link.strip_prefix("https://desk.house.test").unwrap();
    let set = visitor.fetch("POST", path, &[FORM], "password=a+new+one+of+mine&again=a+new+one+of+mine");
    assert_eq!(set.status, 200, "{}", set.text());
    Caller::sign_in(desk.base(), "agent.support@demo.test", "a new one of mine");
    let tries: Vec<u16> = (0..9).map(|_| ask("nobody%40demo.test").status).collect();
    assert!(tries.contains(&429), "{tries:?}");
    // One that an administrator makes is mailed as well, and shown as before.
    let owner = desk.person("owner");
    let sales = text(&desk.person("agent.sales").get("/api/v1/me").is(200), "id");
    let made = owner.post(&format!("/api/v1/users/{sales}/password-link"), &json!({})).is(201);
    assert_eq!(made["mailed"], true);
    assert!(postman.until(2)[1].text().contains(&text(&made, "path")));
    assert_eq!(postman.taken().len(), 2, "nobody who is not known was written to");
    // While it waits, a copy of the desk tells nobody the way in.
    postman.rules(&json!({ "data": ["451 later"] }));
    let made = owner.post(&format!("/api/v1/users/{sales}/password-link"), &json!({})).is(201);
    wait_until("it is tried", || {
        let all = owner.get("/api/v1/settings/mail").is(200);
        all["mails"]
            .as_array()
            .unwrap()
            .iter()
            .any(|mail| mail["trouble"].as_str().is_some_and(|why| why.contains("451")))
    });
    is_nowhere(&desk, text(&made, "path").trim_start_matches("/password/"));
}

/// A visitor with this address begins a chat.
fn guest(desk: &World, support: &str, email: &str) -> (Caller, String) {
    let asked = json!({
        "key": "first", "name": "Vera", "department": support, "text": "Where is my order?", "language": "sl", "email": email,
    });
    let begun = desk.visitor().post("/chat/api/chats", &asked).is(201);
    (desk.visitor().with_token(&text(&begun, "pass")), text(&begun, "chat"))
}

#[test]
fn the_transcript_of_a_chat_is_mailed_to_the_visitor_alone_without_a_word_that_is_for_staff() {
    let Some(postman) = Postman::start("plain", None) else { return };
    let desk = chat_desk(&[("agent.support", 5)]);
    name(&desk, &postman.relay(None));
    let (support, ana, sofia) = (support(&desk), desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = guest(&desk, &support, "vera@home.test");
    accepts(&ana, &chat);
    act(&sofia, &chat, "watch").is(204);
    say(&ana, &chat, "a", "It left this morning.").is(201);
    let secret = "Zquietword she is a pest";
    sofia.post(&format!("/chat/api/chats/{chat}/whisper"), &json!({ "text": secret })).is(201);
    assert_eq!(act(&vera, &chat, "mail").status, 409, "it is not over");
    act(&vera, &chat, "end").is(204);
    act(&vera, &chat, "mail").is(204);
    act(&vera, &chat, "mail");
    let mail = postman.until(1).remove(0);
    assert_eq!(mail.to, "vera@home.test");
    let told = mail.text();
    assert!(told.contains("It left this morning.") && told.contains("Where is my order?"), "{told}");
    assert!(told.contains("Klepet: Vera"), "in the visitor's language: {told}");
    assert_eq!(mail.header("content-language").as_deref(), Some("sl"));
    let mailed = |who: &Caller| who.get(&format!("/chat/api/chats/{chat}")).is(200)["mailed"].clone();
    wait_until("its fate is known", || mailed(&ana)[0]["status"] == "sent");
    assert!(ana.get(&format!("/chat/chats/{chat}")).text().contains("Transcript by mail"));
    let refused = act(&vera, &chat, "mail");
    assert_eq!(refused.status, 409, "one just now: {}", refused.text());
    let (olga, _) = guest(&desk, &support, "olga@home.test");
    assert_eq!(act(&olga, &chat, "mail").status, 404, "of another's chat");
    sleep(PATIENCE);
    assert_eq!(postman.taken().len(), 1);

    // Nobody gave an address; and one that the mail server does not know.
    postman.rules(&json!({ "rcpt": { "gone@home.test": "550 no such user" } }));
    let (none, chat) = guest(&desk, &support, "");
    accepts(&ana, &chat);
    act(&none, &chat, "end").is(204);
    assert_eq!(act(&none, &chat, "mail").status, 422);
    let (gone, chat) = guest(&desk, &support, "gone@home.test");
    accepts(&ana, &chat);
    act(&gone, &chat, "end").is(204);
    act(&ana, &chat, "mail").is(204);
    wait_until("it is told", || {
        ana.get(&format!("/chat/api/chats/{chat}")).is(200)["mailed"][0]["status"] == "not-delivered"
    });

    // By itself, where the settings say so.
    let owner = desk.person("owner");
    owner.patch("/api/v1/plugins/chat/settings", &json!({ "transcript-mail": "always" })).is(204);
    let (carla, chat) = guest(&desk, &support, "carla@home.test");
    accepts(&ana, &chat);
    say(&ana, &chat, "c", "Good bye.").is(201);
    act(&carla, &chat, "end").is(204);
    let all = postman.until(2);
    assert_eq!(all[1].to, "carla@home.test");
    let quiet = |mail: &Taken| !mail.bytes.contains("Zquietword") && !mail.text().contains("Zquietword");
    assert!(all.iter().all(quiet), "a whisper left the house");
}
