//! In which language somebody is spoken to: the own one, that of the browser, that of the desk.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const PAGE: (&str, &str) = ("accept", "text/html");

/// A page as a browser asks for it that prefers these languages.
fn page(caller: &Caller, path: &str, languages: &str) -> String {
    let answer = caller.fetch("GET", path, &[PAGE, ("accept-language", languages)], "");
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

#[track_caller]
fn speaks(page: &str, language: &str, words: &str) {
    assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"ltr\"")), "not {language}: {page}");
    assert!(page.contains(words), "`{words}` is missing: {page}");
}

fn chooses(caller: &Caller, language: &str) {
    let change = json!({ "language": language }).to_string();
    caller.fetch("PATCH", "/api/v1/me", &[("content-type", "application/json")], change).is(200);
}

fn settles(caller: &Caller, language: &str) -> ombud_tests::caller::Answer {
    let change = json!({ "language": language }).to_string();
    caller.fetch("PATCH", "/api/v1/settings", &[("content-type", "application/json")], change)
}

#[test]
fn a_visitor_is_spoken_to_as_the_browser_asks_and_else_as_the_desk_does() {
    let desk = World::demo();
    let visitor = desk.visitor();
    speaks(&page(&visitor, "/sign-in", "sl-SI,sl;q=0.9,en;q=0.5"), "sl", "E-naslov");
    speaks(&page(&visitor, "/sign-in", "de"), "en", "Mail address");
    assert_eq!(settles(&desk.person("admin"), "pl").is(200)["language"], "pl");
    speaks(&page(&visitor, "/sign-in", "de"), "pl", "Adres e-mail");
    speaks(&page(&visitor, "/sign-in", "bg"), "bg", "Имейл адрес");
    let wrong = "email=nobody%40demo.test&password=wrong";
    let form = [("content-type", "application/x-www-form-urlencoded"), PAGE, ("accept-language", "ru")];
    let refused = visitor.fetch("POST", "/sign-in", &form, wrong);
    assert_eq!(refused.status, 401);
    speaks(&refused.text(), "ru", "Неверный адрес или пароль.");
    let nothing = visitor.fetch("GET", "/nowhere", &[PAGE, ("accept-language", "sl")], "");
    assert_eq!(nothing.status, 404);
    speaks(&nothing.text(), "sl", "Ni najdeno");
}

#[test]
fn a_persons_own_language_beats_that_of_the_browser_and_of_the_desk() {
    let desk = World::demo();
    settles(&desk.person("owner"), "sl").is(200);
    let (ana, sam) = (desk.person("agent.support"), desk.person("agent.sales"));
    chooses(&ana, "bg");
    speaks(&page(&ana, "/console/", "ru"), "bg", "Входящи");
    speaks(&page(&ana, "/account", "ru"), "bg", "Вашият акаунт");
    // Who has none gets what the browser asks for, and then that of the desk.
    speaks(&page(&sam, "/console/", "ru"), "ru", "Входящие");
    speaks(&page(&sam, "/console/", "de"), "sl", "Prejeto");
    chooses(&ana, "");
    speaks(&page(&ana, "/console/", "de"), "sl", "Prejeto");
}

#[test]
fn titles_of_permissions_and_reasons_of_plugins_are_told_in_the_language_of_whoever_reads_them() {
    let desk = World::demo();
    let admin = desk.person("admin");
    chooses(&admin, "pl");
    let roles = page(&admin, "/admin/roles/new", "");
    speaks(&roles, "pl", "Czytanie zgłoszeń");
    assert!(roles.contains("Zarządzanie wtyczkami") && !roles.contains("Manage plugins"), "{roles}");
    // A role that every desk has is called in words of the language, until a desk calls it otherwise.
    speaks(&page(&admin, "/admin/roles", ""), "pl", "Współpracownik");
    let all = admin.get("/api/v1/roles").is(200);
    let one = all["roles"].as_array().unwrap().iter().find(|role| role["name"] == "collaborator").unwrap();
    let path = format!("/admin/roles/{}", text(one, "id"));
    let editor = page(&admin, &path, "");
    assert!(editor.contains("value=\"Współpracownik\""), "{editor}");
    speaks(&page(&admin, "/plugins", ""), "pl", "Zgłoszenia");
    speaks(&page(&admin, "/plugins/mail/mandate", ""), "pl", "Otwieranie zgłoszeń");

    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "A bell");
    chooses(&agent, "sl");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let empty = json!({ "version": ticket["version"], "subject": "" }).to_string();
    let refused = agent.fetch("PATCH", &path, &[("content-type", "application/json")], empty).problem(422);
    assert_eq!(refused["detail"], "zadeva je prazna: v nekaj besedah povejte, za kaj gre");
}

