use super::*;
use std::collections::BTreeSet;

/// Forty tickets over departments, people, tags and priorities, ten seconds apart.
fn full(desk: &Desk) {
    let eve = desk.kernel.customer("Eve", "eve@home.test");
    for n in 0..40u32 {
        desk.kernel.advance(10_000);
        let new = NewTicket {
            department: if n % 2 == 0 { desk.support.clone() } else { desk.billing.clone() },
            requester: Some(if n % 5 == 0 { eve.clone() } else { desk.zoe.clone() }),
            assignee: [None, Some(desk.ada.clone()), Some(desk.ben.clone())][n as usize % 3].clone(),
            priority: [Priority::Low, Priority::Urgent, Priority::Normal, Priority::High][n as usize % 4],
            tags: if n % 7 == 0 { vec!["Lamp".into()] } else { Vec::new() },
            ..desk.plain()
        };
        Tickets::create(&desk.cx(), new).unwrap();
    }
}

/// All pages of a list, as numbers.
fn numbers(desk: &Desk, query: &str, limit: u32) -> Vec<u64> {
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..200 {
        let mut request = Request::get(&format!("/api/tickets?{query}&limit={limit}"));
        if let Some(cursor) = &cursor {
            request.query.push(("cursor".into(), cursor.clone()));
        }
        let page = desk.ask(request).body_json().unwrap();
        let tickets = page["tickets"].as_array().unwrap();
        assert!(tickets.len() <= limit as usize);
        found.extend(tickets.iter().map(|ticket| ticket["number"].as_u64().unwrap()));
        cursor = page["next"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return found;
        }
    }
    panic!("the list `{query}` does not end");
}

#[test]
fn every_combination_of_filters_finds_exactly_what_fits_in_pages_of_any_size() {
    let desk = Desk::new();
    full(&desk);
    let ada = desk.ada.clone();
    let filters = [
        ["", "department=Support"],
        ["", "status=open"],
        ["", "assignee=none"],
        ["", "assignee=me"],
        ["", "tag=lamp"],
        ["", "requester=eve@home.test"],
    ];
    let all: Vec<Value> = desk.ask(Request::get("/api/tickets?limit=200")).body_json().unwrap()["tickets"]
        .as_array()
        .unwrap()
        .clone();
    let eve = all.iter().map(|t| t["requester"].as_str().unwrap()).find(|id| *id != desk.zoe).unwrap();
    let mut checked = 0;
    for mask in 0..64u32 {
        let chosen: Vec<&str> = (0..6).map(|bit| filters[bit][(mask >> bit & 1) as usize]).collect();
        if !chosen[2].is_empty() && !chosen[3].is_empty() {
            continue;
        }
        let fits = |ticket: &&Value| {
            (chosen[0].is_empty() || ticket["department_name"] == "Support")
                && (chosen[1].is_empty() || ticket["status"] == "open")
                && (chosen[2].is_empty() || ticket["assignee"].is_null())
                && (chosen[3].is_empty() || ticket["assignee"] == json!(ada))
                && (chosen[4].is_empty() || ticket["tags"] == json!(["Lamp"]))
                && (chosen[5].is_empty() || ticket["requester"] == json!(eve))
        };
        let want: BTreeSet<u64> = all.iter().filter(fits).map(|t| t["number"].as_u64().unwrap()).collect();
        let query = chosen.join("&");
        for sort in ["updated", "created", "oldest", "priority"] {
            for limit in [1, 7, 200] {
                let found = numbers(&desk, &format!("{query}&sort={sort}"), limit);
                assert_eq!(found.len(), want.len(), "{query} {sort} {limit}");
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), want, "{query} {sort} {limit}");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 48 * 12);
}

#[test]
fn every_order_is_an_order() {
    let desk = Desk::new();
    full(&desk);
    assert_eq!(numbers(&desk, "sort=oldest", 7), (1..=40).collect::<Vec<_>>());
    assert_eq!(numbers(&desk, "sort=created", 7), (1..=40).rev().collect::<Vec<_>>());
    let urgent: Vec<u64> = numbers(&desk, "sort=priority", 7).into_iter().take(10).collect();
    assert_eq!(urgent, (0..10).map(|n| 38 - 4 * n).collect::<Vec<u64>>());
    let third = desk.ask(Request::get("/api/tickets/by-number/3")).body_json().unwrap();
    desk.say(&desk.ada, third["id"].as_str().unwrap(), note("hm"));
    assert_eq!(numbers(&desk, "sort=updated", 7)[..2], [3, 40]);
    assert_eq!(numbers(&desk, "assignee=ben@desk.test&sort=updated", 7)[..2], [3, 39]);
}

#[test]
fn a_customers_order_does_not_betray_notes() {
    let desk = Desk::new();
    let first = desk.opened_by_zoe();
    desk.kernel.advance(1000);
    desk.opened_by_zoe();
    desk.say(&desk.ada, &first.id, note("psst"));
    assert_eq!(numbers(&desk, "sort=updated", 50), [1, 2]);
    desk.kernel.act_as(&desk.zoe);
    assert_eq!(numbers(&desk, "sort=updated", 50), [2, 1]);
}

#[test]
fn a_customer_filters_by_what_he_sees() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.json("PATCH", &format!("/api/tickets/{id}"), json!({ "version": 1, "status": "on-hold" }));
    desk.kernel.act_as(&desk.zoe);
    assert_eq!(numbers(&desk, "status=open", 50), [1]);
    assert!(numbers(&desk, "status=on-hold", 50).is_empty());
    assert!(Tickets::handle(&desk.cx(), Request::get("/api/tickets?tag=vip")).is_err());
}

#[test]
fn a_wrong_parameter_is_named() {
    let desk = Desk::new();
    for (query, part) in [
        ("colour=red", "no parameter `colour`"),
        ("status=asleep", "`status`: `asleep`"),
        ("limit=many", "`limit`"),
        ("limit=0", "1 to 200"),
        ("department=Sales", "no department `Sales`"),
        ("assignee=who@x.test", "`who@x.test`"),
        ("sort=size", "`sort`"),
    ] {
        let error = Tickets::handle(&desk.cx(), Request::get(&format!("/api/tickets?{query}"))).unwrap_err();
        assert!(error.message().contains(part), "{query}: {}", error.message());
    }
}
