//! `ombud role`: roles as files, and what a file would do.

use super::{Data, Outcome, as_owner, change, try_out};
use clap::{Args, Subcommand};
use ombud_identity::role;
use ombud_identity::role_file::{self, READY_MADE, Told};
use std::io::Read;
use std::path::{Path, PathBuf};

/// See roles, and make them by files.
#[derive(Subcommand)]
pub(crate) enum Role {
    /// All of them.
    List(Data),
    /// Write roles as TOML: all, or those that are named.
    Export {
        /// Names, such as `agent`.
        names: Vec<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Say who would gain and lose what if the roles were as the file says. Changes nothing.
    Diff(Source),
    /// Make and change roles by a file.
    Import(Source),
    /// Files for roles that many desks want: their names, or one of the files.
    ReadyMade {
        /// Which; none: list them.
        name: Option<String>,
    },
}

/// A role file and a desk.
#[derive(Args)]
pub(crate) struct Source {
    /// The TOML file, or `-` for what comes in.
    file: PathBuf,
    /// Leave out grants of permissions that nobody on this desk declares, in place of an error.
    #[arg(long)]
    leave_out_undeclared: bool,
    #[command(flatten)]
    data: Data,
}

impl Role {
    pub async fn run(self) -> Outcome {
        match self {
            Role::List(data) => list(&data).await,
            Role::Export { names, data } => export(&names, &data).await,
            Role::Diff(source) => {
                let told = read(&source.file)?;
                try_out(&source.data, &[], |_, unit, actor| {
                    role_file::import(unit, actor, told, source.leave_out_undeclared)?;
                    Ok(())
                })
                .await
            }
            Role::Import(source) => {
                let told = read(&source.file)?;
                change(&source.data, |_, unit, actor| {
                    let done = role_file::import(unit, actor, told, source.leave_out_undeclared)?;
                    for (what, names) in [
                        ("made", &done.created),
                        ("changed", &done.changed),
                        ("the same already", &done.unchanged),
                    ] {
                        names.iter().for_each(|name| println!("{name}: {what}"));
                    }
                    for (role, permission) in &done.left_out {
                        println!("{role}: `{permission}` left out, nobody on this desk declares it");
                    }
                    Ok(())
                })
                .await
            }
            Role::ReadyMade { name: None } => {
                for (name, text) in READY_MADE {
                    let told = role_file::read(text)?;
                    println!("{name:<18} {}", told[0].description);
                }
                Ok(())
            }
            Role::ReadyMade { name: Some(wanted) } => {
                let found = READY_MADE.into_iter().find(|(name, _)| *name == wanted);
                let (_, text) = found.ok_or_else(|| {
                    let names: Vec<_> = READY_MADE.iter().map(|(name, _)| *name).collect();
                    format!("no role `{wanted}` is ready-made; there are: {}", names.join(", "))
                })?;
                print!("{text}");
                Ok(())
            }
        }
    }
}

async fn list(data: &Data) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    for role in role::list(&mut unit, &actor)? {
        let retired = if role.retired { " (retired)" } else { "" };
        println!("{:<20} {}{retired}: {}", role.name, role.title, role.description);
    }
    Ok(())
}

async fn export(names: &[String], data: &Data) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    let mut roles = role::list(&mut unit, &actor)?;
    if let Some(unknown) = names.iter().find(|name| !roles.iter().any(|role| role.name == **name)) {
        return Err(format!("there is no role `{unknown}`").into());
    }
    roles.retain(|role| names.is_empty() || names.contains(&role.name));
    print!("{}", role_file::write(&roles, &desk.identity().snapshot()));
    Ok(())
}

fn read(file: &Path) -> Outcome<Vec<Told>> {
    let mut text = String::new();
    let unreadable = |error: std::io::Error| format!("`{}` cannot be read: {error}", file.display());
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
    } else {
        text = std::fs::read_to_string(file).map_err(unreadable)?;
    }
    Ok(role_file::read(&text).map_err(|error| format!("`{}`: {error}", file.display()))?)
}
