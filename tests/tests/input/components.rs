//! Components: the plugins that come with the desk, damaged, and empty ones with a manifest.

use crate::chance::Chance;
use crate::manifests::{self, WORDS, as_packed, bend};
use crate::model::Desk;
use crate::run::run;
use ombud_host::manifest::SECTION;
use ombud_host::{Unfit, inspect};

/// The beginning of every component.
const HEAD: &[u8] = b"\0asm\x0d\0\x01\0";

/// A length, as WebAssembly writes numbers.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn section(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind], &number(body.len())[..], body].concat()
}

/// A custom section with this name.
fn custom(name: &str, data: &[u8]) -> Vec<u8> {
    section(0, &[&number(name.len())[..], name.as_bytes(), data].concat())
}

/// The same component without its manifest.
fn without_manifest(component: &[u8]) -> Vec<u8> {
    let name = [&number(SECTION.len())[..], SECTION.as_bytes()].concat();
    let (head, mut rest) = component.split_at(HEAD.len());
    let mut kept = head.to_vec();
    while let Some(kind) = rest.first() {
        let digits = rest[1..].iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
        let length = rest[1..=digits].iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let (section, after) = rest.split_at(1 + digits + length);
        if !(*kind == 0 && section[1 + digits..].starts_with(&name)) {
            kept.extend(section);
        }
        rest = after;
    }
    kept
}

/// A component of custom sections: mostly one manifest; sometimes none, two, or one where it does not count.
fn with_manifest(chance: &mut Chance, manifest: &[u8]) -> Vec<u8> {
    let one = custom(SECTION, manifest);
    let inner = [HEAD, &one].concat();
    match chance.below(12) {
        0 => [HEAD, &one, &one].concat(),
        1 => HEAD.to_vec(),
        // Inside of another component it is that one's.
        2 => [HEAD, &section(4, &inner)].concat(),
        3 => [HEAD, &section(4, &inner), &one].concat(),
        4 => [HEAD, &custom("producers", manifest), &one].concat(),
        _ => inner,
    }
}

/// What the inspection makes of bytes.
fn look(desk: &Desk, bytes: &[u8]) -> &'static str {
    let found = match inspect(bytes) {
        Ok(found) => found,
        Err(unfit) => {
            manifests::assert_told(&unfit.to_string());
            return match unfit {
                Unfit::TooLarge(_) | Unfit::NotAComponent(_) => "no components",
                Unfit::Manifests(count) => {
                    assert_ne!(count, 1);
                    "without one manifest"
                }
                Unfit::Manifest(_) => "with a bad manifest",
                Unfit::Undeclared { .. }
                | Unfit::Foreign { .. }
                | Unfit::NotExported { .. }
                | Unfit::Files(_)
                | Unfit::Texts(_) => "unlike their manifest",
            };
        }
    };
    assert_eq!((found.size, found.sha256.len()), (bytes.len(), 64));
    let declared: Vec<&str> = found.manifest.imports.iter().map(|import| import.interface.as_str()).collect();
    for import in &found.imports {
        let is_named = declared.contains(&import.as_str())
            || ["types@1.0.0", "changes@1.0.0", "effects@1.1.0"]
                .iter()
                .any(|types| *import == format!("ombud:kernel/{types}"));
        assert!(is_named, "`{import}` is not in the manifest");
    }
    for export in &found.manifest.exports {
        assert!(found.exports.contains(&export.interface), "`{}` is not in the component", export.interface);
    }
    match manifests::assert_rules(desk, &found.manifest) {
        "accepted" => "accepted",
        _ => "refused to the owner",
    }
}

#[test]
fn no_component_makes_the_inspection_fall() {
    let desk = Desk::new();
    let real: Vec<Vec<u8>> = ombud_bundle::plugins().iter().map(|plugin| plugin.component.to_vec()).collect();
    let packed = as_packed();
    let small: Vec<Vec<u8>> =
        packed.iter().map(|value| [HEAD, &custom(SECTION, value.to_string().as_bytes())].concat()).collect();
    let bare: Vec<Vec<u8>> = real.iter().map(|bytes| without_manifest(bytes)).collect();
    for bytes in &bare {
        assert_eq!(inspect(bytes).unwrap_err(), Unfit::Manifests(0));
    }
    for bytes in &real {
        assert_eq!(look(&desk, bytes), "accepted");
    }
    let outcomes = run("components", 1_500, 1, |chance| {
        let mut bytes = if chance.one_in(6) {
            chance.of(&real).clone()
        } else if chance.one_in(4) {
            // The code of one with the manifest of the same or another, nearly.
            let mut value = chance.of(&packed).clone();
            for _ in 0..chance.below(3) {
                bend(chance, &mut value);
            }
            [&chance.of(&bare)[..], &custom(SECTION, value.to_string().as_bytes())].concat()
        } else {
            let mut value = chance.of(&packed).clone();
            // What is promised must be there, and here is nothing.
            value["exports"] = serde_json::json!([]);
            for _ in 0..chance.below(2) {
                bend(chance, &mut value);
            }
            with_manifest(chance, value.to_string().as_bytes())
        };
        if chance.one_in(2) {
            chance.damage(&mut bytes, &WORDS, &small);
        }
        look(&desk, &bytes)
    });
    for outcome in
        ["accepted", "no components", "without one manifest", "with a bad manifest", "unlike their manifest"]
    {
        assert!(outcomes.contains_key(outcome) || outcomes.values().sum::<u64>() < 1_000, "none {outcome}");
    }
}
