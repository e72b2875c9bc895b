//! What leaves the desk: queued in the unit of work, sent when that is on disk, again until it is answered.
//!
//! A row goes its way: waiting, answered, told to its plugin, and gone a day later; until then its name is not queued
//! again. A second table holds when each is due next, so that nobody looks through those that are not.

use crate::bindings::outbound as wire;
use crate::bindings::types as wit;
use crate::convert::Answer;
use crate::egress::{self, Barred, Destination, Parcel, Unanswered};
use crate::host::Host;
use crate::mail::{self, Mail, MailInfo};
use crate::manifest::HostRule;
use crate::registry::Loaded;
use hmac::{Hmac, Mac};
use ombud_access::{PluginId, Timestamp, UserId};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Effects by `plugin/key`.
pub(crate) const EFFECTS: Table<Effect> = Table::new("host-effects");

/// `when/plugin/key` of all that have something before them, in the order of their time.
pub(crate) const DUE: Table<()> = Table::new("host-effects-due");

/// Attempts before a request is given up: over some eight hours.
const ATTEMPTS: u32 = 12;

/// The first pause between attempts, doubled each time, and the longest, ms.
const PAUSE: u64 = 10_000;
const LONGEST_PAUSE: u64 = 60 * 60 * 1000;

/// How long a name is remembered when all is done, ms.
const REMEMBERED: u64 = 24 * 60 * 60 * 1000;

/// The longest key, the most headers, and the largest body, bytes.
const KEY: usize = 128;
const HEADERS: usize = 64;
const HEADER: usize = 8 << 10;
const BODY: usize = 1 << 20;

/// Where an effect is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EffectState {
    /// To be sent, perhaps again.
    Waiting,
    /// Answered or given up; its plugin is to be told.
    Answered,
    /// All is done.
    Done,
}

/// A request on its way out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Effect {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub sign: Option<String>,
    pub queued: Timestamp,
    pub by: Option<UserId>,
    pub state: EffectState,
    pub attempts: u32,
    /// When it is looked at next.
    pub due: Timestamp,
    pub outcome: Option<Outcome>,
    /// How often its plugin failed to take the outcome.
    #[serde(default)]
    pub untold: u32,
    /// The last thing that went wrong.
    #[serde(default)]
    pub trouble: Option<String>,
    /// It is a mail, and no request.
    #[serde(default)]
    pub mail: Option<Mail>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// A mail: how it stands is in it.
    Posted,
    Answered {
        status: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    Failed(String),
}

/// A request on its way out, as administrators see it: without what is in it.
#[derive(Clone, Debug, Serialize)]
pub struct EffectInfo {
    /// Whose.
    pub plugin: PluginId,
    /// Its name.
    pub key: String,
    /// `POST https://hooks.example.com`.
    pub to: String,
    /// Where it is on its way.
    pub state: EffectState,
    /// How often it was sent.
    pub attempts: u32,
    /// When it was queued.
    pub queued: Timestamp,
    /// When it is sent next, while it waits.
    pub due: Timestamp,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// The last thing that went wrong.
    pub trouble: Option<String>,
    /// If it is a mail: how it stands with those whom it is for.
    pub mail: Option<MailInfo>,
}

/// A name for what is queued.
fn check_key(key: &str) -> Answer<()> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._:-".contains(&b);
    match !key.is_empty() && key.len() <= KEY && key.bytes().all(plain) {
        true => Ok(()),
        false => Err(wit::Error::Invalid(format!(
            "what is sent is queued under 1 to {KEY} characters of A-Z a-z 0-9 . _ : -"
        ))),
    }
}

/// Queues a mail and tells its id. The same name again is no second one. Mails have names of their own.
pub(crate) fn enqueue_mail(
    unit: &mut UnitOfWork,
    plugin: &PluginId,
    key: &str,
    mail: Mail,
    now: Timestamp,
    by: Option<UserId>,
) -> Answer<String> {
    check_key(key)?;
    let row = mail_row(plugin, key);
    if let Some(Effect { mail: Some(there), .. }) = unit.get(&EFFECTS, &row)? {
        return Ok(there.id);
    }
    let id = mail.id.clone();
    let effect = Effect { method: "MAIL".into(), mail: Some(mail), ..Effect::queued(now, by) };
    effect.keep_files(unit, &row)?;
    effect.keep(unit, &row)?;
    Ok(id)
}

