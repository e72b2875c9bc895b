//! `ombud backup`, `restore`, `export`, `import desk` and `verify`.

use super::{Data, Outcome, audit, close};
use crate::audit_export::{in_words, moment};
use crate::control::{self, Wanted};
use clap::Args;
use ombud_identity::audit::chain;
use ombud_store::{Backup as Copy, BackupReport, Database, EngineKind, Finding, Store, StoreOptions, Until};
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, IsTerminal};
use std::os::unix::fs::OpenOptionsExt;
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

/// Write everything as lines of JSON, also while the desk is at work.
#[derive(Args)]
pub(crate) struct Export {
    /// The file; there must be none of this name yet.
    to: PathBuf,
    #[command(flatten)]
    data: Data,
}

/// Make a desk of what `ombud export` wrote.
#[derive(Args)]
pub(crate) struct Import {
    /// The file.
    from: PathBuf,
    #[command(flatten)]
    data: Data,
}

impl Backup {
    pub async fn run(self) -> Outcome {
        let after = self.after.as_deref().map(check).transpose()?.map(|(after, _)| after);
        copy(&self.data, Wanted::Backup { after }, &self.to, |file| {
            let (copy, report) = check(file)?;
            Ok(in_short(&copy, &report, &self.to))
        })
        .await
    }
}

impl Export {
    pub async fn run(self) -> Outcome {
        copy(&self.data, Wanted::Export, &self.to, |file| {
            let lines = Store::exported(BufReader::new(File::open(file)?))?;
            Ok(format!("`{}` holds {lines} lines", self.to.display()))
        })
        .await
    }
}

impl Import {
    pub async fn run(self) -> Outcome {
        in_a_folder(&self.data)?;
        let file = File::open(&self.from).map_err(|error| format!("`{}`: {error}", self.from.display()))?;
        let lines = Store::import(EngineKind::default(), BufReader::new(file), &self.data.data)
            .map_err(|error| format!("`{}`, {error}", self.from.display()))?;
        println!("made a desk of {lines} lines in `{}`", self.data.data.display());
        verified(&self.data, None)
    }
}

/// Writes a copy of the desk into a new file, by the desk itself if it is at work. The file has its name only when it
/// is whole, on disk, and looked through; that says what it holds.
async fn copy(data: &Data, wanted: Wanted, to: &Path, look: impl Fn(&Path) -> Outcome<String>) -> Outcome {
    let free = || -> Outcome {
        match to.exists() {
            true => Err(format!("there is a file `{}` already: name another", to.display()).into()),
            false => Ok(()),
        }
    };
    free()?;
    let unfinished = to.with_added_extension("part");
    let written = write(data, wanted, &unfinished).await;
    let done = written.and_then(|()| {
        let holds = look(&unfinished)?;
        free()?;
        fs::rename(&unfinished, to)?;
        println!("{holds}");
        Ok(())
    });
    if done.is_err() {
        // There may be nothing of it yet.
        let _ = fs::remove_file(&unfinished);
    }
    done
}

async fn write(data: &Data, wanted: Wanted, to: &Path) -> Outcome {
    let mut options = File::options();
    // It holds everything, so it is for whoever makes it only.
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    let file = options.open(to).map_err(|error| format!("`{}`: {error}", to.display()))?;
    let (folder, ask_for, into) = (data.data.clone(), wanted.clone(), file.try_clone()?);
    let asked = tokio::task::spawn_blocking(move || control::ask(&folder, &ask_for, into)).await?;
    if asked?.is_none() {
        let desk = data.open_existing().await?;
        wanted.note(&desk).await?;
        let (at, into) = (desk.clone(), file.try_clone()?);
        tokio::task::spawn_blocking(move || wanted.write(&at, into)).await??;
        close(desk).await?;
    }
    Ok(file.sync_all()?)
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
        in_a_folder(&self.data)?;
        let report = Store::restore(&self.from, self.until.unwrap_or(Until::Newest), &self.data.data)?;
        println!(
            "put back {} rows and {} files into `{}`, as of commit {}",
            report.rows,
            report.blobs,
            self.data.data.display(),
            report.commit
        );
        verified(&self.data, None)
    }
}

/// A desk is put back into a folder first, whole or not at all; a database is filled from there.
fn in_a_folder(data: &Data) -> Outcome {
    match data.store {
        None => Ok(()),
        Some(_) => Err("a desk is put back into a folder: leave out --store, and then take it into an empty database with \
                        `ombud move-store`"
            .into()),
    }
}

/// Walks through everything and says what does not fit.
pub(super) async fn verify(data: &Data) -> Outcome {
    verified(data, data.database()?.as_ref())
}

fn verified(data: &Data, database: Option<&Database>) -> Outcome {
    let store = open(&data.data, database)?;
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

fn open(dir: &Path, database: Option<&Database>) -> Outcome<Store> {
    if let Some(database) = database {
        return Ok(Store::open_in_database(database, dir, StoreOptions::default())?);
    }
    if !["state", "database"].iter().any(|part| dir.join(part).exists()) {
        return Err(format!("there is no desk in `{}`", dir.display()).into());
    }
    Ok(Store::open(dir, StoreOptions::default())?)
}
