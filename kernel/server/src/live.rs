//! News as they happen (server-sent events): each listener hears of the records that he may read; and of one record, if it
//! is named, who else is there.

use crate::Desk;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::Body;
use crate::signals;
use crate::switchboard::{Call, Line, Reach};
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::Response;
use hyper::body::Frame;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use ombud_access::{Audience, RecordId, RecordRef, Target, UserId};
use ombud_identity::person;
use ombud_store::{Event, Sealed, UnitOfWork};
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

/// A comment now and then keeps proxies from closing the stream, and finds out who has left.
const HEART_BEAT: Duration = Duration::from_secs(15);

/// Events that may wait for a slow reader; then the stream ends, and he comes back where he was.
const WAITING: usize = 256;

/// Events told at a time: one commit may have many, and each listener gets a copy of his own.
const PIECE: usize = 32;

/// Missed events read at a time.
const BATCH: usize = 256;

/// Events of so many commits at most are told to who missed them; who was away longer reads what he wants to know.
/// In numbers of events, which begin with that of the commit and end with 16 bits for the place in it.
const FAR_BACK: u64 = 10_000 << 16;

/// Opens a stream. With `Last-Event-ID`, or `since=` for a first time, it begins with what was missed, but for guests: theirs
/// tells from now on, and their page asks for what it has not got once it is open. All of a crowd that comes back at once would
/// walk through what everybody else said meanwhile. With `about=COLLECTION/ID` it tells of the signals about that record as well.
pub(crate) fn stream(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    let (sender, receiver) = mpsc::channel(WAITING);
    let user = asked.caller.signed_in()?;
    let last = asked.headers.get("last-event-id").and_then(|v| v.to_str().ok());
    let last = last.or_else(|| asked.query("since"));
    let missed_since = last.and_then(|last| desk.event_ids.number(user, last.trim()));
    // Open before anything missed is read, so nothing falls in between.
    let line = desk.switchboard.open(user);
    let newest = desk.store().begin().newest_event()?;
    let (missed_since, place) = match asked.caller.pass_of() {
        None => (missed_since, None),
        Some(_) => (None, Some(desk.streams.open(user, &asked.caller.address, Instant::now())?)),
    };
    let listener = Listener {
        secret: asked.caller.secret().ok_or_else(Problem::sign_in)?.to_owned(),
        address: asked.caller.address.parse().ok(),
        sender,
        heard: heard(missed_since, newest),
        heart_beat: HEART_BEAT,
        about: asked.query("about").filter(|about| !about.is_empty()).map(about).transpose()?,
        told: None,
    };
    let signals = desk.signals.subscribe(listener.about.clone());
    let listening = listener.run(desk.clone(), line, signals, missed_since.is_some());
    tokio::spawn(async move {
        listening.await;
        drop(place);
    });
    let frames = futures_util::stream::unfold(receiver, |mut receiver| async {
        let chunk: Bytes = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(Frame::data(chunk)), receiver))
    });
    let body: Body = StreamBody::new(frames).boxed_unsync();
    let mut reply = Response::new(body);
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(reply)
}

fn about(text: &str) -> Answer<RecordRef> {
    let record = text.rsplit_once('/').and_then(|(collection, id)| {
        Some(RecordRef { collection: Arc::from(collection), id: RecordId::parse(id).ok()? })
    });
    record.ok_or_else(|| Problem::invalid("`about` names a record: `tickets:tickets/ID`"))
}

/// After which event a listener begins, who says which one he heard last.
fn heard(last: Option<u64>, newest: u64) -> u64 {
    // A number from another time of this desk, before a backup was put back, would make him deaf.
    last.map_or(newest, |last| last.clamp(newest.saturating_sub(FAR_BACK), newest))
}

/// Until the desk is being closed.
async fn closed(closing: &mut tokio::sync::watch::Receiver<bool>) {
    // An error means that the desk is gone altogether.
    let _ = closing.wait_for(|closing| *closing).await;
}

/// Somebody at a record, for staff; what the person types, for whoever it is given to.
fn person(unit: &mut UnitOfWork, (user, told): (UserId, signals::Told), mine: bool) -> Option<Value> {
    let person = person::get(unit, user).ok().flatten()?;
    let mut shown = json!({ "user": user.to_string(), "name": person.name, "kind": told.kind.as_str() });
    if let Some(text) = told.text.filter(|_| mine) {
        shown["text"] = json!(&*text);
    }
    Some(shown)
}

