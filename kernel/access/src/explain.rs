//! The slow path: the same decision, retold.

use crate::{Authority, Denial, Target};
use serde::Serialize;
use std::fmt;

/// Why something is allowed or not. `Display` is one sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The verdict; always that of `check`.
    pub allowed: bool,
    /// What was asked.
    pub permission: String,
    /// What decided, in the order in which it was looked at.
    pub facts: Vec<Fact>,
    sentence: String,
}

/// One thing that played a part in a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
#[non_exhaustive]
pub enum Fact {
    /// Nobody declares this permission.
    UnknownPermission,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl Authority {
    /// Why, or why not.
    #[must_use]
    pub fn explain(&self, permission: &str, target: Target<'_>) -> Explanation {
        let allowed = self.check(permission, target).allowed;
        let sentence =
            if allowed { format!("You may `{permission}`.") } else { format!("You may not `{permission}`.") };
        Explanation { allowed, permission: permission.to_owned(), facts: Vec::new(), sentence }
    }

    /// The refusal that goes with a decision. Hidden when the record is out of reach for any permission.
    pub(crate) fn denial(&self, permission: &str, target: Target<'_>) -> Denial {
        Denial {
            permission: permission.to_owned(),
            sentence: self.explain(permission, target).to_string(),
            hidden: self.out_of_reach(target),
        }
    }

    fn out_of_reach(&self, target: Target<'_>) -> bool {
        let _ = target;
        false
    }
}
