//! What feature plugins offer to each other: as functions to call, and as traits to provide.
//!
//! To call, use the functions: `desk::tickets::get(cx, id)?`. Name the interface in the manifest, and ask for
//! the permission that guards it. To provide, implement `Provider` and say `provide_tickets!(MyPlugin);`
//! beside `export!`; who provides tickets provides `queues`, `definitions`, `outbox`, `mentions` and `merging`, too. Both
//! sides use the same types.

pub mod abilities;
pub mod availability;
pub mod calendar;
pub mod canned;
pub mod chats;
pub mod definitions;
pub mod enclosures;
pub mod mentions;
pub mod merge;
pub mod merging;
pub mod outbox;
pub mod phrases;
pub mod queues;
pub mod ratings;
pub mod schedule;
mod service;
pub mod shifts;
pub mod sla;
pub mod split;
pub mod tickets;
pub mod voting;
