//! Calendars on a fake kernel: kept, edited, asked.

mod asked;
mod pages;

use crate::Calendar;
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Plugin, Request, Response, Timestamp};
use serde_json::{Value, json};

/// Tuesday, 24 Nov 2026, 09:00 in Ljubljana.
pub const NOW: Timestamp = 1_795_507_200_000;
pub const HOUR: Timestamp = 3_600_000;

pub struct Desk {
    pub kernel: FakeKernel,
}

impl Desk {
    /// Olga looks.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        kernel.private_collection("calendar:versions");
        let olga = kernel.staff("Olga Owner", "olga@demo.test", &[]);
        kernel.act_as(&olga);
        Desk { kernel }
    }

    #[track_caller]
    pub fn answer(&self, request: Request) -> Response {
        match Calendar::handle(&self.kernel.cx(), request) {
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

    /// Nine to five in Ljubljana; the id.
    #[track_caller]
    pub fn office(&self) -> String {
        let office = json!({
            "name": "Office", "zone": "Europe/Ljubljana", "week": { "workdays": ["09:00-17:00"] },
            "holidays": [{ "on": "12-25", "name": "Christmas" }],
        });
        let made = self.send("POST", "/api/calendars", &office);
        assert_eq!(made.status, 201, "{}", made.body_text());
        made.body_json().unwrap()["id"].as_str().unwrap().to_owned()
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
        assert!(Route::parse(&path.replace("{id}", "some-id"), &[]).is_some(), "nothing answers `{path}`");
    }
}
