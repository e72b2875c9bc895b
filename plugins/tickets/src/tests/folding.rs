use super::*;
use ombud_plugin::desk::merging::{self, Folded};
use ombud_plugin::desk::tickets::{Attachment, Changes, MailHeaders, Message, RelationKind, Status};
use ombud_plugin::{Result, UserId};

fn fold(desk: &Desk, source: &str, target: &str) -> Result<Folded> {
    let version = |id| desk.get(id).version;
    let (from, to) = (version(source), version(target));
    <Tickets as merging::Provider>::fold(&desk.cx(), source.into(), from, target.into(), to, true)
}

fn unfold(desk: &Desk, source: &str, target: &str) -> Result<()> {
    <Tickets as merging::Provider>::unfold(&desk.cx(), source.into(), target.into())
}

fn messages(desk: &Desk, ticket: &str) -> Vec<Message> {
    Tickets::messages(&desk.cx(), ticket.to_owned()).unwrap()
}

fn texts(desk: &Desk, ticket: &str) -> Vec<String> {
    messages(desk, ticket).into_iter().map(|message| message.text).collect()
}

/// Zoe's ticket, and Max's about the same; each with an answer of the other kind in between.
fn two_tickets(desk: &Desk) -> (Ticket, Ticket, UserId) {
    let max = desk.kernel.customer("Max", "max@home.test");
    let target = desk.opened_by_zoe().id;
    desk.kernel.advance(1000);
    desk.kernel.act_as(&max);
    let plain = NewTicket { requester: Some(max.clone()), subject: "Lamp again".into(), ..desk.plain() };
    let source =
        Tickets::create(&desk.cx(), NewTicket { first: Some(reply("Mine, too.")), ..plain }).unwrap().id;
    desk.kernel.act_as(&desk.ada);
    desk.say(&desk.ada, &target, reply("I will look."));
    desk.say(&desk.ben, &source, note("same lamp as the other"));
    desk.say(&desk.zoe, &target, reply("Thanks."));
    (desk.get(&source), desk.get(&target), max)
}

/// All of a ticket that people can tell, times of changes apart.
fn seen(desk: &Desk, ticket: &str) -> (Ticket, Vec<Message>) {
    let plain = |message| Message { id: String::new(), version: 0, ..message };
    let messages = messages(desk, ticket).into_iter().map(plain).collect();
    (Ticket { version: 0, updated: 0, ..desk.get(ticket) }, messages)
}

fn status(desk: &Desk, ticket: &str, status: Status) {
    let changes = Changes { status: Some(status), ..Changes::none() };
    Tickets::update(&desk.cx(), ticket.to_owned(), desk.get(ticket).version, changes).unwrap();
}

#[test]
fn all_messages_go_in_order_of_time_and_keep_what_they_are() {
    let desk = Desk::new();
    let (source, target, max) = two_tickets(&desk);
    let before = messages(&desk, &source.id);
    desk.kernel.advance(60_000);
    let folded = fold(&desk, &source.id, &target.id).unwrap();
    assert_eq!(
        texts(&desk, &target.id),
        [
            "It flickers.",
            "Mine, too.",
            "I will look.",
            "same lamp as the other",
            "Thanks.",
            "2 messages merged from #2"
        ]
    );
    let note = &messages(&desk, &target.id)[3];
    assert_eq!((note.at, note.audience, &note.author), (before[1].at, before[1].audience, &before[1].author));
    assert_eq!((folded.messages, &folded.joined), (2, &vec![max.clone()]));
    assert_eq!((folded.target.participants, folded.target.messages), (vec![max], 6));
    assert_eq!(texts(&desk, &source.id), ["merged into #1"]);
    let left = desk.get(&source.id);
    assert_eq!((left.status, left.messages), (Status::Closed, 1));
    assert_eq!((left.relations[0].kind, left.relations[0].number), (RelationKind::FollowedBy, 1));
    assert_eq!(folded.target.relations[0].kind, RelationKind::FollowUpOf);
    let told = |ticket: &str| Tickets::history(&desk.cx(), ticket.to_owned()).unwrap();
    assert!(told(&source.id).iter().any(|change| change.what == "merged-into" && change.after == "#1"));
    assert!(told(&target.id).iter().any(|change| change.what == "merged-from" && change.after == "#2"));
}

#[test]
fn files_and_pictures_follow_their_message() {
    let desk = Desk::new();
    let (source, target, _) = two_tickets(&desk);
    let blob = desk.cx().put_blob(b"picture").unwrap();
    let file = Attachment {
        blob: blob.id.clone(),
        name: "lamp.png".into(),
        content_type: "image/png".into(),
        size: 7,
        inline: Some("lamp@home".into()),
    };
    let html = Some("<p>Look: <img src=\"cid:lamp@home\"></p>".to_owned());
    desk.say(&desk.ada, &source.id, NewMessage { html, attachments: vec![file.clone()], ..note("Look.") });
    let find = |ticket: &str| messages(&desk, ticket).into_iter().find(|message| message.text == "Look.");
    let before = find(&source.id).unwrap();
    fold(&desk, &source.id, &target.id).unwrap();
    let moved = find(&target.id).unwrap();
    assert_eq!(moved.attachments, [file]);
    assert!(moved.html.is_some() && moved.html == before.html);
}

