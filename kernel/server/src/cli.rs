//! The command line, one verb a file.

mod audit;
mod backup;
mod ban;
mod demo;
mod import;
mod mailbox;
mod move_store;
mod plugin;
mod publisher;
mod relay;
mod role;
mod search;
mod serve;
mod user;

use crate::{Desk, Options};
use clap::{Args, Parser, Subcommand};
use ombud_access::{Authority, UserId};
use ombud_host::{AddressSpace, CompileLimits, Compiler, Workshop};
use ombud_identity::effect::Before;
use ombud_identity::{Principal, owner, person};
use ombud_store::{Database, UnitOfWork};
use ombud_texts::Language;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// The command that compiles a plugin.
const COMPILE: &str = "compile-plugin";

/// What went wrong, in words for whoever typed the command.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Ombud, a help desk made of a small kernel and plugins.
#[derive(Parser)]
#[command(name = "ombud", version, arg_required_else_help = true)]
struct Line {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run a desk.
    Serve(serve::Serve),
    /// Run a desk with people, departments and mail to try things with.
    Demo(demo::Demo),
    /// Bring in what is elsewhere.
    #[command(subcommand)]
    Import(import::Import),
    /// See, install and manage plugins.
    #[command(subcommand)]
    Plugin(plugin::Plugin),
    /// Keep network addresses off the desk, while it is closed.
    #[command(subcommand)]
    Ban(ban::BanCommand),
    /// See, name and try the machine that takes the desk's mail.
    #[command(subcommand)]
    Relay(relay::RelayCommand),
    /// See and choose whose plugins are known here.
    #[command(subcommand)]
    Publisher(publisher::Publisher),
    /// Add and manage people.
    #[command(subcommand)]
    User(user::User),
    /// Add departments.
    #[command(subcommand)]
    Department(user::Departments),
    /// See roles, make them by files, and see what that would do.
    #[command(subcommand)]
    Role(role::Role),
    /// See what was changed and refused, take it away, and check it.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Copy a desk into a file, also while it is at work.
    Backup(backup::Backup),
    /// Put a desk back into a new folder, as it was at any moment of its backups.
    Restore(backup::Restore),
    /// Write everything as lines of JSON, also while the desk is at work.
    Export(backup::Export),
    /// Look after the search.
    #[command(subcommand)]
    Search(search::Search),
    /// Take the rows of a desk from its folder into a database, or back.
    MoveStore(move_store::MoveStore),
    /// Look for damage in everything that is kept.
    Verify(Data),
    /// Compile a plugin from the input to the output, within limits: what the desk starts for each new plugin.
    #[command(hide = true, name = COMPILE)]
    Compile {
        /// Of processor time.
        seconds: u64,
        /// Bytes of address space.
        memory: u64,
        /// For a desk with little address space.
        #[arg(long)]
        scarce: bool,
    },
}

/// How a desk is opened by this program: with plugins compiled in a process of their own.
fn options_for(folder: &Path) -> Outcome<Options> {
    let program = std::env::current_exe()?;
    let arguments = vec![COMPILE.to_owned()];
    let workshop = Workshop { program, arguments, limits: CompileLimits::default() };
    Ok(Options { compiler: Compiler::Apart(workshop), ..Options::new(folder) })
}

/// Names the database for the commands that serve or look after a desk, without it being seen in the list of processes.
const STORE: &str = "OMBUD_STORE";

/// Where a desk is kept.
#[derive(Args, Clone)]
pub(crate) struct Data {
    /// The data folder.
    #[arg(long, value_name = "DIR", default_value = "ombud-data")]
    data: PathBuf,
    /// The database with its rows, if they are in one: `postgres://USER@HOST/DATABASE`, or `file:PATH` of a file with
    /// that. A password is better in such a file, or in OMBUD_STORE, than here, where others can see it.
    #[arg(long, value_name = "DATABASE")]
    store: Option<String>,
}

impl Data {
    /// A desk that is wholly in a folder, or where OMBUD_STORE says.
    fn in_folder(data: PathBuf) -> Data {
        Data { data, store: None }
    }

    /// The database with its rows; none if they are in the folder.
    fn database(&self) -> Outcome<Option<Database>> {
        let named =
            self.store.clone().or_else(|| std::env::var(STORE).ok().filter(|named| !named.is_empty()));
        if self.store.as_deref().is_some_and(Database::tells_a_secret) {
            eprintln!(
                "everybody on this machine can see the password in --store: put it into {STORE} or a file"
            );
        }
        Ok(named.map(|named| Database::parse(&named)).transpose()?)
    }

