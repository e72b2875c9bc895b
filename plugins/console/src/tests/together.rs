//! A morning of an agent, with the real plugins behind the console and nothing but its pages and forms.

use crate::Console;
use ombud_merge::Merge;
use ombud_plugin::desk::tickets::{self, Changes, Priority, Status};
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Plugin, Request};
use ombud_split::Split;
use ombud_tickets::Tickets;
use serde_json::json;

struct Browser {
    kernel: FakeKernel,
}

impl Browser {
    fn new() -> Browser {
        let kernel = FakeKernel::new();
        let support = kernel.department("Support");
        kernel.department("Billing");
        let nina = kernel.staff("Nina Kos", "nina@desk.test", &[&support]);
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.queues(Provided::<Tickets>::on(kernel.cx()));
        kernel.definitions(Provided::<Tickets>::on(kernel.cx()));
        kernel.outbox(Provided::<Tickets>::on(kernel.cx()));
        kernel.split(Provided::<Split>::on(kernel.cx()));
        kernel.merging(Provided::<Tickets>::on(kernel.cx()));
        kernel.merge(Provided::<Merge>::on(kernel.cx()));
        kernel.act_as(&nina);
        Browser { kernel }
    }

    /// A page of the console; the address as links have it.
    fn open(&self, address: &str) -> String {
        let below = address.strip_prefix("/console").unwrap().split('#').next().unwrap();
        let response = Console::handle(&self.kernel.cx(), Request::get(below)).unwrap();
        assert_eq!(response.status, 200, "{}", response.body_text());
        response.body_text()
    }

    /// Sends a form as the page drew it, with some fields filled in, and follows it.
    fn send(&self, page: &str, action: &str, filled: &[(&str, &str)]) -> String {
        let response = self.try_to_send(page, action, filled);
        assert_eq!(response.status, 303, "{}", response.body_text());
        self.kernel.advance(60_000);
        self.open(response.header_value("location").unwrap())
    }

    fn try_to_send(&self, page: &str, action: &str, filled: &[(&str, &str)]) -> ombud_plugin::Response {
        let start =
            page.find(&format!("method=\"post\" action=\"{action}\"")).expect("the page has this form");
        let form = &page[start..start + page[start..].find("</form>").unwrap()];
        let mut fields = drawn(form);
        for (name, _) in filled {
            fields.retain(|(drawn, _)| drawn != name);
        }
        fields.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
        let below = action.strip_prefix("/console").unwrap();
        Console::handle(&self.kernel.cx(), Request::form_body(below, &body.join("&"))).unwrap()
    }
}

/// What a browser would send of a form that nobody touched: hidden and text fields, chosen options, ticks.
fn drawn(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select = None;
    for tag in form.split('<').skip(1) {
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        let attribute = |name: &str| {
            let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(tag[start..].split('"').next().unwrap().to_owned())
        };
        match tag.split_whitespace().next() {
            Some("select") => select = attribute("name"),
            Some("option") if tag.ends_with(" selected") => {
                fields.extend(select.clone().zip(attribute("value")));
            }
            Some("input") => {
                // Nobody has chosen a file.
                let ticks = matches!(attribute("type").as_deref(), Some("checkbox" | "radio" | "file"));
                if !ticks || tag.contains(" checked") {
                    fields.extend(
                        attribute("name").zip(Some(attribute("value").unwrap_or_else(|| "on".into()))),
                    );
                }
            }
            _ => {}
        }
    }
    fields
}

