//! What each function of each interface asks of its caller: as the interface says, and as it is.

mod administration;
mod errand;
mod papers;
mod tries;

use errand::{Errand, Outcome, Whose};
use ombud_tests::golden;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use tries::Try;
use wit_parser::Resolve;

/// What a comment begins its last paragraph with.
const MARK: &str = "Permission: ";

/// Where the words begin, and where a line ends.
const MARGIN: usize = 18;
const WIDTH: usize = 120;

/// A function of an interface.
struct Function {
    /// `ombud:kernel/records`.
    interface: String,
    name: String,
    /// What its comment says of permissions, in one line.
    permission: String,
}

/// The folders of `wit/` whose functions are tried here, and the one whose functions each plugin's own tests try.
const TRIED: [&str; 3] = ["kernel", "kernel-1.1", "desk"];
const TOLD: [&str; 4] = ["kernel", "kernel-1.1", "desk", "desk-1.1"];

/// All functions of these folders, by interface and there in the order in which they are written.
fn functions(folders: &[&str]) -> Vec<Function> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let mut wit = Resolve::default();
    for folder in folders {
        wit.push_dir(root.join(folder)).unwrap();
    }
    let mut found = Vec::new();
    let mut silent = Vec::new();
    for (_, interface) in &wit.interfaces {
        let package = &wit.packages[interface.package.unwrap()].name;
        let name = format!("{}:{}/{}", package.namespace, package.name, interface.name.as_deref().unwrap());
        for (function, of) in &interface.functions {
            match permission(of.docs.contents.as_deref().unwrap_or_default()) {
                Some(permission) => {
                    found.push(Function { interface: name.clone(), name: function.clone(), permission })
                }
                None => silent.push(format!("{name}: {function}")),
            }
        }
    }
    assert!(
        silent.is_empty(),
        "these functions do not say what they ask of their caller: {silent:#?}\nEnd the comment of each with a paragraph \
         `{MARK}` and the permission in backticks, or `{MARK}none: ` and the reason why none is needed."
    );
    // The kernel's first: they are what every plugin has.
    found.sort_by_key(|function| {
        (!function.interface.starts_with("ombud:kernel/"), function.interface.clone())
    });
    found
}

/// The last paragraph of a comment, if that is what it is about and if it says something.
fn permission(comment: &str) -> Option<String> {
    let last = comment.trim().rsplit("\n\n").next()?;
    let said = last.trim().strip_prefix(MARK)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = said.strip_prefix("none:").map(str::trim);
    let names = said.matches('`').count() >= 2;
    (said.ends_with('.') && reason.map_or(names, |reason| reason.len() > 1)).then_some(said)
}

/// The permission that a plugin needs to call an interface of another at all.
fn to_call_at_all() -> BTreeMap<String, String> {
    let manifests =
        ombud_bundle::plugins().iter().map(|p| ombud_host::inspect(p.component).unwrap().manifest);
    let exports = manifests.flat_map(|manifest| manifest.exports);
    exports
        .map(|export| {
            let name = export.interface.split('@').next().unwrap_or_default().to_owned();
            (name, export.permission.to_string())
        })
        .collect()
}

/// Breaks a text into lines that begin at the margin.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut column = MARGIN;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > MARGIN && column + 1 + length > WIDTH {
            write!(lines, "\n{:MARGIN$}", "").unwrap();
            column = MARGIN;
        } else if column > MARGIN {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines
}

#[test]
fn what_each_host_function_asks_of_its_caller_is_as_in_the_golden_file() {
    let at_all = to_call_at_all();
    let mut text = String::from(
        "What each function asks of the plugin that calls it, and of the person for whom it calls.\n\n\
         `read`, `create`, `write`, `delete` and `relations` are those that the manifest names for the collection.\n\
         Whoever lacks what reads a record is told that there is none.\n",
    );
    let mut interface = String::new();
    for function in functions(&TOLD) {
        if function.interface != interface {
            interface = function.interface;
            write!(text, "\n== {interface}").unwrap();
            if let Some(permission) = at_all.get(&interface) {
                write!(text, " (to call it at all: `{permission}`)").unwrap();
            }
            text.push('\n');
        }
        writeln!(text, "{:<MARGIN$}{}", function.name, wrapped(&function.permission)).unwrap();
    }
    golden::check("host_functions.txt", &text);
}

#[test]
fn a_comment_that_names_no_permission_and_no_reason_does_not_count() {
    let comment = |last: &str| permission(&format!("Does things.\n\n{last}"));
    assert_eq!(comment("Permission: the `read`\nof it.").as_deref(), Some("the `read` of it."));
    assert_eq!(comment("Permission: none: it is\nyours.").as_deref(), Some("none: it is yours."));
    for empty in
        ["", "Permission: .", "Permission: none.", "Permission: none: .", "Permission: yes.", "`read`."]
    {
        assert_eq!(comment(empty), None, "{empty}");
    }
    assert_eq!(permission("Permission: the `read` of it.\n\nMore."), None, "it is the last that is read");
}

