//! The only door to records. Each function here asks the access engine and
//! gives back a permit, without which the store opens and writes nothing.
//!
//! Hidden is not forbidden: what the call may not see is missing, what it may
//! see but not do is denied.

use crate::call::Cx;
use crate::manifest::Collection;
use crate::registry::Loaded;
use ombud_access::{
    Audience, Authority, Create, Delete, Denial, Envelope, ParentView, PermissionName, Permit, Read, Target,
    Verb, Visibility, Whole, Write,
};
use ombud_store::{Sealed, StoreError, UnitOfWork};
use std::sync::Arc;

/// Why the door stayed shut.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Not there.
    Missing(String),
    /// Not to be known of: what is said, and why.
    Hidden(String, Denial),
    /// There, but not for this.
    Denied(Denial),
    /// The question makes no sense.
    Invalid(String),
    /// The store could not say.
    Store(StoreError),
}

impl Refused {
    /// The call remembers what was refused to it.
    fn noted(self, cx: &Cx) -> Refused {
        match self {
            Refused::Denied(denial) => Refused::Denied(cx.note(denial)),
            Refused::Hidden(what, denial) => Refused::Hidden(what, cx.note(denial)),
            other => other,
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::Store(error)
    }
}

/// What a list may show.
pub(crate) enum Shown {
    /// What the authority of the call sees.
    Visible(Box<Visibility>),
    /// All of it: the plugin's own bookkeeping.
    Whole(Whole),
}

/// A collection that the calling plugin can name.
pub(crate) struct Named<'a> {
    pub owner: &'a Arc<Loaded>,
    pub rules: &'a Collection,
}

/// Finds a collection's rules. A private one is only there for its own plugin.
pub(crate) fn named<'a>(cx: &'a Cx, collection: &str) -> Result<Named<'a>, Refused> {
    match cx.root.registry.collection(collection) {
        Some((owner, rules)) if !rules.private || owner.id() == cx.plugin.id() => Ok(Named { owner, rules }),
        _ => {
            Err(Refused::Invalid(format!("there is no collection `{collection}` that this plugin can name")))
        }
    }
}

