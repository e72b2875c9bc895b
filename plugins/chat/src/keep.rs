//! What is kept, and where.

use ombud_plugin::{Collection, DepartmentId, Timestamp, UserId};
use ombud_worktime::routing::Work;
use serde::{Deserialize, Serialize};

/// Chats: what the visitor may see of them, and nothing else.
pub const CHATS: Collection<Chat> = Collection::new("chat:chats");
/// What is said in them.
pub const LINES: Collection<Line> = Collection::new("chat:lines");
/// Those that wait, under the ids of their chats.
pub const QUEUE: Collection<Waiting> = Collection::new("chat:queue");
/// The chats that somebody has, under the agent's id.
pub const SLOTS: Collection<Slots> = Collection::new("chat:slots");
/// How far agents have read, under the ids of the chats.
pub const MARKS: Collection<Mark> = Collection::new("chat:marks");
/// When chats were accepted lately, under the department's id.
pub const PACE: Collection<Pace> = Collection::new("chat:pace");
/// When visitors were heard of last, under the ids of their chats, while those go on.
pub const HEARD: Collection<Heard> = Collection::new("chat:heard");
/// Attempts to begin a chat without a pass, under the names that visitors gave them.
pub const ATTEMPTS: Collection<Attempt> = Collection::new("chat:attempts");
/// Who watched what.
pub const WATCHES: Collection<Watch> = Collection::new("chat:watches");

/// How long nobody is asked again who declined or did not answer, in milliseconds.
const PAUSE: Timestamp = 15_000;

/// How it stands with a chat, as the visitor is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Waiting,
    Running,
    Ended,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Ended => "ended",
        }
    }
}

/// A chat. Department, visitor and agent stand in the envelope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chat {
    /// The visitor's own name for the attempt to begin it.
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub email: String,
    /// BCP 47; empty if it is not known.
    #[serde(default)]
    pub language: String,
    /// The page that the visitor is on, and where the visitor came from.
    #[serde(default)]
    pub page: String,
    #[serde(default)]
    pub referrer: String,
    /// What it is about, in the words of the department's list; empty if that was not asked.
    #[serde(default)]
    pub kind: String,
    pub state: State,
    pub begun: Timestamp,
    #[serde(default)]
    pub accepted: Option<Timestamp>,
    /// When somebody of the desk first wrote.
    #[serde(default)]
    pub answered: Option<Timestamp>,
    #[serde(default)]
    pub ended: Option<Timestamp>,
}

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    Visitor,
    Agent,
    Desk,
}

/// What a line is. What is not said by anybody has no text: pages say it in the language of whoever reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody says something.
    Said,
    /// A suggestion of somebody who watches. Staff only.
    Whisper,
    /// What a colleague should know who takes the chat over. Staff only.
    Note,
    /// The sentence by which the visitor was invited to talk.
    Invited,
    /// Somebody has come to talk.
    Joined,
    /// Somebody who had come beside the agent talks no more.
    Left,
    /// The chat was handed over, or its agent has gone: it waits again.
    Waits,
    /// It is over.
    Ended,
    /// It is over: the visitor has gone without a word.
    Silent,
    /// A ticket was opened of it: its number. Staff only.
    Ticket,
    /// It rang at somebody, who declined, or did not answer. Staff only.
    Rang,
    Declined,
    Missed,
    /// It waits for a skill that nobody has who accepts chats: its name. Staff only.
    Lacks,
    /// Somebody watches, or no more, where the settings say that it is told. Staff only.
    Watched,
    Unwatched,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub kind: Kind,
    pub from: From,
    /// Who it is about.
    #[serde(default)]
    pub who: Option<UserId>,
    #[serde(default)]
    pub text: String,
    /// Later than that of every line before it that the visitor may see.
    pub at: Timestamp,
    /// The writer's own name for it.
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub files: Vec<File>,
}

/// A file that was sent along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub blob: String,
    pub name: String,
    #[serde(rename = "type", default)]
    pub content_type: String,
    #[serde(default)]
    pub size: u64,
}

