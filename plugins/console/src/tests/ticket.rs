use super::desk::Desk;
use ombud_plugin::desk::tickets::{MessageKind, Priority, Status};
use ombud_plugin::{Collection, Draft, Error, RecordRef};
use serde_json::{Value, json};

#[test]
fn a_note_a_reply_and_a_customer_cannot_be_mistaken() {
    let page = Desk::new().page("/tickets/61");
    for words in [
        r#"<article class="message customer" id="m-m1" aria-label="Anna Petrova, customer">"#,
        r#"<article class="message note" id="m-m3" aria-label="Piotr Zieliński, Internal note: only staff can read this">"#,
        r#"<article class="message staff" id="m-m4" aria-label="Nina Kos, reply to the customer">"#,
        r#"<li class="system" data-said="m2"><span>Nina Kos took this ticket</span>"#,
        "<summary>Quoted text, 3 lines</summary>",
        "receipt-march.pdf",
        "183 kB",
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
}

#[test]
fn a_reply_that_only_staff_may_see_is_marked_like_a_note() {
    let desk = Desk::new();
    desk.state.messages.borrow_mut()[3].audience = ombud_plugin::Audience::Staff;
    assert!(desk.page("/tickets/61").contains(r#"<article class="message note" id="m-m4""#));
}

#[test]
fn what_is_written_is_text_and_html_passes_the_sanitiser() {
    let desk = Desk::new();
    desk.state.messages.borrow_mut()[0].text = "<b onclick=x>".into();
    desk.state.messages.borrow_mut()[4].html = Some("<script>x</script>".into());
    let page = desk.page("/tickets/61");
    assert!(page.contains("&lt;b onclick=x&gt;"));
    assert!(page.contains("&lt;script&gt;x"), "the fake sanitiser escapes");
}

#[test]
fn a_collaborator_sees_no_reply_composer() {
    let desk = Desk::new();
    assert!(desk.page("/tickets/61").contains("/tickets/61/reply"));
    let ticket = RecordRef { collection: "tickets:tickets".into(), id: "t61".into() };
    desk.kernel.deny_on("tickets:ticket.reply", &ticket);
    let page = desk.page("/tickets/61");
    assert!(!page.contains("/tickets/61/reply") && !page.contains("Send reply"));
    assert!(page.contains("/tickets/61/note"));
}

#[test]
fn who_may_only_read_gets_no_form_at_all() {
    let desk = Desk::new();
    for verb in ["reply", "note", "edit", "assign", "move", "requester", "split"] {
        desk.kernel.deny(&format!("tickets:ticket.{verb}"));
    }
    let page = desk.page("/tickets/61");
    let signals = "<form hidden method=\"post\" action=\"/api/v1/signals\"";
    assert!(page.contains(signals), "that somebody looks can be told all the same");
    assert!(!page.replace(signals, "").contains("method=\"post\""), "{page}");
    assert!(!page.contains("type=\"checkbox\""));
    assert!(page.contains("You can read this ticket, but not write in it."));
    assert!(page.contains("<dt>Assignee</dt><dd>Nina Kos</dd>"));
}

#[test]
fn a_reply_goes_out_and_leads_back_to_it() {
    let desk = Desk::new();
    let location = desk.sent("/tickets/61/reply", "text=%0D%0AHello+Anna%0D%0A&seen=m5&then=");
    assert_eq!(location, "/console/tickets/61?done=reply#latest");
    let written = desk.state.written.borrow();
    assert_eq!((written[0].kind, written[0].text.as_str()), (MessageKind::Reply, "\nHello Anna"));
    assert!(
        desk.page("/tickets/61?done=reply")
            .contains("Your reply is in the ticket, and the customer can read it.")
    );
}

#[test]
fn a_reply_can_set_the_status_too() {
    let desk = Desk::new();
    desk.sent("/tickets/61/reply", "text=Done&seen=m5&then=resolved");
    assert_eq!(desk.state.holding.borrow()[0].1, Some(Status::Resolved));
}

#[test]
fn a_reply_waits_where_it_will_stand_and_can_be_taken_back_by_its_author_alone() {
    let desk = Desk::new();
    *desk.state.waits.borrow_mut() = true;
    let location = desk.sent("/tickets/61/reply", "text=Dear+Zeo&seen=m5&then=");
    assert_eq!(location, "/console/tickets/61?done=held#latest");
    let page = desk.page("/tickets/61?done=held");
    for words in [
        "Your reply has not left yet.",
        r#"<li id="latest" data-said="h1">"#,
        "Leaves in 10 s",
        "Dear Zeo",
        r#"<input type="hidden" name="held" value="h1">"#,
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    desk.kernel.act_as(&desk.piotr);
    let page = desk.page("/tickets/61");
    assert!(page.contains("Dear Zeo") && !page.contains(r#"name="held""#), "{page}");
    let response = desk.post("/tickets/61/reply", "text=Me+too&seen=m5&then=");
    assert!(response.status == 409 && response.body_text().contains("Nina Kos wrote here"));
    let knowing = desk.sent("/tickets/61/reply", "text=Me+too&seen=m5&waits=h1&then=");
    assert!(knowing.contains("done=held"), "whoever has seen it may answer as well");
    desk.kernel.act_as(&desk.nina);
    assert_eq!(desk.sent("/tickets/61/recall", "held=h1"), "/console/tickets/61?done=recalled#reply");
    assert!(desk.page("/tickets/61?done=recalled").contains(">Dear Zeo</textarea>"));
    let late = desk.post("/tickets/61/recall", "held=h1");
    assert!(late.status == 404 && late.body_text().contains("The reply was not taken back."));
}

#[test]
fn a_reply_with_a_look_of_its_own_keeps_it_when_it_is_taken_back_and_sent_again_as_it_was() {
    let desk = Desk::new();
    *desk.state.waits.borrow_mut() = true;
    desk.sent("/tickets/61/reply", "text=Dear+Zeo%0D%0A%0D%0ABye&seen=m5&then=");
    let look = || desk.state.holding.borrow().last().unwrap().0.html.clone();
    assert_eq!(look(), None);
    // The API sends replies with HTML.
    desk.state.held.borrow_mut()[0].html = Some("<p>Dear <b>Zeo</b></p><p>Bye</p>".into());
    desk.sent("/tickets/61/recall", "held=h1");
    desk.sent("/tickets/61/reply", "text=Dear+Zeo%0D%0A%0D%0ABye&seen=m5&then=");
    assert_eq!(look().as_deref(), Some("<p>Dear <b>Zeo</b></p><p>Bye</p>"));
    desk.sent("/tickets/61/recall", "held=h2");
    desk.sent("/tickets/61/reply", "text=Dear+Zeo&seen=m5&then=");
    assert_eq!(look(), None, "other words look otherwise");
    desk.sent("/tickets/61/reply", "text=Dear+Zeo%0D%0A%0D%0ABye&seen=m5&then=");
    assert_eq!(look(), None, "what was sent is no draft any more");
}

#[test]
fn a_reply_that_did_not_leave_stands_in_the_ticket_and_in_the_inbox_with_its_reason() {
    let desk = Desk::new();
    *desk.state.waits.borrow_mut() = true;
    desk.sent("/tickets/61/reply", "text=Farewell&seen=m5&then=");
    desk.state.held.borrow_mut()[0].returned = Some("your role was changed".into());
    let page = desk.page("/tickets/61");
    assert!(page.contains("It was not sent: your role was changed."), "{page}");
    let inbox = desk.page("/");
    assert!(
        inbox.contains("Your reply in #61 was not sent: your role was changed.")
            && inbox.contains("Farewell")
    );
    assert_eq!(desk.sent("/tickets/61/recall", "held=h1&clear=yes"), "/console/");
    assert!(!desk.page("/").contains("was not sent"));
}

#[test]
fn a_draft_stands_in_its_composer_and_the_inbox_marks_its_ticket() {
    let desk = Desk::new();
    let saved = desk.sent("/tickets/61/draft", "kind=note&text=Ask+Piotr&draft=0&key=k&do=save");
    assert_eq!(saved, "/console/tickets/61?done=draft-saved#note");
    let page = desk.page("/tickets/61");
    assert!(page.contains(">Ask Piotr</textarea>"), "{page}");
    assert!(page.contains(r#"<details class="composer note" name="composer" open>"#), "{page}");
    assert!(desk.page("/").contains(r#"<span class="tag">Draft</span>"#));
    desk.kernel.deny("tickets:ticket.note");
    let page = desk.page("/tickets/61");
    assert!(!page.contains("<textarea id=\"note\"") && page.contains("Ask Piotr"), "no word is lost: {page}");
    desk.sent("/tickets/61/note", "text=Ask+Piotr+again&key=k");
    assert!(!desk.page("/").contains(r#"<span class="tag">Draft</span>"#));
    let again = desk.sent("/tickets/61/note", "text=Ask+Piotr+again&key=k");
    assert!(again.contains("done=note") && desk.state.written.borrow().len() == 1, "once");
}

#[test]
fn nobody_answers_past_what_the_customer_has_just_said() {
    let desk = Desk::new();
    let response = desk.post("/tickets/61/reply", "text=Hello+<Anna>&seen=m4&then=pending");
    let page = response.body_text();
    assert_eq!(response.status, 409);
    assert!(page.contains("Anna Petrova wrote here while you were typing"), "{page}");
    assert!(page.contains("Hello &lt;Anna&gt;</textarea>"), "the text is still there");
    assert!(page.contains(r#"<option value="pending" selected>"#), "and so is the status");
    assert!(page.contains(r#"name="seen" value="m5""#), "sending again sends it");
    assert!(desk.state.written.borrow().is_empty());
}

#[test]
fn a_refused_reply_and_a_refused_note_keep_their_text() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() =
        Some(Error::denied("tickets:ticket.reply", "your role was changed just now"));
    let response = desk.post("/tickets/61/reply", "text=%0ADear+Anna&seen=m5&then=resolved");
    assert_eq!(response.status, 403);
    let page = response.body_text();
    assert!(page.contains("Your role was changed just now."));
    assert!(page.contains(">\n\nDear Anna</textarea>"), "with the empty line that it began with");
    let page = desk.post("/tickets/61/note", "text=Careful").body_text();
    assert!(page.contains(">Careful</textarea>"));
    assert!(page.contains(r#"<details class="composer note" name="composer" open>"#));
}

#[test]
fn an_empty_message_is_not_sent() {
    let desk = Desk::new();
    assert_eq!(desk.post("/tickets/61/note", "text=+%0D%0A").status, 422);
    assert!(desk.state.written.borrow().is_empty());
}

const SAME: &str = "was-status=open&was-priority=urgent&priority=urgent&was-tags=refund,+cards&was-subject=Card+charged+twice+for+March&subject=Card+charged+twice+for+March";

#[test]
fn only_what_was_changed_is_written() {
    let desk = Desk::new();
    let form = format!("{SAME}&status=pending&tags=refund,,+urgent+&was-assignee={}&assignee=", desk.nina);
    assert_eq!(desk.sent("/tickets/61/fields", &form), "/console/tickets/61?done=saved");
    let changed = desk.state.changed.borrow();
    assert_eq!(changed[0].status, Some(Status::Pending));
    assert_eq!(changed[0].tags, Some(vec!["refund".into(), "urgent".into()]));
    assert_eq!(changed[0].assignee, Some(None));
    assert_eq!((changed[0].priority, &changed[0].subject, &changed[0].department), (None, &None, &None));
}

#[test]
fn saving_without_a_change_changes_nothing() {
    let desk = Desk::new();
    desk.sent("/tickets/61/fields", &format!("{SAME}&status=open&tags=refund,cards"));
    assert!(desk.state.changed.borrow().is_empty());
}

#[test]
fn what_somebody_else_changed_elsewhere_is_in_nobodys_way() {
    let desk = Desk::new();
    desk.meanwhile(|ticket| {
        ticket.version = 9;
        ticket.priority = Priority::Low;
    });
    desk.sent("/tickets/61/fields", &format!("{SAME}&status=pending&tags=refund,cards"));
    let changed = desk.state.changed.borrow();
    assert_eq!((changed[0].status, changed[0].priority), (Some(Status::Pending), None));
}

#[test]
fn a_clash_keeps_the_choice_and_says_what_the_other_chose() {
    let desk = Desk::new();
    desk.meanwhile(|ticket| {
        ticket.version = 9;
        ticket.status = Status::Resolved;
    });
    let form = format!("{SAME}&status=pending&tags=refund,cards,late");
    let response = desk.post("/tickets/61/fields", &form);
    let page = response.body_text();
    assert_eq!(response.status, 409);
    assert!(page.contains("Somebody changed status while this page was open."), "{page}");
    assert!(page.contains(r#"<option value="pending" selected>Pending</option>"#));
    assert!(page.contains("Meanwhile changed to “Resolved”."));
    assert!(page.contains(r#"value="refund, cards, late""#));
    assert!(desk.state.changed.borrow().is_empty());
    // Having seen it, saving again sets his choice.
    let form = form.replace("was-status=open", "was-status=resolved");
    desk.sent("/tickets/61/fields", &form);
    assert_eq!(desk.state.changed.borrow()[0].status, Some(Status::Pending));
}

#[test]
fn taking_a_ticket_is_one_button_and_gone_once_it_is_mine() {
    let desk = Desk::new();
    assert!(!desk.page("/tickets/61").contains("Assign to me"));
    desk.meanwhile(|ticket| ticket.assignee = None);
    assert!(desk.page("/tickets/61").contains("Assign to me"));
    assert_eq!(desk.sent("/tickets/61/take", ""), "/console/tickets/61?done=taken");
    assert_eq!(desk.state.changed.borrow()[0].assignee, Some(Some(desk.nina.clone())));
}

#[test]
fn taking_a_ticket_that_a_colleague_took_meanwhile_says_so_and_then_takes_it() {
    let desk = Desk::new();
    desk.meanwhile(|ticket| ticket.assignee = None);
    assert!(desk.page("/tickets/61").contains(r#"<input type="hidden" name="was-assignee" value="">"#));
    desk.meanwhile(|ticket| ticket.assignee = Some(desk.piotr.clone()));
    let response = desk.post("/tickets/61/take", "was-assignee=");
    let page = response.body_text();
    assert_eq!(response.status, 409);
    assert!(page.contains("Somebody changed assignee while this page was open."), "{page}");
    assert!(page.contains("Meanwhile changed to “Piotr Zieliński”."), "{page}");
    assert!(desk.state.changed.borrow().is_empty());
    let button = page.split(r#"action="/console/tickets/61/take""#).nth(1).unwrap();
    assert!(button.split("</form>").next().unwrap().contains(&format!(r#"value="{}""#, desk.piotr)));
    let again = format!("was-assignee={}", desk.piotr);
    assert_eq!(desk.sent("/tickets/61/take", &again), "/console/tickets/61?done=taken");
    assert_eq!(desk.state.changed.borrow()[0].assignee, Some(Some(desk.nina.clone())));
}

#[test]
fn a_subject_that_runs_from_right_to_left_turns_nothing_around_it() {
    let desk = Desk::new();
    let turned = "\u{202e}evil";
    desk.ticket(70, turned, |ticket| ticket.requester = Some(desk.anna.clone()));
    let alone = format!("<bdi>{turned}</bdi>");
    assert!(desk.page("/tickets/70").contains(&format!("<h1>{alone} <span")));
    let merge = desk.page("/merge?t=t70&into=61");
    assert!(merge.contains(&format!("#70 {alone} → #61 <bdi>Card charged twice")), "{merge}");
    assert!(desk.page("/merge?t=t61").contains(&alone));
    {
        let change = &mut desk.state.history.borrow_mut()[1];
        (change.what, change.after) = ("subject".into(), turned.into());
    }
    let history = desk.page("/tickets/70").split(r#"class="changes""#).nth(1).unwrap().to_owned();
    let change = history.split(turned).next().unwrap().rsplit("<").next().unwrap();
    assert!(change.starts_with("bdi>"), "{change}");
}

#[test]
fn an_attached_picture_is_shown_and_another_file_is_not() {
    let desk = Desk::new();
    let shown = |kind: &str, size: u64| {
        let file = &mut desk.state.messages.borrow_mut()[0].attachments[1];
        (file.content_type, file.size) = (kind.into(), size);
    };
    let preview =
        |page: String| page.contains("&amp;type=image%2Fpng\" alt=\"\" width=\"96\" loading=\"lazy\">");
    assert!(!desk.page("/tickets/61").contains("<img"));
    shown("Image/PNG; name=x", 1_204_000);
    assert!(preview(desk.page("/tickets/61")));
    for (kind, size) in [("image/svg+xml", 7), ("text/html", 7), ("image/png", 9_000_000)] {
        shown(kind, size);
        assert!(!desk.page("/tickets/61").contains("<img"), "{kind}, {size}");
    }
}

#[test]
fn what_was_sent_does_not_come_back_when_a_browser_goes_back() {
    let desk = Desk::new();
    let (ticket, new) = (desk.page("/tickets/61"), desk.page("/new"));
    for (page, words) in [
        (&ticket, r#"action="/console/tickets/61/reply" autocomplete="off""#),
        (&ticket, r#"action="/console/tickets/61/note" autocomplete="off""#),
        (&ticket, r#"<textarea id="reply" name="text" autocomplete="off""#),
        (&ticket, r#"<textarea id="note" name="text" autocomplete="off""#),
        (&ticket, r#"action="/console/tickets/61/fields" autocomplete="off""#),
        (&new, r#"action="/console/new" autocomplete="off""#),
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
}

#[test]
fn a_ticket_that_left_for_where_one_may_not_read_is_not_an_error() {
    let desk = Desk::new();
    *desk.state.vanish.borrow_mut() = true;
    let form = format!("was-department={}&department={}", desk.billing, desk.support);
    assert_eq!(desk.sent("/tickets/61/fields", &form), "/console/?done=away");
    assert!(desk.page("/?done=away").contains("where you may not read"));
}

#[test]
fn the_history_says_by_which_permission_to_those_who_may_ask_why() {
    let desk = Desk::new();
    let nina = desk.nina.clone();
    desk.state.history.borrow_mut()[1].by = Some(nina.clone());
    let (history, tickets) =
        (Collection::<Value>::new("tickets:history"), Collection::new("tickets:tickets"));
    desk.kernel.cx().create(tickets, Draft::new(&json!({})).id("t61")).unwrap();
    for (place, (what, right)) in (0_u64..).zip([
        ("created", None),
        ("assignee", Some("tickets:ticket.assign")),
        ("other", Some("tickets:ticket.edit")),
    ]) {
        let kept = json!({ "what": what, "right": right });
        let parent = RecordRef { collection: "tickets:tickets".into(), id: "t61".into() };
        desk.kernel.cx().create(history, Draft::new(&kept).parent(parent).index("at", [place])).unwrap();
    }
    let page = desk.page("/tickets/61");
    let why = format!("/admin/explain?user={nina}&amp;permission=tickets%3Aticket.assign&amp;record=61");
    assert!(page.contains(&format!(r#"<a href="{why}">by tickets:ticket.assign</a>"#)), "{page}");
    assert!(!page.contains("by tickets:ticket.edit"), "of what is told otherwise nothing is said");
    desk.kernel.deny("kernel:access.explain");
    assert!(!desk.page("/tickets/61").contains("tickets:ticket.assign"));
}

#[test]
fn the_past_is_told_in_the_words_of_the_desk() {
    let page = Desk::new().page("/tickets/61");
    let past = page.split("class=\"changes\"").nth(1).unwrap();
    assert!(past.contains("New") && past.contains("Pending") && !past.contains("pending"), "{past}");
}

#[test]
fn where_nobody_asked_nothing_is_replied() {
    let desk = Desk::new();
    desk.ticket(62, "Of the house", |_| ());
    let page = desk.page("/tickets/62");
    assert!(page.contains("there is nobody to reply to") && page.contains(r#"id="note""#), "{page}");
    assert!(!page.contains(r#"id="reply""#), "{page}");
}

#[test]
fn another_customer_is_put_there_by_the_address_and_only_over_who_stood_on_the_page() {
    let desk = Desk::new();
    let page = desk.page("/tickets/61");
    assert!(
        page.contains("<summary>Another customer</summary>")
            && page.contains(r#"data-endings="/console/customers""#)
    );
    let form = format!("email=lena%40example.org&was-requester={}", desk.anna);
    assert_eq!(desk.sent("/tickets/61/requester?after=62", &form), "/console/tickets/61?done=saved&after=62");
    let lena = desk.kernel.cx().find_by_email("lena@example.org").unwrap().unwrap();
    assert_eq!(desk.state.changed.borrow()[0].requester, Some(lena.id));
    let late =
        desk.post("/tickets/61/requester", "email=lena%40example.org&name=Lena&was-requester=somebody");
    assert!(
        late.status == 409
            && late.body_text().contains(r#"value="lena@example.org""#)
            && late.body_text().contains(r#"value="Lena""#),
        "{}",
        late.body_text()
    );
    assert_eq!(
        desk.post("/tickets/61/requester", &format!("email=&was-requester={}", desk.anna)).status,
        422
    );
    assert_eq!(desk.state.changed.borrow().len(), 1);
    desk.meanwhile(|ticket| ticket.requester = None);
    assert!(desk.page("/tickets/61").contains("Name a customer"));
    desk.kernel.deny("tickets:ticket.requester");
    assert!(!desk.page("/tickets/61").contains("Name a customer"));
}

#[test]
fn a_ticket_that_is_put_off_waits_until_then_and_says_so() {
    let desk = Desk::new();
    let page = desk.page("/tickets/61");
    assert!(
        page.contains(r#"<option value="" selected>no</option><option value="1">for 1 day</option>"#),
        "{page}"
    );
    desk.sent("/tickets/61/fields", "off=3");
    let refused = desk.post("/tickets/61/fields", "off=7&status=on-hold&was-status=open");
    assert!(refused.status == 422 && refused.body_text().contains("What is snoozed is Pending"));
    desk.sent("/tickets/61/fields", "off=10000");
    let changed = desk.state.changed.borrow();
    assert_eq!(
        (changed[0].status, changed[0].until),
        (Some(Status::Pending), Some(super::desk::NOW + 3 * 86_400_000))
    );
    assert_eq!(changed.len(), 1, "no form offers that");
    desk.meanwhile(|ticket| {
        (ticket.status, ticket.until) = (Status::Pending, Some(super::desk::NOW + 86_400_000))
    });
    let page = desk.page("/tickets/61");
    assert!(page.contains(r#"<span class="muted">until <ombud-time"#) && page.contains("as it is"), "{page}");
}
