//! What people see and do.

use super::{Desk, Guide, HOUR, MINUTE};
use ombud_plugin::Request;
use ombud_plugin::desk::{calendar, schedule};
use std::rc::Rc;

#[test]
fn colleagues_see_who_is_there_by_department_in_words() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    let page = desk.page("/");
    for want in ["Support", "accepts work", "1 of 1 can be given tickets", "came or left", "No department"] {
        assert!(page.contains(want), "{want}: {page}");
    }
    assert!(page.contains("Ana &lt;b&gt;Agent") && !page.contains("<b>Agent"), "{page}");
    assert!(!desk.page("/?department=nowhere").contains("Ana"));
}

#[test]
fn of_two_who_say_what_people_are_able_to_do_neither_overwrites_the_other_unseen() {
    let desk = Desk::new();
    let id = &desk.ana;
    let form = |was: &str, skills: &str| {
        desk.kernel.act_as(&desk.ana);
        let fields = format!("of={id}&was.skills.{id}={was}&skills.{id}={skills}");
        desk.post("/skills", &format!("{fields}&was.languages.{id}=&languages.{id}="))
    };
    assert_eq!(form("", "Refunds").status, 303);
    // The other page was drawn before that.
    let late = form("", "Bikes");
    let page = late.body_text();
    assert!(late.status == 409 && page.contains("meanwhile: “Refunds”"), "{page}");
    assert!(page.contains("value=\"Bikes\"") && page.contains("value=\"Refunds\""), "{page}");
    assert_eq!(form("", "").status, 303, "what was not edited stays");
    assert!(desk.page("/skills").contains("value=\"Refunds\""));
    assert_eq!(form("Refunds", "Bikes").status, 303, "whoever has been told may");
    assert!(desk.page("/skills").contains("value=\"Bikes\""));
}

#[test]
fn one_goes_to_lunch_and_comes_back() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.act_as(&desk.ana);
    assert_eq!(desk.post("/", "do=away&note=lunch&until=13%3A00").status, 303);
    let page = desk.page("/?done=away");
    assert!(page.contains("You are away.") && page.contains("lunch") && page.contains("I am back"), "{page}");
    assert_eq!(
        desk.get("/api/states/me")["away"]["until"],
        super::NOW + 4 * HOUR,
        "by the clocks of the desk"
    );
    assert_eq!(desk.post("/", "do=back").status, 303);
    assert_eq!(desk.post("/", "do=away&for=15").status, 303);
    assert_eq!(desk.get("/api/states/me")["away"]["until"], super::NOW + 15 * MINUTE);
    assert_eq!(desk.post("/", "do=back").status, 303);
    assert_eq!(desk.post("/", "do=channels&channel=tickets").status, 303);
    assert_eq!(
        (desk.state("me", "chat"), desk.state("me", "tickets")),
        ("online".into(), "accepting".into())
    );
    let odd = desk.post("/", "do=away&until=25%3A99");
    assert!(odd.status == 422 && odd.body_text().contains("still to come"), "{}", odd.body_text());
}

#[test]
fn what_was_typed_for_going_away_is_still_there_after_an_error() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.act_as(&desk.ana);
    let here = format!("/?department={}", desk.support);
    assert!(desk.page(&here).contains(&format!("action=\"/availability/?department={}\"", desk.support)));
    let form = "do=away&note=%3Ci%3Elunch&for=30&until=25%3A99";
    let kept = |page: &str| {
        for want in [
            "value=\"&lt;i&gt;lunch\"",
            "value=\"25:99\"",
            "<option value=\"30\" selected>",
            &format!("<option value=\"{}\" selected>", desk.support),
        ] {
            assert!(page.contains(want), "{want}: {page}");
        }
    };
    let odd = desk.post(&here, form);
    assert_eq!(odd.status, 422);
    kept(&odd.body_text());
    let went = desk.post(&here, "do=away");
    let place = went.headers.iter().find(|(name, _)| name == "location").map(|(_, value)| value.as_str());
    assert!(place.unwrap().contains(&desk.support), "{place:?}");
    // Said in another window meanwhile.
    let odd = desk.post(&here, form).body_text();
    kept(&odd);
    assert!(odd.contains("I am back"), "{odd}");
    assert!(!desk.page(&here).contains("name=\"note\""));
}

