//! How late timers ring when 100,000 of one plugin are due in the same minute, beside the same plugin's timers that are due one
//! at a time, and beside a plugin's whose timers are due in that minute too: on one desk, in one run. Each ring is a call of a
//! fresh instance and a durable commit of its own.

use ombud_access::{PluginId, Timestamp};
use ombud_host::{Approval, Host, HostOptions, Principal, Seen, SystemClock, Watch};
use ombud_identity::{Identity, IdentityOptions, PasswordCost};
use ombud_store::{Store, StoreOptions};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Due one at a time.
const QUIET: u64 = 300;
const APART: u64 = 40;

/// The minute.
const MINUTE: u64 = 60_000;

/// What is set in one commit.
const TOGETHER: u64 = 2000;

/// How late each timer rang, milliseconds, as far as it has.
type Lags = Arc<Mutex<Vec<u64>>>;

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    u64::try_from(since.as_millis()).expect("a clock that is near")
}

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let timers: u64 = asked.unwrap_or(100_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(measure(timers));
}

async fn measure(timers: u64) {
    let lags = Lags::default();
    let (host, store, _folder) = desk(lags.clone()).await;
    host.start_background();

    let begin = now() + 1000;
    set(&store, "quiet", QUIET, |n| begin + n * APART).await;
    let quiet = heard(&lags, QUIET).await;

    // So far ahead that all of them are set before the first is due.
    let begin = now() + 3000 + timers / 10;
    set(&store, "storm", timers, |n| begin + n * MINUTE / timers).await;
    let began = Instant::now();
    let storm = heard(&lags, timers).await;
    let took = began.elapsed().as_secs_f64() - (begin.saturating_sub(now()) as f64) / 1000.0;
    let floor = commits_a_second(&store).await;

    println!("due one at a time: half within {} ms, 99 of 100 within {} ms", at(&quiet, 50), at(&quiet, 99));
    println!("in the same minute: half within {} ms, 99 of 100 within {} ms", at(&storm, 50), at(&storm, 99));
    println!(
        "{timers} timers that are due in the same minute ring at most {} ms late, 99 of 100 at most {} ms, {:.0} times as late \
         as one at a time ({} ms); they took {took:.0} s, where one writer alone makes {floor:.0} durable commits a second.",
        at(&storm, 100),
        at(&storm, 99),
        at(&storm, 99) as f64 / at(&quiet, 99).max(1) as f64,
        at(&quiet, 99),
    );
}

/// The lag below which so many of a hundred are.
fn at(lags: &[u64], percent: usize) -> u64 {
    lags[(lags.len() * percent / 100).min(lags.len() - 1)]
}

/// A host with the zoo, whose `tick-…` timers do nothing but ring.
async fn desk(lags: Lags) -> (Arc<Host>, Store, tempfile::TempDir) {
    let folder = ombud_tests::world::folder();
    let store = Store::open(folder.path(), StoreOptions::default()).expect("a store");
    let options = IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
    let start = Timestamp(now());
    let identity = Arc::new(Identity::open_with(store.clone(), options, start).await.expect("people"));
    let mut unit = store.begin();
    let owner = identity.first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", start);
    let owner = Principal::User(owner.expect("an owner").id);
    unit.commit().await.expect("the owner is kept");
    let watch: Watch = Arc::new(move |seen: Seen<'_>| {
        let Seen::Called { what, outcome, .. } = seen else { return };
        let Some(due) = what.strip_prefix("timer tick-").and_then(|name| name.split('-').next()) else {
            return;
        };
        assert!(outcome.is_ok(), "a timer failed: {what}");
        let due: u64 = due.parse().expect("the name says when it is due");
        lags.lock().expect("nobody panicked").push(now().saturating_sub(due));
    });
    let options = HostOptions::new(store.clone(), identity.clone(), folder.path(), Arc::new(SystemClock));
    let host = Host::open(HostOptions { watch: Some(watch), ..options }).await.expect("a host");
    let mut unit = store.begin();
    let authority = identity.authority(&mut unit, &owner, start).expect("a store").expect("an owner");
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    host.install(zoo, &authority, Approval::default()).await.expect("the zoo comes in");
    (host, store, folder)
}

/// Sets timers of the zoo; their names say when they are due.
async fn set(store: &Store, name: &str, count: u64, due: impl Fn(u64) -> u64) {
    let zoo = PluginId::parse("zoo").expect("an id");
    for first in (0..count).step_by(usize::try_from(TOGETHER).expect("it is small")) {
        let mut unit = store.begin();
        for n in first..(first + TOGETHER).min(count) {
            let due = due(n);
            let key = format!("tick-{due}-{name}-{n}");
            unit.set_timer(zoo.as_str(), &key, Timestamp(due), "{}".into()).expect("a timer");
        }
        unit.commit().await.expect("they are kept");
    }
}

/// Waits until so many have rung, and says how late, in order.
async fn heard(lags: &Lags, count: u64) -> Vec<u64> {
    let begun = Instant::now();
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut rung = lags.lock().expect("nobody panicked");
        if rung.len() as u64 >= count {
            let mut rung = std::mem::take(&mut *rung);
            rung.sort_unstable();
            return rung;
        }
        assert!(begun.elapsed() < Duration::from_secs(900), "{} of {count} have rung", rung.len());
    }
}

/// What one writer alone makes: the floor under timers that ring one after the other.
async fn commits_a_second(store: &Store) -> f64 {
    let begun = Instant::now();
    let mut commits = 0_u32;
    while begun.elapsed() < Duration::from_secs(2) {
        let mut unit = store.begin();
        unit.set_timer("nobody", "bell", Timestamp(u64::MAX), commits.to_string()).expect("a timer");
        unit.commit().await.expect("it is kept");
        commits += 1;
    }
    f64::from(commits) / begun.elapsed().as_secs_f64()
}
