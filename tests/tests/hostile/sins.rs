//! The components of the zoo, from their source.

use ombud_tests::program::root;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wit_component::StringEncoding;
use wit_parser::{Resolve, UnresolvedPackageGroup};

/// What a sin says of itself.
pub struct About {
    pub tries: String,
    pub contained_by: String,
}

/// Where they are.
pub fn folder() -> PathBuf {
    root().join("tests/hostile")
}

/// All of them.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The two paragraphs at the head of its source.
pub fn about(name: &str) -> About {
    let place = folder().join(name);
    let source = fs::read_to_string(place.join("src/lib.rs")).or(fs::read_to_string(place.join("sin.wat")));
    let source = source.unwrap_or_else(|error| panic!("{name} has neither src/lib.rs nor sin.wat: {error}"));
    let comment = |line: &str| {
        line.strip_prefix("//!").or(line.strip_prefix(";;")).map(|words| words.trim().to_owned())
    };
    let lines: Vec<String> = source.lines().map_while(comment).collect();
    let paragraphs: Vec<String> = lines.split(String::is_empty).map(|lines| lines.join(" ")).collect();
    let [tries, contained_by] = paragraphs.as_slice() else {
        panic!("{name} begins with a paragraph on what it tries, and one on what contains it: {paragraphs:?}")
    };
    let contained_by = contained_by.strip_prefix("Contained ");
    let contained_by = contained_by.unwrap_or_else(|| panic!("{name}: the second begins with `Contained`"));
    About { tries: tries.clone(), contained_by: contained_by.to_owned() }
}

/// All components, compiled in one go.
pub struct Sins {
    packed: BTreeMap<String, Vec<u8>>,
}

impl Sins {
    pub fn pack() -> Sins {
        let names = names();
        let rust = |name: &&String| folder().join(name).join("Cargo.toml").exists();
        let folders: Vec<PathBuf> = names.iter().filter(rust).map(|name| folder().join(name)).collect();
        let packed = ombud_pack::pack(&folders, &root().join("target/plugins"));
        let packed = packed.unwrap_or_else(|error| panic!("{error}"));
        Sins { packed: packed.into_iter().map(|packed| (packed.id, packed.component)).collect() }
    }

    /// The component of a folder, with its manifest.
    pub fn component(&self, name: &str) -> Vec<u8> {
        match self.packed.get(name) {
            Some(component) => component.clone(),
            None => sealed(name, |text| text.to_owned()),
        }
    }
}

/// What a folder with WebAssembly text makes, sealed with its manifest, when all its texts are changed like this.
pub fn sealed(name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let place = folder().join(name);
    let text = |file: &str| fs::read_to_string(place.join(file)).map(|text| change(&text));
    let source = text("sin.wat").unwrap_or_else(|error| panic!("{name}/sin.wat: {error}"));
    let mut code = assembled(name, &source);
    if is_module(&code) {
        let world = text("sin.wit").unwrap_or_else(|_| WORLD.to_owned());
        embed(&place, &world, &mut code);
    }
    let sealed = ombud_pack::seal(&code, &text("plugin.toml").unwrap());
    sealed.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a folder with WebAssembly text makes, without a manifest.
pub fn raw(name: &str) -> Vec<u8> {
    assembled(name, &fs::read_to_string(folder().join(name).join("sin.wat")).unwrap())
}

/// The manifest of a folder as the section of a component has it.
pub fn manifest(name: &str) -> serde_json::Value {
    let text = fs::read_to_string(folder().join(name).join("plugin.toml")).unwrap();
    serde_json::to_value(ombud_host::Manifest::from_toml(&text).unwrap()).unwrap()
}

/// The same file with one more custom section.
pub fn with_section(component: &[u8], name: &str, data: &[u8]) -> Vec<u8> {
    use wasm_encoder::{ComponentSection, CustomSection, Encode};
    let section = CustomSection { name: name.into(), data: data.into() };
    let mut file = component.to_vec();
    file.push(section.id());
    section.encode(&mut file);
    file
}

/// What a module without a `sin.wit` does.
const WORLD: &str = "package sin:sin@1.0.0;\nworld sin { export ombud:kernel/http@1.0.0; }";

fn is_module(code: &[u8]) -> bool {
    code.get(4..8) == Some(&[1, 0, 0, 0])
}

fn assembled(name: &str, source: &str) -> Vec<u8> {
    let text: String = source.lines().map(repeated).collect();
    wat::parse_str(text).unwrap_or_else(|error| panic!("{name}/sin.wat: {error}"))
}

/// A line `;;@ 7 TEXT` stands for seven lines TEXT, in which `{n}` counts from 1 and `{p}` from 0.
fn repeated(line: &str) -> String {
    let Some((times, text)) = line.trim_start().strip_prefix(";;@ ").and_then(|told| told.split_once(' '))
    else {
        return format!("{line}\n");
    };
    let one = |n: u32| text.replace("{n}", &n.to_string()).replace("{p}", &(n - 1).to_string()) + "\n";
    (1..=times.parse().unwrap()).map(one).collect()
}

fn embed(place: &Path, world: &str, code: &mut Vec<u8>) {
    let mut wit = Resolve::default();
    wit.push_dir(root().join("wit/kernel")).unwrap();
    let group = UnresolvedPackageGroup::parse(place.join("sin.wit"), world).unwrap();
    let package = wit.push_group(group).unwrap();
    let world = wit.select_world(&[package], Some("sin")).unwrap();
    wit_component::embed_component_metadata(code, &wit, world, StringEncoding::UTF8).unwrap();
}
