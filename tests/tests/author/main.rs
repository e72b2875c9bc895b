//! What authors of plugins do with `ombud plugin`, through the real program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod begin;
mod check;
mod dev;
mod files;

use ombud_tests::program::{Ended, root, run};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder in the checkout, so that all of them share one build of the SDK.
fn folder() -> TempDir {
    let place = root().join("target/authors");
    fs::create_dir_all(&place).unwrap();
    tempfile::tempdir_in(place).unwrap()
}

/// A new plugin in it.
#[track_caller]
fn begun(place: &Path, id: &str) -> PathBuf {
    let ended = plugin(&["new", id, "--in", &place.to_string_lossy()]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    place.join(id)
}

fn plugin(arguments: &[&str]) -> Ended {
    run(&[&["plugin"], arguments].concat())
}

/// Another text in the place of one that is there.
#[track_caller]
fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} has no `{from}`", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

fn show(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
