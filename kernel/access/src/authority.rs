//! Who is acting in one call: a person, a token, a visitor or a plugin, and the plugins in between.

use crate::snapshot::{OWNER, PermissionId, Row, Snapshot};
use crate::{
    Audience, DepartmentId, Grant, PermissionName, Place, PluginId, Scopes, Subject, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use smallvec::{SmallVec, smallvec};
use std::sync::Arc;

/// Who is acting. Fixed for one call: the policy, the time and the person's roles are those of its start.
///
/// Made by whoever lets the call in; a plugin never makes one. [`Authority::through`] only shrinks it.
#[derive(Clone, Debug)]
pub struct Authority {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) actor: Actor,
    pub(crate) now: Timestamp,
    pub(crate) staff: bool,
    /// Whoever began this is staff by collaborators' roles alone: nothing that comes of it reaches a customer.
    pub(crate) inside_only: bool,
    /// The rows of the roles that the actor holds now, everywhere ...
    pub(crate) rows: SmallVec<[Row; 8]>,
    /// ... and in one department.
    pub(crate) rows_in: SmallVec<[(DepartmentId, Row); 1]>,
    pub(crate) on_behalf: Option<UserId>,
    /// The person's departments.
    pub(crate) departments: SmallVec<[DepartmentId; 2]>,
    pub(crate) token: Option<Token>,
    /// The plugins that the call goes through, the one acting now last.
    pub(crate) chain: SmallVec<[Link; 2]>,
    /// Somebody else who only looks.
    pub(crate) viewer: Option<UserId>,
}

#[derive(Clone, Debug)]
pub(crate) enum Actor {
    Person(Arc<Subject>),
    Visitor,
    /// Plugins alone, with definer's rights.
    Nobody,
}

/// A role that the actor holds now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub row: Row,
    pub place: Place,
    /// For how long still; whoever gives something away must hold it as long.
    pub until: Option<Timestamp>,
}

/// By what somebody acts with a part of the own rights only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// An API key, in the hands of a program.
    Key,
    /// A standing order, which a plugin follows while the person is away.
    Order,
}

/// The part of its user's authority that an API key or a standing order has.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub part: Part,
    /// As stored, for explanations.
    pub source: Arc<Vec<Grant>>,
    /// What of it counts now.
    pub live: Arc<[(PermissionId, Scopes)]>,
}

#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub plugin: PluginId,
    /// None: not installed, so nothing is allowed through it.
    pub row: Option<Row>,
    /// Switched off, nothing is allowed through it either.
    pub enabled: bool,
    /// Some departments only, which stand in the mandate.
    pub limited: bool,
}

impl Link {
    fn new(snapshot: &Snapshot, plugin: PluginId) -> Link {
        let row = snapshot.mandate_row(&plugin);
        let mandate = row.map(|row| snapshot.mandate_at(row));
        let enabled = mandate.is_some_and(|mandate| mandate.enabled);
        let limited = mandate.is_some_and(|mandate| mandate.departments.is_some());
        Link { plugin, row, enabled, limited }
    }
}

impl Authority {
    /// A signed-in person.
    #[must_use]
    pub fn person(snapshot: Arc<Snapshot>, person: Arc<Subject>, now: Timestamp) -> Authority {
        let (mut rows, mut rows_in) = (SmallVec::new(), SmallVec::new());
        let (mut staff, mut contacts) = (false, false);
        for held in held_by(&snapshot, &person, now) {
            match held.place {
                Place::Everywhere => rows.push(held.row),
                Place::In(department) => rows_in.push((department, held.row)),
            }
            // The owner is staff and has no role that says so.
            let role = snapshot.role_at(held.row);
            let for_staff = role.is_none_or(|role| role.audience == Audience::Staff);
            staff |= for_staff;
            contacts |= for_staff && role.is_none_or(|role| !role.collaborator);
        }
        let on_behalf = Some(person.id);
        Authority {
            snapshot,
            departments: SmallVec::from_slice(&person.departments),
            actor: Actor::Person(person),
            rows,
            rows_in,
            staff,
            inside_only: staff && !contacts,
            token: None,
            chain: SmallVec::new(),
            on_behalf,
            viewer: None,
            now,
        }
    }

    /// An API key: what its user may do and its own grants allow. Owner-only permissions are never in one.
    #[must_use]
    pub fn token(
        snapshot: Arc<Snapshot>,
        person: Arc<Subject>,
        grants: Arc<Vec<Grant>>,
        now: Timestamp,
    ) -> Authority {
        Authority::person(snapshot, person, now).only(Part::Key, grants)
    }

    /// Under a standing order of this person: what the person may do, and of that these permissions. Owner-only ones are
    /// never among them.
    #[must_use]
    pub fn ordered(self, permissions: &[PermissionName]) -> Authority {
        let grant =
            |name: &PermissionName| Grant { permission: name.clone(), scopes: Scopes::ALL, until: None };
        self.only(Part::Order, Arc::new(permissions.iter().map(grant).collect()))
    }

    /// The same without any permission: what is left to a plugin of something that it was to do for somebody who is gone.
    #[must_use]
    pub fn without_rights(self) -> Authority {
        self.ordered(&[])
    }

    fn only(self, part: Part, grants: Arc<Vec<Grant>>) -> Authority {
        let (snapshot, now) = (&self.snapshot, self.now);
        let live = grants
            .iter()
            .filter(|grant| now.is_before(grant.until))
            .filter_map(|grant| Some((snapshot.permission(grant.permission.as_str())?, grant.scopes)))
            .filter(|(id, _)| !snapshot.at(*id).flags.owner_only)
            .collect();
        Authority { token: Some(Token { part, source: grants, live }), ..self }
    }

