//! The administration pages on a whole desk: what is done there is done by the kernel's rules, and by no others.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn send(caller: &Caller, path: &str, form: &str) -> Answer {
    caller.fetch("POST", path, &[FORM], form)
}

/// The page that a form leads to at once.
#[track_caller]
fn page(caller: &Caller, path: &str, form: &str) -> String {
    let answer = send(caller, path, form);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

/// Where an accepted form leads.
#[track_caller]
fn sent(caller: &Caller, path: &str, form: &str) -> String {
    let answer = send(caller, path, form);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").unwrap().to_owned()
}

/// A form that must be refused; the words of the page.
#[track_caller]
fn refused(caller: &Caller, path: &str, form: &str) -> String {
    let answer = send(caller, path, form);
    assert_eq!(answer.status, 403, "{}", answer.text());
    answer.text()
}

fn me(caller: &Caller) -> String {
    text(&caller.get("/api/v1/me").is(200), "id")
}

fn role(owner: &Caller, name: &str) -> Option<Value> {
    let roles = owner.get("/api/v1/roles").is(200);
    roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == name).cloned()
}

/// The form about somebody, as the page has it, with these roles.
fn with_roles(owner: &Caller, id: &str, roles: &[&str]) -> String {
    let person = owner.get(&format!("/api/v1/users/{id}")).is(200);
    let mut form =
        format!("name={}&email={}&alias=&language=", text(&person, "name"), text(&person, "email"));
    for name in roles {
        form += &format!("&role={}&place=&until=", text(&role(owner, name).unwrap(), "id"));
    }
    for department in person["departments"].as_array().unwrap() {
        form += &format!("&department={}", text(department, "id"));
    }
    form.replace(' ', "+").replace('@', "%40")
}

const READ_ALL: &str = "title=Reader&name=reader&whose=staff&g=tickets%3Aticket.read+all";

#[test]
fn a_role_is_made_looked_at_given_and_noted_with_the_plugin() {
    let desk = World::demo();
    let (owner, admin, sam) = (desk.person("owner"), desk.person("admin"), desk.person("agent.sales"));
    let ticket = open_ticket(&owner, "Billing", "Twice");
    let at = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    sam.get(&at).problem(404);

    let looked = page(&admin, "/admin/roles/new", &format!("{READ_ALL}&step=preview"));
    assert!(looked.contains("Nobody holds this role yet") && looked.contains("Read tickets"), "{looked}");
    assert!(role(&owner, "reader").is_none(), "a look makes nothing");
    let to = sent(&admin, "/admin/roles/new", &format!("{READ_ALL}&step=save"));
    let made = text(&role(&owner, "reader").unwrap(), "id");
    assert_eq!(to, format!("/admin/roles/{made}?done=added"));

    let (id, form) = (me(&sam), with_roles(&owner, &me(&sam), &["agent", "reader"]));
    let looked = page(&admin, &format!("/admin/people/{id}"), &format!("{form}&step=preview"));
    assert!(looked.contains("1 person gains something, nobody loses anything."), "{looked}");
    assert!(looked.contains("Gains: everything") && looked.contains("instead of"), "{looked}");
    sam.get(&at).problem(404);
    sent(&admin, &format!("/admin/people/{id}"), &format!("{form}&step=save"));
    sam.get(&at).is(200);

    // And taken away again by a change of the role, looked at first.
    let fewer = "title=Reader&name=reader&whose=staff&g=tickets%3Aticket.read+own";
    let looked = page(&admin, &format!("/admin/roles/{made}"), &format!("{fewer}&step=preview"));
    assert!(looked.contains("1 person loses something") && looked.contains("Loses: everything"), "{looked}");
    sam.get(&at).is(200);
    sent(&admin, &format!("/admin/roles/{made}"), &format!("{fewer}&step=save"));
    sam.get(&at).problem(404);

    let audit = owner.get("/api/v1/audit?plugin=admin").is(200);
    let entries = audit["entries"].as_array().unwrap();
    let done: Vec<String> = entries.iter().map(|entry| text(entry, "action")).collect();
    assert_eq!(done, ["role.edit", "role.assign", "role.create"]);
    assert!(entries.iter().all(|entry| text(entry, "actor") == me(&admin)), "{audit}");
    assert!(entries.iter().all(|entry| text(entry, "from").contains("127.0.0.1")), "{audit}");
    let shown = admin.get("/admin/audit?action=role").text();
    assert!(shown.contains("through Administration") && shown.contains("changed the role"), "{shown}");
}

