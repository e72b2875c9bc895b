//! Colleagues who are mentioned, in real browsers.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, open_ticket};
use serde_json::json;

const ENTER: &str = "\u{e007}";
const UNREAD: &str = ".views a[href='/console/?mentions=mine'] .tally";

fn opened(desk: &World) -> u64 {
    open_ticket(&desk.person("agent.support"), "Support", "The lid is missing")["number"].as_u64().unwrap()
}

#[test]
fn a_colleague_is_chosen_with_the_keyboard_and_sees_at_once_that_he_is_meant() {
    let desk = World::demo();
    let number = opened(&desk);
    let hers = Browser::open(WIDE);
    sign_in(&hers, &desk, "supervisor");
    assert_eq!(hers.text(UNREAD), "0");

    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.element("#note");
    browser.press("n");
    let typed = "return document.querySelector('#note').value";
    browser.press("me@demo.test knows, @");
    browser.wait_until("colleagues are offered", || browser.count("#note-offers [role=option]") > 2);
    browser.press("SØ");
    browser.wait_until("one is left", || browser.count("#note-offers [role=option]") == 1);
    assert_eq!(browser.text("#note-offers li"), "Sofia Sørensen");
    browser.picture("mention-offered");
    // Whoever types faster than the desk answers gets what fits to what he typed.
    browser.press("R");
    browser.press(ENTER);
    browser
        .wait_until("it is put in", || browser.run(typed) == json!("me@demo.test knows, @Sofia Sørensen "));
    browser.press("which lid?");
    browser.follow("form[action$='/note'] button[type=submit]");
    assert_eq!(browser.text(".message.note mark"), "@Sofia Sørensen");
    assert_eq!(browser.count(".message.note mark"), 1);

    hers.wait_until("the inbox tells of it by itself", || hers.text(UNREAD) == "1");
    hers.follow(".views a[href='/console/?mentions=mine']");
    assert!(hers.text("tr.new").contains("Ana Kovač mentioned you"), "{}", hers.text("main"));
    hers.press("jo");
    hers.element(".message.note mark");
    assert!(hers.url().contains("#m-"), "{}", hers.url());
    hers.go(&format!("{}/console/?mentions=mine", desk.base()));
    assert_eq!((hers.text(UNREAD).as_str(), hers.count("tr.new")), ("0", 0));
}

#[test]
fn whoever_is_named_and_may_not_read_is_said_before_the_note_is_kept() {
    let desk = World::demo();
    let number = opened(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{number}", desk.base()));
    browser.press("n");
    browser.write("#note", "@Samir may know.");
    browser.follow("form[action$='/note'] button[type=submit]");
    assert!(
        browser.text("#problem").contains("Samir Haddad may not read this ticket"),
        "{}",
        browser.text("main")
    );
    assert_eq!(browser.run("return document.activeElement.id"), json!("note"), "one goes on where one was");
    fits(&browser, "mention-unheard");
    browser.follow("form[action$='/note'] button[type=submit]");
    assert!(browser.text("ol.talk").contains("@Samir may know."));
    assert_eq!(browser.count("ol.talk mark"), 0, "nobody was told");
}

#[test]
fn the_pages_of_mentions_have_their_pictures() {
    let desk = World::demo();
    let (number, ana) = (opened(&desk), desk.person("agent.support"));
    for words in [
        "@Sofia, the lid of the blue box is missing, and the customer asks for the second time. Who has the spare ones?",
        "@Sofia Sørensen?",
    ] {
        let form = format!("text={}", words.replace(' ', "+").replace('@', "%40"));
        assert_eq!(ana.post_form(&format!("/console/tickets/{number}/note"), &form).status, 303);
    }
    let other = opened(&desk);
    assert_eq!(ana.post_form(&format!("/console/tickets/{other}/note"), "text=Look%2C+%40Sofia").status, 303);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "supervisor");
        browser.go(&format!("{}/console/?mentions=mine", desk.base()));
        browser.element("tr[data-ticket]");
        fits(&browser, &format!("mentions-{name}"));
        browser.follow("a.open-ticket");
        browser.element("mark");
        fits(&browser, &format!("mentions-ticket-{name}"));
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.sales");
    browser.go(&format!("{}/console/?mentions=mine", desk.base()));
    assert!(browser.text("main").contains("Nobody has mentioned you"));
    fits(&browser, "mentions-none");
}
