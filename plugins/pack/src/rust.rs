//! Compiles plugins in Rust, in a target directory of their own, apart from whatever build is going on around it.

use crate::PackError;
use crate::pack::{Options, Pace};
use crate::process::{last_line, run};
use crate::source::{Source, read, text};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const TARGET: &str = "wasm32-unknown-unknown";

/// A small stack and some heap from the start: a call's memory then stays as large as it begins, and the kernel
/// resets it without asking the operating system, which for a call of some microseconds costs more than the call.
const GUEST_FLAGS: [&str; 2] = ["-Clink-arg=-zstack-size=131072", "-Clink-arg=--initial-heap=131072"];

/// Where the sources of other people's crates lie is left out of what is made of them: a file says nothing of the
/// machine on which it was made, and two machines make the same.
fn nowhere() -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let Some(sources) = home.map(|home| home.join("registry/src")) else { return Vec::new() };
    let each = fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut flags: Vec<String> =
        each.map(|path| format!("--remap-path-prefix={}=crates", path.display())).collect();
    flags.sort();
    flags
}

/// Compiles the plugins in these folders, which belong to one workspace; the core modules come in the same order.
pub(crate) fn build(
    sources: &[&Source],
    target_dir: &Path,
    options: Options,
) -> Result<Vec<Vec<u8>>, PackError> {
    let Some(home) = sources.first().map(|source| source.folder.as_path()) else { return Ok(Vec::new()) };
    let packages = sources.iter().map(|source| package(&source.folder)).collect::<Result<Vec<_>, _>>()?;
    ensure_target(home)?;
    compile(home, &packages, target_dir, options)?;

    let built = target_dir.join(TARGET).join(profile(options.pace).0);
    let code = |package: &String| {
        let path = built.join(package.replace('-', "_")).with_extension("wasm");
        fs::read(&path).map_err(|source| PackError::Read { path, source })
    };
    packages.iter().map(code).collect()
}

fn package(folder: &Path) -> Result<String, PackError> {
    let path = folder.join("Cargo.toml");
    text(&read(&path)?, &path, "package", "name")
}

fn ensure_target(home: &Path) -> Result<(), PackError> {
    let printed = run(apart("rustc", home).args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(String::from_utf8_lossy(&printed.stdout).trim()).is_dir() {
        return Ok(());
    }
    let added = run(apart("rustup", home).args(["target", "add", TARGET]));
    match added {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(PackError::NoTarget { target: TARGET, why: last_line(&output.stderr) }),
        Err(error) => Err(PackError::NoTarget { target: TARGET, why: error.to_string() }),
    }
}

fn compile(home: &Path, packages: &[String], target_dir: &Path, options: Options) -> Result<(), PackError> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = apart(&cargo, home);
    let (name, settings) = profile(options.pace);
    command.args(["build", "--profile", name, "--target", TARGET, "--target-dir"]).arg(target_dir);
    for setting in settings {
        command.arg("--config").arg(format!("profile.{name}.{setting}"));
    }
    if options.locked {
        command.arg("--locked");
    }
    if options.color {
        command.args(["--color", "always"]);
    }
    let flags: Vec<String> = GUEST_FLAGS.iter().map(|flag| (*flag).to_owned()).chain(nowhere()).collect();
    command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    for package in packages {
        command.args(["--package", package]);
    }
    let output = run(&mut command)?;
    if output.status.success() {
        return Ok(());
    }
    let output = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(PackError::Compile { tool: "cargo".into(), packages: packages.join(", "), output })
}

/// The name and the settings of a profile, said here so that it is the same in every workspace. A panic is a trap anyway.
fn profile(pace: Pace) -> (&'static str, &'static [&'static str]) {
    match pace {
        Pace::Small => (
            "plugin",
            &[
                "inherits=\"release\"",
                "opt-level=3",
                "lto=true",
                "codegen-units=1",
                "panic=\"abort\"",
                "strip=true",
                "debug=false",
            ],
        ),
        Pace::Quick => (
            "plugin-quick",
            &[
                "inherits=\"dev\"",
                "opt-level=1",
                "panic=\"abort\"",
                "strip=true",
                "debug=false",
                "incremental=true",
            ],
        ),
    }
}

/// A command that knows nothing of the build around it: flags for the host would break the guest. What says
/// where cargo keeps things and how it reaches the network stays.
fn apart(program: impl AsRef<OsStr>, home: &Path) -> Command {
    const KEPT: &[&str] = &["CARGO_HOME", "CARGO_NET_", "CARGO_HTTP_", "CARGO_REGISTRIES_", "CARGO_SOURCE_"];
    const APART: &[&str] =
        &["CARGO", "RUSTC", "RUSTFLAGS", "RUSTDOCFLAGS", "CLIPPY_", "TARGET", "PROFILE", "OPT_LEVEL"];
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let begins = |list: &[&str]| list.iter().any(|start| text.starts_with(start));
        if begins(APART) && !begins(KEPT) {
            command.env_remove(&name);
        }
    }
    command.current_dir(home);
    command
}
