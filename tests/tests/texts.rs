//! Whatever the desk says, it says in five languages: catalogues are whole, and nothing is in them that nobody says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use ombud_texts::{Argument, Catalogue, Language, compare, kernel};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const PLUGINS: [&str; 15] = [
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
];

/// Keys of the kernel that are put together when they are said: what they begin with.
const PUT_TOGETHER: [&str; 10] = [
    "relay-bad-",
    "role-",
    "problem-",
    "account-done-",
    "other-done-",
    "done-",
    "permission-",
    "ago-",
    "ban-term-",
    "relay-tls-",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// All Rust below a folder, its unit tests left out.
fn source(folder: &str) -> String {
    let (mut text, mut open) = (String::new(), vec![root().join(folder)]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                open.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let file = fs::read_to_string(&path).unwrap();
                text += file.split("#[cfg(test)]\nmod tests {").next().unwrap();
            }
        }
    }
    text
}

/// The keys that stand right after these words, as in `text!("save")`.
fn asked_for(source: &str, before: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for words in before {
        for rest in source.split(words).skip(1) {
            let rest = rest.trim_start();
            if let Some(key) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                keys.insert(key.to_owned());
            }
        }
    }
    keys
}

fn catalogue(plugin: &str, language: Language) -> Option<Catalogue> {
    let path = root().join(format!("plugins/{plugin}/texts/{language}.ftl"));
    path.is_file().then(|| Catalogue::parse(language.tag(), &fs::read_to_string(path).unwrap()).unwrap())
}

#[test]
fn every_bundled_plugin_speaks_all_languages_with_every_plural_form() {
    for plugin in ombud_bundle::plugins() {
        let found = ombud_host::inspect(plugin.component).unwrap();
        assert_eq!(found.texts_lack, [""; 0], "{}", plugin.name);
        for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
            assert!(found.languages.contains(language.tag()), "{} does not speak {language}", plugin.name);
        }
    }
}

#[test]
fn what_a_plugin_says_is_in_its_catalogue_and_what_is_there_is_said() {
    let frame = fs::read_to_string(root().join("plugins/sdk/src/frame.rs")).unwrap();
    let frame = frame.split("#[cfg(test)]").next().unwrap();
    for plugin in PLUGINS {
        let mut source = source(&format!("plugins/{plugin}/src"));
        let mut asked = asked_for(&source, &["text!("]);
        if source.contains("ombud_plugin::frame!()") {
            source += frame;
            asked.extend(asked_for(frame, &["self.say(", "=>"]));
        }
        for words in source.split("words! {").skip(1).filter_map(|rest| rest.split("\n}").next()) {
            asked.extend(asked_for(words, &[" = "]));
        }
        let Some(english) = catalogue(plugin, Language::English) else {
            assert!(asked.is_empty(), "{plugin} says {asked:?} and has no catalogue");
            continue;
        };
        let known: BTreeSet<String> = english.keys().map(str::to_owned).collect();
        let missing: Vec<_> = asked.difference(&known).collect();
        assert!(missing.is_empty(), "plugins/{plugin}/texts/en.ftl lacks {missing:?}");
        let silent: Vec<_> = known.iter().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
        assert!(silent.is_empty(), "nobody says these of plugins/{plugin}/texts/en.ftl: {silent:?}");
    }
}

#[test]
fn the_kernels_catalogues_are_whole_and_agree() {
    let of = |language: Language| kernel().catalogues(language).unwrap();
    let english = of(Language::English);
    let mut seen = BTreeSet::new();
    for key in english.iter().flat_map(Catalogue::keys) {
        assert!(seen.insert(key.to_owned()), "two files of kernel/texts/texts/en have `{key}`");
    }
    for language in Language::ALL {
        let other = of(language);
        assert_eq!(english.len(), other.len());
        for (english, other) in english.iter().zip(&other) {
            let found = compare(english, other, language);
            assert!(found.is_clean(), "kernel/texts/texts/{language}: {found:#?}");
        }
    }
}

#[test]
fn what_the_kernel_says_is_in_its_catalogues_and_what_is_there_is_said() {
    let source = source("kernel/access/src")
        + &source("kernel/server/src")
        + &source("kernel/host/src")
        + &source("kernel/identity/src")
        + &source_of_texts();
    let asked = asked_for(&source, &["text!(", "woven(", "escaped(", "say(language, ", "refusal!("]);
    let known: BTreeSet<String> = kernel()
        .catalogues(Language::English)
        .unwrap()
        .iter()
        .flat_map(Catalogue::keys)
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = asked.iter().filter(|key| !key.contains('{') && !known.contains(*key)).collect();
    assert!(missing.is_empty(), "kernel/texts/texts/en lacks {missing:?}");
    let said = |key: &str| {
        let message = key.split('.').next().unwrap();
        source.contains(&format!("\"{message}\"")) || PUT_TOGETHER.iter().any(|begin| key.starts_with(begin))
    };
    let silent: Vec<_> = known.iter().filter(|key| !said(key)).collect();
    assert!(silent.is_empty(), "nobody says these of kernel/texts/texts/en: {silent:?}");
}

