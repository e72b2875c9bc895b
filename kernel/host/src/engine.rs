//! The one wasmtime engine, its heart beat, and the threads that guests run on.

use crate::budget::TICK;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasmtime::component::Component;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, ModuleVersionStrategy, PoolingAllocationConfig};

/// The full version: cached code of an older patch release is not accepted,
/// since patches mend the compiler too.
pub(crate) const ENGINE_VERSION: &str = "wasmtime-48.0.8+ombud-2";

/// Instances that can be alive at once: incoming calls times their depth.
const INSTANCES: u32 = 640;

/// The most linear memory of one instance, bytes.
const MEMORY: usize = 128 << 20;

/// Bytes of each slot's memory that stay with it between calls. At most [`INSTANCES`] times this is held,
/// and only by slots that were in use at the same time once.
const MEMORY_KEPT: usize = 512 << 10;

/// Bytes of each slot's function tables that stay with it between calls.
const TABLES_KEPT: usize = 16 << 10;

/// The engine that all plugins share, and what it has compiled. Several desks
/// in one process (tests) may share one.
pub struct PluginEngine {
    pub(crate) engine: Engine,
    compiled: Mutex<BTreeMap<String, Component>>,
}

impl PluginEngine {
    /// Starts the engine and its heart beat.
    ///
    /// # Errors
    /// If the system gives no address space or no thread; the text says which.
    pub fn start() -> Result<Arc<PluginEngine>, String> {
        let engine = engine().map_err(|e| format!("{e:#}"))?;
        start_heart(&engine).map_err(|e| e.to_string())?;
        Ok(Arc::new(PluginEngine { engine, compiled: Mutex::default() }))
    }

    /// The engine itself, for benchmarks that compare with it.
    pub fn wasmtime(&self) -> &Engine {
        &self.engine
    }

    /// What was compiled before in this process, by the SHA-256 of the component.
    pub(crate) fn compiled(&self, sha256: &str) -> Option<Component> {
        self.compiled.lock().get(sha256).cloned()
    }

    pub(crate) fn remember(&self, sha256: &str, component: &Component) {
        self.compiled.lock().insert(sha256.to_owned(), component.clone());
    }

    /// Lets go of what no installed plugin uses any more.
    pub(crate) fn forget(&self, sha256: &str) {
        self.compiled.lock().remove(sha256);
    }
}

pub(crate) fn engine() -> wasmtime::Result<Engine> {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(INSTANCES)
        .total_core_instances(INSTANCES * 4)
        .total_memories(INSTANCES)
        .total_tables(INSTANCES * 2)
        .total_stacks(INSTANCES)
        .max_memory_size(MEMORY)
        .max_component_instance_size(4 << 20)
        .max_core_instance_size(4 << 20)
        // What one component may have of what all share: room for a runtime of another language, not for a flood.
        .max_core_instances_per_component(40)
        .max_memories_per_component(4)
        .max_tables_per_component(40)
        .max_memories_per_module(1)
        .max_tables_per_module(4)
        .table_elements(60_000)
        // A call's memory is reset by writing over it, as far as this goes. Giving pages back to the system
        // and faulting them in again costs five times the whole call: every other core is interrupted for it.
        // `ombud-pack` links guests so that they begin with less than this and seldom grow.
        .linear_memory_keep_resident(MEMORY_KEPT)
        .table_keep_resident(TABLES_KEPT)
        .max_unused_warm_slots(64);
    let mut config = code_config()?;
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    Engine::new(&config)
}

/// An engine that only compiles, for the same code: without the pool, which takes a lot of address space.
pub(crate) fn compiling_engine() -> wasmtime::Result<Engine> {
    Engine::new(&code_config()?)
}

/// What decides which code is made.
fn code_config() -> wasmtime::Result<Config> {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .concurrency_support(false)
        .module_version(ModuleVersionStrategy::Custom(ENGINE_VERSION.to_owned()))?
        // All that an address of 32 bits can reach, and some more: what lies beyond a memory's end traps by itself, so that no
        // access is checked. It takes address space (2.6 TB of 128), and no memory.
        .memory_reservation(4 << 30)
        .memory_guard_size(32 << 20)
        // Well under the fibre's stack: the rest is for host functions.
        .max_wasm_stack(512 << 10)
        .async_stack_size(2 << 20);
    Ok(config)
}

/// Ticks the engine's epoch from a thread of its own, so that a guest that
/// never calls the kernel is interrupted even when all other threads are busy.
fn start_heart(engine: &Engine) -> std::io::Result<()> {
    let engine = engine.weak();
    std::thread::Builder::new().name("ombud-heart".into()).spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{Hash, Hasher};
    use wasm_encoder as wasm;

    /// So many instances of a core module with one memory.
    fn component(instances: u32) -> Vec<u8> {
        let mut memories = wasm::MemorySection::new();
        memories.memory(wasm::MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = wasm::Module::new();
        module.section(&memories);
        let mut built = wasm::InstanceSection::new();
        for _ in 0..instances {
            built.instantiate::<_, &str>(0, []);
        }
        let mut component = wasm::Component::new();
        component.section(&wasm::ModuleSection(&module));
        component.section(&built);
        component.finish()
    }

    #[test]
    fn both_engines_make_the_same_code() {
        let hash = |engine: &Engine| {
            let mut hasher = std::hash::DefaultHasher::new();
            engine.precompile_compatibility_hash().hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(&engine().unwrap()), hash(&compiling_engine().unwrap()));
    }

    #[test]
    fn one_component_cannot_take_what_all_share() {
        let engine = engine().unwrap();
        assert!(Component::new(&engine, component(4)).is_ok());
        for many in [5, 41, 1000] {
            assert!(Component::new(&engine, component(many)).is_err(), "{many} instances with a memory each");
        }
    }
}
