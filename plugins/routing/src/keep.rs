//! What is kept: to whom each ticket was given and why, and when somebody was given one last.

use ombud_plugin::{Collection, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// Under the ids of the tickets, and below them: whoever may see the ticket may see why.
pub const GIVEN: Collection<Given> = Collection::new("routing:given");
/// Under the ids of people.
pub const TURNS: Collection<Turn> = Collection::new("routing:turns");

/// Why somebody and nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Had the last ticket of the same person.
    Previous,
    /// Has the skill that it needs.
    Skill(String),
    /// Nobody who accepted tickets had it, for too long.
    NoSkill(String),
    /// Speaks the language.
    Language(String),
}

/// To whom a ticket was given last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    pub agent: UserId,
    pub at: Timestamp,
    pub reasons: Vec<Reason>,
    /// How many new and open tickets the person had then, this one among them, and how many at most.
    pub has: u32,
    pub most: u32,
    /// Since when it is nobody's again.
    #[serde(default)]
    pub back: Option<Timestamp>,
}

/// When somebody was given a ticket last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub last: Timestamp,
}
