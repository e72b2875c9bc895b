//! Programs that bring their interpreter along: what JavaScript and Python have in common.

use crate::PackError;
use crate::process::run;
use crate::source::Source;
use crate::toolchain::{Toolchain, absolute};
use crate::world::{Exported, World};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A language whose programs are put into a component together with their interpreter.
pub(crate) trait Interpreter {
    /// Its name for people.
    fn name(&self) -> &'static str;

    /// What makes the components.
    fn toolchain(&self) -> &'static Toolchain;

    /// The file that the component begins with, and others that it needs, with their names: it hands the kernel's calls to
    /// the author's program, and what goes wrong there to the log.
    fn entry(&self, exported: &[Exported], logs: bool) -> Vec<(&'static str, String)>;

    /// Makes the component.
    fn command(&self, bench: &Bench) -> Command;
}

/// Where one component is made.
pub(crate) struct Bench {
    /// The installed tool.
    pub tool: PathBuf,
    /// A copy of the program, with the entry.
    pub program: PathBuf,
    /// The world.
    pub wit: PathBuf,
    /// An empty folder.
    pub nothing: PathBuf,
    /// Where the component goes.
    pub component: PathBuf,
}

/// Makes a component of a program, unless the same one was made of the same parts before: it takes seconds, and the
/// tools never make the same bytes twice, which the kernel would have to compile anew.
pub(crate) fn build(source: &Source, by: &dyn Interpreter, target_dir: &Path) -> Result<Vec<u8>, PackError> {
    let world = World::of(source)?;
    let program = files(&source.folder)?;
    let shelf = absolute(target_dir)?.join(by.name().to_lowercase()).join(&source.id);
    let kept = shelf.join(key(&world, &program, by)).with_extension("wasm");
    if let Ok(component) = fs::read(&kept) {
        return Ok(component);
    }
    let tool = by.toolchain().ensure(target_dir)?;
    eprintln!("{}: making a component of {} takes some seconds", source.id, by.name());
    let place = shelf.join(format!("{}.tmp", std::process::id()));
    let bench = Bench {
        tool,
        program: place.join("program"),
        wit: place.join("wit"),
        nothing: place.join("nothing"),
        component: place.join("component.wasm"),
    };
    let made = make(source, by, &world, &program, &bench);
    if made.is_ok() {
        // Those of earlier programs are of no more use.
        for old in fs::read_dir(&shelf).into_iter().flatten().flatten() {
            if old.path().extension().is_some_and(|end| end == "wasm") {
                let _ = fs::remove_file(old.path());
            }
        }
        let _ = fs::rename(&bench.component, &kept);
    }
    let _ = fs::remove_dir_all(&place);
    made
}

fn make(
    source: &Source,
    by: &dyn Interpreter,
    world: &World,
    program: &[(PathBuf, Vec<u8>)],
    bench: &Bench,
) -> Result<Vec<u8>, PackError> {
    let exported = world.write(source, &bench.wit)?;
    let entry = by.entry(&exported, world.logs());
    let entry = entry.into_iter().map(|(name, text)| (PathBuf::from(name), text.into_bytes()));
    for (place, text) in entry.chain(program.iter().cloned()) {
        let path = bench.program.join(place);
        let folder = path.parent().unwrap_or(&bench.program);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|source| PackError::Write { path, source })?;
    }
    let path = bench.nothing.clone();
    fs::create_dir_all(&path).map_err(|source| PackError::Write { path, source })?;
    let output = run(by.command(bench).current_dir(&bench.program))?;
    if !output.status.success() {
        let told = [output.stdout, output.stderr].concat();
        return Err(PackError::Compile {
            tool: by.toolchain().name.into(),
            packages: source.id.clone(),
            output: String::from_utf8_lossy(&told).into_owned(),
        });
    }
    fs::read(&bench.component).map_err(|source| PackError::Read { path: bench.component.clone(), source })
}

/// Names everything that a component is made of.
fn key(world: &World, program: &[(PathBuf, Vec<u8>)], by: &dyn Interpreter) -> String {
    let Toolchain { name, version, .. } = by.toolchain();
    let mut hash = Sha256::new();
    let mut add = |part: &[u8]| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    add(format!("{name} {version}").as_bytes());
    for (_, text) in by.entry(&[], world.logs()) {
        add(text.as_bytes());
    }
    for part in world.parts() {
        add(part.as_bytes());
    }
    for (place, text) in program {
        add(place.as_os_str().as_encoded_bytes());
        add(text);
    }
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files below a folder, by their place in it; without the manifest and what begins with a dot.
pub(crate) fn files(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, PackError> {
    let mut found = Vec::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(below) = waiting.pop() {
        let here = folder.join(&below);
        let unreadable = |source| PackError::Read { path: here.clone(), source };
        for entry in fs::read_dir(&here).map_err(unreadable)? {
            let name = entry.map_err(unreadable)?.file_name();
            let left_out = name == "plugin.toml" || name == "__pycache__" || name == "target";
            if left_out || name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let place = below.join(&name);
            let path = folder.join(&place);
            if path.is_dir() {
                waiting.push(place);
            } else {
                let text = fs::read(&path).map_err(|source| PackError::Read { path, source })?;
                found.push((place, text));
            }
        }
    }
    found.sort();
    Ok(found)
}
