//! Where everything is: each link and each form of the console gets its address from here.

use crate::place::Way;
use crate::view::View;
use ombud_plugin::address::{encode, query};
use ombud_plugin::desk::tickets;
use ombud_plugin::{Cx, Error, RecordId};
use std::fmt;

/// A page of the console, or something that it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// The list of tickets.
    Inbox(View),
    /// Where a change to many tickets is sent.
    Bulk,
    /// Where the last of these is taken back.
    BulkUndo,
    /// Where a view is kept.
    Keep,
    /// Where one chooses columns of the inbox.
    Columns,
    /// Where a view is taken away.
    Forget(RecordId),
    /// What is found for what somebody typed; a number leads to its ticket.
    Search(Asked),
    /// How what somebody types into the search may go on.
    Endings(String),
    /// The form for a new ticket, and where it is sent.
    New,
    /// Customers who are offered to whoever opens a ticket, by what he has typed.
    Customers(String),
    /// One ticket, perhaps with word of what was just done.
    Ticket(u64, Option<Done>),
    /// The ticket beside it, in the list from which it was opened.
    Beside(u64, Way),
    /// What a form on the ticket page is sent to.
    Act(u64, Act),
    /// Choosing where messages are split off to, and where that form is sent.
    Split(u64, Vec<RecordId>),
    /// Canned answers that are offered to whoever writes in a ticket, by what he has typed.
    Answers(u64, String),
    /// A canned answer, filled in.
    Answer(u64, RecordId),
    /// Colleagues who are offered to whoever writes a note, by what he has typed.
    Names(u64, String),
    /// Choosing what is merged into what, and where that form is sent.
    Merge(Into),
}

/// Which tickets are merged, and into which.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Into {
    /// Their ids. The one that stays may be among them.
    pub tickets: Vec<RecordId>,
    /// The number of the one that stays, or words by which it is looked for.
    pub place: String,
}

/// What can be done with a ticket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Write to the customer.
    Reply,
    /// Write to colleagues.
    Note,
    /// Change status, priority and so on.
    Fields,
    /// Assign it to me.
    Take,
    /// Take a split back.
    Undo,
    /// Save, discard or bring back what was begun.
    Draft,
    /// Take a reply back that has not left.
    Recall,
    /// Take a merge back.
    Unmerge,
    /// Put another customer there.
    Requester,
}

/// What was just done. The address carries only the word for it, never the sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// A reply went out.
    Reply,
    /// A reply waits to leave.
    Held,
    /// It was taken back.
    Recalled,
    /// What was begun is saved.
    DraftSaved,
    /// It was discarded.
    DraftGone,
    /// It was brought back.
    DraftBack,
    /// A note was kept.
    Note,
    /// Fields were changed.
    Saved,
    /// The viewer took the ticket.
    Taken,
    /// The ticket is new.
    Created,
    /// The ticket was split off just now; the split's id, to undo it.
    Split(RecordId),
    /// A split was taken back.
    Undone,
    /// Others were merged into this ticket just now.
    Merged,
    /// A merge was taken back.
    Unmerged,
    /// A ticket went where the viewer may not read.
    Away,
    /// Many tickets were changed.
    Bulk,
    /// And changed back.
    BulkUndone,
    /// A view is kept.
    ViewKept,
    /// Columns were chosen.
    ColumnsKept,
    /// A view is gone.
    ViewGone,
    /// Something was written in the ticket before this one.
    Onward(u64),
    /// There is none after it in the list.
    AtEnd,
    /// There is none before it.
    AtBegin,
}

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// As it was typed.
    pub text: String,
    /// The newest first; otherwise what fits best.
    pub newest: bool,
    /// Where the page begins.
    pub cursor: Option<String>,
}

impl Asked {
    fn parse<'a>(first: impl Fn(&str) -> Option<&'a str>) -> Asked {
        Asked {
            text: first("q").unwrap_or_default().to_owned(),
            newest: first("sort") == Some("newest"),
            cursor: first("cursor").filter(|cursor| !cursor.is_empty()).map(str::to_owned),
        }
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let text = (!self.text.is_empty()).then(|| ("q", self.text.clone()));
        let sort = self.newest.then(|| ("sort", "newest".to_owned()));
        text.into_iter().chain(sort).chain(self.cursor.clone().map(|cursor| ("cursor", cursor))).collect()
    }

    /// The same order for something else.
    pub fn of(&self, text: &str) -> Asked {
        Asked { text: text.to_owned(), newest: self.newest, cursor: None }
    }
}

