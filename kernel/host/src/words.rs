//! The catalogues that a plugin brings, held against each other and against its manifest.

use crate::manifest::Manifest;
use ombud_texts::{Catalogue, Language, Texts, compare};
use std::collections::{BTreeMap, BTreeSet};

/// What the names of the custom sections with catalogues begin with; the rest is the language, which is the name of the
/// file below `texts/` without its ending.
pub const TEXTS_SECTION: &str = "ombud:texts/";

/// Catalogues of one plugin, and their bytes together.
const FILES: usize = 60;
const FILES_SIZE: usize = 2 << 20;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub texts: Texts,
    /// What is not as it should be, and does no harm.
    pub lack: Vec<String>,
}

/// Reads the catalogues of a plugin.
pub(crate) fn read(files: &[(&str, &[u8])], manifest: &Manifest) -> Result<Words, String> {
    if files.is_empty() {
        return Ok(Words::default());
    }
    let size: usize = files.iter().map(|(_, data)| data.len()).sum();
    if files.len() > FILES || size > FILES_SIZE {
        return Err(format!(
            "it has {} catalogues of {size} bytes together; at most {FILES} of {FILES_SIZE} bytes are taken",
            files.len()
        ));
    }
    let mut sources = BTreeMap::new();
    for (file, data) in files {
        let shown: String = file.chars().take(40).collect();
        if !is_tag(file) {
            return Err(format!(
                "`texts/{shown}.ftl` is not called like a language: `en.ftl`, `sl.ftl`, `pt-BR.ftl`"
            ));
        }
        let Ok(source) = std::str::from_utf8(data) else {
            return Err(format!("texts/{file}.ftl is not UTF-8"));
        };
        if sources.insert(*file, source).is_some() {
            return Err(format!("`texts/{file}.ftl` is there twice"));
        }
    }
    let mut english = Catalogue::parse("en", sources.get("en").copied().unwrap_or_default())
        .map_err(|fault| fault.to_string())?;
    let own: BTreeSet<String> = english.keys().map(str::to_owned).collect();
    let told = manifest.texts();
    if let Some((key, _)) = told.iter().find(|(key, _)| own.contains(key)) {
        return Err(format!(
            "texts/en.ftl: `{key}` stands in plugin.toml already, which is the English of it"
        ));
    }
    for (key, _) in &told {
        english.with(key);
    }
    let mut lack = Vec::new();
    for (file, source) in &sources {
        let catalogue = Catalogue::parse(file, source).map_err(|fault| fault.to_string())?;
        // What no desk speaks yet has plural forms that nobody here knows.
        let language = Language::of_tag(file).unwrap_or_default();
        let mut found = compare(&english, &catalogue, language);
        if Language::of_tag(file).is_none() {
            found.plurals.clear();
        }
        if *file == "en" {
            found.missing.clear();
        }
        let told = |what: &String| format!("texts/{file}.ftl: {what}");
        if let Some(error) = found.errors().first() {
            return Err(told(error));
        }
        lack.extend(found.warnings().iter().map(told));
    }
    let spoken = |tag: &str| Language::of_tag(tag).filter(|language| language.tag() == tag);
    let texts = sources.into_iter().filter_map(|(tag, source)| Some((spoken(tag)?, source)));
    Ok(Words { texts: Texts::new(texts), lack })
}

/// Whether a file is called like a language: two or three letters, and perhaps parts after `-`.
fn is_tag(name: &str) -> bool {
    let mut parts = name.split('-');
    let first = parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()));
    first
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

