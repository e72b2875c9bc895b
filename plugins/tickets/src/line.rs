//! Lines of the desk in a conversation: kept as what happened, and told in the language of whoever reads them.

use crate::message::Message;
use crate::people::Caller;
use crate::ticket::Ticket;
use ombud_plugin::desk::tickets::MessageKind;
use ombud_plugin::{Entry, text};
use serde::{Deserialize, Serialize};

/// What a line says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    what: What,
    /// So many messages.
    messages: usize,
    /// The number of the other ticket.
    number: u64,
}

/// What happened to messages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    MovedTo,
    CopiedTo,
    SplitFrom,
    CopiedFrom,
    MergedInto,
    MergedFrom,
}

impl Line {
    /// In the language of this call.
    pub fn told(&self) -> String {
        let (count, number) = (self.messages, self.number.to_string());
        match self.what {
            What::MovedTo => text!("line-moved-to", count = count, number = number),
            What::CopiedTo => text!("line-copied-to", count = count, number = number),
            What::SplitFrom => text!("line-split-from", count = count, number = number),
            What::CopiedFrom => text!("line-copied-from", count = count, number = number),
            What::MergedInto => text!("line-merged-into", number = number),
            What::MergedFrom => text!("line-merged-from", count = count, number = number),
        }
    }

    /// For whoever reads records and not pages.
    fn plain(&self) -> String {
        let messages = match self.messages {
            1 => "1 message".to_owned(),
            count => format!("{count} messages"),
        };
        let number = self.number;
        match self.what {
            What::MovedTo => format!("{messages} moved to #{number}"),
            What::CopiedTo => format!("{messages} copied to #{number}"),
            What::SplitFrom => format!("{messages} split from #{number}"),
            What::CopiedFrom => format!("{messages} copied from #{number}"),
            What::MergedInto => format!("merged into #{number}"),
            What::MergedFrom => format!("{messages} merged from #{number}"),
        }
    }
}

/// A line about so many messages and another ticket.
pub fn line(caller: &Caller, what: What, messages: usize, other: &Entry<Ticket>) -> Message {
    let line = Line { what, messages, number: other.value.number };
    Message {
        kind: MessageKind::System,
        author: caller.user.clone(),
        author_name: caller.name.clone(),
        from_staff: true,
        at: caller.now,
        filed: caller.now,
        text: line.plain(),
        html: None,
        attachments: Vec::new(),
        mail: None,
        edited: None,
        about: Some(other.id().to_owned()),
        line: Some(line),
        through: Vec::new(),
        mentions: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_in_english_is_what_is_kept() {
        let all = [
            What::MovedTo,
            What::CopiedTo,
            What::SplitFrom,
            What::CopiedFrom,
            What::MergedInto,
            What::MergedFrom,
        ];
        for what in all {
            for messages in [1, 2, 12] {
                let line = Line { what, messages, number: 7 };
                assert_eq!(line.told(), line.plain());
            }
        }
    }
}
