//! Small pieces that the pages of several plugins draw alike.

use crate::Timestamp;
use crate::moment::{ago, long, machine, short};
use maud::{Markup, html};

/// The choices of a `select`: value, words.
pub fn options<'a>(choices: impl IntoIterator<Item = (&'a str, &'a str)>, chosen: &str) -> Markup {
    html! {
        @for (value, words) in choices {
            option value=(value) selected[value == chosen] { (words) }
        }
    }
}

/// When: the kernel's script turns it into the time of the place where it is read.
pub fn moment(at: Timestamp, now: Timestamp) -> Markup {
    html! { ombud-time { time datetime=(machine(at)) title=(long(at)) { (short(at, now)) } } }
}

/// When, and how long ago: for lists and messages.
pub fn moment_and_age(at: Timestamp, now: Timestamp) -> Markup {
    with_age(at, now, Some(long(at)))
}

/// The same in each row of a long list: without what a pointer is told in full, which the script says too.
pub fn moment_in_row(at: Timestamp, now: Timestamp) -> Markup {
    with_age(at, now, None)
}

fn with_age(at: Timestamp, now: Timestamp, in_full: Option<String>) -> Markup {
    html! {
        ombud-time shows="both" {
            time datetime=(machine(at)) title=[in_full] { (short(at, now)) }
            " "
            small class="ago" { (ago(at, now)) }
        }
    }
}
