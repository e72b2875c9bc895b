//! The desk through real HTTP: doors, the fence, problems.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use ombud_access::{HeldRole, Place};
use ombud_host::PluginEngine;
use ombud_identity::{NewPerson, PasswordCost, Principal, department, person, role};
use ombud_server::{Desk, Options};
use ombud_store::Table;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

static ENGINE: LazyLock<Arc<PluginEngine>> = LazyLock::new(|| PluginEngine::start().unwrap());

/// A desk with an owner and an agent of Support, on a port of its own.
struct House {
    url: String,
    agent: Agent,
    desk: Arc<Desk>,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl House {
    fn open() -> House {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let options = Options {
            password_cost: PasswordCost::for_tests(),
            engine: Some(ENGINE.clone()),
            ..Options::new(folder.path())
        };
        let (url, desk) = runtime.block_on(async {
            let desk = Desk::open(options).await.unwrap();
            people(&desk).await;
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            let serving = desk.clone();
            tokio::spawn(async move { serving.serve(listener, std::future::pending()).await });
            (url, desk)
        });
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        House { url, agent, desk, runtime, _folder: folder }
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.agent.run(request.body(body.to_owned()).unwrap()).unwrap()
    }

    /// Signs in and gives the token.
    fn token(&self, email: &str) -> String {
        let body = json!({ "email": email, "password": "demo-only" }).to_string();
        let mut answer = self.ask("POST", "/api/v1/session", &[("content-type", "application/json")], &body);
        assert_eq!(answer.status(), 201);
        json_of(&mut answer)["token"].as_str().unwrap().to_owned()
    }

    fn as_(&self, email: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let token = format!("Bearer {}", self.token(email));
        let headers = [("authorization", token.as_str()), ("content-type", "application/json")];
        let mut answer = self.ask(method, path, &headers, &body.to_string());
        (answer.status().as_u16(), json_of(&mut answer))
    }

    /// Signs in as a browser does and gives the cookie.
    fn cookie(&self, email: &str) -> String {
        let body = format!("email={email}&password=demo-only");
        let answer = self.ask("POST", "/sign-in?next=/console/", &[("sec-fetch-site", "same-origin")], &body);
        assert_eq!(answer.status(), 303);
        assert_eq!(header(&answer, "location"), "/console/");
        let cookie = header(&answer, "set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }
}

async fn people(desk: &Desk) {
    let mut unit = desk.store().begin();
    let now = desk.now();
    let owner =
        desk.identity().first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", now).unwrap().id;
    unit.commit().await.unwrap();
    let mut unit = desk.store().begin();
    let actor = desk.identity().authority(&mut unit, &Principal::User(owner), now).unwrap().unwrap();
    let support = department::create(&mut unit, &actor, "Support").unwrap().id;
    unit.commit().await.unwrap();
    let mut unit = desk.store().begin();
    let actor = desk.identity().authority(&mut unit, &Principal::User(owner), now).unwrap().unwrap();
    let agent = role::by_name(&mut unit, "agent").unwrap().unwrap().id;
    let new = NewPerson {
        name: "Ana".into(),
        email: "agent@demo.test".into(),
        roles: vec![HeldRole { role: agent, place: Place::Everywhere, until: None }],
        departments: vec![support],
        ..NewPerson::default()
    };
    let agent = person::create(&mut unit, &actor, new).unwrap().id;
    desk.identity().reset_password(&mut unit, &actor, agent, "demo-only").unwrap();
    unit.commit().await.unwrap();
}

fn json_of(answer: &mut Response<Body>) -> Value {
    serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap_or_default()
}

fn header(answer: &Response<Body>, name: &str) -> String {
    answer.headers().get(name).map_or_else(String::new, |v| v.to_str().unwrap().to_owned())
}

#[test]
fn a_person_signs_in_opens_a_ticket_and_reads_it() {
    let house = House::open();
    let (status, me) = house.as_("agent@demo.test", "GET", "/api/v1/me", &Value::Null);
    assert_eq!((status, &me["name"]), (200, &json!("Ana")));
    assert!(me["permissions"].as_array().unwrap().contains(&json!("tickets:ticket.reply")));
    let new = json!({ "subject": "Chain", "department": "Support", "requester": "kim@example.com", "body": "It squeaks." });
    let (status, ticket) = house.as_("agent@demo.test", "POST", "/tickets/api/tickets", &new);
    assert_eq!(status, 201, "{ticket}");
    let path = format!("/tickets/api/tickets/{}", ticket["id"].as_str().unwrap());
    let (status, read) = house.as_("agent@demo.test", "GET", &path, &Value::Null);
    assert_eq!((status, &read["subject"]), (200, &json!("Chain")));
}

#[test]
fn every_answer_is_guarded_and_every_problem_is_one() {
    let house = House::open();
    for path in
        ["/api/v1/nothing", "/nothing/x", "/api/v1/me", "/sign-in", "/kernel/desk.css", "/tickets/%2e%2e/x"]
    {
        let answer = house.ask("GET", path, &[], "");
        assert!(header(&answer, "content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        if answer.status().as_u16() >= 400 {
            assert_eq!(header(&answer, "content-type"), "application/problem+json", "{path}");
        }
    }
    let answer = house.ask("PUT", "/api/v1/me", &[], "");
    assert_eq!((answer.status().as_u16(), header(&answer, "allow")), (405, "GET, PATCH".to_owned()));
}

#[test]
fn a_browser_without_a_session_is_led_to_the_page_to_sign_in() {
    let house = House::open();
    let answer = house.ask("GET", "/console/tickets/new?department=x", &[("accept", "text/html")], "");
    assert_eq!(answer.status(), 303);
    assert!(header(&answer, "location").starts_with("/sign-in?next=/console/tickets/new"), "{answer:?}");
    let mut page = house.ask("GET", "/sign-in?next=//evil.test", &[], "");
    let page = page.body_mut().read_to_string().unwrap();
    assert!(page.contains("type=\"password\"") && !page.contains("evil"), "{page}");
}

#[test]
fn a_cookie_alone_changes_nothing_and_a_form_of_one_plugin_cannot_act_on_another() {
    let house = House::open();
    let cookie = house.cookie("agent@demo.test");
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/json")];
    let body = json!({ "subject": "x", "department": "Support", "body": "x" }).to_string();
    let refused = house.ask("POST", "/tickets/api/tickets", &headers, &body);
    assert_eq!(refused.status(), 403);
    let refused = house.ask("POST", "/api/v1/departments", &headers, r#"{"name":"x"}"#);
    assert_eq!(refused.status(), 403);

    let mut page = house.ask("GET", "/console/new", &[("cookie", &cookie)], "");
    let page = page.body_mut().read_to_string().unwrap();
    let stamp =
        page.split("name=\"_stamp\" value=\"").nth(1).expect("a stamped form").split('"').next().unwrap();
    let form = [("cookie", cookie.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let refused = house.ask("POST", "/tickets/api/tickets", &form, &format!("_stamp={stamp}&subject=x"));
    assert_eq!(refused.status(), 403, "the console's stamp is not the tickets'");
}

#[test]
fn a_session_that_ended_opens_nothing() {
    let house = House::open();
    let token = format!("Bearer {}", house.token("agent@demo.test"));
    let headers = [("authorization", token.as_str())];
    assert_eq!(house.ask("GET", "/api/v1/me", &headers, "").status(), 200);
    assert_eq!(house.ask("DELETE", "/api/v1/session", &headers, "").status(), 204);
    assert_eq!(house.ask("GET", "/api/v1/me", &headers, "").status(), 401);
}

#[test]
fn what_an_agent_may_not_do_is_refused_with_the_permission_and_noted() {
    let house = House::open();
    let (status, problem) =
        house.as_("agent@demo.test", "POST", "/api/v1/departments", &json!({ "name": "Mine" }));
    assert_eq!((status, &problem["permission"]), (403, &json!("kernel:department.edit")));
    for _ in 0..50 {
        let (_, audit) = house.as_("owner@demo.test", "GET", "/api/v1/audit?limit=20", &Value::Null);
        let noted = audit["entries"].as_array().unwrap().iter().any(|e| e["action"] == "access.denied");
        if noted {
            return;
        }
    }
    panic!("the attempt is not in the audit");
}

#[test]
fn what_plugins_failed_at_is_shown_to_those_who_manage_plugins() {
    let house = House::open();
    // As earlier versions wrote it.
    let letter = json!({
        "plugin": "mail", "what": "event 7 (tickets:messages.created)", "error": "it fell over", "at": 7,
    });
    house.runtime.block_on(async {
        let mut unit = house.desk.store().begin();
        unit.put(&Table::<Value>::new("host-dead-letters"), "mail/event/7", &letter).unwrap();
        unit.commit().await.unwrap();
    });
    let path = "/api/v1/plugins/dead-letters";
    let (status, told) = house.as_("owner@demo.test", "GET", path, &Value::Null);
    assert_eq!((status, &told["dead_letters"][0]["what"]), (200, &letter["what"]), "{told}");
    assert_eq!(told["dead_letters"][0]["error"], "it fell over");
    let one = format!("{path}/{}", told["dead_letters"][0]["id"].as_str().unwrap());
    assert_eq!(house.as_("agent@demo.test", "POST", &one, &Value::Null).0, 403);
    let (status, problem) = house.as_("owner@demo.test", "POST", &one, &Value::Null);
    assert_eq!(status, 409, "such an event there never was: {problem}");
    assert_eq!(house.as_("owner@demo.test", "DELETE", &one, &Value::Null).0, 204);
    assert_eq!(house.as_("owner@demo.test", "DELETE", &one, &Value::Null).0, 404);
    let (status, problem) = house.as_("agent@demo.test", "GET", path, &Value::Null);
    assert_eq!((status, &problem["permission"]), (403, &json!("kernel:plugin.manage")));
}

#[test]
fn head_is_answered_as_get_without_the_body() {
    let house = House::open();
    let token = format!("Bearer {}", house.token("agent@demo.test"));
    let headers = [("authorization", token.as_str())];
    for path in ["/api/v1/me", "/tickets/api/tickets", "/kernel/desk.css"] {
        let mut answer = house.ask("HEAD", path, &headers, "");
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.body_mut().read_to_string().unwrap(), "");
    }
    assert_eq!(house.ask("HEAD", "/api/v1/me", &[], "").status(), 401);
    assert_eq!(house.ask("HEAD", "/api/v1/plugins/inspection", &headers, "").status(), 405);
}

#[test]
fn a_cookie_is_a_session_and_never_an_api_token() {
    let house = House::open();
    let grants = json!([{ "permission": "kernel:person.read", "scopes": ["all"] }]);
    let new = json!({ "name": "export", "grants": grants });
    let (status, minted) = house.as_("owner@demo.test", "POST", "/api/v1/tokens", &new);
    assert_eq!(status, 201, "{minted}");
    let secret = minted["token"].as_str().unwrap();
    let bearer = house.ask("GET", "/api/v1/me", &[("authorization", &format!("Bearer {secret}"))], "");
    assert_eq!(bearer.status(), 200);
    let cookie = house.ask("GET", "/api/v1/me", &[("cookie", &format!("ombud_session={secret}"))], "");
    assert_eq!(cookie.status(), 401);
}
