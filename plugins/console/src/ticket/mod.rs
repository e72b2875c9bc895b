//! The page of one ticket: what was said, what the ticket is, and the forms that the viewer may use.

mod act;
mod attached;
mod named;
mod offers;
mod panel;
mod postpone;
mod requester;
mod rights;
mod talk;
mod waiting;

pub use act::{act, lines, message};
pub use named::names;
pub use offers::{answer, answers};
pub use panel::tags;
pub use talk::leading_line;

use crate::clock::date;
use crate::frame;
use crate::inbox::subject;
use crate::merge::latest;
use crate::own::Own;
use crate::parts::{People, Problem, flash, parts, priority_mark, status_badge};
use crate::place::{self, Place, Way};
use crate::route::{Act, Done, Route};
use crate::seen;
use crate::texts;
use crate::unsent::{self, Unsent};
use crate::view::View;
use maud::{Markup, html};
use ombud_plugin::desk::canned::Answer;
use ombud_plugin::desk::mentions::Mark;
use ombud_plugin::desk::merge::{self, Outcome};
use ombud_plugin::desk::outbox::{self, Held};
use ombud_plugin::desk::tickets::{
    self, Attachment, Change, Message, MessageKind, Relation, RelationKind, Status, Ticket,
};
use ombud_plugin::{Cx, Department, Error, Person, RecordRef, Response, Result, Timestamp, UserId};
use panel::Choice;

/// How many other tickets of the requester stand in his card.
const OTHERS: u32 = 6;

/// The page of the ticket with this number.
pub fn show(cx: &Cx, number: u64, done: Option<Done>, place: Option<Place>) -> Result<Response> {
    let opened = Opened { ticket: find(cx, number)?, place, onward: false };
    let page = Page::load(cx, opened, Kept { done, ..Kept::default() })?;
    seen::read(cx, &page.me, &page.ticket, &page.marks)?;
    Ok(page.answer(cx))
}

/// To the ticket beside the one with this number, in the list where that was opened.
pub fn beside(cx: &Cx, number: u64, way: Way, place: Option<Place>) -> Result<Response> {
    Ok(Response::redirect(&place.unwrap_or_default().go(cx, number, way, None)?))
}

/// A ticket as somebody opened it.
#[derive(Clone)]
pub struct Opened {
    ticket: Ticket,
    /// In which list, if in one.
    place: Option<Place>,
    /// Whoever writes in it goes on to the next one.
    onward: bool,
}

/// The ticket with this number; the error is meant for people.
pub fn find(cx: &Cx, number: u64) -> Result<Ticket> {
    tickets::by_number(cx, number).map_err(|error| match error {
        Error::NotFound(_) => Error::not_found(texts::no_ticket(number)),
        other => other,
    })
}

/// What the viewer may do with this ticket. Asked once, of the one who knows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct May {
    pub reply: bool,
    pub note: bool,
    pub edit: bool,
    pub assign: bool,
    pub relocate: bool,
    pub requester: bool,
    pub split: bool,
    pub merge: bool,
}

/// Whether there is somebody who reads replies.
fn is_heard(ticket: &Ticket) -> bool {
    ticket.requester.is_some() || !ticket.participants.is_empty()
}

impl May {
    fn ask(cx: &Cx, ticket: &Ticket) -> Result<May> {
        let record = RecordRef { collection: "tickets:tickets".to_owned(), id: ticket.id.clone() };
        let may = |permission| cx.may(permission, Some(&record));
        Ok(May {
            // Where nobody asks and nobody takes part, there is nobody to read it.
            reply: is_heard(ticket) && may("tickets:ticket.reply")?,
            note: may("tickets:ticket.note")?,
            edit: may("tickets:ticket.edit")?,
            assign: may("tickets:ticket.assign")?,
            relocate: may("tickets:ticket.move")?,
            requester: may("tickets:ticket.requester")?,
            split: may("tickets:ticket.split")? && cx.may_ever("tickets:ticket.create"),
            merge: may("tickets:ticket.merge")?,
        })
    }
}

/// What is carried over to the page: word of what was done, or what was typed and could not be done.
#[derive(Debug, Default)]
struct Kept {
    done: Option<Done>,
    problem: Option<Problem>,
    reply: String,
    then: String,
    note: String,
    /// The address of whoever was to be the requester.
    requester: String,
    /// And the name.
    requester_name: String,
    /// Files that came with the form and stand in no draft.
    files: Option<(MessageKind, Vec<Attachment>)>,
    /// Who is named in it and does not hear of it, as its author has been told.
    unheard: String,
    choice: Option<Choice>,
    /// The state in which the form knew its draft.
    known: Option<Timestamp>,
    /// Which composer's text another window saved otherwise, and how.
    clash: Option<(MessageKind, Unsent)>,
}

