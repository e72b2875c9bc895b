//! Shifts on a fake kernel, with the real calendar behind them.

mod asked;
mod pages;

use crate::Schedule;
use ombud_calendar::Calendar;
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Plugin, Request, Response, Timestamp, UserId};
use serde_json::{Value, json};

/// Tuesday, 24 Nov 2026, 09:00 in Ljubljana.
pub const NOW: Timestamp = 1_795_507_200_000;
pub const HOUR: Timestamp = 3_600_000;
pub const DAY: Timestamp = 24 * HOUR;

pub struct Desk {
    pub kernel: FakeKernel,
    pub sofia: UserId,
    pub ana: UserId,
    pub bo: UserId,
    pub support: String,
}

impl Desk {
    /// Sofia looks; Ana and Bo work in Support.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        for collection in ["schedule:states", "schedule:flips", "schedule:ends", "calendar:versions"] {
            kernel.private_collection(collection);
        }
        kernel.settings(&json!({ "accepting-without-shifts": true }));
        kernel.calendar(Provided::<Calendar>::on(kernel.cx()));
        let support = kernel.department("Support");
        let sofia = kernel.staff("Sofia Supervisor", "sofia@demo.test", &[&support]);
        let ana = kernel.staff("Ana Agent", "ana@demo.test", &[&support]);
        let bo = kernel.staff("Bo <b>Bold</b>", "bo@demo.test", &[&support]);
        kernel.act_as(&sofia);
        Desk { kernel, sofia, ana, bo, support }
    }

    pub fn answer(&self, request: Request) -> Response {
        match Schedule::handle(&self.kernel.cx(), request) {
            Ok(response) => response,
            Err(error) => Response::problem(error.status(), "refused", &error.sentence()),
        }
    }

    #[track_caller]
    pub fn get(&self, address: &str) -> Value {
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_text()
    }

    pub fn send(&self, method: &str, address: &str, body: &Value) -> Response {
        self.answer(Request::json_body(method, address, body))
    }

    pub fn post(&self, address: &str, form: &str) -> Response {
        self.answer(Request::form_body(address, form))
    }

    /// Gives somebody these hours on workdays, in Ljubljana.
    #[track_caller]
    pub fn works(&self, user: &str, hours: &str) {
        let body = json!({ "zone": "Europe/Ljubljana", "schedule": { "week": { "workdays": [hours] } } });
        let answer = self.send("PUT", &format!("/api/schedules/{user}"), &body);
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        self.ring();
    }

    /// Lets time pass, and every timer ring that is due, at the end: as after a desk that was down.
    pub fn passes(&self, time: Timestamp) {
        self.kernel.advance(time);
        self.ring();
    }

    pub fn ring(&self) {
        loop {
            let due = self.kernel.due_timers();
            if due.is_empty() {
                return;
            }
            for timer in due {
                Schedule::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
            }
        }
    }

    /// When the first person is looked at next.
    pub fn wakes(&self) -> Option<Timestamp> {
        self.kernel.timers().into_iter().find(|timer| timer.key.starts_with("wake/")).map(|timer| timer.due)
    }

    pub fn accepts(&self, user: &str) -> bool {
        self.get(&format!("/api/availability/{user}"))["accepting"].as_bool().unwrap()
    }

    /// `time since NOW in minutes, what, why`, oldest first.
    pub fn log(&self, user: &str) -> Vec<(i64, bool, Value)> {
        let flips = self.get(&format!("/api/flips/{user}"));
        let flips = flips["flips"].as_array().unwrap().iter().rev();
        let minutes = |flip: &Value| (flip["at"].as_i64().unwrap() - i64::try_from(NOW).unwrap()) / 60_000;
        flips
            .map(|flip| (minutes(flip), flip["accepting"].as_bool().unwrap(), flip["cause"].clone()))
            .collect()
    }
}

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    use crate::route::Route;
    let manifest: toml::Table = include_str!("../../plugin.toml").parse().unwrap();
    let routes = manifest["routes"].as_array().unwrap();
    let told: Vec<(&str, &str)> = routes
        .iter()
        .map(|route| (route["method"].as_str().unwrap(), route["path"].as_str().unwrap()))
        .collect();
    let api: Vec<_> = told.iter().filter(|(_, path)| path.starts_with("/api/")).copied().collect();
    let router = crate::api::routes();
    assert!(router.routes().all(|route| api.contains(&route)) && router.routes().count() == api.len());
    for (_, path) in told.iter().filter(|(_, path)| !path.starts_with("/api/")) {
        assert!(Route::parse(&path.replace("{user}", "some-id"), &[]).is_some(), "nothing answers `{path}`");
    }
}