impl Named<'_> {
    /// What is closed is written by its own plugin alone. Asked before it is looked whether there is such a record.
    pub fn written_by(&self, cx: &Cx) -> Result<(), Refused> {
        if !self.rules.closed || self.owner.id() == cx.plugin.id() {
            return Ok(());
        }
        let (owner, name) = (self.owner.id(), &self.rules.name);
        Err(Refused::Invalid(format!(
            "what stands in a record of `{owner}:{name}` is for the plugin `{owner}` to check: call that one"
        )))
    }

    fn read(&self) -> &str {
        self.rules.read.as_ref().map_or("", |p| p.as_str())
    }

    /// The list for staff records, if there is one; the one for everyone else.
    fn rules_for<'b>(
        audience: Audience,
        everyone: &'b [PermissionName],
        staff: &'b [PermissionName],
    ) -> Vec<&'b str> {
        let rules = if audience == Audience::Staff && !staff.is_empty() { staff } else { everyone };
        rules.iter().map(PermissionName::as_str).collect()
    }

    /// A permit for a record of the plugin's own bookkeeping. Below a parent,
    /// a person on whose behalf the plugin acts must be able to see that parent.
    fn private<V: Verb>(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        own: &Envelope,
        filed: &Envelope,
    ) -> Result<Permit<V>, Refused> {
        if self.rules.personal {
            return cx
                .authority
                .permit_personal(self.owner.id(), filed)
                .map_err(|denial| hidden(own, denial));
        }
        let Some(parent) = &own.parent else {
            return cx.authority.permit_private(self.owner.id(), filed, None).map_err(Refused::Denied);
        };
        let gone = || Refused::Missing(format!("there is no record `{}`", parent.id));
        let (_, above) = cx.root.registry.collection(&parent.collection).ok_or_else(gone)?;
        let sealed = unit.find(&parent.collection, &parent.id)?.ok_or_else(gone)?;
        let any_of: Vec<&str> = above.read.iter().map(PermissionName::as_str).collect();
        cx.asks(any_of.iter().copied());
        let view = ParentView { any_of: &any_of, filed: sealed.filed() };
        cx.authority.permit_private(self.owner.id(), filed, Some(view)).map_err(|denial| hidden(own, denial))
    }

    pub fn permit_read(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        sealed: &Sealed,
    ) -> Result<Permit<Read>, Refused> {
        self.look(cx, unit, sealed).map_err(|refused| refused.noted(cx))
    }

    fn look(&self, cx: &Cx, unit: &mut UnitOfWork, sealed: &Sealed) -> Result<Permit<Read>, Refused> {
        if self.rules.private {
            return self.private(cx, unit, sealed.envelope(), sealed.filed());
        }
        cx.asks([self.read()]);
        let leave = cx.authority.permit_read(&[self.read()], sealed.filed());
        leave.map_err(|denial| hidden(sealed.envelope(), denial))
    }

    /// The same as a question: a no is nobody's refusal.
    pub fn may_read(&self, cx: &Cx, unit: &mut UnitOfWork, sealed: &Sealed) -> Result<bool, StoreError> {
        match self.look(cx, unit, sealed) {
            Ok(_) => Ok(true),
            Err(Refused::Store(error)) => Err(error),
            Err(Refused::Missing(_) | Refused::Hidden(..) | Refused::Denied(_) | Refused::Invalid(_)) => {
                Ok(false)
            }
        }
    }

    /// The same for somebody else's business: a refusal is none of the call's.
    pub fn look_quietly(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        sealed: &Sealed,
    ) -> Result<Option<Permit<Read>>, StoreError> {
        match self.look(cx, unit, sealed) {
            Ok(permit) => Ok(Some(permit)),
            Err(Refused::Store(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Whether what is filed so may be read.
    pub fn may_read_filed(&self, cx: &Cx, filed: &Envelope) -> bool {
        cx.asks([self.read()]);
        !self.rules.private && cx.authority.check(self.read(), Target::Record(filed)).allowed
    }

    /// Whether somebody else may read what is filed so. What is private is read by nobody as a person.
    pub fn is_read_by(&self, whose: &Authority, filed: &Envelope) -> bool {
        !self.rules.private && whose.check(self.read(), Target::Record(filed)).allowed
    }

    pub fn permit_create(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        own: &Envelope,
        filed: &Envelope,
    ) -> Result<Permit<Create>, Refused> {
        let leave = if self.rules.private {
            self.private(cx, unit, own, filed)
        } else {
            let any = Self::rules_for(filed.audience, &self.rules.create, &self.rules.create_staff);
            cx.asks(any.iter().copied());
            cx.authority.permit_create(&any, filed).map_err(Refused::Denied)
        };
        leave.map_err(|refused| refused.noted(cx))
    }

    pub fn permit_write(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        sealed: &Sealed,
        own_after: &Envelope,
        filed_after: &Envelope,
    ) -> Result<Permit<Write>, Refused> {
        let leave = self.write(cx, unit, sealed, own_after, filed_after);
        leave.map_err(|refused| refused.noted(cx))
    }

    fn write(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        sealed: &Sealed,
        own_after: &Envelope,
        filed_after: &Envelope,
    ) -> Result<Permit<Write>, Refused> {
        if self.rules.private {
            let _: Permit<Read> = self.private(cx, unit, sealed.envelope(), sealed.filed())?;
            return self.private(cx, unit, own_after, filed_after);
        }
        self.visible_at_all(cx, sealed)?;
        let any = Self::rules_for(sealed.filed().audience, &self.rules.write, &self.rules.write_staff);
        cx.asks(any.iter().copied().chain(self.moving(sealed.filed(), filed_after)));
        cx.authority
            .permit_write(&any, &self.rules.relations.to_relations(), sealed.filed(), filed_after)
            .map_err(Refused::Denied)
    }

    pub fn permit_delete(
        &self,
        cx: &Cx,
        unit: &mut UnitOfWork,
        sealed: &Sealed,
    ) -> Result<Permit<Delete>, Refused> {
        self.delete(cx, unit, sealed).map_err(|refused| refused.noted(cx))
    }

    fn delete(&self, cx: &Cx, unit: &mut UnitOfWork, sealed: &Sealed) -> Result<Permit<Delete>, Refused> {
        if self.rules.private {
            return self.private(cx, unit, sealed.envelope(), sealed.filed());
        }
        self.visible_at_all(cx, sealed)?;
        let any = Self::rules_for(sealed.filed().audience, &self.rules.delete, &self.rules.delete_staff);
        cx.asks(any.iter().copied());
        cx.authority.permit_delete(&any, sealed.filed()).map_err(Refused::Denied)
    }

    /// What a list of this collection may show.
    pub fn shown(&self, cx: &Cx) -> Result<Shown, Refused> {
        if !self.rules.private {
            cx.asks([self.read()]);
            return Ok(Shown::Visible(Box::new(cx.authority.visible(self.read()))));
        }
        let collection = format!("{}:{}", self.owner.id(), self.rules.name);
        if self.rules.personal {
            let visible =
                cx.authority.visible_personal(self.owner.id(), &collection).map_err(Refused::Denied)?;
            return Ok(Shown::Visible(Box::new(visible)));
        }
        cx.authority.permit_whole(self.owner.id(), &collection).map(Shown::Whole).map_err(Refused::Denied)
    }

    /// The permissions for the relations that a change would change.
    fn moving<'b>(&'b self, from: &'b Envelope, to: &'b Envelope) -> impl Iterator<Item = &'b str> {
        let rules = &self.rules.relations;
        let moved = from.department != to.department;
        [
            (moved, &rules.department),
            (moved, &rules.into),
            (from.assignee != to.assignee, &rules.assignee),
            (from.requester != to.requester, &rules.requester),
            (from.participants != to.participants, &rules.participants),
            (from.audience != to.audience, &rules.audience),
            (from.parent != to.parent, &rules.parent),
        ]
        .into_iter()
        .filter_map(|(changed, rule)| rule.as_ref().filter(|_| changed).map(PermissionName::as_str))
    }

    fn visible_at_all(&self, cx: &Cx, sealed: &Sealed) -> Result<(), Refused> {
        cx.asks([self.read()]);
        cx.authority
            .check(self.read(), Target::Record(sealed.filed()))
            .into_result()
            .map_err(|denial| hidden(sealed.envelope(), denial.hide()))
    }
}

/// What may not be seen, in the words for what is not there.
fn hidden(envelope: &Envelope, denial: Denial) -> Refused {
    let what = format!("there is no record `{}` in `{}`", envelope.id, envelope.collection);
    Refused::Hidden(what, denial)
}
