//! Who is there on a fake kernel, with the real shifts and the real calendar behind it.

mod asked;
mod pages;

use crate::Availability;
use ombud_calendar::Calendar;
use ombud_plugin::administration::{audit, departments, roles, verdicts};
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Event, Plugin, RecordRef, Request, Response, Timestamp, UserId};
use ombud_schedule::Schedule;
use serde_json::{Value, json};

/// Tuesday, 24 Nov 2026, 09:00 in Ljubljana.
pub const NOW: Timestamp = 1_795_507_200_000;
pub const MINUTE: Timestamp = 60_000;
pub const HOUR: Timestamp = 3_600_000;

pub struct Desk {
    pub kernel: FakeKernel,
    pub sofia: UserId,
    pub ana: UserId,
    pub support: String,
}

impl Desk {
    /// Sofia looks; Ana works in Support. Who has no shifts accepts work.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        for collection in
            ["schedule:states", "schedule:flips", "schedule:ends", "calendar:versions", "availability:turns"]
        {
            kernel.private_collection(collection);
        }
        kernel.calendar(Provided::<Calendar>::on(kernel.cx()));
        kernel.schedule(Provided::<Schedule>::on(kernel.cx()));
        kernel.shifts(Provided::<Schedule>::on(kernel.cx()));
        let support = kernel.department("Support");
        let sofia = kernel.staff("Sofia Supervisor", "sofia@demo.test", &[]);
        let ana = kernel.staff("Ana <b>Agent</b>", "ana@demo.test", &[&support]);
        kernel.act_as(&sofia);
        let desk = Desk { kernel, sofia, ana, support };
        desk.settings(&json!({}));
        desk
    }

    /// The settings become the usual ones, but for these.
    pub fn settings(&self, others: &Value) {
        let mut settings = json!({
            "accepting-without-shifts": true, "tickets-at-once": 10, "chats-at-once": 2, "tickets-unseen": false,
            "chat-unseen": false, "zone": "Europe/Ljubljana", "history-days": 730,
        });
        for (name, value) in others.as_object().into_iter().flatten() {
            settings[name] = value.clone();
        }
        self.kernel.settings(&settings);
    }

    pub fn answer(&self, request: Request) -> Response {
        match Availability::handle(&self.kernel.cx(), request) {
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
        let Request { path, query, .. } = Request::get(address);
        let mut request = Request::form_body(&path, form);
        request.query = query;
        self.answer(request)
    }

    /// Gives somebody these hours on workdays, by the clocks there.
    #[track_caller]
    pub fn works(&self, user: &str, zone: &str, hours: &str) {
        let body = json!({ "zone": zone, "schedule": { "week": { "workdays": [hours] } } });
        let request = Request::json_body("PUT", &format!("/api/schedules/{user}"), &body);
        let answer = Schedule::handle(&self.kernel.cx(), request).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        self.ring();
    }

    /// Hears an event.
    pub fn hear(&self, kind: &str, data: &Value) {
        let subject = RecordRef { collection: "kernel:presences".into(), id: "x".into() };
        let at = self.kernel.cx().now();
        let event = Event { number: 1, kind: kind.into(), subject, at, by: None, data: data.to_string() };
        Availability::on_event(&self.kernel.cx(), event).unwrap();
    }

    /// Somebody comes or goes now.
    pub fn connects(&self, user: &str, connected: bool) {
        self.kernel.connect(user, connected);
        let at = self.kernel.cx().now();
        self.hear("kernel:presence.changed", &json!({ "user": user, "connected": connected, "at": at }));
        self.ring();
    }

    /// Lets timers ring that are due; those of both plugins.
    pub fn ring(&self) {
        loop {
            let due = self.kernel.due_timers();
            if due.is_empty() {
                return;
            }
            for timer in due {
                let cx = self.kernel.cx();
                let shifts = ["wake/", "tell/", "ended/", "follow/", "edition/"];
                if shifts.iter().any(|kind| timer.key.starts_with(kind)) {
                    Schedule::ring(&cx, &timer.key, timer.due, &timer.data).unwrap();
                } else {
                    Availability::ring(&cx, &timer.key, timer.due, &timer.data).unwrap();
                }
            }
            // What shifts told meanwhile.
            for event in
                self.kernel.events().into_iter().filter(|event| event.kind == "schedule:availability.changed")
            {
                Availability::on_event(&self.kernel.cx(), event).unwrap();
            }
        }
    }

    pub fn passes(&self, time: Timestamp) {
        self.kernel.advance(time);
        self.ring();
    }

    #[track_caller]
    pub fn state(&self, user: &str, channel: &str) -> String {
        self.get(&format!("/api/states/{user}"))[channel]["state"].as_str().unwrap().to_owned()
    }

    /// `minutes since NOW, state for tickets, cause`, oldest first.
    #[track_caller]
    pub fn log(&self, user: &str) -> Vec<(i64, String, String)> {
        let turns = self.get(&format!("/api/turns/{user}"));
        let told = |turn: &Value| {
            let minutes = (turn["at"].as_i64().unwrap() - i64::try_from(NOW).unwrap()) / 60_000;
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            (minutes, word(&turn["states"]["tickets"]), word(&turn["cause"]))
        };
        turns["turns"].as_array().unwrap().iter().map(told).collect()
    }
}

/// Administration in which everybody holds one role everywhere and one in Support; see `asked`.
pub struct Guide {
    pub support: String,
}

impl roles::Service for Guide {
    fn list(&self) -> ombud_plugin::Result<Vec<roles::Role>> {
        Ok(Vec::new())
    }
}

impl departments::Service for Guide {}
impl audit::Service for Guide {}
impl verdicts::Service for Guide {}

/// As one reads it.
pub fn lines(log: &[(i64, String, String)]) -> Vec<String> {
    log.iter().map(|(minutes, state, cause)| format!("{minutes} {state} {cause}")).collect()
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
