//! The page of one chat: what was said, where one writes, who the visitor is, and what else can be done.

mod compose;
pub(crate) mod panel;

use crate::frame::FRAME;
use crate::keep::{CHATS, Chat, File, From, Kind, Line, State};
use crate::line::{self, Lines};
use crate::own::{self, Held, moment};
use crate::route::{Done, Route};
use crate::work::{self, Act, Wish, talks_in};
use crate::{frame, mailed, offers, queue, rated, slots, texts, told, watch, widget};
use maud::{Markup, html};
use ombud_plugin::desk::canned::Answer;
use ombud_plugin::desk::ratings::Rating;
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{
    Audience, Cx, Department, Entry, Error, Form, FormFile, Person, Query, Request, Response, Result,
    Timestamp, UserId,
};
use std::collections::BTreeMap;

/// So many earlier chats of the visitor are named.
const EARLIER: u32 = 6;

/// Everything that stands on the page.
struct Page {
    chat: Entry<Chat>,
    /// None: one may not see them now.
    lines: Option<Vec<Entry<Line>>>,
    /// There are more, before these.
    cut: bool,
    names: BTreeMap<UserId, String>,
    held: Vec<Held>,
    earlier: Vec<Entry<Chat>>,
    departments: Vec<Department>,
    colleagues: Vec<Person>,
    me: UserId,
    /// It rings at the viewer.
    rings: bool,
    may: May,
    mailed: Vec<mailed::One>,
    now: Timestamp,
    done: Option<Done>,
    problem: Option<Error>,
    /// What stands where one writes, and the files that go with it.
    text: String,
    along: Vec<File>,
    /// What can be put in there.
    answers: Vec<Answer>,
    /// How many chats one has, and how many at once.
    load: (usize, u32),
    rating: Option<Rating>,
    tickets: Vec<Ticket>,
    /// What the viewer said, by the names that this page or another gave to it.
    sent: String,
    tells: watch::Settings,
    /// Who watches, where that is told.
    watchers: Vec<UserId>,
    peeks: bool,
    note: String,
    whisper: String,
    /// Names what is sent from this page.
    key: String,
}

#[derive(Clone, Copy, Default)]
struct May {
    write: bool,
    pick: bool,
    transfer: bool,
    watch: bool,
    whisper: bool,
    join: bool,
    take_over: bool,
    /// Whoever has joined, or watches.
    leave: bool,
    ticket: bool,
    mail: bool,
}

impl May {
    fn ask(cx: &Cx, chat: &Entry<Chat>, me: &str, rings: bool, sees: bool) -> Result<May> {
        let at = chat.at();
        let may = |permission: &str| cx.may(permission, Some(&at));
        let (runs, mine) = (chat.value.state == State::Running, talks_in(chat, me));
        let others = runs && !mine;
        Ok(May {
            write: runs && mine && may("chat:chat.write")?,
            pick: chat.value.state == State::Waiting && !rings && may("chat:chat.take")?,
            transfer: runs && may("chat:chat.transfer")?,
            watch: others && may("chat:chat.observe")?,
            whisper: others && may("chat:chat.whisper")?,
            join: others && may("chat:chat.join")?,
            leave: others && sees || runs && watch::has_joined(chat, me),
            mail: mailed::can(&chat.value) && may("chat:chat.write")?,
            ticket: mine && cx.may_ever("tickets:ticket.create"),
            take_over: runs && chat.envelope.assignee.as_deref() != Some(me) && may("chat:chat.take-over")?,
        })
    }
}

/// The page.
pub fn show(cx: &Cx, id: &str, done: Option<Done>) -> Result<Response> {
    let mut page = Page::load(cx, id)?;
    page.done = done;
    let said = |line: &&Entry<Line>| line.envelope.audience == Audience::Everyone;
    if let Some(last) = page.lines.iter().flatten().rfind(said) {
        told::seen(cx, &page.chat, last.value.at)?;
    }
    Ok(page.answer(cx))
}

