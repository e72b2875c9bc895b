//! The kernel's side of `wit/kernel`, one file an interface.
//!
//! A host function names the thing, asks the gate, and answers. Refusals are
//! values; an `Err` outside ends the guest and means that it broke a limit.

mod access;
mod amendments;
mod blobs;
mod context;
mod counters;
mod directory;
mod events;
mod html;
mod log;
mod outbound;
mod records;
mod settings;
mod timers;

use crate::bindings;
use crate::call::Cx;
use wasmtime::component::{HasSelf, Linker};

/// Links every interface. Which of them a component may import is checked
/// before, from its manifest; what it may do with them, at each call.
pub(crate) fn add_to_linker(linker: &mut Linker<Cx>) -> wasmtime::Result<()> {
    bindings::types::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::changes::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::amendments::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::access::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::blobs::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::context::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::counters::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::directory::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::events::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::html::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::log::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::outbound::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::records::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::settings::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)?;
    bindings::timers::add_to_linker::<Cx, HasSelf<Cx>>(linker, |cx| cx)
}

impl bindings::types::Host for Cx {}
