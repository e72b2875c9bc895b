//! The report as a page.

use crate::frame;
use crate::report::{self, MOST, Report, Tally};
use crate::route::{Asked, Route};
use crate::texts;
use crate::typed::word;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Response, Result, text};
use ombud_worktime::policy::Metric;
use std::collections::BTreeMap;

/// The names of the departments and people in a report.
pub fn names(cx: &Cx, report: &Report) -> Result<BTreeMap<String, String>> {
    let departments = cx.departments()?.into_iter().map(|one| (one.id, one.name));
    let agents = cx.names(report.outcomes.iter().filter_map(|outcome| outcome.agent.as_ref()))?;
    Ok(departments.chain(agents).collect())
}

/// The page.
pub fn show(cx: &Cx, asked: &Asked) -> Result<Response> {
    let route = Route::Report(asked.clone());
    let report = match report::find(cx, asked) {
        Ok(report) => report,
        Err(error @ Error::Invalid(_)) => {
            let content = html! {
                div class="page" {
                    h1 { (texts::report()) }
                    div class="problem" role="alert" { p { (error.sentence()) } }
                    (form(cx, asked, "", "")?)
                }
            };
            return Ok(frame::page(cx, texts::report(), &route, &content)?.status(error.status()));
        }
        Err(error) => return Err(error),
    };
    let names = names(cx, &report)?;
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let named = |tallies: Vec<(String, Tally)>| -> Vec<(String, Tally)> {
        tallies
            .into_iter()
            .map(|(id, tally)| (if id.is_empty() { texts::nobody().to_owned() } else { name(&id) }, tally))
            .collect()
    };
    let total = report.total();
    let metrics = Metric::PROMISED.into_iter().filter_map(|metric| {
        let tallies = report.by(|outcome| word(outcome.metric));
        let (_, tally) = tallies.into_iter().find(|(one, _)| *one == word(metric))?;
        Some((texts::metric(metric).to_owned(), tally))
    });
    let content = html! {
        div class="page" {
            h1 { (texts::report()) }
            p class="lead" { (texts::report_lead()) }
            (form(cx, asked, &report.days.first(), &report.days.last())?)
            @if total == Tally::default() { p class="card empty" { (texts::nothing_yet()) } } @else {
                p class="lead" role="status" {
                    strong { (text!("in-all", share = total.share(), kept = total.kept, all = total.kept + total.broken)) }
                }
                @if report.more { p class="hint" { (text!("not-all", most = MOST)) } }
                (table("by-metric", (texts::by_metric(), texts::promise()), metrics.collect()))
                (table("by-department", (texts::by_department(), texts::department()), named(report.by(|outcome| outcome.department.clone()))))
                (table("by-agent", (texts::by_agent(), texts::agent()), named(report.by(|outcome| outcome.agent.clone().unwrap_or_default()))))
                (table("by-period", (texts::by_period(), texts::period()), report.by_period()))
                div class="actions" { a class="button" href={ "/sla/api/report.csv" (asked.query()) } { (texts::download()) } }
            }
        }
    };
    frame::page(cx, texts::report(), &route, &content)
}

fn form(cx: &Cx, asked: &Asked, from: &str, until: &str) -> Result<Markup> {
    let departments = cx.departments()?;
    let colleagues = cx.colleagues(None).unwrap_or_default();
    let is = |chosen: &Option<String>, one: &str| chosen.as_deref() == Some(one);
    Ok(html! {
        form class="card fields two" method="get" action=(Route::Report(Asked::default())) {
            label { (texts::from()) input type="date" name="from" value=(asked.from.as_deref().unwrap_or(from)); }
            label { (texts::until_day()) input type="date" name="until" value=(asked.until.as_deref().unwrap_or(until)); }
            label {
                (texts::department())
                select name="department" {
                    option value="" { (texts::all()) }
                    @for one in &departments { option value=(one.id) selected[is(&asked.department, &one.id)] { (one.name) } }
                }
            }
            label {
                (texts::agent())
                select name="agent" {
                    option value="" { (texts::all()) }
                    @for one in &colleagues { option value=(one.id) selected[is(&asked.agent, &one.id)] { (one.name) } }
                }
            }
            label {
                (texts::promise())
                select name="metric" {
                    option value="" { (texts::all()) }
                    @for one in Metric::PROMISED { option value=(word(one)) selected[is(&asked.metric, &word(one))] { (texts::metric(one)) } }
                }
            }
            div class="actions" { button type="submit" { (texts::show()) } }
        }
    })
}

/// What is counted, and what each row is.
fn table(id: &str, (title, row): (&str, &str), tallies: Vec<(String, Tally)>) -> Markup {
    html! {
        section class="card" {
            h2 id=(id) { (title) }
            table class="list" aria-labelledby=(id) {
                thead {
                    tr {
                        th scope="col" { (row) }
                        th scope="col" class="figure" { (texts::kept()) }
                        th scope="col" class="figure" { (texts::broken()) }
                        th scope="col" class="figure" { (texts::share()) }
                    }
                }
                tbody {
                    @for (name, tally) in &tallies {
                        tr {
                            th scope="row" dir="auto" { (name) }
                            td class="figure" { (tally.kept) }
                            td class="figure" { (tally.broken) }
                            td class="figure" { (text!("per-cent", share = tally.share())) }
                        }
                    }
                }
            }
        }
    }
}
