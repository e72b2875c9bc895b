//! What the administrator chose.

use ombud_plugin::{Cx, Department, DepartmentId, Level, Result};
use ombud_worktime::routing::{Patience, Strategy, word};
use serde::Deserialize;

const MINUTE: u64 = 60_000;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    departments: Vec<Automatic>,
    previous_minutes: u32,
    language_minutes: u32,
    skill_minutes: u32,
    skills: Vec<Need>,
}

#[derive(Deserialize)]
struct Automatic {
    department: String,
    strategy: Strategy,
}

#[derive(Deserialize)]
struct Need {
    tag: String,
    skill: String,
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }

    /// Whether tickets are given out anywhere.
    pub fn is_on(&self) -> bool {
        !self.departments.is_empty()
    }

    /// The departments in which they are, and how.
    pub fn automatic(&self, cx: &Cx, all: &[Department]) -> Vec<(DepartmentId, Strategy)> {
        let mut found = Vec::new();
        for one in &self.departments {
            let name = one.department.trim();
            let known = all.iter().find(|known| known.id == name || word(&known.name) == word(name));
            match known {
                Some(known) => found.push((known.id.clone(), one.strategy)),
                None => {
                    cx.log(Level::Warn, format!("the settings name a department `{name}` that is not there"))
                }
            }
        }
        found
    }

    /// How long whoever had the last ticket is waited for, in milliseconds.
    pub fn previous(&self) -> u64 {
        u64::from(self.previous_minutes) * MINUTE
    }

    pub fn patience(&self) -> Patience {
        Patience {
            language: u64::from(self.language_minutes) * MINUTE,
            skill: u64::from(self.skill_minutes) * MINUTE,
        }
    }

    /// The skill that a ticket with these tags needs: the first that the settings name.
    pub fn skill(&self, tags: &[String]) -> Option<&str> {
        let tagged = |need: &&Need| tags.iter().any(|tag| word(tag) == word(&need.tag));
        self.skills.iter().find(tagged).map(|need| need.skill.trim()).filter(|skill| !skill.is_empty())
    }
}
