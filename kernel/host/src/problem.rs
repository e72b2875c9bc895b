//! Why a call was not answered: a status for machines, words for people.

use crate::bindings::types as wit;
use ombud_access::Denial;
use ombud_identity::IdentityError;
use ombud_store::{AWAY, CommitError, StoreError};
use thiserror::Error;

/// Why a plugin did not answer. Nothing of the call was kept.
#[derive(Debug, Error)]
pub enum CallError {
    /// 401.
    #[error("sign in first")]
    SignIn,
    /// 403.
    #[error("{}", .0.sentence)]
    Denied(Denial),
    /// 403, on the word of a plugin alone.
    #[error("{0}")]
    Refused(String),
    /// 404.
    #[error("{0}")]
    NotFound(String),
    /// 404, 409 or 422: people and their rights. It is said in the language of whoever reads it.
    #[error("{0}")]
    People(IdentityError),
    /// 404: the kernel hid it from the call. The refusal is for administrators.
    #[error("{0}")]
    Hidden(String, Box<Denial>),
    /// 405, with the methods that there are.
    #[error("this path answers to {} only", .0.join(", "))]
    Method(Vec<String>),
    /// 409.
    #[error("{0}")]
    Conflict(String),
    /// 413.
    #[error("{0}")]
    TooLarge(String),
    /// 422.
    #[error("{0}")]
    Invalid(String),
    /// 502.
    #[error("the plugin `{plugin}` failed; the administrator finds details in the log under `{reference}`")]
    Failed {
        /// Which one.
        plugin: String,
        /// The request's id.
        reference: String,
    },
    /// 502, another plugin down the chain.
    #[error("{0}")]
    Other(String),
    /// 500.
    #[error("something went wrong here; the administrator finds details in the log")]
    Broken,
    /// 503.
    #[error("{0}")]
    Unavailable(String),
    /// 503: it failed too often, and is left alone for so many seconds.
    #[error(
        "the plugin `{plugin}` failed too often and is left alone for {seconds} s; an administrator can see why and let it back"
    )]
    Quarantined {
        /// Which one.
        plugin: String,
        /// How long still.
        seconds: u64,
    },
    /// 503: conflicts without end.
    #[error("too many people change the same thing just now; try again")]
    Busy,
    /// 503.
    #[error("the desk is being closed")]
    Closing,
    /// 504.
    #[error("the plugin `{0}` took too long")]
    TimedOut(String),
    /// 507: the disk takes no more.
    #[error("{0}")]
    ReadOnly(String),
}

impl CallError {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            CallError::SignIn => 401,
            CallError::People(IdentityError::NotFound(_)) => 404,
            CallError::People(IdentityError::Conflict(_)) => 409,
            CallError::People(_) => 422,
            CallError::Denied(_) | CallError::Refused(_) => 403,
            CallError::NotFound(_) | CallError::Hidden(..) => 404,
            CallError::Method(_) => 405,
            CallError::Conflict(_) => 409,
            CallError::TooLarge(_) => 413,
            CallError::Invalid(_) => 422,
            CallError::Broken => 500,
            CallError::Failed { .. } | CallError::Other(_) => 502,
            CallError::Unavailable(_)
            | CallError::Quarantined { .. }
            | CallError::Busy
            | CallError::Closing => 503,
            CallError::TimedOut(_) => 504,
            CallError::ReadOnly(_) => 507,
        }
    }

    /// A few words that stay the same for each kind.
    pub fn title(&self) -> &'static str {
        match self {
            CallError::SignIn => "not signed in",
            CallError::People(IdentityError::NotFound(_)) => "not found",
            CallError::People(IdentityError::Conflict(_)) => "changed meanwhile",
            CallError::People(_) => "not valid",
            CallError::Denied(_) | CallError::Refused(_) => "not allowed",
            CallError::NotFound(_) | CallError::Hidden(..) => "not found",
            CallError::Method(_) => "wrong method",
            CallError::Conflict(_) => "changed meanwhile",
            CallError::TooLarge(_) => "too large",
            CallError::Invalid(_) => "not valid",
            CallError::Broken => "broke off",
            CallError::Failed { .. } | CallError::Other(_) => "a plugin failed",
            CallError::Unavailable(_)
            | CallError::Quarantined { .. }
            | CallError::Busy
            | CallError::Closing => "not available now",
            CallError::TimedOut(_) => "took too long",
            CallError::ReadOnly(_) => "the desk is read-only",
        }
    }

    /// Seconds after which it is worth trying again, where that is known.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            CallError::Quarantined { seconds, .. } => Some(*seconds),
            CallError::Busy | CallError::Closing | CallError::Unavailable(_) => Some(1),
            _ => None,
        }
    }

    /// The refusal, if it was one by the kernel.
    pub fn denial(&self) -> Option<&Denial> {
        match self {
            CallError::Denied(denial) => Some(denial),
            CallError::Hidden(_, denial) => Some(denial),
            _ => None,
        }
    }
}

