//! `ombud plugin build` and `ombud plugin pack`: the file of a folder, for oneself and for others.

use super::folder::{Built, Folder, seconds};
use super::sign;
use crate::cli::Outcome;
use clap::Args;
use ombud_host::Inspection;
use ombud_pack::Pace;
use std::path::{Path, PathBuf};

/// Make the file of a plugin's folder, to look at it yourself.
///
/// It is compiled, sealed with its manifest and looked at as a desk would. The file goes to `target/`, where the next
/// one takes its place; `ombud plugin pack` makes the one that you give to others.
#[derive(Args)]
pub(crate) struct Build {
    /// The plugin's folder.
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Make the file that you give to others, with its version in its name, and signed if you say by whom.
///
/// As `ombud plugin build`, but it writes `ID-VERSION.wasm`, and the signature beside it; what is there under this name
/// and differs stays, since two files of one version cannot be told apart.
#[derive(Args)]
pub(crate) struct Pack {
    /// The plugin's folder.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Sign it with this key, which `ombud plugin key` has made.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Where the file goes.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
}

impl Build {
    pub async fn run(self) -> Outcome {
        let folder = Folder::at(&self.folder)?;
        let built = folder.build(Pace::Small).await?;
        let inspection = built.inspect()?;
        let path = folder.place(&format!("{}.wasm", inspection.manifest.id()));
        write(&path, &built.component)?;
        tell(&path, &built, &inspection);
        Ok(())
    }
}

impl Pack {
    pub async fn run(self) -> Outcome {
        let built = Folder::at(&self.folder)?.build(Pace::Small).await?;
        let inspection = built.inspect()?;
        let about = &inspection.manifest.plugin;
        let path = self.out.join(format!("{}-{}.wasm", about.id, about.version));
        match std::fs::read(&path) {
            Ok(there) if there != built.component => {
                return Err(format!(
                    "`{}` is there already and differs: count `version` in plugin.toml, or take that file away",
                    path.display()
                )
                .into());
            }
            _ => write(&path, &built.component)?,
        }
        tell(&path, &built, &inspection);
        match &self.key {
            Some(key) => sign::sign(&path, key),
            None => {
                println!("not signed: --key FILE signs it, so that nobody else can publish under its name");
                Ok(())
            }
        }
    }
}

fn write(path: &Path, component: &[u8]) -> Outcome {
    Ok(std::fs::write(path, component)
        .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))?)
}

fn tell(path: &Path, built: &Built, inspection: &Inspection) {
    let size = inspection.size.div_ceil(1024);
    println!("{} ({size} KiB, made in {})", path.display(), seconds(built.took));
    println!("imports:");
    for interface in &inspection.imports {
        println!("  {interface}");
    }
}
