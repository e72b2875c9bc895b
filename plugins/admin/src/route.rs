//! Where everything is: each link and each form gets its address from here.

use ombud_plugin::UserId;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// The list of people.
    People(PeopleView),
    /// The form for a new person, and where it is sent.
    NewPerson,
    /// One person, and where the form on that page is sent.
    Person(UserId, Option<Done>),
    /// Suspends somebody, or lets them in again.
    PersonState(UserId),
    /// The list of roles.
    Roles(Option<Done>),
    /// The form for a new role, perhaps a copy of this one.
    NewRole(Option<String>),
    /// Two roles side by side.
    Compare(String, String),
    /// One role, and where the form on that page is sent.
    Role(String, Option<Done>),
    /// Retires a role, or brings it back.
    RoleState(String),
    /// The list of departments, and where the form for a new one is sent.
    Departments(Option<Done>),
    /// Renames a department.
    Department(String),
    /// Why somebody may or may not.
    Explain(Question),
    /// The same about the ticket with this id.
    ExplainTicket(String),
    /// What was changed and what was refused.
    Audit(AuditView),
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Added = "added",
        Saved = "saved",
        Suspended = "suspended",
        Restored = "restored",
        Retired = "retired",
        Revived = "revived",
        Same = "same",
    }
}

/// Which people the list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeopleView {
    pub text: Option<String>,
    pub who: Who,
    pub role: Option<String>,
    pub department: Option<String>,
    pub suspended: bool,
    pub cursor: Option<String>,
}

/// Whom the list shows first of all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Who {
    #[default]
    Staff,
    Customers,
    Everybody,
}

/// What is asked about somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    pub user: Option<String>,
    /// In the place of `user`: a mail address.
    pub email: Option<String>,
    pub permission: Option<String>,
    /// A number, or `collection/id`.
    pub record: Option<String>,
}

/// Which entries of the audit are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditView {
    pub actor: Option<String>,
    pub action: Option<String>,
    pub target: Option<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub text: Option<String>,
    pub cursor: Option<u64>,
}

impl Route {
    /// The route of a path below `/admin`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let text = |name: &str| first(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = || first("done").and_then(Done::parse);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::People(PeopleView {
                text: text("text"),
                who: first("who").and_then(Who::parse).unwrap_or_default(),
                role: text("role"),
                department: text("department"),
                suspended: first("state") == Some("suspended"),
                cursor: text("cursor"),
            }),
            ["people", "new"] => Route::NewPerson,
            ["people", id] => Route::Person((*id).to_owned(), done()),
            ["people", id, "state"] => Route::PersonState((*id).to_owned()),
            ["roles"] => Route::Roles(done()),
            ["roles", "new"] => Route::NewRole(text("copy")),
            ["roles", "compare"] => {
                Route::Compare(text("one").unwrap_or_default(), text("other").unwrap_or_default())
            }
            ["roles", id] => Route::Role((*id).to_owned(), done()),
            ["roles", id, "state"] => Route::RoleState((*id).to_owned()),
            ["departments"] => Route::Departments(done()),
            ["departments", id] => Route::Department((*id).to_owned()),
            ["explain"] => Route::Explain(Question {
                user: text("user"),
                email: text("email"),
                permission: text("permission"),
                record: text("record"),
            }),
            ["explain", ticket] => Route::ExplainTicket((*ticket).to_owned()),
            ["audit"] => Route::Audit(AuditView {
                actor: text("actor"),
                action: text("action"),
                target: text("target"),
                since: text("since"),
                until: text("until"),
                text: text("text"),
                cursor: text("cursor").and_then(|number| number.parse().ok()),
            }),
            _ => return None,
        })
    }

    /// Staff.
    pub fn people() -> Route {
        Route::People(PeopleView::default())
    }

    /// One person, without word of anything done.
    pub fn person(id: &str) -> Route {
        Route::Person(id.to_owned(), None)
    }

    /// One role, without word of anything done.
    pub fn role(id: &str) -> Route {
        Route::Role(id.to_owned(), None)
    }

    /// What was done to this, `noun:id`.
    pub fn story(target: String) -> Route {
        let action = Some(AuditView::ALL.to_owned());
        Route::Audit(AuditView { target: Some(target), action, ..AuditView::default() })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| query(done.map(|done| ("done", done.word().to_owned())));
        match self {
            Route::People(view) => write!(f, "/admin/{}", query(view.query())),
            Route::NewPerson => f.write_str("/admin/people/new"),
            Route::Person(id, said) => write!(f, "/admin/people/{}{}", encode(id), done(said)),
            Route::PersonState(id) => write!(f, "/admin/people/{}/state", encode(id)),
            Route::Roles(said) => write!(f, "/admin/roles{}", done(said)),
            Route::NewRole(copy) => {
                write!(f, "/admin/roles/new{}", query(copy.iter().map(|id| ("copy", id.clone()))))
            }
            Route::Compare(one, other) => {
                let pair = [("one", one), ("other", other)];
                let pair = pair.into_iter().filter(|(_, id)| !id.is_empty());
                write!(f, "/admin/roles/compare{}", query(pair.map(|(name, id)| (name, id.clone()))))
            }
            Route::Role(id, said) => write!(f, "/admin/roles/{}{}", encode(id), done(said)),
            Route::RoleState(id) => write!(f, "/admin/roles/{}/state", encode(id)),
            Route::Departments(said) => write!(f, "/admin/departments{}", done(said)),
            Route::Department(id) => write!(f, "/admin/departments/{}", encode(id)),
            Route::Explain(question) => write!(f, "/admin/explain{}", query(question.query())),
            Route::ExplainTicket(id) => write!(f, "/admin/explain/{}", encode(id)),
            Route::Audit(view) => write!(f, "/admin/audit{}", query(view.query())),
        }
    }
}

