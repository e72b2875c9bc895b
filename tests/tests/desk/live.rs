//! News as they happen: who may read a record hears of it, and nobody else.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for news that must come.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long to listen for news that must not come, after others have come.
const SILENCE: Duration = Duration::from_millis(500);

/// One event of the stream, as the browser sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct News {
    pub(crate) id: String,
    pub(crate) kind: String,
    data: String,
}

/// Somebody who listens.
pub(crate) struct Listener {
    news: Receiver<News>,
    stream: TcpStream,
}

impl Listener {
    /// Listens from now on, or from after the event with this id.
    #[track_caller]
    pub(crate) fn new(caller: &Caller, after: Option<&str>) -> Listener {
        let address = caller.base().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let token = caller.token().unwrap_or_default();
        let resume = after.map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
        write!(
            stream,
            "GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAccept: text/event-stream\r\n\
             Authorization: Bearer {token}\r\n{resume}\r\n"
        )
        .unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let status = lines.next().unwrap().unwrap();
        assert!(status.starts_with("HTTP/1.1 200"), "{status}");
        let head: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
        let head = head.join("\n").to_lowercase();
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        let (tell, news) = channel();
        thread::spawn(move || {
            let mut event = News::default();
            // The sizes of chunks stand on lines of their own, which are no fields.
            for line in lines.map_while(Result::ok) {
                if let Some(id) = line.strip_prefix("id:") {
                    event.id = id.trim().to_owned();
                } else if let Some(kind) = line.strip_prefix("event:") {
                    event.kind = kind.trim().to_owned();
                } else if let Some(data) = line.strip_prefix("data:") {
                    event.data.push_str(data.trim_start());
                } else if line.is_empty()
                    && !event.data.is_empty()
                    && tell.send(std::mem::take(&mut event)).is_err()
                {
                    return;
                }
            }
        });
        Listener { news, stream }
    }

    /// The next piece of news about this record, of this kind.
    #[track_caller]
    pub(crate) fn hears(&self, kind: &str, about: &str) -> News {
        let until = Instant::now() + PATIENCE;
        let mut others = Vec::new();
        while let Ok(news) = self.news.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if news.kind == kind && news.data.contains(about) {
                return news;
            }
            others.push(news);
        }
        panic!("no {kind} of {about}, but {others:#?}");
    }

    /// Everything that still comes.
    pub(crate) fn rest(&self) -> Vec<News> {
        std::iter::from_fn(|| self.news.recv_timeout(SILENCE).ok()).collect()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }
}

fn note(caller: &Caller, ticket: &str, kind: &str, body: &str) -> String {
    let path = format!("/tickets/api/tickets/{ticket}/messages");
    text(&caller.post(&path, &json!({ "kind": kind, "body": body })).is(201), "id")
}

#[test]
fn news_of_support_reach_support_and_not_sales() {
    let desk = World::demo();
    let (support, sales) = (desk.person("agent.support"), desk.person("agent.sales"));
    let (in_support, in_sales) = (Listener::new(&support, None), Listener::new(&sales, None));
    let id = text(&open_ticket(&desk.person("owner"), "Support", "News for Support"), "id");
    in_support.hears("tickets:tickets.created", &id);
    let between = note(&support, &id, "note", "Between us.");
    in_support.hears("tickets:messages.created", &between);

    let other = text(&open_ticket(&desk.person("owner"), "Sales", "News for Sales"), "id");
    let heard = in_sales.hears("tickets:tickets.created", &other);
    assert!(!heard.data.contains(&id));
    for news in in_sales.rest() {
        assert!(
            !news.data.contains(&id) && !news.data.contains(&between),
            "Sales heard of Support's ticket: {news:?}"
        );
    }
    for news in in_support.rest() {
        assert!(!news.data.contains(&other), "Support heard of Sales' ticket: {news:?}");
    }
}

