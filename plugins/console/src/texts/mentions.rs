//! Words about colleagues who are mentioned.

use ombud_plugin::{text, words};

words! {
    mentions = "mentions",
    no_mentions = "no-mentions",
    keep_all_the_same = "keep-all-the-same",
}

/// Who mentions the viewer.
pub fn mentioned_you(name: &str) -> String {
    text!("mentioned-you", name = name)
}

/// Somebody who is named hears nothing.
pub fn cannot_read(name: &str) -> String {
    text!("cannot-read", name = name)
}

/// Several may be meant.
pub fn ambiguous(written: &str, names: &[&str]) -> String {
    text!("ambiguous-name", written = format!("@{written}"), names = names.join(", "))
}
