//! The answers of the three, letter by letter.

use crate::desk::{Desk, component};
use crate::scenario::nonsense;
use ombud_testkit::json;

/// Everything that is heard of the plugin in a day at the desk. Ids, which are chance, by the order in which they came.
fn day(desk: &Desk) -> Vec<String> {
    let mut ids = vec![desk.ticket.clone()];
    let mut heard = Vec::new();
    let agent = desk.agent();
    let mut hear = |what: &str, method: &str, path: &str, body: Vec<u8>| {
        let answer = agent.fetch(method, path, &[], body);
        let status = answer.status;
        if status == 201 {
            ids.push(answer.json()["id"].as_str().unwrap().to_owned());
        }
        let mut told = format!("{what}: {status} {:?} {}", answer.headers, answer.text());
        for (number, id) in ids.iter().enumerate() {
            told = told.replace(id, &format!("#{number}"));
        }
        heard.push(told);
        ids.last().cloned().unwrap_or_default()
    };
    let list = format!("/reminder/api/reminders?ticket={}", desk.ticket);
    let mut last = String::new();
    for (minutes, text) in
        [(30, "Call back"), (60, "Ça suffit? \"Да\" \\ 📞 \u{2028}\u{7f}\t</ul>"), (90, "<i>x")]
    {
        let body = json!({ "ticket": desk.ticket, "minutes": minutes, "text": text }).to_string();
        last = hear("set", "POST", "/reminder/api/reminders", body.into());
    }
    hear("list", "GET", &list, Vec::new());
    for (body, _) in nonsense(&desk.ticket) {
        hear("nonsense", "POST", "/reminder/api/reminders", body);
    }
    for id in ["x y", "", "nobody"] {
        let body = json!({ "ticket": id, "minutes": 1, "text": "x" }).to_string();
        hear("no ticket", "POST", "/reminder/api/reminders", body.into());
        hear("no ticket", "GET", &format!("/reminder/api/reminders?ticket={id}"), Vec::new());
        hear("no reminder", "DELETE", &format!("/reminder/api/reminders/{id}"), Vec::new());
    }
    hear("no ticket", "GET", "/reminder/api/reminders", Vec::new());
    hear("remove", "DELETE", &format!("/reminder/api/reminders/{last}"), Vec::new());
    heard.push(format!("panel: {:?}", desk.panel("agent.support@demo.test")));
    heard.push(format!("veto: {}", desk.change("resolved").1));
    desk.wait(45);
    heard.push(format!("panel: {:?}", desk.panel("agent.support@demo.test")));
    heard.push(format!("states: {:?}", desk.states()));
    heard
}

#[test]
fn the_three_answer_the_same_to_the_letter() {
    let rust = day(&Desk::with("rust").unwrap());
    for language in ["javascript", "python"] {
        let Some(component) = component(language) else { continue };
        let other = day(&Desk::installed(component));
        for (ours, theirs) in rust.iter().zip(&other) {
            assert_eq!(ours, theirs, "Rust, and {language}");
        }
        assert_eq!(rust.len(), other.len());
    }
}
