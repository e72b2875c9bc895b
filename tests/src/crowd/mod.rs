//! A crowd of visitors and the agents who talk with them, at a desk of their own: each speaks to it as the widget and the agents'
//! pages do. Nothing of it depends on how fast the machine is.

#![allow(missing_docs, reason = "what is counted is named for what it is")]

mod ledger;
mod side;
mod spy;
mod wire;

pub use ledger::{Refused, Times, Took, Way};
pub use side::{Shared, Side};
pub use spy::Spy;
pub use wire::Who;

use crate::caller::Caller;
use crate::world::{PASSWORD, World, text};
use ledger::locked;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Visitors who come from one address: fewer than a desk lets in from one network.
const OF_ADDRESS: usize = 100;

/// Agents of one department: a large desk has many departments.
const OF_DEPARTMENT: usize = 20;

/// Of visitors who come, and of streams that are opened, so many at the same time.
const AT_ONCE: usize = 32;

/// What stands in all that is for staff, and nowhere else.
const MARK: &str = "lilioul";

/// For what must come to be; reached only when it does not.
const PATIENCE: Duration = Duration::from_secs(600);

type Sides = Arc<Mutex<HashMap<String, Arc<Side>>>>;

struct Agent {
    caller: Caller,
    sides: Sides,
}

impl Agent {
    fn who(&self) -> Who {
        Who { token: self.caller.token().unwrap_or_default().into(), from: None }
    }
}

/// A visitor's side of a chat, the agent's, and what the visitor's stream told of.
struct Chat {
    visitor: Arc<Side>,
    agent: Arc<Side>,
    heard: Arc<Mutex<BTreeSet<String>>>,
}

/// All of them, and their desk.
pub struct Crowd {
    pub desk: World,
    pub shared: Arc<Shared>,
    runtime: Runtime,
    agents: Vec<Agent>,
    supervisor: Caller,
    chats: Vec<Chat>,
    whispers: Arc<AtomicU64>,
}

impl Crowd {
    /// A desk at which so many agents talk with so many visitors; nobody listens or writes yet.
    ///
    /// # Panics
    /// If the desk refuses what it should not.
    pub fn gather(visitors: usize, agents: usize) -> Crowd {
        // Room for half as many again, that some come back before it is known that they have gone.
        let desk = World::demo_with(&["--visitors", &(visitors * 3 / 2 + 100).to_string()]);
        let owner = desk.person("owner");
        let set = |plugin: &str, settings: Value| {
            owner.patch(&format!("/api/v1/plugins/{plugin}/settings"), &settings).is(204);
        };
        set("availability", json!({ "chat-unseen": true }));
        // Whoever is slow to be served here is so because the machine is.
        set(
            "chat",
            json!({ "previous-seconds": 0, "ring-seconds": 600, "silent-waiting-minutes": 0, "silent-running-minutes": 0 }),
        );
        let many = agents.div_ceil(OF_DEPARTMENT);
        let names: Vec<String> = (0..many).map(|n| format!("Chats {n:02}")).collect();
        let departments: Vec<String> = names
            .iter()
            .map(|name| text(&owner.post("/api/v1/departments", &json!({ "name": name })).is(201), "id"))
            .collect();
        let add = |name: &str, role: &str, departments: &[String]| {
            let email = format!("{name}@demo.test");
            let wanted = json!({
                "name": name, "email": email, "password": PASSWORD, "roles": [{ "role": role }], "departments": departments,
            });
            let id = text(&owner.post("/api/v1/users", &wanted).is(201), "id");
            (id, Caller::sign_in(desk.base(), &email, PASSWORD))
        };
        let (watcher, supervisor) = add("Milou", "supervisor", &names);
        let mut limits = json!({ "desk": { "chat": 0 } });
        let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
        let shifts = json!({ "zone": "UTC", "schedule": { "week": week } });
        let mut all = Vec::new();
        for n in 0..agents {
            let (id, caller) = add(&format!("agent-{n:03}"), "agent", &names[n % many..=n % many]);
            owner.put(&format!("/schedule/api/schedules/{id}"), &shifts).is(200);
            limits[format!("agent-{id}")] = json!({ "chat": visitors.div_ceil(agents) + 1 });
            all.push(Agent { caller, sides: Arc::default() });
        }
        owner.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
        let shared = Arc::new(Shared::new(desk.base(), MARK));
        shared.spy.looks_for(&[&watcher, "Milou"]);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let mut crowd = Crowd {
            desk,
            shared,
            runtime,
            agents: all,
            supervisor,
            chats: Vec::new(),
            whispers: Arc::default(),
        };
        crowd.come(visitors, &departments);
        crowd
    }

