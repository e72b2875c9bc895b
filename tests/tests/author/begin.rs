//! `ombud plugin new` and `test`.

use crate::{begun, edit, folder, plugin, show};
use ombud_tests::program::root;
use std::fs;
use std::process::Command;

#[test]
fn a_new_plugin_passes_its_tests_and_a_broken_one_says_where() {
    let place = folder();
    let greeter = begun(place.path(), "two-boxes");
    let passed = plugin(&["test", &show(&greeter)]);
    assert_eq!(passed.code, Some(0), "{}{}", passed.out, passed.err);
    assert!(passed.out.contains("of `two-boxes` passed in "), "{}", passed.out);

    edit(&greeter.join("tests/visits.toml"), "visits = 1", "visits = 7");
    let failed = plugin(&["test", &show(&greeter)]);
    assert_eq!(failed.code, Some(1), "{}", failed.out);
    assert!(failed.out.contains("tests/visits.toml:8, step 2 ("), "{}", failed.out);
    assert!(failed.out.contains("expected /visits = 7, came 1"), "{}", failed.out);
    assert!(failed.err.contains("1 of 1 scenarios of `two-boxes` failed"), "{}", failed.err);

    edit(&greeter.join("src/lib.rs"), "fn routes()", "fn roots()");
    let broken = plugin(&["test", &show(&greeter)]);
    assert_eq!(broken.code, Some(1));
    assert!(broken.err.contains("error[E0425]") && broken.err.contains("src/lib.rs"), "{}", broken.err);
}

#[test]
fn a_name_that_is_taken_reserved_or_not_plain_is_told() {
    let place = folder();
    let new = |id: &str| plugin(&["new", id, "--in", &show(place.path())]);
    for (id, why) in [
        ("tickets", "`tickets` is taken"),
        ("api", "the kernel uses that path itself"),
        ("Two Boxes", "is no id of a plugin"),
        ("../up", "is no id of a plugin"),
        ("", "is no id of a plugin"),
    ] {
        let refused = new(id);
        assert_eq!(refused.code, Some(1), "{id}");
        assert!(refused.err.contains(why), "{id}: {}", refused.err);
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing was begun");
    begun(place.path(), "greeter");
    assert!(new("greeter").err.contains("is there already"));
}

/// The SDK comes along, and what it is made of is what this project was built of: the registry's files are here
/// already, so the network is not asked.
#[test]
fn outside_of_the_project_it_builds_without_the_network() {
    let place = tempfile::tempdir().unwrap();
    let greeter = begun(place.path(), "greeter");
    assert!(greeter.join(".ombud/plugins/sdk/src/lib.rs").is_file());
    let ombud = ombud_tests::program::binary();
    let mut command = Command::new(ombud);
    command.args(["plugin", "test", &show(&greeter)]).env("CARGO_NET_OFFLINE", "true");
    let ended = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    if err.contains("the Rust target `wasm32-unknown-unknown` is not installed") {
        eprintln!("NOT TESTED: the toolchain outside of the project lacks its target for WebAssembly");
        return;
    }
    assert!(ended.status.success(), "{out}{err}");
    let kit = fs::read_to_string(greeter.join(".ombud/Cargo.toml")).unwrap();
    assert!(!kit.contains(&*root().to_string_lossy()), "{kit}");
}
