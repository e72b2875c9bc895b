//! Rules of the house, as tests. Most say what must not be there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All files below a folder with one of these endings, build output left out.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(name.as_str(), "target" | ".git" | "screenshots" | "demo-data") {
                    open.push(path);
                }
            } else if endings.iter().any(|e| name.ends_with(e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The names under `[dependencies]`.
fn dependencies(manifest: &str) -> Vec<String> {
    text(&root().join(manifest))
        .lines()
        .skip_while(|l| *l != "[dependencies]")
        .skip(1)
        .take_while(|l| !l.starts_with('['))
        .filter_map(|l| l.split(['.', ' ', '=']).next().filter(|n| !n.is_empty()).map(str::to_owned))
        .collect()
}

#[test]
fn nothing_in_the_kernel_points_back() {
    let allowed: BTreeMap<&str, &[&str]> = [
        ("kernel/access", &[][..]),
        ("kernel/texts", &[]),
        ("kernel/store", &["ombud-access"]),
        ("kernel/identity", &["ombud-access", "ombud-store", "ombud-texts"]),
        ("kernel/search", &["ombud-access", "ombud-store"]),
        ("kernel/host", &["ombud-access", "ombud-store", "ombud-identity", "ombud-search", "ombud-texts"]),
        (
            "kernel/server",
            // The last two for authors of plugins, who have the program and nothing else.
            &[
                "ombud-access",
                "ombud-store",
                "ombud-identity",
                "ombud-host",
                "ombud-texts",
                "ombud-bundle",
                "ombud-pack",
                "ombud-testkit",
            ],
        ),
    ]
    .into();
    for (room, may) in allowed {
        for dependency in dependencies(&format!("{room}/Cargo.toml")) {
            assert!(
                !dependency.starts_with("ombud-") || may.contains(&dependency.as_str()),
                "{room} depends on {dependency}"
            );
        }
    }
}

#[test]
fn plugins_know_the_kernel_only_through_the_sdk() {
    for plugin in [
        "tickets",
        "split",
        "merge",
        "canned",
        "mail",
        "calendar",
        "schedule",
        "availability",
        "sla",
        "csat",
        "rules",
        "chat",
        "routing",
        "console",
        "admin",
    ] {
        for dependency in dependencies(&format!("plugins/{plugin}/Cargo.toml")) {
            assert!(
                // What is reckoned is pure, and knows nobody.
                !dependency.starts_with("ombud-")
                    || ["ombud-plugin", "ombud-worktime"].contains(&dependency.as_str()),
                "plugins/{plugin} depends on {dependency}"
            );
        }
    }
}

#[test]
fn each_engine_is_named_by_one_crate_only() {
    for (library, room) in [
        ("fjall", "kernel/store"),
        ("sled", "kernel/store"),
        ("tokio-postgres", "kernel/store"),
        ("tantivy", "kernel/search"),
        ("wasmtime", "kernel/host"),
        ("lettre", "kernel/host"),
        ("hyper", "kernel/server"),
    ] {
        for manifest in files("kernel", &["Cargo.toml"]).iter().chain(&files("plugins", &["Cargo.toml"])) {
            let here = name(manifest);
            if here.starts_with(room) {
                continue;
            }
            assert!(!dependencies(&here).contains(&library.to_owned()), "{here} names {library}");
        }
    }
}

#[test]
fn every_dependency_is_used() {
    for manifest in files(".", &["Cargo.toml"]) {
        let (here, room) = (name(&manifest), manifest.parent().unwrap());
        let sources: Vec<String> = files(&name(room), &[".rs"]).iter().map(|file| text(file)).collect();
        for dependency in dependencies(&here) {
            let word = dependency.replace('-', "_");
            assert!(
                sources.iter().any(|source| source.contains(&word)),
                "{here} names {dependency} for nothing"
            );
        }
    }
}

#[test]
fn the_search_alone_reads_records_without_leave() {
    for file in files("kernel", &[".rs"]).iter().chain(&files("plugins", &[".rs"])) {
        let here = name(file);
        let may = here.starts_with("kernel/search/") || here == "kernel/store/src/derive.rs";
        assert!(may || !text(file).contains(".lay_open("), "{here} opens records without a permit");
    }
}

#[test]
fn the_gate_alone_asks_the_engine_for_leave() {
    let mut asked = 0;
    for file in files("kernel", &[".rs"]) {
        let here = name(&file);
        if !here.contains("/src/") || here.starts_with("kernel/access/") {
            continue;
        }
        for leave in ["authority.permit_", ".permit_private(", ".permit_whole(", "authority.visible("] {
            // What a change of rights would do to people is told in numbers of records; whoever is called asks the gate.
            let places = ["kernel/host/src/preview.rs", "kernel/server/src/switchboard.rs"];
            let counts = places.contains(&here.as_str()) && leave == "authority.visible(";
            let found = text(&file).matches(leave).count();
            assert!(found == 0 || counts || here == "kernel/host/src/gate.rs", "{here} has `{leave}`");
            asked += found;
        }
    }
    assert!(asked > 5, "the gate asks in other words now: teach them to this test");
}

#[test]
fn access_is_pure() {
    for file in files("kernel/access/src", &[".rs"]) {
        let text = text(&file);
        for impure in ["async ", "std::fs", "std::net", "std::thread", "SystemTime", "Instant::now"] {
            let mut code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            assert!(!code.any(|l| l.contains(impure)), "{} has `{impure}`", name(&file));
        }
    }
}

#[test]
fn unsafe_is_only_where_compiled_code_is_loaded() {
    for file in files(".", &[".rs"]) {
        let here = name(&file);
        let unsafe_code = ["unsafe", " {"].concat();
        if text(&file).contains(&unsafe_code) {
            assert_eq!(here, "kernel/host/src/code_cache.rs", "{here} has an unsafe block");
        }
    }
}

#[test]
fn every_plugin_has_its_files() {
    for plugin in [
        "tickets",
        "split",
        "merge",
        "canned",
        "mail",
        "calendar",
        "schedule",
        "availability",
        "sla",
        "csat",
        "rules",
        "chat",
        "routing",
        "console",
        "admin",
    ] {
        for file in ["plugin.toml", "README.md", "src/lib.rs", "Cargo.toml"] {
            assert!(
                root().join("plugins").join(plugin).join(file).is_file(),
                "plugins/{plugin} has no {file}"
            );
        }
    }
}

#[test]
fn a_source_file_holds_one_noun() {
    let mut long: Vec<String> = files(".", &[".rs"])
        .iter()
        .map(|f| (text(f).lines().count(), name(f)))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, file)| format!("{file} ({lines} lines)"))
        .collect();
    long.sort();
    assert!(long.is_empty(), "these files probably hold two nouns each: {long:#?}");
}

