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

/// The list is these by now.
fn becomes(desk: &Desk, order: &[u64]) {
    let mut tickets = desk.state.tickets.borrow_mut();
    tickets.retain(|ticket| order.contains(&ticket.number));
    tickets.sort_by_key(|ticket| order.iter().position(|number| *number == ticket.number));
}

/// Where a link leads.
fn leads(desk: &Desk, address: &str) -> String {
    let response = desk.answer(Request::get(address));
    assert_eq!(response.status, 303, "{}", response.body_text());
    response.header_value("location").unwrap().to_owned()
}

/// Which ticket an address is of.
fn number(address: &str) -> u64 {
    let rest =
        address.strip_prefix("/console/tickets/").unwrap_or_else(|| panic!("{address} is of no ticket"));
    rest.split(['?', '#']).next().unwrap().parse().unwrap()
}

#[test]
fn a_row_leads_to_a_page_that_knows_its_neighbours_and_the_list() {
    let desk = desk();
    let page = desk.page("/?tag=refund&sort=oldest&columns=changed");
    let place = "?tag=refund&amp;sort=oldest&amp;columns=changed&amp;after=63-64";
    assert!(page.contains(&format!(r#"href="/console/tickets/62{place}""#)), "{page}");
    let page = desk.page("/tickets/62?tag=refund&sort=oldest&columns=changed&after=63-64");
    assert!(
        page.contains(&format!(r#"page="/console/tickets/62{place}""#)),
        "and what is renewed stays in it: {page}"
    );
    assert!(page.contains(&format!(r#"rel="next" href="/console/tickets/62/next{place}""#)), "{page}");
    let list = r#"<a href="/console/?tag=refund&amp;sort=oldest&amp;columns=changed">Inbox</a>"#;
    assert!(page.contains(list), "{page}");
    let there = leads(&desk, "/tickets/62/next?tag=refund&after=63-64");
    assert_eq!(there, "/console/tickets/63?tag=refund&before=62&after=64");
    assert_eq!(
        leads(&desk, "/tickets/63/previous?tag=refund&before=61&after=64"),
        "/console/tickets/61?tag=refund&after=63-64",
        "from where one came, whatever stands between"
    );
    assert_eq!(leads(&desk, "/tickets/63/previous?after=64"), "/console/tickets/62?after=63-64");
    let page = desk.page("/tickets/63");
    assert!(!page.contains("rel=\"next\"") && !page.contains("onward"), "opened by its number: {page}");
}

#[test]
fn what_happened_to_the_list_meanwhile_skips_nobody() {
    for (order, next) in [
        // It left the list, or went to its top; others came, or left before it.
        (&[61, 63, 64][..], 63),
        (&[62, 61, 63, 64], 63),
        (&[64, 61, 62, 63], 64),
        (&[62, 63, 64], 63),
        (&[63, 64], 63),
        (&[61, 62, 64], 64),
        (&[64], 64),
    ] {
        let desk = desk();
        becomes(&desk, order);
        let after = order.iter().filter(|number| **number > 62 && order[0] == 64);
        let after = if after.count() > 0 { "64-63" } else { "63-64" };
        let there = leads(&desk, &format!("/tickets/62/next?before=61&after={after}"));
        assert_eq!(number(&there), next, "{order:?} leads to {there}");
    }
    let desk = desk();
    becomes(&desk, &[61, 62]);
    assert_eq!(leads(&desk, "/tickets/62/next?before=61&after=63-64"), "/console/?done=at-end");
    assert_eq!(number(&leads(&desk, "/tickets/61/next?after=63-64")), 62, "all that were named have left");
}

#[test]
fn one_after_another_is_come_by_while_those_that_are_answered_leave() {
    let desk = desk();
    let mut address = "/console/tickets/61?status=open&after=62-63-64".to_owned();
    let mut met = vec![61];
    for _ in 0..3 {
        let (path, place) = address.strip_prefix("/console").unwrap().split_once('?').unwrap();
        let place = place.split('&').filter(|part| !part.starts_with("done") && !part.starts_with("of="));
        let place = place.collect::<Vec<_>>().join("&");
        // An answer leaves a while after it was sent: the one before leaves the list now.
        if let [.., before, _] = met[..] {
            desk.state.tickets.borrow_mut().retain(|ticket| ticket.number != before);
        }
        address = desk.sent(&format!("{path}/reply?{place}"), "text=Hello&onward=yes");
        met.push(number(&address));
    }
    assert_eq!(met, [61, 62, 63, 64]);
    assert_eq!(address, "/console/tickets/64?done=onward&of=63&status=open&before=63&after=");
    let page = desk.page(address.strip_prefix("/console").unwrap());
    assert!(page.contains(r#"Your message stands in <a href="/console/tickets/63">#63</a>"#), "{page}");
    let there = desk.sent("/tickets/64/reply?status=open&before=63&after=", "text=Hello&onward=yes");
    assert_eq!(there, "/console/?status=open&done=onward&of=64", "behind the last one stands the list");
    assert!(
        desk.page("/?status=open&done=onward&of=64").contains(r#"<a href="/console/tickets/64">#64</a>"#)
    );
}

#[test]
fn behind_a_page_stands_the_next_and_before_one_the_list() {
    let desk = desk();
    assert_eq!(leads(&desk, "/tickets/61/previous?after=62"), "/console/?done=at-begin");
    assert!(desk.page("/?done=at-end").contains("That was the last ticket of this list."));
    desk.ticket(65, "On another page", |_| ());
    desk.state.later.borrow_mut().push(65);
    *desk.state.next.borrow_mut() = Some("c1".into());
    let there = leads(&desk, "/tickets/64/next?before=63&after=");
    assert_eq!(there, "/console/tickets/65?cursor=c2&before=64&after=", "an empty page is passed over");
    assert_eq!(
        leads(&desk, "/tickets/65/next?cursor=c2&before=64&after="),
        "/console/?cursor=c2&done=at-end"
    );
    assert_eq!(number(&leads(&desk, "/tickets/65/previous?cursor=c2&before=64&after=")), 64);
    assert_eq!(leads(&desk, "/tickets/65/previous?cursor=c2&after="), "/console/?cursor=c2");
    for nonsense in ["", "?after=x", "?after=0-0-0", "?after=&sort=burning"] {
        leads(&desk, &format!("/tickets/61/next{nonsense}"));
    }
}

#[test]
fn what_is_written_stands_whatever_becomes_of_the_list_and_forms_keep_the_place() {
    let desk = desk();
    let page = desk.page("/tickets/62?status=open&after=63");
    assert!(page.contains(r#"action="/console/tickets/62/reply?status=open&amp;after=63""#), "{page}");
    assert_eq!(
        desk.sent("/tickets/61/note?status=open&after=62", "text=Hm"),
        "/console/tickets/61?done=note&status=open&after=62#latest"
    );
    let refused = desk.post("/tickets/61/reply?after=62", "text=&onward=yes");
    assert!(
        refused.status == 422 && refused.body_text().contains("rel=\"next\""),
        "one stays where it failed"
    );
    *desk.state.listless.borrow_mut() = true;
    let there = desk.sent("/tickets/61/reply?after=62", "text=Hello&onward=yes");
    assert_eq!(there, "/console/tickets/61?done=reply&after=62#latest");
    assert_eq!(desk.state.written.borrow().len(), 2);
    *desk.state.vanish.borrow_mut() = true;
    let there = desk.sent("/tickets/61/fields?tag=refund&after=62", "status=pending&was-status=open");
    assert_eq!(there, "/console/?tag=refund&done=away", "what went out of sight leads to its list");
}

#[test]
fn heads_of_columns_put_the_list_into_their_order() {
    let desk = desk();
    let page = desk.page("/?tag=refund&columns=opened-changed-priority");
    let head = r#"aria-sort="descending"><a href="/console/?tag=refund&amp;columns=priority-opened-changed">Changed</a>"#;
    assert!(page.contains(head), "{page}");
    assert!(page.contains(r#"<a href="/console/?tag=refund&amp;sort=created&amp;columns="#), "{page}");
    let page = desk.page("/?sort=created&columns=opened");
    let head = r#"aria-sort="descending"><a href="/console/?sort=oldest&amp;columns=opened">"#;
    assert!(page.contains(head), "{page}");
    let page = desk.page("/?sort=oldest&columns=opened");
    let head = r#"aria-sort="ascending"><a href="/console/?sort=created&amp;columns=opened">"#;
    assert!(page.contains(head), "{page}");
}
