use super::*;
use ombud_plugin::testing::{FakeKernel, check_routes};
use serde_json::json;

fn desk() -> FakeKernel {
    let kernel = FakeKernel::new();
    kernel.settings(&json!({ "greeting": "Good morning" }));
    let ada = kernel.staff("Ada", "ada@desk.test", &[]);
    kernel.act_as(&ada);
    kernel
}

#[track_caller]
fn check(kernel: &FakeKernel, method: &str, want: serde_json::Value) {
    let answer = Greeter::handle(&kernel.cx(), Request::new(method, "/api/visits")).unwrap();
    assert_eq!(answer.body_json().unwrap(), want);
}

#[test]
fn each_visit_counts() {
    let kernel = desk();
    check(&kernel, "GET", json!({ "greeting": "Good morning, Ada!", "visits": 0 }));
    check(&kernel, "POST", json!({ "greeting": "Good morning, Ada!", "visits": 1 }));
    check(&kernel, "POST", json!({ "greeting": "Good morning, Ada!", "visits": 2 }));
    check(&kernel, "GET", json!({ "greeting": "Good morning, Ada!", "visits": 2 }));
}

#[test]
fn everybody_has_visits_of_their_own() {
    let kernel = desk();
    check(&kernel, "POST", json!({ "greeting": "Good morning, Ada!", "visits": 1 }));
    kernel.act_as(&kernel.staff("Bela", "bela@desk.test", &[]));
    check(&kernel, "POST", json!({ "greeting": "Good morning, Bela!", "visits": 1 }));
}

#[test]
fn who_is_forgotten_begins_anew() {
    let kernel = desk();
    check(&kernel, "POST", json!({ "greeting": "Good morning, Ada!", "visits": 1 }));
    let forget = || Greeter::handle(&kernel.cx(), Request::new("DELETE", "/api/visits"));
    assert_eq!(forget().unwrap().status, 204);
    assert_eq!(forget(), Err(Error::not_found("we have not met")));
    check(&kernel, "GET", json!({ "greeting": "Good morning, Ada!", "visits": 0 }));
}

#[test]
fn whoever_looks_at_a_ticket_is_greeted_beside_it() {
    let kernel = desk();
    let beside = || Greeter::render(&kernel.cx(), "visits", None).unwrap();
    assert_eq!(beside().as_deref(), Some("<p>Good morning, Ada! You came 0 times.</p>"));
    check(&kernel, "POST", json!({ "greeting": "Good morning, Ada!", "visits": 1 }));
    assert_eq!(beside().as_deref(), Some("<p>Good morning, Ada! You came 1 times.</p>"));
}

#[test]
fn a_visitor_is_asked_to_sign_in() {
    let kernel = desk();
    kernel.act_as_visitor();
    let answer = Greeter::handle(&kernel.cx(), Request::new("POST", "/api/visits"));
    assert!(answer.unwrap_err().is_denied());
}

#[test]
fn the_manifest_names_what_the_router_answers() {
    check_routes(&routes(), include_str!("../plugin.toml"));
}
