//! Every small world: few people, roles, permissions, scopes and departments, in all combinations, and everybody tries
//! everything. What the guards let must keep the laws, and what keeps them must be let. Weakened guards, the mutants,
//! must be caught by some world, which shows that the worlds are large enough.

mod desk;
mod editing;
mod entrusting;
mod excuse;
mod giving;
mod joining;
mod law;
mod mutant;
mod reach;
mod reading;
mod scene;
mod tally;
