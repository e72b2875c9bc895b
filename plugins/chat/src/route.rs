//! The addresses of the pages: parsed once, printed back.

use crate::work::Act;
use ombud_plugin::address::{encode, query};
use std::fmt;

/// A page, or where a form is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// One's own chats, and those that wait.
    Own(Option<Done>, Option<String>),
    /// All that run.
    Running(Option<String>),
    /// Those that are over.
    Archive(Archive),
    /// Who watched.
    Watches(Option<String>),
    /// Who is on the site and has not written.
    Visitors(Option<Done>, Option<String>),
    /// One of them, and where one invites.
    Visitor(String),
    /// What visitors see.
    Look(Option<Done>),
    /// Where somebody says whether they hear chats.
    Sound,
    /// One chat.
    Chat(String, Option<Done>),
    /// Where something is done with one.
    Act(String, Act),
}

/// Which of those that are over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    pub department: Option<String>,
    pub cursor: Option<String>,
}

ombud_plugin::done! {
    /// What was just done.
    pub enum Done {
        Accepted = "accepted",
        Declined = "declined",
        Ended = "ended",
        HandedOver = "handed-over",
        /// More than so many at once: whoever was chosen has one more than the limit says.
        Beyond = "beyond",
        Whispered = "whispered",
        Joined = "joined",
        Left = "left",
        Ticket = "ticket",
        Mailed = "mailed",
        Saved = "saved",
        Invited = "invited",
    }
}

impl Route {
    /// The route of a path below `/chat`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        let text = |name: &str| first(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let done = first("done").and_then(Done::parse);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::Own(done, text("cursor")),
            ["running"] => Route::Running(text("cursor")),
            ["archive"] => Route::Archive(Archive { department: text("department"), cursor: text("cursor") }),
            ["watches"] => Route::Watches(text("cursor")),
            ["visitors"] => Route::Visitors(done, text("cursor")),
            ["visitors", id] => Route::Visitor((*id).to_owned()),
            ["sound"] => Route::Sound,
            ["look"] => Route::Look(done),
            ["chats", id] => Route::Chat((*id).to_owned(), done),
            ["chats", id, act] => Route::Act((*id).to_owned(), Act::parse(act)?),
            _ => return None,
        })
    }

    /// One's own chats.
    pub fn own() -> Route {
        Route::Own(None, None)
    }

    /// One chat.
    pub fn chat(id: &str) -> Route {
        Route::Chat(id.to_owned(), None)
    }

    /// The same, with word of what was done.
    pub fn done(id: &str, done: Done) -> Route {
        Route::Chat(id.to_owned(), Some(done))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |done: &Option<Done>| done.map(|done| ("done", done.word().to_owned()));
        let at = |cursor: &Option<String>| cursor.clone().map(|cursor| ("cursor", cursor));
        match self {
            Route::Own(done, cursor) => {
                write!(f, "/chat/{}", query(word(done).into_iter().chain(at(cursor))))
            }
            Route::Running(cursor) => write!(f, "/chat/running{}", query(at(cursor))),
            Route::Archive(asked) => {
                let parts = [("department", &asked.department), ("cursor", &asked.cursor)];
                let parts = parts.into_iter().filter_map(|(name, value)| Some((name, value.clone()?)));
                write!(f, "/chat/archive{}", query(parts))
            }
            Route::Watches(cursor) => write!(f, "/chat/watches{}", query(at(cursor))),
            Route::Visitors(done, cursor) => {
                write!(f, "/chat/visitors{}", query(word(done).into_iter().chain(at(cursor))))
            }
            Route::Visitor(id) => write!(f, "/chat/visitors/{}", encode(id)),
            Route::Sound => f.write_str("/chat/sound"),
            Route::Look(done) => write!(f, "/chat/look{}", query(word(done))),
            Route::Chat(id, done) => write!(f, "/chat/chats/{}{}", encode(id), query(word(done))),
            Route::Act(id, act) => write!(f, "/chat/chats/{}/{}", encode(id), act.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::Request;

    #[test]
    fn every_address_leads_back_to_its_route() {
        let asked = Archive { department: Some("d1".into()), cursor: Some("a b".into()) };
        for (route, address) in [
            (Route::own(), "/chat/"),
            (Route::Own(Some(Done::Declined), None), "/chat/?done=declined"),
            (Route::Own(None, Some("a".into())), "/chat/?cursor=a"),
            (Route::Running(None), "/chat/running"),
            (Route::Running(Some("a".into())), "/chat/running?cursor=a"),
            (Route::Archive(asked), "/chat/archive?department=d1&cursor=a%20b"),
            (Route::Watches(None), "/chat/watches"),
            (Route::Look(Some(Done::Saved)), "/chat/look?done=saved"),
            (Route::Visitors(Some(Done::Invited), None), "/chat/visitors?done=invited"),
            (Route::Visitors(None, Some("a".into())), "/chat/visitors?cursor=a"),
            (Route::Visitor("1-2".into()), "/chat/visitors/1-2"),
            (Route::Sound, "/chat/sound"),
            (Route::chat("c1"), "/chat/chats/c1"),
            (Route::done("c1", Done::HandedOver), "/chat/chats/c1?done=handed-over"),
            (Route::Act("c1".into(), Act::TakeOver), "/chat/chats/c1/take-over"),
        ] {
            assert_eq!(route.to_string(), address);
            let request = Request::get(address.strip_prefix("/chat").unwrap());
            assert_eq!(Route::parse(&request.path, &request.query), Some(route));
        }
        assert_eq!(Route::parse("/chats/c1/else", &[]), None);
    }
}
