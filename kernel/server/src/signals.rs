//! Signals: what is live about a record and is not kept, such as who looks at it and who writes there.
//!
//! A signal has an audience, as records and events have, and lasts some seconds: whoever sends it sends it again for as long
//! as it holds. It stands in the memory of this process and, where several serve a desk, of the others, which are called what each
//! is sent. Who hears of it is decided when it is told, in
//! [`crate::live`], by the same question to the engine as for an event: may this listener, as of now, read this record
//! as a part of it for this audience? Listening is no signal: whoever sends none leaves no trace.

mod call;

use crate::Desk;
use crate::api::authority;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::{body, fence, reply};
pub(crate) use call::follow_others;
use call::{Call, Said};
use ombud_access::{Audience, Authority, Envelope, PluginId, RecordId, RecordRef, Target, UserId};
use ombud_store::UnitOfWork;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a signal holds that is not sent again.
const LASTS: Duration = Duration::from_secs(13);

/// So many records may one person be at, at once; those that were left first are forgotten.
const PLACES: usize = 40;

/// The longest text of a signal, characters.
const TEXT: usize = 500;

/// So many signals a person may send in a [`WHILE`]: several windows, and somebody who types in each.
const MOST: u32 = 120;
const WHILE: Duration = Duration::from_secs(10);

/// What somebody does there. The greater tells more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// Has it open.
    Looking,
    /// Writes to whoever it is about.
    Writing,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Looking => "looking",
            Kind::Writing => "writing",
        }
    }
}

/// Who sends a signal, and from which window.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Sender {
    user: UserId,
    window: String,
}

#[derive(Clone, Debug)]
struct Signal {
    kind: Kind,
    audience: Audience,
    /// What somebody outside has written so far.
    text: Option<Arc<str>>,
    until: Instant,
    /// Since when it is sent without a break: whoever looks after its end looks after this one.
    born: Instant,
}

/// What is told of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub kind: Kind,
    /// What the person has written so far; only of who is not staff.
    pub text: Option<Arc<str>>,
}

type Place = HashMap<Sender, Signal>;

/// Who is where.
#[derive(Default)]
struct Places {
    at: HashMap<RecordRef, Place>,
    /// The same by person: records and windows.
    of: HashMap<UserId, HashSet<(RecordRef, String)>>,
}

impl Places {
    fn put(&mut self, record: &RecordRef, from: &Sender, signal: Signal) -> Option<Signal> {
        let windows = self.of.entry(from.user).or_default();
        windows.insert((record.clone(), from.window.clone()));
        self.at.entry(record.clone()).or_default().insert(from.clone(), signal)
    }

    fn take(&mut self, record: &RecordRef, from: &Sender) -> bool {
        let Some(place) = self.at.get_mut(record) else { return false };
        let gone = place.remove(from).is_some();
        if place.is_empty() {
            self.at.remove(record);
        }
        if let Some(windows) = self.of.get_mut(&from.user) {
            windows.remove(&(record.clone(), from.window.clone()));
            if windows.is_empty() {
                self.of.remove(&from.user);
            }
        }
        gone
    }

    /// Ends the signal that the person left first, if there are too many.
    fn make_room(&mut self, user: UserId) -> Option<RecordRef> {
        let windows = self.of.get(&user).filter(|windows| windows.len() > PLACES)?;
        let until = |(record, window): &&(RecordRef, String)| {
            let from = Sender { user, window: window.clone() };
            self.at.get(record).and_then(|place| place.get(&from)).map(|signal| signal.until)
        };
        let (record, window) = windows.iter().min_by_key(until)?.clone();
        self.take(&record, &Sender { user, window });
        Some(record)
    }
}

/// How much each person has sent, and when those were forgotten last whose while is over.
struct Senders {
    swept: Instant,
    sent: HashMap<UserId, (Instant, u32)>,
}

/// All signals that hold now.
pub(crate) struct Signals {
    places: Mutex<Places>,
    senders: Mutex<Senders>,
    listeners: Arc<Listeners>,
}

/// Those who hear that there is something else to tell of a record than before.
type Listeners = Mutex<HashMap<RecordRef, Vec<Arc<Notify>>>>;

/// Hears of one record, if of any, until it is dropped.
pub(crate) struct Changed {
    about: Option<(RecordRef, Arc<Notify>)>,
    listeners: Arc<Listeners>,
}

impl Changed {
    /// Waits until there is something else to tell than when it was asked last.
    pub async fn next(&self) {
        match &self.about {
            Some((_, changed)) => changed.notified().await,
            None => std::future::pending().await,
        }
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        let Some((record, mine)) = &self.about else { return };
        let mut listeners = self.listeners.lock();
        if let Some(all) = listeners.get_mut(record) {
            all.retain(|one| !Arc::ptr_eq(one, mine));
            if all.is_empty() {
                listeners.remove(record);
            }
        }
    }
}

