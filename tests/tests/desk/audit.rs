//! The audit as an auditor uses it: looked up, taken away, and checked without trusting the desk.

use ombud_tests::caller::Caller;
use ombud_tests::program::run;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const AUDIT: &str = "/api/v1/audit";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A department with a name that a spreadsheet would compute, and then another name. Its id.
fn history(desk: &World) -> String {
    let admin = desk.person("admin");
    let made = admin.post("/api/v1/departments", &json!({ "name": "=1+1" })).is(201);
    let department = text(&made, "id");
    admin.patch(&format!("/api/v1/departments/{department}"), &json!({ "name": "Returns" })).is(200);
    department
}

/// The chain through an export, computed by other means than the desk's. The last seal.
#[track_caller]
fn sealed(export: &str) -> String {
    let mut last = "0".repeat(64);
    let mut rows: Vec<(u64, String, &str)> = Vec::new();
    for line in export.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let (_, entry) = line.split_once(",\"entry\":").unwrap();
        let Some(position) = row["position"].as_u64() else { continue };
        rows.push((position, text(&row, "hash"), entry.strip_suffix('}').unwrap()));
    }
    rows.sort();
    for (place, (position, hash, entry)) in (1..).zip(&rows) {
        assert_eq!(*position, place);
        last = hex(&Sha256::digest(format!("{last}\n{entry}")));
        assert_eq!(last, *hash, "at {position}");
    }
    format!("{}-{last}", rows.len())
}

fn export(caller: &Caller, query: &str) -> String {
    let answer = caller.get(&format!("{AUDIT}/export{query}"));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

#[test]
fn an_export_proves_itself_and_the_seal_that_was_noted_holds_after_a_restart() {
    let mut desk = World::demo();
    history(&desk);
    let admin = desk.person("admin");
    let noted = text(&admin.get(&format!("{AUDIT}/head")).is(200), "head");
    let exported = export(&admin, "");
    // The export itself was noted after the seal.
    let (place, _) = noted.split_once('-').unwrap();
    let until: Vec<&str> = exported.lines().take(place.parse().unwrap()).collect();
    assert_eq!(sealed(&until.join("\n")), noted);

    let newest = admin.get(&format!("{AUDIT}?action=audit.export")).is(200);
    assert_eq!(newest["entries"][0]["after"], json!({ "format": "jsonl", "filter": {} }));

    let verdict = admin.get(&format!("{AUDIT}/verify?head={noted}")).is(200);
    assert_eq!((&verdict["fits"], &verdict["findings"]), (&json!(true), &json!([])));
    let (place, hash) = noted.split_once('-').unwrap();
    let forged = format!("{place}-{}", hash.chars().rev().collect::<String>());
    let verdict = admin.get(&format!("{AUDIT}/verify?head={forged}")).is(200);
    assert_eq!(verdict["fits"], false, "{verdict}");
    assert!(verdict["findings"][0].as_str().unwrap().contains("another hash"), "{verdict}");

    assert_eq!(desk.program().stop(), Some(0));
    let data = desk.folder().to_string_lossy().into_owned();
    let checked = run(&["audit", "verify", "--head", &noted, "--data", &data]);
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
    let whole = run(&["audit", "export", "--data", &data]);
    let head = run(&["audit", "head", "--data", &data]);
    assert_eq!(sealed(&whole.out), head.out.trim(), "{}", whole.err);
    let verified = run(&["verify", "--data", &data]);
    assert!(verified.out.contains("everything fits"), "{}{}", verified.out, verified.err);

    let forged = run(&["audit", "verify", "--head", &forged, "--data", &data]);
    assert_eq!(forged.code, Some(1), "{}", forged.out);
    assert!(forged.err.contains("past the desk"), "{}", forged.err);
    desk.start_again();
    desk.person("admin").get(&format!("{AUDIT}/verify?head={noted}")).is(200);
}

#[test]
fn entries_are_found_by_what_who_and_when() {
    let desk = World::demo();
    let department = history(&desk);
    let admin = desk.person("admin");
    let me = text(&admin.get("/api/v1/me").is(200), "id");
    let found = |query: &str| {
        let page = admin.get(&format!("{AUDIT}?{query}")).is(200);
        page["entries"].as_array().unwrap().iter().map(|entry| text(entry, "action")).collect::<Vec<_>>()
    };
    let both = ["department.edit", "department.create"];
    assert_eq!(found(&format!("target=department:{department}")), both);
    assert_eq!(found(&format!("actor={me}&action=department&order=oldest-first")), [both[1], both[0]]);
    assert_eq!(found(&format!("text=returns&actor={me}")), both[..1]);
    assert_eq!(found(&format!("actor={me}&until=2020-01-01")), [""; 0]);
    assert_eq!(found(&format!("target=department:{department}&since=2020-01-01T00:00:00Z")), both);
    assert_eq!(found("plugin=nobody"), [""; 0]);

    let first = admin.get(&format!("{AUDIT}?target=department:{department}&limit=1")).is(200);
    let next = first["next"].as_u64().unwrap();
    let second = admin.get(&format!("{AUDIT}?target=department:{department}&limit=1&cursor={next}")).is(200);
    assert_eq!(second["entries"][0]["action"], both[1]);
    assert_eq!(second["next"], Value::Null);
}

#[test]
fn a_filter_that_is_misspelled_or_makes_no_sense_is_told() {
    let desk = World::demo();
    let admin = desk.person("admin");
    for (query, word) in [
        ("?targte=desk", "targte"),
        ("?since=yesterday", "2026-11-23"),
        ("?order=best", "newest-first"),
        ("?actor=admin", "actor"),
        ("?cursor=x", "cursor"),
        ("/export?format=pdf", "csv"),
        ("/export?limit=1", "limit"),
        ("/verify?head=1", "ombud audit head"),
        ("/head?at=1", "at"),
    ] {
        let problem = admin.get(&format!("{AUDIT}{query}")).problem(422);
        assert!(text(&problem, "detail").contains(word), "{query}: {problem}");
    }
}

#[test]
fn only_who_may_read_the_audit_takes_it_away_and_not_in_anothers_name() {
    let desk = World::demo();
    for path in ["", "/export", "/head", "/verify"] {
        desk.person("agent.support").get(&format!("{AUDIT}{path}")).problem(403);
        desk.visitor().get(&format!("{AUDIT}{path}")).problem(401);
    }
    let owner = desk.person("owner");
    let people = owner.get("/api/v1/users").is(200);
    let admin = people["users"].as_array().unwrap().iter().find(|user| user["email"] == "admin@demo.test");
    owner.put("/api/v1/session/view", &json!({ "user": text(admin.unwrap(), "id") })).is(200);
    owner.get(AUDIT).is(200);
    let problem = owner.get(&format!("{AUDIT}/export")).problem(403);
    assert!(text(&problem, "detail").contains("somebody else"), "{problem}");
}

#[test]
fn a_table_for_people_has_names_and_nothing_that_a_spreadsheet_computes() {
    let desk = World::demo();
    let department = history(&desk);
    let admin = desk.person("admin");
    admin.get(&format!("{AUDIT}?target==cmd")).is(200);
    let table = export(&admin, &format!("?format=csv&target=department:{department}"));
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[0].starts_with("number,at,actor,actor name,"), "{table}");
    let name = text(&admin.get("/api/v1/me").is(200), "name");
    assert!(lines[1].contains(&name) && lines[1].contains("department.create"), "{table}");
    for line in &lines[1..] {
        for cell in line.split(',') {
            assert!(!cell.trim_matches('"').starts_with(['=', '+', '@']), "{cell} in {line}");
        }
    }
}

