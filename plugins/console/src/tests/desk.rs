//! A desk to draw: people, tickets and messages, and fakes of the plugins that the console asks.

use crate::Console;
use ombud_plugin::desk::canned::{self, Answer, Whose};
use ombud_plugin::desk::definitions::{self, Form};
use ombud_plugin::desk::enclosures;
use ombud_plugin::desk::merge::{self, Prospect};
use ombud_plugin::desk::outbox::{self, Held};
use ombud_plugin::desk::queues::{self, Selection, Tally};
use ombud_plugin::desk::split::{self, Outcome};
use ombud_plugin::desk::tickets::{
    self, Attachment, Change, Changes, Filter, Message, MessageKind, NewMessage, NewTicket, Page, Priority,
    Relation, RelationKind, Status, Ticket,
};
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Audience, Error, Plugin, Request, Response, Result, Timestamp};
use std::cell::RefCell;
use std::rc::Rc;

pub const NOW: Timestamp = 1_795_415_280_000; // 23 Nov 2026, 06:28 UTC
const MINUTE: u64 = 60_000;
const DAY: u64 = 86_400_000;

/// What the fakes hold, and what was asked of them.
#[derive(Default)]
pub struct State {
    pub tickets: RefCell<Vec<Ticket>>,
    pub messages: RefCell<Vec<Message>>,
    pub history: RefCell<Vec<Change>>,
    pub asked: RefCell<Vec<queues::Query>>,
    pub counted: RefCell<Vec<Selection>>,
    pub written: RefCell<Vec<NewMessage>>,
    pub changed: RefCell<Vec<Changes>>,
    pub opened: RefCell<Vec<NewTicket>>,
    pub split: RefCell<Vec<split::Request>>,
    pub undone: RefCell<Vec<String>>,
    /// Own fields and tags of the desk.
    pub defined: RefCell<Option<Form>>,
    pub merged: RefCell<Vec<merge::Request>>,
    pub answers: RefCell<Vec<Answer>>,
    /// What goes along with each of them.
    pub enclosed: RefCell<Vec<Attachment>>,
    /// What can still be undone.
    pub recent: RefCell<Vec<merge::Outcome>>,
    /// The next page's cursor. The page at `c1` is empty and leads to `c2`, ...
    pub next: RefCell<Option<String>>,
    /// ... where these stand, by number.
    pub later: RefCell<Vec<u64>>,
    /// No list can be drawn.
    pub listless: RefCell<bool>,
    /// Replies that wait.
    pub held: RefCell<Vec<Held>>,
    /// What was held back, and for which status.
    pub holding: RefCell<Vec<(NewMessage, Option<Status>)>>,
    /// Replies wait here; otherwise they are written at once.
    pub waits: RefCell<bool>,
    /// A ticket is out of sight once it was changed.
    pub vanish: RefCell<bool>,
    /// Who looks at the desk.
    pub me: RefCell<String>,
    /// Answer every change with this.
    pub refusal: RefCell<Option<Error>>,
}

/// A desk with one agent looking at it.
pub struct Desk {
    pub kernel: FakeKernel,
    pub state: Rc<State>,
    pub nina: String,
    pub piotr: String,
    pub anna: String,
    pub billing: String,
    pub support: String,
}

struct Service(Rc<State>);

