//! Puts records into the index as they are now, and commits with how far it has come.

use crate::analysis::Met;
use crate::asker::PEOPLE;
use crate::columns::Filed;
use crate::document::{self, Found, Passed, document, key, top};
use crate::index::{Failed, Opened, State};
use crate::source::{Declared, Rules, Source};
use ombud_access::{Audience, Envelope, RecordRef};
use ombud_store::UnitOfWork;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, Term};

/// Memory for what is not committed yet.
const HEAP: usize = 48 << 20;
/// Children read at a time.
const CHILDREN: usize = 256;
/// What so many tops pass on is remembered, so that their children are only put in again when it has changed.
const REMEMBERED: usize = 50_000;

/// The one writer of an index.
pub(crate) struct Writer {
    writer: IndexWriter,
    pub opened: Arc<Opened>,
    /// As of what was put in, committed or not.
    pub state: State,
    pub declared: Declared,
    /// What records pass on, as it was put in last.
    passed: FxHashMap<RecordRef, u64>,
    met: Met,
    /// Since when something waits to be committed.
    pub waiting: Option<Instant>,
    /// Documents put in since the last commit.
    pub fresh: usize,
}

impl Writer {
    pub fn new(opened: Arc<Opened>, declared: Declared) -> Result<Writer, Failed> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(HEAP)
            .build();
        let writer = opened.index.writer_with_options(options)?;
        let state = (*opened.state()).clone();
        let passed = FxHashMap::default();
        Ok(Writer { writer, opened, state, declared, passed, met: Met::default(), waiting: None, fresh: 0 })
    }

    fn touched(&mut self) {
        self.waiting.get_or_insert_with(Instant::now);
    }

    /// How long something has been waiting to be seen.
    pub fn waits(&self) -> Duration {
        self.waiting.map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// The event that it knows of now.
    pub fn reached(&mut self, position: u64) {
        if position > self.state.position {
            self.state.position = position;
            self.touched();
        }
    }

    /// Makes true what the rules say: what is no longer declared leaves, what is new or declared otherwise is read anew.
    pub fn follow(&mut self, declared: Declared) {
        let fingerprint = |rules: &Rules| rules.fingerprint();
        let gone: Vec<String> = self
            .state
            .collections
            .iter()
            .filter(|(name, reading)| {
                declared.0.get(*name).is_none_or(|rules| fingerprint(rules) != reading.rules)
            })
            .map(|(name, _)| name.clone())
            .collect();
        for name in gone {
            self.writer.delete_term(Term::from_field_text(self.opened.fields.collection, &name));
            self.state.collections.remove(&name);
            self.passed.clear();
            self.touched();
        }
        for (name, rules) in &declared.0 {
            if !self.state.collections.contains_key(name) {
                let reading = crate::index::Reading { rules: fingerprint(rules), ..Default::default() };
                self.state.collections.insert(name.clone(), reading);
                self.waiting.get_or_insert_with(Instant::now);
            }
        }
        let counted = declared.0.values().flat_map(|rules| &rules.search.words).filter(|rule| rule.passed_on);
        let mut counted: Vec<String> = counted.map(|rule| rule.filter.clone()).collect();
        counted.sort_unstable();
        counted.dedup();
        *self.opened.counted.write() = Arc::new(counted);
        self.declared = declared;
    }

    /// Whether this record's place in its collection has been read, so that changes of it must be put in.
    fn has_read(&self, at: &RecordRef) -> bool {
        self.state.collections.get(&*at.collection).is_some_and(|reading| {
            reading.done || reading.after.as_deref().is_some_and(|after| at.id.as_str() <= after)
        })
    }

    /// Something has happened to a record: puts it in again, and what hangs below it if that changes with it.
    pub fn renew(
        &mut self,
        source: &dyn Source,
        unit: &mut UnitOfWork,
        at: &RecordRef,
    ) -> Result<(), Failed> {
        if self.has_read(at) {
            self.remove(at);
            self.put(source, unit, at)?;
        }
        self.renew_below(source, unit, at, 0)
    }

    fn renew_below(
        &mut self,
        source: &dyn Source,
        unit: &mut UnitOfWork,
        at: &RecordRef,
        depth: usize,
    ) -> Result<(), Failed> {
        let Some(passes) = self.passes_on(unit, at)? else {
            self.passed.remove(at);
            return Ok(());
        };
        if depth == 0 && self.passed.get(at) == Some(&passes) {
            return Ok(());
        }
        if self.passed.len() >= REMEMBERED {
            self.passed.clear();
        }
        self.passed.insert(at.clone(), passes);
        let mut after = None;
        loop {
            let children = unit.children_after(at, after.as_ref(), CHILDREN)?;
            let Some(last) = children.last() else { return Ok(()) };
            after = Some(last.clone());
            for child in &children {
                if self.has_read(child) {
                    self.remove(child);
                    self.put(source, unit, child)?;
                }
                if depth < 16 {
                    self.renew_below(source, unit, child, depth + 1)?;
                }
            }
        }
    }

    /// A number for all that the children of a record have from it.
    fn passes_on(&self, unit: &mut UnitOfWork, at: &RecordRef) -> Result<Option<u64>, Failed> {
        let Some((filed, record)) = unit.lay_open(at)? else { return Ok(None) };
        let passed = self.passed(&record.envelope, &record.body);
        let all = format!("{passed:?}{:?}", Filed::of(&filed));
        Ok(Some(document::number(all.as_bytes())))
    }

    fn passed(&self, own: &Envelope, body: &[u8]) -> Passed {
        let Some(rules) = self.declared.0.get(&*own.collection) else { return Passed::default() };
        let body = serde_json::from_slice(body).unwrap_or_default();
        Found::of(&rules.search, own, &body).map(|found| found.passed).unwrap_or_default()
    }

    pub fn remove(&mut self, at: &RecordRef) {
        self.writer.delete_term(Term::from_field_text(self.opened.fields.key, &key(at)));
        self.touched();
    }

    /// Puts a record in, if it is there and searched. The document that it may have is removed before, by the caller.
    pub fn put(&mut self, source: &dyn Source, unit: &mut UnitOfWork, at: &RecordRef) -> Result<(), Failed> {
        let Some(rules) = self.declared.0.get(&*at.collection).cloned() else { return Ok(()) };
        if &*at.collection == PEOPLE {
            return self.put_person(source, unit, at, &rules);
        }
        let Some((filed, record)) = unit.lay_open(at)? else { return Ok(()) };
        let body = serde_json::from_slice(&record.body).unwrap_or_default();
        let Some(found) = Found::of(&rules.search, &record.envelope, &body) else { return Ok(()) };
        let (mut above, mut highest) = (Passed::default(), at.clone());
        let mut next = record.envelope.parent;
        while let Some(parent) = next.take() {
            let Some((_, record)) = unit.lay_open(&parent)? else { break };
            let read_alike = self
                .declared
                .0
                .get(&*parent.collection)
                .is_some_and(|of_parent| of_parent.read == rules.read);
            if read_alike {
                let passed = self.passed(&record.envelope, &record.body);
                above.titles.extend(passed.titles);
                above.open.extend(passed.open);
                above.staff.extend(passed.staff);
            }
            next = record.envelope.parent;
            highest = parent;
        }
        self.add(at, &Filed::of(&filed), top(&highest), &found, &above)
    }

    fn put_person(
        &mut self,
        source: &dyn Source,
        unit: &mut UnitOfWork,
        at: &RecordRef,
        rules: &Rules,
    ) -> Result<(), Failed> {
        let Some(body) = source.person(unit, at.id.as_str())? else { return Ok(()) };
        let filed = Filed {
            department: None,
            assignee: None,
            requester: None,
            participants: Vec::new(),
            audience: Audience::Staff,
        };
        let Some(envelope) = filed.clone().envelope() else { return Ok(()) };
        let body = serde_json::from_slice(&body).unwrap_or_default();
        match Found::of(&rules.search, &envelope, &body) {
            Some(found) => self.add(at, &filed, top(at), &found, &Passed::default()),
            None => Ok(()),
        }
    }

    fn add(
        &mut self,
        at: &RecordRef,
        filed: &Filed,
        top: u64,
        found: &Found,
        above: &Passed,
    ) -> Result<(), Failed> {
        self.writer.add_document(document(
            &self.opened.fields,
            at,
            filed,
            top,
            found,
            above,
            &mut self.met,
        ))?;
        self.fresh += 1;
        self.touched();
        Ok(())
    }

    /// Makes everything so far searchable, and durable.
    pub fn commit(&mut self) -> Result<(), Failed> {
        let payload = serde_json::to_string(&self.state).unwrap_or_default();
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        self.opened.reader.reload()?;
        // After the reload: who reads this first and searches then, never misses what is in between.
        *self.opened.state.write() = Arc::new(self.state.clone());
        (self.waiting, self.fresh) = (None, 0);
        Ok(())
    }

    /// Lets the merges end.
    pub fn close(self) -> Result<(), Failed> {
        Ok(self.writer.wait_merging_threads()?)
    }
}
