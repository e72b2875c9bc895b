//! Own fields and tags.

use ombud_plugin::{text, words};

words! {
    tag = "tag",
    tags = "tags",
    tags_hint = "tags-hint",
    to_resolve = "to-resolve",
}

/// The tags that there are to give.
pub fn known_tags(known: &str) -> String {
    text!("known-tags", known = known)
}

/// The fields that have to be filled in to resolve a ticket, by their titles.
pub fn missing_to_resolve(titles: &[&str]) -> String {
    text!("missing-to-resolve", titles = titles.join(", "))
}

/// The value of a field that holds one of these.
pub fn yes_or_no(yes: bool) -> &'static str {
    if yes { text!("yes") } else { text!("no") }
}

/// A search for a tag.
pub fn tagged(tag: &str) -> String {
    if tag.contains(' ') { format!("tag:\"{tag}\"") } else { format!("tag:{tag}") }
}

/// The search for what somebody has asked and written, as it is typed.
pub fn sent_by(name: &str) -> String {
    format!("from:\"{}\"", name.replace('"', " "))
}
