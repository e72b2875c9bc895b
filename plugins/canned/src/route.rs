//! Where everything is: each link and each form gets its address from here.

use ombud_plugin::RecordId;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or something that is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// All that the viewer may use, perhaps only what fits some words; and from which page on, the first being 0.
    List(String, usize, Option<Done>),
    /// The form for a new one, and where it is sent.
    New,
    /// One answer, and where its form is sent.
    Answer(RecordId),
    /// Where it is deleted.
    Delete(RecordId),
    /// Where a deleted one is brought back.
    Restore(RecordId),
}

/// What was just done. The address carries only the word for it, never the sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    Kept,
    /// And under which id it can be brought back.
    Deleted(RecordId),
    Restored,
}

impl Route {
    /// The route of a path below `/canned`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => {
                let done = match first("done") {
                    Some("kept") => Some(Done::Kept),
                    Some("restored") => Some(Done::Restored),
                    Some("deleted") => {
                        first("id").filter(|id| is_id(id)).map(|id| Done::Deleted(id.to_owned()))
                    }
                    _ => None,
                };
                let page = first("page").and_then(|page| page.parse().ok()).unwrap_or_default();
                Route::List(first("q").unwrap_or_default().to_owned(), page, done)
            }
            ["new"] => Route::New,
            ["answers", id] => Route::Answer((*id).to_owned()),
            ["answers", id, "delete"] => Route::Delete((*id).to_owned()),
            ["deleted", id] => Route::Restore((*id).to_owned()),
            _ => return None,
        })
    }

    /// The whole list, with word of what was done.
    pub fn done(done: Done) -> Route {
        Route::List(String::new(), 0, Some(done))
    }

    /// The whole list.
    pub fn list() -> Route {
        Route::List(String::new(), 0, None)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::List(words, page, done) => {
                let words = (!words.is_empty()).then(|| ("q", words.clone()));
                let page = (*page > 0).then(|| ("page", page.to_string()));
                let (word, id) = match done {
                    None => (None, None),
                    Some(Done::Kept) => (Some("kept"), None),
                    Some(Done::Restored) => (Some("restored"), None),
                    Some(Done::Deleted(id)) => (Some("deleted"), Some(("id", id.clone()))),
                };
                let word = word.map(|word| ("done", word.to_owned()));
                write!(f, "/canned/{}", query(words.into_iter().chain(page).chain(word).chain(id)))
            }
            Route::New => f.write_str("/canned/new"),
            Route::Answer(id) => write!(f, "/canned/answers/{}", encode(id)),
            Route::Delete(id) => write!(f, "/canned/answers/{}/delete", encode(id)),
            Route::Restore(id) => write!(f, "/canned/deleted/{}", encode(id)),
        }
    }
}

/// Where the kernel serves a file, under the name that it is to be saved as.
pub fn file(blob: &str, name: &str) -> String {
    format!("/api/v1/blobs/{}{}", encode(blob), query([("name", name.to_owned())]))
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[test]
    fn every_address_leads_back_to_its_route() {
        for (route, address) in [
            (Route::list(), "/canned/"),
            (Route::List("re č".into(), 0, Some(Done::Kept)), "/canned/?q=re%20%C4%8D&done=kept"),
            (Route::List("re".into(), 2, None), "/canned/?q=re&page=2"),
            (Route::done(Done::Deleted("a1".into())), "/canned/?done=deleted&id=a1"),
            (Route::done(Done::Restored), "/canned/?done=restored"),
            (Route::New, "/canned/new"),
            (Route::Answer("a1".into()), "/canned/answers/a1"),
            (Route::Delete("a1".into()), "/canned/answers/a1/delete"),
            (Route::Restore("a1".into()), "/canned/deleted/a1"),
        ] {
            assert_eq!(route.to_string(), address);
            let request = Request::get(address.strip_prefix("/canned").unwrap());
            assert_eq!(Route::parse(&request.path, &request.query), Some(route));
        }
        assert_eq!(Route::parse("/", &[("done".into(), "deleted".into())]), Some(Route::list()));
        assert_eq!(Route::parse("/else", &[]), None);
    }
}
