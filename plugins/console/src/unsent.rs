//! What somebody has begun to write in a ticket and not sent: saved as it is typed, for that person alone.
//!
//! The records are personal: the kernel gives them to nobody else, whoever asks. No word is thrown away without a way
//! back: what is discarded, or given up for the text of another window, stays for a day.

use crate::texts;
use ombud_plugin::desk::outbox::Held;
use ombud_plugin::desk::tickets::{Attachment, MessageKind};
use ombud_plugin::{Audience, Collection, Cx, Draft, Entry, Error, Query, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const DRAFTS: Collection<Unsent> = Collection::new("console:drafts");

/// What a person has sent last, by the keys of the forms: one record for each, under the person's id.
const SENT: Collection<Vec<String>> = Collection::new("console:sent");

/// So many keys are remembered.
const KEYS: usize = 30;

/// The longest draft, bytes: as long as a message.
const LONGEST: usize = 400_000;
/// What was put aside stays for so long, milliseconds, ...
const DAY: u64 = 86_400_000;
/// ... and only so many texts of so many bytes together.
const ASIDE: usize = 5;
const ASIDE_BYTES: usize = 400_000;

/// A draft as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unsent {
    number: u64,
    /// As it was typed.
    pub text: String,
    /// For a reply: the status that was chosen for afterwards.
    #[serde(default)]
    pub then: String,
    /// Files that go along.
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// How a reply that was taken back looked. It goes with the text as it was then, and with no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formatted: Option<Formatted>,
    /// When it was last saved. It names the state: no two of a draft have the same.
    pub at: Timestamp,
    /// The form that saved it: the same one never clashes with itself, though it may not have heard of its last success.
    #[serde(default)]
    key: String,
    /// It was taken or brought back, and no form has saved anything since: no form has this text from its own typing.
    #[serde(default)]
    came_back: bool,
    /// What was put aside; what comes back first is the last.
    #[serde(default)]
    aside: Vec<Aside>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Aside {
    text: String,
    #[serde(default)]
    files: Vec<Attachment>,
    at: Timestamp,
}

/// A text, and the same as HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Formatted {
    text: String,
    html: String,
}

/// What came of saving.
#[derive(Debug, PartialEq)]
pub enum Saved {
    /// It is kept, in this state.
    At(Timestamp),
    /// Another window has saved another text since. Nothing was changed.
    Clash(Unsent),
}

impl Unsent {
    /// Whether there is anything to send.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.files.is_empty()
    }

    /// Whether something that was put aside can be brought back.
    pub fn has_aside(&self) -> bool {
        !self.aside.is_empty()
    }

    /// The HTML of this text, if it came back with one and is still as it was.
    pub fn html_of(&self, text: &str) -> Option<String> {
        let formatted =
            self.formatted.as_ref().filter(|formatted| formatted.text.trim_end() == text.trim_end());
        formatted.map(|formatted| formatted.html.clone())
    }

    /// Adds files that it has not. False: it had all of them.
    fn add(&mut self, files: &[Attachment]) -> bool {
        let before = self.files.len();
        for file in files {
            if !self.files.contains(file) {
                self.files.push(file.clone());
            }
        }
        self.files.len() > before
    }

    /// False: there is nothing to put there.
    fn put_aside(&mut self, text: &str, files: Vec<Attachment>, now: Timestamp) -> bool {
        if (text.trim().is_empty() && files.is_empty()) || text.len() > LONGEST {
            return false;
        }
        self.aside.retain(|aside| aside.text != text || aside.files != files);
        self.aside.push(Aside { text: text.to_owned(), files, at: now });
        let size = |all: &[Aside]| all.iter().map(|aside| aside.text.len()).sum::<usize>();
        while self.aside.len() > ASIDE || (self.aside.len() > 1 && size(&self.aside) > ASIDE_BYTES) {
            let oldest = (0..self.aside.len()).min_by_key(|nth| self.aside[*nth].at).unwrap_or_default();
            self.aside.remove(oldest);
        }
        true
    }

    /// Puts it there to come back after everything that is there already.
    fn put_beneath(&mut self, text: &str, files: Vec<Attachment>, now: Timestamp) {
        if self.put_aside(text, files, now) {
            self.aside.rotate_right(1);
        }
    }

    /// Whether a form that knew the draft in another state had it from another one.
    fn is_strange_to(&self, typed: &Typed<'_>) -> bool {
        self.at != typed.known && (self.came_back || self.key != typed.key)
    }

    /// Keeps what came back and stands no more in what takes its place, whatever the form knew of it.
    fn save_what_came_back(&mut self, text: &str, now: Timestamp) {
        if std::mem::take(&mut self.came_back) && !goes_on(text, &self.text) {
            let gone = self.text.clone();
            self.put_beneath(&gone, Vec::new(), now);
        }
    }
}

