//! Goes through all worlds of a family, on all processors, and counts.

use crate::desk::Actor;
use crate::law::{self, Verdict};
use crate::mutant::{Mutant, weakened};
use crate::scene::{Acting, Command, Scene, World, is_let};
use ombud_access::{Policy, Subject};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// All combinations of some desks, people and commands.
pub struct Family {
    pub name: &'static str,
    pub desks: Vec<Policy>,
    pub actors: fn(&World) -> Vec<Actor>,
    pub targets: fn(&World, &Actor) -> Vec<Subject>,
    pub commands: fn(&World, &Actor, &Subject) -> Vec<Command>,
    /// Why the guards may refuse what would be harmless.
    pub excuse: fn(&World, &Acting, &Subject, &Command) -> Option<&'static str>,
}

/// What was found in all worlds of a family.
#[derive(Default)]
pub struct Tally {
    pub worlds: usize,
    pub commands: usize,
    pub accepted: usize,
    /// Refused although harmless, by the excuse for it.
    pub excused: BTreeMap<&'static str, usize>,
    /// How often each law forbade something.
    pub forbidden: BTreeMap<&'static str, usize>,
    /// Mutants that were caught, with the law that their first victim broke.
    pub caught: BTreeMap<&'static str, &'static str>,
    /// What should not be: how often, and the first world in which it is so.
    pub wrong: BTreeMap<String, (usize, String)>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.worlds += other.worlds;
        self.commands += other.commands;
        self.accepted += other.accepted;
        for (mine, theirs) in [(&mut self.excused, other.excused), (&mut self.forbidden, other.forbidden)] {
            theirs.into_iter().for_each(|(what, count)| *mine.entry(what).or_default() += count);
        }
        self.caught.extend(other.caught);
        for (what, (count, first)) in other.wrong {
            self.wrong.entry(what).or_insert((0, first)).0 += count;
        }
    }

    fn is_wrong(&mut self, what: String, world: &World, by: &Acting, target: &Subject, command: &Command) {
        let (count, _) = self.wrong.entry(what).or_insert_with(|| {
            // The five built-in roles are the same on each desk.
            let roles = world.policy.roles.iter().skip(5).collect::<Vec<_>>();
            let (actor, mandates) = (&by.actor, &world.policy.mandates);
            (0, format!("{command:?}\nby {actor:?}\nto {target:?}\non {roles:?}\nwith {mandates:?}"))
        });
        *count += 1;
    }
}

/// Something is wrong in one of the families: then the others need not go on.
static IS_WRONG: AtomicBool = AtomicBool::new(false);

/// Goes through the family. Panics with the first few worlds in which the guards are too weak or too strict, and with
/// the mutants that no world catches.
pub fn explore(family: &Family, mutants: &[Mutant]) -> Tally {
    let started = Instant::now();
    let (next, whole) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(desk) = family.desks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let caught = whole.lock().expect("no thread panicked").caught.clone();
                    let alive: Vec<&Mutant> =
                        mutants.iter().filter(|mutant| !caught.contains_key(mutant.name)).collect();
                    if IS_WRONG.load(Ordering::Relaxed) {
                        break;
                    }
                    let found = explore_desk(family, desk, alive);
                    IS_WRONG.fetch_or(!found.wrong.is_empty(), Ordering::Relaxed);
                    whole.lock().expect("no thread panicked").add(found);
                }
            });
        }
    });
    let tally = whole.into_inner().expect("no thread panicked");
    let Tally { worlds, commands, accepted, .. } = &tally;
    let (name, seconds) = (family.name, started.elapsed().as_secs_f32());
    println!(
        "{name}: {worlds} worlds, {commands} commands, {accepted} let, {} of {} mutants caught, {seconds:.1} s",
        tally.caught.len(),
        mutants.len()
    );
    for (law, count) in &tally.forbidden {
        println!("  forbidden {count} times: {law}");
    }
    for (excuse, count) in &tally.excused {
        println!("  refused without need {count} times: {excuse}");
    }
    for (what, (count, first)) in &tally.wrong {
        println!("{count} times {what}, first:\n{first}\n");
    }
    assert!(tally.wrong.is_empty(), "{name}: the guards are wrong in the worlds above");
    if IS_WRONG.load(Ordering::Relaxed) {
        return tally;
    }
    let survivors: Vec<_> =
        mutants.iter().map(|mutant| mutant.name).filter(|name| !tally.caught.contains_key(name)).collect();
    assert!(survivors.is_empty(), "{name}: no world catches these weakened guards: {survivors:#?}");
    tally
}

fn explore_desk<'a>(family: &Family, desk: &Policy, alive: Vec<&'a Mutant>) -> Tally {
    let mut tally = Tally::default();
    let world = World::new(desk.clone());
    let mut alive: Vec<(&'a Mutant, World)> = alive
        .into_iter()
        .map(|mutant| {
            let mut seen = desk.clone();
            (mutant.policy)(&mut seen);
            (mutant, World::new(seen))
        })
        .collect();
    for actor in (family.actors)(&world) {
        let by = Acting::new(&world, actor);
        for target in (family.targets)(&world, &by.actor) {
            tally.worlds += 1;
            for command in (family.commands)(&world, &by.actor, &target) {
                tally.commands += 1;
                let is_let = is_let(&by.authority, &target, &command);
                let verdict: Verdict = law::judge(&world, &by, &target, &command);
                tally.accepted += usize::from(is_let);
                match (is_let, verdict) {
                    (true, Ok(())) => {}
                    (true, Err(law)) => {
                        tally.is_wrong(format!("let, but {law}"), &world, &by, &target, &command);
                    }
                    (false, Ok(())) => match (family.excuse)(&world, &by, &target, &command) {
                        Some(excuse) => *tally.excused.entry(excuse).or_default() += 1,
                        None => {
                            tally.is_wrong("refused without need".to_owned(), &world, &by, &target, &command)
                        }
                    },
                    (false, Err(law)) => {
                        *tally.forbidden.entry(law).or_default() += 1;
                        alive.retain(|(mutant, seen)| {
                            let scene = Scene {
                                actor: by.actor.clone(),
                                target: target.clone(),
                                command: command.clone(),
                            };
                            let survives = !weakened(mutant, seen, scene);
                            if !survives {
                                tally.caught.insert(mutant.name, law);
                            }
                            survives
                        });
                    }
                }
            }
        }
    }
    tally
}
