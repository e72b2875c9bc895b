//! A refusal.

use crate::{Authority, Enough, Envelope, Fact, RecordRef, Rule, Target, Telling};
use serde::Serialize;
use std::fmt;

/// Why not: the permission that was missing, and one sentence for the person. It remembers the whole question, for
/// administrators: [`Denial::account`].
#[derive(Clone, thiserror::Error)]
#[error("`{permission}` was refused: {sentence}")]
pub struct Denial {
    /// What was asked.
    pub permission: String,
    /// Why it was refused, for people.
    pub sentence: String,
    /// The record may not even be seen: answer as if there were none. The sentence gives nothing away.
    pub hidden: bool,
    pub(crate) question: Option<Box<Question>>,
    pub(crate) rule: Option<Box<Rule>>,
    pub(crate) told: Option<Box<str>>,
}

/// Who asked, and about what.
#[derive(Clone)]
pub(crate) struct Question {
    authority: Authority,
    about: Option<Envelope>,
}

/// A refusal in full. It tells of records that whoever was refused may not know: it is not for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The record; none: the desk, or what had yet to be made.
    pub record: Option<RecordRef>,
    /// The true reason.
    pub reason: String,
    /// What decided, in the order in which it was looked at. Empty where a rule did that asks for no permission.
    pub facts: Vec<Fact>,
    /// What would have been enough.
    pub enough: Option<Enough>,
}

impl Denial {
    /// A refusal that says why, by a rule.
    #[must_use]
    pub fn new(permission: impl Into<String>, sentence: impl Into<String>) -> Denial {
        let (permission, sentence) = (permission.into(), sentence.into());
        Denial { permission, sentence, hidden: false, question: None, rule: None, told: None }
    }

    /// The same, by a rule whose sentence stands in the catalogues: [`denial!`](crate::denial!).
    #[must_use]
    pub fn by_rule(permission: impl Into<String>, english: String, rule: Rule) -> Denial {
        Denial { rule: Some(Box::new(rule)), ..Denial::new(permission, english) }
    }

    /// The same, told in the language of whoever asked.
    #[must_use]
    pub fn told_as(self, words: String) -> Denial {
        Denial { told: Some(words.into()), ..self }
    }

    /// In the language of whoever asked, as far as somebody has told it; in English.
    #[must_use]
    pub fn told(&self) -> &str {
        self.told.as_deref().unwrap_or(&self.sentence)
    }

    /// The rule that refused; none if a permission was missing, or if nothing is told.
    #[must_use]
    pub fn rule(&self) -> Option<&Rule> {
        self.rule.as_deref().filter(|_| !self.hidden)
    }

    /// The same, with who asked about what.
    #[must_use]
    pub(crate) fn about(self, authority: &Authority, target: Target<'_>) -> Denial {
        let question = Question { authority: authority.clone(), about: target.envelope().cloned() };
        Denial { question: Some(Box::new(question)), ..self }
    }

    /// The same, not admitting that there is anything.
    #[must_use]
    pub fn hide(self) -> Denial {
        let sentence = "There is no such record, or you may not see it.".to_owned();
        Denial { sentence, hidden: true, told: None, ..self }
    }

    /// What would have been enough; none if a rule refused that asks for no permission.
    #[must_use]
    pub fn enough(&self) -> Option<Enough> {
        let Question { authority, about } = self.question.as_deref()?;
        authority.enough(&self.permission, about.as_ref().map_or(Target::Desk, Target::Record))
    }

    /// The refusal, ready to be told in another language; none if a rule refused that asks for no permission, or if
    /// nothing is told.
    #[must_use]
    pub fn telling(&self) -> Option<Telling> {
        let Question { authority, about } = self.question.as_deref().filter(|_| !self.hidden)?;
        let target = about.as_ref().map_or(Target::Desk, Target::Record);
        let told = authority.explain(&self.permission, target);
        (!told.allowed).then_some(told.telling)
    }

    /// The refusal in full. Takes a look at all roles.
    #[must_use]
    pub fn account(&self) -> Account {
        let said = Account { record: None, reason: self.sentence.clone(), facts: Vec::new(), enough: None };
        let Some(Question { authority, about }) = self.question.as_deref() else { return said };
        let target = about.as_ref().map_or(Target::Desk, Target::Record);
        let record = about.as_ref().map(Envelope::record);
        let told = authority.explain(&self.permission, target);
        if told.allowed {
            // The permission is there; a rule beside it refused.
            return Account { record, ..said };
        }
        let enough = authority.enough(&self.permission, target);
        let reason = if self.hidden { told.sentence } else { said.reason };
        Account { record, reason, facts: told.facts, enough }
    }
}

/// What was said, and nothing of what is only known.
impl fmt::Debug for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Denial")
            .field("permission", &self.permission)
            .field("sentence", &self.sentence)
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}

/// Equal is what says the same.
impl PartialEq for Denial {
    fn eq(&self, other: &Denial) -> bool {
        (&self.permission, &self.sentence, self.hidden) == (&other.permission, &other.sentence, other.hidden)
    }
}

impl Eq for Denial {}
