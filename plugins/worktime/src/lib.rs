//! Business hours, shifts and deadlines. Pure: no store, no clock, no I/O; the same question has the same answer.
//!
//! ```text
//! week, holidays, special hours      zone: offsets of a place, from the time zone database
//!            └──────────┬──────────────────┘
//!                   timeline: when it is open, as instants
//!            ┌──────────┴──────────┐
//!         shifts                deadlines
//!  who accepts work, and why    what is due, and when to warn
//! ```
//!
//! Instants are milliseconds since 1970 in UTC, as everywhere on the desk, but signed. All intervals are half-open: what is open from
//! nine to five is open at nine and closed at five.
//!
//! The rules are those of `notes/peers.md` 2.5 and 2.9: each bug of another product that is listed there is a test here,
//! under its number.

pub mod calendar;
pub mod channels;
pub mod day;
pub mod deadlines;
pub mod ical;
pub mod ledger;
pub mod limits;
pub mod policy;
pub mod routing;
pub mod shifts;
pub mod strip;
pub mod timeline;
pub mod week;
pub mod zone;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Instant = i64;

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// An hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day of 24 hours in milliseconds.
pub const DAY: i64 = 24 * HOUR;