impl Desk {
    /// Ticket 61: Anna asked, Piotr left a note, Nina answered, Anna asked again.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        let billing = kernel.department("Billing");
        let support = kernel.department("Support");
        let nina = kernel.staff("Nina Kos", "nina@demo.test", &[&billing, &support]);
        let piotr = kernel.staff("Piotr Zieliński", "piotr@demo.test", &[&billing]);
        kernel.staff("Sam Okafor", "sam@demo.test", &[&support]);
        let anna = kernel.customer("Anna Petrova", "anna.petrova@example.org");
        kernel.act_as(&nina);
        let state = Rc::new(State::default());
        kernel.tickets(Service(state.clone()));
        kernel.queues(Service(state.clone()));
        kernel.definitions(Service(state.clone()));
        kernel.outbox(Service(state.clone()));
        kernel.split(Service(state.clone()));
        *state.me.borrow_mut() = nina.clone();
        kernel.merge(Service(state.clone()));
        kernel.canned(Service(state.clone()));
        kernel.enclosures(Service(state.clone()));
        let desk = Desk { kernel, state, nina, piotr, anna, billing, support };
        desk.fill();
        desk
    }

    fn fill(&self) {
        let asked = "Hello,\n\nmy card was charged twice for March (49.00 € each). The receipts are attached. Could you \
            please return one of them?\n\nSecond thing: how do I change the address on future invoices? The old one is \
            still at Gosposvetska, see https://example.org/account?tab=billing.\n\nThanks, Anna\n\n\
            On 20 Nov 2026 Example Billing wrote:\n> Your payment of 49.00 € was received.\n> Thank you for being with us.";
        self.ticket(61, "Card charged twice for March", |ticket| {
            ticket.department = self.billing.clone();
            ticket.assignee = Some(self.nina.clone());
            ticket.requester = Some(self.anna.clone());
            ticket.status = Status::Open;
            ticket.priority = Priority::Urgent;
            ticket.tags = vec!["refund".into(), "cards".into()];
            ticket.fields = vec![("invoice".into(), "\"2026-0311\"".into())];
            ticket.relations =
                vec![Relation { kind: RelationKind::SplitTo, ticket: "t62".into(), number: 62 }];
        });
        let at = |days: u64, minutes: u64| NOW - days * DAY - minutes * MINUTE;
        self.say(61, Some(&self.anna), MessageKind::Reply, false, at(2, 80), asked);
        self.attach("receipt-march.pdf", 182_133);
        self.attach("screenshot 2026-03-02 at 10.22.41.png", 1_204_000);
        self.say(61, None, MessageKind::System, true, at(2, 70), "Nina Kos took this ticket");
        let note = "Stripe shows two captures, ids ending 8KQ and 91X. The second one is ours to refund.\nDo not promise a date, finance is slow this week.";
        self.say(61, Some(&self.piotr), MessageKind::Note, true, at(2, 61), note);
        let answer = "Hello Anna,\n\nyou are right, and I am sorry. One of the two payments goes back to your card; banks take up to five working days.\n\nBest regards,\nNina";
        self.say(61, Some(&self.nina), MessageKind::Reply, true, at(2, 40), answer);
        self.say(
            61,
            Some(&self.anna),
            MessageKind::Reply,
            false,
            at(0, 2),
            "Thank you, Nina! And the address?",
        );
        let change = |at, by: &str, what: &str, before: &str, after: &str| Change {
            at,
            by: None,
            by_name: by.into(),
            what: what.into(),
            before: before.into(),
            after: after.into(),
        };
        *self.state.history.borrow_mut() = vec![
            change(at(2, 80), "Anna Petrova", "created", "", "mail"),
            change(at(2, 70), "Nina Kos", "assignee", "", "Nina Kos"),
            change(at(2, 40), "Nina Kos", "status", "new", "pending"),
            change(at(0, 2), "Anna Petrova", "status", "pending", "open"),
        ];
    }

    /// Adds a ticket of Support that nobody has and nobody asked for; `fill` makes more of it.
    pub fn ticket(&self, number: u64, subject: &str, fill: impl FnOnce(&mut Ticket)) {
        let mut ticket = Ticket {
            id: format!("t{number}"),
            number,
            version: 3,
            subject: subject.into(),
            department: self.support.clone(),
            assignee: None,
            requester: None,
            participants: Vec::new(),
            status: Status::New,
            until: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "mail".into(),
            language: None,
            relations: Vec::new(),
            messages: 1,
            created: NOW - 2 * DAY,
            updated: NOW - 2 * MINUTE,
        };
        fill(&mut ticket);
        self.state.tickets.borrow_mut().push(ticket);
    }

    /// Somebody writes in a ticket.
    pub fn say(
        &self,
        number: u64,
        author: Option<&str>,
        kind: MessageKind,
        staff: bool,
        at: u64,
        text: &str,
    ) {
        let name = author.and_then(|id| self.kernel.cx().person(id).ok()).map(|person| person.name);
        let mut messages = self.state.messages.borrow_mut();
        let id = format!("m{}", messages.len() + 1);
        messages.push(Message {
            id,
            ticket: format!("t{number}"),
            kind,
            audience: if kind == MessageKind::Reply { Audience::Everyone } else { Audience::Staff },
            author: author.map(str::to_owned),
            author_name: name.unwrap_or_default(),
            from_staff: staff,
            at,
            text: text.into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
            version: 1,
        });
    }

    /// Keeps a canned answer.
    pub fn keep_answer(&self, id: &str, title: &str, shortcut: &str, whose: Whose) {
        self.state.answers.borrow_mut().push(Answer {
            id: id.into(),
            title: title.into(),
            shortcut: shortcut.into(),
            whose,
            department: None,
            languages: Vec::new(),
            uses: 0,
        });
    }

    fn attach(&self, name: &str, size: u64) {
        let mut messages = self.state.messages.borrow_mut();
        let file = Attachment {
            blob: "ab".repeat(32),
            name: name.into(),
            content_type: "application/octet-stream".into(),
            size,
            inline: None,
        };
        messages.last_mut().unwrap().attachments.push(file);
    }

    /// Changes the ticket behind the console's back.
    pub fn meanwhile(&self, change: impl FnOnce(&mut Ticket)) {
        change(&mut self.state.tickets.borrow_mut()[0]);
    }

    pub fn get(&self, address: &str) -> (u16, String) {
        let response = self.answer(Request::get(address));
        (response.status, response.body_text())
    }

    /// The page of an address that must be there.
    pub fn page(&self, address: &str) -> String {
        let (status, page) = self.get(address);
        assert_eq!(status, 200, "{page}");
        page
    }

    pub fn post(&self, address: &str, form: &str) -> Response {
        self.answer(Request::form_body(address, form))
    }

    /// Where an accepted form leads.
    pub fn sent(&self, address: &str, form: &str) -> String {
        let response = self.post(address, form);
        assert_eq!(response.status, 303, "{}", response.body_text());
        response.header_value("location").unwrap().to_owned()
    }

    pub fn answer(&self, request: Request) -> Response {
        Console::handle(&self.kernel.cx(), request).unwrap()
    }
}

