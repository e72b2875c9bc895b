//! Words for what was begun, for what waits to leave, and for who else is there.

use ombud_plugin::{text, words};

words! {
    save_draft = "save-draft",
    discard_draft = "discard-draft",
    bring_back = "bring-back",
    draft_saved = "draft-saved",
    draft_unsaved = "draft-unsaved",
    draft_here = "draft-here",
    draft_elsewhere = "draft-elsewhere",
    draft_clash = "draft-clash",
    take_other = "take-other",
    offline = "offline",
    not_sent_offline = "not-sent-offline",
    recall_hint = "recall-hint",
    to_composer = "to-composer",
    clear_away = "clear-away",
    sent_otherwise = "sent-otherwise",
    attach = "attach",
    attach_them = "attach-them",
}

/// Takes a file out of what is being written.
pub fn take_out(name: &str) -> String {
    text!("take-out", name = name)
}

/// When a reply leaves.
pub fn leaves_in(seconds: u64) -> String {
    text!("leaves-in", count = seconds)
}

/// Why a reply did not leave.
pub fn did_not_leave(reason: &str) -> String {
    text!("did-not-leave", reason = reason)
}

/// A reply that did not leave, in the inbox.
pub fn not_left(number: u64, reason: &str) -> String {
    text!("not-left", number = number.to_string(), reason = reason)
}

/// Who has the ticket open.
pub fn is_looking(name: &str) -> String {
    text!("is-looking", name = name)
}

/// Who is writing in it.
pub fn is_writing(name: &str) -> String {
    text!("is-writing", name = name)
}

/// Why a draft is not saved.
pub fn draft_long(most: usize) -> String {
    text!("draft-long", most = most)
}
