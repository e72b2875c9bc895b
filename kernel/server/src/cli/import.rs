//! `ombud import`: a desk, or mail: mail from disk becomes tickets, each message once.

use super::mailbox::Mailbox;
use super::{Data, Outcome, as_owner, backup};
use crate::Desk;
use clap::{Args, Subcommand};
use ombud_host::Request;
use ombud_identity::{Principal, department};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the mail plugin takes messages in.
const INTAKE: &str = "/api/messages";

/// Bring in what is elsewhere.
#[derive(Subcommand)]
pub(crate) enum Import {
    /// Mail: an .eml file, a folder of them, a Maildir or an mbox. A message is taken in once, however often it is imported.
    Mail(MailImport),
    /// A whole desk, as `ombud export` wrote it, into a new folder.
    Desk(backup::Import),
}

/// Which mail, and where to.
#[derive(Args)]
pub(crate) struct MailImport {
    /// A file or a folder.
    path: PathBuf,
    /// The department that answers it.
    #[arg(long, value_name = "NAME")]
    department: String,
    #[command(flatten)]
    data: Data,
    /// Send it to a running desk at this address, in place of a data folder.
    #[arg(long, value_name = "URL", requires = "token", conflicts_with = "data")]
    server: Option<String>,
    /// A token of somebody who may take mail in there.
    #[arg(long, value_name = "TOKEN", requires = "server")]
    token: Option<String>,
}

impl Import {
    pub async fn run(self) -> Outcome {
        let mail = match self {
            Import::Mail(mail) => mail,
            Import::Desk(desk) => return desk.run().await,
        };
        let mailbox = Mailbox::open(&mail.path).map_err(|e| {
            format!(
                "`{}` cannot be read ({e}): name an .eml file, a folder, a Maildir or an mbox",
                mail.path.display()
            )
        })?;
        if mailbox.len() == 0 {
            return Err(format!("there is no mail in `{}`", mail.path.display()).into());
        }
        let report = match (&mail.server, &mail.token) {
            (Some(server), Some(token)) => {
                let door =
                    Door::Remote { server: server.trim_end_matches('/').to_owned(), token: token.clone() };
                bring_in(&door, &mailbox, &mail.department).await
            }
            _ => {
                let desk = mail.data.open_existing().await.map_err(|error| {
                    let hint = if error.to_string().contains("in use") {
                        "; to import into the running desk, use --server URL --token TOKEN"
                    } else {
                        ""
                    };
                    format!("{error}{hint}")
                })?;
                must_exist(&desk, &mail.department)?;
                let door = Door::here(&desk)?;
                let report = bring_in(&door, &mailbox, &mail.department).await;
                desk.close().await;
                report
            }
        };
        print!("{report}");
        if report.failed.is_empty() {
            Ok(())
        } else {
            Err("not everything was imported; run it again when that is mended".into())
        }
    }
}

fn must_exist(desk: &Desk, name: &str) -> Outcome {
    let mut unit = desk.store().begin();
    if department::by_name(&mut unit, name)?.is_some() {
        return Ok(());
    }
    let known: Vec<String> = department::list(&mut unit)?.into_iter().map(|d| d.name).collect();
    let hint = if known.is_empty() {
        format!("add it with `ombud department add {name}`")
    } else {
        format!("there are {}", known.join(", "))
    };
    Err(format!("there is no department `{name}`: {hint}").into())
}

/// Where messages are handed in.
pub(super) enum Door {
    Here { desk: Arc<Desk>, principal: Principal },
    Remote { server: String, token: String },
}

impl Door {
    pub fn here(desk: &Arc<Desk>) -> Outcome<Door> {
        Ok(Door::Here { desk: desk.clone(), principal: as_owner(desk)? })
    }