#[test]
fn a_setting_that_is_no_time_zone_breaks_no_page_and_the_log_says_so() {
    for wrong in ["Atlantis", "Europe/Atlantis"] {
        let desk = Desk::new();
        desk.settings(&serde_json::json!({ "zone": wrong }));
        desk.connects(&desk.ana, true);
        for page in ["/", "/report", &format!("/people/{}", desk.ana)] {
            assert!(desk.page(page).contains("UTC"), "{page}");
        }
        desk.kernel.act_as(&desk.ana);
        assert_eq!(desk.post("/", "do=away&until=13%3A00").status, 303);
        assert_eq!(desk.get("/api/states/me")["away"]["until"], super::NOW + 5 * HOUR, "09:00 is 08:00 UTC");
        let log = desk.kernel.log_lines();
        assert!(log.iter().any(|line| line.contains("`zone`") && line.contains("UTC")), "{log:?}");
        assert_eq!(
            desk.answer(Request::get("/report?zone=Atlantis")).status,
            422,
            "who asks for it hears so"
        );
    }
}

/// Business hours.
fn office(desk: &Desk, name: &str, zone: &str) {
    let body = serde_json::json!({ "name": name, "zone": zone });
    let request = Request::json_body("POST", "/api/calendars", &body);
    let made =
        <ombud_calendar::Calendar as ombud_plugin::Plugin>::handle(&desk.kernel.cx(), request).unwrap();
    assert_eq!(made.status, 201, "{}", made.body_text());
}

#[test]
fn times_are_by_the_clocks_of_ones_shifts_else_of_the_desk_as_chosen_else_of_its_business_hours() {
    let desk = Desk::new();
    desk.settings(&serde_json::json!({ "zone": "" }));
    desk.connects(&desk.ana, true);
    let hers = format!("/people/{}", desk.ana);
    let says = |page: &str, zone: &str| {
        let page = desk.page(page);
        assert!(page.contains(&format!("By the clocks of {zone}.")), "{zone}: {page}");
    };
    says("/report", "UTC");
    says(&hers, "UTC");
    office(&desk, "A first one", "Asia/Tokyo");
    office(&desk, "Bikes", "Europe/Sofia");
    office(&desk, "Cars", "Europe/Sofia");
    says("/report", "Europe/Sofia");
    says(&hers, "Europe/Sofia");
    desk.settings(&serde_json::json!({ "zone": "Europe/Warsaw" }));
    says("/report", "Europe/Warsaw");
    says(&hers, "Europe/Warsaw");
    desk.works(&desk.ana, "Australia/Lord_Howe", "08:00-17:00");
    says("/report", "Europe/Warsaw");
    says(&hers, "Australia/Lord_Howe");
    says(&format!("{hers}?zone=UTC"), "UTC");
    // What she types is meant as she reads it.
    desk.kernel.act_as(&desk.ana);
    assert!(desk.page("/").contains("or until (Australia/Lord_Howe)"), "{}", desk.page("/"));
    assert_eq!(desk.post("/", "do=away&until=20%3A00").status, 303);
    assert_eq!(
        desk.get("/api/states/me")["away"]["until"],
        super::NOW + HOUR,
        "it is seven in the evening there"
    );
}

struct Nobody;

impl schedule::Service for Nobody {}
impl calendar::Service for Nobody {}

#[test]
fn who_is_there_is_told_also_while_nobody_tells_of_shifts_or_clocks() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.schedule(Nobody);
    desk.kernel.calendar(Nobody);
    assert!(desk.page("/").contains("1 of 1 can be given tickets"));
    assert_eq!(desk.state(&desk.ana, "chat"), "accepting");
}

