//! A desk with a plugin that calls whatever it is told, and a person for whom it goes, each with the permissions
//! that they are given for it.

use super::tries::Try;
use ombud_access::{
    Audience, Authority, Grant, HeldRole, Mandate, PermissionName, Place, PluginId, RoleId, Scopes,
};
use ombud_host::{Password, Relay, Tls};
use ombud_identity::{IdentityError, NewPerson, NewRole, RoleChange, assignment, person, plugin, role};
use ombud_store::UnitOfWork;
use ombud_testkit::{Client, Desk, Value, json, pack, with_manifest};
use tokio::runtime::Runtime;

/// What there is on the desk to be asked for.
pub struct At {
    /// For whom the plugin goes.
    pub me: String,
    /// Who may everything.
    pub owner: String,
    pub agent: String,
    pub customer: String,
    pub support: String,
    pub sales: String,
    /// By mail, with a file; and a note.
    pub ticket: String,
    pub number: Value,
    pub version: Value,
    pub reply: String,
    pub note: String,
    pub file: String,
    pub message_id: String,
    pub other: String,
    pub closed: String,
    pub closed_version: Value,
    /// What is left of a ticket that was split, the part, and the message in it.
    pub whole: String,
    pub part: String,
    pub parted: String,
    pub split: String,
    /// A record that others than its plugin may write.
    pub animal: String,
    /// A role that the customer holds and that gives nothing yet, and the role for customers.
    pub role: String,
    pub for_customers: String,
}

/// Whose rights are tried out.
#[derive(Clone, Copy)]
pub enum Whose {
    /// The plugin's: it goes with its own alone.
    Plugins,
    /// The person's: the plugin lacks nothing.
    Persons,
}

/// What came of a call.
pub enum Outcome {
    Got,
    Refused,
    Failed(String),
}

pub struct Errand {
    desk: Desk,
    runtime: Runtime,
    role: RoleId,
    pub at: At,
}

const ME: &str = "runner@demo.test";

const MAIL: &str = "From: Cleo Customer <customer@demo.test>\r\nTo: support@demo.test\r\nSubject: A lid\r\n\
    Message-ID: <lid@home.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=lid\r\n\r\n\
    --lid\r\nContent-Type: text/plain\r\n\r\nOne lid is missing.\r\n\
    --lid\r\nContent-Type: text/csv; name=lids.csv\r\nContent-Disposition: attachment; filename=lids.csv\r\n\r\n\
    box,lid\r\n--lid--\r\n";

impl Errand {
    pub fn new() -> Errand {
        let desk = Desk::start();
        desk.install(&pack("tests/guests/errand"));
        desk.install(&animals());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        // Else nobody has said where the desk is found.
        let relay = Relay {
            host: "127.0.0.1".into(),
            port: 25,
            tls: Tls::None,
            user: None,
            sender: "desk@demo.test".into(),
            name: String::new(),
            desk: Some("https://desk.demo.test".into()),
            authority: None,
        };
        let owner = desk.authority("owner@demo.test");
        runtime.block_on(desk.host().choose_relay(Some(relay), Password::Keep, &owner)).unwrap();
        let new = NewRole {
            name: "runner".into(),
            title: "Runner".into(),
            description: String::new(),
            audience: Audience::Staff,
            collaborator: false,
            grants: Vec::new(),
        };
        let role = changed(&desk, &runtime, |unit, owner| role::create(unit, owner, new)).id;
        let held = HeldRole { role, place: Place::Everywhere, until: None };
        let new =
            NewPerson { name: "Rudi".into(), email: ME.into(), roles: vec![held], ..NewPerson::default() };
        changed(&desk, &runtime, |unit, owner| person::create(unit, owner, new));
        let (name, title, audience) = ("walker".into(), "Walker".into(), Audience::Everyone);
        let new = NewRole {
            name,
            title,
            description: String::new(),
            audience,
            collaborator: false,
            grants: vec![],
        };
        let walker = changed(&desk, &runtime, |unit, owner| role::create(unit, owner, new)).id;
        changed(&desk, &runtime, |unit, owner| {
            let mut customer = person::by_email(unit, "customer@demo.test")?.unwrap();
            customer.roles.push(HeldRole { role: walker, place: Place::Everywhere, until: None });
            assignment::set(unit, owner, customer.id, customer.roles)
        });
        let at = At { role: walker.to_string(), ..At::furnish(&desk) };
        desk.searches();
        let errand = Errand { desk, runtime, role, at };
        errand.give(Whose::Plugins, &["kernel:order.give", "tickets:ticket.read"]);
        let order = json!(["wait", "Wait for it", ["tickets:ticket.read"]]);
        let told = json!({ "function": "ombud:kernel/orders.give", "with": order, "keep": true });
        let given = errand.desk.as_("owner@demo.test").post("/errand/for-me", &told);
        assert_eq!(given.1["got"], "done", "{given:?}");
        errand
    }

