//! The same small job in Extism, as its manual says: a plugin compiled once, and either one plugin for each call or
//! one that each caller keeps.

use crate::desk::{NOW, QUESTION};
use crate::turns::{CALLS, at_once};
use extism::{CompiledPlugin, Manifest, Plugin, PluginBuilder, Wasm};
use ombud_tests::program::root;
use std::process::Command;
use std::time::Duration;
use tokio::runtime::Runtime;

pub struct Extism {
    compiled: CompiledPlugin,
}

impl Extism {
    /// Builds the plugin from its source.
    pub fn new() -> Extism {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args([
                "build",
                "--locked",
                "--quiet",
                "--profile",
                "plugin",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["--target-dir", "target/plugins", "--package", "ombud-clerk-extism"])
            .env("CARGO_ENCODED_RUSTFLAGS", "")
            .current_dir(root())
            .status();
        assert!(built.is_ok_and(|status| status.success()), "the plugin for Extism cannot be built");
        let file = root().join("target/plugins/wasm32-unknown-unknown/plugin/ombud_clerk_extism.wasm");
        let manifest = Manifest::new([Wasm::data(std::fs::read(file).expect("it was built"))])
            .with_config_key("now", NOW.0.to_string());
        let compiled = CompiledPlugin::new(PluginBuilder::new(manifest).with_cache_disabled());
        Extism { compiled: compiled.expect("it compiles") }
    }

    /// Has a name stamped.
    pub fn ask(&self) -> Vec<u8> {
        stamp(&mut self.plugin())
    }

    fn plugin(&self) -> Plugin {
        Plugin::new_from_compiled(&self.compiled).expect("a plugin")
    }

    /// The time of so many callers, with a plugin for each call.
    pub fn fresh(&self, runtime: &Runtime, callers: usize) -> Duration {
        at_once(runtime, callers, |ready| {
            let extism = Extism { compiled: self.compiled.clone() };
            async move {
                ready.wait().await;
                for _ in 0..CALLS {
                    extism.ask();
                }
            }
        })
    }

    /// The time of so many callers, with a plugin for each of them.
    pub fn kept(&self, runtime: &Runtime, callers: usize) -> Duration {
        at_once(runtime, callers, |ready| {
            let mut plugin = self.plugin();
            async move {
                stamp(&mut plugin);
                ready.wait().await;
                for _ in 0..CALLS {
                    stamp(&mut plugin);
                }
            }
        })
    }
}

fn stamp(plugin: &mut Plugin) -> Vec<u8> {
    plugin.call::<&[u8], Vec<u8>>("stamp", QUESTION).expect("an answer")
}