/// Does something, and shows what came of it; what was typed and refused stays in the form.
pub fn act(cx: &Cx, id: &str, act: Act, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let wish = Wish {
        text: text("text"),
        key: text("key"),
        files: files(&form)?,
        department: form.filled("department").map(str::to_owned),
        agent: form.filled("agent").map(str::to_owned),
        note: text("note"),
    };
    if let (Act::Say, Some(insert)) = (act, form.filled("insert")) {
        // Nothing is sent: the whisper, or the answer, comes below what was typed so far.
        return match (insert, form.filled("answer")) {
            ("canned", Some(answer)) => {
                match work::chat(cx, id).and_then(|chat| offers::filled(cx, &chat, answer)) {
                    Ok((text, files)) => Page::with(cx, id, act, wish, None, |page| page.put(&text, files)),
                    Err(error) => Page::with(cx, id, act, wish, Some(error), |_| {}),
                }
            }
            _ => Page::with(cx, id, act, wish, None, |page| page.insert(insert)),
        };
    }
    // Whoever is at another chat stays there.
    let here = form.filled("here").map(str::to_owned);
    match work::perform(cx, id, act, wish.clone()) {
        Ok(done) => {
            let route = match act {
                Act::Say | Act::Watch => Route::chat(id),
                Act::Accept | Act::Pick => Route::done(id, Done::Accepted),
                Act::Decline => match here {
                    Some(here) => Route::done(&here, Done::Declined),
                    None => Route::Own(Some(Done::Declined), None),
                },
                Act::End => Route::done(id, Done::Ended),
                Act::Transfer if done.beyond.is_some() => Route::Own(Some(Done::Beyond), None),
                Act::Transfer => Route::Own(Some(Done::HandedOver), None),
                Act::Whisper => Route::done(id, Done::Whispered),
                Act::Join | Act::TakeOver => Route::done(id, Done::Joined),
                Act::Leave => Route::Own(Some(Done::Left), None),
                Act::Ticket => Route::done(id, Done::Ticket),
                Act::Mail => Route::done(id, Done::Mailed),
            };
            Ok(Response::redirect(&route.to_string()))
        }
        // Also when the chat is somebody else's by now.
        Err(
            error @ (Error::Invalid(_)
            | Error::TooLarge(_)
            | Error::Conflict(_)
            | Error::NotFound(_)
            | Error::Denied(_)),
        ) => Page::with(cx, id, act, wish, Some(error), |page| page.key = cx.new_id()),
        Err(error) => Err(error),
    }
}

impl Page {
    /// The page with what was typed; where one may not see the chat any more, that alone.
    fn with(
        cx: &Cx,
        id: &str,
        act: Act,
        wish: Wish,
        problem: Option<Error>,
        change: impl FnOnce(&mut Page),
    ) -> Result<Response> {
        let mut page = match Page::load(cx, id) {
            Ok(page) => page,
            Err(error) => {
                let error = problem.unwrap_or(error);
                return Ok(frame::trouble_with(cx, &error, &[&wish.text, &wish.note]));
            }
        };
        (page.problem, page.note, page.along) = (problem, wish.note, wish.files);
        if !wish.key.is_empty() {
            page.key = wish.key;
        }
        match act {
            Act::Whisper => page.whisper = wish.text,
            _ => page.text = wish.text,
        }
        change(&mut page);
        Ok(page.answer(cx))
    }

    /// Puts a whisper below what stands in the answer.
    fn insert(&mut self, whisper: &str) {
        let is = |line: &&Entry<Line>| line.id() == whisper && line.value.kind == Kind::Whisper;
        if let Some(text) = self.lines.iter().flatten().find(is).map(|found| found.value.text.clone()) {
            self.put(&text, Vec::new());
        }
    }

    fn put(&mut self, text: &str, files: Vec<File>) {
        let so_far = self.text.trim_end();
        self.text = if so_far.is_empty() { text.to_owned() } else { format!("{so_far}\n\n{text}") };
        self.along.extend(files);
    }

    /// What was typed and has no form on this page.
    fn homeless(&self) -> Vec<&str> {
        let typed =
            [(&self.text, self.may.write), (&self.whisper, self.whispers()), (&self.note, self.may.transfer)];
        typed.into_iter().filter(|(_, has_form)| !has_form).map(|(text, _)| text.as_str()).collect()
    }