#[test]
fn every_refusal_about_people_is_filled_with_what_its_words_name() {
    let source = source("kernel/identity/src") + &source("kernel/server/src");
    let mut seen = 0;
    for call in source.split("refusal!(").skip(1) {
        let mut open = 1;
        let end = call.find(|c| {
            open += i32::from(c == '(') - i32::from(c == ')');
            open == 0
        });
        let call = call[..end.unwrap()].trim_start().strip_prefix('"').and_then(|call| call.split_once('"'));
        let Some((key, filled)) = call else { continue };
        let names: Vec<&str> =
            filled.split(" = ").filter_map(|part| part.rsplit([' ', ',']).next()).collect();
        let (_, names) = names.split_last().unwrap();
        let marks: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
        let args: Vec<_> =
            names.iter().zip(&marks).map(|(name, mark)| (*name, Argument::from(mark))).collect();
        let said = kernel().spoken(Language::English, key, &args).unwrap_or_else(|| panic!("no `{key}`"));
        let fits = !said.contains("{$") && marks.iter().all(|mark| said.contains(mark));
        assert!(fits, "`{key}` is filled with {names:?}: {said}");
        seen += 1;
    }
    assert!(seen > 80, "{seen}");
}

#[test]
fn every_rule_says_in_its_catalogue_what_it_says_in_the_code() {
    let source = source("kernel/access/src") + &source("kernel/host/src") + &source("kernel/identity/src");
    let mut seen = 0;
    for call in source.split("\"rule-").skip(1) {
        let mut parts = call.split('"');
        let (key, english) = (format!("rule-{}", parts.next().unwrap()), parts.nth(1).unwrap());
        let names = english.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        let marks: Vec<_> = names.map(|name| (name, format!("{{{name}}}"))).collect();
        let args: Vec<_> = marks.iter().map(|(name, mark)| (*name, Argument::from(mark))).collect();
        assert_eq!(kernel().spoken(Language::English, &key, &args).as_deref(), Some(english), "{key}");
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn plugins_know_every_language_that_pages_are_in() {
    let source = source("plugins/sdk/src");
    for language in Language::ALL {
        let choice = format!("(\"{}\", \"{}\")", language.tag(), language.own_name());
        assert!(source.contains(&choice), "the SDK does not know {choice}");
    }
    assert!(source.contains(&format!("LANGUAGES: [(&str, &str); {}]", Language::ALL.len())));
}

fn source_of_texts() -> String {
    source("kernel/texts/src")
}

#[test]
fn every_permission_of_the_kernel_has_its_words_in_every_language() {
    for permission in ombud_identity::permission::kernel_permissions() {
        let key = ombud_host::permission_key(permission.name.as_str());
        for (key, english) in
            [(key.clone(), &permission.title), (format!("{key}.description"), &permission.description)]
        {
            let said = |language| kernel().spoken(language, &key, &[]);
            assert_eq!(said(Language::English).as_ref(), Some(english), "{key}");
            for language in Language::ALL {
                assert!(said(language).is_some(), "{language} has no `{key}`");
            }
        }
    }
}

#[test]
fn every_title_of_a_problem_has_its_words_for_pages() {
    let titles = source("kernel/server/src");
    let titles = asked_for_after_a_number(&titles, "Problem::new(");
    let host = fs::read_to_string(root().join("kernel/host/src/problem.rs")).unwrap();
    let of_calls = host.split("pub fn title(").nth(1).unwrap().split("\n    }\n").next().unwrap().to_owned();
    let of_calls = asked_for(&of_calls, &["=>"]);
    assert!(titles.len() > 8 && of_calls.len() > 8, "{titles:?} {of_calls:?}");
    for title in titles.into_iter().chain(of_calls) {
        let key = format!("problem-{}", title.replace(' ', "-"));
        for key in [key.clone(), format!("{key}.means")] {
            assert!(kernel().spoken(Language::Slovene, &key, &[]).is_some(), "there is no `{key}`");
        }
    }
}

/// The first text of each call of a function whose first argument is none.
fn asked_for_after_a_number(source: &str, function: &str) -> BTreeSet<String> {
    let calls = source.split(function).skip(1);
    let first = |call: &str| {
        let (number, rest) = call.split_once(',')?;
        number.trim().parse::<u16>().ok()?;
        rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
    };
    calls.filter_map(first).collect()
}
