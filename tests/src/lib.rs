//! What the whole-desk tests share: a real browser, and golden files.

pub mod browser;
pub mod golden;
