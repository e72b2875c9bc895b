//! What a page costs on a grown desk: the inbox of an agent who sees a few departments, and a ticket of thirty messages beside
//! which five plugins stand. The times are those of a client on the same machine, so the desk's own are a little less.

use crate::desks::Grown;
use ombud_tests::browser::{Browser, Look};
use ombud_tests::caller::Caller;
use ombud_tests::program::processor_time;
use ombud_tests::proxy::Network;
use ombud_tests::world::{PASSWORD, open_ticket, text};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const TIMES: usize = 400;
const PAINTS: usize = 11;
const MESSAGES: usize = 30;
const PANELS: usize = 5;
/// Whoever uses next to nothing for so long is at rest.
const QUIET: Duration = Duration::from_secs(10);

/// A page, with its times, its bytes as a browser has them sent and as it unpacks them, when it first shows something, and what it asks
/// for beside itself until it hears of news.
struct Page {
    name: &'static str,
    path: String,
    times: Vec<Duration>,
    sent: usize,
    bytes: usize,
    requests: Vec<String>,
    paint: f64,
}

/// Measures them on this desk, and says it in one sentence.
pub fn measure(desk: &Grown) -> String {
    let (owner, agent) = desk.callers();
    let base = owner.base().to_owned();
    wait_for_search(owner);
    wait_for_rest(desk);
    install_panels(owner);
    let number = long_ticket(owner, agent);
    let page = |name, path: String| Page {
        name,
        path,
        times: Vec::new(),
        sent: 0,
        bytes: 0,
        requests: Vec::new(),
        paint: 0.0,
    };
    let mut pages = [
        page("inbox", "/console/".into()),
        page("inbox of a department", format!("/console/?department={}", department(agent))),
        page("ticket", format!("/console/tickets/{number}")),
    ];
    // As browsers ask.
    let packed = [("accept-encoding", "gzip")];
    for round in 0..TIMES + 20 {
        for page in &mut pages {
            let begun = Instant::now();
            let answer = agent.fetch("GET", &page.path, &packed, "");
            let took = begun.elapsed();
            assert_eq!(answer.status, 200, "{}", page.path);
            page.sent = answer.body.len();
            if round >= 20 {
                page.times.push(took);
            }
        }
    }
    let look = |page: &mut Page| {
        let answer = agent.get(&page.path);
        page.bytes = answer.body.len();
        answer
    };
    look(&mut pages[1]);
    let inbox = look(&mut pages[0]);
    assert_eq!(inbox.text().matches("<tr data-ticket=").count(), 50, "the inbox is full");
    let ticket = look(&mut pages[2]);
    // And those of plugins that the desk has anyway, where they have something to say.
    assert!(ticket.text().matches("class=\"card part\"").count() >= PANELS, "each panel is there");
    assert!(ticket.text().matches("<article class=\"message").count() >= MESSAGES);
    let browser = Browser::open(Look { width: 1440, height: 900, dark: false });
    let network = Network::before(&base);
    browser.go(&format!("{base}/sign-in"));
    browser.fill("input[name=email]", "colleague.0@demo.test");
    browser.fill("input[name=password]", PASSWORD);
    browser.enter("button.primary");
    for page in &mut pages {
        let mut paints = Vec::new();
        for _ in 0..PAINTS {
            browser.go(&format!("{base}{}", page.path));
            browser.wait_until("it is shown", || painted(&browser).is_some());
            paints.extend(painted(&browser));
        }
        paints.sort_by(f64::total_cmp);
        page.paint = paints[paints.len() / 2];
        network.asked();
        browser.go(&format!("{}{}", network.base(), page.path));
        while !page.requests.iter().any(|asked| asked.contains("/events")) {
            std::thread::sleep(Duration::from_millis(20));
            page.requests.extend(network.asked());
        }
        page.requests.remove(0);
        page.times.sort();
        println!(
            "{:<22} p50 {:>6.2} ms, quickest {:>6.2} ms, p99 {:>6.2} ms, {:>6.1} kB sent for {:.1}, first paint {:>4.0} ms, then asks for {:?}",
            page.name,
            ms(page.times[TIMES / 2]),
            ms(page.times[0]),
            ms(page.times[TIMES * 99 / 100]),
            page.sent as f64 / 1000.0,
            page.bytes as f64 / 1000.0,
            page.paint,
            page.requests,
        );
    }
    let told = pages.iter().map(|page| {
        format!(
            "{} {:.1} ms (p99 {:.1}), {:.0} kB sent for {:.0}, painted after {:.0} ms",
            page.name,
            ms(page.times[TIMES / 2]),
            ms(page.times[TIMES * 99 / 100]),
            page.sent as f64 / 1000.0,
            page.bytes as f64 / 1000.0,
            page.paint
        )
    });
    format!("Among {} tickets: {}.", desk.tickets, told.collect::<Vec<_>>().join("; "))
}

