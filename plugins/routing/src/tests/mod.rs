//! Tickets given out on a fake kernel, with the real tickets behind it.

use crate::Routing;
use crate::keep::GIVEN;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::abilities::{self, Ability};
use ombud_plugin::desk::availability::{self, Bound, Channel, Question, Source, Standing, State};
use ombud_plugin::desk::queues;
use ombud_plugin::desk::tickets::{
    self, Changes, MessageKind, NewMessage, NewTicket, Priority, Provider, Status, Ticket,
};
use ombud_plugin::testing::{FakeKernel, Office};
use ombud_plugin::{Contributes, Cx, Event, Plugin, RecordRef, Result, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

const MINUTE: u64 = 60_000;

/// How many tickets somebody takes, with which skill and language.
type Able = (u32, &'static str, &'static str);

/// Who accepts tickets.
#[derive(Clone, Default)]
struct There(Rc<RefCell<BTreeMap<UserId, Able>>>);

impl availability::Service for There {
    fn states(&self, users: &[UserId], channel: Channel) -> Result<Vec<Standing>> {
        assert_eq!(channel, Channel::Tickets);
        let state = |user: &UserId| {
            if self.0.borrow().contains_key(user) { State::Accepting } else { State::Offline }
        };
        let told = |user: &UserId| Standing {
            user: user.clone(),
            state: state(user),
            since: None,
            cause: None,
            until: None,
        };
        Ok(users.iter().map(told).collect())
    }

    fn limits(&self, asked: &[Question]) -> Result<Vec<Bound>> {
        let most = |one: &Question| self.0.borrow().get(&one.user).map_or(0, |(most, ..)| *most);
        Ok(asked.iter().map(|one| Bound { most: most(one), source: Source::Agent }).collect())
    }
}

impl abilities::Service for There {
    fn of_people(&self, users: &[UserId]) -> Result<Vec<Ability>> {
        let able = |user: &UserId| {
            let (_, skill, language) = self.0.borrow().get(user).copied().unwrap_or_default();
            Ability { user: user.clone(), skills: vec![skill.into()], languages: vec![language.into()] }
        };
        Ok(users.iter().map(able).collect())
    }
}

/// The real tickets. A fake kernel has the settings of one plugin, so they lend it theirs while they are asked.
struct Behind(FakeKernel);

impl Behind {
    fn ask<T>(&self, question: impl FnOnce(&Cx) -> Result<T>) -> Result<T> {
        let cx = self.0.cx();
        let own = cx.settings::<Value>().unwrap();
        self.0.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        let done = question(&cx);
        self.0.settings(&own);
        done
    }
}

impl tickets::Service for Behind {
    fn get(&self, id: &str) -> Result<Ticket> {
        self.ask(|cx| Tickets::get(cx, id.to_owned()))
    }

    fn update(&self, id: &str, version: u64, changes: &Changes) -> Result<Ticket> {
        self.ask(|cx| Tickets::update(cx, id.to_owned(), version, changes.clone()))
    }
}

impl queues::Service for Behind {
    fn find(&self, query: &queues::Query) -> Result<tickets::Page> {
        self.ask(|cx| <Tickets as queues::Provider>::find(cx, query.clone()))
    }
}

struct Desk {
    kernel: FakeKernel,
    there: There,
    support: String,
    sales: String,
    ana: UserId,
    boris: UserId,
    cleo: UserId,
    zoe: UserId,
}

impl Desk {
    /// Ana, Boris and Cleo, who is a collaborator, work in Support, where tickets are given out; nobody is there yet.
    fn new(others: &Value) -> Desk {
        let kernel = FakeKernel::new();
        for name in ["given", "turns"] {
            kernel.private_collection(&format!("routing:{name}"));
        }
        let there = There::default();
        kernel.availability(there.clone());
        kernel.abilities(there.clone());
        kernel.tickets(Behind(kernel.clone()));
        kernel.queues(Behind(kernel.clone()));
        let (support, sales) = (kernel.department("Support"), kernel.department("Sales"));
        let staff = |name: &str| kernel.staff(name, &format!("{name}@demo.test"), &[&support]);
        let (ana, boris, cleo) = (staff("Ana"), staff("Boris"), staff("Cleo"));
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        let office = Rc::new(Office::default());
        // Collaborators may answer, too, but nothing of theirs reaches a customer.
        for role in ["agent", "collaborator"] {
            office.gives(role, "tickets:ticket.reply", Scope::Assigned);
        }
        office.holds(&cleo, "collaborator");
        kernel.administration(&office);
        let mut settings = json!({
            "departments": [{ "department": "support", "strategy": "fewest" }],
            "previous-minutes": 0, "language-minutes": 60, "skill-minutes": 240, "skills": [],
        });
        settings.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
        kernel.settings(&settings);
        Desk { kernel, there, support, sales, ana, boris, cleo, zoe }
    }

    /// From now on somebody accepts so many tickets; 0: none any more.
    fn is(&self, user: &str, most: u32, skill: &'static str, language: &'static str) {
        self.there.0.borrow_mut().insert(user.to_owned(), (most, skill, language));
        self.hear("availability:people", user);
    }

    fn hear(&self, collection: &str, id: &str) {
        self.kernel.act_as_plugin();
        let cx = self.kernel.cx();
        let subject = RecordRef { collection: collection.into(), id: id.into() };
        let kind = format!("{collection}.changed");
        let event = Event { number: 1, kind, subject, at: cx.now(), by: None, data: "{}".into() };
        Routing::on_event(&cx, event).unwrap();
        self.passes(1000);
    }

    fn passes(&self, time: u64) {
        self.kernel.advance(time);
        self.kernel.act_as_plugin();
        loop {
            // A timer that sets itself for later is no longer due.
            let due: Vec<_> = self
                .kernel
                .due_timers()
                .into_iter()
                .filter(|timer| timer.key.starts_with("give/") || timer.key == "again" || timer.key == "more")
                .collect();
            if due.is_empty() {
                return;
            }
            for timer in due {
                Routing::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
            }
        }
    }

    /// Zoe opens a ticket, and it is heard of.
    fn opens(&self, department: &str, tags: &[&str], language: Option<&str>) -> String {
        let ticket = self.files(department, tags, language);
        self.hear("tickets:tickets", &ticket);
        ticket
    }

    fn files(&self, department: &str, tags: &[&str], language: Option<&str>) -> String {
        let first = NewMessage {
            kind: MessageKind::Reply,
            author: Some(self.zoe.clone()),
            at: None,
            text: "It flickers.".into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
        };
        let new = NewTicket {
            subject: "Broken lamp".into(),
            department: department.to_owned(),
            requester: Some(self.zoe.clone()),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            fields: Vec::new(),
            channel: "web".into(),
            language: language.map(str::to_owned),
            first: Some(first),
        };
        self.kernel.act_as_plugin();
        Behind(self.kernel.clone()).ask(|cx| Tickets::create(cx, new)).unwrap().id
    }

    fn change(&self, ticket: &str, changes: Changes) {
        self.kernel.act_as_plugin();
        let behind = Behind(self.kernel.clone());
        let version = behind.ask(|cx| Tickets::get(cx, ticket.to_owned())).unwrap().version;
        behind.ask(|cx| Tickets::update(cx, ticket.to_owned(), version, changes)).unwrap();
        self.hear("tickets:tickets", ticket);
    }

    fn of(&self, ticket: &str) -> Option<UserId> {
        self.kernel.act_as_plugin();
        Behind(self.kernel.clone()).ask(|cx| Tickets::get(cx, ticket.to_owned())).unwrap().assignee
    }

    fn why(&self, ticket: &str) -> String {
        let subject = RecordRef { collection: "tickets:tickets".into(), id: ticket.to_owned() };
        self.kernel.act_as(&self.ana);
        Routing::render(&self.kernel.cx(), "why", Some(subject)).unwrap().unwrap_or_default()
    }
}

#[test]
fn a_ticket_that_nobody_has_is_given_when_somebody_is_there_and_never_beyond_the_limit() {
    let desk = Desk::new(&json!({}));
    desk.is(&desk.cleo, 9, "", "");
    let all: Vec<String> = (0..5).map(|_| desk.opens(&desk.support, &[], None)).collect();
    assert!(all.iter().all(|ticket| desk.of(ticket).is_none()), "a collaborator answers no customer");
    let elsewhere = desk.opens(&desk.sales, &[], None);
    desk.is(&desk.ana, 2, "", "");
    let has = |who: &UserId| all.iter().filter(|ticket| desk.of(ticket).as_ref() == Some(who)).count();
    assert_eq!((has(&desk.ana), desk.of(&all[0]).as_ref()), (2, Some(&desk.ana)), "the oldest first");
    desk.is(&desk.boris, 1, "", "");
    assert_eq!((has(&desk.ana), has(&desk.boris)), (2, 1));
    // What waits for others takes no place.
    desk.change(&all[0], Changes { status: Some(Status::Pending), ..Changes::none() });
    assert_eq!((has(&desk.ana), desk.of(&all[3]).as_ref()), (3, Some(&desk.ana)));
    desk.is(&desk.ana, 1, "", "");
    assert_eq!((has(&desk.ana), desk.of(&all[4])), (3, None), "a lowered limit takes nothing away");
    assert_eq!(desk.of(&elsewhere), None, "Sales takes its tickets itself");
    let why = desk.why(&all[0]);
    assert!(why.contains("Given to Ana") && why.contains("1 of 2"), "{why}");
}

#[test]
fn whoever_has_the_skill_and_the_language_is_given_it_and_the_box_says_so() {
    let desk = Desk::new(&json!({ "skills": [{ "tag": "refund", "skill": "Refunds" }] }));
    desk.is(&desk.ana, 9, "", "pl");
    desk.is(&desk.boris, 1, "refunds", "sl");
    let polish = desk.opens(&desk.support, &[], Some("pl-PL"));
    let refund = desk.opens(&desk.support, &["Refund"], Some("pl"));
    assert_eq!((desk.of(&polish), desk.of(&refund)), (Some(desk.ana.clone()), Some(desk.boris.clone())));
    assert!(desk.why(&refund).contains("has the skill “Refunds”"));
    assert!(desk.why(&polish).contains("speaks the language of the ticket (pl-PL)"));
    let next = desk.opens(&desk.support, &["refund"], None);
    desk.passes(300 * MINUTE);
    assert_eq!(desk.of(&next), None, "Boris is there, if without a place");
    desk.there.0.borrow_mut().remove(&desk.boris);
    desk.hear("availability:people", &desk.boris);
    assert_eq!(
        desk.of(&next).as_ref(),
        Some(&desk.ana),
        "it has waited long enough for a skill that nobody has"
    );
    assert!(desk.why(&next).contains("nobody who was there has the skill"));
    let slovene = desk.opens(&desk.support, &[], Some("sl"));
    assert_eq!(desk.of(&slovene).as_ref(), Some(&desk.ana), "nobody there speaks it");
}

#[test]
fn who_had_the_last_one_is_waited_for_and_what_is_put_back_is_not_thrown_back() {
    let desk = Desk::new(&json!({ "previous-minutes": 30 }));
    desk.is(&desk.ana, 1, "", "");
    let first = desk.opens(&desk.support, &[], None);
    desk.is(&desk.boris, 9, "", "");
    let second = desk.opens(&desk.support, &[], None);
    desk.passes(29 * MINUTE);
    assert_eq!(desk.of(&second), None);
    desk.change(&first, Changes { status: Some(Status::Resolved), ..Changes::none() });
    assert_eq!(desk.of(&second).as_ref(), Some(&desk.ana));
    assert!(desk.why(&second).contains("had this customer"));
    desk.change(&second, Changes { assignee: Some(None), ..Changes::none() });
    assert_eq!(desk.of(&second).as_ref(), Some(&desk.boris), "Ana has put it back");
    desk.there.0.borrow_mut().remove(&desk.ana);
    desk.change(&second, Changes { assignee: Some(None), ..Changes::none() });
    assert_eq!(desk.of(&second), None, "nor does Boris get it at once");
    desk.passes(16 * MINUTE);
    assert_eq!(desk.of(&second).as_ref(), Some(&desk.boris), "but before nobody does");
    desk.kernel.act_as_plugin();
    assert_eq!(desk.kernel.cx().get(GIVEN, &second).unwrap().value.back, None);
}

#[test]
fn who_takes_back_what_came_back_and_puts_it_back_again_is_not_given_it_at_once() {
    let desk = Desk::new(&json!({}));
    desk.is(&desk.ana, 9, "", "");
    let ticket = desk.opens(&desk.support, &[], None);
    let has = |who: Option<&UserId>| Changes { assignee: Some(who.cloned()), ..Changes::none() };
    let back = || {
        desk.kernel.act_as_plugin();
        desk.kernel.cx().get(GIVEN, &ticket).unwrap().value.back
    };
    desk.change(&ticket, has(None));
    assert_eq!((desk.of(&ticket), back().is_some()), (None, true));
    desk.change(&ticket, has(Some(&desk.ana)));
    assert_eq!(back(), None, "it has not come back any more");
    desk.passes(20 * MINUTE);
    desk.change(&ticket, has(None));
    assert_eq!(desk.of(&ticket), None, "as if for the first time");
    desk.passes(16 * MINUTE);
    assert_eq!(desk.of(&ticket).as_ref(), Some(&desk.ana));
}

#[test]
fn what_comes_behind_a_thousand_that_are_held_is_given_all_the_same() {
    let desk = Desk::new(&json!({ "skills": [{ "tag": "refund", "skill": "Refunds" }] }));
    desk.is(&desk.boris, 1, "refunds", "");
    let taken = desk.opens(&desk.support, &["refund"], None);
    assert_eq!(desk.of(&taken).as_ref(), Some(&desk.boris));
    for _ in 0..1010 {
        desk.files(&desk.support, &["refund"], None);
    }
    let last = desk.files(&desk.support, &[], None);
    desk.is(&desk.ana, 1, "", "");
    assert_eq!(desk.of(&last).as_ref(), Some(&desk.ana));
}
