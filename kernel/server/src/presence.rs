//! Who is here: whoever holds a line open to the desk, and for a grace after the last one ended.
//!
//! A line is a stream that says now and then that it is there, and is answered: a connection to a laptop that was closed
//! looks open for a quarter of an hour, a browser that does not answer is gone. One for each browser is enough, which its
//! tabs see to among themselves. What comes of it is in the store (`ombud_host::Turn`): one row and one event when somebody
//! comes or goes, and nothing while they stay.
//!
//! It is no signal, and tells nothing about what somebody looks at (docs/decisions/0024 and 0029).

use crate::Desk;
use crate::hex::hex;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Body};
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Response};
use ombud_access::{Timestamp, UserId};
use ombud_host::{CallError, Turn};
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

/// How often a line says that it is there.
const BEAT: Duration = Duration::from_secs(15);

/// Whoever does not answer for so long is not there.
const SILENCE: Duration = Duration::from_secs(50);

/// Lines that one person may hold: several browsers on several machines.
const MOST: usize = 20;

/// How many come and go in one commit.
const TOGETHER: usize = 64;

/// How often the desk notes that it is up, while somebody is here.
const ALIVE: Duration = Duration::from_secs(60);

/// How often other processes are looked for, of a desk that several serve.
const LOOK: Duration = Duration::from_secs(5);

/// A process that gives no sign of life for so long is gone: longer than a database may take to answer one.
const GONE: Duration = Duration::from_secs(15);

/// Who is here, as this process sees it.
#[derive(Default)]
pub(crate) struct Presence {
    people: Mutex<BTreeMap<UserId, Person>>,
    lines: Mutex<HashMap<String, Line>>,
    changed: Arc<Notify>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Person {
    lines: usize,
    /// When the first of these lines was opened.
    came: Timestamp,
    /// When the last line ended, and from when on that counts.
    left: Option<(Timestamp, Timestamp)>,
    /// What is in the store.
    noted: bool,
}

struct Line {
    user: UserId,
    answered: Instant,
}

impl Presence {
    /// Somebody opens a line. None: he has enough of them.
    fn enter(&self, user: UserId, line: &str, now: Timestamp) -> Option<()> {
        let mut people = self.people.lock();
        let person = people.entry(user).or_default();
        if person.lines >= MOST {
            return None;
        }
        if person.lines == 0 {
            person.came = now;
        }
        person.lines += 1;
        person.left = None;
        drop(people);
        self.lines.lock().insert(line.to_owned(), Line { user, answered: Instant::now() });
        self.changed.notify_one();
        Some(())
    }

    /// And it ends. Without grace for whoever was shown out.
    fn leave(&self, line: &str, now: Timestamp, grace: Duration) {
        let Some(Line { user, .. }) = self.lines.lock().remove(line) else { return };
        let mut people = self.people.lock();
        let Some(person) = people.get_mut(&user) else { return };
        person.lines -= 1;
        if person.lines == 0 {
            person.left = Some((now, now.plus(milliseconds(grace))));
        }
        drop(people);
        self.changed.notify_one();
    }

    /// Those who were here when the desk went down may come back for a grace, or are gone since then.
    fn expect(&self, users: Vec<UserId>, last: Timestamp, now: Timestamp, grace: Duration) {
        let grace = milliseconds(grace);
        let left = if now.since(last) > grace { (last, last) } else { (last, now.plus(grace)) };
        let mut people = self.people.lock();
        for user in users {
            let person = people.entry(user).or_default();
            person.noted = true;
            if person.lines == 0 {
                person.left = Some(left);
            }
        }
    }

    /// Who came or went and is not noted yet.
    fn due(&self, now: Timestamp) -> Vec<Turn> {
        let turn = |(user, person): (&UserId, &Person)| match (person.lines, person.left, person.noted) {
            (1.., _, false) => Some(Turn { user: *user, connected: true, at: person.came }),
            (0, Some((at, counts)), true) if counts <= now => {
                Some(Turn { user: *user, connected: false, at })
            }
            _ => None,
        };
        let mut people = self.people.lock();
        // Whoever went before it was noted that he came was never here.
        people.retain(|_, person| person.lines > 0 || person.noted);
        people.iter().filter_map(turn).take(TOGETHER).collect()
    }

    /// It is in the store.
    fn noted(&self, turns: &[Turn]) {
        let mut people = self.people.lock();
        for turn in turns {
            if let Some(person) = people.get_mut(&turn.user) {
                person.noted = turn.connected;
            }
        }
    }

