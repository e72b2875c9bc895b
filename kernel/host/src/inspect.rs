//! What a plugin file is, found without running any of it.

use crate::manifest::{FILES, FILES_SIZE, Manifest, SECTION, UI_SECTION, file_type, is_file_path, shortened};
use crate::words::{self, TEXTS_SECTION};
use ombud_texts::{Language, Texts};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use thiserror::Error;
use wasmparser::{Encoding, Parser, Payload};

/// The largest plugin file. JavaScript and Python plugins carry their
/// interpreter, some 20 MB.
pub const MAX_COMPONENT: usize = 48 << 20;

/// The largest manifest, bytes. It is shown to people, and in memory as long as its plugin is there.
const MAX_MANIFEST: usize = 256 << 10;

/// Linked for every plugin, since they hold types only.
const TYPES: [&str; 3] =
    ["ombud:kernel/types@1.0.0", "ombud:kernel/changes@1.0.0", "ombud:kernel/effects@1.1.0"];

/// Why a file is not a plugin that this desk can take.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Unfit {
    /// It is larger than [`MAX_COMPONENT`].
    #[error("the file has {0} bytes, a plugin may have {MAX_COMPONENT}")]
    TooLarge(usize),
    /// It is no WebAssembly component.
    #[error("the file is not a WebAssembly component: {0}")]
    NotAComponent(String),
    /// It has no manifest, or several.
    #[error("the file has {0} sections `{SECTION}`, a plugin has exactly one: pack it with `ombud-pack`")]
    Manifests(usize),
    /// The manifest is wrong.
    #[error("{0}")]
    Manifest(String),
    /// It imports what its manifest does not name.
    #[error(
        "plugin `{plugin}` imports `{interface}`, which its plugin.toml does not name: add it under [[imports]] with the reason, or do not use it"
    )]
    Undeclared {
        /// The plugin.
        plugin: String,
        /// The interface.
        interface: String,
    },
    /// It imports something that is not a plugin's or the kernel's interface.
    #[error(
        "plugin `{plugin}` imports `{interface}`: only interfaces of Ombud and of other plugins can be linked, the system (WASI) cannot"
    )]
    Foreign {
        /// The plugin.
        plugin: String,
        /// The interface.
        interface: String,
    },
    /// The files of its frames are not as they should be.
    #[error("{0}")]
    Files(String),
    /// Its catalogues are not as they should be.
    #[error("{0}")]
    Texts(String),
    /// Its manifest offers what the component does not have.
    #[error("plugin `{plugin}` promises to export `{interface}`, but its component does not")]
    NotExported {
        /// The plugin.
        plugin: String,
        /// The interface.
        interface: String,
    },
}

/// A plugin file, read but not run.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: usize,
    /// What the component really imports.
    pub imports: BTreeSet<String>,
    /// What it really exports.
    pub exports: BTreeSet<String>,
    /// The files of its frames, and how many bytes each has.
    pub files: BTreeMap<String, usize>,
    /// Imports that the manifest names and this build does not use.
    pub unused: Vec<String>,
    /// The languages that its catalogues are in, by the names of their files.
    pub languages: BTreeSet<String>,
    /// What is not as it should be in them, in words, and does no harm.
    pub texts_lack: Vec<String>,
    /// Its words.
    #[serde(skip)]
    pub texts: Arc<Texts>,
}

impl Inspection {
    /// What stands in its manifest, in this language; as it stands there if the catalogues do not have it.
    pub fn said(&self, language: Language, key: &str, manifest: &str) -> String {
        self.texts.say(language, key, &[], Some(manifest)).text
    }
}

/// Reads a plugin file and refuses one whose imports go beyond its manifest.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, Unfit> {
    inspect_again(bytes, "")
}

