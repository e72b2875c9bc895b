//! What a reminder does, whatever it is written in.

use crate::desk::Desk;
use ombud_testkit::{Value, json};

fn states(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(text, state)| ((*text).to_owned(), (*state).to_owned())).collect()
}

pub fn a_reminder_is_set_listed_and_removed(desk: &Desk) {
    let later = desk.set(60, "Ask the warehouse");
    let sooner = desk.set(30, "Call Cléo back 📞");
    assert_eq!(sooner["ticket"], desk.ticket.as_str());
    assert_eq!(sooner["due"].as_u64().unwrap() + 30 * 60_000, later["due"].as_u64().unwrap());
    assert_eq!(desk.list(&desk.agent()), [sooner.clone(), later.clone()], "the next one first");

    assert_eq!(desk.remove(&sooner), (204, Value::Null));
    assert_eq!(desk.list(&desk.agent()), std::slice::from_ref(&later));
    assert_eq!(desk.remove(&sooner).0, 404, "it is gone");
    desk.wait(120);
    assert_eq!(desk.states(), states(&[("Ask the warehouse", "due")]), "and its timer with it");
}

pub fn customers_and_visitors_are_refused(desk: &Desk) {
    let reminder = desk.set(30, "Nobody's business");
    let path = format!("/reminder/api/reminders/{}", reminder["id"].as_str().unwrap());
    let list = format!("/reminder/api/reminders?ticket={}", desk.ticket);
    let body = json!({ "ticket": desk.ticket, "minutes": 5, "text": "Let me in" });
    for (who, status) in [(desk.desk.as_("customer@demo.test"), 403), (desk.desk.visitor(), 401)] {
        assert_eq!(who.post("/reminder/api/reminders", &body).0, status);
        assert_eq!(who.get(&list).0, status);
        assert_eq!(who.delete(&path).0, status);
    }
    assert_eq!(desk.list(&desk.agent()), [reminder]);
    assert_eq!(desk.panel("customer@demo.test"), None);
}

pub fn who_may_not_see_the_ticket_sees_no_reminder_of_it(desk: &Desk) {
    let reminder = desk.set(30, "For Support only");
    let stranger = desk.desk.as_("agent.sales@demo.test");
    assert!(desk.list(&stranger).is_empty());
    assert_eq!(
        stranger.delete(&format!("/reminder/api/reminders/{}", reminder["id"].as_str().unwrap())).0,
        404
    );
    let set = |ticket: &str| {
        let body = json!({ "ticket": ticket, "minutes": 5, "text": "Mine" });
        let (status, problem) = stranger.post("/reminder/api/reminders", &body);
        (status, problem["detail"].as_str().unwrap().replace(ticket, "ID"))
    };
    let (hidden, missing) = (set(&desk.ticket), set("01J0000000000000000000000"));
    assert_eq!((hidden.0, &hidden), (404, &missing), "what is hidden is not there");
    assert_eq!(desk.panel("agent.sales@demo.test"), None);
    assert_eq!(desk.list(&desk.agent()), [reminder]);
}

pub fn it_rings_when_it_is_due_and_not_before(desk: &Desk) {
    desk.set(30, "Call back");
    desk.set(90, "Call once more");
    desk.wait(29);
    assert_eq!(desk.states(), states(&[("Call back", "waiting"), ("Call once more", "waiting")]));
    desk.wait(1);
    assert_eq!(desk.states(), states(&[("Call back", "due"), ("Call once more", "waiting")]));
    desk.wait(600);
    assert_eq!(desk.states(), states(&[("Call back", "due"), ("Call once more", "due")]));
}

pub fn a_ticket_stays_open_while_a_reminder_waits(desk: &Desk) {
    let reminder = desk.set(30, "Call <b>back</b>");
    for end in ["resolved", "closed"] {
        let (status, problem) = desk.change(end);
        assert_eq!(status, 422, "{problem}");
        assert_eq!(
            problem["detail"],
            "Reminder does not allow it: a reminder still waits, “Call <b>back</b>”: let it ring, or remove it"
        );
    }
    assert_eq!(desk.change("pending").0, 200, "anything else may be done with it");
    assert_eq!(desk.remove(&reminder).0, 204);
    assert_eq!(desk.change("resolved").0, 200);
    assert_eq!(desk.change("open").0, 200);
    desk.set(30, "Call back");
    assert_eq!(desk.change("resolved").0, 422);
    desk.wait(30);
    assert_eq!(desk.change("resolved").0, 200, "it has rung");
}

