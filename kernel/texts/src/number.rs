//! Numbers as a language writes them.

use crate::Language;
use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumberOptions;
use icu_decimal::input::Decimal;
use icu_decimal::{DecimalFormatter, options::DecimalFormatterOptions, options::GroupingStrategy};
use std::cell::OnceCell;

/// A number: `1,234.5` in English, `1234,5` in Polish.
pub fn number(language: Language, value: f64) -> String {
    written(language, &format!("{value}"), true)
}

/// A number of bytes, as people say it: `1.6 MB`.
pub fn bytes(language: Language, count: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let Some((unit, name)) = STEPS.iter().find(|(unit, _)| count >= *unit) else {
        let args = [("count", count.into())];
        return crate::kernel().say(language, "bytes", &args, None).text;
    };
    let tenths = count / (unit / 10);
    let figure = match tenths {
        100.. => format!("{}", tenths / 10),
        _ => format!("{}.{}", tenths / 10, tenths % 10),
    };
    format!("{}\u{a0}{name}", written(language, &figure, true))
}

/// For values in catalogues; everything else is written as it is.
pub(crate) fn in_catalogue(language: Language, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let FluentNumberOptions { use_grouping, .. } = number.options;
    Some(written(language, &number.as_string(), use_grouping))
}

/// A number that is written as machines write it.
pub(crate) fn written(language: Language, plain: &str, grouped: bool) -> String {
    // Making one costs more than using it, and they stay on their thread.
    thread_local! {
        static MADE: [OnceCell<Option<DecimalFormatter>>; 14] = const { [const { OnceCell::new() }; 14] };
    }
    let Ok(decimal) = plain.parse::<Decimal>() else { return plain.to_owned() };
    let make = || {
        let mut options = DecimalFormatterOptions::default();
        if !grouped {
            options.grouping_strategy = Some(GroupingStrategy::Never);
        }
        DecimalFormatter::try_new(language.locale().into(), options).ok()
    };
    MADE.with(|made| {
        let formatter = made[language as usize * 2 + usize::from(grouped)].get_or_init(make);
        formatter
            .as_ref()
            .map_or_else(|| plain.to_owned(), |formatter| formatter.format(&decimal).to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_in_its_own_way() {
        let of = |value: f64| Language::ALL.map(|language| number(language, value));
        assert_eq!(of(7.0), ["7"; 5]);
        assert_eq!(of(1_234.5), ["1,234.5", "1234,5", "1234,5", "1\u{a0}234,5", "1234,5"]);
        assert_eq!(
            of(1_234_567.0),
            ["1,234,567", "1\u{a0}234\u{a0}567", "1\u{a0}234\u{a0}567", "1\u{a0}234\u{a0}567", "1.234.567"]
        );
    }

    #[test]
    fn sizes_are_told_as_people_say_them() {
        let of = |count| bytes(Language::English, count);
        assert_eq!(
            [0, 1, 999, 1_000, 1_640_000, 18_000_000].map(of),
            ["0 bytes", "1 byte", "999 bytes", "1.0\u{a0}kB", "1.6\u{a0}MB", "18\u{a0}MB"]
        );
        assert_eq!(bytes(Language::Polish, 1_640_000), "1,6\u{a0}MB");
        assert_eq!(bytes(Language::Slovene, 2), "2 bajta");
    }
}
