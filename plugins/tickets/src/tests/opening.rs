use super::*;
use ombud_plugin::desk::tickets::{Attachment, MailHeaders, Status};

#[test]
fn a_customers_ticket_is_his_own_and_new() {
    let desk = Desk::new();
    let ticket = desk.opened_by_zoe();
    assert_eq!((ticket.number, ticket.status, ticket.messages), (1, Status::New, 1));
    assert_eq!(ticket.requester.as_ref(), Some(&desk.zoe));
    let messages = Tickets::messages(&desk.cx(), ticket.id.clone()).unwrap();
    assert_eq!((messages[0].text.as_str(), messages[0].from_staff), ("It flickers.", false));
    let history = Tickets::history(&desk.cx(), ticket.id).unwrap();
    assert_eq!((history[0].what.as_str(), history[0].by_name.as_str()), ("created", "Zoe"));
}

#[test]
fn a_customer_opens_tickets_for_nobody_else() {
    let desk = Desk::new();
    let eve = desk.kernel.customer("Eve", "eve@home.test");
    desk.kernel.act_as(&eve);
    let error = Tickets::create(&desk.cx(), desk.plain()).unwrap_err();
    assert!(error.is_denied(), "{}", error.message());
    let own = NewTicket { requester: None, ..desk.plain() };
    assert_eq!(Tickets::create(&desk.cx(), own).unwrap().requester, Some(eve));
}

#[test]
fn a_customer_sets_nothing_that_is_the_staffs() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.zoe);
    for odd in [
        NewTicket { priority: Priority::Urgent, ..desk.plain() },
        NewTicket { assignee: Some(desk.ada.clone()), ..desk.plain() },
        NewTicket { tags: vec!["vip".into()], ..desk.plain() },
        NewTicket { status: Some(Status::Closed), ..desk.plain() },
        NewTicket { participants: vec![desk.ben.clone()], ..desk.plain() },
    ] {
        assert!(Tickets::create(&desk.cx(), odd).unwrap_err().is_denied());
    }
}

#[test]
fn a_ticket_that_is_somebodys_from_the_start_is_open() {
    let desk = Desk::new();
    let new = NewTicket { assignee: Some(desk.ada.clone()), ..desk.plain() };
    assert_eq!(Tickets::create(&desk.cx(), new).unwrap().status, Status::Open);
}

#[test]
fn staff_that_writes_first_has_answered() {
    let desk = Desk::new();
    assert_eq!(Tickets::create(&desk.cx(), desk.plain()).unwrap().status, Status::Open);
    let noted = NewTicket { first: Some(note("called")), ..desk.plain() };
    assert_eq!(Tickets::create(&desk.cx(), noted).unwrap().status, Status::New);
}

#[test]
fn work_is_given_only_to_colleagues() {
    let desk = Desk::new();
    let to = |who: &str| NewTicket { assignee: Some(who.into()), ..desk.plain() };
    assert!(Tickets::create(&desk.cx(), to(&desk.zoe)).is_err());
    assert!(Tickets::create(&desk.cx(), to("nobody")).is_err());
    desk.kernel.deny("tickets:ticket.assign");
    assert!(Tickets::create(&desk.cx(), to(&desk.ada)).unwrap_err().is_denied());
}

#[test]
fn mail_is_filed_with_its_author_time_and_id() {
    let desk = Desk::new();
    desk.kernel.act_as_plugin();
    let mail = MailHeaders {
        message_id: Some("a1@home.test".into()),
        in_reply_to: Vec::new(),
        references: Vec::new(),
        from_address: "zoe@home.test".into(),
        to: Vec::new(),
    };
    let first = NewMessage { author: Some(desk.zoe.clone()), at: Some(1000), mail: Some(mail), ..reply("") };
    let new =
        NewTicket { subject: String::new(), channel: "mail".into(), first: Some(first), ..desk.plain() };
    let ticket = Tickets::create(&desk.cx(), new).unwrap();
    assert_eq!((ticket.subject.as_str(), ticket.status), ("(no subject)", Status::New));
    let found = Tickets::find_mail(&desk.cx(), "a1@home.test".into()).unwrap().unwrap();
    assert_eq!((&found.ticket, found.at, found.from_staff), (&ticket.id, 1000, false));
    assert_eq!(found.author_name, "Zoe");
    let bounce =
        MailHeaders { message_id: None, from_address: "mailer@far.test".into(), ..found.mail.unwrap() };
    let kept = NewMessage { mail: Some(bounce), ..note("Undeliverable") };
    let kept = Tickets::add_message(&desk.cx(), found.ticket.clone(), kept).unwrap();
    assert_eq!((kept.author_name.as_str(), kept.from_staff), ("mailer@far.test", false));
    assert_eq!(Tickets::find_mail(&desk.cx(), "a2@home.test".into()), Ok(None));
}

#[test]
fn writing_in_the_name_of_others_needs_its_permission() {
    let desk = Desk::new();
    desk.kernel.deny("tickets:ticket.import");
    for foreign in [
        NewMessage { author: Some(desk.zoe.clone()), ..reply("I said so") },
        NewMessage { at: Some(1000), ..reply("long ago") },
    ] {
        let new = NewTicket { first: Some(foreign), ..desk.plain() };
        assert!(Tickets::create(&desk.cx(), new).unwrap_err().is_denied());
    }
    assert!(Tickets::find_mail(&desk.cx(), "a1@home.test".into()).unwrap_err().is_denied());
}

#[test]
fn html_goes_through_the_sanitiser() {
    let desk = Desk::new();
    let picture = Attachment {
        blob: desk.cx().put_blob(b"png").unwrap().id,
        name: "lamp.png".into(),
        content_type: "image/png".into(),
        size: 3,
        inline: Some("lamp@home".into()),
    };
    let first = NewMessage { html: Some("<script>".into()), attachments: vec![picture], ..reply("") };
    let ticket = Tickets::create(&desk.cx(), NewTicket { first: Some(first), ..desk.plain() }).unwrap();
    let message = &Tickets::messages(&desk.cx(), ticket.id).unwrap()[0];
    assert_eq!(message.html.as_deref(), Some("&lt;script&gt;"));
    assert_eq!(message.attachments[0].name, "lamp.png");
}

#[test]
fn fields_that_are_required_are_asked_of_people_and_not_of_mail() {
    let desk = Desk::new();
    let order = json!({ "name": "order", "kind": "text", "required": "create", "customer": true });
    desk.kernel.settings(&json!({ "close-after-days": 0, "undefined-fields": false, "fields": [order] }));
    assert!(Tickets::create(&desk.cx(), desk.plain()).unwrap_err().message().contains("`order`"));
    let mail = NewTicket { channel: "mail".into(), ..desk.plain() };
    assert!(Tickets::create(&desk.cx(), mail).is_ok());
    let filled = NewTicket { fields: vec![("order".into(), "\"A7\"".into())], ..desk.plain() };
    assert_eq!(Tickets::create(&desk.cx(), filled).unwrap().fields, [("order".into(), "\"A7\"".into())]);
}
