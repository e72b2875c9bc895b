//! From WebAssembly to machine code, out of everybody's way.
//!
//! Compiling takes tens of milliseconds for a plugin in Rust and half a minute for one that brings an interpreter, and
//! a file can be made so that it takes for ever, or all memory. So it happens in a process of its own, with a limit
//! on both, one file at a time.

use crate::engine::{AddressSpace, PluginEngine, compiling_engine};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{Semaphore, SemaphorePermit};
use wasmtime::Engine;

/// Where plugins are compiled.
#[derive(Clone, Debug, Default)]
pub enum Compiler {
    /// In this process, without limits: for tests and tools that trust what they compile.
    #[default]
    Here,
    /// In a process of its own.
    Apart(Workshop),
}

/// A program that calls [`compile_stdin`] at once.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// The program.
    pub program: PathBuf,
    /// What it is told, for it to call [`compile_stdin`]. The limits follow, and `--scarce` for [`AddressSpace::Scarce`].
    pub arguments: Vec<String>,
    /// What one file may take.
    pub limits: CompileLimits,
}

/// What the compiler may take for one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Seconds of processor time, and twice as many of waiting.
    pub seconds: u64,
    /// Bytes of address space.
    pub memory: u64,
}

impl Default for CompileLimits {
    fn default() -> CompileLimits {
        // An interpreter of 18 MB takes 30 s on one processor and 1.5 GB.
        CompileLimits { seconds: 240, memory: 6 << 30 }
    }
}

/// Why there is no code.
#[derive(Debug, Error)]
pub enum CompileError {
    /// It does not compile.
    #[error("it cannot be compiled: {0}")]
    Refused(String),
    /// It took more than it may.
    #[error("compiling it takes more than {} s of processor time or {} MiB of memory, which is more than any plugin needs", .0.seconds, .0.memory >> 20)]
    TooMuch(CompileLimits),
    /// It ended without code, and not because of the plugin or a limit: it is another version of the program, say.
    #[error("the compiler, `{}`, ended with status {status}: {words}", program.display())]
    Broken {
        /// What was started.
        program: PathBuf,
        /// Its exit status.
        status: i32,
        /// The first words that it had to say.
        words: String,
    },
    /// The process.
    #[error("the compiler could not be started: {0}")]
    System(#[from] io::Error),
}

/// Machine code, made by the compiler a moment ago.
pub(crate) struct Code(pub(crate) Vec<u8>);

/// One file at a time: compiling takes all processors that it gets.
static TURN: Semaphore = Semaphore::const_new(1);

/// Waits until nothing else is being compiled. What one waited for may be the very code that is wanted.
pub(crate) async fn turn() -> Option<SemaphorePermit<'static>> {
    TURN.acquire().await.ok()
}

/// The most that is read of what a failing compiler has to say, bytes.
const WORDS: u64 = 4096;

impl Compiler {
    /// Compiles a component for the engine of all plugins. For whoever has the [`turn`].
    pub(crate) async fn compile(
        &self,
        engine: &PluginEngine,
        wasm: Arc<Vec<u8>>,
    ) -> Result<Code, CompileError> {
        match self {
            Compiler::Here => {
                let engine = engine.engine.clone();
                tokio::task::spawn_blocking(move || here(&engine, &wasm))
                    .await
                    .map_err(|_| CompileError::Refused("the compiler gave up".into()))?
            }
            Compiler::Apart(workshop) => workshop.compile(engine.space, &wasm).await,
        }
    }
}

pub(crate) fn here(engine: &Engine, wasm: &[u8]) -> Result<Code, CompileError> {
    engine.precompile_component(wasm).map(Code).map_err(|e| CompileError::Refused(format!("{e:#}")))
}

