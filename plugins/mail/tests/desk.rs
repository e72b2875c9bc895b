//! Mail on a whole desk: as a component, behind the real permissions, with real files.

use ombud_testkit::{Client, Desk, Value, json};
use std::path::Path;

/// Into November 2026: the letters of the sample set are of that autumn.
const AUTUMN: u64 = 326 * 24 * 3600 * 1000;

fn desk() -> Desk {
    let desk = Desk::start();
    desk.clock.advance(AUTUMN);
    desk
}

#[track_caller]
fn send(client: &Client, department: &str, raw: impl Into<Vec<u8>>) -> Value {
    let path = format!("/mail/api/messages?department={department}");
    let answer = client.fetch("POST", &path, &[("content-type", "message/rfc822")], raw);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail").join(name);
    std::fs::read(path).expect("the sample is in the repository")
}

#[test]
fn who_hands_in_mail_needs_no_right_to_tickets_but_the_right_to_hand_in() {
    let desk = desk();
    let letter = "From: Zoe <zoe@home.test>\r\nSubject: Lamp\r\n\r\nIt flickers.";
    let try_as = |client: &Client| {
        client.fetch(
            "POST",
            "/mail/api/messages?department=Support",
            &[("content-type", "message/rfc822")],
            letter,
        )
    };
    assert_eq!(try_as(&desk.visitor()).status, 401);
    for email in ["agent.support@demo.test", "supervisor@demo.test", "customer@demo.test"] {
        assert_eq!(try_as(&desk.as_(email)).status, 403, "{email}");
    }
    assert_eq!(try_as(&desk.as_("admin@demo.test")).status, 201);
}

#[test]
fn a_letter_is_a_ticket_for_the_agent_and_for_its_writer() {
    let desk = desk();
    let admin = desk.as_("admin@demo.test");
    let ticket = send(&admin, "Support", sample("support/07-dwie-gumy.eml"))["ticket"].clone();
    let path = format!("/tickets/api/tickets/{}", ticket.as_str().expect("a ticket"));
    let agent = desk.as_("agent.support@demo.test");
    let (status, shown) = agent.get(&path);
    assert_eq!(
        (status, &shown["subject"]),
        (200, &json!("Druga guma w tym samym miejscu – reklamacja")),
        "{shown}"
    );
    let (_, messages) = agent.get(&format!("{path}/messages"));
    let message = &messages["messages"][0];
    assert_eq!(message["author_name"], "Tomasz Zieliński", "{message}");
    let picture = message["attachments"][0]["blob"].as_str().expect("a picture");
    assert!(
        message["html"].as_str().is_some_and(|html| html.contains(&format!("/api/v1/blobs/{picture}"))),
        "{message}"
    );
    let writer = desk.as_("tomasz.zielinski@example.com");
    assert_eq!(writer.get(&path).0, 200);
    assert_eq!(desk.as_("customer@demo.test").get(&path).0, 404);
    assert_eq!(desk.as_("agent.sales@demo.test").get(&path).0, 404);
}

#[test]
fn a_letter_of_html_alone_is_text_without_entities() {
    let desk = desk();
    let letter = "From: zoe@home.test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
                  <p>2 &times; Katzenauge</p><p>Brandst&auml;tter &#252; &#xDF; &amp;lt;</p>";
    let ticket = send(&desk.as_("admin@demo.test"), "Support", letter)["ticket"].clone();
    let path = format!("/tickets/api/tickets/{}/messages", ticket.as_str().expect("a ticket"));
    let (_, messages) = desk.as_("agent.support@demo.test").get(&path);
    assert_eq!(messages["messages"][0]["body"], "2 × Katzenauge\n\nBrandstätter ü ß &lt;", "{messages}");
}

#[test]
fn notes_of_machines_and_colleagues_stay_with_staff() {
    let desk = desk();
    let admin = desk.as_("admin@demo.test");
    let ticket =
        send(&admin, "Support", sample("support/08-batareya-ne-zaryazhaetsya.eml"))["ticket"].clone();
    send(&admin, "Support", sample("support/09-batareya-serijnyj-nomer.eml"));
    let bounce = send(&admin, "Support", sample("support/19-mailbox-full.eml"));
    assert_eq!((&bounce["outcome"], &bounce["ticket"]), (&json!("threaded"), &ticket));
    let path = format!("/tickets/api/tickets/{}/messages", ticket.as_str().expect("a ticket"));
    let kinds = |client: &Client| -> Vec<String> {
        let (_, messages) = client.get(&path);
        let messages = messages["messages"].as_array().expect("messages");
        messages.iter().map(|message| message["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    assert_eq!(kinds(&desk.as_("agent.support@demo.test")), ["reply", "reply", "note"]);
    assert_eq!(kinds(&desk.as_("irina.sokolova@example.org")), ["reply", "reply"]);
}

#[test]
fn the_same_letter_is_imported_once_even_after_a_restart() {
    let mut desk = desk();
    let first = send(&desk.as_("admin@demo.test"), "Support", sample("support/14-stolen-bike.eml"));
    desk.restart();
    let again = send(&desk.as_("admin@demo.test"), "Support", sample("support/14-stolen-bike.eml"));
    assert_eq!((&again["outcome"], &again["ticket"]), (&json!("skipped"), &first["ticket"]));
}

#[test]
fn skipped_mail_is_seen_in_its_department_only() {
    let desk = desk();
    let bounce = "From: MAILER-DAEMON@mx.test\r\nSubject: failure notice\r\n\r\nSorry.";
    assert_eq!(send(&desk.as_("admin@demo.test"), "Sales", bounce)["outcome"], "skipped");
    let count = |email: &str| {
        let (status, page) = desk.as_(email).get("/mail/api/skipped");
        (status, page["messages"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(count("admin@demo.test"), (200, 1));
    assert_eq!(count("supervisor@demo.test"), (200, 1));
    assert_eq!(count("agent.sales@demo.test").0, 403);
}

#[test]
fn large_letters_are_taken() {
    let desk = desk();
    let admin = desk.as_("admin@demo.test");
    let head = "From: zoe@home.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the film.\r\n--b\r\n\
                Content-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let line = format!("{}\r\n", "QUJD".repeat(19));
    let film = format!("{head}{}--b--\r\n", line.repeat((30 << 20) / line.len()));
    assert_eq!(send(&admin, "Support", film)["outcome"], "created");
    let words = "From: zoe@home.test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".to_owned();
    assert_eq!(
        send(&admin, "Support", words + &"Größe und Gewicht.\r\n".repeat(500_000))["outcome"],
        "created"
    );
    let page = "From: zoe@home.test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".to_owned();
    assert_eq!(
        send(&admin, "Support", page + &"<p>Größe <b>und</b> Gewicht.</p>".repeat(300_000))["outcome"],
        "created"
    );
}

/// Real mail, read in place from beside the checkout; see `real_mail.rs`.
#[test]
fn real_mail_goes_through_the_component() {
    let desk = desk();
    let admin = desk.as_("admin@demo.test");
    for folder in ["assorted", "bounces"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail").join(folder);
        let Ok(entries) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: {} is not there", folder.display());
            continue;
        };
        for entry in entries {
            let raw = std::fs::read(entry.expect("a readable folder").path()).expect("a readable file");
            let answer = send(&admin, "Support", raw);
            assert!(answer["outcome"].is_string(), "{answer}");
        }
    }
}
