//! The desk that is attacked, and who is there.

use crate::Pace;
use crate::neighbours::{Neighbours, Window};
use crate::sins::{self, Sins};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Stands in everything that no attacker may get to see.
pub const CANARY: &str = "kanarienvogel";

/// How long each attack goes on when neighbours are measured, and how long they are watched in quiet.
const LONG: Duration = Duration::from_secs(3);

pub struct Arena {
    pub world: World,
    pub admin: Caller,
    /// In Support; for him the plugins sin.
    pub agent: Caller,
    pub neighbours: Neighbours,
    /// A ticket in Sales, its first message and the file that it has.
    pub hidden: Hidden,
    /// When nobody attacked.
    pub quiet: Vec<Window>,
    /// How often a strike is repeated in rounds.
    pub strikes: u32,
    /// The attack is one on what neighbours may do, so they may be refused.
    pub neighbours_suffer: bool,
    sins: Sins,
    pace: Pace,
    windows: Vec<Window>,
    made: u32,
    installed: Mutex<BTreeSet<String>>,
}

pub struct Hidden {
    pub ticket: String,
    pub message: String,
    pub file: String,
    pub department: String,
}

impl Arena {
    pub fn open(pace: Pace) -> Arena {
        let sins = Sins::pack();
        let world = World::demo();
        let (admin, agent) = (world.person("admin"), world.person("agent.support"));
        let hidden = Hidden::plant(&world);
        let neighbours = Neighbours::at_work(&world, pace != Pace::Once);
        Arena {
            world,
            admin,
            agent,
            neighbours,
            hidden,
            quiet: Vec::new(),
            strikes: 1,
            neighbours_suffer: false,
            sins,
            pace,
            windows: Vec::new(),
            made: 0,
            installed: Mutex::default(),
        }
    }

    /// Nobody attacks, so that it is known how long things take then.
    pub fn rest(&mut self) {
        let begun = Instant::now();
        thread::sleep(if self.pace == Pace::Measured { LONG } else { Duration::from_secs(1) });
        self.quiet.push((begun, Instant::now()));
    }

    pub fn begin(&mut self, sin: &str) {
        eprintln!("{sin}");
        self.neighbours_suffer = false;
        self.neighbours.refused();
    }

    /// When the attack was on.
    pub fn end(&mut self) -> Vec<Window> {
        std::mem::take(&mut self.windows)
    }

    /// One attack; again and again if the zoo is run in earnest.
    pub fn strike(&mut self, attack: impl Fn(&Arena)) {
        let begun = Instant::now();
        let mut struck = 0;
        loop {
            attack(self);
            struck += 1;
            let over = match self.pace {
                Pace::Once => true,
                Pace::Measured => begun.elapsed() > LONG || struck == 200,
                Pace::Rounds(_) => struck >= self.strikes,
            };
            if over {
                break;
            }
            self.forgive();
        }
        self.made += struck;
        self.windows.push((begun, Instant::now()));
    }

    /// One attack that leaves too much behind to be repeated.
    pub fn strike_once(&mut self, attack: impl FnOnce(&Arena)) {
        let begun = Instant::now();
        attack(self);
        self.made += 1;
        self.windows.push((begun, Instant::now()));
    }

    /// Whoever is left alone is let back at once: the attack shall go on.
    pub fn forgive(&self) {
        for id in self.installed.lock().unwrap().iter() {
            self.admin.delete(&format!("/api/v1/plugins/{id}/quarantine"));
        }
    }

    /// So many callers at once.
    pub fn crowd(&self, callers: usize, call: impl Fn(&Arena) + Sync) {
        thread::scope(|scope| {
            let called: Vec<_> = (0..callers).map(|_| scope.spawn(|| call(self))).collect();
            called.into_iter().for_each(|caller| caller.join().unwrap());
        });
    }

    pub fn component(&self, sin: &str) -> Vec<u8> {
        self.sins.component(sin)
    }

    /// Sends a file, and agrees to all that it asks for.
    #[track_caller]
    pub fn send(&self, file: &[u8]) -> Answer {
        let kind = [("content-type", "application/wasm")];
        self.admin.fetch("POST", "/api/v1/plugins?approve=all", &kind, file)
    }

    /// Installs the plugin of a folder.
    #[track_caller]
    pub fn put_in(&self, sin: &str) {
        self.put_in_file(&self.component(sin));
    }

    /// Installs it with another manifest.
    #[track_caller]
    pub fn put_in_as(&self, sin: &str, change: impl FnOnce(&mut Value)) {
        let mut manifest = sins::manifest(sin);
        change(&mut manifest);
        self.put_in_file(&ombud_testkit::with_manifest(&self.component(sin), &manifest.to_string()));
    }

