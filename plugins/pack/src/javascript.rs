//! JavaScript: `app.js` with QuickJS.

use crate::interpreted::{Bench, Interpreter};
use crate::toolchain::Toolchain;
use crate::world::{Exported, LOG, WORLD};
use std::process::Command;

pub(crate) struct JavaScript;

/// QuickJS and not SpiderMonkey (`componentize-js`): a seventh of the size, compiled in an eighth of the time.
static TOOL: Toolchain = Toolchain {
    name: "componentize-qjs",
    version: "0.4.5",
    files: &[
        ("package.json", include_str!("../toolchains/javascript/package.json")),
        ("package-lock.json", include_str!("../toolchains/javascript/package-lock.json")),
    ],
    install: || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        npm
    },
    remedy: "install Node.js 18 or newer with npm, and see to it that npm reaches its registry",
};

impl Interpreter for JavaScript {
    fn name(&self) -> &'static str {
        "JavaScript"
    }

    fn toolchain(&self) -> &'static Toolchain {
        &TOOL
    }

    fn entry(&self, exported: &[Exported], logs: bool) -> Vec<(&'static str, String)> {
        let mut text = String::from("import \"./ombud-text.js\";\nimport * as app from \"./app.js\";\n");
        if logs {
            text += &format!("import log from \"{LOG}\";\n");
        } else {
            text += "const log = null;\n";
        }
        text += include_str!("javascript/entry.js");
        for Exported { name, functions } in exported {
            let name = camel(name);
            let guarded = |function: &String| {
                let function = camel(function);
                format!("{function}: guarded(\"{name}\", \"{function}\")")
            };
            let functions: Vec<String> = functions.iter().map(guarded).collect();
            text += &format!("export const {name} = {{ {} }};\n", functions.join(", "));
        }
        vec![("ombud-entry.js", text), ("ombud-text.js", include_str!("javascript/text.js").into())]
    }

    fn command(&self, bench: &Bench) -> Command {
        let mut node = Command::new("node");
        node.arg(bench.tool.join("node_modules/componentize-qjs/cli.mjs"));
        node.arg("--wit").arg(&bench.wit).args(["--world", WORLD]);
        node.args(["--js", "ombud-entry.js", "--module-root", "."]);
        // Without threads of its own, and without the system: what would ask for it is cut off.
        node.args(["--sync", "--stub-wasi", "--output"]).arg(&bench.component);
        node
    }
}

/// `on-event` is `onEvent`.
fn camel(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        name + &head + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::camel;

    #[test]
    fn names_are_those_that_javascript_uses() {
        assert_eq!([camel("on-event"), camel("http"), camel("may-ever-x")], ["onEvent", "http", "mayEverX"]);
    }
}
