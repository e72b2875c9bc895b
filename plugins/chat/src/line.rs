//! Lines: what is said in a chat, in order, each once.
//!
//! What the visitor may see has a row of its own (`said`), in which times only grow; what is for staff stands beside it and moves
//! nothing there. So neither a time nor a gap tells a visitor of what is not for visitors.

use crate::keep::{CHATS, File, From, Kind, LINES, Line};
use crate::texts;
use ombud_plugin::{Audience, Cx, Draft, Entry, Error, Query, Result, Timestamp, UserId};

/// The longest text, in letters.
pub const TEXT: usize = 4000;
/// So many files in a line, at most.
const FILES: usize = 10;
/// So many lines are told at once; who has missed more is told the latest.
const MOST: usize = 500;

/// Which lines.
#[derive(Clone, Copy, PartialEq)]
pub enum Row {
    /// All that the reader may see.
    Whole,
    /// Those that the visitor sees.
    Said,
}

/// What is later than this, the oldest first.
pub fn after(cx: &Cx, chat: &str, row: Row, after: Timestamp) -> Result<Vec<Entry<Line>>> {
    let index = if row == Row::Said { "said" } else { "at" };
    let mut query = Query::by(index).parent(CHATS.at(chat)).descending().limit(100);
    let mut found = Vec::new();
    'pages: loop {
        let page = cx.query(LINES, &query)?;
        for entry in page.entries {
            if entry.value.at <= after || found.len() == MOST {
                break 'pages;
            }
            found.push(entry);
        }
        match page.next {
            Some(next) => query = query.cursor(next),
            None => break,
        }
    }
    found.reverse();
    Ok(found)
}

/// The last line that the visitor may see.
pub fn last(cx: &Cx, chat: &str) -> Result<Option<Line>> {
    let query = Query::by("said").parent(CHATS.at(chat)).descending().limit(1);
    Ok(cx.query(LINES, &query)?.entries.into_iter().next().map(|entry| entry.value))
}

/// Something to be written down.
pub struct Say {
    line: Line,
    audience: Audience,
}

impl Say {
    /// Somebody says something to the other side.
    pub fn text(from: From, who: Option<UserId>, text: &str) -> Result<Say> {
        let text = text.trim().replace("\r\n", "\n");
        if text.chars().count() > TEXT {
            return Err(Error::too_large(texts::long_text(TEXT)));
        }
        let line = Line { kind: Kind::Said, from, who, text, at: 0, key: None, files: Vec::new() };
        Ok(Say { line, audience: Audience::Everyone })
    }

    /// Something for staff alone: a whisper, a note.
    pub fn aside(kind: Kind, who: UserId, text: &str) -> Result<Say> {
        let mut say = Say::text(From::Agent, Some(who), text)?;
        (say.line.kind, say.audience) = (kind, Audience::Staff);
        Ok(say)
    }

    /// The desk tells both sides what has become of the chat.
    pub fn told(kind: Kind, who: Option<UserId>) -> Say {
        let line =
            Line { kind, from: From::Desk, who, text: String::new(), at: 0, key: None, files: Vec::new() };
        Say { line, audience: Audience::Everyone }
    }

    /// The desk tells staff alone which ticket there is.
    pub fn ticket(who: &str, number: u64) -> Say {
        let mut say = Say::inside(Kind::Ticket, who);
        say.line.text = number.to_string();
        say
    }

    /// The desk tells staff alone.
    pub fn inside(kind: Kind, who: &str) -> Say {
        Say { audience: Audience::Staff, ..Say::told(kind, Some(who.to_owned())) }
    }

    /// With the writer's own name for it: the same one again is the same line.
    pub fn key(mut self, key: &str) -> Say {
        self.line.key = Some(key.to_owned()).filter(|key| !key.is_empty());
        self
    }

    /// With files.
    pub fn files(mut self, files: Vec<File>) -> Result<Say> {
        if files.len() > FILES {
            return Err(Error::too_large(texts::many_files(FILES)));
        }
        self.line.files = files;
        Ok(self)
    }

    fn id(&self, chat: &str) -> Result<Option<String>> {
        // Visitors name what is theirs, and staff what is theirs: neither can be in the other's way.
        let joint = if self.line.from == From::Visitor { '.' } else { '-' };
        self.line.key.as_deref().map(|key| Ok(format!("{chat}{joint}{}", checked(key)?))).transpose()
    }

    /// The same line, if it was written already.
    pub fn known(&self, cx: &Cx, chat: &str) -> Result<Option<(String, Line)>> {
        let Some(id) = self.id(chat)? else { return Ok(None) };
        // The name is the writer's own: somebody else's line under it is none of the writer's.
        let mine = |line: &Line| {
            (line.from, line.kind, &line.who) == (self.line.from, self.line.kind, &self.line.who)
        };
        Ok(cx.find(LINES, &id)?.map(|entry| entry.value).filter(mine).map(|line| (id, line)))
    }

    /// Writes it down. True: it was not there yet.
    pub fn write(mut self, cx: &Cx, chat: &str) -> Result<(String, Line, bool)> {
        if let Some((id, line)) = self.known(cx, chat)? {
            return Ok((id, line, false));
        }
        let id = self.id(chat)?.unwrap_or_else(|| cx.new_id());
        if self.line.from != From::Desk && self.line.text.is_empty() && self.line.files.is_empty() {
            return Err(Error::invalid(texts::nothing_said()));
        }
        let everyone = self.audience == Audience::Everyone;
        self.line.at = match everyone {
            true => last(cx, chat)?.map_or(0, |last| last.at + 1).max(cx.now()),
            false => cx.now(),
        };
        let mut draft = Draft::new(&self.line)
            .id(&id)
            .parent(CHATS.at(chat))
            .audience(self.audience)
            .index("at", [self.line.at])
            .blobs(self.line.files.iter().map(|file| file.blob.clone()));
        if everyone {
            draft = draft.index("said", [self.line.at]);
        }
        cx.create(LINES, draft)?;
        Ok((id, self.line, true))
    }
}

/// The name that somebody gives to what is sent, so that sending it again does nothing.
pub fn checked(key: &str) -> Result<&str> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    match (1..=36).contains(&key.len()) && key.bytes().all(known) {
        true => Ok(key),
        false => Err(Error::invalid("`key` has 1 to 36 characters of A-Z a-z 0-9 - _")),
    }
}