impl Route {
    /// The route of a path below `/console`, with its query. `None`: there is no such page.
    pub fn parse(path: &str, query: &[(String, String)]) -> Option<Route> {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(match segments.as_slice() {
            [] => Route::Inbox(View::parse(query)),
            ["bulk"] => Route::Bulk,
            ["bulk", "undo"] => Route::BulkUndo,
            ["views"] => Route::Keep,
            ["columns"] => Route::Columns,
            ["views", id, "remove"] => Route::Forget((*id).to_owned()),
            ["search"] => Route::Search(Asked::parse(first)),
            ["search", "endings"] => Route::Endings(first("q").unwrap_or_default().to_owned()),
            ["new"] => Route::New,
            ["customers"] => Route::Customers(first("q").unwrap_or_default().to_owned()),
            ["merge"] => Route::Merge(Into {
                tickets: query.iter().filter(|(key, _)| key == "t").map(|(_, id)| id.clone()).collect(),
                place: first("into").unwrap_or_default().to_owned(),
            }),
            ["tickets", number] => Route::Ticket(number.parse().ok()?, Done::parse(first)),
            ["tickets", number, "split"] => {
                let messages = query.iter().filter(|(key, _)| key == "m").map(|(_, id)| id.clone()).collect();
                Route::Split(number.parse().ok()?, messages)
            }
            ["tickets", number, "answers"] => {
                Route::Answers(number.parse().ok()?, first("q").unwrap_or_default().to_owned())
            }
            ["tickets", number, "answers", id] => Route::Answer(number.parse().ok()?, (*id).to_owned()),
            ["tickets", number, "names"] => {
                Route::Names(number.parse().ok()?, first("q").unwrap_or_default().to_owned())
            }
            ["tickets", number, "next"] => Route::Beside(number.parse().ok()?, Way::Next),
            ["tickets", number, "previous"] => Route::Beside(number.parse().ok()?, Way::Previous),
            ["tickets", number, act] => Route::Act(number.parse().ok()?, Act::parse(act)?),
            _ => return None,
        })
    }

    /// The inbox with everything in it.
    pub fn inbox() -> Route {
        Route::Inbox(View::default())
    }

    /// To a ticket with word of what was done; to the inbox if it is out of the viewer's sight.
    pub fn after(cx: &Cx, number: u64, done: Done) -> Route {
        match tickets::by_number(cx, number) {
            Err(Error::NotFound(_)) => Route::Inbox(View { done: Some(Done::Away), ..View::default() }),
            _ => Route::Ticket(number, Some(done)),
        }
    }

    /// Where it is explained why somebody may do something with a ticket.
    pub fn why(user: &str, permission: &str, number: u64) -> String {
        let asked = [
            ("user", user.to_owned()),
            ("permission", permission.to_owned()),
            ("record", number.to_string()),
        ];
        format!("/admin/explain{}", query(asked))
    }

    /// A ticket without word of anything done.
    pub fn ticket(number: u64) -> Route {
        Route::Ticket(number, None)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Inbox(view) => write!(f, "/console/{}", query(view.query())),
            Route::Bulk => f.write_str("/console/bulk"),
            Route::BulkUndo => f.write_str("/console/bulk/undo"),
            Route::Keep => f.write_str("/console/views"),
            Route::Columns => f.write_str("/console/columns"),
            Route::Forget(id) => write!(f, "/console/views/{}/remove", encode(id)),
            Route::Search(asked) => write!(f, "/console/search{}", query(asked.query())),
            Route::Endings(text) => {
                let text = (!text.is_empty()).then(|| ("q", text.clone()));
                write!(f, "/console/search/endings{}", query(text))
            }
            Route::New => f.write_str("/console/new"),
            Route::Merge(Into { tickets, place }) => {
                let tickets = tickets.iter().map(|id| ("t", id.clone()));
                let place = (!place.is_empty()).then(|| ("into", place.clone()));
                write!(f, "/console/merge{}", query(tickets.chain(place)))
            }
            Route::Ticket(number, done) => {
                write!(f, "/console/tickets/{number}{}", query(done.iter().flat_map(Done::query)))
            }
            Route::Beside(number, Way::Next) => write!(f, "/console/tickets/{number}/next"),
            Route::Beside(number, Way::Previous) => write!(f, "/console/tickets/{number}/previous"),
            Route::Customers(words) => {
                let words = (!words.is_empty()).then(|| ("q", words.clone()));
                write!(f, "/console/customers{}", query(words))
            }
            Route::Answers(number, words) => {
                let words = (!words.is_empty()).then(|| ("q", words.clone()));
                write!(f, "/console/tickets/{number}/answers{}", query(words))
            }
            Route::Answer(number, id) => write!(f, "/console/tickets/{number}/answers/{}", encode(id)),
            Route::Names(number, words) => {
                let words = (!words.is_empty()).then(|| ("q", words.clone()));
                write!(f, "/console/tickets/{number}/names{}", query(words))
            }
            Route::Act(number, act) => write!(f, "/console/tickets/{number}/{}", act.word()),
            Route::Split(number, messages) => {
                let messages = messages.iter().map(|id| ("m", id.clone()));
                write!(f, "/console/tickets/{number}/split{}", query(messages))
            }
        }
    }
}

