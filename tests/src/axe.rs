//! Looks at pages as axe-core does: which of the rules of WCAG 2.2 AA that a machine can check they break.

use crate::program::root;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::{fs, io};

const VERSION: &str = "4.14.1";

/// What it is asked for: the rules of the levels A and AA of all versions to 2.2.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']";

/// A script that gives what is wrong with a page, one line each; none if axe-core cannot be had here.
pub(crate) fn script() -> Option<&'static str> {
    static SCRIPT: OnceLock<Option<String>> = OnceLock::new();
    let script = SCRIPT.get_or_init(|| match source() {
        Ok(source) => Some(format!(
            "{source}\nreturn axe.run(document, {{ runOnly: {RULES}, resultTypes: ['violations'] }}).then((found) => \
             found.violations.flatMap((rule) => rule.nodes.map((node) => \
             `${{rule.id}}: ${{rule.help}} (${{node.html.slice(0, 160)}}; ${{node.failureSummary.slice(0, 300)}})`)));"
        )),
        Err(error) => {
            println!("NOT TESTED: whether pages are accessible, since axe-core cannot be installed by npm: {error}");
            None
        }
    });
    script.as_deref()
}

/// What the script gave, as text.
pub(crate) fn told(found: &Value) -> Vec<String> {
    let lines = found.as_array().unwrap_or_else(|| panic!("axe-core gave no list: {found}"));
    lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

/// Installs it beside the other tools, once.
fn source() -> io::Result<String> {
    let all = root().join("target/toolchains");
    let place = all.join(format!("axe-core-{VERSION}"));
    if !place.is_dir() {
        let unfinished = all.join(format!("axe-core.{}", std::process::id()));
        let made = install(&unfinished);
        if made.is_ok() {
            // If it is there by now, somebody else was faster.
            let _ = fs::rename(&unfinished, &place);
        }
        let _ = fs::remove_dir_all(&unfinished);
        made?;
    }
    fs::read_to_string(place.join("node_modules/axe-core/axe.min.js"))
}

fn install(folder: &PathBuf) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root().join("tests/axe").join(file), folder.join(file))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    let output = npm.output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}
