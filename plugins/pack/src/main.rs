//! `cargo run -p ombud-pack -- plugins/greeter` writes `greeter.wasm`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let folders: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        eprintln!("say which plugin: cargo run -p ombud-pack -- plugins/greeter");
        return ExitCode::from(2);
    }
    match write(&folders) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folders: &[PathBuf]) -> Result<(), Box<dyn std::error::Error>> {
    let target_dir = env::current_dir()?.join("target/plugins");
    for packed in ombud_pack::pack(folders, &target_dir)? {
        let path = Path::new(&packed.id).with_extension("wasm");
        fs::write(&path, &packed.component)?;
        println!("{} ({} KiB)", path.display(), packed.component.len().div_ceil(1024));
    }
    Ok(())
}
