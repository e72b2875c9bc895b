//! Mail on a fake kernel with real tickets.

use super::*;
use ombud_plugin::desk::tickets::{self, Changes, Message, MessageKind, Status, Ticket};
use ombud_plugin::testing::{FakeKernel, Provided, check_routes};
use ombud_plugin::{DepartmentId, Timestamp, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

struct Desk {
    kernel: FakeKernel,
    support: DepartmentId,
}

/// 2026-01-01, as the fake clock starts.
const NOW: Timestamp = 1_767_225_600_000;

impl Desk {
    fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        let support = kernel.department("Support");
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.act_as_plugin();
        Desk { kernel, support }
    }

    fn cx(&self) -> Cx {
        self.kernel.cx()
    }

    fn post(&self, raw: impl AsRef<[u8]>) -> Result<Response> {
        let mut request = Request::new("POST", "/api/messages");
        request.query = vec![("department".into(), "support".into())];
        request.headers = vec![("content-type".into(), "message/rfc822".into())];
        request.body = raw.as_ref().to_vec();
        MailPlugin::handle(&self.cx(), request)
    }

    #[track_caller]
    fn send(&self, headers: &str, body: &str) -> Value {
        let raw = format!("{}\n\n{body}", headers.trim()).replace('\n', "\r\n");
        let response = self.post(raw).unwrap();
        assert_eq!(response.status, 201);
        response.body_json().unwrap()
    }

    #[track_caller]
    fn open(&self, headers: &str, body: &str) -> (Ticket, Message) {
        let answer = self.send(headers, body);
        assert_eq!(answer["outcome"], "created", "{answer}");
        let ticket = tickets::get(&self.cx(), answer["ticket"].as_str().unwrap()).unwrap();
        let message = self.messages(&ticket).remove(0);
        assert_eq!(answer["message"], message.id);
        assert_eq!(answer["number"], ticket.number);
        (ticket, message)
    }

    fn messages(&self, ticket: &Ticket) -> Vec<Message> {
        tickets::messages(&self.cx(), &ticket.id).unwrap()
    }

    fn status(&self, ticket: &Ticket) -> Status {
        tickets::get(&self.cx(), &ticket.id).unwrap().status
    }

    fn set_status(&self, ticket: &Ticket, status: Status) {
        let version = tickets::get(&self.cx(), &ticket.id).unwrap().version;
        let changes = Changes {
            status: Some(status),
            subject: None,
            department: None,
            assignee: None,
            requester: None,
            participants: None,
            until: None,
            priority: None,
            tags: None,
            fields: None,
            language: None,
        };
        tickets::update(&self.cx(), &ticket.id, version, &changes).unwrap();
    }

    fn skipped(&self) -> Vec<Value> {
        let answer =
            MailPlugin::handle(&self.cx(), Request::get("/api/skipped")).unwrap().body_json().unwrap();
        answer["messages"].as_array().unwrap().clone()
    }

    fn person(&self, email: &str) -> UserId {
        self.cx().find_by_email(email).unwrap().unwrap().id
    }
}

const ZOE: &str = "From: =?utf-8?Q?Zo=C3=AB?= <Zoe@Home.test>\nTo: help@desk.test\nSubject: Lamp\nMessage-ID: <lamp@home.test>\nDate: Tue, 30 Dec 2025 10:00:00 +0100";

#[test]
fn a_mail_opens_a_ticket_in_the_senders_name() {
    let desk = Desk::new();
    let (ticket, message) = desk.open(ZOE, "It flickers.\n");
    assert_eq!(ticket.subject, "Lamp");
    assert_eq!(ticket.department, desk.support);
    assert_eq!(ticket.channel, "mail");
    assert_eq!(ticket.requester, Some(desk.person("zoe@home.test")));
    assert_eq!(message.author_name, "Zoë");
    assert_eq!(message.text, "It flickers.");
    assert_eq!(message.at, 1_767_085_200_000);
    let mail = message.mail.unwrap();
    assert_eq!(mail.message_id.as_deref(), Some("lamp@home.test"));
    assert_eq!(mail.to, ["help@desk.test"]);
}