/// The same for the file with this SHA-256, which has been inspected once: its code need not be walked through again.
/// Another file is inspected as a whole.
pub(crate) fn inspect_again(bytes: &[u8], known: &str) -> Result<Inspection, Unfit> {
    if bytes.len() > MAX_COMPONENT {
        return Err(Unfit::TooLarge(bytes.len()));
    }
    if wasmtime::Engine::detect_precompiled(bytes).is_some() {
        return Err(Unfit::NotAComponent(
            "it is precompiled machine code, which is never taken from outside".into(),
        ));
    }
    let sha256 = crate::hex(&Sha256::digest(bytes));
    if sha256 != known {
        // The whole file first: a truncated or malformed one stops here.
        wasmparser::Validator::new().validate_all(bytes).map_err(broken)?;
    }
    let outline = Outline::read(bytes)?;
    let [manifest] = outline.manifests.as_slice() else {
        return Err(Unfit::Manifests(outline.manifests.len()));
    };
    if manifest.len() > MAX_MANIFEST {
        let size = manifest.len();
        return Err(Unfit::Manifest(format!(
            "the manifest has {size} bytes, at most {MAX_MANIFEST} are read: nobody would read it before agreeing"
        )));
    }
    let manifest = Manifest::parse(manifest).map_err(Unfit::Manifest)?;
    let plugin = manifest.id().to_string();

    let declared: BTreeSet<&str> = manifest.imports.iter().map(|i| i.interface.as_str()).collect();
    for interface in outline.imports.iter().filter(|i| !TYPES.contains(&i.as_str())) {
        if !interface.contains('/') || interface.starts_with("wasi:") {
            return Err(Unfit::Foreign { plugin, interface: shortened(interface) });
        }
        if !declared.contains(interface.as_str()) {
            return Err(Unfit::Undeclared { plugin, interface: shortened(interface) });
        }
    }
    if let Some(missing) = manifest.exports.iter().find(|e| !outline.exports.contains(&e.interface)) {
        return Err(Unfit::NotExported { plugin, interface: shortened(&missing.interface) });
    }
    let files = outline.files(&manifest)?;
    let words = words::read(&outline.texts, &manifest).map_err(Unfit::Texts)?;
    let unused =
        declared.iter().filter(|i| !outline.imports.contains(**i)).map(|i| (*i).to_owned()).collect();
    Ok(Inspection {
        manifest,
        sha256,
        size: bytes.len(),
        imports: outline.imports,
        exports: outline.exports,
        files,
        unused,
        languages: outline.texts.iter().map(|(file, _)| (*file).to_owned()).collect(),
        texts_lack: words.lack,
        texts: Arc::new(words.texts),
    })
}

/// The files of a plugin's frames. `bytes` must be those of a plugin that was inspected.
pub(crate) fn ui_files(bytes: &[u8]) -> BTreeMap<String, Arc<[u8]>> {
    let files = Outline::read(bytes).map(|outline| outline.files).unwrap_or_default();
    files.into_iter().map(|(path, data)| (path.to_owned(), data.into())).collect()
}

/// The outermost sections of a component.
#[derive(Default)]
struct Outline<'a> {
    manifests: Vec<Vec<u8>>,
    /// Files of frames: path below `ui/`, and what is in it.
    files: Vec<(&'a str, &'a [u8])>,
    /// Catalogues: the name of the file, and what is in it.
    texts: Vec<(&'a str, &'a [u8])>,
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

