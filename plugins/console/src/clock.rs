//! Times on a page, which the kernel's script turns into the time of the place where it is read.

use maud::{Markup, html};
use ombud_plugin::Timestamp;
pub use ombud_plugin::draw::{moment_and_age as moment, moment_in_row};
use ombud_plugin::moment::{long, machine, short};

/// When, alone: where the page is quiet.
pub fn date(at: Timestamp, now: Timestamp) -> Markup {
    html! { ombud-time shows="date" { time datetime=(machine(at)) title=(long(at)) { (short(at, now)) } } }
}
