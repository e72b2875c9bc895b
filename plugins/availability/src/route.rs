//! The addresses of the pages: parsed once, printed back.

use crate::history::Asked;
use ombud_plugin::address::{encode, query};
use ombud_worktime::channels::Channel;
use std::fmt;

/// A page.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Who is there; of one department, if it is named.
    Here(HereAsked),
    /// The day of one person.
    Person(String, Asked),
    /// How long people accepted work.
    Report(Asked),
    /// The same as a file.
    File(Asked),
    /// How much work at once.
    Limits(Option<Done>),
    /// Who is able to do what.
    Skills(Option<Done>),
}

/// What of the first page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HereAsked {
    pub department: Option<String>,
    pub done: Option<Done>,
    /// Only rows about these people: for whoever has the others already.
    pub rows: Vec<String>,
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Away = "away",
        Back = "back",
        Saved = "saved",
    }
}

impl Route {
    /// The route of a path below `/availability`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        let text = |name: &str| first(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = first("done").and_then(Done::parse);
        let asked = || Asked {
            department: text("department"),
            channel: first("channel").and_then(Channel::parse),
            from: text("from"),
            until: text("until"),
            zone: text("zone"),
        };
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => {
                let rows = query.iter().filter(|(key, _)| key == "row").map(|(_, user)| user.clone());
                Route::Here(HereAsked { department: text("department"), done, rows: rows.collect() })
            }
            ["people", user] => Route::Person((*user).to_owned(), asked()),
            ["report"] => Route::Report(asked()),
            ["report.csv"] => Route::File(asked()),
            ["limits"] => Route::Limits(done),
            ["skills"] => Route::Skills(done),
            _ => return None,
        })
    }

    /// Who is there, in all departments.
    pub fn here() -> Route {
        Route::Here(HereAsked::default())
    }
}

fn said(asked: &Asked) -> String {
    let parts = [
        ("department", asked.department.clone()),
        ("channel", asked.channel.map(|channel| channel.as_str().to_owned())),
        ("from", asked.from.clone()),
        ("until", asked.until.clone()),
        ("zone", asked.zone.clone()),
    ];
    query(parts.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |done: &Option<Done>| done.map(|done| ("done", done.word().to_owned()));
        match self {
            Route::Here(asked) => {
                let department = asked.department.clone().map(|id| ("department", id));
                let rows = asked.rows.iter().map(|user| ("row", user.clone()));
                let said = department.into_iter().chain(word(&asked.done)).chain(rows);
                write!(f, "/availability/{}", query(said))
            }
            Route::Person(user, asked) => write!(f, "/availability/people/{}{}", encode(user), said(asked)),
            Route::Report(asked) => write!(f, "/availability/report{}", said(asked)),
            Route::File(asked) => write!(f, "/availability/report.csv{}", said(asked)),
            Route::Limits(done) => write!(f, "/availability/limits{}", query(word(done))),
            Route::Skills(done) => write!(f, "/availability/skills{}", query(word(done))),
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
        let request = Request::get(address.strip_prefix("/availability").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        let here = HereAsked { department: Some("d1".into()), done: Some(Done::Away), rows: Vec::new() };
        goes_round(Route::Here(here), "/availability/?department=d1&done=away");
        let here = HereAsked { rows: vec!["u1".into(), "u2".into()], ..HereAsked::default() };
        goes_round(Route::Here(here), "/availability/?row=u1&row=u2");
        goes_round(Route::here(), "/availability/");
        let asked = Asked {
            channel: Some(Channel::Chat),
            from: Some("2026-11-23".into()),
            zone: Some("UTC".into()),
            ..Asked::default()
        };
        goes_round(Route::Person("u1".into(), Asked::default()), "/availability/people/u1");
        goes_round(
            Route::Report(asked.clone()),
            "/availability/report?channel=chat&from=2026-11-23&zone=UTC",
        );
        goes_round(Route::File(asked), "/availability/report.csv?channel=chat&from=2026-11-23&zone=UTC");
        goes_round(Route::Limits(Some(Done::Saved)), "/availability/limits?done=saved");
        goes_round(Route::Skills(None), "/availability/skills");
        assert_eq!(Route::parse("/people", &[]), None);
    }
}
