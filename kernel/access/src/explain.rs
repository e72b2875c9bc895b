//! The slow path: the same decision, retold.
//!
//! It goes back to the policy as written, not to the compiled table, so that the property test which holds
//! both together compares two ways of reading the same rules.

use crate::authority::Actor;
use crate::check::within;
use crate::sentence::Telling;
use crate::snapshot::can_never_hold;
use crate::{
    Audience, Authority, BuiltIn, Denial, Grant, HeldRole, Part, Permission, Place, PluginId, Role, RoleId,
    RoleKind, Scopes, Target,
};
use serde::{Deserialize, Serialize};
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
    /// The same for people.
    pub sentence: String,
    /// The same, ready to be told in another language.
    #[serde(skip)]
    pub telling: Telling,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// One thing that played a part in a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
#[non_exhaustive]
pub enum Fact {
    /// Nobody declares this permission.
    UnknownPermission,
    /// The record is for staff, and this is not staff.
    StaffOnly,
    /// The person is suspended.
    Suspended,
    /// The person owns the desk.
    Owner,
    /// A role gives it for this target.
    Granted(RoleFact),
    /// A role gives it, but for other records.
    ScopeMissed(RoleFact),
    /// A role gives it, but is held in another department.
    PlaceMissed(RoleFact),
    /// A role gave it, but the role or the grant has ended.
    Ended(RoleFact),
    /// A role gives it, but is out of use.
    Retired(RoleFact),
    /// A role lists it, but can never hold it: owner-only, or contacting customers as a collaborator.
    NeverHolds(RoleFact),
    /// No role gives it.
    NothingGranted {
        /// Whether somebody is signed in.
        signed_in: bool,
    },
    /// The API key or order includes it for this target.
    TokenAllows {
        /// Which of them.
        part: Part,
        /// For what.
        scopes: Scopes,
    },
    /// The API key or order does not include it for this target.
    TokenLacks {
        /// Which of them.
        part: Part,
        /// For what it does; empty: not at all.
        scopes: Scopes,
    },
    /// A plugin on the way may do it.
    MandateAllows {
        /// Which.
        plugin: PluginId,
        /// For what.
        scopes: Scopes,
    },
    /// A plugin on the way has no mandate for it on this target.
    MandateLacks {
        /// Which.
        plugin: PluginId,
        /// For what it has; empty: not at all.
        scopes: Scopes,
    },
    /// A plugin on the way works in other departments only.
    MandateElsewhere {
        /// Which.
        plugin: PluginId,
    },
    /// A plugin on the way is switched off or not installed.
    PluginOff {
        /// Which.
        plugin: PluginId,
    },
}

/// A role's part in a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFact {
    /// Which.
    pub role: RoleId,
    /// Its title.
    pub title: String,
    /// Where it is held.
    pub place: Place,
    /// For what it gives the permission.
    pub scopes: Scopes,
    /// Which of these hold between the person and the target.
    pub matched: Scopes,
}

impl Authority {
    /// Why, or why not.
    #[must_use]
    pub fn explain(&self, permission: &str, target: Target<'_>) -> Explanation {
        let mut facts = Vec::new();
        let allowed = match self.snapshot().declared(permission) {
            None => {
                facts.push(Fact::UnknownPermission);
                false
            }
            Some(declared) => {
                let story = Story {
                    authority: self,
                    permission: declared,
                    target,
                    relations: self.relations(target),
                };
                // Each part is told, even when an earlier one has decided: an administrator wants all of them.
                let audience = story.audience(&mut facts);
                let actor = story.actor(&mut facts);
                let token = story.token(&mut facts);
                let mandates = story.mandates(&mut facts);
                audience && actor && token && mandates
            }
        };
        let telling = self.telling(permission, target, allowed, &facts);
        let sentence = telling.to_string();
        Explanation { allowed, permission: permission.to_owned(), facts, sentence, telling }
    }

    /// The refusal that goes with a decision. About a record that is out of reach it says nothing.
    pub(crate) fn denial(&self, permission: &str, target: Target<'_>) -> Denial {
        if self.out_of_reach(target) {
            return Denial::new(permission, "").about(self, target).hide();
        }
        Denial::new(permission, self.explain(permission, target).sentence).about(self, target)
    }

    /// Whether no permission whatever reaches the target: wrong audience, or outside of a plugin's departments.
    fn out_of_reach(&self, target: Target<'_>) -> bool {
        let elsewhere = |plugin: &PluginId| {
            self.snapshot()
                .mandate(plugin)
                .is_some_and(|mandate| !within(mandate.departments.as_deref(), target))
        };
        (target.audience() == Audience::Staff && !self.is_staff())
            || self.chain.iter().any(|link| elsewhere(&link.plugin))
    }
}

/// One decision while it is being retold. Each part says whether it stands in the way.
struct Story<'a> {
    authority: &'a Authority,
    permission: &'a Permission,
    target: Target<'a>,
    relations: Scopes,
}

