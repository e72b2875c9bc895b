//! `ombud relay`: the machine that takes the desk's mail.

use super::user::ask_password;
use super::{Data, Outcome, with_owner};
use clap::{Args, Subcommand, ValueEnum};
use ombud_host::{Password, Relay, Tls};
use std::path::PathBuf;
use std::sync::Arc;

/// See, name and try the machine that takes the desk's mail, while the desk is closed.
#[derive(Subcommand)]
pub(crate) enum RelayCommand {
    /// Which one is named, and how many mails wait.
    Show(Data),
    /// Name one. Asks for the password, or reads it from standard input, if a user is named.
    Set(Box<Set>),
    /// Name none. Mails wait.
    Drop(Data),
    /// Send somebody a mail at once and show what is answered.
    Try {
        /// An address.
        to: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// TLS from the beginning, as on port 465.
    Implicit,
    /// STARTTLS, as on port 587; otherwise nothing is sent.
    Starttls,
    /// None: on this machine or in its own network only.
    None,
}

#[derive(Args)]
pub(crate) struct Set {
    /// Its name.
    host: String,
    /// Its port: 465, 587 or another.
    #[arg(long, default_value_t = 465)]
    port: u16,
    /// How the way to it is kept private.
    #[arg(long, value_enum, default_value = "implicit")]
    tls: Way,
    /// As whom one signs in there.
    #[arg(long)]
    user: Option<String>,
    /// The address that mails come from.
    #[arg(long)]
    sender: String,
    /// The name beside it.
    #[arg(long, default_value = "")]
    name: String,
    /// Where people find this desk, such as https://desk.example.com.
    #[arg(long, value_name = "URL")]
    desk: Option<String>,
    /// The certificate of an authority of one's own, as PEM.
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
}

impl RelayCommand {
    pub async fn run(self) -> Outcome {
        match self {
            RelayCommand::Show(data) => {
                with_owner(&data, async |desk, _| {
                    let info = desk.host().relay()?;
                    match info.relay {
                        None => println!("no machine is named that takes mail"),
                        Some(relay) => println!("{}", serde_json::to_string_pretty(&relay)?),
                    }
                    println!("{} mails wait", info.waiting);
                    Ok(())
                })
                .await
            }
            RelayCommand::Set(set) => {
                let Set { host, port, tls, user, sender, name, desk: address, authority, data } = *set;
                let tls = match tls {
                    Way::Implicit => Tls::Implicit,
                    Way::Starttls => Tls::Starttls,
                    Way::None => Tls::None,
                };
                let authority = authority.map(std::fs::read_to_string).transpose()?;
                let password = match &user {
                    Some(_) => Password::Told(ask_password()?),
                    None => Password::Forget,
                };
                let relay = Relay { host, port, tls, user, sender, name, desk: address, authority };
                with_owner(&data, async |desk, owner| {
                    desk.host().choose_relay(Some(relay), password, owner).await?;
                    println!("it takes the desk's mail from now on; `ombud relay try ADDRESS` shows whether it does");
                    Ok(())
                })
                .await
            }
            RelayCommand::Drop(data) => {
                with_owner(&data, async |desk, owner| {
                    desk.host().choose_relay(None, Password::Forget, owner).await?;
                    println!("no machine takes the desk's mail now: mails wait");
                    Ok(())
                })
                .await
            }
            RelayCommand::Try { to, data } => {
                with_owner(&data, async |desk, owner| {
                    let host = Arc::clone(desk.host());
                    let said = host
                        .try_relay(
                            &to,
                            "Test mail from the desk",
                            "If you read this, the desk can send mail.",
                            owner,
                        )
                        .await?;
                    println!("{said}");
                    Ok(())
                })
                .await
            }
        }
    }
}
