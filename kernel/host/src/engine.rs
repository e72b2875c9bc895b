//! The one wasmtime engine, its heart beat, and the threads that guests run on.

use crate::budget::TICK;
use crate::code_cache::CodeCache;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use wasmtime::component::Component;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, ModuleVersionStrategy, PoolingAllocationConfig};

/// The full version: cached code of an older patch release is not accepted,
/// since patches mend the compiler too.
pub(crate) const ENGINE_VERSION: &str = "wasmtime-48.0.8+ombud-1";

/// Instances that can be alive at once: incoming calls times their depth.
const INSTANCES: u32 = 640;

/// The most linear memory of one instance, bytes.
const MEMORY: usize = 128 << 20;

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

    /// The compiled component: from memory, from the cache, or compiled now.
    pub(crate) fn load(&self, cache: &CodeCache, sha256: &str, wasm: &[u8]) -> wasmtime::Result<Component> {
        if let Some(component) = self.compiled.lock().get(sha256) {
            return Ok(component.clone());
        }
        let component = cache.load(&self.engine, wasm)?;
        self.compiled.lock().insert(sha256.to_owned(), component.clone());
        Ok(component)
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
        .max_memories_per_module(1)
        .max_tables_per_module(4)
        .table_elements(60_000)
        // Kept pages would be set to zero for each call, and Rust guests have
        // their stack first: measured, keeping none is the fastest.
        .linear_memory_keep_resident(0)
        .max_unused_warm_slots(64);
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .concurrency_support(false)
        .module_version(ModuleVersionStrategy::Custom(ENGINE_VERSION.to_owned()))?
        // Slots of this size in place of 4 GiB ones: hundreds fit in the address space.
        .memory_reservation(MEMORY as u64)
        .memory_guard_size(64 << 10)
        // Well under the fibre's stack: the rest is for host functions.
        .max_wasm_stack(512 << 10)
        .async_stack_size(2 << 20)
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    Engine::new(&config)
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

/// The threads that guests run on: apart from the server's, and a little less
/// important, so that guests that spin don't starve it.
pub(crate) struct GuestRuntime {
    runtime: Option<Runtime>,
    closed: Arc<AtomicBool>,
}

impl GuestRuntime {
    pub fn start() -> std::io::Result<GuestRuntime> {
        let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("ombud-guest")
            .enable_time()
            .event_interval(8)
            .on_thread_start(|| {
                // Best effort: without the right to, guests are merely as important.
                let _ = rustix::process::nice(5);
            })
            .build()?;
        Ok(GuestRuntime { runtime: Some(runtime), closed: Arc::new(AtomicBool::new(false)) })
    }

    pub fn handle(&self) -> &Handle {
        self.runtime.as_ref().expect("the runtime lives as long as this").handle()
    }

    /// True once the host is being closed: background work stops at its next turn.
    pub fn closed(&self) -> Arc<AtomicBool> {
        self.closed.clone()
    }
}

impl Drop for GuestRuntime {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        if let Some(runtime) = self.runtime.take() {
            // May be dropped inside another runtime, where blocking is not allowed.
            std::thread::spawn(move || runtime.shutdown_timeout(Duration::from_secs(5)));
        }
    }
}
