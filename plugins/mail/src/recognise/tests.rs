use super::*;

fn mail(headers: &str, body: &str) -> Mail {
    Mail::parse(format!("{}\n\n{body}", headers.trim()).replace('\n', "\r\n").as_bytes())
}

fn own() -> Own {
    Own { addresses: vec!["help@desk.test".into()], domain: "desk.test".into() }
}

#[track_caller]
fn check(headers: &str, body: &str, want: Option<Kind>) {
    let found = recognise(&mail(headers, body), &own());
    assert_eq!(found.as_ref().map(|found| found.kind), want, "{found:?}");
}

const ADA: &str = "From: Ada <ada@home.test>\nTo: help@desk.test";

#[test]
fn a_letter_is_a_letter() {
    check(ADA, "Hello", None);
    check(&format!("{ADA}\nAuto-Submitted: no\nPrecedence: list\nList-Id: <bikes.home.test>"), "Hello", None);
    check(&format!("{ADA}\nReturn-Path: <ada@home.test>\nSubject: vacation bookings"), "Which weeks?", None);
    check(&format!("{ADA}\nX-Auto-Response-Suppress: All\nSubject: Invoice"), "Hello", None);
}

#[test]
fn a_person_may_ask_about_a_bounce() {
    check(
        &format!("{ADA}\nSubject: Fwd: Undeliverable: order 7"),
        "My mail could not be delivered, why?",
        None,
    );
    check(&format!("{ADA}\nSubject: Undeliverable parcel"), "The parcel could not be delivered.", None);
    check("From: postmaster@hotel.test\nSubject: Broken lamp", "The lamp in room 7 is broken.", None);
}

#[test]
fn a_shop_that_writes_by_machine_is_heard() {
    check(
        "From: Shop <orders@shop.test>\nSubject: Order 7\nAuto-Submitted: auto-generated",
        "Three lamps",
        None,
    );
}

#[test]
fn reports_and_daemons_are_bounces() {
    let report = "From: x@mx.test\nContent-Type: multipart/report; report-type=delivery-status; boundary=b";
    let body = "--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n--b--";
    check(report, body, Some(Kind::Bounce));
    check("From: MAILER-DAEMON@mx.test\nSubject: hm", "x", Some(Kind::Bounce));
    check("From: Mail.Delivery.System@mx.test", "x", Some(Kind::Bounce));
    check("From: postmaster@mx.test\nSubject: Undeliverable: lamp", "x", Some(Kind::Bounce));
    check("Subject: failure notice", "I wasn't able to deliver your message.", Some(Kind::Bounce));
    check("From: x@mx.test\nX-Failed-Recipients: zoe@home.test", "x", Some(Kind::Bounce));
    check("From: Somebody <x@mx.test>\nReturn-Path: <>", "x", Some(Kind::Bounce));
}

#[test]
fn answers_of_programs_are_auto_replies() {
    check(&format!("{ADA}\nAuto-Submitted: auto-replied (vacation)"), "Away", Some(Kind::AutoReply));
    check(
        &format!("{ADA}\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All"),
        "x",
        Some(Kind::AutoReply),
    );
    check(&format!("{ADA}\nX-Autoreply: yes"), "x", Some(Kind::AutoReply));
    check(&format!("{ADA}\nX-Autoreply: no"), "x", None);
    check(&format!("{ADA}\nPrecedence: auto_reply"), "x", Some(Kind::AutoReply));
    check(&format!("{ADA}\nPrecedence: bulk\nSubject: Out of office: lamp"), "x", Some(Kind::AutoReply));
    for subject in
        ["Abwesenheitsnotiz", "Samodejni odgovor: lamp", "Автоматичен отговор", "Odpowiedź automatyczna"]
    {
        check(
            &format!("{ADA}\nX-Auto-Response-Suppress: All\nSubject: {subject}"),
            "x",
            Some(Kind::AutoReply),
        );
        check(&format!("{ADA}\nSubject: {subject}"), "A word alone proves nothing.", None);
    }
    let answer = format!("{ADA}\nReturn-Path: <>\nIn-Reply-To: <1@desk.test>\nSubject: Re: lamp");
    check(&answer, "I am away", Some(Kind::AutoReply));
}

#[test]
fn read_receipts_are_auto_replies() {
    let receipt = "From: zoe@home.test\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b";
    check(receipt, "--b\n\nRead\n--b--", Some(Kind::AutoReply));
}

#[test]
fn complaints_are_complaints() {
    let report = "From: x@isp.test\nContent-Type: multipart/report; report-type=feedback-report; boundary=b";
    check(report, "--b\n\nSpam\n--b--", Some(Kind::Complaint));
}

#[test]
fn our_own_mail_is_a_loop() {
    check("From: Help <HELP@desk.test>", "x", Some(Kind::Loop));
    check("From: Help <help+42@desk.test>", "x", Some(Kind::Loop));
    check(&format!("{ADA}\nMessage-ID: <1@Desk.test>"), "x", Some(Kind::Loop));
    check(&format!("{ADA}\nX-Ombud: desk.test"), "x", Some(Kind::Loop));
    check(&format!("{ADA}\nX-Ombud: other.test"), "x", None);
    check(&format!("{ADA}\nX-Loop: help@desk.test"), "x", Some(Kind::Loop));
}

#[test]
fn a_bounce_says_what_it_is_about() {
    let text = "Hi. I could not deliver:\n\n> Message-ID: <one@desk.test>\n> Subject: lamp\nReferences:\n <two@desk.test>";
    let headers =
        "From: MAILER-DAEMON@mx.test\nMessage-ID: <own@mx.test>\nReferences: <zero@desk.test> <own@mx.test>";
    assert_eq!(about(&mail(headers, text)), ["zero@desk.test", "one@desk.test", "two@desk.test"]);
    let report = "From: x@mx.test\nContent-Type: multipart/report; boundary=b";
    let body = "--b\n\nSorry\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <three@desk.test>\nSubject: x\n\nx\n--b--";
    assert_eq!(about(&mail(report, body)), ["three@desk.test"]);
}