impl Service {
    fn refused(&self) -> Result<()> {
        self.0.refusal.borrow().clone().map_or(Ok(()), Err)
    }
}

impl queues::Service for Service {
    fn find(&self, query: &queues::Query) -> Result<Page> {
        self.0.asked.borrow_mut().push(query.clone());
        if *self.0.listless.borrow() {
            return Err(Error::failed("the list is not to be had"));
        }
        let (mut tickets, later) = (self.0.tickets.borrow().clone(), self.0.later.borrow());
        let next = self.0.next.borrow().clone();
        if later.is_empty() {
            return Ok(Page { tickets, next });
        }
        let is_last = query.cursor.as_deref() == Some("c2");
        tickets.retain(|ticket| later.contains(&ticket.number) == is_last);
        Ok(match query.cursor.as_deref() {
            Some("c1") => Page { tickets: Vec::new(), next: Some("c2".into()) },
            Some("c2") => Page { tickets, next: None },
            _ => Page { tickets, next },
        })
    }

    fn count(&self, selections: &[Selection], at_most: u32) -> Result<Vec<Tally>> {
        *self.0.counted.borrow_mut() = selections.to_vec();
        let tally = |nth: usize| Tally { number: u32::try_from(nth).unwrap_or(at_most), more: nth == 1 };
        Ok((0..selections.len()).map(tally).collect())
    }
}

impl definitions::Service for Service {
    fn whole(&self) -> Result<Form> {
        let nothing = || Form { fields: Vec::new(), undefined_fields: true, tags: Vec::new() };
        Ok(self.0.defined.borrow().clone().unwrap_or_else(nothing))
    }
}

impl tickets::Service for Service {
    fn list(&self, filter: &Filter) -> Result<Page> {
        let mut tickets = self.0.tickets.borrow().clone();
        if filter.requester.is_some() {
            tickets.retain(|ticket| ticket.requester == filter.requester);
        }
        Ok(Page { tickets, next: self.0.next.borrow().clone() })
    }

    fn get(&self, id: &str) -> Result<Ticket> {
        let tickets = self.0.tickets.borrow();
        tickets
            .iter()
            .find(|ticket| ticket.id == id)
            .cloned()
            .ok_or_else(|| Error::not_found("no such ticket"))
    }

    fn by_number(&self, number: u64) -> Result<Ticket> {
        self.get(&format!("t{number}"))
    }

    fn messages(&self, ticket: &str) -> Result<Vec<Message>> {
        Ok(self.0.messages.borrow().iter().filter(|message| message.ticket == ticket).cloned().collect())
    }

    fn history(&self, _: &str) -> Result<Vec<Change>> {
        Ok(self.0.history.borrow().clone())
    }

    fn create(&self, ticket: &NewTicket) -> Result<Ticket> {
        self.refused()?;
        self.0.opened.borrow_mut().push(ticket.clone());
        self.by_number(61)
    }

    fn update(&self, id: &str, version: u64, changes: &Changes) -> Result<Ticket> {
        self.refused()?;
        let ticket = self.get(id)?;
        assert_eq!(version, ticket.version, "the console gives the version that it read");
        self.0.changed.borrow_mut().push(changes.clone());
        if *self.0.vanish.borrow() {
            self.0.tickets.borrow_mut().retain(|ticket| ticket.id != id);
        }
        Ok(ticket)
    }