    /// Visitors come, agents accept, until everybody talks with somebody.
    fn come(&mut self, visitors: usize, departments: &[String]) {
        let (shared, agents) = (self.shared.clone(), &self.agents);
        let whom: Vec<Who> = agents.iter().map(Agent::who).collect();
        let pairs = self.runtime.block_on(async move {
            let doors = Arc::new(Semaphore::new(AT_ONCE));
            let mut coming = JoinSet::new();
            for n in 0..visitors {
                let (shared, doors) = (shared.clone(), doors.clone());
                let department = departments[n % departments.len()].clone();
                coming.spawn(async move {
                    let _door = doors.acquire().await;
                    begin(&shared, n, &department).await
                });
            }
            let mut accepting = JoinSet::new();
            for d in 0..departments.len() {
                let due = (d..visitors).step_by(departments.len()).count();
                let theirs = whom.iter().cloned().enumerate().skip(d).step_by(departments.len());
                accepting.spawn(accept(shared.clone(), theirs.collect(), due));
            }
            let mut passes = HashMap::new();
            while let Some(begun) = coming.join_next().await {
                let (chat, who) = begun.expect("a visitor is let in");
                passes.insert(chat, who);
            }
            let mut pairs = Vec::new();
            while let Some(accepted) = accepting.join_next().await {
                for (chat, agent) in accepted.expect("agents are given chats") {
                    let visitor = passes.remove(&chat).expect("the visitor has come");
                    pairs.push((chat, visitor, agent));
                }
            }
            pairs
        });
        assert_eq!(pairs.len(), visitors, "everybody is served");
        self.shared.refused.take();
        let _inside = self.runtime.enter();
        for (chat, visitor, agent) in pairs {
            let (visitor, agent_side) = side::sides(&self.shared, &chat, visitor, self.agents[agent].who());
            visitor.lives();
            agent_side.lives();
            locked(&self.agents[agent].sides).insert(chat, agent_side.clone());
            self.chats.push(Chat { visitor, agent: agent_side, heard: Arc::default() });
        }
    }

    /// The desk is stopped in order and started again: what it took to come here is no part of what it takes now.
    pub fn restart(&mut self) {
        assert_eq!(self.desk.program().stop(), Some(0), "the desk closes in order");
        self.start_again();
    }

    /// The desk is killed, and started again.
    pub fn kill(&mut self) {
        self.desk.program().kill();
        self.start_again();
    }

    fn start_again(&mut self) {
        self.desk.start_again();
        for wires in [&self.shared.wires, &self.shared.aside] {
            wires.lead_to(self.desk.base());
        }
        self.supervisor = self.supervisor.at(self.desk.base());
    }

    /// These visitors listen from now on, whatever happens to their streams.
    pub fn visitors_listen(&self, which: std::ops::Range<usize>) {
        let due = self.shared.open.load(Relaxed) + which.len() as u64;
        for chat in &self.chats[which] {
            let (shared, side, heard) = (self.shared.clone(), chat.visitor.clone(), chat.heard.clone());
            self.runtime.spawn(async move {
                let about = format!("chat:chats/{}", side.chat);
                let opened = || side.hear();
                let told = |block: &str| {
                    shared.spy.sees(block.as_bytes());
                    let Some((event, data)) = event(block) else { return };
                    shared.spy.hears(event, &data);
                    if event == "chat:lines.created" {
                        locked(&heard).extend(data["subject"]["id"].as_str().map(str::to_owned));
                    }
                    side.hear();
                };
                listen(&shared, &side.who, Some(&about), opened, told).await;
            });
        }
        self.until("visitors listen", || self.shared.open.load(Relaxed) >= due);
    }

    /// These visitors read once what was said, and do not listen yet: what the desk remembers of them is no matter of streams.
    pub fn visitors_read(&self, which: std::ops::Range<usize>) {
        let reading = self.chats[which].iter().map(|chat| {
            let side = chat.visitor.clone();
            async move { while !side.poll().await {} }
        });
        let all: Vec<_> = reading.map(|one| self.runtime.spawn(one)).collect();
        self.runtime.block_on(async {
            for one in all {
                one.await.expect("a visitor reads");
            }
        });
    }