impl Workshop {
    async fn compile(&self, space: AddressSpace, wasm: &[u8]) -> Result<Code, CompileError> {
        let CompileLimits { seconds, memory } = self.limits;
        let mut child = tokio::process::Command::new(&self.program)
            .args(&self.arguments)
            .args([seconds.to_string(), memory.to_string()])
            .args((space == AddressSpace::Scarce).then_some(SCARCE))
            // Names a database, perhaps with its password: nothing for a process that reads what others wrote.
            .env_remove("OMBUD_STORE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (mut to, mut from) = (child.stdin.take(), child.stdout.take());
        let mut words = child.stderr.take().map(|words| words.take(WORDS));
        let (mut code, mut told) = (Vec::new(), String::new());
        let work = async {
            let give = async {
                if let Some(mut to) = to.take() {
                    // It may have ended before it took everything; its status says why.
                    let _ = to.write_all(wasm).await;
                }
            };
            let take = async {
                match &mut from {
                    Some(from) => from.read_to_end(&mut code).await,
                    None => Ok(0),
                }
            };
            let hear = async {
                if let Some(words) = &mut words {
                    let _ = words.read_to_string(&mut told).await;
                }
            };
            let ((), taken, ()) = tokio::join!(give, take, hear);
            taken?;
            child.wait().await
        };
        let Ok(ended) = tokio::time::timeout(Duration::from_secs(2 * seconds), work).await else {
            return Err(CompileError::TooMuch(self.limits));
        };
        match ended?.code() {
            Some(0) => Ok(Code(code)),
            Some(REFUSED) => Err(CompileError::Refused(told.trim().to_owned())),
            Some(status) => {
                let (program, words) = (self.program.clone(), told.trim().to_owned());
                Err(CompileError::Broken { program, status, words })
            }
            // A signal: of the limit on time, or because there was no memory.
            None => Err(CompileError::TooMuch(self.limits)),
        }
    }
}

/// What it is told where plugins have [`AddressSpace::Scarce`].
const SCARCE: &str = "--scarce";

/// The exit status of a process that could not compile what it was given.
const REFUSED: i32 = 3;

/// What a process does that compiles: takes a component from its input, within limits that it puts on itself, and gives
/// the code to its output. Returns the exit status.
pub fn compile_stdin(limits: CompileLimits, space: AddressSpace) -> i32 {
    let work = || -> Result<(), CompileError> {
        confine(limits)?;
        let mut wasm = Vec::new();
        io::stdin().take(crate::inspect::MAX_COMPONENT as u64).read_to_end(&mut wasm)?;
        let engine = compiling_engine(space).map_err(|e| CompileError::Refused(format!("{e:#}")))?;
        let Code(code) = here(&engine, &wasm)?;
        let mut out = io::stdout().lock();
        out.write_all(&code)?;
        Ok(out.flush()?)
    };
    match work() {
        Ok(()) => 0,
        Err(CompileError::Refused(why)) => {
            eprintln!("{why}");
            REFUSED
        }
        Err(error) => {
            eprintln!("{error}");
            1
        }
    }
}

fn confine(limits: CompileLimits) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, nice, setrlimit};
    let most = |n: u64| Rlimit { current: Some(n), maximum: Some(n) };
    setrlimit(Resource::Cpu, most(limits.seconds))?;
    setrlimit(Resource::As, most(limits.memory))?;
    setrlimit(Resource::Core, most(0))?;
    // Whatever people do on the desk meanwhile comes first.
    let _ = nice(10);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn compiled_by(script: &str) -> Result<Code, CompileError> {
        let limits = CompileLimits { seconds: 60, ..CompileLimits::default() };
        let arguments = vec!["-c".to_owned(), script.to_owned()];
        Workshop { program: "/bin/sh".into(), arguments, limits }.compile(AddressSpace::Ample, b"wasm").await
    }

    #[tokio::test]
    async fn how_the_compiler_ended_says_whose_fault_it_was() {
        assert_eq!(compiled_by("cat").await.unwrap().0, b"wasm");
        let refused = compiled_by("echo 'no such export' >&2; exit 3").await;
        assert!(matches!(refused, Err(CompileError::Refused(why)) if why == "no such export"));
        assert!(matches!(compiled_by("kill -XCPU $$").await, Err(CompileError::TooMuch(_))));
        let broken = compiled_by("echo 'unknown command' >&2; exit 2").await.err().unwrap();
        assert_eq!(broken.to_string(), "the compiler, `/bin/sh`, ended with status 2: unknown command");
        let missing = Workshop {
            program: "/nowhere/ombud".into(),
            arguments: Vec::new(),
            limits: CompileLimits::default(),
        };
        let missing = missing.compile(AddressSpace::Ample, b"wasm").await;
        assert!(matches!(missing, Err(CompileError::System(_))));
    }
}
