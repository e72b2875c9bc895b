//! Chats on a fake kernel: who is given what, what is said, and what nobody notices.

mod given;
mod helped;
mod invited;
mod mailed;
mod paged;
mod routed;
mod said;
mod silent;
mod watched;

use crate::Chats;
use crate::keep::{CHATS, QUEUE, SLOTS, State};
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::abilities::{self, Ability};
use ombud_plugin::desk::availability::{
    Bound, Channel, Question, Service, Source, Standing, State as Availability,
};
use ombud_plugin::desk::ratings::{self, Rating};
use ombud_plugin::desk::voting;
use ombud_plugin::testing::{FakeKernel, Office};
use ombud_plugin::{Error, Event, Plugin, Query, RecordRef, Request, Response, Result, Timestamp, UserId};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Somebody's skills and languages.
type Able = (Vec<String>, Vec<String>);

/// Who is there, and how much each takes.
#[derive(Clone, Default)]
pub struct There {
    people: Rc<RefCell<BTreeMap<UserId, (Availability, u32)>>>,
    departments: Rc<RefCell<BTreeMap<String, u32>>>,
    able: Rc<RefCell<BTreeMap<UserId, Able>>>,
}

impl There {
    /// From now on whoever works there takes so many of its chats.
    pub fn departments(&self, limits: impl IntoIterator<Item = (String, u32)>) {
        self.departments.borrow_mut().extend(limits);
    }
}

impl Service for There {
    fn states(&self, users: &[UserId], _: Channel) -> Result<Vec<Standing>> {
        let told = |user: &UserId| Standing {
            user: user.clone(),
            state: self.people.borrow().get(user).map_or(Availability::Offline, |(state, _)| *state),
            since: None,
            cause: None,
            until: None,
        };
        Ok(users.iter().map(told).collect())
    }

    fn limits(&self, asked: &[Question]) -> Result<Vec<Bound>> {
        let there = |one: &Question| self.departments.borrow().get(one.department.as_deref()?).copied();
        let most = |user: &UserId| self.people.borrow().get(user).map_or(2, |(_, most)| *most);
        let bound = |one: &Question| match there(one) {
            Some(most) => Bound { most, source: Source::Department },
            None => Bound { most: most(&one.user), source: Source::Agent },
        };
        Ok(asked.iter().map(bound).collect())
    }
}

impl abilities::Service for There {
    fn of_people(&self, users: &[UserId]) -> Result<Vec<Ability>> {
        let able = |user: &UserId| {
            let (skills, languages) = self.able.borrow().get(user).cloned().unwrap_or_default();
            Ability { user: user.clone(), skills, languages }
        };
        Ok(users.iter().map(able).collect())
    }
}

/// Who keeps what visitors say of their chats; or nobody does.
#[derive(Clone, Default)]
pub struct Votes {
    kept: Rc<RefCell<BTreeMap<String, Rating>>>,
    pub gone: Rc<RefCell<bool>>,
}

impl Votes {
    fn here(&self) -> Result<()> {
        if *self.gone.borrow() { Err(Error::unavailable("nobody offers it now")) } else { Ok(()) }
    }
}

impl voting::Service for Votes {
    fn mine(&self, subject: &RecordRef) -> Result<Option<Rating>> {
        self.here().map(|()| self.kept.borrow().get(&subject.id).cloned())
    }

    fn rate(&self, subject: &RecordRef, score: u8, comment: &str) -> Result<()> {
        self.here()?;
        if !(1..=5).contains(&score) {
            return Err(Error::invalid("1 to 5"));
        }
        let rating =
            Rating { score, comment: comment.to_owned(), at: 0, agent: None, department: String::new() };
        self.kept.borrow_mut().insert(subject.id.clone(), rating);
        Ok(())
    }
}

impl ratings::Service for Votes {
    fn find(&self, subjects: &[RecordRef]) -> Result<Vec<Option<Rating>>> {
        self.here()?;
        Ok(subjects.iter().map(|subject| self.kept.borrow().get(&subject.id).cloned()).collect())
    }
}

pub struct Desk {
    pub kernel: FakeKernel,
    pub votes: Votes,
    pub there: There,
    pub office: Rc<Office>,
    pub support: String,
    pub sales: String,
    pub sofia: UserId,
    pub ana: UserId,
    pub boris: UserId,
    visitors: RefCell<u32>,
}

