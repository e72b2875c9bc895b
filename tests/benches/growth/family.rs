//! A ticket with all that belongs to it, as the desk itself wrote it, to be written again for other customers: with
//! other ids, numbers, departments, people, times, subjects and texts. Everything else stays as the desk made it.

use crate::words::{Chance, Words};
use ombud_access::{Id, Timestamp};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';
/// A time in milliseconds has thirteen digits, and this is later than all that stand in a desk: what is no time and
/// changes is marked with such numbers.
const MARK: u64 = 9_000_000_000_000;
/// The number of the ticket; above it the commits of its events.
const NUMBER: u64 = MARK;
const COMMITS: u64 = MARK + 1;
/// How far apart places in the event log are from commit to commit.
const PLACES: u64 = 1 << 16;
/// A paragraph's end in JSON in JSON.
const LINE: &str = "\\\\n";

enum Piece {
    Literal(String),
    Own(usize),
    File(usize),
    Department,
    Customer,
    Staff,
    Email,
    Name,
    Subject,
    Text,
    Time(u64),
    Number,
    /// The commit, counted from the family's first, and the place in it.
    Event(u64, u64),
}

struct Line {
    pieces: Vec<Piece>,
    /// Bytes of the record's body, texts not counted; none if it is no record.
    body: Option<usize>,
}

/// One ticket.
pub struct Family {
    lines: Vec<Line>,
    /// The rows of its customer.
    customer: Vec<Line>,
    pub records: u64,
    pub messages: u64,
    pub commits: u64,
    last: u64,
}

/// Who it is written for.
pub struct Case<'a> {
    pub ticket: u64,
    pub number: u64,
    pub customer: u64,
    /// He has no ticket yet.
    pub new_customer: bool,
    pub department: &'a str,
    pub staff: &'a str,
    /// When the last was done to it, milliseconds since 1970.
    pub at: u64,
    pub first_commit: u64,
}

/// The id of what belongs to a ticket; 0 is the ticket itself.
pub fn own_id(ticket: u64, at: u64, which: usize) -> Id {
    let mut chance = Chance::new(ticket << 8 | which as u64);
    let mut random = [0; 10];
    random[..8].copy_from_slice(&chance.next().to_be_bytes());
    random[8..].copy_from_slice(&(which as u16).to_be_bytes());
    Id::new(Timestamp(at), random)
}

fn customer_id(customer: u64) -> Id {
    own_id(customer, 1_600_000_000_000, 0xff)
}

impl Family {
    /// All tickets of an export that somebody from `@growth.test` opened, and the lines that are no part of them.
    pub fn all(export: &str) -> (Vec<Family>, Vec<&str>) {
        let lines: Vec<(&str, Value)> =
            export.lines().map(|line| (line, serde_json::from_str(line).expect("a line is JSON"))).collect();
        let person = |line: &Value| {
            let person = &line["row"]["value"];
            let wanted = line["row"]["table"] == "people"
                && person["email"].as_str().is_some_and(|email| email.ends_with("@growth.test"));
            wanted.then(|| (text(&person["id"]), (text(&person["name"]), text(&person["email"]))))
        };
        let customers: BTreeMap<_, _> = lines.iter().filter_map(|(_, line)| person(line)).collect();
        let mut roots = BTreeMap::new();
        for (_, line) in &lines {
            let envelope = &line["record"]["envelope"];
            if envelope["collection"] == "tickets:tickets"
                && customers.contains_key(&text(&envelope["requester"]))
            {
                roots.insert(text(&envelope["id"]), Vec::new());
            }
        }
        let mut rest = Vec::new();
        for (line, value) in &lines {
            match root_of(value).and_then(|root| roots.get_mut(&root)) {
                Some(family) => family.push(value),
                None => rest.push(*line),
            }
        }
        let families = roots.into_iter().map(|(root, family)| {
            let ticket = family
                .iter()
                .find(|line| line["record"]["envelope"]["id"] == root.as_str())
                .expect("it is a record");
            let customer = text(&ticket["record"]["envelope"]["requester"]);
            let rows = lines.iter().map(|(_, line)| line).filter(|line| is_row_of(line, &customer));
            let (name, email) = &customers[&customer];
            let staff = ticket["record"]["envelope"]["assignee"].as_str();
            let known = Known { root: &root, ticket, customer: &customer, name, email, staff };
            Family::of(&known, &family, rows)
        });
        (families.collect(), rest)
    }

