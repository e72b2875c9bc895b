use super::*;
use crate::ticket::TICKETS;
use ombud_plugin::Query;
use ombud_plugin::desk::queues::{self, Selection};
use ombud_plugin::desk::tickets::{Changes, Sort, Status};
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

/// Which tickets a selection finds, in pages of this size, and how many it counts.
fn found(desk: &Desk, selection: &Selection, sort: Sort, limit: u32) -> Vec<u64> {
    let mut query = queues::Query { selection: selection.clone(), sort, limit, cursor: None };
    let mut numbers = Vec::new();
    loop {
        let page = <Tickets as queues::Provider>::find(&desk.cx(), query.clone()).unwrap();
        numbers.extend(page.tickets.iter().map(|ticket| ticket.number));
        query.cursor = page.next;
        if query.cursor.is_none() {
            return numbers;
        }
    }
}

#[test]
fn selections_find_and_count_what_fits_by_whatever_index_they_are_found() {
    let desk = Desk::new();
    full(&desk);
    for (nth, number) in (1..=40).enumerate() {
        if nth % 3 == 0 {
            let ticket = <Tickets as Provider>::by_number(&desk.cx(), number).unwrap();
            let changes = Changes { status: Some(Status::Resolved), ..Changes::none() };
            <Tickets as Provider>::update(&desk.cx(), ticket.id, ticket.version, changes).unwrap();
        }
    }
    let all = <Tickets as queues::Provider>::find(
        &desk.cx(),
        queues::Query { selection: Selection::all(), sort: Sort::Created, limit: 200, cursor: None },
    );
    let all = all.unwrap().tickets;
    assert_eq!(all.len(), 40);
    let middle = all[20].updated;
    let departments = [vec![], vec![desk.support.clone()], vec![desk.support.clone(), desk.billing.clone()]];
    let statuses =
        [vec![], Selection::ACTIVE.to_vec(), vec![Status::Resolved], vec![Status::New, Status::Resolved]];
    let assignees = [vec![], vec![None], vec![Some(desk.ada.clone())], vec![Some(desk.ada.clone()), None]];
    let others = [
        Selection::all(),
        Selection { priorities: vec![Priority::Urgent, Priority::Low], ..Selection::all() },
        Selection { tags: vec!["lamp".into()], ..Selection::all() },
        Selection { requester: Some(desk.zoe.clone()), before: Some(middle), ..Selection::all() },
        Selection { since: Some(middle), ..Selection::all() },
    ];
    let mut checked = 0;
    for departments in &departments {
        for statuses in &statuses {
            for assignees in &assignees {
                for other in &others {
                    let selection = Selection {
                        departments: departments.clone(),
                        statuses: statuses.clone(),
                        assignees: assignees.clone(),
                        ..other.clone()
                    };
                    let fits = |ticket: &&Ticket| {
                        (departments.is_empty() || departments.contains(&ticket.department))
                            && (statuses.is_empty() || statuses.contains(&ticket.status))
                            && (assignees.is_empty() || assignees.contains(&ticket.assignee))
                            && (other.priorities.is_empty() || other.priorities.contains(&ticket.priority))
                            && (other.tags.is_empty() || ticket.tags.contains(&"Lamp".to_owned()))
                            && other
                                .requester
                                .as_ref()
                                .is_none_or(|asked| ticket.requester.as_ref() == Some(asked))
                            && other.since.is_none_or(|since| ticket.updated >= since)
                            && other.before.is_none_or(|before| ticket.updated < before)
                    };
                    let want: BTreeSet<u64> = all.iter().filter(fits).map(|ticket| ticket.number).collect();
                    for (sort, limit) in [(Sort::Updated, 7), (Sort::Priority, 200), (Sort::Oldest, 3)] {
                        let numbers = found(&desk, &selection, sort, limit);
                        assert_eq!(numbers.len(), want.len(), "{selection:?} {sort:?}");
                        assert_eq!(
                            numbers.into_iter().collect::<BTreeSet<_>>(),
                            want,
                            "{selection:?} {sort:?}"
                        );
                    }
                    let count = |at_most| {
                        let counted = <Tickets as queues::Provider>::count(
                            &desk.cx(),
                            vec![selection.clone()],
                            at_most,
                        );
                        (counted.as_ref().unwrap()[0].number, counted.unwrap()[0].more)
                    };
                    let number = u32::try_from(want.len()).unwrap();
                    assert_eq!(count(1000), (number, false), "{selection:?}");
                    assert_eq!(count(5), (number.min(5), number > 5), "{selection:?}");
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 240);
}

#[test]
fn queues_are_for_staff() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.zoe);
    let query = queues::Query { selection: Selection::all(), sort: Sort::Updated, limit: 5, cursor: None };
    assert!(matches!(
        <Tickets as queues::Provider>::find(&desk.cx(), query),
        Err(ombud_plugin::Error::Denied(_))
    ));
    let counted = <Tickets as queues::Provider>::count(&desk.cx(), vec![Selection::all()], 5);
    assert!(matches!(counted, Err(ombud_plugin::Error::Denied(_))));
}

#[test]
fn tickets_of_the_first_form_are_put_where_work_is_found_and_keep_their_age() {
    let desk = Desk::new();
    full(&desk);
    let before = found(&desk, &Selection::active(), Sort::Updated, 200);
    // As the version before left them.
    for entry in desk.kernel.cx().query(TICKETS, &Query::by("created").limit(200)).unwrap().entries {
        let places = crate::ticket::places(&entry.envelope, &entry.value, entry.envelope.updated);
        let old = places.into_iter().filter(|(index, _)| *index != "active");
        let draft = old.fold(ombud_plugin::Draft::of(&entry), |draft, (index, key)| draft.index(index, key));
        desk.kernel.cx().update(TICKETS, &entry, draft).unwrap();
    }
    assert!(found(&desk, &Selection::active(), Sort::Created, 200).is_empty());
    crate::migrate::migrate(&desk.cx(), 1, 2).unwrap();
    let mut after = found(&desk, &Selection::active(), Sort::Created, 200);
    after.sort_unstable();
    assert_eq!(after.len(), before.len());
    assert!(crate::migrate::migrate(&desk.cx(), 2, 3).is_err());
}