/// A chat that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pub department: DepartmentId,
    /// What whoever takes it must be able to, and had better speak.
    #[serde(default)]
    pub skill: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
    /// Nobody who accepts chats has that skill.
    #[serde(default)]
    pub lacks: bool,
    /// Its place in the row: whoever was returned stands where the visitor stood before.
    pub since: Timestamp,
    /// Since when it waits here: what was handed over waits anew for whoever is right for it. 0: as `since`.
    #[serde(default)]
    pub here: Timestamp,
    /// Whom it waits for, and until when nobody else is asked.
    #[serde(default)]
    pub wanted: Option<(UserId, Timestamp)>,
    /// Who declined it or did not answer, and until when they are not asked again.
    #[serde(default)]
    pub passed: Vec<UserId>,
    #[serde(default)]
    pub pause: Timestamp,
    /// At whom it rings, and until when.
    #[serde(default)]
    pub ringing: Option<(UserId, Timestamp)>,
}

impl Waiting {
    /// One that nobody was asked about yet.
    pub fn new(department: &str, chat: &Chat, skill: Option<String>) -> Waiting {
        Waiting {
            department: department.to_owned(),
            skill,
            language: Some(chat.language.clone()).filter(|language| !language.is_empty()),
            lacks: false,
            since: chat.begun,
            here: chat.begun,
            wanted: None,
            passed: Vec::new(),
            pause: 0,
            ringing: None,
        }
    }

    /// Since when nobody has it.
    pub fn waits_since(&self) -> Timestamp {
        if self.here == 0 { self.since } else { self.here }
    }

    /// As it is decided about.
    pub fn work(&self) -> Work<'_> {
        Work {
            since: self.waits_since(),
            skill: self.skill.as_deref(),
            language: self.language.as_deref(),
            wanted: self.wanted.as_ref().map(|(agent, until)| (agent.as_str(), *until)),
            passed: &self.passed,
            pause: self.pause,
        }
    }

    /// Somebody declines, or did not answer: others are asked first, and the same person not before some seconds are over.
    pub fn pass(&mut self, agent: &str, now: Timestamp) {
        self.ringing = None;
        self.passed.push(agent.to_owned());
        self.pause = now + PAUSE;
    }
}

/// What somebody has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slots {
    /// Chats that run and that ring. Each takes a place.
    pub chats: Vec<String>,
    /// Chats of others in which the person talks as well, and perhaps some that are over.
    #[serde(default)]
    pub joined: Vec<String>,
    /// When one was given last.
    #[serde(default)]
    pub last: Timestamp,
    /// How often one rang and was not answered.
    #[serde(default)]
    pub missed: u32,
}

/// How far somebody has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub agent: Timestamp,
    pub visitor: Timestamp,
}

/// When chats were accepted lately, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    pub accepted: Vec<Timestamp>,
}

/// When a visitor was heard of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    pub at: Timestamp,
    /// Since the chat was begun: then the visitor knows of it.
    #[serde(default)]
    pub since: bool,
    /// The attempt by which it was begun, if that was without a pass.
    #[serde(default)]
    pub attempt: Option<String>,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub chat: String,
}

/// Somebody watches a chat. Who the visitor was stands there, and nowhere else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    pub chat: String,
    /// Whose chat it was then.
    pub agent: Option<UserId>,
    pub watcher: UserId,
    pub at: Timestamp,
    /// When it was looked at last.
    pub until: Timestamp,
    /// Whoever watched has said that it is over.
    #[serde(default)]
    pub over: bool,
    /// The agent was told.
    #[serde(default)]
    pub told: bool,
}

#[cfg(test)]
mod tests {
    use super::Waiting;

    #[test]
    fn one_that_was_put_there_by_an_earlier_version_waits_since_its_place() {
        let old = serde_json::json!({ "department": "d", "since": 7 });
        let old: Waiting = serde_json::from_value(old).unwrap();
        assert_eq!((old.waits_since(), old.work().since), (7, 7));
        let handed = Waiting { here: 9, ..old };
        assert_eq!((handed.since, handed.waits_since(), handed.work().since), (7, 9, 9));
    }
}
