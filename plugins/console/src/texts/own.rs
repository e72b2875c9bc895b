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

/// The value of a field that holds one of these.
pub fn yes_or_no(yes: bool) -> &'static str {
    if yes { text!("yes") } else { text!("no") }
}

/// A search for a tag.
pub fn tagged(tag: &str) -> String {
    if tag.contains(' ') { format!("tag:\"{tag}\"") } else { format!("tag:{tag}") }
}