impl<'a> Outline<'a> {
    fn read(bytes: &'a [u8]) -> Result<Outline<'a>, Unfit> {
        let mut outline = Outline::default();
        let mut depth = 0usize;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(broken)? {
                Payload::Version { encoding: Encoding::Module, .. } if depth == 0 => {
                    return Err(Unfit::NotAComponent("it is a core module: encode it as a component".into()));
                }
                Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
                Payload::End(_) => depth = depth.saturating_sub(1),
                Payload::CustomSection(section) if depth == 0 && section.name() == SECTION => {
                    outline.manifests.push(section.data().to_vec());
                }
                Payload::CustomSection(section) if depth == 0 && section.name().starts_with(UI_SECTION) => {
                    outline.files.push((&section.name()[UI_SECTION.len()..], section.data()));
                }
                Payload::CustomSection(section)
                    if depth == 0 && section.name().starts_with(TEXTS_SECTION) =>
                {
                    outline.texts.push((&section.name()[TEXTS_SECTION.len()..], section.data()));
                }
                Payload::ComponentImportSection(section) if depth == 0 => {
                    for import in section {
                        outline.imports.insert(import.map_err(broken)?.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 0 => {
                    for export in section {
                        outline.exports.insert(export.map_err(broken)?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(outline)
    }

    /// The sizes of the files, if they are what frames may be made of.
    fn files(&self, manifest: &Manifest) -> Result<BTreeMap<String, usize>, Unfit> {
        let mut files = BTreeMap::new();
        for (path, data) in &self.files {
            let shown = shortened(path);
            if !is_file_path(path) || file_type(path).is_none() {
                return Err(Unfit::Files(format!(
                    "`ui/{shown}` is no file for a frame: names have lower-case letters, digits, `-`, `_` and a known ending such as `.html`, `.css`, `.js`, `.svg`, `.png` or `.woff2`"
                )));
            }
            if files.insert((*path).to_owned(), data.len()).is_some() {
                return Err(Unfit::Files(format!("`ui/{shown}` is there twice")));
            }
        }
        let size: usize = files.values().sum();
        if files.len() > FILES || size > FILES_SIZE {
            return Err(Unfit::Files(format!(
                "frames have {} files of {size} bytes together; at most {FILES} files and {FILES_SIZE} bytes are taken",
                files.len()
            )));
        }
        if let Some(frame) = manifest.frames.iter().find(|frame| !files.contains_key(&frame.page)) {
            return Err(Unfit::Files(format!(
                "[[frames]] `{}` begins with `ui/{}`, which is not in the file: put it into the folder `ui` beside plugin.toml",
                frame.name, frame.page
            )));
        }
        if manifest.frames.is_empty() && !files.is_empty() {
            return Err(Unfit::Files(
                "it has files for frames, and no [[frames]] in plugin.toml that shows them".to_owned(),
            ));
        }
        Ok(files)
    }
}

fn broken(error: wasmparser::BinaryReaderError) -> Unfit {
    Unfit::NotAComponent(shortened(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, Component, CustomSection, Function, FunctionSection, Module, ModuleSection, TypeSection,
        ValType,
    };

    fn component(manifests: &[&str]) -> Vec<u8> {
        let mut component = Component::new();
        for manifest in manifests {
            component.section(&CustomSection { name: SECTION.into(), data: manifest.as_bytes().into() });
        }
        component.finish()
    }

    const PLAIN: &str =
        r#"{"plugin":{"id":"plain","title":"Plain","summary":"Nothing.","version":"0.1.0","kernel":"1.0"}}"#;

    #[test]
    fn a_component_with_one_manifest_is_read() {
        let found = inspect(&component(&[PLAIN])).unwrap();
        assert_eq!(found.manifest.id().as_str(), "plain");
        assert!(found.imports.is_empty());
    }

    #[test]
    fn none_or_two_manifests_are_refused() {
        assert_eq!(inspect(&component(&[])).unwrap_err(), Unfit::Manifests(0));
        assert_eq!(inspect(&component(&[PLAIN, PLAIN])).unwrap_err(), Unfit::Manifests(2));
    }

    #[test]
    fn garbage_and_truncation_are_told_apart_from_plugins() {
        let good = component(&[PLAIN]);
        for bytes in [&b""[..], b"hello", b"\0asm\x01\0\0\0", &good[..good.len() - 5]] {
            assert!(matches!(inspect(bytes), Err(Unfit::NotAComponent(_))), "{bytes:?}");
        }
    }

    #[test]
    fn code_that_does_not_fit_is_found_unless_this_very_file_was_inspected_before() {
        let (mut types, mut functions, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], [ValType::I32]);
        functions.function(0);
        let mut body = Function::new([]);
        // Nothing is there that could be returned.
        body.instructions().end();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let mut component = Component::new();
        component.section(&CustomSection { name: SECTION.into(), data: PLAIN.as_bytes().into() });
        component.section(&ModuleSection(&module));
        let bytes = component.finish();
        let known = crate::hex(&Sha256::digest(&bytes));

        assert!(matches!(inspect(&bytes), Err(Unfit::NotAComponent(_))));
        assert_eq!(inspect_again(&bytes, &known).unwrap().sha256, known);
        assert!(matches!(inspect_again(&bytes, &known.replace('0', "1")), Err(Unfit::NotAComponent(_))));
    }

    #[test]
    fn an_unknown_key_in_the_manifest_is_an_error_that_names_it() {
        let odd = PLAIN.replace("\"kernel\"", "\"colour\":\"red\",\"kernel\"");
        let Unfit::Manifest(text) = inspect(&component(&[&odd])).unwrap_err() else { panic!("wrong error") };
        assert!(text.contains("colour"), "{text}");
    }

    #[test]
    fn what_could_never_be_installed_is_refused_before_anybody_is_asked() {
        let with = |more: &str| {
            let permissions = r#""permissions":[
                {"name":"plain:thing.do","title":"Do","scopes":["all"],"flags":["contacts-customer"]},
                {"name":"plain:desk.sell","title":"Sell","scopes":["all"],"flags":["owner-only"]}]"#;
            let odd = format!("{},{permissions},{more}}}", PLAIN.strip_suffix('}').unwrap());
            match inspect(&component(&[&odd])) {
                Err(Unfit::Manifest(text)) => text,
                other => panic!("{other:?}"),
            }
        };
        let suggests = |role: &str, what: &str, scopes: &str| {
            with(&format!(
                r#""suggests":[{{"role":"{role}","permission":"plain:{what}","scopes":[{scopes}]}}]"#
            ))
        };
        assert!(suggests("agent", "thing.do", "").contains("can be granted for: all"));
        assert!(suggests("agent", "thing.do", "\"own\"").contains("can be granted for: all"));
        assert!(suggests("agent", "desk.sell", "\"all\"").contains("the owner's alone"));
        assert!(suggests("collaborator", "thing.do", "\"all\"").contains("contacts customers"));
        let needs = with(r#""needs":[{"permission":"other:thing.do","scopes":[],"why":"x"}]"#);
        assert!(needs.contains("names no scope"), "{needs}");
    }

    #[test]
    fn a_manifest_that_nobody_would_read_is_not_read_either() {
        let long = PLAIN.replace("Nothing.", &"x".repeat(MAX_MANIFEST));
        let Unfit::Manifest(text) = inspect(&component(&[&long])).unwrap_err() else { panic!("wrong error") };
        assert!(text.contains("at most 262144"), "{text}");
    }

    #[test]
    fn files_of_frames_are_read_and_strange_ones_refused() {
        let framed = PLAIN.replace(
            "}}",
            r#"},"frames":[{"name":"board","title":"Board","page":"board.html","why":"draws"}]}"#,
        );
        let with = |manifest: &str, files: &[&str]| {
            let mut file = component(&[manifest]);
            for name in files {
                let section = CustomSection {
                    name: format!("{UI_SECTION}{name}").into(),
                    data: b"<p>".as_slice().into(),
                };
                file.push(wasm_encoder::ComponentSection::id(&section));
                wasm_encoder::Encode::encode(&section, &mut file);
            }
            file
        };
        let good = with(&framed, &["board.html", "js/board.js"]);
        assert_eq!(inspect(&good).unwrap().files.len(), 2);
        assert_eq!(ui_files(&good)["js/board.js"].as_ref(), b"<p>");
        for (manifest, files, says) in [
            (framed.as_str(), &["other.html"][..], "not in the file"),
            (&framed, &["board.html", "../up.js"], "no file for a frame"),
            (&framed, &["board.html", "run.exe"], "no file for a frame"),
            (&framed, &["board.html", "board.html"], "twice"),
            (PLAIN, &["board.html"], "no [[frames]]"),
        ] {
            let Unfit::Files(text) = inspect(&with(manifest, files)).unwrap_err() else {
                panic!("wrong error")
            };
            assert!(text.contains(says), "{text}");
        }
    }

    #[test]
    fn a_very_long_mistake_is_told_in_few_words() {
        let odd = PLAIN.replace("\"kernel\"", &format!("\"{}\":1,\"kernel\"", "x".repeat(100_000)));
        let Unfit::Manifest(text) = inspect(&component(&[&odd])).unwrap_err() else { panic!("wrong error") };
        assert!(text.len() < 2_000 && text.contains("unknown field"), "{text}");
    }
}
