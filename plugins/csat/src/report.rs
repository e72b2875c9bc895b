//! How satisfied customers were, as far as whoever asks may see it.

use crate::keep::{Rating, VOTES, Vote};
use crate::route::Asked;
use crate::vote;
use ombud_plugin::days::{DAY, Days, MOST_MONTHS, Unusable};
use ombud_plugin::{Cx, Error, Result, text};
use std::collections::BTreeMap;

/// So many votes of the time that is asked for are read at most, the latest first.
pub const MOST: usize = 5_000;
/// So many comments stand on a page, found among so many votes that have one.
pub const COMMENTS: usize = 50;
const LOOKED: usize = 200;

/// What one asked for, found.
pub struct Report {
    pub days: Days,
    /// The latest first.
    pub votes: Vec<Vote>,
    /// There are more, which were not counted.
    pub more: bool,
}

/// Votes, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub count: u32,
    /// Of these, 4 and 5.
    pub satisfied: u32,
    sum: u32,
}

impl Tally {
    /// Satisfied of a hundred.
    pub fn share(self) -> u32 {
        (self.satisfied * 100 + self.count / 2).checked_div(self.count).unwrap_or(0)
    }

    /// On the whole, to a tenth.
    pub fn average(self) -> f64 {
        let tenths = (self.sum * 10 + self.count / 2).checked_div(self.count).unwrap_or(0);
        f64::from(tenths) / 10.0
    }

    fn add(&mut self, vote: &Vote) {
        self.count += 1;
        self.sum += u32::from(vote.score);
        self.satisfied += u32::from(vote.score >= 4);
    }
}

impl Report {
    /// All together.
    pub fn total(&self) -> Tally {
        let mut tally = Tally::default();
        self.votes.iter().for_each(|vote| tally.add(vote));
        tally
    }

    /// By something, in its order.
    pub fn by(&self, key: impl Fn(&Vote) -> String) -> Vec<(String, Tally)> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for vote in &self.votes {
            tallies.entry(key(vote)).or_default().add(vote);
        }
        tallies.into_iter().collect()
    }

    /// By day, or by month where there are many days.
    pub fn by_period(&self) -> Vec<(String, Tally)> {
        self.by(|vote| self.days.row(vote.at))
    }

    /// What was said in words, the latest first: of tickets and chats that whoever asks may read now.
    pub fn comments(&self, cx: &Cx, which: Which) -> Result<Vec<Rating>> {
        let mut found = Vec::new();
        let said = self.votes.iter().filter(|vote| vote.commented && which.has(vote.score));
        for vote in said.take(LOOKED) {
            found.extend(vote::read(cx, &vote.subject)?);
            if found.len() == COMMENTS {
                break;
            }
        }
        Ok(found)
    }
}

/// Comments to which scores.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Which {
    #[default]
    All,
    /// 1 and 2.
    Low,
    Middle,
    /// 4 and 5.
    Satisfied,
}

impl Which {
    pub const ALL: [Which; 4] = [Which::All, Which::Low, Which::Middle, Which::Satisfied];

    /// As it stands in an address.
    pub fn word(self) -> &'static str {
        match self {
            Which::All => "",
            Which::Low => "low",
            Which::Middle => "middle",
            Which::Satisfied => "satisfied",
        }
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Which::All => text!("all"),
            Which::Low => text!("which-low"),
            Which::Middle => text!("which-middle"),
            Which::Satisfied => text!("which-satisfied"),
        }
    }

    /// Out of an address; what is no word of these is all.
    pub fn of(word: Option<&str>) -> Which {
        Which::ALL.into_iter().find(|which| Some(which.word()) == word).unwrap_or_default()
    }

    fn has(self, score: u8) -> bool {
        match self {
            Which::All => true,
            Which::Low => score <= 2,
            Which::Middle => score == 3,
            Which::Satisfied => score >= 4,
        }
    }
}

/// Looks it up. Whatever is not chosen is the last thirty days, and everything.
pub fn find(cx: &Cx, asked: &Asked) -> Result<Report> {
    let typed = (asked.from.as_deref(), asked.until.as_deref());
    let days = Days::typed(typed, cx.now(), |until| until.saturating_sub(29 * DAY)).map_err(|unusable| {
        Error::invalid(match unusable {
            Unusable::NoDay(day) => text!("bad-day", day = day),
            Unusable::Backwards => text!("backwards").to_owned(),
            Unusable::TooLong => text!("too-long", most = MOST_MONTHS),
        })
    })?;
    let (mut votes, more) = days.find(cx, VOTES, asked.department.as_ref(), |vote: &Vote| vote.at, MOST)?;
    votes.retain(|vote| asked.agent.as_ref().is_none_or(|agent| vote.agent.as_ref() == Some(agent)));
    Ok(Report { days, votes, more })
}
