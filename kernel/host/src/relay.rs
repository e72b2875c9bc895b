//! The machine that takes the desk's mail: what an administrator said about it. The password can be told and not read.

use crate::effect::{EFFECTS, EffectState};
use crate::host::Host;
use crate::language::SETTINGS;
use crate::mail;
use crate::problem::CallError;
use ombud_access::{Authority, Target};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;

/// One row.
const RELAY: Table<Kept> = Table::new("host-relay");
const ROW: &str = "desk";
/// Under which name its password is sealed. No plugin is called so.
const SEALED: &str = "relay/password";

/// The domain of mails that are queued before a relay is named: one that is nobody's.
const NOBODYS: &str = "ombud.invalid";

/// How the way to it is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// From the first byte on, as on port 465.
    Implicit,
    /// Asked for before anything else is said, as on port 587. Who does not offer it is sent nothing.
    Starttls,
    /// Not at all: on this machine and in its own network only.
    None,
}

/// A relay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// `mail.example.com`.
    pub host: String,
    /// 465, 587 and the like.
    pub port: u16,
    /// How the way to it is kept private.
    pub tls: Tls,
    /// As whom one signs in there; none: not at all.
    #[serde(default)]
    pub user: Option<String>,
    /// The address that mails come from.
    pub sender: String,
    /// The name beside it.
    #[serde(default)]
    pub name: String,
    /// Where people find this desk: `https://desk.example.com`. For links in mails; none: there are none.
    #[serde(default)]
    pub desk: Option<String>,
    /// The certificate of an authority of one's own, as PEM.
    #[serde(default)]
    pub authority: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    relay: Relay,
    /// Encrypted.
    password: Option<Vec<u8>>,
}

/// A relay as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct RelayInfo {
    /// It, without the password.
    pub relay: Option<Relay>,
    /// Whether a password was told.
    pub password: bool,
    /// How many mails wait.
    pub waiting: usize,
}

/// What becomes of the password.
#[derive(Clone, Debug)]
pub enum Password {
    /// It stays.
    Keep,
    /// It is this one.
    Told(String),
    /// There is none.
    Forget,
}

impl Relay {
    /// The domain of the sender, by which the desk introduces itself.
    pub(crate) fn domain(&self) -> &str {
        self.sender.rsplit_once('@').map_or(NOBODYS, |(_, domain)| domain)
    }

    /// In its plain form, or what is wrong with it.
    fn checked(mut self) -> Result<Relay, CallError> {
        let wrong = |why: &str| Err(CallError::Invalid(why.to_owned()));
        let some =
            |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        (self.user, self.desk, self.authority) = (some(self.user), some(self.desk), some(self.authority));
        self.name = self.name.trim().to_owned();
        let Ok(host) = url::Host::parse(self.host.trim()) else {
            return wrong("`host` is the name of a machine such as `mail.example.com`, or its address");
        };
        self.host = match host {
            url::Host::Ipv6(address) => address.to_string(),
            other => other.to_string(),
        };
        if self.port == 0 {
            return wrong("`port` is 1 to 65535: 465 with TLS from the first byte on, 587 with STARTTLS");
        }
        let Some(sender) = mail::address(&self.sender) else {
            return wrong("`sender` is an address for mail such as `desk@example.com`");
        };
        self.sender = sender;
        if !self.name.is_empty() && !mail::is_line(&self.name) || self.name.chars().count() > 100 {
            return wrong("`name` is one line of at most 100 characters");
        }
        if self.user.as_ref().is_some_and(|user| user.len() > 255 || !mail::is_line(user)) {
            return wrong("`user` is one line of at most 255 bytes");
        }
        if let Some(desk) = &self.desk {
            let url = Url::parse(desk).ok().filter(|url| {
                let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
                matches!(url.scheme(), "https" | "http")
                    && url.has_host()
                    && bare
                    && url.username().is_empty()
            });
            let Some(url) = url else {
                return wrong("`desk` is where people find this desk, such as `https://desk.example.com`");
            };
            self.desk = Some(url.as_str().trim_end_matches('/').to_owned());
        }
        if let Some(authority) = &self.authority {
            let known = lettre::transport::smtp::client::Certificate::from_pem(authority.as_bytes());
            if authority.len() > 64 << 10
                || !authority.contains("-----BEGIN CERTIFICATE-----")
                || known.is_err()
            {
                return wrong("`authority` is a certificate as PEM: `-----BEGIN CERTIFICATE-----` and so on");
            }
        }
        Ok(self)
    }

    /// Whether a password that was told for that one may go to this one.
    fn is_like(&self, before: &Relay) -> bool {
        let place = |relay: &Relay| {
            (relay.host.clone(), relay.port, relay.tls, relay.user.clone(), relay.authority.clone())
        };
        place(self) == place(before)
    }
}

/// Where people find this desk, for links in mails. None: nobody has said it, or there is no relay.
pub(crate) fn desk(unit: &mut UnitOfWork) -> Result<Option<String>, StoreError> {
    Ok(unit.get(&RELAY, ROW)?.and_then(|kept| kept.relay.desk))
}

/// The domain in which mails get their ids.
pub(crate) fn domain(unit: &mut UnitOfWork) -> Result<String, StoreError> {
    let kept = unit.get(&RELAY, ROW)?;
    Ok(kept.map_or_else(|| NOBODYS.to_owned(), |kept| kept.relay.domain().to_owned()))
}

