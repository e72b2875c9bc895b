//! Whether anything is kept that is somebody's.

use crate::engine::Span;
use crate::index::{self, CREATED, Facet};
use crate::{Result, UnitOfWork, key};
use ombud_access::{Audience, UserId};

impl UnitOfWork {
    /// Whether there is a record, of whatever plugin, installed or not, that a person asked for, was given or shares.
    /// What belongs to a record counts with that one.
    pub fn concerns(&mut self, user: UserId) -> Result<bool> {
        let mut rest = key::all(key::INDEX);
        while !rest.is_empty() {
            // Which collections there are is only looked at: one that is just being filled is met the next time.
            let part = self.peek_span(&rest, false, 1)?;
            let Some((row, _)) = part.rows.first() else {
                rest = part.rest;
                continue;
            };
            let name = row[1..].split(|byte| *byte == 0).next().unwrap_or_default();
            let collection = String::from_utf8_lossy(name).into_owned();
            for facet in [Facet::Requester(user), Facet::Assignee(user), Facet::Participant(user)] {
                for audience in [Audience::Everyone, Audience::Staff] {
                    let range = Span::prefix(&index::range(&collection, CREATED, facet, audience));
                    if !self.read_span(&range, false, 1)?.is_empty() {
                        return Ok(true);
                    }
                }
            }
            rest.start = Span::prefix(&[&[key::INDEX], name, &[0]].concat()).end;
        }
        Ok(false)
    }
}