    /// All agents listen from now on.
    pub fn agents_listen(&self) {
        let due = self.shared.open.load(Relaxed) + self.agents.len() as u64;
        for agent in &self.agents {
            let (shared, who, sides) = (self.shared.clone(), agent.who(), agent.sides.clone());
            self.runtime.spawn(async move {
                let opened = || locked(&sides).values().for_each(|side| side.hear());
                let told = |block: &str| {
                    let Some((_, data)) = event(block) else { return };
                    // A line is named after its chat.
                    let chat = data["subject"]["id"].as_str().and_then(|id| id.split(['.', '-']).next());
                    if let Some(side) = chat.and_then(|chat| locked(&sides).get(chat).cloned()) {
                        side.hear();
                    }
                };
                listen(&shared, &who, None, opened, told).await;
            });
        }
        self.until("agents listen", || self.shared.open.load(Relaxed) >= due);
    }

    /// Nobody's stream is missing.
    pub fn all_listen(&self, streams: usize) {
        self.until("everybody listens", || self.shared.open.load(Relaxed) >= streams as u64);
    }

    /// In the first `active` chats both sides write in turns, so many messages a second in all.
    pub fn talks(&self, active: usize, rate: u32) -> Talk {
        let sides: Vec<Arc<Side>> = self.chats[..active].iter().map(|chat| chat.visitor.clone()).collect();
        let back: Vec<Arc<Side>> = self.chats[..active].iter().map(|chat| chat.agent.clone()).collect();
        let all = [sides, back].concat();
        let writes = async move {
            let mut turns = tokio::time::interval(Duration::from_secs(1) / rate.max(1));
            for side in all.iter().cycle() {
                turns.tick().await;
                side.write();
            }
        };
        Talk(self.runtime.spawn(writes))
    }

    /// Each side of the first `active` chats writes so many messages, as fast as they are taken.
    pub fn writes(&self, active: usize, each: usize) {
        for chat in &self.chats[..active] {
            for _ in 0..each {
                chat.visitor.write();
                chat.agent.write();
            }
        }
    }

