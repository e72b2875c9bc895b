//! Keys and signatures of publishers.

use crate::cli::Outcome;
use clap::Args;
use ombud_host::SecretKey;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Make a pair of keys.
#[derive(Args)]
pub(crate) struct Key {
    /// Where the secret half is kept. Whoever has this file can sign in your name.
    file: PathBuf,
}

/// Sign a plugin file.
#[derive(Args)]
pub(crate) struct Sign {
    /// The `.wasm` file; the signature is written beside it, as `FILE.sig`.
    file: PathBuf,
    /// The file that `ombud plugin key` has made.
    #[arg(long)]
    key: PathBuf,
}

/// Where the signature of a file is.
pub(super) fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".sig");
    name.into()
}

impl Key {
    pub fn run(self) -> Outcome {
        let key = SecretKey::generate().map_err(|error| format!("the system gives no chance: {error}"))?;
        let cannot = |error| format!("`{}` cannot be made: {error}", self.file.display());
        // Never in the place of another key.
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.file);
        file.and_then(|mut file| writeln!(file, "{}", key.reveal())).map_err(cannot)?;
        println!("the secret key is in {}; keep it to yourself", self.file.display());
        println!("the public key, for administrators: {}", key.public());
        Ok(())
    }
}

impl Sign {
    pub fn run(self) -> Outcome {
        sign(&self.file, &self.key)
    }
}

/// Signs a file and writes the signature beside it.
pub(super) fn sign(file: &Path, key: &Path) -> Outcome {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
    };
    let secret: SecretKey = String::from_utf8_lossy(&read(key)?)
        .parse()
        .map_err(|error| format!("`{}`: {error}", key.display()))?;
    let bytes = read(file)?;
    // What no desk would take is better known now.
    ombud_host::inspect(&bytes).map_err(|error| format!("`{}`: {error}", file.display()))?;
    let beside = beside(file);
    std::fs::write(&beside, format!("{}\n", secret.sign(&bytes)))
        .map_err(|error| format!("`{}` cannot be written: {error}", beside.display()))?;
    println!("{} is signed by {}", file.display(), secret.public());
    Ok(())
}
