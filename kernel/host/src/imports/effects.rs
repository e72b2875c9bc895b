//! `ombud:kernel/effects`: what changes of people and their rights need, and what they would do.

use crate::bindings::effects::{Affected, Difference, Effect, Host, Tally};
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::preview::{self, Change, PersonPreview, Preview, Records};
use ombud_access::{Denial, UserId, denial};
use ombud_identity::effect::Before;
use ombud_identity::{Actor, IdentityError};
use ombud_store::UnitOfWork;

impl Host for Cx {}

impl Cx {
    /// [`Cx::by_a_person`], in a call that may change something.
    pub(super) fn changed_by_a_person(&self, permission: &str) -> Answer<()> {
        self.may_write()?;
        self.by_a_person(permission)
    }

    /// People and their rights are changed by people, and so is tried what a change would do. Whose mandate is wide enough
    /// to do it alone may not, or its code could make anybody anything; nor may who looks at the desk as somebody else.
    pub(super) fn by_a_person(&self, permission: &str) -> Answer<()> {
        self.may_act()?;
        self.asks([permission]);
        let refused = if self.root.rings {
            Denial::new(
                permission,
                "people and their rights are changed by a person who is there: a timer rings",
            )
        } else if self.authority.viewer().is_some() {
            denial!(
                permission,
                "rule-viewing",
                "You look at the desk as somebody else: nothing can be changed."
            )
        } else if self.authority.user().is_none() {
            let why =
                "people and their rights are changed by a person who is signed in, not by a plugin alone";
            Denial::new(permission, why)
        } else {
            return Ok(());
        };
        Err(self.denied(refused))
    }

    /// Reads people and their rights, or changes them, in the unit of work of this call and with its authority. All or
    /// nothing: a guest may go on after an error.
    pub(super) fn of_people<T>(
        &self,
        work: impl FnOnce(&mut UnitOfWork, Actor<'_>) -> Result<T, IdentityError>,
    ) -> Answer<T> {
        let mut unit = self.root.unit();
        let begun = unit.savepoint();
        let done = work(&mut unit, self.actor());
        if done.is_err() {
            unit.rollback_to(begun);
        }
        drop(unit);
        done.map_err(|error| self.heard(error))
    }

    /// Makes a change in a unit of work that nobody commits, and tells what it does. `touched` are those whose own row
    /// it is about.
    pub(super) fn tried(
        &self,
        touched: &[UserId],
        work: impl FnOnce(&mut UnitOfWork, Actor<'_>) -> Result<(), IdentityError>,
    ) -> Answer<Effect> {
        let effect = |unit: &mut UnitOfWork| -> Result<Preview, IdentityError> {
            let before = Before::take(unit, touched, self.root.now)?;
            work(unit, self.actor())?;
            let effect = before.compare(unit)?;
            let preview = preview::preview(&self.root.registry, self.root.language, unit, effect)?;
            Ok(preview.shown_to(&self.authority))
        };
        let mut unit = self.root.unit().same_moment();
        effect(&mut unit).map(to_wit).map_err(|error| self.heard(error))
    }

    /// Who acts, and from where.
    fn actor(&self) -> Actor<'_> {
        let actor = Actor::from(&self.authority);
        self.root.origin.as_deref().map_or(actor, |origin| actor.at(origin))
    }

    /// What the guest hears; a refusal is remembered.
    pub(super) fn heard(&self, error: IdentityError) -> crate::bindings::types::Error {
        match error {
            IdentityError::Denied(denial) => self.denied(denial),
            other => convert::of_people(self.root.language, other),
        }
    }
}

fn to_wit(preview: Preview) -> Effect {
    let tally = |records: Records| Tally {
        collection: records.collection,
        before: records.before,
        after: records.after,
        or_more: records.or_more,
    };
    let difference = |change: Change| Difference {
        permission: change.shift.permission,
        title: change.title,
        gained: change.gains,
        lost: change.loses,
        records: change.records.into_iter().map(tally).collect(),
    };
    let affected = |person: PersonPreview| Affected {
        user: person.user,
        name: person.name,
        staff: person.staff,
        differences: person.changes.into_iter().map(difference).collect(),
    };
    Effect {
        sentence: preview.sentence,
        people: preview.people.into_iter().map(affected).collect(),
        not_looked_at: u32::try_from(preview.not_looked_at).unwrap_or(u32::MAX),
    }
}
