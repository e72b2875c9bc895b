//! What a plugin costs, and what it keeps.

use super::chart::{self, Bar, MINUTES};
use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer, plugin, unknown, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::one;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::text;
use maud::{Markup, html};
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_host::{Cost, Figures, Minute, Storage};
use std::sync::Arc;

/// A minute, ms.
const MINUTE: u64 = 60_000;

/// The heads of the table of minutes, and of that of all calls.
const OF_A_MINUTE: [&str; 9] = [
    "column-minute",
    "column-asked",
    "column-by-itself",
    "column-hooks",
    "column-failed",
    "column-refused",
    "column-half",
    "column-most",
    "column-memory",
];
const OF_ALL: [&str; 5] = ["costs-calls", "column-half", "column-most", "column-slowest", "column-processor"];

/// What an administrator says in figures.
const MEGABYTE: u64 = 1_000_000;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let limit = match (form.get("do"), form.get("megabytes").trim()) {
        ("usual", _) => None,
        ("limit", text) => {
            let megabytes = text.parse::<u64>().ok().and_then(|n| n.checked_mul(MEGABYTE));
            Some(megabytes.ok_or_else(|| Problem::spoken(text!("limit-whole")))?)
        }
        _ => return Err(unknown()),
    };
    let wanted = id.clone();
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().limit_storage(&wanted, limit, &actor).await?)
    };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Costs(id.clone()), Done::Limited))
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let page = Page::Costs(id.clone());
    let minutes = desk.host().costs(id)?;
    let content = html! {
        section class="card" {
            h2 { (text!("costs-hour")) }
            @if minutes.is_empty() { p class="muted" { (text!("costs-nothing")) } }
            @else {
                (calls_chart(&text!("costs-calls"), &minutes, desk.now()))
                (time_chart(&minutes, desk.now()))
                details { summary { (text!("costs-minutes")) } (table(&minutes)) }
            }
        }
        section class="card" { h2 { (text!("costs-since-start")) } (totals(&plugin.figures)) }
        section class="card" {
            h2 { (text!("costs-keeps")) }
            p { (plugin::storage(&plugin.storage)) }
            @if let Some(timers) = plugin.storage.timers {
                p class="hint" {
                    (text!("costs-timers", timers = text!("timers", count = timers), limit = plugin.storage.timers_limit))
                }
            }
            @if viewer.may_manage() { (limit(&page, &plugin.storage, beside)) }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-costs"), beside, &content))
}

fn calls(minute: &Minute) -> u64 {
    minute.outside + minute.unasked + minute.hooks
}

/// A bar for each minute of the last hour, also for those in which nothing was done.
fn bars(minutes: &[Minute], now: Timestamp, bar: impl Fn(&Minute) -> Bar) -> Vec<Bar> {
    let this = now.0 / MINUTE;
    let mut bars = vec![Bar::default(); MINUTES];
    for minute in minutes {
        let ago = this.saturating_sub(minute.at.0 / MINUTE);
        if let Some(place) = usize::try_from(ago).ok().and_then(|ago| (MINUTES - 1).checked_sub(ago)) {
            bars[place] = bar(minute);
        }
    }
    for (n, bar) in bars.iter_mut().enumerate().filter(|(_, bar)| bar.told.is_empty()) {
        bar.told = text!("chart-nothing", ago = ago(MINUTES - 1 - n));
    }
    bars
}

fn ago(minutes: usize) -> String {
    if minutes == 0 { text!("chart-this-minute") } else { text!("chart-minutes-ago", count = minutes) }
}

fn back(minute: &Minute, now: Timestamp) -> String {
    ago(usize::try_from((now.0 / MINUTE).saturating_sub(minute.at.0 / MINUTE)).unwrap_or(0))
}

/// The chart of its calls in the last hour.
pub(super) fn calls_chart(title: &str, minutes: &[Minute], now: Timestamp) -> Markup {
    let sum: u64 = minutes.iter().map(calls).sum();
    let failed: u64 = minutes.iter().map(|minute| minute.failures).sum();
    let most = minutes.iter().map(calls).max().unwrap_or(0);
    let bars = bars(minutes, now, |minute| Bar {
        value: calls(minute),
        wrong: minute.failures,
        told: text!(
            "chart-minute",
            ago = back(minute, now),
            calls = text!("calls", count = calls(minute)),
            failed = minute.failures
        ),
    });
    let whole = text!("chart-calls", calls = text!("calls", count = sum), failed = failed);
    let short = text!("chart-calls-short", sum = sum, most = most, failed = failed);
    chart::draw("chart-calls", title, &whole, &short, &bars)
}

fn time_chart(minutes: &[Minute], now: Timestamp) -> Markup {
    let slowest = minutes.iter().map(|minute| minute.p99_microseconds).max().unwrap_or(0);
    let told = |us| text!("chart-within", time = words::duration(us));
    let bars = bars(minutes, now, |minute| Bar {
        value: minute.p99_microseconds,
        wrong: 0,
        told: format!("{}: {}", back(minute, now), told(minute.p99_microseconds)),
    });
    let whole = text!("chart-slowest", within = told(slowest));
    let short = text!("chart-at-most", time = words::duration(slowest));
    chart::draw("chart-time", &text!("chart-time"), &whole, &short, &bars)
}

fn table(minutes: &[Minute]) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(text!("costs-minutes")) {
            table class="figures" {
                thead {
                    tr {
                        @for name in OF_A_MINUTE { th scope="col" { (text!(name)) } }
                    }
                }
                tbody {
                    @for minute in minutes.iter().rev() {
                        tr {
                            th scope="row" { (words::when(minute.at)) }
                            td { (minute.outside) } td { (minute.unasked) } td { (minute.hooks) }
                            td { (minute.failures) } td { (minute.denials) }
                            td { (words::duration(minute.p50_microseconds)) }
                            td { (words::duration(minute.p99_microseconds)) }
                            td { (words::bytes(minute.peak_memory)) }
                        }
                    }
                }
            }
        }
    }
}