struct Listener {
    secret: String,
    /// From where; who is banned meanwhile hears no more.
    address: Option<IpAddr>,
    sender: mpsc::Sender<Bytes>,
    /// The last event that was looked at.
    heard: u64,
    heart_beat: Duration,
    /// The record of which signals are told.
    about: Option<RecordRef>,
    /// What was told of them last: `people`, or whether anybody is `writing`.
    told: Option<(&'static str, Value)>,
}

/// The stream is over.
struct Over;

impl Listener {
    async fn run(mut self, desk: Arc<Desk>, mut line: Line, signals: signals::Changed, catch_up: bool) {
        let mut closing = desk.closing.subscribe();
        // Something at once, so that the listener knows that it is listening.
        if self.say(": listening\n\n".into()).await.is_err() {
            return;
        }
        if self.reach(&desk, &line).is_err() {
            return;
        }
        if catch_up && self.catch_up(&desk).await.is_err() {
            return;
        }
        if self.tell_signals(&desk).await.is_err() {
            return;
        }
        // One clock for all turns of the loop: on a busy desk there is always news before a sleep would end.
        let mut beats = tokio::time::interval(self.heart_beat);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beats.tick().await;
        loop {
            let said = tokio::select! {
                () = closed(&mut closing) => return,
                () = self.sender.closed() => return,
                _ = beats.tick() => self.beat(&desk).await,
                call = line.next() => match call {
                    Some(Call::News(commit)) => self.tell(&desk, &commit.events).await,
                    Some(Call::Rights) => self.reach(&desk, &line),
                    // Too far behind: he comes back with the number of the last event that he has.
                    None => return,
                },
                () = signals.next() => self.tell_signals(&desk).await,
            };
            if said.is_err() {
                return;
            }
        }
    }

    /// Says of what this listener is to be called.
    fn reach(&self, desk: &Desk, line: &Line) -> Result<(), Over> {
        let widened = line.widened();
        let known = desk.identity().authenticate(&self.secret, desk.now()).ok().flatten().ok_or(Over)?;
        let authority = desk.identity().authority(&mut desk.store().begin(), &known.principal, desk.now());
        let authority = authority.ok().flatten().ok_or(Over)?;
        line.reaches(Reach::of(desk, &known, authority), widened);
        Ok(())
    }

    /// Tells of what was missed.
    async fn catch_up(&mut self, desk: &Desk) -> Result<(), Over> {
        loop {
            let missed = desk.store().begin().events_after(self.heard, BATCH).map_err(|_| Over)?;
            if missed.is_empty() {
                return Ok(());
            }
            self.tell(desk, &missed).await?;
            // Much may be missed and little of it be heard: others want the thread, too.
            tokio::task::yield_now().await;
            if self.sender.is_closed() || *desk.closing.borrow() {
                return Err(Over);
            }
        }
    }

    async fn beat(&mut self, desk: &Desk) -> Result<(), Over> {
        match desk.identity().authenticate(&self.secret, desk.now()) {
            Ok(Some(_)) if !self.is_banned(desk) => self.say(": still here\n\n".into()).await?,
            _ => return Err(Over),
        }
        self.tell_signals(desk).await
    }

    /// Not by a ban that the desk made by itself: it spares who is signed in.
    fn is_banned(&self, desk: &Desk) -> bool {
        let ban = self.address.and_then(|address| desk.identity().banned(address, desk.now()).ok().flatten());
        ban.is_some_and(|ban| !ban.is_automatic())
    }

