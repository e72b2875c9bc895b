//! The engine against a naive reading of the same rules, and against the laws.

mod collaborators;
mod decisions;
mod denials;
mod enough;
mod guards;
mod laws;
mod permits;
mod reach;
mod sentences;
mod spec;
mod staff;
mod takeover;
mod world;
