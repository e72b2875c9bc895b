//! Where everything is: each link and each form gets its address from here.

use ombud_plugin::RecordId;
use ombud_plugin::address::{encode, filled, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// All policies, and where they are put into another order.
    List(Option<Done>),
    /// The form for a new one, perhaps from a copy.
    New(Option<String>),
    /// One policy, with an example.
    One(RecordId, View),
    /// Where one is taken away.
    Remove(RecordId),
    /// What was kept and what was broken.
    Report(Asked),
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Added = "added",
        Saved = "saved",
        Removed = "removed",
        Ordered = "ordered",
    }
}

/// How one policy is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    pub done: Option<Done>,
    /// The moment of the example: `2026-11-27T16:30`.
    pub begins: Option<String>,
    pub priority: Option<String>,
}

/// Which report is asked for; what is none is chosen for whoever asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The first day: `2026-11-01`.
    pub from: Option<String>,
    /// The last.
    pub until: Option<String>,
    pub department: Option<String>,
    pub agent: Option<String>,
    pub metric: Option<String>,
}

impl Asked {
    /// Out of an address.
    pub fn parse(query: &[(String, String)]) -> Asked {
        let text = |name: &str| filled(query, name);
        Asked {
            from: text("from"),
            until: text("until"),
            department: text("department"),
            agent: text("agent"),
            metric: text("metric"),
        }
    }

    /// As it stands in an address, behind the path.
    pub fn query(&self) -> String {
        let parts = [
            ("from", &self.from),
            ("until", &self.until),
            ("department", &self.department),
            ("agent", &self.agent),
            ("metric", &self.metric),
        ];
        query(parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))))
    }
}

impl Route {
    /// The route of a path below `/sla`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let done = filled(query, "done").and_then(|word| Done::parse(&word));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::List(done),
            ["new"] => Route::New(filled(query, "copy")),
            ["policies", id] => {
                let (begins, priority) = (filled(query, "begins"), filled(query, "priority"));
                Route::One((*id).to_owned(), View { done, begins, priority })
            }
            ["policies", id, "remove"] => Route::Remove((*id).to_owned()),
            ["report"] => Route::Report(Asked::parse(query)),
            _ => return None,
        })
    }

    /// One policy, as it is.
    pub fn one(id: &str) -> Route {
        Route::One(id.to_owned(), View::default())
    }

    /// One policy, with word of what was done.
    pub fn one_done(id: &str, done: Done) -> Route {
        Route::One(id.to_owned(), View { done: Some(done), ..View::default() })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| done.map(|done| ("done", done.word().to_owned()));
        match self {
            Route::List(said) => write!(f, "/sla/{}", query(done(said))),
            Route::New(copy) => write!(f, "/sla/new{}", query(copy.clone().map(|id| ("copy", id)))),
            Route::One(id, View { done: said, begins, priority }) => {
                let begins = begins.clone().map(|begins| ("begins", begins));
                let priority = priority.clone().map(|priority| ("priority", priority));
                let said = done(said).into_iter().chain(begins).chain(priority);
                write!(f, "/sla/policies/{}{}", encode(id), query(said))
            }
            Route::Remove(id) => write!(f, "/sla/policies/{}/remove", encode(id)),
            Route::Report(asked) => write!(f, "/sla/report{}", asked.query()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[track_caller]
    fn goes_round(route: Route, address: &str) {
        assert_eq!(route.to_string(), address);
        let request = Request::get(address.strip_prefix("/sla").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::List(None), "/sla/");
        goes_round(Route::List(Some(Done::Ordered)), "/sla/?done=ordered");
        goes_round(Route::New(Some("p1".into())), "/sla/new?copy=p1");
        goes_round(Route::one_done("p1", Done::Saved), "/sla/policies/p1?done=saved");
        goes_round(Route::Remove("p1".into()), "/sla/policies/p1/remove");
        let asked = Asked { from: Some("2026-11-01".into()), agent: Some("u1".into()), ..Asked::default() };
        goes_round(Route::Report(asked), "/sla/report?from=2026-11-01&agent=u1");
        assert_eq!(Route::parse("/policies/p1/nothing", &[]), None);
    }
}
