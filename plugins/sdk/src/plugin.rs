//! The one trait that every plugin implements.

use crate::{
    Amendment, Change, Cx, Delivery, Error, Event, Outcome, RecordRef, Request, Response, Result, State,
    Timestamp, Verdict,
};

/// A plugin. Each call gets a fresh instance, so there is no `self`: what must last goes into records.
pub trait Plugin {
    /// Answers a request under `/<plugin>/…`. The kernel lets through only what the manifest's routes name.
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        let _ = cx;
        Err(Error::not_found(format!("there is no `{} {}`", request.method, request.path)))
    }

    /// Reacts to an event that the manifest lists. May be called twice for the same event.
    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        let _ = (cx, event);
        Ok(())
    }

    /// A timer of [`Cx::set_timer`] rang. May be called twice for the same ring.
    fn ring(cx: &Cx, key: &str, due: Timestamp, data: &str) -> Result<()> {
        let _ = (cx, key, due, data);
        Ok(())
    }
}

/// A plugin whose records have had another form before. The manifest says in which `schema` it keeps them.
pub trait Migrates {
    /// Brings every record of this plugin from one form to another, or fails and changes nothing. Nobody else is in
    /// the plugin meanwhile. Records keep the time of their last change, and nobody hears of it.
    fn migrate(cx: &Cx, from: u32, to: u32) -> Result<()>;
}

/// A plugin that has a say before changes of others are committed. The manifest lists its `hooks`.
pub trait Hooks {
    /// Allows a change, or not, or amends it. Everything can be looked at as it will be; nothing can be written.
    fn before(cx: &Cx, change: Change) -> Result<Verdict>;
}

/// A plugin that wants to know what became of its requests.
pub trait Outcomes {
    /// One was answered, or given up. May be called twice for the same request.
    fn on_outcome(cx: &Cx, outcome: Outcome) -> Result<()>;
}

/// A plugin that wants to know what became of its mails.
pub trait Deliveries {
    /// One was taken, refused or given up for the last of its recipients. May be called twice for the same mail.
    fn on_delivery(cx: &Cx, delivery: Delivery) -> Result<()>;
}

/// A plugin that adds to pages of others. The manifest lists its `contributions`.
pub trait Contributes {
    /// Draws one of them, for the person who looks, about the record that the page is about. Everything can be looked at
    /// that the person and the plugin may both see; nothing can be written. None: there is nothing to show.
    fn render(cx: &Cx, name: &str, subject: Option<RecordRef>) -> Result<Option<String>>;
}

/// A plugin that adds columns to lists of others: a contribution at the point `inbox-column`.
pub trait Columns {
    /// Draws one of them for the person who looks: a cell for each of these records, in their order. Everything can be
    /// looked at that the person and the plugin may both see; nothing can be written. None: an empty cell.
    fn draw(cx: &Cx, name: &str, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>>;
}

impl State {
    /// The body, read as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Error::invalid(format!("the body of `{}`: {error}", self.envelope.id)))
    }
}

impl Verdict {
    /// Not like this, because.
    pub fn veto(reason: impl Into<String>) -> Verdict {
        Verdict::Veto(reason.into())
    }

    /// Like this, but for one field.
    pub fn amend(field: impl Into<String>, value: &impl serde::Serialize) -> Result<Verdict> {
        let value = serde_json::to_string(value)
            .map_err(|error| Error::failed(format!("cannot write an amendment as JSON: {error}")))?;
        Ok(Verdict::Amend(vec![Amendment { field: field.into(), value }]))
    }
}

impl Event {
    /// The event's `data`, read as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.data)
            .map_err(|error| Error::invalid(format!("the data of event `{}`: {error}", self.kind)))
    }
}