#[test]
fn customers_read_on_and_see_nothing_of_the_merge_itself() {
    let desk = Desk::new();
    let (source, target, max) = two_tickets(&desk);
    fold(&desk, &source.id, &target.id).unwrap();
    desk.kernel.act_as(&desk.zoe);
    let theirs = desk.get(&target.id);
    assert_eq!(texts(&desk, &target.id), ["It flickers.", "Mine, too.", "I will look.", "Thanks."]);
    assert_eq!((theirs.messages, theirs.relations), (4, vec![]));
    assert!(
        Tickets::history(&desk.cx(), target.id.clone()).unwrap().iter().all(|c| !c.what.starts_with("merge"))
    );
    desk.kernel.act_as(&max);
    let left = desk.get(&source.id);
    assert_eq!((left.status, left.messages, left.relations.len()), (Status::Closed, 0, 1));
}

#[test]
fn a_customers_answer_to_what_was_merged_goes_on_where_it_went() {
    let desk = Desk::new();
    let (source, target, max) = two_tickets(&desk);
    fold(&desk, &source.id, &target.id).unwrap();
    let written = desk.say(&max, &source.id, reply("Any news?"));
    assert_eq!(written.ticket, target.id);
    desk.kernel.act_as_plugin();
    let mail = MailHeaders {
        message_id: Some("q@home.test".into()),
        in_reply_to: Vec::new(),
        references: Vec::new(),
        from_address: "max@home.test".into(),
        to: Vec::new(),
    };
    let mailed = NewMessage { author: Some(max), mail: Some(mail), ..reply("By mail.") };
    let written = Tickets::add_message(&desk.cx(), source.id, mailed).unwrap();
    assert_eq!(written.ticket, target.id);
}

#[test]
fn merges_in_a_circle_come_to_an_end() {
    let desk = Desk::new();
    let (first, second, max) = two_tickets(&desk);
    fold(&desk, &first.id, &second.id).unwrap();
    status(&desk, &first.id, Status::Open);
    desk.say(&desk.ada, &first.id, note("here again"));
    fold(&desk, &second.id, &first.id).unwrap();
    status(&desk, &first.id, Status::Closed);
    let written = desk.say(&max, &first.id, reply("Hello?"));
    assert!(written.ticket != first.id && written.ticket != second.id);
    let again = desk.say(&max, &second.id, reply("Hello again?"));
    assert_eq!(again.ticket, written.ticket);
}

#[test]
fn a_ticket_that_waits_is_opened_when_work_comes_in() {
    let desk = Desk::new();
    for waits in [Status::Pending, Status::OnHold, Status::Resolved] {
        let (source, target, _) = two_tickets(&desk);
        status(&desk, &target.id, waits);
        fold(&desk, &source.id, &target.id).unwrap();
        assert_eq!(desk.get(&target.id).status, Status::Open);
        unfold(&desk, &source.id, &target.id).unwrap();
        assert_eq!(desk.get(&target.id).status, waits);
        status(&desk, &source.id, Status::Resolved);
        fold(&desk, &source.id, &target.id).unwrap();
        assert_eq!(desk.get(&target.id).status, waits);
    }
}

#[test]
fn who_came_by_two_merges_stays_until_both_are_undone() {
    let desk = Desk::new();
    let (first, target, max) = two_tickets(&desk);
    desk.kernel.act_as(&max);
    let plain = NewTicket { requester: Some(max.clone()), subject: "Lamp, third".into(), ..desk.plain() };
    let second = Tickets::create(&desk.cx(), NewTicket { first: Some(reply("Again.")), ..plain }).unwrap().id;
    desk.kernel.act_as(&desk.ada);
    fold(&desk, &first.id, &target.id).unwrap();
    fold(&desk, &second, &target.id).unwrap();
    unfold(&desk, &first.id, &target.id).unwrap();
    assert!(desk.get(&target.id).participants.contains(&max), "his second is still there");
    unfold(&desk, &second, &target.id).unwrap();
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::new();
    let (source, target, _) = two_tickets(&desk);
    let refused = |source: &str, target: &str, part: &str| {
        let error = fold(&desk, source, target).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    };
    refused(&source.id, &source.id, "into itself");
    status(&desk, &target.id, Status::Spam);
    refused(&source.id, &target.id, "#1 is marked as spam");
    status(&desk, &target.id, Status::Closed);
    refused(&source.id, &target.id, "#1 is closed");
    assert!(fold(&desk, &target.id, &source.id).is_ok(), "an old one may go into a new one");
    status(&desk, &target.id, Status::Open);
    refused(&target.id, &source.id, "#1 has no messages");
    let error = unfold(&desk, &source.id, &target.id).unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
}

