//! Every word that people read here, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use ombud_plugin::{text, words};

words! {
    previous = "previous",
    came_back = "came-back",
}

/// To whom, before the moment.
pub fn given_to(name: &str) -> String {
    text!("given-to", name = name)
}

/// How much of how much.
pub fn load(has: u32, most: u32) -> String {
    text!("load", has = has, most = most)
}

/// Why.
pub fn skill(skill: &str) -> String {
    text!("has-skill", skill = skill)
}

/// Likewise.
pub fn no_skill(skill: &str) -> String {
    text!("no-skill", skill = skill)
}

/// Likewise.
pub fn language(language: &str) -> String {
    text!("speaks", language = language)
}
