//! What the forms on the ticket page do. Whatever does not work out gives the page again, with every word
//! that was typed still in it.

use super::named::Unheard;
use super::offers::inserted;
use super::panel::{Choice, Field};
use super::{Kept, Opened, Page, find, requester};
use crate::merge;
use crate::own::Own;
use crate::parts::Problem;
use crate::place::{self, Place, Way};
use crate::route::{Act, Done, Route, is_id};
use crate::seen;
use crate::texts;
use crate::unsent::{self, Saved, Typed};
use ombud_plugin::desk::tickets::{self, Attachment, MessageKind, NewMessage, Ticket};
use ombud_plugin::desk::{outbox, split};
use ombud_plugin::{Cx, Error, Form, FormFile, Request, Response, Result, Timestamp};
use std::collections::BTreeMap;

/// Does it, and leads back to the page.
pub fn act(cx: &Cx, number: u64, act: Act, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let place = Place::parse(&request.query);
    if act == Act::Recall {
        return recall(cx, number, place, &form);
    }
    let opened = Opened { ticket: find(cx, number)?, place, onward: form.filled("onward").is_some() };
    let ticket = &opened.ticket;
    let text = lines(form.get("text").unwrap_or_default());
    let mut known = known(&form);
    let mut came = uploaded(&form)?;
    if let Some((text, files)) = inserted(cx, ticket, &form, &text)? {
        let then = form.filled("then").unwrap_or_default().to_owned();
        let kind = if act == Act::Note { MessageKind::Note } else { MessageKind::Reply };
        if !files.is_empty() {
            came.extend(files);
            // A script saves what is typed, and no files.
            let key = form.filled("key").unwrap_or_default();
            let (text, then) = (text.as_str(), then.as_str());
            let known_at = known.unwrap_or_default();
            let typed =
                Typed { number, kind, text, then, known: known_at, key, instead_of: None, files: &came };
            if let Saved::At(at) = unsent::save(cx, &cx.user()?, &typed)? {
                known = Some(at);
            }
        }
        let files = Some((kind, came));
        let kept = match kind {
            MessageKind::Note => Kept { note: text, known, files, ..Kept::default() },
            _ => Kept { reply: text, then, known, files, ..Kept::default() },
        };
        return Ok(Page::load(cx, opened, kept)?.answer(cx));
    }
    match act {
        Act::Reply => {
            let then = form.filled("then").unwrap_or_default().to_owned();
            let files = going(cx, number, MessageKind::Reply, &form, &came)?;
            let came = Some((MessageKind::Reply, came));
            // What is still missing to resolve it stands beside the answer.
            let choice = Choice::read(&Own::of(cx)?, |name| form.get(name));
            // What is written and then refused by another plugin is undone, but the page would show it: so it is drawn
            // before.
            let plain = then.is_empty() && choice.is_empty();
            let before = if plain { None } else { Some(Page::load(cx, opened.clone(), Kept::default())?) };
            let done = once(cx, number, MessageKind::Reply, &form, &files, Done::Reply, || {
                change(cx, ticket, &choice)?;
                reply(cx, ticket, &text, &form, &then, &files)
            });
            let choice = Some(choice);
            let kept = Kept { reply: text, then, known, files: came, choice, ..Kept::default() };
            finish(cx, opened, act, done, kept, before)
        }
        Act::Note => {
            let told = form.filled("unheard").unwrap_or_default();
            if let Some(Unheard { reason, names }) = Unheard::find(cx, ticket, &text, told)? {
                let came = Some((MessageKind::Note, came));
                let kept = Kept { note: text, known, unheard: names, files: came, ..Kept::default() };
                return finish(cx, opened, act, Err(Error::conflict(reason)), kept, None);
            }
            let files = going(cx, number, MessageKind::Note, &form, &came)?;
            let send = || note(cx, ticket, &text, &files);
            let done = once(cx, number, MessageKind::Note, &form, &files, Done::Note, send);
            let came = Some((MessageKind::Note, came));
            let kept = Kept { note: text, known, files: came, ..Kept::default() };
            finish(cx, opened, act, done, kept, None)
        }
        Act::Fields => {
            let choice = Choice::read(&Own::of(cx)?, |name| form.get(name));
            let done = change(cx, ticket, &choice);
            finish(cx, opened, act, done, Kept { choice: Some(choice), ..Kept::default() }, None)
        }
        Act::Take => {
            // A form that does not say whose it was takes it from whoever has it.
            let now = Field::Assignee.of(ticket);
            let choice = Choice::taken(form.get(&Field::Assignee.was()).unwrap_or(&now), &cx.user()?);
            let done = change(cx, ticket, &choice).map(|_| Done::Taken);
            finish(cx, opened, act, done, Kept { choice: Some(choice), ..Kept::default() }, None)
        }
        Act::Requester => {
            let done = requester::put(cx, ticket, &form);
            let typed = |name: &str| form.get(name).unwrap_or_default().to_owned();
            let kept = Kept { requester: typed("email"), requester_name: typed("name"), ..Kept::default() };
            finish(cx, opened, act, done, kept, None)
        }
        Act::Unmerge => match merge::undo(cx, &form) {
            Ok(source) => finish(cx, opened, act, Ok(Done::Unmerged), Kept::default(), None).map(|there| {
                // To the ticket that is itself again.
                if source == number {
                    there
                } else {
                    Response::redirect(&Route::after(cx, source, Done::Unmerged).to_string())
                }
            }),
            Err(error) => finish(cx, opened, act, Err(error), Kept::default(), None),
        },
        Act::Undo => {
            let done = undo(cx, form.required("split")?);
            finish(cx, opened, act, done, Kept::default(), None)
        }
        Act::Draft => {
            draft(cx, opened, &form, &text, came, request.header("accept") == Some("application/json"))
        }
        Act::Recall => Err(Error::not_found(texts::no_such_page())),
    }
}

