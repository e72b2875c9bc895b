//! What makes an agent quick in a conversation.

use super::{LOOKS, WIDE, by_menu, fits, sign_in, ticket};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, open_ticket};
use serde_json::json;

const ENTER: &str = "\u{e007}";

/// Two tickets of the same customer.
fn two(desk: &World) -> [u64; 2] {
    let agent = desk.person("agent.support");
    ["The lid is missing", "No lid in the box"]
        .map(|subject| open_ticket(&agent, "Support", subject)["number"].as_u64().unwrap())
}

#[test]
fn an_agent_merges_a_ticket_into_another_with_the_keyboard_and_takes_it_back() {
    let desk = World::demo();
    let [target, source] = two(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    browser.element("[data-merge]");
    browser.press("m");
    browser.element("main.narrow input[name=into]");
    assert!(
        browser.text("main").contains("The lid is missing"),
        "the other one of the same person is offered"
    );
    assert_eq!(browser.run("return document.activeElement.name"), json!("into"));
    browser.press(&target.to_string());
    browser.press(ENTER);
    browser.wait_until("it says what will be", || {
        browser.text("h1") == format!("Merge #{source} into #{target}")
    });
    assert_eq!(browser.run("return document.activeElement.type"), json!("submit"));
    browser.press(ENTER);
    browser.wait_until("it is done", || browser.text("main").contains("Merged. All messages"));
    assert!(browser.text("ol.talk").contains(&format!("merged from #{source}")), "{}", browser.text("main"));
    assert_eq!(ticket(&desk, source)["status"], "closed");

    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    assert!(browser.text(".flash").contains(&format!("#{target}")), "it leads on");
    browser.follow("form[action$='/unmerge'] button");
    assert!(browser.text(".flash").contains("The merge is undone"), "{}", browser.text("main"));
    assert_eq!(ticket(&desk, source)["messages"], 1);
}

#[test]
fn the_tickets_that_are_ticked_become_one() {
    let desk = World::demo();
    let [first, second] = two(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    for number in [first, second] {
        browser.click(&format!("tr[data-ticket='{number}'] [name=t]"));
    }
    browser.follow(".chosen button[name=merge]");
    assert!(browser.text("main").contains("Which one stays?"));
    browser.follow(&format!("main a[href$='into={second}']"));
    browser.follow("main button.primary");
    assert!(browser.url().contains(&format!("/console/tickets/{second}?done=merged")), "{}", browser.url());
    browser.follow("form[action$='/unmerge'] button");
    assert_eq!(ticket(&desk, first)["status"], ticket(&desk, second)["status"]);
}

#[test]
fn a_canned_answer_is_put_in_with_the_keyboard_alone() {
    let desk = World::demo();
    let [number, _] = two(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.element("#reply");
    browser.press("r");
    let typed = "return document.querySelector('#reply').value";
    browser.press("Either 1/2 or /");
    browser.wait_until("they are offered", || browser.count("#reply-offers [role=option]") > 2);
    browser.press("hou");
    browser.wait_until("one is left", || browser.count("#reply-offers [role=option]") == 1);
    let active = "const list = document.querySelector('#reply-offers');
        return document.querySelector('#reply').getAttribute('aria-activedescendant') === list.firstChild.id
            && list.firstChild.getAttribute('aria-selected') === 'true'";
    assert_eq!(browser.run(active), json!(true));
    browser.picture("canned-offered");
    browser.press("\u{e00c}");
    assert_eq!((browser.count("#reply-offers"), browser.run(typed)), (0, json!("Either 1/2 or /hou")));
    browser.press("r");
    browser.element("#reply-offers");
    browser.press(ENTER);
    let text = "Either 1/2 or We are here from Monday to Friday, 9 to 17.";
    browser.wait_until("it is put in", || browser.run(typed) == json!(text));
    // Arrows choose among several; what stands behind the cursor stays.
    browser.press("\n/");
    browser.wait_until("they are offered", || browser.count("#reply-offers [role=option]") > 2);
    browser.press("\u{e013}\u{e015}\u{e015}");
    let title = browser.text("#reply-offers [aria-selected=true]");
    let second = browser.text("#reply-offers li:nth-child(2)");
    assert_eq!(title, second);
    browser.press(ENTER);
    browser.wait_until("it is put in", || {
        browser.run(typed).as_str().is_some_and(|typed| typed.len() > text.len() + 3)
    });
    browser.follow("form[action$='/reply'] button.primary");
    assert!(browser.text("ol.talk").contains("9 to 17."), "{}", browser.text("main"));
}

#[test]
fn a_canned_answer_brings_its_file_when_it_is_put_in_with_the_keyboard() {
    let desk = World::demo();
    let [number, _] = two(&desk);
    let agent = desk.person("agent.support");
    let sent = agent.fetch("POST", "/api/v1/blobs", &[("content-type", "text/csv")], "lid,2");
    let blob = sent.is(201)["id"].clone();
    let file = json!({ "blob": blob, "name": "prices.csv", "content_type": "text/csv", "size": 5 });
    let answer =
        json!({ "title": "Prices", "shortcut": "prices", "text": "Here they are.", "files": [file] });
    agent.post("/canned/api/answers", &answer).is(201);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.element("#reply");
    browser.press("r");
    browser.press("Hello, /prices");
    browser.wait_until("it is offered", || browser.count("#reply-offers [role=option]") == 1);
    browser.press(ENTER);
    browser.wait_until("its file is there", || browser.count(".composer.reply .files li") == 1);
    let typed = browser.run("return document.querySelector('#reply').value");
    assert_eq!(typed, json!("Hello, Here they are."));
    browser.picture("canned-file");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.wait_until("it is in the draft", || browser.count(".composer.reply .files li") == 1);
}

#[test]
fn the_pages_of_canned_answers_have_their_pictures() {
    let desk = World::demo();
    let [number, _] = two(&desk);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "supervisor");
        browser.go(&format!("{}/canned/", desk.base()));
        browser.element("table.list");
        fits(&browser, &format!("canned-list-{name}"));
        browser.follow("table.list a[href*='answers']");
        browser.element("textarea#text");
        browser.follow("button[name=preview]");
        fits(&browser, &format!("canned-one-{name}"));
        browser.go(&format!("{}/console/tickets/{number}", desk.base()));
        browser.click(".composer.reply details.more summary");
        fits(&browser, &format!("canned-composer-{name}"));
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "supervisor");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.write("textarea#reply", "Hello,");
    browser.click(".composer.reply details.more summary");
    browser.follow(".composer.reply button[name=insert]");
    let typed = browser.run("return document.querySelector('#reply').value");
    assert!(typed.as_str().unwrap().starts_with("Hello,\n\n"), "{typed}");
}

#[test]
fn an_answer_is_kept_deleted_and_brought_back_on_its_pages() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    by_menu(&browser, "/canned/");
    browser.follow("a[href='/canned/new']");
    browser.fill("input[name=title]", "Directions");
    browser.fill("input[name=shortcut]", "way");
    browser.fill("textarea[name=text]", "Turn left, {custmer.name}.");
    browser.follow("main button.primary");
    assert!(browser.text(".problem").contains("custmer.name"));
    browser.fill("textarea[name=text]", "Turn left, {customer.name}.");
    browser.follow("main button.primary");
    assert!(
        browser.text("main").contains("The answer is kept.") && browser.text("table.list").contains("/way")
    );
    browser.go(&format!("{}/canned/?q=way", desk.base()));
    browser.follow("table.list a");
    browser.follow("form[action$='/delete'] button");
    assert!(!browser.text("table.list").contains("Directions"));
    browser.follow(".flash button");
    assert!(browser.text("table.list").contains("Directions"));
}

