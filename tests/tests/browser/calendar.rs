//! Business hours as an administrator keeps them.

use super::{LOOKS, WIDE, by_menu, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, text};
use serde_json::json;

#[test]
fn an_administrator_makes_business_hours_from_an_example_and_sees_what_they_mean() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    by_menu(&browser, "/calendar/");
    assert!(browser.text("main").contains("Workshop"), "the demo has some");
    browser.follow("a[href='/calendar/new?copy=example.office']");
    browser.fill("input[name=zone]", "Europe/Ljubljana");
    browser.fill("input[name=fri]", "09:00-14:00");
    browser.fill("textarea[name=holidays]", "12-25 Christmas");
    browser.follow("button[value=look]");
    assert!(browser.text("main").contains("Nothing is saved yet"), "{}", browser.text("main"));
    assert!(browser.text("main").contains("is done Monday"), "half past four is over on Fridays");
    browser.follow("button[value=save]");
    browser.element(".flash");
    assert!(browser.url().contains("/calendar/calendars/"), "{}", browser.url());
    let kept = desk.person("admin").get("/calendar/api/calendars").is(200);
    let days: Vec<_> =
        kept["calendars"].as_array().unwrap().iter().map(|one| &one["week"]["days"]["fri"]).collect();
    assert!(days.contains(&&json!(["09:00-14:00"])), "{kept}");

    browser.run("document.querySelector('input[name=begins]').value = '2026-12-24T16:30'");
    browser.fill("input[name=takes]", "60");
    browser.follow("form[method=get] button");
    let told = browser.text("#answer");
    assert!(told.contains("24 Dec 2026, 16:30 and takes 1 h is done Monday, 28 Dec 2026, 09:30"), "{told}");
}

#[test]
fn every_page_of_business_hours_has_its_picture() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let office = json!({
        "name": "Office Ljubljana", "zone": "Europe/Ljubljana",
        "week": { "workdays": ["09:00-12:30", "13:30-17:00"], "days": { "fri": ["09:00-14:00"], "sat": [] } },
        "holidays": [{ "on": "12-25", "name": "Christmas" }, { "on": "2027-03-29", "name": "Easter Monday" }],
        "special": { "2026-12-24": ["09:00-12:00"] },
    });
    let id = text(&admin.post("/calendar/api/calendars", &office).is(201), "id");
    let nights =
        json!({ "name": "Nights", "zone": "Australia/Lord_Howe", "week": { "weekend": ["22:00-06:00"] } });
    admin.post("/calendar/api/calendars", &nights).is(201);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "admin");
        let shot = |page: &str| {
            browser.element("main");
            fits(&browser, &format!("calendar-{page}-{name}"));
        };
        let pages = [
            ("list", "/calendar/".to_owned()),
            ("one", format!("/calendar/calendars/{id}?begins=2026-11-27T16:30&takes=60")),
            ("new", "/calendar/new".to_owned()),
            ("holidays", format!("/calendar/calendars/{id}/holidays")),
        ];
        for (page, path) in pages {
            browser.go(&format!("{}{path}", desk.base()));
            shot(page);
        }
        let file = "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nDTSTART;VALUE=DATE:20270208\\nSUMMARY:Prešernov dan\\nEND:VEVENT\\n\
                    BEGIN:VEVENT\\nDTSTART:20270301T100000Z\\nSUMMARY:Meeting\\nEND:VEVENT\\nEND:VCALENDAR";
        browser.run(&format!("document.querySelector('textarea[name=file]').value = '{file}'"));
        browser.follow("main form:last-of-type button");
        shot("holidays-found");
    }
}
