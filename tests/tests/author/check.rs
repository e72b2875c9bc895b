//! `ombud plugin check`.

use crate::{begun, edit, folder, plugin, show};
use std::fs;

#[test]
fn what_is_asked_for_without_need_is_told_with_what_would_allow_what_was_refused() {
    let place = folder();
    let greeter = begun(place.path(), "greeter");
    let clean = plugin(&["check", &show(&greeter)]);
    assert_eq!(clean.code, Some(0), "{}{}", clean.out, clean.err);
    assert!(clean.out.contains("asks for nothing that it does not use"), "{}", clean.out);
    // Customers are refused in the template's scenario.
    let line = "[[suggests]]\n    role = \"customer\"\n    permission = \"greeter:visit.make\"";
    assert!(clean.out.contains(line), "{}", clean.out);

    let manifest = greeter.join("plugin.toml");
    let more = "\n[[needs]]\npermission = \"tickets:ticket.read\"\nwhy = \"\"\n\n[[imports]]\ninterface = \"ombud:kernel/timers@1.0.0\"\nwhy = \"rings\"\n\n[[routes]]\nmethod = \"GET\"\npath = \"/api/other\"\nopen = \"for the test\"\ntitle = \"Nothing\"\n";
    let text = fs::read_to_string(&manifest).unwrap();
    let (before, settings) = text.split_once("\n[settings]").unwrap();
    fs::write(&manifest, format!("{before}{more}\n[settings]{settings}")).unwrap();
    let told = plugin(&["check", &show(&greeter)]);
    assert_eq!(told.code, Some(1));
    for line in [
        "  [[imports]] ombud:kernel/timers@1.0.0",
        "  [[needs]] tickets:ticket.read",
        "  [[routes]] GET /api/other",
        "Without words for the administrator:\n  [[needs]] tickets:ticket.read",
    ] {
        assert!(told.out.contains(line), "{line} is not in:\n{}", told.out);
    }
    assert!(told.err.contains("4 things to mend"), "{}", told.err);
}

#[test]
fn what_a_desk_would_refuse_is_told_with_the_line_that_mends_it() {
    let place = folder();
    let greeter = begun(place.path(), "greeter");
    let manifest = greeter.join("plugin.toml");
    edit(&manifest, "ombud:kernel/records@1.0.0", "ombud:kernel/timers@1.0.0");
    let told = plugin(&["check", &show(&greeter)]);
    assert_eq!(told.code, Some(1));
    let line = "[[imports]]\ninterface = \"ombud:kernel/records@1.0.0\"\nwhy = ";
    assert!(told.err.contains(line), "{}", told.err);
    edit(&manifest, "ombud:kernel/timers@1.0.0", "ombud:kernel/records@1.0.0");
    edit(&manifest, "kernel = \"1.0\"", "kernel = \"9.0\"");
    assert!(plugin(&["check", &show(&greeter)]).err.contains("this kernel speaks `1.0`"));
}
