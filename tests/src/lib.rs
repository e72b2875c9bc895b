//! What the whole-desk tests share: the program itself, people who call it, a real browser, and golden files.

pub mod authenticator;
mod axe;
pub mod browser;
pub mod caller;
pub mod crowd;
pub mod golden;
pub mod live;
pub mod postman;
pub mod program;
pub mod proxy;
pub mod together;
pub mod world;