#[test]
fn the_same_bytes_are_imported_once() {
    let desk = Desk::new();
    let (ticket, message) = desk.open(ZOE, "It flickers.");
    let again = desk.send(ZOE, "It flickers.");
    assert_eq!(
        again,
        json!({ "outcome": "skipped", "ticket": ticket.id, "number": 1, "message": message.id,
                "reason": "already imported as #1" })
    );
    assert_eq!(desk.messages(&ticket).len(), 1);
}

#[test]
fn the_same_mail_on_another_way_is_imported_once_and_said_to_be_skipped() {
    let desk = Desk::new();
    desk.open(ZOE, "It flickers.");
    let again = desk.send(&format!("Received: by mx.test\n{ZOE}"), "It flickers.");
    assert_eq!(again["outcome"], "skipped");
    assert_eq!(again["reason"], "already imported as #1 (the same Message-ID, sender, date and text)");
    assert_eq!(desk.skipped()[0]["kind"], "duplicate");
}

#[test]
fn another_version_of_a_mail_stands_beside_it() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    let answer = desk.send(ZOE, "It hums.");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(ticket.id)));
    assert_eq!(desk.messages(&ticket)[1].text, "It hums.");
    let again = desk.send(ZOE, "It flickers.\n-- \nThe list of lamps");
    assert_eq!((&again["outcome"], desk.skipped().len()), (&json!("skipped"), 1));
}

#[test]
fn another_mail_under_the_same_message_id_is_a_mail_of_its_own() {
    let desk = Desk::new();
    desk.open(ZOE, "It flickers.");
    let (ticket, message) =
        desk.open("From: eve@home.test\nSubject: Desk\nMessage-ID: <lamp@home.test>", "It wobbles.");
    assert_eq!((ticket.number, message.mail.unwrap().message_id), (2, None));
}

#[test]
fn an_answer_goes_on_with_the_ticket_and_wakes_it() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    desk.set_status(&ticket, Status::Pending);
    let headers = "From: zoe@home.test\nSubject: Re: Lamp\nMessage-ID: <2@home.test>\nReferences: <x@y.test> <lamp@home.test>";
    let answer = desk.send(headers, "Still.");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(ticket.id)));
    let messages = desk.messages(&ticket);
    assert_eq!(
        (messages.len(), messages[1].kind, messages[1].text.as_str()),
        (2, MessageKind::Reply, "Still.")
    );
    assert_eq!(desk.status(&ticket), Status::Open);
}

#[test]
fn an_answer_to_a_closed_ticket_says_where_it_went() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    desk.set_status(&ticket, Status::Closed);
    let answer = desk.send("From: zoe@home.test\nIn-Reply-To: <lamp@home.test>", "Again!");
    assert_eq!((&answer["outcome"], &answer["number"]), (&json!("threaded"), &json!(2)));
}

#[test]
fn a_stranger_who_knows_the_thread_leaves_a_note_that_wakes_it() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    desk.set_status(&ticket, Status::Resolved);
    let answer = desk.send("From: Eve <eve@else.test>\nIn-Reply-To: <lamp@home.test>", "Pay me instead.");
    assert_eq!(answer["reason"], "a note: its sender is not part of the ticket");
    let note = desk.messages(&ticket).remove(1);
    assert_eq!((note.kind, note.author), (MessageKind::Note, None));
    assert!(
        note.text.starts_with("By mail from Eve <eve@else.test>, who is not part of this ticket."),
        "{}",
        note.text
    );
    assert_eq!(desk.status(&ticket), Status::Open);
    assert_eq!(
        desk.cx().find_by_email("eve@else.test").unwrap(),
        None,
        "a stranger becomes no customer by it"
    );
}

#[test]
fn somebody_whom_the_customer_copied_in_may_answer() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(&format!("{ZOE}\nCc: Max <max@home.test>"), "It flickers.");
    desk.send("From: Max <max@home.test>\nIn-Reply-To: <lamp@home.test>", "I saw it too.");
    let reply = desk.messages(&ticket).remove(1);
    assert_eq!((reply.kind, reply.author), (MessageKind::Reply, Some(desk.person("max@home.test"))));
}

