//! The search on a whole desk: what somebody finds is what somebody may read, at once and by no other path.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// A desk with a plugin that searches for whoever asks it.
struct Library {
    desk: World,
}

const SECOND: Duration = Duration::from_secs(1);

impl Library {
    fn open() -> Library {
        let desk = World::demo();
        let file = ombud_testkit::pack("tests/guests/errand");
        let mut manifest = serde_json::to_value(ombud_host::inspect(&file).unwrap().manifest).unwrap();
        let needs = ["tickets:ticket.read", "kernel:person.read", "kernel:email.read"];
        let need = |permission| json!({ "permission": permission, "scopes": ["all"], "why": "finds it" });
        manifest["needs"] = needs.map(need).to_vec().into();
        let file = ombud_testkit::with_manifest(&file, &manifest.to_string());
        let kind = [("content-type", "application/wasm")];
        desk.person("owner").fetch("POST", "/api/v1/plugins?approve=all", &kind, file).is(201);
        let library = Library { desk };
        library.complete();
        library
    }

    fn complete(&self) {
        self.desk.searchable();
    }

    #[track_caller]
    fn ask(&self, who: &str, function: &str, with: Value) -> Value {
        let told =
            json!({ "function": format!("ombud:kernel/search.{function}"), "with": with, "keep": true });
        let answer = self.desk.person(who).post("/errand/for-me", &told).is(200);
        answer.get("got").cloned().unwrap_or_else(|| panic!("{answer}"))
    }

    #[track_caller]
    fn find(&self, who: &str, text: &str) -> Value {
        let query = json!({ "text": text, "collections": [], "order": "Best", "limit": 50, "cursor": null });
        self.ask(who, "find", json!([query]))
    }

    /// How many groups there are, counted and shown.
    #[track_caller]
    fn count(&self, who: &str, text: &str) -> u64 {
        let found = self.find(who, text);
        let shown = found["groups"].as_array().unwrap().len() as u64;
        assert_eq!(found["total"].as_u64(), Some(shown), "{found}");
        shown
    }

