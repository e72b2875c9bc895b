//! Times as people and scripts write them: RFC 3339 in UTC. Inside the desk they are milliseconds.

use ombud_plugin::Timestamp;

/// One day in milliseconds.
pub const DAY: Timestamp = 86_400_000;

/// `2026-03-01T09:30:00.000Z`.
pub fn written(time: Timestamp) -> String {
    let (days, in_day) = (time / DAY, time % DAY);
    let (year, month, day) = civil(days);
    let (seconds, milli) = (in_day / 1000, in_day % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}

/// Reads RFC 3339 with any offset, from 1970 on.
pub fn read(text: &str) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| -> Option<u64> {
        let digits = text.get(range)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let shape = byte(4)? == b'-' && byte(7)? == b'-' && matches!(byte(10)?, b'T' | b't' | b' ');
    if !shape || byte(13)? != b':' || byte(16)? != b':' {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let days = days_since_epoch(year, month, day)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let rest = text.get(19..)?;
    let (fraction, zone) = rest.split_at(rest.find(|c: char| c != '.' && !c.is_ascii_digit())?);
    let local = days * DAY + (hour * 3600 + minute * 60 + second) * 1000 + milliseconds(fraction)?;
    let minutes: i64 = match zone {
        "Z" | "z" => 0,
        _ => {
            let sign = if zone.starts_with('+') { 1 } else { -1 };
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let two = |s: &str| (s.len() == 2).then(|| s.parse::<u8>().ok()).flatten().map(i64::from);
            sign * (two(hours)?.min(24) * 60 + two(minutes)?.min(59))
        }
    };
    u64::try_from(i64::try_from(local).ok()? - minutes * 60_000).ok()
}

fn milliseconds(fraction: &str) -> Option<u64> {
    if fraction.is_empty() {
        return Some(0);
    }
    let digits = fraction.strip_prefix('.').filter(|d| !d.is_empty() && !d.contains('.'))?;
    format!("{digits:0<3}").get(..3)?.parse().ok()
}

/// Year, month and day of a day since 1970-01-01, in the Gregorian calendar. Counting the year from March
/// puts the leap day at its end.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, in_era) = (shifted / 146_097, shifted % 146_097);
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

fn days_since_epoch(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month_at = usize::try_from(month - 1).ok()?;
    if day > lengths[month_at] {
        return None;
    }
    let before = year - 1;
    let whole_years = before * 365 + before / 4 - before / 100 + before / 400 - 719_162;
    Some(whole_years + lengths[..month_at].iter().sum::<u64>() + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_moments_are_written_as_everybody_does() {
        for (time, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_827_696_789, "2000-02-29T12:34:56.789Z"),
            (1_000_000_000_000, "2001-09-09T01:46:40.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        ] {
            assert_eq!(written(time), text);
            assert_eq!(read(text), Some(time));
        }
    }

    #[test]
    fn every_day_of_four_centuries_goes_round() {
        for day in 0..146_097 {
            let time = day * DAY + 3_723_004;
            assert_eq!(read(&written(time)), Some(time), "day {day}");
        }
    }

    #[test]
    fn offsets_and_fractions_are_understood() {
        let noon = read("2026-03-01T12:00:00Z").unwrap();
        for same in ["2026-03-01T14:00:00+02:00", "2026-03-01t06:30:00-05:30", "2026-03-01 12:00:00.000999z"]
        {
            assert_eq!(read(same), Some(noon), "{same}");
        }
        assert_eq!(read("2026-03-01T12:00:00.5Z"), Some(noon + 500));
    }

    #[test]
    fn nonsense_is_not_a_time() {
        for text in [
            "",
            "tomorrow",
            "2026-03-01",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-03-01T24:00:00Z",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+2:00",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+01:00",
            "2026-03-01T12:00:00Zé",
            "2026-0é-01T12:00:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
