//! Embeds the demo's mail, so that the binary alone is enough.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mail = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../examples/mail").canonicalize()?;
    let mut list = String::from(
        "/// Department, file name and bytes, in order.\nconst MAIL: &[(&str, &str, &[u8])] = &[\n",
    );
    for folder in entries(&mail, Path::is_dir)? {
        let department = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in entries(&folder, Path::is_file)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(list, "    ({department:?}, {name:?}, include_bytes!({file:?})),")?;
        }
    }
    list += "];\n";
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("mail.rs"), list)?;
    Ok(())
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
