//! Plugins come, change and go: over HTTP and by the command line, as administrators do it.

use ombud_host::{PublisherKey, SecretKey};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::program::{binary, run};
use ombud_tests::world::{World, folder, open_ticket, text};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

const KIND: (&str, &str) = ("content-type", "application/wasm");

fn send(who: &Caller, path: &str, file: &[u8], key: Option<&SecretKey>) -> Answer {
    let signature = key.map(|key| key.sign(file).to_string());
    let mut headers = vec![KIND];
    headers.extend(signature.as_deref().map(|signature| ("ombud-signature", signature)));
    who.fetch("POST", path, &headers, file)
}

/// The same plugin with another version, asking for what people are called.
fn next_version(file: &[u8]) -> Vec<u8> {
    let mut manifest = serde_json::to_value(ombud_host::inspect(file).unwrap().manifest).unwrap();
    manifest["plugin"]["version"] = json!("9.0.0");
    manifest["needs"] = json!([{ "permission": "kernel:person.read", "scopes": ["all"], "why": "greets" }]);
    ombud_testkit::with_manifest(file, &manifest.to_string())
}

fn asks(proposal: &Value) -> Vec<String> {
    proposal["asks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ask| format!("{} {}", text(ask, "risk"), text(ask, "name")))
        .collect()
}

#[test]
fn a_plugin_is_sent_looked_at_approved_upgraded_gone_back_from_removed_and_purged() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let (hello, key) = (ombud_testkit::pack("examples/hello"), SecretKey::generate().unwrap());

    // Sent, it waits. What it asks for is shown by risk, and nothing has changed.
    let proposal = send(&admin, "/api/v1/plugins", &hello, Some(&key)).is(202);
    assert_eq!(text(&proposal["origin"], "origin"), "stranger");
    assert!(asks(&proposal).iter().any(|ask| ask.starts_with("low ombud:kernel/")), "{:?}", asks(&proposal));
    admin.get("/api/v1/plugins/hello").problem(404);
    let waiting = admin.get("/api/v1/plugins/waiting").is(200);
    assert_eq!(waiting["waiting"].as_array().unwrap().len(), 1);
    let sha256 = text(&admin.get("/api/v1/plugins/hello/proposal").is(200)["inspection"], "sha256");

    // What is approved is what was looked at.
    let other = json!({ "sha256": "0".repeat(64) });
    admin.post("/api/v1/plugins/hello/proposal", &other).problem(409);
    let odd = json!({ "sha256": sha256, "everything": true });
    admin.post("/api/v1/plugins/hello/proposal", &odd).problem(422);
    admin.post("/api/v1/plugins/hello/proposal", &json!({ "sha256": sha256 })).is(201);
    admin.get("/api/v1/plugins/hello/proposal").problem(404);

    // Its publisher becomes known.
    let trust = json!({ "key": key.public(), "name": "Greeters Ltd" });
    admin.post("/api/v1/publishers", &trust).is(201);
    let known = admin.get("/api/v1/plugins/hello").is(200);
    assert_eq!(text(&known["origin"], "name"), "Greeters Ltd");
    assert_eq!(admin.get("/api/v1/publishers").is(200)["publishers"][0]["name"], "Greeters Ltd");

    // An upgrade that asks for more waits and shows only what is new; without a signature it is another hand's.
    let next = next_version(&hello);
    let unsigned = send(&admin, "/api/v1/plugins/inspection", &next, None).is(200);
    assert_eq!(unsigned["takes_over"], true);
    let proposal = send(&admin, "/api/v1/plugins", &next, Some(&key)).is(202);
    assert_eq!(asks(&proposal), ["medium kernel:person.read"]);
    let approval = json!({ "sha256": proposal["inspection"]["sha256"], "grants": [] });
    admin.post("/api/v1/plugins/hello/proposal", &approval).is(201);
    let upgraded = admin.get("/api/v1/plugins/hello").is(200);
    assert_eq!(text(&upgraded, "version"), "9.0.0");
    assert_eq!(upgraded["mandate"]["grants"], json!([]), "narrowed");

    // Back again.
    let versions = admin.get("/api/v1/plugins/hello/versions").is(200);
    let first = text(&versions["versions"][1], "sha256");
    assert_eq!(first, sha256);
    admin.post("/api/v1/plugins/hello/versions", &json!({ "sha256": first })).is(200);
    assert_eq!(text(&admin.get("/api/v1/plugins/hello").is(200), "version"), "0.1.0");
    admin.fetch("DELETE", "/api/v1/plugins/hello/quarantine", &[], "").problem(409);

    // Gone, and gone for good.
    admin.fetch("DELETE", "/api/v1/plugins/hello", &[], "").is(204);
    let unsure = admin.fetch("DELETE", "/api/v1/plugins/hello/data", &[], "").problem(422);
    assert!(text(&unsure, "detail").contains("confirm=hello"), "{unsure}");
    admin.fetch("DELETE", "/api/v1/plugins/hello/data?confirm=hello", &[], "").is(200);
    admin.fetch("DELETE", &format!("/api/v1/publishers/{}", key.public()), &[], "").is(204);
    admin.get("/api/v1/plugins/hello/versions").problem(404);

    // All of it is in the audit.
    let audit = admin.get("/api/v1/audit?target=plugin:hello&limit=100").is(200);
    let actions: Vec<String> =
        audit["entries"].as_array().unwrap().iter().map(|entry| text(entry, "action")).collect();
    for action in [
        "plugin.propose",
        "plugin.install",
        "plugin.upgrade",
        "plugin.rollback",
        "plugin.remove",
        "plugin.purge",
    ] {
        assert!(actions.iter().any(|known| known == action), "{action} in {actions:?}");
    }
}