#[test]
fn a_customer_hears_of_their_own_tickets_and_never_of_notes() {
    let desk = World::demo();
    let (customer, agent) = (desk.person("customer"), desk.person("agent.support"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let own = text(&customer.post("/tickets/api/tickets", &wanted).is(201), "id");
    let ears = Listener::new(&customer, None);
    let other = text(&open_ticket(&desk.person("owner"), "Support", "Of somebody else"), "id");
    let note_id = note(&agent, &own, "note", "SECRET");
    let reply_id = note(&agent, &own, "reply", "On its way.");
    let mut heard = vec![ears.hears("tickets:messages.created", &reply_id)];
    heard.extend(ears.rest());
    for news in heard {
        let said = format!("{news:?}");
        for hidden in [&other, &note_id, "SECRET"] {
            assert!(!said.contains(hidden), "a customer heard of {hidden}: {said}");
        }
    }
}

#[test]
fn who_was_away_hears_what_happened_meanwhile() {
    let mut desk = World::demo();
    let agent = desk.person("agent.support");
    let ears = Listener::new(&agent, None);
    let first = text(&open_ticket(&agent, "Support", "Before"), "id");
    let heard = ears.hears("tickets:tickets.created", &first);
    assert!(!heard.id.is_empty(), "{heard:?}");
    drop(ears);
    let missed = text(&open_ticket(&agent, "Support", "Meanwhile"), "id");
    let hidden = text(&open_ticket(&desk.person("owner"), "Sales", "Elsewhere"), "id");

    desk.program().kill();
    desk.start_again();
    let agent = desk.person("agent.support");
    let ears = Listener::new(&agent, Some(&heard.id));
    ears.hears("tickets:tickets.created", &missed);
    for news in ears.rest() {
        assert!(!news.data.contains(&first) || news.kind != "tickets:tickets.created", "twice: {news:?}");
        assert!(!news.data.contains(&hidden), "{news:?}");
    }
}

#[test]
fn a_visitor_hears_nothing() {
    let desk = World::demo();
    desk.visitor().get("/api/v1/events").problem(401);
}

#[test]
fn who_is_suspended_hears_no_more() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    let ears = Listener::new(&agent, None);
    let before = text(&open_ticket(&owner, "Support", "Before"), "id");
    ears.hears("tickets:tickets.created", &before);
    let me = text(&agent.get("/api/v1/me").is(200), "id");
    crate::people::set_active(&owner, &me, false);
    let after = text(&open_ticket(&owner, "Support", "After"), "id");
    for news in ears.rest() {
        assert!(!news.data.contains(&after), "{news:?}");
    }
}

#[test]
fn what_happens_to_plugins_is_told_to_whoever_may_see_plugins() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let inside = Listener::new(&admin, None);
    let outside = Listener::new(&desk.person("agent.support"), None);
    let (kind, hello) = ([("content-type", "application/wasm")], ombud_testkit::pack("examples/hello"));
    admin.fetch("POST", "/api/v1/plugins?approve=all", &kind, hello).is(201);
    inside.hears("kernel:plugin.install", "hello");
    let ticket = open_ticket(&admin, "Support", "After the plugin");
    outside.hears("tickets:tickets.created", &text(&ticket, "id"));
    assert!(outside.rest().iter().all(|news| !news.kind.starts_with("kernel:")));
}

#[test]
fn what_other_plugins_say_about_a_ticket_reaches_staff_and_no_customer() {
    let desk = World::demo();
    let (customer, agent) = (desk.person("customer"), desk.person("agent.support"));
    let (outside, inside) = (Listener::new(&customer, None), Listener::new(&agent, None));
    let ticket = json!({ "subject": "A lamp", "department": "Support", "body": "It flickers." });
    let id = text(&customer.post("/tickets/api/tickets", &ticket).is(201), "id");
    note(&agent, &id, "reply", "We look into it.");
    let kept = inside.hears("sla:deadline.kept", &id);
    assert!(kept.data.contains("first-response"), "{kept:?}");
    outside.hears("tickets:tickets.changed", &id);
    let rest = outside.rest();
    assert!(!rest.iter().any(|news| news.kind.starts_with("sla:")), "{rest:?}");
}