/// The draft of a person for a ticket, as it is.
struct Place<'a> {
    cx: &'a Cx,
    me: &'a UserId,
    id: String,
    entry: Option<Entry<Unsent>>,
    draft: Unsent,
}

impl<'a> Place<'a> {
    fn find(cx: &'a Cx, me: &'a UserId, number: u64, kind: MessageKind) -> Result<Place<'a>> {
        let id = format!("{me}.{number}.{kind}");
        let entry = cx.find(DRAFTS, &id)?;
        let mut draft = entry.as_ref().map(|entry| entry.value.clone()).unwrap_or_default();
        draft.number = number;
        draft.aside.retain(|aside| aside.at + DAY > cx.now());
        Ok(Place { cx, me, id, entry, draft })
    }

    /// Keeps it, with a state of its own. What holds nothing is no draft.
    fn keep(mut self) -> Result<Timestamp> {
        self.draft.at = self.cx.now().max(self.draft.at + 1);
        let at = self.draft.at;
        let empty = self.draft.is_blank() && !self.draft.has_aside();
        let files = self.draft.files.iter().chain(self.draft.aside.iter().flat_map(|aside| &aside.files));
        let blobs: BTreeSet<String> = files.map(|file| file.blob.clone()).collect();
        let draft = Draft::new(&self.draft)
            .requester(self.me.clone())
            .audience(Audience::Staff)
            .blobs(blobs)
            .index("of", [self.me.as_str()]);
        match &self.entry {
            Some(entry) if empty => self.cx.delete(DRAFTS, entry).map(|()| 0),
            Some(entry) => self.cx.update(DRAFTS, entry, draft).map(|_| at),
            None if empty => Ok(0),
            None => self.cx.create(DRAFTS, draft.id(self.id)).map(|_| at),
        }
    }
}

/// What this person has begun there; blank if nothing.
pub fn of(cx: &Cx, me: &UserId, number: u64, kind: MessageKind) -> Result<Unsent> {
    Ok(Place::find(cx, me, number, kind)?.draft)
}

/// The tickets in which this person has begun to write.
pub fn numbers(cx: &Cx, me: &UserId) -> Result<BTreeSet<u64>> {
    let drafts = cx.query(DRAFTS, &Query::by("of").prefix(me.as_str()).limit(200))?.entries;
    Ok(drafts.into_iter().filter(|draft| !draft.value.is_blank()).map(|draft| draft.value.number).collect())
}

/// What somebody typed, and knows of what was saved before.
pub struct Typed<'a> {
    pub number: u64,
    pub kind: MessageKind,
    pub text: &'a str,
    pub then: &'a str,
    /// The state in which the draft was known to be; 0 for none.
    pub known: Timestamp,
    /// Names the form.
    pub key: &'a str,
    /// A text that this one replaces knowingly, to be put aside.
    pub instead_of: Option<&'a str>,
    /// Files that came just now.
    pub files: &'a [Attachment],
}

