//! A store with a search of it, and what is searched in these tests.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

#[path = "../../../store/tests/common/mod.rs"]
pub mod common;

use common::*;
use ombud_access::*;
use ombud_search::*;
use ombud_store::{Draft, Store, StoreError, UnitOfWork};
use parking_lot::Mutex;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What is declared, and the people there are.
#[derive(Default)]
pub struct Plugins {
    pub declared: Mutex<Declared>,
    pub people: Mutex<Vec<(UserId, String)>>,
}

impl Source for Plugins {
    fn declared(&self) -> Declared {
        self.declared.lock().clone()
    }

    fn person(&self, _: &mut UnitOfWork, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let people = self.people.lock();
        Ok(people
            .iter()
            .find(|(known, _)| known.to_string() == id)
            .map(|(_, body)| body.clone().into_bytes()))
    }

    fn people(
        &self,
        _: &mut UnitOfWork,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let mut ids: Vec<String> = self.people.lock().iter().map(|(id, _)| id.to_string()).collect();
        ids.sort();
        Ok(ids.into_iter().filter(|id| after.is_none_or(|after| &**id > after)).take(limit).collect())
    }
}

pub fn rules(json: serde_json::Value, schema: u32) -> Arc<Rules> {
    let search: SearchRules = serde_json::from_value(json).unwrap();
    search.check().unwrap();
    Arc::new(Rules { search, read: None, schema })
}

pub fn declared() -> Declared {
    let things = serde_json::json!({
        "text": [{ "field": "subject", "title": true }, { "field": "inside", "staff": true }],
        "words": [
            { "field": "number", "filter": "number" },
            { "field": "status", "filter": "is", "passed-on": true },
            { "field": "tags", "filter": "tag", "passed-on": true, "staff": true },
        ],
    });
    let parts = serde_json::json!({
        "text": [{ "field": "text" }],
        "people": [{ "field": "author", "filter": "from" }],
        "files": "files.name",
        "time": "at",
        "skip": [{ "field": "kind", "is": "line" }],
    });
    let people = serde_json::json!({
        "text": [{ "field": "name", "title": true }, { "field": "email", "staff": true }],
    });
    let all = [(THINGS, things), (PARTS, parts), (PEOPLE, people)];
    Declared(all.into_iter().map(|(name, json)| (name.to_owned(), rules(json, 1))).collect())
}

/// A desk.
pub struct Desk {
    pub search: Search,
    pub plugins: Arc<Plugins>,
    pub store: Store,
    pub dir: Arc<TempDir>,
}

impl Desk {
    pub fn new() -> Desk {
        Desk::open(Arc::new(tempfile::tempdir().unwrap()), declared())
    }

    pub fn open(dir: Arc<TempDir>, declared: Declared) -> Desk {
        let store = open(dir.path());
        let plugins = Arc::new(Plugins { declared: Mutex::new(declared), ..Plugins::default() });
        let search =
            Search::new(&dir.path().join("search"), "this desk".into(), store.clone(), plugins.clone());
        Desk { search, plugins, store, dir }
    }

    /// The same, closed and opened again.
    pub fn again(self) -> Desk {
        let (dir, declared) = (self.dir.clone(), self.plugins.declared.lock().clone());
        self.search.close();
        drop(self);
        let desk = Desk::open(dir, declared);
        desk.started();
        desk
    }

    /// Until it knows everything.
    pub fn started(&self) {
        self.search.start(NOW).unwrap();
        self.caught_up();
    }

    pub fn caught_up(&self) {
        let begun = Instant::now();
        loop {
            let status = self.search.status();
            if status.complete && status.behind == Some(0) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{status:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn write(&self, work: impl FnOnce(&mut UnitOfWork)) {
        let mut unit = self.store.begin();
        work(&mut unit);
        commit(unit).unwrap();
    }

    pub fn thing(&self, name: &str, body: serde_json::Value, shape: impl FnOnce(&mut Envelope)) {
        let mut own = envelope(THINGS, name);
        shape(&mut own);
        self.write(|unit| drop(create(unit, with(own, &body)).unwrap()));
    }

    pub fn part(&self, of: &str, name: &str, body: serde_json::Value, audience: Audience) {
        self.write(|unit| drop(create(unit, with(below(of, name, audience), &body)).unwrap()));
    }

    pub fn find(&self, asker: &Asker, wanted: Wanted) -> Found {
        self.search.find(&mut self.store.begin(), asker, &wanted).unwrap()
    }

    /// The names of what this plugin finds that may see everything.
    pub fn names(&self, text: &str) -> Vec<String> {
        let found = self.find(&staff(), Wanted { text: text.into(), limit: 50, ..Wanted::default() });
        assert!(found.question.problems.is_empty(), "{:?}", found.question.problems);
        named(&found)
    }
}

pub fn named(found: &Found) -> Vec<String> {
    found.tops.iter().flat_map(|top| &top.hits).map(|at| at.id.to_string()).collect()
}

pub fn below(of: &str, name: &str, audience: Audience) -> Envelope {
    Envelope { parent: Some(at(THINGS, of)), audience, ..envelope(PARTS, name) }
}

pub fn with(own: Envelope, body: &serde_json::Value) -> Draft {
    Draft { body: body.to_string().into_bytes(), now: own.created, ..draft(own) }
}

/// Somebody who sees all things and parts.
pub fn staff() -> Asker {
    asker(everything(), true)
}

pub fn asker(visibility: Visibility, staff: bool) -> Asker {
    let collections = vec![THINGS.to_owned(), PARTS.to_owned()];
    let sights = vec![Sight { collections, visibility: Some(visibility) }];
    Asker { sights, staff, now: NOW, ..Asker::default() }
}
