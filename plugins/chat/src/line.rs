//! Lines: what is said in a chat, in order, each once.
//!
//! What the visitor may see has a row of its own (`said`), in which times only grow; what is for staff stands beside it and moves
//! nothing there. So neither a time nor a gap tells a visitor of what is not for visitors. The whole row (`at`) is in the order in
//! which lines came: each has a place after all before it, whoever wrote those, so nothing comes below where a reader is.

use crate::keep::{CHATS, File, From, Kind, Line};
use crate::{alert, texts};
use ombud_plugin::{Audience, Collection, Cx, Draft, Entry, Error, Query, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// The longest text, in letters.
pub const TEXT: usize = 4000;
/// So many files in a line, at most.
const FILES: usize = 10;
/// So many are read at a time.
const PAGE: u32 = 100;
const FEW: u32 = 4;
/// So many lines are told at once; who has missed more is told the latest, and that there are more.
const MOST: usize = 500;

/// The lines, with their places in the whole row: no part of what is told of a line.
const ROWS: Collection<Placed> = Collection::new("chat:lines");
/// How far the talk of a chat has come. Private, so that visitors' lines find their place behind what visitors do not see.
const TALKS: Collection<Talk> = Collection::new("chat:marks");

#[derive(Serialize, Deserialize)]
struct Placed {
    #[serde(flatten)]
    line: Line,
    #[serde(default)]
    place: Timestamp,
}

/// How far the talk of a chat has come, as those at the desk are to know who give it out and look after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Talk {
    /// The last place in the whole row.
    pub place: Timestamp,
    /// Since when the visitor waits for an answer; 0: not now.
    pub waits: Timestamp,
    /// When the visitor last used one of the words that the settings name; 0: never.
    pub unhappy: Timestamp,
}

impl Talk {
    /// The next place in the whole row, after this line.
    fn goes_on(&mut self, cx: &Cx, line: &Line, everyone: bool) -> Result<Timestamp> {
        self.place = if self.place == 0 { line.at } else { (self.place + 1).max(line.at) };
        match (line.kind, line.from) {
            (Kind::Said, From::Visitor) => {
                self.waits = if self.waits == 0 { line.at } else { self.waits };
                if alert::is_unhappy(cx, &line.text)? {
                    self.unhappy = line.at;
                }
            }
            (Kind::Said, From::Agent) if everyone => self.waits = 0,
            _ => {}
        }
        Ok(self.place)
    }
}

fn talk_id(chat: &str) -> String {
    format!("{chat}-row")
}

/// How far it has come.
pub fn talk(cx: &Cx, chat: &str) -> Result<Talk> {
    Ok(cx.find(TALKS, &talk_id(chat))?.map(|read| read.value).unwrap_or_default())
}

/// The place of one more line in the whole row of a chat.
fn next_place(cx: &Cx, chat: &str, line: &Line, everyone: bool) -> Result<Timestamp> {
    let id = talk_id(chat);
    let read = cx.find(TALKS, &id)?;
    let mut talk = read.as_ref().map(|read| read.value).unwrap_or_default();
    let place = talk.goes_on(cx, line, everyone)?;
    let draft = Draft::new(&talk);
    match read {
        Some(read) => cx.update(TALKS, &read, draft)?,
        None => cx.create(TALKS, draft.id(&id))?,
    };
    Ok(place)
}

/// Which lines.
#[derive(Clone, Copy, PartialEq)]
pub enum Row {
    /// All that the reader may see.
    Whole,
    /// Of those what the visitor sees, as long as the others are not shown. A look at it moves nobody on: what was left out
    /// is still to come.
    Open,
    /// Those that the visitor sees.
    Said,
}

/// Some lines of a chat.
pub struct Lines {
    /// The oldest first.
    pub all: Vec<Entry<Line>>,
    /// Where the next look at this row begins.
    pub next: Timestamp,
    /// There are more of them, before these.
    pub cut: bool,
}

/// What comes after this in a row, the oldest first.
pub fn after(cx: &Cx, chat: &str, row: Row, after: Timestamp) -> Result<Vec<Entry<Line>>> {
    Ok(read(cx, chat, row, after)?.all)
}

/// The same, with where it goes on.
pub fn read(cx: &Cx, chat: &str, row: Row, after: Timestamp) -> Result<Lines> {
    let index = if row == Row::Whole { "at" } else { "said" };
    // Whoever has read before looks at what is new, which is little.
    let first = if after == 0 { PAGE } else { FEW };
    let mut query = Query::by(index).parent(CHATS.at(chat)).descending().limit(first);
    let mut found = Lines { all: Vec::new(), next: after, cut: false };
    'pages: loop {
        let page = cx.query(ROWS, &query)?;
        for Entry { envelope, value, blobs } in page.entries {
            let place = if row == Row::Said { value.line.at } else { value.place.max(value.line.at) };
            if place <= after {
                break 'pages;
            }
            if found.all.len() == MOST {
                found.cut = true;
                break 'pages;
            }
            if row != Row::Open {
                found.next = found.next.max(place);
            }
            found.all.push(Entry { envelope, value: value.line, blobs });
        }
        match page.next {
            Some(next) => query = query.cursor(next).limit(PAGE),
            None => break,
        }
    }
    found.all.reverse();
    Ok(found)
}

