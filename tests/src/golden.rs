//! Golden files: answers that people read and that a change must show as a diff.

use std::path::Path;

/// Compares with `tests/golden/<name>`. With `OMBUD_BLESS=1` the file is
/// written anew, to be looked at and committed.
///
/// # Panics
/// If they differ, with the first line that does.
pub fn check(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("OMBUD_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(&path, now).expect("the golden file can be written");
        return;
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if before == now {
        return;
    }
    let first = before.lines().zip(now.lines()).position(|(a, b)| a != b);
    let line = first.unwrap_or_else(|| before.lines().count().min(now.lines().count()));
    panic!(
        "tests/golden/{name} has changed from line {}:\n- {}\n+ {}\nIf that is meant, run again with OMBUD_BLESS=1 and look at the diff.",
        line + 1,
        before.lines().nth(line).unwrap_or("(end)"),
        now.lines().nth(line).unwrap_or("(end)"),
    );
}
