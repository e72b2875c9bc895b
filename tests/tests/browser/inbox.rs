//! The inbox: many tickets at once, views that are kept, and what happens while one looks.

use super::{WIDE, conversation, sign_in, ticket};
use ombud_tests::browser::Browser;
use ombud_tests::proxy::Network;
use ombud_tests::world::{PASSWORD, World, open_ticket};
use serde_json::json;
use std::cell::RefCell;

fn row(number: u64) -> String {
    format!("tr[data-ticket='{number}']")
}

#[test]
fn an_agent_ticks_tickets_with_the_keyboard_changes_them_together_and_takes_it_back() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.element("a.open-ticket");
    assert_eq!(browser.run("return document.querySelector('.chosen').offsetHeight"), json!(0));
    browser.press("j");
    browser.press("x");
    browser.press("j");
    browser.press("x");
    let ticked = browser.run("return [...document.querySelectorAll('[name=t]:checked')].map((box) => Number(box.closest('tr').dataset.ticket))");
    let ticked: Vec<u64> = ticked.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    assert_eq!(ticked.len(), 2);
    let before: Vec<_> = ticked.iter().map(|number| ticket(&desk, *number)).collect();
    browser.write(".chosen select[name=priority]", "Urgent");
    browser.fill(".chosen input[name=tags]", "together");
    browser.follow(".chosen button.primary");
    assert!(browser.text(".flash").contains("2 tickets changed."), "{}", browser.text("main"));
    for number in &ticked {
        let now = ticket(&desk, *number);
        assert_eq!(now["priority"], "urgent");
        assert!(now["tags"].as_array().unwrap().contains(&json!("together")));
    }
    browser.follow(".flash button");
    assert!(browser.text(".flash").contains("Taken back."));
    for (number, before) in ticked.iter().zip(before) {
        let now = ticket(&desk, *number);
        assert_eq!((&now["priority"], &now["tags"]), (&before["priority"], &before["tags"]));
    }
}

#[test]
fn a_view_is_kept_with_its_count_and_opened_from_the_side() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "supervisor");
    browser.go(&format!("{}/console/?priority=high&status=any", desk.base()));
    browser.fill(".keep input[name=name]", "High ones");
    browser.click(".keep input[name=shared]");
    browser.follow(".keep button");
    assert_eq!(browser.text("h1"), "High ones");
    let rows = browser.count("a.open-ticket");
    assert_eq!(browser.text(".views a[aria-current] .tally"), rows.to_string());
    let colleague = Browser::open(WIDE);
    sign_in(&colleague, &desk, "agent.support");
    assert!(colleague.text(".views").contains("High ones"));
    assert_eq!(colleague.count(".views button"), 0, "not hers to take away");
    browser.follow(".views button");
    assert!(!browser.text(".views").contains("High ones"));

    // Columns are chosen by the keyboard alone, and are there in every view from then on.
    let form = "form[action='/console/columns']";
    assert_eq!(colleague.count("thead th.when"), 1);
    colleague.write(&format!("details:has(> {form}) > summary"), " ");
    colleague.write(&format!("{form} [value=opened]"), " ");
    colleague.write(&format!("{form} [value=priority]"), " ");
    colleague.picture("inbox-columns");
    colleague.enter(&format!("{form} [value=mine]"));
    assert!(colleague.text(".flash").contains("these columns from now on"), "{}", colleague.text(".flash"));
    colleague.go(&format!("{}/console/?status=any", desk.base()));
    assert_eq!((colleague.count("thead th.when"), colleague.count("thead th.urgency")), (2, 0));
}

