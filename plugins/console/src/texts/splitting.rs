//! The words of splitting.

use super::then_usual;
use ombud_plugin::{text, words};

words! {
    split_hint = "split-hint",
    split_start = "split-start",
    split = "split",
    split_chosen = "split-chosen",
    split_new = "split-new",
    split_mode = "split-mode",
    split_move = "split-move",
    split_copy = "split-copy",
    split_quiet = "split-quiet",
    split_priority_default = "split-priority-default",
    split_tags = "split-tags",
    split_fields = "split-fields",
    split_none = "split-none",
    undo_split = "undo-split",
    split_preview = "split-preview",
    split_both = "split-both",
    split_in_both = "split-in-both",
    split_no_message = "split-no-message",
    split_not_so = "split-not-so",
}

/// The heading of the page that splits.
pub fn split_title(number: u64) -> String {
    text!("split-title", number = number.to_string())
}

/// The requester that a split takes by itself.
pub fn split_requester(name: &str) -> String {
    text!("split-requester", usual = then_usual(), name = name)
}

/// The heading of what is left where the messages were.
pub fn split_stays(number: u64) -> String {
    text!("split-stays", number = number.to_string())
}

/// Why not all messages can move.
pub fn split_all(number: u64) -> String {
    text!("split-all", number = number.to_string())
}

/// Why what was chosen cannot be split off.
pub fn split_gone(number: u64) -> String {
    text!("split-gone", number = number.to_string())
}

/// Why nothing can be split off now.
pub fn split_shut(number: u64) -> String {
    text!("split-shut", number = number.to_string())
}
