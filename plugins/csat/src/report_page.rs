//! The report as a page.

use crate::frame::FRAME;
use crate::keep::Rating;
use crate::parts;
use crate::report::{self, MOST, Report, Tally, Which};
use crate::route::{Asked, Route};
use crate::subject;
use maud::{Markup, html};
use ombud_plugin::draw::{moment_and_age, options};
use ombud_plugin::texts::number;
use ombud_plugin::{Cx, Error, Response, Result, Timestamp, text};
use std::collections::BTreeMap;

/// The names of the departments and people in a report.
pub fn names(cx: &Cx, report: &Report) -> Result<BTreeMap<String, String>> {
    let departments = cx.departments()?.into_iter().map(|one| (one.id, one.name));
    let agents = cx.names(report.votes.iter().filter_map(|vote| vote.agent.as_ref()))?;
    Ok(departments.chain(agents).collect())
}

/// The page.
pub fn show(cx: &Cx, asked: &Asked) -> Result<Response> {
    let title = text!("satisfaction");
    let report = match report::find(cx, asked) {
        Ok(report) => report,
        Err(error @ Error::Invalid(_)) => {
            let content = html! {
                div class="stack" {
                    h1 { (title) }
                    div class="problem" role="alert" { p { (error.sentence()) } }
                    (form(cx, asked, "", "")?)
                }
            };
            return Ok(FRAME.narrow(cx, title, &content).status(error.status()));
        }
        Err(error) => return Err(error),
    };
    let names = names(cx, &report)?;
    let named = |tallies: Vec<(String, Tally)>| -> Vec<(String, Tally)> {
        let name = |id: String| match id.is_empty() {
            true => text!("nobody").to_owned(),
            false => names.get(&id).cloned().unwrap_or(id),
        };
        tallies.into_iter().map(|(id, tally)| (name(id), tally)).collect()
    };
    let total = report.total();
    let content = html! {
        div class="stack" {
            h1 { (title) }
            p class="lead" { (text!("report-lead")) }
            (form(cx, asked, &report.days.first(), &report.days.last())?)
            @if total == Tally::default() { p class="card empty" { (text!("nothing-yet")) } } @else {
                p class="lead" role="status" {
                    strong { (text!("in-all", share = total.share(), average = number(total.average()), count = total.count)) }
                }
                @if report.more { p class="hint" { (text!("not-all", most = MOST)) } }
                (table("by-period", text!("by-period"), &report.by_period()))
                (table("by-department", text!("by-department"), &named(report.by(|vote| vote.department.clone()))))
                (table("by-agent", text!("by-agent"), &named(report.by(|vote| vote.agent.clone().unwrap_or_default()))))
                (comments(&report.comments(cx, asked.which)?, &names, cx.now()))
                div class="actions" { a class="button" href={ "/csat/api/report.csv" (asked.query()) } download { (text!("download")) } }
            }
        }
    };
    Ok(FRAME.narrow(cx, title, &content))
}

fn form(cx: &Cx, asked: &Asked, from: &str, until: &str) -> Result<Markup> {
    let departments = cx.departments()?;
    let colleagues = cx.colleagues(None).unwrap_or_default();
    let departments = departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let colleagues = colleagues.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let all = [("", text!("all"))];
    Ok(html! {
        form class="card fields two" method="get" action=(Route::Report(Asked::default())) {
            label { (text!("from")) input type="date" name="from" value=(asked.from.as_deref().unwrap_or(from)); }
            label { (text!("until-day")) input type="date" name="until" value=(asked.until.as_deref().unwrap_or(until)); }
            label {
                (text!("department"))
                select name="department" { (options(all.into_iter().chain(departments), asked.department.as_deref().unwrap_or_default())) }
            }
            label {
                (text!("agent"))
                select name="agent" { (options(all.into_iter().chain(colleagues), asked.agent.as_deref().unwrap_or_default())) }
            }
            label {
                (text!("comments"))
                select name="comments" { (options(Which::ALL.map(|which| (which.word(), which.title())), asked.which.word())) }
            }
            div class="actions" { button type="submit" { (text!("show")) } }
        }
    })
}

fn table(id: &str, title: &str, tallies: &[(String, Tally)]) -> Markup {
    html! {
        section class="card" {
            h2 id=(id) { (title) }
            table class="list" aria-labelledby=(id) {
                thead {
                    tr {
                        th scope="col" { (title) }
                        th scope="col" class="figure" { (text!("satisfied")) }
                        th scope="col" class="figure" { (text!("average")) }
                        th scope="col" class="figure" { (text!("ratings")) }
                    }
                }
                tbody {
                    @for (name, tally) in tallies {
                        tr {
                            th scope="row" dir="auto" { (name) }
                            td class="figure" data-label=(text!("satisfied")) {
                                meter min="0" max="100" value=(tally.share()) aria-hidden="true" {}
                                " " (text!("per-cent", share = tally.share()))
                            }
                            td class="figure" data-label=(text!("average")) { (number(tally.average())) }
                            td class="figure" data-label=(text!("ratings")) { (tally.count) }
                        }
                    }
                }
            }
        }
    }
}

fn comments(said: &[Rating], names: &BTreeMap<String, String>, now: Timestamp) -> Markup {
    html! {
        section class="card" aria-labelledby="comments" {
            h2 id="comments" { (text!("comments")) }
            @if said.is_empty() { p class="empty" { (text!("no-comments")) } }
            div class="stack" { @for Rating { vote, comment, changed, .. } in said {
                article {
                    p { (parts::stars(vote.score)) }
                    blockquote dir="auto" { (comment) }
                    p class="hint" {
                        @if subject::is_ticket(&vote.subject) { a href={ "/console/tickets/" (vote.number) } { "#" (vote.number) } }
                        @else { a href={ "/chat/chats/" (vote.subject.id) } { (text!("chat")) } }
                        " · "
                        @if let Some(name) = vote.agent.as_ref().and_then(|agent| names.get(agent)) { span dir="auto" { (name) } " · " }
                        (moment_and_age(changed.unwrap_or(vote.at), now))
                    }
                }
            } }
        }
    }
}