impl Story<'_> {
    fn audience(&self, facts: &mut Vec<Fact>) -> bool {
        let hidden = self.target.audience() == Audience::Staff && !self.authority.is_staff();
        if hidden {
            facts.push(Fact::StaffOnly);
        }
        !hidden
    }

    fn actor(&self, facts: &mut Vec<Fact>) -> bool {
        let policy = self.authority.snapshot().policy();
        let before = facts.len();
        let mut allowed = false;
        match &self.authority.actor {
            Actor::Nobody => return true,
            Actor::Person(person) if !person.active => {
                facts.push(Fact::Suspended);
                return false;
            }
            Actor::Person(person) => {
                if policy.owner == Some(person.id) {
                    facts.push(Fact::Owner);
                    allowed = true;
                }
                for held in &person.roles {
                    if let Some(role) = policy.roles.iter().find(|role| role.id == held.role) {
                        allowed |= self.role(role, held, facts);
                    }
                }
            }
            Actor::Visitor => {
                let is_visitor = |role: &&Role| role.kind == RoleKind::BuiltIn(BuiltIn::Visitor);
                if let Some(role) = policy.roles.iter().find(is_visitor) {
                    let held = HeldRole { role: role.id, place: Place::Everywhere, until: None };
                    allowed |= self.role(role, &held, facts);
                }
            }
        }
        if facts.len() == before {
            facts.push(Fact::NothingGranted { signed_in: self.authority.user().is_some() });
        }
        allowed
    }

    /// One role's part; nothing if it does not mention the permission.
    fn role(&self, role: &Role, held: &HeldRole, facts: &mut Vec<Fact>) -> bool {
        let now = self.authority.now();
        let flags = self.permission.flags;
        let built_in = |which| role.kind == RoleKind::BuiltIn(which);
        let implied = built_in(BuiltIn::Administrator) && !flags.owner_only;
        let listed: Vec<&Grant> =
            role.grants.iter().filter(|grant| grant.permission == self.permission.name).collect();
        if (listed.is_empty() && !implied) || built_in(BuiltIn::Owner) {
            return false;
        }
        let sum = |live_only: bool| -> Scopes {
            let live = listed.iter().filter(|grant| !live_only || now.is_before(grant.until));
            let listed: Scopes = live.map(|grant| grant.scopes & self.permission.scopes).collect();
            if implied { listed | Scopes::ALL } else { listed }
        };
        let scopes = sum(true);
        let fact = |scopes: Scopes| RoleFact {
            role: role.id,
            title: role.title.clone(),
            place: held.place,
            scopes,
            matched: scopes & self.relations,
        };
        let never = !implied && can_never_hold(role.collaborator, self.permission);
        let (told, allowed) = if role.retired {
            (Fact::Retired(fact(scopes)), false)
        } else if never {
            (Fact::NeverHolds(fact(scopes)), false)
        } else if !now.is_before(held.until) || scopes.is_empty() {
            (Fact::Ended(fact(sum(false))), false)
        } else if !held.place.counts_at(self.target.department()) {
            (Fact::PlaceMissed(fact(scopes)), false)
        } else if !scopes.meets(self.relations) {
            (Fact::ScopeMissed(fact(scopes)), false)
        } else {
            (Fact::Granted(fact(scopes)), true)
        };
        facts.push(told);
        allowed
    }

    fn token(&self, facts: &mut Vec<Fact>) -> bool {
        let Some(token) = &self.authority.token else { return true };
        let scopes: Scopes = token
            .source
            .iter()
            .filter(|grant| {
                grant.permission == self.permission.name && self.authority.now().is_before(grant.until)
            })
            .filter(|_| !self.permission.flags.owner_only)
            .map(|grant| grant.scopes)
            .collect();
        let allowed = scopes.meets(self.relations);
        let part = token.part;
        facts.push(match allowed {
            true => Fact::TokenAllows { part, scopes },
            false => Fact::TokenLacks { part, scopes },
        });
        allowed
    }

    fn mandates(&self, facts: &mut Vec<Fact>) -> bool {
        let policy = self.authority.snapshot().policy();
        let mut allowed = true;
        for link in &self.authority.chain {
            let plugin = link.plugin.clone();
            let mandate = policy.mandates.iter().find(|mandate| mandate.plugin == plugin && mandate.enabled);
            let Some(mandate) = mandate else {
                facts.push(Fact::PluginOff { plugin });
                allowed = false;
                continue;
            };
            let mut scopes: Scopes = mandate
                .grants
                .iter()
                .filter(|grant| {
                    grant.permission == self.permission.name && self.authority.now().is_before(grant.until)
                })
                .filter(|_| !self.permission.flags.owner_only)
                .map(|grant| grant.scopes & self.permission.scopes)
                .collect();
            if self.permission.name.plugin() == plugin.as_str() {
                scopes |= Scopes::ALL;
            }
            let inside = within(mandate.departments.as_deref(), self.target);
            let meets = scopes.meets(self.relations);
            allowed &= inside && meets;
            facts.push(match (inside, meets) {
                (true, true) => Fact::MandateAllows { plugin, scopes },
                (_, false) => Fact::MandateLacks { plugin, scopes },
                (false, true) => Fact::MandateElsewhere { plugin },
            });
        }
        allowed
    }
}
