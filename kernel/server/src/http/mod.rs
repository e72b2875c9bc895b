//! HTTP: from a connection to an answer.

pub(crate) mod body;
pub(crate) mod caller;
mod compress;
pub mod door;
pub(crate) mod fence;
mod files;
pub(crate) mod frame;
pub(crate) mod listen;
pub(crate) mod look;
pub mod page;
pub(crate) mod parts;
pub(crate) mod percent;
mod plugin;
pub(crate) mod problem;
pub mod proxy;
pub(crate) mod reply;
pub mod route;
mod socket;
pub(crate) mod speech;
pub(crate) mod table;