#[test]
fn an_export_of_many_entries_is_whole() {
    let desk = World::demo();
    let admin = desk.person("admin");
    for n in 0..320 {
        admin.post("/api/v1/departments", &json!({ "name": format!("Shop {n}") })).is(201);
    }
    let exported = export(&admin, "?action=department.create&text=shop");
    let names: Vec<String> = exported
        .lines()
        .map(|line| text(&serde_json::from_str::<Value>(line).unwrap()["entry"]["after"], "name"))
        .collect();
    assert_eq!(names, (0..320).map(|n| format!("Shop {n}")).collect::<Vec<_>>());
}

#[test]
fn whoever_fails_to_sign_in_with_nobodys_address_takes_no_name_from_the_audit_page() {
    let desk = World::demo();
    history(&desk);
    let guess = json!({ "email": "nobody@elsewhere.test", "password": "a guess" });
    desk.visitor().post("/api/v1/session", &guess).problem(401);
    let admin = desk.person("admin");
    let name = text(&admin.get("/api/v1/me").is(200), "name");
    let page = admin.get("/admin/audit?action=all").text();
    assert!(page.contains("could not sign in: nobody here has the address"), "{page}");
    assert!(page.contains(&format!("{name}</strong> made the department")), "{page}");
    assert!(!page.contains("somebody"), "{page}");
    let page = admin.get("/admin/audit").text();
    assert!(page.contains("1 × failed to sign in") && !page.contains("could not sign in"), "{page}");
}

#[test]
fn what_was_refused_is_told_to_the_auditor_in_their_language_and_kept_as_it_was() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    agent.get("/admin/audit").problem(403);
    let kept = super::denials::noted(&admin, "route:/admin/audit");
    assert!(text(&kept["after"], "reason").starts_with("You may not"), "{kept}");
    assert_eq!(kept["after"].get("told"), None, "programs read what is kept: {kept}");
    admin.patch("/api/v1/me", &json!({ "language": "bg" })).is(200);
    let page = admin.get("/admin/audit?action=access.denied").text();
    assert!(page.contains("не е позволено") && page.contains("Щеше да стигне"), "{page}");
    assert!(!page.contains("You may not") && !page.contains("It would be enough"), "{page}");
}