impl Default for Signals {
    fn default() -> Signals {
        let senders = Mutex::new(Senders { swept: Instant::now(), sent: HashMap::new() });
        Signals { places: Mutex::default(), senders, listeners: Arc::default() }
    }
}

impl Signals {
    /// Hears from now on when there is something else to tell of this record.
    pub fn subscribe(&self, about: Option<RecordRef>) -> Changed {
        let about = about.map(|record| (record, Arc::new(Notify::new())));
        if let Some((record, changed)) = &about {
            self.listeners.lock().entry(record.clone()).or_default().push(changed.clone());
        }
        Changed { about, listeners: self.listeners.clone() }
    }

    /// Whoever listens there is told once, however often it was until they look.
    fn tell_of(&self, record: &RecordRef) {
        for listener in self.listeners.lock().get(record).into_iter().flatten() {
            listener.notify_one();
        }
    }

    /// Who is at a record, and does what, as far as it is for this audience: each person once.
    pub fn at(&self, record: &RecordRef, audience: Audience) -> BTreeMap<UserId, Told> {
        let mut present: BTreeMap<UserId, Told> = BTreeMap::new();
        let (places, now) = (self.places.lock(), Instant::now());
        for (from, signal) in places.at.get(record).into_iter().flatten() {
            if signal.until > now && signal.audience <= audience {
                let told = Told { kind: signal.kind, text: signal.text.clone() };
                let known = present.entry(from.user).or_insert(told.clone());
                // Of two windows the one that says more; of two texts always the same one.
                if (told.kind, &told.text) > (known.kind, &known.text) {
                    *known = told;
                }
            }
        }
        present
    }

    /// Whether a person may send one more just now.
    fn admit(&self, user: UserId) -> bool {
        let (mut senders, now) = (self.senders.lock(), Instant::now());
        if now.duration_since(senders.swept) >= WHILE {
            senders.swept = now;
            senders.sent.retain(|_, (since, _)| now.duration_since(*since) < WHILE);
        }
        let (since, sent) = senders.sent.entry(user).or_insert((now, 0));
        if now.duration_since(*since) >= WHILE {
            (*since, *sent) = (now, 0);
        }
        *sent += 1;
        *sent <= MOST
    }

    /// Notes a signal. True: there was none from there, so that somebody has to look after its end.
    fn put(&self, record: &RecordRef, from: &Sender, mut signal: Signal) -> bool {
        let mut places = self.places.lock();
        let before = places.at.get(record).and_then(|place| place.get(from));
        signal.born = before.map_or(signal.born, |old| old.born);
        let old = places.put(record, from, signal.clone());
        let left = places.make_room(from.user);
        drop(places);
        if let Some(left) = left {
            self.tell_of(&left);
        }
        let said = |signal: &Signal| (signal.kind, signal.audience, signal.text.clone());
        if old.as_ref().is_none_or(|old| said(old) != said(&signal)) {
            self.tell_of(record);
        }
        old.is_none()
    }

    /// It holds no more.
    fn end(&self, record: &RecordRef, from: &Sender) {
        if self.places.lock().take(record, from) {
            self.tell_of(record);
        }
    }

    /// Until when it holds as of now. What is over is ended; one that came after it has somebody of its own.
    fn until(&self, record: &RecordRef, from: &Sender, born: Instant) -> Option<Instant> {
        let mut places = self.places.lock();
        let until = places.at.get(record)?.get(from).filter(|signal| signal.born == born)?.until;
        if until > Instant::now() {
            return Some(until);
        }
        places.take(record, from);
        drop(places);
        self.tell_of(record);
        None
    }
}

#[cfg(test)]
impl Signals {
    /// Somebody types this at a record, for as long as a test may take.
    pub fn types(&self, record: &RecordRef, user: UserId, text: &str) {
        let (born, text) = (Instant::now(), Some(Arc::from(text)));
        let signal =
            Signal { kind: Kind::Writing, audience: Audience::Staff, text, until: born + LASTS * 1000, born };
        self.put(record, &Sender { user, window: "w".into() }, signal);
    }
}

/// Ends a signal that is not sent again.
async fn look_after(desk: Weak<Desk>, record: RecordRef, from: Sender, born: Instant) {
    while let Some(until) = desk.upgrade().and_then(|desk| desk.signals.until(&record, &from, born)) {
        tokio::time::sleep_until(until).await;
    }
}

