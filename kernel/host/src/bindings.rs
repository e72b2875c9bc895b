//! Rust for `wit/kernel`, generated.

#![allow(missing_docs, reason = "generated; the manual is in wit/")]

wasmtime::component::bindgen!({
    path: "../../wit/kernel",
    world: "ombud:kernel/everything",
    imports: {
        "ombud:kernel/records.create": async | trappable,
        "ombud:kernel/records.put": async | trappable,
        "ombud:kernel/records.delete": async | trappable,
        "ombud:kernel/amendments.ask": async | trappable,
        default: trappable,
    },
    exports: { default: async },
    additional_derives: [serde::Serialize, serde::Deserialize],
});

pub use exports::ombud::kernel as guest;
pub use ombud::kernel::*;