fn totals(figures: &Figures) -> Markup {
    let rows: [(&str, &Cost); 3] =
        [("row-outside", &figures.outside), ("row-unasked", &figures.unasked), ("row-hooks", &figures.hooks)];
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(text!("costs-since-start")) {
            table class="figures" {
                thead {
                    tr {
                        th scope="col" {}
                        @for name in OF_ALL { th scope="col" { (text!(name)) } }
                    }
                }
                tbody {
                    @for (name, cost) in rows {
                        tr {
                            th scope="row" { (text!(name)) }
                            td { (cost.calls) }
                            @for time in [
                                cost.p50_microseconds, cost.p99_microseconds, cost.slowest_microseconds, cost.cpu_microseconds,
                            ] {
                                td { @if cost.calls == 0 { "–" } @else { (words::duration(time)) } }
                            }
                        }
                    }
                }
            }
        }
        dl class="counts" {
            dt { (text!("column-failed")) } dd { (figures.failures) }
            dt { (text!("count-refused")) } dd { (figures.denials) }
            dt { (text!("count-conflicts")) } dd { (figures.conflicts) }
            dt { (text!("count-requests")) } dd { (figures.requests) }
            dt { (text!("count-vetoes")) } dd { (figures.vetoes) }
            dt { (text!("count-skipped")) } dd { (figures.skipped_hooks) }
            dt { (text!("count-memory")) } dd { (words::bytes(figures.peak_memory)) }
        }
    }
}

fn limit(page: &Page, storage: &Storage, beside: &Beside<'_>) -> Markup {
    let now = (storage.limit / MEGABYTE).to_string();
    let value = beside.entered.map_or(now.as_str(), |form| form.get("megabytes"));
    html! {
        form class="row" method="post" action=(page) {
            label { (text!("limit-most")) input type="number" name="megabytes" min="0" step="1" value=(value) required; }
            button name="do" value="limit" { (text!("limit-set")) }
            @if storage.chosen { button class="quiet" name="do" value="usual" formnovalidate { (text!("limit-usual")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_minute_has_its_place_and_one_without_calls_is_said_to_be_empty() {
        let now = Timestamp(1_000 * MINUTE + 5);
        let at = |ago: u64| Minute {
            at: Timestamp((1_000 - ago) * MINUTE),
            outside: ago + 1,
            ..Minute::default()
        };
        let bar = |minute: &Minute| Bar { value: minute.outside, wrong: 0, told: "told".into() };
        let bars = bars(&[at(59), at(2), at(0), at(90)], now, bar);
        let values: Vec<u64> = bars.iter().map(|bar| bar.value).collect();
        assert_eq!((values[0], values[57], values[59], values.iter().sum::<u64>()), (60, 3, 1, 64));
        assert_eq!(
            (bars[1].told.as_str(), bars[58].told.as_str()),
            ("58 min ago: nothing", "1 min ago: nothing")
        );
    }
}
