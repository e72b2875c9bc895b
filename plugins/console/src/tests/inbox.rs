use super::desk::Desk;
use ombud_plugin::desk::tickets::{Priority, Sort, Status};

#[test]
fn a_row_says_what_it_is_in_words() {
    let page = Desk::new().page("/");
    for words in [
        r#"<a class="open-ticket" href="/console/tickets/61" dir="auto">Card charged twice for March</a>"#,
        r#"<span class="badge open">Open</span>"#,
        r#"<span class="priority urgent">Urgent</span>"#,
        "<span>Anna Petrova</span>",
        "Nina Kos",
        r#"<td class="department">Billing</td>"#,
        r#"<time datetime="2026-11-23T06:26:00Z" title="23 Nov 2026, 06:26 UTC">23 Nov, 06:26</time>"#,
        "2 min ago",
        r#"<a class="tag" href="/console/?tag=refund">refund</a>"#,
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
}

#[test]
fn whatever_a_customer_writes_is_text() {
    let desk = Desk::new();
    desk.ticket(62, "<script>alert(1)</script>", |ticket| ticket.tags = vec!["\"><img>".into()]);
    let page = desk.page("/");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("<img>") && !page.contains("<script>alert"));
}

#[test]
fn views_and_filters_ask_for_what_they_say() {
    let desk = Desk::new();
    let address =
        format!("/?assignee=me&status=on-hold&department={}&tag=refund&sort=oldest&cursor=c1", desk.billing);
    desk.page(&address);
    desk.page("/?assignee=none");
    let filters = desk.state.filters.borrow();
    assert_eq!(filters[0].assignee, Some(Some(desk.nina.clone())));
    assert_eq!(filters[0].status, Some(Status::OnHold));
    assert_eq!(filters[0].department, Some(desk.billing.clone()));
    assert_eq!(filters[0].tag.as_deref(), Some("refund"));
    assert_eq!((filters[0].sort, filters[0].cursor.as_deref()), (Sort::Oldest, Some("c1")));
    assert_eq!(filters[1].assignee, Some(None));
}

#[test]
fn the_next_page_keeps_the_filter_and_another_filter_begins_at_the_first_page() {
    let desk = Desk::new();
    *desk.state.next.borrow_mut() = Some("c2".into());
    let page = desk.page("/?status=open&cursor=c1");
    assert!(page.contains(r#"href="/console/?status=open&amp;cursor=c2""#), "{page}");
    assert!(page.contains(r#"href="/console/?status=closed""#));
    assert!(page.contains(r#"href="/console/?status=open">First page"#));
}

#[test]
fn an_empty_list_says_so() {
    let desk = Desk::new();
    desk.state.tickets.borrow_mut().clear();
    assert!(desk.page("/").contains("No tickets here."));
}

#[test]
fn who_may_not_open_tickets_is_not_offered_to() {
    let desk = Desk::new();
    assert!(desk.page("/").contains("/console/new"));
    desk.kernel.deny("tickets:ticket.create");
    assert!(!desk.page("/").contains("/console/new"));
}

/// Writes pages to look at, if `CONSOLE_LOOK` names a folder.
#[test]
fn pages_to_look_at() {
    let Some(folder) = std::env::var("CONSOLE_LOOK").ok().filter(|folder| !folder.is_empty()) else { return };
    let desk = Desk::new();
    let subjects = [
        ("Не мога да вляза в профила си след смяната на паролата", Status::New, Priority::Normal),
        (
            "Export hangs at 99 % and then the whole browser tab goes away, every single time, with any project larger than about two hundred pages",
            Status::Open,
            Priority::High,
        ),
        ("Quote for 40 seats", Status::Pending, Priority::Normal),
        ("Feature idea: shared drafts", Status::OnHold, Priority::Low),
        ("Invoice address", Status::Resolved, Priority::Normal),
        ("Thanks!", Status::Closed, Priority::Normal),
        ("You have won", Status::Spam, Priority::Normal),
    ];
    for (at, (subject, status, priority)) in (0_u64..).zip(subjects) {
        desk.ticket(60 - at, subject, |ticket| {
            ticket.status = status;
            ticket.priority = priority;
            ticket.requester = (at % 3 != 2).then(|| desk.anna.clone());
            ticket.assignee = (at % 2 == 1).then(|| desk.piotr.clone());
            ticket.updated -= at * 7_000_000;
        });
    }
    let write = |name: &str, page: String| {
        std::fs::write(format!("{folder}/{name}.html"), page.replace("/kernel/desk.", "desk.")).unwrap();
    };
    write("inbox", desk.page("/?assignee=none"));
    write("filtered", desk.page("/?tag=refund"));
    write("ticket", desk.page("/tickets/61?done=reply"));
    write("split", desk.page("/tickets/61/split?m=m1&m=m5"));
    write("new", desk.page("/new"));
    desk.meanwhile(|ticket| ticket.status = Status::Resolved);
    let form = "status=pending&was-status=open&priority=urgent&was-priority=urgent&assignee=&was-assignee=";
    write("clash", desk.post("/tickets/61/fields", form).body_text());
    write("overtaken", desk.post("/tickets/61/reply", "text=Hello+Anna&seen=m1").body_text());
    desk.kernel.deny("tickets:ticket.reply");
    desk.kernel.deny("tickets:ticket.assign");
    desk.kernel.deny("tickets:ticket.move");
    desk.kernel.deny("tickets:ticket.split");
    write("collaborator", desk.page("/tickets/61"));
    write("missing", desk.get("/tickets/99").1);
    desk.kernel.act_as(&desk.anna);
    write("door", desk.get("/").1);
}
