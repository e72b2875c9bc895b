//! The audit as a file, for other programs to read and to check.

use jiff::Timestamp as Moment;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ombud_access::{Authority, Timestamp, UserId};
use ombud_identity::audit::search::{self, Filter, Found, Order};
use ombud_identity::{Result, person};
use ombud_store::UnitOfWork;
use std::collections::HashMap;
use std::str::FromStr;

/// Entries made into text at a time.
const PIECE: usize = 250;

const COLUMNS: [&str; 15] = [
    "number",
    "at",
    "actor",
    "actor name",
    "plugin",
    "on behalf of",
    "action",
    "target",
    "before",
    "after",
    "from",
    "why",
    "place",
    "hash",
    "at in ms",
];

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// An object on each line: `position`, `hash`, and last the `entry` exactly as it was hashed.
    JsonLines,
    /// A table for people, with names and dates.
    Csv,
}

impl Format {
    /// What a browser or a program is told of it.
    pub fn content_type(self) -> &'static str {
        match self {
            Format::JsonLines => "application/x-ndjson",
            Format::Csv => "text/csv; charset=utf-8",
        }
    }

    /// How such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Format, String> {
        match text {
            "jsonl" => Ok(Format::JsonLines),
            "csv" => Ok(Format::Csv),
            _ => Err("must be `jsonl` or `csv`".to_owned()),
        }
    }
}

/// A moment as people write it: RFC 3339, or a date, which is its first moment in UTC.
pub(crate) fn moment(text: &str) -> std::result::Result<Timestamp, String> {
    let day = |date: Date| date.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    // A time without a zone is no moment, though its date could be read.
    let date = Some(text).filter(|text| text.len() == "2026-11-23".len()).and_then(|text| text.parse().ok());
    let moment = text.parse::<Moment>().ok().or_else(|| day(date?).ok());
    let ms = moment.and_then(|moment| u64::try_from(moment.as_millisecond()).ok());
    ms.map(Timestamp)
        .ok_or_else(|| "must be a date such as 2026-11-23, or a moment such as 2026-11-23T14:30:00Z".into())
}

/// A moment in RFC 3339.
pub(crate) fn in_words(at: Timestamp) -> String {
    let moment = i64::try_from(at.0).ok().and_then(|ms| Moment::from_millisecond(ms).ok());
    moment.map_or_else(|| at.0.to_string(), |moment| moment.to_string())
}

/// A walk through what passes a filter, as it happened, in pieces of text.
pub(crate) struct Export {
    filter: Filter,
    format: Format,
    cursor: Option<u64>,
    begun: bool,
    names: HashMap<UserId, String>,
}

impl Export {
    /// Begins one that ends with what had happened by `now`: it does not run after what goes on meanwhile.
    pub fn new(mut filter: Filter, format: Format, now: Timestamp) -> Export {
        let end = now.plus(1);
        filter.until = Some(filter.until.map_or(end, |until| until.min(end)));
        Export { filter, format, cursor: None, begun: false, names: HashMap::new() }
    }

    /// The next piece; none: that was all. Each may be read in another unit of work, by rights as they are then.
    pub fn next(&mut self, unit: &mut UnitOfWork, actor: &Authority) -> Result<Option<Vec<u8>>> {
        if self.begun && self.cursor.is_none() {
            return Ok(None);
        }
        let page = search::list(unit, actor, &self.filter, Order::OldestFirst, self.cursor, PIECE)?;
        let mut piece = Vec::new();
        match self.format {
            Format::JsonLines => page.entries.iter().for_each(|found| line(found, &mut piece)),
            Format::Csv => {
                let mut table = csv::Writer::from_writer(&mut piece);
                if !self.begun {
                    // Writing to memory does not fail.
                    let _ = table.write_record(COLUMNS);
                }
                for found in &page.entries {
                    let _ = table.write_record(self.row(unit, found)?.iter().map(|cell| harmless(cell)));
                }
                let _ = table.flush();
            }
        }
        (self.begun, self.cursor) = (true, page.next);
        Ok(Some(piece))
    }

    fn row(&mut self, unit: &mut UnitOfWork, found: &Found) -> Result<[String; COLUMNS.len()]> {
        let entry = &found.entry;
        let id = |id: Option<UserId>| id.map(|id| id.to_string()).unwrap_or_default();
        let value =
            |value: &Option<serde_json::Value>| value.as_ref().map(ToString::to_string).unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let seal = found.sealed.as_ref();
        let name = match entry.actor.or(entry.on_behalf) {
            Some(actor) => self.name(unit, actor)?,
            None => String::new(),
        };
        Ok([
            entry.number.to_string(),
            in_words(entry.at),
            id(entry.actor),
            name,
            entry.plugin.as_ref().map(ToString::to_string).unwrap_or_default(),
            id(entry.on_behalf),
            entry.action.clone(),
            entry.target.clone(),
            value(&entry.before),
            value(&entry.after),
            text(&entry.from),
            text(&entry.why),
            seal.map(|seal| seal.position.to_string()).unwrap_or_default(),
            seal.map(|seal| seal.hash.clone()).unwrap_or_default(),
            entry.at.0.to_string(),
        ])
    }

    /// What the person is called now.
    fn name(&mut self, unit: &mut UnitOfWork, id: UserId) -> Result<String> {
        if let Some(name) = self.names.get(&id) {
            return Ok(name.clone());
        }
        let name = person::get(unit, id)?.map(|person| person.name).unwrap_or_default();
        self.names.insert(id, name.clone());
        Ok(name)
    }
}

fn line(found: &Found, piece: &mut Vec<u8>) {
    let head = serde_json::json!({
        "position": found.sealed.as_ref().map(|seal| seal.position),
        "hash": found.sealed.as_ref().map(|seal| &seal.hash),
    });
    let head = head.to_string();
    // The entry stands there byte for byte as it was hashed, so that nobody has to write JSON the same way.
    piece.extend_from_slice(head.trim_end_matches('}').as_bytes());
    piece.extend_from_slice(b",\"entry\":");
    piece.extend_from_slice(found.canonical.as_bytes());
    piece.extend_from_slice(b"}\n");
}

/// A cell that a spreadsheet does not take for a formula: names and reasons are of anybody's making.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_date_or_a_time_with_its_zone() {
        assert_eq!(moment("1970-01-02"), Ok(Timestamp(86_400_000)));
        assert_eq!(moment("1970-01-01T01:00:00.5+01:00"), Ok(Timestamp(500)));
        assert_eq!(in_words(Timestamp(500)), "1970-01-01T00:00:00.5Z");
        for wrong in ["", "yesterday", "1970-13-01", "12", "1970-01-01T01:00:00", "1969-12-31"] {
            assert!(moment(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn no_cell_begins_as_a_formula_does() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert!(harmless(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(harmless("a = b"), "a = b");
    }
}
