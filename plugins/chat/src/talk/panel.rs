//! What stands beside a chat: who the visitor is, and what else can be done with the chat.

use super::{Page, leading_line};
use crate::keep::{Chat, State};
use crate::own::moment;
use crate::route::Route;
use crate::work::Act;
use crate::{line, texts, work};
use maud::{Markup, html};
use ombud_plugin::administration::verdicts;
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::tickets::{Sort, Ticket};
use ombud_plugin::{Cx, Entry, Person, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// So many tickets of the visitor are named, the latest first.
const TICKETS: u32 = 5;

/// The visitor's tickets, as far as the viewer may see them. Whoever comes by without signing in has none: an address that is
/// written into a form proves nothing.
pub(super) fn tickets(cx: &Cx, chat: &Entry<Chat>) -> Vec<Ticket> {
    // Nobody's would be everybody's.
    if chat.envelope.requester.is_none() {
        return Vec::new();
    }
    let selection = Selection { requester: chat.envelope.requester.clone(), ..Selection::all() };
    let query = Query { selection, sort: Sort::Updated, limit: TICKETS, cursor: None };
    queues::find(cx, &query).map(|page| page.tickets).unwrap_or_default()
}

/// So many people are asked about at once.
const ASKED: usize = 200;

/// To whom the chat can be given: who has it not, belongs to a department, and may have chats there. Where that cannot be asked,
/// whoever hands it over is told when it is done.
pub(super) fn takers(cx: &Cx, chat: &Entry<Chat>) -> Vec<Person> {
    let here = chat.envelope.department.as_deref().unwrap_or_default();
    let mut places: BTreeMap<String, Vec<UserId>> = BTreeMap::new();
    let mut people = cx.colleagues(None).unwrap_or_default();
    people.retain(|one| Some(&one.id) != chat.envelope.assignee.as_ref());
    for one in &people {
        if let Some(there) = work::place_of(one, here) {
            places.entry(there.to_owned()).or_default().push(one.id.clone());
        }
    }
    let mut may = BTreeSet::new();
    for (there, ids) in places {
        for some in ids.chunks(ASKED) {
            let mut able = some.to_vec();
            for permission in work::TAKING {
                able = verdicts::able(cx, &able, permission, &there).unwrap_or(able);
            }
            may.extend(able);
        }
    }
    people.retain(|one| may.contains(&one.id));
    people
}

/// Only what leads to a site leads anywhere.
fn is_site(address: &str) -> bool {
    ["https://", "http://"].iter().any(|begin| address.starts_with(begin))
}

pub(crate) fn fact(text: &str) -> Markup {
    html! { @if is_site(text) { a href=(text) target="_blank" rel="noreferrer" { (text) } } @else { (text) } }
}

impl Page {
    pub(super) fn is_live(&self) -> bool {
        self.lines.is_some() && self.chat.value.state != State::Ended
    }

    pub(super) fn panel(&self) -> Markup {
        let chat = &self.chat.value;
        let facts = [
            (texts::email(), &chat.email),
            (texts::language(), &chat.language),
            (texts::page(), &chat.page),
            (texts::came_from(), &chat.referrer),
        ];
        html! {
            section class="card" aria-labelledby="visitor" data-row="visitor" {
                h2 id="visitor" dir="auto" { (chat.name) }
                dl {
                    @for (title, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
                        dt { (title) }
                        dd dir="auto" { (self::fact(fact)) }
                    }
                    @if let Some(rating) = &self.rating {
                        dt { (texts::rating()) }
                        dd dir="auto" { (texts::score(rating.score)) " " (rating.comment) }
                    }
                }
                @if !self.earlier.is_empty() {
                    h3 { (texts::earlier()) }
                    ul { @for one in &self.earlier { li { a href=(Route::chat(one.id())) { (moment(one.value.begun, self.now)) } } } }
                }
                @if !self.tickets.is_empty() {
                    h3 { (texts::tickets()) }
                    ul {
                        @for one in &self.tickets {
                            li { a href={ "/console/tickets/" (one.number) } dir="auto" { "#" (one.number) " " (one.subject) } }
                        }
                    }
                }
            }
            ombud-parts point="chat-panel" collection="chat:chats" record=(self.chat.id()) {}
            @if self.may.join || self.may.take_over || self.may.leave {
                section class="card" aria-labelledby="supervise" {
                    h2 id="supervise" { (texts::supervise()) }
                    div class="actions" {
                        @if self.may.join { form method="post" action=(self.to(Act::Join)) { button type="submit" { (texts::join()) } } }
                        @if self.may.leave {
                            form method="post" action=(self.to(Act::Leave)) {
                                button type="submit" { @if self.may.write { (texts::leave()) } @else { (texts::stop_watching()) } }
                            }
                        }
                        @if self.may.take_over { form method="post" action=(self.to(Act::TakeOver)) { button type="submit" { (texts::take_over()) } } }
                    }
                }
            }
            @if self.may.transfer { (self.transfer()) }
            @if self.may.ticket {
                form method="post" action=(self.to(Act::Ticket)) { button type="submit" { (texts::open_ticket()) } }
            }
            @if !self.mailed.is_empty() || self.may.mail {
                section class="card" aria-labelledby="mailed" data-row="mailed" {
                    h2 id="mailed" { (texts::mail_title()) }
                    @if !self.mailed.is_empty() {
                        ul {
                            @for one in &self.mailed {
                                li {
                                    span class="badge" { (texts::mail_standing(one.standing(self.now))) } " " (moment(one.at, self.now))
                                    @if let Some(why) = one.why() { " " small dir="auto" { (why) } }
                                }
                            }
                        }
                    }
                    @if self.may.mail {
                        form method="post" action=(self.to(Act::Mail)) { button type="submit" { (texts::mail_to(self.chat.value.email.trim())) } }
                    }
                }
            }
            @if self.lines.is_some() {
                p { a href={ "/chat/api/chats/" (self.chat.id()) "/transcript" } { (texts::keep_transcript()) } }
            }
        }
    }

    fn transfer(&self) -> Markup {
        let here = self.chat.envelope.department.as_deref();
        html! {
            section class="card" aria-labelledby="transfer" {
                h2 id="transfer" { (texts::hand_over()) }
                form class="fields" method="post" action=(self.to(Act::Transfer)) {
                    label {
                        (texts::to_department())
                        select name="department" {
                            @for one in &self.departments { option value=(one.id) selected[Some(one.id.as_str()) == here] { (one.name) } }
                        }
                    }
                    label {
                        (texts::to_agent())
                        select name="agent" {
                            option value="" { (texts::anybody()) }
                            @for one in &self.colleagues {
                                option value=(one.id) { (one.name) }
                            }
                        }
                    }
                    label { (texts::note_for_colleague()) textarea name="note" rows="2" maxlength=(line::TEXT) dir="auto" { (leading_line(&self.note)) (self.note) } }
                    div class="actions" { button type="submit" { (texts::hand_over()) } }
                }
            }
        }
    }
}
