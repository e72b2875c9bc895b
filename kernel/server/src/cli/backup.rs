//! `ombud backup`, `restore` and `verify`.

use super::{Data, Outcome, audit};
use clap::Args;
use ombud_identity::audit::chain;
use ombud_store::{Finding, Store, StoreOptions};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Copy a desk into an empty folder.
#[derive(Args)]
pub(crate) struct Backup {
    /// The folder for the copy; it must be empty or not there yet.
    to: PathBuf,
    #[command(flatten)]
    data: Data,
}

/// Put a copy back.
#[derive(Args)]
pub(crate) struct Restore {
    /// The folder of the copy.
    from: PathBuf,
    #[command(flatten)]
    data: Data,
}

impl Backup {
    pub async fn run(self) -> Outcome {
        copy(&self.data.data, &self.to)
    }
}

impl Restore {
    pub async fn run(self) -> Outcome {
        copy(&self.from, &self.data.data)?;
        verify(&self.data).await
    }
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let store = open(from)?;
    let report = store.backup(to)?;
    println!(
        "copied {} records, {} files, {} bytes into `{}`, as of commit {}",
        report.records,
        report.blobs,
        report.bytes,
        to.display(),
        report.commit
    );
    Ok(())
}

/// Walks through everything and says what does not fit.
pub(super) async fn verify(data: &Data) -> Outcome {
    let store = open(&data.data)?;
    let mut findings = verify_and_tell(&store)?;
    findings.extend(ombud_identity::verify(&mut store.begin())?);
    for finding in &findings {
        println!("{finding}");
    }
    let audit = audit::told(chain::verify(&store, None)?);
    if findings.is_empty() {
        audit?;
        println!("everything fits");
        return Ok(());
    }
    Err(format!(
        "{} things do not fit: restore the last backup, or ask for help with this list",
        findings.len()
    )
    .into())
}

/// Says what is looked at while it is, and how much it was.
fn verify_and_tell(store: &Store) -> Outcome<Vec<Finding>> {
    let shows = std::io::stderr().is_terminal();
    let mut counts: Vec<(&str, u64)> = Vec::new();
    let findings = store.verify_and_tell(&mut |what, count| {
        match counts.last_mut().filter(|(last, _)| *last == what) {
            Some(last) => last.1 = count,
            None => counts.push((what, count)),
        }
        if shows {
            eprint!("\r{count} {what}\x1b[K");
        }
    })?;
    if shows {
        eprint!("\r\x1b[K");
    }
    let counts: Vec<_> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
    println!("looked at {}", counts.join(", "));
    Ok(findings)
}

fn open(dir: &Path) -> Outcome<Store> {
    if !dir.join("state").is_dir() {
        return Err(format!("there is no desk in `{}`", dir.display()).into());
    }
    Ok(Store::open(dir, StoreOptions::default())?)
}
