//! The pages on a fake desk: what is drawn, for whom, and what each form asks of the kernel.

mod desk;
mod door;
mod people;
mod rest;
mod roles;
