//! Between the words of WIT and those of the kernel. What a guest sends is a
//! stranger's: each id is parsed, and what does not parse is named.

use crate::bindings::guest::reactions;
use crate::bindings::{records, types as wit};
use crate::gate::Refused;
use ombud_access::{Audience, Denial, DepartmentId, Envelope, RecordId, RecordRef, RoleId, UserId};
use ombud_identity::IdentityError;
use ombud_store::{BlobId, Event, IndexEntry, StoreError, Value};
use ombud_texts::Language;
use std::sync::Arc;

/// An answer to the guest.
pub(crate) type Answer<T> = Result<T, wit::Error>;

pub(crate) fn user(id: &str) -> Answer<UserId> {
    id.parse().map_err(|_| wit::Error::Invalid(format!("`{id}` is not the id of a person")))
}

pub(crate) fn department(id: &str) -> Answer<DepartmentId> {
    id.parse().map_err(|_| wit::Error::Invalid(format!("`{id}` is not the id of a department")))
}

pub(crate) fn role(id: &str) -> Answer<RoleId> {
    id.parse().map_err(|_| wit::Error::Invalid(format!("`{id}` is not the id of a role")))
}

pub(crate) fn record(id: &str) -> Answer<RecordId> {
    RecordId::parse(id).map_err(|_| wit::Error::Invalid(format!("`{id}` is not the id of a record")))
}

pub(crate) fn record_ref(at: &wit::RecordRef) -> Answer<RecordRef> {
    Ok(RecordRef { collection: Arc::from(at.collection.as_str()), id: record(&at.id)? })
}

pub(crate) fn blob(id: &str) -> Answer<BlobId> {
    id.parse().map_err(|_| wit::Error::Invalid(format!("`{id}` is not the id of a file")))
}

pub(crate) fn audience(audience: wit::Audience) -> Audience {
    match audience {
        wit::Audience::Everyone => Audience::Everyone,
        wit::Audience::Staff => Audience::Staff,
    }
}

pub(crate) fn value(value: records::Value) -> Value {
    match value {
        records::Value::Number(number) => Value::Number(number),
        records::Value::Text(text) => Value::Text(text),
    }
}

pub(crate) fn index_entry(entry: records::IndexEntry) -> IndexEntry {
    IndexEntry { index: entry.index, key: entry.key.into_iter().map(value).collect() }
}

/// A refusal in the words of WIT.
pub(crate) fn denied(denial: Denial) -> wit::Error {
    let reason = denial.told().to_owned();
    wit::Error::Denied(wit::Denial { permission: denial.permission, reason })
}

pub(crate) fn to_wit_ref(at: &RecordRef) -> wit::RecordRef {
    wit::RecordRef { collection: at.collection.to_string(), id: at.id.as_str().to_owned() }
}

pub(crate) fn to_wit_event(event: &Event) -> reactions::Event {
    reactions::Event {
        number: event.number,
        kind: event.kind.clone(),
        subject: to_wit_ref(&event.subject),
        at: event.at.0,
        by: event.by.map(|user| user.to_string()),
        data: event.data.clone(),
    }
}

pub(crate) fn to_wit_envelope(envelope: &Envelope) -> wit::Envelope {
    wit::Envelope {
        collection: envelope.collection.to_string(),
        id: envelope.id.as_str().to_owned(),
        version: envelope.version,
        department: envelope.department.map(|d| d.to_string()),
        assignee: envelope.assignee.map(|u| u.to_string()),
        requester: envelope.requester.map(|u| u.to_string()),
        participants: envelope.participants.iter().map(UserId::to_string).collect(),
        audience: match envelope.audience {
            Audience::Everyone => wit::Audience::Everyone,
            Audience::Staff => wit::Audience::Staff,
        },
        parent: envelope.parent.as_ref().map(to_wit_ref),
        created: envelope.created.0,
        updated: envelope.updated.0,
    }
}

/// What a guest may hear of a refusal. What is hidden is not there.
impl From<Refused> for wit::Error {
    fn from(refused: Refused) -> wit::Error {
        match refused {
            Refused::Missing(what) | Refused::Hidden(what, _) => wit::Error::NotFound(what),
            Refused::Denied(denial) if denial.hidden => wit::Error::NotFound(denial.sentence),
            Refused::Denied(denial) => denied(denial),
            Refused::Invalid(why) => wit::Error::Invalid(why),
            Refused::Store(error) => error.into(),
        }
    }
}

/// What a guest may hear of the store's troubles.
impl From<StoreError> for wit::Error {
    fn from(error: StoreError) -> wit::Error {
        let text = error.to_string();
        match error {
            StoreError::NotFound(_) => wit::Error::NotFound(text),
            StoreError::Conflict(_) => wit::Error::Conflict(text),
            StoreError::Invalid(_) => wit::Error::Invalid(text),
            StoreError::TooLarge(_) => wit::Error::TooLarge(text),
            _ => {
                tracing::error!(error = %text, "the store could not answer a plugin");
                wit::Error::Unavailable("the store cannot answer now".into())
            }
        }
    }
}

/// What a guest may hear of people, in the language of its call.
pub(crate) fn of_people(language: Language, error: IdentityError) -> wit::Error {
    let said = error.said(language);
    match error {
        IdentityError::Denied(denial) => denied(denial),
        IdentityError::NotFound(_) => wit::Error::NotFound(said),
        IdentityError::Conflict(_) => wit::Error::Conflict(said),
        IdentityError::Store(error) => error.into(),
        _ => wit::Error::Invalid(said),
    }
}

/// Of what is only read, where nothing is refused but by the gate.
impl From<IdentityError> for wit::Error {
    fn from(error: IdentityError) -> wit::Error {
        of_people(Language::English, error)
    }
}
