//! Our engine beside Cedar, regorus and casbin: the same desk, the same questions, the same answers.
//!
//! All answer a chunk of questions before any goes on to the next, first cold (more memory than the inner caches
//! hold was walked before), then warm. What a caller would have at hand is made before the clock runs. Times
//! depend on the machine and on what else it does; ratios much less.

mod casbin;
mod cedar;
mod edit;
mod ours;
mod rego;
#[expect(dead_code, reason = "the tests ask as visitors and tokens, too")]
#[path = "../../../../kernel/access/tests/engine/spec.rs"]
mod spec;
mod world;

use ombud_access::{Policy, Snapshot};
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use world::{Dice, Question, World};

const CHUNK: usize = 500;
const CHUNKS: usize = 100;
/// What is walked before each chunk, bytes.
const WALK: usize = 16 << 20;
const TARGET: f64 = 100.0;

trait Engine {
    fn name(&self) -> &'static str;
    /// Makes what a caller would have at hand. Not timed.
    fn prepare(&mut self, questions: &[Question]);
    /// Answers the questions that were prepared.
    fn decide(&mut self, questions: &[Question], answers: &mut Vec<bool>);
}

/// What one engine took for a question in each chunk, nanoseconds, and how often it was wrong.
struct Taken {
    name: &'static str,
    cold: Vec<f64>,
    warm: Vec<f64>,
    wrong: usize,
}

fn main() -> ExitCode {
    let mut dice = Dice(0x5eed_0bad_cafe);
    let world = World::new(&mut dice);
    let mut made = None;
    let policy_bytes = allocation_counter::measure(|| made = Some(as_stored(&world.policy))).bytes_current;
    let policy = made.expect("it was made");
    let mut compiled = None;
    let compile = || compiled = Some(Snapshot::compile(policy).expect("the policy is well-formed"));
    let bytes = policy_bytes + allocation_counter::measure(compile).bytes_current;
    let snapshot = Arc::new(compiled.expect("it was compiled"));

    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let casbin = runtime.block_on(casbin::Casbin::new(&world)).expect("enforcers");
    let mut engines: Vec<Box<dyn Engine + '_>> = vec![
        Box::new(ours::Spec::new(&world)),
        Box::new(ours::Ours::new(&world, snapshot.clone())),
        Box::new(ours::WholeCall::new(&world, snapshot.clone())),
        Box::new(cedar::Cedar::new(&world, cedar::Form::OnePolicy)),
        Box::new(cedar::Cedar::new(&world, cedar::Form::PolicyForEachRole)),
        Box::new(rego::Rego::compiled(&world)),
        Box::new(rego::Rego::interpreted(&world)),
        Box::new(casbin),
    ];
    let mut all: Vec<Taken> = engines
        .iter()
        .map(|engine| Taken { name: engine.name(), cold: vec![], warm: vec![], wrong: 0 })
        .collect();

    let (mut allowed, mut through) = (0, 0);
    let mut memory = vec![1u64; WALK / 8];
    for _ in 0..CHUNKS {
        let questions: Vec<Question> = (0..CHUNK).map(|_| world.question(&mut dice)).collect();
        through += questions.iter().filter(|question| question.plugin.is_some()).count();
        let mut right = Vec::new();
        for (engine, taken) in engines.iter_mut().zip(&mut all) {
            engine.prepare(&questions);
            memory.iter_mut().for_each(|word| *word = black_box(*word + 1));
            let (answers, ns) = timed(engine.as_mut(), &questions);
            taken.cold.push(ns);
            taken.warm.push(timed(engine.as_mut(), &questions).1);
            // The first is the spec.
            if right.is_empty() {
                allowed += answers.iter().filter(|allowed| **allowed).count();
                right = answers;
            } else {
                taken.wrong += answers.iter().zip(&right).filter(|(answer, right)| answer != right).count();
            }
        }
    }

    let asked = CHUNK * CHUNKS;
    println!(
        "{asked} questions, {} % of them through a plugin, {} % allowed",
        100 * through / asked,
        100 * allowed / asked
    );
    let ours = &all[1];
    let (cold, warm) = (middle(&ours.cold), middle(&ours.warm));
    println!(
        "{:<48} {:>9} {:>9} {:>7} {:>7} {:>6}",
        "ns for a decision", "cold", "warm", "times", "times", "wrong"
    );
    for taken in &all {
        let (c, w) = (middle(&taken.cold), middle(&taken.warm));
        let (times_cold, times_warm) = (c / cold, w / warm);
        println!(
            "{:<48} {c:>9.0} {w:>9.1} {times_cold:>7.1} {times_warm:>7.1} {:>6}",
            taken.name, taken.wrong
        );
    }

    let allocations = allocations(&world, &snapshot, &mut dice);
    println!("{allocations} allocations in {CHUNK} decisions of ours");
    println!(
        "policy and snapshot hold {} KiB, {} KiB of them the policy as it was told",
        bytes >> 10,
        policy_bytes >> 10
    );
    let edit = edit::measure(&world);
    println!(
        "a role edit is visible after {:.0} us ({:.0} us if the whole policy is compiled); target 50",
        edit.one_role_us, edit.everything_us
    );

    let wrong: usize = all.iter().map(|taken| taken.wrong).sum();
    let others = all[3..].iter().map(|taken| (middle(&taken.cold), taken.name));
    let (fastest, name) = others.min_by(|a, b| a.0.total_cmp(&b.0)).expect("there are others");
    let times = fastest / cold;
    let met = if times >= TARGET { "met" } else { "missed" };
    println!(
        "One decision takes {cold:.0} ns cold and {warm:.0} ns warm; the fastest of the others ({name}) takes \
         {times:.0} times as long cold (target {TARGET:.0}: {met}), with {wrong} disagreements in {asked} questions."
    );
    if wrong == 0 && allocations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The policy as it comes from a store: it shares no text with anything.
fn as_stored(policy: &Policy) -> Policy {
    let text = serde_json::to_string(policy).expect("a policy can be written");
    serde_json::from_str(&text).expect("what was written can be read")
}

/// The answers, and nanoseconds for each.
fn timed(engine: &mut dyn Engine, questions: &[Question]) -> (Vec<bool>, f64) {
    let mut answers = Vec::with_capacity(questions.len());
    let start = Instant::now();
    engine.decide(black_box(questions), &mut answers);
    let ns = start.elapsed().as_nanos() as f64;
    (answers, ns / questions.len() as f64)
}

/// How often our engine allocates in a chunk.
fn allocations(world: &World, snapshot: &Arc<Snapshot>, dice: &mut Dice) -> u64 {
    let questions: Vec<Question> = (0..CHUNK).map(|_| world.question(dice)).collect();
    let mut ours = ours::Ours::new(world, snapshot.clone());
    ours.prepare(&questions);
    let mut answers = Vec::with_capacity(CHUNK);
    allocation_counter::measure(|| ours.decide(&questions, &mut answers)).count_total
}

/// Chunks in which something else had the processor do not count for more than others.
fn middle(figures: &[f64]) -> f64 {
    let mut figures = figures.to_vec();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
