//! Builds the bundled plugins, so that `cargo run` is all it takes.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// What comes with every desk, in the order in which it is installed.
const PLUGINS: &[&str] = &[
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

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the bundled plugins: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), Box<dyn std::error::Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let plugins = here.join("..").canonicalize()?;
    let folders: Vec<_> = PLUGINS.iter().map(|name| plugins.join(name)).collect();
    watch(&plugins, &folders);

    let packed = ombud_pack::pack(&folders, &target_dir(&out))?;
    let mut list = String::from("&[\n");
    for plugin in packed {
        let file = out.join(&plugin.id).with_extension("wasm");
        fs::write(&file, &plugin.component)?;
        list += &format!("    Bundled {{ name: {:?}, component: include_bytes!({file:?}) }},\n", plugin.id);
    }
    fs::write(out.join("bundled.rs"), list + "]\n")?;
    Ok(())
}

/// Beside the directories of the profiles, so that all of them share one build of the plugins.
fn target_dir(out: &Path) -> PathBuf {
    let profile = out.ancestors().nth(3).unwrap_or(out);
    profile.parent().unwrap_or(profile).join("plugins")
}

/// Everything that goes into a plugin, and nothing that does not.
fn watch(plugins: &Path, folders: &[PathBuf]) {
    let sdk = plugins.join("sdk");
    let worktime = plugins.join("worktime");
    let root = plugins.join("..");
    let shared = [
        sdk.join("src"),
        sdk.join("Cargo.toml"),
        worktime.join("src"),
        worktime.join("Cargo.toml"),
        root.join("wit"),
        root.join("Cargo.toml"),
        root.join("Cargo.lock"),
    ];
    println!("cargo::rerun-if-changed=build.rs");
    for path in folders.iter().chain(&shared) {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}
