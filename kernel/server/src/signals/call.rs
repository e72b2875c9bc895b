//! What a signal says, on its way to the other processes that serve the desk. Each of them notes it as if it had been sent there,
//! and asks by itself who may hear of it.

use super::{Kind, LASTS, Sender, Signal, look_after};
use crate::Desk;
use ombud_access::{Audience, RecordRef, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Instant;

/// What somebody does at a record, in one window.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Call {
    pub record: RecordRef,
    pub user: UserId,
    pub window: String,
    /// None: it holds no more.
    pub signal: Option<Said>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub kind: Kind,
    pub audience: Audience,
    pub text: Option<String>,
}

impl Call {
    /// Calls it out to the others, if there are any.
    pub fn out(&self, desk: &Desk) {
        if desk.store().is_together() {
            match serde_json::to_vec(self) {
                Ok(bytes) => desk.store().call(bytes),
                Err(error) => tracing::error!(%error, "a signal is not told to other processes"),
            }
        }
    }

    /// Notes it here.
    pub fn note(self, desk: &Arc<Desk>) {
        let Call { record, user, window, signal } = self;
        let from = Sender { user, window };
        let Some(Said { kind, audience, text }) = signal else { return desk.signals.end(&record, &from) };
        let born = Instant::now();
        let signal = Signal { kind, audience, text: text.map(Arc::from), until: born + LASTS, born };
        if desk.signals.put(&record, &from, signal) {
            tokio::spawn(look_after(Arc::downgrade(desk), record, from, born));
        }
    }
}

/// Notes what is sent to other processes of the desk, until it is closed. Nothing if this one is alone.
pub(crate) fn follow_others(desk: &Arc<Desk>) {
    let Some(mut calls) = desk.store().calls() else { return };
    let (desk, mut closing) = (Arc::downgrade(desk), desk.closing.subscribe());
    tokio::spawn(async move {
        loop {
            let heard = tokio::select! {
                _ = closing.changed() => return,
                heard = calls.recv() => heard,
            };
            let Some(desk) = desk.upgrade() else { return };
            match heard {
                // One that cannot be read was called by another version.
                Ok(bytes) => {
                    serde_json::from_slice(&bytes).into_iter().for_each(|call: Call| call.note(&desk))
                }
                // What still holds is sent again.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}