/// The row of a mail: no request can be called so.
pub(crate) fn mail_row(plugin: &PluginId, key: &str) -> String {
    format!("{plugin}/post/{key}")
}

/// Checks a request and queues it. The same name again is no second one.
pub(crate) fn enqueue(
    unit: &mut UnitOfWork,
    plugin: &Loaded,
    key: &str,
    request: wire::Request,
    now: Timestamp,
    by: Option<UserId>,
) -> Answer<()> {
    let invalid = |why: String| wit::Error::Invalid(why);
    check_key(key)?;
    let size: usize = request.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if request.headers.len() > HEADERS || size > HEADER || request.body.len() > BODY {
        return Err(wit::Error::TooLarge(format!(
            "a request has at most {HEADERS} headers of {HEADER} bytes and a body of {BODY} bytes"
        )));
    }
    let to = Destination::parse(&request.url).map_err(|barred| invalid(barred.to_string()))?;
    egress::check_headers(&request.headers).map_err(|barred| invalid(barred.to_string()))?;
    egress::listed(&to, &request.method, &plugin.manifest().hosts)
        .map_err(|barred| invalid(barred.to_string()))?;
    let row = row(plugin.id(), key);
    if unit.get(&EFFECTS, &row)?.is_some() {
        return Ok(());
    }
    let effect = Effect {
        method: request.method,
        url: to.url.to_string(),
        headers: request.headers,
        body: request.body,
        sign: request.sign,
        ..Effect::queued(now, by)
    };
    Ok(effect.keep(unit, &row)?)
}

pub(crate) fn row(plugin: &PluginId, key: &str) -> String {
    format!("{plugin}/{key}")
}

/// The row that a due row is about.
pub(crate) fn of_due(due: &str) -> Option<(Timestamp, PluginId, &str)> {
    let (when, row) = due.split_once('/')?;
    let (plugin, _) = row.split_once('/')?;
    let kernel = PluginId::kernel();
    let of = if plugin == kernel.as_str() { kernel } else { PluginId::parse(plugin).ok()? };
    Some((Timestamp(u64::from_str_radix(when, 16).ok()?), of, row))
}

fn due_row(due: Timestamp, row: &str) -> String {
    format!("{:016x}/{row}", due.0)
}

impl Effect {
    /// One that says nothing yet and waits to be sent.
    fn queued(now: Timestamp, by: Option<UserId>) -> Effect {
        Effect {
            method: String::new(),
            url: String::new(),
            headers: Vec::new(),
            body: Vec::new(),
            sign: None,
            queued: now,
            by,
            state: EffectState::Waiting,
            attempts: 0,
            due: now,
            outcome: None,
            untold: 0,
            trouble: None,
            mail: None,
        }
    }

    /// Writes it.
    pub fn keep(&self, unit: &mut UnitOfWork, row: &str) -> Result<(), StoreError> {
        unit.put(&EFFECTS, row, self)?;
        unit.put(&DUE, &due_row(self.due, row), &())
    }

    /// Writes it anew, due at another time.
    pub fn keep_until(&mut self, unit: &mut UnitOfWork, row: &str, due: Timestamp) -> Result<(), StoreError> {
        unit.remove(&DUE, &due_row(self.due, row))?;
        self.due = due;
        self.keep(unit, row)
    }

    /// As if it were new.
    pub fn begin_again(&mut self, now: Timestamp) {
        (self.state, self.attempts, self.untold) = (EffectState::Waiting, 0, 0);
        (self.due, self.outcome, self.trouble) = (now, None, None);
        if let Some(mail) = &mut self.mail {
            mail.begin_again();
        }
    }

    /// Keeps the files of a mail for this holder.
    pub fn keep_files(&self, unit: &mut UnitOfWork, holder: &str) -> Result<(), StoreError> {
        for blob in self.mail.iter().flat_map(|mail| mail::blobs(&mail.content)) {
            unit.keep_blob(&blob, holder)?;
        }
        Ok(())
    }

