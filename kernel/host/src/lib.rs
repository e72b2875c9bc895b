//! The plugin host: what a plugin is, what it may do, and how it is called.
//!
//! The way of a call: [`Host::handle`] finds the route in the manifest and the
//! authority of the person, takes a unit of work, and runs the component in a
//! fresh instance (`dispatch`). What the guest asks of the kernel arrives in
//! `imports`, passes the gate, and reaches the store. A call to another plugin
//! goes through the `trampoline` into an instance of its own. When the guest
//! has ended well the unit is committed; if somebody was faster, all of it
//! runs again.
//!
//! The only crate that knows wasmtime.

mod background;
mod bindings;
mod budget;
mod call;
mod clock;
mod code_cache;
mod convert;
mod dispatch;
mod engine;
mod gate;
mod guest_runtime;
mod host;
mod imports;
mod inspect;
mod job;
mod lifecycle;
pub mod manifest;
mod problem;
mod registry;
mod route;
mod sanitise;
mod settings;
mod stats;
mod trampoline;

pub use budget::Limits;
pub use clock::{Clock, ManualClock, SystemClock};
pub use dispatch::{Request, Response};
pub use engine::PluginEngine;
pub use host::{Host, HostError, HostOptions, PluginInfo, secret};
pub use inspect::{Inspection, Unfit, inspect};
pub use job::DeadLetter;
pub use lifecycle::{Approval, InstallError, PluginState, registration};
pub use manifest::Manifest;
pub use ombud_identity::Principal;
pub use problem::CallError;
pub use route::RoutePattern;
pub use sanitise::sanitise;
pub use stats::Figures;

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