    /// Tells who else is at the record, if that is another story than before. What is told is always all of it, so a
    /// listener has missed nothing who hears the last of it.
    async fn tell_signals(&mut self, desk: &Desk) -> Result<(), Over> {
        let Some(about) = &self.about else { return Ok(()) };
        let told = {
            let known = desk.identity().authenticate(&self.secret, desk.now()).ok().flatten().ok_or(Over)?;
            let mut unit = desk.store().begin();
            let authority = desk.identity().authority(&mut unit, &known.principal, desk.now());
            let authority = authority.ok().flatten().ok_or(Over)?;
            let may = |unit: &mut _, audience| signals::may_hear(desk, unit, &authority, about, audience);
            let audiences = [Audience::Staff, Audience::Everyone];
            let audience = audiences.into_iter().find(|audience| may(&mut unit, *audience).unwrap_or(false));
            let others = |(user, _): &(UserId, signals::Told)| *user != known.user;
            let present =
                audience.map(|audience| desk.signals.at(about, audience).into_iter().filter(others));
            match (audience, present) {
                (Some(Audience::Staff), Some(present)) => {
                    let mine = signals::is_given_to(&mut unit, about, known.user).map_err(|_| Over)?;
                    let people = present.filter_map(|told| person(&mut unit, told, mine));
                    Some(("people", people.collect::<Value>()))
                }
                // Who is not staff hears whether anybody writes: not who, and not how many.
                (_, Some(mut present)) => Some(("writing", present.next().is_some().into())),
                (_, None) => None,
            }
        };
        // Who may hear nothing of it is told nothing, and who no longer may, that there is nobody.
        let (what, story) = match (&self.told, told) {
            // Staff hears at once that nobody is there; others hear nothing until there is something for them.
            (None, None | Some(("writing", Value::Bool(false)))) => return Ok(()),
            (Some((what, _)), None) => (*what, if *what == "people" { json!([]) } else { json!(false) }),
            (_, Some(told)) => told,
        };
        if self.told.as_ref() == Some(&(what, story.clone())) {
            return Ok(());
        }
        let subject = json!({ "collection": &*about.collection, "id": about.id.as_str() });
        let data = json!({ "subject": subject, what: story });
        self.told = Some((what, story));
        self.say(format!("event: signals\ndata: {data}\n\n")).await
    }

    /// Tells of those events that this listener may hear of.
    async fn tell(&mut self, desk: &Desk, events: &[Event]) -> Result<(), Over> {
        for piece in events.chunks(PIECE) {
            self.tell_piece(desk, piece).await?;
        }
        Ok(())
    }

    /// By his rights as of now.
    async fn tell_piece(&mut self, desk: &Desk, events: &[Event]) -> Result<(), Over> {
        let Some(last) = events.last() else { return Ok(()) };
        let mut text = String::new();
        {
            let known = desk.identity().authenticate(&self.secret, desk.now()).ok().flatten().ok_or(Over)?;
            let mut unit = desk.store().begin();
            let authority = desk.identity().authority(&mut unit, &known.principal, desk.now());
            let authority = authority.ok().flatten().ok_or(Over)?;
            for event in events.iter().filter(|event| event.number > self.heard) {
                let Some(read) = desk.host().read_permission(&event.subject.collection) else { continue };
                if !authority.check(&read, Target::Record(&event.filed)).allowed {
                    continue;
                }
                // Whoever may still read it is told by `changed` alone.
                let now = event.is_left().then(|| unit.find(&event.subject.collection, &event.subject.id));
                let sees = |now: &Sealed| authority.check(&read, Target::Record(now.filed())).allowed;
                if now.is_some_and(|now| now.ok().flatten().as_ref().is_none_or(sees)) {
                    continue;
                }
                // What other plugins say about a record (that it is late, say) is the house's business.
                let owner = |name: &str| name.split(':').next().unwrap_or_default().to_owned();
                if !authority.is_staff() && owner(&event.kind) != owner(&event.subject.collection) {
                    continue;
                }
                let mut data = json!({
                    "kind": event.kind,
                    "subject": { "collection": &*event.subject.collection, "id": event.subject.id.as_str() },
                    "at": event.at.0,
                });
                // Customers hear that something of theirs has changed, not by whom or what.
                if authority.is_staff() {
                    data["by"] = json!(event.by.map(|user| user.to_string()));
                    data["plugin"] = json!(event.plugin);
                    data["data"] = serde_json::from_str(&event.data).unwrap_or_default();
                }
                let name = desk.event_ids.name(known.user, event.number);
                text.push_str(&format!("id: {name}\nevent: {}\ndata: {data}\n\n", event.kind));
            }
        }
        self.heard = self.heard.max(last.number);
        if text.is_empty() { Ok(()) } else { self.say(text).await }
    }