    #[track_caller]
    pub fn put_in_file(&self, file: &[u8]) {
        let told = self.send(file).is(201);
        self.installed.lock().unwrap().insert(text(&told["manifest"]["plugin"], "id"));
    }

    /// The desk does not take a file, and says why in these words.
    #[track_caller]
    pub fn turned_away(&self, file: &[u8], words: &str) {
        let answer = self.send(file);
        assert!((400..500).contains(&answer.status), "it was taken: {} {}", answer.status, answer.text());
        let why = text(&answer.json(), "detail");
        assert!(why.contains(words), "`{words}` is not why: {why}");
        assert!(why.len() < 5_000, "it is told at length: {} bytes", why.len());
    }

    /// Lets the plugin sin for the agent.
    #[track_caller]
    pub fn go(&self, path: &str, body: &Value) -> Answer {
        self.seen(self.agent.post(path, body))
    }

    /// Nothing of what is hidden stands in what an attacker gets.
    #[track_caller]
    pub fn seen(&self, answer: Answer) -> Answer {
        let headers = answer.headers.iter().any(|(_, value)| value.contains(CANARY));
        assert!(!headers && !answer.text().contains(CANARY), "it got out: {}", answer.text());
        answer
    }

    /// Lets it sin, which ends in nothing: it is cut off, by its processor time or, on a busy machine, by the clock.
    #[track_caller]
    pub fn cut_off(&self, path: &str) {
        let answer = self.go(path, &json!({}));
        assert!(matches!(answer.status, 502 | 504), "{}: {}", answer.status, answer.text());
        answer.problem(answer.status);
    }

    /// Tries again until something is so.
    #[track_caller]
    pub fn wait_until(&self, what: &str, so: impl Fn() -> bool) {
        let until = Instant::now() + Duration::from_secs(30);
        while !so() {
            assert!(Instant::now() < until, "it never came to this: {what}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The desk is as it was before.
    #[track_caller]
    pub fn clear_up(&mut self) {
        for id in std::mem::take(&mut *self.installed.lock().unwrap()) {
            self.admin.delete(&format!("/api/v1/plugins/{id}")).is(204);
            self.admin.delete(&format!("/api/v1/plugins/{id}/data?confirm={id}")).is(200);
            self.admin.get(&format!("/api/v1/plugins/{id}")).problem(404);
        }
        let waiting = self.admin.get("/api/v1/plugins/waiting").is(200);
        assert_eq!(waiting["waiting"], json!([]), "a file was left to be approved");
        let refused = self.neighbours.refused();
        assert!(self.neighbours_suffer || refused.is_empty(), "neighbours were refused: {refused:#?}");
    }

    /// The same after an attack that was not contained.
    pub fn clear_up_anyhow(&mut self) {
        for id in std::mem::take(&mut *self.installed.lock().unwrap()) {
            let _ = self.admin.try_fetch("DELETE", &format!("/api/v1/plugins/{id}"), &[], "");
            let _ =
                self.admin.try_fetch("DELETE", &format!("/api/v1/plugins/{id}/data?confirm={id}"), &[], "");
        }
    }

    /// What the desk holds in memory now, bytes.
    pub fn memory(&mut self) -> u64 {
        self.world.program().memory()
    }

    pub fn made(&self) -> u32 {
        self.made
    }

    /// Sends everybody home; what the desk has kept must fit together.
    pub fn close(mut self) {
        self.neighbours.stop();
        self.admin.get("/api/v1/health").is(200);
    }
}

impl Hidden {
    fn plant(world: &World) -> Hidden {
        let sales = world.person("agent.sales");
        let kind = [("content-type", "text/plain")];
        let file = sales.fetch("POST", "/api/v1/blobs", &kind, format!("a file about the {CANARY}")).is(201);
        let file = text(&file, "id");
        let ticket = text(&open_ticket(&sales, "Sales", &format!("A {CANARY}")), "id");
        let reply = json!({
            "kind": "note", "body": format!("The {CANARY} sings."),
            "attachments": [{ "blob": file, "name": format!("{CANARY}.txt"), "content_type": "text/plain" }],
        });
        let message = sales.post(&format!("/tickets/api/tickets/{ticket}/messages"), &reply).is(201);
        let departments = world.person("admin").get("/api/v1/departments").is(200);
        let departments = departments["departments"].as_array().cloned().unwrap_or_default();
        let department = departments.iter().find(|department| department["name"] == "Sales").unwrap();
        Hidden { ticket, message: text(&message, "id"), file, department: text(department, "id") }
    }
}
