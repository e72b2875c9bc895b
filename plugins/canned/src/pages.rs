//! The pages: which answers there are, and one of them.

use crate::answer::{self, Kept, Owner};
use crate::find::{rank, sample};
use crate::frame;
use crate::placeholder::Placeholder;
use crate::route::{self, Done, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Department, Entry, Error, Form, RecordId, Request, Response, Result};
use std::collections::BTreeMap;

/// Answers every path but those of the API.
pub fn answer(cx: &Cx, request: &Request) -> Result<Response> {
    let route = Route::parse(&request.path, &request.query);
    match (request.method.as_str(), route) {
        ("GET", Some(Route::List(words, page, done))) => list(cx, &words, page, done),
        ("GET", Some(Route::New)) => Ok(Page::new(cx)?.answer(cx)),
        ("GET", Some(Route::Answer(id))) => Ok(Page::of(cx, &id)?.answer(cx)),
        ("POST", Some(Route::New)) => save(cx, None, request),
        ("POST", Some(Route::Answer(id))) => save(cx, Some(id), request),
        ("POST", Some(Route::Delete(id))) => {
            let deleted = answer::delete(cx, &id)?;
            Ok(Response::redirect(&Route::done(Done::Deleted(deleted)).to_string()))
        }
        ("POST", Some(Route::Restore(id))) => {
            answer::restore(cx, &id)?;
            Ok(Response::redirect(&Route::done(Done::Restored).to_string()))
        }
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

/// So many stand on a page of the list.
const PAGE: usize = 50;

fn list(cx: &Cx, words: &str, page: usize, done: Option<Done>) -> Result<Response> {
    let departments = cx.departments()?;
    let mut uses: BTreeMap<String, BTreeMap<RecordId, u32>> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut fitting = answer::all(cx)?;
    fitting.retain(|entry| rank(&entry.value, words).is_some());
    let page = page.min(fitting.len().saturating_sub(1) / PAGE);
    let more = fitting.len() > (page + 1) * PAGE;
    for entry in fitting.into_iter().skip(page * PAGE).take(PAGE) {
        let owner = Owner::of(&entry);
        if !uses.contains_key(owner.word()) {
            uses.insert(owner.word().to_owned(), owner.uses(cx)?);
        }
        let used = uses.get(owner.word()).and_then(|all| all.get(entry.id())).copied().unwrap_or_default();
        rows.push((entry, owner, used));
    }
    let content = html! {
        @if let Some(done) = &done {
            div class="flash" role="status" {
                @match done {
                    Done::Kept => p { (texts::kept()) },
                    Done::Restored => p { (texts::restored()) },
                    Done::Deleted(id) => {
                        p { (texts::deleted()) }
                        form method="post" action=(Route::Restore(id.clone())) { button type="submit" { (texts::undo()) } }
                    },
                }
            }
        }
        h1 { (texts::answers()) }
        form class="card one-line" method="get" action=(Route::list()) role="search" {
            label { (texts::search()) input name="q" type="search" value=(words) maxlength="100" autocomplete="off"; }
            button type="submit" { (texts::search()) }
            @if answer::may_write(cx) { a class="button primary" href=(Route::New) { (texts::new()) } }
        }
        p { (texts::lead()) }
        @if rows.is_empty() { p class="card empty" { (texts::nothing()) } } @else {
            table class="list" {
                caption class="hidden" { (texts::answers()) }
                thead {
                    tr {
                        th scope="col" { (texts::title()) }
                        th scope="col" { (texts::shortcut()) }
                        th scope="col" { (texts::whose()) }
                        th scope="col" { (texts::uses()) }
                    }
                }
                tbody {
                    @for (entry, owner, used) in &rows {
                        tr {
                            td class="main" {
                                a href=(Route::Answer(entry.envelope.id.clone())) dir="auto" { (entry.value.title) }
                                @if !entry.value.files.is_empty() {
                                    " " small { (texts::files()) ": " (entry.value.files.len()) }
                                }
                                @if !entry.value.languages.is_empty() {
                                    " " small { (entry.value.languages.keys().cloned().collect::<Vec<_>>().join(", ")) }
                                }
                            }
                            td { @if !entry.value.shortcut.is_empty() { kbd { "/" (entry.value.shortcut) } } }
                            td { (called(owner, &departments)) }
                            td class="figure" { (used) }
                        }
                    }
                }
            }
            (pager(words, page, more))
        }
    };
    Ok(frame::FRAME.narrow(cx, texts::answers(), &content))
}

fn pager(words: &str, page: usize, more: bool) -> Markup {
    let to = |page| Route::List(words.to_owned(), page, None);
    html! {
        @if page > 0 || more {
            nav class="pager" aria-label=(texts::pages()) {
                @if page > 0 { a class="button" href=(to(0)) { (texts::first_page()) } }
                @if more { a class="button next" rel="next" href=(to(page + 1)) { (texts::next_page()) } }
            }
        }
    }
}

fn called(owner: &Owner, departments: &[Department]) -> String {
    match owner {
        Owner::Person(_) => texts::own().to_owned(),
        Owner::All => texts::all().to_owned(),
        Owner::Department(id) => {
            departments.iter().find(|one| one.id == *id).map_or_else(|| id.clone(), |one| one.name.clone())
        }
    }
}

/// Keeps what the form says, or shows how it will read; what is refused stays in the form.
fn save(cx: &Cx, id: Option<RecordId>, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let mut page = match &id {
        Some(id) => Page::of(cx, id)?,
        None => Page::new(cx)?,
    };
    let kept = read(&form)?;
    let whose = form.filled("whose").unwrap_or("own").to_owned();
    let dropped = form.get("drop").is_some();
    let done = if dropped {
        Ok(())
    } else if form.get("preview").is_some() {
        let texts = [&kept.text].into_iter().chain(kept.languages.values());
        texts.map(|text| sample(text)).collect::<Result<Vec<_>>>().map(|samples| page.samples = samples)
    } else {
        let version = form.filled("version").and_then(|version| version.parse().ok()).unwrap_or_default();
        Owner::parse(cx, &whose).and_then(|owner| match &id {
            Some(id) => answer::change(cx, id, version, &owner, kept.clone()).map(drop),
            None => answer::create(cx, &owner, kept.clone()).map(drop),
        })
    };
    match done {
        Ok(()) if page.samples.is_empty() && !dropped => {
            Ok(Response::redirect(&Route::done(Done::Kept).to_string()))
        }
        done => {
            page.problem = done.err();
            page.kept = kept;
            page.whose = whose;
            Ok(page.answer(cx))
        }
    }
}

fn read(form: &Form) -> Result<Kept> {
    let word = |name| form.get(name).unwrap_or_default().to_owned();
    let languages = form.all("language").zip(form.all("variant"));
    let mut files = form.files("file")?;
    files.retain(|file| form.get("drop") != Some(&file.blob));
    Ok(Kept {
        title: word("title"),
        shortcut: word("shortcut"),
        text: word("text").replace("\r\n", "\n"),
        languages: languages
            .filter(|(language, variant)| !language.trim().is_empty() || !variant.trim().is_empty())
            .map(|(language, variant)| (language.trim().to_owned(), variant.replace("\r\n", "\n")))
            .collect(),
        files,
    })
}

/// One answer, or a new one.
struct Page {
    id: Option<RecordId>,
    version: u64,
    kept: Kept,
    whose: String,
    may_edit: bool,
    may_share: bool,
    departments: Vec<Department>,
    /// How each text will read.
    samples: Vec<String>,
    problem: Option<Error>,
}

impl Page {
    fn new(cx: &Cx) -> Result<Page> {
        if !answer::may_write(cx) {
            cx.require("canned:answer.edit", None)?;
        }
        let mine = cx.person(&cx.user()?).map(|person| person.departments).unwrap_or_default();
        let mut departments = cx.departments()?;
        departments.retain(|one| mine.is_empty() || mine.contains(&one.id));
        Ok(Page {
            id: None,
            version: 0,
            kept: Kept::default(),
            whose: "own".to_owned(),
            may_edit: true,
            may_share: answer::may_share(cx),
            departments,
            samples: Vec::new(),
            problem: None,
        })
    }

    fn of(cx: &Cx, id: &str) -> Result<Page> {
        let entry: Entry<Kept> = answer::get(cx, id)?;
        let owner = Owner::of(&entry);
        let departments = cx.departments()?;
        Ok(Page {
            id: Some(id.to_owned()),
            version: entry.envelope.version,
            may_edit: answer::may_edit(cx, &entry)?,
            may_share: answer::may_share(cx),
            whose: owner.word().to_owned(),
            kept: entry.value,
            departments,
            samples: Vec::new(),
            problem: None,
        })
    }

    fn answer(&self, cx: &Cx) -> Response {
        let title = if self.id.is_none() { texts::new() } else { texts::answers() };
        let status = self.problem.as_ref().map_or(200, Error::status);
        frame::FRAME.narrow(cx, title, &self.render()).status(status)
    }

    fn render(&self) -> Markup {
        let action = self.id.as_ref().map_or(Route::New, |id| Route::Answer(id.clone()));
        html! {
            p class="trail" { a href=(Route::list()) { (texts::answers()) } }
            h1 dir="auto" { @if self.id.is_none() { (texts::new()) } @else { (self.kept.title) } }
            (frame::FRAME.problem(self.problem.as_ref()))
            @if !self.may_edit { p class="notice" { (texts::read_only()) } }
            form method="post" action=(action) enctype="multipart/form-data" {
                input type="hidden" name="version" value=(self.version);
                // What Enter does, wherever in the form one is.
                @if self.may_edit { button class="hidden" type="submit" tabindex="-1" aria-hidden="true" { (texts::save()) } }
                (self.main())
                (self.languages())
                (self.files())
                @if !self.samples.is_empty() { (self.sampled()) }
                @if self.may_edit {
                    div class="actions" {
                        button class="primary" type="submit" { (texts::save()) }
                        button type="submit" name="preview" value="yes" { (texts::preview()) }
                        a class="button" href=(Route::list()) { (texts::cancel()) }
                    }
                }
            }
            @if let Some(id) = self.id.as_ref().filter(|_| self.may_edit) {
                form method="post" action=(Route::Delete(id.clone())) {
                    div class="actions" { button type="submit" { (texts::delete()) } }
                }
            }
        }
    }

    /// How it will read, about somebody made up.
    fn sampled(&self) -> Markup {
        let languages =
            [texts::main_text()].into_iter().chain(self.kept.languages.keys().map(String::as_str));
        html! {
            section class="card" role="status" {
                h2 { (texts::sample()) }
                @for (language, text) in languages.zip(&self.samples) {
                    h3 { (language) }
                    @for paragraph in text.split("\n\n") {
                        p dir="auto" { @for (nth, line) in paragraph.lines().enumerate() { @if nth > 0 { br; } (line) } }
                    }
                }
            }
        }
    }

    fn main(&self) -> Markup {
        let departments = self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
        let shared = (self.may_share || self.whose == "all").then(|| ("all", texts::all()));
        let whose = [("own", texts::own())].into_iter().chain(departments).chain(shared);
        let fixed = !self.may_edit;
        html! {
            fieldset class="card fields" {
                label { (texts::title()) input name="title" value=(self.kept.title) required maxlength=(answer::TITLE) readonly[fixed] dir="auto"; }
                div class="fields two" {
                    div {
                        label { (texts::shortcut()) input name="shortcut" value=(self.kept.shortcut) maxlength=(answer::SHORTCUT) readonly[fixed] autocomplete="off" aria-describedby="shortcut-hint"; }
                        p class="hint" id="shortcut-hint" { (texts::shortcut_hint()) }
                    }
                    label {
                        (texts::whose())
                        select name="whose" disabled[fixed] {
                            @for (value, words) in whose { option value=(value) selected[value == self.whose] { (words) } }
                        }
                    }
                }
                div {
                    label for="text" { (texts::main_text()) }
                    textarea id="text" name="text" rows="8" required readonly[fixed] dir="auto" aria-describedby="text-hint" { (self.kept.text) }
                    p class="hint" id="text-hint" { (texts::main_hint()) }
                }
                details class="more" {
                    summary { (texts::filled()) }
                    p { @for (nth, name) in Placeholder::ALL.iter().enumerate() { @if nth > 0 { ", " } code { "{" (name.word()) "}" } } }
                    p { (texts::fallback()) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        let mut variants: Vec<(&str, &str)> =
            self.kept.languages.iter().map(|(language, text)| (language.as_str(), text.as_str())).collect();
        if self.may_edit {
            variants.push(("", ""));
        }
        html! {
            @if !variants.is_empty() {
                fieldset class="card fields" {
                    legend { (texts::languages()) }
                    p class="hint" { (texts::languages_hint()) }
                    @for (language, text) in variants {
                        label { (texts::language()) input name="language" value=(language) maxlength="35" readonly[!self.may_edit] autocomplete="off"; }
                        label { (texts::in_language()) textarea name="variant" rows="5" readonly[!self.may_edit] lang=[Some(language).filter(|one| !one.is_empty())] dir="auto" { (text) } }
                    }
                }
            }
        }
    }

    /// What goes along. Each says itself again, so that it is kept with the rest.
    fn files(&self) -> Markup {
        html! {
            @if self.may_edit || !self.kept.files.is_empty() {
                fieldset class="card fields" {
                    legend { (texts::files()) }
                    @if !self.kept.files.is_empty() {
                        ul class="files" aria-label=(texts::files()) {
                            @for file in &self.kept.files {
                                li {
                                    input type="hidden" name="file" value=(serde_json::to_string(file).unwrap_or_default());
                                    a href=(route::file(&file.blob, &file.name)) dir="auto" { (file.name) }
                                    @if self.may_edit {
                                        button class="quiet" type="submit" formnovalidate name="drop" value=(file.blob)
                                            aria-label=(texts::take_out(&file.name)) { "×" }
                                    }
                                }
                            }
                        }
                    }
                    @if self.may_edit {
                        input type="file" name="file" multiple aria-label=(texts::files()) aria-describedby="files-hint";
                        p class="hint" id="files-hint" { (texts::files_hint()) }
                    }
                }
            }
        }
    }
}