impl Desk {
    /// Ana and Boris are in Support and accept two chats each; Sofia supervises, and accepts none.
    pub fn new() -> Desk {
        let kernel = FakeKernel::new();
        for name in
            ["queue", "slots", "marks", "pace", "heard", "attempts", "visits", "sounds", "watches", "mailed"]
        {
            kernel.private_collection(&format!("chat:{name}"));
        }
        let there = There::default();
        kernel.availability(there.clone());
        kernel.abilities(there.clone());
        let votes = Votes::default();
        kernel.voting(votes.clone());
        kernel.ratings(votes.clone());
        let office = Rc::new(Office::default());
        for (role, permission, scope) in [
            ("agent", "chat.take", Scope::Unassigned),
            ("agent", "chat.write", Scope::Assigned),
            ("agent", "chat.start", Scope::Own),
            ("collaborator", "chat.take", Scope::Unassigned),
        ] {
            office.gives(role, &format!("chat:{permission}"), scope);
        }
        kernel.administration(&office);
        let (sales, support) = (kernel.department("Sales"), kernel.department("Support"));
        let sofia = kernel.staff("Sofia Supervisor", "sofia@demo.test", &[&support]);
        let ana = kernel.staff("Ana <b>Agent</b>", "ana@demo.test", &[&support]);
        let boris = kernel.staff("Boris Agent", "boris@demo.test", &[&support, &sales]);
        kernel.alias(&ana, "Anna from Support");
        let desk = Desk {
            kernel,
            votes,
            there,
            office,
            support,
            sales,
            sofia,
            ana,
            boris,
            visitors: RefCell::new(0),
        };
        desk.settings(&json!({}));
        desk.is(&desk.ana, Availability::Accepting, 2);
        desk.is(&desk.boris, Availability::Accepting, 2);
        desk
    }

    /// Somebody sends a form of a page.
    #[track_caller]
    pub fn form(&self, who: &str, path: &str, form: &str) -> String {
        self.kernel.act_as(who);
        let answer = self.answer(Request::form_body(path, form));
        self.ring();
        self.kernel.act_as(who);
        assert!(answer.status < 400, "{}", answer.body_text());
        answer.header_value("location").map_or_else(|| answer.body_text(), str::to_owned)
    }

    pub fn settings(&self, others: &Value) {
        let mut settings = json!({
            "ring-seconds": 30, "previous-seconds": 20, "language-seconds": 30, "skill-seconds": 120, "kinds": [],
            "strategy": "fewest", "ranks": [], "peek": false, "transcript-mail": "asked",
            "visitors": false, "invitations": [], "silent-waiting-minutes": 0, "silent-running-minutes": 0, "alert-wait-minutes": 3, "alert-answer-minutes": 2,
            "alert-words": [{ "word": "complain" }], "tell-may-be-watched": true, "tell-watched": false,
        });
        for (name, value) in others.as_object().into_iter().flatten() {
            settings[name] = value.clone();
        }
        self.kernel.settings(&settings);
    }

    /// From now on somebody is so, and takes so many; the desk hears of it.
    pub fn is(&self, user: &str, state: Availability, most: u32) {
        self.there.people.borrow_mut().insert(user.to_owned(), (state, most));
        self.hear("availability:people", user);
    }

    /// From now on somebody has this skill and speaks this language; the desk hears of it.
    pub fn is_able(&self, user: &str, skill: &str, language: &str) {
        let one = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
        self.there.able.borrow_mut().insert(user.to_owned(), (one(skill), one(language)));
        self.hear("availability:skills", user);
    }

    /// From now on somebody holds a role of which nothing reaches a visitor, and that lets nobody begin chats.
    pub fn is_collaborator(&self, user: &str) {
        self.office.holds(user, "collaborator");
    }

    fn hear(&self, collection: &str, id: &str) {
        self.kernel.act_as_plugin();
        let subject = RecordRef { collection: collection.into(), id: id.into() };
        let at = self.kernel.cx().now();
        let kind = format!("{collection}.changed");
        let event = Event { number: 1, kind, subject, at, by: None, data: "{}".into() };
        Chats::on_event(&self.kernel.cx(), event).unwrap();
        self.ring();
    }

    /// Lets everything ring that is due.
    pub fn ring(&self) {
        loop {
            let due = self.kernel.due_timers();
            if due.is_empty() {
                return;
            }
            self.kernel.act_as_plugin();
            for timer in due {
                Chats::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
            }
        }
    }

    pub fn passes(&self, seconds: u64) {
        self.kernel.advance(seconds * 1000);
        self.ring();
    }

    pub fn answer(&self, request: Request) -> Response {
        match Chats::handle(&self.kernel.cx(), request) {
            Ok(response) => response,
            Err(error) => Response::problem(error.status(), "refused", &error.sentence()),
        }
    }

    /// Somebody does something by the API, and what follows from it is done.
    pub fn post(&self, who: &str, path: &str, body: &Value) -> Response {
        self.kernel.act_as(who);
        let answer = self.answer(Request::json_body("POST", path, body));
        self.ring();
        self.kernel.act_as(who);
        answer
    }

    #[track_caller]
    pub fn done(&self, who: &str, chat: &str, act: &str, body: &Value) -> Value {
        let answer = self.post(who, &format!("/api/chats/{chat}/{act}"), body);
        assert!(answer.status < 300, "{act}: {}", answer.body_text());
        answer.body_json().unwrap_or_default()
    }

