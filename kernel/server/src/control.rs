//! A door into a desk at work for whoever has its data folder: a socket there, which only they can open. The commands
//! of `ombud` use it when the desk is running, and need no password.
//!
//! A line of JSON says what is wanted; the answer follows, or a line that begins with `ombud: ` and says why not.

use crate::Desk;
use crate::cli::{Outcome, as_owner};
use ombud_identity::audit::{self, Fact};
use ombud_identity::{Actor, owner};
use ombud_store::Backup;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// How long the other side may be silent, or not take what it is told.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest line that asks.
const MAX_LINE: u64 = 1 << 16;
const REFUSED: &str = "ombud: ";

/// What is wanted.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Wanted {
    /// A backup, from the end of this one on, or whole.
    Backup {
        /// The earlier one.
        after: Option<Backup>,
    },
    /// Everything as lines of JSON.
    Export,
    /// The search index made anew.
    SearchAnew,
}

impl Wanted {
    /// Writes in the audit what is wanted, and keeps from now on what changes after a backup.
    pub async fn note(&self, desk: &Desk) -> Outcome {
        let (action, after) = match self {
            Wanted::Backup { after } => {
                ("desk.backup", after.as_ref().map(|after| json!({ "after": after.to })))
            }
            Wanted::Export => ("desk.export", None),
            Wanted::SearchAnew => ("search.rebuild", None),
        };
        let mut unit = desk.store().begin();
        if owner::current(&mut unit)?.is_some() {
            let authority = desk.identity().authority(&mut unit, &as_owner(desk)?, desk.now())?;
            let authority = authority.ok_or("the owner is suspended")?;
            let fact = Fact { action, target: "desk".into(), before: None, after };
            audit::append(&mut unit, Actor::from(&authority), fact)?;
            unit.commit().await?;
        }
        if let Wanted::Backup { .. } = self {
            desk.store().keep_changes().await?;
        }
        Ok(())
    }

    /// Does it, once it is noted: writes the copy, if one is wanted.
    pub fn write(&self, desk: &Desk, to: impl Write) -> Outcome {
        match self {
            Wanted::Backup { after } => desk.store().back_up(after.as_ref(), desk.now(), to).map(drop)?,
            Wanted::Export => desk.store().export(to).map(drop)?,
            Wanted::SearchAnew => desk.host().search().rebuild(),
        }
        Ok(())
    }
}

/// The open door; the socket is removed when this is dropped.
pub(crate) struct Control(PathBuf);

impl Drop for Control {
    fn drop(&mut self) {
        // What is left there is replaced by the next desk.
        let _ = fs::remove_file(&self.0);
    }
}

fn socket(data: &Path) -> PathBuf {
    data.join("control")
}

/// Opens the door of a desk that has the data folder for itself.
pub(crate) fn open(desk: &Arc<Desk>, data: &Path) -> io::Result<Control> {
    let path = socket(data);
    if path.exists() {
        // From a desk that was killed.
        fs::remove_file(&path)?;
    }
    let listener = UnixListener::bind(&path)?;
    fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    let (desk, runtime) = (Arc::downgrade(desk), Handle::current());
    std::thread::Builder::new().name("control".into()).spawn(move || {
        for guest in listener.incoming() {
            let (Ok(guest), Some(desk)) = (guest, desk.upgrade()) else { return };
            if *desk.closing.borrow() {
                return;
            }
            // One at a time: a second backup waits for the first.
            if let Err(error) = answer(&desk, &runtime, guest) {
                tracing::warn!(%error, "whoever asked at the data folder's socket went away");
            }
        }
    })?;
    Ok(Control(path))
}

fn answer(desk: &Desk, runtime: &Handle, guest: UnixStream) -> io::Result<()> {
    guest.set_read_timeout(Some(PATIENCE))?;
    guest.set_write_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new((&guest).take(MAX_LINE)).read_line(&mut line)?;
    let done = match serde_json::from_str::<Wanted>(&line) {
        Ok(wanted) => runtime.block_on(wanted.note(desk)).and_then(|()| wanted.write(desk, &guest)),
        Err(error) => {
            let why =
                format!("the desk does not know what is wanted ({error}): use the same version of ombud");
            Err(why.into())
        }
    };
    // In the middle of a copy this makes a file that is not taken for a whole one.
    done.or_else(|why| (&guest).write_all(format!("{REFUSED}{why}").as_bytes()))
}

/// Lets the desk that works in this folder write a copy. None: no desk works there.
pub(crate) fn ask(data: &Path, wanted: &Wanted, to: impl Write) -> io::Result<Option<()>> {
    use io::ErrorKind::{ConnectionRefused, NotFound};
    let mut desk = match UnixStream::connect(socket(data)) {
        Ok(desk) => desk,
        Err(error) if [NotFound, ConnectionRefused].contains(&error.kind()) => return Ok(None),
        Err(error) => return Err(error),
    };
    let wanted = serde_json::to_string(wanted)?;
    desk.write_all(format!("{wanted}\n").as_bytes())?;
    let mut from = BufReader::new(desk);
    if from.fill_buf()?.starts_with(REFUSED.as_bytes()) {
        let mut why = String::new();
        from.read_to_string(&mut why)?;
        return Err(io::Error::other(why.trim_start_matches(REFUSED).to_owned()));
    }
    let mut to = BufWriter::new(to);
    io::copy(&mut from, &mut to)?;
    to.flush()?;
    Ok(Some(()))
}