/// The ids of the messages that can be chosen, in order.
fn messages(page: &str) -> Vec<String> {
    let mark = r#"name="m" value=""#;
    page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_morning_at_the_desk() {
    let browser = Browser::new();
    let form = browser.open("/console/new");
    let said = [
        ("subject", "Two questions"),
        ("email", "zoe@home.test"),
        ("name", "Zoe Novak"),
        ("tags", "lamp, billing"),
        ("kind", "note"),
        ("text", "Zoe called: the lamp flickers."),
    ];
    let ticket = browser.send(&form, "/console/new", &said);
    assert!(ticket.contains("The ticket is open.") && ticket.contains("Zoe Novak"), "{ticket}");

    let mine = browser.send(&ticket, "/console/tickets/1/take", &[]);
    assert!(mine.contains("This ticket is yours now.") && !mine.contains("Assign to me"));
    assert!(browser.open("/console/?assignee=me").contains("Two questions"));

    let answered = browser.send(
        &mine,
        "/console/tickets/1/reply",
        &[("text", "Please turn it round."), ("then", "on-hold")],
    );
    assert!(
        answered.contains("Please turn it round.") && answered.contains(r#"<span class="badge on-hold">"#)
    );
    let noted =
        browser.send(&answered, "/console/tickets/1/note", &[("text", "She also asked about the invoice.")]);
    assert!(noted.contains("Your note is kept."));

    let saved = browser.send(&noted, "/console/tickets/1/fields", &[("priority", "high"), ("tags", "lamp")]);
    assert!(
        saved.contains(r#"<span class="priority high">"#)
            && saved.contains("changed priority from Normal to High")
    );

    let chosen = messages(&saved);
    assert_eq!(chosen.len(), 3);
    let step = browser.open(&format!("/console/tickets/1/split?m={}", chosen[2]));
    let new = browser.send(&step, "/console/tickets/1/split", &[("subject", "Invoice for Zoe")]);
    assert!(new.contains("Invoice for Zoe") && new.contains("She also asked about the invoice."), "{new}");
    assert!(new.contains("Split from") && new.contains("Undo the split"));
    let source = browser.open("/console/tickets/1");
    assert!(source.contains("Split into") && !source.contains("She also asked about the invoice."));

    let back = browser.send(&new, "/console/tickets/1/undo", &[]);
    assert!(
        back.contains("The messages are back.") && back.contains("She also asked about the invoice."),
        "{back}"
    );
    assert!(!back.contains("Split into"));
}

#[test]
fn two_people_on_one_ticket_do_not_overwrite_each_other() {
    let browser = Browser::new();
    let form = browser.open("/console/new");
    let said = [("subject", "Lamp"), ("email", "zoe@home.test"), ("kind", "note"), ("text", "It flickers.")];
    let ticket = browser.send(&form, "/console/new", &said);
    let other = browser.kernel.staff("Piotr", "piotr@desk.test", &[]);
    let (nina, piotr) = (ticket.clone(), ticket);

    browser.kernel.act_as(&other);
    browser.send(&piotr, "/console/tickets/1/fields", &[("priority", "urgent"), ("tags", "lamp")]);
    browser.send(&piotr, "/console/tickets/1/reply", &[("text", "Which lamp is it?")]);

    let nina_id = browser.kernel.cx().find_by_email("nina@desk.test").unwrap().unwrap().id;
    browser.kernel.act_as(&nina_id);
    let clash = browser.try_to_send(&nina, "/console/tickets/1/fields", &[("priority", "low")]);
    assert_eq!(clash.status, 409);
    assert!(clash.body_text().contains("Meanwhile changed to “Urgent”."));
    let late = browser.try_to_send(&nina, "/console/tickets/1/reply", &[("text", "Turn it round.")]);
    assert_eq!(late.status, 409);
    let late = late.body_text();
    assert!(
        late.contains("Piotr wrote here while you were typing") && late.contains("Turn it round.</textarea>")
    );
    // What nobody else touched goes through, though the ticket has changed since.
    let saved = browser.send(&nina, "/console/tickets/1/fields", &[("subject", "Flickering lamp")]);
    assert!(saved.contains("Flickering lamp") && saved.contains(r#"<span class="priority urgent">"#));
    // Having read what Piotr wrote, she sends it after all.
    let sent = browser.send(&late, "/console/tickets/1/reply", &[("text", "Turn it round.")]);
    assert!(sent.contains("Your reply is in the ticket"));
}

/// The id of a new ticket, which gets this number.
fn new_ticket(browser: &Browser, number: u64) -> [String; 1] {
    let form = browser.open("/console/new");
    let said = [("subject", "Lamp"), ("email", "zoe@home.test"), ("kind", "note"), ("text", "It flickers.")];
    browser.send(&form, "/console/new", &said);
    let ticket = tickets::by_number(&browser.kernel.cx(), number).unwrap();
    assert_eq!(ticket.status, Status::New);
    [ticket.id]
}

/// The ids of the first tickets of a desk, which are new.
fn new_tickets(browser: &Browser, count: u64) -> Vec<String> {
    (1..=count).flat_map(|number| new_ticket(browser, number)).collect()
}

/// Changes these tickets at once; the page that says so.
fn change_at_once(browser: &Browser, tickets: &[String], filled: &[(&str, &str)]) -> String {
    let ticked = tickets.iter().map(|id| ("t", id.as_str()));
    let no_tags = [("tags", ""), ("untag", "")].into_iter();
    let no_tags = no_tags.filter(|(name, _)| !filled.iter().any(|(given, _)| given == name));
    let filled: Vec<_> = filled.iter().copied().chain(no_tags).chain(ticked).collect();
    browser.send(&browser.open("/console/?status=any"), "/console/bulk", &filled)
}

#[test]
fn new_tickets_that_became_spam_at_once_are_open_again_and_else_as_before() {
    let browser = Browser::new();
    let chosen = new_tickets(&browser, 2);
    let wish = [("status", "spam"), ("priority", "high"), ("tags", "junk"), ("assignee", "me")];
    let page = change_at_once(&browser, &chosen, &wish);
    assert!(page.contains("2 tickets changed."), "{page}");
    let page = browser.send(&page, "/console/bulk/undo", &[]);
    for id in &chosen {
        let ticket = tickets::get(&browser.kernel.cx(), id).unwrap();
        assert_eq!((ticket.status, ticket.priority), (Status::Open, Priority::Normal));
        assert_eq!((&ticket.assignee, ticket.tags.len()), (&None, 0));
    }
    assert!(page.contains("Taken back.") && page.contains("2 tickets have another status than before:"));
    assert!(page.contains("#1: The status is now “Open”, before it was “New”."), "{page}");
    assert!(!page.contains("stayed as before") && !page.contains('`'), "{page}");
}

#[test]
fn what_only_leads_over_open_is_brought_back_over_open() {
    let browser = Browser::new();
    let chosen = new_tickets(&browser, 1);
    for (was, between) in [(Status::Pending, "spam"), (Status::Resolved, "closed")] {
        change_at_once(&browser, &chosen, &[("status", was.as_str())]);
        let page = change_at_once(&browser, &chosen, &[("status", between), ("priority", "low")]);
        let page = browser.send(&page, "/console/bulk/undo", &[]);
        assert!(page.contains("Taken back.") && !page.contains(r#"class="problem""#), "{page}");
        let ticket = tickets::get(&browser.kernel.cx(), &chosen[0]).unwrap();
        assert_eq!((ticket.status, ticket.priority), (was, Priority::Normal));
        change_at_once(&browser, &chosen, &[("status", "open")]);
    }
}

#[test]
fn nothing_is_called_taken_back_that_stayed() {
    let browser = Browser::new();
    let chosen = new_tickets(&browser, 2);
    let page = change_at_once(&browser, &chosen, &[("status", "open")]);
    let page = browser.send(&page, "/console/bulk/undo", &[]);
    assert!(page.contains("Nothing was taken back.") && !page.contains("Taken back"), "{page}");
    assert!(page.contains("2 tickets stayed as before:"), "{page}");

    // Whom somebody makes responsible opens it, too.
    let page = change_at_once(&browser, &new_ticket(&browser, 3), &[("assignee", "me")]);
    let page = browser.send(&page, "/console/bulk/undo", &[]);
    assert!(page.contains("1 ticket has another status than before:"), "{page}");

    let page = change_at_once(&browser, &chosen, &[("priority", "high")]);
    let cx = browser.kernel.cx();
    let ticket = tickets::get(&cx, &chosen[1]).unwrap();
    let tagged = Changes { tags: Some(vec!["lamp".into()]), ..Changes::none() };
    tickets::update(&cx, &ticket.id, ticket.version, &tagged).unwrap();
    let page = browser.send(&page, "/console/bulk/undo", &[]);
    assert!(page.contains("Taken back for 1 ticket."), "{page}");
    assert!(page.contains("#2: Somebody has changed it since."), "{page}");
}
