//! Shifts as people keep them and live by them.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, text};
use serde_json::json;

fn user(desk: &World, name: &str) -> String {
    text(&desk.person(name).get("/api/v1/me").is(200), "id")
}

#[test]
fn a_supervisor_gives_shifts_and_an_agent_chooses_to_accept_no_work() {
    let desk = World::demo();
    let ana = user(&desk, "agent.support");
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "supervisor");
    browser.follow(".top nav a[href='/schedule/']");
    browser.follow(".views a[href='/schedule/people']");
    browser.follow(&format!("a[href='/schedule/people/{ana}']"));
    browser.fill("input[name=zone]", "Europe/Ljubljana");
    browser.fill("input[name=workdays]", "00:00-24:00");
    browser.fill("input[name=weekend]", "00:00-24:00");
    browser.follow("button[value=save]");
    browser.element(".flash");
    assert!(browser.text("main").contains("Accepts work"), "{}", browser.text("main"));

    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/schedule/", desk.base()));
    browser.follow("button[value=no]");
    browser.element(".flash");
    assert!(browser.text("main").contains("Accepts no work"), "{}", browser.text("main"));
    let told = desk.person("supervisor").get(&format!("/schedule/api/availability/{ana}")).is(200);
    assert_eq!(told["cause"], json!({ "choice": "person" }));
}

#[test]
fn the_coverage_says_who_works_in_which_hours_to_the_keyboard_too_and_numbers_stand_below_their_days() {
    let desk = World::demo();
    let ana = user(&desk, "agent.support");
    let shifts = json!({ "zone": "UTC", "schedule": { "week": { "workdays": ["08:00-12:30"] } } });
    desk.person("admin").put(&format!("/schedule/api/schedules/{ana}"), &shifts).is(200);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "supervisor");
    browser.go(&format!("{}/schedule/coverage?zone=UTC&day=2026-11-24", desk.base()));
    let off = browser.run(
        "const left = (cell) => { const text = document.createRange(); text.selectNodeContents(cell); \
         return text.getBoundingClientRect().left }; \
         const row = (css) => [...document.querySelectorAll(`.coverage ${css} > *`)].map(left); \
         const [days, hours] = [row('thead tr'), row('tbody tr')]; \
         return Math.max(...days.map((at, place) => Math.abs(at - hours[place])))",
    );
    assert!(off.as_f64().unwrap() < 2.0, "the columns are {off} px apart");
    // Tuesday was asked for; Wednesday is folded until one opens it.
    let name = desk.person("agent.support").get("/api/v1/me").is(200)["name"].as_str().unwrap().to_owned();
    let wednesday = "main details:nth-of-type(3)";
    assert!(browser.text("main details[open]").contains(&name), "{}", browser.text("main details[open]"));
    assert_eq!(browser.count(&format!("{wednesday}[open]")), 0);
    browser.run(&format!("document.querySelector('{wednesday} summary').focus()"));
    browser.press("\u{e007}");
    browser.wait_until("it opens", || browser.count(&format!("{wednesday}[open]")) == 1);
    let told = browser.text(wednesday);
    assert!(told.contains("12:30") && told.contains(&name), "{told}");
}

#[test]
fn every_page_of_shifts_has_its_picture() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let office =
        json!({ "name": "Office", "zone": "Europe/Ljubljana", "week": { "workdays": ["08:00-18:00"] } });
    let office = text(&admin.post("/calendar/api/calendars", &office).is(201), "id");
    let (ana, sam) = (user(&desk, "agent.support"), user(&desk, "agent.sales"));
    for (person, hours, leave) in [
        (&ana, "08:00-12:30", json!([{ "from": "2026-12-28", "until": "2027-01-03", "note": "skiing" }])),
        (&sam, "22:00-06:00", json!([])),
    ] {
        let shifts = json!({ "zone": "Europe/Ljubljana", "calendar": office, "schedule": { "week": { "workdays": [hours, "13:30-16:00"] }, "leave": leave } });
        admin.put(&format!("/schedule/api/schedules/{person}"), &shifts).is(200);
    }
    let agent = desk.person("agent.support");
    for accepting in [true, false, true] {
        agent.put("/schedule/api/availability/me", &json!({ "accepting": accepting })).is(200);
    }
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        let shot = |page: &str| {
            browser.element("main");
            fits(&browser, &format!("schedule-{page}-{name}"));
        };
        sign_in(&browser, &desk, "supervisor");
        let pages = [
            ("people", "/schedule/people".to_owned()),
            ("person", format!("/schedule/people/{ana}")),
            ("coverage", format!("/schedule/coverage?calendar={office}")),
        ];
        for (page, path) in pages {
            browser.go(&format!("{}{path}", desk.base()));
            shot(page);
        }
        drop(browser);
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        browser.go(&format!("{}/schedule/", desk.base()));
        browser.element("main");
        browser.picture(&format!("schedule-mine-{name}"));
    }
}
