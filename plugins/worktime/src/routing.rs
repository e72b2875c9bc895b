//! Who is given work that waits: for chats and for tickets alike.
//!
//! What waits asks for somebody of old acquaintance, with a skill, who speaks a language. The skill must be there as long as anybody who
//! accepts work has it; for the other two it is waited so long and no longer, and for the skill, too, where nobody has it.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Who of those with a free place is given what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// Whoever has the fewest.
    Fewest,
    /// Whoever has the most, so that others stay free for other work.
    Fill,
    /// Whoever was given something longest ago.
    Turns,
    /// Whoever comes first in the order of the desk, then whoever has the fewest.
    Order,
}

/// Somebody who accepts work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub agent: String,
    /// What takes a place now.
    pub has: u32,
    /// So much at once.
    pub most: u32,
    /// When something was given last; 0: never.
    pub last: u64,
    /// The least comes first.
    pub rank: u8,
    /// As [`word`] has them.
    pub skills: BTreeSet<String>,
    /// As [`tongue`] has them.
    pub languages: BTreeSet<String>,
}

impl Candidate {
    /// Whether there is a place.
    pub fn is_free(&self) -> bool {
        self.has < self.most
    }

    /// The same person with these abilities, however they are written.
    #[must_use]
    pub fn able(mut self, skills: &[String], languages: &[String]) -> Candidate {
        self.skills = skills.iter().map(|skill| word(skill)).collect();
        self.languages = languages.iter().map(|language| tongue(language)).collect();
        self
    }

    /// Whether somebody has a skill.
    pub fn can(&self, skill: &str) -> bool {
        self.skills.contains(&word(skill))
    }

    /// Whether somebody speaks a language; of a region or none.
    pub fn speaks(&self, language: &str) -> bool {
        self.languages.contains(&tongue(language))
    }
}

/// A skill as it is compared: letter case and the space around it say nothing.
pub fn word(skill: &str) -> String {
    skill.trim().to_lowercase()
}

/// A language as it is compared: `pt-BR` is `pt`.
pub fn tongue(tag: &str) -> String {
    tag.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// What is known of something that waits. Times are milliseconds of the same clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work<'a> {
    /// Since when.
    pub since: u64,
    /// What whoever takes it must be able to.
    pub skill: Option<&'a str>,
    /// What whoever takes it had better speak.
    pub language: Option<&'a str>,
    /// Who took the last one of the same person, and until when nobody else is given it.
    pub wanted: Option<(&'a str, u64)>,
    /// Who did not want it, and until when they are not asked again.
    pub passed: &'a [String],
    /// Until when.
    pub pause: u64,
}

/// How long something waits for what it had better have, from when it came, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Patience {
    /// For somebody who speaks the language, while there is one without a place.
    pub language: u64,
    /// For somebody with the skill, while there is none.
    pub skill: u64,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// It is given.
    Give(&'a Candidate),
    /// It waits; if that can change by time alone, it is to be looked at again then.
    Wait {
        /// When.
        until: Option<u64>,
        /// What for.
        why: Hold,
    },
}

/// What something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// A place, or anybody at all.
    Place,
    /// Whoever had the last one.
    Acquaintance,
    /// Somebody who speaks the language, and has no place.
    Language,
    /// Somebody with the skill: people accept work, and none of them has it.
    Skill,
}

/// Who is given the next one of these, of those with a free place. Whoever waited longest for one comes first of equals.
pub fn pick<'a>(
    strategy: Strategy,
    candidates: impl IntoIterator<Item = &'a Candidate>,
) -> Option<&'a Candidate> {
    let free = candidates.into_iter().filter(|one| one.is_free());
    match strategy {
        Strategy::Fewest => free.min_by_key(|one| (one.has, one.last, &one.agent)),
        Strategy::Fill => free.min_by_key(|one| (Reverse(one.has), one.last, &one.agent)),
        Strategy::Turns => free.min_by_key(|one| (one.last, &one.agent)),
        Strategy::Order => free.min_by_key(|one| (one.rank, one.has, one.last, &one.agent)),
    }
}

