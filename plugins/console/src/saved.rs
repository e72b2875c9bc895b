//! Views that somebody keeps: for himself, or for all colleagues.

use crate::route::{Done, Route};
use crate::texts;
use crate::view::View;
use ombud_plugin::{Collection, Cx, Department, Draft, Error, Query, Request, Response, Result, UserId};
use serde::{Deserialize, Serialize};

const VIEWS: Collection<Saved> = Collection::new("console:views");

/// Who may offer a view to all.
const SHARE: &str = "console:view.share";

/// The most of one's own, and the most that all have.
const MOST: u32 = 30;

/// The longest name, characters.
const LONGEST: usize = 60;

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Saved {
    name: String,
    owner: UserId,
    shared: bool,
    /// As in the address of the inbox, without the question mark.
    query: String,
}

/// One that the viewer sees in the sidebar.
pub struct Kept {
    pub id: String,
    pub name: String,
    pub shared: bool,
    pub view: View,
    /// The viewer may take it away.
    pub removable: bool,
}

/// Whether the viewer may offer views to all.
pub fn may_share(cx: &Cx) -> bool {
    cx.may_ever(SHARE)
}

/// Those of all, then the viewer's own, each by name.
pub fn list(cx: &Cx, me: &UserId, departments: &[Department]) -> Result<Vec<Kept>> {
    let mut kept = Vec::new();
    let may_share = may_share(cx);
    for whose in [Whose::All, Whose::One(me)] {
        for entry in cx.query(VIEWS, &whose.query())?.entries {
            let Saved { name, owner, shared, query } = entry.value.clone();
            // The words of an address are read as those of a request are.
            let mut view = View::parse(&Request::get(&format!("/?{query}")).query);
            view.leave_out_what_is_gone(departments);
            let removable = if shared { may_share } else { owner == *me };
            kept.push(Kept { id: entry.id().to_owned(), name, shared, view, removable });
        }
    }
    kept.sort_by_key(|view| (!view.shared, view.name.to_lowercase()));
    Ok(kept)
}

/// Keeps the view that the filter form says.
pub fn save(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let Route::Inbox(view) = View::parse(&form.fields).but(|_| ()) else {
        return Err(Error::not_found(texts::no_such_page()));
    };
    let name = form.filled("name").unwrap_or_default().trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Error::invalid(texts::view_name_wrong(LONGEST)));
    }
    let me = cx.user()?;
    let shared = form.get("shared").is_some();
    if shared {
        cx.require(SHARE, None)?;
    }
    let whose = if shared { Whose::All } else { Whose::One(&me) };
    let others = cx.query(VIEWS, &whose.query())?.entries;
    let query = ombud_plugin::address::query(view.query()).trim_start_matches('?').to_owned();
    let saved = Saved { name: name.clone(), owner: me.clone(), shared, query };
    let draft = || Draft::new(&saved).index("of", [whose.row()]);
    match others.iter().find(|other| other.value.name.to_lowercase() == name.to_lowercase()) {
        // The same name again: it is kept anew.
        Some(old) => {
            cx.update(VIEWS, old, draft())?;
        }
        None if others.len() >= MOST as usize => return Err(Error::invalid(texts::too_many_views(MOST))),
        None => {
            cx.create(VIEWS, draft())?;
        }
    }
    let view = View { done: Some(Done::ViewKept), ..view };
    Ok(Response::redirect(&Route::Inbox(view).to_string()))
}

/// Takes a view away. What it showed stays where it is.
pub fn remove(cx: &Cx, id: &str) -> Result<Response> {
    let me = cx.user()?;
    let entry = cx.find(VIEWS, id)?.filter(|entry| entry.value.shared || entry.value.owner == me);
    let entry = entry.ok_or_else(|| Error::not_found(texts::no_such_view()))?;
    if entry.value.shared {
        cx.require(SHARE, None)?;
    }
    cx.delete(VIEWS, &entry)?;
    let view = View { done: Some(Done::ViewGone), ..View::default() };
    Ok(Response::redirect(&Route::Inbox(view).to_string()))
}

/// Whose views: a row of the index.
enum Whose<'a> {
    All,
    One(&'a UserId),
}

impl Whose<'_> {
    fn row(&self) -> String {
        match self {
            Whose::All => "all".to_owned(),
            Whose::One(user) => format!("one/{user}"),
        }
    }

    fn query(&self) -> Query {
        Query::by("of").prefix(self.row()).limit(MOST)
    }
}
