//! What a component imports and exports, taken from its manifest: authors write no WIT.

use crate::PackError;
use crate::source::Source;
use std::fs;
use std::path::Path;
use wit_parser::{Resolve, WorldItem};

/// The interfaces of kernel and desk: place below `wit/`, and text.
const INTERFACES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/interfaces.rs"));

/// The name of every world that is made here.
pub(crate) const WORLD: &str = "plugin";

/// Tables of the manifest that make the kernel call a plugin, and the interface that it calls then.
const CALLED_FOR: [(&str, &str); 4] = [
    ("routes", "ombud:kernel/http@1.0.0"),
    ("reactions", "ombud:kernel/reactions@1.0.0"),
    ("hooks", "ombud:kernel/hooks@1.0.0"),
    ("contributions", "ombud:kernel/contributions@1.0.0"),
];

/// Imports whose use has the kernel call back.
const CALLED_BACK: [(&str, &str); 3] = [
    ("ombud:kernel/timers@1.0.0", "ombud:kernel/alarms@1.0.0"),
    ("ombud:kernel/outbound@1.0.0", "ombud:kernel/outcomes@1.0.0"),
    ("ombud:kernel/post@1.1.0", "ombud:kernel/deliveries@1.1.0"),
];

/// What a component is to import and to export.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct World {
    imports: Vec<String>,
    exports: Vec<String>,
}

/// An interface that the program must have.
pub(crate) struct Exported {
    /// `alarms`.
    pub name: String,
    /// `ring`, and others.
    pub functions: Vec<String>,
}

impl World {
    /// What the manifest asks for and promises.
    pub fn of(source: &Source) -> Result<World, PackError> {
        let manifest: toml::Table =
            source.manifest.parse().map_err(|error: toml::de::Error| source.fault(error.to_string()))?;
        let interfaces = |table: &str| -> Result<Vec<String>, PackError> {
            let entries = manifest.get(table).and_then(toml::Value::as_array);
            let name = |entry: &toml::Value| entry.get("interface")?.as_str().map(str::to_owned);
            let named: Option<Vec<String>> = entries.into_iter().flatten().map(name).collect();
            let named =
                named.ok_or_else(|| source.fault(format!("one of the [[{table}]] has no `interface`")))?;
            match named.iter().find(|name| !is_interface(name)) {
                None => Ok(named),
                Some(odd) => Err(source.fault(format!("`{odd}` is no name of an interface"))),
            }
        };
        let imports = interfaces("imports")?;
        let mut exports = interfaces("exports")?;
        exports.extend(CALLED_FOR.iter().filter(|(table, _)| manifest.contains_key(*table)).map(second));
        exports
            .extend(CALLED_BACK.iter().filter(|(import, _)| imports.iter().any(|i| i == import)).map(second));
        let schema = manifest.get("plugin").and_then(|about| about.get("schema")?.as_integer());
        if schema.is_some_and(|schema| schema > 1) {
            exports.push("ombud:kernel/migrations@1.0.0".into());
        }
        Ok(World { imports, exports })
    }

    /// Whether the program can leave lines for the administrator.
    pub fn logs(&self) -> bool {
        self.imports.iter().any(|import| import == LOG)
    }

    /// As WIT.
    pub fn text(&self) -> String {
        let imports = self.imports.iter().map(|name| format!("    import {name};\n"));
        let exports = self.exports.iter().map(|name| format!("    export {name};\n"));
        let body: String = imports.chain(exports).collect();
        format!("package ombud:made;\n\nworld {WORLD} {{\n{body}}}\n")
    }

    /// Writes a folder that tools can read: the world and every interface that it may mention, the plugin's own, from a
    /// folder `wit` beside its program, included. Tells what the program must have.
    pub fn write(&self, source: &Source, folder: &Path) -> Result<Vec<Exported>, PackError> {
        let packages = folder.join("deps");
        for (place, text) in INTERFACES {
            write(&packages.join(place), text)?;
        }
        let own = source.folder.join("wit");
        if own.is_dir() {
            for (place, text) in crate::interpreted::files(&own)? {
                write(&packages.join(place), &text)?;
            }
        }
        write(&folder.join("plugin.wit"), self.text())?;
        self.exported(folder).map_err(|error| source.fault(error))
    }

    fn exported(&self, folder: &Path) -> Result<Vec<Exported>, String> {
        let told = |error: &dyn std::fmt::Display| {
            format!("the interfaces that it names do not fit together: {error:#}")
        };
        let mut resolve = Resolve::default();
        let (package, _) = resolve.push_dir(folder).map_err(|error| told(&error))?;
        let world = resolve.select_world(&[package], Some(WORLD)).map_err(|error| told(&error))?;
        let interface = |item: &WorldItem| {
            let WorldItem::Interface { id, .. } = item else { return None };
            let interface = &resolve.interfaces[*id];
            let functions = interface.functions.keys().cloned().collect();
            Some(Exported { name: interface.name.clone()?, functions })
        };
        Ok(resolve.worlds[world].exports.values().filter_map(interface).collect())
    }

    /// Everything that the tools are told, to notice when it changes.
    pub fn parts(&self) -> impl Iterator<Item = String> {
        let known = INTERFACES.iter().map(|(place, text)| format!("{place}\n{text}"));
        std::iter::once(self.text()).chain(known)
    }
}

/// Where what went wrong in the program is told.
pub(crate) const LOG: &str = "ombud:kernel/log@1.0.0";

fn second((_, interface): &(&str, &str)) -> String {
    (*interface).to_owned()
}

/// `package:name/interface@1.0.0`, so that nothing else gets into the text.
fn is_interface(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-:/@.%".contains(&b);
    name.contains('/') && name.bytes().all(plain)
}

fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<(), PackError> {
    let written = match path.parent() {
        Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(path, text)),
        None => fs::write(path, text),
    };
    written.map_err(|source| PackError::Write { path: path.into(), source })
}
