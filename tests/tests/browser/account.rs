//! One's own account, as a person sees it.

use crate::{WIDE, conversation, sign_in};
use ombud_tests::authenticator;
use ombud_tests::browser::{Browser, Look};
use ombud_tests::world::{PASSWORD, World};

const NARROW_DARK: Look = Look { width: 390, height: 844, dark: true };

#[test]
fn somebody_protects_the_account_with_a_second_factor_and_signs_in_with_it() {
    for (name, look, person) in
        [("wide-light", WIDE, "agent.support"), ("narrow-dark", NARROW_DARK, "agent.sales")]
    {
        let desk = World::demo();
        let browser = Browser::open(look);
        sign_in(&browser, &desk, person);
        browser.go(&format!("{}/account", desk.base()));
        browser.element("ul.sessions");
        browser.picture(&format!("account-{name}"));
        browser.write("#begin-password", PASSWORD);
        browser.follow("form:has(input[value=begin-factor]) button");
        browser.element("div.qr svg");
        browser.picture(&format!("second-factor-{name}"));
        let overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth");
        assert!(overflow.as_i64().unwrap_or(0) <= 0, "{name} is {overflow} px too wide");
        let key = browser.text("code.key").replace(' ', "");
        browser.write("#code", &authenticator::code(&key, 0));
        browser.follow("form:has(input[value=confirm-factor]) button");
        assert_eq!(browser.count("ol.codes li"), 10);
        browser.picture(&format!("recovery-codes-{name}"));

        browser.go(&format!("{}/sign-out", desk.base()));
        browser.follow("button.primary");
        browser.go(&format!("{}/account", desk.base()));
        browser.fill("input[name=email]", &format!("{person}@demo.test"));
        browser.fill("input[name=password]", PASSWORD);
        browser.follow("button.primary");
        browser.element("input[name=code]");
        browser.picture(&format!("sign-in-code-{name}"));
        browser.write("input[name=code]", &authenticator::code(&key, 1));
        browser.follow("button.primary");
        assert!(browser.text("main").contains("Since "), "{}", browser.text("main"));
    }
}

#[test]
fn a_browser_that_is_to_be_dark_and_dense_is_so_on_every_page_whatever_its_system_says() {
    let desk = World::demo();
    let (browser, colleague) = (Browser::open(WIDE), Browser::open(WIDE));
    sign_in(&browser, &desk, "agent.support");
    sign_in(&colleague, &desk, "agent.support");
    let drawn = |browser: &Browser, path: &str| {
        browser.go(&format!("{}{path}", desk.base()));
        let drawn = "const style = getComputedStyle(document.body); \
             return [getComputedStyle(document.documentElement).backgroundColor, style.fontSize]";
        browser.run(drawn)
    };
    let ticket = format!("/console/tickets/{}", conversation(&desk).0);
    let pages = ["/console/", &ticket, "/account", "/canned/", "/nowhere"];
    let before = pages.map(|page| drawn(&browser, page));
    browser.go(&format!("{}/account", desk.base()));
    browser.run("document.querySelector('[name=shade]').value = 'dark'");
    browser.run("document.querySelector('[name=density]').value = 'dense'");
    browser.follow("form:has([name=shade]) button");
    assert!(browser.text(".flash").contains("looks like this"), "{}", browser.text(".flash"));
    browser.picture("account-dark-and-dense");
    for (page, before) in pages.into_iter().zip(&before) {
        let now = drawn(&browser, page);
        assert!(before[0] != now[0] && before[1] != now[1], "{page}: {before} and {now}");
        assert_eq!(&drawn(&colleague, page), before, "{page} is as it was for others");
        browser.picture(&format!("dark-and-dense{}", page.replace(char::is_numeric, "").replace('/', "-")));
    }
    browser.go(&format!("{}/account", desk.base()));
    assert_eq!(browser.run("return document.querySelector('[name=shade]').value"), "dark", "it is shown");
    browser.run("for (const one of ['shade', 'density']) document.querySelector(`[name=${one}]`).value = ''");
    browser.follow("form:has([name=shade]) button");
    assert_eq!(drawn(&browser, "/console/"), before[0], "as the system has it again");
}