impl Act {
    const ALL: [Act; 9] = [
        Act::Reply,
        Act::Note,
        Act::Fields,
        Act::Take,
        Act::Undo,
        Act::Draft,
        Act::Recall,
        Act::Unmerge,
        Act::Requester,
    ];

    fn word(self) -> &'static str {
        match self {
            Act::Reply => "reply",
            Act::Note => "note",
            Act::Fields => "fields",
            Act::Take => "take",
            Act::Undo => "undo",
            Act::Draft => "draft",
            Act::Recall => "recall",
            Act::Unmerge => "unmerge",
            Act::Requester => "requester",
        }
    }

    fn parse(word: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.word() == word)
    }
}

impl Done {
    /// The word of an address.
    pub fn parse<'a>(first: impl Fn(&str) -> Option<&'a str>) -> Option<Done> {
        Some(match first("done")? {
            "reply" => Done::Reply,
            "held" => Done::Held,
            "recalled" => Done::Recalled,
            "draft-saved" => Done::DraftSaved,
            "draft-gone" => Done::DraftGone,
            "draft-back" => Done::DraftBack,
            "note" => Done::Note,
            "saved" => Done::Saved,
            "taken" => Done::Taken,
            "created" => Done::Created,
            "undone" => Done::Undone,
            "merged" => Done::Merged,
            "unmerged" => Done::Unmerged,
            "away" => Done::Away,
            "bulk" => Done::Bulk,
            "bulk-undone" => Done::BulkUndone,
            "view-kept" => Done::ViewKept,
            "columns-kept" => Done::ColumnsKept,
            "view-gone" => Done::ViewGone,
            "onward" => Done::Onward(first("of")?.parse().ok()?),
            "at-end" => Done::AtEnd,
            "at-begin" => Done::AtBegin,
            "split" => Done::Split(first("undo").filter(|id| is_id(id))?.to_owned()),
            _ => return None,
        })
    }

    /// As it stands in an address.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let word = match self {
            Done::Reply => "reply",
            Done::Held => "held",
            Done::Recalled => "recalled",
            Done::DraftSaved => "draft-saved",
            Done::DraftGone => "draft-gone",
            Done::DraftBack => "draft-back",
            Done::Note => "note",
            Done::Saved => "saved",
            Done::Taken => "taken",
            Done::Created => "created",
            Done::Undone => "undone",
            Done::Merged => "merged",
            Done::Unmerged => "unmerged",
            Done::Away => "away",
            Done::Bulk => "bulk",
            Done::BulkUndone => "bulk-undone",
            Done::ViewKept => "view-kept",
            Done::ColumnsKept => "columns-kept",
            Done::ViewGone => "view-gone",
            Done::AtEnd => "at-end",
            Done::AtBegin => "at-begin",
            Done::Onward(of) => return vec![("done", "onward".to_owned()), ("of", of.to_string())],
            Done::Split(undo) => return vec![("done", "split".to_owned()), ("undo", undo.clone())],
        };
        vec![("done", word.to_owned())]
    }
}

/// Where the kernel serves a file, under the name that it is to be saved as.
pub fn file(blob: &str, name: &str) -> String {
    format!("/api/v1/blobs/{}{}", encode(blob), query([("name", name.to_owned())]))
}

