//! `ombud plugin`: see what a plugin may do, before and after it is installed.

use super::{Data, Outcome, as_owner};
use clap::Subcommand;
use ombud_host::{Approval, Inspection};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// See and install plugins.
#[derive(Subcommand)]
pub(crate) enum Plugin {
    /// What is installed.
    List(Data),
    /// What a plugin file asks for. Runs none of it.
    Inspect {
        /// The `.wasm` file.
        file: PathBuf,
    },
    /// Install a plugin file, or another version, with everything that it asks for.
    Install {
        /// The `.wasm` file.
        file: PathBuf,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        data: Data,
    },
}

impl Plugin {
    pub async fn run(self) -> Outcome {
        match self {
            Plugin::List(data) => list(&data).await,
            Plugin::Inspect { file } => {
                print!("{}", describe(&read(&file)?.1));
                Ok(())
            }
            Plugin::Install { file, yes, data } => install(&file, yes, &data).await,
        }
    }
}

async fn list(data: &Data) -> Outcome {
    let desk = data.open_existing().await?;
    for plugin in desk.host().plugins() {
        let about = &plugin.inspection.manifest.plugin;
        println!("{:<12} {:<8} {}", about.id.as_str(), about.version, about.summary);
    }
    Ok(())
}

fn read(file: &Path) -> Outcome<(Vec<u8>, Inspection)> {
    let bytes = std::fs::read(file).map_err(|e| format!("`{}` cannot be read: {e}", file.display()))?;
    let inspection =
        ombud_host::inspect(&bytes).map_err(|e| format!("`{}` cannot be installed: {e}", file.display()))?;
    Ok((bytes, inspection))
}

async fn install(file: &Path, yes: bool, data: &Data) -> Outcome {
    let (bytes, inspection) = read(file)?;
    print!("{}", describe(&inspection));
    if !yes {
        if !std::io::stdin().is_terminal() {
            return Err(
                "nobody is there to agree: say --yes to install with everything that it asks for".into()
            );
        }
        print!("\nInstall it with everything that it asks for? [y/N] ");
        std::io::stdout().flush()?;
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer)?;
        if !answer.trim().eq_ignore_ascii_case("y") {
            println!("nothing was installed");
            return Ok(());
        }
    }
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    drop(unit);
    desk.host().install(bytes, &actor, Approval::default()).await?;
    println!("installed");
    desk.close().await;
    Ok(())
}

/// Everything that an administrator should know before saying yes.
fn describe(inspection: &Inspection) -> String {
    let manifest = &inspection.manifest;
    let about = &manifest.plugin;
    let mut text = format!(
        "{} {} ({})\n{}\n{} bytes, SHA-256 {}\n",
        about.title, about.version, about.id, about.summary, inspection.size, inspection.sha256
    );
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            for line in lines {
                text.push_str(&format!("  {line}\n"));
            }
        }
    };
    section(
        "It asks for these permissions:",
        manifest.needs.iter().map(|n| format!("{} on {}: {}", n.permission, n.scopes, n.why)).collect(),
    );
    section(
        "It uses these interfaces:",
        manifest.imports.iter().map(|i| format!("{}: {}", i.interface, i.why)).collect(),
    );
    section("Named, but not used by this build:", inspection.unused.clone());
    section(
        "It brings these permissions:",
        manifest
            .permissions()
            .iter()
            .map(|p| {
                let mut marks = Vec::new();
                if p.flags.dangerous {
                    marks.push("dangerous");
                }
                if p.flags.contacts_customer {
                    marks.push("contacts customers");
                }
                if p.flags.owner_only {
                    marks.push("owner only");
                }
                let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
                format!("{}: {}{marks}", p.name, p.title)
            })
            .collect(),
    );
    section(
        "It answers to:",
        manifest
            .routes
            .iter()
            .map(|r| {
                let who = match (&r.needs, &r.open) {
                    (Some(permission), _) => format!("needs {permission}"),
                    (None, Some(why)) => format!("open to anybody: {why}"),
                    (None, None) => String::new(),
                };
                format!("{:<6} /{}{}: {} ({who})", r.method, about.id, r.path, r.title)
            })
            .collect(),
    );
    section("It reacts to:", manifest.reactions.iter().map(|r| format!("{}: {}", r.to, r.why)).collect());
    section(
        "It suggests for roles:",
        manifest.suggests.iter().map(|s| format!("{}: {} on {}", s.role, s.permission, s.scopes)).collect(),
    );
    text
}
