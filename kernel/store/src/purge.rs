//! Erasing what a plugin has kept, when it is gone for good.

use crate::engine::Span;
use crate::record::Stored;
use crate::{Result, UnitOfWork, key};
use ombud_access::RecordRef;

/// Rows looked at at a time.
const BATCH: usize = 512;

impl UnitOfWork {
    /// A record of another plugin that belongs to one of this plugin's, if there is any. It would be left without a
    /// place.
    pub fn belongs_to_plugin(&self, plugin: &str) -> Result<Option<RecordRef>> {
        let mut rest = Span::prefix(&in_collections(key::CHILD, plugin));
        while !rest.is_empty() {
            // Only looked at: a purge is for plugins that nobody uses any more.
            let part = self.peek_span(&rest, false, BATCH)?;
            for (row, _) in part.rows.iter() {
                let Some([_, _, collection, id]) = key::parts::<4>(row, 1) else { continue };
                let own = collection.split_once(':').is_some_and(|(of, _)| of == plugin);
                if let (false, Ok(id)) = (own, id.parse()) {
                    return Ok(Some(RecordRef { collection: collection.into(), id }));
                }
            }
            rest = part.rest;
        }
        Ok(None)
    }

    /// Erases up to `limit` records of a plugin, with everything by which they are found, its timers, and that it stored
    /// files, which are removed when nobody else names them. Tells nobody, and asks for no permission: it is for a plugin
    /// that was taken out, at an administrator's word. Says how many were erased; zero: nothing is left.
    pub fn purge(&mut self, plugin: &str, limit: usize) -> Result<usize> {
        let rows = self.read_span(&Span::prefix(&in_collections(key::RECORD, plugin)), false, limit)?;
        for (row, bytes) in &rows {
            for (derived, value) in Stored::decode(bytes)?.derived() {
                self.write_derived(&derived, None, Some(&value));
            }
            self.write(row.clone(), None);
        }
        let left = limit - rows.len();
        let timers = self.read_span(&Span::prefix(&key::key(key::TIMER, &[plugin])), false, left)?;
        for (by_name, bytes) in &timers {
            let (_, by_time) = crate::timer::keys(&crate::timer::decode(bytes)?);
            self.write(by_time, None);
            self.write(by_name.clone(), None);
        }
        let mut erased = rows.len() + timers.len();
        let mut rest = if erased == 0 { key::all(key::UPLOAD) } else { Span { start: vec![], end: vec![] } };
        while erased < limit && !rest.is_empty() {
            let part = self.peek_span(&rest, false, BATCH)?;
            for (row, _) in part.rows.iter().filter(|(row, _)| row.get(33..) == Some(plugin.as_bytes())) {
                self.write(row.clone(), None);
                erased += 1;
            }
            rest = part.rest;
        }
        Ok(erased)
    }
}

/// How the rows of all collections of a plugin begin.
fn in_collections(kind: u8, plugin: &str) -> Vec<u8> {
    [&[kind], plugin.as_bytes(), b":"].concat()
}
