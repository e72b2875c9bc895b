//! `ombud ban`: who is kept off this desk. For whoever has shut himself out.

use super::{Data, Outcome, with_owner};
use crate::audit_export::in_words;
use clap::Subcommand;
use ombud_identity::{Ban, Network, NewBan, ban};

/// See and choose which network addresses are kept off.
#[derive(Subcommand)]
pub(crate) enum BanCommand {
    /// Which bans stand.
    List(Data),
    /// Ban an address, or a block of them.
    Add {
        /// Such as 203.0.113.9, 203.0.113.0/24 or 2001:db8::/64.
        network: Network,
        /// Why, for whoever looks at it later.
        reason: String,
        /// For so many hours; for ever without.
        #[arg(long)]
        hours: Option<u64>,
        #[command(flatten)]
        data: Data,
    },
    /// Let a network back in.
    Lift {
        /// The number of the ban.
        number: u64,
        /// Why.
        #[arg(long)]
        why: Option<String>,
        #[command(flatten)]
        data: Data,
    },
}

impl BanCommand {
    pub async fn run(self) -> Outcome {
        match self {
            BanCommand::List(data) => {
                with_owner(&data, async |desk, _| {
                    for ban in ban::standing(&mut desk.store().begin(), desk.now())? {
                        println!("{}", told(&ban));
                    }
                    Ok(())
                })
                .await
            }
            BanCommand::Add { network, reason, hours, data } => {
                with_owner(&data, async |desk, owner| {
                    let until = hours.map(|hours| desk.now().plus(hours.saturating_mul(60 * 60 * 1000)));
                    let mut unit = desk.store().begin();
                    let new = NewBan { network, reason, until };
                    let ban = ban::create(&mut unit, owner, new, &[])?;
                    unit.commit().await?;
                    println!("{}", told(&ban));
                    Ok(())
                })
                .await
            }
            BanCommand::Lift { number, why, data } => {
                with_owner(&data, async |desk, owner| {
                    let mut unit = desk.store().begin();
                    let ban = ban::lift(&mut unit, owner, number, why.as_deref())?;
                    unit.commit().await?;
                    println!("{} is let in again", ban.network);
                    Ok(())
                })
                .await
            }
        }
    }
}

fn told(ban: &Ban) -> String {
    let term = ban.until.map_or_else(|| "for ever".to_owned(), |until| format!("until {}", in_words(until)));
    format!("{} {} {term}: {}", ban.number, ban.network, ban.reason)
}