    fn load(cx: &Cx, id: &str) -> Result<Page> {
        let me = cx.user()?;
        let chat = work::chat(cx, id)?;
        let waiting = queue::find(cx, id)?;
        let lines = match watch::opens(cx, &me, &chat)? {
            true => Some(line::read(cx, id, watch::row(&me, &chat, waiting.as_ref()), 0)?),
            false => None,
        };
        let (lines, cut) = match lines {
            Some(Lines { all, cut, .. }) => (Some(all), cut),
            None => (None, false),
        };
        let ringing = waiting.and_then(|waiting| waiting.value.ringing);
        let rings = ringing.is_some_and(|(rung, _)| rung == me);
        let may = May::ask(cx, &chat, &me, rings, lines.is_some())?;
        let shown = lines.as_deref().unwrap_or_default();
        let mut others = vec![chat.envelope.assignee.clone()];
        others.extend(chat.envelope.participants.iter().cloned().map(Some));
        let watchers = if lines.is_some() { watch::watchers(cx, &chat)? } else { Vec::new() };
        others.extend(watchers.iter().cloned().map(Some));
        let visitor = chat.envelope.requester.clone().unwrap_or_default();
        let query = Query::by("visitor").prefix(visitor).descending().limit(EARLIER + 1);
        let mut earlier = cx.query(CHATS, &query)?.entries;
        earlier.retain(|one| one.id() != id);
        let mine = |entry: &&Entry<Line>| entry.value.who.as_ref() == Some(&me);
        let keys: Vec<&str> =
            shown.iter().filter(mine).filter_map(|entry| entry.value.key.as_deref()).collect();
        let widget::Settings { peek } = cx.settings()?;
        Ok(Page {
            sent: keys.join(" "),
            peeks: peek,
            tells: watch::Settings::read(cx)?,
            watchers,
            answers: if may.write { offers::listed(cx, &chat) } else { Vec::new() },
            load: (slots::of(cx, &me)?.chats.len(), slots::most_of(cx, &me)?),
            rating: rated::of(cx, std::slice::from_ref(&chat))?.remove(chat.id()),
            tickets: panel::tickets(cx, &chat),
            mailed: mailed::of(cx, id)?,
            along: Vec::new(),
            names: told::names(cx, shown, &others, false)?,
            held: own::held(cx, &me)?,
            earlier,
            departments: cx.departments()?,
            colleagues: if may.transfer { panel::takers(cx, &chat) } else { Vec::new() },
            lines,
            cut,
            rings,
            may,
            me,
            chat,
            now: cx.now(),
            done: None,
            problem: None,
            text: String::new(),
            note: String::new(),
            whisper: String::new(),
            key: cx.new_id(),
        })
    }

    fn answer(&self, cx: &Cx) -> Response {
        let status = self.problem.as_ref().map_or(200, Error::status);
        let beside = own::beside(&self.held, Some(self.chat.id()), self.load, self.now);
        let live = self.is_live().then(|| self.chat.id());
        frame::talk(cx, &self.chat.value.name, live, &beside, &self.render()).status(status)
    }

    fn render(&self) -> Markup {
        html! {
            div class="page" {
                (own::ringing(&self.held, Some(self.chat.id())))
                (self.headline())
                (FRAME.flash(self.done.map(texts::done)))
                (FRAME.problem(self.problem.as_ref()))
                (frame::kept(&self.homeless()))
                div class="columns" {
                    section class="conversation" aria-label=(texts::conversation()) {
                        @match &self.lines {
                            Some(lines) => (self.talk(lines)),
                            None => (self.closed()),
                        }
                        (self.composer())
                    }
                    aside class="panel" aria-label=(texts::about()) { (self.panel()) }
                }
            }
        }
    }

    fn headline(&self) -> Markup {
        let chat = &self.chat.value;
        let (class, word) = match chat.state {
            State::Waiting if self.rings => ("badge pending", texts::rings()),
            State::Waiting => ("badge new", texts::waits()),
            State::Running => ("badge open", texts::runs()),
            State::Ended => ("badge closed", texts::over()),
        };
        html! {
            header class="headline" {
                h1 dir="auto" { (chat.name) }
                div class="facts" data-row="facts" {
                    span class=(class) { (word) }
                    span { (own::department(self.chat.envelope.department.as_deref(), &self.departments)) }
                    @if let Some(agent) = self.chat.envelope.assignee.as_ref().and_then(|id| self.names.get(id)) { span { (agent) } }
                    span class="muted" { (texts::since()) " " (moment(chat.begun, self.now)) }
                    @for who in self.watchers.iter().filter_map(|who| self.names.get(who)) { span class="badge pending" { (texts::watched(who)) } }
                }
            }
        }
    }