/// The last line that the visitor may see.
pub fn last(cx: &Cx, chat: &str) -> Result<Option<Line>> {
    let query = Query::by("said").parent(CHATS.at(chat)).descending().limit(1);
    Ok(cx.query(ROWS, &query)?.entries.into_iter().next().map(|entry| entry.value.line))
}

/// The ticket that was opened of the chat when nothing was said after this time.
pub fn ticket(cx: &Cx, chat: &str, until: Timestamp) -> Result<Option<u64>> {
    let line = cx.find(ROWS, &ticket_id(chat, until))?;
    Ok(line.and_then(|entry| entry.value.line.text.parse().ok()))
}

/// Nobody else's line has such a name.
fn ticket_id(chat: &str, until: Timestamp) -> String {
    format!("{chat}-ticket-{until}")
}

/// Something to be written down.
pub struct Say {
    line: Line,
    audience: Audience,
    /// Its name, where that is not made of the writer's key.
    id: Option<String>,
}

impl Say {
    fn new(line: Line) -> Say {
        Say { line, audience: Audience::Everyone, id: None }
    }

    /// Somebody says something to the other side.
    pub fn text(from: From, who: Option<UserId>, text: &str) -> Result<Say> {
        let text = text.trim().replace("\r\n", "\n");
        if text.chars().count() > TEXT {
            return Err(Error::too_large(texts::long_text(TEXT)));
        }
        Ok(Say::new(Line { kind: Kind::Said, from, who, text, at: 0, key: None, files: Vec::new() }))
    }

    /// Something for staff alone: a whisper, a note.
    pub fn aside(kind: Kind, who: UserId, text: &str) -> Result<Say> {
        let mut say = Say::text(From::Agent, Some(who), text)?;
        (say.line.kind, say.audience) = (kind, Audience::Staff);
        Ok(say)
    }

    /// The desk tells both sides what has become of the chat.
    pub fn told(kind: Kind, who: Option<UserId>) -> Say {
        let text = String::new();
        Say::new(Line { kind, from: From::Desk, who, text, at: 0, key: None, files: Vec::new() })
    }

    /// With these words the visitor was invited, by somebody or by a rule.
    pub fn invited(by: Option<UserId>, text: &str) -> Say {
        let mut say = Say::told(Kind::Invited, by);
        say.line.text = text.to_owned();
        say
    }

    /// The desk tells staff alone which ticket there is of what was said until then.
    pub fn ticket(who: &str, number: u64, chat: &str, until: Timestamp) -> Say {
        let mut say = Say::inside(Kind::Ticket, who);
        say.line.text = number.to_string();
        say.id = Some(ticket_id(chat, until));
        say
    }

    /// The desk tells staff alone that nobody who accepts chats has this skill.
    pub fn lacks(skill: &str) -> Say {
        let mut say = Say { audience: Audience::Staff, ..Say::told(Kind::Lacks, None) };
        say.line.text = skill.to_owned();
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
        if self.id.is_some() {
            return Ok(self.id.clone());
        }
        let Some(key) = &self.line.key else { return Ok(None) };
        let key = checked(key)?;
        // Everybody names what is theirs: nobody is in anybody's way. A name has no room for all of the three.
        Ok(Some(match self.line.from {
            From::Visitor => format!("{chat}.{key}"),
            From::Agent | From::Desk => {
                let who = self.line.who.as_deref().unwrap_or_default();
                format!("{chat}-{:032x}", digest(&format!("{who}/{key}")))
            }
        }))
    }

    /// The same line, if it was written already. `conflict` if something else was written under its name.
    pub fn known(&self, cx: &Cx, chat: &str) -> Result<Option<(String, Line)>> {
        let Some(id) = self.id(chat)? else { return Ok(None) };
        let Some(entry) = cx.find(ROWS, &id)? else { return Ok(None) };
        let line = entry.value.line;
        let files = |line: &Line| line.files.iter().map(|file| file.blob.clone()).collect::<Vec<_>>();
        let same = (line.from, line.kind, &line.who, &line.text)
            == (self.line.from, self.line.kind, &self.line.who, &self.line.text)
            && files(&line) == files(&self.line);
        match same {
            true => Ok(Some((id, line))),
            false => Err(Error::conflict(texts::sent_otherwise())),
        }
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
        let place = next_place(cx, chat, &self.line, everyone)?;
        let placed = Placed { line: self.line, place };
        let mut draft = Draft::new(&placed)
            .id(&id)
            .parent(CHATS.at(chat))
            .audience(self.audience)
            .index("at", [place])
            .blobs(placed.line.files.iter().map(|file| file.blob.clone()));
        if everyone {
            draft = draft.index("said", [placed.line.at]);
        }
        cx.create(ROWS, draft)?;
        Ok((id, placed.line, true))
    }
}

/// FNV-1a: the same today and tomorrow. Two keys of which it is the same are told from each other by what was said.
fn digest(text: &str) -> u128 {
    const BEGIN: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    text.bytes().fold(BEGIN, |so_far, byte| (so_far ^ u128::from(byte)).wrapping_mul(PRIME))
}

/// The name that somebody gives to what is sent, so that sending it again does nothing.
pub fn checked(key: &str) -> Result<&str> {
    let known = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    match (1..=36).contains(&key.len()) && key.bytes().all(known) {
        true => Ok(key),
        false => Err(Error::invalid("`key` has 1 to 36 characters of A-Z a-z 0-9 - _")),
    }
}
