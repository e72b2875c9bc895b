use super::desk::Desk;
use ombud_plugin::desk::definitions::{self, FormField, Kind};
use ombud_plugin::desk::tickets::{Priority, Sort, Status};

#[test]
fn a_row_says_what_it_is_in_words() {
    let page = Desk::new().page("/");
    for words in [
        r#"<a class="open-ticket" href="/console/tickets/61?after=" dir="auto">Card charged twice for March</a>"#,
        r#"<span class="badge open">Open</span>"#,
        r#"<span class="priority urgent">Urgent</span>"#,
        "<bdi>Anna Petrova</bdi>",
        "Nina Kos",
        r#"<td class="department">Billing</td>"#,
        r#"<time datetime="2026-11-23T06:26:00Z">23 Nov, 06:26</time>"#,
        "2 min ago",
        r#"<a class="tag" href="/console/?tag=refund" dir="auto">refund</a>"#,
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
    let address = format!(
        "/?assignee=me&status=on-hold&department={}&tag=refund&priority=high&sort=oldest&cursor=c1",
        desk.billing
    );
    desk.page(&address);
    desk.page("/?assignee=none");
    desk.page("/?status=any");
    let asked = desk.state.asked.borrow();
    let selection = &asked[0].selection;
    assert_eq!(selection.assignees, [Some(desk.nina.clone())]);
    assert_eq!(selection.statuses, [Status::OnHold]);
    assert_eq!(selection.departments, std::slice::from_ref(&desk.billing));
    assert_eq!(selection.priorities, [Priority::High]);
    assert_eq!(selection.tags, ["refund"]);
    assert_eq!((asked[0].sort, asked[0].cursor.as_deref()), (Sort::Oldest, Some("c1")));
    assert_eq!((&asked[1].selection.assignees, asked[1].selection.statuses.len()), (&vec![None], 4));
    assert!(asked[2].selection.statuses.is_empty());
}

#[test]
fn a_list_of_one_status_is_called_by_it() {
    assert!(Desk::new().page("/?status=on-hold").contains("<h1>On hold</h1>"));
}

#[test]
fn each_view_says_how_many_tickets_wait_in_it() {
    let desk = Desk::new();
    let page = desk.page("/");
    assert!(page.contains(r#"<span dir="auto">Mine</span> <span class="tally">0</span>"#), "{page}");
    assert!(page.contains(r#"<span dir="auto">Unassigned</span> <span class="tally">1+</span>"#));
    let counted = desk.state.counted.borrow();
    assert_eq!(counted.len(), 5);
    assert_eq!(counted[3].departments, std::slice::from_ref(&desk.billing));
}

#[test]
fn a_view_is_kept_under_its_name_shown_and_taken_away() {
    let desk = Desk::new();
    let after = desk.sent("/views", "name=Urgent+refunds&tag=refund&cursor=c9&assignee=&do=keep");
    assert_eq!(after, "/console/?tag=refund&done=view-kept");
    let page = desk.page("/?tag=refund");
    assert!(page.contains("<h1>Urgent refunds</h1>"), "{page}");
    assert!(page.contains(r#"<h2>Your views</h2>"#));
    let remove =
        page.split(r#"action="/console/views/"#).nth(1).unwrap().split('"').next().unwrap().to_owned();
    desk.kernel.act_as(&desk.piotr);
    assert!(!desk.page("/").contains("Urgent refunds"), "views are one's own");
    assert_eq!(desk.post(&format!("/views/{remove}"), "").status, 404);
    desk.kernel.act_as(&desk.nina);
    assert_eq!(desk.sent(&format!("/views/{remove}"), ""), "/console/?done=view-gone");
    assert!(!desk.page("/").contains("Urgent refunds"));
}

#[test]
fn a_view_is_kept_as_it_is_chosen_be_it_applied_or_not() {
    let desk = Desk::new();
    let page = desk.page("/?tag=refund");
    let filters =
        page.split(r#"<details class="filters""#).nth(1).unwrap().split("</details>").next().unwrap();
    assert_eq!(filters.matches("<form").count(), 1, "{filters}");
    for field in [
        r#"name="tag""#,
        r#"name="assignee""#,
        r#"name="name""#,
        r#"formmethod="get" formaction="/console/" formnovalidate"#,
    ] {
        assert!(filters.contains(field), "{field} is missing in\n{filters}");
    }
    let chosen = "tag=refund&status=on-hold&assignee=me&priority=&sort=oldest&columns=status&own-cause=wear";
    let shown = "/console/?status=on-hold&assignee=me&tag=refund&sort=oldest&columns=status&own=cause%3Awear";
    assert!(desk.page(&format!("/?{chosen}&name=Waits")).contains(r#"value="refund""#), "it is only shown");
    assert!(!desk.page("/").contains("Your views"));
    assert_eq!(desk.sent("/views", &format!("{chosen}&name=Waits")), format!("{shown}&done=view-kept"));
    assert!(desk.page("/").contains(r#"<span dir="auto">Waits</span>"#));
}

#[test]
fn a_browser_that_goes_back_ticks_and_chooses_nothing_of_itself() {
    let page = Desk::new().page("/");
    for words in [
        r#"form="chosen" autocomplete="off""#,
        r#"action="/console/bulk" autocomplete="off""#,
        r#"action="/console/views" autocomplete="off""#,
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
}

#[test]
fn a_ticket_becomes_new_by_nobodys_choice() {
    let desk = Desk::new();
    desk.ticket(62, "Another", |_| ());
    let offered = |page: String, form: &str| {
        let form = page.split(form).nth(1).unwrap().split("</form>").next().unwrap().to_owned();
        form.split(r#"name="status""#).nth(1).unwrap().split("</select>").next().unwrap().contains("New")
    };
    assert!(!offered(desk.page("/"), r#"id="chosen""#));
    assert!(!offered(desk.page("/tickets/61"), r#"id="fields""#));
    assert!(offered(desk.page("/tickets/62"), r#"id="fields""#), "it is new, and may stay so");
}

#[test]
fn a_view_for_all_needs_the_right_to_offer_it() {
    let desk = Desk::new();
    desk.sent("/views", "name=Refunds&tag=refund&shared=yes");
    desk.kernel.act_as(&desk.piotr);
    assert!(desk.page("/").contains("Views of all"));
    desk.kernel.deny("console:view.share");
    let page = desk.page("/?tag=refund");
    assert!(page.contains("Refunds") && !page.contains("/remove") && !page.contains("For all colleagues"));
    assert_eq!(desk.post("/views", "name=Mine&shared=yes").status, 403);
    assert!(desk.post("/views", "name=&tag=refund").body_text().contains("Give the view a name"));
}

#[test]
fn what_changed_since_one_looked_stands_out_until_one_looks() {
    let desk = Desk::new();
    assert!(!desk.page("/").contains(r#"class="new""#), "at first nothing is new");
    desk.kernel.advance(60_000);
    desk.meanwhile(|ticket| ticket.updated = super::desk::NOW + 30_000);
    assert!(desk.page("/").contains(r#"<tr data-ticket="61" class="new">"#));
    desk.page("/tickets/61");
    assert!(!desk.page("/").contains(r#"class="new""#));
}

#[test]
fn many_tickets_are_changed_at_once_and_back_again() {
    let desk = Desk::new();
    desk.ticket(62, "Another", |ticket| ticket.tags = vec!["Cards".into()]);
    let form = "view=tag%3Drefund&t=t61&t=t62&t=t99&assignee=none&tags=cards%2C+vip";
    assert_eq!(desk.sent("/bulk", form), "/console/?tag=refund&done=bulk");
    {
        let changed = desk.state.changed.borrow();
        assert_eq!(changed.len(), 2);
        assert_eq!(changed[0].assignee, Some(None));
        assert_eq!(changed[0].tags.as_deref().unwrap(), ["refund", "cards", "vip"]);
        assert_eq!((&changed[1].assignee, changed[1].status), (&None, None), "nobody has it already");
        assert_eq!(changed[1].tags.as_deref().unwrap(), ["Cards", "vip"], "the tag is there already");
    }
    let page = desk.page("/?tag=refund&done=bulk");
    assert!(page.contains("2 tickets changed.") && page.contains("1 ticket stayed as before:"), "{page}");
    assert!(page.contains(r#"action="/console/bulk/undo""#));
    let id = page.split(r#"name="bulk" value=""#).nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(desk.post("/bulk/undo", "view=&bulk=another").status, 422, "a page of an older change");
    let form = format!("view=tag%3Drefund&bulk={id}");
    assert_eq!(desk.sent("/bulk/undo", &form), "/console/?tag=refund&done=bulk-undone");
    let changed = desk.state.changed.borrow();
    assert_eq!(changed[2].assignee, Some(Some(desk.nina.clone())));
    assert_eq!(changed[2].tags.as_deref().unwrap(), ["refund", "cards"]);
    assert_eq!(changed[3].tags.as_deref().unwrap(), ["Cards"]);
    assert!(!desk.page("/?done=bulk-undone").contains("bulk/undo"), "once");
}

#[test]
fn a_change_of_nothing_and_a_change_to_nothing_are_named() {
    let desk = Desk::new();
    for form in ["view=&t=t61", "view=&status=open"] {
        assert!(desk.post("/bulk", form).body_text().contains("Tick at least one ticket"), "{form}");
    }
}

#[test]
fn who_may_change_nothing_is_not_offered_to_choose() {
    let desk = Desk::new();
    desk.kernel.deny("tickets:ticket.edit");
    desk.kernel.deny("tickets:ticket.assign");
    assert!(!desk.page("/").contains("chosen"));
}

#[test]
fn columns_are_those_that_were_asked_for() {
    let page = Desk::new().page("/?columns=opened");
    assert!(page.contains(r#"<th scope="col" class="when"><a href="/console/?sort=created&amp;columns=opened">Opened</a></th>"#), "{page}");
    assert!(!page.contains(r#"<span class="badge open">"#));
}

#[test]
fn columns_that_one_chose_are_in_every_view_and_those_of_a_view_in_that_alone() {
    let desk = Desk::new();
    let columns = |address: &str| -> Vec<String> {
        let page = desk.page(address);
        let heads =
            page.split(r#"<th scope="col" class=""#).skip(1).filter_map(|rest| rest.split('"').next());
        heads.filter(|class| *class != "choose").map(str::to_owned).collect()
    };
    let usual = columns("/");
    let here = "view=status%3Dopen&columns=opened&columns=status&keep=here";
    assert_eq!(desk.sent("/columns", here), "/console/?status=open&columns=status-opened");
    assert_eq!(columns("/"), usual, "only there");
    let mine = "view=status%3Dopen%26columns%3Dassignee&columns=opened&columns=priority&keep=mine";
    assert_eq!(desk.sent("/columns", mine), "/console/?status=open&done=columns-kept");
    assert_eq!(columns("/?tag=refund"), ["urgency", "when"]);
    assert_eq!(columns("/?columns=department"), ["department"]);
    let page = desk.page("/?columns=priority-opened");
    assert!(page.contains(r#"href="/console/?status=closed""#), "one's own stand in no address: {page}");
    desk.sent("/columns", "view=&keep=mine");
    assert_eq!(columns("/"), usual, "nothing chosen: the usual ones");
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
fn a_page_that_stands_asks_for_the_rows_that_changed_and_what_they_stand_among() {
    let desk = Desk::new();
    desk.ticket(62, "A bell", |_| ());
    let part = desk.page("/?row=t62&row=none");
    assert!(part.contains("A bell") && part.contains(r#"class="views""#), "{part}");
    assert!(part.contains(r#"<tr data-ticket="61"></tr>"#), "that it is there: {part}");
    assert!(!part.contains("Card charged twice") && !part.contains("<form"), "{part}");
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
    write("ticket", desk.page("/tickets/61?done=onward&of=62&after=62"));
    write("split", desk.page("/tickets/61/split?m=m1&m=m5"));
    let form = format!("m=m5&subject=Address&department={}&fields=on&preview=yes", desk.support);
    write("split-preview", desk.page(&format!("/tickets/61/split?{form}")));
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

/// A desk with one choice of its own, and a tag.
fn with_fields() -> Desk {
    let desk = Desk::new();
    let field = |name: &str, title: &str, kind| FormField {
        field: definitions::Field {
            name: name.into(),
            title: title.into(),
            kind,
            choices: vec!["wear".into()],
            required: None,
            customer: false,
        },
        choices: vec![definitions::Choice {
            value: "wear".into(),
            title: "Wear and tear".into(),
            off: false,
        }],
        departments: Vec::new(),
        off: false,
    };
    let tags = vec![definitions::Tag { name: "refund".into(), colour: definitions::Colour::Red }];
    let fields = vec![field("cause", "Cause", Kind::Choice), field("size", "Size", Kind::Number)];
    *desk.state.defined.borrow_mut() = Some(definitions::Form { fields, undefined_fields: false, tags });
    desk
}

#[test]
fn a_list_is_narrowed_by_own_fields_and_says_that_more_may_be_further_on() {
    let desk = with_fields();
    desk.ticket(162, "Worn", |ticket| ticket.fields = vec![("cause".into(), r#""wear""#.into())]);
    desk.ticket(163, "Large", |ticket| ticket.fields = vec![("size".into(), "7.0".into())]);
    let found = |address: &str| {
        let page = desk.page(address);
        ["Worn", "Large"].map(|subject| page.contains(&format!(">{subject}</a>")))
    };
    assert_eq!(found("/?own-cause=Wear"), [true, false]);
    assert_eq!(found("/?own=size%3A7"), [false, true]);
    assert_eq!(found("/?own=size%3A7&own=cause%3Awear"), [false, false]);
    assert_eq!(found("/?own=gone%3A7"), [true, true], "a field that is not there any more narrows nothing");
    let page = desk.page("/?own=cause%3Awear");
    assert!(page.contains(r#"<option value="wear" selected>Wear and tear"#), "{page}");
    assert!(page.contains(r#"<datalist id="known-tags"><option value="refund">"#), "{page}");
    *desk.state.next.borrow_mut() = Some("c2".into());
    let page = desk.page("/?own=cause%3Aage");
    assert!(page.contains("Nothing among the tickets looked at so far"), "{page}");
    assert!(desk.state.asked.borrow().len() < 30, "it ends");
    assert!(desk.state.counted.borrow().iter().all(|selection| selection.tags.is_empty()));
}

#[test]
fn many_tickets_get_a_value_and_lose_a_tag_at_once_and_go_back() {
    let desk = with_fields();
    desk.ticket(162, "Worn", |ticket| {
        ticket.fields = vec![("cause".into(), r#""wear""#.into())];
        ticket.tags = vec!["Late".into(), "refund".into()];
    });
    desk.ticket(163, "Large", |ticket| ticket.fields = vec![("size".into(), "7".into())]);
    let form = "view=&t=t162&t=t163&own-cause=wear&own-size=8&untag=late";
    assert_eq!(desk.sent("/bulk", form), "/console/?done=bulk");
    let own = |name: &str, json: &str| (name.to_owned(), json.to_owned());
    {
        let changed = desk.state.changed.borrow();
        assert_eq!(changed[0].fields.as_deref().unwrap(), [own("size", "8")], "the cause is so already");
        assert_eq!(changed[0].tags.as_deref().unwrap(), ["refund"]);
        assert_eq!(changed[1].fields.as_deref().unwrap(), [own("cause", r#""wear""#), own("size", "8")]);
        assert_eq!(changed[1].tags, None);
    }
    let page = desk.page("/?done=bulk");
    let id = page.split(r#"name="bulk" value=""#).nth(1).unwrap().split('"').next().unwrap();
    desk.sent("/bulk/undo", &format!("view=&bulk={id}"));
    let changed = desk.state.changed.borrow();
    assert_eq!(changed[2].fields.as_deref().unwrap(), [own("size", "null")]);
    assert_eq!(changed[3].fields.as_deref().unwrap(), [own("cause", "null"), own("size", "7")]);
}
