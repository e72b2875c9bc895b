//! Splitting messages off: a page to choose where they go, what both tickets will be then, and the step itself.

use crate::frame;
use crate::inbox::subject;
use crate::parts::{People, Problem, options, priorities};
use crate::prose::excerpt;
use crate::route::{Done, Route};
use crate::texts;
use crate::ticket::find;
use maud::{Markup, html};
use ombud_plugin::desk::split::{self, Mode};
use ombud_plugin::desk::tickets::{self, Message, MessageKind, Status, Ticket};
use ombud_plugin::{
    Cx, Department, Error, Form, Person, RecordId, RecordRef, Request, Response, Result, UserId,
};

/// The page with the messages chosen in the address; or with the whole form from there, and what would come of it.
pub fn show(cx: &Cx, number: u64, messages: &[RecordId], query: &[(String, String)]) -> Result<Response> {
    let ticket = find(cx, number)?;
    let form = Form { fields: query.to_vec() };
    if form.get("preview").is_none() {
        let wish = Wish { messages: messages.to_vec(), ..Wish::first(&ticket) };
        return Ok(Step::load(cx, ticket, wish, None)?.answer(cx));
    }
    let mut step = Step::load(cx, ticket, Wish::read(&form), None)?;
    step.problem = step.obstacle(cx).err().map(|error| Problem::of(&error, texts::split_not_so()));
    step.preview = true;
    Ok(step.answer(cx))
}

/// Splits, and leads to the new ticket; or gives the page again, with everything still chosen.
pub fn split(cx: &Cx, number: u64, request: &Request) -> Result<Response> {
    let ticket = find(cx, number)?;
    let wish = Wish::read(&request.form()?);
    match wish.request(&ticket).and_then(|request| split::split(cx, &request)) {
        Ok(outcome) => {
            let there = match Route::after(cx, outcome.number, Done::Split(outcome.id)) {
                Route::Inbox(_) => Route::Ticket(number, Some(Done::Away)),
                there => there,
            };
            Ok(Response::redirect(&there.to_string()))
        }
        Err(error) => {
            let problem = Problem::of(&error, texts::trouble(error.status()).to_owned() + ".");
            Ok(Step::load(cx, ticket, wish, Some(problem))?.answer(cx))
        }
    }
}

/// What the form says.
#[derive(Clone, Debug, PartialEq)]
struct Wish {
    messages: Vec<RecordId>,
    subject: String,
    department: String,
    copy: bool,
    requester: String,
    assignee: String,
    priority: String,
    tags: bool,
    fields: bool,
}

impl Wish {
    fn first(ticket: &Ticket) -> Wish {
        Wish {
            messages: Vec::new(),
            subject: ticket.subject.clone(),
            department: ticket.department.clone(),
            copy: false,
            requester: String::new(),
            assignee: String::new(),
            priority: String::new(),
            tags: false,
            fields: true,
        }
    }

    fn read(form: &Form) -> Wish {
        let word = |name| form.filled(name).unwrap_or_default().to_owned();
        Wish {
            messages: form.all("m").map(str::to_owned).collect(),
            subject: word("subject"),
            department: word("department"),
            copy: form.get("mode") == Some(Mode::Copy.as_str()),
            requester: word("requester"),
            assignee: word("assignee"),
            priority: word("priority"),
            tags: form.get("tags").is_some(),
            fields: form.get("fields").is_some(),
        }
    }

    fn request(&self, ticket: &Ticket) -> Result<split::Request> {
        if self.messages.is_empty() {
            return Err(Error::invalid(texts::split_none()));
        }
        if self.subject.is_empty() {
            return Err(Error::invalid(texts::give_subject()));
        }
        let some = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
        Ok(split::Request {
            ticket: ticket.id.clone(),
            messages: self.messages.clone(),
            subject: self.subject.clone(),
            department: self.department.clone(),
            mode: if self.copy { Mode::Copy } else { Mode::Move },
            requester: some(&self.requester),
            assignee: some(&self.assignee),
            priority: some(&self.priority).map(|word| word.parse().map_err(Error::invalid)).transpose()?,
            tags: self.tags.then(|| ticket.tags.clone()),
            copy_fields: self.fields,
        })
    }
}

struct Step {
    ticket: Ticket,
    messages: Vec<Message>,
    wish: Wish,
    problem: Option<Problem>,
    /// Whether it shows what both tickets will be.
    preview: bool,
    departments: Vec<Department>,
    colleagues: Vec<Person>,
    people: People,
}