/// What `/api/v1/signals` is sent: a form that a plugin's page has drawn, or one from a program.
struct Sent {
    record: RecordRef,
    /// None: it holds no more.
    kind: Option<Kind>,
    /// For whom it is, as far as the sender has a say.
    audience: Option<Audience>,
    text: Option<String>,
    window: String,
}

impl Sent {
    fn read(fields: &[(String, String)]) -> Option<Sent> {
        let field =
            |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let collection = field("collection").filter(|name| name.len() <= 128)?;
        let window = field("window").unwrap_or_default();
        Some(Sent {
            record: RecordRef { collection: Arc::from(collection), id: RecordId::parse(field("id")?).ok()? },
            kind: match field("kind")? {
                "looking" => Some(Kind::Looking),
                "writing" | "typed" => Some(Kind::Writing),
                "gone" => None,
                _ => return None,
            },
            audience: match field("audience") {
                None => None,
                Some("everyone") => Some(Audience::Everyone),
                Some("staff") => Some(Audience::Staff),
                Some(_) => return None,
            },
            text: match (field("kind"), field("text")) {
                (Some("typed"), Some(text)) if text.chars().count() <= TEXT => Some(text.to_owned()),
                (Some("typed"), _) | (_, Some(_)) => return None,
                _ => None,
            },
            window: window.chars().take(40).collect(),
        })
    }
}

impl Sent {
    /// For whom it is, if the sender may say such a thing.
    fn audience(&self, staff: bool) -> Answer<Audience> {
        let wrong = |what| Err(Problem::invalid(what));
        match (staff, self.kind, &self.text) {
            (true, _, Some(_)) => wrong("what colleagues write is seen when it is sent"),
            (true, Some(Kind::Looking), _) if self.audience == Some(Audience::Everyone) => {
                wrong("who looks at it is told to colleagues only")
            }
            (true, ..) => Ok(self.audience.unwrap_or(Audience::Staff)),
            (false, Some(Kind::Looking), _) => wrong("that somebody looks at it is told of colleagues only"),
            (false, _, Some(_)) => Ok(Audience::Staff),
            (false, _, None) => Ok(Audience::Everyone),
        }
    }
}

/// Takes a signal of somebody who may read the record. Staff says whether it is for colleagues or for everyone at the
/// record. Of others it is told that they write, and what they write to whom the record is given alone: whoever else is at it is
/// not to read along.
pub(crate) async fn send(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let bytes = body::whole(asked.take_body(), body::SMALL).await?;
    let (stamp, rest) = fence::take_stamp(&bytes);
    let fields = std::str::from_utf8(&rest).ok().and_then(body::pairs);
    let fields = fields.ok_or_else(|| Problem::malformed("the form cannot be decoded"))?;
    let plugin = fields.iter().find(|(name, _)| name == "plugin").map(|(_, plugin)| plugin.as_str());
    if asked.caller.by_cookie() {
        let good = stamp
            .zip(asked.caller.session())
            .zip(plugin)
            .is_some_and(|((stamp, session), plugin)| desk.stamps.check(&stamp, session, plugin, desk.now()));
        if !good {
            return Err(Problem::new(
                403,
                "not stamped",
                "only a page of the desk sends signals; load it again",
            ));
        }
    }
    let sent = Sent::read(&fields).ok_or_else(|| {
        Problem::invalid(
            "a signal has `collection`, `id` and `kind`: `looking`, `writing`, `gone`, or `typed` with a `text` of at most \
             500 characters; perhaps `audience`, `everyone` or `staff`",
        )
    })?;
    let user = asked.caller.signed_in()?;
    if !desk.signals.admit(user) {
        return Err(Problem::new(
            429,
            "too many attempts",
            "so many signals are more than anybody hears; wait a little",
        ));
    }
    let mut unit = desk.store().begin();
    let mut who = authority(desk, &asked.caller, &mut unit)?;
    if let Some(plugin) = plugin.and_then(|plugin| PluginId::parse(plugin).ok()) {
        who = who.through(&plugin);
    }
    let staff = may_hear(desk, &mut unit, &who, &sent.record, Audience::Staff)?;
    let may = staff || may_hear(desk, &mut unit, &who, &sent.record, Audience::Everyone)?;
    drop(unit);
    if !may {
        return Err(Problem::not_found(format!("there is no record `{}`", sent.record.id)));
    }
    let audience = sent.audience(staff)?;
    let said = |kind| Said { kind, audience, text: sent.text };
    let call = Call { record: sent.record, user, window: sent.window, signal: sent.kind.map(said) };
    call.out(desk);
    call.note(desk);
    Ok(reply::no_content())
}