/// Saves it, unless another window has saved something else since.
pub fn save(cx: &Cx, me: &UserId, typed: &Typed<'_>) -> Result<Saved> {
    if typed.text.len() > LONGEST {
        return Err(Error::too_large(texts::draft_long(LONGEST)));
    }
    let mut place = Place::find(cx, me, typed.number, typed.kind)?;
    let added = place.draft.add(typed.files);
    let draft = &mut place.draft;
    // It may come after the sending of the same form, which overtook it.
    if (draft.text == typed.text && draft.then == typed.then)
        || keys(cx, me)?.iter().any(|key| key == typed.key)
    {
        return if added { place.keep().map(Saved::At) } else { Ok(Saved::At(draft.at)) };
    }
    if draft.is_strange_to(typed) && !draft.text.trim().is_empty() && draft.text != typed.text {
        return Ok(Saved::Clash(place.draft));
    }
    draft.save_what_came_back(typed.text, cx.now());
    typed.key.clone_into(&mut draft.key);
    // Whoever empties the field has mostly meant to; mostly.
    if typed.text.trim().is_empty() {
        let gone = std::mem::take(&mut draft.text);
        draft.put_aside(&gone, Vec::new(), cx.now());
    }
    if let Some(instead_of) = typed.instead_of.filter(|text| *text != typed.text) {
        draft.put_aside(instead_of, Vec::new(), cx.now());
    }
    typed.text.clone_into(&mut draft.text);
    typed.then.clone_into(&mut draft.then);
    place.keep().map(Saved::At)
}

/// Puts the draft aside, and this text with these files in its place.
pub fn replace(
    cx: &Cx,
    me: &UserId,
    number: u64,
    kind: MessageKind,
    text: &str,
    files: Vec<Attachment>,
) -> Result<()> {
    let mut place = Place::find(cx, me, number, kind)?;
    let text_before = std::mem::replace(&mut place.draft.text, text.to_owned());
    let files_before = std::mem::replace(&mut place.draft.files, files);
    if text_before != place.draft.text || files_before != place.draft.files {
        place.draft.put_aside(&text_before, files_before, cx.now());
    }
    place.keep().map(drop)
}

/// A reply that was taken back stands where it was written, as it was.
pub fn recall(cx: &Cx, me: &UserId, held: Held) -> Result<()> {
    replace(cx, me, held.number, MessageKind::Reply, &held.text, held.attachments)?;
    let mut place = Place::find(cx, me, held.number, MessageKind::Reply)?;
    // A page that was open meanwhile may still hold what this replaced, and saves that once more.
    place.draft.came_back = true;
    place.draft.formatted = held.html.map(|html| Formatted { text: held.text, html });
    place.keep().map(drop)
}

/// Takes a file out. With the text it stays for a day, like all that is put aside.
pub fn take_out(cx: &Cx, me: &UserId, number: u64, kind: MessageKind, blob: &str) -> Result<()> {
    let Unsent { text, mut files, .. } = of(cx, me, number, kind)?;
    files.retain(|file| file.blob != blob);
    replace(cx, me, number, kind, &text, files)
}

/// Brings back what was put aside last; what stands there now is put aside for it. One after the other, all come back.
pub fn bring_back(cx: &Cx, me: &UserId, number: u64, kind: MessageKind) -> Result<()> {
    let place = Place::find(cx, me, number, kind)?;
    let Some(aside) = place.draft.aside.last().cloned() else { return Ok(()) };
    let mut place = place;
    place.draft.aside.pop();
    let text = std::mem::replace(&mut place.draft.text, aside.text);
    let files = std::mem::replace(&mut place.draft.files, aside.files);
    place.draft.came_back = true;
    place.draft.put_beneath(&text, files, cx.now());
    place.keep().map(drop)
}

/// What was begun was sent, with these files. Another text that stood there, of which the form did not know, is put aside.
pub fn sent(cx: &Cx, me: &UserId, sent: &Typed<'_>) -> Result<()> {
    let mut place = Place::find(cx, me, sent.number, sent.kind)?;
    if place.entry.is_none() {
        return Ok(());
    }
    let draft = &mut place.draft;
    draft.came_back |= draft.is_strange_to(sent);
    draft.save_what_came_back(sent.text, cx.now());
    draft.text.clear();
    draft.then.clear();
    draft.formatted = None;
    draft.files.retain(|file| !sent.files.contains(file));
    place.keep().map(drop)
}

/// The keys of the forms that this person has sent last.
pub fn keys(cx: &Cx, me: &UserId) -> Result<Vec<String>> {
    let noted = cx.find(SENT, me)?.map(|entry| entry.value).unwrap_or_default();
    Ok(noted.iter().map(|noted| noted.split(' ').next().unwrap_or_default().to_owned()).collect())
}