/// The names in a permission's words.
fn named(permission: &str) -> BTreeSet<&str> {
    permission.split('`').skip(1).step_by(2).collect()
}

/// Interfaces that plugins export and the kernel calls: no plugin can knock there.
const CALLED_BY_THE_KERNEL: [&str; 9] = [
    "ombud:kernel/alarms",
    "ombud:kernel/columns",
    "ombud:kernel/contributions",
    "ombud:kernel/deliveries",
    "ombud:kernel/hooks",
    "ombud:kernel/http",
    "ombud:kernel/migrations",
    "ombud:kernel/outcomes",
    "ombud:kernel/reactions",
];

/// Tries of each function that a plugin can call; with what is wrong about them.
fn tried<'a>(tries: &'a [Try], wrong: &mut Vec<String>) -> Vec<(Function, Vec<&'a Try>)> {
    let mut found = Vec::new();
    for function in functions(&TRIED) {
        if CALLED_BY_THE_KERNEL.contains(&function.interface.as_str()) {
            continue;
        }
        let full = format!("{}.{}", function.interface, function.name);
        let here: Vec<&Try> = tries.iter().filter(|one| one.function == full).collect();
        let words: BTreeSet<&str> = here.iter().flat_map(|one| &one.needs).map(|(word, _)| *word).collect();
        if here.is_empty() || words != named(&function.permission) {
            let says = &function.permission;
            wrong.push(format!("{full} says `{MARK}{says}` and is tried with {words:?}: see tries.rs"));
        }
        found.push((function, here));
    }
    found
}

/// A call is made with all that it needs, and is refused without any one of them.
fn try_with_and_without(errand: &Errand, whose: Whose, one: &Try, needs: &[&str], wrong: &mut Vec<String>) {
    let full = one.function;
    errand.give(whose, needs);
    match errand.go(whose, one) {
        Outcome::Got => {}
        Outcome::Refused => wrong.push(format!("{full} is refused, with {needs:?}")),
        Outcome::Failed(why) => wrong.push(format!("{full} with {needs:?}: {why}")),
    }
    for lacking in needs {
        let others: Vec<&str> = needs.iter().copied().filter(|need| need != lacking).collect();
        errand.give(whose, &others);
        match errand.go(whose, one) {
            Outcome::Refused => {}
            Outcome::Got => wrong.push(format!("{full} is done without {lacking}, with {others:?}")),
            Outcome::Failed(why) => wrong.push(format!("{full} without {lacking}: {why}")),
        }
    }
}

#[test]
fn a_plugin_without_what_a_function_asks_for_is_refused_and_with_it_is_not() {
    let errand = Errand::new();
    let at_all = to_call_at_all();
    let tries = tries::all(&errand.at);
    let mut wrong = Vec::new();
    for (Function { interface, .. }, tries) in tried(&tries, &mut wrong) {
        for one in tries {
            let mut needs = one.permissions();
            needs.extend(at_all.get(&interface).map(String::as_str));
            try_with_and_without(&errand, Whose::Plugins, one, &needs, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn give_the_plugin_everything(errand: &Errand, tries: &[Try]) {
    let mut everything = to_call_at_all().into_values().collect::<BTreeSet<String>>();
    everything.extend(tries.iter().flat_map(Try::permissions).map(str::to_owned));
    errand.give(Whose::Plugins, &everything.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_person_without_what_a_function_asks_for_is_refused_whatever_the_plugin_may() {
    let errand = Errand::new();
    let tries = tries::all(&errand.at);
    give_the_plugin_everything(&errand, &tries);
    let mut wrong = Vec::new();
    for (_, tries) in tried(&tries, &mut wrong) {
        let of_people = |one: &&Try| !one.is_about_the_plugin() && !one.of_strangers;
        for one in tries.into_iter().filter(of_people) {
            try_with_and_without(&errand, Whose::Persons, one, &one.permissions(), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_visitor_learns_nothing_of_the_desk_through_a_plugin_that_may_know_all() {
    let errand = Errand::new();
    let tries = tries::all(&errand.at);
    give_the_plugin_everything(&errand, &tries);
    let mut wrong = Vec::new();
    for one in &tries {
        let of_people = one.function.starts_with("ombud:kernel/directory.");
        if (of_people || !one.needs.is_empty()) && !matches!(errand.go_for_a_visitor(one), Outcome::Refused) {
            wrong.push(one.function);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_plugin_changes_people_or_roles_by_itself_however_much_it_may() {
    let errand = Errand::new();
    let tries = tries::all(&errand.at);
    give_the_plugin_everything(&errand, &tries);
    let in_person: Vec<&Try> = tries.iter().filter(|one| one.in_person).collect();
    assert!(in_person.len() > 10);
    for one in in_person {
        assert!(
            matches!(errand.go_alone(one), Outcome::Refused),
            "{} is done by a plugin alone",
            one.function
        );
    }
}
