//! Guests whose passes are over, and of whom nothing is kept, are cleared away.

use crate::Desk;
use crate::http::problem::Answer;
use ombud_identity::guest;
use ombud_store::UnitOfWork;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked for some.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// Guests of one commit: more would keep others waiting.
const BATCH: usize = 50;

/// Until the desk is being closed.
pub(crate) fn keep(desk: &Arc<Desk>) {
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = closing.changed() => return,
                () = tokio::time::sleep(SWEEP) => {}
            }
            let Some(desk) = desk.upgrade() else { return };
            if clear(&desk).await.is_err() {
                tracing::warn!("guests who have left could not be cleared away; trying again in an hour");
            }
        }
    });
}

/// Clears away all that are due.
pub(crate) async fn clear(desk: &Desk) -> Answer<()> {
    loop {
        let work = |unit: &mut UnitOfWork| -> Answer<usize> { Ok(guest::clear(unit, desk.now(), BATCH)?) };
        if desk.store().run(work).await? < BATCH {
            return Ok(());
        }
    }
}
