//! Files in drafts: they come with the form, stay until they are sent, and go where the reply goes.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const BOUNDARY: &str = "----a-line-between";

/// A form as a browser sends it that has a file in it.
fn form(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.into_bytes());
    }
    for (name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/plain\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    body
}

fn send(who: &Caller, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    who.fetch("POST", path, &[("content-type", &kind)], form(fields, files))
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}

fn attached(who: &Caller, ticket: &str) -> Vec<Value> {
    let said = who.get(&format!("/tickets/api/tickets/{ticket}/messages")).is(200);
    said["messages"].as_array().unwrap().last().unwrap()["attachments"].as_array().unwrap().clone()
}

/// Replies leave at once.
fn desk() -> World {
    let desk = World::demo();
    let at_once = json!({ "undo-seconds": 0 });
    desk.person("owner").patch("/api/v1/plugins/tickets/settings", &at_once).is(204);
    desk
}

#[test]
fn a_file_waits_with_the_draft_and_leaves_with_the_reply() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let (id, page) = (text(&opened, "id"), format!("/console/tickets/{}", opened["number"]));
    let place = format!("{page}/draft");
    let fields = [("kind", "reply"), ("text", "See the list"), ("do", "attach"), ("key", "k1")];
    let kept = send(&agent, &place, &fields, &[("lids & more.csv", b"box,lid\r\n\r\n--"), ("", b"")]);
    assert_eq!(kept.status, 303, "{}", kept.text());
    let shown = agent.get(&page).text();
    assert!(shown.contains("lids &amp; more.csv") && shown.contains("See the list</textarea>"), "{shown}");
    assert_eq!(shown.matches("name=\"with\"").count(), 1, "an empty field is no file");
    let blob = between(&shown, "name=\"with\" value=\"", "\"").unwrap().to_owned();
    assert_eq!(agent.get(&format!("/api/v1/blobs/{blob}")).text(), "box,lid\r\n\r\n--", "byte for byte");
    desk.person("supervisor").get(&format!("/api/v1/blobs/{blob}")).problem(404);

    // Another one that is sent right away goes along.
    let fields = [("text", "See the list"), ("with", blob.as_str()), ("key", "k2")];
    let sent = send(&agent, &format!("{page}/reply"), &fields, &[("second.txt", b"2")]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let files = attached(&desk.person("supervisor"), &id);
    let names: Vec<String> = files.iter().map(|file| text(file, "name")).collect();
    assert_eq!(names, ["lids & more.csv", "second.txt"]);
    assert_eq!((&files[0]["size"], &files[0]["content_type"]), (&json!(13), &json!("text/plain")));
    assert!(!agent.get(&page).text().contains("name=\"with\""), "the draft is empty");
    desk.person("supervisor").get(&format!("/api/v1/blobs/{blob}")).is(200);
}

#[test]
fn a_file_is_not_lost_by_what_goes_wrong_and_can_be_taken_out_and_brought_back() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let page = format!("/console/tickets/{}", opened["number"]);
    // The note is asked about once more: the file stays in the form.
    let asked =
        send(&agent, &format!("{page}/note"), &[("text", "@Samir, look"), ("key", "n1")], &[("a.txt", b"a")]);
    let again = asked.text();
    assert_eq!(asked.status, 409);
    let file = between(&again, "name=\"file\" value=\"", "\"").unwrap().replace("&quot;", "\"");
    let fields = [("text", "@Samir, look"), ("key", "n2"), ("unheard", "samir"), ("file", file.as_str())];
    assert_eq!(send(&agent, &format!("{page}/note"), &fields, &[]).status, 303);
    assert_eq!(attached(&agent, &text(&opened, "id"))[0]["name"], "a.txt");

    let place = format!("{page}/draft");
    let draft = |fields: &[(&str, &str)], files: &[(&str, &[u8])]| {
        let fields: Vec<_> = [("kind", "note")].iter().chain(fields).copied().collect();
        assert_eq!(send(&agent, &place, &fields, files).status, 303);
        agent.get(&page).text()
    };
    let shown = draft(&[("text", ""), ("do", "attach")], &[("b.txt", b"b")]);
    let blob = between(&shown, "name=\"with\" value=\"", "\"").unwrap().to_owned();
    assert!(agent.get("/console/?sort=created").text().contains("Draft"), "a file alone is a draft");
    let shown = draft(&[("text", ""), ("drop", &blob)], &[]);
    assert!(!shown.contains("b.txt"));
    let shown = draft(&[("do", "back")], &[]);
    assert!(shown.contains("b.txt"), "it was put aside");
    draft(&[("do", "discard")], &[]);
    assert!(draft(&[("do", "back")], &[]).contains("b.txt"));
    // With a file there need be no words.
    let fields = [("text", ""), ("with", blob.as_str()), ("key", "n3")];
    assert_eq!(send(&agent, &format!("{page}/note"), &fields, &[]).status, 303);
    assert_eq!(attached(&agent, &text(&opened, "id"))[0]["name"], "b.txt");
}

