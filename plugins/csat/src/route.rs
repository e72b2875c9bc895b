//! Where everything is: each link and each form gets its address from here.

use crate::report::Which;
use ombud_plugin::RecordId;
use ombud_plugin::address::{encode, filled, query};
use std::fmt;

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    Report(Asked),
    /// Whether the customer of a ticket was asked, and where a link is made.
    Ticket(RecordId),
    /// What a customer rates through.
    Rate(String),
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
    /// Which comments.
    pub which: Which,
}

impl Asked {
    /// Out of an address.
    pub fn parse(query: &[(String, String)]) -> Asked {
        let filled = |name: &str| filled(query, name);
        Asked {
            from: filled("from"),
            until: filled("until"),
            department: filled("department"),
            agent: filled("agent"),
            which: Which::of(filled("comments").as_deref()),
        }
    }

    /// As it stands in an address, behind the path.
    pub fn query(&self) -> String {
        let which = Some(self.which.word().to_owned()).filter(|word| !word.is_empty());
        let parts = [
            ("from", &self.from),
            ("until", &self.until),
            ("department", &self.department),
            ("agent", &self.agent),
            ("comments", &which),
        ];
        query(parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))))
    }
}

impl Route {
    /// The route of a path below `/csat`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::Report(Asked::parse(query)),
            ["tickets", id] => Route::Ticket((*id).to_owned()),
            ["rate", secret] => Route::Rate((*secret).to_owned()),
            _ => return None,
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Report(asked) => write!(f, "/csat/{}", asked.query()),
            Route::Ticket(id) => write!(f, "/csat/tickets/{}", encode(id)),
            Route::Rate(secret) => write!(f, "/csat/rate/{}", encode(secret)),
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
        let request = Request::get(address.strip_prefix("/csat").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::Report(Asked::default()), "/csat/");
        let asked = Asked { from: Some("2026-11-01".into()), which: Which::Low, ..Asked::default() };
        goes_round(Route::Report(asked), "/csat/?from=2026-11-01&comments=low");
        goes_round(Route::Ticket("t1".into()), "/csat/tickets/t1");
        goes_round(Route::Rate("ab12".into()), "/csat/rate/ab12");
        assert_eq!(Route::parse("/tickets/t1/nothing", &[]), None);
    }
}
