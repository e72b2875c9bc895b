//! Answers about real tickets on a fake kernel. Who may use and edit which is the kernel's, and tested with it.

use crate::Canned;
use crate::answer::UNDO;
use ombud_plugin::desk::canned::{Provider, Whose};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::phrases::{Provider as _, Topic};
use ombud_plugin::desk::tickets::{self, Attachment, MessageKind, NewMessage, NewTicket, Priority};
use ombud_plugin::testing::{FakeKernel, Provided, check_routes};
use ombud_plugin::{Plugin, Request, Response, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

struct Desk {
    kernel: FakeKernel,
    support: String,
    ada: UserId,
    ben: UserId,
    /// Zoe asks Support, in Slovene.
    ticket: String,
}

impl Desk {
    fn new() -> Desk {
        let kernel = FakeKernel::new();
        let support = kernel.department("Support");
        kernel.department("Billing");
        let ada = kernel.staff("Ada Lovelace", "ada@desk.test", &[&support]);
        kernel.alias(&ada, "Annie from the desk");
        let ben = kernel.staff("Ben", "ben@desk.test", &[&support]);
        let zoe = kernel.customer("Zoe Zorman", "zoe@home.test");
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.private_collection("canned:uses");
        kernel.private_collection("canned:deleted");
        kernel.act_as(&ada);
        let first = NewMessage {
            kind: MessageKind::Note,
            author: None,
            at: None,
            text: "By phone.".into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
        };
        let new = NewTicket {
            subject: "Lamp".into(),
            department: support.clone(),
            requester: Some(zoe),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "phone".into(),
            language: Some("sl-SI".into()),
            first: Some(first),
        };
        let ticket = tickets::create(&kernel.cx(), &new).unwrap().id;
        Desk { kernel, support, ada, ben, ticket }
    }

    fn ask(&self, request: Request) -> Response {
        Canned::handle(&self.kernel.cx(), request).unwrap()
    }

    fn keep(&self, body: &Value) -> String {
        let answer = self.ask(Request::json_body("POST", "/api/answers", body));
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        answer.body_json().unwrap()["id"].as_str().unwrap().to_owned()
    }

    fn find(&self, words: &str) -> Vec<String> {
        let found = Canned::find(&self.kernel.cx(), self.ticket.clone(), words.into(), 50).unwrap();
        found.into_iter().map(|answer| answer.title).collect()
    }

    fn fill(&self, id: &str) -> String {
        Canned::fill(&self.kernel.cx(), id.into(), self.ticket.clone()).unwrap()
    }

    fn files(&self, id: &str) -> Vec<Attachment> {
        <Canned as enclosures::Provider>::files(&self.kernel.cx(), id.to_owned()).unwrap()
    }

    #[track_caller]
    fn refused(&self, body: &Value, part: &str) {
        let error =
            Canned::handle(&self.kernel.cx(), Request::json_body("POST", "/api/answers", body)).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    fn form(&self, path: &str, body: &str) -> Response {
        self.ask(Request::form_body(path, body))
    }
}

fn body(title: &str, text: &str) -> Value {
    json!({ "title": title, "text": text })
}

fn with(title: &str, field: &str, value: Value) -> Value {
    let mut body = body(title, "x");
    body[field] = value;
    body
}

#[test]
fn the_manifest_has_the_routes_of_the_api() {
    check_routes(
        &crate::api::routes(),
        &include_str!("../plugin.toml")
            .split("[[routes]]")
            .enumerate()
            .filter(|(nth, part)| *nth == 0 || part.contains("\"/api/"))
            .map(|(nth, part)| if nth == 0 { part.to_owned() } else { format!("[[routes]]{part}") })
            .collect::<String>(),
    );
}

#[test]
fn one_is_filled_in_as_the_customer_may_read_it_and_in_her_language() {
    let desk = Desk::new();
    let mut new = body(
        "Greeting",
        "Dear {customer.name|there}, this is {agent.name} about #{ticket.number} {ticket.subject}.",
    );
    assert_eq!(desk.fill(&desk.keep(&new)), "Dear Zoe Zorman, this is Annie from the desk about #1 Lamp.");
    new["title"] = json!("Greeting, also in others");
    new["languages"] = json!({ "sl": "Draga {customer.first-name}, {department.name}", "de": "Liebe" });
    assert_eq!(desk.fill(&desk.keep(&new)), "Draga Zoe, Support");
}

#[test]
fn a_shortcut_comes_first_then_words_of_the_title_and_what_is_used_most() {
    let desk = Desk::new();
    desk.keep(&with("Opening hours", "shortcut", json!("/Hours")));
    let refund = desk.keep(&with("A refund takes five days", "shortcut", json!("refund")));
    desk.keep(&body("Hours of the workshop", "x"));
    assert_eq!(desk.find("hours"), ["Opening hours", "Hours of the workshop"]);
    assert_eq!(desk.find("ref"), ["A refund takes five days"]);
    assert_eq!(desk.find("fiv ref"), ["A refund takes five days"]);
    assert_eq!(desk.find("zebra"), [] as [&str; 0]);
    desk.fill(&refund);
    assert_eq!(desk.find("")[0], "A refund takes five days");
    let listed = desk.ask(Request::get("/api/answers")).body_json().unwrap();
    assert_eq!((&listed["answers"][0]["uses"], &listed["answers"][0]["whose"]), (&json!(1), &json!("own")));
}

#[test]
fn people_have_their_own_and_departments_and_all_have_theirs() {
    let desk = Desk::new();
    desk.keep(&body("Mine", "x"));
    desk.keep(&with("Of Support", "whose", json!("Support")));
    desk.keep(&with("Of Billing", "whose", json!("Billing")));
    desk.keep(&with("Of all", "whose", json!("all")));
    assert_eq!(desk.find(""), ["Mine", "Of all", "Of Support"]);
    desk.kernel.act_as(&desk.ben);
    assert_eq!(desk.find(""), ["Of all", "Of Support"]);
    let found = Canned::find(&desk.kernel.cx(), desk.ticket.clone(), "of support".into(), 9).unwrap();
    assert_eq!((found[0].whose, found[0].department.as_ref()), (Whose::Department, Some(&desk.support)));
    let listed = desk.ask(Request::get("/api/answers")).body_text();
    assert!(!listed.contains("Mine") && listed.contains("Of Billing"), "{listed}");
}

#[test]
fn one_given_to_others_keeps_its_count_and_is_known_by_its_version() {
    let desk = Desk::new();
    let id = desk.keep(&body("Mine", "x"));
    desk.fill(&id);
    let mut change = with("Ours", "whose", json!("Support"));
    change["version"] = json!(9);
    let put = |change: &Value| {
        Canned::handle(&desk.kernel.cx(), Request::json_body("PUT", &format!("/api/answers/{id}"), change))
    };
    assert!(put(&change).unwrap_err().is_conflict());
    change["version"] = json!(1);
    assert_eq!(put(&change).unwrap().status, 200);
    let found = Canned::find(&desk.kernel.cx(), desk.ticket.clone(), "ours".into(), 9).unwrap();
    assert_eq!((found[0].uses, found[0].whose), (1, Whose::Department));
    assert_eq!(desk.find("mine"), [] as [&str; 0]);
}

#[test]
fn what_cannot_be_kept_is_told_why() {
    let desk = Desk::new();
    desk.keep(&with("Hours", "shortcut", json!("hours")));
    for (body, part) in [
        (body("", "x"), "title of 1 to"),
        (body("x", " "), "1 to 20000 bytes"),
        (body("x", "Dear {custmer.name}"), "`custmer.name` cannot be filled in"),
        (body("x", "a { b"), "has no end"),
        (with("x", "languages", json!({ "sl": "{agent.nam}" })), "`agent.nam`"),
        (with("x", "languages", json!({ "slovene please": "x" })), "not a language tag"),
        (with("x", "shortcut", json!("two words")), "without spaces"),
        (with("x", "shortcut", json!("hours")), "already “Hours”"),
        (with("x", "whose", json!("Nowhere")), "no department"),
        (with("x", "tilte", json!("x")), "`tilte`"),
    ] {
        desk.refused(&body, part);
    }
    // Somebody else may have the same shortcut.
    desk.kernel.act_as(&desk.ben);
    desk.keep(&with("Hours", "shortcut", json!("hours")));
}

#[test]
fn a_deleted_one_comes_back_within_a_day_to_whoever_deleted_it() {
    let desk = Desk::new();
    let id = desk.keep(&body("Mine", "x"));
    desk.fill(&id);
    let gone = desk.form(&format!("/answers/{id}/delete"), "");
    let place = gone.header_value("location").unwrap().to_owned();
    assert!(place.starts_with("/canned/?done=deleted&id="), "{place}");
    assert_eq!(desk.find(""), [] as [&str; 0]);
    let page = desk.ask(Request::get(place.strip_prefix("/canned").unwrap())).body_text();
    let back = format!("/deleted/{}", place.rsplit('=').next().unwrap());
    assert!(page.contains(&format!("action=\"/canned{back}\"")));
    desk.kernel.act_as(&desk.ben);
    assert_eq!(desk.form(&back, "").status, 404);
    desk.kernel.act_as(&desk.ada);
    assert_eq!(desk.form(&back, "").status, 303);
    let found = Canned::find(&desk.kernel.cx(), desk.ticket.clone(), "".into(), 9).unwrap();
    assert_eq!((found[0].title.as_str(), found[0].uses, desk.kernel.timers().len()), ("Mine", 1, 0));

    let again = desk.form(&format!("/answers/{}/delete", found[0].id), "");
    let back = again.header_value("location").unwrap().rsplit('=').next().unwrap().to_owned();
    desk.kernel.advance(UNDO + 1);
    assert_eq!(desk.form(&format!("/deleted/{back}"), "").status, 404);
    desk.kernel.act_as_plugin();
    for timer in desk.kernel.due_timers() {
        Canned::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
        Canned::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
    }
}

#[test]
fn the_form_shows_how_it_will_read_and_keeps_what_is_refused() {
    let desk = Desk::new();
    let form = "title=Hi&shortcut=hi&whose=own&text=Dear+%7Bcustomer.name%7D&language=sl&variant=Zdravo&language=&variant=";
    let shown = desk.form("/new", &format!("{form}&preview=yes")).body_text();
    assert!(shown.contains("Dear Anna Petrova") && shown.contains("Zdravo</p>"), "{shown}");
    assert!(shown.contains("Dear {customer.name}</textarea>") && desk.find("").is_empty());
    let wrong = desk.form("/new", "title=Hi&text=%7Bx%7D&language=&variant=");
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body_text().contains("cannot be filled in") && wrong.body_text().contains("{x}</textarea>")
    );
    assert_eq!(desk.form("/new", form).header_value("location"), Some("/canned/?done=kept"));
    let listed = desk.ask(Request::get("/?q=hi")).body_text();
    assert!(listed.contains("/hi</kbd>") && listed.contains("<small>sl</small>"));
}

#[test]
fn whoever_may_not_edit_is_offered_no_buttons() {
    let desk = Desk::new();
    let id = desk.keep(&with("Of all", "whose", json!("all")));
    desk.kernel.deny("canned:answer.edit");
    desk.kernel.deny("canned:shared.edit");
    let page = desk.ask(Request::get(&format!("/answers/{id}"))).body_text();
    assert!(page.contains("readonly") && !page.contains("<button"), "{page}");
    assert!(!desk.ask(Request::get("/")).body_text().contains("/canned/new"));
    assert_eq!(desk.ask(Request::get("/new")).status, 403);
}

#[test]
fn the_list_has_pages_and_reads_nothing_that_others_keep_for_themselves() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.ben);
    desk.keep(&body("Ben's own", "x"));
    desk.kernel.act_as(&desk.ada);
    for nth in 0..51 {
        desk.keep(&body(&format!("Answer {nth:02}"), "x"));
    }
    let page = |address: &str| desk.ask(Request::get(address)).body_text();
    let first = page("/");
    assert!(first.contains("Answer 49") && !first.contains("Answer 50") && !first.contains("Ben&apos;s own"));
    assert!(first.contains(r#"rel="next" href="/canned/?page=1""#), "{first}");
    let last = page("/?page=1");
    assert!(
        last.contains("Answer 50") && !last.contains("Answer 49") && !last.contains("rel=\"next\""),
        "{last}"
    );
    assert!(page("/?page=9").contains("Answer 50"), "past the end is the end");
    assert!(!page("/?q=50").contains("class=\"pager\""));
}

#[test]
fn files_stay_with_an_answer_and_go_along_with_it() {
    let desk = Desk::new();
    let blob = desk.kernel.cx().put_blob(b"%PDF").unwrap().id;
    let file = json!({ "blob": blob, "name": "Prices.pdf", "content_type": "application/pdf", "size": 4 });
    let form = |more: &str| {
        let file = ombud_plugin::address::encode(&file.to_string());
        format!("title=Prices&text=Here+they+are&whose=own&file={file}&file={file}&file={more}")
    };
    assert_eq!(desk.form("/new", &form("")).header_value("location"), Some("/canned/?done=kept"));
    let listed = desk.ask(Request::get("/api/answers")).body_json().unwrap();
    let answer = &listed["answers"][0];
    assert_eq!(answer["files"], json!([file]), "the same file is kept once");
    let id = answer["id"].as_str().unwrap();
    let going = desk.files(id);
    assert_eq!((going[0].name.as_str(), going[0].blob.as_str()), ("Prices.pdf", blob.as_str()));
    let page = desk.ask(Request::get(&format!("/answers/{id}"))).body_text();
    assert!(page.contains(&format!("href=\"/api/v1/blobs/{blob}?name=Prices.pdf\"")), "{page}");
    // Taken out it is gone from the form, and from the answer when that is saved.
    let without = desk.form(&format!("/answers/{id}"), &form(&format!("&drop={blob}")));
    assert!(without.status == 200 && !without.body_text().contains("Prices.pdf"), "{}", without.body_text());
    assert_eq!(desk.files(id).len(), 1);
    // Given to others, deleted and brought back it keeps its files.
    let given = desk.form(
        &format!("/answers/{id}"),
        &format!("version=1&{}", form("").replace("whose=own", "whose=all")),
    );
    assert_eq!(given.status, 303, "{}", given.body_text());
    let found = Canned::find(&desk.kernel.cx(), desk.ticket.clone(), "".into(), 9).unwrap();
    let gone = desk.form(&format!("/answers/{}/delete", found[0].id), "");
    let back = gone.header_value("location").unwrap().rsplit('=').next().unwrap().to_owned();
    assert_eq!(desk.form(&format!("/deleted/{back}"), "").status, 303);
    let found = Canned::find(&desk.kernel.cx(), desk.ticket.clone(), "".into(), 9).unwrap();
    let files = desk.files(&found[0].id);
    assert_eq!(files.len(), 1);
    let mut large = body("Large", "x");
    large["files"] = json!([{ "blob": blob, "name": "x", "content_type": "", "size": 6 << 20 }]);
    desk.refused(&large, "at most 5 files");
}

#[test]
fn where_there_is_no_ticket_the_departments_own_come_first_and_names_are_those_that_were_given() {
    let desk = Desk::new();
    desk.keep(&with("Z of all", "whose", json!("all")));
    desk.keep(&with("A of mine", "shortcut", json!("a")));
    let text = "{customer.first-name|you}, {customer.email|none}, {department.name}, {agent.name}, #{ticket.number|none}";
    let mut filled = with("M of Support", "whose", json!("Support"));
    filled["text"] = json!(text);
    filled["languages"] = json!({ "sl": format!("Zdravo, {text}") });
    let id = desk.keep(&filled);
    let topic = |language: Option<&str>, customer: Option<&str>| Topic {
        department: desk.support.clone(),
        language: language.map(str::to_owned),
        customer: customer.map(str::to_owned),
        email: None,
    };
    let cx = desk.kernel.cx();
    let found = Canned::find_about(&cx, topic(None, None), String::new(), 50).unwrap();
    let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["M of Support", "A of mine", "Z of all"]);
    let fill = |topic| Canned::fill_about(&cx, id.clone(), topic).unwrap();
    assert_eq!(fill(topic(None, None)), "you, none, Support, Annie from the desk, #none");
    assert_eq!(
        fill(topic(Some("sl-SI"), Some("Vera Novak"))),
        "Zdravo, Vera, none, Support, Annie from the desk, #none"
    );
    let again = Canned::find_about(&cx, topic(None, None), String::new(), 50).unwrap();
    assert_eq!(again[0].uses, 2);
}
