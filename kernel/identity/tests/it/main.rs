//! The crate as its users see it: a real store in a temporary folder, and a clock to move.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod audit;
mod audit_chain;
mod audit_search;
mod bans;
mod desk;
mod effects;
mod guests;
mod owner;
mod people;
mod people_search;
mod plugins;
mod reset;
mod role_files;
mod roles;
mod second_factor;
mod sign_in;
mod tokens;
mod verify;
mod views;
