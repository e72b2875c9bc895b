//! How the enumerations of the WIT are written in JSON, in forms and for people: as in the WIT.

use crate::administration::roles::Scope;
use crate::desk::canned::Whose;
use crate::desk::mentions::Hearing;
use crate::desk::split::Mode;
use crate::desk::tickets::{MessageKind, Priority, RelationKind, Sort, Status};
use crate::{Audience, Verb};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($type:ident: $($case:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// All of them, in the order of the WIT.
            pub const ALL: &[$type] = &[$($type::$case),+];

            /// The word for it, as in the WIT.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$case => $word),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok($type::$case),)+
                    _ => Err(format!("`{word}` is not one of {}", [$($word),+].join(", "))),
                }
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

words!(Verb: Create = "create", Change = "change", Delete = "delete");
words!(Audience: Everyone = "everyone", Staff = "staff");
words!(Status:
    New = "new", Open = "open", Pending = "pending", OnHold = "on-hold", Resolved = "resolved",
    Closed = "closed", Spam = "spam");
words!(Priority: Low = "low", Normal = "normal", High = "high", Urgent = "urgent");
words!(Hearing: Told = "told", CannotRead = "cannot-read", Ambiguous = "ambiguous");
words!(Whose: Own = "own", Department = "department", All = "all");
words!(MessageKind: Reply = "reply", Note = "note", System = "system");
words!(RelationKind:
    SplitFrom = "split-from", SplitTo = "split-to", FollowUpOf = "follow-up-of", FollowedBy = "followed-by");
words!(Sort: Updated = "updated", Created = "created", Oldest = "oldest", Priority = "priority");
words!(Mode: Move = "move", Copy = "copy");
words!(Scope:
    All = "all", Department = "department", Assigned = "assigned", Own = "own", Shared = "shared",
    Unassigned = "unassigned");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
        }
        assert_eq!(serde_json::to_string(&Status::OnHold).unwrap(), r#""on-hold""#);
        assert_eq!(serde_json::from_str::<Mode>(r#""copy""#).unwrap(), Mode::Copy);
    }

    #[test]
    fn another_word_is_refused_with_the_choice() {
        assert_eq!(
            "urgentest".parse::<Priority>(),
            Err("`urgentest` is not one of low, normal, high, urgent".into())
        );
    }
}
