//! What is typed is not lost, and what is asked for is not more than can be told.

use super::{Desk, NOW};
use crate::keep::{self, Outcome};
use crate::report::MOST;
use ombud_worktime::policy::Metric;
use serde_json::json;

#[test]
fn a_policy_too_many_is_refused_with_the_form_as_it_was_typed() {
    let desk = Desk::new();
    for number in 0..100 {
        desk.send("POST", "/api/policies", &json!({ "name": format!("Policy {number}"), "promises": {} }));
    }
    let refused = desk.post("/new", "name=Typed+at+length&first-response-normal=3h&step=save");
    let text = refused.body_text();
    assert_eq!(refused.status, 413, "{text}");
    assert!(text.contains("Typed at length") && text.contains(r#"value="3h""#), "{text}");
    assert!(text.contains("100"), "it says why: {text}");
}

#[test]
fn a_policy_that_was_removed_meanwhile_is_shown_as_a_new_one_as_it_was_typed() {
    let desk = Desk::new();
    let id = desk.promise("All", 4, None);
    assert_eq!(desk.send("DELETE", &format!("/api/policies/{id}"), &json!({})).status, 204);
    let typed = "name=Typed+at+length&first-response-normal=3h&version=1&step=save";
    let gone = desk.post(&format!("/policies/{id}"), typed);
    let text = gone.body_text();
    assert_eq!(gone.status, 404, "{text}");
    assert!(text.contains("Typed at length") && text.contains(r#"value="3h""#), "{text}");
    assert!(text.contains(r#"action="/sla/new""#) && !text.contains(r#"name="version""#), "{text}");
    assert_eq!(desk.post("/new", typed).status, 303, "and is saved as one");
}

#[test]
fn a_requester_of_whom_nobody_knows_is_refused() {
    let desk = Desk::new();
    let odd = desk.post("/new", "name=All&requesters=Zoe&first-response-normal=3h&step=save");
    assert!(odd.status == 422 && odd.body_text().contains("“Zoe”"), "{}", odd.body_text());
    let known = format!("name=All&requesters={}&first-response-normal=3h&step=save", desk.zoe);
    assert_eq!(desk.post("/new", &known).status, 303);
    assert_eq!(desk.get("/api/policies")["policies"][0]["when"]["requesters"], json!([desk.zoe]));
}

#[test]
fn an_example_of_last_summer_has_the_clocks_of_last_summer() {
    let desk = Desk::new();
    let office = desk.office();
    let id = desk.promise("Office", 2, Some(&office));
    let page = desk.page(&format!("/policies/{id}?begins=2026-06-16T16%3A30&priority=normal"));
    assert!(page.contains("due Wednesday, 17 Jun 2026, 10:30"), "{page}");
}

#[test]
fn a_report_reads_so_many_outcomes_and_no_more_whatever_is_looked_for() {
    let desk = Desk::new();
    desk.kernel.act_as_plugin();
    let cx = desk.kernel.cx();
    for number in 0..=MOST as u64 {
        let outcome = Outcome {
            ticket: format!("t{number}"),
            number,
            metric: Metric::FirstResponse,
            since: NOW,
            cycle: 1,
            policy: "All".into(),
            kept: true,
            due: None,
            at: NOW,
            department: desk.support.clone(),
            agent: None,
        };
        keep::note(&cx, &outcome).unwrap();
    }
    desk.kernel.act_as(&desk.sofia);
    let all = desk.get("/api/report");
    assert_eq!((&all["total"]["kept"], &all["more"]), (&json!(MOST), &json!(true)));
    let hers = desk.get(&format!("/api/report?agent={}", desk.sofia));
    assert_eq!((&hers["total"]["kept"], &hers["more"]), (&json!(0), &json!(true)));
    let long = desk.answer(ombud_plugin::Request::get("/api/report?from=2020-01-01"));
    assert_eq!(long.status, 422, "before anything is read: {}", long.body_text());
}
