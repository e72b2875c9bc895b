//! Rules weakened in the source itself: a list of lines and of what stands there instead, and what a test says of each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// One rule weakened. Blanks at the beginning of lines mean nothing.
pub struct Weakened {
    /// The file, from the root.
    pub file: String,
    /// What stands there, once.
    pub is: String,
    /// What would stand there.
    pub instead: String,
}

/// Reads a list: `# file`, and for that file blocks of `- ` and `+ ` lines.
pub fn read(list: &str) -> Vec<Weakened> {
    let mut file = "";
    let mut all = Vec::new();
    for block in list.split("\n\n") {
        if let Some(name) = block.trim().strip_prefix("# ") {
            file = name;
            continue;
        }
        let side = |mark: &str| {
            block
                .lines()
                .filter_map(|line| line.strip_prefix(mark))
                .map(str::trim)
                .collect::<Vec<_>>()
                .join("\n")
        };
        all.push(Weakened { file: file.to_owned(), is: side("- "), instead: side("+ ") });
    }
    all
}

/// The folder of the whole desk.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn without_indents(text: &str) -> String {
    text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// Each of them must be in the source exactly once.
pub fn assert_up_to_date(list: &[Weakened]) {
    for Weakened { file, is, .. } in list {
        let text = fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let count = without_indents(&text).matches(is.as_str()).count();
        assert_eq!(count, 1, "{file} says so {count} times, and a list of weakened rules says once:\n{is}");
    }
}

/// Weakens one rule after the other in a copy of these packages (folders below `kernel`, the tested one last), runs the
/// test, and panics unless it fails each time.
pub fn assert_caught(list: &[Weakened], packages: &[&str], test: &str) {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("weakened-{test}"));
    let started = Instant::now();
    let mut survivors = Vec::new();
    assert!(run(&copy, packages, test, None), "the test fails before anything is weakened");
    for (n, weakened) in list.iter().enumerate() {
        let is_caught = !run(&copy, packages, test, Some(weakened));
        let (file, is) = (&weakened.file, weakened.is.replace('\n', " "));
        println!("{}/{} {file}: {} {is}", n + 1, list.len(), if is_caught { "caught  " } else { "SURVIVES" });
        if !is_caught {
            survivors.push(format!("{file}:\n{}\nweakened to:\n{}", weakened.is, weakened.instead));
        }
    }
    println!(
        "guards: {} of {} rules weakened in the source were caught by `{test}` ({} s)",
        list.len() - survivors.len(),
        list.len(),
        started.elapsed().as_secs()
    );
    assert!(survivors.is_empty(), "no test notices these weakened rules:\n{}", survivors.join("\n\n"));
}

/// Whether the test passes in a fresh copy with that rule weakened.
fn run(copy: &Path, packages: &[&str], test: &str, weakened: Option<&Weakened>) -> bool {
    let root = root();
    fs::create_dir_all(copy).expect("a folder for the copy");
    let members: Vec<String> = packages.iter().map(|name| format!("\"kernel/{name}\"")).collect();
    let workspace = fs::read_to_string(root.join("Cargo.toml")).expect("the workspace");
    let narrowed = workspace.lines().map(|line| match line.split_once(" = ") {
        Some(("members", _)) => format!("members = [{}]", members.join(", ")),
        Some(("default-members", _)) => String::new(),
        _ => line.to_owned(),
    });
    fs::write(copy.join("Cargo.toml"), narrowed.collect::<Vec<_>>().join("\n")).expect("a workspace");
    for file in ["Cargo.lock", "clippy.toml", "rust-toolchain.toml"] {
        fs::copy(root.join(file), copy.join(file)).expect("a copied file");
    }
    for package in packages {
        let from = format!("kernel/{package}");
        let _ = fs::remove_dir_all(copy.join(&from));
        copy_folder(&root.join(&from), &copy.join(&from));
    }
    if let Some(Weakened { file, is, instead }) = weakened {
        let text = without_indents(&fs::read_to_string(copy.join(file)).expect("a source file"));
        fs::write(copy.join(file), text.replacen(is, instead, 1)).expect("a weakened file");
    }
    let tested = format!("ombud-{}", packages.last().expect("at least one package"));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = Command::new(cargo)
        .args(["test", "--offline", "--quiet", "-p", &tested, "--test", test])
        .current_dir(copy)
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&ran.stdout);
    let wanted = if ran.status.success() { "test result: ok" } else { "test result: FAILED" };
    assert!(said.contains(wanted), "it did not even run:\n{}", String::from_utf8_lossy(&ran.stderr));
    ran.status.success()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to read").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copied file");
        }
    }
}
