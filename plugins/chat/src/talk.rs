//! The page of one chat: what was said, where one writes, who the visitor is, and what else can be done.

use crate::frame::FRAME;
use crate::keep::{CHATS, Chat, File, From, Kind, Line, QUEUE, State};
use crate::line::{self, Lines};
use crate::own::{self, Held, moment};
use crate::route::{Done, Route};
use crate::work::{self, Act, Wish, talks_in};
use crate::{frame, texts, told, watch};
use maud::{Markup, html};
use ombud_plugin::{
    Audience, Cx, Department, Entry, Error, FormFile, Person, Query, Request, Response, Result, Timestamp,
    UserId,
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
    now: Timestamp,
    done: Option<Done>,
    problem: Option<Error>,
    /// What stands where one writes.
    text: String,
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
    ticket: bool,
}

impl May {
    fn ask(cx: &Cx, chat: &Entry<Chat>, me: &str, rings: bool) -> Result<May> {
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
        files: form.files("file")?.into_iter().map(sent).collect(),
        department: form.filled("department").map(str::to_owned),
        agent: form.filled("agent").map(str::to_owned),
        note: text("note"),
    };
    if let (Act::Say, Some(insert)) = (act, form.filled("insert")) {
        // Nothing is sent: the whisper comes below what was typed so far.
        return Page::with(cx, id, act, wish, None, |page| page.insert(insert));
    }
    match work::perform(cx, id, act, wish.clone()) {
        Ok(done) => {
            let route = match act {
                Act::Say | Act::Watch => Route::chat(id),
                Act::Accept | Act::Pick => Route::done(id, Done::Accepted),
                Act::Decline => Route::Own(Some(Done::Declined)),
                Act::End => Route::done(id, Done::Ended),
                Act::Transfer if done.beyond.is_some() => Route::Own(Some(Done::Beyond)),
                Act::Transfer => Route::Own(Some(Done::HandedOver)),
                Act::Whisper => Route::done(id, Done::Whispered),
                Act::Join | Act::TakeOver => Route::done(id, Done::Joined),
                Act::Ticket => Route::done(id, Done::Ticket),
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
        (page.problem, page.note) = (problem, wish.note);
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
        let Some(found) = self.lines.iter().flatten().find(is) else { return };
        let so_far = self.text.trim_end();
        self.text = match so_far.is_empty() {
            true => found.value.text.clone(),
            false => format!("{so_far}\n\n{}", found.value.text),
        };
    }

    /// What was typed and has no form on this page.
    fn homeless(&self) -> Vec<&str> {
        let typed = [
            (&self.text, self.may.write),
            (&self.whisper, self.may.whisper && self.lines.is_some()),
            (&self.note, self.may.transfer),
        ];
        typed.into_iter().filter(|(_, has_form)| !has_form).map(|(text, _)| text.as_str()).collect()
    }

    fn load(cx: &Cx, id: &str) -> Result<Page> {
        let me = cx.user()?;
        let chat = work::chat(cx, id)?;
        let lines = match watch::opens(cx, &me, &chat)? {
            true => Some(line::read(cx, id, watch::row(cx, &me, &chat)?, 0)?),
            false => None,
        };
        let (lines, cut) = match lines {
            Some(Lines { all, cut, .. }) => (Some(all), cut),
            None => (None, false),
        };
        let waiting = cx.find(QUEUE, id)?;
        let ringing = waiting.and_then(|waiting| waiting.value.ringing);
        let rings = ringing.is_some_and(|(rung, _)| rung == me);
        let may = May::ask(cx, &chat, &me, rings)?;
        let shown = lines.as_deref().unwrap_or_default();
        let mut others = vec![chat.envelope.assignee.clone()];
        others.extend(chat.envelope.participants.iter().cloned().map(Some));
        let visitor = chat.envelope.requester.clone().unwrap_or_default();
        let query = Query::by("visitor").prefix(visitor).descending().limit(EARLIER + 1);
        let mut earlier = cx.query(CHATS, &query)?.entries;
        earlier.retain(|one| one.id() != id);
        Ok(Page {
            names: told::names(cx, shown, &others, false)?,
            held: own::held(cx, &me)?,
            earlier,
            departments: cx.departments()?,
            colleagues: if may.transfer { cx.colleagues(None).unwrap_or_default() } else { Vec::new() },
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
        let beside = own::beside(&self.held, Some(self.chat.id()));
        frame::page(cx, &self.chat.value.name, None, Some(&beside), &self.render()).status(status)
    }

    fn render(&self) -> Markup {
        html! {
            div class="page" {
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
        let ended = line.from == From::Desk && line.who == self.chat.envelope.requester;
        let name = if ended {
            self.chat.value.name.as_str()
        } else {
            told::said_by(&self.chat.value, line, &self.names)
        };
        if line.from == From::Desk {
            let words = told::words(line, name);
            return html! {
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
                    p class="hint" { (texts::watch_hint()) }
                }
            }
        }
    }

    fn to(&self, act: Act) -> Route {
        Route::Act(self.chat.id().to_owned(), act)
    }

    fn composer(&self) -> Markup {
        html! {
            @if self.rings { div class="actions" data-row="rings" { (own::answer(self.chat.id())) } }
            @if self.may.pick && !self.rings {
                form class="actions" method="post" action=(self.to(Act::Pick)) { button class="primary" type="submit" { (texts::pick()) } }
            }
            @if self.may.write {
                form id="answer" class="card fields" method="post" action=(self.to(Act::Say)) enctype="multipart/form-data" {
                    input type="hidden" name="key" value=(self.key);
                    label for="text" { (texts::answer_to(&self.chat.value.name)) }
                    textarea id="text" name="text" rows="3" maxlength=(line::TEXT) autofocus dir="auto" { (leading_line(&self.text)) (self.text) }
                    label { (texts::add_files()) input type="file" name="file" multiple; }
                    div class="actions" {
                        button class="primary" type="submit" accesskey="s" { (texts::send()) }
                        button type="submit" form="end" { (texts::end()) }
                    }
                }
            }
            @if self.may.write { form id="end" method="post" action=(self.to(Act::End)) {} }
            @if self.may.whisper && self.lines.is_some() {
                form class="card fields" method="post" action=(self.to(Act::Whisper)) {
                    input type="hidden" name="key" value=(self.key);
                    label for="whisper" { (texts::whisper_to_agent()) }
                    textarea id="whisper" name="text" rows="3" required maxlength=(line::TEXT) dir="auto" aria-describedby="whisper-hint" { (leading_line(&self.whisper)) (self.whisper) }
                    p class="hint" id="whisper-hint" { (texts::whisper_hint()) }
                    div class="actions" { button type="submit" { (texts::do_whisper()) } }
                }
            }
        }
    }

    fn panel(&self) -> Markup {
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
                        dd dir="auto" { (fact) }
                    }
                    @if let Some(rating) = &chat.rating {
                        dt { (texts::rating()) }
                        dd dir="auto" { (texts::score(rating.score)) " " (rating.comment) }
                    }
                }
                @if !self.earlier.is_empty() {
                    h3 { (texts::earlier()) }
                    ul { @for one in &self.earlier { li { a href=(Route::chat(one.id())) { (moment(one.value.begun, self.now)) } } } }
                }
            }
            @if self.may.join || self.may.take_over {
                section class="card" aria-labelledby="supervise" {
                    h2 id="supervise" { (texts::supervise()) }
                    div class="actions" {
                        @if self.may.join { form method="post" action=(self.to(Act::Join)) { button type="submit" { (texts::join()) } } }
                        @if self.may.take_over { form method="post" action=(self.to(Act::TakeOver)) { button type="submit" { (texts::take_over()) } } }
                    }
                }
            }
            @if self.may.transfer { (self.transfer()) }
            @if self.may.ticket {
                form method="post" action=(self.to(Act::Ticket)) { button type="submit" { (texts::open_ticket()) } }
            }
        }
    }

    fn transfer(&self) -> Markup {
        let here = self.chat.envelope.department.as_deref();
        let agent = self.chat.envelope.assignee.as_deref();
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
                            @for one in self.colleagues.iter().filter(|one| Some(one.id.as_str()) != agent && !one.departments.is_empty()) {
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

/// A file that came with the form.
fn sent(file: FormFile) -> File {
    File { blob: file.blob, name: file.name, content_type: file.content_type, size: file.size }
}

/// HTML swallows one line end right after `<textarea>`: a text that begins with one gets another.
fn leading_line(text: &str) -> &'static str {
    if text.starts_with('\n') { "\n" } else { "" }
}