/// Whether the record is given to this person, as of now.
pub(crate) fn is_given_to(unit: &mut UnitOfWork, record: &RecordRef, user: UserId) -> Answer<bool> {
    let sealed = unit.find(&record.collection, &record.id)?;
    Ok(sealed.is_some_and(|sealed| sealed.filed().assignee == Some(user)))
}

/// Whether this authority may hear what is about this record and for this audience: as of this moment, by the permission
/// that reads it.
pub(crate) fn may_hear(
    desk: &Desk,
    unit: &mut UnitOfWork,
    who: &Authority,
    record: &RecordRef,
    audience: Audience,
) -> Answer<bool> {
    let Some(read) = desk.host().read_permission(&record.collection) else { return Ok(false) };
    let Some(sealed) = unit.find(&record.collection, &record.id)? else { return Ok(false) };
    let filed = Envelope { audience: audience.max(sealed.filed().audience), ..sealed.filed().clone() };
    Ok(who.check(&read, Target::Record(&filed)).allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use ombud_access::{Id, Timestamp};

    fn record(id: &str) -> RecordRef {
        RecordRef { collection: "tickets:tickets".into(), id: RecordId::parse(id).unwrap() }
    }

    fn from(person: u8, window: &str) -> Sender {
        Sender { user: UserId(Id::new(Timestamp(1), [person; 10])), window: window.into() }
    }

    fn signal(kind: Kind, audience: Audience) -> Signal {
        let born = Instant::now();
        Signal { kind, audience, text: None, until: born + LASTS, born }
    }

    #[tokio::test]
    async fn each_person_is_told_once_by_what_says_most_and_only_to_whom_it_is_for() {
        let signals = Signals::default();
        let (here, ana) = (record("t1"), from(1, "a"));
        signals.put(&here, &ana, signal(Kind::Looking, Audience::Staff));
        signals.put(&here, &from(1, "b"), signal(Kind::Writing, Audience::Staff));
        let told = |kind| BTreeMap::from([(ana.user, Told { kind, text: None })]);
        assert_eq!(signals.at(&here, Audience::Staff), told(Kind::Writing));
        assert!(signals.at(&here, Audience::Everyone).is_empty());
        assert!(signals.at(&record("t2"), Audience::Staff).is_empty());
        signals.end(&here, &from(1, "b"));
        assert_eq!(signals.at(&here, Audience::Staff), told(Kind::Looking));
        signals.put(&here, &ana, signal(Kind::Writing, Audience::Everyone));
        assert_eq!(signals.at(&here, Audience::Everyone).len(), 1);
    }

    #[tokio::test]
    async fn what_is_sent_again_without_a_change_is_not_told_again() {
        let signals = Signals::default();
        let told = signals.subscribe(Some(record("t1")));
        let is_told = || told.next().now_or_never().is_some();
        assert!(signals.put(&record("t1"), &from(1, "a"), signal(Kind::Looking, Audience::Staff)));
        assert!(is_told(), "it came");
        for _ in 0..9 {
            assert!(!signals.put(&record("t1"), &from(1, "a"), signal(Kind::Looking, Audience::Staff)));
        }
        signals.put(&record("t2"), &from(1, "a"), signal(Kind::Looking, Audience::Staff));
        signals.end(&record("t2"), &from(1, "a"));
        assert!(!is_told(), "the same again, and something elsewhere");
        signals.put(&record("t1"), &from(1, "a"), signal(Kind::Writing, Audience::Staff));
        assert!(is_told(), "it changed");
        signals.end(&record("t1"), &from(1, "a"));
        assert!(is_told(), "it went");
        signals.end(&record("t1"), &from(1, "a"));
        assert!(!is_told(), "and is gone");
        drop(told);
        assert!(signals.listeners.lock().is_empty(), "nobody listens any more");
        let places = signals.places.lock();
        assert!(places.at.is_empty() && places.of.is_empty(), "nothing is left of it");
    }

    #[tokio::test]
    async fn nobody_is_everywhere_at_once_or_sends_without_end() {
        let signals = Signals::default();
        for n in 0..PLACES + 9 {
            signals.put(&record(&format!("t{n}")), &from(1, "a"), signal(Kind::Looking, Audience::Staff));
        }
        let user = from(1, "a").user;
        let places = signals.places.lock();
        assert_eq!((places.at.len(), places.of[&user].len()), (PLACES, PLACES));
        assert!(!places.at.contains_key(&record("t0")), "what was left first is forgotten");
        drop(places);
        let admitted = (0..MOST * 2).filter(|_| signals.admit(user)).count();
        assert_eq!(admitted, MOST as usize);
        assert!(signals.admit(from(2, "a").user), "others go on");
    }
}
