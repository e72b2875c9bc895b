use super::*;
use ombud_plugin::desk::tickets::{Changes, MailHeaders, Message, Parting, RelationKind, Status};
use ombud_plugin::{Error, Result};

/// Zoe's ticket with two questions, an answer and a note; each message's id.
fn two_questions(desk: &Desk) -> (Ticket, Vec<Message>) {
    let id = desk.opened_by_zoe().id;
    desk.say(&desk.zoe, &id, reply("And my invoice is wrong."));
    desk.say(&desk.ada, &id, reply("I will look into both."));
    desk.say(&desk.ada, &id, note("billing should see this"));
    (desk.get(&id), Tickets::messages(&desk.cx(), id).unwrap())
}

fn off(desk: &Desk, source: &str, ids: &[&Message], copy: bool) -> Result<Parting> {
    let new = NewTicket { subject: "Wrong invoice".into(), department: desk.billing.clone(), ..desk.plain() };
    let new = NewTicket { first: None, ..new };
    let ids = ids.iter().map(|message| message.id.clone()).collect();
    Tickets::split_off(&desk.cx(), source.to_owned(), new, ids, copy)
}

fn texts(desk: &Desk, ticket: &str) -> Vec<String> {
    Tickets::messages(&desk.cx(), ticket.to_owned())
        .unwrap()
        .into_iter()
        .map(|message| message.text)
        .collect()
}

#[test]
fn moved_messages_keep_author_time_and_audience() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    desk.kernel.advance(60_000);
    let parting = off(&desk, &source.id, &[&messages[1], &messages[3]], false).unwrap();
    let moved = Tickets::messages(&desk.cx(), parting.ticket.id.clone()).unwrap();
    assert_eq!(moved[0].text, "And my invoice is wrong.");
    assert_eq!((moved[0].author.as_ref(), moved[0].at), (Some(&desk.zoe), messages[1].at));
    assert_eq!((moved[1].kind, moved[1].audience), (messages[3].kind, messages[3].audience));
    assert_eq!(parting.messages, [moved[0].id.clone(), moved[1].id.clone()]);
    assert_eq!(moved[2].text, "2 messages split from #1");
    assert_eq!(
        texts(&desk, &source.id),
        ["It flickers.", "I will look into both.", "2 messages moved to #2"]
    );
    let (left, new) = (desk.get(&source.id), desk.get(&parting.ticket.id));
    assert_eq!((left.messages, new.messages, new.status), (3, 3, Status::New));
    assert_eq!((left.relations[0].kind, left.relations[0].number), (RelationKind::SplitTo, 2));
    assert_eq!((new.relations[0].kind, new.relations[0].number), (RelationKind::SplitFrom, 1));
}

#[test]
fn the_customer_sees_no_trace_of_a_split() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    let parting = off(&desk, &source.id, &[&messages[1], &messages[3]], false).unwrap();
    desk.kernel.act_as(&desk.zoe);
    assert_eq!(texts(&desk, &source.id), ["It flickers.", "I will look into both."]);
    assert_eq!(texts(&desk, &parting.ticket.id), ["And my invoice is wrong."]);
    assert_eq!((desk.get(&source.id).messages, desk.get(&source.id).relations), (2, vec![]));
    assert_eq!(Tickets::history(&desk.cx(), parting.ticket.id).unwrap(), []);
}

#[test]
fn copies_leave_the_originals() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    let all: Vec<&Message> = messages.iter().collect();
    let parting = off(&desk, &source.id, &all, true).unwrap();
    assert_eq!(texts(&desk, &source.id).len(), 5);
    assert_eq!(desk.get(&source.id).messages, 5);
    assert_eq!(texts(&desk, &parting.ticket.id).last().unwrap(), "4 messages copied from #1");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    let other = desk.opened_by_zoe();
    let foreign = &Tickets::messages(&desk.cx(), other.id).unwrap()[0];
    let all: Vec<&Message> = messages.iter().collect();
    for (ids, part) in [
        (vec![], "choose at least one"),
        (all, "names all 4"),
        (vec![foreign], "not in ticket #1"),
        (vec![&messages[1], &messages[1]], "twice"),
    ] {
        let error = off(&desk, &source.id, &ids, false).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }
    off(&desk, &source.id, &[&messages[1]], false).unwrap();
    let again = off(&desk, &source.id, &[&messages[1]], false).unwrap_err();
    assert!(again.message().contains("moved already"), "{}", again.message());
    let line = Tickets::messages(&desk.cx(), source.id.clone()).unwrap().pop().unwrap();
    assert!(off(&desk, &source.id, &[&line], false).unwrap_err().message().contains("line of the desk"));
}