/// A desk that has just been made reads all of it for the search, on all processors that there are: that is another matter.
fn wait_for_search(owner: &Caller) {
    let begun = Instant::now();
    while owner.get("/api/v1/search").is(200)["complete"] != json!(true) {
        assert!(begun.elapsed() < Duration::from_secs(20 * 60), "the search is not ready");
        std::thread::sleep(Duration::from_secs(1));
    }
    println!("the search knows all after {:.0} s", begun.elapsed().as_secs_f64());
}

/// The longest that it is waited for that.
const PATIENCE: Duration = Duration::from_secs(40 * 60);

/// What follows from a hundred thousand tickets that came at once, in reactions and in the tables of the store, is another matter, too.
fn wait_for_rest(desk: &Grown) {
    let (begun, id) = (Instant::now(), desk.program().id());
    loop {
        let before = processor_time(id);
        std::thread::sleep(QUIET);
        let busy = (processor_time(id) - before) / QUIET.as_secs_f64();
        if busy < 0.03 {
            return println!("the desk is at rest after {:.0} s", begun.elapsed().as_secs_f64());
        }
        if begun.elapsed() > PATIENCE {
            return println!("the desk is not at rest: it uses {busy:.2} processors");
        }
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// When the browser first showed something of the page, in milliseconds after it was asked for.
fn painted(browser: &Browser) -> Option<f64> {
    browser
        .run("return performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)[0] ?? null")
        .as_f64()
}

/// A plugin that stands beside each ticket five times, and reads it.
fn install_panels(owner: &Caller) {
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let mut manifest =
        serde_json::to_value(ombud_host::inspect(&zoo).expect("a plugin").manifest).expect("JSON");
    manifest["needs"] =
        json!([{ "permission": "tickets:ticket.read", "scopes": ["all"], "why": "reads the subject" }]);
    // Five parts that do the same work: each is a call of its own, in an instance of its own.
    let part = |point: &str| json!({ "name": "plain", "point": point, "title": "Panel", "needs": "zoo:animal.see", "why": "w" });
    let names = ["plain", "plain-2", "plain-3", "plain-4", "plain-5"];
    let parts: Vec<Value> = names
        .iter()
        .map(|name| {
            let mut part = part("ticket-panel");
            part["name"] = json!(name);
            part
        })
        .collect();
    assert_eq!(parts.len(), PANELS);
    manifest["contributions"] = json!(parts);
    let zoo = ombud_testkit::with_manifest(&zoo, &manifest.to_string());
    let kind = [("content-type", "application/wasm")];
    owner.fetch("POST", "/api/v1/plugins?approve=all", &kind, zoo).is(201);
}

fn long_ticket(owner: &Caller, agent: &Caller) -> u64 {
    let ticket = open_ticket(owner, "Branch 0", "A long talk");
    let path = format!("/tickets/api/tickets/{}/messages", text(&ticket, "id"));
    for number in 1..MESSAGES {
        let kind = if number % 5 == 0 { "note" } else { "reply" };
        let body = format!(
            "Part {number} of it. {}",
            "There is more to say about this than fits into a line. ".repeat(6)
        );
        agent.post(&path, &json!({ "kind": kind, "body": body })).is(201);
    }
    ticket["number"].as_u64().expect("it has a number")
}

fn department(agent: &Caller) -> String {
    let me = agent.get("/api/v1/me").is(200);
    me["departments"][0].as_str().or(me["departments"][0]["id"].as_str()).expect("works somewhere").to_owned()
}
