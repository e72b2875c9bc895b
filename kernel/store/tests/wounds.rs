//! One file of a store is damaged, in one of many ways, and the store is opened and read. It may say so, at the start
//! or when it is asked for what is gone; it may have lost nothing. What it must never do is to give, without a word,
//! something else than what was acknowledged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
use common::*;
use ombud_store::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const ROWS: Table<String> = Table::new("rows");
const KEYS: u64 = 300;
const FILES: usize = 5;

/// A sequence that is the same for the same seed (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % end.max(1)
    }
}

fn options() -> StoreOptions {
    // So little memory that much of it is in tables, and some is in logs that wait to become tables.
    StoreOptions { cache_bytes: 512 << 10, reserve_bytes: 0 }
}

fn key(number: u64) -> String {
    format!("{:04}", number * 7919 % KEYS)
}

fn value(number: u64) -> String {
    let mut chance = Chance(number + 1);
    let words = (0..20 + chance.below(200)).map(|_| format!("{:04x}", chance.below(1 << 16)));
    format!("{number} {}", words.collect::<String>())
}

fn file(number: usize) -> Vec<u8> {
    let mut chance = Chance(number as u64 + 99);
    (0..20_000).map(|_| chance.below(256) as u8).collect()
}

/// Everything that was acknowledged after so many commits.
fn expected(commits: u64) -> BTreeMap<String, String> {
    (1..=commits).map(|number| (key(number), value(number))).collect()
}

/// Not a test by itself: fills a store and ends as if it were killed.
#[test]
fn the_process_that_dies() {
    let Ok(dir) = std::env::var("STORE_TO_DIE_IN") else { return };
    let store = Store::open_on(engine(), dir.as_ref(), options()).unwrap();
    let commits: u64 = std::env::var("COMMITS").unwrap().parse().unwrap();
    for number in 1..=commits {
        let mut unit = store.begin();
        unit.put(&ROWS, &key(number), &value(number)).unwrap();
        if number <= FILES as u64 {
            let mut writer = store.blobs().writer(1 << 20).unwrap();
            writer.write(&file(number as usize - 1)).unwrap();
            unit.keep_blob(&writer.finish().unwrap().0, "tests").unwrap();
        }
        commit(unit).unwrap();
        println!("kept {number};");
    }
    std::process::abort();
}

/// A folder as a process left it that was killed after so many commits; or one that was closed then.
fn left(kind: EngineKind, commits: u64, closed: bool) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_process_that_dies", "--nocapture", "--test-threads", "1"])
        .env("STORE_TO_DIE_IN", dir.path())
        .env("COMMITS", commits.to_string())
        .env(ENGINE, format!("{kind:?}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let kept = said.filter(|line| line.contains("kept ")).count();
    child.wait().unwrap();
    assert_eq!(kept as u64, commits);
    if closed {
        drop(Store::open_on(kind, dir.path(), options()).unwrap());
    }
    dir
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.metadata().unwrap().len() > 0 {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    let done = Command::new("cp").args(["-r", "--sparse=always"]).arg(from.join(".")).arg(to).status();
    assert!(done.unwrap().success());
}

/// Bytes that are really there: logs are longer, with a hole at the end.
fn length(path: &Path) -> u64 {
    let meta = fs::metadata(path).unwrap();
    if meta.blocks() * 512 >= meta.len() {
        return meta.len();
    }
    let bytes = fs::read(path).unwrap();
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last as u64 + 1)
}

/// Harms one file; says how.
fn harm(dir: &Path, chance: &mut Chance) -> String {
    let all = files(dir);
    let path = &all[chance.below(all.len() as u64) as usize];
    let name = path.strip_prefix(dir).unwrap().display().to_string();
    let size = length(path);
    let at = chance.below(size);
    let write = |bytes: &[u8], at: u64| {
        File::options().write(true).open(path).unwrap().write_all_at(bytes, at).unwrap();
    };
    let cut = |to: u64| File::options().write(true).open(path).unwrap().set_len(to).unwrap();
    match chance.below(6) {
        0 | 1 => {
            let mut byte = [0];
            File::open(path).unwrap().read_exact_at(&mut byte, at).unwrap();
            let bit = 1 << chance.below(8);
            write(&[byte[0] ^ bit], at);
            format!("bit {bit} of byte {at} of {size} of `{name}` is the other way round")
        }
        2 => {
            let page = at / 4096 * 4096;
            write(&vec![0; 4096.min(size - page) as usize], page);
            format!("the page at {page} of {size} of `{name}` is zero")
        }
        3 => {
            cut(at);
            format!("`{name}` is cut at {at} of {size}")
        }
        4 => {
            let gone = 1 + chance.below(size.min(200));
            cut(size - gone);
            format!("`{name}` has lost the last {gone} of {size} bytes")
        }
        _ => {
            fs::remove_file(path).unwrap();
            format!("`{name}` is gone")
        }
    }
}

/// How a damaged store ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// It does not open, and says what to do.
    Refused,
    /// Everything is there.
    Healed,
    /// It opens, and says what is wrong when it is asked for it, or by `verify`.
    Told,
}