    fn of<'a>(known: &Known<'_>, lines: &[&Value], rows: impl Iterator<Item = &'a Value>) -> Family {
        let mut names = known.names(lines);
        let commits: BTreeSet<u64> =
            lines.iter().filter_map(|line| Some(line["event"]["number"].as_u64()? / PLACES)).collect();
        let commits: Vec<u64> = commits.into_iter().collect();
        let records = |collection: &str| {
            lines.iter().filter(|line| line["record"]["envelope"]["collection"] == collection).count() as u64
        };
        let last = known.ticket["record"]["envelope"]["updated"].as_u64().expect("a time");
        let mut compile = |line: &Value| names.compile(line, &commits);
        Family {
            records: lines.iter().filter(|line| line["record"].is_object()).count() as u64,
            messages: records("tickets:messages"),
            commits: commits.len() as u64,
            lines: lines.iter().map(|line| compile(line)).collect(),
            customer: rows.map(&mut compile).collect(),
            last,
        }
    }

    /// Writes its lines; gives how many, and the bytes of the bodies of its records.
    pub fn write(&self, case: &Case<'_>, words: &Words, to: &mut String) -> (u64, u64) {
        let customer = if case.new_customer { self.customer.as_slice() } else { &[] };
        let mut chance = Chance::new(case.ticket);
        let language = case.customer as usize % Words::LANGUAGES;
        let (mut lines, mut bytes) = (0, 0);
        for line in self.lines.iter().chain(customer) {
            let mut texts = 0;
            for piece in &line.pieces {
                let before = to.len();
                match piece {
                    Piece::Subject => words.text(language, 20 + chance.below(60), " ", &mut chance, to),
                    Piece::Text => {
                        let length = chance.length();
                        words.text(language, length, LINE, &mut chance, to);
                    }
                    piece => {
                        self.write_piece(piece, case, to);
                        continue;
                    }
                }
                texts += to.len() - before;
            }
            to.push('\n');
            lines += 1;
            bytes += line.body.map_or(0, |body| body + texts) as u64;
        }
        (lines, bytes)
    }

    fn write_piece(&self, piece: &Piece, case: &Case<'_>, to: &mut String) {
        let done = match piece {
            Piece::Literal(text) => to.write_str(text),
            Piece::Own(which) => write!(to, "{}", own_id(case.ticket, case.at, *which)),
            Piece::File(which) => write!(to, "{:048x}{:016x}", which, case.ticket),
            Piece::Department => to.write_str(case.department),
            Piece::Customer => write!(to, "{}", customer_id(case.customer)),
            Piece::Staff => to.write_str(case.staff),
            Piece::Email => write!(to, "customer.{}@growth.test", case.customer),
            Piece::Name => write!(to, "Customer Number {}", case.customer),
            Piece::Time(time) => write!(to, "{}", (case.at + time).saturating_sub(self.last)),
            Piece::Number => write!(to, "{}", case.number),
            Piece::Event(commit, place) => write!(to, "{}", (case.first_commit + commit) * PLACES + place),
            Piece::Subject | Piece::Text => Ok(()),
        };
        done.expect("a text takes what is written");
    }
}

/// What is known of the ticket of a family.
struct Known<'a> {
    root: &'a str,
    ticket: &'a Value,
    customer: &'a str,
    name: &'a str,
    email: &'a str,
    staff: Option<&'a str>,
}

impl Known<'_> {
    fn names(&self, lines: &[&Value]) -> Names {
        let mut marks = BTreeMap::from([
            (self.root.to_owned(), "o0".to_owned()),
            (self.customer.to_owned(), "c".into()),
            (self.name.to_owned(), "n".into()),
            (self.email.to_owned(), "e".into()),
            (text(&self.ticket["record"]["envelope"]["department"]), "d".into()),
        ]);
        marks.extend(self.staff.map(|staff| (staff.to_owned(), "s".into())));
        let ids = lines.iter().filter_map(|line| line["record"]["envelope"]["id"].as_str());
        for (which, id) in ids.filter(|id| *id != self.root).enumerate() {
            // What the mail was handed in as has the name of a hash.
            let kind = if id.len() == 64 { 'f' } else { 'o' };
            marks.insert(id.to_owned(), format!("{kind}{}", which + 1));
        }
        Names { marks }
    }
}

