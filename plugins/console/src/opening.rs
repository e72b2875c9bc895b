//! A new ticket, opened by staff: for a customer who called, or to write to one first.

use crate::found::{PEOPLE, shortened};
use crate::frame;
use crate::own::{self, Own};
use crate::parts::{Problem, options, priorities};
use crate::route::{Done, Route, is_id};
use crate::texts;
use crate::ticket::{lines, message, tags};
use crate::unsent;
use maud::{Markup, html};
use ombud_plugin::desk::definitions::FormField;
use ombud_plugin::desk::tickets::{self, MessageKind, NewTicket, Priority};
use ombud_plugin::search::{self, Order, Query};
use ombud_plugin::{Cx, Department, Error, Person, Request, Response, Result, UserId};
use serde_json::{Value, json};

/// The empty form.
pub fn show(cx: &Cx) -> Result<Response> {
    let mine = cx.person(&cx.user()?).map(|person| person.departments).unwrap_or_default();
    let department = mine.into_iter().next().unwrap_or_default();
    answer(
        cx,
        &Own::of(cx)?,
        &Wish { department, priority: Priority::Normal.to_string(), ..Wish::default() },
        None,
    )
}

/// Opens the ticket and leads to it; or gives the form again, with everything still in it.
pub fn open(cx: &Cx, request: &Request) -> Result<Response> {
    let own = Own::of(cx)?;
    let wish = Wish::read(&own, request)?;
    // The same form again has opened its ticket already: it stands in the inbox.
    if is_id(&wish.key) && !unsent::note(cx, &cx.user()?, &wish.key, &wish.text)? {
        return Ok(Response::redirect(&Route::inbox().to_string()));
    }
    match wish.open(cx, &own) {
        Ok(number) => Ok(Response::redirect(&Route::after(cx, number, Done::Created).to_string())),
        Err(error) => {
            let title = format!("{}.", texts::trouble(error.status()));
            answer(cx, &own, &wish, Some(Problem::of(&error, title)))
        }
    }
}

/// How many people are offered to whoever types.
const OFFERED: u32 = 8;

/// People whose name or address begins so, for the script. Whoever may not see addresses types them.
pub fn customers(cx: &Cx, typed: &str) -> Result<Response> {
    // As words: nothing of what is typed is meant as a filter.
    let words: String = typed.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let query = Query {
        text: format!("{}*", shortened(words.trim_end())),
        collections: vec![PEOPLE.to_owned()],
        order: Order::Best,
        limit: OFFERED,
        cursor: None,
    };
    let found = match search::find(cx, &query) {
        Err(Error::Unavailable(_) | Error::Denied(_)) => Vec::new(),
        found => found?.groups,
    };
    let people = found.iter().filter_map(|group| cx.person(&group.top.id).ok());
    let offers: Vec<Value> = people
        .filter_map(|person| {
            Some(json!({ "title": person.name, "hint": person.email.as_ref()?, "text": person.email }))
        })
        .collect();
    Response::json(&offers)
}

/// What the form says.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wish {
    email: String,
    name: String,
    subject: String,
    department: String,
    assignee: String,
    priority: String,
    tags: String,
    note: bool,
    text: String,
    own: Vec<(String, String)>,
    /// Names what is sent.
    key: String,
}

impl Wish {
    fn read(own: &Own, request: &Request) -> Result<Wish> {
        let form = request.form()?;
        let word = |name: &str| form.filled(name).unwrap_or_default().to_owned();
        Ok(Wish {
            email: word("email"),
            name: word("name"),
            subject: word("subject"),
            department: word("department"),
            assignee: word("assignee"),
            priority: word("priority"),
            tags: word("tags"),
            note: form.get("kind") == Some(MessageKind::Note.as_str()),
            text: lines(form.get("text").unwrap_or_default()),
            own: own
                .fields()
                .map(|field| (field.field.name.clone(), word(&own::form_name(&field.field.name))))
                .collect(),
            key: word("key"),
        })
    }

    fn typed(&self, field: &FormField) -> &str {
        self.own.iter().find(|(name, _)| *name == field.field.name).map_or("", |(_, typed)| typed)
    }

