//! What the form about a role says.

use crate::parts::lines;
use maud::{Markup, html};
use ombud_plugin::administration::roles::{Changes, Grant, NewRole, Role, Scope};
use ombud_plugin::{Error, Request, Result, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// For whom a role is made. For good: whoever holds it would see other things at once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum For {
    #[default]
    Staff,
    Collaborators,
    Everyone,
}

impl For {
    pub const ALL: [For; 3] = [For::Staff, For::Collaborators, For::Everyone];

    pub fn word(self) -> &'static str {
        match self {
            For::Staff => "staff",
            For::Collaborators => "collaborators",
            For::Everyone => "everyone",
        }
    }

    pub fn of(role: &Role) -> For {
        match (role.collaborator, role.staff) {
            (true, _) => For::Collaborators,
            (_, true) => For::Staff,
            _ => For::Everyone,
        }
    }
}

/// A role as the form has it. What ends by itself is kept or dropped, not edited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    pub name: String,
    pub title: String,
    pub description: String,
    pub whose: For,
    /// Permission and scope of what is given for good.
    pub given: BTreeSet<(String, &'static str)>,
    /// Permission and last moment of what is given until then.
    pub temporary: BTreeSet<(String, Timestamp)>,
    /// Which permissions are shown.
    pub filter: String,
    /// What the role was when the form was drawn.
    pub base: String,
}

impl Wish {
    pub fn of(role: &Role) -> Wish {
        let mut wish = Wish {
            name: role.name.clone(),
            title: role.title.clone(),
            description: role.description.clone(),
            whose: For::of(role),
            base: base(role),
            ..Wish::default()
        };
        for grant in &role.grants {
            match grant.until {
                Some(until) => drop(wish.temporary.insert((grant.permission.clone(), until))),
                None => {
                    let given = grant.scopes.iter().map(|scope| (grant.permission.clone(), scope.as_str()));
                    wish.given.extend(given);
                }
            }
        }
        wish
    }

    pub fn read(request: &Request) -> Result<Wish> {
        let form = request.form()?;
        let word = |name| lines(form.get(name).unwrap_or_default());
        let given = form.all("g").map(|text| {
            let (permission, scope) = text.split_once(' ').unwrap_or((text, ""));
            let scope: Scope = scope.parse().map_err(Error::invalid)?;
            Ok((permission.to_owned(), scope.as_str()))
        });
        let temporary = form.all("t").filter_map(|text| {
            let (permission, until) = text.split_once(' ')?;
            Some((permission.to_owned(), until.parse().ok()?))
        });
        let whose = form.get("whose").unwrap_or_default();
        Ok(Wish {
            name: word("name"),
            title: word("title"),
            description: word("description"),
            whose: For::ALL.into_iter().find(|one| one.word() == whose).unwrap_or_default(),
            given: given.collect::<Result<_>>()?,
            temporary: temporary.collect(),
            filter: word("filter"),
            base: word("base"),
        })
    }

    /// The grants that the role shall have. `known` are those that it has: what is temporary keeps its scopes.
    fn grants(&self, known: &[Grant]) -> Vec<Grant> {
        let mut given: BTreeMap<&str, Vec<Scope>> = BTreeMap::new();
        for (permission, scope) in &self.given {
            given.entry(permission).or_default().extend(scope.parse::<Scope>());
        }
        let order = |scope: &Scope| Scope::ALL.iter().position(|known| known == scope);
        let for_good = given.into_iter().map(|(permission, mut scopes)| {
            scopes.sort_by_key(order);
            Grant { permission: permission.to_owned(), scopes, until: None }
        });
        let kept = known.iter().filter(|grant| {
            grant.until.is_some_and(|until| self.temporary.contains(&(grant.permission.clone(), until)))
        });
        for_good.chain(kept.cloned()).collect()
    }

    pub fn new_role(&self) -> NewRole {
        NewRole {
            name: if self.name.is_empty() { slug(&self.title) } else { self.name.clone() },
            title: self.title.clone(),
            description: self.description.clone(),
            staff: self.whose != For::Everyone,
            collaborator: self.whose == For::Collaborators,
            grants: self.grants(&[]),
        }
    }

    /// What it would change about a role. None: nothing.
    pub fn changes(&self, role: &Role) -> Option<Changes> {
        let known = Wish::of(role);
        let other = |new: &String, old: &String| (new != old).then(|| new.clone());
        let same = self.given == known.given && self.temporary == known.temporary;
        let changes = Changes {
            name: other(&self.name, &role.name).filter(|name| !name.is_empty() && !role.built_in),
            title: other(&self.title, &role.title),
            description: other(&self.description, &role.description),
            grants: (!same && !role.everything).then(|| self.grants(&role.grants)),
            retired: None,
        };
        let nothing = changes.name.is_none()
            && changes.title.is_none()
            && changes.description.is_none()
            && changes.grants.is_none();
        (!nothing).then_some(changes)
    }

    /// Somebody else changed the role since this form was drawn.
    pub fn is_stale(&self, role: &Role) -> bool {
        !self.base.is_empty() && self.base != base(role)
    }

    /// The whole of it, out of sight: the page between carries it on.
    pub fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="name" value=(self.name);
            input type="hidden" name="title" value=(self.title);
            input type="hidden" name="description" value=(self.description);
            input type="hidden" name="whose" value=(self.whose.word());
            input type="hidden" name="base" value=(self.base);
            @for (permission, scope) in &self.given { input type="hidden" name="g" value={ (permission) " " (scope) }; }
            @for (permission, until) in &self.temporary { input type="hidden" name="t" value={ (permission) " " (until) }; }
        }
    }
}

/// A short text that differs whenever the role does.
fn base(role: &Role) -> String {
    let mut shown = vec![role.name.clone(), role.title.clone(), role.description.clone()];
    for grant in &role.grants {
        shown.push(grant.permission.clone());
        shown.extend(grant.scopes.iter().map(|scope| scope.as_str().to_owned()));
        shown.push(grant.until.map(|until| until.to_string()).unwrap_or_default());
    }
    format!("{:016x}", hash(shown.iter().map(String::as_str)))
}

/// FNV-1a of texts, one after the other.
fn hash<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A name for programs, made of a title for people: of its Latin letters and digits, if they make one, or else one that is always the
/// same for the title.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(40);
    let slug = slug.trim_matches('-');
    match slug.len() > 1 && slug.starts_with(|first: char| first.is_ascii_lowercase()) {
        true => slug.to_owned(),
        false => format!("role-{:04x}", hash([title].into_iter()) & 0xffff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name() {
        assert_eq!(slug("Refund specialist (EU)"), "refund-specialist-eu");
        assert_eq!(slug("Žiga"), "iga");
        for title in ["Поддръжка", "日本", "1st line", "Ж", "a"] {
            let name = slug(title);
            assert!(name.len() == 9 && name.starts_with("role-") && name == slug(title), "{title}: {name}");
        }
        assert_ne!(slug("Поддръжка"), slug("Старши агент"));
    }
}
