//! `ombud publisher`: whose plugins are known on this desk.

use super::{Data, Outcome, with_owner};
use clap::Subcommand;
use ombud_host::PublisherKey;

/// See and choose whose plugins are known here.
#[derive(Subcommand)]
pub(crate) enum Publisher {
    /// Which keys are trusted.
    List(Data),
    /// Trust a key: plugins that are signed with it are shown by this name.
    Trust {
        /// 64 hexadecimal digits, from the publisher himself.
        key: PublisherKey,
        /// Whose it is.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// Trust a key no more. What was installed with it stays.
    Distrust {
        /// Which.
        key: PublisherKey,
        #[command(flatten)]
        data: Data,
    },
}

impl Publisher {
    pub async fn run(self) -> Outcome {
        match self {
            Publisher::List(data) => {
                with_owner(&data, async |desk, _| {
                    for (key, trusted) in desk.host().publishers()? {
                        println!("{key} {}", trusted.name);
                    }
                    Ok(())
                })
                .await
            }
            Publisher::Trust { key, name, data } => {
                with_owner(&data, async |desk, owner| {
                    desk.host().trust(key, &name, owner).await?;
                    println!("plugins signed with {key} are known as the work of {name} now");
                    Ok(())
                })
                .await
            }
            Publisher::Distrust { key, data } => {
                with_owner(&data, async |desk, owner| {
                    desk.host().distrust(key, owner).await?;
                    println!("{key} is nobody's that is known here now");
                    Ok(())
                })
                .await
            }
        }
    }
}