    /// How the desk is opened that is kept there.
    fn options(&self) -> Outcome<Options> {
        Ok(Options { database: self.database()?, ..options_for(&self.data)? })
    }

    /// Opens the desk that is kept there.
    async fn open(&self) -> Outcome<Arc<Desk>> {
        Ok(Desk::open(self.options()?).await?)
    }

    /// Opens the desk, which must have been set up before.
    async fn open_existing(&self) -> Outcome<Arc<Desk>> {
        let options = self.options()?;
        let begun = ["state", "ombud-store"].iter().any(|part| self.data.join(part).exists());
        if !begun && options.database.is_none() {
            return Err(format!(
                "there is no desk in `{}`: name its folder with --data, or begin one with `ombud user add --owner`",
                self.data.display()
            )
            .into());
        }
        Ok(Desk::open(Options { begins: false, ..options }).await?)
    }
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let line = Line::parse();
    if let Verb::Compile { seconds, memory, scarce } = line.verb {
        // Before any thread is there: the limits are for this process alone.
        let status = ombud_host::compile_stdin(
            CompileLimits { seconds, memory },
            if scarce { AddressSpace::Scarce } else { AddressSpace::Ample },
        );
        return u8::try_from(status).map_or(ExitCode::FAILURE, ExitCode::from);
    }
    let filter =
        EnvFilter::try_from_env("OMBUD_LOG").unwrap_or_else(|_| EnvFilter::new("warn,html5ever=error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("ombud: the system gives no threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(async {
        match line.verb {
            Verb::Serve(verb) => verb.run().await,
            Verb::Demo(verb) => verb.run().await,
            Verb::Import(verb) => verb.run().await,
            Verb::Plugin(verb) => verb.run().await,
            Verb::Ban(verb) => verb.run().await,
            Verb::Relay(verb) => verb.run().await,
            Verb::Publisher(verb) => verb.run().await,
            Verb::User(verb) => verb.run().await,
            Verb::Department(verb) => verb.run().await,
            Verb::Role(verb) => verb.run().await,
            Verb::Audit(verb) => verb.run().await,
            Verb::Backup(verb) => verb.run().await,
            Verb::Restore(verb) => verb.run().await,
            Verb::Export(verb) => verb.run().await,
            Verb::Search(verb) => verb.run().await,
            Verb::MoveStore(verb) => verb.run().await,
            Verb::Verify(data) => backup::verify(&data).await,
            Verb::Compile { .. } => Ok(()),
        }
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ombud: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever has the data folder has the desk: the command line acts as its owner.
pub(crate) fn owner_of(unit: &mut UnitOfWork) -> Outcome<UserId> {
    owner::current(unit)?.ok_or_else(|| {
        "this desk has no owner yet: add one with `ombud user add --owner --name NAME --email ADDRESS`".into()
    })
}

/// As who the command line asks.
pub(crate) fn as_owner(desk: &Desk) -> Outcome<Principal> {
    Ok(Principal::User(owner_of(&mut desk.store().begin())?))
}

/// Changes something as the owner.
pub(crate) async fn change(
    data: &Data,
    work: impl FnOnce(&Desk, &mut UnitOfWork, &Authority) -> Outcome,
) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    work(&desk, &mut unit, &actor)?;
    unit.commit().await?;
    close(desk).await
}

/// Does something as the owner that takes care of its own units of work.
pub(crate) async fn with_owner(data: &Data, work: impl AsyncFnOnce(&Desk, &Authority) -> Outcome) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor = desk.identity().authority(&mut unit, &principal, desk.now())?;
    drop(unit);
    let outcome = work(&desk, &actor.ok_or("the owner is suspended")?).await;
    desk.close().await;
    outcome
}

/// Closes a desk that a command has opened.
pub(crate) async fn close(desk: Arc<Desk>) -> Outcome {
    desk.close().await;
    Ok(())
}

/// Makes a change as the owner, says what it would do, and keeps nothing. `touched` are the addresses of those whose
/// own row it is about.
pub(crate) async fn try_out(
    data: &Data,
    touched: &[String],
    work: impl FnOnce(&Desk, &mut UnitOfWork, &Authority) -> Outcome,
) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    let mut people = Vec::new();
    for email in touched {
        people.extend(person::by_email(&mut unit, email)?.map(|person| person.id));
    }
    let before = Before::take(&mut unit, &people, desk.now())?;
    work(&desk, &mut unit, &actor)?;
    let effect = before.compare(&mut unit)?;
    for line in desk.host().preview(Language::English, &mut unit, effect)?.lines() {
        println!("{line}");
    }
    drop(unit);
    close(desk).await
}
