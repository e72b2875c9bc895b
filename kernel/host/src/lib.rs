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

mod asks;
mod background;
mod bindings;
mod budget;
mod bundle;
mod call;
mod clock;
mod code;
mod code_cache;
mod column;
mod compiler;
mod contribution;
mod convert;
mod cost;
mod courier;
mod dead_letter;
mod dispatch;
mod effect;
mod egress;
mod egress_mandate;
mod engine;
mod entry;
mod frame;
mod gate;
mod guest_runtime;
mod hand_over;
mod histogram;
mod hook;
mod host;
mod imports;
mod inspect;
mod install;
mod installed;
mod job;
mod language;
mod later;
mod lifecycle;
mod mail;
pub mod manifest;
mod migrate;
mod others;
mod presence;
mod preview;
mod problem;
mod proposal;
mod publisher;
mod purge;
mod quarantine;
mod registry;
mod relay;
mod replay;
mod report;
mod route;
mod sanitise;
mod searched;
mod secret;
mod sender;
mod settings;
mod shadow;
mod smtp;
mod stats;
mod storage;
mod tape;
mod told;
mod trampoline;
mod values;
mod watch;
mod words;

pub use asks::{Ask, Risk, What};
pub use budget::Limits;
pub use bundle::{Bundle, Outcome};
pub use clock::{Clock, ManualClock, SystemClock};
pub use code_cache::SharedCode;
pub use column::Column;
pub use compiler::{CompileError, CompileLimits, Compiler, Workshop, compile_stdin};
pub use contribution::{Part, Place};
pub use cost::{Cost, Minute};
pub use courier::Note;
pub use dead_letter::DeadLetter;
pub use dispatch::{Request, Response};
pub use effect::{EffectInfo, EffectState};
pub use egress::{Names, SystemNames};
pub use egress_mandate::EgressMandate;
pub use engine::{AddressSpace, PluginEngine};
pub use frame::FrameFile;
pub use hook::HookInfo;
pub use host::{Host, HostError, HostOptions, PluginInfo, secret};
pub use inspect::{Inspection, Unfit, inspect};
pub use install::{InstallError, PluginFile};
pub use lifecycle::{KnownVersion, PluginState};
pub use mail::{MailInfo, RecipientInfo, Standing, To};
pub use manifest::{Entry, EntryKind, Manifest, Misfit, MisfitWhy, Point};
pub use migrate::Migration;
pub use ombud_identity::Principal;
pub use ombud_texts::Language;
pub use presence::Turn;
pub use preview::{Change, PersonPreview, Preview, Records};
pub use problem::CallError;
pub use proposal::{Approval, Present, Proposal, registration};
pub use publisher::{NotSigned, Origin, PublisherKey, SecretKey, Signature, Trusted};
pub use purge::Purged;
pub use quarantine::{Patience, Quarantine};
pub use relay::{Password, Relay, RelayInfo, Tls};
pub use replay::{NotReplayed, Replayed, replay};
pub use report::Report;
pub use route::RoutePattern;
pub use sanitise::sanitise;
pub use secret::SecretInfo;
pub use shadow::{Compared, Difference, Shadow, Tried, Would};
pub use stats::Figures;
pub use storage::Storage;
pub use told::{tell_decision, tell_enough};
pub use watch::{Seen, Watch};
pub use words::{TEXTS_SECTION, permission_key};

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
