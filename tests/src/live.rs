//! News as they happen, as a browser hears them.

use crate::caller::Caller;
use crate::world::text;
use std::io::{BufRead, BufReader, Error, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for news that must come.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long to listen for news that must not come, after others have come.
const SILENCE: Duration = Duration::from_millis(500);

/// One event of the stream, as the browser sees it.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// What the listener calls it.
    pub id: String,
    /// What has happened, such as `tickets:tickets.created`.
    pub kind: String,
    /// What is told of it.
    pub data: String,
}

impl News {
    /// The id of the record that it is about.
    ///
    /// # Panics
    /// If nothing says so.
    #[track_caller]
    pub fn about(&self) -> String {
        let told: serde_json::Value = serde_json::from_str(&self.data).unwrap_or_default();
        text(&told["subject"], "id")
    }
}

/// Somebody who listens.
pub struct Listener {
    news: Receiver<News>,
    stream: TcpStream,
}

/// What is heard after a while.
#[derive(Debug)]
pub enum Heard {
    /// This.
    News(News),
    /// Nothing so far.
    Nothing,
    /// The stream is over.
    Over,
}

impl Listener {
    /// Listens from now on, or from after the event with this id.
    ///
    /// # Panics
    /// If that is refused.
    #[track_caller]
    pub fn new(caller: &Caller, after: Option<&str>) -> Listener {
        match Listener::open(caller, after) {
            Ok(listener) => listener,
            Err(error) => panic!("the live stream: {error}"),
        }
    }

    /// The same at a desk that may be away.
    ///
    /// # Errors
    /// There is no stream.
    pub fn open(caller: &Caller, after: Option<&str>) -> Result<Listener, Error> {
        let address = caller.base().trim_start_matches("http://");
        let mut stream = TcpStream::connect(address)?;
        let token = caller.token().unwrap_or_default();
        let resume = after.map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
        write!(
            stream,
            "GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAccept: text/event-stream\r\n\
             Authorization: Bearer {token}\r\n{resume}\r\n"
        )?;
        // A desk that stands still is none.
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut lines = BufReader::new(stream.try_clone()?).lines();
        let status = lines.next().transpose()?.unwrap_or_default();
        let head: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
        let head = head.join("\n").to_lowercase();
        if !status.starts_with("HTTP/1.1 200") || !head.contains("content-type: text/event-stream") {
            return Err(Error::other(format!("{status}\n{head}")));
        }
        stream.set_read_timeout(None)?;
        let (tell, news) = channel();
        thread::spawn(move || {
            let mut event = News::default();
            // The sizes of chunks stand on lines of their own, which are no fields.
            for line in lines.map_while(Result::ok) {
                if let Some(id) = line.strip_prefix("id:") {
                    event.id = id.trim().to_owned();
                } else if let Some(kind) = line.strip_prefix("event:") {
                    event.kind = kind.trim().to_owned();
                } else if let Some(data) = line.strip_prefix("data:") {
                    event.data.push_str(data.trim_start());
                } else if line.is_empty()
                    && !event.data.is_empty()
                    && tell.send(std::mem::take(&mut event)).is_err()
                {
                    return;
                }
            }
        });
        Ok(Listener { news, stream })
    }

    /// What comes next, if it comes soon enough.
    pub fn next(&self, longest: Duration) -> Heard {
        match self.news.recv_timeout(longest) {
            Ok(news) => Heard::News(news),
            Err(RecvTimeoutError::Timeout) => Heard::Nothing,
            Err(RecvTimeoutError::Disconnected) => Heard::Over,
        }
    }

    /// The next piece of news about this record, of this kind.
    ///
    /// # Panics
    /// If it does not come.
    #[track_caller]
    pub fn hears(&self, kind: &str, about: &str) -> News {
        let until = Instant::now() + PATIENCE;
        let mut others = Vec::new();
        while let Ok(news) = self.news.recv_timeout(until.saturating_duration_since(Instant::now())) {
            if news.kind == kind && news.data.contains(about) {
                return news;
            }
            others.push(news);
        }
        panic!("no {kind} of {about}, but {others:#?}");
    }

    /// Everything that still comes.
    pub fn rest(&self) -> Vec<News> {
        std::iter::from_fn(|| self.news.recv_timeout(SILENCE).ok()).collect()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }
}