    async fn say(&self, text: String) -> Result<(), Over> {
        // A reader who does not read for so long is gone, or comes back.
        let send = self.sender.send(Bytes::from(text));
        tokio::time::timeout(HEART_BEAT, send).await.ok().and_then(Result::ok).ok_or(Over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::sign_in::{Key, enter};
    use futures_util::FutureExt;
    use ombud_identity::PasswordCost;
    use std::pin::pin;
    use tempfile::TempDir;
    use tokio::sync::watch;
    use tokio::time::timeout;

    /// For what must come; reached only when it does not.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// A desk with an owner, who listens.
    async fn listener() -> (TempDir, Arc<Desk>, Listener, mpsc::Receiver<Bytes>) {
        let folder = tempfile::tempdir().unwrap();
        let password_cost = PasswordCost::for_tests();
        let desk = Desk::open(Options { password_cost, ..Options::new(folder.path()) }).await.unwrap();
        let mut unit = desk.store().begin();
        desk.identity().first_owner(&mut unit, "Olga", "olga@demo.test", "demo-only", desk.now()).unwrap();
        unit.commit().await.unwrap();
        let (email, password) = ("olga@demo.test".to_owned(), "demo-only".to_owned());
        let session =
            enter(&desk, Key::Password { email, password }, "::1".into(), String::new()).await.unwrap();
        let (sender, receiver) = mpsc::channel(WAITING);
        let secret = session.token.as_str().to_owned();
        (
            folder,
            desk,
            Listener {
                secret,
                address: None,
                sender,
                heard: 0,
                heart_beat: HEART_BEAT,
                about: None,
                told: None,
            },
            receiver,
        )
    }

    /// Something happens on this desk that the store tells of.
    async fn open_ticket(desk: &Arc<Desk>) -> RecordRef {
        let owner = ombud_identity::owner::current(&mut desk.store().begin()).unwrap().unwrap();
        let principal = ombud_host::Principal::User(owner);
        let mut unit = desk.store().begin();
        let authority = desk.identity().authority(&mut unit, &principal, desk.now()).unwrap().unwrap();
        ombud_identity::department::create(&mut unit, &authority, "Support").unwrap();
        unit.commit().await.unwrap();
        let ticket =
            json!({ "subject": "x", "department": "Support", "body": "x", "requester": "kim@demo.test" });
        let answer = ask_tickets(desk, principal, "POST", "/api/tickets", &ticket).await;
        about(&format!("tickets:tickets/{}", answer["id"].as_str().unwrap())).unwrap()
    }

    async fn ask_tickets(
        desk: &Arc<Desk>,
        principal: ombud_host::Principal,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Value {
        let request = ombud_host::Request {
            method: method.into(),
            path: path.into(),
            query: Vec::new(),
            headers: vec![("content-type".into(), "application/json".into())],
            body: body.to_string().into_bytes(),
            principal,
            request_id: "test".into(),
            origin: None,
            language: Default::default(),
        };
        let answer = desk.host().handle("tickets", request).await.unwrap();
        assert!(answer.status < 300, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).unwrap()
    }

    #[tokio::test]
    async fn what_somebody_types_is_told_to_whom_it_is_given_and_to_no_other_colleague() {
        let (_folder, desk, mut listener, mut heard) = listener().await;
        let record = open_ticket(&desk).await;
        let owner = ombud_identity::owner::current(&mut desk.store().begin()).unwrap().unwrap();
        let sealed = desk.store().begin().find(&record.collection, &record.id).unwrap().unwrap();
        desk.signals.types(&record, sealed.filed().requester.unwrap(), "Where is");
        listener.about = Some(record.clone());
        assert!(listener.tell_signals(&desk).await.is_ok());
        let told = heard.recv().await.unwrap();
        let told = std::str::from_utf8(&told).unwrap();
        assert!(told.contains("\"writing\"") && !told.contains("Where is"), "{told}");
        let path = format!("/api/tickets/{}", record.id.as_str());
        let given = json!({ "assignee": owner.to_string(), "version": sealed.filed().version });
        ask_tickets(&desk, ombud_host::Principal::User(owner), "PATCH", &path, &given).await;
        assert!(listener.tell_signals(&desk).await.is_ok());
        let told = heard.recv().await.unwrap();
        assert!(std::str::from_utf8(&told).unwrap().contains("\"text\":\"Where is\""), "{told:?}");
    }

    #[test]
    fn a_listener_begins_where_he_was_if_that_was_on_this_desk_and_not_too_long_ago() {
        let newest = FAR_BACK * 3;
        assert_eq!(heard(None, newest), newest);
        assert_eq!(heard(Some(newest - 7), newest), newest - 7);
        assert_eq!(heard(Some(newest + 7), newest), newest);
        assert_eq!(heard(Some(0), newest), newest - FAR_BACK);
        assert_eq!(heard(Some(0), 7), 0);
    }

    #[tokio::test]
    async fn a_heart_beats_however_busy_the_desk_is() {
        let (_folder, desk, mut listener, mut heard) = listener().await;
        listener.heart_beat = Duration::from_millis(50);
        let (tell, line) = desk.switchboard.tapped();
        let listening = tokio::spawn(listener.run(desk.clone(), line, desk.signals.subscribe(None), false));
        let nothing = Arc::new(ombud_store::Commit { number: Default::default(), events: Vec::new() });
        let until = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < until, "it never beat");
            // As soon as the last is heard, and not so fast that he falls behind.
            if tell.capacity() == tell.max_capacity() {
                tell.try_send(Call::News(nothing.clone())).unwrap();
            }
            tokio::task::yield_now().await;
            match heard.try_recv() {
                Ok(said) if said.starts_with(b": still here") => break,
                _ => assert!(!listening.is_finished(), "the stream is over"),
            }
        }
    }

    #[tokio::test]
    async fn a_session_that_ended_is_noticed_by_the_heart_beat() {
        let (_folder, desk, mut listener, mut heard) = listener().await;
        listener.heart_beat = Duration::from_millis(50);
        let (_tell, line) = desk.switchboard.tapped();
        let listening = tokio::spawn(listener.run(desk.clone(), line, desk.signals.subscribe(None), false));
        heard.recv().await.unwrap();
        let mut unit = desk.store().begin();
        let owner = ombud_identity::owner::current(&mut unit).unwrap().unwrap();
        let principal = ombud_host::Principal::User(owner);
        let authority = desk.identity().authority(&mut unit, &principal, desk.now()).unwrap().unwrap();
        ombud_identity::session::sign_out_everywhere(&mut unit, &authority, owner, None).unwrap();
        unit.commit().await.unwrap();
        timeout(PATIENCE, listening).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn catching_up_lets_others_have_the_thread_and_ends_when_the_listener_has_gone() {
        let (_folder, desk, mut listener, heard) = listener().await;
        open_ticket(&desk).await;
        {
            let mut catching_up = pin!(listener.catch_up(&desk));
            assert!(catching_up.as_mut().now_or_never().is_none());
            drop(heard);
            assert!(catching_up.await.is_err());
        }
        assert!(listener.heard > 0);
    }

    #[tokio::test]
    async fn many_events_of_one_commit_are_told_in_pieces() {
        let (_folder, desk, mut listener, mut heard) = listener().await;
        open_ticket(&desk).await;
        let known = desk.store().begin().events_after(0, 1).unwrap().remove(0);
        let events: Vec<Event> = (1..=100).map(|number| Event { number, ..known.clone() }).collect();
        assert!(listener.tell(&desk, &events).await.is_ok());
        drop(listener);
        let mut told = 0;
        while let Some(piece) = heard.recv().await {
            let here = std::str::from_utf8(&piece).unwrap().matches("\nevent: ").count();
            assert!((1..=PIECE).contains(&here), "{here} at once");
            told += here;
        }
        assert_eq!(told, 100);
    }

    #[tokio::test]
    async fn catching_up_ends_when_the_desk_is_being_closed() {
        let (_folder, desk, mut listener, _heard) = listener().await;
        open_ticket(&desk).await;
        let closing: &watch::Sender<bool> = &desk.closing;
        closing.send_replace(true);
        assert!(listener.catch_up(&desk).await.is_err());
    }
}
