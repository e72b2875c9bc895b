//! One side of one chat, as the widget and the agent's page behave: what is written is sent one after the other, again under the
//! same key until the desk has it; and what has come is read from where one read last, whenever something happens.

use super::ledger::{Refused, Times, Way, locked};
use super::spy::Spy;
use super::wire::{Who, Wires};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// Of all sides.
pub struct Shared {
    pub wires: Wires,
    /// Of those who watch: they do not stand behind a crowd that writes as fast as it is taken.
    pub aside: Wires,
    pub refused: Refused,
    /// From a visitor's first try to send until an agent reads it, and the other way.
    pub to_agents: Times,
    pub to_visitors: Times,
    /// Looks at whatever visitors receive.
    pub spy: Spy,
    /// Live streams that are open.
    pub open: AtomicU64,
    /// So many streams are opened at the same time.
    pub doors: Semaphore,
    /// Changes with each call: no two of a crowd wait equally long.
    chance: AtomicU64,
}

impl Shared {
    pub fn new(base: &str, mark: &str) -> Shared {
        Shared {
            wires: Wires::to(base),
            aside: Wires::to(base),
            refused: Refused::default(),
            to_agents: Times::default(),
            to_visitors: Times::default(),
            spy: Spy::new(mark),
            open: AtomicU64::new(0),
            doors: Semaphore::new(super::AT_ONCE),
            chance: AtomicU64::new(1),
        }
    }

    /// After so many failures one waits as the widget does: a second, twice as long each time, half a minute at most; and each
    /// somewhat longer or shorter.
    pub async fn pause(&self, failures: u32) {
        let chance = self.chance.fetch_add(0x9e37_79b9_7f4a_7c15, Relaxed) >> 40;
        let part = 0.75 + chance as f64 / f64::from(1 << 24) / 2.0;
        let seconds = f64::from(1u32 << failures.min(5)).min(30.0) * part;
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    }
}

/// A visitor or an agent in a chat.
pub struct Side {
    pub who: Who,
    pub chat: Arc<str>,
    visitor: bool,
    shared: Arc<Shared>,
    /// What this side says, and what it hears.
    pub says: Arc<Way>,
    pub hears: Arc<Way>,
    outbox: Mutex<VecDeque<usize>>,
    written: Notify,
    happened: Notify,
    /// How far it has read.
    next: Mutex<String>,
    /// The lines it has read.
    pub read: Mutex<Vec<String>>,
}

/// The two sides of a chat: the visitor's, and the agent's.
pub fn sides(shared: &Arc<Shared>, chat: &str, visitor: Who, agent: Who) -> (Arc<Side>, Arc<Side>) {
    let (there, back) = (Arc::<Way>::default(), Arc::<Way>::default());
    let side = |who, visitor, says: &Arc<Way>, hears: &Arc<Way>| {
        Arc::new(Side {
            who,
            chat: chat.into(),
            visitor,
            shared: shared.clone(),
            says: says.clone(),
            hears: hears.clone(),
            outbox: Mutex::default(),
            written: Notify::new(),
            happened: Notify::new(),
            next: Mutex::default(),
            read: Mutex::default(),
        })
    };
    (side(visitor, true, &there, &back), side(agent, false, &back, &there))
}

impl Side {
    /// Writes the next message.
    pub fn write(&self) {
        let number = self.says.says();
        locked(&self.outbox).push_back(number);
        self.written.notify_one();
    }

    /// Something happened: it reads.
    pub fn hear(&self) {
        self.happened.notify_one();
    }

    /// Sends and reads, until it is aborted.
    pub fn lives(self: &Arc<Side>) {
        let (writer, reader) = (self.clone(), self.clone());
        tokio::spawn(async move {
            loop {
                writer.written.notified().await;
                writer.flush().await;
            }
        });
        tokio::spawn(async move {
            loop {
                reader.happened.notified().await;
                let mut failures = 0;
                while !reader.poll().await {
                    failures += 1;
                    reader.shared.pause(failures).await;
                }
            }
        });
    }

    async fn flush(&self) {
        let mut failures = 0;
        loop {
            let Some(number) = locked(&self.outbox).front().copied() else { return };
            let text = format!("Message {number}");
            let body = json!({ "key": format!("k{number}"), "text": text }).to_string();
            let path = format!("/chat/api/chats/{}/lines", self.chat);
            match self.ask("POST", &path, Some(&body)).await {
                Some(200 | 201) => {
                    locked(&self.outbox).pop_front();
                    self.says.acknowledged();
                    failures = 0;
                }
                _ => {
                    failures += 1;
                    self.shared.pause(failures).await;
                }
            }
        }
    }

    async fn ask(&self, method: &str, path: &str, body: Option<&str>) -> Option<u16> {
        self.answer(method, path, body).await.map(|(status, _)| status)
    }

    async fn answer(&self, method: &str, path: &str, body: Option<&str>) -> Option<(u16, Vec<u8>)> {
        let what = if method == "GET" { "read" } else { "send" };
        match self.shared.wires.ask(&self.who, method, path, body).await {
            Ok((status, body)) => {
                if self.visitor {
                    self.shared.spy.sees(&body);
                }
                if status >= 300 {
                    self.shared.refused.note(format!("{what}: {status}"));
                }
                Some((status, body))
            }
            Err(error) => {
                self.shared.refused.note(format!("{what}: {}", error.kind()));
                None
            }
        }
    }

    /// Reads what has come. False: it did not succeed.
    pub async fn poll(&self) -> bool {
        let next = locked(&self.next).clone();
        let path = format!("/chat/api/chats/{}?after={next}", self.chat);
        let Some((200, body)) = self.answer("GET", &path, None).await else { return false };
        let told: Value = serde_json::from_slice(&body).unwrap_or_default();
        if self.visitor {
            self.shared.spy.understands(&told);
        }
        let by = if self.visitor { "agent" } else { "visitor" };
        for line in told["lines"].as_array().into_iter().flatten() {
            locked(&self.read).extend(line["id"].as_str().map(str::to_owned));
            let number = line["text"].as_str().and_then(|text| text.strip_prefix("Message ")?.parse().ok());
            let (true, Some(number)) = (line["by"] == by, number) else { continue };
            let Some(begun) = self.hears.seen(number) else { continue };
            let times = if self.visitor { &self.shared.to_visitors } else { &self.shared.to_agents };
            times.note(begun);
        }
        if let Some(next) = told["next"].as_str() {
            next.clone_into(&mut locked(&self.next));
        }
        true
    }
}
