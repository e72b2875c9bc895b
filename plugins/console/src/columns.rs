//! Which columns of the inbox somebody wants to see.

use crate::route::Done;
use crate::view::{Column, View};
use ombud_plugin::{Collection, Cx, Draft, Request, Response, Result, UserId};
use serde::{Deserialize, Serialize};

/// One for each person who chose, under the person's id.
const COLUMNS: Collection<Chosen> = Collection::new("console:columns");

/// As an address says them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chosen {
    columns: Vec<String>,
}

/// Those that this person chose, or the usual ones.
pub fn of(cx: &Cx, me: &UserId) -> Result<Vec<Column>> {
    let chosen = cx.find(COLUMNS, me)?.map(|entry| entry.value.columns).unwrap_or_default();
    let columns = Column::those(chosen.iter().map(String::as_str));
    Ok(if columns.is_empty() { Column::USUAL.to_vec() } else { columns })
}

/// Keeps what was chosen, or shows it this once. Nothing, and the usual ones, are no choice: what is usual may become other.
pub fn choose(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let columns = Column::those(form.all("columns"));
    let view = View::parse(&Request::get(&format!("/?{}", form.get("view").unwrap_or_default())).query);
    if form.get("keep") != Some("mine") {
        return Ok(Response::redirect(&view.but(|view| view.columns = columns).to_string()));
    }
    let me = cx.user()?;
    let chosen = Chosen { columns: columns.iter().map(|column| column.word().to_owned()).collect() };
    let is_usual = columns.is_empty() || columns == Column::USUAL;
    match cx.find(COLUMNS, &me)? {
        Some(entry) if is_usual => cx.delete(COLUMNS, &entry)?,
        Some(entry) => drop(cx.update(COLUMNS, &entry, Draft::new(&chosen))?),
        None if is_usual => {}
        None => drop(cx.create(COLUMNS, Draft::new(&chosen).id(me))?),
    }
    let kept = |view: &mut View| {
        view.columns = Vec::new();
        view.done = Some(Done::ColumnsKept);
    };
    Ok(Response::redirect(&view.but(kept).to_string()))
}
