//! The console in a real browser, as people use it, and pictures of every page.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod account;
mod admin;
mod availability;
mod calendar;
mod chat;
mod csat;
mod fields;
mod four;
mod frame;
mod guests;
mod inbox;
mod keyboard;
mod languages;
mod mentions;
mod plugins;
mod rules;
mod schedule;
mod sla;
mod talk;
mod together;

use ombud_tests::browser::{Browser, Look};
use ombud_tests::world::{PASSWORD, World, open_ticket};
use serde_json::{Value, json};

const WIDE: Look = Look { width: 1440, height: 900, dark: false };

/// How pages are looked at.
const LOOKS: [(&str, Look); 4] = [
    ("wide-light", WIDE),
    ("wide-dark", Look { dark: true, ..WIDE }),
    ("narrow-light", Look { width: 390, height: 844, dark: false }),
    ("narrow-dark", Look { width: 390, height: 844, dark: true }),
];

fn fits(browser: &Browser, name: &str) {
    let overflow = browser.run(languages::WIDE_PARTS);
    assert!(overflow[0].as_i64().unwrap_or(0) <= 0, "{name} is too wide: {overflow}");
    browser.picture(name);
}

/// Signs in through the page, as a person does.
fn sign_in(browser: &Browser, desk: &World, person: &str) {
    browser.go(&format!("{}/console/", desk.base()));
    assert!(browser.url().contains("/sign-in?next=/console/"), "{}", browser.url());
    browser.fill("input[name=email]", &format!("{person}@demo.test"));
    browser.fill("input[name=password]", PASSWORD);
    browser.follow("button.primary");
    assert!(!browser.url().contains("/sign-in"), "{}:\n{}", browser.url(), browser.text("body"));
}

