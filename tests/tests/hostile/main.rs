//! The hostile zoo: plugins that attack the desk in every way that we could think of, each a real component built from
//! the source in `tests/hostile/<sin>`, each against the real program. `tests/prove hostile` runs it in earnest.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod arena;
mod attacks;
mod machine;
mod neighbours;
mod report;
mod sins;

use arena::Arena;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How hard the zoo is run: `OMBUD_HOSTILE`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Each attack once.
    Once,
    /// Each attack for so long that the neighbours' 99th percentile means something.
    Measured,
    /// The cheap ones, this often in all.
    Rounds(u32),
}

impl Pace {
    fn wanted() -> Pace {
        match std::env::var("OMBUD_HOSTILE").as_deref() {
            Err(_) => Pace::Once,
            Ok("measured") => Pace::Measured,
            Ok(rounds) => Pace::Rounds(rounds.parse().unwrap_or_else(|_| {
                panic!("OMBUD_HOSTILE is `measured` or a number of attacks, not `{rounds}`")
            })),
        }
    }
}

#[test]
fn every_attack_is_contained_and_the_desk_goes_on() {
    let pace = Pace::wanted();
    match pace {
        Pace::Rounds(rounds) => again_and_again(rounds),
        Pace::Once | Pace::Measured => each_in_turn(pace),
    }
}

/// Runs one attack, and leaves the desk as it was before. In words, what was not contained.
fn run(arena: &mut Arena, attack: &attacks::Attack) -> Result<(), String> {
    let done = catch_unwind(AssertUnwindSafe(|| {
        (attack.act)(arena);
        arena.clear_up();
    }));
    done.map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or(panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
        arena.clear_up_anyhow();
        format!("{}: {words}", attack.sin)
    })
}

fn each_in_turn(pace: Pace) {
    let only = std::env::var("OMBUD_SIN").ok();
    let mut arena = Arena::open(pace);
    arena.rest();
    let (mut rows, mut loose) = (Vec::new(), Vec::new());
    for attack in attacks::all() {
        if only.as_deref().is_some_and(|only| only != attack.sin) {
            continue;
        }
        arena.begin(attack.sin);
        let outcome = run(&mut arena, attack);
        rows.push(report::Row { sin: attack.sin, windows: arena.end(), contained: outcome.is_ok() });
        loose.extend(outcome.err());
    }
    arena.rest();
    let told = report::Report::of(&arena, &rows);
    print!("{told}");
    arena.close();
    assert!(loose.is_empty(), "{} attacks were not contained:\n{}", loose.len(), loose.join("\n"));
}

/// Memory that the desk may have gained, bytes: its caches and pools fill up to their limits.
const GROWTH: u64 = 64 << 20;

/// Of all rounds, the part after which memory is looked at for the first time.
const WARM_UP: u32 = 10;

fn again_and_again(rounds: u32) {
    let cheap: Vec<_> = attacks::all().filter(|attack| attack.cheap).collect();
    let mut arena = Arena::open(Pace::Rounds(rounds));
    let pass = |arena: &mut Arena, attacks: u32| {
        arena.strikes = attacks.div_ceil(cheap.len() as u32);
        for attack in &cheap {
            arena.begin(attack.sin);
            run(arena, attack).unwrap();
            arena.end();
        }
        arena.memory()
    };
    let before = pass(&mut arena, rounds / WARM_UP);
    let after = pass(&mut arena, rounds - rounds / WARM_UP);
    let (made, megabytes) = (arena.made(), |bytes: u64| bytes >> 20);
    println!(
        "rounds: {made} attacks of {} kinds, {} MiB before and {} MiB after all but the first {}",
        cheap.len(),
        megabytes(before),
        megabytes(after),
        rounds / WARM_UP
    );
    arena.close();
    assert!(after < before + GROWTH, "the desk has grown from {before} to {after} bytes");
}

#[test]
fn each_folder_is_attacked_with_and_has_its_row_in_the_readme() {
    let folders: BTreeSet<String> = sins::names().into_iter().collect();
    let attacked: BTreeSet<String> = attacks::all().map(|attack| attack.sin.to_owned()).collect();
    assert_eq!(folders, attacked, "a folder without an attack, or the other way round");
    assert_eq!(attacks::all().count(), attacked.len(), "an attack stands there twice");
    let readme = std::fs::read_to_string(sins::folder().join("README.md")).unwrap();
    for name in &folders {
        let sin = sins::about(name);
        let row = format!("| [{name}]({name}) | {} | {} |", sin.tries, sin.contained_by);
        assert!(
            readme.contains(&row),
            "tests/hostile/README.md has no row that begins with\n{row}\nTake the table from `tests/prove hostile`."
        );
    }
    let rows = readme.lines().filter(|line| line.starts_with("| [")).count();
    assert_eq!(rows, folders.len(), "a row without a folder");
}
