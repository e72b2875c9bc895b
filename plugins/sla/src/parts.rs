//! A few words about a ticket: beside its title, and in the list.

use crate::keep::{Promised, next};
use crate::reckon::{signed, unsigned};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Timestamp;
use ombud_plugin::moment::{machine, short};
use ombud_worktime::{DAY, Instant};

/// What counts first of a ticket: what is due first; else what stands.
fn first(promised: &[Promised]) -> Option<(&Promised, Option<Instant>)> {
    if let Some((one, due)) = next(promised) {
        return Some((one, Some(due)));
    }
    promised.iter().find(|one| one.left.is_some()).map(|one| (one, None))
}

/// A moment that counts down before whoever looks, after these words. Once it is over, it says first that this is broken; of one that
/// is days off no page is told so for so long.
fn counting(words: &Markup, due: Instant, left: i64, told: &str, between: &str) -> Markup {
    html! {
        ombud-time {
            @if left < DAY { small class="late" hidden[left >= 0] { (texts::broken()) (between) } }
            (words)
            time datetime=(machine(unsigned(due))) {}
            small class="ago" { (told) }
        }
    }
}

/// Beside the title: what, and how long until then.
pub fn badge(promised: &[Promised], now: Timestamp) -> Option<Markup> {
    let (one, due) = first(promised)?;
    let metric = texts::metric(one.metric);
    let Some(due) = due else { return Some(html! { (texts::stands_badge(metric)) }) };
    let left = due - signed(now);
    Some(counting(&html! { (metric) " " }, due, left, &texts::until_about(left), " · "))
}

/// In the list: when; far off as a day, which counts down once it is near.
pub fn cell(promised: &[Promised], now: Timestamp) -> Option<Markup> {
    let (one, due) = first(promised)?;
    let Some(due) = due else {
        let stands = if one.broken.is_some() { texts::broken() } else { texts::stands() };
        return Some(html! { (stands) });
    };
    let left = due - signed(now);
    let told = if left < DAY { texts::until(left) } else { short(unsigned(due), now) };
    Some(counting(&html! {}, due, left, &told, ""))
}