/// To the page that says it is done, or the page that still holds everything.
fn finish(
    cx: &Cx,
    opened: Opened,
    act: Act,
    done: Result<Done>,
    kept: Kept,
    before: Option<Page>,
) -> Result<Response> {
    let (number, place) = (opened.ticket.number, opened.place.as_ref());
    let error = match done {
        Ok(done @ (Done::Reply | Done::Held | Done::Note)) => {
            let next =
                || place.cloned().unwrap_or_default().go(cx, number, Way::Next, Some(Done::Onward(number)));
            // What is written stands, whatever becomes of the list.
            if let Some(Ok(next)) = opened.onward.then(next) {
                return Ok(Response::redirect(&next));
            }
            let page = place::lead(place, &Route::Ticket(number, Some(done)));
            return Ok(Response::redirect(&format!("{page}#latest")));
        }
        Ok(done) => return Ok(Response::redirect(&after(cx, number, place, done))),
        Err(error) => error,
    };
    let kept = Kept { problem: Some(Problem::of(&error, texts::not_done(act))), ..kept };
    match before {
        Some(page) => Ok(Page { kept, ..page }.answer(cx)),
        None => Ok(Page::load(cx, opened, kept)?.answer(cx)),
    }
}

/// To the ticket where it was opened, with word of what was done; to its list if it is out of sight now.
fn after(cx: &Cx, number: u64, place: Option<&Place>, done: Done) -> String {
    match Route::after(cx, number, done) {
        there @ Route::Ticket(..) => place::lead(place, &there),
        away => place.map_or(away, |place| place.list_after(Done::Away)).to_string(),
    }
}

/// Sends what a form holds, once: the same form again, because an answer was lost on the way or a page was loaded anew,
/// sends nothing. What was sent is no draft any more.
fn once(
    cx: &Cx,
    number: u64,
    kind: MessageKind,
    form: &Form,
    files: &[Attachment],
    done: Done,
    send: impl FnOnce() -> Result<Done>,
) -> Result<Done> {
    let me = cx.user()?;
    let text = lines(form.get("text").unwrap_or_default());
    let key = form.filled("key").unwrap_or_default();
    if is_id(key) && !unsent::note(cx, &me, key, &text)? {
        return Ok(done);
    }
    let done = send()?;
    let known = known(form).unwrap_or_default();
    unsent::sent(
        cx,
        &me,
        &Typed { number, kind, text: &text, then: "", known, key, instead_of: None, files },
    )?;
    Ok(done)
}

