//! Embeds `assets/` and the demo's mail, so that the binary alone is enough.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mail = here.join("../../examples/mail").canonicalize()?;
    let mut list = String::from("/// Everything in `assets/`.\npub const ASSETS: &[Asset] = &[\n");
    for file in files(&here.join("assets"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let digest: String = Sha256::digest(fs::read(&file)?).iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(list, "    Asset {{ name: {name:?}, bytes: include_bytes!({file:?}), sha256: {digest:?} }},")?;
    }
    list += "];\n/// The demo's mail: folder, name and bytes, in order.\n\
             pub const MAIL: &[(&str, &str, &[u8])] = &[\n";
    for folder in folders(&mail)? {
        let department = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in files(&folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(list, "    ({department:?}, {name:?}, include_bytes!({file:?})),")?;
        }
    }
    list += "];\n";
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs"), list)?;
    Ok(())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    entries(folder, Path::is_file)
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    entries(folder, Path::is_dir)
}

fn entries(folder: &Path, wanted: fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
