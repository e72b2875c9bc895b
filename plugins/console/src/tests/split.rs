use super::desk::Desk;
use ombud_plugin::Error;
use ombud_plugin::desk::split::Mode;
use ombud_plugin::desk::tickets::{Priority, Relation, RelationKind};

#[test]
fn messages_are_chosen_on_the_ticket_and_lines_by_the_desk_cannot_be() {
    let page = Desk::new().page("/tickets/61");
    assert!(page.contains(r#"<input type="checkbox" name="m" value="m1" form="split">"#));
    assert!(!page.contains(r#"value="m2" form="split""#));
    assert!(page.contains(r#"action="/console/tickets/61/split""#));
}

#[test]
fn the_step_shows_what_was_chosen_and_whom_it_will_belong_to() {
    let page = Desk::new().page("/tickets/61/split?m=m4&m=m5");
    assert!(page.contains(r#"value="m4" checked"#) && page.contains(r#"value="m5" checked"#));
    assert!(page.contains(r#"value="m1"><span>"#), "the others can still be chosen");
    assert!(page.contains("Automatic: Anna Petrova"), "{page}");
    assert!(page.contains(r#"name="subject" value="Card charged twice for March""#));
}

#[test]
fn a_split_asks_for_what_the_form_says_and_can_be_undone() {
    let desk = Desk::new();
    desk.ticket(62, "Invoice address", |ticket| {
        ticket.relations = vec![Relation { kind: RelationKind::SplitFrom, ticket: "t61".into(), number: 61 }];
    });
    let form = format!(
        "m=m1&m=m5&subject=Invoice+address&department={}&mode=copy&requester={}&assignee={}&priority=low&tags=on",
        desk.support, desk.anna, desk.nina
    );
    assert_eq!(desk.sent("/tickets/61/split", &form), "/console/tickets/62?done=split&undo=s1");
    let split = desk.state.split.borrow();
    assert_eq!(
        (split[0].ticket.as_str(), &split[0].messages),
        ("t61", &vec!["m1".to_owned(), "m5".to_owned()])
    );
    assert_eq!((split[0].mode, split[0].priority), (Mode::Copy, Some(Priority::Low)));
    assert_eq!(
        (&split[0].requester, &split[0].assignee),
        (&Some(desk.anna.clone()), &Some(desk.nina.clone()))
    );
    assert_eq!(split[0].tags, Some(vec!["refund".into(), "cards".into()]));
    assert!(!split[0].copy_fields);

    let page = desk.page("/tickets/62?done=split&undo=s1");
    assert!(page.contains(r#"<form method="post" action="/console/tickets/61/undo">"#), "{page}");
    assert_eq!(desk.sent("/tickets/61/undo", "split=s1"), "/console/tickets/61?done=undone");
    assert_eq!(*desk.state.undone.borrow(), ["s1"]);
}

#[test]
fn what_is_left_open_is_left_to_the_split() {
    let desk = Desk::new();
    let there = desk.sent(
        "/tickets/61/split",
        "m=m1&subject=x&department=d&mode=move&requester=&assignee=&priority=&fields=on",
    );
    assert_eq!(there, "/console/tickets/61?done=away", "the new ticket is where one may not read");
    let split = &desk.state.split.borrow()[0];
    assert_eq!((&split.requester, &split.assignee, split.priority, &split.tags), (&None, &None, None, &None));
    assert_eq!((split.mode, split.copy_fields), (Mode::Move, true));
}

#[test]
fn a_refused_split_keeps_everything_chosen() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::invalid("all messages of the ticket were chosen"));
    let form = format!("m=m1&subject=Address+%22new%22&department={}&mode=copy&priority=high", desk.support);
    let response = desk.post("/tickets/61/split", &form);
    let page = response.body_text();
    assert_eq!(response.status, 422);
    assert!(page.contains("All messages of the ticket were chosen."));
    assert!(page.contains(r#"value="Address &quot;new&quot;""#));
    assert!(page.contains(r#"value="m1" checked"#) && page.contains(r#"value="copy" checked"#));
    assert!(page.contains(r#"<option value="high" selected>"#));
}

#[test]
fn choosing_nothing_is_said_before_anything_is_asked() {
    let desk = Desk::new();
    assert_eq!(desk.post("/tickets/61/split", "subject=x&department=d").status, 422);
    assert!(desk.state.split.borrow().is_empty());
}