    fn talk(&self, lines: &[Entry<Line>]) -> Markup {
        let last = lines.last().map(Entry::id);
        let whisper = lines.iter().rfind(|entry| entry.value.kind == Kind::Whisper).map(Entry::id);
        html! {
            @if self.cut { p class="muted" { (texts::cut_lines()) } }
            @if lines.is_empty() { p class="empty" { (texts::no_lines()) } }
            ol class="talk" data-rows {
                @for entry in lines {
                    li class=[(entry.value.from == From::Desk).then_some("system")] id=[(last == Some(entry.id())).then_some("latest")]
                        data-row={ "line/" (entry.id()) } {
                        (self.line(entry, whisper == Some(entry.id())))
                    }
                }
            }
        }
    }

    /// The latest whisper has the key.
    fn line(&self, entry: &Entry<Line>, latest: bool) -> Markup {
        let line = &entry.value;
        let name = told::said_by(&self.chat, line, &self.names);
        if line.from == From::Desk {
            let words = told::words(line, name);
            return html! {
                @if line.kind == Kind::Invited { strong { (texts::invited_by(name)) } " " }
                @if line.kind == Kind::Ticket { a href={ "/console/tickets/" (line.text) } { (words) } } @else { span { (words) } }
                " " (moment(line.at, self.now))
            };
        }
        let inside = entry.envelope.audience == Audience::Staff;
        let (class, role) = match (inside, line.from) {
            (true, _) if line.kind == Kind::Whisper => ("note", texts::whisper()),
            (true, _) => ("note", texts::note_seal()),
            (_, From::Visitor) => ("customer", texts::visitor()),
            _ => ("staff", texts::agent()),
        };
        let mine = self.chat.envelope.assignee.as_deref() == Some(self.me.as_str());
        html! {
            article class={ "message " (class) } aria-label={ (name) ", " (role) } {
                header {
                    div class="by" {
                        strong dir="auto" { (name) }
                        " "
                        span class=(if inside { "seal" } else { "role" }) { (role) }
                    }
                    (moment(line.at, self.now))
                }
                div class="body" dir="auto" {
                    @for paragraph in line.text.split("\n\n") {
                        p { @for (nth, text) in paragraph.lines().enumerate() { @if nth > 0 { br; } (text) } }
                    }
                    @if !line.files.is_empty() {
                        ul { @for file in &line.files { li { a href=(told::href(file)) dir="auto" { (file.name) } } } }
                    }
                    @if line.kind == Kind::Whisper && mine && self.may.write {
                        p {
                            button type="submit" form="answer" name="insert" value=(entry.id()) accesskey=[latest.then_some("i")] {
                                (texts::insert())
                            }
                        }
                    }
                }
            }
        }
    }

    /// A running chat of a colleague: nothing of it before it is noted.
    fn closed(&self) -> Markup {
        html! {
            div class="card" data-rows {
                p { (texts::not_to_be_seen()) }
                @if self.may.watch {
                    form method="post" action=(self.to(Act::Watch)) {
                        button class="primary" type="submit" { (texts::watch()) }
                    }
                    p class="hint" { @if self.tells.tell_watched { (texts::watch_hint_told()) } @else { (texts::watch_hint()) } }
                }
            }
        }
    }

    fn to(&self, act: Act) -> Route {
        Route::Act(self.chat.id().to_owned(), act)
    }
}

/// The files that came with the form, and those that an answer brought.
fn files(form: &Form) -> Result<Vec<File>> {
    let sent = |file: FormFile| File {
        blob: file.blob,
        name: file.name,
        content_type: file.content_type,
        size: file.size,
    };
    let brought = form.all("along").filter_map(|file| serde_json::from_str(file).ok());
    Ok(brought.chain(form.files("file")?.into_iter().map(sent)).collect())
}

/// HTML swallows one line end right after `<textarea>`: a text that begins with one gets another.
fn leading_line(text: &str) -> &'static str {
    if text.starts_with('\n') { "\n" } else { "" }
}