impl Step {
    fn load(cx: &Cx, ticket: Ticket, wish: Wish, problem: Option<Problem>) -> Result<Step> {
        let mut messages = tickets::messages(cx, &ticket.id)?;
        messages.retain(|message| message.kind != MessageKind::System);
        let customers =
            messages.iter().filter(|message| !message.from_staff).filter_map(|one| one.author.clone());
        let people = ticket.participants.iter().cloned().chain(ticket.requester.clone()).chain(customers);
        Ok(Step {
            people: People::meet(cx, people)?,
            departments: cx.departments()?,
            colleagues: cx.colleagues(None).unwrap_or_default(),
            ticket,
            messages,
            wish,
            problem,
            preview: false,
        })
    }

    /// Why it would be refused, as far as that can be known before it is done.
    fn obstacle(&self, cx: &Cx) -> Result<()> {
        let Ticket { id, number, status, .. } = &self.ticket;
        self.wish.request(&self.ticket)?;
        let there = self.messages.iter().filter(|message| self.chosen(message)).count();
        if there < self.wish.messages.len() {
            return Err(Error::invalid(texts::split_gone(*number)));
        }
        if !self.wish.copy && there == self.messages.len() {
            return Err(Error::invalid(texts::split_all(*number)));
        }
        if matches!(status, Status::Closed | Status::Spam) {
            return Err(Error::invalid(texts::split_shut(*number)));
        }
        let record = RecordRef { collection: "tickets:tickets".to_owned(), id: id.clone() };
        cx.require("tickets:ticket.split", Some(&record))?;
        // There is no new ticket yet to ask about: only whoever may nowhere is told so.
        let assigns = (!self.wish.assignee.is_empty()).then_some("tickets:ticket.assign");
        for permission in ["tickets:ticket.create"].into_iter().chain(assigns) {
            if !cx.may_ever(permission) {
                cx.require(permission, None)?;
            }
        }
        Ok(())
    }

    fn answer(&self, cx: &Cx) -> Response {
        let status = self.problem.as_ref().map_or(200, |problem| problem.status);
        let here = Route::ticket(self.ticket.number);
        frame::page(cx, &texts::split_title(self.ticket.number), &here, &self.render()).status(status)
    }

    fn chosen(&self, message: &Message) -> bool {
        self.wish.messages.contains(&message.id)
    }

    fn render(&self) -> Markup {
        let number = self.ticket.number;
        let here = Route::Split(number, Vec::new());
        html! {
            main class="narrow" id="main" {
                p class="trail" {
                    a href=(Route::ticket(number)) { (texts::number(number)) " " (subject(&self.ticket)) }
                }
                h1 { (texts::split_title(number)) }
                @if !self.preview { (self.trouble()) }
                form method="post" action=(here) {
                    (self.chosen_messages())
                    (self.new_ticket())
                    (self.what_happens())
                    @if self.preview { (self.both()) }
                    p class="hint" { (texts::split_quiet()) }
                    div class="actions" {
                        button class="primary" type="submit" { (texts::split()) }
                        button type="submit" formmethod="get" formaction={ (here) "#both" } name="preview" value="yes" {
                            (texts::split_preview())
                        }
                        a class="button" href=(Route::ticket(number)) { (texts::cancel()) }
                    }
                }
            }
        }
    }

    fn trouble(&self) -> Markup {
        html! { @if let Some(problem) = &self.problem { (problem.render()) } }
    }

    /// What both tickets will be.
    fn both(&self) -> Markup {
        let (ticket, wish) = (&self.ticket, &self.wish);
        let department = |id: &str| {
            let found = self.departments.iter().find(|one| one.id == id);
            found.map_or_else(|| id.to_owned(), |one| one.name.clone())
        };
        let person = |id: &UserId| self.people.name(Some(id)).unwrap_or(texts::no_requester()).to_owned();
        let old = [
            (texts::subject(), subject(ticket).to_owned()),
            (texts::department(), department(&ticket.department)),
            (texts::requester(), ticket.requester.as_ref().map_or(texts::no_requester().to_owned(), person)),
        ];
        let requester = match wish.requester.as_str() {
            "" => self.requester_by_itself().to_owned(),
            id => person(&id.to_owned()),
        };
        let assignee = self.colleagues.iter().find(|one| one.id == wish.assignee);
        let priority = wish.priority.parse().unwrap_or(ticket.priority);
        let mut new = vec![
            (texts::subject(), wish.subject.clone()),
            (texts::department(), department(&wish.department)),
            (texts::requester(), requester),
            (texts::assignee(), assignee.map_or(texts::nobody().to_owned(), |one| one.name.clone())),
            (texts::priority(), texts::priority_of(priority).to_owned()),
        ];
        if wish.tags && !ticket.tags.is_empty() {
            new.push((texts::tags(), ticket.tags.join(", ")));
        }
        html! {
            fieldset class="card" id="both" {
                legend { (texts::split_both()) }
                (self.trouble())
                div class="fields two" {
                    (self.one(&texts::split_stays(ticket.number), &old, |message| wish.copy || !self.chosen(message)))
                    (self.one(texts::split_new(), &new, |message| self.chosen(message)))
                }
            }
        }
    }

