//! Where everything is: each link and each form gets its address from here.

use crate::example::Example;
use ombud_plugin::RecordId;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// All rules, and where one is moved or switched.
    List(Option<Done>),
    /// A new rule, perhaps out of an example.
    New(Option<Example>),
    /// One rule.
    Rule(RecordId, Option<Done>),
    /// Its versions, perhaps one of them.
    Versions(RecordId, Option<u32>),
    /// What rules did.
    Log(Asked),
    /// All rules as a text.
    File,
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Saved = "saved",
        Moved = "moved",
        Removed = "removed",
        Back = "back",
    }
}

/// Which part of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Of one ticket, by its number.
    pub ticket: Option<u64>,
    /// Of one rule.
    pub rule: Option<RecordId>,
    /// Where a page before ended.
    pub cursor: Option<String>,
}

impl Route {
    /// The route of a path below `/rules`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        let text = |name: &str| first(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = first("done").and_then(Done::parse);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::List(done),
            ["new"] => Route::New(first("example").and_then(Example::parse)),
            ["rule", id] => Route::Rule((*id).to_owned(), done),
            ["rule", id, "versions"] => {
                Route::Versions((*id).to_owned(), first("number").and_then(|number| number.parse().ok()))
            }
            ["log"] => Route::Log(Asked {
                ticket: text("ticket").and_then(|number| number.trim_start_matches('#').parse().ok()),
                rule: text("rule"),
                cursor: text("cursor"),
            }),
            ["file"] => Route::File,
            _ => return None,
        })
    }

    /// All rules, without word of anything done.
    pub fn list() -> Route {
        Route::List(None)
    }

    /// One rule, likewise.
    pub fn rule(id: &str) -> Route {
        Route::Rule(id.to_owned(), None)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| query(done.map(|done| ("done", done.word().to_owned())));
        match self {
            Route::List(said) => write!(f, "/rules/{}", done(said)),
            Route::New(example) => {
                let example = example.map(|example| ("example", example.word().to_owned()));
                write!(f, "/rules/new{}", query(example))
            }
            Route::Rule(id, said) => write!(f, "/rules/rule/{}{}", encode(id), done(said)),
            Route::Versions(id, number) => {
                let number = query(number.map(|number| ("number", number.to_string())));
                write!(f, "/rules/rule/{}/versions{number}", encode(id))
            }
            Route::Log(asked) => {
                let parts = [
                    ("ticket", asked.ticket.map(|number| number.to_string())),
                    ("rule", asked.rule.clone()),
                    ("cursor", asked.cursor.clone()),
                ];
                let said = parts.into_iter().filter_map(|(name, value)| Some((name, value?)));
                write!(f, "/rules/log{}", query(said))
            }
            Route::File => f.write_str("/rules/file"),
        }
    }
}

/// Where the console shows a ticket.
pub fn ticket(number: u64) -> String {
    format!("/console/tickets/{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[track_caller]
    fn goes_round(route: Route, address: &str) {
        assert_eq!(route.to_string(), address);
        let request = Request::get(address.strip_prefix("/rules").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::List(Some(Done::Moved)), "/rules/?done=moved");
        goes_round(Route::New(None), "/rules/new");
        goes_round(Route::New(Some(Example::HandOver)), "/rules/new?example=hand-over");
        goes_round(Route::rule("r1"), "/rules/rule/r1");
        goes_round(Route::Versions("r1".into(), Some(3)), "/rules/rule/r1/versions?number=3");
        let asked = Asked { ticket: Some(42), rule: Some("r1".into()), cursor: None };
        goes_round(Route::Log(asked), "/rules/log?ticket=42&rule=r1");
        goes_round(Route::File, "/rules/file");
        assert_eq!(Route::parse("/rule/r1/nothing", &[]), None);
    }
}
