//! What people see and do.

use super::{DAY, Desk, HOUR, NOW, policy};
use ombud_plugin::desk::tickets::{Changes, Priority};
use ombud_plugin::{Columns, Contributes, RecordRef, Request};
use serde_json::json;

fn of(ticket: &str) -> RecordRef {
    RecordRef { collection: "tickets:tickets".into(), id: ticket.into() }
}

#[test]
fn a_policy_is_made_looked_at_and_edited_without_scripts() {
    let desk = Desk::new();
    let office = desk.office();
    let page = desk.page("/");
    assert!(
        page.contains("There are no policies yet") && page.contains("/sla/new?copy=example.usual"),
        "{page}"
    );
    let page = desk.page("/new?copy=example.usual");
    assert!(page.contains("First response") && page.contains(r#"value="8h""#), "{page}");

    let form = format!(
        "name=Sales&department={}&tags=vip%2C+gold&requesters=zoe%40home.test&first-response-normal=1h&first-response-urgent=15m+%40-\
         &first-response-calendar={office}&first-response-warnings=50%25%2C+10m&resolution-in-pending=run&resolution-normal=2d",
        desk.sales
    );
    let looked = desk.post("/new", &format!("{form}&step=look"));
    assert_eq!(looked.status, 200);
    let text = looked.body_text();
    // Friday, half past four, with one hour of work: half an hour on Friday, half on Monday.
    for want in [
        "Nothing is saved yet",
        "Friday, 27 Nov 2026, 16:30",
        "First response, 1 h: due Monday, 30 Nov 2026, 09:30",
    ] {
        assert!(text.contains(want), "{want}: {text}");
    }
    assert!(
        text.contains("warning Friday, 27 Nov 2026, 17:00")
            || text.contains("warning Monday, 30 Nov 2026, 09:00"),
        "{text}"
    );
    assert_eq!(desk.get("/api/policies")["policies"], json!([]));

    let made = desk.post("/new", &format!("{form}&step=save"));
    assert_eq!(made.status, 303, "{}", made.body_text());
    let kept = desk.get("/api/policies")["policies"][0].clone();
    assert_eq!(kept["when"]["requesters"], json!([desk.zoe]));
    assert_eq!(
        kept["promises"]["first-response"]["targets"]["urgent"],
        json!({ "time": 900_000, "calendar": null })
    );
    assert_eq!(kept["promises"]["resolution"]["clock"], json!({ "pending": "run" }));
    let id = kept["id"].as_str().unwrap();
    let page = desk.page(&format!("/policies/{id}?done=added"));
    for want in ["Added.", "15m @-", "zoe@home.test", "vip, gold", "50%, 10m", r#"value="run" selected"#] {
        assert!(page.contains(want), "{want}: {page}");
    }
    let page = desk.page(&format!("/policies/{id}?begins=2026-11-27T16%3A30&priority=urgent"));
    assert!(page.contains("First response, 15 min: due Friday, 27 Nov 2026, 16:45"), "{page}");
    assert!(desk.page("/").contains("Sales; tagged vip, gold; of 1 requester"), "{}", desk.page("/"));

    let odd =
        desk.post(&format!("/policies/{id}"), "name=Sales&first-response-normal=soon&version=1&step=save");
    assert!(
        odd.status == 422 && odd.body_text().contains("First response: “soon” is no time"),
        "{}",
        odd.body_text()
    );
    let stale =
        desk.post(&format!("/policies/{id}"), "name=Other&first-response-normal=2h&version=7&step=save");
    assert!(stale.status == 409 && stale.body_text().contains("Other"), "{}", stale.body_text());
    assert_eq!(desk.post(&format!("/policies/{id}/remove"), "").status, 303);
    assert_eq!(desk.get("/api/policies")["policies"], json!([]));
}

#[test]
fn the_order_is_changed_by_buttons_and_by_programs() {
    let desk = Desk::new();
    let [one, two, three] = ["One", "Two", "Three"].map(|name| desk.promise(name, 4, None));
    let names = || {
        let told = desk.get("/api/policies");
        let names: Vec<String> = told["policies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|kept| kept["name"].as_str().unwrap().into())
            .collect();
        names.join(" ")
    };
    assert_eq!(desk.post("/", &format!("policy={three}&way=up&rules=3")).status, 303);
    assert_eq!(names(), "One Three Two");
    let stale = desk.post("/", &format!("policy={three}&way=up&rules=3"));
    assert!(stale.status == 409 && stale.body_text().contains("Somebody else"), "{}", stale.body_text());
    let answer = desk.send("PUT", "/api/order", &json!({ "policies": [two, one, three] }));
    assert_eq!(answer.status, 200, "{}", answer.body_text());
    assert_eq!(names(), "Two One Three");
    assert_eq!(desk.send("PUT", "/api/order", &json!({ "policies": [two, two, three] })).status, 422);
    let odd = json!({ "name": "Odd", "promises": { "resolution": { "targets": { "low": { "time": 0 } } } } });
    assert_eq!(desk.send("POST", "/api/policies", &odd).status, 422);
    let told = desk.send(
        "POST",
        "/api/example",
        &json!({ "policy": policy("One", 1, None), "at": NOW, "priority": "normal" }),
    );
    assert_eq!(told.body_json().unwrap()["due"][0]["due"], json!(NOW + HOUR));
}

#[test]
fn badge_panel_and_column_say_what_is_due_and_what_changed() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    let cx = desk.kernel.cx();
    let badge = || crate::Sla::render(&cx, "badge", Some(of(&ticket.id))).unwrap();
    let cell = || crate::Sla::draw(&cx, "due", vec![of("nothing"), of(&ticket.id)]).unwrap();
    let counts = r#"<time datetime="2026-11-24T12:00:00Z"></time><small class="ago">in 4 h</small>"#;
    // What is said once it is over is there already, and not seen.
    let late = |words: &str| format!(r#"<ombud-time><small class="late" hidden>{words}</small>"#);
    assert_eq!(badge(), Some(format!("{}First response {counts}</ombud-time>", late("Broken · "))));
    assert_eq!(cell(), [None, Some(format!("{}{counts}</ombud-time>", late("Broken")))]);
    desk.change(&ticket.id, Changes { priority: Some(Priority::Urgent), ..Changes::none() });
    let panel = crate::Sla::render(&cx, "panel", Some(of(&ticket.id))).unwrap().unwrap();
    for want in [
        "By “All”, version 1.",
        r#"<time datetime="2026-11-24T09:00:00Z">"#,
        "First response: 24 Nov 2026, 12:00 UTC → 24 Nov 2026, 09:00 UTC, the priority changed",
    ] {
        assert!(panel.contains(want), "{want}: {panel}");
    }
    desk.passes(2 * HOUR);
    let late = [badge().unwrap(), cell().remove(1).unwrap()];
    for (late, words) in late.iter().zip(["Broken · </small>First response ", "Broken</small>"]) {
        let begin = format!(r#"<ombud-time><small class="late">{words}<time"#);
        assert!(late.starts_with(&begin) && late.contains(">1 h late<"), "{late}");
    }
    assert!(crate::Sla::render(&cx, "badge", Some(of("nothing"))).unwrap().is_none());
}

#[test]
fn the_report_counts_what_was_kept_and_broken_and_is_a_table_for_others() {
    let desk = Desk::new();
    desk.promise("=All", 4, None);
    let (kept, broken) = (desk.opens(), desk.opens());
    desk.change(&kept.id, Changes { assignee: Some(Some(desk.sofia.clone())), ..Changes::none() });
    desk.passes(HOUR);
    desk.says(&desk.sofia, &kept.id);
    desk.passes(5 * HOUR);
    let page = desk.page("/report");
    // Each table is called by what it counts, and its first column by what stands in it.
    for (table, rows) in [
        ("By promise", "Promise"),
        ("By department", "Department"),
        ("By agent", "Agent"),
        ("By time", "Time"),
    ] {
        assert!(page.contains(&format!("{table}</h2>")), "{table}: {page}");
        assert!(page.contains(&format!(r#"<th scope="col">{rows}</th>"#)), "{rows}: {page}");
        assert!(!page.contains(&format!(r#"<th scope="col">{table}</th>"#)), "{table} twice: {page}");
    }
    for want in ["50 % kept: 1 of 2", "Sofia Supervisor", "Support", "2026-11-24", "/sla/api/report.csv"] {
        assert!(page.contains(want), "{want}: {page}");
    }
    let only = desk.get(&format!("/api/report?agent={}", desk.sofia));
    assert_eq!(only["total"], json!({ "kept": 1, "broken": 0 }));
    assert_eq!(desk.get("/api/report?metric=resolution")["total"], json!({ "kept": 0, "broken": 0 }));
    let table = desk.answer(Request::get("/api/report.csv"));
    let text = table.body_text();
    assert_eq!(
        table.header_value("content-disposition"),
        Some("attachment; filename=\"sla-2026-11-01-2026-11-24.csv\"")
    );
    let line = format!(
        "2026-11-24T12:00:00Z,{},first-response,1,'=All,broken,2026-11-24T12:00:00Z,Support,",
        broken.number
    );
    assert!(text.contains(&line), "{line}: {text}");
    assert_eq!(desk.answer(Request::get("/report?from=2026-11-30&until=2026-11-01")).status, 422);
    assert_eq!(desk.answer(Request::get("/api/report?from=tomorrow")).status, 422);
    desk.passes(40 * DAY);
    assert_eq!(desk.get("/api/report")["total"], json!({ "kept": 0, "broken": 0 }), "another month");
    let year = desk.get("/api/report?from=2026-01-01");
    assert_eq!(year["total"]["kept"], 1);
    assert_eq!(year["periods"][0]["period"], "2026-11");
}
