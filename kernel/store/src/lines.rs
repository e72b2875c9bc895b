//! Everything that a store keeps, as lines of JSON: to be read by other programs, and to make a store of again.

use crate::backup::filling::Filling;
use crate::event_log::Event;
use crate::record::Stored;
use crate::timer::Timer;
use crate::view::View;
use crate::{
    BlobId, BlobWriter, CommitNumber, EngineKind, IndexEntry, Result, Store, StoreError, changes, counter,
    event_log, format, key, table, timer,
};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use ombud_access::{Envelope, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{BufRead, BufWriter, Read, Write};
use std::path::Path;

/// The version of the lines.
const VERSION: u32 = 1;
/// Bytes of a file on a line.
const PART: usize = 48 << 10;
/// The longest line that is read.
const MAX_LINE: u64 = 512 << 20;

/// A line: an object with one field, which says what it is.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// The first: which version of lines, and as of which commit.
    Desk {
        version: u32,
        commit: CommitNumber,
    },
    Record(RecordLine),
    Event(Event),
    Timer(Timer),
    /// The last number that was given.
    Counter {
        name: String,
        last: u64,
    },
    /// A row of a kernel table.
    Row {
        table: String,
        key: String,
        value: Box<RawValue>,
    },
    /// Who stored a file.
    Upload {
        file: BlobId,
        who: String,
        at: Timestamp,
    },
    /// Who keeps a file, apart from records.
    Holder {
        holder: String,
        file: BlobId,
    },
    /// The next bytes of a file, in base64; a file without any has one such line, too.
    File {
        file: BlobId,
        bytes: String,
    },
    /// The last: how many lines are before it.
    End {
        lines: u64,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordLine {
    envelope: Envelope,
    private: bool,
    index: Vec<IndexEntry>,
    files: Vec<BlobId>,
    body: Body,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Body {
    Text(String),
    Base64(String),
}

impl RecordLine {
    fn of(stored: Stored) -> RecordLine {
        let Stored { envelope, private, index, blobs, body } = stored;
        let body = match String::from_utf8(body) {
            Ok(text) => Body::Text(text),
            Err(bytes) => Body::Base64(BASE64_STANDARD.encode(bytes.as_bytes())),
        };
        RecordLine { envelope, private, index, files: blobs, body }
    }

    fn stored(self) -> Result<Stored> {
        let RecordLine { envelope, private, index, files, body } = self;
        index.iter().try_for_each(IndexEntry::check)?;
        let body = match body {
            Body::Text(text) => text.into_bytes(),
            Body::Base64(text) => unbase64(&text)?,
        };
        Ok(Stored { envelope, private, index, blobs: files, body })
    }
}

fn unbase64(text: &str) -> Result<Vec<u8>> {
    BASE64_STANDARD.decode(text).map_err(|error| StoreError::Invalid(format!("not base64: {error}")))
}

/// What a row says, if it is not said by another row already.
fn line(row: &[u8], value: &[u8]) -> Result<Option<Line>> {
    let lost = || StoreError::Corrupt(key::describe(row));
    let (kind, rest) = row.split_first().ok_or_else(lost)?;
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| lost());
    let file = |bytes: &[u8]| BlobId::from_bytes(bytes).ok_or_else(lost);
    Ok(Some(match *kind {
        key::RECORD => Line::Record(RecordLine::of(Stored::decode(value)?)),
        key::EVENT => Line::Event(event_log::decode(value)?),
        key::TIMER => Line::Timer(timer::decode(value)?),
        key::COUNTER => {
            let [name] = key::parts(row, 1).ok_or_else(lost)?;
            Line::Counter { name: name.to_owned(), last: counter::decode(value)? }
        }
        key::TABLE => {
            let end = rest.iter().position(|byte| *byte == 0).ok_or_else(lost)?;
            let json = text(table::json(value).ok_or_else(lost)?)?;
            let value = RawValue::from_string(json).map_err(|_| lost())?;
            Line::Row { table: text(&rest[..end])?, key: text(&rest[end + 1..])?, value }
        }
        key::UPLOAD => {
            let (id, who) = rest.split_at_checked(32).ok_or_else(lost)?;
            let at = value.first_chunk().copied().map(u64::from_be_bytes).ok_or_else(lost)?;
            Line::Upload { file: file(id)?, who: text(who)?, at: Timestamp(at) }
        }
        key::HOLDER => {
            let (holder, id) = rest.split_at_checked(rest.len().saturating_sub(32)).ok_or_else(lost)?;
            let holder = holder.strip_suffix(&[0]).ok_or_else(lost)?;
            Line::Holder { holder: text(holder)?, file: file(id)? }
        }
        // Indexes and the like follow from records; the header is made anew.
        _ => return Ok(None),
    }))
}

struct Writer<W: Write> {
    to: BufWriter<W>,
    lines: u64,
}

impl<W: Write> Writer<W> {
    fn line(&mut self, line: &Line) -> Result<()> {
        serde_json::to_writer(&mut self.to, line).map_err(|error| StoreError::Disk(error.to_string()))?;
        self.lines += 1;
        Ok(self.to.write_all(b"\n")?)
    }

    fn file(&mut self, store: &Store, file: BlobId) -> Result<()> {
        let missing =
            |error| StoreError::Corrupt(format!("the file `{file}` is named and cannot be read: {error}"));
        let mut from = store.blobs().open(&file).map_err(missing)?;
        let mut first = true;
        loop {
            let mut part = Vec::with_capacity(PART);
            (&mut from).take(PART as u64).read_to_end(&mut part).map_err(missing)?;
            if part.is_empty() && !first {
                return Ok(());
            }
            first = false;
            self.line(&Line::File { file, bytes: BASE64_STANDARD.encode(part) })?;
        }
    }
}

impl Store {
    /// Writes everything as of now, and the files that are named; gives the number of lines. Others go on meanwhile.
    pub fn export(&self, to: impl Write) -> Result<u64> {
        let _quiet = self.blobs().quiet.read();
        let view: View = self.view();
        let mut writer = Writer { to: BufWriter::with_capacity(1 << 17, to), lines: 0 };
        writer.line(&Line::Desk { version: VERSION, commit: view.start() })?;
        let mut last = None;
        // Files first, so that whoever reads the lines has them when a record names them.
        view.each(key::all(key::BLOB_REF), |row, _| match BlobId::named(row) {
            Some(file) if last != Some(file) => {
                last = Some(file);
                writer.file(self, file)
            }
            _ => Ok(()),
        })?;
        view.each(key::everything(), |row, value| {
            if changes::is_own(row) {
                return Ok(());
            }
            line(row, value)?.map_or(Ok(()), |line| writer.line(&line))
        })?;
        writer.line(&Line::End { lines: writer.lines })?;
        writer.to.flush()?;
        Ok(writer.lines)
    }

    /// Reads such lines to their end, to see that none is missing; gives how many they are.
    ///
    /// # Errors
    /// `Invalid` if there is no end.
    pub fn exported(from: impl BufRead) -> Result<u64> {
        let (mut lines, mut last) = (0, String::new());
        for line in from.lines() {
            last = line?;
            lines += 1;
        }
        match serde_json::from_str(&last) {
            Ok(Line::End { lines: before }) if before + 1 == lines => Ok(lines),
            _ => Err(StoreError::Invalid("the end is missing: it was cut off".into())),
        }
    }

    /// Makes a store of such lines, in a new or empty folder; gives how many they were.
    ///
    /// # Errors
    /// `Invalid` says which line makes no sense, or that the end is missing.
    pub fn import(kind: EngineKind, from: impl BufRead, to: &Path) -> Result<u64> {
        let mut import = Import { file: None, commit: 0 };
        let mut filling = None;
        let mut from = from;
        let mut text = Vec::new();
        let mut number = 0;
        loop {
            text.clear();
            (&mut from).take(MAX_LINE).read_until(b'\n', &mut text)?;
            number += 1;
            let wrong = |why: String| StoreError::Invalid(format!("line {number}: {why}"));
            if text.is_empty() {
                return Err(wrong("the end is missing: the file was cut off".into()));
            }
            let line = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
            match (line, &mut filling) {
                (Line::Desk { version: VERSION, commit }, None) => {
                    import.commit = commit;
                    let mut begun = Filling::begin(kind, to, commit)?;
                    for (key, value) in format::header()? {
                        begun.rows.put(key, value)?;
                    }
                    filling = Some(begun);
                }
                (Line::Desk { version, .. }, None) => {
                    return Err(wrong(format!(
                        "lines of version {version}, and this program reads {VERSION}"
                    )));
                }
                (Line::Desk { .. }, Some(_)) => return Err(wrong("a second beginning".into())),
                (_, None) => return Err(wrong("the beginning is missing".into())),
                (Line::End { lines }, _) if lines != number - 1 => {
                    return Err(wrong(format!("{lines} lines were written before this one")));
                }
                (Line::End { .. }, Some(_)) => break,
                (line, Some(filling)) => {
                    import.take(filling, line).map_err(|error| wrong(error.to_string()))?;
                }
            }
        }
        if let Some(filling) = filling {
            import.close(None)?;
            filling.finish(import.commit)?;
        }
        Ok(number)
    }
}

struct Import {
    /// The file whose bytes are coming.
    file: Option<(BlobId, BlobWriter)>,
    commit: CommitNumber,
}

impl Import {
    fn take(&mut self, to: &mut Filling, line: Line) -> Result<()> {
        match line {
            Line::Record(record) => {
                let stored = record.stored()?;
                for (key, value) in stored.derived() {
                    to.rows.put(key, Some(value))?;
                }
                to.rows.put(key::record(&stored.envelope.record()), Some(stored.encode()?))
            }
            Line::Event(event) if event.commit() > self.commit => {
                Err(StoreError::Invalid("the event is later than the last commit".into()))
            }
            Line::Event(event) => to.rows.put(event.place(), Some(event.encode()?)),
            Line::Timer(timer) => {
                let (by_name, by_time) = timer::keys(&timer);
                to.rows.put(by_name, Some(timer::encode(&timer)?))?;
                to.rows.put(by_time, Some(Vec::new()))
            }
            Line::Counter { name, last } => {
                to.rows.put(key::key(key::COUNTER, &[&name]), Some(last.to_be_bytes().to_vec()))
            }
            Line::Row { table, key, value } => {
                let at = [key::key(key::TABLE, &[&table]).as_slice(), key.as_bytes()].concat();
                to.rows.put(at, Some(table::value(value.get().as_bytes())))
            }
            Line::Upload { file, who, at } => {
                to.rows.put(file.stored_by(&who), Some(at.0.to_be_bytes().to_vec()))
            }
            Line::Holder { holder, file } => {
                to.rows.put(file.kept_for(&holder), Some(Vec::new()))?;
                to.rows.put(file.held_by(&holder), Some(Vec::new()))
            }
            Line::File { file, bytes } => {
                self.close(Some(file))?;
                let bytes = unbase64(&bytes)?;
                let (_, writer) = match &mut self.file {
                    Some(open) => open,
                    none => none.insert((file, to.blobs.writer(u64::MAX)?)),
                };
                writer.write(&bytes)
            }
            Line::Desk { .. } | Line::End { .. } => Ok(()),
        }
    }

    /// Ends the file whose bytes were coming, unless more of it comes.
    fn close(&mut self, next: Option<BlobId>) -> Result<()> {
        let Some((id, writer)) = self.file.take_if(|(id, _)| Some(*id) != next) else { return Ok(()) };
        let (found, _) = writer.finish()?;
        if found == id {
            return Ok(());
        }
        Err(StoreError::Invalid(format!("the file `{id}` has other bytes than its name says")))
    }
}
