//! When the desk first answered, and what others may ask of chats.

use crate::give::filed;
use crate::keep::{CHATS, Chat, State};
use ombud_plugin::desk::chats::{Chat as Told, Provider};
use ombud_plugin::{Cx, Entry, Query, RecordId, Result};

/// So many chats of a state are told, and so many pages of them looked through.
const MOST: usize = 200;
const PAGES: usize = 20;

/// Somebody of the desk has written to the visitor: the first time is noted, as the visitor sees it.
pub fn note(cx: &Cx, chat: &Entry<Chat>) -> Result<()> {
    if chat.value.answered.is_some() {
        return Ok(());
    }
    let value = Chat { answered: Some(cx.now()), ..chat.value.clone() };
    cx.update(CHATS, chat, filed(chat, &value)).map(drop)
}

fn told(chat: &Entry<Chat>) -> Told {
    let (envelope, value) = (&chat.envelope, &chat.value);
    Told {
        id: chat.id().to_owned(),
        department: envelope.department.clone().unwrap_or_default(),
        visitor: envelope.requester.clone().unwrap_or_default(),
        agent: envelope.assignee.clone(),
        begun: value.begun,
        answered: value.answered,
        ended: value.ended,
    }
}

impl Provider for crate::Chats {
    fn get(cx: &Cx, chat: RecordId) -> Result<Told> {
        crate::work::chat(cx, &chat).map(|chat| told(&chat))
    }

    fn unanswered(cx: &Cx) -> Result<Vec<Told>> {
        let mut all = Vec::new();
        for state in [State::Waiting, State::Running] {
            let mut found = Vec::new();
            let mut query = Query::by("state").prefix(state.as_str()).limit(200);
            for _ in 0..PAGES {
                let page = cx.query(CHATS, &query)?;
                found.extend(page.entries.iter().filter(|chat| chat.value.answered.is_none()).map(told));
                match page.next {
                    // Of those that run most are answered.
                    Some(next) if found.len() < MOST => query = query.cursor(next),
                    _ => break,
                }
            }
            found.truncate(MOST);
            all.append(&mut found);
        }
        all.sort_by_key(|chat| chat.begun);
        Ok(all)
    }
}