#[test]
fn the_language_of_the_desk_is_for_those_who_may_change_settings_and_the_audit_knows() {
    let desk = World::demo();
    settles(&desk.person("agent.support"), "ru").problem(403);
    let admin = desk.person("admin");
    settles(&admin, "tlh").problem(422);
    settles(&admin, "ru").is(200);
    assert_eq!(desk.person("agent.sales").get("/api/v1/settings").is(200)["language"], "ru");
    let noted = admin.get("/api/v1/audit?action=settings.edit").is(200);
    let noted = &noted["entries"][0];
    assert_eq!(
        (&noted["before"]["language"], &noted["after"]["language"]),
        (&json!("en"), &json!("ru")),
        "{noted}"
    );
}

#[test]
fn programs_hear_english_whatever_people_chose() {
    let desk = World::demo();
    settles(&desk.person("owner"), "ru").is(200);
    let owner = desk.person("owner");
    chooses(&owner, "bg");
    let wanted =
        json!({ "name": "export", "grants": [{ "permission": "tickets:ticket.read", "scopes": ["all"] }] });
    let minted = owner.post("/api/v1/tokens", &wanted).is(201);
    let token = owner.with_token(minted["token"].as_str().unwrap());
    let missing = "/tickets/api/tickets/by-number/4711";
    assert_eq!(token.get(missing).problem(404)["detail"], "there is no ticket #4711");
    assert_eq!(owner.get(missing).problem(404)["detail"], "няма заявка #4711");
    // The kernel's own sentences for programs are English for everybody.
    assert_eq!(owner.get("/api/v1/users/none").problem(404)["title"], "not found");
}

/// What a page says of its refusal, without tags and without what was typed, which stands between backticks or quotes.
fn refusal(page: &str) -> String {
    let from =
        page.split_once("role=\"alert\"").or_else(|| page.split_once("<h1")).map_or("", |(_, rest)| rest);
    let part = from.split("</div>").next().unwrap_or_default();
    let (mut said, mut hidden) = (String::new(), None);
    for letter in part.split_once('>').map_or("", |(_, rest)| rest).chars() {
        match (hidden, letter) {
            (Some(end), _) if letter == end => hidden = None,
            (Some(_), _) => {}
            (None, '<') => hidden = Some('>'),
            (None, '`') => hidden = Some('`'),
            (None, '«') => hidden = Some('»'),
            (None, '“') => hidden = Some('”'),
            (None, _) => said.push(letter),
        }
    }
    said
}

/// Three words of Latin letters in a row, which no sentence in Russian has.
fn in_english(said: &str) -> bool {
    let latin = |word: &str| {
        word.len() > 1 && word.chars().all(|letter| letter.is_ascii_alphabetic() || ",.;:".contains(letter))
    };
    let words: Vec<&str> = said.split_whitespace().collect();
    words.windows(3).any(|three| three.iter().all(|word| latin(word)))
}