    fn add_message(&self, ticket: &str, message: &NewMessage) -> Result<Message> {
        self.refused()?;
        self.0.written.borrow_mut().push(message.clone());
        Ok(Message { text: message.text.clone(), ..self.messages(ticket)?.remove(0) })
    }
}

impl outbox::Service for Service {
    fn hold(&self, ticket: &str, message: &NewMessage, status: Option<Status>) -> Result<Option<Held>> {
        self.refused()?;
        self.0.holding.borrow_mut().push((message.clone(), status));
        if !*self.0.waits.borrow() {
            self.0.written.borrow_mut().push(message.clone());
            return Ok(None);
        }
        let held = Held {
            id: format!("h{}", self.0.holding.borrow().len()),
            ticket: ticket.into(),
            number: 61,
            author: self.0.me.borrow().clone(),
            author_name: "Nina Kos".into(),
            text: message.text.clone(),
            html: message.html.clone(),
            attachments: Vec::new(),
            status,
            written: NOW,
            leaves: NOW + 10_000,
            returned: None,
        };
        self.0.held.borrow_mut().push(held.clone());
        Ok(Some(held))
    }

    fn waiting(&self, ticket: &str) -> Result<Vec<Held>> {
        Ok(self.0.held.borrow().iter().filter(|held| held.ticket == ticket).cloned().collect())
    }

    fn returned(&self) -> Result<Vec<Held>> {
        Ok(self.0.held.borrow().iter().filter(|held| held.returned.is_some()).cloned().collect())
    }

    fn take_back(&self, id: &str) -> Result<Held> {
        let mut held = self.0.held.borrow_mut();
        let at = held.iter().position(|held| held.id == id);
        at.map(|at| held.remove(at)).ok_or_else(|| Error::not_found("it has left already"))
    }
}

impl split::Service for Service {
    fn split(&self, request: &split::Request) -> Result<Outcome> {
        self.refused()?;
        self.0.split.borrow_mut().push(request.clone());
        Ok(Outcome { id: "s1".into(), ticket: "t62".into(), number: 62, at: NOW })
    }

    fn undo(&self, id: &str) -> Result<()> {
        self.refused()?;
        self.0.undone.borrow_mut().push(id.into());
        Ok(())
    }
}

impl merge::Service for Service {
    fn preview(&self, source: &str, target: &str) -> Result<Prospect> {
        self.refused()?;
        let (source, target) = (tickets::Service::get(self, source)?, tickets::Service::get(self, target)?);
        Ok(Prospect {
            messages: 2,
            joining: source.participants.clone(),
            left_out: source.requester.iter().cloned().collect(),
            other_requester: source.requester != target.requester,
            other_department: source.department != target.department,
            reopens: true,
            source,
            target,
        })
    }

    fn merge(&self, request: &merge::Request) -> Result<merge::Outcome> {
        self.refused()?;
        self.0.merged.borrow_mut().push(request.clone());
        Ok(outcome("g1", request.source[1..].parse().unwrap()))
    }

    fn undo(&self, id: &str) -> Result<merge::Outcome> {
        self.refused()?;
        self.0.undone.borrow_mut().push(id.into());
        Ok(outcome(id, 61))
    }

    fn recent(&self, _: &str) -> Result<Vec<merge::Outcome>> {
        Ok(self.0.recent.borrow().clone())
    }
}

/// A merge into #70.
pub fn outcome(id: &str, source: u64) -> merge::Outcome {
    merge::Outcome {
        id: id.into(),
        source: format!("t{source}"),
        source_number: source,
        target: "t70".into(),
        target_number: 70,
        by: None,
        at: NOW,
    }
}

impl canned::Service for Service {
    fn find(&self, _: &str, words: &str, limit: u32) -> Result<Vec<Answer>> {
        self.refused()?;
        let mut found = self.0.answers.borrow().clone();
        found.retain(|answer| answer.shortcut.starts_with(words));
        found.truncate(limit as usize);
        Ok(found)
    }

    fn fill(&self, answer: &str, _: &str) -> Result<String> {
        let answers = self.0.answers.borrow();
        let found = answers.iter().find(|kept| kept.id == answer);
        found
            .map(|kept| format!("{}, filled in", kept.title))
            .ok_or_else(|| Error::not_found("no such answer"))
    }
}

impl enclosures::Service for Service {
    fn files(&self, _: &str) -> Result<Vec<Attachment>> {
        Ok(self.0.enclosed.borrow().clone())
    }
}
