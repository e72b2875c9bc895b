//! `ombud plugin test`: builds a plugin and runs its scenarios.

use super::folder::{Folder, seconds};
use crate::cli::Outcome;
use clap::Args;
use ombud_pack::Pace;
use ombud_testkit::scenario::{self, Report};
use std::path::PathBuf;
use std::time::Instant;

/// Build a plugin and run its scenarios (`tests/*.toml`), each on a desk of its own.
#[derive(Args)]
pub(crate) struct Test {
    /// The plugin's folder.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

impl Test {
    pub async fn run(self) -> Outcome {
        let begun = Instant::now();
        let folder = Folder::at(&self.folder)?;
        let built = folder.build(Pace::Quick).await?;
        let id = built.inspect()?.manifest.id().clone();
        let report = run(&folder, built.component).await?;
        print!("{report}");
        let (all, failed) = (report.outcomes.len(), report.failures());
        if all == 0 {
            return Err(format!(
                "`{id}` has no scenarios: write one into `{}`",
                folder.path.join("tests/first.toml").display()
            )
            .into());
        }
        if failed > 0 {
            return Err(format!("{failed} of {all} scenarios of `{id}` failed").into());
        }
        let plural = if all == 1 { "" } else { "s" };
        println!(
            "{all} scenario{plural} of `{id}` passed in {} ({} of it to build)",
            seconds(begun.elapsed()),
            seconds(built.took)
        );
        Ok(())
    }
}

/// Runs the scenarios of a folder. Their desks wait for this machine's disk and must not hold up ours.
pub(super) async fn run(folder: &Folder, component: Vec<u8>) -> Outcome<Report> {
    let (path, code) = (folder.path.clone(), folder.code()?);
    let work = move || scenario::run_all(&path, &component, Some(&code)).map_err(|error| error.to_string());
    Ok(tokio::task::spawn_blocking(work).await??)
}
