//! The box beside a conversation: what is promised, how it stands, and which deadlines became others, and why.

use crate::keep::{Promised, Recount, State};
use crate::reckon::{signed, unsigned};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::moment::{long, machine, short};
use ombud_plugin::{Timestamp, text};
use ombud_worktime::Instant;

/// A moment, which the kernel's script shows by the clocks of the place where it is read, with how long until then.
fn when(at: Instant, now: Timestamp, counts: bool) -> Markup {
    let stamp = unsigned(at);
    html! {
        ombud-time {
            time datetime=(machine(stamp)) { (short(stamp, now)) }
            @if counts {
                " "
                small class="ago" { (texts::until(at - signed(now))) }
            }
        }
    }
}

/// None: nothing is promised, and nothing was.
pub fn draw(state: &State, now: Timestamp) -> Option<Markup> {
    if state.promised.is_empty() && state.recounts.is_empty() {
        return None;
    }
    Some(html! {
        @if let Some(under) = &state.policy {
            p { (text!("under-policy", name = &under.name, version = under.version.to_string())) }
        }
        dl { @for one in &state.promised { dt { (texts::metric(one.metric)) } dd { (stands(one, now)) } } }
        @if !state.recounts.is_empty() {
            details {
                summary { (texts::recounts()) }
                ul { @for recount in state.recounts.iter().rev() { li { (recounted(recount, now)) } } }
            }
        }
    })
}

fn stands(one: &Promised, now: Timestamp) -> Markup {
    let took = |took: i64| texts::duration(took);
    html! {
        @match (one.done, one.due, one.left) {
            (Some((_, used)), _, _) if one.broken.is_some() => { strong { (texts::broken()) } " " (text!("took", time = took(used))) },
            (Some((_, used)), _, _) => { (texts::kept()) " " (text!("took", time = took(used))) },
            (None, Some(due), _) => {
                @if due < signed(now) { strong { (texts::broken()) } " " }
                (when(due, now, true))
            },
            (None, None, Some(left)) if left <= 0 => { strong { (texts::broken()) } " " (texts::stands()) },
            (None, None, Some(left)) => { (text!("stands-left", time = texts::duration(left))) },
            (None, None, None) => { (texts::much_later()) },
        }
        br;
        small { (text!("promised", time = texts::duration(one.target))) }
    }
}

fn recounted(recount: &Recount, now: Timestamp) -> Markup {
    let shown = |at: Option<Instant>| at.map_or_else(|| texts::none().to_owned(), |at| long(unsigned(at)));
    html! {
        (when(recount.at, now, false)) " "
        (text!(
            "recounted",
            metric = texts::metric(recount.metric),
            before = shown(recount.before),
            after = shown(recount.after),
            why = texts::reason(recount.why)
        ))
    }
}
