//! A desk without a server: the host, its two guests, and somebody who calls.

use crate::turns::{CALLS, at_once};
use ombud_access::{HeldRole, Place, Timestamp, UserId};
use ombud_host::{Approval, Host, HostOptions, Limits, PluginEngine, Principal, Request, SystemClock};
use ombud_identity::{Identity, IdentityOptions, NewPerson, PasswordCost, person, role};
use ombud_store::{Store, StoreOptions};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// What the clerk is asked.
pub const QUESTION: &[u8] = br#"{"name":"Ana"}"#;

pub struct Desk {
    host: Arc<Host>,
    pub engine: Arc<PluginEngine>,
    agent: UserId,
    _folder: TempDir,
}

impl Desk {
    /// Opens one with the clerk and the colleague.
    pub fn open(runtime: &Runtime, limits: Limits) -> Arc<Desk> {
        let engine = PluginEngine::start().expect("the engine starts");
        let folder = ombud_tests::world::folder();
        let (host, agent) = runtime.block_on(async {
            let store = Store::open(folder.path(), StoreOptions::default()).expect("a store");
            let options =
                IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
            let identity = Identity::open_with(store.clone(), options, NOW).await.expect("people");
            let identity = Arc::new(identity);
            let mut unit = store.begin();
            let owner = identity.first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", NOW);
            let owner = Principal::User(owner.expect("an owner").id);
            unit.commit().await.expect("the owner is kept");
            let mut unit = store.begin();
            let authority = identity.authority(&mut unit, &owner, NOW).expect("a store").expect("an owner");
            let agent = role::by_name(&mut unit, "agent").expect("a store").expect("there are agents").id;
            let new = NewPerson {
                name: "Ana".into(),
                email: "agent@demo.test".into(),
                roles: vec![HeldRole { role: agent, place: Place::Everywhere, until: None }],
                ..NewPerson::default()
            };
            let agent = person::create(&mut unit, &authority, new).expect("an agent").id;
            unit.commit().await.expect("the agent is kept");
            let options = HostOptions {
                engine: Some(engine.clone()),
                limits,
                ..HostOptions::new(store.clone(), identity.clone(), folder.path(), Arc::new(SystemClock))
            };
            let host = Host::open(options).await.expect("a host");
            for guest in ["colleague", "clerk"] {
                let mut unit = store.begin();
                let authority =
                    identity.authority(&mut unit, &owner, NOW).expect("a store").expect("an owner");
                let guest = ombud_testkit::pack(format!("tests/guests/{guest}"));
                host.install(guest, &authority, Approval::default()).await.expect("a guest comes in");
            }
            (host, agent)
        });
        Arc::new(Desk { host, engine, agent, _folder: folder })
    }

    /// The time of so many callers.
    pub fn run(
        self: &Arc<Self>,
        runtime: &Runtime,
        callers: usize,
        path: &'static str,
        body: &'static [u8],
    ) -> Duration {
        at_once(runtime, callers, |ready| {
            let desk = self.clone();
            async move {
                ready.wait().await;
                for _ in 0..CALLS {
                    desk.ask(path, body).await;
                }
            }
        })
    }

    /// Asks the clerk, who answers well.
    pub async fn ask(&self, path: &str, body: &[u8]) -> Vec<u8> {
        let request = Request {
            method: "POST".into(),
            path: path.into(),
            query: vec![],
            headers: vec![],
            body: body.to_vec(),
            principal: Principal::User(self.agent),
            request_id: "bench".into(),
            origin: None,
            language: Default::default(),
        };
        let answer = self.host.handle("clerk", request).await.expect("the clerk answers");
        assert_eq!(answer.status, 200);
        answer.body
    }
}
