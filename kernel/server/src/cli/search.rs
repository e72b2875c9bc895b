//! `ombud search rebuild`.

use super::{Data, Outcome};
use crate::control::{self, Wanted};
use clap::Subcommand;

/// Look after the search.
#[derive(Subcommand)]
pub(crate) enum Search {
    /// Throw the search index away; it is made anew from what the desk keeps, also while it is at work.
    Rebuild(Data),
}

impl Search {
    pub async fn run(self) -> Outcome {
        let Search::Rebuild(Data { data, .. }) = self;
        let folder = data.clone();
        let asked =
            tokio::task::spawn_blocking(move || control::ask(&folder, &Wanted::SearchAnew, std::io::sink()))
                .await?;
        if asked?.is_some() {
            println!("the search index is made anew; until it is done, searches find only part");
            return Ok(());
        }
        match std::fs::remove_dir_all(data.join("search")) {
            Ok(()) => println!("the search index is gone; the desk makes it anew when it is run"),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                println!(
                    "there is no search index in `{}`: the desk makes it when it is run",
                    data.display()
                );
            }
            Err(error) => return Err(format!("`{}`: {error}", data.join("search").display()).into()),
        }
        Ok(())
    }
}
