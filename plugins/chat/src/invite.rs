//! Inviting a visitor who is on the site to talk: by a rule of the settings, or by hand.

use crate::here::{self, Visit};
use crate::look::WORDS;
use crate::{give, texts};
use ombud_plugin::{Cx, Error, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// An invitation, once in a visit; by hand perhaps one more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitation {
    pub text: String,
    /// None: a rule.
    pub by: Option<UserId>,
    pub at: Timestamp,
    /// The visitor's browser has it.
    pub shown: bool,
    pub declined: bool,
}

impl Invitation {
    /// A rule invites.
    pub fn by_rule(text: &str, at: Timestamp) -> Invitation {
        Invitation { text: text.to_owned(), by: None, at, shown: true, declined: false }
    }
}

/// What the administrator chose.
#[derive(Deserialize)]
pub struct Settings {
    /// Whether visitors are known before they write.
    pub visitors: bool,
    invitations: Vec<Rule>,
}

/// Whom a rule invites.
#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Who {
    #[default]
    Anybody,
    New,
    Returning,
}

#[derive(Deserialize)]
struct Rule {
    text: String,
    /// What the address of the page contains.
    #[serde(default)]
    page: String,
    /// For so long the visitor has been on the page.
    #[serde(default)]
    seconds: f64,
    #[serde(default)]
    who: Who,
    #[serde(default)]
    language: String,
}

/// When a rule invites.
#[derive(Debug, PartialEq)]
pub enum Next<'a> {
    Now(&'a str),
    /// In so many seconds, if the visitor stays.
    In(u64),
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    /// The first rule by which a visitor is to be invited, or how soon one will be.
    pub fn next(&self, visit: &Visit, page: &str, now: Timestamp) -> Option<Next<'_>> {
        let stayed = now.saturating_sub(visit.since) / 1000;
        let after = |rule: &Rule| Duration::from_secs_f64(rule.seconds.clamp(0.0, 86_400.0)).as_secs();
        let left = |rule: &Rule| after(rule).saturating_sub(stayed);
        let fits = self.invitations.iter().filter(|rule| rule.fits(visit, page));
        let first = fits.min_by_key(|rule| left(rule))?;
        Some(match left(first) {
            0 => Next::Now(&first.text),
            seconds => Next::In(seconds),
        })
    }

    /// What a rule says in the language of the visitor: to begin with, where one invites by hand.
    pub fn words(&self, language: &str) -> &str {
        let first = self.invitations.iter().find(|rule| rule.speaks(language));
        first.map_or("", |rule| rule.text.as_str())
    }
}

impl Rule {
    fn speaks(&self, language: &str) -> bool {
        let main = |tag: &str| tag.trim().split('-').next().unwrap_or_default().to_lowercase();
        self.language.trim().is_empty() || main(&self.language) == main(language)
    }

    fn fits(&self, visit: &Visit, page: &str) -> bool {
        let who = match self.who {
            Who::Anybody => true,
            Who::New => !visit.returns(),
            Who::Returning => visit.returns(),
        };
        who && self.speaks(&visit.language) && page.to_lowercase().contains(&self.page.trim().to_lowercase())
    }
}

/// Somebody of the desk invites a visitor.
pub fn invite(cx: &Cx, id: &str, text: &str) -> Result<()> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(texts::nothing_said()));
    }
    if text.chars().count() > WORDS {
        return Err(Error::too_large(texts::long_text(WORDS)));
    }
    if !Settings::read(cx)?.visitors {
        return Err(Error::conflict(texts::visitors_off()));
    }
    let present = here::one(cx, id, "chat:visitor.invite")?;
    let before = present.visit().invitation.as_ref();
    if before.is_some_and(|before| before.declined || before.by.is_some()) {
        return Err(Error::conflict(texts::invited_already()));
    }
    let open = match give::is_open_at(cx, present.visit().department.as_deref()) {
        // Who may not know of others' roles invites to himself: he is asked first.
        Err(Error::Denied(_)) => true,
        open => open?,
    };
    if !open {
        return Err(Error::conflict(texts::nobody_would_answer()));
    }
    let by = Some(cx.user()?);
    let invitation = Invitation { text: text.to_owned(), by, at: cx.now(), shown: false, declined: false };
    here::invited(cx, &present, invitation)
}
