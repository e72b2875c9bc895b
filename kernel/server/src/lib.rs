//! The desk as a program: HTTP, the kernel's own API, live events, the command line.
//!
//! A request comes in at `http::listen`, becomes a [`Route`](http::route::Route) and a caller, passes the
//! fence (`http::fence`) and its door, and is answered by `api` or by a plugin through the host.

mod account;
mod administrators;
mod api;
mod audit_export;
mod bans;
pub mod cli;
mod control;
mod desk;
mod event_ids;
mod forgotten;
mod guests;
mod hex;
mod http;
mod live;
mod metrics;
mod pages;
mod password_link;
mod presence;
mod relay;
mod settings;
mod sign_in;
mod signals;
mod switchboard;
mod view_as;

pub use desk::{Desk, DeskError, Options};
pub use http::door::Door;
pub use http::table::table;
pub use ombud_identity::Network;