/// A ticket of Support with several messages, which an agent may split.
fn conversation(desk: &World) -> (u64, String) {
    let agent = desk.person("agent.support");
    let list = agent.get("/tickets/api/tickets?department=Support&limit=100").is(200);
    let ticket = list["tickets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|ticket| ticket["messages"].as_u64() >= Some(2))
        .expect("the demo has conversations");
    (ticket["number"].as_u64().unwrap(), ticket["subject"].as_str().unwrap().to_owned())
}

fn ticket(desk: &World, number: u64) -> Value {
    desk.person("agent.support").get(&format!("/tickets/api/tickets/{number}")).is(200)
}

#[test]
fn an_agent_answers_notes_takes_splits_merges_and_resolves_and_most_of_it_where_no_script_runs() {
    let desk = World::demo();
    keyboard::at_once(&desk);
    let (number, _) = conversation(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    assert!(browser.count("a.open-ticket") > 5, "the inbox lists tickets");

    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.write("textarea#reply", "We have your bike on the stand now.");
    browser.follow("form[action$='/reply'] button.primary");
    browser.element("article.message.staff");
    assert!(browser.text("main").contains("We have your bike on the stand now."));

    // By keyboard: n begins a note.
    browser.press("n");
    browser.write("textarea#note", "The spring is worn.");
    browser.follow("form[action$='/note'] button[type=submit]");
    browser.element("article.message.note");
    assert!(browser.text("main").contains("The spring is worn."));

    if browser.count("form[action$='/take'] button") > 0 {
        browser.follow("form[action$='/take'] button");
        browser.element("form[action$='/fields']");
    }
    assert!(ticket(&desk, number)["assignee"].is_string(), "it is somebody's");

    let before = ticket(&desk, number)["messages"].as_u64();
    splits_off(&browser, &desk, number, "A second matter");
    let after = ticket(&desk, number)["messages"].as_u64();
    assert!(after <= before.map(|n| n + 1), "the moved message is gone, one line for staff stays");

    // Two of the same become one, and that one is done.
    let agent = desk.person("agent.support");
    let [kept, twin] = ["The lid is missing", "No lid in the box"]
        .map(|subject| open_ticket(&agent, "Support", subject)["number"].as_u64().unwrap());
    browser.go(&format!("{}/console/tickets/{twin}", desk.base()));
    browser.follow("[data-merge]");
    browser.fill("main input[name=into]", &kept.to_string());
    browser.enter("main input[name=into]");
    browser.follow("main button.primary");
    assert!(browser.url().contains(&format!("/console/tickets/{kept}?done=merged")), "{}", browser.url());
    assert!(browser.text("ol.talk").contains("No lid in the box"), "{}", browser.text("main"));
    browser.write("textarea#reply", "A lid is on its way.");
    browser.click("form[action$='/reply'] [name=then] option[value=resolved]");
    browser.follow("form[action$='/reply'] button.primary");
    browser.wait_until("it is resolved", || ticket(&desk, kept)["status"] == "resolved");
    assert_eq!(ticket(&desk, twin)["status"], "closed");

    goes_on_without_scripts(&desk);
}

/// Splits the first message of a customer off, and gives word of it.
fn splits_off(browser: &Browser, desk: &World, number: u64, subject: &str) {
    browser.run("window.scrollTo(0, 0)");
    browser.click("article.message.customer input[name=m]");
    browser.follow("form#split button");
    browser.fill("form[method=post] input[name=subject]", subject);
    let before = ticket(desk, number)["messages"].as_u64();
    browser.follow("main form[method=post] button[name=preview]");
    assert_eq!(browser.count("#both section"), 2, "both tickets are shown");
    assert!(!browser.url().contains("_stamp"), "no address keeps a stamp: {}", browser.url());
    assert!(browser.text("#both section:first-child h2").contains(&format!("#{number}")));
    assert!(browser.text("#both section:last-child").contains(subject));
    assert_eq!(browser.count("input[name=m]:checked"), 1, "what was chosen still is");
    assert_eq!(ticket(desk, number)["messages"].as_u64(), before, "nothing is done yet");
    browser.follow("main form[method=post] button.primary");
    browser.element("article.message");
    assert!(browser.url().contains("/console/tickets/"), "{}", browser.url());
    let list = desk.person("agent.support").get("/tickets/api/tickets?limit=100").is(200);
    let split = list["tickets"].as_array().unwrap().iter().find(|ticket| ticket["subject"] == subject);
    let split = split.expect("the new ticket is in the list");
    assert_eq!(split["relations"][0]["number"], json!(number));
}

fn goes_on_without_scripts(desk: &World) {
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let asked = desk.person("customer").post("/tickets/api/tickets", &wanted).is(201);
    let number = asked["number"].as_u64().unwrap();
    let browser = Browser::open(WIDE);
    browser.without_scripts();
    sign_in(&browser, desk, "agent.support");
    assert!(browser.count("a.open-ticket") > 5, "the inbox lists tickets");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    assert_eq!(browser.run("return !!customElements.get('ombud-time')"), json!(false), "no script has run");
    browser.write("textarea#reply", "It is done by hand.");
    browser.follow("form[action$='/reply'] button.primary");
    assert!(browser.text("ol.talk").contains("It is done by hand."), "{}", browser.text("main"));
    splits_off(&browser, desk, number, "By hand");
}

/// Goes where a link in the menu of the bar leads.
fn by_menu(browser: &Browser, place: &str) {
    browser.click(".top summary");
    browser.follow(&format!(".top nav a[href='{place}']"));
}

#[test]
fn the_bar_is_one_row_its_menu_goes_by_keyboard_and_the_search_is_on_every_page_under_it() {
    let desk = World::demo();
    for (width, who) in [(1440, "owner"), (1024, "owner"), (1024, "supervisor"), (1440, "agent.support")] {
        let browser = Browser::open(Look { width, height: 800, dark: false });
        sign_in(&browser, &desk, who);
        for path in ["/console/", "/availability/", "/schedule/"] {
            browser.go(&format!("{}{path}", desk.base()));
            let height = browser.run("return document.querySelector('.top').offsetHeight");
            assert!(height.as_u64() <= Some(56), "{who} at {width} on {path}: {height} px");
        }
        browser.picture(&format!("bar-{width}-{who}"));
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "owner");
    for path in [
        "/admin/",
        "/plugins",
        "/chat/",
        "/rules/",
        "/sla/report",
        "/tickets/fields",
        "/calendar/",
        "/canned/",
    ] {
        browser.go(&format!("{}{path}", desk.base()));
        browser.press("/");
        browser.wait_until(&format!("the field for a search has the focus on {path}"), || {
            browser.run("return document.activeElement.id") == json!("jump")
        });
    }
    browser.fill("#jump", "bike");
    browser.enter("#jump");
    assert!(browser.url().ends_with("/console/search?q=bike"), "{}", browser.url());
    assert_eq!(browser.run("return document.querySelector('#jump').value"), json!("bike"));

    // Enter opens the menu, Escape closes it and stays there, and leaving it closes it, too.
    let is_open = || browser.run("return document.querySelector('.top details').open") == json!(true);
    browser.run("document.querySelector('.top summary').focus()");
    browser.press("\u{e007}");
    assert!(is_open());
    browser.picture("bar-menu");
    browser.press("\u{e00c}");
    let focus = "return document.activeElement.tagName";
    assert!(!is_open() && browser.run(focus) == json!("SUMMARY"));
    browser.press("\u{e007}");
    browser.run("document.querySelector('#jump').focus()");
    assert!(!is_open());
    by_menu(&browser, "/plugins");
    assert_eq!(browser.count(".top details:has([aria-current])"), 1);
}

#[test]
fn the_search_is_a_key_away_and_shows_where_the_words_stand() {
    let desk = World::demo();
    let (number, subject) = conversation(&desk);
    desk.searchable();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.press("/");
    assert_eq!(browser.run("return document.activeElement.id"), json!("jump"));
    let word = subject.split_whitespace().max_by_key(|word| word.len()).unwrap();
    browser.fill("#jump", &format!("{word} -is:closed"));
    browser.enter("#jump");
    browser.element(".hits mark");
    assert!(browser.url().contains("/console/search?q="), "{}", browser.url());
    assert_eq!(browser.count(".chips a"), 1);
    browser.follow(".chips a");
    assert_eq!(browser.count(".chips a"), 0);
    browser.fill("#jump", &format!("#{number}"));
    browser.enter("#jump");
    assert!(browser.url().ends_with(&format!("/console/tickets/{number}")), "{}", browser.url());
}

#[test]
fn the_search_offers_how_a_word_may_end_and_is_asked_with_the_keyboard_alone() {
    let desk = World::demo();
    open_ticket(&desk.person("agent.support"), "Support", "A zebrawood handlebar");
    desk.searchable();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let said = |name: &str| {
        browser.run(&format!("return document.querySelector('#jump').getAttribute('aria-{name}')"))
    };
    let offers = "#jump-offers [role=option]";
    browser.press("/");
    assert_eq!(said("expanded"), "false");
    browser.press("Zebr");
    browser.wait_until("it is offered how the word may end", || browser.count(offers) == 1);
    assert_eq!((said("expanded"), said("activedescendant")), ("true".into(), Value::Null));
    browser.press("\u{e00c}");
    assert_eq!((browser.count(offers), said("expanded")), (0, "false".into()));
    // What nobody has chosen is not looked for.
    browser.enter("#jump");
    browser.element("main.found");
    assert!(browser.url().ends_with("/console/search?q=Zebr"), "{}", browser.url());
    browser.fill("#jump", "handlebar zebr");
    browser.wait_until("it is offered again", || browser.count(offers) == 1);
    browser.press("\u{e015}");
    assert_eq!(said("activedescendant"), "jump-offers-0");
    assert_eq!(browser.text("#jump-offers [aria-selected=true]"), "handlebar zebrawood");
    browser.picture("search-offers");
    browser.press("\u{e007}");
    let there = "/console/search?q=handlebar+zebrawood";
    browser.wait_until("it is looked for", || browser.url().ends_with(there));
    browser.element(".hits mark");
}

#[test]
fn a_collaborator_is_offered_no_way_to_write_to_a_customer() {
    let desk = World::demo();
    let (number, _) = conversation(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "collaborator");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.element("textarea#note");
    assert_eq!(browser.count("textarea#reply"), 0);
}

#[test]
fn every_page_has_its_picture_light_dark_and_narrow() {
    let desk = World::demo();
    let (number, _) = conversation(&desk);
    desk.searchable();
    let looks = [
        ("wide-light", WIDE),
        ("wide-dark", Look { dark: true, ..WIDE }),
        ("middle-light", Look { width: 1024, height: 768, dark: false }),
        ("narrow-light", Look { width: 390, height: 844, dark: false }),
        ("narrow-dark", Look { width: 390, height: 844, dark: true }),
    ];
    for (name, look) in looks {
        let browser = Browser::open(look);
        browser.go(&format!("{}/sign-in", desk.base()));
        browser.element("main.door");
        browser.picture(&format!("sign-in-{name}"));
        sign_in(&browser, &desk, "agent.support");
        for (page, path) in [
            ("inbox", "/console/".to_owned()),
            ("ticket", format!("/console/tickets/{number}")),
            ("new", "/console/new".to_owned()),
            ("search", "/console/search?q=bike+is%3Aopen".to_owned()),
            ("search-nothing", "/console/search?q=colour%3Ared+zzzzzz".to_owned()),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            browser.element("main");
            fits(&browser, &format!("{page}-{name}"));
        }
    }
}

#[test]
fn whoever_looks_as_somebody_else_sees_it_marked_and_comes_back() {
    let desk = World::demo();
    let agent = desk.person("agent.sales").get("/api/v1/me").is(200);
    let (id, name) = (agent["id"].as_str().unwrap(), agent["name"].as_str().unwrap());
    let looks = [
        ("wide-light", WIDE),
        ("wide-dark", Look { dark: true, ..WIDE }),
        ("narrow-light", Look { width: 390, height: 844, dark: false }),
    ];
    for (look_name, look) in looks {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "admin");
        browser.go(&format!("{}/view-as/{id}", desk.base()));
        assert!(browser.text("main h1").contains(name));
        browser.picture(&format!("view-as-{look_name}"));
        browser.follow("main button.primary");
        assert!(browser.text(".viewing").contains(name));
        fits(&browser, &format!("viewing-inbox-{look_name}"));
        browser.go(&format!("{}/console/new", desk.base()));
        browser.element(".viewing");
        browser.picture(&format!("viewing-new-{look_name}"));
        browser.follow(".viewing button");
        browser.element("body:not(:has(.viewing)) main h1");
    }
}
