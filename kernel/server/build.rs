//! Embeds the demo's mail and what a plugin is begun with, so that the binary alone is enough.

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
    begin()
}

/// The SDK with what it is made of, and the templates by language.
fn begin() -> Result<(), Box<dyn std::error::Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = here.join("../..").canonicalize()?;
    let mut sdk = Vec::new();
    for part in ["plugins/sdk/Cargo.toml", "plugins/sdk/src", "wit"] {
        below(&root.join(part), &mut sdk)?;
    }
    let mut text = String::new();
    list(
        &mut text,
        "SDK",
        "The SDK's source and the interfaces, by their place in the project",
        &sdk,
        &root,
    )?;
    for folder in entries(&here.join("templates"), Path::is_dir)? {
        let language = folder.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let mut files = Vec::new();
        below(&folder, &mut files)?;
        list(&mut text, &language, "The template's files", &files, &folder)?;
    }
    for (name, file) in [("WORKSPACE", "Cargo.toml"), ("LOCK", "Cargo.lock")] {
        let file = root.join(file);
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(text, "/// Of the project.\nconst {name}: &str = include_str!({file:?});")?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("begin.rs"), text)?;
    Ok(())
}

fn below(path: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        return entries(path, |_| true)?.iter().try_for_each(|entry| below(entry, found));
    }
    println!("cargo::rerun-if-changed={}", path.display());
    found.push(path.to_owned());
    Ok(())
}

fn list(
    text: &mut String,
    name: &str,
    about: &str,
    files: &[PathBuf],
    root: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    writeln!(text, "/// {about}.\nconst {name}: &[(&str, &str)] = &[")?;
    for file in files {
        writeln!(text, "    ({:?}, include_str!({file:?})),", file.strip_prefix(root)?)?;
    }
    writeln!(text, "];")?;
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
