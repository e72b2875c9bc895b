//! For the board: who waits for a skill that nobody has who accepts chats.

use crate::keep::Chat;
use crate::route::Route;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Entry;
use std::collections::BTreeMap;

/// The skill that is lacking, by chat.
pub type Lacks = BTreeMap<String, String>;

/// A card of those among these chats; nothing if there are none.
pub fn card(chats: &[Entry<Chat>], lacks: &Lacks) -> Markup {
    let lacking: Vec<_> = chats.iter().filter_map(|chat| Some((chat, lacks.get(chat.id())?))).collect();
    html! {
        @if !lacking.is_empty() {
            section class="card" aria-labelledby="lacking" {
                h2 id="lacking" { (texts::lacking()) }
                ul {
                    @for (chat, skill) in &lacking {
                        li { a href=(Route::chat(chat.id())) dir="auto" { (chat.value.name) } ": " (texts::lacks(skill)) }
                    }
                }
            }
        }
    }
}
