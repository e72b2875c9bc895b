use super::desk::Desk;
use super::found;
use ombud_plugin::Error;
use ombud_plugin::desk::tickets::{MessageKind, Priority};
use ombud_plugin::search::{Found, Group};
use serde_json::{Value, json};
use std::rc::Rc;

#[test]
fn a_ticket_for_a_new_customer_makes_the_customer() {
    let desk = Desk::new();
    let form = format!(
        "subject=Printer&email=lena%40example.org&name=Lena&department={}&assignee={}&priority=high&tags=a,b&kind=note&text=She+called",
        desk.support, desk.nina
    );
    assert_eq!(desk.sent("/new", &form), "/console/tickets/61?done=created");
    let opened = &desk.state.opened.borrow()[0];
    let lena = desk.kernel.cx().find_by_email("lena@example.org").unwrap().unwrap();
    assert_eq!((&opened.requester, lena.name.as_str()), (&Some(lena.id.clone()), "Lena"));
    assert_eq!((opened.priority, &opened.tags), (Priority::High, &vec!["a".to_owned(), "b".to_owned()]));
    let first = opened.first.as_ref().unwrap();
    assert_eq!((first.kind, first.text.as_str()), (MessageKind::Note, "She called"));
}

#[test]
fn a_refused_ticket_keeps_what_was_typed() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::denied("tickets:ticket.create", "not in this department"));
    let form = format!(
        "subject=A+%3Cb%3E&email=l%40example.org&department={}&priority=urgent&kind=note&text=One%0D%0Atwo",
        desk.support
    );
    let response = desk.post("/new", &form);
    let page = response.body_text();
    assert_eq!(response.status, 403);
    assert!(page.contains(r#"value="A &lt;b&gt;""#) && page.contains("One\ntwo</textarea>"), "{page}");
    assert!(page.contains(r#"value="note" checked"#) && page.contains(r#"<option value="urgent" selected>"#));
    assert!(page.contains("Not in this department."));
}

#[test]
fn what_is_missing_is_named() {
    let desk = Desk::new();
    let response = desk.post("/new", "subject=&department=d&text=x&priority=normal");
    assert_eq!(response.status, 422);
    assert!(response.body_text().contains("Give the ticket a subject."));
    let for_nobody = format!("subject=x&department={}&text=x&priority=normal&kind=reply", desk.support);
    let response = desk.post("/new", &for_nobody);
    assert_eq!(response.status, 422);
    assert!(response.body_text().contains("Give the customer's address, or make the first message a note."));
    assert!(desk.state.opened.borrow().is_empty());
}

#[test]
fn customers_are_offered_by_what_is_typed_of_their_names_and_addresses() {
    let (desk, search) = found::desk(Some(Found {
        groups: ["Anna", "gone"]
            .map(|who| found::at("kernel:people", who))
            .map(|top| Group { top, hits: Vec::new() })
            .into(),
        ..found::found()
    }));
    let (_, offers) = desk.get("/customers?q=anna.p");
    assert_eq!(offers, "[]", "nobody of these is there any more");
    let asked = search.0.borrow()[0].clone();
    assert_eq!(
        (asked.text.as_str(), asked.collections.as_slice()),
        ("anna p*", &["kernel:people".to_owned()][..])
    );
    let groups = vec![Group { top: found::at("kernel:people", &desk.anna), hits: Vec::new() }];
    desk.kernel.search(found::Search(Rc::default(), Some(Found { groups, ..found::found() })));
    let offered = json!([{ "title": "Anna Petrova", "hint": "anna.petrova@example.org", "text": "anna.petrova@example.org" }]);
    assert_eq!(serde_json::from_str::<Value>(&desk.get("/customers?q=an%3Aopen").1).unwrap(), offered);
    desk.kernel.search(found::Search(Rc::default(), None));
    assert_eq!(desk.get("/customers?q=an").1, "[]", "while there is no search");
    assert!(desk.page("/new").contains(r#"data-endings="/console/customers""#));
}
