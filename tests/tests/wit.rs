//! What is released of `wit/` stays as it is.
//!
//! Each folder of `wit/` is a package in one version: what is new comes in a folder of a new one.
//!
//! `wit/released.txt` names each function and type of a released version with the hash of its text, comments and
//! spaces apart. What stands there must be there, unchanged; what is new is written there with `OMBUD_BLESS=1`. In
//! interfaces that plugins export nothing can be new: an old plugin would lack it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What the kernel, or another plugin, calls in a plugin: what the worlds export, and all of `desk/`.
fn exported(interface: &str) -> bool {
    let world = |folder| plain(&std::fs::read_to_string(root().join(folder).join("world.wit")).unwrap());
    interface.starts_with("ombud:desk/")
        || interface.strip_prefix("ombud:kernel/").is_some_and(|name| {
            KERNEL.iter().any(|folder| world(folder).contains(&format!("export {name};")))
        })
}

/// The folders of the package `ombud:kernel`, a version each.
const KERNEL: [&str; 2] = ["kernel", "kernel-1.1"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("wit")
}

/// The text without comments, one space between words.
fn plain(text: &str) -> String {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The functions and types of each interface of a file, by name.
fn items(text: &str) -> Vec<(String, String)> {
    let text = plain(text);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("interface ") {
        let after = &rest[at + "interface ".len()..];
        let open = after.find('{').expect("an interface has a body");
        let interface = after[..open].trim().to_owned();
        let body = &after[open + 1..];
        let (mut depth, mut begun, mut end) = (0, 0, body.len());
        for (n, c) in body.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    end = n;
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
            // A `use` ends with `};`, a type with `}`, everything else with `;`.
            let item = body[begun..=n].trim();
            let over = match c {
                ';' => depth == 0,
                '}' => depth == 0 && !item.starts_with("use "),
                _ => false,
            };
            if over {
                if !item.starts_with("use ") && item.len() > 1 {
                    found.push((format!("{interface}.{}", name(item)), item.to_owned()));
                }
                begun = n + 1;
            }
        }
        rest = &body[end..];
    }
    found
}

/// `record draft { … }` is `draft`, `get: func(…)` is `get`.
fn name(item: &str) -> String {
    let words: Vec<&str> = item.split([' ', ':', '{', '=']).filter(|word| !word.is_empty()).collect();
    let kind = ["record", "variant", "enum", "flags", "type", "resource"];
    let name = if kind.contains(&words[0]) { words[1] } else { words[0] };
    name.trim_start_matches('%').to_owned()
}

/// Everything that there is now: name, and in which version with which hash.
fn now() -> BTreeMap<String, (String, String)> {
    let mut all = BTreeMap::new();
    for folder in KERNEL.into_iter().chain(["desk", "desk-1.1"]) {
        let files = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "wit"));
        let texts: Vec<String> = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        let declared = texts.iter().find_map(|text| {
            plain(text).split_once("package ombud:")?.1.split_once(';').map(|(name, _)| name.to_owned())
        });
        let (package, version) =
            declared.as_deref().and_then(|name| name.split_once('@')).expect("a package has a version");
        for (name, item) in texts.iter().flat_map(|text| items(text)) {
            let digest = Sha256::digest(item.as_bytes());
            let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            let twice = all.insert(format!("ombud:{package}/{name}"), (version.to_owned(), hash));
            assert!(twice.is_none(), "ombud:{package}/{name} stands there twice");
        }
    }
    all
}

/// What was released: name, and in which version with which hash.
fn released() -> BTreeMap<String, (String, String)> {
    let text = std::fs::read_to_string(root().join("released.txt")).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [name, version, hash] = words[..] else { panic!("odd line in released.txt: {line}") };
            (name.to_owned(), (version.to_owned(), hash.to_owned()))
        })
        .collect()
}

#[test]
fn what_is_released_stays_as_it_is_and_what_is_new_is_named() {
    let (now, mut released) = (now(), released());
    for (name, (version, hash)) in &released {
        match now.get(name) {
            None => {
                panic!("`{name}` was released in {version} and is gone: plugins that use it no longer link")
            }
            Some((_, other)) if other != hash => panic!(
                "`{name}` was released in {version} and has changed: plugins that were built for it no longer link. \
                 Give what is new a new name (wit/README.md, Versions)"
            ),
            Some(_) => {}
        }
    }
    let begun = !released.is_empty();
    let new: Vec<_> = now.iter().filter(|(name, _)| !released.contains_key(*name)).collect();
    for (name, _) in &new {
        let interface = name.rsplit_once('.').map_or(name.as_str(), |(interface, _)| interface);
        let known = released.keys().any(|known| known.starts_with(&format!("{interface}.")));
        assert!(
            !(begun && known && exported(interface)),
            "`{name}` is new in an interface that plugins export: plugins of before lack it. Make a new interface"
        );
    }
    if std::env::var_os("OMBUD_BLESS").is_some() && !new.is_empty() {
        for (name, new) in new {
            released.insert(name.clone(), new.clone());
        }
        let mut text = String::from(
            "# Functions and types that were released, since which version, and the hash of their text.\n\
             # A line never changes and never goes; new ones come with OMBUD_BLESS=1 cargo test --test wit.\n",
        );
        for (name, (version, hash)) in released {
            writeln!(text, "{name} {version} {hash}").unwrap();
        }
        std::fs::write(root().join("released.txt"), text).unwrap();
        return;
    }
    let names: Vec<_> = new.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.is_empty(),
        "these are not in wit/released.txt: {names:?}. If they are to be released as they are, run again with OMBUD_BLESS=1"
    );
}

#[test]
fn what_plugins_export_is_told_apart_from_what_they_import() {
    for name in ["kernel/http", "kernel/hooks", "kernel/contributions", "kernel/migrations", "desk/tickets"] {
        assert!(exported(&format!("ombud:{name}")), "{name}");
    }
    for name in ["kernel/records", "kernel/types", "kernel/context", "kernel/roles"] {
        assert!(!exported(&format!("ombud:{name}")), "{name}");
    }
}

#[test]
fn comments_and_spaces_are_no_change_and_a_new_field_is_one() {
    let one = "interface a { /// Old words.\n use types.{x};\n record r { a: u8,\n }\n f: func(x: list<u8>) -> r; }";
    let two =
        "interface a {\n use types.{x, y}; record r { a: u8, } // new\n f: func(x: list<u8>)   -> r;\n}";
    assert_eq!(items(one), items(two));
    assert_eq!(items(one).iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["a.r", "a.f"]);
    let three = one.replace("a: u8,", "a: u8, b: u8,");
    assert_ne!(items(one)[0], items(&three)[0]);
}
