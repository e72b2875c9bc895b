use super::desk::{Desk, outcome};
use ombud_plugin::Error;
use ombud_plugin::desk::merge::Request;
use ombud_plugin::desk::tickets::{Relation, RelationKind, Status};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.ticket(70, "Charged again", |ticket| ticket.requester = Some(desk.anna.clone()));
    desk.ticket(71, "Closed long ago", |ticket| {
        ticket.requester = Some(desk.anna.clone());
        ticket.status = Status::Closed;
    });
    desk
}

#[test]
fn a_ticket_offers_to_be_merged_to_whoever_may() {
    let desk = desk();
    assert!(desk.page("/tickets/61").contains(r#"data-merge href="/console/merge?t=t61""#));
    assert!(desk.page("/").contains(r#"name="merge" value="yes""#));
    desk.kernel.deny("tickets:ticket.merge");
    assert!(!desk.page("/tickets/61").contains("/console/merge"));
    assert!(!desk.page("/").contains(r#"name="merge""#));
}

#[test]
fn others_of_the_same_person_are_offered_first_but_none_that_is_closed() {
    let page = desk().page("/merge?t=t61");
    assert!(page.contains("Merge #61 into another ticket"));
    assert!(page.contains(r#"href="/console/merge?t=t61&amp;into=70""#));
    assert!(!page.contains("Closed long ago") && page.contains(r#"name="into""#));
}

#[test]
fn what_both_will_be_is_said_before() {
    let page = desk().page("/merge?t=t61&into=%2370");
    for part in [
        "Merge #61 into #70",
        "2 messages go into #70",
        "You may not share #70, so they will read no more of it: \u{2068}Anna Petrova\u{2069}",
        "Two departments: what was in Billing will stand in Support",
        "#70 is not open now",
        "#61 is closed and leads to #70",
        r#"name="v" value="3""#,
        r#"name="version" value="3""#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Two people"));
}

#[test]
fn several_are_merged_into_one_of_them() {
    let desk = desk();
    desk.ticket(72, "And again", |_| ());
    assert_eq!(desk.sent("/bulk", "merge=yes&t=t61&t=t70&t=t72&view="), "/console/merge?t=t61&t=t70&t=t72");
    let page = desk.page("/merge?t=t61&t=t70&t=t72");
    assert!(page.contains("Which one stays?") && page.contains("t=t61&amp;t=t70&amp;t=t72&amp;into=72"));
    let page = desk.page("/merge?t=t61&t=t70&t=t72&into=70");
    assert!(page.contains("Merge 2 tickets into #70") && page.contains("Two people"));
    let there = desk.sent("/merge", "t=t61&v=2&t=t72&v=3&into=70&version=3");
    assert_eq!(there, "/console/tickets/70?done=merged");
    let known = |source: &str, version| Request {
        source: source.into(),
        source_version: version,
        target: "t70".into(),
        target_version: 3,
    };
    assert_eq!(*desk.state.merged.borrow(), [known("t61", 2), known("t72", 3)]);
}

#[test]
fn what_cannot_be_merged_gives_the_page_again_with_the_reason() {
    let desk = desk();
    let (status, page) = desk.get("/merge?t=t61&into=99");
    assert!(status == 404 && page.contains("Nothing found") && page.contains(r#"value="99""#), "{page}");
    let (status, page) = desk.get("/merge?t=t61&into=61");
    assert!(status == 422 && page.contains("This is the ticket itself"));
    assert_eq!(desk.get("/merge").0, 422);
    let many: Vec<String> = (0..21).map(|n| format!("t=t{n}")).collect();
    assert_eq!(desk.get(&format!("/merge?{}", many.join("&"))).0, 422);
    *desk.state.refusal.borrow_mut() = Some(Error::conflict("#70 was changed meanwhile"));
    let response = desk.post("/merge", "t=t61&v=2&into=70&version=2");
    assert!(response.status == 409 && response.body_text().contains("#70 was changed meanwhile"));
    assert!(desk.state.merged.borrow().is_empty());
}

#[test]
fn a_merge_is_undone_from_the_page_of_either() {
    let desk = desk();
    *desk.state.recent.borrow_mut() = vec![outcome("g1", 61)];
    let page = desk.page("/tickets/70?done=merged");
    assert!(
        page.contains("Merged. All messages") && page.contains(r#"action="/console/tickets/70/unmerge""#)
    );
    assert_eq!(desk.sent("/tickets/70/unmerge", "merge=g1"), "/console/tickets/61?done=unmerged");
    assert_eq!(desk.sent("/tickets/61/unmerge", "merge=g1"), "/console/tickets/61?done=unmerged");
    assert_eq!(*desk.state.undone.borrow(), ["g1", "g1"]);
    assert_eq!(desk.post("/tickets/70/unmerge", "").status, 422);
}

#[test]
fn a_ticket_that_went_on_says_where_before_anything_else() {
    let desk = desk();
    desk.meanwhile(|ticket| {
        ticket.status = Status::Closed;
        ticket.relations =
            vec![Relation { kind: RelationKind::FollowedBy, ticket: "t70".into(), number: 70 }];
    });
    let page = desk.page("/tickets/61");
    let (word, talk) = (page.find("It goes on in").unwrap(), page.find("class=\"conversation\"").unwrap());
    assert!(word < talk && page[word..talk].contains(r#"href="/console/tickets/70""#));
}
