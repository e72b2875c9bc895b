//! `ombud plugin`: see what a plugin may do, before and after it is installed, and manage those that are.

mod build;
mod check;
mod describe;
mod dev;
mod folder;
mod new;
mod replay;
mod shadow;
mod sign;
mod storage;
mod test;

use super::{Data, Outcome, with_owner};
use clap::{Args, Subcommand};
use ombud_access::{Authority, DepartmentId, PluginId};
use ombud_host::{Approval, DeadLetter, PluginFile, PluginState};
use ombud_identity::{Actor, department, plugin};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use storage::Storage;

/// See, install and manage plugins.
#[derive(Subcommand)]
pub(crate) enum Plugin {
    /// Begin a plugin: a folder that builds and passes its tests.
    New(new::New),
    /// Make the file of a plugin's folder, to look at it yourself.
    Build(build::Build),
    /// See what a plugin asks for and does not use, and what a desk would refuse.
    Check(check::Check),
    /// Build a plugin and run its scenarios (`tests/*.toml`), each on a desk of its own.
    Test(test::Test),
    /// Work on a plugin: a desk with it that follows each change of its folder.
    Dev(dev::Dev),
    /// Make the file that you give to others, with its version in its name, and signed if you say by whom.
    Pack(build::Pack),
    /// What is installed.
    List(Data),
    /// What a plugin file asks for. Runs none of it.
    Inspect {
        /// The `.wasm` file; a signature is looked for beside it, in `FILE.sig`.
        file: PathBuf,
        /// The desk on which it would be installed: shows what is new to that one.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Install a plugin file, or another version, after showing what it asks for.
    Install(Install),
    /// The versions of a plugin that can be gone back to.
    Versions {
        /// Which plugin.
        plugin: PluginId,
        #[command(flatten)]
        data: Data,
    },
    /// Go back to an earlier version.
    Rollback {
        /// Which plugin.
        plugin: PluginId,
        /// The version, or the first digits of its SHA-256; without it, the one before.
        version: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Switch a plugin on.
    Enable(One),
    /// Switch a plugin off. Events and timers wait for it.
    Disable(One),
    /// Let a plugin back that is left alone because it failed.
    Release(One),
    /// How much a plugin keeps, and how much it may keep.
    Storage(Storage),
    /// What plugins failed to handle again and again.
    DeadLetters(Data),
    /// Hand something over once more that a plugin failed to handle: out of its order.
    Retry(Letter),
    /// Let something go that a plugin failed to handle.
    Discard(Letter),
    /// Take a plugin out. What it has kept stays.
    Remove(One),
    /// Erase everything that a removed plugin has kept. Nothing but a backup brings it back.
    Purge {
        #[command(flatten)]
        one: One,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Make a pair of keys to sign plugins with.
    Key(sign::Key),
    /// Sign a plugin file.
    Sign(sign::Sign),
    /// Look what a plugin file would do about what has been, without doing it.
    Shadow(shadow::Shadow),
    /// The reports of a plugin's failed calls: what it was asked, and what it had read.
    Reports(replay::Reports),
    /// Make a call again that has failed, without a desk, and see whether another version would do better.
    Replay(replay::Replay),
}

/// A plugin of a desk.
#[derive(Args)]
pub(crate) struct One {
    /// Which plugin.
    plugin: PluginId,
    #[command(flatten)]
    data: Data,
}

/// Something that a plugin failed to handle.
#[derive(Args)]
pub(crate) struct Letter {
    /// As `ombud plugin dead-letters` shows it; its first digits are enough.
    id: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub(crate) struct Install {
    /// The `.wasm` file; a signature is looked for beside it, in `FILE.sig`.
    file: PathBuf,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
    /// Only in this department, by its name; may be given several times.
    #[arg(long = "department", value_name = "NAME")]
    departments: Vec<String>,
    /// Without this permission that it asks for; may be given several times.
    #[arg(long = "without", value_name = "PERMISSION")]
    without: Vec<String>,
    /// Without this host that it wants to send requests to; may be given several times.
    #[arg(long = "without-host", value_name = "HOST")]
    without_hosts: Vec<String>,
    /// Leave roles as they are.
    #[arg(long)]
    without_suggestions: bool,
    /// It may take over what another publisher's plugin of the same name has kept.
    #[arg(long)]
    take_over: bool,
    #[command(flatten)]
    data: Data,
}

impl Plugin {
    pub async fn run(self) -> Outcome {
        match self {
            Plugin::New(new) => new.run(),
            Plugin::Build(build) => build.run().await,
            Plugin::Check(check) => check.run().await,
            Plugin::Test(test) => test.run().await,
            Plugin::Dev(dev) => dev.run().await,
            Plugin::Pack(pack) => pack.run().await,
            Plugin::List(data) => list(&data).await,
            Plugin::Inspect { file, data } => inspect(&file, data).await,
            Plugin::Install(install) => install.run().await,
            Plugin::Versions { plugin, data } => versions(&data, &plugin).await,
            Plugin::Rollback { plugin, version, data } => roll_back(&data, &plugin, version).await,
            Plugin::Enable(one) => switch(one, true).await,
            Plugin::Disable(one) => switch(one, false).await,
            Plugin::Release(One { plugin, data }) => {
                with_owner(&data, async |desk, owner| Ok(desk.host().release(&plugin, owner).await?)).await
            }
            Plugin::Storage(storage) => storage.run().await,
            Plugin::DeadLetters(data) => dead_letters(&data).await,
            Plugin::Retry(Letter { id, data }) => {
                with_owner(&data, async |desk, owner| {
                    Ok(desk.host().retry_dead_letter(&letter(desk, &id)?, owner).await?)
                })
                .await
            }
            Plugin::Discard(Letter { id, data }) => {
                with_owner(&data, async |desk, owner| {
                    Ok(desk.host().discard_dead_letter(&letter(desk, &id)?, owner).await?)
                })
                .await
            }
            Plugin::Remove(One { plugin, data }) => {
                with_owner(&data, async |desk, owner| {
                    desk.host().remove(&plugin, owner).await?;
                    println!("removed; what it has kept stays until `ombud plugin purge {plugin}`");
                    Ok(())
                })
                .await
            }
            Plugin::Purge { one, yes } => purge(one, yes).await,
            Plugin::Key(key) => key.run(),
            Plugin::Sign(sign) => sign.run(),
            Plugin::Shadow(shadow) => shadow.run().await,
            Plugin::Reports(reports) => reports.run().await,
            Plugin::Replay(replay) => replay.run().await,
        }
    }
}

async fn list(data: &Data) -> Outcome {
    let desk = data.open_existing().await?;
    for plugin in desk.host().plugins() {
        let about = &plugin.inspection.manifest.plugin;
        let state = match plugin.state {
            PluginState::Enabled => "",
            PluginState::Disabled => " [switched off]",
            PluginState::Quarantined => " [in quarantine]",
        };
        println!(
            "{:<12} {:<8} {} ({}){state}",
            about.id.as_str(),
            about.version,
            about.summary,
            plugin.origin
        );
        if let Some(quarantine) = plugin.quarantine {
            println!("{:<21} {}", "", quarantine.why);
        }
    }
    super::close(desk).await
}

async fn dead_letters(data: &Data) -> Outcome {
    let desk = data.open_existing().await?;
    for letter in desk.host().dead_letters()? {
        let DeadLetter { id, plugin, what, error, can_retry, .. } = letter;
        let only = if can_retry { "" } else { " [can only be let go]" };
        println!("{id} {:<12} {what}{only}\n{:<20} {error}", plugin.as_str(), "");
    }
    super::close(desk).await
}

/// The one whose id begins so.
fn letter(desk: &crate::Desk, begins: &str) -> Outcome<String> {
    let letters = desk.host().dead_letters()?;
    let mut found = letters.into_iter().filter(|letter| letter.id.starts_with(begins));
    match (found.next(), found.next()) {
        (Some(letter), None) => Ok(letter.id),
        (None, _) => Err(format!("there is no dead letter `{begins}`").into()),
        (Some(_), Some(_)) => {
            Err(format!("several dead letters begin with `{begins}`: give more of it").into())
        }
    }
}

async fn inspect(path: &Path, data: Option<PathBuf>) -> Outcome {
    let file = read(path)?;
    match data {
        None => print!("{}", describe::alone(file).map_err(|error| unfit(path, error))?),
        Some(data) => {
            with_owner(&Data::in_folder(data), async |desk, _| {
                let proposal = desk.host().examine(file).map_err(|error| unfit(path, error))?;
                print!("{}", describe::proposal(&proposal));
                Ok(())
            })
            .await?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Outcome<PluginFile> {
    let cannot = |path: &Path, error: std::io::Error| format!("`{}` cannot be read: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| cannot(path, error))?;
    let beside = sign::beside(path);
    let signature = match std::fs::read_to_string(&beside) {
        Ok(text) => Some(text.parse().map_err(|error| format!("`{}`: {error}", beside.display()))?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(cannot(&beside, error).into()),
    };
    Ok(PluginFile { bytes, signature })
}

fn unfit(path: &Path, error: impl std::fmt::Display) -> String {
    format!("`{}` cannot be installed: {error}", path.display())
}

/// Asks on the terminal.
fn agreed(question: &str, yes: bool) -> Outcome<bool> {
    if yes {
        return Ok(true);
    }
    if !std::io::stdin().is_terminal() {
        return Err("nobody is there to agree: say --yes if this is what you want".into());
    }
    print!("\n{question} [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("y"))
}

impl Install {
    async fn run(self) -> Outcome {
        let file = read(&self.file)?;
        with_owner(&self.data, async |desk, owner| {
            let proposal = desk.host().examine(file.clone()).map_err(|error| unfit(&self.file, error))?;
            print!("{}", describe::proposal(&proposal));
            let approval = self.approval(desk, &proposal.inspection.manifest)?;
            if !agreed("Install it with that?", self.yes)? {
                println!("nothing was installed");
                return Ok(());
            }
            println!("compiling …");
            desk.host().install(file, owner, approval).await?;
            println!("installed");
            Ok(())
        })
        .await
    }

    fn approval(&self, desk: &crate::Desk, manifest: &ombud_host::Manifest) -> Outcome<Approval> {
        let mut departments: Vec<DepartmentId> = Vec::new();
        let all = department::list(&mut desk.store().begin())?;
        for name in &self.departments {
            let found = all.iter().find(|department| department.name == *name);
            departments.push(found.ok_or_else(|| format!("there is no department `{name}`"))?.id);
        }
        let mut grants = manifest.requested();
        for name in &self.without {
            if !grants.iter().any(|grant| grant.permission.as_str() == name) {
                return Err(format!("it does not ask for `{name}`").into());
            }
            grants.retain(|grant| grant.permission.as_str() != name);
        }
        Ok(Approval {
            departments: (!departments.is_empty()).then_some(departments),
            grants: (!self.without.is_empty()).then_some(grants),
            hosts: (!self.without_hosts.is_empty()).then(|| {
                let asked = manifest.hosts.iter().map(|rule| rule.host.clone());
                asked.filter(|host| !self.without_hosts.contains(host)).collect()
            }),
            without_suggestions: self.without_suggestions,
            take_over: self.take_over,
        })
    }
}

async fn versions(data: &Data, id: &PluginId) -> Outcome {
    with_owner(data, async |desk, _| {
        let versions = desk.host().versions(id)?;
        if versions.is_empty() {
            return Err(format!("there is no plugin `{id}`").into());
        }
        for (n, version) in versions.iter().enumerate() {
            let now = if n == 0 { "  (now)" } else { "" };
            println!("{:<10} {}  {}{now}", version.version, &version.sha256[..12], version.origin);
        }
        Ok(())
    })
    .await
}

async fn roll_back(data: &Data, id: &PluginId, wanted: Option<String>) -> Outcome {
    with_owner(data, async |desk, owner| {
        let versions = desk.host().versions(id)?;
        let mut earlier = versions.iter().skip(1);
        let found = match &wanted {
            None => earlier.next(),
            Some(wanted) => {
                earlier.find(|version| version.version == *wanted || version.sha256.starts_with(wanted))
            }
        };
        let found = found.ok_or("no such version is kept; `ombud plugin versions` lists those that are")?;
        desk.host().roll_back(id, &found.sha256, owner).await?;
        println!("{id} is at {} again", found.version);
        Ok(())
    })
    .await
}

async fn switch(One { plugin: id, data }: One, enabled: bool) -> Outcome {
    super::change(&data, |_, unit, owner: &Authority| {
        let mandate = plugin::get(unit, &id)?.ok_or_else(|| format!("there is no plugin `{id}`"))?;
        let mandate = ombud_access::Mandate { enabled, ..mandate };
        Ok(plugin::set_mandate(unit, Actor::from(owner), mandate)?)
    })
    .await
}

async fn purge(One { plugin, data }: One, yes: bool) -> Outcome {
    with_owner(&data, async |desk, owner| {
        let question =
            format!("Erase everything that `{plugin}` has kept? Nothing but a backup brings it back.");
        if !agreed(&question, yes)? {
            println!("nothing was erased");
            return Ok(());
        }
        let purged = desk.host().purge(&plugin, owner).await?;
        println!("{} records and timers erased, {} grants taken out of roles", purged.records, purged.grants);
        Ok(())
    })
    .await
}