#[test]
fn whoever_may_not_install_learns_nothing_and_changes_nothing() {
    let desk = World::demo();
    let (agent, hello) = (desk.person("agent.support"), ombud_testkit::pack("examples/hello"));
    send(&agent, "/api/v1/plugins", &hello, None).problem(403);
    send(&agent, "/api/v1/plugins/inspection", &hello, None).problem(403);
    for path in ["/api/v1/plugins/waiting", "/api/v1/plugins/tickets/proposal", "/api/v1/publishers"] {
        agent.get(path).problem(403);
    }
    let admin = desk.person("admin");
    send(&admin, "/api/v1/plugins", &hello, None).is(202);
    let forged = SecretKey::generate().unwrap().sign(b"another file").to_string();
    let headers = [KIND, ("ombud-signature", forged.as_str())];
    let refused = admin.fetch("POST", "/api/v1/plugins", &headers, hello.as_slice()).problem(422);
    assert!(text(&refused, "detail").contains("signature"), "{refused}");
    let headers = [KIND, ("ombud-signature", "nonsense")];
    admin.fetch("POST", "/api/v1/plugins", &headers, hello.as_slice()).problem(422);
}

#[test]
fn the_command_line_makes_keys_signs_shows_installs_goes_back_removes_and_purges() {
    let mut desk = World::demo();
    assert_eq!(desk.program().stop(), Some(0));
    let (folder, data) = (folder(), desk.folder().to_string_lossy().into_owned());
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let fine = |arguments: &[&str]| {
        let ended = run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {}{}", ended.out, ended.err);
        ended.out
    };
    let (hello, next, key) = (at("hello.wasm"), at("next.wasm"), at("publisher.key"));
    let bytes = ombud_testkit::pack("examples/hello");
    fs::write(&hello, &bytes).unwrap();
    fs::write(&next, next_version(&bytes)).unwrap();

    assert!(fine(&["plugin", "inspect", &hello]).contains("NOT SIGNED"));
    fine(&["plugin", "key", &key]);
    assert_ne!(run(&["plugin", "key", &key]).code, Some(0), "a key is never written over");
    let secret = fs::read_to_string(&key).unwrap();
    let public: PublisherKey = secret.parse::<SecretKey>().unwrap().public();
    for file in [&hello, &next] {
        fine(&["plugin", "sign", file, "--key", &key]);
    }
    assert!(fine(&["plugin", "inspect", &hello]).contains(&public.to_string()));
    fine(&["publisher", "trust", &public.to_string(), "Greeters Ltd", "--data", &data]);
    assert!(fine(&["publisher", "list", "--data", &data]).contains("Greeters Ltd"));

    let nobody = run(&["plugin", "install", &hello, "--data", &data]);
    assert!(nobody.code != Some(0) && nobody.err.contains("--yes"), "{}", nobody.err);
    assert!(
        fine(&["plugin", "install", &hello, "--yes", "--data", &data]).contains("signed by Greeters Ltd")
    );
    let shown = fine(&["plugin", "inspect", &next, "--data", &data]);
    assert!(
        shown.contains("now here: 0.1.0") && shown.contains("Beyond the version that is here"),
        "{shown}"
    );
    fine(&["plugin", "install", &next, "--yes", "--without", "kernel:person.read", "--data", &data]);
    assert!(fine(&["plugin", "versions", "hello", "--data", &data]).contains("9.0.0"));
    assert!(fine(&["plugin", "rollback", "hello", "--data", &data]).contains("0.1.0 again"));
    fine(&["plugin", "disable", "hello", "--data", &data]);
    assert!(fine(&["plugin", "list", "--data", &data]).contains("[switched off]"));
    fine(&["plugin", "enable", "hello", "--data", &data]);

    let early = run(&["plugin", "purge", "hello", "--yes", "--data", &data]);
    assert!(early.err.contains("remove it first"), "{}", early.err);
    fine(&["plugin", "remove", "hello", "--data", &data]);
    fine(&["plugin", "purge", "hello", "--yes", "--data", &data]);
    fs::write(format!("{hello}.sig"), "nonsense").unwrap();
    assert!(run(&["plugin", "inspect", &hello]).err.contains("hello.wasm.sig"));
}