#[test]
fn a_reply_that_is_taken_back_has_its_files_again() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let page = format!("/console/tickets/{}", opened["number"]);
    let sent = send(&agent, &format!("{page}/reply"), &[("text", "Here"), ("key", "r1")], &[("c.txt", b"c")]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let held = agent.get(&format!("/tickets/api/tickets/{}/held", text(&opened, "id"))).is(200);
    let id = text(&held["held"][0], "id");
    assert_eq!(held["held"][0]["attachments"][0]["name"], "c.txt");
    assert!(agent.get(&page).text().contains("c.txt"), "it is seen while it waits");
    assert_eq!(agent.post_form(&format!("{page}/recall"), &format!("held={id}")).status, 303);
    let shown = agent.get(&page).text();
    assert!(shown.contains("name=\"with\"") && shown.contains("Here</textarea>"), "{shown}");
}

#[test]
fn files_come_only_where_a_plugin_asks_for_them_and_from_people_alone() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let page = format!("/console/tickets/{}", opened["number"]);
    let answer = send(&agent, &format!("{page}/fields"), &[("status", "open")], &[("a.txt", b"a")]);
    assert!(matches!(answer.status, 400 | 422), "{}", answer.text());
    assert!(matches!(
        send(&desk.visitor(), &format!("{page}/note"), &[("text", "x")], &[]).status,
        401 | 403
    ));
    let many: Vec<(&str, &[u8])> = vec![("a.txt", b"a"); 21];
    send(&agent, &format!("{page}/draft"), &[("kind", "note"), ("text", "x")], &many).problem(413);
    let long = "x".repeat((1 << 20) + 1);
    send(&agent, &format!("{page}/draft"), &[("kind", "note"), ("text", &long)], &[]).problem(413);
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let broken = b"--nothing".to_vec();
    let answer = agent.fetch("POST", &format!("{page}/draft"), &[("content-type", &kind)], broken);
    assert_eq!(answer.status, 400, "{}", answer.text());
    let other = [("kind", "note"), ("text", "x"), ("file", "{\"blob\":\"nonsense\"}")];
    assert!(matches!(send(&agent, &format!("{page}/draft"), &other, &[]).status, 400 | 422));

    // From a browser only with the stamp of the form, which stands before all files.
    let signed = "email=agent.support%40demo.test&password=demo-only";
    let signed = desk.visitor().post_form("/sign-in", signed);
    let cookie = signed.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let post = |body: Vec<u8>| {
        let headers = [("content-type", kind.as_str()), ("cookie", cookie.as_str())];
        desk.visitor().fetch("POST", &format!("{page}/draft"), &headers, body)
    };
    let fetch = |fields: &[(&str, &str)]| post(form(fields, &[("d.txt", b"d")]));
    fetch(&[("kind", "note"), ("text", "x")]).problem(403);
    let drawn = desk.visitor().fetch("GET", &page, &[("cookie", cookie.as_str())], "").text();
    let stamp = between(&drawn, "name=\"_stamp\" value=\"", "\"").unwrap().to_owned();
    let mut late = form(&[("kind", "note")], &[("d.txt", b"d")]);
    late.truncate(late.len() - format!("--{BOUNDARY}--\r\n").len());
    late.extend(form(&[("_stamp", &stamp), ("text", "x"), ("do", "attach")], &[]));
    post(late).problem(403);
    assert!(!agent.get(&page).text().contains("d.txt"));
    // A button that stands before its form is sent before the stamp.
    let kept = fetch(&[("kind", "note"), ("_stamp", &stamp), ("text", "x"), ("do", "attach")]);
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(agent.get(&page).text().contains("d.txt"));
}