impl Manifest {
    /// What stands in it for people, under the keys by which catalogues say it in other languages. Titles of routes are
    /// left out: they are for programmers, as the paths are.
    pub fn texts(&self) -> Vec<(String, String)> {
        let mut told = vec![
            ("plugin-title".to_owned(), self.plugin.title.clone()),
            ("plugin-summary".to_owned(), self.plugin.summary.clone()),
        ];
        for own in &self.permissions {
            let key = permission_key(own.name.as_str());
            if !own.description.is_empty() {
                told.push((format!("{key}.description"), own.description.clone()));
            }
            told.push((key, own.title.clone()));
        }
        told.extend(
            self.contributions.iter().map(|one| (format!("contribution-{}", one.name), one.title.clone())),
        );
        told.extend(self.frames.iter().map(|frame| (format!("frame-{}", frame.name), frame.title.clone())));
        self.entries.iter().for_each(|entry| entry.texts(None, &mut told));
        told
    }
}

/// The key of a permission's title in the catalogue of who declares it: `permission-ticket-reply`.
pub fn permission_key(name: &str) -> String {
    let own = name.split_once(':').map_or(name, |(_, own)| own);
    format!("permission-{}", own.replace('.', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let toml = "[plugin]\nid = \"bell\"\ntitle = \"Bell\"\nsummary = \"Rings.\"\nversion = \"0.1.0\"\nkernel = \"1.1\"\n\
                    [[permissions]]\nname = \"bell:bell.ring\"\ntitle = \"Ring\"\nscopes = [\"all\"]\n";
        Manifest::from_toml(toml).unwrap()
    }

    fn of(files: &[(&str, &str)]) -> Result<Words, String> {
        let files: Vec<_> = files.iter().map(|(file, data)| (*file, data.as_bytes())).collect();
        read(&files, &manifest())
    }

    #[test]
    fn what_the_manifest_says_is_said_in_other_languages() {
        let words = of(&[
            ("en", "hello = Hello\n"),
            ("sl", "plugin-title = Zvonec\npermission-bell-ring = Zvoniti\n"),
        ])
        .unwrap();
        let say = |key: &str| words.texts.say(Language::Slovene, key, &[], Some("Ring")).text;
        assert_eq!(
            [say("permission-bell-ring"), say("plugin-summary"), say("hello")],
            ["Zvoniti", "Ring", "Hello"]
        );
        assert_eq!(
            words.lack,
            [
                "texts/sl.ftl: `hello` is missing and said in English",
                "texts/sl.ftl: `plugin-summary` is missing and said in English"
            ]
        );
    }

    #[test]
    fn what_nobody_could_ask_for_or_read_is_refused_at_the_door() {
        let refused = |files: &[(&str, &str)], says: &str| {
            let error = of(files).unwrap_err();
            assert!(error.contains(says), "{error}");
        };
        refused(&[("en", "a = A\n"), ("pl", "b = B\n")], "`b` is not in the English");
        refused(&[("en", "a = A\n"), ("pl", "a = { $who }\n")], "`$who`");
        refused(&[("en", "plugin-title = Bell\n")], "stands in plugin.toml");
        refused(&[("en", "a = {\n")], "line 1");
        refused(&[("../en", "a = A\n")], "not called like a language");
        refused(&[("en", "a = A\n"), ("en", "a = A\n")], "twice");
        assert!(read(&[("en", &b"a = \xff"[..])], &manifest()).is_err());
        let much = "# x\n".repeat(60_000);
        let tags: Vec<String> = (b'a'..=b'z').map(|c| format!("a{}", c as char)).collect();
        let all: Vec<_> = tags.iter().map(|tag| (tag.as_str(), much.as_str())).collect();
        refused(&all, "at most");
    }

    #[test]
    fn a_language_that_no_desk_speaks_yet_waits() {
        let words = of(&[
            ("en", "a = { $n ->\n [one] x\n *[other] y\n }\n"),
            ("cs", "a = { $n ->\n [one] x\n [few] z\n *[other] y\n }\n"),
        ]);
        let words = words.unwrap();
        assert_eq!(words.texts.languages().collect::<Vec<_>>(), [Language::English]);
        assert!(words.lack.iter().all(|what| what.contains("missing")), "{:?}", words.lack);
    }
}
