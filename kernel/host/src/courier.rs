//! Takes mails further: to the relay, until it has taken or refused each, and to the plugin that wants to know.
//!
//! Plugins write, and the kernel itself: links by which people choose a password.

use crate::bindings::deliveries as wire;
use crate::bindings::post as post_wire;
use crate::dead_letter;
use crate::effect::{self, EFFECTS, Effect, EffectInfo, EffectState, Outcome};
use crate::host::Host;
use crate::language::SETTINGS;
use crate::mail::{self, Content, Fate, Mail, Recipient, To};
use crate::problem::CallError;
use crate::relay::{self, Relay};
use crate::sender::key_of;
use crate::smtp::{self, Said};
use ombud_access::{Authority, Id, PluginId, Target, Timestamp, UserId};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, UnitOfWork};
use std::io::Read;
use std::sync::Arc;

/// Attempts before a mail is given up: over some four days.
const ATTEMPTS: u32 = 100;

/// The first pause between attempts, doubled each time, and the longest, ms.
const PAUSE: u64 = 10_000;
const LONGEST_PAUSE: u64 = 60 * 60 * 1000;

/// Connections to the relay at the same time. Many take no more from one machine.
pub(crate) const LINES: usize = 4;

/// What is told of a mail to a person of whom no address may be told.
const NO_ADDRESS: &str = "there is no address, or nobody writes to this person";

/// A mail of the kernel's own.
#[derive(Clone, Debug)]
pub struct Note<'a> {
    /// For whom.
    pub to: UserId,
    /// One line.
    pub subject: &'a str,
    /// Plain; kept encrypted, since it may hold what lets somebody in.
    pub text: &'a str,
    /// Its language.
    pub language: &'a str,
}

/// What becomes of one recipient in an attempt.
enum Attempt {
    Over(Fate),
    Later(String),
}

