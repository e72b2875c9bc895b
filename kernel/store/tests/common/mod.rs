//! A store in a folder of its own, and a plugin that may do everything with its records.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod cluster;
pub mod somebody;

use ombud_access::*;
use ombud_store::*;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp(1_000_000);
pub const THINGS: &str = "tt:things";
pub const PARTS: &str = "tt:parts";

/// Set in a process that runs the tests on another engine.
pub const ENGINE: &str = "STORE_TESTS_ON";

pub fn engine() -> EngineKind {
    let wanted = std::env::var(ENGINE).unwrap_or_default();
    let named = EngineKind::ALL.into_iter().find(|kind| format!("{kind:?}") == wanted);
    named.unwrap_or_default()
}

/// Runs all tests of this program again on the other engines; `but` are those that need the default one, or take
/// long.
pub fn all_again_on_other_engines(but: &[&str]) {
    if engine() != EngineKind::default() {
        return;
    }
    for kind in EngineKind::ALL.into_iter().filter(|kind| *kind != EngineKind::default()) {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let skipped = but.iter().flat_map(|name| ["--skip", name]);
        let done = again.args(skipped).env(ENGINE, format!("{kind:?}")).output().unwrap();
        assert!(done.status.success(), "{kind:?}: {}", String::from_utf8_lossy(&done.stdout));
    }
}

/// The name of the engine in a process that runs the tests on a database.
const DATABASE: &str = "a database";

/// Runs all tests of this program again on a database, if there is one here.
pub fn all_again_on_a_database(but: &[&str]) {
    if std::env::var(ENGINE).is_ok()
        || cluster::shared("whether a store on a database does the same").is_none()
    {
        return;
    }
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    cluster::hand_down(&mut again);
    let skipped = but.iter().flat_map(|name| ["--skip", name]);
    let done = again.args(skipped).env(ENGINE, DATABASE).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

/// A schema of the shared cluster for a folder, always the same.
pub fn database_for(dir: &Path) -> Option<Database> {
    let base = cluster::shared("what a store on a database does")?;
    Some(Database::parse(&cluster::address_for(base, dir)).unwrap())
}

pub fn options() -> StoreOptions {
    StoreOptions { cache_bytes: 16 << 20, reserve_bytes: 0 }
}

pub fn open(dir: &Path) -> Store {
    if std::env::var(ENGINE).is_ok_and(|engine| engine == DATABASE) {
        return Store::open_database(&database_for(dir).unwrap(), dir, options()).unwrap();
    }
    open_on(engine(), dir)
}

pub fn open_on(kind: EngineKind, dir: &Path) -> Store {
    Store::open_on(kind, dir, options()).unwrap()
}

pub fn fresh() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    (dir, store)
}

pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

pub fn commit(unit: UnitOfWork) -> Result<u64, CommitError> {
    wait(unit.commit())
}

pub fn conflicts(unit: UnitOfWork) -> bool {
    match commit(unit) {
        Ok(_) => false,
        Err(CommitError::Conflict(_)) => true,
        Err(other) => panic!("{other}"),
    }
}

pub fn user(number: u128) -> UserId {
    UserId(Id::from_u128(number))
}

pub fn department(number: u128) -> DepartmentId {
    DepartmentId(Id::from_u128(number))
}

pub fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

pub fn at(collection: &str, name: &str) -> RecordRef {
    RecordRef { collection: collection.into(), id: id(name) }
}

pub fn permission(name: &str) -> Permission {
    Permission {
        name: PermissionName::parse(name).unwrap(),
        title: "Do it".into(),
        description: String::new(),
        scopes: Scopes::named("all").unwrap()
            | Scopes::named("department").unwrap()
            | Scopes::named("assigned").unwrap()
            | Scopes::named("own").unwrap()
            | Scopes::named("shared").unwrap()
            | Scopes::named("unassigned").unwrap(),
        flags: Flags::default(),
    }
}

pub fn policy() -> Policy {
    Policy {
        permissions: vec![permission("tt:thing.use")],
        mandates: vec![Mandate {
            plugin: PluginId::parse("tt").unwrap(),
            grants: Vec::new(),
            departments: None,
            enabled: true,
        }],
        ..Policy::default()
    }
}

/// The plugin.
pub fn hand() -> Authority {
    let snapshot = Arc::new(Snapshot::compile(policy()).unwrap());
    Authority::plugin(snapshot, PluginId::parse("tt").unwrap(), NOW)
}

const USE: &[&str] = &["tt:thing.use"];

pub fn relations() -> Relations {
    let any = Some(PermissionName::parse("tt:thing.use").unwrap());
    Relations {
        department: any.clone(),
        into: any.clone(),
        assignee: any.clone(),
        requester: any.clone(),
        participants: any.clone(),
        audience: any.clone(),
        parent: any,
    }
}

pub fn envelope(collection: &str, name: &str) -> Envelope {
    Envelope {
        collection: collection.into(),
        id: id(name),
        version: 0,
        department: None,
        assignee: None,
        requester: None,
        participants: Vec::new(),
        audience: Audience::Everyone,
        parent: None,
        created: NOW,
        updated: NOW,
    }
}

pub fn draft(envelope: Envelope) -> Draft {
    Draft {
        envelope,
        body: b"body".to_vec(),
        index: Vec::new(),
        blobs: Vec::new(),
        now: NOW,
        by: None,
        quiet: false,
    }
}

pub fn entry(index: &str, key: Vec<Value>) -> IndexEntry {
    IndexEntry { index: index.into(), key }
}

pub fn create(unit: &mut UnitOfWork, draft: Draft) -> Result<Envelope> {
    let filed = unit.filed(&draft.envelope)?;
    unit.create(hand().permit_create(USE, &filed).unwrap(), draft)
}

pub fn update(unit: &mut UnitOfWork, draft: Draft) -> Result<Envelope> {
    let before = unit.find(&draft.envelope.collection, &draft.envelope.id)?.unwrap();
    let after = unit.filed(&draft.envelope)?;
    let permit = hand().permit_write(USE, &relations(), before.filed(), &after).unwrap();
    unit.update(permit, draft)
}

pub fn delete(unit: &mut UnitOfWork, collection: &str, name: &str) -> Result<()> {
    let before = unit.find(collection, &id(name))?.unwrap();
    let permit = hand().permit_delete(USE, before.filed()).unwrap();
    unit.delete(permit, NOW, None, false)
}

pub fn read(unit: &mut UnitOfWork, collection: &str, name: &str) -> Option<Record> {
    let sealed = unit.find(collection, &id(name)).unwrap()?;
    let permit = hand().permit_read(USE, sealed.filed()).unwrap();
    Some(sealed.open(permit).unwrap())
}

pub fn everything() -> Visibility {
    hand().visible("tt:thing.use")
}

pub fn by_created() -> Query {
    Query { index: "created".into(), limit: 50, ..Query::default() }
}

pub fn names(page: &Page) -> Vec<String> {
    page.records.iter().map(|record| record.envelope.id.to_string()).collect()
}

/// Whether this system lets one process watch another. If not, says what is not shown then.
pub fn strace_works(what: &str) -> bool {
    let tried = std::process::Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let why = match tried {
        Ok(tried) if tried.status.success() => return true,
        Ok(tried) => String::from_utf8_lossy(&tried.stderr).into_owned(),
        Err(error) => format!("strace: {error}"),
    };
    eprintln!("NOT TESTED: {what}. It takes strace, which does not work here: {why}");
    false
}
