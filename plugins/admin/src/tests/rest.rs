//! Departments, the audit, and why.

use super::desk::{Desk, NOW};
use ombud_plugin::Error;
use ombud_plugin::administration::audit::Entry;
use ombud_plugin::administration::departments::Department;

#[test]
fn departments_are_made_and_renamed_and_a_refusal_keeps_the_name() {
    let desk = Desk::new();
    let sales = Department { id: "d1".into(), name: "Sales".into(), created: NOW, members: 2 };
    desk.state.departments.borrow_mut().push(sales);
    assert!(desk.page("/departments").contains("2 people"));
    assert_eq!(desk.sent("/departments", "name=Returns"), "/admin/departments?done=added");
    assert_eq!(desk.sent("/departments/d1", "name=Trade"), "/admin/departments?done=saved");
    assert_eq!(*desk.state.named.borrow(), ["Returns", "Trade"]);
    *desk.state.refusal.borrow_mut() = Some(Error::conflict("there is already a department `Trade`"));
    let response = desk.post("/departments/d1", "name=Trade");
    assert_eq!(response.status, 409);
    assert!(
        response.body_text().contains("<details open>") && response.body_text().contains(r#"value="Trade""#)
    );
}

#[test]
fn a_question_about_somebody_is_answered_in_a_sentence() {
    let desk = Desk::new();
    assert!(desk.page("/explain").contains("Choose a person and a permission."));
    let page = desk.page("/explain?email=ana%40demo.test&permission=tickets%3Aticket.read&record=a%3Ab%2Fx1");
    assert!(
        page.contains("No role gives it.") && page.contains("Ana Agent: Read tickets, on a:b/x1"),
        "{page}"
    );
    let (who, what, at) = desk.state.explained.borrow()[0].clone();
    assert_eq!((who, what.as_str()), (desk.ana.clone(), "tickets:ticket.read"));
    assert_eq!(at.map(|at| (at.collection, at.id)), Some(("a:b".into(), "x1".into())));
    let (status, page) = desk.get("/explain?email=x%40y.test&permission=tickets%3Aticket.read");
    assert_eq!(status, 404);
    assert!(page.contains("Nobody has the address `x@y.test`."), "{page}");
    assert_eq!(desk.get("/explain?email=ana%40demo.test&permission=a%3Ab.c&record=lid").0, 422);
}

#[test]
fn the_audit_says_who_did_what_to_whom_and_what_it_was_before() {
    let desk = Desk::new();
    let entry = Entry {
        number: 12,
        at: NOW - 60_000,
        actor: Some(desk.olga.clone()),
        plugin: Some("admin".into()),
        on_behalf: None,
        action: "role.edit".into(),
        target: "role:refunds".into(),
        before: Some(r#"{"title":"Refunds","name":"refunds"}"#.into()),
        after: Some(r#"{"title":"<b>Money</b>","name":"refunds"}"#.into()),
        origin: None,
        why: None,
        sealed: true,
    };
    let refused = Entry {
        number: 11,
        action: "access.denied".into(),
        target: "POST /admin/roles".into(),
        before: None,
        after: Some(
            r#"{"reason":"No role gives it.","told":"Nobody granted it.","permission":"kernel:role.edit"}"#
                .into(),
        ),
        ..entry.clone()
    };
    let stranger = Entry {
        number: 10,
        actor: None,
        plugin: None,
        action: "session.refused".into(),
        target: "person:unknown".into(),
        before: None,
        after: None,
        ..entry.clone()
    };
    let banned = Entry {
        number: 9,
        action: "ban.create".into(),
        target: "ban:1".into(),
        before: None,
        after: Some(r#"{"network":"192.0.2.7","until":1795478400000}"#.into()),
        ..entry.clone()
    };
    *desk.state.entries.borrow_mut() = vec![entry, refused, stranger, banned];
    let page = desk.page("/audit?action=role&since=2026-11-01&until=2026-11-23&text=money");
    assert!(
        page.contains("Olga Owner") && page.contains("changed the role") && page.contains("Refunds"),
        "{page}"
    );
    assert!(page.contains("through Administration") && page.contains("&lt;b&gt;Money"), "{page}");
    assert!(
        page.contains("1 field") && page.contains("was refused:") && page.contains(">Nobody granted it.<"),
        "{page}"
    );
    assert!(page.contains("Somebody</strong> could not sign in: nobody here has the address"), "{page}");
    assert!(page.contains("banned an address:") && page.contains(">192.0.2.7</span>"), "{page}");
    assert!(page.contains("24 Nov 2026, 00:00 UTC"), "moments are told as such: {page}");
    let filter = desk.state.searched.borrow()[0].clone();
    assert_eq!(filter.since, Some(1_793_491_200_000));
    assert_eq!(filter.until, Some(1_795_478_400_000), "the last day is whole");
    assert!(page.contains("text=money&amp;cursor=7"), "{page}");
    assert_eq!(desk.get("/audit?since=yesterday").0, 422);
}

/// An entry of the audit about somebody.
fn entry(number: u64, actor: Option<&str>, action: &str, target: &str, after: Option<&str>) -> Entry {
    Entry {
        number,
        at: NOW - 60_000,
        actor: actor.map(str::to_owned),
        plugin: None,
        on_behalf: None,
        action: action.into(),
        target: target.into(),
        before: None,
        after: after.map(str::to_owned),
        origin: Some("203.0.113.9".into()),
        why: None,
        sealed: true,
    }
}

#[test]
fn a_failed_sign_in_of_nobody_takes_no_name_from_the_audit() {
    let desk = Desk::new();
    let ana = format!("person:{}", desk.ana);
    *desk.state.entries.borrow_mut() = vec![
        entry(9, None, "session.refused", "person:unknown", None),
        entry(8, Some(&desk.ana), "session.refused", &ana, None),
        entry(7, Some(&desk.olga), "person.edit", &ana, Some(r#"{"name":"x","alias":"not-an-id"}"#)),
    ];
    let page = desk.page("/audit?action=all");
    assert!(page.contains("Olga Owner</strong> changed") && page.contains(">Ana Agent<"), "{page}");
    assert!(page.contains("Somebody</strong> could not sign in: nobody here has"), "{page}");
    assert!(page.contains("Somebody</strong> could not sign in as"), "Ana it need not have been: {page}");
    assert!(page.contains("from 203.0.113.9") && !page.contains("somebody"), "{page}");
}

#[test]
fn sign_ins_are_left_out_and_it_is_said_how_many_until_they_are_asked_for() {
    let desk = Desk::new();
    let ana = format!("person:{}", desk.ana);
    let order = format!(r#"{{"plugin":"rules","giver":"{}","given":1795478400000}}"#, desk.olga);
    *desk.state.entries.borrow_mut() = vec![
        entry(9, Some(&desk.ana), "session.begin", &ana, None),
        entry(8, Some(&desk.ana), "session.end", &ana, None),
        entry(7, None, "session.refused", "person:unknown", None),
        entry(6, Some(&desk.olga), "order.give", &format!("person:{}", desk.olga), Some(&order)),
    ];
    let page = desk.page("/audit");
    assert!(page.contains("2 × signed in or out, 1 × failed to sign in"), "{page}");
    assert!(
        page.contains(r#"href="/admin/audit?action=all""#) && !page.contains("</strong> signed in"),
        "{page}"
    );
    assert!(page.contains("gave an order to") && page.contains(">Rules<"), "{page}");
    assert!(page.contains("Given by") && page.contains("24 Nov 2026, 00:00 UTC"), "{page}");
    let page = desk.page("/audit?action=all");
    assert!(page.contains("Ana Agent</strong> signed in") && !page.contains("failed to sign in"), "{page}");
    assert_eq!(desk.state.searched.borrow().last().unwrap().action, None);
    assert!(desk.page("/audit?action=session").contains("Ana Agent</strong> signed out"));
}

#[test]
fn plugins_are_called_as_they_call_themselves() {
    let manifest = include_str!("../../plugin.toml");
    let declaring =
        manifest.lines().filter_map(|line| line.strip_prefix("permission = \"")?.split(':').next());
    for id in declaring.filter(|id| !["kernel", "admin"].contains(id)) {
        let path = format!("{}/../{id}/plugin.toml", env!("CARGO_MANIFEST_DIR"));
        let other = std::fs::read_to_string(path).unwrap();
        assert!(other.contains(&format!("title = \"{}\"", crate::texts::plugin(id))), "{id}");
    }
}
