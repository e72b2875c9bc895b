//! What the host adds to wasmtime: a plugin call (fresh instance, one call to
//! the kernel, permission checked, unit of work) against instantiating and
//! calling the same component bare. Both in one run; the ratio is the figure.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]
#![allow(missing_docs, reason = "a benchmark")]

use ombud_access::{HeldRole, Place, Timestamp};
use ombud_host::{Approval, Host, HostOptions, PluginEngine, Principal, Request, SystemClock};
use ombud_identity::{Identity, IdentityOptions, NewPerson, PasswordCost, person, role};
use ombud_store::{Store, StoreOptions};
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use wasmtime::component::{Component, Linker};

mod bare {
    wasmtime::component::bindgen!({
        path: "../../wit/kernel",
        world: "ombud:kernel/plugin",
        exports: { default: async },
    });
}

const NOW: Timestamp = Timestamp(1_790_000_000_000);
const ROUNDS: usize = 21;
const CALLS: usize = 1000;
/// Calls at the same time, on both sides: a desk answers many people at once, and a lone caller would
/// measure how fast sleeping threads wake up.
const AT_ONCE: usize = 8;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let packed = ombud_pack::pack(&[root.join("tests/guests/zoo")], &root.join("target/guests")).unwrap();
    let wasm = &packed[0].component;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let shared = PluginEngine::start().unwrap();
    let dir = tempfile::tempdir().unwrap();

    let (host, user) = runtime.block_on(async {
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let options = IdentityOptions { password_cost: PasswordCost::for_tests() };
        let identity = Arc::new(Identity::open_with(store.clone(), options, NOW).await.unwrap());
        let mut unit = store.begin();
        let owner = identity.first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", NOW).unwrap().id;
        unit.commit().await.unwrap();
        let mut unit = store.begin();
        let authority = identity.authority(&mut unit, &Principal::User(owner), NOW).unwrap().unwrap();
        let agent = role::by_name(&mut unit, "agent").unwrap().unwrap().id;
        let new = NewPerson {
            name: "Ana".into(),
            email: "agent@demo.test".into(),
            roles: vec![HeldRole { role: agent, place: Place::Everywhere, until: None }],
            ..NewPerson::default()
        };
        let user = person::create(&mut unit, &authority, new).unwrap().id;
        unit.commit().await.unwrap();
        let engine = Some(shared.clone());
        let options =
            HostOptions { engine, ..HostOptions::new(store, identity, dir.path(), Arc::new(SystemClock)) };
        let host = Host::open(options).await.unwrap();
        host.install(wasm.clone(), &authority, Approval::default()).await.unwrap();
        (host, user)
    });

    let engine = shared.wasmtime();
    let component = Component::new(engine, wasm).unwrap();
    let mut linker = Linker::<()>::new(engine);
    linker
        .instance("ombud:kernel/context@1.0.0")
        .unwrap()
        .func_wrap("now", |_, (): ()| Ok((NOW.0,)))
        .unwrap();
    linker.define_unknown_imports_as_traps(&component).unwrap();
    let pre = linker.instantiate_pre(&component).unwrap();
    let indices = bare::exports::ombud::kernel::http::GuestIndices::new(&pre).unwrap();

    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let (pre, indices) = (pre.clone(), indices.clone());
        at_once(&runtime, move || {
            let (pre, indices) = (pre.clone(), indices.clone());
            async move {
                let mut store = wasmtime::Store::new(pre.engine(), ());
                store.set_epoch_deadline(1_000_000);
                let instance = pre.instantiate_async(&mut store).await.unwrap();
                let guest = indices.load(&mut store, &instance).unwrap();
                let answer = guest.call_handle(&mut store, &bare_request()).await.unwrap().unwrap();
                assert_eq!(answer.status, 200);
            }
        });
        let bare = begun.elapsed().as_secs_f64() / (CALLS * AT_ONCE) as f64;

        let begun = Instant::now();
        let host: Arc<Host> = host.clone();
        at_once(&runtime, move || {
            let host = host.clone();
            async move {
                let answer = host.handle("zoo", request(user)).await.unwrap();
                assert_eq!(answer.status, 200);
            }
        });
        let ours = begun.elapsed().as_secs_f64() / (CALLS * AT_ONCE) as f64;
        rounds.push((ours / bare, ours, bare));
    }
    // Side by side in each round, so that other work on the machine slows both; the middle round tells.
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, ours, bare) = rounds[rounds.len() / 2];
    println!(
        "a plugin call takes {:.1} µs, bare wasmtime {:.1} µs for the same component: {ratio:.2} times (the middle of {ROUNDS} rounds of {CALLS} calls by {AT_ONCE} callers)",
        ours * 1e6,
        bare * 1e6,
    );
}

/// Several tasks, each of which calls again and again.
fn at_once<F>(runtime: &tokio::runtime::Runtime, call: impl Fn() -> F + Clone + Send + 'static)
where
    F: Future<Output = ()> + Send,
{
    runtime.block_on(async {
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let call = call.clone();
                tokio::spawn(async move {
                    for _ in 0..CALLS {
                        call().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
}

fn bare_request() -> bare::exports::ombud::kernel::http::Request {
    bare::exports::ombud::kernel::http::Request {
        method: "POST".into(),
        path: "/do/time".into(),
        query: vec![],
        headers: vec![],
        body: vec![],
    }
}

fn request(user: ombud_access::UserId) -> Request {
    Request {
        method: "POST".into(),
        path: "/do/time".into(),
        query: vec![],
        headers: vec![],
        body: vec![],
        principal: Principal::User(user),
        request_id: "bench".into(),
    }
}
