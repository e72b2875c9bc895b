//! How much work somebody takes at once. The first that says something counts: the person, a role, the department, the desk.

use crate::channels::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one of them says; a channel that is not there says nothing.
pub type Said = BTreeMap<Channel, u32>;

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// For this person.
    Agent,
    /// For who holds a role.
    Role,
    /// For work of a department.
    Department,
    /// For everybody.
    Desk,
}

/// All that is said, by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// For single people.
    pub agents: BTreeMap<String, Said>,
    /// For who holds a role.
    pub roles: BTreeMap<String, Said>,
    /// For work that is filed there.
    pub departments: BTreeMap<String, Said>,
    /// For everybody.
    pub desk: Said,
}

impl Limits {
    /// How much work somebody takes at once, and who says so. Of several roles the one counts that says most, as rights add up;
    /// who says nothing at all gets `otherwise`.
    pub fn most(
        &self,
        agent: &str,
        roles: &[String],
        department: Option<&str>,
        channel: Channel,
        otherwise: u32,
    ) -> (u32, Source) {
        let said = |said: Option<&Said>| said.and_then(|said| said.get(&channel)).copied();
        let by_role = || roles.iter().filter_map(|role| said(self.roles.get(role))).max();
        let there = || department.and_then(|department| said(self.departments.get(department)));
        let of = |source: Source| move |most: u32| (most, source);
        said(self.agents.get(agent))
            .map(of(Source::Agent))
            .or_else(|| by_role().map(of(Source::Role)))
            .or_else(|| there().map(of(Source::Department)))
            .unwrap_or((said(Some(&self.desk)).unwrap_or(otherwise), Source::Desk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(chat: u32) -> Said {
        Said::from([(Channel::Chat, chat)])
    }

    #[test]
    fn the_first_that_says_something_counts_for_each_channel_apart() {
        let roles = ["guide".to_owned(), "lead".to_owned(), "quiet".to_owned()];
        let mut limits = Limits::default();
        let most = |limits: &Limits, channel| limits.most("ana", &roles, Some("support"), channel, 2);
        assert_eq!(most(&limits, Channel::Chat), (2, Source::Desk), "new agents start low");
        limits.desk = says(3);
        assert_eq!(most(&limits, Channel::Chat), (3, Source::Desk));
        limits.departments.insert("support".into(), says(4));
        assert_eq!(most(&limits, Channel::Chat), (4, Source::Department));
        assert_eq!(limits.most("ana", &roles, Some("sales"), Channel::Chat, 2), (3, Source::Desk));
        assert_eq!(limits.most("ana", &roles, None, Channel::Chat, 2), (3, Source::Desk));
        limits.roles.insert("guide".into(), says(1));
        limits.roles.insert("lead".into(), says(6));
        limits.roles.insert("other".into(), says(20));
        assert_eq!(most(&limits, Channel::Chat), (6, Source::Role), "the role that says most");
        limits.agents.insert("ana".into(), says(0));
        assert_eq!(most(&limits, Channel::Chat), (0, Source::Agent), "nothing is something that is said");
        assert_eq!(most(&limits, Channel::Tickets), (2, Source::Desk));
    }
}