#[test]
fn an_agent_finds_every_door_closed_also_by_posting() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    let (hers, agents) = (me(&agent), text(&role(&owner, "agent").unwrap(), "id"));
    for path in ["", "people/new", &format!("people/{hers}"), "roles", "roles/new", "roles/compare"] {
        agent.get(&format!("/admin/{path}")).is(403);
    }
    for path in [&format!("roles/{agents}"), "departments", "explain", "audit"] {
        agent.get(&format!("/admin/{path}")).is(403);
    }
    let more = with_roles(&owner, &hers, &["supervisor"]);
    for (path, form) in [
        (format!("people/{hers}"), format!("{more}&step=save")),
        (format!("people/{hers}"), format!("{more}&step=preview")),
        (format!("people/{hers}/state"), "active=no&step=save".to_owned()),
        ("people/new".to_owned(), "name=X&email=x%40y.test".to_owned()),
        ("roles/new".to_owned(), format!("{READ_ALL}&step=save")),
        (format!("roles/{agents}"), format!("{READ_ALL}&step=save")),
        (format!("roles/{agents}/state"), "retired=yes".to_owned()),
        ("departments".to_owned(), "name=Mine".to_owned()),
    ] {
        refused(&agent, &format!("/admin/{path}"), &form);
    }
    assert!(role(&owner, "reader").is_none());
    desk.visitor().get("/admin/").is(401);
}

#[test]
fn a_supervisor_looks_and_changes_nothing() {
    let desk = World::demo();
    let (owner, supervisor) = (desk.person("owner"), desk.person("supervisor"));
    let agents = text(&role(&owner, "agent").unwrap(), "id");
    let seen = supervisor.get(&format!("/admin/roles/{agents}")).text();
    assert!(seen.contains("Answer tickets") && !seen.contains("See what changes"), "{seen}");
    assert!(supervisor.get("/admin/").text().contains("Samir Haddad"));
    refused(&supervisor, &format!("/admin/roles/{agents}"), &format!("{READ_ALL}&step=save"));
    let form = with_roles(&owner, &me(&supervisor), &["supervisor", "agent"]);
    refused(&supervisor, &format!("/admin/people/{}", me(&supervisor)), &format!("{form}&step=save"));
}

#[test]
fn what_is_taken_from_the_mandate_nobody_does_on_these_pages() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let mandate = owner.get("/api/v1/plugins/admin").is(200)["mandate"].clone();
    let grants = mandate["grants"].as_array().unwrap().iter();
    let narrow: Vec<&Value> = grants.filter(|grant| grant["permission"] != "kernel:role.edit").collect();
    owner.patch("/api/v1/plugins/admin/mandate", &json!({ "grants": narrow })).is(200);

    let words = refused(&owner, "/admin/roles/new", &format!("{READ_ALL}&step=save"));
    assert!(words.contains("Nothing was saved."), "{words}");
    assert!(role(&owner, "reader").is_none());
    let agents = text(&role(&owner, "agent").unwrap(), "id");
    refused(&owner, &format!("/admin/roles/{agents}"), &format!("{READ_ALL}&step=preview"));
    assert!(!owner.get("/admin/roles").text().contains("New role"), "no button for what is refused");
    // What else these pages do they go on doing, and the owner can do it elsewhere.
    assert_eq!(sent(&owner, "/admin/departments", "name=Returns"), "/admin/departments?done=added");
    owner.post("/api/v1/roles", &json!({ "name": "reader", "title": "Reader" })).is(201);
}

#[test]
fn administrators_and_the_owner_are_managed_in_person_and_not_through_a_plugin() {
    let desk = World::demo();
    let (owner, admin, agent) = (desk.person("owner"), desk.person("admin"), desk.person("agent.sales"));
    let shown = owner.get(&format!("/admin/people/{}", me(&admin))).text();
    assert!(shown.contains("gives more than you hold") && !shown.contains("See what changes"), "{shown}");
    let form = with_roles(&owner, &me(&agent), &["administrator"]);
    let words = refused(&owner, &format!("/admin/people/{}", me(&agent)), &format!("{form}&step=save"));
    assert!(words.contains("Administrator"), "{words}");
    let answer = send(&admin, &format!("/admin/people/{}/state", me(&owner)), "active=no&step=save");
    assert_eq!(answer.status, 409, "{}", answer.text());
    desk.person("owner").get("/api/v1/me").is(200);
}

#[test]
fn a_name_is_text_wherever_it_stands() {
    let desk = World::demo();
    let (owner, admin) = (desk.person("owner"), desk.person("admin"));
    let agents = text(&role(&owner, "agent").unwrap(), "id");
    let name = "%3Cimg+src%3Dx+onerror%3Dalert(1)%3E";
    let form =
        format!("name={name}&email=img%40demo.test&alias={name}&language=&role={agents}&place=&until=");
    let to = sent(&admin, "/admin/people/new", &form);
    let id = to.strip_prefix("/admin/people/").unwrap().split('?').next().unwrap();
    let title = format!("title={name}&whose=staff&name=odd&step=save");
    let made = sent(&admin, "/admin/roles/new", &title);
    let made = made.split('?').next().unwrap();
    sent(&admin, "/admin/departments", &format!("name={name}"));
    let between = page(&admin, &format!("/admin/people/{id}/state"), "active=no");
    let pages = [
        "/admin/",
        &format!("/admin/people/{id}"),
        "/admin/roles",
        made,
        "/admin/departments",
        "/admin/audit",
    ]
    .map(|path| admin.get(path).text());
    for page in pages.iter().chain([&between]) {
        assert!(!page.contains("<img") && page.contains("&lt;img src=x"), "{page}");
    }
}

