//! `ombud serve`.

use super::{Data, Outcome};
use crate::desk::VISITORS;
use crate::{Desk, Network, Options, control};
use clap::Args;
use ombud_identity::owner;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Run a desk.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A proxy in front of the desk, or a block of them such as 10.0.0.0/8; may be given several times. Only their
    /// X-Forwarded-For and X-Forwarded-Proto are believed; without it, everybody comes from where he connects from.
    #[arg(long = "trusted-proxy", value_name = "CIDR")]
    trusted_proxies: Vec<Network>,
    /// Memory for what is read often and what is not on disk in order yet, in MB. A desk of a million tickets takes
    /// about 300 beside it.
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = clap::value_parser!(u64).range(16..=1 << 20))]
    memory: u64,
    #[command(flatten)]
    crowd: Crowd,
}

/// How many may come at once.
#[derive(Args)]
pub(super) struct Crowd {
    /// Visitors of sites who may be connected at once. The desk takes two and a half times as many connections, 10000 at
    /// least, and admits as many visitors in an hour. The system must allow it as many open files, and some hundred beside (ulimit -n).
    #[arg(long, value_name = "N", default_value_t = VISITORS, value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub visitors: u32,
}

impl Serve {
    pub async fn run(self) -> Outcome {
        let listener = bind(self.listen).await?;
        let Serve { trusted_proxies, crowd: Crowd { visitors }, .. } = self;
        let mut options = Options { trusted_proxies, visitors, ..self.data.options()? };
        options.store.cache_bytes = self.memory << 20;
        let desk = Desk::open(options).await?;
        if owner::current(&mut desk.store().begin())?.is_none() {
            eprintln!(
                "this desk has no owner yet: stop it and run `ombud user add --owner --name NAME --email ADDRESS --data {}`",
                self.data.data.display()
            );
        }
        serve(desk, listener, &self.data.data).await
    }
}

/// Takes the address, or says why not.
pub(super) async fn bind(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there: stop it, or choose another with --listen"
            }
            std::io::ErrorKind::PermissionDenied => {
                "the system does not allow it: ports below 1024 need the right to"
            }
            _ => "choose another with --listen",
        };
        format!("cannot listen on {address} ({error}): {what}").into()
    })
}

/// Serves until SIGINT or SIGTERM, then lets requests end and everything reach the disk.
pub(super) async fn serve(desk: Arc<Desk>, listener: TcpListener, data: &Path) -> Outcome {
    // Before anybody is told that it listens, so that a signal right after is heard.
    let mut signals = Signals::new()?;
    desk.start();
    let control = control::open(&desk, data);
    if let Err(error) = &control {
        eprintln!(
            "`ombud backup` works only while this desk is stopped: no socket in its data folder ({error})"
        );
    }
    println!("listening on http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let asked_to_stop = async move {
        signals.next().await;
        eprintln!("stopping: requests in flight may end; once more to stop at once");
        tokio::spawn(async move {
            signals.next().await;
            std::process::exit(130);
        });
    };
    desk.serve(listener, asked_to_stop).await?;
    desk.close().await;
    Ok(())
}

/// SIGINT and SIGTERM.
struct Signals {
    int: Signal,
    term: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Signals> {
        Ok(Signals { int: signal(SignalKind::interrupt())?, term: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.int.recv() => {}
            _ = self.term.recv() => {}
        }
    }
}
