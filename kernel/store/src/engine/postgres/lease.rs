//! One process a database. Whoever serves the desk has its lease: a row with an epoch, which each batch checks in its
//! own transaction and each reading tells. It is taken by counting the epoch up, so whoever had it before writes
//! nothing more, however long he was away, and sees that from the first answer on.
//!
//! Whether the holder lives is seen by his signs of life, which are counted in a row beside it. The next one watches
//! them by his own clock, so no two clocks are ever compared.

use super::fault::Fault;
use super::link::Link;
use super::sql::Sql;
use crate::Database;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How often a sign of life is given.
pub(super) const BEAT: Duration = Duration::from_millis(if cfg!(test) { 200 } else { 2000 });
/// Who gives none for so long has lost the desk to whoever wants it.
pub(super) const TERM: Duration = Duration::from_secs(12);
/// The longest name of a holder that is written down.
const LONGEST_NAME: usize = 300;

/// Begins what stands in place of a holder when the desk was moved away: no machine is named so.
pub(super) const MOVED: &str = "moved to the folder ";

/// Stands in place of a holder while several processes serve a desk: they have one epoch.
pub(super) const TOGETHER: &str = "several processes that serve it together";

/// Why the lease was not taken.
pub(super) enum Refusal {
    /// The desk went on in this folder.
    Moved(String),
    /// This one has it, and lives.
    Held(String),
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Refusal {
        Refusal::Fault(fault)
    }
}

/// Takes the lease for `holder`, whom no other process can be; gives the epoch.
///
/// At once if nobody has it or the same holder had it. Otherwise the one who has it is watched: one sign of life and
/// it is refused, none for a while and it is taken.
pub(super) async fn take(link: &Link, sql: &Sql, database: &Database, holder: &str) -> Result<i64, Refusal> {
    let holder = brief(holder);
    let mut watched: Option<(i64, i64, Instant)> = None;
    loop {
        let (epoch, who, beat) = seen(link, sql).await?;
        if let Some(folder) = who.strip_prefix(MOVED) {
            return Err(Refusal::Moved(folder.to_owned()));
        }
        if holder == TOGETHER && who == TOGETHER {
            return Ok(epoch);
        }
        let mine = who.is_empty() || who == holder;
        let silent = watched.is_some_and(|(.., since)| since.elapsed() >= TERM);
        match watched {
            _ if mine => {}
            None => {
                tracing::warn!(%database, holder = %who, "another process has this desk; waiting for a sign of its life");
                watched = Some((epoch, beat, Instant::now()));
            }
            Some((known, at, _)) if (known, at) != (epoch, beat) => return Err(Refusal::Held(who)),
            Some(_) if silent => {
                tracing::warn!(holder = %who, "it gave no sign of life: the desk is taken over");
            }
            Some(_) => {}
        }
        if mine || silent {
            let taken =
                link.client.query_opt(sql.take.as_str(), &[&epoch, &holder]).await.map_err(Fault::from);
            match taken {
                Ok(Some(row)) => return Ok(row.try_get(0).map_err(Fault::from)?),
                // Somebody was faster.
                Ok(None) | Err(Fault::Again) => watched = None,
                Err(fault) => return Err(fault.into()),
            }
        } else {
            sleep(BEAT / 8).await;
        }
    }
}

/// As much of a name as is written down.
pub(super) fn brief(name: &str) -> &str {
    &name[..name.floor_char_boundary(LONGEST_NAME)]
}

async fn seen(link: &Link, sql: &Sql) -> Result<(i64, String, i64), Fault> {
    let row = match link.client.query_opt(sql.seen.as_str(), &[]).await {
        Ok(Some(row)) => row,
        Ok(None) => return made(link, sql).await,
        Err(error) => match error.code().map(|code| code.code()) {
            // No such table, no such schema.
            Some("42P01" | "3F000") => return made(link, sql).await,
            _ => return Err(error.into()),
        },
    };
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
}

async fn made(link: &Link, sql: &Sql) -> Result<(i64, String, i64), Fault> {
    for statement in &sql.create {
        create(link, statement).await?;
    }
    let row = link.client.query_one(sql.seen.as_str(), &[]).await?;
    Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))
}

/// Makes what may be there already.
pub(super) async fn create(link: &Link, statement: &str) -> Result<(), Fault> {
    let Err(error) = link.client.batch_execute(statement).await else { return Ok(()) };
    match error.code().map(|code| code.code()) {
        // Somebody else makes the same at this moment.
        Some("23505" | "42P06" | "42P07" | "40001") => Ok(()),
        Some("42501") => Err(Fault::Refused(format!(
            "{error}: the user of the desk must own its database, or a schema that was made for it"
        ))),
        _ => Err(error.into()),
    }
}
