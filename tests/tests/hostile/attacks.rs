//! Everything that is tried, by what it is tried on.

mod background;
mod browser;
mod files;
mod hooks;
mod limits;
mod outbound;
mod rights;
mod rights_lost;
mod traps;

use crate::arena::Arena;

/// One attack.
pub struct Attack {
    /// The folder of its component.
    pub sin: &'static str,
    /// Takes so little that it can be made thousands of times.
    pub cheap: bool,
    /// Panics if it is not contained.
    pub act: fn(&mut Arena),
}

const fn cheap(sin: &'static str, act: fn(&mut Arena)) -> Attack {
    Attack { sin, cheap: true, act }
}

const fn dear(sin: &'static str, act: fn(&mut Arena)) -> Attack {
    Attack { sin, cheap: false, act }
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Attack> {
    [
        limits::ATTACKS,
        traps::ATTACKS,
        files::ATTACKS,
        rights::ATTACKS,
        rights_lost::ATTACKS,
        browser::ATTACKS,
        outbound::ATTACKS,
        hooks::ATTACKS,
        background::ATTACKS,
    ]
    .into_iter()
    .flatten()
}