impl Host {
    /// The relay, and its password. None: nobody has named one.
    pub(crate) fn relay_to_use(&self) -> Result<Option<(Relay, Option<String>)>, CallError> {
        let Some(kept) = self.store.begin().get(&RELAY, ROW)? else { return Ok(None) };
        let open = |sealed: &Vec<u8>| self.keyring.open(SEALED, sealed);
        let password = kept.password.as_ref().map(open).transpose();
        let password =
            password.map_err(|why| CallError::Unavailable(format!("the password of the relay: {why}")))?;
        Ok(Some((kept.relay, password)))
    }

    /// The relay as it is shown.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn relay(&self) -> Result<RelayInfo, StoreError> {
        let mut unit = self.store.begin();
        let kept = unit.get(&RELAY, ROW)?;
        let waits =
            |effect: &crate::effect::Effect| effect.mail.is_some() && effect.state == EffectState::Waiting;
        let waiting =
            unit.scan(&EFFECTS, "", None, usize::MAX)?.iter().filter(|(_, effect)| waits(effect)).count();
        let password = kept.as_ref().is_some_and(|kept| kept.password.is_some());
        Ok(RelayInfo { relay: kept.map(|kept| kept.relay), password, waiting })
    }

    /// Where people find this desk, for links in mails. None: nobody has said it, or there is no relay.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn public_address(&self) -> Result<Option<String>, StoreError> {
        desk(&mut self.store.begin())
    }

    /// Names the relay, or none. What waits is tried at once.
    ///
    /// # Errors
    /// `Invalid` for one that cannot be, or if a password is to stay that was told for another; refusals.
    pub async fn choose_relay(
        &self,
        relay: Option<Relay>,
        password: Password,
        actor: &Authority,
    ) -> Result<(), CallError> {
        actor.check(SETTINGS, Target::Desk).into_result().map_err(CallError::Denied)?;
        let relay = relay.map(Relay::checked).transpose()?;
        let told = match &password {
            Password::Told(told) => {
                if told.is_empty() || told.len() > 1024 || told.chars().any(char::is_control) {
                    return Err(CallError::Invalid("`password` has 1 to 1024 bytes in one line".into()));
                }
                Some(self.keyring.seal(SEALED, told).map_err(|error| {
                    tracing::error!(%error, "the key of the secrets cannot be used");
                    CallError::Unavailable("the key of the secrets cannot be used; see the log".into())
                })?)
            }
            Password::Keep | Password::Forget => None,
        };
        let now = self.clock.now();
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, SETTINGS)?;
            let before = unit.get(&RELAY, ROW)?;
            let stays = before.as_ref().and_then(|before| before.password.clone());
            let sealed = match (&password, &relay, &before) {
                (Password::Keep, Some(relay), Some(before))
                    if stays.is_some() && !relay.is_like(&before.relay) =>
                {
                    return Err(CallError::Invalid(
                        "the password was told for another machine, user or way of TLS: tell it anew".into(),
                    ));
                }
                (Password::Keep, ..) => stays,
                (Password::Told(_), ..) => told.clone(),
                (Password::Forget, ..) => None,
            };
            let shown = |kept: &Kept| json!({ "relay": kept.relay, "password": kept.password.is_some() });
            let after = relay.clone().map(|relay| Kept { relay, password: sealed });
            match &after {
                Some(kept) => unit.put(&RELAY, ROW, kept)?,
                None => unit.remove(&RELAY, ROW)?,
            }
            let fact = Fact {
                action: "settings.edit",
                target: "desk".to_owned(),
                before: before.as_ref().map(shown),
                after: after.as_ref().map(shown),
            };
            audit::append(unit, actor, fact)?;
            for (row, mut effect) in unit.scan(&EFFECTS, "", None, usize::MAX)? {
                if effect.mail.is_some() && effect.state == EffectState::Waiting {
                    effect.keep_until(unit, &row, now)?;
                }
            }
            Ok(())
        };
        self.store.run(work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay() -> Relay {
        Relay {
            host: "Mail.Example.com".into(),
            port: 587,
            tls: Tls::Starttls,
            user: Some(" ".into()),
            sender: "Desk@Example.com".into(),
            name: " The desk ".into(),
            desk: Some("https://desk.example.com/".into()),
            authority: None,
        }
    }

    #[test]
    fn a_relay_is_kept_in_its_plain_form_and_what_cannot_be_is_told() {
        let checked = relay().checked().unwrap();
        assert_eq!(
            (checked.host.as_str(), checked.sender.as_str()),
            ("mail.example.com", "Desk@example.com")
        );
        assert_eq!(
            (checked.user.as_deref(), checked.desk.as_deref()),
            (None, Some("https://desk.example.com"))
        );
        for wrong in [
            Relay { host: "a b".into(), ..relay() },
            Relay { port: 0, ..relay() },
            Relay { sender: "x\r\nBcc: a@b.c".into(), ..relay() },
            Relay { name: "a\nb".into(), ..relay() },
            Relay { desk: Some("javascript:alert(1)".into()), ..relay() },
            Relay { desk: Some("https://desk.example.com/x?y".into()), ..relay() },
            Relay { authority: Some("no certificate".into()), ..relay() },
        ] {
            assert!(wrong.clone().checked().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_password_goes_nowhere_else_than_where_it_was_told_for() {
        let known = relay().checked().unwrap();
        assert!(Relay { name: "other".into(), ..known.clone() }.is_like(&known));
        for other in [
            Relay { host: "evil.test".into(), ..known.clone() },
            Relay { tls: Tls::None, ..known.clone() },
            Relay { authority: Some("x".into()), ..known.clone() },
            Relay { user: Some("root".into()), ..known.clone() },
        ] {
            assert!(!other.is_like(&known));
        }
    }
}
