//! A browser without script: it loads pages, and sends their forms as they are filled in.

use crate::forms::{cookie, stamp};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::World;

/// How forms come.
pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The fields of a form, as a browser would send them.
pub(crate) type Fields = Vec<(String, String)>;

/// Somebody's browser.
pub(crate) struct Browser {
    desk: Caller,
    pub cookie: String,
}

impl Browser {
    pub fn of(desk: &World, person: &str) -> Browser {
        Browser { desk: desk.visitor(), cookie: cookie(desk, person) }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.desk.fetch("GET", path, &[("cookie", &self.cookie), ("accept", "text/html")], "")
    }

    /// A page that is there.
    #[track_caller]
    pub fn page(&self, path: &str) -> String {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        page.text()
    }

    pub fn post(&self, path: &str, fields: &[(String, String)]) -> Answer {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.desk.fetch("POST", path, &[("cookie", &self.cookie), ("accept", "text/html"), FORM], body)
    }

    /// Presses a button of the form that a page has for itself, after it was changed like this.
    #[track_caller]
    pub fn press(&self, path: &str, button: &str, change: impl FnOnce(&mut Fields)) -> Answer {
        let mut fields = filled(&self.page(path), path);
        change(&mut fields);
        fields.push(("do".into(), button.into()));
        self.post(path, &fields)
    }

    /// Sends a file and its signature with this stamp, if with any.
    pub fn send(&self, file: &[u8], signature: &str, stamp: Option<&str>) -> Answer {
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            body.extend_from_slice(
                format!("--limit\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        };
        if let Some(stamp) = stamp {
            part("name=\"_stamp\"", stamp.as_bytes());
        }
        part("name=\"file\"; filename=\"a.wasm\"\r\nContent-Type: application/wasm", file);
        part(
            "name=\"signature\"; filename=\"\"\r\nContent-Type: application/octet-stream",
            signature.as_bytes(),
        );
        body.extend_from_slice(b"--limit--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=limit");
        self.desk.fetch("POST", "/plugins", &[("cookie", &self.cookie), ("accept", "text/html"), kind], body)
    }

    /// Sends a file by the form of the list.
    pub fn upload(&self, file: &[u8]) -> Answer {
        self.send(file, "", Some(&stamp(&self.get("/plugins"))))
    }
}

/// As browsers do it.
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"*-._".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// What the first form with this address would send as it is.
#[track_caller]
pub(crate) fn filled(page: &str, address: &str) -> Fields {
    let head = format!("action=\"{address}\"");
    let (_, form) = page.split_once(&head).unwrap_or_else(|| panic!("no form for {address} in {page}"));
    let form = form.split_once("</form>").unwrap().0;
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.replace("&quot;", "\"").replace("&amp;", "&"))
    };
    let mut fields = Fields::new();
    for tag in form.split("<input").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let kind = attribute(tag, "type").unwrap_or_default();
        if matches!(kind.as_str(), "checkbox" | "radio") && !tag.contains(" checked") {
            continue;
        }
        if let Some(name) = attribute(tag, "name") {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    fields
}

#[track_caller]
pub(crate) fn untick(fields: &mut Fields, name: &str, value: &str) {
    let before = fields.len();
    fields.retain(|(n, v)| !(n == name && v == value));
    assert!(fields.len() < before, "{name} {value} is not ticked: {fields:?}");
}

pub(crate) fn tick(fields: &mut Fields, name: &str, value: &str) {
    fields.push((name.into(), value.into()));
}

#[track_caller]
pub(crate) fn leads_to(answer: &Answer, to: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), Some(to));
}
