//! `ombud audit`: what was changed and refused.

use super::{Data, Outcome, as_owner, close};
use crate::Desk;
use crate::audit_export::{Export, Format, in_words, moment};
use clap::{Args, Subcommand};
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_identity::audit::chain::{self, Seal, Verdict};
use ombud_identity::audit::search::{self, Filter, Found, Order};
use ombud_identity::person;
use ombud_store::UnitOfWork;
use std::io::{self, Write};

/// See what was changed and refused, take it away, and check it.
#[derive(Subcommand)]
pub(crate) enum Audit {
    /// The newest entries.
    List {
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        data: Data,
    },
    /// Write entries as they happened, with their hashes.
    Export {
        /// `jsonl` to check and to keep, `csv` for people.
        #[arg(long, default_value = "jsonl")]
        format: Format,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        data: Data,
    },
    /// Print the seal of the last entry: note it elsewhere, to find out later whether anything was changed.
    Head(Data),
    /// Look whether every entry is as it was sealed.
    Verify {
        /// A seal that was noted earlier.
        #[arg(long, value_name = "SEAL")]
        head: Option<Seal>,
        #[command(flatten)]
        data: Data,
    },
}

/// Which entries.
#[derive(Args)]
pub(crate) struct Which {
    /// About this, such as `role:ID`.
    #[arg(long)]
    target: Option<String>,
    /// Done by the person with this address.
    #[arg(long, value_name = "EMAIL")]
    actor: Option<String>,
    /// Done by or through this plugin.
    #[arg(long)]
    plugin: Option<String>,
    /// An action such as `role.edit`, or a noun such as `role`.
    #[arg(long)]
    action: Option<String>,
    /// From this date or moment on.
    #[arg(long, value_parser = moment)]
    since: Option<Timestamp>,
    /// Before this date or moment.
    #[arg(long, value_parser = moment)]
    until: Option<Timestamp>,
    /// With this text anywhere in it.
    #[arg(long)]
    text: Option<String>,
}

impl Audit {
    pub async fn run(self) -> Outcome {
        match self {
            Audit::List { limit, which, data } => {
                ask(&data, |_, unit, actor| {
                    let filter = which.filter(unit)?;
                    list(unit, actor, &filter, limit)
                })
                .await
            }
            Audit::Export { format, which, data } => {
                ask(&data, |desk, unit, actor| {
                    let mut export = Export::new(which.filter(unit)?, format, desk.now());
                    let mut out = io::stdout().lock();
                    while let Some(piece) = export.next(unit, actor)? {
                        out.write_all(&piece)?;
                    }
                    Ok(out.flush()?)
                })
                .await
            }
            Audit::Head(data) => {
                ask(&data, |_, unit, _| {
                    println!("{}", chain::head(unit)?);
                    Ok(())
                })
                .await
            }
            Audit::Verify { head, data } => {
                ask(&data, |desk, _, _| told(chain::verify(desk.store(), head.as_ref())?)).await
            }
        }
    }
}

impl Which {
    fn filter(&self, unit: &mut UnitOfWork) -> Outcome<Filter> {
        let actor = match &self.actor {
            None => None,
            Some(email) => {
                let found = person::by_email(unit, email)?;
                Some(found.ok_or_else(|| format!("there is nobody with the address `{email}`"))?.id)
            }
        };
        let plugin = match &self.plugin {
            None => None,
            Some(id) => Some(PluginId::parse(id).map_err(|_| format!("`{id}` is no id of a plugin"))?),
        };
        Ok(Filter {
            target: self.target.clone(),
            actor,
            plugin,
            action: self.action.clone(),
            since: self.since,
            until: self.until,
            text: self.text.clone(),
        })
    }
}

/// Opens the desk to read as its owner.
async fn ask(data: &Data, work: impl FnOnce(&Desk, &mut UnitOfWork, &Authority) -> Outcome) -> Outcome {
    let desk = data.open_existing().await?;
    let principal = as_owner(&desk)?;
    let outcome = {
        let mut unit = desk.store().begin();
        let owner =
            desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
        work(&desk, &mut unit, &owner)
    };
    close(desk).await?;
    outcome
}

fn list(unit: &mut UnitOfWork, owner: &Authority, filter: &Filter, limit: usize) -> Outcome {
    let (mut left, mut cursor) = (limit, None);
    let mut out = io::stdout().lock();
    while left > 0 {
        let page = search::list(unit, owner, filter, Order::NewestFirst, cursor, left)?;
        for found in &page.entries {
            writeln!(out, "{}", line(unit, found)?)?;
        }
        left -= page.entries.len().min(left);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(())
}

/// When, who, what and why, on one line.
fn line(unit: &mut UnitOfWork, found: &Found) -> Outcome<String> {
    let entry = &found.entry;
    let person = match entry.actor.or(entry.on_behalf) {
        Some(id) => person::get(unit, id)?.map(|person| person.name),
        None => None,
    };
    let who = match (person, &entry.plugin) {
        (Some(person), None) => person,
        (Some(person), Some(plugin)) => format!("{person} through {plugin}"),
        (None, Some(plugin)) => plugin.to_string(),
        (None, None) => "the kernel".to_owned(),
    };
    let mut line = format!("{}  {who}  {}  {}", in_words(entry.at), entry.action, entry.target);
    if let Some(why) = &entry.why {
        line.push_str(&format!("  because: {why}"));
    }
    if entry.action == "access.denied"
        && let Some(reason) = entry.after.as_ref().and_then(|after| after["reason"].as_str())
    {
        line.push_str(&format!("  {reason}"));
    }
    // What somebody typed as a name or a reason does not steer a terminal.
    Ok(line.replace(|c: char| c.is_control(), " "))
}

/// Says what a walk along the chain has found; an error if anything does not fit.
pub(super) fn told(verdict: Verdict) -> Outcome {
    for finding in &verdict.findings {
        println!("{finding}");
    }
    let findings = verdict.findings.len() as u64 + verdict.more;
    if findings == 0 {
        println!("audit: {} entries fit, up to {}", verdict.head.position, verdict.head);
        return Ok(());
    }
    Err(format!(
        "{findings} things in the audit do not fit: somebody or something changed it past the desk; compare with an \
         export or a backup of before"
    )
    .into())
}
