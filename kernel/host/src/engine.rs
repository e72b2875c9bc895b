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

/// How much address space the memory of a guest has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSpace {
    /// All that an address of 32 bits can reach, and a guard of 32 MiB for what an instruction adds: what lies beyond the end of a memory
    /// traps by itself, and only an access that adds more is compared with it. All slots have 2.8 TB together, of 128 on most machines; it is no memory.
    Ample,
    /// What a memory may grow to, 86 GB together. Each access is compared with the memory's end. For machines with little address space, or
    /// where people limit it.
    Scarce,
}

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
    /// Plugins are compiled for this.
    pub(crate) space: AddressSpace,
    compiled: Mutex<BTreeMap<String, Component>>,
}

impl PluginEngine {
    /// Starts the engine and its heart beat.
    ///
    /// # Errors
    /// If the system gives no address space or no thread; the text says which.
    pub fn start() -> Result<Arc<PluginEngine>, String> {
        let (engine, space) = match engine(AddressSpace::Ample) {
            Ok(engine) => (engine, AddressSpace::Ample),
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "plugins make do with little address space, a little slower"
                );
                (engine(AddressSpace::Scarce).map_err(|e| format!("{e:#}"))?, AddressSpace::Scarce)
            }
        };
        start_heart(&engine).map_err(|e| e.to_string())?;
        Ok(Arc::new(PluginEngine { engine, space, compiled: Mutex::default() }))
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

pub(crate) fn engine(space: AddressSpace) -> wasmtime::Result<Engine> {
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
    let mut config = code_config(space)?;
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    Engine::new(&config)
}

/// An engine that only compiles, for the same code: without the pool, which takes a lot of address space.
pub(crate) fn compiling_engine(space: AddressSpace) -> wasmtime::Result<Engine> {
    Engine::new(&code_config(space)?)
}

/// What decides which code is made.
fn code_config(space: AddressSpace) -> wasmtime::Result<Config> {
    let (reserved, beyond) = match space {
        AddressSpace::Ample => (4 << 30, 32 << 20),
        AddressSpace::Scarce => (MEMORY as u64, 64 << 10),
    };
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .concurrency_support(false)
        .module_version(ModuleVersionStrategy::Custom(ENGINE_VERSION.to_owned()))?
        .memory_reservation(reserved)
        .memory_guard_size(beyond)
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
        let [ample, scarce] = [AddressSpace::Ample, AddressSpace::Scarce].map(|space| {
            let one = hash(&engine(space).unwrap());
            assert_eq!(one, hash(&compiling_engine(space).unwrap()), "{space:?}");
            one
        });
        assert_ne!(ample, scarce, "code for the one is not for the other");
    }

    #[test]
    fn one_component_cannot_take_what_all_share() {
        let engine = engine(AddressSpace::Ample).unwrap();
        assert!(Component::new(&engine, component(4)).is_ok());
        for many in [5, 41, 1000] {
            assert!(Component::new(&engine, component(many)).is_err(), "{many} instances with a memory each");
        }
    }

    /// Says to this test that it runs where address space is limited.
    const LIMITED: &str = "OMBUD_TEST_LIMITED";

    #[test]
    fn where_address_space_is_limited_plugins_make_do_with_less_of_it() {
        if std::env::var_os(LIMITED).is_none() {
            let here = module_path!().split_once("::").unwrap().1;
            let ran = std::process::Command::new("sh")
                .args(["-c", "ulimit -v 209715200 && exec \"$0\" --exact \"$1\""])
                .arg(std::env::current_exe().unwrap())
                .arg(format!("{here}::where_address_space_is_limited_plugins_make_do_with_less_of_it"))
                .env(LIMITED, "yes")
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&ran.stdout);
            assert!(ran.status.success() && said.contains("1 passed"), "{said}");
            return;
        }
        assert!(engine(AddressSpace::Ample).is_err(), "200 GiB are not enough for that");
        let made = PluginEngine::start().unwrap();
        assert_eq!(made.space, AddressSpace::Scarce);
        assert!(Component::new(&made.engine, component(4)).is_ok());
    }

    /// A module with one page of memory, and functions that read there: each at the place it is told and so much further.
    fn reader(further: &[u64]) -> Vec<u8> {
        let (mut types, mut functions, mut code) =
            (wasm::TypeSection::new(), wasm::FunctionSection::new(), wasm::CodeSection::new());
        types.ty().function([wasm::ValType::I32], [wasm::ValType::I32]);
        let mut memories = wasm::MemorySection::new();
        let (minimum, maximum) = (1, None);
        memories.memory(wasm::MemoryType {
            minimum,
            maximum,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = wasm::ExportSection::new();
        for (number, offset) in (0..).zip(further) {
            functions.function(0);
            exports.export(&offset.to_string(), wasm::ExportKind::Func, number);
            let mut body = wasm::Function::new([]);
            let at = wasm::MemArg { offset: *offset, align: 0, memory_index: 0 };
            body.instructions().local_get(0).i32_load(at).end();
            code.function(&body);
        }
        let mut module = wasm::Module::new();
        module.section(&types).section(&functions).section(&memories).section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn whoever_reads_beyond_the_end_of_a_memory_is_stopped_however_far() {
        let further = [0, 65_533, 32 << 20, (32 << 20) + 1, 0x7fff_ffff, 0xffff_ffff];
        for space in [AddressSpace::Ample, AddressSpace::Scarce] {
            let engine = engine(space).unwrap();
            let module = wasmtime::Module::new(&engine, reader(&further)).unwrap();
            let mut store = wasmtime::Store::new(&engine, ());
            store.set_epoch_deadline(1_000_000);
            let instance = wasmtime::Instance::new(&mut store, &module, &[]).unwrap();
            for offset in further {
                let read = instance.get_typed_func::<i32, i32>(&mut store, &offset.to_string()).unwrap();
                for at in
                    [0, 65_532, 65_533, 1 << 20, MEMORY as i32 - 4, MEMORY as i32, i32::MAX, i32::MIN, -4, -1]
                {
                    let end = u64::from(at.cast_unsigned()) + offset + 4;
                    match read.call(&mut store, at) {
                        Ok(found) => assert!(end <= 65_536 && found == 0, "{space:?}: {at} and {offset}"),
                        Err(error) => {
                            let trap = error.downcast_ref::<wasmtime::Trap>();
                            assert_eq!(
                                trap,
                                Some(&wasmtime::Trap::MemoryOutOfBounds),
                                "{space:?}: {at} and {offset}"
                            );
                            assert!(end > 65_536, "{space:?}: {at} and {offset}");
                        }
                    }
                }
            }
        }
    }
}
