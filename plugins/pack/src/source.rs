//! A plugin's folder, before anything is made of it.

use crate::PackError;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a plugin is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    JavaScript,
    Python,
}

/// The file that says it, which for the last two is the program itself.
const SIGNS: [(&str, Language); 3] =
    [("Cargo.toml", Language::Rust), ("app.js", Language::JavaScript), ("app.py", Language::Python)];

/// A folder with a program and its manifest.
pub(crate) struct Source {
    pub folder: PathBuf,
    pub language: Language,
    /// The id that the manifest says.
    pub id: String,
    /// `plugin.toml`, as it is.
    pub manifest: String,
    /// Where that is.
    pub path: PathBuf,
    /// The files of its frames: those in the folder `ui` beside the manifest, by their path below it, in order.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Its catalogues: the files `texts/<language>.ftl` beside the manifest, by their language, in order.
    pub texts: BTreeMap<String, Vec<u8>>,
}

impl Source {
    /// Looks into a folder.
    pub fn read(folder: &Path) -> Result<Source, PackError> {
        let language = SIGNS.iter().find(|(file, _)| folder.join(file).is_file());
        let Some((_, language)) = language else {
            return Err(PackError::Folder {
                path: folder.into(),
                what: "there is no plugin here: it has a `Cargo.toml`, an `app.js` or an `app.py`".into(),
            });
        };
        let here = folder.join("plugin.toml");
        let above = folder.join("../plugin.toml");
        let path = if !here.is_file() && above.is_file() { above } else { here };
        let manifest = read(&path)?;
        let id = text(&manifest, &path, "plugin", "id")?;
        // It becomes part of names of files.
        if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            let what = format!("`{id}` is no id: it has lower-case letters, digits and `-`");
            return Err(PackError::Folder { path, what });
        }
        let mut files = BTreeMap::new();
        collect(&path.with_file_name("ui"), "", &mut files)?;
        let mut texts = BTreeMap::new();
        collect(&path.with_file_name("texts"), "", &mut texts)?;
        let mut named = BTreeMap::new();
        for (file, source) in texts {
            let Some(tag) = file.strip_suffix(".ftl") else {
                let path = path.with_file_name("texts").join(&file);
                return Err(PackError::Folder {
                    path,
                    what: "in `texts` are catalogues, called like their language: `en.ftl`".into(),
                });
            };
            named.insert(tag.to_owned(), source);
        }
        Ok(Source { folder: folder.into(), language: *language, id, manifest, path, files, texts: named })
    }

    /// Something is wrong with its manifest.
    pub fn fault(&self, what: impl Into<String>) -> PackError {
        PackError::Folder { path: self.path.clone(), what: what.into() }
    }
}

/// The files in a folder, if there is one, and below; hidden ones are left out.
fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), PackError> {
    if !folder.is_dir() {
        return Ok(());
    }
    let fault = |source| PackError::Read { path: folder.into(), source };
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let Some(name) =
            path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.'))
        else {
            continue;
        };
        if path.is_dir() {
            collect(&path, &format!("{below}{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|source| PackError::Read { path: path.clone(), source })?;
            files.insert(format!("{below}{name}"), bytes);
        }
    }
    Ok(())
}

pub(crate) fn read(path: &Path) -> Result<String, PackError> {
    fs::read_to_string(path).map_err(|source| PackError::Read { path: path.into(), source })
}

/// A text that a TOML file must have.
pub(crate) fn text(toml: &str, path: &Path, table: &str, key: &str) -> Result<String, PackError> {
    let fault = |what: String| PackError::Folder { path: path.into(), what };
    let table_of: toml::Table = toml.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
    let value = table_of.get(table).and_then(|table| table.get(key)).and_then(|value| value.as_str());
    value.map(str::to_owned).ok_or_else(|| fault(format!("`[{table}]` has no `{key}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[plugin]\nid = \"bell\"\n";

    #[test]
    fn what_lies_in_the_folder_says_the_language() {
        for (file, language) in SIGNS {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(file), "").unwrap();
            fs::write(folder.path().join("plugin.toml"), MANIFEST).unwrap();
            let source = Source::read(folder.path()).unwrap();
            assert_eq!((source.language, source.id.as_str()), (language, "bell"));
        }
        let empty = tempfile::tempdir().unwrap();
        let error = Source::read(empty.path()).err().unwrap().to_string();
        assert!(error.contains("there is no plugin here"), "{error}");
    }

    #[test]
    fn the_manifest_may_stand_one_folder_above() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("python");
        fs::create_dir(&program).unwrap();
        fs::write(program.join("app.py"), "").unwrap();
        let error = Source::read(&program).err().unwrap().to_string();
        assert!(error.contains("python/plugin.toml"), "{error}");
        fs::write(folder.path().join("plugin.toml"), MANIFEST).unwrap();
        assert_eq!(Source::read(&program).unwrap().id, "bell");
    }

    #[test]
    fn the_files_of_frames_are_those_in_ui_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("app.js"), "").unwrap();
        fs::write(folder.path().join("plugin.toml"), MANIFEST).unwrap();
        fs::create_dir_all(folder.path().join("ui/js")).unwrap();
        for file in ["board.html", "js/board.js", ".swap"] {
            fs::write(folder.path().join("ui").join(file), file).unwrap();
        }
        let files = Source::read(folder.path()).unwrap().files;
        assert_eq!(files.keys().collect::<Vec<_>>(), ["board.html", "js/board.js"]);
        assert_eq!(files["js/board.js"], b"js/board.js");
    }

    #[test]
    fn catalogues_are_called_like_their_language_and_nothing_else_lies_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("app.js"), "").unwrap();
        fs::write(folder.path().join("plugin.toml"), MANIFEST).unwrap();
        let texts = folder.path().join("texts");
        fs::create_dir(&texts).unwrap();
        fs::write(texts.join("sl.ftl"), "ring = zazvoni\n").unwrap();
        assert_eq!(Source::read(folder.path()).unwrap().texts["sl"], b"ring = zazvoni\n");
        fs::write(texts.join("notes.txt"), "").unwrap();
        let error = Source::read(folder.path()).err().unwrap().to_string();
        assert!(error.contains("notes.txt") && error.contains("en.ftl"), "{error}");
    }

    #[test]
    fn an_id_that_is_no_name_of_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("app.js"), "").unwrap();
        fs::write(folder.path().join("plugin.toml"), "[plugin]\nid = \"../bell\"\n").unwrap();
        let error = Source::read(folder.path()).err().unwrap().to_string();
        assert!(error.contains("`../bell` is no id"), "{error}");
    }
}