    /// Forgets it.
    pub fn discard(&self, unit: &mut UnitOfWork, row: &str) -> Result<(), StoreError> {
        unit.remove(&DUE, &due_row(self.due, row))?;
        if self.mail.is_some() {
            unit.release_blobs(row)?;
        }
        unit.remove(&EFFECTS, row)
    }

    /// Notes what came of an attempt.
    pub fn attempted(
        &mut self,
        unit: &mut UnitOfWork,
        row: &str,
        outcome: Result<Outcome, Trouble>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.attempts += 1;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(trouble) if trouble.for_good || self.attempts >= ATTEMPTS => {
                self.trouble = Some(trouble.why.clone());
                Outcome::Failed(trouble.why)
            }
            Err(trouble) => {
                let pause = trouble.pause.unwrap_or(PAUSE << (self.attempts - 1).min(20)).min(LONGEST_PAUSE);
                self.trouble = Some(trouble.why);
                return self.keep_until(unit, row, now.plus(pause));
            }
        };
        self.outcome = Some(outcome);
        self.state = EffectState::Answered;
        // What went out is not needed any more.
        (self.headers, self.body) = (Vec::new(), Vec::new());
        self.keep_until(unit, row, now)
    }

    /// Its plugin knows, or wants to know nothing.
    pub fn told(&mut self, unit: &mut UnitOfWork, row: &str, now: Timestamp) -> Result<(), StoreError> {
        self.state = EffectState::Done;
        if let Some(Outcome::Answered { body, .. }) = &mut self.outcome {
            body.clear();
        }
        self.keep_until(unit, row, now.plus(REMEMBERED))
    }

    pub fn info(&self, plugin: PluginId, key: &str, now: Timestamp) -> EffectInfo {
        let to = Destination::parse(&self.url)
            .map_or_else(|_| self.url.clone(), |to| format!("{}://{}:{}", to.url.scheme(), to.host, to.port));
        EffectInfo {
            plugin,
            key: key.to_owned(),
            to: match &self.mail {
                Some(mail) => format!("{} {}", self.method, mail.id),
                None => format!("{} {to}", self.method),
            },
            state: self.state,
            attempts: self.attempts,
            queued: self.queued,
            due: self.due,
            status: match &self.outcome {
                Some(Outcome::Answered { status, .. }) => Some(*status),
                _ => None,
            },
            trouble: self.trouble.clone(),
            mail: self.mail.as_ref().map(|mail| mail.info(now.0.saturating_sub(self.queued.0))),
        }
    }
}

/// Why an attempt came to nothing.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub why: String,
    /// Trying again would not help.
    for_good: bool,
    /// When the other side wants to be asked again, ms.
    pause: Option<u64>,
}

impl Trouble {
    fn for_now(why: impl Into<String>) -> Trouble {
        Trouble { why: why.into(), for_good: false, pause: None }
    }
}

impl From<Barred> for Trouble {
    fn from(barred: Barred) -> Trouble {
        // A name that means nothing now may mean something later.
        let for_good = !matches!(barred, Barred::Unknown(..));
        Trouble { why: barred.to_string(), for_good, pause: None }
    }
}

/// A request that is ready to be sent, and what must not come back.
pub(crate) struct Ready {
    parcel: Parcel,
    secrets: Vec<(String, String)>,
}

impl Host {
    /// Puts a request together as it goes out now: the mandate may be narrower and secrets others than when it was queued.
    pub(crate) fn prepare(
        &self,
        plugin: &PluginId,
        key: &str,
        effect: &Effect,
        rules: &[HostRule],
        now: Timestamp,
    ) -> Result<Ready, Trouble> {
        let to = Destination::parse(&effect.url)?;
        egress::listed(&to, &effect.method, rules)?;
        let mut secrets = Vec::new();
        let mut reveal = |name: &str| -> Result<String, Trouble> {
            let value = self.reveal(plugin, name, &to.host).map_err(Trouble::for_now)?;
            secrets.push((name.to_owned(), value.clone()));
            Ok(value)
        };
        let mut headers = Vec::new();
        for (name, value) in &effect.headers {
            headers.push((name.clone(), filled_in(value, &mut reveal)?));
        }
        headers.push(("idempotency-key".to_owned(), row(plugin, key)));
        if let Some(name) = &effect.sign {
            let value = reveal(name)?;
            headers.push(("ombud-signature".to_owned(), signature(&value, now, &effect.body)));
        }
        let (method, body) = (effect.method.clone(), effect.body.clone());
        Ok(Ready { parcel: Parcel { method, to, headers, body }, secrets })
    }

