//! What a plugin author imports.
//!
//! A plugin is a type that implements [`Plugin`], handed to [`export!`]. Everything it may ask of the desk is
//! a method of [`Cx`]; what other plugins offer is in [`desk`], what administrators do in [`administration`], and
//! what the desk finds in [`search`]. Unit tests run natively against
//! [`testing::FakeKernel`], without wasm and without a desk.
//!
//! Two things differ from ordinary Rust in a component. The seed of `HashMap` is fixed, so a stranger could
//! choose keys that collide: prefer `BTreeMap`. And there is no clock, file or network behind `std`: time is
//! [`Cx::now`], chance is [`Cx::random`].

pub mod address;
#[macro_use]
pub mod administration;
#[doc(hidden)]
pub mod bindings;
mod cx;
pub mod days;
pub mod desk;
mod done;
pub mod draw;
mod error;
mod export;
pub mod frame;
mod kernel;
pub mod moment;
mod outgoing;
mod plugin;
mod post;
mod record;
mod request;
mod response;
pub mod rights;
mod router;
pub mod search;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
pub mod texts;
mod words;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

pub use bindings::administering::ombud::kernel1_1_0::guests::Pass;
pub use bindings::administering::ombud::kernel1_1_0::orders::Order;
pub use bindings::administering::ombud::kernel1_1_0::post::Recipient;
pub use bindings::administering::ombud::kernel1_1_0::presence::Presence;
pub use bindings::hooked::exports::ombud::kernel::hooks::Verdict;
pub use bindings::plugin::exports::ombud::kernel::reactions::Event;
pub use bindings::plugin::ombud::kernel::blobs::Blob;
pub use bindings::plugin::ombud::kernel::changes::{Amendment, Change, State, Verb};
pub use bindings::plugin::ombud::kernel::context::{Authority, Caller};
pub use bindings::plugin::ombud::kernel::directory::{Department, Face, Person};
pub use bindings::plugin::ombud::kernel::log::Level;
pub use bindings::plugin::ombud::kernel::records::Value;
pub use bindings::plugin::ombud::kernel::types::{
    Audience, BlobId, Denial, DepartmentId, Envelope, Error, RecordId, RecordRef, Timestamp, UserId,
};
pub use bindings::posting::exports::ombud::kernel1_1_0::deliveries::{Delivery, Fate};
pub use bindings::sending::exports::ombud::kernel::outcomes::{Outcome, Response as OutcomeAnswer};
pub use cx::Cx;
pub use error::Result;
#[doc(hidden)]
pub use export::{
    AvailabilityComponent, CalendarComponent, CannedComponent, ChatsComponent, Component,
    ContributingComponent, CsatComponent, DrawingComponent, HookedComponent, MergeComponent,
    MigratingComponent, PostingComponent, ScheduleComponent, SendingComponent, SlaComponent, SplitComponent,
    TicketsComponent,
};
pub use kernel::{Kernel, RawDraft, RawEntry, RawPage, RawQuery};
pub use outgoing::Outgoing;
pub use plugin::{Columns, Contributes, Deliveries, Hooks, Migrates, Outcomes, Plugin};
pub use post::Mail;
pub use record::{Collection, Draft, Entry, Page, Query};
pub use request::{Form, FormFile, Request};
pub use response::Response;
pub use router::{Handler, Router};
