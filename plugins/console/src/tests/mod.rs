//! The console on a fake desk: what is drawn, for whom, and what each form asks of the other plugins.

pub mod desk;
mod door;
mod due;
mod found;
mod inbox;
mod mentions;
mod merge;
mod offers;
mod opening;
mod own;
mod place;
mod split;
mod ticket;
mod together;
mod undone;
