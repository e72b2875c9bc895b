//! Proof that a check was made: the only thing for which the store opens or writes a record.
//!
//! A permit is asked for, and used once:
//!
//! ```
//! # use ombud_access::*;
//! fn ask(authority: &Authority, envelope: &Envelope) -> Result<Permit<Read>, Denial> {
//!     authority.permit_read(&["tickets:ticket.read"], envelope)
//! }
//! ```
//!
//! It cannot be made up, copied, or turned into another, and there is no way without one: what tries does not compile
//! (`kernel/store/tests/gate/closed`).

use crate::{
    Audience, Authority, Denial, DepartmentId, Envelope, PermissionName, PluginId, RecordRef, Target, UserId,
    denial,
};
use std::fmt;
use std::marker::PhantomData;

/// What may be done with a record, as a type.
pub trait Verb: sealed::Sealed {}

mod sealed {
    pub trait Sealed {
        const NAME: &'static str;
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $word:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl sealed::Sealed for $name {
            const NAME: &'static str = $word;
        }
        impl Verb for $name {}
    )+};
}

verbs! {
    /// Open its body.
    Read "read";
    /// Make it.
    Create "create";
    /// Replace it.
    Write "write";
    /// Remove it.
    Delete "delete";
}

/// Leave to do one thing, once, with one record in the version at which it was checked.
#[must_use]
pub struct Permit<V: Verb> {
    record: RecordRef,
    version: u64,
    /// As it may become: for a write the envelope wanted, otherwise the one that was checked.
    approved: Envelope,
    verb: PhantomData<V>,
}

impl<V: Verb> Permit<V> {
    fn new(version: u64, approved: &Envelope) -> Permit<V> {
        Permit { record: approved.record(), version, approved: approved.clone(), verb: PhantomData }
    }

    /// Which record.
    #[must_use]
    pub fn record(&self) -> &RecordRef {
        &self.record
    }

    /// The version that was checked. If the record has another by now, it is a conflict.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether the record may end up filed so: the same record with the relations, audience and parent
    /// that were checked. Version and times are the store's own affair.
    #[must_use]
    pub fn covers(&self, filed: &Envelope) -> bool {
        let approved = &self.approved;
        self.record.collection == filed.collection
            && self.record.id == filed.id
            && approved.audience == filed.audience
            && approved.parent == filed.parent
            && relations(approved) == relations(filed)
    }
}

impl<V: Verb> fmt::Debug for Permit<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit<{}>({} at {})", V::NAME, self.record, self.version)
    }
}

/// Leave to list a private collection.
#[derive(Debug)]
#[must_use]
pub struct Whole {
    collection: Box<str>,
}

impl Whole {
    /// Which one.
    #[must_use]
    pub fn collection(&self) -> &str {
        &self.collection
    }
}

type Filing<'a> = (Option<DepartmentId>, Option<UserId>, Option<UserId>, &'a [UserId]);

fn relations(envelope: &Envelope) -> Filing<'_> {
    (envelope.department, envelope.assignee, envelope.requester, &envelope.participants)
}

/// For each relation the permission that changes it. `None`: it stays as it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// Take a record out of its department.
    pub department: Option<PermissionName>,
    /// Put a record into a department; asked of the record as it would be.
    pub into: Option<PermissionName>,
    /// Give it to somebody, or to nobody.
    pub assignee: Option<PermissionName>,
    /// Change who asked.
    pub requester: Option<PermissionName>,
    /// Change who takes part.
    pub participants: Option<PermissionName>,
    /// Change whom it may reach.
    pub audience: Option<PermissionName>,
    /// Hang it below another record; asked of the record before and after.
    pub parent: Option<PermissionName>,
}

/// The parent of a private record, and what its reader must be able to do.
#[derive(Clone, Copy, Debug)]
pub struct ParentView<'a> {
    /// Any of these reads the parent.
    pub any_of: &'a [&'a str],
    /// The parent's filed envelope.
    pub filed: &'a Envelope,
}

