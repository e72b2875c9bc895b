//! A decision in one sentence, for the person in front of the screen.

use crate::authority::Actor;
use crate::explain::RoleFact;
use crate::{Authority, Fact, Part, Permission, Place, PluginId, Scopes, Target};
use std::fmt;

/// A decision, ready to be told: in English by `Display`, in other languages by whoever has words for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The permission, and its title in plain words; none if nobody declares it.
    pub what: Option<Permission>,
    /// The permission as it was asked for.
    pub permission: String,
    /// The verdict.
    pub allowed: bool,
    /// The fact that decided: the first that allowed, or the first that stood in the way. None: nobody granted it.
    pub fact: Option<Fact>,
    /// It was asked about the desk, not about a record.
    pub on_desk: bool,
    /// Nobody is signed in.
    pub visitor: bool,
    /// A plugin acts alone, and is spoken of; otherwise the person is spoken to.
    pub alone: Option<PluginId>,
    /// The plugin that acts for the person.
    pub through: Option<PluginId>,
}

impl Authority {
    /// What is to be told of a decision.
    pub(crate) fn telling(
        &self,
        permission: &str,
        target: Target<'_>,
        allowed: bool,
        facts: &[Fact],
    ) -> Telling {
        let alone = self.acting_plugin().filter(|_| matches!(self.actor, Actor::Nobody));
        let fact = match allowed {
            true => facts.iter().find(|fact| gives(fact, alone.is_some())),
            false => in_the_way(facts),
        };
        Telling {
            what: self.snapshot().declared(permission).cloned(),
            permission: permission.to_owned(),
            allowed,
            fact: fact.cloned(),
            on_desk: matches!(target, Target::Desk),
            visitor: matches!(self.actor, Actor::Visitor),
            alone: alone.cloned(),
            through: self.acting_plugin().filter(|_| !self.is_own()).cloned(),
        }
    }
}

impl Telling {
    /// A refusal by these facts, as it was noted, of a person about the desk.
    #[must_use]
    pub fn noted(what: Option<Permission>, permission: &str, facts: &[Fact]) -> Telling {
        Telling {
            what,
            permission: permission.to_owned(),
            allowed: false,
            fact: in_the_way(facts).cloned(),
            on_desk: true,
            visitor: false,
            alone: None,
            through: None,
        }
    }
}

/// The first that stood in the way.
fn in_the_way(facts: &[Fact]) -> Option<&Fact> {
    let granted = facts.iter().any(|fact| matches!(fact, Fact::Granted(_) | Fact::Owner));
    facts.iter().find(|fact| hinders(fact) && !(granted && is_about_a_role(fact)))
}

/// Beside a person's rights, a plugin's own go without saying.
fn gives(fact: &Fact, alone: bool) -> bool {
    match fact {
        Fact::Owner | Fact::Granted(_) => true,
        Fact::MandateAllows { .. } => alone,
        _ => false,
    }
}

fn hinders(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::UnknownPermission
            | Fact::Owner
            | Fact::Granted(_)
            | Fact::TokenAllows { .. }
            | Fact::MandateAllows { .. }
    )
}

impl fmt::Display for Telling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(declared) = &self.what else {
            let permission = &self.permission;
            return write!(f, "Nobody may do `{permission}`, because no plugin on this desk declares it.");
        };
        let what = lower_first(&declared.title);
        let who = match &self.alone {
            Some(plugin) => format!("The plugin `{plugin}`"),
            None => "You".to_owned(),
        };
        if !self.allowed {
            let obstacle = self.fact.as_ref().and_then(|fact| self.obstacle(fact));
            let obstacle = obstacle.unwrap_or_else(|| "nobody granted it".to_owned());
            return write!(f, "{who} may not {what}: {obstacle}.");
        }
        let reason = self.fact.as_ref().and_then(|fact| self.because(fact)).unwrap_or_default();
        let through = match &self.through {
            Some(plugin) => format!(", and the plugin `{plugin}` may do it for you"),
            None => String::new(),
        };
        write!(f, "{who} may {what} because {reason}{through}.")
    }
}

impl Telling {
    fn role(&self, fact: &RoleFact) -> String {
        let title = &fact.title;
        if self.visitor { format!("everybody's role `{title}`") } else { format!("your role `{title}`") }
    }