#[test]
fn the_pages_of_merging_have_their_pictures() {
    let desk = World::demo();
    let [target, source] = two(&desk);
    let (of_target, of_source) = (ticket(&desk, target), ticket(&desk, source));
    let id = of_source["id"].as_str().unwrap();
    desk.searchable();
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        for (page, query) in [
            ("where", format!("t={id}")),
            ("found", format!("t={id}&into=bike")),
            ("preview", format!("t={id}&into=1")),
            ("many", format!("t={id}&t={}", of_target["id"].as_str().unwrap())),
        ] {
            browser.go(&format!("{}/console/merge?{query}", desk.base()));
            browser.element("main.narrow");
            fits(&browser, &format!("merge-{page}-{name}"));
        }
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/merge?t={id}&into={target}", desk.base()));
    browser.follow("main button.primary");
    fits(&browser, "merge-done");
    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    fits(&browser, "merge-left");
}

#[test]
fn a_file_is_chosen_stays_with_the_draft_and_is_sent() {
    let desk = World::demo();
    let at_once = json!({ "undo-seconds": 0 });
    desk.person("owner").patch("/api/v1/plugins/tickets/settings", &at_once).is(204);
    let [number, _] = two(&desk);
    let file = desk.folder().join("lids & more.csv");
    std::fs::write(&file, "box,lid\n").unwrap();
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        browser.go(&format!("{}/console/tickets/{number}", desk.base()));
        browser.write("#reply", "See the list");
        // To choose it is enough.
        browser.write("form[action$='/reply'] input[type=file]", &file.to_string_lossy());
        browser.element("form[action$='/reply'] .files a");
        let typed = "return document.querySelector('#reply').value";
        assert_eq!(browser.run(typed), json!("See the list"));
        // Where one writes is far down: what is half under the bar then is not half of what it is.
        browser.run("scrollTo(0, 0)");
        fits(&browser, &format!("draft-file-{name}"));
        browser.follow("form[action$='/reply'] .files button");
        assert_eq!(browser.count("form[action$='/reply'] .files a"), 0);
        browser.follow("form[action$='/reply'] [value=back]");
        assert!(browser.text("form[action$='/reply'] .files").contains("lids & more.csv"));
        browser.follow("form[action$='/reply'] button.primary");
        assert!(browser.text("ol.talk li:last-child .files").contains("lids & more.csv"));
        assert_eq!(browser.run(typed), json!(""));
    }
}