impl Authority {
    /// Leave to read a record, with any one of these permissions. A refusal is hidden: who may not read a
    /// record does not learn that it exists.
    pub fn permit_read(&self, any_of: &[&str], filed: &Envelope) -> Result<Permit<Read>, Denial> {
        match self.any(any_of, Target::Record(filed)) {
            Ok(()) => Ok(Permit::new(filed.version, filed)),
            Err(denial) => Err(denial.hide()),
        }
    }

    /// Whoever looks at the desk as somebody else changes nothing.
    fn changes_things(&self, any_of: &[&str]) -> Result<(), Denial> {
        if self.viewer().is_none() {
            return Ok(());
        }
        let permission = any_of.first().copied().unwrap_or_default();
        Err(denial!(
            permission,
            "rule-viewing",
            "You look at the desk as somebody else: nothing can be changed."
        ))
    }

    /// The second fence around collaborators. The first is that their roles hold no permission that contacts
    /// customers; but a plugin may have forgotten to mark one, or act by its own rights. So they make nothing that
    /// customers can see, show them nothing that was not shown, and change nothing that was said to them. A record
    /// that belongs to no other, such as a ticket, may be changed: customers see it, and what of it is the plugin's
    /// to guard.
    fn stays_inside(
        &self,
        any_of: &[&str],
        before: Option<&Envelope>,
        after: &Envelope,
    ) -> Result<(), Denial> {
        let shown =
            before.is_some_and(|before| before.audience == Audience::Everyone) && after.parent.is_none();
        if !self.inside_only || after.audience == Audience::Staff || shown {
            return Ok(());
        }
        let permission = any_of.first().copied().unwrap_or_default();
        let refused = denial!(
            permission,
            "rule-inside",
            "What collaborators write stays inside, and customers could see this.",
        );
        Err(refused.about(self, Target::Record(before.unwrap_or(after))))
    }

    /// Leave to make a record that would be filed so.
    pub fn permit_create(&self, any_of: &[&str], filed: &Envelope) -> Result<Permit<Create>, Denial> {
        self.changes_things(any_of)?;
        // There is nothing to hide yet: say what is wrong with the proposal.
        self.any(any_of, Target::Record(filed)).map_err(|denial| self.proposal(denial, filed))?;
        self.stays_inside(any_of, None, filed)?;
        Ok(Permit::new(filed.version, filed))
    }

    /// Leave to remove a record.
    pub fn permit_delete(&self, any_of: &[&str], filed: &Envelope) -> Result<Permit<Delete>, Denial> {
        self.changes_things(any_of)?;
        self.any(any_of, Target::Record(filed))?;
        Ok(Permit::new(filed.version, filed))
    }

    /// Leave to replace a record. Changing a relation is changing who has authority over it, so each one
    /// that differs between the filed envelopes needs its own permission.
    pub fn permit_write(
        &self,
        any_of: &[&str],
        changing: &Relations,
        before: &Envelope,
        after: &Envelope,
    ) -> Result<Permit<Write>, Denial> {
        let refused = |sentence: &str| {
            let permission = any_of.first().copied().unwrap_or_default();
            Denial::new(permission, sentence).about(self, Target::Record(before))
        };
        if before.record() != after.record() {
            return Err(refused("What was checked and what would be written are two different records."));
        }
        self.changes_things(any_of)?;
        self.any(any_of, Target::Record(before))?;
        if after.audience == Audience::Staff && !self.is_staff() {
            let permission = any_of.first().copied().unwrap_or_default();
            let refused =
                denial!(permission, "rule-audience", "Only staff can make something visible to staff alone.");
            return Err(refused.about(self, Target::Record(before)));
        }
        self.stays_inside(any_of, Some(before), after)?;
        let needs = |permission: &Option<PermissionName>, what: &str, target: &Envelope| match permission {
            Some(name) => self.check(name.as_str(), Target::Record(target)).into_result(),
            None => Err(refused(&format!("The {what} of this record never changes."))),
        };
        if before.audience != after.audience {
            needs(&changing.audience, "audience", before)?;
        }
        if before.parent != after.parent {
            needs(&changing.parent, "parent", before)?;
            needs(&changing.parent, "parent", after)?;
            // Below a parent the relations are the parent's, and being allowed there settles them. Without
            // one the record brings its own, and each counts as changed.
            if after.parent.is_some() {
                return Ok(Permit::new(before.version, after));
            }
        }
        if before.department != after.department {
            needs(&changing.department, "department", before)?;
            needs(&changing.into, "department", after)?;
        }
        if before.assignee != after.assignee {
            needs(&changing.assignee, "assignee", before)?;
        }
        if before.requester != after.requester {
            needs(&changing.requester, "requester", before)?;
        }
        if before.participants != after.participants {
            needs(&changing.participants, "list of participants", before)?;
        }
        Ok(Permit::new(before.version, after))
    }

