//! Changes that are only tried: `?preview=true` on a change tells what it would do, and keeps nothing.

use super::{authority, broke_off};
use crate::Desk;
use crate::http::caller::Caller;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::language;
use ombud_access::UserId;
use ombud_host::Preview;
use ombud_identity::effect::Before;
use ombud_identity::{Actor, Identity, IdentityError};
use ombud_store::UnitOfWork;
use std::sync::Arc;

impl Asked {
    /// Whether the change is only to be tried.
    pub(super) fn is_preview(&self) -> Answer<bool> {
        match self.query("preview") {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Problem::invalid("`preview` must be `true` or `false`")),
        }
    }
}

/// Answers with what a change would do, as [`tried`] tells it.
pub(super) async fn preview<T: Send + 'static>(
    desk: &Arc<Desk>,
    caller: &Caller,
    touched: Vec<UserId>,
    work: impl FnOnce(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<T, IdentityError> + Send + 'static,
) -> Answer {
    Ok(reply::json(200, &tried(desk, caller, touched, work).await?))
}

/// Makes a change in a unit of work that is never committed, with the caller's rights, and tells what it would do, in
/// the language of the request.
/// `touched` are those whose own row it is about.
pub(crate) async fn tried<T: Send + 'static>(
    desk: &Arc<Desk>,
    caller: &Caller,
    touched: Vec<UserId>,
    work: impl FnOnce(&Identity, &mut UnitOfWork, Actor<'_>) -> Result<T, IdentityError> + Send + 'static,
) -> Answer<Preview> {
    let (desk, caller, language) = (desk.clone(), caller.clone(), language());
    // Counting records may take its time.
    let told = tokio::task::spawn_blocking(move || -> Answer<_> {
        let mut unit = desk.store().begin();
        let authority = authority(&desk, &caller, &mut unit)?;
        let before = Before::take(&mut unit, &touched, desk.now())?;
        work(desk.identity(), &mut unit, Actor::from(&authority).at(&caller.address))?;
        let effect = before.compare(&mut unit)?;
        Ok(desk.host().preview(language, &mut unit, effect)?.shown_to(&authority))
    });
    told.await.map_err(broke_off)?
}
