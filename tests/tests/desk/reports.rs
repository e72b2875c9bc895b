//! From a call that fails on a desk to the same failure on the author's machine.

use ombud_tests::program::run;
use ombud_tests::world::{World, text};
use serde_json::json;

#[test]
fn a_failed_call_leaves_a_report_that_fails_the_same_way_on_another_machine() {
    let mut desk = World::demo();
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let admin = desk.person("admin");
    let kind = [("content-type", "application/wasm")];
    admin.fetch("POST", "/api/v1/plugins?approve=all", &kind, zoo.clone()).is(201);
    let agent = desk.person("agent.support");
    assert_eq!(agent.post("/zoo/do/panic", &json!({ "name": "leo" })).status, 502);

    assert_eq!(agent.get("/api/v1/plugins/zoo/reports").status, 403);
    let reports = admin.get("/api/v1/plugins/zoo/reports").is(200);
    let report = &reports["reports"][0];
    assert!(text(report, "why").contains("unreachable"), "{report}");
    let whole = admin.get(&format!("/api/v1/plugins/zoo/reports/{}", text(report, "name")));
    assert_eq!(whole.status, 200);
    assert!(whole.text().contains("the animal panicked"), "what it told the log is in it");
    let noted = admin.get("/api/v1/audit?target=plugin:zoo&action=plugin.report").is(200);
    assert_eq!(
        noted["entries"][0]["after"]["report"], report["name"],
        "who has read it can be seen: {noted}"
    );

    let elsewhere = tempfile::tempdir().unwrap();
    let path = |name: &str| elsewhere.path().join(name).to_string_lossy().into_owned();
    std::fs::write(path("failure.json"), whole.text()).unwrap();
    let none = run(&["plugin", "replay", &path("failure.json")]);
    assert!(none.code == Some(1) && none.err.contains("say `--component FILE`"), "{none:?}");
    std::fs::write(path("zoo.wasm"), &zoo).unwrap();
    let again = run(&["plugin", "replay", &path("failure.json")]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(
        again.out.contains("asked: handle") && again.out.contains("the same outcome, bit for bit"),
        "{again:?}"
    );
    std::fs::write(path("hello.wasm"), ombud_testkit::pack("examples/hello")).unwrap();
    let other = run(&["plugin", "replay", &path("failure.json"), "--with", &path("hello.wasm")]);
    assert!(other.code == Some(0) && other.out.contains("+ answered"), "{other:?}");
    let wrong = run(&["plugin", "replay", &path("failure.json"), "--component", &path("hello.wasm")]);
    assert!(wrong.code == Some(1) && wrong.err.contains("is not the file that failed"), "{wrong:?}");

    assert_eq!(desk.program().stop(), Some(0));
    let data = desk.folder().to_string_lossy().into_owned();
    let listed = run(&["plugin", "reports", "zoo", "--data", &data]);
    assert!(listed.out.contains("unreachable"), "{listed:?}");
}