/// The most bytes of a plugin's words that are told.
const MAX_WORDS: usize = 1000;

fn brief(mut words: String) -> String {
    words.truncate(words.floor_char_boundary(MAX_WORDS));
    words
}

impl CallError {
    /// A refusal that a plugin tells of, without the kernel having refused anything.
    pub(crate) fn refused(reason: String) -> CallError {
        CallError::Refused(brief(reason))
    }

    /// What a plugin did not find because the kernel hid it.
    pub(crate) fn hidden(why: String, denial: Denial) -> CallError {
        CallError::Hidden(brief(why), Box::new(denial))
    }
}

/// What the store said, if a call was broken off because of it: functions of the kernel that answer nothing else end the call
/// then. It is no fault of the plugin's.
pub(crate) fn of_the_store(end: &wasmtime::Error) -> Option<CallError> {
    end.root_cause().downcast_ref::<StoreError>().map(|error| error.clone().into())
}

impl From<wit::Error> for CallError {
    fn from(error: wit::Error) -> CallError {
        match error {
            wit::Error::NotFound(why) => CallError::NotFound(brief(why)),
            wit::Error::Denied(told) => CallError::refused(told.reason),
            wit::Error::Conflict(why) => CallError::Conflict(brief(why)),
            wit::Error::Invalid(why) => CallError::Invalid(brief(why)),
            wit::Error::TooLarge(why) => CallError::TooLarge(brief(why)),
            wit::Error::Unavailable(why) => CallError::Unavailable(brief(why)),
            wit::Error::TimedOut => CallError::Other("another plugin that was asked took too long".into()),
            wit::Error::Failed(why) => CallError::Other(brief(why)),
        }
    }
}

impl From<StoreError> for CallError {
    fn from(error: StoreError) -> CallError {
        if let StoreError::Database(_) = error {
            // Each who asks gets here: the store has said it once, loudly.
            tracing::debug!(%error, "the store could not answer");
            return CallError::Unavailable(AWAY.into());
        }
        tracing::error!(%error, "the store could not answer");
        CallError::Unavailable(
            "the store cannot answer now; the administrator finds details in the log".into(),
        )
    }
}

impl From<CommitError> for CallError {
    fn from(error: CommitError) -> CallError {
        match error {
            CommitError::Conflict(_) => CallError::Busy,
            CommitError::ReadOnly(why) => CallError::ReadOnly(why),
            CommitError::Away(_) => CallError::Unavailable(AWAY.into()),
            CommitError::Store(error @ StoreError::Database(_)) => error.into(),
            CommitError::TooLarge(why) => CallError::TooLarge(why),
            other => {
                tracing::error!(error = %other, "a unit of work could not be committed");
                CallError::Unavailable("what was written could not be kept; try again".into())
            }
        }
    }
}

impl From<IdentityError> for CallError {
    fn from(error: IdentityError) -> CallError {
        match error {
            IdentityError::Denied(denial) => CallError::Denied(denial),
            IdentityError::Store(error) => error.into(),
            other => CallError::People(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_database_says_is_not_for_people() {
        let told = "refuses (FATAL: password authentication failed for user \"desk\")";
        for error in [
            CallError::from(StoreError::Database(told.into())),
            CallError::from(CommitError::Away(told.into())),
            CallError::from(CommitError::Store(StoreError::Database(told.into()))),
        ] {
            assert_eq!((error.status(), error.to_string().contains(AWAY)), (503, true), "{error}");
            assert!(!error.to_string().contains("password"), "{error}");
        }
    }

    #[test]
    fn a_call_that_the_store_broke_off_is_known_by_what_the_store_said_and_others_are_not() {
        let away = StoreError::Database("was cut off".into());
        let end = wasmtime::Error::from(away.clone()).context("error while executing at wasm backtrace");
        assert_eq!(of_the_store(&end).map(|told| told.to_string()), Some(CallError::from(away).to_string()));
        assert!(of_the_store(&wasmtime::Error::from(wasmtime::Trap::UnreachableCodeReached)).is_none());
    }

    #[test]
    fn a_plugin_that_talks_without_end_is_cut_short_between_letters() {
        let words = "я".repeat(1 << 20);
        for error in [wit::Error::NotFound(words.clone()), wit::Error::Failed(words.clone())] {
            assert_eq!(CallError::from(error).to_string(), words[..MAX_WORDS]);
        }
        assert_eq!(CallError::refused(format!("a{words}")).to_string().len(), MAX_WORDS - 1);
    }
}