    /// One of the two, with those messages that will be in it.
    fn one(&self, title: &str, facts: &[(&str, String)], has: impl Fn(&Message) -> bool) -> Markup {
        let messages: Vec<&Message> = self.messages.iter().filter(|message| has(message)).collect();
        html! {
            section {
                h2 { (title) }
                dl { @for (name, value) in facts { dt { (name) } dd dir="auto" { (value) } } }
                @if messages.is_empty() { p class="hint" { (texts::split_no_message()) } } @else {
                    ul class="excerpts" {
                        @for message in messages { li { (said(message, self.wish.copy && self.chosen(message))) } }
                    }
                }
            }
        }
    }

    fn chosen_messages(&self) -> Markup {
        html! {
            fieldset class="card" {
                legend { (texts::split_chosen()) }
                ul class="excerpts" {
                    @for message in &self.messages {
                        li {
                            label class="choice" {
                                input type="checkbox" name="m" value=(message.id) checked[self.chosen(message)];
                                (said(message, false))
                            }
                        }
                    }
                }
            }
        }
    }

    fn new_ticket(&self) -> Markup {
        let wish = &self.wish;
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let colleagues = self.colleagues.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let by_itself = texts::split_requester(self.requester_by_itself());
        let requesters = self.requesters();
        let requesters = requesters.iter().map(|(id, name)| (id.as_str(), name.as_str()));
        html! {
            fieldset class="card fields" {
                legend { (texts::split_new()) }
                label { (texts::subject()) input name="subject" value=(wish.subject) required dir="auto"; }
                div class="fields two" {
                    label { (texts::department()) select name="department" { (options(departments, &wish.department)) } }
                    label {
                        (texts::requester())
                        select name="requester" {
                            (options([("", by_itself.as_str())].into_iter().chain(requesters), &wish.requester))
                        }
                    }
                    label {
                        (texts::assignee())
                        select name="assignee" {
                            (options([("", texts::nobody())].into_iter().chain(colleagues), &wish.assignee))
                        }
                    }
                    label {
                        (texts::priority())
                        select name="priority" {
                            (options([("", texts::split_priority_default())].into_iter().chain(priorities()), &wish.priority))
                        }
                    }
                }
                div {
                    @if !self.ticket.tags.is_empty() {
                        label class="choice" {
                            input type="checkbox" name="tags" checked[wish.tags];
                            span { (texts::split_tags()) ": " (self.ticket.tags.join(", ")) }
                        }
                    }
                    @if !self.ticket.fields.is_empty() {
                        label class="choice" {
                            input type="checkbox" name="fields" checked[wish.fields];
                            span { (texts::split_fields()) }
                        }
                    }
                }
            }
        }
    }

    fn what_happens(&self) -> Markup {
        html! {
            fieldset class="card" {
                legend { (texts::split_mode()) }
                label class="choice" {
                    input type="radio" name="mode" value=(Mode::Move) checked[!self.wish.copy];
                    span { (texts::split_move()) }
                }
                label class="choice" {
                    input type="radio" name="mode" value=(Mode::Copy) checked[self.wish.copy];
                    span { (texts::split_copy()) }
                }
            }
        }
    }

    /// Whom the split takes if nobody is chosen: as `ombud:desk/split` says.
    fn requester_by_itself(&self) -> &str {
        let first = self.messages.iter().find(|message| self.chosen(message) && !message.from_staff);
        let author = first.map(|message| message.author_name.as_str()).filter(|name| !name.is_empty());
        author.or_else(|| self.people.name(self.ticket.requester.as_ref())).unwrap_or(texts::nobody())
    }

    fn requesters(&self) -> Vec<(UserId, String)> {
        let authors =
            self.messages.iter().filter(|message| !message.from_staff).filter_map(|one| one.author.clone());
        let mut ids: Vec<UserId> = self.ticket.requester.iter().cloned().chain(authors).collect();
        ids.extend(self.ticket.participants.iter().cloned());
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
        ids.into_iter().filter_map(|id| Some((id.clone(), self.people.name(Some(&id))?.to_owned()))).collect()
    }
}

/// Who said what, in short, and whether it will be in both tickets.
fn said(message: &Message, in_both: bool) -> Markup {
    html! {
        span {
            strong { (message.author_name) } " "
            small {
                (texts::message_kind(message.kind, message.from_staff))
                @if in_both { " · " (texts::split_in_both()) }
            }
            br;
            span dir="auto" { (excerpt(&message.text)) }
        }
    }
}
