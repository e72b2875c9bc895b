//! Words in the languages of people: catalogues, plural forms, numbers and moments.
//!
//! Pure: no IO, no clock, no store. A plugin brings catalogues of its own ([`Texts`]); those of the kernel are in
//! [`kernel()`]. Which language somebody gets is decided where the person is known.

mod argument;
mod catalogue;
mod compare;
mod direction;
mod fault;
mod kernel;
mod language;
pub mod moment;
mod number;
mod pseudo;
mod texts;

pub use argument::Argument;
pub use catalogue::{Catalogue, LONGEST};
pub use compare::{Comparison, compare};
pub use direction::Direction;
pub use fault::Fault;
pub use kernel::kernel;
pub use language::Language;
pub use moment::{Moment, Style};
pub use number::{bytes, number};
pub use texts::{Said, Texts};