#[test]
fn a_preview_tells_who_gains_and_loses_what_in_the_language_of_whoever_looks() {
    let desk = World::demo();
    let (owner, admin) = (desk.person("owner"), desk.person("admin"));
    let grant = |permission: &str, scope: &str| json!({ "permission": permission, "scopes": [scope] });
    let listener = json!({
        "name": "listener", "title": "Listener", "grants": [grant("tickets:ticket.read", "own")],
    });
    let listener = text(&owner.post("/api/v1/roles", &listener).is(201), "id");
    let [sam, _] = ["agent.sales", "agent.support"].map(|name| {
        let id = text(&desk.person(name).get("/api/v1/me").is(200), "id");
        let roles = json!({ "roles": [{ "role": "agent" }, { "role": "listener" }] });
        owner.put(&format!("/api/v1/users/{id}/roles"), &roles).is(200);
        id
    });
    chooses(&admin, "ru");
    let in_russian = |told: &Value, field: &str| {
        let said = text(told, field);
        assert!(said.contains(|letter: char| ('а'..='я').contains(&letter)) && !in_english(&said), "{said}");
    };

    let more = json!({ "roles": [{ "role": "agent" }, { "role": "listener" }, { "role": "supervisor" }] });
    let one = admin.put(&format!("/api/v1/users/{sam}/roles?preview=true"), &more).is(200);
    assert_eq!(text(&one, "sentence"), "1 человек что-то получает, никто ничего не теряет.");
    let changes = one["people"][0]["changes"].as_array().unwrap();
    assert!(!changes.is_empty());
    for change in changes {
        in_russian(change, "title");
        in_russian(change, "sentence");
    }

    let form = "title=Listener&name=listener&whose=staff&g=tickets%3Aticket.read+own&g=kernel%3Aaudit.read+all\
                &step=preview";
    let shown = admin.post_form(&format!("/admin/roles/{listener}"), form).text();
    speaks(&shown, "ru", "2 человека что-то получают, никто ничего не теряет.");

    let gone = admin.fetch("DELETE", "/api/v1/plugins/split?preview=true", &[], Vec::new()).is(200);
    in_russian(&gone, "sentence");
    let shown = page(&admin, "/plugins/split/remove", "");
    speaks(&shown, "ru", "меняется полномочие: `split`");
    assert!(!shown.contains("lang=\"en\""), "{shown}");
}