/// The state in which a form knows its draft.
fn known(form: &Form) -> Option<Timestamp> {
    form.filled("draft").and_then(|at| at.parse().ok())
}

/// Files that came with a form.
fn uploaded(form: &Form) -> Result<Vec<Attachment>> {
    let attached = |file: FormFile| Attachment {
        blob: file.blob,
        name: file.name,
        content_type: file.content_type,
        size: file.size,
        inline: None,
    };
    Ok(form.files("file")?.into_iter().map(attached).collect())
}

/// The files that go along with what a form sends: those of the draft that stood on the page, and those that came with it.
fn going(
    cx: &Cx,
    number: u64,
    kind: MessageKind,
    form: &Form,
    came: &[Attachment],
) -> Result<Vec<Attachment>> {
    let stood: Vec<&str> = form.all("with").collect();
    let mut files = unsent::of(cx, &cx.user()?, number, kind)?.files;
    files.retain(|file| stood.contains(&file.blob.as_str()));
    files.extend(came.iter().filter(|file| !stood.contains(&file.blob.as_str())).cloned());
    Ok(files)
}

fn reply(
    cx: &Cx,
    ticket: &Ticket,
    text: &str,
    form: &Form,
    then: &str,
    files: &[Attachment],
) -> Result<Done> {
    if let Some(seen) = form.filled("seen") {
        let waits: Vec<&str> = form.filled("waits").unwrap_or_default().split(' ').collect();
        nobody_else_wrote(cx, &ticket.id, seen, &waits)?;
    }
    if text.trim().is_empty() && files.is_empty() {
        return Err(Error::invalid(texts::write_something()));
    }
    let status = if then.is_empty() { None } else { Some(then.parse().map_err(Error::invalid)?) };
    let html = unsent::of(cx, &cx.user()?, ticket.number, MessageKind::Reply)?.html_of(text);
    let new = NewMessage { attachments: files.to_vec(), html, ..message(MessageKind::Reply, text) };
    let held = outbox::hold(cx, &ticket.id, &new, status)?;
    if held.is_none() {
        return Ok(Done::Reply);
    }
    seen::will_write(cx, &cx.user()?, ticket)?;
    Ok(Done::Held)
}

fn note(cx: &Cx, ticket: &Ticket, text: &str, files: &[Attachment]) -> Result<Done> {
    if text.trim().is_empty() && files.is_empty() {
        return Err(Error::invalid(texts::write_something()));
    }
    let new = NewMessage { attachments: files.to_vec(), ..message(MessageKind::Note, text) };
    tickets::add_message(cx, &ticket.id, &new)?;
    Ok(Done::Note)
}

/// Takes a reply of one's own back into the composer. Also where one may not read any more.
fn recall(cx: &Cx, number: u64, place: Option<Place>, form: &Form) -> Result<Response> {
    let id = form.required("held")?;
    let taken =
        if is_id(id) { outbox::take_back(cx, id) } else { Err(Error::not_found(texts::no_such_page())) };
    let held = match taken {
        Ok(held) => held,
        Err(error) => {
            let opened = Opened { ticket: find(cx, number)?, place, onward: false };
            return finish(cx, opened, Act::Recall, Err(error), Kept::default(), None);
        }
    };
    if form.filled("clear").is_some() {
        return Ok(Response::redirect(&Route::inbox().to_string()));
    }
    let page = after(cx, held.number, place.as_ref(), Done::Recalled);
    unsent::recall(cx, &cx.user()?, held)?;
    Ok(Response::redirect(&format!("{page}#reply")))
}

