//! Putting a ticket off: it is pending until a time, and comes back by itself.

use super::Page;
use crate::clock::date;
use crate::parts::options;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{Changes, Status};
use ombud_plugin::{Error, Result, Timestamp};

/// What the form calls it.
const NAME: &str = "off";

/// For how many days.
const DAYS: [u32; 6] = [1, 2, 3, 7, 14, 30];
const DAY: u64 = 86_400_000;

/// For how many days somebody puts a ticket off; none: not at all, or for what no form offers.
pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Option<u32> {
    get(NAME)?.parse().ok().filter(|days| DAYS.contains(days))
}

/// Puts it off from now on. `invalid` if another status was chosen as well.
pub fn put_off(changes: &mut Changes, days: u32, now: Timestamp) -> Result<()> {
    if *changes.status.get_or_insert(Status::Pending) != Status::Pending {
        return Err(Error::invalid(texts::only_pending_is_put_off()));
    }
    changes.until = Some(now + u64::from(days) * DAY);
    Ok(())
}

impl Page {
    /// The choice, in the form of the panel.
    pub(super) fn put_off(&self) -> Markup {
        let words: Vec<(String, String)> =
            DAYS.iter().map(|days| (days.to_string(), texts::for_days(*days))).collect();
        let choices = words.iter().map(|(days, words)| (days.as_str(), words.as_str()));
        let stays = if self.ticket.until.is_some() { texts::as_it_is() } else { texts::not_put_off() };
        let chosen = self.kept.choice.as_ref().and_then(|choice| choice.days).map(|days| days.to_string());
        html! {
            label {
                (texts::put_off())
                select name=(NAME) { (options([("", stays)].into_iter().chain(choices), &chosen.unwrap_or_default())) }
            }
        }
    }

    /// Until when it waits.
    pub(super) fn until(&self) -> Markup {
        html! {
            @if let Some(until) = self.ticket.until {
                span class="muted" { (texts::until()) " " (date(until, self.now)) }
            }
        }
    }
}