    /// Gives these permissions and no others, on all records.
    pub fn give(&self, whose: Whose, permissions: &[&str]) {
        let grant = |name: &&str| Grant {
            permission: PermissionName::parse(name).unwrap(),
            scopes: Scopes::ALL,
            until: None,
        };
        let grants: Vec<Grant> = permissions.iter().map(grant).collect();
        changed(&self.desk, &self.runtime, |unit, owner| match whose {
            Whose::Plugins => {
                let plugin = PluginId::parse("errand").unwrap();
                plugin::set_mandate(unit, owner, Mandate { plugin, grants, departments: None, enabled: true })
            }
            Whose::Persons => {
                let change = RoleChange { grants: Some(grants), ..RoleChange::default() };
                role::update(unit, owner, self.role, change).map(drop)
            }
        });
    }

    /// Sends the plugin: alone, or for the person. For what needs a person, the plugin's rights are tried out with one
    /// who lacks nothing.
    pub fn go(&self, whose: Whose, what: &Try) -> Outcome {
        if what.of_strangers {
            return sent(&self.desk.visitor(), "/errand/own", what);
        }
        let (who, door) = match whose {
            Whose::Plugins if what.in_person => ("owner@demo.test", "/errand/for-me"),
            Whose::Plugins => (ME, "/errand/own"),
            Whose::Persons => (ME, "/errand/for-me"),
        };
        sent(&self.desk.as_(who), door, what)
    }

    /// Sends the plugin with its own rights alone, whatever it is for.
    pub fn go_alone(&self, what: &Try) -> Outcome {
        sent(&self.desk.as_("owner@demo.test"), "/errand/own", what)
    }

    /// Lets the plugin do something with its own rights that lasts.
    #[track_caller]
    pub fn keep(&self, function: &str, with: &Value) -> Value {
        let told = json!({ "function": function, "with": with, "keep": true });
        let (_, told) = self.desk.as_(ME).post("/errand/own", &told);
        told.get("got").cloned().unwrap_or_else(|| panic!("{function}: {told}"))
    }

    /// Sends the plugin for somebody who is not signed in.
    pub fn go_for_a_visitor(&self, what: &Try) -> Outcome {
        sent(&self.desk.visitor(), "/errand/for-me", what)
    }
}

/// The zoo, whose animals others may write, each in its way with a permission of its own.
fn animals() -> Vec<u8> {
    let zoo = pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    let permission = |verb: &str| format!("zoo:animal.{verb}");
    let declared = |verb| json!({ "name": permission(verb), "title": verb, "scopes": ["all"] });
    manifest["permissions"] = ["see", "make", "feed", "give", "free"].map(declared).into_iter().collect();
    let collections = manifest["collections"].as_array_mut().unwrap();
    let animals = collections.iter_mut().find(|collection| collection["name"] == "animals").unwrap();
    animals["create"] = json!([permission("make")]);
    animals["write"] = json!([permission("feed"), permission("give")]);
    animals["delete"] = json!([permission("free")]);
    animals["relations"] = json!({ "assignee": permission("give") });
    for part in ["suggests", "reactions"] {
        manifest[part] = json!([]);
    }
    with_manifest(&zoo, &manifest.to_string())
}

fn changed<T>(
    desk: &Desk,
    runtime: &Runtime,
    change: impl FnOnce(&mut UnitOfWork, &Authority) -> Result<T, IdentityError>,
) -> T {
    let owner = desk.authority("owner@demo.test");
    let mut unit = desk.store().begin();
    let made = change(&mut unit, &owner).unwrap();
    runtime.block_on(unit.commit()).unwrap();
    desk.identity().refresh().unwrap();
    made
}

