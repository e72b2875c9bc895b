//! What an error of the database means for whoever asked.

use crate::StoreError;
use tokio_postgres::Error;

/// Why a question was not answered.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// Somebody else was faster: the same once more.
    Again,
    /// The connection is gone, or the database is. What was on its way is done or not.
    Away(String),
    /// It answers, and says no.
    Refused(String),
    /// Another process has the desk.
    Taken,
    /// It was put back to an earlier moment: what was acknowledged is not there.
    Earlier,
}

impl Fault {
    pub fn late() -> Fault {
        Fault::Away("it does not answer".into())
    }

    /// Whether it is for good: what this process remembers is not what is there.
    pub fn is_final(&self) -> bool {
        matches!(self, Fault::Taken | Fault::Earlier)
    }

    /// The same for whoever wants to open it, and will not go on by himself.
    pub fn at_first(&self) -> String {
        match self {
            Fault::Away(why) => format!("cannot be reached: {why}"),
            Fault::Refused(why) => format!("refuses: {why}"),
            other => other.words(),
        }
    }

    /// In words that follow `the desk's database`.
    pub fn words(&self) -> String {
        match self {
            Fault::Again => "is changed by somebody else all the time".into(),
            Fault::Away(why) => {
                format!("cannot be reached ({why}); the desk goes on by itself when it is back")
            }
            Fault::Refused(why) => format!("refuses ({why}); the desk goes on by itself when that is over"),
            Fault::Taken => {
                "is served by another process now, which has taken this desk over: end this one".into()
            }
            Fault::Earlier => {
                "was put back to an earlier moment, and what this desk has acknowledged is not in it: stop the desk, and \
                 see docs/scale.md (Back-ups)"
                    .into()
            }
        }
    }
}

fn with_causes(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(because) = cause {
        let more = because.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = because.source();
    }
    words
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        let Some(told) = error.as_db_error() else { return Fault::Away(with_causes(&error)) };
        let words = format!("{}: {}", told.severity(), told.message());
        match told.code().code() {
            // A transaction that could not be put in order with others, or waited for one that waited for it.
            "40001" | "40P01" => Fault::Again,
            // Nobody knows how it ended; too many connections; being stopped, broken down, starting.
            "40003" | "53300" | "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => Fault::Away(words),
            code if code.starts_with("08") => Fault::Away(words),
            _ => Fault::Refused(words),
        }
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> StoreError {
        StoreError::Database(fault.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_good_does_not_promise_that_the_desk_goes_on() {
        for fault in [Fault::Again, Fault::late(), Fault::Refused("no".into()), Fault::Taken, Fault::Earlier]
        {
            assert!(!fault.is_final() || !fault.words().contains("goes on by itself"), "{fault:?}");
        }
        assert!(Fault::Earlier.is_final() && Fault::Taken.is_final() && !Fault::late().is_final());
    }
}
