//! Who is there, as colleagues see it: live, and without taking the keyboard away from anybody.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, text};
use serde_json::json;

fn user(desk: &World, name: &str) -> String {
    text(&desk.person(name).get("/api/v1/me").is(200), "id")
}

/// Ana is in her shift whenever the test runs, and whoever leaves is gone at once.
fn desk() -> World {
    let desk = World::demo();
    let hours = ["00:00-24:00"];
    let body = json!({ "zone": "UTC", "schedule": { "week": { "workdays": hours, "weekend": hours } } });
    let path = format!("/schedule/api/schedules/{}", user(&desk, "agent.support"));
    desk.person("owner").put(&path, &body).is(200);
    desk.person("admin").patch("/api/v1/settings", &json!({ "grace": 1 })).is(200);
    desk
}

#[test]
fn colleagues_see_each_other_come_go_to_lunch_and_leave_while_the_focus_stays_where_it_is() {
    let desk = desk();
    let ana = user(&desk, "agent.support");
    let boss = Browser::open(WIDE);
    sign_in(&boss, &desk, "supervisor");
    boss.follow(".top nav a[href='/availability/']");
    // Nobody need do anything to be there: any page of the desk is enough.
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    let row = format!("[data-row$='/{ana}']");
    boss.wait_until("she is there", || boss.count(&row) > 0 && boss.text(&row).contains("accepts work"));
    boss.run(&format!("document.querySelector(`{row} a`).focus(); window.mark = document.activeElement"));
    // By keyboard alone, from the inbox.
    agent.press("w");
    agent.wait_until("the page", || agent.url().contains("/availability/"));
    agent.write("input[name=note]", "lunch");
    agent.follow("button[value=away]");
    agent.element(".flash");
    assert!(agent.text("[data-row=own]").contains("away"), "{}", agent.text("[data-row=own]"));
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(boss.run("return document.activeElement === window.mark"), json!(true), "the focus stays");
    // What one is at is not renewed under one's hands; it is as soon as one goes on.
    boss.run("document.activeElement.blur()");
    agent.follow("button[value=back]");
    boss.wait_until("she is back", || boss.text(&row).contains("accepts work"));
    // For that the page asked for her row alone, and nothing else was drawn.
    let asked = boss.run("return performance.getEntriesByType('resource').map((one) => one.name)");
    let alone = format!("/availability/?row={ana}");
    let asked: Vec<&str> = asked.as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
    assert!(asked.iter().any(|one| one.ends_with(&alone)), "{asked:?}");
    let drawn = desk.person("supervisor").get(&alone).text();
    let rows: Vec<&str> =
        drawn.split("data-row=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    // Beside it are the viewer's own row, and how many are there.
    let is_hers = |row: &str| row.ends_with(&format!("/{ana}"));
    let is_counted = |row: &str| row == "own" || row.ends_with("/count");
    assert!(rows.iter().any(|row| is_hers(row)), "{rows:?}");
    assert!(rows.iter().all(|row| is_hers(row) || is_counted(row)), "{rows:?}");
    drop(agent);
    boss.wait_until("she is gone", || boss.text(&row).contains("offline"));
}

#[test]
fn a_tab_that_nobody_looks_at_is_there_and_the_last_one_to_close_is_the_end() {
    let desk = desk();
    let ana = user(&desk, "agent.support");
    let boss = desk.person("supervisor");
    let state = || boss.get(&format!("/availability/api/states/{ana}")).json()["tickets"]["state"].clone();
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    agent.wait_until("she is there", || state() == json!("accepting"));
    // A second tab waits for its turn, and has it when the first one goes elsewhere.
    agent.run("window.open('/console/')");
    std::thread::sleep(std::time::Duration::from_millis(500));
    agent.go("about:blank");
    std::thread::sleep(std::time::Duration::from_millis(2500));
    assert_eq!(state(), json!("accepting"), "the other tab is open");
    drop(agent);
    let begun = std::time::Instant::now();
    while state() != json!("offline") {
        assert!(begun.elapsed().as_secs() < 20, "she is still there");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn every_page_of_who_is_there_has_its_picture() {
    let desk = desk();
    let ana = user(&desk, "agent.support");
    let waiting = Browser::open(WIDE);
    sign_in(&waiting, &desk, "agent.support");
    let boss = desk.person("supervisor");
    let known = || boss.get(&format!("/availability/api/states/{ana}")).status == 200;
    waiting.wait_until("she is known", known);
    let agent = desk.person("agent.support");
    for note in ["lunch", "at the printer"] {
        agent.put("/availability/api/away/me", &json!({ "note": note })).is(200);
        agent.delete("/availability/api/away/me").is(200);
    }
    boss.put(
        &format!("/availability/api/away/{}", user(&desk, "agent.sales")),
        &json!({ "note": "until Monday" }),
    )
    .is(200);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "supervisor");
        for (page, path) in [
            ("here", "/availability/".to_owned()),
            ("person", format!("/availability/people/{ana}")),
            ("report", "/availability/report".to_owned()),
            ("limits", "/availability/limits".to_owned()),
            ("skills", "/availability/skills".to_owned()),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            browser.element("main");
            fits(&browser, &format!("availability-{page}-{name}"));
        }
    }
}