#[test]
fn a_day_is_drawn_and_told_and_added_up() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.passes(2 * HOUR);
    desk.send("PUT", &format!("/api/away/{}", desk.ana), &serde_json::json!({ "note": "<i>lunch" }));
    desk.passes(HOUR);
    desk.connects(&desk.ana, false);
    desk.passes(HOUR);
    let page = desk.page(&format!("/people/{}", desk.ana));
    for want in [
        "<svg class=\"strip\"",
        "09:00–11:00 accepts work, 11:00–12:00 away, 12:00–13:00 offline",
        "2 h",
        "went away",
    ] {
        assert!(page.contains(want), "{want}: {page}");
    }
    assert!(page.contains("&lt;i&gt;lunch") && !page.contains("<i>lunch"), "{page}");
    let totals = desk.get("/api/totals?from=2026-11-24&until=2026-11-24");
    let ana =
        totals["minutes"].as_array().unwrap().iter().find(|row| row["user"] == desk.ana.as_str()).unwrap();
    assert_eq!((&ana["accepting"], &ana["away"], &ana["offline"]), (&120.into(), &60.into(), &60.into()));
    let report = desk.page("/report?from=2026-11-23&until=2026-11-24&channel=chat");
    assert!(report.contains("together") && report.contains("report.csv?channel=chat"), "{report}");
    let file = desk.answer(Request::get("/report.csv?from=2026-11-24&until=2026-11-24"));
    assert!(
        file.body_text().contains(",\"Ana <b>Agent</b>\",2026-11-24,tickets,120,0,60,60"),
        "{}",
        file.body_text()
    );
    for wrong in
        ["from=2026-11-24&until=2026-11-23", "from=2026-01-01&until=2026-11-23", "from=x", "zone=Atlantis"]
    {
        assert_eq!(desk.answer(Request::get(&format!("/report?{wrong}"))).status, 422, "{wrong}");
    }
}

#[test]
fn who_may_not_see_the_history_of_somebody_sees_none_of_it() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.kernel.deny_on("availability:history.read", &crate::keep::PEOPLE.at(desk.ana.clone()));
    assert_eq!(desk.answer(Request::get(&format!("/people/{}", desk.ana))).status, 403);
    assert_eq!(desk.answer(Request::get(&format!("/api/turns/{}", desk.ana))).status, 403);
    assert!(!desk.answer(Request::get("/report.csv")).body_text().contains("Ana"));
    assert!(!desk.page("/").contains(&format!("/availability/people/{}", desk.ana)));
    assert_eq!(desk.answer(Request::get("/people/nobody")).status, 404);
}

#[test]
fn limits_are_edited_in_one_form() {
    let desk = Desk::new();
    desk.kernel.administration(&Rc::new(Guide { support: desk.support.clone() }));
    let field = format!("agent-{}", desk.ana);
    let page = desk.page("/limits");
    assert!(page.contains(&field) && page.contains("placeholder=\"2\""), "{page}");
    let form = format!("of=desk&of={field}&desk.chat=&{field}.chat=4&{field}.tickets=");
    assert_eq!(desk.post("/limits", &form).status, 303);
    assert!(desk.page("/limits?done=saved").contains("value=\"4\""));
    // What this form did not ask for stays.
    assert_eq!(desk.post("/limits", "of=desk&desk.chat=3").status, 303);
    let said = desk.get("/api/limits");
    assert_eq!(said["limits"], serde_json::json!({ "desk": { "chat": 3 }, field.as_str(): { "chat": 4 } }));
    let odd = desk.post("/limits", &format!("of={field}&{field}.chat=many"));
    assert!(odd.status == 422 && odd.body_text().contains("value=\"many\""), "{}", odd.body_text());
}

#[test]
fn whoever_has_the_page_already_asks_for_the_rows_of_those_alone_who_changed() {
    let desk = Desk::new();
    desk.connects(&desk.ana, true);
    desk.connects(&desk.sofia, true);
    let rows = |page: &str| page.matches("<tr data-row=").count();
    let whole = desk.page("/");
    let part = desk.page(&format!("/?row={}", desk.ana));
    assert!(rows(&whole) > rows(&part), "{whole}");
    assert_eq!(rows(&part), 1, "{part}");
    let row = |page: &str, key: &str| {
        let begin = page.find(&format!("data-row=\"{key}\"")).unwrap_or_else(|| panic!("{key}: {page}"));
        page[begin..].split("</tr>").next().unwrap().split("</p>").next().unwrap().to_owned()
    };
    for key in [format!("{}/{}", desk.support, desk.ana), format!("{}/count", desk.support), "own".to_owned()]
    {
        assert_eq!(row(&part, &key), row(&whole, &key), "as in the whole");
    }
    assert_eq!(rows(&desk.page("/?row=nobody")), 0);
}