    /// Within a second so many are found.
    #[track_caller]
    fn soon(&self, who: &str, text: &str, many: u64) {
        let begun = Instant::now();
        loop {
            let found = self.count(who, text);
            if found == many {
                return;
            }
            assert!(begun.elapsed() < SECOND * 2, "{who} finds {found} of `{text}`, not {many}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Whether what is found, or the page that shows it, has anything of the note about the discount.
    #[track_caller]
    fn shows(&self, who: &str, text: &str, note: bool) {
        let person = self.desk.person(who);
        let all = [
            self.find(who, text).to_string(),
            person.get(&format!("/console/search?q={text}")).text(),
            person.get(&format!("/console/search/endings?q={}", &text[..4])).text(),
        ]
        .concat()
        .to_lowercase();
        for word in ["discount", "zanzibar"] {
            assert_eq!(all.contains(word), note, "{who}, {word}: {all}");
        }
    }

    fn suggested(&self, who: &str, text: &str) -> Value {
        self.ask(who, "suggest", json!([text, 9]))
    }
}

fn open(caller: &Caller, department: &str, subject: &str, body: &str) -> Value {
    let wanted = json!({
        "subject": subject, "department": department, "body": body, "requester": "customer@demo.test",
    });
    caller.post("/tickets/api/tickets", &wanted).is(201)
}

#[test]
fn each_finds_what_each_may_read_and_learns_of_nothing_else() {
    let library = Library::open();
    let (sales, admin) = (library.desk.person("agent.sales"), library.desk.person("admin"));
    let ticket = open(&sales, "Sales", "Quixotic offer", "About the xylophone.");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    sales
        .post(
            &format!("{path}/messages"),
            &json!({ "kind": "note", "body": "Zanzibar discount on the xylophone, internal." }),
        )
        .is(201);
    library.soon("agent.sales", "zanzibar", 1);
    library.soon("customer", "xylophone", 1);

    // A customer finds no note, an agent of Support nothing of Sales: neither shown, nor counted, nor suggested.
    assert_eq!(library.count("customer", "zanzibar"), 0);
    assert_eq!(library.suggested("customer", "zanz"), json!([]));
    // A word that stands in both leads to what each may read of it, and shows nothing else.
    library.shows("agent.sales", "xylophone", true);
    for who in ["customer", "collaborator", "agent.support"] {
        library.shows(who, "xylophone", false);
    }
    assert_eq!(library.suggested("agent.sales", "zanz"), json!(["zanzibar"]));
    for word in ["zanzibar", "xylophone", "quixotic", "quixotik", "xylo*"] {
        assert_eq!(library.count("agent.support", word), 0, "{word}");
    }
    assert_eq!(library.suggested("agent.support", "xyl"), json!([]));
    let found = library.find("customer", "quixotic tag:vip is:open");
    assert_eq!(
        (found["filters"].clone(), found["problems"].as_array().unwrap().len()),
        (json!([]), 2),
        "{found}"
    );

    // Moved, it changes who finds it.
    let version = sales.get(&path).is(200)["version"].clone();
    let moved = json!({ "version": version, "department": "Support", "assignee": null });
    admin.patch(&path, &moved).is(200);
    assert_eq!(library.count("agent.sales", "zanzibar"), 0, "at once");
    library.soon("agent.support", "zanzibar", 1);
}

#[test]
fn what_is_written_is_found_within_a_second_and_a_deleted_note_is_gone_at_once() {
    let library = Library::open();
    let agent = library.desk.person("agent.support");
    let ticket = open(&agent, "Support", "Gearbox", "It whirrs.");
    let begun = Instant::now();
    library.soon("agent.support", "whirrs", 1);
    assert!(begun.elapsed() < SECOND, "{:?}", begun.elapsed());
    let notes = format!("/tickets/api/tickets/{}/messages", text(&ticket, "id"));
    let note = agent.post(&notes, &json!({ "kind": "note", "body": "Flibberjig is worn." })).is(201);
    library.soon("agent.support", "flibberjigs", 1);
    agent.delete(&format!("{notes}/{}", text(&note, "id"))).is(204);
    assert_eq!(library.count("agent.support", "flibberjig"), 0);
    library.complete();
    assert_eq!(library.count("agent.support", "flibberjig"), 0);
}

#[test]
fn forms_and_typos_are_found_in_each_of_the_five_languages() {
    let library = Library::open();
    let agent = library.desk.person("agent.support");
    for (body, forms) in [
        ("Two parcels arrived crushed by the courier.", ["parcel", "couriers", "couriar"]),
        ("Куриерът остави пратката при съседите.", ["пратки", "съсед", "пратаката"]),
        ("Kurier zostawił przesyłkę u sąsiadów.", ["przesyłki", "przesylka", "przesylkke"]),
        ("Курьер оставил посылку у соседей.", ["посылки", "курьера", "посилку"]),
        ("Kurir je paket pustil pri sosedih.", ["kurirja", "sosedi", "kurrir"]),
    ] {
        let ticket = open(&agent, "Support", "A delivery", body);
        let id = text(&ticket, "id");
        library.complete();
        for form in forms {
            let found = library.find("agent.support", form);
            let tops: Vec<String> =
                found["groups"].as_array().unwrap().iter().map(|group| text(&group["top"], "id")).collect();
            assert!(tops.contains(&id), "{form}: {found}");
        }
    }
}

#[test]
fn the_page_shows_the_ticket_with_the_words_marked_and_a_number_leads_to_its_ticket() {
    let library = Library::open();
    let agent = library.desk.person("agent.support");
    let ticket = open(&agent, "Support", "Squeaky <hinge>", "The hinges squeak.");
    library.soon("agent.support", "squeaky", 1);
    let page = agent.get("/console/search?q=squeak").text();
    assert!(
        page.contains("<mark>Squeaky</mark> &lt;hinge&gt;") || page.contains("hinges <mark>squeak</mark>"),
        "{page}"
    );
    let number = ticket["number"].as_u64().unwrap();
    let answer = agent.get(&format!("/console/search?q=%23{number}"));
    assert_eq!(answer.header("location"), Some(&*format!("/console/tickets/{number}")));
    assert!(
        agent
            .get("/console/search?q=colour:red+x")
            .text()
            .contains("There is no filter <code>colour:</code>")
    );
}

#[test]
fn a_desk_that_was_killed_or_lost_its_index_finds_everything_again() {
    let mut library = Library::open();
    let agent = library.desk.person("agent.support");
    for number in 0..20 {
        open(&agent, "Support", &format!("Windmill no{number}"), "It turns.");
    }
    // Between the commit of the store and that of the index.
    library.desk.program().kill();
    library.desk.start_again();
    library.complete();
    assert_eq!(library.count("agent.support", "windmill"), 20);

    library.desk.program().kill();
    let folder = library.desk.folder().to_owned();
    let meta = folder.join("search/meta.json");
    let told = fs::read_to_string(&meta).unwrap();
    fs::write(&meta, told.replace("version\\\":1", "version\\\":0")).unwrap();
    library.desk.start_again();
    library.complete();
    assert_eq!(library.count("agent.support", "windmill"), 20);

    library.desk.program().kill();
    fs::remove_dir_all(folder.join("search")).unwrap();
    library.desk.start_again();
    library.complete();
    assert_eq!(library.count("agent.support", "windmill"), 20);

    let data = folder.display().to_string();
    let ended = ombud_tests::program::run(&["search", "rebuild", "--data", &data]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    library.complete();
    assert_eq!(library.count("agent.support", "windmill"), 20);
    library.desk.person("admin").post("/api/v1/search", &json!({})).is(202);
    library.desk.person("agent.support").post("/api/v1/search", &json!({})).problem(403);
    library.complete();
    assert_eq!(library.count("agent.support", "windmill"), 20);
}

#[test]
fn people_are_found_by_who_may_look_them_up() {
    let library = Library::open();
    let names = |who: &str, query: &str| {
        let query = json!({
            "text": query, "collections": ["kernel:people"], "order": "Best", "limit": 9, "cursor": null,
        });
        library.ask(who, "find", json!([query]))["groups"].as_array().unwrap().len()
    };
    assert_eq!(names("admin", "customer@demo.test"), 1);
    assert_eq!(names("customer", "customer@demo.test"), 0);
}
