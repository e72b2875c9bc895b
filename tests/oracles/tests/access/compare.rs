//! The comparison: many random desks, every question put to the engine and to Cedar.
//!
//! `OMBUD_REQUESTS` says how many questions, `OMBUD_SEED` repeats a run (`tests/prove access` sets both).

use crate::desk::{Desk, QUESTIONS, desks};
use crate::spec::Who;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

/// Without `OMBUD_REQUESTS`.
const REQUESTS: u64 = 100_000;
/// How often a layer must have made the difference; then it is not looked at any more.
const ENOUGH: u64 = 20;
/// What can forbid what the roles permit.
const LAYERS: [&str; 6] = ["audience", "token", "gone", "switch", "ceiling", "mandate"];
/// Who can be allowed something.
const WAYS: [&str; 8] = [
    "person",
    "person through plugins",
    "token",
    "token through plugins",
    "visitor",
    "visitor through plugins",
    "plugin alone",
    "plugin alone through plugins",
];

pub fn runner(seed: u64, cases: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: u32::try_from(cases).unwrap(),
        failure_persistence: None,
        max_shrink_iters: 3_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

/// What the questions were like.
#[derive(Debug, Default)]
struct Mix {
    asked: u64,
    allowed: u64,
    /// How often something was allowed in each way of asking.
    ways: BTreeMap<&'static str, u64>,
    /// How often each layer alone made it a no.
    decisive: BTreeMap<&'static str, u64>,
}

impl Mix {
    /// Puts every question to both.
    fn compare(&mut self, desk: &Desk) -> Result<(), TestCaseError> {
        let told = desk.tell(None);
        let way = way(desk);
        let disagreement = desk.disagreement(&told, |question, answer| {
            self.asked += 1;
            if answer.allowed {
                self.allowed += 1;
                *self.ways.entry(way).or_default() += 1;
            } else if let [only] = answer.because.as_slice() {
                let layer = LAYERS.into_iter().find(|layer| only.starts_with(layer)).expect("a layer");
                let seen = self.decisive.entry(layer).or_default();
                if *seen < ENOUGH {
                    let differs =
                        told.would_do_without(only, question.now, question.permission, question.record);
                    *seen += u64::from(differs);
                }
            }
        });
        disagreement.map_or(Ok(()), |found| Err(TestCaseError::fail(found.to_string())))
    }

    fn assert_not_vacuous(&self) {
        let share = self.allowed as f64 / self.asked as f64;
        assert!((0.15..=0.85).contains(&share), "{self:?}");
        for layer in LAYERS {
            assert!(self.decisive.get(layer).is_some_and(|times| *times > 0), "{layer}: {self:?}");
        }
        for way in WAYS {
            assert!(self.ways.get(way).is_some_and(|times| *times > 0), "{way}: {self:?}");
        }
    }
}

fn way(desk: &Desk) -> &'static str {
    match (&desk.who, desk.chain.len()) {
        (Who::Person(_), 0) => WAYS[0],
        (Who::Person(_), _) => WAYS[1],
        (Who::Token(..), 0) => WAYS[2],
        (Who::Token(..), _) => WAYS[3],
        (Who::Visitor, 0) => WAYS[4],
        (Who::Visitor, _) => WAYS[5],
        (Who::Nobody, 0 | 1) => WAYS[6],
        (Who::Nobody, _) => WAYS[7],
    }
}

#[test]
fn cedar_decides_every_request_as_the_engine_does() {
    let seed = from_environment("OMBUD_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 32);
    let requests = from_environment("OMBUD_REQUESTS").unwrap_or(REQUESTS);
    let mix = RefCell::new(Mix::default());
    let outcome =
        runner(seed, requests.div_ceil(QUESTIONS)).run(&desks(), |desk| mix.borrow_mut().compare(&desk));
    let mix = mix.into_inner();
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, desk)) => {
            panic!("{desk:?}\n{reason}\nagain: tests/prove access --requests {requests} --seed {seed}")
        }
        Err(TestError::Abort(reason)) => panic!("{reason}, seed {seed}"),
    }
    assert!(mix.asked >= requests, "{mix:?}");
    if requests >= REQUESTS {
        mix.assert_not_vacuous();
    }
    println!(
        "{} % allowed; alone decisive (counted up to {ENOUGH}): {:?}; allowed: {:?}",
        100 * mix.allowed / mix.asked,
        mix.decisive,
        mix.ways
    );
    println!("access: {} decisions compared with Cedar, 0 disagreements (seed {seed})", mix.asked);
}