#[test]
fn closed_tickets_and_spam_are_not_split() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    for status in [Status::Spam, Status::Closed] {
        let changes = Changes { status: Some(status), ..Changes::none() };
        Tickets::update(&desk.cx(), source.id.clone(), desk.get(&source.id).version, changes).unwrap();
        assert!(matches!(off(&desk, &source.id, &[&messages[1]], false), Err(Error::Invalid(_))));
    }
}

#[test]
fn splitting_needs_its_permission_on_the_source() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    desk.kernel.deny("tickets:ticket.split");
    assert!(off(&desk, &source.id, &[&messages[1]], false).unwrap_err().is_denied());
}

#[test]
fn undoing_puts_everything_back_where_it_was() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    for copy in [false, true] {
        let before = texts(&desk, &source.id);
        let parting =
            off(&desk, &source.id, &[&messages_now(&desk, &source.id, &messages[1].text)], copy).unwrap();
        let target = parting.ticket.id.clone();
        Tickets::return_messages(&desk.cx(), source.id.clone(), target.clone(), parting.messages, copy)
            .unwrap();
        assert_eq!(texts(&desk, &source.id), before);
        let restored = desk.get(&source.id);
        assert_eq!((restored.messages, restored.relations), (source.messages, vec![]));
        assert!(Tickets::get(&desk.cx(), target).unwrap_err().is_not_found());
    }
}

fn messages_now(desk: &Desk, ticket: &str, text: &str) -> Message {
    let messages = Tickets::messages(&desk.cx(), ticket.to_owned()).unwrap();
    messages.into_iter().find(|message| message.text == text).unwrap()
}

#[test]
fn mail_finds_a_message_where_it_now_stands() {
    let desk = Desk::new();
    let (source, _) = two_questions(&desk);
    desk.kernel.act_as_plugin();
    let mail = MailHeaders {
        message_id: Some("q3@home.test".into()),
        in_reply_to: Vec::new(),
        references: Vec::new(),
        from_address: "zoe@home.test".into(),
        to: Vec::new(),
    };
    let mailed = NewMessage { author: Some(desk.zoe.clone()), mail: Some(mail), ..reply("And a third.") };
    let third = Tickets::add_message(&desk.cx(), source.id.clone(), mailed).unwrap();
    let find = || Tickets::find_mail(&desk.cx(), "q3@home.test".into()).unwrap().unwrap();
    let copied = off(&desk, &source.id, &[&third], true).unwrap();
    assert_eq!(find().ticket, source.id);
    let moved = off(&desk, &source.id, &[&third], false).unwrap();
    assert_eq!(find().ticket, moved.ticket.id);
    let (from, to) = (source.id.clone(), moved.ticket.id);
    Tickets::return_messages(&desk.cx(), from, to, moved.messages, false).unwrap();
    assert_eq!(find().ticket, source.id);
    assert_ne!(copied.ticket.id, source.id);
}

#[test]
fn messages_can_move_into_a_ticket_that_is_there() {
    let desk = Desk::new();
    let (source, messages) = two_questions(&desk);
    let target = desk.opened_by_zoe();
    let ids = vec![messages[1].id.clone()];
    Tickets::take_messages(&desk.cx(), source.id.clone(), target.id.clone(), ids, false).unwrap();
    // In order of time, among those that were there.
    assert_eq!(texts(&desk, &target.id)[0], "And my invoice is wrong.");
    assert_eq!(desk.get(&target.id).messages, 3);
    desk.kernel.deny_on("tickets:ticket.edit", &crate::ticket::TICKETS.at(target.id.clone()));
    let ids = vec![messages[2].id.clone()];
    let error = Tickets::take_messages(&desk.cx(), source.id, target.id, ids, false).unwrap_err();
    assert!(error.is_denied());
}
