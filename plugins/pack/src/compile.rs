//! Compiles plugins in a target directory of their own, apart from whatever build is going on around it.

use crate::{PackError, seal};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const TARGET: &str = "wasm32-unknown-unknown";

/// A small stack and some heap from the start: a call's memory then stays as large as it begins, and the kernel
/// resets it without asking the operating system, which for a call of some microseconds costs more than the call.
const GUEST_FLAGS: [&str; 2] = ["-Clink-arg=-zstack-size=131072", "-Clink-arg=--initial-heap=131072"];

/// A plugin, ready to install.
pub struct Packed {
    /// Its id, as the manifest says.
    pub id: String,
    /// The file.
    pub component: Vec<u8>,
}

/// Packs the plugins in these folders, which belong to one cargo workspace with a profile `plugin`.
///
/// `target_dir` must not be the target directory of a build that is waiting for this.
pub fn pack(folders: &[PathBuf], target_dir: &Path) -> Result<Vec<Packed>, PackError> {
    let Some(home) = folders.first() else { return Ok(Vec::new()) };
    let packages = folders.iter().map(|folder| package(folder)).collect::<Result<Vec<_>, _>>()?;
    ensure_target(home)?;
    compile(home, &packages, target_dir)?;

    let built = target_dir.join(TARGET).join("plugin");
    let seal_one = |(folder, package): (&PathBuf, &String)| {
        let code = built.join(package.replace('-', "_")).with_extension("wasm");
        let code = fs::read(&code).map_err(|source| PackError::Read { path: code, source })?;
        let path = folder.join("plugin.toml");
        let manifest = read(&path)?;
        let id = text(&manifest, &path, "plugin", "id")?;
        let component =
            seal(&code, &manifest).map_err(|error| PackError::Folder { path, what: error.to_string() })?;
        Ok(Packed { id, component })
    };
    folders.iter().zip(&packages).map(seal_one).collect()
}

fn package(folder: &Path) -> Result<String, PackError> {
    let path = folder.join("Cargo.toml");
    text(&read(&path)?, &path, "package", "name")
}

fn read(path: &Path) -> Result<String, PackError> {
    fs::read_to_string(path).map_err(|source| PackError::Read { path: path.into(), source })
}

fn text(toml: &str, path: &Path, table: &str, key: &str) -> Result<String, PackError> {
    let fault = |what: String| PackError::Folder { path: path.into(), what };
    let table_of: toml::Table = toml.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
    let value = table_of.get(table).and_then(|table| table.get(key)).and_then(|value| value.as_str());
    value.map(str::to_owned).ok_or_else(|| fault(format!("`[{table}]` has no `{key}`")))
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

fn compile(home: &Path, packages: &[String], target_dir: &Path) -> Result<(), PackError> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = apart(&cargo, home);
    command
        .args(["build", "--locked", "--profile", "plugin", "--target", TARGET, "--target-dir"])
        .arg(target_dir);
    command.env("CARGO_ENCODED_RUSTFLAGS", GUEST_FLAGS.join("\x1f"));
    for package in packages {
        command.args(["--package", package]);
    }
    let output = run(&mut command)?;
    if output.status.success() {
        return Ok(());
    }
    let output = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(PackError::Compile { packages: packages.join(", "), output })
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

fn run(command: &mut Command) -> Result<Output, PackError> {
    command.output().map_err(|source| PackError::Run {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })
}

fn last_line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).lines().last().unwrap_or("it said nothing").to_owned()
}
