//! Reports of failed calls, and making such a call again.

use crate::cli::{Data, Outcome, with_owner};
use clap::Args;
use ombud_access::PluginId;
use ombud_host::{Bundle, PluginEngine, Replayed, inspect, replay};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The reports of a plugin's failed calls.
#[derive(Args)]
pub(crate) struct Reports {
    /// Which plugin.
    plugin: PluginId,
    /// Print this one, as it is kept, instead of listing all.
    name: Option<String>,
    #[command(flatten)]
    data: Data,
}

/// Make a call again that has failed.
#[derive(Args)]
pub(crate) struct Replay {
    /// The report: `ombud plugin reports PLUGIN NAME > FILE` writes one.
    file: PathBuf,
    /// The plugin's `.wasm` file, in the version that failed. Without it, one that fits is looked for beside the report
    /// and here.
    #[arg(long, value_name = "FILE")]
    component: Option<PathBuf>,
    /// Another version: shows what would be different with that one.
    #[arg(long = "with", value_name = "FILE")]
    other: Option<PathBuf>,
    /// Show what the plugin asked and heard.
    #[arg(long, short)]
    verbose: bool,
}

impl Reports {
    pub async fn run(self) -> Outcome {
        let Reports { plugin, name, data } = self;
        with_owner(&data, async |desk, _| {
            if let Some(name) = name {
                let text = desk.host().failure(&plugin, &name)?;
                println!("{}", String::from_utf8_lossy(&text));
                return Ok(());
            }
            let reports = desk.host().failures(&plugin)?;
            if reports.is_empty() {
                println!("there is no report of a failed call of `{plugin}`");
            }
            for report in reports {
                println!("{}  {:<8} {}", report.name, report.version, report.why);
            }
            Ok(())
        })
        .await
    }
}

impl Replay {
    pub async fn run(self) -> Outcome {
        let bundle = Bundle::parse(&read(&self.file)?)?;
        print!("{}", told(&bundle));
        let engine = PluginEngine::start()?;
        let component = self.component(&bundle)?;
        let mut same = true;
        if let Some(component) = component {
            let again = replay(&engine, &bundle, &component).await?;
            same = again.is_the_same(&bundle);
            match same {
                true => println!("made again with the same file: the same outcome, bit for bit"),
                false => {
                    print!("made again with the same file, it is different:\n{}", different(&bundle, &again))
                }
            }
            if self.verbose {
                print!("{}", calls(&again));
            }
        }
        let Some(other) = &self.other else {
            return if same { Ok(()) } else { Err("it could not be reproduced".into()) };
        };
        let again = replay(&engine, &bundle, &read(other)?).await?;
        match again.is_the_same(&bundle) {
            true => println!("with {}: nothing would be different", other.display()),
            false => print!("with {}:\n{}", other.display(), different(&bundle, &again)),
        }
        if self.verbose {
            print!("{}", calls(&again));
        }
        Ok(())
    }

    /// The version that failed. None if only another one was asked for and this one is not here.
    fn component(&self, bundle: &Bundle) -> Outcome<Option<Vec<u8>>> {
        let fits = |bytes: &[u8]| inspect(bytes).is_ok_and(|found| found.sha256 == bundle.sha256);
        if let Some(path) = &self.component {
            let bytes = read(path)?;
            return match fits(&bytes) {
                true => Ok(Some(bytes)),
                false => Err(format!(
                    "`{}` is not the file that failed (its SHA-256 must be {}); to try another version, say `--with`",
                    path.display(),
                    bundle.sha256
                )
                .into()),
            };
        }
        let folder = self.file.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        for folder in [folder.as_path(), Path::new(".")] {
            for name in [bundle.plugin.clone(), format!("{}-{}", bundle.plugin, bundle.version)] {
                match std::fs::read(folder.join(name).with_extension("wasm")) {
                    Ok(bytes) if fits(&bytes) => return Ok(Some(bytes)),
                    _ => {}
                }
            }
        }
        match self.other {
            Some(_) => Ok(None),
            None => Err(format!(
                "the file of `{}` {} is not here (SHA-256 {}): say `--component FILE`",
                bundle.plugin, bundle.version, bundle.sha256
            )
            .into()),
        }
    }
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    Ok(std::fs::read(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?)
}

/// What a report says, in a few lines.
fn told(bundle: &Bundle) -> String {
    let mut text = format!(
        "{} {}, call {}, with the rights of {}\n",
        bundle.plugin, bundle.version, bundle.request, bundle.authority
    );
    let entry = bundle.entry.as_object().and_then(|entry| entry.iter().next());
    if let Some((way, with)) = entry {
        let _ = writeln!(text, "asked: {way} {}", short(&with.to_string()));
    }
    let _ = writeln!(
        text,
        "asked the kernel and others {} times, then: {}",
        bundle.calls.len(),
        ended(&bundle.outcome)
    );
    for redacted in &bundle.redacted {
        let _ = writeln!(text, "taken out of the report: {redacted}");
    }
    text
}

fn ended(outcome: &ombud_host::Outcome) -> String {
    match outcome {
        ombud_host::Outcome::Answered(answer) => format!("answered {}", short(&answer.to_string())),
        ombud_host::Outcome::Fell { why, at } => match at.first() {
            Some(place) => format!("fell: {why}, at {place}"),
            None => format!("fell: {why}"),
        },
    }
}

/// What is different, in lines.
fn different(bundle: &Bundle, again: &Replayed) -> String {
    let mut text = String::new();
    let first = bundle.calls.iter().zip(&again.calls).position(|(before, now)| before != now);
    let first = first.unwrap_or(bundle.calls.len().min(again.calls.len()));
    for (sign, call) in [("-", bundle.calls.get(first)), ("+", again.calls.get(first))] {
        if let Some(call) = call {
            let _ = writeln!(
                text,
                "{sign} question {}: {} {}",
                first + 1,
                call.function,
                short(&call.with.to_string())
            );
        }
    }
    if let Some(strayed) = &again.strayed {
        let _ = writeln!(text, "! {}", short(strayed));
    }
    let _ = writeln!(text, "- {}\n+ {}", ended(&bundle.outcome), ended(&again.outcome));
    text
}

fn calls(again: &Replayed) -> String {
    let mut text = String::new();
    for (n, call) in again.calls.iter().enumerate() {
        let heard = call.heard.as_ref().map(ToString::to_string);
        let heard = heard.or_else(|| call.ended.clone()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:>4} {} {}\n     {}",
            n + 1,
            call.function,
            short(&call.with.to_string()),
            short(&heard)
        );
    }
    text
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}