/// Everything that stands on the page.
struct Page {
    ticket: Ticket,
    place: Option<Place>,
    messages: Vec<Message>,
    /// Who is mentioned in them.
    marks: Vec<Mark>,
    history: Vec<Change>,
    /// Of each the permission that it took, as far as the viewer may know.
    rights: Vec<Option<String>>,
    people: People,
    requester: Option<Person>,
    others: Vec<Ticket>,
    /// Merges that can still be taken back, the latest first.
    merges: Vec<Outcome>,
    /// Canned answers that can be put in.
    answers: Vec<Answer>,
    departments: Vec<Department>,
    near: Vec<Person>,
    colleagues: Vec<Person>,
    me: UserId,
    own: Own,
    may: May,
    now: Timestamp,
    kept: Kept,
    /// Replies that have not left.
    held: Vec<Held>,
    /// What the viewer has begun: a reply, a note.
    begun: [Unsent; 2],
    /// Names what is sent from this page, ...
    key: String,
    /// ... and what was sent last.
    sent: Vec<String>,
}

impl Page {
    fn load(cx: &Cx, opened: Opened, kept: Kept) -> Result<Page> {
        let Opened { ticket, place, .. } = opened;
        let may = May::ask(cx, &ticket)?;
        let messages: Vec<Message> = tickets::messages(cx, &ticket.id)?
            .into_iter()
            .map(|message| Message {
                html: message.html.as_deref().map(|html| harmless(cx, html, &message)),
                ..message
            })
            .collect();
        let seen = [ticket.requester.clone(), ticket.assignee.clone()];
        let seen = seen.into_iter().flatten().chain(ticket.participants.iter().cloned());
        let authors = messages.iter().filter_map(|message| message.author.clone());
        let own = Own::of(cx)?;
        let history = tickets::history(cx, &ticket.id)?;
        let sides = history.iter().filter(|change| change.what == "fields");
        let sides = sides.flat_map(|change| [&change.before, &change.after]);
        let past: Vec<String> = sides.flat_map(|side| own.named_in(side)).collect();
        let people = People::meet(cx, seen.chain(authors).chain(own.named(&ticket.fields)).chain(past))?;
        // Whoever may not look people up sees names, but neither addresses nor whom else to ask.
        let requester = ticket.requester.as_ref().and_then(|id| cx.person(id).ok());
        let near =
            if may.assign { cx.colleagues(Some(&ticket.department)).unwrap_or_default() } else { Vec::new() };
        let colleagues = if may.assign { cx.colleagues(None).unwrap_or_default() } else { Vec::new() };
        let me = cx.user()?;
        let number = ticket.number;
        let begun = [MessageKind::Reply, MessageKind::Note].map(|kind| unsent::of(cx, &me, number, kind));
        let [reply, note] = begun;
        Ok(Page {
            rights: rights::of(cx, &ticket, &history)?,
            history,
            held: outbox::waiting(cx, &ticket.id)?,
            begun: [reply?, note?],
            key: cx.new_id(),
            sent: unsent::keys(cx, &me)?,
            others: others(cx, &ticket)?,
            answers: if may.reply || may.note { offers::listed(cx, &ticket) } else { Vec::new() },
            merges: if may.merge { merge::recent(cx, &ticket.id)? } else { Vec::new() },
            departments: cx.departments()?,
            me,
            now: cx.now(),
            marks: named::marks(cx, &ticket, &messages)?,
            messages,
            people,
            requester,
            near,
            colleagues,
            own,
            may,
            kept,
            place,
            ticket,
        })
    }

    fn answer(&self, cx: &Cx) -> Response {
        let title = format!("{} {}", texts::number(self.ticket.number), subject(&self.ticket));
        let here = Route::ticket(self.ticket.number);
        let status = self.kept.problem.as_ref().map_or(200, |problem| problem.status);
        frame::page(cx, &title, &here, &self.render()).status(status)
    }

    fn render(&self) -> Markup {
        html! {
            main class="ticket" id="main" {
                ombud-ticket ticket=(self.ticket.id) page=(self.lead(&Route::ticket(self.ticket.number))) {
                    (self.headline())
                    @if !self.has_spoken() { (self.word()) }
                    div class="columns" {
                        section class="conversation" aria-label=(texts::conversation()) {
                            (self.talk())
                            p class="hidden" role="status" data-word=(texts::new_message()) data-left=(texts::ticket_left()) {}
                            @if self.has_spoken() { (self.word()) }
                            (self.composers())
                        }
                        aside class="panel" aria-label=(texts::about_ticket()) { (self.panel()) }
                    }
                }
            }
        }
    }

    /// Whoever has just written, or tried to, is where the composers are: word of it belongs there.
    fn has_spoken(&self) -> bool {
        let kept = &self.kept;
        let held_back = kept.problem.is_some() && !(kept.reply.is_empty() && kept.note.is_empty());
        held_back
            || matches!(
                kept.done,
                Some(
                    Done::Reply
                        | Done::Note
                        | Done::Held
                        | Done::Recalled
                        | Done::DraftSaved
                        | Done::DraftGone
                        | Done::DraftBack
                )
            )
    }

