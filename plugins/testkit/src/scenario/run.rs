//! Runs scenarios.

use super::FOLDER;
use super::file::File;
use super::report::{Outcome, Report};
use super::step::Running;
use crate::{Desk, Diary};
use ombud_host::{Approval, Manifest, SharedCode, inspect};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Runs all scenarios of the plugin in this folder, whose component this is.
///
/// # Errors
/// If the component is no plugin, or the folder cannot be read. A plugin without scenarios has an empty report.
pub fn run_all(folder: &Path, component: &[u8], code: Option<&SharedCode>) -> Result<Report, Box<dyn Error>> {
    let inspection = inspect(component)?;
    let below = folder.join(FOLDER);
    let mut files = Vec::new();
    if below.is_dir() {
        for entry in std::fs::read_dir(&below).map_err(|error| format!("`{}`: {error}", below.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let outcomes = files.iter().map(|file| one(folder, file, component, &inspection.manifest, code));
    Ok(Report { outcomes: outcomes.collect() })
}

/// Runs the scenarios of the plugin in this folder, below the root of the project: for a test in Rust.
///
/// # Panics
/// If one of them does not pass, with the reasons, or if there are none.
#[track_caller]
pub fn run(folder: impl AsRef<Path>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let component = crate::pack(&folder);
    let code = crate::desk::shared_code();
    match run_all(&root.join(folder), &component, code.as_ref()) {
        Ok(report) if report.outcomes.is_empty() => panic!("there are no scenarios"),
        Ok(report) if report.failures() > 0 => panic!("\n{report}"),
        Ok(_) => {}
        Err(error) => panic!("{error}"),
    }
}

fn one(
    folder: &Path,
    path: &Path,
    component: &[u8],
    manifest: &Manifest,
    code: Option<&SharedCode>,
) -> Outcome {
    let begun = Instant::now();
    let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut outcome = Outcome {
        title: name.clone(),
        file: name,
        took: begun.elapsed(),
        failure: None,
        diary: Diary::default(),
    };
    outcome.failure = attempt(path, component, manifest, code, &mut outcome).err();
    outcome.took = begun.elapsed();
    outcome
}

fn attempt(
    path: &Path,
    component: &[u8],
    manifest: &Manifest,
    code: Option<&SharedCode>,
    outcome: &mut Outcome,
) -> Result<(), String> {
    let name = outcome.file.clone();
    let whole = |what: String| format!("{name}\n  {what}");
    let text = std::fs::read_to_string(path).map_err(|error| whole(error.to_string()))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(&text, span.start));
        format!("{name}:{line}\n  {}", error.message())
    })?;
    outcome.title.clone_from(&file.title);
    if file.steps.is_empty() {
        return Err(whole("it has no [[step]]".to_owned()));
    }
    let desk = desk(component, manifest, code, &file).map_err(|error| whole(error.to_string()))?;
    outcome.diary = desk.diary().clone();
    let mut running = Running::new(desk, manifest.id().clone());
    for (n, step) in file.steps.iter().enumerate() {
        running.step(step.get_ref()).map_err(|why| {
            let line = line_of(&text, step.span().start);
            format!("{name}:{line}, step {} ({})\n  {why}", n + 1, step.get_ref().brief())
        })?;
    }
    Ok(())
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// A desk with the bundled plugins and this one.
fn desk(
    component: &[u8],
    manifest: &Manifest,
    code: Option<&SharedCode>,
    file: &File,
) -> Result<Desk, Box<dyn Error>> {
    let id = manifest.id();
    let mut grants = manifest.requested();
    for name in &file.without {
        let asked = grants.len();
        grants.retain(|grant| grant.permission.as_str() != name);
        if grants.len() == asked {
            return Err(format!("without `{name}`: the plugin does not ask for that").into());
        }
    }
    let approval = Approval { grants: Some(grants), ..Approval::default() };
    let desk = Desk::open_for(component, approval, code.cloned())?;
    let owner = desk.owner();
    if !file.settings.is_empty() {
        let Ok(serde_json::Value::Object(changes)) = serde_json::to_value(&file.settings) else {
            return Err("the settings are no table".into());
        };
        desk.wait_for(desk.host().choose_settings(id, changes, &owner))?;
    }
    for (name, value) in &file.secrets {
        desk.wait_for(desk.host().tell_secret(id, name, Some(value), &owner))?;
    }
    Ok(desk)
}