    #[track_caller]
    pub fn get(&self, who: &str, address: &str) -> Value {
        self.kernel.act_as(who);
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    #[track_caller]
    pub fn page(&self, who: &str, address: &str) -> String {
        self.kernel.act_as(who);
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_text()
    }

    /// A visitor begins a chat with Support: the visitor and the chat.
    #[track_caller]
    pub fn begins(&self) -> (UserId, String) {
        let nth = self.visitors.replace_with(|nth| *nth + 1);
        let visitor = self.kernel.customer(&format!("Visitor {nth}"), &format!("v{nth}@example.org"));
        let chat = self.begins_as(&visitor, "first");
        (visitor, chat)
    }

    #[track_caller]
    pub fn begins_as(&self, visitor: &str, key: &str) -> String {
        self.begins_with(visitor, key, &json!({}))
    }

    /// The same, with something else said.
    #[track_caller]
    pub fn begins_with(&self, visitor: &str, key: &str, others: &Value) -> String {
        let mut body = json!({ "key": key, "name": "Mira", "department": self.support, "text": "Hello?" });
        body.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
        let answer = self.post(visitor, "/api/chats", &body);
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        answer.body_json().unwrap()["chat"].as_str().unwrap().to_owned()
    }

    /// At whom a chat rings.
    pub fn rings_at(&self, chat: &str) -> Option<UserId> {
        self.kernel.act_as_plugin();
        self.kernel.cx().find(QUEUE, chat).unwrap()?.value.ringing.map(|(agent, _)| agent)
    }

    /// How many chats somebody has.
    pub fn has(&self, agent: &str) -> usize {
        self.kernel.act_as_plugin();
        self.kernel.cx().find(SLOTS, agent).unwrap().map_or(0, |entry| entry.value.chats.len())
    }

    pub fn state(&self, chat: &str) -> State {
        self.kernel.act_as_plugin();
        self.kernel.cx().get(CHATS, chat).unwrap().value.state
    }

    /// Ana talks with a visitor.
    pub fn talks(&self) -> (UserId, String) {
        let (visitor, chat) = self.begins();
        let agent = self.rings_at(&chat).unwrap();
        self.done(&agent, &chat, "accept", &json!({}));
        if agent != self.ana {
            self.done(&agent, &chat, "transfer", &json!({ "agent": self.ana }));
            self.done(&self.ana, &chat, "accept", &json!({}));
        }
        (visitor, chat)
    }

    /// Every chat is in one place, and what has a place is what is noted.
    pub fn fits_together(&self) {
        self.kernel.act_as_plugin();
        let cx = self.kernel.cx();
        let mut taken = BTreeMap::new();
        for entry in cx.all(SLOTS, &Query::by("created")).unwrap() {
            for chat in &entry.value.chats {
                let before = taken.insert(chat.clone(), entry.id().to_owned());
                assert_eq!(before, None, "{chat} has two places");
            }
        }
        let mut found = BTreeSet::new();
        for chat in cx.all(CHATS, &Query::by("created")).unwrap() {
            let waiting = cx.find(QUEUE, chat.id()).unwrap().map(|entry| entry.value);
            assert_eq!(waiting.is_some(), chat.value.state == State::Waiting, "{chat:?}");
            let holder = match chat.value.state {
                State::Waiting => waiting.and_then(|waiting| waiting.ringing).map(|(agent, _)| agent),
                State::Running => chat.envelope.assignee.clone(),
                State::Ended => None,
            };
            assert_eq!(taken.get(chat.id()), holder.as_ref(), "{chat:?}");
            found.insert(chat.id().to_owned());
        }
        assert!(taken.keys().all(|chat| found.contains(chat)));
    }
}

/// What the visitor and the agent receive of a chat, to the byte; and what is told to them of it, in the order in which it is.
pub fn received(desk: &Desk, chat: &str, visitor: &str, agent: &str) -> String {
    let mut all = String::new();
    for (who, address) in [
        (visitor, format!("/api/chats/{chat}")),
        (agent, format!("/api/chats/{chat}")),
        (agent, format!("/chats/{chat}")),
        (agent, "/".to_owned()),
        (agent, "/running".to_owned()),
        (agent, "/api/chats".to_owned()),
    ] {
        desk.kernel.act_as(who);
        all += &desk.answer(Request::get(&address)).body_text();
        all.push('\n');
    }
    all
}

/// So long.
pub const SECOND: Timestamp = 1000;

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    use crate::route::Route;
    let manifest: toml::Table = include_str!("../../plugin.toml").parse().unwrap();
    let routes = manifest["routes"].as_array().unwrap();
    let told: Vec<(&str, &str)> = routes
        .iter()
        .map(|route| (route["method"].as_str().unwrap(), route["path"].as_str().unwrap()))
        .collect();
    let api: Vec<_> = told.iter().filter(|(_, path)| path.starts_with("/api/")).copied().collect();
    let router = crate::api::routes();
    assert!(router.routes().all(|route| api.contains(&route)));
    assert_eq!(router.routes().count(), api.len());
    let pages = told.iter().filter(|(_, path)| !path.starts_with("/api/") && *path != "/widget");
    for (_, path) in pages {
        assert!(Route::parse(&path.replace("{id}", "some-id"), &[]).is_some(), "nothing answers `{path}`");
    }
}
