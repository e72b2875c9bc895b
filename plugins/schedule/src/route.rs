//! Where everything is: each link and each form gets its address from here.

use ombud_plugin::UserId;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// One's own shifts, and where one chooses.
    Mine(Option<Done>),
    /// Everybody's, and where several get the same week.
    People(Option<Done>),
    /// Those of one person.
    Person(UserId, Option<Done>),
    /// Where somebody else chooses for a person.
    Choice(UserId),
    /// How many work in each hour.
    Coverage(Asked),
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Saved = "saved",
        Chosen = "chosen",
        Removed = "removed",
    }
}

/// Which coverage is asked for; what is none is chosen for whoever asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    pub department: Option<String>,
    /// A day of the week: `2026-11-23`.
    pub day: Option<String>,
    pub zone: Option<String>,
    /// Whose open hours want somebody.
    pub calendar: Option<String>,
}

impl Route {
    /// The route of a path below `/schedule`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let text = |name: &str| first(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = first("done").and_then(Done::parse);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::Mine(done),
            ["people"] => Route::People(done),
            ["people", user] => Route::Person((*user).to_owned(), done),
            ["people", user, "choice"] => Route::Choice((*user).to_owned()),
            ["coverage"] => Route::Coverage(Asked {
                department: text("department"),
                day: text("day"),
                zone: text("zone"),
                calendar: text("calendar"),
            }),
            _ => return None,
        })
    }

    /// One person, without word of anything done.
    pub fn person(user: &str) -> Route {
        Route::Person(user.to_owned(), None)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| query(done.map(|done| ("done", done.word().to_owned())));
        match self {
            Route::Mine(said) => write!(f, "/schedule/{}", done(said)),
            Route::People(said) => write!(f, "/schedule/people{}", done(said)),
            Route::Person(user, said) => write!(f, "/schedule/people/{}{}", encode(user), done(said)),
            Route::Choice(user) => write!(f, "/schedule/people/{}/choice", encode(user)),
            Route::Coverage(asked) => {
                let parts = [
                    ("department", &asked.department),
                    ("day", &asked.day),
                    ("zone", &asked.zone),
                    ("calendar", &asked.calendar),
                ];
                let said = parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
                write!(f, "/schedule/coverage{}", query(said))
            }
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
        let request = Request::get(address.strip_prefix("/schedule").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::Mine(None), "/schedule/");
        goes_round(Route::People(Some(Done::Saved)), "/schedule/people?done=saved");
        goes_round(Route::person("u1"), "/schedule/people/u1");
        goes_round(Route::Choice("u1".into()), "/schedule/people/u1/choice");
        let asked =
            Asked { department: Some("d1".into()), day: Some("2026-11-23".into()), ..Asked::default() };
        goes_round(Route::Coverage(asked), "/schedule/coverage?department=d1&day=2026-11-23");
        assert_eq!(Route::parse("/people/u1/nothing", &[]), None);
    }
}
