//! Merging: a page to choose where a ticket goes, what both will be then, and the step itself.

use crate::frame;
use crate::inbox::subject;
use crate::parts::{People, Problem, isolated, status_badge};
use crate::route::{Done, Into, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::merge::{self, Outcome, Prospect};
use ombud_plugin::desk::tickets::{self, Status, Ticket};
use ombud_plugin::search::{self, Order, Query};
use ombud_plugin::{Cx, Department, Error, Form, Request, Response, Result, Timestamp};

/// So many tickets are merged into one at once.
const MOST: usize = 20;

/// So many tickets are offered.
const OFFERED: u32 = 10;

/// The page: where to, and once that is said what it will be.
pub fn show(cx: &Cx, into: &Into) -> Result<Response> {
    Ok(Step::load(cx, into, None)?.answer(cx))
}

/// Merges, and leads to the ticket that stays; or gives the page again, and says why not.
pub fn merge(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let into = Into {
        tickets: form.all("t").map(str::to_owned).collect(),
        place: form.filled("into").unwrap_or_default().to_owned(),
    };
    // What the page shows afterwards is as it was before: nothing is kept of a merge that fails.
    let before = Step::load(cx, &into, None)?;
    if before.problem.is_some() {
        return Ok(before.answer(cx));
    }
    match before.merge(cx, &form) {
        Ok(number) => Ok(Response::redirect(&Route::after(cx, number, Done::Merged).to_string())),
        Err(error) => {
            let problem = Problem::of(&error, texts::trouble(error.status()).to_owned() + ".");
            Ok(Step { problem: Some(problem), ..before }.answer(cx))
        }
    }
}

/// Takes merges back that the form names, the last first, and leads to the ticket that was merged.
pub fn undo(cx: &Cx, form: &Form) -> Result<u64> {
    let mut number = None;
    for id in form.all("merge") {
        number = Some(merge::undo(cx, id)?.source_number);
    }
    number.ok_or_else(|| Error::invalid(texts::merge_none()))
}

/// Those that a page with word of a merge just done may take back: all of the latest moment.
pub fn latest(recent: &[Outcome]) -> Vec<&Outcome> {
    let at: Option<Timestamp> = recent.first().map(|one| one.at);
    recent.iter().filter(|one| Some(one.at) == at).collect()
}

struct Step {
    into: Into,
    /// Those that go, and first of all are chosen.
    chosen: Vec<Ticket>,
    /// With the one that stays.
    prospects: Vec<Prospect>,
    offered: Vec<Ticket>,
    /// They are those that words have found.
    found: bool,
    people: People,
    departments: Vec<Department>,
    problem: Option<Problem>,
}

impl Step {
    fn load(cx: &Cx, into: &Into, problem: Option<Problem>) -> Result<Step> {
        if into.tickets.is_empty() {
            return Err(Error::invalid(texts::merge_none()));
        }
        if into.tickets.len() > MOST {
            return Err(Error::invalid(texts::merge_most(MOST)));
        }
        let mut chosen: Vec<Ticket> =
            into.tickets.iter().map(|id| tickets::get(cx, id)).collect::<Result<_>>()?;
        let mut step = Step {
            into: into.clone(),
            chosen: Vec::new(),
            prospects: Vec::new(),
            offered: Vec::new(),
            found: false,
            people: People::default(),
            departments: cx.departments()?,
            problem,
        };
        match target(cx, &into.place)? {
            Place::Ticket(target) => {
                chosen.retain(|ticket| ticket.id != target.id);
                for source in &chosen {
                    match merge::preview(cx, &source.id, &target.id) {
                        Ok(prospect) => step.prospects.push(prospect),
                        Err(error) => {
                            step.prospects.clear();
                            step.problem =
                                Some(Problem::of(&error, texts::trouble(error.status()).to_owned() + "."));
                            break;
                        }
                    }
                }
                if chosen.is_empty() {
                    step.problem = Some(Problem::of(
                        &Error::invalid(texts::merge_itself()),
                        texts::trouble(422).to_owned() + ".",
                    ));
                }
            }
            Place::Found(found) if found.is_empty() => {
                let nothing = Error::not_found(texts::nothing_found());
                step.problem = Some(Problem::of(&nothing, String::new()));
            }
            Place::Found(found) => {
                step.offered = found;
                step.found = true;
            }
            Place::Unsaid => {}
        }
        if step.prospects.is_empty() && step.offered.is_empty() {
            // Which one stays; or the others of the same person.
            step.offered = if into.tickets.len() > 1 {
                into.tickets.iter().map(|id| tickets::get(cx, id)).collect::<Result<_>>()?
            } else {
                others(cx, &into.tickets[0])?
            };
        }
        if let [one] = into.tickets.as_slice() {
            step.offered.retain(|ticket| ticket.id != *one);
        }
        step.offered.retain(|ticket| !matches!(ticket.status, Status::Closed | Status::Spam));
        step.chosen = if chosen.is_empty() { vec![tickets::get(cx, &into.tickets[0])?] } else { chosen };
        let requesters =
            step.chosen.iter().chain(&step.offered).filter_map(|ticket| ticket.requester.clone());
        let of_prospects = step.prospects.iter().flat_map(|one| {
            one.joining.iter().chain(&one.left_out).chain(&one.target.requester).chain(&one.source.requester)
        });
        step.people = People::meet(cx, requesters.chain(of_prospects.cloned()))?;
        Ok(step)
    }

    /// Merges as the page said it, all or nothing.
    fn merge(&self, cx: &Cx, form: &Form) -> Result<u64> {
        let Some(first) = self.prospects.first() else { return Err(Error::invalid(texts::merge_where())) };
        let mut known: u64 =
            form.required("version")?.parse().map_err(|_| Error::invalid(texts::merge_where()))?;
        for prospect in &self.prospects {
            let source = &prospect.source.id;
            let at = form.all("t").position(|id| id == source).and_then(|nth| form.all("v").nth(nth));
            merge::merge(
                cx,
                &merge::Request {
                    source: source.clone(),
                    source_version: at.and_then(|version| version.parse().ok()).unwrap_or_default(),
                    target: first.target.id.clone(),
                    target_version: known,
                },
            )?;
            // From here on it is changed by this very step.
            known = tickets::get(cx, &first.target.id)?.version;
        }
        Ok(first.target.number)
    }

    fn answer(&self, cx: &Cx) -> Response {
        let status = self.problem.as_ref().map_or(200, |problem| problem.status);
        frame::page(cx, &self.title(), &Route::Merge(self.into.clone()), &self.render()).status(status)
    }

    fn title(&self) -> String {
        match (self.prospects.first(), self.chosen.as_slice()) {
            (Some(prospect), [one]) => texts::merge_title_into(one.number, prospect.target.number),
            (Some(prospect), many) => texts::merge_title_many_into(many.len(), prospect.target.number),
            (None, [one]) if self.into.tickets.len() == 1 => texts::merge_title(one.number),
            (None, _) => texts::merge_title_many(self.into.tickets.len()),
        }
    }

    fn render(&self) -> Markup {
        html! {
            main class="narrow" id="main" {
                @if let [one] = self.chosen.as_slice() {
                    p class="trail" { a href=(Route::ticket(one.number)) { (texts::number(one.number)) " " bdi { (subject(one)) } } }
                }
                h1 { (self.title()) }
                @if let Some(problem) = &self.problem { (problem.render()) }
                @if self.prospects.is_empty() { (self.choose()) } @else { (self.confirm()) }
            }
        }
    }

    /// Where to: offered ones, and a field for a number or words.
    fn choose(&self) -> Markup {
        let several = self.into.tickets.len() > 1;
        html! {
            @if !self.offered.is_empty() {
                section class="card" {
                    h2 {
                        @if several { (texts::merge_which_stays()) }
                        @else if self.found { (texts::merge_found()) }
                        @else { (texts::merge_offered()) }
                    }
                    ul class="excerpts" {
                        @for ticket in &self.offered {
                            li {
                                a href=(Route::Merge(Into { place: ticket.number.to_string(), ..self.into.clone() })) {
                                    bdi { (subject(ticket)) } " " span class="number" { (texts::number(ticket.number)) }
                                }
                                " " (status_badge(ticket.status)) " "
                                small { bdi { (self.people.name(ticket.requester.as_ref()).unwrap_or(texts::no_requester())) } }
                            }
                        }
                    }
                }
            }
            @if !several {
                form class="card fields" method="get" action=(Route::Merge(Into::default())) {
                    @for id in &self.into.tickets { input type="hidden" name="t" value=(id); }
                    label {
                        (texts::merge_place())
                        input name="into" value=(self.into.place) maxlength="200" autocomplete="off" required autofocus dir="auto";
                    }
                    div class="actions" { button type="submit" { (texts::merge_look()) } }
                }
            }
        }
    }

    /// What it will be, and the step.
    fn confirm(&self) -> Markup {
        let target = self.prospects.first().map(|prospect| &prospect.target);
        let back = match self.chosen.as_slice() {
            [one] => Route::ticket(one.number),
            _ => Route::inbox(),
        };
        html! {
            @for prospect in &self.prospects { (self.prospect(prospect)) }
            @if let Some(target) = target {
                form method="post" action=(Route::Merge(Into::default())) {
                    @for prospect in &self.prospects {
                        input type="hidden" name="t" value=(prospect.source.id);
                        input type="hidden" name="v" value=(prospect.source.version);
                    }
                    input type="hidden" name="into" value=(target.number);
                    input type="hidden" name="version" value=(target.version);
                    p class="hint" { (texts::merge_quiet()) }
                    div class="actions" {
                        button class="primary" type="submit" autofocus { (texts::merge()) }
                        a class="button" href=(back) { (texts::cancel()) }
                    }
                }
            }
        }
    }

    fn prospect(&self, prospect: &Prospect) -> Markup {
        let Prospect { source, target, .. } = prospect;
        let names = |ids: &[String]| -> Vec<String> {
            ids.iter().filter_map(|id| self.people.name(Some(id))).map(isolated).collect()
        };
        let requester = |ticket: &Ticket| {
            isolated(self.people.name(ticket.requester.as_ref()).unwrap_or(texts::no_requester()))
        };
        let department = |ticket: &Ticket| {
            let found = self.departments.iter().find(|one| one.id == ticket.department);
            found.map_or_else(|| ticket.department.clone(), |one| one.name.clone())
        };
        html! {
            section class="card" {
                h2 { (texts::number(source.number)) " " bdi { (subject(source)) } " → " (texts::number(target.number)) " " bdi { (subject(target)) } }
                @if prospect.other_requester {
                    div class="problem" { p { (texts::merge_other_requester(&requester(source), &requester(target))) } }
                }
                @if prospect.other_department {
                    div class="problem" { p { (texts::merge_other_department(&department(source), &department(target))) } }
                }
                @if !prospect.left_out.is_empty() {
                    div class="problem" { p { (texts::merge_left_out(&names(&prospect.left_out), target.number)) } }
                }
                ul {
                    li { (texts::merge_messages(prospect.messages, target.number)) }
                    @if !prospect.joining.is_empty() { li { (texts::merge_joining(&names(&prospect.joining), target.number)) } }
                    @if prospect.reopens { li { (texts::merge_reopens(target.number)) } }
                    li { (texts::merge_stays(target.number)) }
                    li { (texts::merge_closes(source.number, target.number)) }
                }
            }
        }
    }
}

enum Place {
    Unsaid,
    Ticket(Box<Ticket>),
    Found(Vec<Ticket>),
}

/// A number is a ticket; words are looked for.
fn target(cx: &Cx, place: &str) -> Result<Place> {
    let place = place.trim();
    if place.is_empty() {
        return Ok(Place::Unsaid);
    }
    if let Ok(number) = place.strip_prefix('#').unwrap_or(place).parse() {
        return match tickets::by_number(cx, number) {
            Ok(ticket) => Ok(Place::Ticket(Box::new(ticket))),
            Err(error) if error.is_not_found() => Ok(Place::Found(Vec::new())),
            Err(error) => Err(error),
        };
    }
    let query = Query {
        text: place.to_owned(),
        collections: vec!["tickets:tickets".to_owned(), "tickets:messages".to_owned()],
        order: Order::Best,
        limit: OFFERED,
        cursor: None,
    };
    let mut found = Vec::new();
    for group in search::find(cx, &query)?.groups {
        match tickets::get(cx, &group.top.id) {
            Ok(ticket) => found.push(ticket),
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Place::Found(found))
}

fn others(cx: &Cx, ticket: &str) -> Result<Vec<Ticket>> {
    let Some(requester) = tickets::get(cx, ticket)?.requester else { return Ok(Vec::new()) };
    let filter = tickets::Filter {
        department: None,
        status: None,
        assignee: None,
        requester: Some(requester),
        tag: None,
        sort: tickets::Sort::Updated,
        limit: OFFERED + 1,
        cursor: None,
    };
    Ok(tickets::list(cx, &filter)?.tickets)
}