pub fn the_panel_shows_texts_and_no_markup(desk: &Desk) {
    assert_eq!(desk.panel("agent.support@demo.test"), None, "nothing to show");
    desk.set(30, "<script>alert('x')</script> & \"more\"");
    desk.set(90, "Call back");
    let panel = desk.panel("agent.support@demo.test").unwrap();
    assert!(!panel.contains("<script"), "{panel}");
    assert!(panel.contains("&lt;script&gt;alert("), "{panel}");
    assert!(panel.contains("<em>in 30 min</em>") && panel.contains("<em>in 90 min</em>"), "{panel}");
    desk.wait(31);
    let panel = desk.panel("supervisor@demo.test").unwrap();
    assert!(
        panel.contains("<strong>due</strong>") && panel.contains("Call back <em>in 59 min</em>"),
        "{panel}"
    );
}

/// What is no reminder, with what the answer must say.
pub fn nonsense(ticket: &str) -> Vec<(Vec<u8>, &'static str)> {
    let object = "the body must be a JSON object: `ticket`, `text`, and `due` or `minutes`";
    let either = "say either `due`, in milliseconds since 1970, or `minutes`";
    let soon = "a reminder must be due within the next 365 days";
    let text = "`text` must have 1 to 200 characters";
    let with = |more: &str| format!(r#"{{"ticket":"{ticket}",{more}}}"#).into_bytes();
    let long = "ж".repeat(201);
    vec![
        (b"".to_vec(), object),
        (b"{".to_vec(), object),
        (b"\xff\xfe".to_vec(), object),
        (b"\xef\xbb\xbf{}".to_vec(), object),
        (b"[]".to_vec(), object),
        (b"null".to_vec(), object),
        (b"NaN".to_vec(), object),
        ("[".repeat(10_000).into_bytes(), object),
        (format!("{}\"{}\"", "{\"x\":".repeat(2_000), "[".repeat(2_000)).into_bytes(), object),
        (with(r#""text":"\ud83d","minutes":1"#), object),
        (b"{}".to_vec(), "`ticket` must be the id of a ticket"),
        (br#"{"ticket":7,"text":"x","minutes":1}"#.to_vec(), "`ticket` must be the id of a ticket"),
        (with(r#""minutes":1"#), text),
        (with(r#""text":"","minutes":1"#), text),
        (with(r#""text":["x"],"minutes":1"#), text),
        (with(&format!(r#""text":"{long}","minutes":1"#)), text),
        (with(r#""text":"x""#), either),
        (with(r#""text":"x","minutes":1,"due":1"#), either),
        (with(r#""text":"x","minutes":null"#), either),
        (with(r#""text":"x","minutes":0"#), soon),
        (with(r#""text":"x","minutes":-5"#), soon),
        (with(r#""text":"x","minutes":1.5"#), soon),
        (with(r#""text":"x","minutes":true"#), soon),
        (with(r#""text":"x","minutes":"1""#), soon),
        (with(r#""text":"x","minutes":525601"#), soon),
        (with(r#""text":"x","minutes":1e300"#), soon),
        (with(r#""text":"x","due":1"#), soon),
        (with(r#""text":"x","due":9007199254740993"#), soon),
    ]
}

pub fn nonsense_is_refused_and_leaves_nothing(desk: &Desk) {
    let huge = "[".repeat(1 << 20);
    let answer = desk.agent().fetch("POST", "/reminder/api/reminders", &[], huge);
    assert_eq!(
        (answer.status, answer.json()["detail"].as_str()),
        (413, Some("a reminder has at most 16384 bytes"))
    );
    for (body, words) in nonsense(&desk.ticket) {
        let answer = desk.agent().fetch("POST", "/reminder/api/reminders", &[], body.clone());
        let shown = String::from_utf8_lossy(&body[..body.len().min(100)]).into_owned();
        assert_eq!((answer.status, answer.json()["detail"].as_str()), (422, Some(words)), "{shown}");
    }
    assert_eq!(desk.agent().get("/reminder/api/reminders").0, 422);
    assert!(desk.states().is_empty());
    // The longest that is allowed, and numbers as other programs write them.
    let longest = "ж".repeat(200);
    let body = format!(r#"{{"ticket":"{}","text":"{longest}","minutes":6e1,"due":null}}"#, desk.ticket);
    assert_eq!(desk.agent().fetch("POST", "/reminder/api/reminders", &[], body).status, 201);
    assert_eq!(desk.states(), states(&[(&longest, "waiting")]));
}

pub fn it_imports_what_its_manifest_names_and_nothing_else(desk: &Desk) {
    let found = ombud_host::inspect(&desk.component).unwrap();
    let named = found.manifest.imports.iter().map(|import| import.interface.clone());
    let types = ["types", "changes"].map(|name| format!("ombud:kernel/{name}@1.0.0"));
    let allowed: Vec<String> = named.chain(types).collect();
    assert!(found.imports.iter().all(|import| allowed.contains(import)), "{:?}", found.imports);
    assert!(found.unused.is_empty(), "{:?}", found.unused);
    for part in ["http", "alarms", "hooks", "contributions"] {
        assert!(found.exports.contains(&format!("ombud:kernel/{part}@1.0.0")), "{:?}", found.exports);
    }
}