    /// Sends it. Blocks.
    pub(crate) fn send(&self, ready: &Ready, internal: &[String]) -> Result<Outcome, Trouble> {
        let answer = egress::send(&ready.parcel, internal, &*self.names).map_err(|error| match error {
            Unanswered::Barred(barred) => barred.into(),
            Unanswered::Broken(why) => Trouble::for_now(blotted(why, &ready.secrets)),
        })?;
        if answer.status >= 500 || answer.status == 429 {
            let after = answer.headers.iter().find(|(name, _)| name == "retry-after");
            let seconds = after.and_then(|(_, value)| value.parse::<u64>().ok());
            return Err(Trouble {
                why: format!("the other side answered {}", answer.status),
                for_good: false,
                pause: seconds.map(|seconds| seconds.saturating_mul(1000)),
            });
        }
        let text = |bytes: Vec<u8>| match ready.secrets.is_empty() {
            true => bytes,
            false => blotted(String::from_utf8_lossy(&bytes).into_owned(), &ready.secrets).into_bytes(),
        };
        let headers = answer.headers.into_iter().map(|(name, value)| (name, blotted(value, &ready.secrets)));
        Ok(Outcome::Answered { status: answer.status, headers: headers.collect(), body: text(answer.body) })
    }
}

/// A header's value with its secrets.
fn filled_in(
    value: &str,
    reveal: &mut impl FnMut(&str) -> Result<String, Trouble>,
) -> Result<String, Trouble> {
    let mut filled = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("{{secret:") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        filled.push_str(before);
        filled.push_str(&reveal(name)?);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Secrets that come back are blotted out: an answer is the plugin's to read.
fn blotted(mut text: String, secrets: &[(String, String)]) -> String {
    for (name, value) in secrets {
        text = text.replace(value.as_str(), &format!("{{{{secret:{name}}}}}"));
    }
    text
}

/// As `wit/kernel/outbound.wit` says.
fn signature(secret: &str, now: Timestamp, body: &[u8]) -> String {
    let seconds = now.0 / 1000;
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("an HMAC takes a key of any length");
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    format!("t={seconds},v1={}", crate::hex(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_put_in_by_name_and_blotted_out_of_what_comes_back() {
        let mut asked = Vec::new();
        let mut reveal = |name: &str| {
            asked.push(name.to_owned());
            Ok(format!("<{name}>"))
        };
        assert_eq!(filled_in("Bearer {{secret:a}}/{{secret:b}}", &mut reveal).unwrap(), "Bearer <a>/<b>");
        assert_eq!(filled_in("{{secret:a", &mut reveal).unwrap(), "{{secret:a");
        assert_eq!(asked, ["a", "b"]);
        let secrets = [("a".to_owned(), "hunter22".to_owned())];
        assert_eq!(blotted("you said hunter22!".into(), &secrets), "you said {{secret:a}}!");
    }

    #[test]
    fn a_signature_is_what_anybody_can_compute_who_knows_the_secret() {
        // printf '1790000000.hello' | openssl dgst -sha256 -hmac topsecret1
        let told = signature("topsecret1", Timestamp(1_790_000_000_123), b"hello");
        assert!(told.starts_with("t=1790000000,v1=") && told.len() == 16 + 64, "{told}");
        assert_ne!(told, signature("topsecret2", Timestamp(1_790_000_000_123), b"hello"));
        assert_ne!(told, signature("topsecret1", Timestamp(1_790_000_001_123), b"hello"));
    }

    #[test]
    fn rows_are_due_in_the_order_of_their_time() {
        let plugin = PluginId::parse("mail").unwrap();
        let mut rows: Vec<_> =
            [300, 9, 70_000].iter().map(|due| due_row(Timestamp(*due), &row(&plugin, "k"))).collect();
        rows.sort();
        let times: Vec<_> = rows.iter().map(|row| of_due(row).unwrap().0.0).collect();
        assert_eq!(times, [9, 300, 70_000]);
        assert_eq!(of_due(&rows[0]).unwrap().2, "mail/k");
    }
}
