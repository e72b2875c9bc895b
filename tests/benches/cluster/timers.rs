//! Choices that end by a timer: each that was acknowledged ends once, however many processes could ring.

use crate::ledger::{Ledger, locked};
use ombud_tests::caller::Caller;
use ombud_tests::world::text;
use serde_json::json;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// So many choices of one person are looked at in the end: two flips each, and a page has 200.
const MOST: usize = 90;
const EACH: Duration = Duration::from_millis(700);
const LOOK: Duration = Duration::from_millis(200);

/// One person, at each process in turn.
pub struct Chooser {
    callers: Vec<Caller>,
    id: String,
    /// When each choice was to end, and whether it was acknowledged.
    chosen: Mutex<Vec<(u64, bool)>>,
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl Chooser {
    /// With shifts without an end.
    pub fn of(callers: Vec<Caller>, owner: &Caller) -> Chooser {
        let id = text(&callers[0].get("/api/v1/me").is(200), "id");
        let week = json!({ "week": { "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] } });
        let shifts = json!({ "zone": "UTC", "schedule": week });
        owner.put(&format!("/schedule/api/schedules/{id}"), &shifts).is(200);
        Chooser { callers, id, chosen: Mutex::default() }
    }

    /// Chooses until it is over, the next when the last has ended.
    pub fn chooses(&self, ledger: &Ledger) {
        for turn in 0.. {
            if ledger.is_over() || locked(&self.chosen).len() >= MOST {
                return;
            }
            let until = now() + u64::try_from(EACH.as_millis()).unwrap_or(0);
            let at = turn % self.callers.len();
            let choice = json!({ "accepting": false, "hold": until });
            let done = ledger.ask(&self.callers[at], at, "PUT", "/schedule/api/availability/me", &choice);
            locked(&self.chosen).push((until, done.is_some()));
            let ended = |at| match done {
                Some(_) => self.ended(ledger, at, 4).is_some_and(|ended| ended.contains(&until)),
                None => self.accepts(ledger, at),
            };
            while now() <= until || !ended(at) {
                if ledger.is_over() {
                    return;
                }
                sleep(LOOK);
            }
        }
    }

    fn accepts(&self, ledger: &Ledger, at: usize) -> bool {
        let path = format!("/schedule/api/availability/{}", self.id);
        let caller = self.callers[at].at(&ledger.base(at));
        let asked = caller.try_fetch("GET", &path, &[], "");
        asked.is_ok_and(|answer| answer.status == 200 && answer.json()["accepting"] == json!(true))
    }

    /// When choices have ended; none if nobody answers.
    fn ended(&self, ledger: &Ledger, at: usize, flips: usize) -> Option<Vec<u64>> {
        let path = format!("/schedule/api/flips/{}?limit={flips}", self.id);
        let told = self.callers[at].at(&ledger.base(at)).try_fetch("GET", &path, &[], "").ok()?.json();
        let ended = told["flips"].as_array()?.iter().filter(|flip| flip["cause"] == "choice-ended");
        Some(ended.filter_map(|flip| flip["at"].as_u64()).collect())
    }

    /// The last choice has ended.
    pub fn is_done(&self, ledger: &Ledger) -> bool {
        let Some((last, kept)) = locked(&self.chosen).last().copied() else { return true };
        let ended = self.ended(ledger, 0, 4).is_some_and(|ended| ended.contains(&last));
        now() > last && if kept { ended } else { self.accepts(ledger, 0) }
    }

    /// How many ended, each once; what is not so is noted.
    pub fn look(&self, ledger: &Ledger) -> usize {
        let ended = self.ended(ledger, 0, 200).unwrap_or_default();
        let chosen = locked(&self.chosen);
        for (until, kept) in chosen.iter() {
            match ended.iter().filter(|at| *at == until).count() {
                1 => {}
                0 if !kept => {}
                times => {
                    ledger.wrong(format!("a choice until {until} (acknowledged: {kept}) ended {times} times"))
                }
            }
        }
        if let Some(odd) = ended.iter().find(|at| !chosen.iter().any(|(until, _)| until == *at)) {
            ledger.wrong(format!("a choice ended at {odd} that nobody made"));
        }
        ended.len()
    }
}