    fn open(&self, cx: &Cx, own: &Own) -> Result<u64> {
        for (value, reason) in [
            (&self.subject, texts::give_subject()),
            (&self.department, texts::choose_department()),
            (&self.text, texts::write_something()),
        ] {
            if value.trim().is_empty() {
                return Err(Error::invalid(reason));
            }
        }
        if self.email.is_empty() && !self.note {
            return Err(Error::invalid(texts::give_requester()));
        }
        let ticket = NewTicket {
            subject: self.subject.clone(),
            department: self.department.clone(),
            requester: self.requester(cx)?,
            assignee: Some(self.assignee.clone()).filter(|user| !user.is_empty()),
            participants: Vec::new(),
            status: None,
            priority: self.priority.parse().map_err(Error::invalid)?,
            tags: tags(&self.tags),
            fields: own
                .fields()
                .filter(|field| !self.typed(field).is_empty())
                .map(|field| (field.field.name.clone(), own::read(field, self.typed(field))))
                .collect(),
            channel: "web".to_owned(),
            language: None,
            first: Some(message(if self.note { MessageKind::Note } else { MessageKind::Reply }, &self.text)),
        };
        Ok(tickets::create(cx, &ticket)?.number)
    }

    fn requester(&self, cx: &Cx) -> Result<Option<UserId>> {
        if self.email.is_empty() {
            return Ok(None);
        }
        let name = if self.name.is_empty() { &self.email } else { &self.name };
        Ok(Some(cx.ensure_customer(&self.email, name)?.id))
    }
}

fn answer(cx: &Cx, own: &Own, wish: &Wish, problem: Option<Problem>) -> Result<Response> {
    let departments = cx.departments()?;
    let colleagues = cx.colleagues(None).unwrap_or_default();
    let status = problem.as_ref().map_or(200, |problem| problem.status);
    let content = form(own, wish, &cx.new_id(), problem.as_ref(), &departments, &colleagues);
    Ok(frame::page(cx, texts::new_ticket(), &Route::New, &content).status(status))
}

fn form(
    own: &Own,
    wish: &Wish,
    key: &str,
    problem: Option<&Problem>,
    departments: &[Department],
    people: &[Person],
) -> Markup {
    let all = departments;
    let departments = all.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let colleagues = people.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    html! {
        main class="narrow" id="main" {
            h1 { (texts::new_ticket()) }
            @if let Some(problem) = problem { (problem.render()) }
            form class="card fields" method="post" action=(Route::New) autocomplete="off" {
                input type="hidden" name="key" value=(key) autocomplete="off";
                label { (texts::subject()) input name="subject" value=(wish.subject) required dir="auto"; }
                div class="fields two" {
                    div {
                        label for="email" { (texts::requester_mail()) }
                        input id="email" name="email" type="email" inputmode="email" value=(wish.email) autocomplete="off"
                            data-endings=(Route::Customers(String::new()));
                    }
                    div {
                        label {
                            (texts::requester_name())
                            input name="name" value=(wish.name) autocomplete="off" aria-describedby="name-hint";
                        }
                        p class="hint" id="name-hint" { (texts::requester_name_hint()) }
                    }
                    label { (texts::department()) select name="department" required { (options(departments, &wish.department)) } }
                    label {
                        (texts::assignee())
                        select name="assignee" { (options([("", texts::nobody())].into_iter().chain(colleagues), &wish.assignee)) }
                    }
                    label { (texts::priority()) select name="priority" { (options(priorities(), &wish.priority)) } }
                    div {
                        label { (texts::tags()) input name="tags" value=(wish.tags) autocomplete="off" list="known-tags" aria-describedby="tags-hint"; }
                        (own.offered_tags(&tags(&wish.tags)))
                        p class="hint" id="tags-hint" {
                            @match own.known_tags() { Some(known) => (texts::known_tags(&known)), None => (texts::tags_hint()) }
                        }
                    }
                    @for field in own.fields() { (own::input(field, &own::form_name(&field.field.name), wish.typed(field), people, Some(all))) }
                }
                fieldset {
                    legend { (texts::first_kind()) }
                    label class="choice" {
                        input type="radio" name="kind" value=(MessageKind::Reply) checked[!wish.note];
                        span { (texts::first_reply()) }
                    }
                    label class="choice" {
                        input type="radio" name="kind" value=(MessageKind::Note) checked[wish.note];
                        span { (texts::first_note()) }
                    }
                }
                ombud-composers {
                    label { (texts::first_message()) textarea name="text" autocomplete="off" required dir="auto" { (crate::ticket::leading_line(&wish.text)) (wish.text) } }
                    div class="actions" {
                        button class="primary" type="submit" { (texts::open_ticket()) }
                        a class="button" href=(Route::inbox()) { (texts::cancel()) }
                    }
                }
            }
        }
    }
}
