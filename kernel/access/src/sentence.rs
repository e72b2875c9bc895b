//! A decision in one sentence, for the person in front of the screen.

use crate::authority::Actor;
use crate::explain::RoleFact;
use crate::{Authority, Fact, Place, Scopes, Target};

impl Authority {
    /// Tells the fact that decided: the first that allowed, or the first that stood in the way.
    pub(crate) fn sentence(
        &self,
        permission: &str,
        target: Target<'_>,
        allowed: bool,
        facts: &[Fact],
    ) -> String {
        let Some(declared) = self.snapshot().declared(permission) else {
            return format!("Nobody may do `{permission}`, because no plugin on this desk declares it.");
        };
        let what = lower_first(&declared.title);
        let who = match (&self.actor, self.acting_plugin()) {
            (Actor::Nobody, Some(plugin)) => format!("The plugin `{plugin}`"),
            _ => "You".to_owned(),
        };
        let telling = Telling { target, alone: self.is_own(), visitor: matches!(self.actor, Actor::Visitor) };
        if allowed {
            let reasons: Vec<String> =
                facts.iter().filter_map(|fact| telling.because(fact)).take(1).collect();
            let through = match self.acting_plugin() {
                Some(plugin) if !self.is_own() => format!(", and the plugin `{plugin}` may do it for you"),
                _ => String::new(),
            };
            return format!("{who} may {what} because {}{through}.", reasons.concat());
        }
        let granted = facts.iter().any(|fact| matches!(fact, Fact::Granted(_) | Fact::Owner));
        let obstacle = facts
            .iter()
            .filter(|fact| !(granted && is_about_a_role(fact)))
            .find_map(|fact| telling.obstacle(fact))
            .unwrap_or_else(|| "nobody granted it".to_owned());
        format!("{who} may not {what}: {obstacle}.")
    }
}

struct Telling<'a> {
    target: Target<'a>,
    alone: bool,
    visitor: bool,
}

impl Telling<'_> {
    fn on_desk(&self) -> bool {
        matches!(self.target, Target::Desk)
    }

    fn role(&self, fact: &RoleFact) -> String {
        let title = &fact.title;
        if self.visitor { format!("everybody's role `{title}`") } else { format!("your role `{title}`") }
    }

    fn because(&self, fact: &Fact) -> Option<String> {
        match fact {
            Fact::Owner => Some("you own this desk".to_owned()),
            Fact::Granted(role) => {
                let scope = role.matched.iter().next().unwrap_or(Scopes::ALL);
                let (on, and) = if self.on_desk() {
                    ("on the whole desk", "")
                } else if scope == Scopes::ALL && role.place != Place::Everywhere {
                    ("for everything in one department", ", and this is filed there")
                } else {
                    (of(scope), this_one(scope))
                };
                Some(format!("{} grants it {on}{and}", self.role(role)))
            }
            // Beside a person's rights, the plugin's own go without saying.
            Fact::MandateAllows { .. } if self.alone => Some("its mandate covers it".to_owned()),
            _ => None,
        }
    }

    fn obstacle(&self, fact: &Fact) -> Option<String> {
        let told = match fact {
            Fact::UnknownPermission | Fact::Owner | Fact::Granted(_) => return None,
            Fact::TokenAllows { .. } | Fact::MandateAllows { .. } => return None,
            Fact::StaffOnly => "this is for staff only".to_owned(),
            Fact::Suspended => "your account is suspended".to_owned(),
            Fact::ScopeMissed(role) if self.on_desk() => {
                format!("{} grants it {}, not on the whole desk", self.role(role), list(role.scopes))
            }
            Fact::ScopeMissed(role) => {
                format!("{} grants it {}, and this is not one of them", self.role(role), list(role.scopes))
            }
            Fact::PlaceMissed(role) if self.on_desk() => {
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
            Fact::TokenLacks { scopes } if scopes.is_empty() => "this API key does not include it".to_owned(),
            Fact::TokenLacks { scopes } => format!("this API key includes it only {}", list(*scopes)),
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
