//! Embeds the interfaces, so that plugins can be packed where there is no copy of them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    match list() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the interfaces in wit/: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a list of each file's place below `wit/` and its text.
fn list() -> io::Result<()> {
    let variable = |name: &str| env::var(name).map_err(io::Error::other);
    let wit = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../../wit").canonicalize()?;
    let mut list = String::from("&[\n");
    for package in ["kernel", "kernel-1.1", "desk"] {
        for file in sorted(&wit.join(package))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            list += &format!("    (\"{package}/{name}\", include_str!({file:?})),\n");
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", wit.display());
    fs::write(Path::new(&variable("OUT_DIR")?).join("interfaces.rs"), list + "]\n")
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "wit"));
    files.sort();
    Ok(files)
}
