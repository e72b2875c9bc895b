//! The permission engine beside Cedar: the same desk told to both, the same questions, the same answers.
#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod blind;
mod cedar;
mod compare;
mod desk;
mod entities;
mod mistake;
mod strict;
mod values;

#[path = "../../../../kernel/access/tests/engine/spec.rs"]
mod spec;
#[expect(dead_code, reason = "the tests of the engine need more of it")]
#[path = "../../../../kernel/access/tests/engine/world.rs"]
mod world;
