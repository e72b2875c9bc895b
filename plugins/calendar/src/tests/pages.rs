//! What an administrator sees and does.

use super::Desk;
use ombud_plugin::Request;
use serde_json::json;

const FORM: &str = "name=Shop&zone=Europe%2FLjubljana&workdays=08%3A00-12%3A00%2C+13%3A00-19%3A00&weekend=&sat=08%3A00-13%3A00\
                    &holidays=12-25+Christmas&special=2026-12-24+08%3A00-12%3A00";

#[test]
fn a_calendar_is_made_by_the_form_and_shows_what_it_means() {
    let desk = Desk::new();
    let looked = desk.post("/new", &format!("{FORM}&step=look")).body_text();
    assert!(looked.contains("Nothing is saved yet") && looked.contains("17:30"), "{looked}");
    assert!(desk.get("/api/calendars")["calendars"].as_array().unwrap().is_empty(), "a look keeps nothing");
    let made = desk.post("/new", &format!("{FORM}&step=save"));
    let to = made.header_value("location").unwrap().to_owned();
    let page = desk.page(to.strip_prefix("/calendar").unwrap());
    for want in ["Added.", "Shop", "08:00-12:00, 13:00-19:00", "12-25 Christmas", "Version 1"] {
        assert!(page.contains(want), "{want}: {page}");
    }
    assert!(
        page.contains("Friday, 27 Nov 2026, 16:30 and takes 1 h is done Friday, 27 Nov 2026, 17:30"),
        "{page}"
    );
    let list = desk.page("/");
    assert!(list.contains("55 h") && list.contains(">open<"), "{list}");
}

#[test]
fn the_example_answers_what_is_asked() {
    let desk = Desk::new();
    let id = desk.office();
    let page = desk.page(&format!("/calendars/{id}?begins=2026-11-27T16:30&takes=60"));
    let want =
        "Work that begins Friday, 27 Nov 2026, 16:30 and takes 1 h is done Monday, 30 Nov 2026, 09:30.";
    assert!(page.contains(want), "{page}");
    let across = desk.page(&format!("/calendars/{id}?begins=2026-12-24T16:00&takes=90"));
    assert!(across.contains("is done Monday, 28 Dec 2026, 09:30."), "Christmas and a weekend: {across}");
    for odd in ["begins=soon&takes=60", "begins=2026-11-27T16:30&takes=-1", "begins=2026-02-30T16:30&takes=1"]
    {
        let answer = desk.answer(Request::get(&format!("/calendars/{id}?{odd}")));
        assert!(answer.status == 200 && answer.body_text().contains("role=\"alert\""), "{odd}");
    }
}

#[test]
fn the_days_to_come_say_why_they_are_closed() {
    let desk = Desk::new();
    let id = desk.office();
    let path = format!("/api/calendars/{id}");
    let mut office = desk.get(&path);
    office["holidays"] = json!([{ "on": "11-26", "name": "Thanksgiving" }]);
    office["special"] = json!({ "2026-11-28": ["22:00-02:00"] });
    assert_eq!(desk.send("PUT", &path, &office).status, 200);
    let page = desk.page(&format!("/calendars/{id}"));
    for want in ["Thanksgiving", "22:00-02:00", "(next day)", "Special hours", "closed"] {
        assert!(page.contains(want), "{want}: {page}");
    }
}

#[test]
fn what_is_refused_gives_the_form_again_with_what_was_typed() {
    let desk = Desk::new();
    let answer = desk.post("/new", "name=Shop&zone=UTC&workdays=9-17&step=save");
    assert_eq!(answer.status, 422);
    let page = answer.body_text();
    assert!(
        page.contains("Monday to Friday: “9-17” are no hours") && page.contains("value=\"9-17\""),
        "{page}"
    );
}

#[test]
fn two_who_edit_at_once_lose_nothing() {
    let desk = Desk::new();
    let id = desk.office();
    let path = format!("/calendars/{id}");
    assert_eq!(desk.post(&path, &format!("{FORM}&version=1&step=save")).status, 303);
    let second = desk.post(&path, "name=Mine&zone=UTC&workdays=01%3A00-02%3A00&version=1&step=save");
    assert_eq!(second.status, 409);
    let page = second.body_text();
    assert!(page.contains("Somebody else changed") && page.contains("value=\"01:00-02:00\""), "{page}");
    assert!(page.contains("name=\"version\" value=\"2\""), "saved again it counts: {page}");
    assert_eq!(desk.get(&format!("/api/calendars/{id}"))["name"], "Shop");
}

#[test]
fn holidays_of_a_file_are_ticked_before_they_are_taken() {
    let desk = Desk::new();
    let id = desk.office();
    let path = format!("/calendars/{id}/holidays");
    let file = "BEGIN%3AVCALENDAR%0ABEGIN%3AVEVENT%0ADTSTART%3BVALUE%3DDATE%3A20261111%0ASUMMARY%3ASt.+Martin%0AEND%3AVEVENT%0A\
                BEGIN%3AVEVENT%0ADTSTART%3BVALUE%3DDATE%3A20270101%0ARRULE%3AFREQ%3DYEARLY%0ASUMMARY%3A%3Cb%3ENew+Year%0AEND%3AVEVENT%0AEND%3AVCALENDAR";
    let page = desk.post(&path, &format!("file={file}")).body_text();
    assert!(page.contains("2 holidays are in the file") && page.contains("St. Martin"), "{page}");
    assert!(page.contains("&lt;b&gt;New Year") && !page.contains("<b>New"), "{page}");
    assert_eq!(desk.get(&format!("/api/calendars/{id}"))["version"], 1, "a look takes nothing");
    assert_eq!(desk.post(&path, "take=01-01+New+Year").status, 303);
    let kept = desk.get(&format!("/api/calendars/{id}"));
    assert_eq!(kept["holidays"][1], json!({ "on": "01-01", "name": "New Year" }));
    assert_eq!(kept["holidays"].as_array().unwrap().len(), 2, "St. Martin was not ticked");
    assert!(desk.post(&path, "file=hello").body_text().contains("BEGIN:VCALENDAR"));
}

#[test]
fn whoever_may_only_look_is_offered_nothing_to_change() {
    let desk = Desk::new();
    let id = desk.office();
    desk.kernel.deny("calendar:calendar.edit");
    let page = desk.page(&format!("/calendars/{id}"));
    assert!(
        !page.contains("name=\"step\"") && !page.contains("/remove") && page.contains("readonly"),
        "{page}"
    );
    assert!(!desk.page("/").contains("/calendar/new"));
}

#[test]
fn an_error_is_a_page_with_the_way_back() {
    let desk = Desk::new();
    let answer = desk.answer(Request::get("/calendars/none"));
    assert_eq!(answer.status, 404);
    assert!(answer.body_text().contains("There are no such business hours"));
    assert_eq!(desk.answer(Request::get("/nothing")).status, 404);
}

#[test]
fn each_example_is_a_calendar_that_can_be_saved() {
    let desk = Desk::new();
    for word in ["example.office", "example.always", "example.shop", "example.nights"] {
        let page = desk.page(&format!("/new?copy={word}"));
        let value = |name: &str| {
            let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
            field.split('"').next().unwrap().replace(':', "%3A").replace(' ', "+")
        };
        let form = format!(
            "name=X&zone=UTC&workdays={}&weekend={}&sat={}&step=save",
            value("workdays"),
            value("weekend"),
            value("sat")
        );
        assert_eq!(desk.post("/new", &form).status, 303, "{word}: {form}");
    }
    let copied = desk.office();
    assert!(desk.page(&format!("/new?copy={copied}")).contains("Office (copy)"));
}