/// Saves what is in a composer, or does what its other buttons say. A script hears the state in which it is saved.
fn draft(
    cx: &Cx,
    opened: Opened,
    form: &Form,
    text: &str,
    came: Vec<Attachment>,
    by_script: bool,
) -> Result<Response> {
    let (me, number) = (cx.user()?, opened.ticket.number);
    let kind: MessageKind = form.required("kind")?.parse().map_err(Error::invalid)?;
    let instead_of = form.filled("aside").map(lines);
    let typed = |text, instead_of| Typed {
        number,
        kind,
        text,
        then: form.filled("then").unwrap_or_default(),
        known: known(form).unwrap_or_default(),
        key: form.filled("key").unwrap_or_default(),
        instead_of,
        files: &came,
    };
    let (saved, done) = match form.filled("do") {
        Some("discard") => {
            (unsent::replace(cx, &me, number, kind, "", Vec::new()).map(|()| Saved::At(0)), Done::DraftGone)
        }
        Some("back") => (unsent::bring_back(cx, &me, number, kind).map(|()| Saved::At(0)), Done::DraftBack),
        Some("other") => {
            let other = instead_of.as_deref().unwrap_or_default();
            (unsent::save(cx, &me, &typed(other, Some(text))), Done::DraftBack)
        }
        _ => (unsent::save(cx, &me, &typed(text, instead_of.as_deref())), Done::DraftSaved),
    };
    let saved = match (form.filled("drop"), saved) {
        (Some(blob), Ok(Saved::At(_))) => {
            unsent::take_out(cx, &me, number, kind, blob).map(|()| Saved::At(0))
        }
        (_, saved) => saved,
    };
    let (error, clash) = match saved {
        Ok(Saved::At(at)) if by_script => return Response::json(&BTreeMap::from([("draft", at)])),
        Ok(Saved::At(_)) => {
            let page = place::lead(opened.place.as_ref(), &Route::Ticket(number, Some(done)));
            return Ok(Response::redirect(&format!("{page}#{kind}")));
        }
        Ok(Saved::Clash(other)) => (Error::conflict(texts::draft_clash()), Some((kind, other))),
        Err(error) => (error, None),
    };
    let kept = match kind {
        MessageKind::Note => Kept { note: text.to_owned(), ..Kept::default() },
        _ => {
            let then = form.filled("then").unwrap_or_default().to_owned();
            Kept { reply: text.to_owned(), then, ..Kept::default() }
        }
    };
    finish(
        cx,
        opened,
        Act::Draft,
        Err(error),
        Kept { clash, known: known(form), files: Some((kind, came)), ..kept },
        None,
    )
}

/// `conflict` if somebody else wrote after the last message that stood on the page. Nobody answers twice, or
/// past what the customer has just said.
fn nobody_else_wrote(cx: &Cx, ticket: &str, seen: &str, waits: &[&str]) -> Result<()> {
    let messages = tickets::messages(cx, ticket)?;
    let Some(last) = messages.iter().position(|message| message.id == seen) else { return Ok(()) };
    let me = cx.caller().user;
    let later = messages.iter().skip(last + 1);
    let written = later.filter(|message| message.kind != MessageKind::System && message.author != me);
    let mut names: Vec<&str> = written.map(|message| message.author_name.as_str()).collect();
    let waiting = outbox::waiting(cx, ticket)?;
    let by_others =
        waiting.iter().filter(|held| !waits.contains(&held.id.as_str()) && Some(&held.author) != me.as_ref());
    names.extend(by_others.map(|held| held.author_name.as_str()));
    names.dedup();
    if names.is_empty() { Ok(()) } else { Err(Error::conflict(texts::written_meanwhile(&names))) }
}

/// A message by whoever asks, now.
pub fn message(kind: MessageKind, text: &str) -> NewMessage {
    NewMessage {
        kind,
        author: None,
        at: None,
        text: text.trim_end().to_owned(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

fn change(cx: &Cx, ticket: &Ticket, choice: &Choice) -> Result<Done> {
    let clashes = choice.clashes(ticket);
    if !clashes.is_empty() {
        return Err(Error::conflict(texts::changed_meanwhile(&clashes)));
    }
    if let Some(changes) = choice.changes(cx.now())? {
        tickets::update(cx, &ticket.id, ticket.version, &changes)?;
    }
    Ok(Done::Saved)
}

fn undo(cx: &Cx, id: &str) -> Result<Done> {
    if !is_id(id) {
        return Err(Error::invalid(format!("`{id}` is not the id of a split")));
    }
    split::undo(cx, id).map(|()| Done::Undone)
}

/// Browsers send line ends as `\r\n`; everywhere else they are `\n`.
pub fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}
