//! How long people accepted work and were away, by person and day; and the same as a file.

use crate::frame::{self, Room};
use crate::history::{self, Asked, Range, Total};
use crate::route::Route;
use crate::{parts, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Response, Result};
use ombud_worktime::MINUTE;
use ombud_worktime::channels::{Channel, State};

/// The page.
pub fn show(cx: &Cx, asked: &Asked) -> Result<Response> {
    let range = Range::of(cx, asked, None)?;
    let totals = history::totals(cx, asked, &range)?;
    let rows = by_person(&totals);
    let content = html! {
        div class="page wide" {
            h1 { (texts::report()) }
            p class="lead" { (texts::report_lead()) }
            (form(cx, asked, &range)?)
            section class="card" {
                h2 id="report" { (texts::channel(asked.channel.unwrap_or(Channel::Tickets))) }
                p class="hint" { (texts::clocks_of(&range.zone_name)) }
                @if rows.is_empty() { p class="empty" { (texts::nobody_yet()) } } @else {
                    div class="scroll" role="region" aria-labelledby="report" tabindex="0" {
                        table class="list" aria-labelledby="report" {
                            thead {
                                tr {
                                    th scope="col" { (texts::name()) }
                                    th scope="col" { (texts::day_title()) }
                                    @for state in State::ALL { th scope="col" { (texts::state(state)) } }
                                }
                            }
                            tbody { @for person in &rows { (lines(person, asked)) } }
                        }
                    }
                    p { a class="button" href=(Route::File(asked.clone())) download { (texts::as_file()) } }
                }
            }
        }
    };
    Ok(frame::page(cx, texts::report(), Room::Report, &content))
}

/// The days of each person, in order.
fn by_person(totals: &[Total]) -> Vec<&[Total]> {
    totals.chunk_by(|one, other| one.user == other.user).collect()
}

/// A line for each day on which anything was known, and one for all of them.
fn lines(person: &[Total], asked: &Asked) -> Markup {
    let known = person.iter().filter(|total| total.took.values().any(|took| *took > 0));
    let all = |state: State| person.iter().filter_map(|total| total.took.get(&state)).sum::<i64>();
    let name = person.first().map_or("", |total| total.name.as_str());
    html! {
        @for total in known {
            @let day = Asked { from: Some(total.day.to_string()), until: None, ..asked.clone() };
            tr {
                th scope="row" dir="auto" { (total.name) }
                td { a href=(Route::Person(total.user.clone(), day)) { (texts::day(total.day)) } }
                @for state in State::ALL { td data-label=(texts::state(state)) { (texts::duration(total.took.get(&state).copied().unwrap_or(0))) } }
            }
        }
        @if person.len() > 1 { tr {
            th scope="row" dir="auto" { (name) }
            td { strong { (texts::together()) } }
            @for state in State::ALL { td data-label=(texts::state(state)) { strong { (texts::duration(all(state))) } } }
        } }
    }
}

fn form(cx: &Cx, asked: &Asked, range: &Range) -> Result<Markup> {
    let departments = cx.departments()?;
    let all = departments.iter().map(|one| (one.id.as_str(), one.name.as_str()));
    let channels = Channel::ALL.map(|channel| (channel.as_str(), texts::channel(channel)));
    let channel = asked.channel.unwrap_or(Channel::Tickets).as_str();
    let day = |at: Option<&ombud_worktime::day::Day>| at.map(ToString::to_string).unwrap_or_default();
    Ok(html! {
        form class="card fields two" method="get" action=(Route::Report(Asked::default())) {
            label {
                (texts::department())
                select name="department" {
                    (parts::options([("", texts::any_department())].into_iter().chain(all), asked.department.as_deref().unwrap_or_default()))
                }
            }
            label { (texts::channel_title()) select name="channel" { (parts::options(channels, channel)) } }
            label { (texts::from()) input type="date" name="from" value=(day(range.days.first())); }
            label { (texts::until_day()) input type="date" name="until" value=(day(range.days.last())); }
            label { (texts::zone()) input name="zone" autocomplete="off" value=(range.zone_name); }
            div class="actions" { button class="primary" type="submit" { (texts::show()) } }
        }
    })
}

/// The same for a spreadsheet: minutes.
pub fn file(cx: &Cx, asked: &Asked) -> Result<Response> {
    let range = Range::of(cx, asked, None)?;
    let channel = asked.channel.unwrap_or(Channel::Tickets).as_str();
    let mut text = String::from("person,name,day,channel,accepting,online,away,offline\r\n");
    for total in history::totals(cx, asked, &range)? {
        let minutes =
            State::ALL.map(|state| (total.took.get(&state).copied().unwrap_or(0) / MINUTE).to_string());
        text.push_str(&format!(
            "{},{},{},{channel},{}\r\n",
            total.user,
            cell(&total.name),
            total.day,
            minutes.join(",")
        ));
    }
    let name = format!(
        "attachment; filename=\"availability-{}.csv\"",
        range.days.first().map_or_else(String::new, ToString::to_string)
    );
    Ok(Response::new(200, "text/csv; charset=utf-8", text).header("content-disposition", name))
}

/// A text as a cell; never one that a spreadsheet reckons with.
fn cell(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = text.replace('"', "\"\"");
    if risky { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}