    /// Hands one message in: what became of it, or why it was refused.
    pub async fn hand_in(&self, bytes: Vec<u8>, department: &str, number: usize) -> Result<Value, String> {
        match self {
            Door::Here { desk, principal } => {
                let request = Request {
                    method: "POST".into(),
                    path: INTAKE.into(),
                    query: vec![("department".into(), department.into())],
                    headers: vec![("content-type".into(), "message/rfc822".into())],
                    body: bytes,
                    principal: *principal,
                    request_id: format!("import-{number}"),
                    origin: None,
                    language: Default::default(),
                };
                let answer = desk.host().handle("mail", request).await.map_err(|e| e.to_string())?;
                serde_json::from_slice(&answer.body).map_err(|e| format!("the answer cannot be read: {e}"))
            }
            Door::Remote { server, token } => {
                let url = format!("{server}/mail{INTAKE}?department={}", crate::sign_in::encode(department));
                let token = format!("Bearer {token}");
                let send = move || -> Result<Value, String> {
                    let agent: ureq::Agent =
                        ureq::Agent::config_builder().http_status_as_error(false).build().into();
                    let request = agent
                        .post(&url)
                        .header("authorization", &token)
                        .header("content-type", "message/rfc822");
                    let mut answer =
                        request.send(&bytes[..]).map_err(|e| format!("`{url}` does not answer: {e}"))?;
                    let value: Value = answer
                        .body_mut()
                        .read_json()
                        .map_err(|e| format!("the answer cannot be read: {e}"))?;
                    match answer.status().as_u16() {
                        200..300 => Ok(value),
                        status => Err(format!(
                            "{status}: {}",
                            value["detail"].as_str().unwrap_or("no reason given")
                        )),
                    }
                };
                tokio::task::spawn_blocking(send).await.map_err(|e| e.to_string())?
            }
        }
    }
}

/// What became of a mailbox.
#[derive(Default)]
pub(super) struct Report {
    pub created: usize,
    pub threaded: usize,
    pub skipped: BTreeMap<String, usize>,
    pub failed: Vec<(String, String)>,
}

impl Report {
    pub fn note(&mut self, name: String, outcome: Result<Value, String>) {
        match outcome {
            Err(why) => self.failed.push((name, why)),
            Ok(answer) => match answer["outcome"].as_str() {
                Some("created") => self.created += 1,
                Some("threaded") => self.threaded += 1,
                _ => {
                    // `already imported as #42`: the same reason for all of them.
                    let reason = answer["reason"].as_str().unwrap_or("no reason given");
                    let reason = reason.split(" as #").next().unwrap_or(reason).to_owned();
                    *self.skipped.entry(reason).or_default() += 1;
                }
            },
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skipped: usize = self.skipped.values().sum();
        writeln!(
            f,
            "imported {} as new tickets, threaded {}, skipped {skipped}, failed {}",
            self.created,
            self.threaded,
            self.failed.len()
        )?;
        for (reason, count) in &self.skipped {
            writeln!(f, "  skipped {count}: {reason}")?;
        }
        for (name, why) in &self.failed {
            writeln!(f, "  failed {name}: {why}")?;
        }
        Ok(())
    }
}

async fn bring_in(door: &Door, mailbox: &Mailbox, department: &str) -> Report {
    let (mut report, all) = (Report::default(), mailbox.len());
    let mut progress = Progress::new(all);
    for place in 0..all {
        match mailbox.read(place) {
            Ok(found) => {
                let outcome = door.hand_in(found.bytes, department, place + 1).await;
                report.note(found.name, outcome);
            }
            Err((name, error)) => report.failed.push((name, error.to_string())),
        }
        progress.at(place + 1);
    }
    report
}

/// `imported 120 of 357`, on one line of a terminal or now and then elsewhere.
pub(super) struct Progress {
    all: usize,
    terminal: bool,
}

impl Progress {
    pub fn new(all: usize) -> Progress {
        Progress { all, terminal: std::io::stderr().is_terminal() }
    }

    pub fn at(&mut self, done: usize) {
        let all = self.all;
        if self.terminal {
            eprint!("\r{done} of {all} messages");
            if done == all {
                eprintln!();
            }
            // Progress that cannot be shown is no reason to stop.
            let _ = std::io::stderr().flush();
        } else if done.is_multiple_of(100) || done == all {
            eprintln!("{done} of {all} messages");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_counts_and_groups_reasons() {
        let mut report = Report::default();
        report.note("a".into(), Ok(json!({ "outcome": "created" })));
        report.note("b".into(), Ok(json!({ "outcome": "skipped", "reason": "already imported as #1" })));
        report.note("c".into(), Ok(json!({ "outcome": "skipped", "reason": "already imported as #2" })));
        report.note("d.eml".into(), Err("413: too large".into()));
        assert_eq!(
            report.to_string(),
            "imported 1 as new tickets, threaded 0, skipped 2, failed 1\n  skipped 2: already imported\n  failed d.eml: 413: too large\n"
        );
    }
}
