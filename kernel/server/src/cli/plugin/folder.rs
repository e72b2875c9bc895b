//! An author's folder, and the file that is made of it.

use crate::cli::Outcome;
use ombud_host::{Inspection, SharedCode, Unfit, inspect};
use ombud_pack::Pace;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A plugin's folder.
#[derive(Clone)]
pub(super) struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Where everything goes that can be made again.
    target: PathBuf,
}

/// A file that was made.
pub(super) struct Built {
    pub component: Vec<u8>,
    pub took: Duration,
}

impl Folder {
    /// The plugin's folder at this path.
    pub fn at(path: &Path) -> Outcome<Folder> {
        let found = path.canonicalize().map_err(|error| format!("`{}`: {error}", path.display()))?;
        if !found.is_dir() {
            return Err(format!("`{}` is no folder", path.display()).into());
        }
        let target = checkout(&found).unwrap_or_else(|| found.clone()).join("target");
        Ok(Folder { path: found, target })
    }

    /// A place for something that can be made again.
    pub fn place(&self, name: &str) -> PathBuf {
        self.target.join(name)
    }

    /// Compiled code, kept between runs.
    pub fn code(&self) -> Outcome<SharedCode> {
        let place = self.place("code");
        Ok(SharedCode::at(&place).map_err(|error| format!("`{}`: {error}", place.display()))?)
    }

    /// Makes the file. What the compiler has to say is in the error, as it says it.
    pub async fn build(&self, pace: Pace) -> Outcome<Built> {
        let (path, target) = (self.path.clone(), self.place("plugins"));
        let begun = Instant::now();
        let options = ombud_pack::Options { locked: false, pace, color: std::io::stderr().is_terminal() };
        let work = move || ombud_pack::pack_with(std::slice::from_ref(&path), &target, options);
        let mut packed = tokio::task::spawn_blocking(work).await??;
        let component = packed.pop().ok_or("nothing was made of it")?.component;
        Ok(Built { component, took: begun.elapsed() })
    }
}

impl Built {
    /// What it is.
    pub fn inspect(&self) -> Outcome<Inspection> {
        look(&self.component)
    }
}

/// Looks at a file; what is wrong with it is told with the line of the manifest that mends it, if there is one.
pub(super) fn look(component: &[u8]) -> Outcome<Inspection> {
    Ok(inspect(component).map_err(|unfit| match &unfit {
        Unfit::Undeclared { interface, .. } => {
            format!("{unfit}\n\n[[imports]]\ninterface = \"{interface}\"\nwhy = \"…\"")
        }
        _ => unfit.to_string(),
    })?)
}

/// The checkout of Ombud that a folder lies in.
pub(super) fn checkout(folder: &Path) -> Option<PathBuf> {
    let is = |above: &&Path| {
        ["plugins/sdk/Cargo.toml", "wit/kernel", "kernel/host", "Cargo.lock"]
            .iter()
            .all(|part| above.join(part).exists())
    };
    folder.ancestors().find(is).map(Path::to_owned)
}

/// In words for people.
pub(super) fn seconds(span: Duration) -> String {
    match span.as_millis() {
        short @ 0..1000 => format!("{short} ms"),
        _ => format!("{:.1} s", span.as_secs_f64()),
    }
}
