//! Rust for `wit/kernel`, generated.

#![allow(missing_docs, reason = "generated; the manual is in wit/")]

wasmtime::component::bindgen!({
    path: "../../wit/kernel",
    world: "ombud:kernel/everything",
    imports: { default: trappable },
    exports: { default: async },
});

pub use exports::ombud::kernel as guest;
pub use ombud::kernel::*;
