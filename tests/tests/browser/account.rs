//! One's own account, as a person sees it.

use crate::{WIDE, sign_in};
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
