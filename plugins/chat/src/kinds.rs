//! What chats are about: the list that each department asks its visitors to choose from, and the skill that each kind needs.

use ombud_plugin::{Cx, Department, Result};
use ombud_worktime::routing::word;
use serde::Deserialize;

/// All lists.
#[derive(Deserialize)]
pub struct Kinds {
    kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
    /// The name or the id of a department; empty: all.
    #[serde(default)]
    department: String,
    /// Empty: none.
    #[serde(default)]
    skill: String,
}

impl Kind {
    fn is_of(&self, department: &Department) -> bool {
        self.department.trim().is_empty() || self.names(department)
    }

    fn names(&self, department: &Department) -> bool {
        let name = self.department.trim();
        name == department.id || word(name) == word(&department.name)
    }
}

impl Kinds {
    /// What the administrator chose.
    pub fn of(cx: &Cx) -> Result<Kinds> {
        cx.settings()
    }

    /// What the visitors of these departments choose from, each once, in the order of the settings.
    pub fn asked(&self, departments: &[&Department]) -> Vec<&str> {
        let mut asked: Vec<&str> = Vec::new();
        let here = |one: &&Kind| departments.iter().any(|department| one.is_of(department));
        for kind in self.kinds.iter().filter(here).map(|one| one.kind.trim()) {
            if !kind.is_empty() && !asked.contains(&kind) {
                asked.push(kind);
            }
        }
        asked
    }

    /// The kind as the department asks for it; otherwise as another does, so that whoever takes the chat sees what it is about, though
    /// nothing follows from it there. What no list has is nothing: lists may have changed while the visitor looked at one.
    pub fn known(&self, kind: &str, department: &Department) -> String {
        let named = |one: &&Kind| !word(kind).is_empty() && word(&one.kind) == word(kind);
        let known = self.find(kind, department).or_else(|| self.kinds.iter().find(named));
        known.map(|one| one.kind.trim().to_owned()).unwrap_or_default()
    }

    /// The skill that it needs there.
    pub fn skill(&self, kind: &str, department: &Department) -> Option<String> {
        let skill = self.find(kind, department)?.skill.trim();
        (!skill.is_empty()).then(|| skill.to_owned())
    }

    /// The one department that asks for it, if the visitor names none.
    pub fn leads(&self, kind: &str, departments: &[Department]) -> Option<Department> {
        let of = self.kinds.iter().filter(|one| !word(kind).is_empty() && word(&one.kind) == word(kind));
        let mut found = of.map(|one| departments.iter().find(|department| one.names(department)));
        match (found.next(), found.next()) {
            (Some(department), None) => department.cloned(),
            _ => None,
        }
    }

    /// Its own list counts before that of all.
    fn find(&self, kind: &str, department: &Department) -> Option<&Kind> {
        let here = self.kinds.iter().filter(|one| !word(kind).is_empty() && word(&one.kind) == word(kind));
        let here = here.filter(|one| one.is_of(department));
        here.min_by_key(|one| one.department.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(name: &str) -> Department {
        Department { id: format!("id-{name}"), name: name.into() }
    }

    #[test]
    fn each_department_asks_by_its_own_list_and_that_of_all() {
        let kinds: Kinds = serde_json::from_value(serde_json::json!({ "kinds": [
            { "kind": "My order" },
            { "kind": "A refund", "department": "billing", "skill": "Refunds" },
            { "kind": "My order", "department": "id-Sales", "skill": "orders" },
        ] }))
        .unwrap();
        let (billing, sales) = (department("Billing"), department("Sales"));
        assert_eq!(kinds.asked(&[&billing]), ["My order", "A refund"]);
        assert_eq!(kinds.asked(&[&sales]), ["My order"]);
        assert_eq!(kinds.known("a refund ", &billing), "A refund");
        assert_eq!(kinds.known("a refund", &sales), "A refund", "another's, without its skill");
        assert_eq!(kinds.skill("A refund", &sales), None);
        assert_eq!((kinds.known("A fish", &sales), kinds.known("", &sales)), (String::new(), String::new()));
        assert_eq!(kinds.skill("A refund", &billing).as_deref(), Some("Refunds"));
        assert_eq!(kinds.skill("My order", &billing), None);
        assert_eq!(kinds.skill("My order", &sales).as_deref(), Some("orders"));
        let all = [billing, sales];
        assert_eq!(kinds.leads("A refund", &all).map(|one| one.name).as_deref(), Some("Billing"));
        assert_eq!(kinds.leads("My order", &all), None, "several ask for it");
    }
}
