//! Rules, pure: what one is, when it fits, what it does, and in which order. No store, no clock, no I/O.
//!
//! | | |
//! | --- | --- |
//! | [`rule`] | a rule as people write it, and what is wrong with it |
//! | [`trigger`] | what happens to tickets, and which of it a rule waits for |
//! | [`condition`] | whether a ticket is such, and why |
//! | [`action`] | what a rule makes of a ticket |
//! | [`clock`] | since when a ticket waits, and for what |
//! | [`facts`] | a ticket as rules see it |
//! | [`engine`] | which rule comes next, and when it is over |
//! | [`past`] | how a ticket was before |

pub mod action;
pub mod clock;
pub mod condition;
pub mod engine;
pub mod facts;
pub mod past;
pub mod placeholder;
pub mod rule;
pub mod trigger;