#[test]
fn a_senders_address_is_no_proof_that_he_is_staff() {
    let desk = Desk::new();
    desk.kernel.staff("Ada", "ada@desk.test", &[&desk.support]);
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    let answer = desk.send("From: Ada <ada@desk.test>\nIn-Reply-To: <lamp@home.test>", "Refund her.");
    assert_eq!(answer["outcome"], "threaded");
    let note = desk.messages(&ticket).remove(1);
    assert_eq!((note.kind, note.author), (MessageKind::Note, Some(desk.person("ada@desk.test"))));
    assert!(note.text.starts_with("By mail from Ada <ada@desk.test>."), "{}", note.text);
    assert_eq!(desk.status(&ticket), Status::New);
}

#[test]
fn a_number_in_the_subject_leads_only_those_home_who_belong_there() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    let (other, _) = desk.open("From: eve@else.test\nSubject: Re: [#1] Lamp", "Let me see.");
    assert_eq!(other.number, 2);
    let answer = desk.send("From: zoe@home.test\nSubject: Re: [#1] Lamp", "Still.");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(ticket.id)));
    let (third, _) = desk.open("From: zoe@home.test\nSubject: [#99] no such", "Hm.");
    assert_eq!(third.number, 3);
}

#[test]
fn a_bounce_becomes_a_note_on_its_ticket_and_changes_nothing() {
    let desk = Desk::new();
    let (ticket, _) = desk.open(ZOE, "It flickers.");
    desk.set_status(&ticket, Status::Pending);
    let headers = "From: MAILER-DAEMON@mx.test\nReturn-Path: <>\nSubject: failure notice";
    let answer = desk.send(headers, "Sorry:\nMessage-ID: <lamp@home.test>\n");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(ticket.id)));
    let note = desk.messages(&ticket).remove(1);
    assert_eq!((note.kind, note.author), (MessageKind::Note, None));
    assert_eq!(desk.status(&ticket), Status::Pending);
    assert_eq!(desk.skipped(), Vec::<Value>::new());
}

#[test]
fn a_bounce_of_nothing_is_skipped_but_stays_to_be_seen() {
    let desk = Desk::new();
    let answer = desk.send("From: MAILER-DAEMON@mx.test\nSubject: failure notice", "Sorry.");
    let reason = "bounce: it is from a mail server's own address";
    assert_eq!(answer, json!({ "outcome": "skipped", "reason": reason }));
    let again = desk.send("From: MAILER-DAEMON@mx.test\nSubject: failure notice", "Sorry.");
    assert_eq!(again["reason"], format!("already seen, and skipped then: {reason}"));
    let skipped = desk.skipped();
    assert_eq!(skipped.len(), 1);
    assert_eq!(skipped[0]["subject"], "failure notice");
    assert_eq!((&skipped[0]["kind"], &skipped[0]["reason"]), (&json!("bounce"), &json!(reason)));
    let original = desk.cx().read_whole_blob(skipped[0]["original"].as_str().unwrap(), 1000).unwrap();
    assert!(original.ends_with(b"Sorry."));
}

#[test]
fn the_settings_say_which_mail_is_our_own() {
    let desk = Desk::new();
    desk.kernel.settings(&json!({ "addresses": ["Help@desk.test"], "domain": "Desk.test" }));
    let answer = desk.send("From: help@desk.test", "x");
    assert_eq!(answer["reason"], "loop: it is sent from an address of this desk");
    let answer = desk.send("From: zoe@home.test\nMessage-ID: <1@desk.test>", "x");
    assert_eq!(answer["reason"], "loop: it is a mail that this desk sent itself (its Message-ID)");
}

#[test]
fn mail_of_nobody_is_skipped() {
    let desk = Desk::new();
    assert_eq!(desk.send("Subject: x", "x")["reason"], "it names no sender who could be answered");
    assert_eq!(desk.send("From: Mickey Mouse", "x")["outcome"], "skipped");
    assert_eq!(desk.post("").unwrap().body_json().unwrap()["reason"], "there is nothing in it");
    assert_eq!(desk.skipped().len(), 3);
}

