//! Times on a page, which the kernel's script turns into the time of the place where it is read.

use maud::{Markup, html};
use ombud_plugin::Timestamp;
use ombud_plugin::moment::{ago, long, machine, short};

/// How long ago, and when: for lists and messages.
pub fn moment(at: Timestamp, now: Timestamp) -> Markup {
    html! {
        ombud-time shows="both" {
            time datetime=(machine(at)) title=(long(at)) { (short(at, now)) }
            " "
            small class="ago" { (ago(at, now)) }
        }
    }
}

/// When, alone: where the page is quiet.
pub fn date(at: Timestamp, now: Timestamp) -> Markup {
    html! { ombud-time shows="date" { time datetime=(machine(at)) title=(long(at)) { (short(at, now)) } } }
}