    /// Others took this process for gone, and its people with it: those who are here come anew. Of whom it is noted that they
    /// are here, and nobody here knows it, as after an answer of the store that was lost, leave.
    fn still_noted(&self, noted: &BTreeSet<UserId>, now: Timestamp, grace: Duration) {
        let mut anew = false;
        let mut people = self.people.lock();
        for user in noted {
            let left = Some((now, now.plus(milliseconds(grace))));
            people.entry(*user).or_insert(Person { noted: true, left, ..Person::default() });
        }
        for (user, person) in people.iter_mut() {
            if person.lines > 0 && person.noted && !noted.contains(user) {
                person.noted = false;
                anew = true;
            }
        }
        drop(people);
        if anew {
            self.changed.notify_one();
        }
    }

    /// Whether somebody is about to have left, and whether anybody is here.
    fn waits(&self) -> (bool, bool) {
        let people = self.people.lock();
        (people.values().any(|person| person.lines == 0), !people.is_empty())
    }

    fn answer(&self, line: &str, user: UserId) -> bool {
        match self.lines.lock().get_mut(line) {
            Some(known) if known.user == user => {
                known.answered = Instant::now();
                true
            }
            _ => false,
        }
    }

    fn is_silent(&self, line: &str, now: Instant) -> bool {
        let silence = |line: &Line| now.saturating_duration_since(line.answered);
        self.lines.lock().get(line).is_none_or(|line| silence(line) > SILENCE)
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Notes who comes and goes, one after the other, until the desk is closed.
pub(crate) fn keep(desk: &Arc<Desk>) {
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        // Several see to those of each other, below.
        if let Some(desk) = desk.upgrade().filter(|desk| !desk.store().is_together()) {
            match desk.host().were_here() {
                Ok((users, last)) => desk.presence.expect(users, last, desk.now(), desk.host().grace()),
                Err(error) => tracing::error!(%error, "who was here before cannot be read"),
            }
        }
        let mut alive = Instant::now();
        loop {
            let Some(strong) = desk.upgrade() else { return };
            let turns = strong.presence.due(strong.now());
            let mut failed = false;
            if !turns.is_empty() {
                match strong.host().note_turns(&turns).await {
                    Ok(()) => {
                        strong.presence.noted(&turns);
                        continue;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "who came and went is not noted; trying again");
                        failed = true;
                    }
                }
            }
            let (leaving, anybody) = strong.presence.waits();
            if anybody && alive.elapsed() >= ALIVE {
                alive = Instant::now();
                if let Err(error) = strong.host().note_alive().await {
                    tracing::warn!(%error, "that the desk is up is not noted");
                }
            }
            let changed = strong.presence.changed.clone();
            drop(strong);
            // The clock of a desk may be moved, so it is looked at again and again while somebody is leaving.
            let pause = if leaving || failed { Duration::from_millis(250) } else { ALIVE };
            tokio::select! {
                _ = closing.changed() => return,
                () = changed.notified(), if !failed => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    });
}

/// Sees to those who were at a process that is gone, until the desk is closed: they may come to another for a grace, or have
/// left with it. Nothing if this process is alone.
pub(crate) fn follow_others(desk: &Arc<Desk>) {
    if !desk.store().is_together() {
        return;
    }
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        let mut others = Others::default();
        loop {
            tokio::select! {
                _ = closing.changed() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            let Some(desk) = desk.upgrade() else { return };
            if let Err(error) = others.look(&desk).await {
                tracing::warn!(%error, "who is at other processes is not known; trying again");
            }
        }
    });
}

/// Processes at which somebody is noted.
#[derive(Default)]
struct Others(HashMap<String, Other>);

/// Signs of life, since when, by the clock here, they are so many, and when the desk was known to be up then.
struct Other {
    signs: Option<i64>,
    since: Instant,
    up: Timestamp,
}

impl Others {
    async fn look(&mut self, desk: &Desk) -> Result<(), CallError> {
        let mut noted = desk.host().noted()?;
        let mine = noted.remove(desk.store().member().unwrap_or_default()).unwrap_or_default();
        desk.presence.still_noted(&mine, desk.now(), desk.host().grace());
        // Whoever is on duty sees to the others.
        noted.retain(|_, _| desk.store().on_duty());
        self.0.retain(|process, _| noted.contains_key(process));
        for (process, people) in noted {
            let (signs, since, up) =
                (desk.store().signs_of(&process)?, Instant::now(), desk.host().was_up()?);
            let known = self.0.entry(process.clone()).or_insert(Other { signs, since, up });
            if known.signs != signs {
                *known = Other { signs, since, up };
            }
            let silent = since.duration_since(known.since);
            if silent >= GONE + desk.host().grace() {
                // A desk of which all processes were down for a night: they left with it.
                let noticed = Timestamp(desk.now().0.saturating_sub(milliseconds(silent)));
                let left = noticed.min(known.up.plus(milliseconds(ALIVE * 2)));
                desk.host().note_gone(&process, &people, left).await?;
            }
        }
        Ok(())
    }
}

/// `GET` opens a line, `POST` answers what it says.
pub(crate) async fn answer(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    if asked.method != Method::POST {
        return line(desk, &asked);
    }
    let user = asked.caller.signed_in()?;
    let bytes = body::whole(asked.take_body(), body::SMALL).await?;
    let fields = std::str::from_utf8(&bytes).ok().and_then(body::pairs);
    let fields = fields.ok_or_else(|| Problem::malformed("the form cannot be decoded"))?;
    let line = fields.iter().find(|(name, _)| name == "line").map_or("", |(_, line)| line);
    // No stamp is needed: what only the line has said, no page of somebody else knows.
    if desk.presence.answer(line, user) {
        Ok(reply::no_content())
    } else {
        Err(Problem::not_found("there is no such line: open one with GET"))
    }
}

fn line(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let staff = crate::api::authority(desk, &asked.caller, &mut desk.store().begin())?.is_staff();
    // Nobody is there who looks as somebody else, and no program that only uses a key.
    if asked.caller.session().is_none() || asked.caller.viewing().is_some() || !staff {
        return Ok(reply::no_content());
    }
    let mut name = [0; 16];
    getrandom::fill(&mut name)
        .map_err(|_| Problem::new(503, "too busy", "the system gives no chance; try again"))?;
    let name = hex(&name);
    desk.presence.enter(user, &name, desk.now()).ok_or_else(|| {
        Problem::new(429, "too many attempts", format!("nobody is here more than {MOST} times"))
    })?;
    let (sender, receiver) = mpsc::channel(4);
    let secret = asked.caller.secret().unwrap_or_default().to_owned();
    tokio::spawn(hold(desk.clone(), Held { desk: desk.clone(), name, shown_out: false }, secret, sender));
    let frames = futures_util::stream::unfold(receiver, |mut receiver| async {
        let chunk: Bytes = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(Frame::data(chunk)), receiver))
    });
    let body: Body = StreamBody::new(frames).boxed_unsync();
    let mut reply = Response::new(body);
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(reply)
}