impl Who {
    pub const ALL: [Who; 3] = [Who::Staff, Who::Customers, Who::Everybody];

    pub fn word(self) -> &'static str {
        match self {
            Who::Staff => "staff",
            Who::Customers => "customers",
            Who::Everybody => "everybody",
        }
    }

    fn parse(word: &str) -> Option<Who> {
        Who::ALL.into_iter().find(|who| who.word() == word)
    }
}

impl PeopleView {
    fn query(&self) -> Vec<(&'static str, String)> {
        [
            self.text.clone().map(|text| ("text", text)),
            (self.who != Who::Staff).then(|| ("who", self.who.word().to_owned())),
            self.role.clone().map(|id| ("role", id)),
            self.department.clone().map(|id| ("department", id)),
            self.suspended.then(|| ("state", "suspended".to_owned())),
            self.cursor.clone().map(|cursor| ("cursor", cursor)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The same, from the first page on, with something else chosen.
    pub fn but(&self, change: impl FnOnce(&mut PeopleView)) -> Route {
        let mut view = PeopleView { cursor: None, ..self.clone() };
        change(&mut view);
        Route::People(view)
    }
}

impl Question {
    fn query(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("user", &self.user),
            ("email", &self.email),
            ("permission", &self.permission),
            ("record", &self.record),
        ];
        parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }
}

impl AuditView {
    /// The action that stands for all, sign-ins among them: without any they are left out.
    pub const ALL: &str = "all";

    fn query(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("actor", &self.actor),
            ("action", &self.action),
            ("target", &self.target),
            ("since", &self.since),
            ("until", &self.until),
            ("text", &self.text),
        ];
        let said = parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
        said.chain(self.cursor.map(|cursor| ("cursor", cursor.to_string()))).collect()
    }

    /// The same from another place on.
    pub fn from(&self, cursor: Option<u64>) -> Route {
        Route::Audit(AuditView { cursor, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[track_caller]
    fn goes_round(route: Route, address: &str) {
        assert_eq!(route.to_string(), address);
        let request = Request::get(address.strip_prefix("/admin").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::people(), "/admin/");
        let view = PeopleView {
            text: Some("žana & co".into()),
            who: Who::Everybody,
            role: Some("r1".into()),
            department: Some("d1".into()),
            suspended: true,
            cursor: Some("c1".into()),
        };
        goes_round(
            Route::People(view),
            "/admin/?text=%C5%BEana%20%26%20co&who=everybody&role=r1&department=d1&state=suspended&cursor=c1",
        );
        goes_round(Route::NewPerson, "/admin/people/new");
        goes_round(Route::Person("p1".into(), Some(Done::Saved)), "/admin/people/p1?done=saved");
        goes_round(Route::PersonState("p1".into()), "/admin/people/p1/state");
        goes_round(Route::Roles(Some(Done::Retired)), "/admin/roles?done=retired");
        goes_round(Route::NewRole(Some("r1".into())), "/admin/roles/new?copy=r1");
        goes_round(Route::Compare("r1".into(), "r2".into()), "/admin/roles/compare?one=r1&other=r2");
        goes_round(Route::role("r1"), "/admin/roles/r1");
        goes_round(Route::RoleState("r1".into()), "/admin/roles/r1/state");
        goes_round(Route::Departments(None), "/admin/departments");
        goes_round(Route::Department("d1".into()), "/admin/departments/d1");
        let question = Question {
            user: Some("p1".into()),
            permission: Some("tickets:ticket.read".into()),
            record: Some("42".into()),
            ..Question::default()
        };
        goes_round(
            Route::Explain(question),
            "/admin/explain?user=p1&permission=tickets%3Aticket.read&record=42",
        );
        goes_round(Route::ExplainTicket("t1".into()), "/admin/explain/t1");
        goes_round(Route::story("role:r1".into()), "/admin/audit?action=all&target=role%3Ar1");
    }

    #[test]
    fn what_the_address_says_was_done_is_a_word_we_know_or_nothing() {
        let request = Request::get("/people/p1?done=Your+account+is+locked");
        assert_eq!(Route::parse(&request.path, &request.query), Some(Route::person("p1")));
        assert_eq!(Route::parse("/people/p1/explode", &[]), None);
    }
}
