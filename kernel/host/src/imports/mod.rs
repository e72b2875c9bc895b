//! The kernel's side of `wit/kernel`, one file an interface.
//!
//! A host function names the thing, asks the gate, and answers. Refusals are
//! values; an `Err` outside ends the guest and means that it broke a limit.

mod access;
mod amendments;
mod audit;
mod blobs;
mod context;
mod counters;
mod departments;
mod directory;
mod effects;
mod events;
mod guests;
mod html;
mod later;
mod log;
mod orders;
mod outbound;
mod people;
mod post;
mod presence;
mod records;
mod roles;
mod search;
mod settings;
mod texts;
mod timers;
mod verdicts;

use crate::bindings;
use crate::call::Cx;

impl bindings::types::Host for Cx {}
