//! The sample set of the demo, imported as the demo imports it.

use ombud_mail::{Mail, MailPlugin};
use ombud_plugin::desk::tickets::{self, MessageKind};
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Plugin, Request};
use ombud_tickets::Tickets;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// Every sample with its department and its name, oldest first as a mailbox would have it.
fn samples() -> Vec<(String, String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    let mut samples = Vec::new();
    for department in ["support", "sales", "billing"] {
        for entry in std::fs::read_dir(root.join(department)).expect("the samples are in the repository") {
            let path = entry.expect("a readable folder").path();
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            let raw = std::fs::read(path).expect("a readable file");
            samples.push((department.to_owned(), name, raw));
        }
    }
    samples.sort_by_key(|(_, name, raw)| (Mail::parse(raw).date, name.clone()));
    samples
}

#[test]
fn every_sample_is_whole() {
    for (department, name, raw) in samples() {
        let mail = Mail::parse(&raw);
        assert!(!mail.subject.is_empty() && !mail.text.is_empty(), "{department}/{name}");
        let people = mail.from.iter().chain(&mail.to).chain(&mail.cc).map(|one| one.name.as_str());
        let files = mail.parts.iter().map(|part| part.name.as_str());
        for text in people.chain(files).chain([mail.subject.as_str(), mail.text.as_str()]) {
            let garbled = text.contains(['\u{fffd}', 'Ã']) || text.contains("=?");
            assert!(!garbled, "{department}/{name}: {text:?}");
        }
        assert!(mail.date.is_some() && mail.message_id.is_some(), "{department}/{name}");
    }
}

#[test]
fn the_samples_become_tickets_threads_and_notes() {
    let kernel = FakeKernel::at(1_795_392_000_000);
    let support = kernel.department("Support");
    kernel.department("Sales");
    kernel.department("Billing");
    kernel.staff("Agent", "agent.support@demo.test", &[&support]);
    kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
    kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
    let mut answers: BTreeMap<String, Value> = BTreeMap::new();
    for (department, name, raw) in samples() {
        let mut request = Request::get(&format!("/api/messages?department={department}"));
        request.method = "POST".into();
        request.body = raw;
        let answer =
            MailPlugin::handle(&kernel.cx(), request).expect("it is taken").body_json().expect("JSON");
        answers.insert(format!("{department}/{name}"), answer);
    }
    let outcome = |word: &str| answers.values().filter(|answer| answer["outcome"] == word).count();
    assert_eq!((outcome("created"), outcome("threaded"), outcome("skipped")), (29, 13, 0), "{answers:#?}");

    let kinds = |name: &str| -> Vec<MessageKind> {
        let ticket = answers[name]["ticket"].as_str().expect("a ticket");
        tickets::messages(&kernel.cx(), ticket)
            .expect("its messages")
            .into_iter()
            .map(|message| message.kind)
            .collect()
    };
    use MessageKind::{Note, Reply};
    assert_eq!(kinds("support/01-rear-light-flickers.eml"), [Reply, Reply, Note, Reply]);
    assert_eq!(kinds("support/04-schaltung-springt.eml"), [Reply, Reply, Note]);
    assert_eq!(kinds("support/08-batareya-ne-zaryazhaetsya.eml"), [Reply, Reply, Note]);
    assert_eq!(kinds("support/15-child-seat.eml"), [Reply, Reply]);
}
