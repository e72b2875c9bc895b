//! Where the pages are: each link and each form gets its address from here.

use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// All fields; the form below for tickets of this department.
    Fields(Option<Done>, Option<String>),
    /// The form for a new one.
    New,
    /// One field, and where its form is sent.
    Field(String, Option<Done>),
    /// What the fields were before.
    Versions,
    /// All tags.
    Tags(Option<Done>),
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Added = "added",
        Saved = "saved",
        Moved = "moved",
        Back = "back",
        Renamed = "renamed",
        Removed = "removed",
    }
}

impl Route {
    /// The route of a path below `/tickets`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let done = first("done").and_then(Done::parse);
        let department = first("department").filter(|id| !id.is_empty()).map(str::to_owned);
        Some(match path {
            "/fields" => Route::Fields(done, department),
            "/new-field" => Route::New,
            "/field-versions" => Route::Versions,
            "/tags" => Route::Tags(done),
            _ => {
                let name = path.strip_prefix("/fields/").filter(|rest| !rest.is_empty())?;
                Route::Field(name.to_owned(), done)
            }
        })
    }

    /// All fields.
    pub fn fields() -> Route {
        Route::Fields(None, None)
    }

    /// One of them.
    pub fn field(name: &str) -> Route {
        Route::Field(name.to_owned(), None)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = |done: &Option<Done>| done.map(|done| ("done", done.word().to_owned()));
        match self {
            Route::Fields(said, department) => {
                let department = department.clone().map(|id| ("department", id));
                write!(f, "/tickets/fields{}", query(done(said).into_iter().chain(department)))
            }
            Route::New => write!(f, "/tickets/new-field"),
            Route::Field(name, said) => write!(f, "/tickets/fields/{}{}", encode(name), query(done(said))),
            Route::Versions => write!(f, "/tickets/field-versions"),
            Route::Tags(said) => write!(f, "/tickets/tags{}", query(done(said))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[test]
    fn every_address_leads_back_to_its_route() {
        for (route, address) in [
            (Route::fields(), "/tickets/fields"),
            (Route::Fields(Some(Done::Moved), None), "/tickets/fields?done=moved"),
            (Route::Fields(None, Some("d1".into())), "/tickets/fields?department=d1"),
            (Route::New, "/tickets/new-field"),
            (Route::field("order"), "/tickets/fields/order"),
            (Route::Field("order".into(), Some(Done::Saved)), "/tickets/fields/order?done=saved"),
            (Route::Versions, "/tickets/field-versions"),
            (Route::Tags(Some(Done::Renamed)), "/tickets/tags?done=renamed"),
        ] {
            assert_eq!(route.to_string(), address);
            let request = Request::get(address.strip_prefix("/tickets").unwrap());
            assert_eq!(Route::parse(&request.path, &request.query), Some(route));
        }
        assert_eq!(Route::parse("/fields/", &[]), None);
    }
}
