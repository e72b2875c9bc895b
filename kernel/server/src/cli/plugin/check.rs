//! `ombud plugin check`: what a plugin asks for and does not use, and what a desk would refuse.

use super::folder::{Folder, look};
use super::test;
use crate::cli::Outcome;
use clap::Args;
use ombud_host::{Approval, Inspection};
use ombud_pack::Pace;
use ombud_testkit::scenario::Report;
use ombud_testkit::{Desk, Diary, Idle, Why, idle, manifest_lines};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// See what a plugin asks for and does not use, and what a desk would refuse.
///
/// Of a folder, the scenarios run, too, and tell which permissions were used, which routes were tried, and which line of
/// plugin.toml would allow what was refused. Ends with an error if there is something to mend.
#[derive(Args)]
pub(crate) struct Check {
    /// The plugin's folder, or its `.wasm` file.
    #[arg(default_value = ".")]
    plugin: PathBuf,
}

impl Check {
    pub async fn run(self) -> Outcome {
        let (component, folder) = if self.plugin.is_file() {
            let read = std::fs::read(&self.plugin);
            (read.map_err(|error| format!("`{}`: {error}", self.plugin.display()))?, None)
        } else {
            let folder = Folder::at(&self.plugin)?;
            (folder.build(Pace::Quick).await?.component, Some(folder))
        };
        let inspection = look(&component)?;
        let id = inspection.manifest.id().clone();
        let code = folder.as_ref().map(Folder::code).transpose()?;
        let file = component.clone();
        let install = move || {
            Desk::open_for(&file, Approval::default(), code).map(drop).map_err(|error| error.to_string())
        };
        let taken = tokio::task::spawn_blocking(install).await?;
        taken.map_err(|error| format!("a desk refuses it: {error}"))?;
        let report = match &folder {
            Some(folder) => Some(test::run(folder, component).await?),
            None => None,
        };
        let (text, faults) = told(&inspection, report.as_ref());
        print!("{text}");
        match faults {
            0 => {
                println!("`{id}` asks for nothing that it does not use, and a desk takes it");
                Ok(())
            }
            1 => Err(format!("there is one thing to mend in `{id}`").into()),
            faults => Err(format!("there are {faults} things to mend in `{id}`").into()),
        }
    }
}

/// Everything in words, and how much of it is to be mended.
fn told(inspection: &Inspection, report: Option<&Report>) -> (String, usize) {
    let (mut text, mut faults) = (String::new(), 0);
    let outcomes = report.map(|report| report.outcomes.as_slice()).unwrap_or_default();
    for outcome in outcomes.iter().filter(|outcome| outcome.failure.is_some()) {
        faults += 1;
        let _ = writeln!(text, "{outcome}\n");
    }
    let diaries: Vec<&Diary> = outcomes.iter().map(|outcome| &outcome.diary).collect();
    let idle: Vec<Idle> = idle(inspection, diaries.iter().copied())
        .into_iter()
        // Without scenarios nobody knows what is used.
        .filter(|idle| report.is_some() || matches!(idle.why, Why::NotImported | Why::NotSaid))
        .collect();
    for (why, title) in [
        (Why::NotImported, "Named, but not imported by the component. Take it out of plugin.toml:"),
        (
            Why::NotUsed,
            "Not used in any scenario. Take it out of plugin.toml, or write the scenario that needs it:",
        ),
        (Why::NotTried, "No scenario comes there:"),
        (Why::NotSaid, "Without words for the administrator:"),
    ] {
        let lines: Vec<&Idle> = idle.iter().filter(|idle| idle.why == why).collect();
        if !lines.is_empty() {
            faults += lines.len();
            let _ = writeln!(text, "{title}");
            for line in lines {
                let _ = writeln!(text, "  {}", line.what);
            }
            text.push('\n');
        }
    }
    if !inspection.texts_lack.is_empty() {
        let _ =
            writeln!(text, "Not as it should be in the catalogues, and said in English or not quite right:");
        for line in &inspection.texts_lack {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    text += &refusals(inspection, &diaries);
    (text, faults)
}

/// What was refused in the scenarios and a line would allow. Scenarios are there to be refused things, so it is no
/// fault.
fn refusals(inspection: &Inspection, diaries: &[&Diary]) -> String {
    let (mut text, mut said) = (String::new(), BTreeSet::new());
    for refusal in diaries.iter().flat_map(|diary| diary.refusals()) {
        let Some(lines) = manifest_lines(inspection.manifest.id(), &refusal.denial) else { continue };
        if said.insert(lines.clone()) {
            let lines = lines.replace('\n', "\n    ");
            let _ = writeln!(text, "  {}\n\n    {lines}\n", refusal.denial);
        }
    }
    match text.is_empty() {
        true => text,
        false => format!(
            "Refused in the scenarios. If it should be allowed, this would, in plugin.toml:\n\n{text}"
        ),
    }
}
