//! Times as people read them, in UTC and in their language. The kernel hands out milliseconds; its script turns what stands in a `time` into
//! the time of the place where it is read.

use crate::Timestamp;
use crate::texts::{Style, tell};

struct Civil {
    year: i64,
    month: usize,
    day: u64,
    hour: u64,
    minute: u64,
    second: u64,
}

impl Civil {
    /// Days are counted from the first of March, so that the day that some years have comes last.
    fn of(at: Timestamp) -> Civil {
        let seconds = at / 1000;
        let days = seconds / 86_400 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = (from_march + 2) % 12;
        let year = year_of_era + era * 400 + u64::from(month < 2);
        Civil {
            year: i64::try_from(year).unwrap_or(i64::MAX),
            month: usize::try_from(month).unwrap_or(0),
            day: of_year - (153 * from_march + 2) / 5 + 1,
            hour: seconds / 3600 % 24,
            minute: seconds / 60 % 60,
            second: seconds % 60,
        }
    }
}

/// As machines write it: `2026-11-23T08:12:00Z`.
pub fn machine(at: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = Civil::of(at);
    format!("{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z", month + 1)
}

/// The day alone, as `<input type="date">` has it: `2026-11-23`.
pub fn day(at: Timestamp) -> String {
    let Civil { year, month, day, .. } = Civil::of(at);
    format!("{year:04}-{:02}-{day:02}", month + 1)
}

/// The first moment of a day that is written so.
pub fn parse_day(text: &str) -> Option<Timestamp> {
    const DAY: u64 = 86_400_000;
    let mut parts = text.trim().splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, of_month) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&of_month) {
        return None;
    }
    // Days are counted from the first of March here as well.
    let (from_march, year) = if month > 2 { (month - 3, year) } else { (month + 9, year - 1) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + of_month - 1;
    let at = days.checked_sub(719_468)?.checked_mul(DAY)?;
    // The thirtieth of February is no day.
    (day(at) == text.trim()).then_some(at)
}

/// In full, for people, in the language of the call: `23 Nov 2026, 08:12 UTC`.
pub fn long(at: Timestamp) -> String {
    tell(at, Style::Long, at)
}

/// Without the year, as long as it is this one.
pub fn short(at: Timestamp, now: Timestamp) -> String {
    tell(at, Style::Short, now)
}

/// How long ago, in the largest unit that fits.
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    tell(at, Style::Ago, now)
}

/// As the kernel tells it in English, for unit tests.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod english {
    use super::{Civil, Style};
    use crate::Timestamp;

    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];

    pub fn tell(at: Timestamp, style: Style, now: Timestamp) -> String {
        let Civil { year, month, day, hour, minute, .. } = Civil::of(at);
        let month = MONTHS.get(month).copied().unwrap_or_default();
        match style {
            Style::Ago => ago(at, now),
            Style::Day => format!("{day} {month} {year}"),
            Style::Short if year == Civil::of(now).year => format!("{day} {month}, {hour:02}:{minute:02}"),
            Style::Short => format!("{day} {month} {year}, {hour:02}:{minute:02}"),
            Style::Long => format!("{day} {month} {year}, {hour:02}:{minute:02} UTC"),
        }
    }

    fn ago(at: Timestamp, now: Timestamp) -> String {
        let minutes = now.saturating_sub(at) / 60_000;
        let counted = |count: u64, unit: &str| {
            let plural = if count == 1 { "" } else { "s" };
            format!("{count} {unit}{plural} ago")
        };
        match (minutes, minutes / 60, minutes / 1440) {
            (0, _, _) => "just now".to_owned(),
            (1..60, _, _) => format!("{minutes} min ago"),
            (_, hours @ 0..24, _) => format!("{hours} h ago"),
            (_, _, 1) => "yesterday".to_owned(),
            (_, _, days @ 0..60) => counted(days, "day"),
            (_, _, days @ 0..730) => counted(days / 30, "month"),
            (_, _, days) => counted(days / 365, "year"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(machine(0), "1970-01-01T00:00:00Z");
        assert_eq!(machine(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(machine(951_868_800_000), "2000-03-01T00:00:00Z");
        assert_eq!(machine(1_767_225_599_000), "2025-12-31T23:59:59Z");
        assert_eq!(long(1_795_421_520_000), "23 Nov 2026, 08:12 UTC");
        assert_eq!(short(1_767_225_599_000, 1_795_421_520_000), "31 Dec 2025, 23:59");
        assert_eq!(day(951_868_799_000), "2000-02-29");
    }

    #[test]
    fn a_day_is_read_as_it_is_written_and_one_that_is_none_is_not() {
        for at in [0, 951_782_400_000, 951_868_800_000, 1_795_392_000_000] {
            assert_eq!(parse_day(&day(at)), Some(at));
        }
        for odd in ["", "2026-02-30", "2026-13-01", "tomorrow", "2026-1-1", "1969-12-31", "2026-11-23T08:00"]
        {
            assert_eq!(parse_day(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_past_is_told_in_the_largest_unit_that_fits() {
        let now = 1_795_421_520_000;
        let check = |minutes: u64, want: &str| assert_eq!(ago(now - minutes * 60_000, now), want);
        check(0, "just now");
        check(59, "59 min ago");
        check(60, "1 h ago");
        check(1439, "23 h ago");
        check(1440, "yesterday");
        check(2880, "2 days ago");
        check(1440 * 90, "3 months ago");
        check(1440 * 800, "2 years ago");
        assert_eq!(ago(now + 1, now), "just now");
    }
}
