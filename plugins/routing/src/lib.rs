//! Gives tickets that nobody has to those who accept work, where a department wants that.
//!
//! All is given out in one place, a timer, with the plugin's own rights: who is there, how much they have and to whom the ticket goes is
//! read and written in one unit of work. To whom, `ombud-worktime` decides, as of chats. Why it is cut so: docs/decisions/0038.

mod give;
mod keep;
mod people;
mod settings;
mod texts;
mod why;

use ombud_plugin::{Contributes, Cx, Event, Plugin, RecordRef, Result, Timestamp, contributes, export};

/// The plugin.
pub struct Routing;

impl Plugin for Routing {
    fn ring(cx: &Cx, _: &str, _: Timestamp, data: &str) -> Result<()> {
        give::out(cx, data)
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        match event.kind.as_str() {
            "tickets:tickets.deleted" => return give::gone(cx, &event.subject.id),
            "tickets:tickets.changed" => give::taken(cx, &event.subject.id)?,
            _ => {}
        }
        give::soon(cx)
    }
}

impl Contributes for Routing {
    fn render(cx: &Cx, _: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        let Some(subject) = subject else { return Ok(None) };
        let given = cx.find(keep::GIVEN, &subject.id)?.map(|entry| entry.value);
        given.map(|given| why::draw(cx, &given).map(|html| html.into_string())).transpose()
    }
}

export!(Routing);
contributes!(Routing);

#[cfg(test)]
mod tests;