/// Notes that a form was sent. False: it was noted before, and is not to be sent again.
///
/// # Errors
/// `conflict` if it was sent with another text: that of now is on no ticket.
pub fn note(cx: &Cx, me: &UserId, key: &str, text: &str) -> Result<bool> {
    let entry = cx.find(SENT, me)?;
    let mut keys = entry.as_ref().map(|entry| entry.value.clone()).unwrap_or_default();
    let noted = format!("{key} {:016x}", digest(text));
    if keys.contains(&noted) {
        return Ok(false);
    }
    if keys.iter().any(|known| known.split(' ').next() == Some(key)) {
        return Err(Error::conflict(texts::sent_otherwise()));
    }
    keys.push(noted);
    let old = keys.len().saturating_sub(KEYS);
    keys.drain(..old);
    let draft = Draft::new(&keys).requester(me.clone());
    match &entry {
        Some(entry) => cx.update(SENT, entry, draft)?,
        None => cx.create(SENT, draft.id(me.as_str()))?,
    };
    Ok(true)
}

/// Whether a text is another one with more in it, and has lost nothing of that.
fn goes_on(text: &str, before: &str) -> bool {
    let (text, before) = (text.trim().as_bytes(), before.trim().as_bytes());
    let start = text.iter().zip(before).take_while(|(one, other)| one == other).count();
    let end = text.iter().rev().zip(before.iter().rev()).take_while(|(one, other)| one == other).count();
    text.len() >= before.len() && start + end >= before.len()
}