/// A line that ends when this is dropped, however that comes.
struct Held {
    desk: Arc<Desk>,
    name: String,
    shown_out: bool,
}

impl Drop for Held {
    fn drop(&mut self) {
        let grace = if self.shown_out { Duration::ZERO } else { self.desk.host().grace() };
        self.desk.presence.leave(&self.name, self.desk.now(), grace);
    }
}

async fn hold(desk: Arc<Desk>, mut held: Held, secret: String, sender: mpsc::Sender<Bytes>) {
    let mut closing = desk.closing.subscribe();
    let mut beats = tokio::time::interval(BEAT);
    let beat = Bytes::from(format!("event: beat\ndata: {}\n\n", held.name));
    loop {
        tokio::select! {
            // An error means that the desk is gone altogether.
            _ = closing.wait_for(|closing| *closing) => return,
            () = sender.closed() => return,
            _ = beats.tick() => {
                if !matches!(desk.identity().authenticate(&secret, desk.now()), Ok(Some(_))) {
                    held.shown_out = true;
                    return;
                }
                // Whoever reads so slowly that there is no room does not answer, either.
                let _ = sender.try_send(beat.clone());
                if desk.presence.is_silent(&held.name, Instant::now()) {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::Id;

    const GRACE: Duration = Duration::from_secs(30);

    fn person(n: u8) -> UserId {
        UserId(Id::new(Timestamp(1), [n; 10]))
    }

    fn at(seconds: u64) -> Timestamp {
        Timestamp(seconds * 1000)
    }

    /// Notes what is due, as `+` and `-` with the seconds since when.
    fn note(presence: &Presence, seconds: u64) -> Vec<String> {
        let turns = presence.due(at(seconds));
        presence.noted(&turns);
        let told = |turn: &Turn| format!("{}{}", if turn.connected { "+" } else { "-" }, turn.at.0 / 1000);
        turns.iter().map(told).collect()
    }

    #[tokio::test]
    async fn several_lines_are_one_person_who_is_here_until_a_grace_after_the_last() {
        let presence = Presence::default();
        presence.enter(person(1), "a", at(0)).unwrap();
        presence.enter(person(1), "b", at(1)).unwrap();
        assert_eq!(note(&presence, 1), ["+0"]);
        presence.leave("a", at(5), GRACE);
        assert!(note(&presence, 100).is_empty());
        presence.leave("b", at(100), GRACE);
        assert!(note(&presence, 129).is_empty());
        presence.enter(person(1), "c", at(129)).unwrap();
        assert!(note(&presence, 200).is_empty(), "a page was loaded anew");
        presence.leave("c", at(200), GRACE);
        presence.leave("c", at(200), GRACE);
        assert_eq!(note(&presence, 230), ["-200"], "since the line ended");
        assert!(note(&presence, 231).is_empty());
        assert!(presence.people.lock().is_empty() && presence.lines.lock().is_empty(), "nothing is left");
    }

    #[tokio::test]
    async fn whoever_was_shown_out_is_gone_at_once_and_whoever_never_came_never_goes() {
        let presence = Presence::default();
        presence.enter(person(1), "a", at(0)).unwrap();
        presence.leave("a", at(0), GRACE);
        assert!(note(&presence, 99).is_empty());
        presence.enter(person(1), "a", at(100)).unwrap();
        note(&presence, 100);
        presence.leave("a", at(101), Duration::ZERO);
        assert_eq!(note(&presence, 101), ["-101"]);
    }

    #[tokio::test]
    async fn after_a_short_fall_of_the_desk_people_may_come_back_and_after_a_long_one_they_left_with_it() {
        let presence = Presence::default();
        presence.expect(vec![person(1), person(2)], at(100), at(110), GRACE);
        presence.enter(person(1), "a", at(115)).unwrap();
        assert!(note(&presence, 139).is_empty());
        assert_eq!(note(&presence, 140), ["-100"], "only who did not come back");
        let presence = Presence::default();
        presence.expect(vec![person(1)], at(100), at(500), GRACE);
        assert_eq!(note(&presence, 500), ["-100"]);
    }

    #[tokio::test]
    async fn whom_others_took_for_gone_comes_anew() {
        let presence = Presence::default();
        presence.enter(person(1), "a", at(0)).unwrap();
        presence.enter(person(2), "b", at(0)).unwrap();
        assert_eq!(note(&presence, 1), ["+0", "+0"]);
        presence.still_noted(&BTreeSet::from([person(1), person(2)]), at(2), GRACE);
        assert!(note(&presence, 2).is_empty());
        presence.still_noted(&BTreeSet::from([person(2)]), at(2), GRACE);
        let turns = presence.due(at(3));
        assert_eq!(turns, [Turn { user: person(1), connected: true, at: at(0) }]);
        presence.noted(&turns);
        // The store took it that a third came, and the answer was lost.
        presence.still_noted(&BTreeSet::from([person(1), person(2), person(3)]), at(4), GRACE);
        assert!(note(&presence, 33).is_empty());
        assert_eq!(note(&presence, 34), ["-4"]);
    }

    #[tokio::test]
    async fn nobody_answers_for_somebody_else_or_holds_lines_without_end() {
        let presence = Presence::default();
        for n in 0..MOST {
            presence.enter(person(1), &n.to_string(), at(0)).unwrap();
        }
        assert!(presence.enter(person(1), "more", at(0)).is_none());
        assert!(presence.enter(person(2), "other", at(0)).is_some());
        assert!(presence.answer("other", person(2)) && !presence.answer("other", person(1)));
        assert!(!presence.answer("nothing", person(1)));
    }

    #[tokio::test]
    async fn a_line_that_is_not_answered_is_silent_after_a_while() {
        let presence = Presence::default();
        presence.enter(person(1), "a", at(0)).unwrap();
        let opened = Instant::now();
        assert!(!presence.is_silent("a", opened + SILENCE - Duration::from_secs(1)));
        assert!(presence.is_silent("a", opened + SILENCE + Duration::from_secs(1)));
        std::thread::sleep(Duration::from_millis(20));
        presence.answer("a", person(1));
        assert!(!presence.is_silent("a", opened + SILENCE + Duration::from_millis(10)));
        assert!(presence.is_silent("nothing", opened));
    }
}