#[test]
fn what_is_in_a_form_beside_its_files_has_a_measure_in_all_its_parts() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let opened = open_ticket(&agent, "Support", "A lid");
    let place = format!("/console/tickets/{}/draft", opened["number"]);
    let many: Vec<(&str, &str)> = vec![("x", ""); 1001];
    let long = "x".repeat(2 << 20);
    for fields in [&many[..], &[(long.as_str(), "")]] {
        let told = send(&agent, &place, fields, &[]);
        assert_eq!(told.status, 413, "{}", told.text());
        assert!(told.text().contains("a form may have 1000 fields"), "{}", told.text());
    }
    // A large file is no part of it.
    let file = vec![b'x'; 3 << 20];
    let fields = [("kind", "reply"), ("text", "Large"), ("do", "attach"), ("key", "k1")];
    assert_eq!(send(&agent, &place, &fields, &[("large.txt", &file)]).status, 303);
}

#[test]
fn the_file_of_a_canned_answer_goes_out_with_the_reply_and_to_nobody_who_may_not_have_it() {
    let desk = desk();
    let (supervisor, agent) = (desk.person("supervisor"), desk.person("agent.support"));
    let department = text(
        supervisor.get("/api/v1/departments").is(200)["departments"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == "Support")
            .unwrap(),
        "id",
    );
    let fields = [("title", "Prices"), ("text", "Here they are."), ("whose", department.as_str())];
    let kept = send(&supervisor, "/canned/new", &fields, &[("prices.csv", b"lid,2")]);
    assert_eq!(kept.status, 303, "{}", kept.text());
    let listed = agent.get("/canned/api/answers").is(200);
    let answer = listed["answers"].as_array().unwrap().iter().find(|one| one["title"] == "Prices").unwrap();
    let (id, blob) = (text(answer, "id"), text(&answer["files"][0], "blob"));
    let file = format!("/api/v1/blobs/{blob}");
    agent.get(&file).is(200);
    desk.person("agent.sales").get(&file).problem(404);

    let opened = open_ticket(&agent, "Support", "A lid");
    let page = format!("/console/tickets/{}", opened["number"]);
    let offered = agent.get(&format!("{page}/answers/{id}")).is(200);
    assert_eq!(offered["whole"], id.as_str(), "{offered}");
    let fields = [("text", "Dear Mira,"), ("insert", "yes"), ("answer", &id), ("draft", "0"), ("key", "k1")];
    let shown = send(&agent, &format!("{page}/reply"), &fields, &[]);
    assert!(shown.status == 200 && shown.text().contains("Here they are.</textarea>"), "{}", shown.text());
    // Meanwhile the answer goes; what was put in stays.
    supervisor.delete(&format!("/canned/api/answers/{id}")).is(204);
    let shown = agent.get(&page).text();
    let with = between(&shown, "name=\"with\" value=\"", "\"").unwrap().to_owned();
    let fields = [("text", "Dear Mira, here they are."), ("with", &with), ("key", "k2")];
    let sent = send(&agent, &format!("{page}/reply"), &fields, &[]);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let files = attached(&agent, &text(&opened, "id"));
    assert_eq!((text(&files[0], "name"), &files[0]["size"]), ("prices.csv".to_owned(), &json!(5)));
    desk.person("agent.sales").get(&file).problem(404);
}
