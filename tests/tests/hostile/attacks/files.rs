//! Files that are no plugins, or other ones than they say.

use super::{Attack, cheap, dear};
use crate::arena::Arena;
use crate::sins::{manifest, raw, with_section};
use ombud_host::manifest::SECTION;
use ombud_tests::program::binary;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

pub const ATTACKS: &[Attack] = &[
    cheap("core-module", core_module),
    cheap("precompiled", precompiled),
    cheap("two-manifests", two_manifests),
    dear("giant-manifest", giant_manifest),
    cheap("lying-manifest", |arena| turned_away(arena, "lying-manifest", "ombud:kernel/timers@1.0.0")),
    cheap("system-import", |arena| turned_away(arena, "system-import", "(WASI) cannot")),
    cheap("kernel-import", |arena| turned_away(arena, "kernel-import", "become-owner")),
    dear("import-flood", import_flood),
    cheap("type-bomb", |arena| turned_away(arena, "type-bomb", "type size")),
    cheap("deep-types", |arena| turned_away(arena, "deep-types", "too deep")),
    dear("nested-components", |arena| turned_away(arena, "nested-components", "component")),
    cheap("many-memories", |arena| turned_away(arena, "many-memories", "exceeds the configured maximum")),
    cheap("big-memory", |arena| turned_away(arena, "big-memory", "memory")),
    cheap("big-table", |arena| turned_away(arena, "big-table", "table")),
    cheap("foreign-export", |arena| turned_away(arena, "foreign-export", "offered by the plugin `tickets`")),
    cheap("other-signature", |arena| turned_away(arena, "other-signature", "signature")),
    cheap("foreign-handle", |arena| turned_away(arena, "foreign-handle", "cross between plugins")),
    cheap("shadow-id", shadow_id),
    cheap("look-alike-id", look_alike_id),
];

fn turned_away(arena: &mut Arena, sin: &str, words: &str) {
    let file = arena.component(sin);
    arena.strike(|arena| arena.turned_away(&file, words));
}

fn core_module(arena: &mut Arena) {
    let file = with_section(&raw("core-module"), SECTION, manifest("core-module").to_string().as_bytes());
    arena.strike(|arena| arena.turned_away(&file, "core module"));
}

/// Made by the desk's own compiler, so that nothing but where it comes from is wrong with it.
fn precompiled(arena: &mut Arena) {
    let mut compiler = Command::new(binary())
        .args(["compile-plugin", "60", "6442450944"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    compiler.stdin.take().unwrap().write_all(&arena.component("precompiled")).unwrap();
    let code = compiler.wait_with_output().unwrap().stdout;
    assert!(code.len() > 1000, "the compiler made {} bytes", code.len());
    let named = with_section(&code, SECTION, manifest("precompiled").to_string().as_bytes());
    arena.strike(|arena| {
        arena.turned_away(&code, "machine code");
        arena.turned_away(&named, "machine code");
    });
}

fn two_manifests(arena: &mut Arena) {
    let mut other = manifest("two-manifests");
    other["plugin"]["id"] = json!("tickets");
    let file = with_section(&arena.component("two-manifests"), SECTION, other.to_string().as_bytes());
    arena.strike(|arena| arena.turned_away(&file, "exactly one"));
}

fn giant_manifest(arena: &mut Arena) {
    let plain = arena.component("giant-manifest");
    let with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut giant = manifest("giant-manifest");
        change(&mut giant);
        ombud_testkit::with_manifest(&plain, &giant.to_string())
    };
    let long = with(&|giant| giant["plugin"]["title"] = json!("x".repeat(40 << 20)));
    let many = with(&|giant| {
        let import = |n: u32| json!({ "interface": format!("a:b{n}/c@1.0.0"), "why": "w" });
        giant["imports"] = (0..200_000).map(import).collect();
    });
    arena.strike(|arena| {
        arena.turned_away(&long, "manifest");
        arena.turned_away(&many, "manifest");
    });
}

fn import_flood(arena: &mut Arena) {
    let import = |n: u32| json!({ "interface": format!("a:b{n}/c@1.0.0"), "why": "w" });
    let mut declared = manifest("import-flood");
    declared["imports"] = (1..=10_000).map(import).collect();
    let file = ombud_testkit::with_manifest(&arena.component("import-flood"), &declared.to_string());
    arena.strike(|arena| arena.turned_away(&file, "instances"));
}

/// A file with this id.
fn called(arena: &Arena, sin: &str, id: &str) -> Vec<u8> {
    let mut other = manifest(sin);
    other["plugin"]["id"] = json!(id);
    ombud_testkit::with_manifest(&arena.component(sin), &other.to_string())
}

fn shadow_id(arena: &mut Arena) {
    let files = ["api", "kernel", "sign-in", "sign-out", "view-as", "administrators", "health"]
        .map(|id| called(arena, "shadow-id", id));
    let present = ["tickets", "console", "mail", "split"].map(|id| called(arena, "shadow-id", id));
    arena.strike(|arena| {
        for file in &files {
            arena.turned_away(file, "kernel");
        }
        for file in &present {
            arena.turned_away(file, "take_over");
        }
    });
}

fn look_alike_id(arena: &mut Arena) {
    let ids = [
        "tіckets",
        "Tickets",
        "tickets ",
        "tickets.",
        "tick\u{200b}ets",
        "",
        ".",
        "..",
        "a/b",
        "a%2fb",
        "tickets:x",
        "-",
        "_",
    ];
    let mut files: Vec<Vec<u8>> = ids.iter().map(|id| called(arena, "look-alike-id", id)).collect();
    files.push(called(arena, "look-alike-id", &"x".repeat(10_000)));
    arena.strike(|arena| files.iter().for_each(|file| arena.turned_away(file, "manifest")));
}
