//! Who is given the next chat: pure, so that it can be tried on all that can be.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Who of those with a free place is given the next chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// Whoever has the fewest.
    Fewest,
    /// Whoever has the most, so that others stay free for other work.
    Fill,
    /// Whoever was given one longest ago.
    Turns,
    /// Whoever comes first in the order of the desk, then whoever has the fewest.
    Order,
}

/// Somebody who accepts chats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub agent: String,
    /// Chats that take a place now: those that run, and those that ring.
    pub has: u32,
    /// So many at once.
    pub most: u32,
    /// When the last one was given; 0: never.
    pub last: u64,
    /// The least comes first.
    pub rank: u8,
}

impl Candidate {
    pub fn is_free(&self) -> bool {
        self.has < self.most
    }
}

/// Who is given the next chat, of those with a free place. Whoever waited longest for one comes first of equals.
pub fn pick(strategy: Strategy, candidates: &[Candidate]) -> Option<&Candidate> {
    let free = candidates.iter().filter(|one| one.is_free());
    match strategy {
        Strategy::Fewest => free.min_by_key(|one| (one.has, one.last, &one.agent)),
        Strategy::Fill => free.min_by_key(|one| (Reverse(one.has), one.last, &one.agent)),
        Strategy::Turns => free.min_by_key(|one| (one.last, &one.agent)),
        Strategy::Order => free.min_by_key(|one| (one.rank, one.has, one.last, &one.agent)),
    }
}

/// How long the one at this place (from 1) waits, in seconds, as chats were accepted lately; the oldest first. None: too little
/// is known, or too long ago.
pub fn expected(place: u32, accepted: &[u64], now: u64) -> Option<u64> {
    const LATELY: u64 = 2 * 60 * 60 * 1000;
    let lately: Vec<u64> = accepted.iter().copied().filter(|at| now.saturating_sub(*at) <= LATELY).collect();
    let (first, gaps) = (*lately.first()?, u64::try_from(lately.len()).ok()?);
    // What has not come since the last one counts as well: a desk that stands still gets no faster by that.
    (gaps >= 3).then(|| u64::from(place) * now.saturating_sub(first) / gaps / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, proptest};
    use proptest::strategy::Strategy as Made;

    fn one(agent: &str, has: u32, most: u32, last: u64, rank: u8) -> Candidate {
        Candidate { agent: agent.into(), has, most, last, rank }
    }

    #[track_caller]
    fn check(strategy: Strategy, want: Option<&str>) {
        let all = [
            one("ana", 1, 3, 50, 1),
            one("boris", 2, 3, 10, 0),
            one("cene", 0, 0, 0, 0),
            one("dana", 1, 2, 40, 1),
        ];
        assert_eq!(pick(strategy, &all).map(|one| one.agent.as_str()), want);
    }

    #[test]
    fn each_strategy_picks_whom_it_says() {
        check(Strategy::Fewest, Some("dana"));
        check(Strategy::Fill, Some("boris"));
        check(Strategy::Turns, Some("boris"));
        check(Strategy::Order, Some("boris"));
        assert_eq!(pick(Strategy::Fewest, &[one("ana", 2, 2, 0, 0)]), None);
    }

    #[test]
    fn what_is_expected_is_the_pace_of_late() {
        let minute = 60_000;
        assert_eq!(expected(2, &[0, minute, 2 * minute], 3 * minute), Some(120));
        assert_eq!(expected(2, &[0, minute], 3 * minute), None, "too little is known");
        assert_eq!(expected(1, &[0, 1, 2], 200 * minute), None, "too long ago");
    }

    fn candidates() -> impl Made<Value = Vec<Candidate>> {
        let some = (0_u32..5, 0_u32..5, 0_u64..4, 0_u8..3);
        proptest::collection::vec(some, 0..8).prop_map(|all| {
            let named =
                |(n, (has, most, last, rank)): (usize, _)| one(&format!("a{n}"), has, most, last, rank);
            all.into_iter().enumerate().map(named).collect()
        })
    }

    proptest! {
        /// Whatever comes and goes in whatever order, nobody has more than so many, and nobody waits while a place is free.
        #[test]
        fn nobody_has_more_than_the_limit_and_nobody_waits_beside_a_free_place(
            mut all in candidates(),
            steps in proptest::collection::vec((any::<bool>(), any::<proptest::sample::Index>()), 0..200),
            kind in 0_usize..4,
        ) {
            let strategy = [Strategy::Fewest, Strategy::Fill, Strategy::Turns, Strategy::Order][kind];
            for one in &mut all {
                one.has = one.has.min(one.most);
            }
            let mut waiting = 0_u32;
            let mut clock = 10;
            for (comes, which) in steps {
                clock += 1;
                if comes {
                    waiting += 1;
                } else if !all.is_empty() {
                    let at = which.index(all.len());
                    all[at].has = all[at].has.saturating_sub(1);
                }
                while waiting > 0 {
                    let Some(agent) = pick(strategy, &all).map(|one| one.agent.clone()) else { break };
                    let taken = all.iter_mut().find(|one| one.agent == agent).unwrap();
                    (taken.has, taken.last) = (taken.has + 1, clock);
                    waiting -= 1;
                }
                prop_assert!(all.iter().all(|one| one.has <= one.most));
                prop_assert!(waiting == 0 || all.iter().all(|one| !one.is_free()));
            }
        }
    }
}