/// FNV-1a, 64 bits: tells texts apart that one person sends under one key.
fn digest(text: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    text.trim_end().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::desk::Desk;

    fn typed(text: &str, known: Timestamp) -> Typed<'_> {
        Typed {
            number: 61,
            kind: MessageKind::Reply,
            text,
            then: "",
            known,
            key: "",
            instead_of: None,
            files: &[],
        }
    }

    fn now(desk: &Desk) -> Unsent {
        of(&desk.kernel.cx(), &desk.nina, 61, MessageKind::Reply).unwrap()
    }

    #[track_caller]
    fn saved(desk: &Desk, typed: &Typed<'_>) -> Timestamp {
        desk.kernel.advance(1000);
        match save(&desk.kernel.cx(), &desk.nina, typed).unwrap() {
            Saved::At(at) => at,
            Saved::Clash(other) => panic!("it clashes with {other:?}"),
        }
    }

    #[test]
    fn two_windows_that_write_different_texts_are_told_and_both_texts_stay() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        let one = |text, known| Typed { key: "one", ..typed(text, known) };
        let first = saved(&desk, &one("Dear Anna", 0));
        let second = saved(&desk, &one("Dear Anna, thank you", 0));
        assert_ne!(first, second, "a window that did not hear of its last success goes on");
        assert_eq!(saved(&desk, &typed("Dear Anna, thank you", first)), second, "the same text is no clash");
        let clash = save(&cx, me, &Typed { key: "other", ..typed("Hello", first) }).unwrap();
        let Saved::Clash(other) = clash else { panic!("{clash:?}") };
        assert_eq!((other.text.as_str(), other.at), ("Dear Anna, thank you", second));
        assert_eq!(now(&desk).text, "Dear Anna, thank you", "nothing was changed");
        // Whoever keeps the own text nevertheless gives the other one up knowingly.
        let mine = Typed { key: "other", instead_of: Some(&other.text), ..typed("Hello", other.at) };
        saved(&desk, &mine);
        assert_eq!(now(&desk).text, "Hello");
        bring_back(&cx, me, 61, MessageKind::Reply).unwrap();
        assert_eq!(now(&desk).text, "Dear Anna, thank you");
        bring_back(&cx, me, 61, MessageKind::Reply).unwrap();
        assert_eq!(now(&desk).text, "Hello");
    }

    #[test]
    fn what_is_emptied_or_discarded_comes_back_for_a_day() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        let at = saved(&desk, &typed("Long thought about", 0));
        saved(&desk, &typed("", at));
        assert!(now(&desk).is_blank() && now(&desk).has_aside());
        bring_back(&cx, me, 61, MessageKind::Reply).unwrap();
        assert_eq!(now(&desk).text, "Long thought about");
        replace(&cx, me, 61, MessageKind::Reply, "", Vec::new()).unwrap();
        desk.kernel.advance(DAY);
        assert!(!now(&desk).has_aside());
    }

    #[test]
    fn what_is_sent_is_no_draft_and_a_text_typed_since_is() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        let at = saved(&desk, &typed("Sent", 0));
        assert_eq!(numbers(&cx, me).unwrap(), BTreeSet::from([61]));
        sent(&cx, me, &typed("Sent", at)).unwrap();
        assert!(numbers(&cx, me).unwrap().is_empty());
        note(&cx, me, "sent", "a").unwrap();
        saved(&desk, &Typed { key: "sent", ..typed("Sent", at) });
        assert!(now(&desk).is_blank(), "what was on its way to be saved is overtaken by the sending");
        saved(&desk, &typed("And another thing", at));
        assert_eq!(now(&desk).text, "And another thing");
        assert!(of(&cx, me, 61, MessageKind::Note).unwrap().is_blank(), "a note is another draft");
    }

    #[test]
    fn a_file_stays_with_its_draft_until_it_is_sent_and_comes_back_when_it_was_taken_out() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        let file = |text: &str| Attachment {
            blob: cx.put_blob(text.as_bytes()).unwrap().id,
            name: text.into(),
            content_type: "text/plain".into(),
            size: 1,
            inline: None,
        };
        let (one, two) = (file("one"), file("two"));
        let names = || now(&desk).files.into_iter().map(|file| file.name).collect::<Vec<_>>().join(", ");
        let at = saved(&desk, &Typed { files: std::slice::from_ref(&one), ..typed("", 0) });
        assert!(!now(&desk).is_blank(), "a file alone is a draft");
        saved(&desk, &typed("With a file", at));
        // Another window brings one, too; it takes nothing away.
        saved(&desk, &Typed { files: &[one.clone(), two.clone()], ..typed("With a file", 7) });
        assert_eq!((now(&desk).text.as_str(), names().as_str()), ("With a file", "one, two"));
        take_out(&cx, me, 61, MessageKind::Reply, &one.blob).unwrap();
        assert_eq!(names(), "two");
        bring_back(&cx, me, 61, MessageKind::Reply).unwrap();
        assert_eq!(names(), "one, two");
        replace(&cx, me, 61, MessageKind::Reply, "", Vec::new()).unwrap();
        bring_back(&cx, me, 61, MessageKind::Reply).unwrap();
        assert_eq!((now(&desk).text.as_str(), names().as_str()), ("With a file", "one, two"));
        // What was added elsewhere meanwhile did not go along.
        sent(&cx, me, &Typed { files: &[one], ..typed("With a file", 0) }).unwrap();
        assert_eq!((now(&desk).text.as_str(), names().as_str()), ("", "two"));
    }

    #[test]
    fn only_so_much_is_put_aside() {
        let mut draft = Unsent::default();
        for n in 0..9 {
            draft.put_aside(&format!("text {n}"), Vec::new(), n);
        }
        assert_eq!((draft.aside.len(), draft.aside[0].text.as_str()), (ASIDE, "text 4"));
        draft.put_aside(&"x".repeat(ASIDE_BYTES), Vec::new(), 9);
        assert_eq!(draft.aside.len(), 1);
    }

    #[test]
    fn a_form_is_sent_once() {
        let desk = Desk::new();
        let (cx, me) = (desk.kernel.cx(), &desk.nina);
        assert!(note(&cx, me, "k0", "a").unwrap());
        assert!(!note(&cx, me, "k0", "a").unwrap());
        let other = note(&cx, me, "k0", "b").unwrap_err();
        assert_eq!(
            other.status(),
            409,
            "other words under the same key are not sent, and not lost in silence"
        );
        for n in 1..=KEYS {
            assert!(note(&cx, me, &format!("k{n}"), "a").unwrap());
        }
        assert_eq!(keys(&cx, me).unwrap().len(), KEYS);
    }
}
