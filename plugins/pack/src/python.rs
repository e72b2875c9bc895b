//! Python: `app.py` with CPython.

use crate::interpreted::{Bench, Interpreter};
use crate::toolchain::Toolchain;
use crate::world::{Exported, WORLD};
use std::process::Command;

pub(crate) struct Python;

static TOOL: Toolchain = Toolchain {
    name: "componentize-py",
    version: "0.25.1",
    files: &[("requirements.txt", include_str!("../toolchains/python/requirements.txt"))],
    install: || {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]);
        pip.args(["--require-hashes", "--target", ".", "--requirement", "requirements.txt"]);
        pip
    },
    remedy: "install Python 3.10 or newer with pip, and see to it that pip reaches its index",
};

impl Interpreter for Python {
    fn name(&self) -> &'static str {
        "Python"
    }

    fn toolchain(&self) -> &'static Toolchain {
        &TOOL
    }

    fn entry(&self, exported: &[Exported], logs: bool) -> Vec<(&'static str, String)> {
        let mut text =
            String::from(if logs { "from wit_world.imports import log\n" } else { "log = None\n" });
        text += include_str!("python/entry.py");
        for Exported { name, functions } in exported {
            let functions: Vec<String> = functions.iter().map(|name| format!("{:?}", snake(name))).collect();
            let class = pascal(name);
            text += &format!("{class} = _guarded(\"{class}\", [{}])\n", functions.join(", "));
        }
        vec![("ombud_entry.py", text)]
    }

    fn command(&self, bench: &Bench) -> Command {
        let mut python = Command::new("python3");
        python.args(["-c", "import componentize_py; componentize_py.script()"]);
        python.arg("--wit-path").arg(&bench.wit).args(["--world", WORLD]);
        // Without the system: what would ask for it is cut off.
        python.args(["componentize", "--stub-wasi", "--python-path", ".", "ombud_entry", "--output"]);
        python.arg(&bench.component);
        // Packages that happen to be installed on this machine have no place in a plugin.
        python.env("PYTHONPATH", &bench.tool).env("VIRTUAL_ENV", &bench.nothing);
        python
    }
}

/// `on-event` is `on_event`.
fn snake(name: &str) -> String {
    name.replace('-', "_")
}

/// `on-event` is `OnEvent`.
fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split('-').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_python_uses() {
        assert_eq!([snake("on-event"), pascal("on-event"), pascal("http")], ["on_event", "OnEvent", "Http"]);
    }
}