impl Host {
    /// Tries a mail once for each who waits for it.
    pub(crate) async fn deliver(
        self: &Arc<Host>,
        id: &PluginId,
        row: &str,
        effect: Effect,
    ) -> Result<(), CallError> {
        let Some(mail) = &effect.mail else { return Ok(()) };
        let now = self.clock.now();
        let using = match self.relay_to_use() {
            Ok(Some(using)) => using,
            // Nothing was tried, so nothing is counted. Whoever names a relay has it tried at once.
            Ok(None) => return self.put_off(row, "no mail relay is named yet", now).await,
            Err(error) => return self.put_off(row, &error.to_string(), now).await,
        };
        let mut tried = Vec::new();
        let mut letters = Vec::new();
        for (place, to) in mail.pending() {
            match self.written_to(&mut self.store.begin(), to)? {
                Some(address) => letters.push((place, address)),
                None => tried.push((place, Attempt::Over(Fate::Failed(NO_ADDRESS.into())))),
            }
        }
        if !letters.is_empty() {
            let _line = self.lines.acquire().await.map_err(|_| CallError::Closing)?;
            let (host, mail, queued) = (self.clone(), mail.clone(), effect.queued);
            let work = move || host.hand_over_mail(&using, row_sealed(&mail), &mail, &letters, queued);
            let sent = tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)?;
            tried.extend(sent);
        }
        let now = self.clock.now();
        let mut unit = self.store.begin();
        // Nobody else takes this row further meanwhile, so it is no conflict; if it is, the mail is sent again, under its id.
        let Some(mut effect) = unit.get(&EFFECTS, row)? else { return Ok(()) };
        let whole = effect.clone();
        let given_up = effect.delivered(&mut unit, row, tried, now)?;
        if let Some(why) = given_up {
            tracing::warn!(owner = %id, key = key_of(row), why, "a mail was given up");
            if *id != PluginId::kernel() {
                dead_letter::of_effect(&mut unit, id, key_of(row), &whole, &why, now)?;
                let told = serde_json::json!(effect.info(id.clone(), key_of(row), now));
                self.note_change(&mut unit, None, id, "plugin.effect-failed", None, Some(told))?;
            }
        }
        unit.commit().await?;
        Ok(())
    }

    /// Waits for somebody to name a relay, or set it right.
    async fn put_off(&self, row: &str, why: &str, now: Timestamp) -> Result<(), CallError> {
        tracing::warn!(row, why, "a mail waits");
        self.change_effect(row, |effect, unit| {
            effect.trouble = Some(why.to_owned());
            effect.keep_until(unit, row, now.plus(LONGEST_PAUSE))
        })
        .await
    }

    /// The address of somebody who may be written to, as it is now.
    fn written_to(&self, unit: &mut UnitOfWork, to: &To) -> Result<Option<String>, StoreError> {
        let unknown = |error: ombud_identity::IdentityError| {
            tracing::error!(%error, "a person could not be looked up");
            StoreError::Invalid("a person cannot be looked up".into())
        };
        Ok(match to {
            To::Person(id) => {
                let person = self.identity.person(unit, *id).map_err(unknown)?.filter(|person| person.active);
                person.and_then(|person| mail::address(&person.email?))
            }
            To::Address(address) => {
                let person = self.identity.person_by_email(unit, address).map_err(unknown)?;
                person.is_none_or(|person| person.active).then(|| address.clone())
            }
        })
    }

    /// Writes the letters and sends them. Blocks.
    fn hand_over_mail(
        &self,
        (relay, password): &(Relay, Option<String>),
        sealed: Option<String>,
        mail: &Mail,
        letters: &[(usize, String)],
        queued: Timestamp,
    ) -> Vec<(usize, Attempt)> {
        let all =
            |attempt: &dyn Fn() -> Attempt| letters.iter().map(|(place, _)| (*place, attempt())).collect();
        let mut content = mail.content.clone();
        if let (Some(bytes), Some(name)) = (&content.sealed, sealed) {
            match self.keyring.open(&name, bytes) {
                Ok(text) => content.text = text,
                Err(why) => return all(&|| Attempt::Over(Fate::Failed(why.clone()))),
            }
        }
        let mut files = Vec::new();
        for file in &content.attachments {
            match self.file_of(&file.blob) {
                Ok(bytes) => files.push((file.name.clone(), file.content_type.clone(), bytes)),
                Err(why) => return all(&|| Attempt::Later(format!("the file {}: {why}", file.name))),
            }
        }
        let mut written = Vec::new();
        for (_, address) in letters {
            match smtp::compose(relay, &mail.id, &content, &files, address, queued.0) {
                Ok(bytes) => written.push((address.clone(), bytes)),
                Err(why) => return all(&|| Attempt::Over(Fate::Failed(why.clone()))),
            }
        }
        match smtp::send(relay, password.as_deref(), &*self.names, &written) {
            Err(why) => all(&|| Attempt::Later(why.clone())),
            Ok(said) => letters
                .iter()
                .zip(said)
                .map(|((place, _), said)| match said {
                    Said::Taken(said) => (*place, Attempt::Over(Fate::Taken(said))),
                    Said::Refused(said) => (*place, Attempt::Over(Fate::Failed(said))),
                    Said::Later(why) => (*place, Attempt::Later(why)),
                })
                .collect(),
        }
    }

    fn file_of(&self, blob: &str) -> Result<Vec<u8>, String> {
        let blob = blob.parse().map_err(|_| "it has no id".to_owned())?;
        let mut bytes = Vec::new();
        let file = self.store.blobs().open(&blob).map_err(|error| error.to_string())?;
        file.take(mail::FILES_BYTES).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    /// A mail that no plugin wrote.
    pub(crate) async fn take_own_further(
        self: &Arc<Host>,
        id: &PluginId,
        row: &str,
        effect: Effect,
    ) -> Result<(), CallError> {
        let now = self.clock.now();
        match effect.state {
            EffectState::Waiting => self.deliver(id, row, effect).await,
            EffectState::Answered => {
                self.change_effect(row, |effect, unit| effect.told(unit, row, now)).await
            }
            EffectState::Done => self.change_effect(row, |effect, unit| effect.discard(unit, row)).await,
        }
    }

    /// Queues a mail of the kernel's own in this unit of work.
    ///
    /// # Errors
    /// If the store or the key of the secrets cannot be used.
    pub fn post(&self, unit: &mut UnitOfWork, note: &Note<'_>, now: Timestamp) -> Result<(), CallError> {
        let key = own_id(now)?;
        let id = format!("{key}@{}", relay::domain(unit)?);
        let sealed = self.keyring.seal(&id, note.text).map_err(|error| {
            tracing::error!(%error, "the key of the secrets cannot be used");
            CallError::Unavailable("the key of the secrets cannot be used; see the log".into())
        })?;
        let content = Content {
            subject: note.subject.to_owned(),
            language: Some(note.language.to_owned()),
            automatic: true,
            sealed: Some(sealed),
            ..Content::default()
        };
        let to = vec![Recipient { to: To::Person(note.to), fate: Fate::Pending }];
        effect::enqueue_mail(unit, &PluginId::kernel(), &key, Mail { id, to, content }, now, None)
            .map(drop)
            .map_err(|_| CallError::Unavailable("a mail cannot be queued".into()))
    }

    /// The kernel's own mails that are on their way or were within the last day, the newest last.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn own_mails(&self, limit: usize) -> Result<Vec<EffectInfo>, StoreError> {
        self.effects(&PluginId::kernel(), limit)
    }

    /// Sends somebody a mail at once and tells what the relay answered, taken or not.
    ///
    /// # Errors
    /// `Invalid` if there is no relay or the address is none, what the relay or the network said as `Unavailable`; refusals.
    pub async fn try_relay(
        self: &Arc<Host>,
        to: &str,
        subject: &str,
        text: &str,
        actor: &Authority,
    ) -> Result<String, CallError> {
        actor.check(SETTINGS, Target::Desk).into_result().map_err(CallError::Denied)?;
        let Some(address) = mail::address(to) else {
            return Err(CallError::Invalid("`to` is an address for mail such as `anna@example.com`".into()));
        };
        let Some(using) = self.relay_to_use()? else {
            return Err(CallError::Invalid(
                "no mail relay is named yet: say first which machine takes the mail".into(),
            ));
        };
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, SETTINGS)?;
            let fact = Fact { action: "mail.try", target: "desk".to_owned(), before: None, after: None };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await?;
        let now = self.clock.now();
        let content = Content {
            subject: subject.to_owned(),
            text: text.to_owned(),
            automatic: true,
            ..Content::default()
        };
        let id = format!("{}@{}", own_id(now)?, using.0.domain());
        let to = vec![Recipient { to: To::Address(address.clone()), fate: Fate::Pending }];
        let mail = Mail { id, to, content };
        let _line = self.lines.acquire().await.map_err(|_| CallError::Closing)?;
        let host = self.clone();
        let work = move || host.hand_over_mail(&using, None, &mail, &[(0, address)], now);
        let said = tokio::task::spawn_blocking(work).await.map_err(|_| CallError::Broken)?;
        match said.into_iter().next() {
            Some((_, Attempt::Over(Fate::Taken(said)))) => Ok(said),
            Some((_, Attempt::Over(Fate::Failed(why)) | Attempt::Later(why))) => {
                Err(CallError::Unavailable(why))
            }
            _ => Err(CallError::Broken),
        }
    }
}