fn sent(sender: &Client, door: &str, what: &Try) -> Outcome {
    outcome(sender.post(door, &json!({ "function": what.function, "with": what.with })), what.at)
}

fn outcome((status, told): (u16, Value), at: &str) -> Outcome {
    let something = |value: &Value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        other => *other != json!(0),
    };
    match (status, told.get("got"), told.get("refused")) {
        (200 | 418, Some(got), _) if got.pointer(at).is_some_and(something) => Outcome::Got,
        (200 | 418, Some(_), _) | (200 | 418, _, Some(_)) => Outcome::Refused,
        _ => Outcome::Failed(format!("{status} {told}")),
    }
}

impl At {
    fn furnish(desk: &Desk) -> At {
        let owner = desk.as_("owner@demo.test");
        let mail = [("content-type", "message/rfc822")];
        let received = owner.fetch("POST", "/mail/api/messages?department=Support", &mail, MAIL);
        assert_eq!(received.status, 201, "{}", received.text());
        let ticket = text(&received.json(), "ticket");
        let note = add(&owner, &ticket, &json!({ "kind": "note", "body": "Look below the table." }));
        let first = reply_in(&owner, &ticket);
        let now = read(&owner, &format!("/tickets/api/tickets/{ticket}"));

        let closed = open(&owner);
        let path = format!("/tickets/api/tickets/{closed}");
        let version = read(&owner, &path)["version"].clone();
        let (status, done) = owner.patch(&path, &json!({ "version": version, "status": "closed" }));
        assert_eq!(status, 200, "{done}");

        let whole = open(&owner);
        let more = add(&owner, &whole, &json!({ "kind": "reply", "body": "And here is the box." }));
        let split =
            json!({ "ticket": whole, "messages": [more], "subject": "A box", "department": "Support" });
        let split = made(owner.post("/split/api/splits", &split));
        let part = text(&split, "ticket");
        let parted = text(&reply_in(&owner, &part), "id");
        At {
            me: desk.person(ME),
            owner: desk.person("owner@demo.test"),
            agent: desk.person("agent.support@demo.test"),
            customer: desk.person("customer@demo.test"),
            support: desk.department("Support"),
            sales: desk.department("Sales"),
            number: now["number"].clone(),
            version: now["version"].clone(),
            reply: text(&first, "id"),
            note,
            file: text(&first["attachments"][0], "blob"),
            message_id: "lid@home.test".into(),
            ticket,
            other: open(&owner),
            closed,
            closed_version: done["version"].clone(),
            whole,
            part,
            parted,
            split: text(&split, "id"),
            animal: text(&read_post(&owner, "/zoo/do/keep"), "id"),
            role: String::new(),
            for_customers: role::by_name(&mut desk.store().begin(), "customer")
                .unwrap()
                .unwrap()
                .id
                .to_string(),
        }
    }
}

#[track_caller]
fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("`{field}` in {value}")).to_owned()
}

#[track_caller]
fn made((status, body): (u16, Value)) -> Value {
    assert_eq!(status, 201, "{body}");
    body
}

#[track_caller]
fn read_post(client: &Client, path: &str) -> Value {
    let (status, body) = client.post(path, &json!({}));
    assert_eq!(status, 200, "{path}: {body}");
    body
}

#[track_caller]
fn read(client: &Client, path: &str) -> Value {
    let (status, body) = client.get(path);
    assert_eq!(status, 200, "{path}: {body}");
    body
}

fn open(client: &Client) -> String {
    let body = json!({
        "subject": "Two boxes", "department": "Support", "requester": "customer@demo.test", "body": "One lid is missing.",
    });
    text(&made(client.post("/tickets/api/tickets", &body)), "id")
}

fn add(client: &Client, ticket: &str, message: &Value) -> String {
    text(&made(client.post(&format!("/tickets/api/tickets/{ticket}/messages"), message)), "id")
}

/// The one reply in a ticket.
fn reply_in(client: &Client, ticket: &str) -> Value {
    let messages = read(client, &format!("/tickets/api/tickets/{ticket}/messages"));
    let mut messages = messages["messages"].as_array().unwrap().iter();
    messages.find(|message| message["kind"] == "reply").unwrap().clone()
}
