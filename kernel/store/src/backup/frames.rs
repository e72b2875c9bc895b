//! The file of a backup, as docs/backup.md describes it: a title, frames, and the SHA-256 of all that.

use crate::{Result, StoreError, pieces};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Begins each backup; the number is the version of its format.
const TITLE: &[u8] = b"ombud backup 1\n";
const ANY_TITLE: &[u8] = b"ombud backup ";
const HASH: usize = 32;
/// The largest frame that is read.
const MAX_FRAME: usize = 160 << 20;
/// About the most bytes of rows that are pressed together.
const ROWS: usize = 1 << 20;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// JSON: what this is a backup of. The first frame.
    Head = b'h',
    /// Rows of the state, compressed.
    Rows = b'r',
    /// Rows of changes, in the order of the commits, compressed.
    Changes = b'c',
    /// The name of a file, whose bytes follow.
    File = b'f',
    /// The next bytes of a file.
    Bytes = b'd',
    /// JSON: how much it was. The last frame.
    End = b'e',
}

impl Kind {
    fn of(byte: u8) -> Option<Kind> {
        use Kind::*;
        [Head, Rows, Changes, File, Bytes, End].into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// Writes frames.
pub(crate) struct FrameWriter<W: Write> {
    to: BufWriter<W>,
    hash: Sha256,
    /// Rows that wait for others.
    rows: Vec<u8>,
    kind: Kind,
}

impl<W: Write> FrameWriter<W> {
    pub fn begin(to: W) -> Result<FrameWriter<W>> {
        let to = BufWriter::with_capacity(1 << 17, to);
        let mut frames = FrameWriter { to, hash: Sha256::new(), rows: Vec::new(), kind: Kind::Rows };
        frames.put(TITLE)?;
        Ok(frames)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }

    /// Adds a frame.
    pub fn frame(&mut self, kind: Kind, payload: &[u8]) -> Result<()> {
        self.flush_rows()?;
        self.raw(kind, payload)
    }

    fn raw(&mut self, kind: Kind, payload: &[u8]) -> Result<()> {
        let length = u32::try_from(payload.len()).map_err(|_| StoreError::TooLarge("a frame".into()))?;
        self.put(&[kind as u8])?;
        self.put(&length.to_be_bytes())?;
        self.put(payload)
    }

    /// Adds a row, in a frame with others.
    pub fn row(&mut self, kind: Kind, key: &[u8], value: &[u8]) -> Result<()> {
        if self.kind != kind || self.rows.len() > ROWS {
            self.flush_rows()?;
            self.kind = kind;
        }
        pieces::put(&mut self.rows, key);
        pieces::put(&mut self.rows, value);
        Ok(())
    }

    fn flush_rows(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let pressed = lz4_flex::compress_prepend_size(&std::mem::take(&mut self.rows));
        self.raw(self.kind, &pressed)
    }

    /// Ends the file; gives back where it was written to.
    pub fn finish(mut self) -> Result<W> {
        self.flush_rows()?;
        let hash = std::mem::take(&mut self.hash).finalize();
        self.to.write_all(&hash)?;
        self.to.into_inner().map_err(|error| StoreError::Disk(error.error().to_string()))
    }
}

/// Reads frames of a file that is whole.
pub(crate) struct FrameReader {
    from: BufReader<File>,
    /// Bytes up to the hash.
    left: u64,
}

/// A row as it stands in a frame.
pub(crate) type Row = (Vec<u8>, Vec<u8>);

impl FrameReader {
    /// Opens a backup, and reads it whole to see that it is as it was written.
    pub fn open(path: &Path) -> Result<FrameReader> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut title = vec![0; TITLE.len()];
        let fits = file.read_exact(&mut title).is_ok();
        if !fits || title != TITLE {
            return Err(StoreError::Invalid(match title.starts_with(ANY_TITLE) {
                true => "it is a backup of another version: restore it with the version that made it".into(),
                false => "it is no backup of a desk".into(),
            }));
        }
        let broken = || StoreError::Invalid("it is damaged or was cut off: take another copy of it".into());
        let body = length.checked_sub((TITLE.len() + HASH) as u64).ok_or_else(broken)?;
        let mut hash = Sha256::new();
        hash.update(TITLE);
        let mut rest = (&mut file).take(body);
        let mut part = vec![0; 1 << 17];
        loop {
            match rest.read(&mut part)? {
                0 => break,
                read => hash.update(&part[..read]),
            }
        }
        let mut wanted = [0; HASH];
        file.read_exact(&mut wanted)?;
        if *hash.finalize() != wanted {
            return Err(broken());
        }
        file.seek(SeekFrom::Start(TITLE.len() as u64))?;
        Ok(FrameReader { from: BufReader::with_capacity(1 << 17, file), left: body })
    }

    /// The next frame; none at the end.
    pub fn next(&mut self) -> Result<Option<(Kind, Vec<u8>)>> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut head = [0; 5];
        self.take(&mut head)?;
        let kind = Kind::of(head[0]).ok_or_else(|| unknown("a frame"))?;
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        if length > MAX_FRAME {
            return Err(unknown("a frame"));
        }
        let mut payload = vec![0; length];
        self.take(&mut payload)?;
        Ok(Some((kind, payload)))
    }

    fn take(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| unknown("the end"))?;
        Ok(self.from.read_exact(bytes)?)
    }
}

/// What is whole, and yet not as this version writes it.
pub(crate) fn unknown(what: &str) -> StoreError {
    StoreError::Invalid(format!("{what} of the backup is of an unknown kind"))
}

/// The rows of a frame.
pub(crate) fn rows(payload: &[u8]) -> Result<Vec<Row>> {
    let lost = || unknown("a row");
    let (size, _) = payload.split_first_chunk().ok_or_else(lost)?;
    if u32::from_le_bytes(*size) as usize > MAX_FRAME {
        return Err(lost());
    }
    let bytes = lz4_flex::decompress_size_prepended(payload).map_err(|_| lost())?;
    let mut rest = bytes.as_slice();
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let mut next = || pieces::take(&mut rest).map(<[u8]>::to_vec).ok_or_else(lost);
        rows.push((next()?, next()?));
    }
    Ok(rows)
}