#[test]
fn the_future_is_now_and_so_is_no_date_at_all() {
    let desk = Desk::new();
    let (_, message) = desk.open("From: zoe@home.test\nDate: Tue, 30 Dec 2099 10:00:00 +0100", "x");
    assert_eq!(message.at, NOW);
    let (_, message) = desk.open("From: zoe@home.test\nDate: yesterday", "y");
    assert_eq!(message.at, NOW);
}

#[test]
fn files_and_pictures_come_along() {
    let desk = Desk::new();
    let body = "--b\nContent-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html; charset=utf-8\n\n\
                <p>See <img src=\"cid:p1\"></p>\n--c\nContent-Type: image/png\nContent-ID: <p1>\n\
                Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--c--\n--b\nContent-Type: text/csv\n\
                Content-Disposition: attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.csv\n\na;b\n--b--";
    let (_, message) = desk.open("From: zoe@home.test\nContent-Type: multipart/mixed; boundary=b", body);
    let files: Vec<_> =
        message.attachments.iter().map(|file| (file.name.as_str(), file.inline.as_deref())).collect();
    assert_eq!(files, [("part-1.png", Some("p1")), ("Größe.csv", None)]);
    assert_eq!(desk.cx().read_whole_blob(&message.attachments[1].blob, 100).unwrap(), b"a;b");
    assert_eq!(message.text, "See");
    assert!(message.html.unwrap().contains("See"));
}

#[test]
fn a_text_too_long_for_a_message_is_whole_in_a_file() {
    let desk = Desk::new();
    let body = "Zeile ä\r\n".repeat(1_100_000);
    let response = desk
        .post(format!("From: zoe@home.test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}"))
        .unwrap();
    let answer = response.body_json().unwrap();
    let ticket = tickets::get(&desk.cx(), answer["ticket"].as_str().unwrap()).unwrap();
    let message = desk.messages(&ticket).remove(0);
    assert!(message.text.ends_with("the whole of it is in the file `whole-text.txt`.]"));
    assert_eq!(message.attachments[0].size, 9 * 1_100_000 - 1);
}

#[test]
fn a_request_that_makes_no_sense_is_refused() {
    let desk = Desk::new();
    let refused = |query: &str, kind: &str, body: &str| {
        let mut request = Request::get(&format!("/api/messages?{query}"));
        request.method = "POST".into();
        request.headers = vec![("content-type".into(), kind.into())];
        request.body = body.into();
        match MailPlugin::handle(&desk.cx(), request) {
            Err(Error::Invalid(text)) => text,
            other => panic!("{other:?}"),
        }
    };
    let mail = "From: zoe@home.test\r\n\r\nx";
    assert_eq!(refused("", "", mail), "`department` is missing: say which department the message is for");
    assert_eq!(refused("department=Attic", "", mail), "`department`: there is no department `Attic`");
    assert_eq!(
        refused("department=Support", "application/json", "{}"),
        "the body is `application/json`, expected `message/rfc822`"
    );
}

#[test]
fn the_list_of_skipped_mail_has_pages() {
    let desk = Desk::new();
    for number in 0..3 {
        desk.kernel.advance(1);
        desk.send(&format!("Subject: {number}"), "x");
    }
    let page = |query: &str| {
        let answer = MailPlugin::handle(&desk.cx(), Request::get(&format!("/api/skipped?{query}"))).unwrap();
        answer.body_json().unwrap()
    };
    let first = page("limit=2&department=Support");
    let subjects: Vec<_> =
        first["messages"].as_array().unwrap().iter().map(|one| one["subject"].clone()).collect();
    assert_eq!(subjects, ["2", "1"]);
    let rest = page(&format!("limit=2&department=Support&cursor={}", first["next"].as_str().unwrap()));
    assert_eq!((rest["messages"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
}

#[test]
fn the_manifest_names_what_the_router_answers() {
    check_routes(&routes(), include_str!("../plugin.toml"));
}