    /// Somebody who has not signed in.
    #[must_use]
    pub fn visitor(snapshot: Arc<Snapshot>, now: Timestamp) -> Authority {
        Authority {
            rows: snapshot.visitor_row().into_iter().collect(),
            rows_in: SmallVec::new(),
            snapshot,
            actor: Actor::Visitor,
            departments: SmallVec::new(),
            staff: false,
            inside_only: false,
            token: None,
            chain: SmallVec::new(),
            on_behalf: None,
            viewer: None,
            now,
        }
    }

    /// A plugin acting for itself: timers, hooks, reactions.
    #[must_use]
    pub fn plugin(snapshot: Arc<Snapshot>, plugin: PluginId, now: Timestamp) -> Authority {
        let link = Link::new(&snapshot, plugin);
        Authority {
            snapshot,
            actor: Actor::Nobody,
            departments: SmallVec::new(),
            rows: SmallVec::new(),
            rows_in: SmallVec::new(),
            staff: true,
            inside_only: false,
            token: None,
            chain: smallvec![link],
            on_behalf: None,
            viewer: None,
            now,
        }
    }

    /// The same, through one more plugin: what it may do as well.
    #[must_use]
    pub fn through(&self, plugin: &PluginId) -> Authority {
        let mut narrower = self.clone();
        narrower.chain.push(Link::new(&self.snapshot, plugin.clone()));
        narrower
    }

    /// Definer's rights: that plugin alone. The person stays known as [`Authority::on_behalf`], and what a
    /// collaborator begins stays inside.
    #[must_use]
    pub fn own(&self, plugin: &PluginId) -> Authority {
        let Authority { on_behalf, viewer, inside_only, .. } = *self;
        Authority {
            on_behalf,
            viewer,
            inside_only,
            ..Authority::plugin(self.snapshot.clone(), plugin.clone(), self.now)
        }
    }

    /// The same, with somebody else looking: every question is answered as before, and nothing can be changed.
    #[must_use]
    pub fn seen_by(self, viewer: UserId) -> Authority {
        Authority { viewer: Some(viewer), ..self }
    }

    /// Who looks at the desk as this person. Whatever is written then must not be kept.
    #[must_use]
    pub fn viewer(&self) -> Option<UserId> {
        self.viewer
    }

    /// The person whose rights count; none for visitors and for plugins alone.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        self.subject().map(|person| person.id)
    }

    /// The person whose rights count, with nobody else looking.
    pub(crate) fn person_alone(&self) -> Option<UserId> {
        self.user().filter(|_| self.viewer.is_none())
    }

    /// The person with all of the own rights, through whatever plugins: no API key, no order, and nobody who only looks.
    #[must_use]
    pub fn in_person(&self) -> Option<UserId> {
        self.person_alone().filter(|_| self.token.is_none())
    }

    /// The person who started this, whether or not their rights count.
    #[must_use]
    pub fn on_behalf(&self) -> Option<UserId> {
        self.on_behalf
    }

    /// Definer's rights: a plugin alone, nobody's roles count.
    #[must_use]
    pub fn is_own(&self) -> bool {
        matches!(self.actor, Actor::Nobody)
    }

    /// The person with their own hands: no API key or order, no plugin in between, and nobody who only looks.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        self.subject().is_some() && self.token.is_none() && self.chain.is_empty() && self.viewer.is_none()
    }

    /// Whether what is for staff only may reach this: staff, and plugins acting alone.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.staff
    }

    /// Whether whoever began this is staff by collaborators' roles alone. Nothing that comes of it, through
    /// whatever plugin, may reach a customer.
    #[must_use]
    pub fn is_inside_only(&self) -> bool {
        self.inside_only
    }

    /// The plugin acting now, the last of the chain.
    #[must_use]
    pub fn acting_plugin(&self) -> Option<&PluginId> {
        self.chain.last().map(|link| &link.plugin)
    }

    /// The plugins whose mandates decide, the one acting now last.
    pub fn plugins(&self) -> impl Iterator<Item = &PluginId> {
        self.chain.iter().map(|link| &link.plugin)
    }

    /// The policy that this call is decided by.
    #[must_use]
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The time of this call.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The roles that the actor holds now, and for how long.
    pub(crate) fn held(&self) -> Vec<Held> {
        match &self.actor {
            Actor::Person(person) => held_by(&self.snapshot, person, self.now).collect(),
            Actor::Visitor => self
                .rows
                .iter()
                .map(|row| Held { row: *row, place: Place::Everywhere, until: None })
                .collect(),
            Actor::Nobody => Vec::new(),
        }
    }

    pub(crate) fn subject(&self) -> Option<&Subject> {
        match &self.actor {
            Actor::Person(person) => Some(person),
            Actor::Visitor | Actor::Nobody => None,
        }
    }

    /// What the token gives for a permission; everything where there is no token.
    pub(crate) fn token_scopes(&self, permission: PermissionId) -> Scopes {
        let Some(token) = &self.token else { return Scopes::ALL };
        token.live.iter().filter(|(id, _)| *id == permission).map(|(_, scopes)| *scopes).collect()
    }
}

fn held_by<'a>(
    snapshot: &'a Snapshot,
    person: &'a Subject,
    now: Timestamp,
) -> impl Iterator<Item = Held> + 'a {
    let held = person.roles.iter().filter(move |role| now.is_before(role.until)).filter_map(|role| {
        let row = snapshot.role_row(role.role)?;
        let works = snapshot.role_at(row).is_some_and(|known| !known.retired);
        works.then_some(Held { row, place: role.place, until: role.until })
    });
    let owns = snapshot.policy().owner == Some(person.id);
    let owned = owns.then_some(Held { row: OWNER, place: Place::Everywhere, until: None });
    held.chain(owned).filter(|_| person.active)
}
