//! `ombud backup`, `restore` and `verify`.

use super::{Data, Outcome, audit, close};
use crate::audit_export::{in_words, moment};
use crate::control;
use clap::Args;
use ombud_identity::audit::chain;
use ombud_store::{Backup as Copy, BackupReport, Finding, Store, StoreOptions, Until};
use std::fs::{self, File};
use std::io::{ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};

/// Copy a desk into a file, also while it is at work.
#[derive(Args)]
pub(crate) struct Backup {
    /// The file; there must be none of this name yet.
    to: PathBuf,
    /// Only what changed since this backup, which must be of the same desk and of the last eight days.
    #[arg(long, value_name = "FILE")]
    after: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
}

/// Put a desk back into a new folder, as it was at any moment of its backups.
#[derive(Args)]
pub(crate) struct Restore {
    /// A whole backup, and then those that go on from it, in their order.
    #[arg(required = true)]
    from: Vec<PathBuf>,
    /// A date or moment such as `2026-11-23T14:05:00Z`, or a commit such as `commit:1200`; the newest unless told.
    #[arg(long, value_name = "MOMENT", value_parser = until)]
    until: Option<Until>,
    #[command(flatten)]
    data: Data,
}

fn until(text: &str) -> Result<Until, String> {
    match text.strip_prefix("commit:") {
        Some(number) => number.parse().map(Until::Commit).map_err(|_| "a commit has a number".into()),
        None => moment(text).map(Until::Time),
    }
}

impl Backup {
    pub async fn run(self) -> Outcome {
        let taken = |path: &Path| -> Outcome {
            match path.exists() {
                true => Err(format!("there is a file `{}` already: name another", path.display()).into()),
                false => Ok(()),
            }
        };
        taken(&self.to)?;
        let after = self.after.as_deref().map(check).transpose()?.map(|(after, _)| after);
        // Under its name only when it is whole and on disk.
        let unfinished = self.to.with_added_extension("part");
        let written = self.write(&unfinished, after.as_ref()).await;
        let done = written.and_then(|()| {
            let (copy, report) = check(&unfinished)?;
            taken(&self.to)?;
            fs::rename(&unfinished, &self.to)?;
            println!("{}", in_short(&copy, &report, &self.to));
            Ok(())
        });
        if done.is_err() {
            // There may be nothing of it yet.
            let _ = fs::remove_file(&unfinished);
        }
        done
    }

    /// By the desk itself if it is at work.
    async fn write(&self, to: &Path, after: Option<&Copy>) -> Outcome {
        let file = File::create(to).map_err(|error| format!("`{}`: {error}", to.display()))?;
        let (data, wanted) = (self.data.data.clone(), after.cloned());
        let copy = file.try_clone()?;
        let ask = move || control::ask_for_backup(&data, wanted.as_ref(), copy);
        if tokio::task::spawn_blocking(ask).await??.is_none() {
            let desk = self.data.open_existing().await?;
            let (at, wanted, copy) = (desk.clone(), after.cloned(), file.try_clone()?);
            control::note_backup(&desk, after).await?;
            tokio::task::spawn_blocking(move || at.store().back_up(wanted.as_ref(), at.now(), copy))
                .await??;
            close(desk).await?;
        }
        Ok(file.sync_all()?)
    }
}

fn check(path: &Path) -> Outcome<(Copy, BackupReport)> {
    Copy::check(path).map_err(|error| match File::open(path) {
        Err(open) if open.kind() == ErrorKind::NotFound => {
            format!("there is no file `{}`", path.display()).into()
        }
        _ => error.to_string().into(),
    })
}

fn in_short(copy: &Copy, report: &BackupReport, to: &Path) -> String {
    let what = match copy.from {
        None => format!("{} records", report.records),
        Some(from) => format!("the changes of {} commits after {from}", report.commits),
    };
    format!(
        "`{}` holds {what} and {} files, {} bytes, up to commit {} of {}",
        to.display(),
        report.blobs,
        report.bytes,
        copy.to,
        in_words(copy.made)
    )
}

impl Restore {
    pub async fn run(self) -> Outcome {
        let report = Store::restore(&self.from, self.until.unwrap_or(Until::Newest), &self.data.data)?;
        println!(
            "put back {} rows and {} files into `{}`, as of commit {}",
            report.rows,
            report.blobs,
            self.data.data.display(),
            report.commit
        );
        verify(&self.data).await
    }
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
