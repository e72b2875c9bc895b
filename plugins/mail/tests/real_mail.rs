//! Real mail, read in place from beside the checkout: 357 messages with odd charsets, broken headers, nested
//! parts, and 299 bounces. Nothing of it is in this repository; without it these tests say so and pass.

use ombud_mail::{Kind, Mail, MailPlugin, Own, Recognised, recognise};
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Plugin, Request};
use ombud_tickets::Tickets;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file itself has the replacement character where others have letters: somebody decoded it badly before.
const DAMAGED: [&str; 1] = ["error_emails-must_supply_encoding.eml"];

/// Reports about mail that was not delivered, in the folder of ordinary mail.
const BOUNCES_AMONG_OTHERS: [&str; 3] = [
    "mime_emails-raw_email_with_mimepart_without_content_type.eml",
    "multipart_report_emails-multi_address_bounce1.eml",
    "multipart_report_emails-multipart_report_multiple_status.eml",
];

fn folder(name: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mail").join(name);
    let Ok(entries) = std::fs::read_dir(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let named = |path: PathBuf| {
        (
            path.file_name().expect("a file").to_string_lossy().into_owned(),
            std::fs::read(path).expect("a readable file"),
        )
    };
    Some(paths.into_iter().map(named).collect())
}

fn recognised(raw: &[u8]) -> Option<Recognised> {
    recognise(&Mail::parse(raw), &Own::default())
}

#[test]
fn every_message_is_read_and_no_subject_or_text_is_garbled() {
    for (name, count) in [("assorted", 58), ("bounces", 299)] {
        let Some(messages) = folder(name) else { return };
        assert_eq!(messages.len(), count, "messages in {name}");
        for (file, raw) in messages {
            let mail = Mail::parse(&raw);
            let names = mail.from.iter().chain(&mail.to).map(|one| one.name.as_str());
            let files = mail.parts.iter().map(|part| part.name.as_str());
            for text in names.chain(files).chain([mail.subject.as_str(), mail.text.as_str()]) {
                let garbled = text.contains('\u{fffd}') && !DAMAGED.contains(&file.as_str());
                assert!(!garbled, "{name}/{file}: {text:?}");
                assert!(!text.contains('\0'), "{name}/{file}: NUL");
            }
            assert!(!mail.subject.contains("=?"), "{name}/{file}: {:?}", mail.subject);
        }
    }
}

#[test]
fn every_bounce_is_recognised_and_nothing_else() {
    let (Some(assorted), Some(bounces)) = (folder("assorted"), folder("bounces")) else { return };
    let missed: Vec<_> =
        bounces.iter().filter(|(_, raw)| recognised(raw).is_none()).map(|(file, _)| file).collect();
    assert_eq!(missed, Vec::<&String>::new());
    let taken: Vec<_> =
        assorted.iter().filter(|(_, raw)| recognised(raw).is_some()).map(|(file, _)| file).collect();
    assert_eq!(taken, BOUNCES_AMONG_OTHERS);

    let mut kinds = BTreeMap::new();
    for (_, raw) in &bounces {
        *kinds.entry(recognised(raw).unwrap().kind.as_str()).or_insert(0) += 1;
    }
    assert_eq!(kinds[Kind::Bounce.as_str()], 289, "{kinds:?}");
    assert_eq!(kinds[Kind::Complaint.as_str()], 9, "{kinds:?}");
    assert_eq!(kinds[Kind::AutoReply.as_str()], 1, "{kinds:?}");
}

#[test]
fn all_of_it_goes_through_the_desk_and_nothing_vanishes() {
    let (Some(assorted), Some(bounces)) = (folder("assorted"), folder("bounces")) else { return };
    let kernel = FakeKernel::at(1_795_000_000_000);
    kernel.department("Support");
    kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
    kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
    let post = |raw: &[u8]| {
        let mut request = Request::get("/api/messages?department=Support");
        request.method = "POST".into();
        request.body = raw.to_vec();
        MailPlugin::handle(&kernel.cx(), request).unwrap().body_json().unwrap()
    };
    let mut outcomes: BTreeMap<String, u32> = BTreeMap::new();
    // Some files of the set are byte for byte the same.
    let different: BTreeMap<&[u8], &str> =
        assorted.iter().chain(&bounces).map(|(file, raw)| (raw.as_slice(), file.as_str())).collect();
    for (raw, file) in different {
        let answer = post(raw);
        *outcomes.entry(answer["outcome"].as_str().unwrap().to_owned()).or_default() += 1;
        let skipped = answer["outcome"] == "skipped";
        assert_eq!(skipped, answer.get("message").is_none(), "{file}: {answer}");
        assert!(!skipped || answer["reason"].is_string(), "{file}: {answer}");
        assert_eq!(post(raw)["outcome"], "skipped", "{file} a second time");
    }
    eprintln!("{outcomes:?}");
    let mut listed = 0;
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let cursor = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let page = MailPlugin::handle(&kernel.cx(), Request::get(&format!("/api/skipped?limit=200{cursor}")));
        let page = page.unwrap().body_json().unwrap();
        listed += page["messages"].as_array().unwrap().len() as u32;
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(listed, outcomes["skipped"], "each skipped mail is on the list");
}