#[test]
fn nothing_is_left_unfinished() {
    let marks: Vec<String> =
        [["to", "do!("], ["unimple", "mented!("], ["FIX", "ME"], ["db", "g!("]].map(|m| m.concat()).into();
    for file in files(".", &[".rs", ".wit", ".toml", ".js"]) {
        let text = text(&file);
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{} has `{mark}`", name(&file));
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for file in files(".", &[".md"]) {
        let text = text(&file);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with('/') {
                continue;
            }
            let target = file.parent().unwrap().join(path);
            assert!(target.exists(), "{} links to {link}, which is not there", name(&file));
        }
    }
}

/// How many bytes each may have.
const ALONE: [(&str, u64); 4] =
    [("desk.js", 30_000), ("frame.js", 1_500), ("ring.js", 2_500), ("desk.css", 60_000)];

/// What some pages load, one of them beside `desk.js`: together they are a page's scripts.
const BESIDE: [&str; 3] = ["around.js", "follow.js", "textfile.js"];

/// What has so many together.
const WIDGET: [&str; 3] = ["embed.js", "chat.js", "chat.css"];

#[test]
fn the_scripts_of_the_desk_stay_below_thirty_kilobytes_and_its_styles_below_sixty() {
    let size = |name: &str| std::fs::metadata(root().join("kernel/server/assets").join(name)).unwrap().len();
    for (name, most) in ALONE {
        assert!(size(name) <= most, "{name} has {} bytes, and may have {most}", size(name));
    }
    for name in BESIDE {
        assert!(size("desk.js") + size(name) <= 30_000, "desk.js and {name} have more than 30 kB together");
    }
    // What a page of somebody else's has to wait for.
    let widget: u64 = WIDGET.map(size).iter().sum();
    assert!(widget <= 25_000, "what a visitor talks through has {widget} bytes");
    for file in files("kernel/server/assets", &[".js", ".css"]) {
        let file = file.file_name().unwrap().to_string_lossy().into_owned();
        let beside = BESIDE.iter().chain(&WIDGET).any(|name| *name == file);
        let has_one = beside || ALONE.iter().any(|(name, _)| *name == file);
        assert!(has_one, "nothing says how large {file} may become");
    }
}

/// What in a style sheet moves where nobody asked whether it may.
fn moving(css: &str) -> Vec<String> {
    let told = css.split("/*").enumerate().map(|(nth, part)| match nth {
        0 => part,
        _ => part.split_once("*/").map_or("", |(_, rest)| rest),
    });
    let (css, mut open, mut found): (String, Vec<String>, Vec<String>) =
        (told.collect(), Vec::new(), Vec::new());
    for piece in css.split_inclusive(['{', '}', ';']) {
        let (said, sign) = piece.trim().split_at(piece.trim().len().saturating_sub(1));
        if sign == "{" {
            open.push(said.trim().to_owned());
            continue;
        }
        let said = said.trim().trim_start_matches("-webkit-");
        let moves = ["transition", "animation", "scroll-behavior", "view-transition"];
        let asked = open.iter().any(|head| head.contains("prefers-reduced-motion: no-preference"));
        if moves.iter().any(|one| said.starts_with(one)) && !asked {
            found.push(format!("{}: {said}", open.join(" / ")));
        }
        if sign == "}" {
            open.pop();
        }
    }
    found
}

#[test]
fn nothing_moves_for_whoever_wants_less_motion() {
    let sample = "a { color: red; /* animation: x; */ transition: color 1s } @media (prefers-reduced-motion: no-preference) \
        { b { animation: turn 1s; } } c { -webkit-animation: turn 1s; }";
    assert_eq!(moving(sample), ["a: transition: color 1s", "c: animation: turn 1s"]);
    for file in files("kernel/server/assets", &[".css"]) {
        assert_eq!(moving(&text(&file)), Vec::<String>::new(), "{}", name(&file));
    }
    for file in files("kernel/server/assets", &[".js"]) {
        let script = text(&file);
        for moves in [".animate(", "\"smooth\"", ".startViewTransition("] {
            assert!(!script.contains(moves), "{} has `{moves}`", name(&file));
        }
    }
}
