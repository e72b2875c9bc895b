//! A whole desk in a test: real store, real permissions, real plugins, and a clock that the test moves.
//!
//! ```no_run
//! use ombud_testkit::{Desk, json};
//!
//! let desk = Desk::start();
//! let agent = desk.as_("agent.support@demo.test");
//! let (status, ticket) = agent.post(
//!     "/tickets/api/tickets",
//!     &json!({ "subject": "Two boxes, one lid", "department": "Support", "body": "One lid is missing." }),
//! );
//! assert_eq!(status, 201, "{ticket}");
//! ```
//!
//! A desk has the people, departments and password of `ombud demo`. Each is a folder of its own that goes away
//! with it; compiled plugins are shared by all desks of a test program, so the second starts in no time.

mod advice;
mod client;
mod desk;
mod diary;
mod least;
mod pack;
mod people;
pub mod scenario;
mod world;

pub use advice::manifest_lines;
pub use client::{Answer, Client};
pub use desk::Desk;
pub use diary::{Call, Diary, Line, Refusal};
pub use least::{Idle, Why, idle};
pub use pack::{pack, pack_if_possible, with_manifest};
pub use people::{DEPARTMENTS, PASSWORD, PEOPLE};
pub use serde_json::{Value, json};
pub use world::{Heard, Reply, World};
