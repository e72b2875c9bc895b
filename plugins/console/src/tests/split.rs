use super::desk::Desk;
use ombud_plugin::Error;
use ombud_plugin::desk::split::Mode;
use ombud_plugin::desk::tickets::{Priority, Relation, RelationKind, Status};

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

/// What the preview says of the ticket that is there, and of the new one.
fn halves(page: &str) -> (&str, &str) {
    let both = page.split(r#"id="both">"#).nth(1).expect(page).split("</fieldset>").next().unwrap();
    both.split_once("</section>").unwrap()
}

/// The beginning of what each message says, by its id.
const SAID: [(&str, &str); 4] = [
    ("m1", "my card was charged twice"),
    ("m3", "Stripe shows two captures"),
    ("m4", "you are right, and I am sorry"),
    ("m5", "And the address?"),
];

#[test]
fn a_preview_shows_both_tickets_keeps_what_was_filled_in_and_changes_nothing() {
    let desk = Desk::new();
    assert!(desk.page("/tickets/61/split?m=m5").contains(
        r##"<button type="submit" formmethod="get" formaction="/console/tickets/61/split#both" name="preview""##
    ));
    let form = format!(
        "m=m1&m=m5&subject=Invoice+%22address%22&department={}&mode=move&requester=&assignee={}&priority=low&tags=on&preview=yes",
        desk.support, desk.nina
    );
    let page = desk.page(&format!("/tickets/61/split?{form}"));
    let (old, new) = halves(&page);
    assert!(old.contains("<h2>What stays in #61</h2>") && old.contains("Card charged twice for March"));
    for fact in ["Billing", "Anna Petrova"] {
        assert!(old.contains(&format!("<dd dir=\"auto\">{fact}</dd>")), "{fact}: {old}");
    }
    for fact in ["Invoice &quot;address&quot;", "Support", "Anna Petrova", "Nina Kos", "Low", "refund, cards"]
    {
        assert!(new.contains(&format!("<dd dir=\"auto\">{fact}</dd>")), "{fact}: {new}");
    }
    for (id, words) in SAID {
        let moves = ["m1", "m5"].contains(&id);
        assert_eq!((old.contains(words), new.contains(words)), (!moves, moves), "{id}");
    }
    assert!(old.find("Stripe shows") < old.find("you are right"), "in order");
    assert!(old.contains("<strong>Piotr Zieliński</strong> <small>internal note</small>"), "{old}");
    assert!(!page.contains(r#"id="problem""#));

    assert!(page.contains(r#"value="m1" checked"#) && page.contains(r#"value="m5" checked"#));
    assert!(!page.contains(r#"value="m4" checked"#) && page.contains(r#"value="move" checked"#));
    assert!(page.contains(r#"name="subject" value="Invoice &quot;address&quot;""#));
    assert!(page.contains(r#"<option value="low" selected>"#));
    assert!(page.contains(r#"name="tags" checked"#) && !page.contains(r#"name="fields" checked"#));
    assert!(desk.state.split.borrow().is_empty(), "nothing was done");
}

#[test]
fn what_is_copied_stands_in_both_halves_of_a_preview_also_if_it_is_everything() {
    let desk = Desk::new();
    let all: String = SAID.iter().map(|(id, _)| format!("m={id}&")).collect();
    let page = desk.page(&format!("/tickets/61/split?{all}subject=x&department=d&mode=copy&preview=yes"));
    let (old, new) = halves(&page);
    for half in [old, new] {
        assert!(SAID.iter().all(|(_, words)| half.contains(words)), "{half}");
        assert_eq!(half.matches("in both tickets").count(), SAID.len(), "{half}");
    }
    assert!(page.contains(r#"value="copy" checked"#));
}

#[test]
fn a_preview_says_what_stands_in_the_way() {
    let desk = Desk::new();
    let said = |messages: &str| {
        let (status, page) =
            desk.get(&format!("/tickets/61/split?{messages}&subject=x&department=d&mode=move&preview=yes"));
        assert_eq!(status, 422, "{page}");
        assert!(
            halves(&page).0.contains(r#"id="problem"><p><strong>It cannot be split like this."#),
            "{page}"
        );
        page
    };
    let page = said("");
    assert!(page.contains("Choose at least one message") && halves(&page).1.contains("No message."));
    let page = said("m=m1&m=m3&m=m4&m=m5");
    assert!(page.contains("nothing would stay in #61") && halves(&page).0.contains("No message."));
    assert!(said("m=m1&m=m9").contains("is not in #61 any more"));
    assert!(said("m=m2").contains("is not in #61 any more"), "a line of the desk");
    desk.meanwhile(|ticket| ticket.status = Status::Closed);
    assert!(said("m=m1").contains("#61 is closed"));
}

#[test]
fn a_preview_tells_whoever_may_not_split() {
    for (permission, more) in [
        ("tickets:ticket.split", ""),
        ("tickets:ticket.create", ""),
        ("tickets:ticket.assign", "&assignee=somebody"),
    ] {
        let desk = Desk::new();
        desk.kernel.deny(permission);
        let (status, page) =
            desk.get(&format!("/tickets/61/split?m=m1&subject=x&department=d&preview=yes{more}"));
        assert_eq!(status, 403, "{permission}");
        assert!(page.contains(&format!("`{permission}`")), "{page}");
    }
    let desk = Desk::new();
    desk.kernel.deny("tickets:ticket.assign");
    desk.page("/tickets/61/split?m=m1&subject=x&department=d&preview=yes");
}