#[test]
fn what_a_page_refuses_it_refuses_in_the_language_of_whoever_tried() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let number = open_ticket(&owner, "Support", "A bell")["number"].clone();
    chooses(&owner, "ru");
    let sent = [
        ("/console/new".to_owned(), "subject=&text=&priority=normal"),
        (format!("/console/tickets/{number}/reply"), "text="),
        (format!("/console/tickets/{number}/note"), "text="),
        (format!("/console/tickets/{number}/recall"), "held=none"),
        ("/canned/new".to_owned(), "title=&text=x"),
        ("/canned/new".to_owned(), "title=x&text="),
        ("/canned/new".to_owned(), "title=x&text=%7Bnobody%7D"),
        ("/canned/new".to_owned(), "title=x&text=x&shortcut=two+words"),
        ("/canned/answers/none".to_owned(), "title=x&text=x"),
        ("/calendar/new".to_owned(), "name=&zone=Europe%2FSofia"),
        ("/calendar/new".to_owned(), "name=x&zone=Nowhere"),
        ("/schedule/".to_owned(), "accepting=no&hold=until&until=never"),
        ("/sla/new".to_owned(), "name="),
        ("/rules/new".to_owned(), "name="),
        ("/availability/".to_owned(), "do=away&until=never"),
        ("/admin/departments".to_owned(), "name=Support"),
        ("/admin/departments".to_owned(), "name="),
    ];
    let looked_at = [
        "/console/tickets/99999",
        "/canned/answers/none",
        "/calendar/calendars/none",
        "/sla/policies/none",
        "/rules/rule/none",
    ];
    let posted = sent.iter().map(|(path, form)| (format!("{path} {form}"), owner.post_form(path, form)));
    let got = looked_at.iter().map(|path| ((*path).to_owned(), owner.fetch("GET", path, &[PAGE], "")));
    let mut faults = Vec::new();
    for (what, answer) in posted.chain(got) {
        let said = refusal(&answer.text());
        let cyrillic = said.chars().filter(|letter| ('а'..='я').contains(letter)).count();
        if answer.status < 400 || cyrillic < 10 || in_english(&said) {
            faults.push(format!("{what}: {} {said}", answer.status));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_refused_about_people_is_told_in_the_language_of_whoever_asks() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let json_type = ("content-type", "application/json");
    let add = |name: &str| {
        let new = json!({ "name": name }).to_string();
        admin.fetch("POST", "/api/v1/departments", &[json_type], new)
    };
    let english = add("Support").problem(409);
    assert_eq!(english["detail"], "there is already a department `Support`");
    for (language, known, unusable) in [
        ("bg", "вече има отдел `Support`", "името не е наред: от 1 до 120 печатни знака"),
        ("pl", "jest już dział `Support`", "nieprawidłowa nazwa: znaków drukowalnych od 1 do 120"),
        ("ru", "отдел `Support` уже есть", "имя не подходит: печатных знаков от 1 до 120"),
        ("sl", "oddelek `Support` že obstaja", "ime ni uporabno: natisljivih znakov od 1 do 120"),
    ] {
        chooses(&admin, language);
        let refused = add("Support").problem(409);
        assert_eq!((&refused["detail"], &refused["title"]), (&json!(known), &english["title"]));
        assert_eq!(add(" ").problem(422)["detail"], unusable);
    }
}

#[test]
fn who_is_refused_a_right_reads_why_in_the_own_language_on_pages_and_in_the_api() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let grant = |permission: &str| json!({ "permission": permission, "scopes": ["all"] });
    let edits = ["admin:admin.use", "kernel:role.read", "kernel:role.edit"].map(grant);
    let helper = json!({ "name": "helper", "title": "Helper", "grants": edits });
    owner.post("/api/v1/roles", &helper).is(201);
    let sam = desk.person("agent.sales");
    let id = text(&sam.get("/api/v1/me").is(200), "id");
    let roles = json!({ "roles": [{ "role": "agent" }, { "role": "helper" }] });
    owner.put(&format!("/api/v1/users/{id}/roles"), &roles).is(200);
    chooses(&sam, "bg");

    let why = "Не можете да дадете „Четене на заявки“ (за всичко), защото нямате това право в същата степен.";
    let wide = json!({ "name": "reader", "title": "Reader", "grants": [grant("tickets:ticket.read")] });
    let refused = sam.post("/api/v1/roles", &wide).problem(403);
    assert_eq!((&refused["detail"], &refused["permission"]), (&json!(why), &json!("tickets:ticket.read")));
    let form = "title=Reader&name=reader&whose=staff&g=tickets%3Aticket.read+all&step=save";
    let page = sam.post_form("/admin/roles/new", form);
    assert_eq!(page.status, 403);
    assert!(page.text().contains(why), "{}", page.text());

    // What every desk has is called as the language calls it, and so is what plugins declare.
    let admins = owner.get("/api/v1/roles").is(200)["roles"].as_array().unwrap().clone();
    let admins = text(admins.iter().find(|role| role["name"] == "administrator").unwrap(), "id");
    let renamed = json!({ "description": "Whoever looks after the desk." });
    let refused = sam.patch(&format!("/api/v1/roles/{admins}"), &renamed).problem(403);
    assert_eq!(
        refused["detail"],
        "Не можете да промените ролята „Администратор“: тя дава повече, отколкото имате вие или страниците, които \
         ползвате."
    );
    let (cleo, ticket) = (desk.person("collaborator"), open_ticket(&owner, "Support", "A bell"));
    chooses(&cleo, "pl");
    let messages = format!("/tickets/api/tickets/{}/messages", text(&ticket, "id"));
    let reply = json!({ "kind": "reply", "body": "Ding." });
    let refused = text(&cleo.post(&messages, &reply).problem(403), "detail");
    assert!(refused.starts_with("„Odpowiadanie na zgłoszenia” nie jest dozwolone: "), "{refused}");
    chooses(&cleo, "");
    let refused = text(&cleo.post(&messages, &reply).problem(403), "detail");
    assert!(refused.starts_with("You may not answer tickets: "), "{refused}");
    // What is noted for administrators is in one language.
    let noted = crate::denials::noted(&owner, "route:/api/v1/roles");
    assert!(text(&noted["after"], "reason").starts_with("You cannot grant “Read tickets”"), "{noted}");
}
