#![allow(missing_docs, unused, clippy::all, reason = "throwaway")]
use ombud_access::{HeldRole, Place, Timestamp, UserId};
use ombud_host::*;
use ombud_identity::*;
use ombud_store::{Store, StoreOptions};
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

struct D {
    host: Arc<Host>,
}
impl D {
    async fn call(&self, who: UserId, plugin: &str, method: &str, path: &str, body: Value) -> (u16, Value) {
        let (path, q) = path.split_once('?').unwrap_or((path, ""));
        let query = q
            .split('&')
            .filter(|x| !x.is_empty())
            .map(|p| {
                let (a, b) = p.split_once('=').unwrap();
                (a.into(), b.into())
            })
            .collect();
        let request = Request {
            method: method.into(),
            path: path.into(),
            query,
            headers: vec![("content-type".into(), "application/json".into())],
            body: if body.is_null() { vec![] } else { body.to_string().into_bytes() },
            principal: Principal::User(who),
            request_id: "t".into(),
        };
        match self.host.handle(plugin, request).await {
            Ok(r) => (
                r.status,
                serde_json::from_slice(&r.body)
                    .unwrap_or(Value::String(String::from_utf8_lossy(&r.body).into())),
            ),
            Err(e) => (e.status(), json!(format!("{e:?}"))),
        }
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let dir = tempfile::tempdir().unwrap();
    runtime.block_on(async {
        let store = Store::open(dir.path(), StoreOptions::default()).unwrap();
        let options = IdentityOptions { password_cost: PasswordCost::for_tests() };
        let identity = Arc::new(Identity::open_with(store.clone(), options, NOW).await.unwrap());
        let mut unit = store.begin();
        let owner = identity.first_owner(&mut unit, "Olga", "owner@demo.test", "demo-only", NOW).unwrap().id;
        unit.commit().await.unwrap();
        let clock = Arc::new(ManualClock::new(NOW));
        let host = Host::open(HostOptions { store: store.clone(), identity: identity.clone(), data_dir: dir.path().to_owned(), clock: clock.clone(), limits: Limits::default(), engine: None }).await.unwrap();
        for p in ["tickets", "split"] {
            let bytes = std::fs::read(format!("/tmp/tix/{p}.wasm")).unwrap();
            println!("{p}: {:?}", inspect(&bytes).map(|i| i.unused));
            println!("installed {:?}", host.install_bundled(&bytes).await);
        }
        let mut unit = store.begin();
        let a = identity.authority(&mut unit, &Principal::User(owner), NOW).unwrap().unwrap();
        let support = department::create(&mut unit, &a, "Support").unwrap().id;
        let sales = department::create(&mut unit, &a, "Sales").unwrap().id;
        unit.commit().await.unwrap();
        let mut ids = vec![];
        for (name, r, dep) in [("agent", "agent", Some(support)), ("seller", "agent", Some(sales)), ("collab", "collaborator", Some(support)), ("cust", "customer", None), ("cust2", "customer", None), ("reader", "read-only", Some(support))] {
            let mut unit = store.begin();
            let a = identity.authority(&mut unit, &Principal::User(owner), NOW).unwrap().unwrap();
            let role = role::by_name(&mut unit, r).unwrap().unwrap().id;
            let new = NewPerson { name: name.into(), email: format!("{name}@demo.test"), alias: (r=="agent").then(|| "Alias".to_string()), roles: vec![HeldRole { role, place: Place::Everywhere, until: None }], departments: dep.into_iter().collect(), ..NewPerson::default() };
            ids.push(person::create(&mut unit, &a, new).unwrap().id);
            unit.commit().await.unwrap();
        }
        let [agent, seller, collab, cust, cust2, reader] = ids[..] else { panic!() };
        let d = D { host: host.clone() };
        macro_rules! go { ($want:expr, $who:expr, $pl:expr, $m:expr, $p:expr, $b:expr) => {{
            let (s, b) = d.call($who, $pl, $m, &$p, $b).await;
            let t = b.to_string();
            println!("{} {} {} {} -> {s} {}", if s == $want {"ok  "} else {"BAD "}, stringify!($who), $m, $p, t.chars().take(if s==$want && s < 300 {160} else {420}).collect::<String>());
            clock.advance(1000);
            b
        }}; }
        let n = Value::Null;
        let t = go!(201, cust, "tickets", "POST", "/api/tickets", json!({"subject":"Lamp","department":"support","body":"flickers"}));
        let id = t["id"].as_str().unwrap().to_owned();
        let base = format!("/api/tickets/{id}");
        go!(200, cust, "tickets", "GET", base, n.clone());
        go!(404, cust2, "tickets", "GET", base, n.clone());
        go!(404, seller, "tickets", "GET", base, n.clone());
        go!(200, agent, "tickets", "GET", base, n.clone());
        go!(200, agent, "tickets", "GET", "/api/tickets/1", n.clone());
        go!(200, owner, "tickets", "GET", base, n.clone());
        go!(200, reader, "tickets", "GET", base, n.clone());
        go!(403, reader, "tickets", "PATCH", base, json!({"version":1,"priority":"high"}));
        go!(403, reader, "tickets", "POST", format!("{base}/messages"), json!({"kind":"note","body":"x"}));
        go!(403, collab, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"x"}));
        go!(201, collab, "tickets", "POST", format!("{base}/messages"), json!({"kind":"note","body":"psst"}));
        go!(403, cust, "tickets", "POST", format!("{base}/messages"), json!({"kind":"note","body":"x"}));
        go!(403, cust, "tickets", "PATCH", base, json!({"version":2,"priority":"high"}));
        go!(409, agent, "tickets", "PATCH", base, json!({"version":1,"priority":"high"}));
        go!(200, agent, "tickets", "PATCH", base, json!({"version":2,"assignee":"me","priority":"high","tags":["a","b"]}));
        let r = go!(201, agent, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"Which?","status":"pending"}));
        go!(201, cust, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"Left. And my invoice!"}));
        let m = go!(200, cust, "tickets", "GET", format!("{base}/messages"), n.clone());
        assert_eq!(m["messages"].as_array().unwrap().len(), 3, "{m}");
        let m = go!(200, agent, "tickets", "GET", format!("{base}/messages"), n.clone());
        assert_eq!(m["messages"].as_array().unwrap().len(), 4);
        go!(200, cust, "tickets", "GET", base, n.clone());
        go!(200, cust, "tickets", "GET", format!("{base}/history"), n.clone());
        go!(200, agent, "tickets", "GET", format!("{base}/history"), n.clone());
        for q in ["", "?status=open", "?assignee=me", "?tag=a", "?department=Support&sort=priority", "?requester=cust@demo.test&status=open&sort=oldest"] {
            let l = go!(200, agent, "tickets", "GET", format!("/api/tickets{q}"), n.clone());
            assert_eq!(l["tickets"].as_array().unwrap().len(), 1, "{q} {l}");
        }
        for (who, len) in [(cust, 1), (cust2, 0), (seller, 0), (collab, 1), (owner, 1), (reader, 1)] {
            let l = go!(200, who, "tickets", "GET", "/api/tickets", n.clone());
            assert_eq!(l["tickets"].as_array().unwrap().len(), len);
        }
        // split to a department the agent cannot read
        let last = m["messages"][3]["id"].clone();
        let note = m["messages"][1]["id"].clone();
        let sp = go!(201, agent, "split", "POST", "/api/splits", json!({"ticket": id, "messages":[last, note], "subject":"Invoice", "department":"Sales"}));
        let new = format!("/api/tickets/{}", sp["ticket"].as_str().unwrap_or("x"));
        go!(404, agent, "tickets", "GET", new, n.clone());
        go!(200, seller, "tickets", "GET", new, n.clone());
        let mm = go!(200, seller, "tickets", "GET", format!("{new}/messages"), n.clone());
        println!("{mm:#}");
        go!(200, cust, "tickets", "GET", format!("{new}/messages"), n.clone());
        go!(403, agent, "split", "DELETE", format!("/api/splits/{}", sp["id"].as_str().unwrap_or("x")), n.clone());
        go!(204, owner, "split", "DELETE", format!("/api/splits/{}", sp["id"].as_str().unwrap_or("x")), n.clone());
        go!(404, seller, "tickets", "GET", new, n.clone());
        let m = go!(200, agent, "tickets", "GET", format!("{base}/messages"), n.clone());
        println!("{:?}", m["messages"].as_array().unwrap().iter().map(|m| m["body"].clone()).collect::<Vec<_>>());
        // within the department, and undo by the agent
        let last = m["messages"][3]["id"].clone();
        let sp = go!(201, agent, "split", "POST", "/api/splits", json!({"ticket": 1, "messages":[last], "subject":"Invoice", "department":"Support", "assignee":"agent@demo.test", "mode":"copy"}));
        go!(204, agent, "split", "DELETE", format!("/api/splits/{}", sp["id"].as_str().unwrap_or("x")), n.clone());
        go!(403, collab, "split", "POST", "/api/splits", json!({"ticket": 1, "messages":["x"], "subject":"Invoice", "department":"Support"}));
        go!(403, agent, "split", "POST", "/api/splits", json!({"ticket": 1, "messages":[last], "subject":"Invoice", "department":"Sales", "assignee":"seller@demo.test"}));
        go!(404, seller, "split", "POST", "/api/splits", json!({"ticket": id, "messages":[last], "subject":"Invoice", "department":"Sales"}));
        // create elsewhere, move away
        go!(201, agent, "tickets", "POST", "/api/tickets", json!({"subject":"Order","department":"Sales","body":"please","requester":"fresh@x.test","requester_name":"Fresh"}));
        go!(403, agent, "tickets", "POST", "/api/tickets", json!({"subject":"Order","department":"Sales","body":"please","assignee":"seller@demo.test"}));
        go!(403, cust, "tickets", "POST", "/api/tickets", json!({"subject":"Order","department":"Sales","body":"please","requester":cust2.to_string()}));
        let v = go!(200, agent, "tickets", "GET", base, n.clone())["version"].clone();
        go!(200, agent, "tickets", "PATCH", base, json!({"version":v,"department":"Sales","assignee":null}));
        go!(404, agent, "tickets", "GET", base, n.clone());
        let v = go!(200, seller, "tickets", "GET", base, n.clone())["version"].clone();
        let t = go!(200, seller, "tickets", "PATCH", base, json!({"version":v,"status":"closed"}));
        let f = go!(201, cust, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"again"}));
        go!(200, cust, "tickets", "GET", format!("/api/tickets/{}", f["ticket"].as_str().unwrap_or("x")), n.clone());
        let f2 = go!(201, cust, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"hello?"}));
        assert_eq!(f["ticket"], f2["ticket"]);
        go!(422, seller, "tickets", "POST", format!("{base}/messages"), json!({"kind":"reply","body":"x"}));
        // note edit
        let f = f["ticket"].as_str().unwrap().to_owned();
        let w = go!(201, seller, "tickets", "POST", format!("/api/tickets/{f}/messages"), json!({"kind":"note","body":"one"}));
        go!(200, seller, "tickets", "PATCH", format!("/api/tickets/{f}/messages/{}", w["id"].as_str().unwrap()), json!({"body":"two"}));
        go!(403, owner, "tickets", "PATCH", format!("/api/tickets/{f}/messages/{}", w["id"].as_str().unwrap()), json!({"body":"three"}));
        go!(204, seller, "tickets", "DELETE", format!("/api/tickets/{f}/messages/{}", w["id"].as_str().unwrap()), n.clone());
        // timers
        let v = go!(200, seller, "tickets", "GET", format!("/api/tickets/{f}"), n.clone())["version"].clone();
        go!(200, seller, "tickets", "PATCH", format!("/api/tickets/{f}"), json!({"version":v,"status":"resolved"}));
        clock.advance(14 * 86_400_000);
        println!("settle {:?}", host.settle().await);
        println!("dead {:?}", host.dead_letters().map(|d| d.len()));
        let t = go!(200, seller, "tickets", "GET", format!("/api/tickets/{f}"), n.clone());
        assert_eq!(t["status"], "closed");
        go!(200, seller, "tickets", "GET", format!("/api/tickets/{f}/history"), n.clone());
        go!(403, seller, "tickets", "DELETE", format!("/api/tickets/{f}"), n.clone());
        go!(204, owner, "tickets", "DELETE", format!("/api/tickets/{f}"), n.clone());
        go!(404, owner, "tickets", "GET", format!("/api/tickets/{f}"), n.clone());
        go!(400, agent, "tickets", "POST", "/api/tickets", Value::String("x".into()));
        go!(422, agent, "tickets", "GET", "/api/tickets?cursor=xx", n.clone());
        go!(422, agent, "tickets", "POST", "/api/tickets", json!({"subject":"a","department":"Support","body":"x","attachments":[{"blob":"zz"}]}));
        go!(404, agent, "tickets", "POST", "/api/tickets", json!({"subject":"a","department":"Support","body":"x","attachments":[{"blob":"0".repeat(64)}]}));
        // speed
        let t0 = std::time::Instant::now();
        for i in 0..50 { let (s, _) = d.call(agent, "tickets", "POST", "/api/tickets", json!({"subject":format!("n{i}"),"department":"Support","body":"x"})).await; assert_eq!(s, 201); }
        println!("50 creates {:?}", t0.elapsed());
        let t0 = std::time::Instant::now();
        let mut js = vec![];
        for i in 0..200 { let d2 = D { host: host.clone() }; js.push(tokio::spawn(async move { let (s, b) = d2.call(agent, "tickets", "POST", "/api/tickets", json!({"subject":format!("p{i}"),"department":"Support","body":"x"})).await; if s != 201 { println!("{s} {b}"); } })); }
        for j in js { j.await.unwrap(); }
        println!("200 parallel creates {:?}", t0.elapsed());
        let mut seen = std::collections::BTreeSet::new(); let mut cursor: Option<String> = None; let mut pages = 0;
        loop {
            let q = cursor.as_ref().map(|c| format!("&cursor={c}")).unwrap_or_default();
            let (s, l) = d.call(agent, "tickets", "GET", &format!("/api/tickets?limit=7&sort=priority{q}"), Value::Null).await;
            assert_eq!(s, 200, "{l}");
            for t in l["tickets"].as_array().unwrap() { assert!(seen.insert(t["number"].as_u64().unwrap())); }
            pages += 1;
            match l["next"].as_str() { Some(c) => cursor = Some(c.to_owned()), None => break }
        }
        println!("{} tickets on {pages} pages", seen.len());
    });
}