    /// Leave to use a record of a plugin's private collection: only that plugin, acting right now. Where
    /// the record has a parent and a person's (or visitor's) rights count, they must be able to read the
    /// parent. For a write, pass the record as it would be, with the version that it replaces.
    pub fn permit_private<V: Verb>(
        &self,
        plugin: &PluginId,
        filed: &Envelope,
        parent: Option<ParentView<'_>>,
    ) -> Result<Permit<V>, Denial> {
        if V::NAME != <Read as sealed::Sealed>::NAME {
            self.changes_things(&[])?;
        }
        self.uses_its_own(plugin, &filed.collection, V::NAME)?;
        match (&filed.parent, parent) {
            (None, _) => {}
            (Some(_), _) if self.is_own() => {}
            (Some(at), Some(view)) if *at == view.filed.record() => {
                self.any(view.any_of, Target::Record(view.filed)).map_err(Denial::hide)?;
            }
            (Some(at), _) => {
                let what = format!("{} ({})", filed.collection, V::NAME);
                let sentence = format!("It belongs to {at}, which was not checked.");
                return Err(Denial { hidden: true, ..Denial::new(what, sentence) });
            }
        }
        Ok(Permit::new(filed.version, filed))
    }

    /// Leave to use a record of a private collection whose records are one person's each: that person's plugin, acting
    /// right now with that person's rights, and nobody looking over the shoulder. The person is the record's requester,
    /// which never changes.
    pub fn permit_personal<V: Verb>(&self, plugin: &PluginId, filed: &Envelope) -> Result<Permit<V>, Denial> {
        let permit = self.permit_private(plugin, filed, None)?;
        match self.person_alone() {
            Some(person) if filed.requester == Some(person) => Ok(permit),
            _ => {
                let what = format!("{} ({})", filed.collection, V::NAME);
                let sentence = "It is personal: only the person whose it is can use it.";
                Err(Denial { hidden: true, ..Denial::new(what, sentence) })
            }
        }
    }

    /// Leave to list a plugin's private collection whole: only that plugin, acting right now. What its records
    /// belong to is not looked at.
    pub fn permit_whole(&self, plugin: &PluginId, collection: &str) -> Result<Whole, Denial> {
        self.uses_its_own(plugin, collection, "list")?;
        Ok(Whole { collection: collection.into() })
    }

    pub(crate) fn uses_its_own(&self, plugin: &PluginId, collection: &str, verb: &str) -> Result<(), Denial> {
        let enabled = self.snapshot().mandate(plugin).is_some_and(|mandate| mandate.enabled);
        let owner = collection.split_once(':').map(|(owner, _)| owner);
        if owner == Some(plugin.as_str()) && self.acting_plugin() == Some(plugin) && enabled {
            return Ok(());
        }
        let sentence = format!("`{collection}` is private: only its own plugin can use it.");
        Err(Denial { hidden: true, ..Denial::new(format!("{collection} ({verb})"), sentence) })
    }

    fn proposal(&self, denial: Denial, filed: &Envelope) -> Denial {
        let sentence = self.explain(&denial.permission, Target::Record(filed)).sentence;
        if denial.hidden { Denial { sentence, hidden: false, ..denial } } else { denial }
    }

    /// One of the permissions is enough. With none of them the first explains the refusal.
    fn any(&self, any_of: &[&str], target: Target<'_>) -> Result<(), Denial> {
        if any_of.iter().any(|name| self.check(name, target).allowed) {
            return Ok(());
        }
        match any_of.first() {
            Some(first) => Err(self.denial(first, target)),
            None => Err(Denial::new("", "Nothing allows this: the collection names no permission for it.")),
        }
    }
}