/// Who is given it, or what it waits for. One circle of people after the other is asked; a circle that is to be waited for keeps those
/// behind it away until its time is over.
pub fn decide<'a>(
    strategy: Strategy,
    work: &Work<'_>,
    patience: Patience,
    all: &'a [Candidate],
    now: u64,
) -> Verdict<'a> {
    let mut able: Vec<&Candidate> = all.iter().filter(|one| one.most > 0).collect();
    if let Some(skill) = work.skill
        && !able.is_empty()
    {
        let skilled: Vec<&Candidate> = able.iter().copied().filter(|one| one.can(skill)).collect();
        let until = work.since.saturating_add(patience.skill);
        match (skilled.is_empty(), until > now) {
            (true, true) => return Verdict::Wait { until: Some(until), why: Hold::Skill },
            (true, false) => {}
            (false, _) => able = skilled,
        }
    }
    let fresh = able.iter().copied().filter(|one| !work.passed.contains(&one.agent));
    let speakers = |one: &&Candidate| work.language.is_some_and(|language| one.speaks(language));
    let (wanted, until) = work.wanted.unwrap_or_default();
    let over = work.since.saturating_add(patience.language);
    let circles: [(Vec<&Candidate>, u64, Hold); 3] = [
        (fresh.clone().filter(|one| one.agent == wanted).collect(), until, Hold::Acquaintance),
        (fresh.clone().filter(speakers).collect(), over, Hold::Language),
        (fresh.collect(), 0, Hold::Place),
    ];
    for (circle, until, why) in circles {
        if let Some(one) = pick(strategy, circle.iter().copied()) {
            return Verdict::Give(one);
        }
        if !circle.is_empty() && until > now {
            return Verdict::Wait { until: Some(until), why };
        }
    }
    // When nobody else has a place, those are asked anew who were asked already.
    if work.pause > now {
        return Verdict::Wait { until: Some(work.pause), why: Hold::Place };
    }
    let again = pick(strategy, able.iter().copied().filter(speakers)).or_else(|| pick(strategy, able));
    again.map_or(Verdict::Wait { until: None, why: Hold::Place }, Verdict::Give)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use proptest::strategy::Strategy as Made;

    const PATIENCE: Patience = Patience { language: 30, skill: 120 };
    const ALL: [Strategy; 4] = [Strategy::Fewest, Strategy::Fill, Strategy::Turns, Strategy::Order];

    fn one(agent: &str, has: u32, most: u32, last: u64, rank: u8) -> Candidate {
        Candidate { agent: agent.into(), has, most, last, rank, ..Candidate::default() }
    }

    fn able(agent: &str, has: u32, skills: &[&str], languages: &[&str]) -> Candidate {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        one(agent, has, 2, 0, 1).able(&owned(skills), &owned(languages))
    }

    #[track_caller]
    fn picks(strategy: Strategy, want: Option<&str>) {
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
        picks(Strategy::Fewest, Some("dana"));
        picks(Strategy::Fill, Some("boris"));
        picks(Strategy::Turns, Some("boris"));
        picks(Strategy::Order, Some("boris"));
        assert_eq!(pick(Strategy::Fewest, &[one("ana", 2, 2, 0, 0)]), None);
    }

    #[track_caller]
    fn gives(work: Work<'_>, all: &[Candidate], now: u64, want: &str) {
        match decide(Strategy::Fewest, &work, PATIENCE, all, now) {
            Verdict::Give(one) => assert_eq!(one.agent, want),
            wait => panic!("{want}: {wait:?}"),
        }
    }

    #[track_caller]
    fn waits(work: Work<'_>, all: &[Candidate], now: u64, want: (Option<u64>, Hold)) {
        let (until, why) = want;
        assert_eq!(decide(Strategy::Fewest, &work, PATIENCE, all, now), Verdict::Wait { until, why });
    }

    #[test]
    fn a_skill_must_be_there_as_long_as_anybody_has_it_and_is_not_waited_for_without_end_where_nobody_has() {
        let work = Work { skill: Some("Refunds "), ..Work::default() };
        let (busy, other) = (able("ana", 2, &["refunds"], &[]), able("boris", 0, &["bikes"], &[]));
        gives(work, &[able("ana", 1, &["refunds"], &[]), other.clone()], 0, "ana");
        waits(work, &[busy, other.clone()], 9_999, (None, Hold::Place));
        waits(work, std::slice::from_ref(&other), 119, (Some(120), Hold::Skill));
        gives(work, &[other], 120, "boris");
        waits(work, &[], 0, (None, Hold::Place));
    }

    #[test]
    fn who_speaks_the_language_comes_first_and_is_waited_for_so_long_and_no_longer() {
        let work = Work { language: Some("sl-SI"), ..Work::default() };
        let other = able("boris", 0, &[], &["pl"]);
        gives(work, &[able("ana", 1, &[], &["sl"]), other.clone()], 0, "ana");
        let busy = able("ana", 2, &[], &["SL"]);
        waits(work, &[busy.clone(), other.clone()], 29, (Some(30), Hold::Language));
        gives(work, &[busy.clone(), other.clone()], 30, "boris");
        gives(work, std::slice::from_ref(&other), 0, "boris");
        // Whoever declined is not waited for.
        let passed = ["ana".to_owned()];
        gives(Work { passed: &passed, pause: 15, ..work }, &[busy, other], 0, "boris");
    }

    #[test]
    fn whoever_had_the_last_one_comes_first_but_not_without_the_skill() {
        let all = [
            able("ana", 2, &["refunds"], &[]),
            able("boris", 0, &["refunds"], &["sl"]),
            able("cene", 0, &[], &[]),
        ];
        let work = Work { wanted: Some(("ana", 20)), language: Some("sl"), ..Work::default() };
        waits(work, &all, 19, (Some(20), Hold::Acquaintance));
        gives(work, &all, 20, "boris");
        gives(Work { wanted: Some(("cene", 20)), ..work }, &all, 0, "cene");
        gives(Work { wanted: Some(("cene", 20)), skill: Some("refunds"), ..work }, &all, 0, "boris");
    }

    /// The same, told of each person for himself: whether he may be given it, and in which row he then stands.
    fn row(work: &Work<'_>, all: &[Candidate], one: &Candidate, now: u64) -> Option<u8> {
        let here = |other: &&Candidate| other.most > 0;
        let skilled = |other: &Candidate| work.skill.is_none_or(|skill| other.can(skill));
        let asked = |other: &Candidate| work.passed.contains(&other.agent);
        let speaks = |other: &Candidate| work.language.is_some_and(|language| other.speaks(language));
        let somebody = all.iter().filter(here).any(skilled);
        let counts = |other: &Candidate| other.most > 0 && (skilled(other) || !somebody);
        if !one.is_free() || !counts(one) || (!somebody && work.since + PATIENCE.skill > now) {
            return None;
        }
        let wanted = |other: &Candidate| work.wanted.is_some_and(|(agent, _)| agent == other.agent);
        if wanted(one) && !asked(one) {
            return Some(0);
        }
        if let Some((_, until)) = work.wanted
            && until > now
            && all.iter().any(|other| wanted(other) && counts(other) && !asked(other))
        {
            return None;
        }
        if speaks(one) && !asked(one) {
            return Some(1);
        }
        let waited = work.since + PATIENCE.language > now;
        if waited && all.iter().any(|other| speaks(other) && counts(other) && !asked(other)) {
            return None;
        }
        match (asked(one), speaks(one), work.pause > now) {
            (false, ..) => Some(2),
            (true, _, true) => None,
            (true, true, false) => Some(3),
            // In a round anew nobody is fresh any more.
            (true, false, false) => Some(4),
        }
    }

    fn candidates() -> impl Made<Value = Vec<Candidate>> {
        let some = (0_u32..4, 0_u32..4, 0_u64..4, 0_u8..3, any::<bool>(), any::<bool>());
        proptest::collection::vec(some, 0..6).prop_map(|all| {
            let named = |(n, (has, most, last, rank, can, speaks)): (usize, (_, _, _, _, bool, bool))| {
                let said = |is: bool, what: &str| is.then(|| what.to_owned()).into_iter().collect::<Vec<_>>();
                one(&format!("a{n}"), has, most, last, rank).able(&said(can, "Refunds"), &said(speaks, "sl"))
            };
            all.into_iter().enumerate().map(named).collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_decided_for_all_is_what_is_plain_for_each(
            all in candidates(),
            (skill, language, wanted) in (any::<bool>(), any::<bool>(), proptest::option::of((0_usize..6, 0_u64..200))),
            passed in proptest::collection::vec(0_usize..6, 0..3),
            (pause, now, kind) in (0_u64..200, 0_u64..200, 0_usize..4),
        ) {
            let passed: Vec<String> = passed.iter().map(|n| format!("a{n}")).collect();
            let wanted = wanted.map(|(n, until)| (format!("a{n}"), until));
            let work = Work {
                since: 0,
                skill: skill.then_some("refunds"),
                language: language.then_some("sl"),
                wanted: wanted.as_ref().map(|(agent, until)| (agent.as_str(), *until)),
                passed: &passed,
                pause,
            };
            let rows: Vec<_> = all.iter().filter_map(|one| Some((row(&work, &all, one, now)?, one))).collect();
            let first = rows.iter().map(|(row, _)| *row).min();
            let front = rows.iter().filter(|(row, _)| Some(*row) == first).map(|(_, one)| *one);
            match decide(ALL[kind], &work, PATIENCE, &all, now) {
                Verdict::Give(one) => prop_assert_eq!(Some(one), pick(ALL[kind], front)),
                Verdict::Wait { until, .. } => {
                    prop_assert_eq!(pick(ALL[kind], front), None);
                    prop_assert!(until.is_none_or(|until| until > now));
                    // What waits for no moment waits for a place.
                    if until.is_none() {
                        let somebody = all.iter().any(|one| one.most > 0 && one.can("refunds"));
                        let counts = |one: &Candidate| !skill || !somebody || one.can("refunds");
                        prop_assert!(all.iter().all(|one| !one.is_free() || !counts(one)));
                    }
                }
            }
        }

        /// Whatever comes and goes in whatever order, nobody has more than so many, and nobody waits while a place is free.
        #[test]
        fn nobody_has_more_than_the_limit_and_nobody_waits_beside_a_free_place(
            mut all in candidates(),
            steps in proptest::collection::vec((any::<bool>(), any::<proptest::sample::Index>()), 0..200),
            kind in 0_usize..4,
        ) {
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
                    let verdict = decide(ALL[kind], &Work::default(), PATIENCE, &all, clock);
                    let Verdict::Give(one) = verdict else { break };
                    let agent = one.agent.clone();
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
