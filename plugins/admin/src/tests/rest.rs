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
        after: Some(r#"{"reason":"No role gives it.","permission":"kernel:role.edit"}"#.into()),
        ..entry.clone()
    };
    *desk.state.entries.borrow_mut() = vec![entry, refused];
    let page = desk.page("/audit?action=role&since=2026-11-01&until=2026-11-23&text=money");
    assert!(
        page.contains("Olga Owner") && page.contains("changed the role") && page.contains("Refunds"),
        "{page}"
    );
    assert!(page.contains("through Administration") && page.contains("&lt;b&gt;Money"), "{page}");
    assert!(page.contains("1 field") && page.contains("was refused:") && page.contains("No role gives it."));
    let filter = desk.state.searched.borrow()[0].clone();
    assert_eq!(filter.since, Some(1_793_491_200_000));
    assert_eq!(filter.until, Some(1_795_478_400_000), "the last day is whole");
    assert!(page.contains("text=money&amp;cursor=7"), "{page}");
    assert_eq!(desk.get("/audit?since=yesterday").0, 422);
}