    /// A supervisor watches, reads and whispers in one of the first `active` chats after the other, and looks as if to write,
    /// `pause` apart, until the talk is dropped.
    pub fn whispers(&self, active: usize, pause: Duration) -> Talk {
        let chats: Vec<Arc<str>> =
            self.chats[..active].iter().map(|chat| chat.visitor.chat.clone()).collect();
        let (shared, whispers) = (self.shared.clone(), self.whispers.clone());
        let who = Who { token: self.supervisor.token().unwrap_or_default().into(), from: None };
        let whispering = async move {
            for (n, chat) in chats.iter().cycle().enumerate() {
                let path = format!("/chat/api/chats/{chat}");
                let ask = |method: &'static str, more: &str, body: String| {
                    let path = format!("{path}{more}");
                    let (shared, who) = (&shared, &who);
                    async move {
                        let answer =
                            shared.aside.ask(who, method, &path, (method == "POST").then_some(&body)).await;
                        answer.map_or(0, |(status, _)| status)
                    }
                };
                let watched = ask("POST", "/watch", "{}".into()).await;
                let told = json!({ "text": format!("{MARK} {n}"), "key": format!("w{n}") }).to_string();
                let told = ask("POST", "/whisper", told).await;
                let read = ask("GET", "", String::new()).await;
                for status in [watched, told, read] {
                    if !(200..300).contains(&status) {
                        shared.refused.note(format!("watch: {status}"));
                    }
                }
                whispers.fetch_add(u64::from(told == 201), Relaxed);
                tokio::time::sleep(pause).await;
            }
        };
        Talk(self.runtime.spawn(whispering))
    }

    /// So many whispers were taken.
    pub fn whispered(&self) -> u64 {
        self.whispers.load(Relaxed)
    }

    /// Waits until everything that was said is acknowledged and seen.
    pub fn even_out(&self) {
        let even = |chat: &Chat| chat.visitor.says.is_even() && chat.agent.says.is_even();
        let begun = Instant::now();
        while !self.chats.iter().all(even) && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What is not as it must be, in words; and how many messages were said.
    pub fn wrong(&self) -> (Vec<String>, usize) {
        let (mut wrong, mut said) = (Vec::new(), 0);
        for chat in &self.chats {
            for (who, way) in [("the visitor", &chat.visitor.says), ("the agent", &chat.agent.says)] {
                said += way.figures().0;
                wrong.extend(
                    way.wrong().into_iter().map(|what| format!("{} of {who}: {what}", chat.visitor.chat)),
                );
            }
            let read: BTreeSet<String> = locked(&chat.visitor.read).iter().cloned().collect();
            if read.len() != locked(&chat.visitor.read).len() {
                wrong.push(format!("{}: the visitor read a line twice", chat.visitor.chat));
            }
            for line in locked(&chat.heard).difference(&read) {
                wrong.push(format!("{}: the visitor heard of {line} and may not read it", chat.visitor.chat));
            }
        }
        (wrong, said)
    }

    /// Somebody of staff who may watch all of them.
    pub fn supervisor(&self) -> &Caller {
        &self.supervisor
    }

    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            let refused = || self.shared.refused.take();
            assert!(begun.elapsed() < PATIENCE, "it takes too long until {what}: {:?}", refused());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Somebody goes on talking, until this is dropped.
pub struct Talk(tokio::task::JoinHandle<()>);

impl Drop for Talk {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn address(visitor: usize) -> Ipv4Addr {
    let network = (visitor / OF_ADDRESS) as u32 + 1;
    Ipv4Addr::from(u32::from(Ipv4Addr::new(127, 1, 0, 0)) + network)
}

/// A visitor begins a chat: its id, and who the visitor is from now on.
async fn begin(shared: &Shared, n: usize, department: &str) -> (String, Who) {
    let nobody = Who { token: "".into(), from: Some(address(n)) };
    let wanted = json!({
        "key": format!("crowd-{n:012}"), "name": format!("Visitor {n}"), "department": department,
        "text": "Where is the lid?", "language": "en", "page": "https://shop.example/basket",
    });
    let mut failures = 0;
    loop {
        let answer = shared.wires.ask(&nobody, "POST", "/chat/api/chats", Some(&wanted.to_string())).await;
        match answer {
            Ok((201, body)) => {
                shared.spy.sees(&body);
                let begun: Value = serde_json::from_slice(&body).unwrap_or_default();
                shared.spy.understands(&begun);
                let from = nobody.from;
                return (text(&begun, "chat"), Who { token: text(&begun, "pass").into(), from });
            }
            Ok((503, _)) if failures < 20 => {
                failures += 1;
                shared.pause(failures).await;
            }
            Ok((status, body)) => panic!("a visitor is refused: {status} {}", String::from_utf8_lossy(&body)),
            Err(error) => panic!("a visitor gets no answer: {error}"),
        }
    }
}

/// Agents of one department accept so many chats between them: which, by whom.
async fn accept(shared: Arc<Shared>, agents: Vec<(usize, Who)>, due: usize) -> Vec<(String, usize)> {
    let mut accepted = Vec::new();
    while accepted.len() < due {
        let before = accepted.len();
        for (agent, who) in &agents {
            let Ok((200, list)) = shared.wires.ask(who, "GET", "/chat/api/chats", None).await else {
                continue;
            };
            let list: Value = serde_json::from_slice(&list).unwrap_or_default();
            for chat in list["rings"].as_array().into_iter().flatten() {
                let chat = text(chat, "id");
                let path = format!("/chat/api/chats/{chat}/accept");
                if let Ok((204, _)) = shared.wires.ask(who, "POST", &path, Some("{}")).await {
                    accepted.push((chat, *agent));
                }
            }
        }
        if accepted.len() == before {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
    accepted
}

fn field<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(name))
}

/// What a block of a stream tells: which event, and of what.
fn event(block: &str) -> Option<(&str, Value)> {
    Some((field(block, "event: ")?, serde_json::from_str(field(block, "data: ")?).ok()?))
}

/// Listens for ever. Once it is open, whoever listens asks for what was missed.
async fn listen(shared: &Shared, who: &Who, about: Option<&str>, opened: impl Fn(), told: impl Fn(&str)) {
    let mut failures = 0;
    loop {
        let stream = match shared.doors.acquire().await {
            Ok(_door) => shared.wires.listen(who, about).await,
            Err(_) => return,
        };
        match stream {
            Ok(mut stream) => {
                shared.open.fetch_add(1, Relaxed);
                failures = 0;
                opened();
                while let Ok(Some(block)) = stream.next().await {
                    told(&block);
                }
                shared.open.fetch_sub(1, Relaxed);
            }
            Err(error) => {
                shared.refused.note(format!("listen: {error}"));
                failures += 1;
            }
        }
        shared.pause(failures).await;
    }
}
