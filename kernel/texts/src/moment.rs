//! Moments as a language writes them, in UTC. The script of the desk tells them in the time of the place where they are
//! read.

use crate::Language;
use icu_calendar::Gregorian;
use icu_calendar::types::RataDie;
use icu_datetime::fieldsets::{MD, MDT, YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use std::cell::OnceCell;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// In full: `23 Nov 2026, 08:12 UTC`.
    Long,
    /// Without the year, as long as it is this one: `23 Nov, 08:12`.
    Short,
    /// The day alone: `23 Nov 2026`.
    Day,
    /// How long ago, in the largest unit that fits: `3 hours ago`.
    Ago,
}

/// A moment that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub at: u64,
    /// The same, of when it is told.
    pub now: u64,
    /// How much is told.
    pub style: Style,
}

const DAY: u64 = 86_400_000;
const MINUTE: u64 = 60_000;

/// A moment in words.
pub fn tell(language: Language, moment: Moment) -> String {
    let Moment { at, now, style } = moment;
    if style == Style::Ago {
        return ago(language, at, now);
    }
    let Some(civil) = civil(at) else { return String::new() };
    let told = Formatters::of(language, |of| match style {
        Style::Day => of.day.as_ref().map(|day| day.format(&civil).to_string()),
        Style::Short if year(at) == year(now) => {
            of.short.as_ref().map(|short| short.format(&civil).to_string())
        }
        _ => of.long.as_ref().map(|long| long.format(&civil).to_string()),
    });
    // The Bulgarian pattern for hours brings its `ч.` along twice.
    let told = told.unwrap_or_default().replace("ч. ч.", "ч.");
    if style == Style::Long { format!("{told} UTC") } else { told }
}

fn ago(language: Language, at: u64, now: u64) -> String {
    let minutes = now.saturating_sub(at) / MINUTE;
    let (key, count) = match (minutes, minutes / 60, minutes / 1440) {
        (0, _, _) => ("ago-now", 0),
        (1..60, _, _) => ("ago-minutes", minutes),
        (_, hours @ 0..24, _) => ("ago-hours", hours),
        (_, _, 1) => ("ago-yesterday", 1),
        (_, _, days @ 0..60) => ("ago-days", days),
        (_, _, days @ 0..730) => ("ago-months", days / 30),
        (_, _, days) => ("ago-years", days / 365),
    };
    crate::kernel().say(language, key, &[("count", count.into())], None).text
}

type Told = DateTime<Gregorian>;

/// As the calendar has it; none far outside of what a calendar on a wall has.
fn civil(at: u64) -> Option<Told> {
    /// The first of January 1970, counted from the first of January of the year 1.
    const EPOCH: i64 = 719_163;
    /// The end of the year 9999.
    const LAST: u64 = 253_402_300_799_999;
    let at = Some(at).filter(|at| *at <= LAST)?;
    let days = i64::try_from(at / DAY).ok()?;
    let of_day = u32::try_from(at % DAY / 1000).ok()?;
    let part = |n: u32| u8::try_from(n).ok();
    let time = Time::try_new(part(of_day / 3600)?, part(of_day / 60 % 60)?, part(of_day % 60)?, 0).ok()?;
    Some(DateTime { date: Date::from_rata_die(RataDie::new(EPOCH + days), Gregorian), time })
}

fn year(at: u64) -> Option<i32> {
    civil(at).map(|told| told.date.year().extended_year())
}

/// Making one costs far more than using it, and they stay on their thread.
struct Formatters {
    long: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDT>>,
    short: Option<FixedCalendarDateTimeFormatter<Gregorian, MDT>>,
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
}

impl Formatters {
    fn of<T>(language: Language, tell: impl FnOnce(&Formatters) -> T) -> T {
        thread_local! {
            static MADE: [OnceCell<Formatters>; 7] = const { [const { OnceCell::new() }; 7] };
        }
        MADE.with(|made| tell(made[language as usize].get_or_init(|| Formatters::make(language))))
    }

    fn make(language: Language) -> Formatters {
        let preferences = DateTimeFormatterPreferences::from(language.locale());
        Formatters {
            long: FixedCalendarDateTimeFormatter::try_new(preferences, YMD::medium().with_time_hm()).ok(),
            short: FixedCalendarDateTimeFormatter::try_new(preferences, MD::medium().with_time_hm()).ok(),
            day: FixedCalendarDateTimeFormatter::try_new(preferences, YMD::medium()).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_795_421_520_000;

    fn of(language: Language, at: u64, style: Style) -> String {
        tell(language, Moment { at, now: NOW, style })
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let all = |style| Language::ALL.map(|language| of(language, NOW, style));
        assert_eq!(
            all(Style::Long),
            [
                "23 Nov 2026, 08:12 UTC",
                "23.11.2026\u{202f}г., 08:12 ч. UTC",
                "23 lis 2026, 08:12 UTC",
                "23 нояб. 2026\u{202f}г., 08:12 UTC",
                "23. nov. 2026, 08:12 UTC",
            ]
        );
        assert_eq!(
            all(Style::Short),
            ["23 Nov, 08:12", "23.11., 08:12 ч.", "23 lis, 08:12", "23 нояб., 08:12", "23. nov., 08:12"]
        );
        assert_eq!(
            all(Style::Day),
            [
                "23 Nov 2026",
                "23.11.2026\u{202f}г.",
                "23 lis 2026",
                "23 нояб. 2026\u{202f}г.",
                "23. nov. 2026"
            ]
        );
        assert_eq!(of(Language::English, 1_767_225_599_000, Style::Short), "31 Dec 2025, 23:59");
        assert_eq!(of(Language::English, 951_782_400_000, Style::Day), "29 Feb 2000");
        assert_eq!(of(Language::English, u64::MAX, Style::Day), "");
    }

    #[test]
    fn the_past_is_told_in_the_largest_unit_that_fits() {
        let ago = |language, minutes: u64| of(language, NOW - minutes * MINUTE, Style::Ago);
        let english =
            [0, 1, 59, 60, 1439, 1440, 2880, 1440 * 90, 1440 * 800].map(|n| ago(Language::English, n));
        assert_eq!(
            english,
            [
                "just now",
                "1 min ago",
                "59 min ago",
                "1 h ago",
                "23 h ago",
                "yesterday",
                "2 days ago",
                "3 months ago",
                "2 years ago"
            ]
        );
        let days = |language| [2, 5, 22].map(|n| ago(language, n * 1440));
        assert_eq!(days(Language::Polish), ["2 dni temu", "5 dni temu", "22 dni temu"]);
        assert_eq!(days(Language::Russian), ["2 дня назад", "5 дней назад", "22 дня назад"]);
        assert_eq!(days(Language::Slovene), ["pred 2 dnevoma", "pred 5 dnevi", "pred 22 dnevi"]);
        assert_eq!(days(Language::Bulgarian), ["преди 2 дни", "преди 5 дни", "преди 22 дни"]);
        assert_eq!(of(Language::English, NOW + 1, Style::Ago), "just now");
    }
}
