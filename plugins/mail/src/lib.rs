//! Real mail becomes tickets, and nothing else does.

mod address;
mod body;
mod charset;
mod compose;
mod intake;
mod ledger;
mod params;
mod parse;
mod phrases;
mod plain;
mod recognise;
mod thread;
mod transfer;
mod words;

use ombud_plugin::{Cx, DepartmentId, Error, Plugin, Request, Response, Result, Router, export};

pub use address::Address;
pub use parse::{Mail, Part};
pub use recognise::{Kind, Own, Recognised, recognise};

/// The plugin.
pub struct MailPlugin;

impl Plugin for MailPlugin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        routes().answer(cx, request)
    }
}

export!(MailPlugin);

/// The same routes as in plugin.toml, where it says who may knock.
fn routes() -> Router {
    Router::new().post("/api/messages", intake::receive).get("/api/skipped", ledger::list)
}

/// The department with this name or id.
fn department(cx: &Cx, text: &str) -> Result<DepartmentId> {
    let (text, lower) = (text.trim(), text.trim().to_lowercase());
    let mut departments = cx.departments()?.into_iter();
    match departments.find(|department| department.id == text || department.name.to_lowercase() == lower) {
        Some(found) => Ok(found.id),
        None => Err(Error::invalid(format!("`department`: there is no department `{text}`"))),
    }
}

#[cfg(test)]
mod tests;
