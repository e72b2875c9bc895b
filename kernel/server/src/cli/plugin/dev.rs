//! `ombud plugin dev`: a desk that follows each change of a plugin's folder.

mod tell;
mod watch;

use super::folder::{Folder, look, seconds};
use crate::cli::demo::{bind_here, open, welcome};
use crate::cli::serve::serve;
use crate::cli::{Outcome, as_owner, options_for};
use crate::{Desk, Options};
use clap::Args;
use ombud_access::Authority;
use ombud_host::Approval;
use ombud_pack::Pace;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tell::Teller;
use watch::Watched;

/// Work on a plugin: a desk with it that follows each change of its folder.
///
/// The desk is that of `ombud demo`. The plugin is installed with everything that it asks for, as no administrator would
/// do it unseen. Each of its calls is told with what was refused to it and what it logged. What does not build or is
/// refused is told, and the version before goes on.
#[derive(Args)]
pub(crate) struct Dev {
    /// The plugin's folder.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The data folder of the desk; without it, `target/desk` of the plugin. Delete it to begin anew.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen, on this machine only; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

impl Dev {
    pub async fn run(self) -> Outcome {
        let folder = Folder::at(&self.folder)?;
        let listener = bind_here(self.listen).await?;
        let address = listener.local_addr()?;
        let data = self.data.unwrap_or_else(|| folder.place("desk"));
        std::fs::create_dir_all(&data).map_err(|error| format!("`{}`: {error}", data.display()))?;
        let (teller, watch) = Teller::new();
        let desk = open(Options { watch: Some(watch), ..options_for(&data)? }).await?;
        println!("{}", welcome(address));
        println!(
            "  DEVELOPER'S MANDATE: whatever {} asks for in plugin.toml is granted at once, unseen.\n",
            folder.path.display()
        );
        let author = Author { desk: desk.clone(), folder, teller: teller.clone() };
        let telling = tokio::spawn(teller.tell(desk.clone()));
        let following = tokio::spawn(author.follow());
        let served = serve(desk, listener, &data).await;
        following.abort();
        telling.abort();
        served
    }
}

/// Who works on the plugin.
struct Author {
    desk: Arc<Desk>,
    folder: Folder,
    teller: Teller,
}

impl Author {
    /// Builds and installs the plugin, and again after each change, for ever.
    async fn follow(self) {
        let mut watched = Watched::new(&self.folder.path);
        loop {
            if let Err(error) = self.reload().await {
                println!("{error}\n-- what was there before goes on; it is tried again when a file changes");
            }
            watched.changed().await;
        }
    }

    async fn reload(&self) -> Outcome {
        let begun = Instant::now();
        let built = self.folder.build(Pace::Quick).await?;
        let inspection = look(&built.component)?;
        let id = inspection.manifest.id().clone();
        self.teller.about(&id);
        // One that was signed by somebody may be worked on, too.
        let approval = Approval { take_over: true, ..Approval::default() };
        self.desk.host().install(built.component, &self.owner()?, approval).await?;
        println!(
            "-- {id} {} is in ({}: {} to build, {} to put in)",
            inspection.manifest.plugin.version,
            seconds(begun.elapsed()),
            seconds(built.took),
            seconds(begun.elapsed().saturating_sub(built.took)),
        );
        for interface in &inspection.unused {
            println!("   plugin.toml names {interface}, and nothing imports it");
        }
        Ok(())
    }

    fn owner(&self) -> Outcome<Authority> {
        let principal = as_owner(&self.desk)?;
        let mut unit = self.desk.store().begin();
        let owner = self.desk.identity().authority(&mut unit, &principal, self.desk.now())?;
        Ok(owner.ok_or("the owner is suspended")?)
    }
}