/// Whether it can be the id of a record.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Stand, Whose};
    use ombud_plugin::Request;
    use ombud_plugin::desk::tickets::{Sort, Status};

    #[track_caller]
    fn goes_round(route: Route, address: &str) {
        assert_eq!(route.to_string(), address);
        let request = Request::get(address.strip_prefix("/console").unwrap());
        assert_eq!(Route::parse(&request.path, &request.query), Some(route));
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        goes_round(Route::inbox(), "/console/");
        goes_round(Route::Bulk, "/console/bulk");
        goes_round(Route::BulkUndo, "/console/bulk/undo");
        goes_round(Route::Keep, "/console/views");
        goes_round(Route::Columns, "/console/columns");
        goes_round(Route::Forget("v1".into()), "/console/views/v1/remove");
        goes_round(Route::Search(Asked::default()), "/console/search");
        let asked = Asked { text: "tag:x č".into(), newest: true, cursor: Some("AB-_".into()) };
        goes_round(Route::Search(asked), "/console/search?q=tag%3Ax%20%C4%8D&sort=newest&cursor=AB-_");
        goes_round(Route::Endings("č".into()), "/console/search/endings?q=%C4%8D");
        goes_round(Route::New, "/console/new");
        goes_round(Route::ticket(42), "/console/tickets/42");
        goes_round(Route::Ticket(42, Some(Done::Reply)), "/console/tickets/42?done=reply");
        goes_round(
            Route::Ticket(42, Some(Done::Split("s1".into()))),
            "/console/tickets/42?done=split&undo=s1",
        );
        goes_round(Route::Ticket(42, Some(Done::Onward(7))), "/console/tickets/42?done=onward&of=7");
        goes_round(Route::Beside(42, Way::Next), "/console/tickets/42/next");
        goes_round(Route::Beside(42, Way::Previous), "/console/tickets/42/previous");
        goes_round(Route::Customers("Č a".into()), "/console/customers?q=%C4%8C%20a");
        goes_round(Route::Act(42, Act::Note), "/console/tickets/42/note");
        goes_round(Route::Merge(Into::default()), "/console/merge");
        let into = Into { tickets: vec!["a".into(), "b".into()], place: "42".into() };
        goes_round(Route::Merge(into), "/console/merge?t=a&t=b&into=42");
        goes_round(Route::Ticket(42, Some(Done::Merged)), "/console/tickets/42?done=merged");
        goes_round(Route::Answers(42, "ho č".into()), "/console/tickets/42/answers?q=ho%20%C4%8D");
        goes_round(Route::Answer(42, "a1".into()), "/console/tickets/42/answers/a1");
        goes_round(Route::Names(42, "no".into()), "/console/tickets/42/names?q=no");
        goes_round(Route::Inbox(View::mentions()), "/console/?mentions=mine");
        goes_round(Route::Split(42, vec!["a".into(), "b".into()]), "/console/tickets/42/split?m=a&m=b");
        let view = View {
            stand: Stand::One(Status::OnHold),
            assignee: Whose::Nobody,
            tag: Some("žalba & co".into()),
            sort: Sort::Oldest,
            cursor: Some("a+b/=".into()),
            done: Some(Done::Away),
            ..View::default()
        };
        goes_round(
            Route::Inbox(view),
            "/console/?status=on-hold&assignee=none&tag=%C5%BEalba%20%26%20co&sort=oldest&cursor=a%2Bb%2F%3D&done=away",
        );
    }

    #[test]
    fn what_the_address_says_was_done_is_a_word_we_know_or_nothing() {
        let done = |query: &str| {
            let request = Request::get(&format!("/tickets/1?{query}"));
            Route::parse(&request.path, &request.query).unwrap()
        };
        assert_eq!(done("done=Your+account+is+locked"), Route::ticket(1));
        assert_eq!(done("done=split&undo=%3Cscript%3E"), Route::ticket(1));
        assert_eq!(done("done=split"), Route::ticket(1));
    }

    #[test]
    fn a_choice_that_is_not_understood_is_left_out() {
        let query = [("status".to_owned(), "burning".to_owned()), ("sort".to_owned(), "random".to_owned())];
        assert_eq!(Route::parse("/", &query), Some(Route::inbox()));
        assert_eq!(Route::parse("/tickets/x", &[]), None);
        assert_eq!(Route::parse("/tickets/1/explode", &[]), None);
    }
}
