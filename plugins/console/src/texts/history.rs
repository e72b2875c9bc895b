//! The past of a ticket.

use super::{priority_of, status_of};
use ombud_plugin::text;

/// The heading of the folded history.
pub fn history(changes: usize) -> String {
    text!("history", count = changes)
}

/// The permission that a change took.
pub fn by_right(right: &str) -> String {
    text!("by-right", right = right)
}

/// One step in the history, after the name of who took it.
pub fn change(what: &str, before: &str, after: &str) -> String {
    match what {
        "created" => text!("change-created", after = channel(after)),
        "split-from" => text!("change-split-from", after = after),
        "split-to" => text!("change-split-to", after = after),
        "split-undone" => text!("change-split-undone", after = after),
        "merged-from" => text!("change-merged-from", after = after),
        "merged-into" => text!("change-merged-into", after = after),
        "merge-undone" => text!("change-merge-undone", after = after),
        "follow-up-of" => text!("change-follow-up-of", after = after),
        "followed-by" => text!("change-followed-by", after = after),
        "note-edited" => text!("change-note-edited").to_owned(),
        "note-deleted" => text!("change-note-deleted").to_owned(),
        "status" | "priority" => change_of(&field(what), &choice(before), &choice(after)),
        name => change_of(&field(name), before, after),
    }
}

/// A change of a field that is called so.
pub fn change_of(field: &str, before: &str, after: &str) -> String {
    match (before, after) {
        ("", "") => text!("change-field", field = field),
        ("", after) => text!("change-field-set", field = field, after = after),
        (before, "") => text!("change-field-removed", field = field, before = before),
        (before, after) => text!("change-field-from", field = field, before = before, after = after),
    }
}

/// A field in the history. One that a desk has made for itself is called as it is called there.
fn field(name: &str) -> String {
    match name {
        "status" => text!("field-status").to_owned(),
        "priority" => text!("field-priority").to_owned(),
        "assignee" => text!("field-assignee").to_owned(),
        "department" => text!("field-department").to_owned(),
        "subject" => text!("field-subject").to_owned(),
        "tags" => text!("field-tags").to_owned(),
        "requester" => text!("field-requester").to_owned(),
        "participants" => text!("field-participants").to_owned(),
        "language" => text!("field-language").to_owned(),
        other => other.replace('-', " "),
    }
}

/// What was chosen of what is the same on every desk.
fn choice(word: &str) -> String {
    let status = word.parse().map(status_of).ok();
    status.or_else(|| word.parse().map(priority_of).ok()).unwrap_or(word).to_owned()
}

/// How a ticket came: one of the ways that the desk has of its own, or the word of another plugin.
fn channel(word: &str) -> &str {
    match word {
        "mail" => text!("channel-mail"),
        "web" => text!("channel-web"),
        "chat" => text!("channel-chat"),
        other => other,
    }
}
