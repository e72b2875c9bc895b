//! `ombud move-store`.

use super::Outcome;
use clap::Args;
use ombud_store::{Database, Moved, Store, StoreOptions};
use std::io::IsTerminal;
use std::path::Path;

/// Take the rows of a desk from its folder into a database, or back, while the desk is stopped.
///
/// One of the two is the folder that the desk is served with, which keeps the files of the desk either way, the other
/// a database: `postgres://USER@HOST/DATABASE`, or `file:PATH` of a file with that. Broken off, the desk is where it
/// was; the same again goes on where it stopped.
#[derive(Args)]
pub(crate) struct MoveStore {
    /// Where the rows are.
    from: String,
    /// Where they are to be.
    to: String,
}

impl MoveStore {
    pub async fn run(self) -> Outcome {
        let MoveStore { from, to } = self;
        let (moved, text) = match [&from, &to].map(|place| Database::is_named(place)) {
            [false, true] => {
                let database = named(&to)?;
                let moved = tokio::task::spawn_blocking(move || {
                    let done = Store::move_to_database(
                        Path::new(&from),
                        &database,
                        &StoreOptions::default(),
                        &mut tell,
                    );
                    done.map(|moved| (moved, format!("they are in {database} now: serve the desk with `--data {from}` and that in --store or OMBUD_STORE. The folder keeps its files, and the rows as they were in `state.moved`, which can be removed")))
                });
                moved.await??
            }
            [true, false] => {
                let database = named(&from)?;
                let moved = tokio::task::spawn_blocking(move || {
                    let done =
                        Store::move_to_folder(&database, Path::new(&to), &StoreOptions::default(), &mut tell);
                    done.map(|moved| (moved, format!("they are in `{to}` now: serve the desk without --store. {database} keeps them, too, until its schema is dropped, and is served no more")))
                });
                moved.await??
            }
            _ => {
                return Err(
                    "one of the two is a folder, and the other a database: `ombud move-store ombud-data \
                            postgres://USER@HOST/DATABASE`, or the other way round"
                        .into(),
                );
            }
        };
        let Moved { rows, resumed, commit } = moved;
        let before = if resumed { ", after those of a move that had stopped" } else { "" };
        println!("{rows} rows were written{before}, and all of them compared, up to commit {commit}; {text}");
        Ok(())
    }
}

fn named(place: &str) -> Outcome<Database> {
    if Database::tells_a_secret(place) {
        eprintln!(
            "everybody on this machine can see the password in the address: put it into a file, and name it as file:PATH"
        );
    }
    Ok(Database::parse(place)?)
}

fn tell(rows: u64) {
    if std::io::stderr().is_terminal() {
        eprint!("\r{rows} rows\x1b[K\r");
    }
}
