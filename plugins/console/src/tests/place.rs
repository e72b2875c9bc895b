//! From one ticket of a list to the next.

use super::desk::Desk;
use ombud_plugin::Request;

/// Four tickets in a list: 61, 62, 63, 64.
fn desk() -> Desk {
    let desk = Desk::new();
    for number in 62..65 {
        desk.ticket(number, "Another one", |ticket| ticket.requester = Some(desk.anna.clone()));
    }
    desk
}

/// Where a link leads.
fn leads(desk: &Desk, address: &str) -> String {
    let response = desk.answer(Request::get(address));
    assert_eq!(response.status, 303, "{}", response.body_text());
    response.header_value("location").unwrap().to_owned()
}

#[test]
fn a_row_leads_to_a_page_that_knows_its_neighbours_and_the_list() {
    let desk = desk();
    let page = desk.page("/?tag=refund&sort=oldest&columns=changed");
    assert!(page.contains(r#"href="/console/tickets/63?tag=refund&amp;sort=oldest&amp;at=2""#), "{page}");
    let page = desk.page("/tickets/63?tag=refund&sort=oldest&at=2");
    let way = "/console/tickets/63/next?tag=refund&amp;sort=oldest&amp;at=2";
    assert!(page.contains(&format!(r#"rel="next" href="{way}""#)), "{page}");
    assert!(page.contains(r#"<a href="/console/?tag=refund&amp;sort=oldest">Inbox</a>"#), "{page}");
    assert_eq!(
        leads(&desk, "/tickets/63/next?tag=refund&sort=oldest&at=2"),
        "/console/tickets/64?tag=refund&sort=oldest&at=3"
    );
    assert_eq!(leads(&desk, "/tickets/63/previous?tag=refund&at=2"), "/console/tickets/62?tag=refund&at=1");
    let page = desk.page("/tickets/63");
    assert!(!page.contains("rel=\"next\"") && !page.contains("onward"), "opened by its number: {page}");
}

#[test]
fn what_happened_to_the_list_meanwhile_skips_nobody() {
    let numbers = |desk: &Desk, order: &[u64]| {
        let mut tickets = desk.state.tickets.borrow_mut();
        tickets.retain(|ticket| order.contains(&ticket.number));
        tickets.sort_by_key(|ticket| order.iter().position(|number| *number == ticket.number));
    };
    // The one that was answered left the list, moved to its top, or others came before it.
    for (order, next, previous) in [
        (&[61, 63, 64][..], 63, 61),
        (&[62, 61, 63, 64], 63, 61),
        (&[64, 61, 62, 63], 63, 61),
        (&[61, 62, 63, 64], 63, 61),
    ] {
        let desk = desk();
        numbers(&desk, order);
        let there = leads(&desk, "/tickets/62/next?at=1");
        assert!(there.starts_with(&format!("/console/tickets/{next}?at=")), "{order:?}: {there}");
        let there = leads(&desk, "/tickets/62/previous?at=1");
        assert!(there.starts_with(&format!("/console/tickets/{previous}?at=")), "{order:?}: {there}");
    }
}

#[test]
fn behind_a_page_stands_the_next_and_behind_the_last_the_list() {
    let desk = desk();
    assert_eq!(leads(&desk, "/tickets/64/next?sort=due&at=3"), "/console/?sort=due&done=at-end");
    assert_eq!(leads(&desk, "/tickets/61/previous?at=0"), "/console/?done=at-begin");
    assert!(desk.page("/?done=at-end").contains("That was the last ticket of this list."));
    *desk.state.next.borrow_mut() = Some("c2".into());
    assert_eq!(leads(&desk, "/tickets/64/next?at=3"), "/console/tickets/61?cursor=c2&at=0");
    for nonsense in ["", "?at=-1", "?at=50", "?at=x&sort=burning"] {
        let there = leads(&desk, &format!("/tickets/61/next{nonsense}"));
        assert!(there.starts_with("/console/tickets/62?"), "{nonsense} leads to {there}");
    }
}

#[test]
fn whoever_sends_may_go_on_to_the_next_ticket_and_hears_there_what_was_done() {
    let desk = desk();
    let place = "status=open&at=0";
    let there = desk.sent(&format!("/tickets/61/reply?{place}"), "text=Hello&onward=yes");
    assert_eq!(there, "/console/tickets/62?done=onward&of=61&status=open&at=1");
    let page = desk.page(there.strip_prefix("/console").unwrap());
    assert!(page.contains(r#"Your message stands in <a href="/console/tickets/61">#61</a>"#), "{page}");
    assert!(page.contains(r#"action="/console/tickets/62/reply?status=open&amp;at=1""#), "{page}");
    assert_eq!(
        desk.sent(&format!("/tickets/61/note?{place}"), "text=Hm"),
        "/console/tickets/61?done=note&status=open&at=0#latest"
    );
    assert_eq!(desk.state.written.borrow().len(), 2);
    let refused = desk.post(&format!("/tickets/61/reply?{place}"), "text=&onward=yes");
    assert!(
        refused.status == 422 && refused.body_text().contains("rel=\"next\""),
        "one stays where it failed"
    );
}

#[test]
fn heads_of_columns_put_the_list_into_their_order() {
    let desk = desk();
    let page = desk.page("/?tag=refund&columns=opened-changed-priority");
    let head = r#"aria-sort="descending"><a href="/console/?tag=refund&amp;columns=priority-opened-changed">Changed</a>"#;
    assert!(page.contains(head), "{page}");
    assert!(page.contains(r#"<a href="/console/?tag=refund&amp;sort=created&amp;columns="#), "{page}");
    let page = desk.page("/?sort=created&columns=opened");
    assert!(
        page.contains(r#"aria-sort="descending"><a href="/console/?sort=oldest&amp;columns=opened">"#),
        "{page}"
    );
    let page = desk.page("/?sort=oldest&columns=opened");
    assert!(
        page.contains(r#"aria-sort="ascending"><a href="/console/?sort=created&amp;columns=opened">"#),
        "{page}"
    );
}