struct Names {
    marks: BTreeMap<String, String>,
}

impl Names {
    fn compile(&mut self, line: &Value, commits: &[u64]) -> Line {
        let mut line = line.clone();
        let mut body = None;
        if let Some(number) = line["event"]["number"].as_u64() {
            let commit = commits.binary_search(&(number / PLACES)).expect("it is one of them") as u64;
            line["event"]["number"] = Value::from(COMMITS + commit * PLACES + number % PLACES);
        }
        if let Some(inner) = line["record"]["body"]["text"].as_str() {
            let mut inner: Value = serde_json::from_str(inner).expect("a body is JSON");
            body = Some(inner.to_string().len());
            for text in ["subject", "text"] {
                if let Some(said) = inner[text].as_str() {
                    body = body.map(|body| body - said.len());
                    inner[text] = Value::from(format!("{OPEN}{}{CLOSE}", &text[..1].to_uppercase()));
                }
            }
            if inner["number"].is_u64() {
                inner["number"] = Value::from(NUMBER);
            }
            self.mark(&mut inner);
            line["record"]["body"]["text"] = Value::from(inner.to_string());
        }
        let index = line.pointer_mut("/record/index").and_then(Value::as_array_mut);
        for entry in index.into_iter().flatten() {
            if entry["index"] == "number" {
                entry["key"][0]["Number"] = Value::from(NUMBER);
            }
        }
        self.mark(&mut line);
        Line { pieces: pieces(&line.to_string()), body }
    }

    fn mark(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                let known = |text: &str| self.marks.get(text).map(|mark| format!("{OPEN}{mark}{CLOSE}"));
                // Rows that join two names, such as `role/person`.
                let marked: Vec<_> = text.split('/').map(|part| known(part).unwrap_or(part.into())).collect();
                *text = marked.join("/");
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.mark(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.mark(value)),
            _ => {}
        }
    }
}

/// Cuts a line at everything that changes.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (piece, length) = if first == OPEN {
            let end = rest.find(CLOSE).expect("a mark is closed");
            (mark(&rest[OPEN.len_utf8()..end]), end + CLOSE.len_utf8())
        } else if digits == 13 {
            (number(rest[..13].parse().expect("digits")), 13)
        } else {
            let length = digits.max(first.len_utf8());
            literal.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        };
        pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        pieces.push(piece);
        rest = &rest[length..];
    }
    pieces.push(Piece::Literal(literal));
    pieces
}

fn mark(text: &str) -> Piece {
    let which = || text[1..].parse().expect("a number");
    match &text[..1] {
        "o" => Piece::Own(which()),
        "f" => Piece::File(which()),
        "d" => Piece::Department,
        "c" => Piece::Customer,
        "s" => Piece::Staff,
        "e" => Piece::Email,
        "n" => Piece::Name,
        "S" => Piece::Subject,
        "T" => Piece::Text,
        other => panic!("no mark `{other}`"),
    }
}

fn number(number: u64) -> Piece {
    match number.checked_sub(COMMITS) {
        Some(event) => Piece::Event(event / PLACES, event % PLACES),
        None if number == NUMBER => Piece::Number,
        None => Piece::Time(number),
    }
}

/// The ticket that a line is part of.
fn root_of(line: &Value) -> Option<String> {
    let own = |envelope: &Value| {
        let parent = &envelope["parent"];
        let of = if parent.is_object() { parent } else { envelope };
        (of["collection"] == "tickets:tickets").then(|| text(&of["id"]))
    };
    let record = &line["record"];
    if record["envelope"]["collection"] == "mail:imported" {
        let body: Value = serde_json::from_str(record["body"]["text"].as_str()?).ok()?;
        return body["ticket"].as_str().map(str::to_owned);
    }
    own(&record["envelope"]).or_else(|| own(&line["event"]["filed"]))
}

/// A row about a person, the audit left out: it is a chain, and what is written here was never done.
fn is_row_of(line: &Value, person: &str) -> bool {
    let row = &line["row"];
    let about = row["value"] == person || row["key"].as_str().is_some_and(|key| key.ends_with(person));
    about && row["table"].as_str().is_some_and(|table| !table.starts_with("audit"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