#[test]
fn a_file_that_takes_for_ever_or_all_memory_to_compile_is_given_up() {
    let compile = |file: &[u8], seconds: &str, memory: &str| {
        let mut child = Command::new(binary())
            .args(["compile-plugin", seconds, memory])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let file = file.to_vec();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&file)));
        let ended = child.wait_with_output().unwrap();
        writer.join().unwrap();
        (ended.status.code(), ended.stdout.len())
    };
    let (hello, much) = (ombud_testkit::pack("examples/hello"), "6442450944");
    let (status, code) = compile(&hello, "60", much);
    assert!(status == Some(0) && code > 10_000, "{status:?}, {code} bytes");
    let (status, code) = compile(&heavy(), "1", much);
    assert_eq!((status, code), (None, 0), "ended by a signal");
    let (status, _) = compile(&heavy(), "60", "100000000");
    assert_ne!(status, Some(0));
}

/// A component whose one function takes long to compile.
fn heavy() -> Vec<u8> {
    use wasm_encoder as wasm;
    let mut types = wasm::TypeSection::new();
    types.ty().function([wasm::ValType::I64; 8], [wasm::ValType::I64]);
    let (mut functions, mut codes) = (wasm::FunctionSection::new(), wasm::CodeSection::new());
    for _ in 0..400 {
        functions.function(0);
        let mut code = wasm::Function::new([(400, wasm::ValType::I64)]);
        let mut sink = code.instructions();
        sink.local_get(0);
        for n in 0..12_000u32 {
            sink.local_get(n % 400 + 8).i64_add().local_tee((n * 7) % 400 + 8).local_get(n % 8).i64_xor();
        }
        sink.end();
        codes.function(&code);
    }
    let mut module = wasm::Module::new();
    module.section(&types).section(&functions).section(&codes);
    let mut component = wasm::Component::new();
    component.section(&wasm::ModuleSection(&module));
    component.finish()
}

#[test]
fn what_a_file_would_do_about_what_has_been_is_told_over_http_and_on_the_command_line() {
    let mut desk = World::demo();
    let admin = desk.person("admin");
    let kind = [("content-type", "application/wasm")];
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    manifest["needs"] =
        json!([{ "permission": "tickets:ticket.read", "scopes": ["all"], "why": "reads the subject" }]);
    manifest["hooks"] = json!([{ "on": "tickets:tickets", "verbs": ["create"], "why": "w" }]);
    let zoo = ombud_testkit::with_manifest(&zoo, &manifest.to_string());
    let agent = desk.person("agent.support");
    open_ticket(&agent, "Support", "veto");
    let path = "/api/v1/plugins/shadow?since=2026-01-01&limit=10000";
    assert_eq!(agent.fetch("POST", path, &kind, zoo.clone()).status, 403);
    let shadow = admin.fetch("POST", path, &kind, zoo.clone()).is(200);
    let tried = shadow["tried"].as_array().unwrap();
    let vetoes = tried.iter().filter(|one| one["then"]["says"]["verdict"]["Veto"].is_string()).count();
    assert_eq!((vetoes, tried.len()), (1, 30), "one of thirty tickets would not have been opened");
    assert_eq!(shadow["installed"], json!(null));
    let noted = admin.get("/api/v1/audit?action=plugin.shadow").is(200);
    assert_eq!(noted["entries"].as_array().map(Vec::len), Some(1), "who has looked can be seen: {noted}");
    assert_eq!(admin.get("/api/v1/plugins/zoo").status, 404, "nothing was installed");
    let words = admin.fetch("POST", &format!("{path}&text=yes"), &kind, zoo.clone());
    assert!(words.text().contains("says {\"verdict\":{\"Veto\":\"the zoo is closed\"}}"), "{}", words.text());

    assert_eq!(desk.program().stop(), Some(0));
    let file = desk.folder().join("zoo.wasm");
    fs::write(&file, &zoo).unwrap();
    let data = desk.folder().to_string_lossy().into_owned();
    let told = run(&["plugin", "shadow", &file.to_string_lossy(), "--since", "1h", "--data", &data]);
    assert!(told.code == Some(0) && told.out.contains("the zoo is closed"), "{told:?}");
}
