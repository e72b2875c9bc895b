//! News as they happen (server-sent events): each listener hears of the records that he may read.

use crate::Desk;
use crate::http::listen::Asked;
use crate::http::problem::Answer;
use crate::http::reply::Body;
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::Response;
use hyper::body::Frame;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use ombud_access::Target;
use ombud_store::Event;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

/// A comment now and then keeps proxies from closing the stream, and finds out who has left.
const HEART_BEAT: Duration = Duration::from_secs(15);

/// Events that may wait for a slow reader; then the stream ends, and he comes back where he was.
const WAITING: usize = 256;

/// Missed events read at a time.
const BATCH: usize = 256;

/// Opens a stream. With `Last-Event-ID` it begins with what was missed.
pub(crate) fn stream(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    let (sender, receiver) = mpsc::channel(WAITING);
    let missed_since = asked
        .headers
        .get("last-event-id")
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.trim().parse::<u64>().ok());
    let listener = Listener {
        secret: asked.caller.secret.clone().unwrap_or_default(),
        sender,
        // A number from another time of this desk, before a backup was put back, would make him deaf.
        heard: missed_since.unwrap_or(0).min(desk.store().begin().newest_event()?),
    };
    // Subscribed before anything missed is read, so nothing falls in between.
    tokio::spawn(listener.run(desk.clone(), desk.store().subscribe(), missed_since.is_some()));
    let frames = futures_util::stream::unfold(receiver, |mut receiver| async {
        let chunk: Bytes = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(Frame::data(chunk)), receiver))
    });
    let body: Body = StreamBody::new(frames).boxed_unsync();
    let mut reply = Response::new(body);
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(reply)
}

/// Until the desk is being closed.
async fn closed(closing: &mut tokio::sync::watch::Receiver<bool>) {
    // An error means that the desk is gone altogether.
    let _ = closing.wait_for(|closing| *closing).await;
}

struct Listener {
    secret: String,
    sender: mpsc::Sender<Bytes>,
    /// The last event that was looked at.
    heard: u64,
}

/// The stream is over.
struct Over;

type News = tokio::sync::broadcast::Receiver<Arc<ombud_store::Commit>>;

impl Listener {
    async fn run(mut self, desk: Arc<Desk>, mut news: News, catch_up: bool) {
        let mut closing = desk.closing.subscribe();
        // Something at once, so that the listener knows that it is listening.
        if self.say(": listening\n\n".into()).await.is_err() {
            return;
        }
        if catch_up && self.catch_up(&desk).await.is_err() {
            return;
        }
        // One clock for all turns of the loop: on a busy desk there is always news before a sleep would end.
        let mut beats = tokio::time::interval(HEART_BEAT);
        beats.tick().await;
        loop {
            let said = tokio::select! {
                () = closed(&mut closing) => return,
                () = self.sender.closed() => return,
                _ = beats.tick() => self.beat(&desk).await,
                commit = news.recv() => match commit {
                    Ok(commit) => self.tell(&desk, &commit.events).await,
                    // Too far behind: he comes back with the number of the last event that he has.
                    Err(RecvError::Lagged(_) | RecvError::Closed) => return,
                },
            };
            if said.is_err() {
                return;
            }
        }
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

    async fn beat(&self, desk: &Desk) -> Result<(), Over> {
        match desk.identity().authenticate(&self.secret, desk.now()) {
            Ok(Some(_)) => self.say(": still here\n\n".into()).await,
            _ => Err(Over),
        }
    }

    /// Tells of those events that this listener may hear of, by his rights as of now.
    async fn tell(&mut self, desk: &Desk, events: &[Event]) -> Result<(), Over> {
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
                let mut data = json!({
                    "kind": event.kind,
                    "subject": { "collection": &*event.subject.collection, "id": event.subject.id.as_str() },
                    "at": event.at.0,
                });
                // Customers hear that something of theirs has changed, not by whom or how often.
                if authority.is_staff() {
                    data["by"] = json!(event.by.map(|user| user.to_string()));
                    data["plugin"] = json!(event.plugin);
                    data["data"] = serde_json::from_str(&event.data).unwrap_or_default();
                }
                text.push_str(&format!("id: {}\nevent: {}\ndata: {data}\n\n", event.number, event.kind));
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
