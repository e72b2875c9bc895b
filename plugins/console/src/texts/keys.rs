//! What the keyboard does.

use ombud_plugin::{text, words};

words! {
    keys = "keys",
}

/// The keys of the keyboard, and what they do.
pub fn key_list() -> [(&'static str, &'static str); 18] {
    [
        ("j", text!("key-next")),
        ("k", text!("key-before")),
        ("o", text!("key-open")),
        ("x", text!("key-choose")),
        ("a", text!("key-take")),
        ("s", text!("key-status")),
        ("m", text!("key-merge")),
        ("r", text!("key-reply")),
        ("n", text!("key-note")),
        ("Ctrl Enter", text!("key-send")),
        ("z", text!("key-recall")),
        ("/", text!("key-search")),
        ("… /", text!("key-canned")),
        ("… @", text!("key-mention")),
        ("i", text!("key-inbox")),
        ("c", text!("key-new")),
        ("w", text!("key-there")),
        ("?", text!("key-list")),
    ]
}