    /// What was done, or what was not and why.
    fn word(&self) -> Markup {
        let source = self.ticket.relations.iter().find(|relation| relation.kind == RelationKind::SplitFrom);
        html! {
            @if self.kept.done == Some(Done::Merged) {
                div class="flash" role="status" { p { (texts::done(&Done::Merged)) } (self.unmerge(&latest(&self.merges))) }
            } @else { (flash(self.kept.done.as_ref(), source.map(|relation| relation.number))) }
            (self.elsewhere())
            @if let Some(problem) = &self.kept.problem { (problem.render()) }
        }
    }

    /// Where a closed ticket goes on, before anybody looks for its messages here.
    fn elsewhere(&self) -> Markup {
        let followed = |relation: &&Relation| relation.kind == RelationKind::FollowedBy;
        let next = self.ticket.relations.iter().rfind(followed);
        html! {
            @if let (Status::Closed, Some(next)) = (self.ticket.status, next) {
                div class="flash" {
                    p { (texts::goes_on()) " " a href=(Route::ticket(next.number)) { (texts::number(next.number)) } }
                }
            }
        }
    }

    /// Takes these merges back.
    fn unmerge(&self, merges: &[&Outcome]) -> Markup {
        html! {
            @if !merges.is_empty() {
                form method="post" action=(self.form(Act::Unmerge)) {
                    @for merge in merges { input type="hidden" name="merge" value=(merge.id); }
                    button type="submit" { (texts::undo_merge()) }
                }
            }
        }
    }

    fn headline(&self) -> Markup {
        let ticket = &self.ticket;
        let department = self.departments.iter().find(|one| one.id == ticket.department);
        html! {
            header class="headline" {
                p class="trail" {
                    a href=(self.place.as_ref().map_or_else(Route::inbox, Place::list)) { (texts::inbox()) }
                    @if let Some(department) = department {
                        span aria-hidden="true" { "/" }
                        a href=(Route::Inbox(View { department: Some(department.id.clone()), ..View::default() })) {
                            (department.name)
                        }
                    }
                    @if self.place.is_some() {
                        a rel="prev" href=(self.lead(&Route::Beside(ticket.number, Way::Previous))) { (texts::previous()) }
                        a rel="next" href=(self.lead(&Route::Beside(ticket.number, Way::Next))) { (texts::next()) }
                    }
                }
                h1 { bdi { (subject(ticket)) } " " span class="number" { (texts::number(ticket.number)) } }
                div class="facts" {
                    (status_badge(ticket.status))
                    (self.until())
                    (priority_mark(ticket.priority))
                    (parts("ticket-badge", Some(&ticket.id)))
                    bdi { (self.requester_name()) }
                    span class="muted" { (texts::opened()) " " (date(ticket.created, self.now)) }
                    @if self.messages.len() > 4 { a href="#latest" { (texts::latest()) } }
                }
                (self.presence())
            }
        }
    }

    /// Where the script says who else is here, and the form by which it tells colleagues that somebody is.
    fn presence(&self) -> Markup {
        html! {
            p class="muted" role="status" data-looking=(texts::is_looking("%")) data-writing=(texts::is_writing("%")) {}
            form hidden method="post" action="/api/v1/signals" data-idle="looking" {
                input type="hidden" name="plugin" value="console";
                input type="hidden" name="collection" value="tickets:tickets";
                input type="hidden" name="id" value=(self.ticket.id);
            }
        }
    }

    /// The address of what is about this ticket, for whoever came from a list and goes on there.
    fn lead(&self, route: &Route) -> String {
        place::lead(self.place.as_ref(), route)
    }

    /// Where a form of this page is sent.
    fn form(&self, act: Act) -> String {
        self.lead(&Route::Act(self.ticket.number, act))
    }

    fn requester_name(&self) -> &str {
        self.people.name(self.ticket.requester.as_ref()).unwrap_or(texts::no_requester())
    }
}

/// The kernel's sanitiser once more: this page is answerable for what stands on it, whoever kept the HTML.
fn harmless(cx: &Cx, html: &str, message: &Message) -> String {
    let images: Vec<(String, String)> = message
        .attachments
        .iter()
        .filter_map(|file| Some((file.inline.clone()?, crate::route::file(&file.blob, &file.name))))
        .collect();
    cx.sanitise(html, &images)
}

fn others(cx: &Cx, ticket: &Ticket) -> Result<Vec<Ticket>> {
    let Some(requester) = ticket.requester.clone() else { return Ok(Vec::new()) };
    let filter = tickets::Filter {
        department: None,
        status: None,
        assignee: None,
        requester: Some(requester),
        tag: None,
        sort: tickets::Sort::Updated,
        limit: OTHERS + 1,
        cursor: None,
    };
    let mut others = tickets::list(cx, &filter)?.tickets;
    others.retain(|other| other.id != ticket.id);
    others.truncate(OTHERS as usize);
    Ok(others)
}