/// Opens and reads it. The error is what it must not do.
fn look(kind: EngineKind, dir: &Path, commits: u64) -> std::result::Result<End, String> {
    let store = match Store::open_on(kind, dir, options()) {
        Ok(store) => store,
        Err(error) => {
            let said = error.to_string();
            let helps = said.contains("restore the last backup") || said.contains("cannot be used");
            return if helps { Ok(End::Refused) } else { Err(format!("it helps nobody: {said}")) };
        }
    };
    let mut told = false;
    let mut unit = store.begin();
    let wanted = expected(commits);
    for (key, wanted) in &wanted {
        match unit.get(&ROWS, key) {
            Ok(Some(found)) if found == *wanted => {}
            Ok(found) => return Err(format!("row {key} is {found:.40?} and not {wanted:.40}")),
            Err(_) => told = true,
        }
    }
    match unit.scan(&ROWS, "", None, 10_000) {
        Ok(rows) if rows.iter().map(|(key, value)| (key, value)).eq(&wanted) => {}
        Ok(rows) => return Err(format!("a list has {} of {} rows, or other ones", rows.len(), wanted.len())),
        Err(_) => told = true,
    }
    for number in 0..FILES {
        let wanted = file(number);
        let id = id_of(&wanted);
        match store.blobs().open(&id).and_then(|mut open| {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut open, &mut bytes).map(|_| bytes)
        }) {
            Ok(found) if found == wanted => {}
            Ok(_) => return Err(format!("file {number} has other bytes")),
            Err(_) => told = true,
        }
    }
    drop(unit);
    told |= store.verify().map_or(true, |findings| !findings.is_empty());
    Ok(if told { End::Told } else { End::Healed })
}

/// What a file is called: another store calls it the same.
fn id_of(bytes: &[u8]) -> BlobId {
    static ELSEWHERE: std::sync::OnceLock<(TempDir, Store)> = std::sync::OnceLock::new();
    let (_, store) = ELSEWHERE.get_or_init(fresh);
    let mut writer = store.blobs().writer(1 << 20).unwrap();
    writer.write(bytes).unwrap();
    writer.finish().unwrap().0
}

#[test]
fn a_damaged_store_says_so_or_has_lost_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let cases = number("OMBUD_CASES").unwrap_or(240);
    let seed = number("OMBUD_SEED").unwrap_or(4);
    let mut ends: BTreeMap<End, u64> = BTreeMap::new();
    let mut silent = Vec::new();
    let commits = 700;
    let kinds = EngineKind::ALL;
    let folders = kinds.map(|kind| (kind, [left(kind, commits, false), left(kind, commits, true)]));
    for case in 0..cases {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (case + 1));
        chance.below(1);
        let (kind, folders) = &folders[case as usize % kinds.len()];
        let dir = tempfile::tempdir().unwrap();
        copy(folders[chance.below(2) as usize].path(), dir.path());
        let harm = harm(dir.path(), &mut chance);
        match look(*kind, dir.path(), commits) {
            Ok(end) => *ends.entry(end).or_default() += 1,
            Err(what) => silent.push(format!("{kind:?}, {harm}: {what}")),
        }
    }
    let of = |end: End| ends.get(&end).copied().unwrap_or(0);
    println!(
        "damage: {cases} cases of seed {seed}, {} refused, {} told, {} lost nothing, {} silent",
        of(End::Refused),
        of(End::Told),
        of(End::Healed),
        silent.len()
    );
    assert!(silent.is_empty(), "{silent:#?}");
    assert!(of(End::Refused) > 0 && of(End::Told) > 0 && of(End::Healed) > 0);
}
