//! Rust for `wit/kernel` and what came later, generated.

#![allow(missing_docs, reason = "generated; the manual is in wit/")]

wasmtime::component::bindgen!({
    path: ["../../wit/kernel", "../../wit/kernel-1.1"],
    inline: "
        package ombud:host;
        world everything {
            include ombud:kernel/everything@1.0.0;
            include ombud:kernel/administration@1.1.0;
            include ombud:kernel/searching@1.1.0;
            include ombud:kernel/adding-columns@1.1.0;
            include ombud:kernel/posting@1.1.0;
        }
    ",
    world: "ombud:host/everything",
    imports: {
        "ombud:kernel/records@1.0.0.create": async | trappable,
        "ombud:kernel/records@1.0.0.put": async | trappable,
        "ombud:kernel/records@1.0.0.delete": async | trappable,
        "ombud:kernel/amendments@1.0.0.ask": async | trappable,
        default: trappable,
    },
    exports: { default: async },
    additional_derives: [serde::Serialize, serde::Deserialize],
});

pub use exports::ombud::kernel1_0_0 as guest;
pub use exports::ombud::kernel1_1_0::{columns, deliveries};
pub use ombud::kernel1_0_0::*;
pub use ombud::kernel1_1_0::*;
