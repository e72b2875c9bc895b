//! A desk with the plugin in one of the languages, a ticket, and the people around it.

use ombud_access::{RecordId, RecordRef};
use ombud_host::{Place, Point};
use ombud_testkit::{Client, Value, json, pack, pack_if_possible};
use std::time::Duration;

/// What everybody in this suite begins with.
pub struct Desk {
    pub desk: ombud_testkit::Desk,
    /// The plugin.
    pub component: Vec<u8>,
    /// A ticket of the department Support.
    pub ticket: String,
}

/// The plugin in this language, if its tool can be had.
pub fn component(language: &str) -> Option<Vec<u8>> {
    let folder = format!("examples/reminder/{language}");
    if language == "rust" { Some(pack(folder)) } else { pack_if_possible(folder) }
}

impl Desk {
    /// A desk with the plugin in this language, if its tool can be had.
    pub fn with(language: &str) -> Option<Desk> {
        component(language).map(Desk::installed)
    }

    /// A desk with this component.
    pub fn installed(component: Vec<u8>) -> Desk {
        let desk = ombud_testkit::Desk::start();
        desk.install(&component);
        let new =
            json!({ "subject": "Two boxes, one lid", "department": "Support", "body": "One is missing." });
        let (status, ticket) = desk.as_("agent.support@demo.test").post("/tickets/api/tickets", &new);
        assert_eq!(status, 201, "{ticket}");
        let ticket = ticket["id"].as_str().unwrap().to_owned();
        Desk { desk, component, ticket }
    }

    /// An agent of the ticket's department.
    pub fn agent(&self) -> Client {
        self.desk.as_("agent.support@demo.test")
    }

    /// Sets a reminder on the ticket.
    #[track_caller]
    pub fn set(&self, minutes: u64, text: &str) -> Value {
        let body = json!({ "ticket": self.ticket, "minutes": minutes, "text": text });
        let (status, reminder) = self.agent().post("/reminder/api/reminders", &body);
        assert_eq!(status, 201, "{reminder}");
        reminder
    }

    /// Removes one.
    pub fn remove(&self, reminder: &Value) -> (u16, Value) {
        self.agent().delete(&format!("/reminder/api/reminders/{}", reminder["id"].as_str().unwrap()))
    }

    /// The reminders of the ticket, as this person sees them.
    #[track_caller]
    pub fn list(&self, who: &Client) -> Vec<Value> {
        let (status, listed) = who.get(&format!("/reminder/api/reminders?ticket={}", self.ticket));
        assert_eq!(status, 200, "{listed}");
        listed["reminders"].as_array().unwrap().clone()
    }

    /// Text and state of each reminder of the ticket.
    #[track_caller]
    pub fn states(&self) -> Vec<(String, String)> {
        let word = |reminder: &Value, field: &str| reminder[field].as_str().unwrap().to_owned();
        self.list(&self.agent()).iter().map(|r| (word(r, "text"), word(r, "state"))).collect()
    }

    /// Brings the ticket into this state.
    pub fn change(&self, status: &str) -> (u16, Value) {
        let path = format!("/tickets/api/tickets/{}", self.ticket);
        let version = self.agent().get(&path).1["version"].clone();
        self.agent().patch(&path, &json!({ "status": status, "version": version }))
    }

    /// What the plugin shows beside the ticket to this person.
    #[track_caller]
    pub fn panel(&self, email: &str) -> Option<String> {
        let id = RecordId::parse(&self.ticket).unwrap();
        let subject = Some(RecordRef { collection: "tickets:tickets".into(), id });
        let parts = self.desk.as_(email).parts(Place { point: Point::TicketPanel, subject });
        let ours = parts.into_iter().find(|part| part.plugin == "reminder")?;
        assert_eq!((ours.name.as_str(), ours.title.as_str()), ("reminders", "Reminders"));
        ours.html.unwrap()
    }

    /// Time goes by.
    pub fn wait(&self, minutes: u64) {
        self.desk.advance(Duration::from_secs(minutes * 60));
    }
}