#[test]
fn whoever_looks_as_somebody_else_changes_nothing_here_either() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let admin = me(&desk.person("admin"));
    owner.put("/api/v1/session/view", &json!({ "user": admin })).is(200);
    assert!(owner.get("/admin/").text().contains("Samir Haddad"));
    send(&owner, "/admin/departments", "name=Returns").is(403);
    owner.delete("/api/v1/session/view").is(204);
    let departments = owner.get("/api/v1/departments").is(200);
    assert_eq!(departments["departments"].as_array().unwrap().len(), 3);
}

#[test]
fn a_question_is_answered_with_the_rule_about_a_ticket_by_its_number() {
    let desk = World::demo();
    let (owner, sam) = (desk.person("owner"), desk.person("agent.sales"));
    let ticket = open_ticket(&owner, "Billing", "Twice");
    let ask = format!(
        "/admin/explain?user={}&permission=tickets%3Aticket.reply&record=%23{}",
        me(&sam),
        ticket["number"]
    );
    let page = owner.get(&ask).text();
    assert!(
        page.contains("No.") && page.contains("Agent") && page.contains("It would be enough if"),
        "{page}"
    );
    // Whoever may not read the ticket learns nothing of it.
    let supervisor = desk.person("supervisor");
    let ask = "/admin/explain?email=owner%40demo.test&permission=tickets%3Aticket.read&record=%23999999";
    assert_eq!(supervisor.get(ask).status, 404);
}

#[test]
fn the_pages_may_give_whatever_the_bundled_plugins_and_the_desk_know() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let held = owner.get("/api/v1/plugins/admin").is(200)["mandate"]["grants"].clone();
    let held: Vec<String> = held.as_array().unwrap().iter().map(|grant| text(grant, "permission")).collect();
    let all = owner.get("/api/v1/permissions").is(200);
    for permission in all["permissions"].as_array().unwrap() {
        let name = text(permission, "name");
        let owners = permission["flags"]["owner-only"] == true;
        let own = name.starts_with("admin:");
        assert!(own || held.contains(&name) != owners, "plugins/admin/plugin.toml and `{name}`");
    }
}

#[test]
fn an_administrator_is_made_in_person_on_a_page_of_the_kernel() {
    let desk = World::demo();
    let (owner, admin, sam) = (desk.person("owner"), desk.person("admin"), desk.person("agent.sales"));
    let path = format!("/administrators/{}", me(&sam));
    sam.get(&path).problem(403);
    admin.post(&format!("{path}?make=yes"), &json!({})).problem(403);

    let (visitor, cookie) = (desk.visitor(), super::forms::cookie(&desk, "admin"));
    let look = visitor.fetch("GET", &path, &[("cookie", &cookie)], "");
    let shown = look.text();
    assert!(
        shown.contains("Make Samir Haddad an administrator?") && shown.contains("gains something"),
        "{shown}"
    );
    let form = format!("_stamp={}", super::forms::stamp(&look));
    let post =
        |path: &str, form: &str| visitor.fetch("POST", path, &[("cookie", &cookie), FORM], form.to_owned());
    post(&format!("{path}?make=yes"), "").problem(403);
    assert_eq!(post(&format!("{path}?make=yes"), &form).status, 303);
    sam.get("/api/v1/audit").is(200);

    let look = visitor.fetch("GET", &path, &[("cookie", &cookie)], "");
    assert!(look.text().contains("Samir Haddad is an administrator"), "{}", look.text());
    assert_eq!(post(&format!("{path}?make=no"), &form).status, 303);
    sam.get("/api/v1/audit").problem(403);
    let roles = owner.get(&format!("/api/v1/users/{}", me(&sam))).is(200)["roles"].clone();
    assert_eq!(roles.as_array().unwrap().len(), 1, "an agent as before: {roles}");

    let owners = format!("/administrators/{}", me(&owner));
    let look = visitor.fetch("GET", &owners, &[("cookie", &cookie)], "");
    assert!(look.text().contains("The owner holds everything"), "{}", look.text());
    post(&format!("{owners}?make=yes"), &form).problem(409);
}

#[test]
fn from_a_ticket_whoever_may_ask_comes_to_who_may_do_what_on_it() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let ticket = open_ticket(&agent, "Support", "A lid");
    let (id, number) = (text(&ticket, "id"), &ticket["number"]);
    let page = format!("/console/tickets/{number}");
    let link = format!("/admin/explain/{id}");
    assert!(admin.get(&page).text().contains(&link), "{}", admin.get(&page).text());
    assert!(!agent.get(&page).text().contains(&link));
    assert_eq!(agent.get(&link).status, 403);
    let there = admin.get(&link);
    assert_eq!(there.status, 303, "{}", there.text());
    let place = there.header("location").unwrap();
    assert_eq!(place, format!("/admin/explain?record={number}"));
    assert!(admin.get(place).text().contains(&format!("value=\"{number}\"")));
}
