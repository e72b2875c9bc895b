//! Where everything is: each link and each form gets its address from here.

use ombud_plugin::RecordId;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// All calendars.
    List(Option<Done>),
    /// The form for a new one, perhaps a copy of this one.
    New(Option<RecordId>),
    /// One calendar, and where the form on that page is sent.
    One(RecordId, View),
    /// Holidays from a file.
    Holidays(RecordId),
    /// Takes one away.
    Remove(RecordId),
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Added = "added",
        Saved = "saved",
        Removed = "removed",
    }
}

/// What the page of a calendar shows besides it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    pub done: Option<Done>,
    /// The example: `2026-11-27T16:30`, by the clocks there.
    pub begins: Option<String>,
    /// And how many minutes it takes.
    pub takes: Option<String>,
}

impl Route {
    /// The route of a path below `/calendar`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let text = |name: &str| first(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = first("done").and_then(Done::parse);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::List(done),
            ["new"] => Route::New(text("copy")),
            ["calendars", id] => {
                Route::One((*id).to_owned(), View { done, begins: text("begins"), takes: text("takes") })
            }
            ["calendars", id, "holidays"] => Route::Holidays((*id).to_owned()),
            ["calendars", id, "remove"] => Route::Remove((*id).to_owned()),
            _ => return None,
        })
    }

    /// One calendar, without anything besides.
    pub fn one(id: &str) -> Route {
        Route::One(id.to_owned(), View::default())
    }

    /// One calendar, with word of what was done.
    pub fn one_done(id: &str, done: Done) -> Route {
        Route::One(id.to_owned(), View { done: Some(done), ..View::default() })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| done.map(|done| ("done", done.word().to_owned()));
        match self {
            Route::List(said) => write!(f, "/calendar/{}", query(done(said))),
            Route::New(copy) => {
                write!(f, "/calendar/new{}", query(copy.iter().map(|id| ("copy", id.clone()))))
            }
            Route::One(id, view) => {
                let begins = view.begins.clone().map(|text| ("begins", text));
                let takes = view.takes.clone().map(|text| ("takes", text));
                let all = done(&view.done).into_iter().chain(begins).chain(takes);
                write!(f, "/calendar/calendars/{}{}", encode(id), query(all))
            }
            Route::Holidays(id) => write!(f, "/calendar/calendars/{}/holidays", encode(id)),
            Route::Remove(id) => write!(f, "/calendar/calendars/{}/remove", encode(id)),
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
        let request = Request::get(address.strip_prefix("/calendar").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::List(None), "/calendar/");
        goes_round(Route::List(Some(Done::Removed)), "/calendar/?done=removed");
        goes_round(Route::New(Some("c1".into())), "/calendar/new?copy=c1");
        goes_round(Route::one("c1"), "/calendar/calendars/c1");
        goes_round(Route::one_done("c1", Done::Saved), "/calendar/calendars/c1?done=saved");
        let view = View { done: None, begins: Some("2026-11-27T16:30".into()), takes: Some("60".into()) };
        goes_round(
            Route::One("c1".into(), view),
            "/calendar/calendars/c1?begins=2026-11-27T16%3A30&takes=60",
        );
        goes_round(Route::Holidays("c1".into()), "/calendar/calendars/c1/holidays");
        goes_round(Route::Remove("c1".into()), "/calendar/calendars/c1/remove");
        assert_eq!(Route::parse("/calendars", &[]), None);
    }
}