#[test]
fn rows_tell_what_becomes_of_their_tickets_and_new_ones_come_when_asked_for() {
    let desk = World::demo();
    let other = desk.person("supervisor");
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let (number, _) = conversation(&desk);
    browser.go(&format!("{}/console/?status=any&department=&sort=created", desk.base()));
    browser.element(&row(number));
    let order =
        "return [...document.querySelectorAll('tr[data-ticket]')].map((row) => row.dataset.ticket).join()";
    let before = browser.run(order);
    // Two are ticked, and one reads far down, with the focus on a row.
    for at in [format!("{} [name=t]", row(number)), "tbody tr:last-child [name=t]".to_owned()] {
        browser.click(&at);
    }
    let ticked =
        "return [...document.querySelectorAll('[name=t]:checked')].map((box) => box.value).sort().join()";
    let chosen = browser.run(ticked);
    assert_eq!(chosen.as_str().unwrap().split(',').count(), 2, "{chosen}");
    let place = "const row = document.activeElement.closest('tr'); \
         return [Math.round(row?.getBoundingClientRect().top), row?.dataset.ticket]";
    browser.run("[...document.querySelectorAll('a.open-ticket')].at(-1).focus()");
    let read = browser.run(place);

    let now = ticket(&desk, number);
    let id = now["id"].as_str().unwrap();
    other
        .patch(
            &format!("/tickets/api/tickets/{id}"),
            &json!({ "version": now["version"], "status": "on-hold", "tags": ["held"] }),
        )
        .is(200);
    browser.wait_until("the row is renewed", || browser.text(&row(number)).contains("held"));
    assert!(browser.text(&row(number)).contains("On hold"));
    assert_eq!(browser.run(order), before, "nothing moved");
    assert_eq!(browser.run(place), read, "nor what is read");
    assert_eq!(browser.run(ticked), chosen, "what is ticked stays ticked");
    let sizes = "const size = ({ encodedBodySize }) => encodedBodySize; \
         const rows = performance.getEntriesByType('resource').filter(({ name }) => name.includes('row=')); \
         return [rows.map(size), performance.getEntriesByType('navigation').map(size)]";
    browser.wait_until("the row alone was fetched", || browser.run(sizes)[0][0].is_number());
    let sizes = browser.run(sizes);
    let [part, whole] = [&sizes[0], &sizes[1]].map(|size| size[0].as_u64().unwrap());
    assert!(part > 0 && part * 3 < whole, "{part} bytes for one row, {whole} for the page");

    let fresh = open_ticket(&other, "Support", "Brand new");
    browser.wait_until("it is offered", || {
        browser.run("return !document.querySelector('.fresh').hidden") == json!(true)
    });
    assert_eq!(browser.run(order), before, "nothing moved yet");
    assert_eq!(browser.text(".fresh b"), "1");
    browser.click(".fresh button");
    browser.element(&row(fresh["number"].as_u64().unwrap()));
    assert_eq!(browser.run(ticked), chosen, "what is ticked stays ticked");
}

#[test]
fn a_page_opens_one_stream_beside_its_style_and_script_and_only_who_stays_is_here() {
    let desk = World::demo();
    let network = Network::before(desk.base());
    let browser = Browser::open(WIDE);
    browser.go(&format!("{}/console/", network.base()));
    browser.fill("input[name=email]", "agent.support@demo.test");
    browser.fill("input[name=password]", PASSWORD);
    browser.follow("button.primary");
    // What a page does after a second or more waits until the test says so.
    browser.begins_with(
        "{ const after = setTimeout, later = []; \
         self.setTimeout = (act, time, ...rest) => time < 1e3 ? after(act, time, ...rest) : later.push(act); \
         self.stay = () => later.splice(0).forEach((act) => act()) }",
    );
    let heard = RefCell::new(Vec::new());
    let hears_of = |what: &str| {
        browser.wait_until(what, || {
            heard.borrow_mut().extend(network.asked());
            heard.borrow().iter().any(|asked| asked == what)
        });
    };
    let ticket = format!("/console/tickets/{}", conversation(&desk).0);
    for (page, told) in [("/console/", None), (&ticket, Some("POST /api/v1/signals"))] {
        // What the page before still had to say is said.
        browser.go(&format!("{}/kernel/mark.svg", network.base()));
        network.asked();
        heard.take();
        browser.go(&format!("{}{page}", network.base()));
        hears_of("GET /api/v1/events");
        let kept = ["GET /kernel/desk.css", "GET /kernel/desk.js"];
        heard.borrow_mut().retain(|asked| !kept.contains(&asked.as_str()));
        assert_eq!(heard.take(), [format!("GET {page}"), "GET /api/v1/events".into()]);
        browser.run("stay()");
        told.map(hears_of);
        hears_of("GET /api/v1/presence");
    }
}

#[test]
fn what_is_said_meanwhile_comes_in_at_the_end_and_what_is_being_written_stays() {
    let desk = World::demo();
    let (number, _) = conversation(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.write("textarea#reply", "I am just writing");
    let before = browser.count("ol.talk > li");
    let id = ticket(&desk, number)["id"].as_str().unwrap().to_owned();
    let other = desk.person("supervisor");
    let path = format!("/tickets/api/tickets/{id}/messages");
    other.post(&path, &json!({ "kind": "note", "body": "Look at the photo first." })).is(201);
    browser.wait_until("the note is there", || browser.count("ol.talk > li") > before);
    assert!(browser.text("ol.talk > li:last-child").contains("Look at the photo first."));
    assert_eq!(browser.run("return document.querySelector('#reply').value"), json!("I am just writing"));
    assert_eq!(browser.text("[data-word]"), "Something new was said.");
    // It was not there when the reply was begun: sending asks to read it first.
    browser.follow("form[action$='/reply'] button.primary");
    assert!(browser.text("main").contains("wrote here while you were typing"), "{}", browser.text("main"));
    assert_eq!(browser.run("return document.querySelector('#reply').value"), json!("I am just writing"));
}