#[test]
fn whoever_knows_an_older_version_is_told_so() {
    let desk = Desk::new();
    let (source, target, _) = two_tickets(&desk);
    desk.say(&desk.zoe, &target.id, reply("One more thing."));
    let (cx, from, to) = (desk.cx(), source.version, target.version);
    let stale =
        <Tickets as merging::Provider>::fold(&cx, source.id.clone(), from, target.id.clone(), to, true);
    assert!(stale.unwrap_err().message().contains("#1 was changed meanwhile: `messages`"));
}

#[test]
fn it_needs_its_permission_on_both_and_sharing_needs_its_own() {
    let desk = Desk::new();
    let (source, target, _) = two_tickets(&desk);
    for place in [&source.id, &target.id] {
        let desk = &desk;
        desk.kernel.deny_on("tickets:ticket.merge", &crate::ticket::TICKETS.at(place.clone()));
        assert!(fold(desk, &source.id, &target.id).unwrap_err().is_denied());
    }
    let desk = Desk::new();
    let (source, target, _) = two_tickets(&desk);
    let (cx, from, to) = (desk.cx(), source.version, target.version);
    let folded = <Tickets as merging::Provider>::fold(&cx, source.id, from, target.id, to, false).unwrap();
    assert_eq!((folded.joined, folded.target.participants), (vec![], vec![]));
}

#[test]
fn a_merge_into_what_was_merged_on_is_undone_step_by_step() {
    let desk = Desk::new();
    let (first, second, _) = two_tickets(&desk);
    let third = desk.opened_by_zoe();
    let before: Vec<_> = [&first, &second, &third].map(|ticket| seen(&desk, &ticket.id)).into();
    fold(&desk, &first.id, &second.id).unwrap();
    fold(&desk, &second.id, &third.id).unwrap();
    let error = unfold(&desk, &first.id, &second.id).unwrap_err();
    assert!(error.is_conflict() && error.message().contains("undo that first"), "{error:?}");
    unfold(&desk, &second.id, &third.id).unwrap();
    unfold(&desk, &first.id, &second.id).unwrap();
    let after: Vec<_> = [&first, &second, &third].map(|ticket| seen(&desk, &ticket.id)).into();
    assert_eq!(after, before);
}

/// Numbers that look like chance, and are the same in every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn undoing_gives_back_what_was_whatever_is_written_in_between() {
    const STANDS: [Status; 6] =
        [Status::New, Status::Open, Status::Pending, Status::OnHold, Status::Resolved, Status::Closed];
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let desk = Desk::new();
        let (source, target, max) = two_tickets(&desk);
        let writers = [desk.ada.clone(), desk.zoe.clone(), max];
        let write = |dice: &mut Dice, ticket: &str| {
            let who = &writers[dice.up_to(3) as usize];
            let text = format!("said {}", dice.up_to(1000));
            let internal = *who == desk.ada && dice.up_to(2) == 0;
            // Whoever is not there writes nothing.
            desk.kernel.advance(1000);
            desk.kernel.act_as(who);
            let message = if internal { note(&text) } else { reply(&text) };
            let _ = Tickets::add_message(&desk.cx(), ticket.to_owned(), message);
            desk.kernel.act_as(&desk.ada);
        };
        for _ in 0..dice.up_to(4) {
            let at = if dice.up_to(2) == 0 { &source.id } else { &target.id };
            write(&mut dice, at);
        }
        let stand = STANDS[dice.up_to(6) as usize];
        if stand != Status::New && stand != desk.get(&source.id).status {
            status(&desk, &source.id, stand);
        }
        let (of_source, of_target) = (seen(&desk, &source.id), seen(&desk, &target.id));
        fold(&desk, &source.id, &target.id).unwrap();
        let merged = messages(&desk, &target.id).len();
        let at = if dice.up_to(2) == 0 { source.id.clone() } else { target.id.clone() };
        for _ in 0..dice.up_to(4) {
            write(&mut dice, &at);
        }
        // To the closed one staff writes notes; all else has gone to the target.
        let notes: Vec<_> =
            seen(&desk, &source.id).1.into_iter().filter(|m| m.text.starts_with("said")).collect();
        let since = messages(&desk, &target.id).len() - merged;
        unfold(&desk, &source.id, &target.id).unwrap();

        let (source_now, mut said_now) = seen(&desk, &source.id);
        let (mut of_source, said_before) = of_source;
        said_now.retain(|message| !notes.contains(message));
        assert_eq!(said_now, said_before, "seed {seed}");
        of_source.messages += notes.len() as u32;
        assert_eq!(source_now, of_source, "seed {seed}");
        let (target_now, said_now) = seen(&desk, &target.id);
        let (of_target, said_before) = of_target;
        assert_eq!(said_now[..said_before.len()], said_before, "seed {seed}");
        assert_eq!(said_now.len(), said_before.len() + since, "seed {seed}");
        if since == 0 {
            assert_eq!(target_now, of_target, "seed {seed}");
        }
        assert_eq!(target_now.participants, of_target.participants, "seed {seed}");
        assert_eq!(target_now.relations, of_target.relations, "seed {seed}");
    }
}