impl Effect {
    /// Notes what came of an attempt. Why it was given up, if it was: what is refused for good is answered.
    fn delivered(
        &mut self,
        unit: &mut UnitOfWork,
        row: &str,
        tried: Vec<(usize, Attempt)>,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        self.attempts += 1;
        let last = self.attempts >= ATTEMPTS;
        let Some(mail) = &mut self.mail else { return Ok(None) };
        let mut given_up = None;
        for (place, attempt) in tried {
            let Some(one) = mail.to.get_mut(place) else { continue };
            match attempt {
                Attempt::Over(fate) => {
                    if let Fate::Failed(why) = &fate {
                        self.trouble = Some(one.told(why));
                    }
                    one.fate = fate;
                }
                Attempt::Later(why) => {
                    self.trouble = Some(one.told(&why));
                    if last {
                        one.fate = Fate::Failed(why.clone());
                        given_up = Some(why);
                    }
                }
            }
        }
        if mail.pending().next().is_some() {
            let pause = (PAUSE << (self.attempts - 1).min(20)).min(LONGEST_PAUSE);
            return self.keep_until(unit, row, now.plus(pause)).map(|()| None);
        }
        // What went out is not needed any more.
        mail.content = Content::default();
        unit.release_blobs(row)?;
        (self.outcome, self.state) = (Some(Outcome::Posted), EffectState::Answered);
        self.keep_until(unit, row, now)?;
        Ok(given_up)
    }
}

/// What a plugin hears. Of a person it hears no address: neither the one that was written to, nor what the relay said of it.
pub(crate) fn delivery(key: &str, mail: &Mail, attempts: u32) -> wire::Delivery {
    let fate = |one: &Recipient| {
        let failed = match &one.fate {
            Fate::Taken(_) => None,
            Fate::Pending => Some("nothing is known of it".to_owned()),
            Fate::Failed(why) => Some(why.clone()),
        };
        let (to, failed) = match &one.to {
            To::Address(address) => (post_wire::Recipient::Address(address.clone()), failed),
            To::Person(id) => {
                (post_wire::Recipient::Person(id.to_string()), failed.map(|why| without_address(&why)))
            }
        };
        wire::Fate { to, failed }
    };
    wire::Delivery {
        key: key.strip_prefix("post/").unwrap_or(key).to_owned(),
        id: mail.id.clone(),
        attempts,
        fates: mail.to.iter().map(fate).collect(),
    }
}

/// The number of an answer, and no word of it.
fn without_address(why: &str) -> String {
    let code =
        why.split(' ').next().filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()));
    match code {
        Some(code) => format!("the relay answered {code}"),
        None if why == NO_ADDRESS => NO_ADDRESS.to_owned(),
        None => "it could not be sent".to_owned(),
    }
}

/// Under which name the text of a mail is sealed, if it is.
fn row_sealed(mail: &Mail) -> Option<String> {
    mail.content.sealed.as_ref().map(|_| mail.id.clone())
}

fn own_id(now: Timestamp) -> Result<String, CallError> {
    let mut chance = [0; 10];
    getrandom::fill(&mut chance).map_err(|error| CallError::Unavailable(error.to_string()))?;
    Ok(Id::new(now, chance).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_hears_no_address_of_somebody_whom_it_named_by_id() {
        let person = UserId(Id::new(Timestamp(1), [7; 10]));
        let said = "550 5.1.1 <anna@example.com>: no such user";
        let one = |to: To| Recipient { to, fate: Fate::Failed(said.into()) };
        let to = vec![one(To::Person(person)), one(To::Address("b@c.d".into()))];
        let mail = Mail { id: "1@c.d".into(), to, content: Content::default() };
        let told = delivery("post/k", &mail, 3);
        assert_eq!((told.key.as_str(), told.attempts), ("k", 3));
        assert_eq!(told.fates[0].failed.as_deref(), Some("the relay answered 550"));
        assert_eq!(told.fates[1].failed.as_deref(), Some(said));
        assert_eq!(without_address("the connection to anna@example.com broke off"), "it could not be sent");
    }
}