    fn because(&self, fact: &Fact) -> Option<String> {
        match fact {
            Fact::Owner => Some("you own this desk".to_owned()),
            Fact::Granted(role) => {
                let scope = role.matched.iter().next().unwrap_or(Scopes::ALL);
                let (on, and) = if self.on_desk {
                    ("on the whole desk", "")
                } else if scope == Scopes::ALL && role.place != Place::Everywhere {
                    ("for everything in one department", ", and this is filed there")
                } else {
                    (of(scope), this_one(scope))
                };
                Some(format!("{} grants it {on}{and}", self.role(role)))
            }
            Fact::MandateAllows { .. } => Some("its mandate covers it".to_owned()),
            _ => None,
        }
    }

    fn obstacle(&self, fact: &Fact) -> Option<String> {
        let told = match fact {
            Fact::UnknownPermission | Fact::Owner | Fact::Granted(_) => return None,
            Fact::TokenAllows { .. } | Fact::MandateAllows { .. } => return None,
            Fact::StaffOnly => "this is for staff only".to_owned(),
            Fact::Suspended => "your account is suspended".to_owned(),
            Fact::ScopeMissed(role) if self.on_desk => {
                format!("{} grants it {}, not on the whole desk", self.role(role), list(role.scopes))
            }
            Fact::ScopeMissed(role) => {
                format!("{} grants it {}, and this is not one of them", self.role(role), list(role.scopes))
            }
            Fact::PlaceMissed(role) if self.on_desk => {
                format!("{} counts in one department, not on the whole desk", self.role(role))
            }
            Fact::PlaceMissed(role) => {
                format!("{} counts in one department, and this is not filed there", self.role(role))
            }
            Fact::Ended(role) => format!("{} granted it until a date that has passed", self.role(role)),
            Fact::Retired(role) => format!("{} is out of use", self.role(role)),
            Fact::NeverHolds(role) => format!("{} can never hold it, whatever it lists", self.role(role)),
            Fact::NothingGranted { signed_in: true } => "nobody granted it to any of your roles".to_owned(),
            Fact::NothingGranted { signed_in: false } => "you are not signed in".to_owned(),
            Fact::TokenLacks { part: Part::Order, .. } => "this order does not include it".to_owned(),
            Fact::TokenLacks { scopes, .. } if scopes.is_empty() => {
                "this API key does not include it".to_owned()
            }
            Fact::TokenLacks { scopes, .. } => format!("this API key includes it only {}", list(*scopes)),
            Fact::MandateLacks { plugin, scopes } if scopes.is_empty() => {
                format!("the plugin `{plugin}` has no mandate for it")
            }
            Fact::MandateLacks { plugin, scopes } => {
                format!("the plugin `{plugin}` has a mandate for it only {}", list(*scopes))
            }
            Fact::MandateElsewhere { plugin } => {
                format!("the plugin `{plugin}` works only in departments where this is not filed")
            }
            Fact::PluginOff { plugin } => format!("the plugin `{plugin}` is switched off or not installed"),
        };
        Some(told)
    }
}

/// A role that missed does not stand in the way when another one granted.
fn is_about_a_role(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::ScopeMissed(_) | Fact::PlaceMissed(_) | Fact::Ended(_) | Fact::Retired(_) | Fact::NeverHolds(_)
    )
}

fn of(scope: Scopes) -> &'static str {
    match scope {
        Scopes::DEPARTMENT => "for what is filed in your departments",
        Scopes::ASSIGNED => "for what is assigned to you",
        Scopes::OWN => "for what you asked yourself",
        Scopes::SHARED => "for what you take part in",
        Scopes::UNASSIGNED => "for what is filed in your departments and nobody's yet",
        _ => "for everything",
    }
}

fn this_one(scope: Scopes) -> &'static str {
    match scope {
        Scopes::DEPARTMENT => ", and this is filed in one of them",
        Scopes::ASSIGNED | Scopes::UNASSIGNED => ", and this is",
        Scopes::OWN | Scopes::SHARED => ", as here",
        _ => "",
    }
}

fn list(scopes: Scopes) -> String {
    scopes.iter().map(of).collect::<Vec<_>>().join(" or ")
}

/// "Answer tickets" becomes "answer tickets"; "SLA reports" stays.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}
