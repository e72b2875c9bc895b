//! Reminds staff of a ticket at a time that they choose, and keeps it open until then.

use ombud_plugin::{
    Audience, Change, Collection, Contributes, Cx, Draft, Entry, Error, Hooks, Plugin, Query, RecordRef,
    Request, Response, Result, Router, State, Timestamp, Verdict, contributes, export, hooks,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What we keep below a ticket.
#[derive(Deserialize, Serialize)]
struct Reminder {
    text: String,
    due: Timestamp,
    state: Progress,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Progress {
    Waiting,
    Due,
}

/// What we read of a ticket.
#[derive(Deserialize)]
struct Ticket {
    status: String,
}

/// What we tell of a reminder.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    ticket: &'a str,
    text: &'a str,
    due: Timestamp,
    state: Progress,
}

#[derive(Serialize)]
struct Listed<'a> {
    reminders: Vec<Told<'a>>,
}

const REMINDERS: Collection<Reminder> = Collection::new("reminder:reminders");
const TICKETS: Collection<Ticket> = Collection::new("tickets:tickets");

/// Bytes of a request, and characters of a text.
const LARGEST: usize = 16_384;
const LONGEST: usize = 200;
const MINUTE: Timestamp = 60_000;
const YEAR: Timestamp = 525_600;

struct Reminders;

impl Plugin for Reminders {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        routes().answer(cx, request)
    }

    fn ring(cx: &Cx, id: &str, _: Timestamp, _: &str) -> Result<()> {
        let Some(mut reminder) = cx.find(REMINDERS, id)? else { return Ok(()) };
        if reminder.value.state == Progress::Waiting {
            reminder.value.state = Progress::Due;
            let draft = indexed(Draft::of(&reminder), &reminder.value);
            cx.update(REMINDERS, &reminder, draft)?;
        }
        Ok(())
    }
}

impl Hooks for Reminders {
    fn before(cx: &Cx, change: Change) -> Result<Verdict> {
        let before = change.before.as_ref().map(State::json::<Ticket>).transpose()?;
        let after = change.after.as_ref().map(State::json::<Ticket>).transpose()?;
        let (Some(before), Some(after)) = (before, after) else { return Ok(Verdict::Allow) };
        let ends = matches!(after.status.as_str(), "resolved" | "closed");
        if !ends || before.status == after.status {
            return Ok(Verdict::Allow);
        }
        let waiting = Query::by("waiting").parent(TICKETS.at(change.id)).limit(1);
        let waiting = cx.query(REMINDERS, &waiting)?.entries;
        Ok(waiting.first().map_or(Verdict::Allow, |reminder| {
            let text = &reminder.value.text;
            Verdict::veto(format!("a reminder still waits, “{text}”: let it ring, or remove it"))
        }))
    }
}

impl Contributes for Reminders {
    fn render(cx: &Cx, _: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        let Some(ticket) = subject.filter(|subject| TICKETS.holds(subject)) else { return Ok(None) };
        let reminders = of(cx, ticket)?;
        let now = cx.now();
        let line = |Reminder { text, due, state }: &Reminder| {
            let text = escaped(text);
            match state {
                Progress::Due => format!("<li>{text} <strong>due</strong></li>"),
                Progress::Waiting => {
                    let minutes = due.saturating_sub(now).div_ceil(MINUTE);
                    format!("<li>{text} <em>in {minutes} min</em></li>")
                }
            }
        };
        let lines: String = reminders.iter().map(|reminder| line(&reminder.value)).collect();
        Ok((!lines.is_empty()).then(|| format!("<ul>{lines}</ul>")))
    }
}

export!(Reminders);
hooks!(Reminders);
contributes!(Reminders);

/// The same routes as in plugin.toml, where it says who may knock.
fn routes() -> Router {
    Router::new()
        .get("/api/reminders", list)
        .post("/api/reminders", set)
        .delete("/api/reminders/{id}", remove)
}

fn list(cx: &Cx, request: &Request) -> Result<Response> {
    let Some(ticket) = request.query("ticket") else {
        return Err(Error::invalid("say which ticket: `?ticket=ID`"));
    };
    let reminders = of(cx, TICKETS.at(ticket))?;
    let reminders = reminders.iter().map(|reminder| told(reminder, ticket)).collect();
    Response::json(&Listed { reminders })
}

fn set(cx: &Cx, request: &Request) -> Result<Response> {
    if request.body.len() > LARGEST {
        return Err(Error::too_large("a reminder has at most 16384 bytes"));
    }
    let body: Option<Value> = serde_json::from_slice(&request.body).ok();
    let Some(Value::Object(body)) = body else {
        return Err(Error::invalid(
            "the body must be a JSON object: `ticket`, `text`, and `due` or `minutes`",
        ));
    };
    let Some(ticket) = body.get("ticket").and_then(Value::as_str) else {
        return Err(Error::invalid("`ticket` must be the id of a ticket"));
    };
    let text = body.get("text").and_then(Value::as_str).unwrap_or_default();
    if !(1..=LONGEST).contains(&text.chars().count()) {
        return Err(Error::invalid("`text` must have 1 to 200 characters"));
    }
    let due = due(cx.now(), body.get("due"), body.get("minutes"))?;
    let value = Reminder { text: text.to_owned(), due, state: Progress::Waiting };
    let draft = Draft::new(&value).parent(TICKETS.at(ticket)).audience(Audience::Staff);
    let envelope = cx.create(REMINDERS, indexed(draft, &value))?;
    cx.set_timer(&envelope.id, due, &())?;
    let reminder = Entry { envelope, value, blobs: Vec::new() };
    Ok(Response::json(&told(&reminder, ticket))?.status(201))
}

fn remove(cx: &Cx, request: &Request) -> Result<Response> {
    let id = request.param("id");
    let reminder = cx.get(REMINDERS, id)?;
    cx.delete(REMINDERS, &reminder)?;
    cx.cancel_timer(id)?;
    Ok(Response::no_content())
}

/// All reminders of a ticket, by time.
fn of(cx: &Cx, ticket: RecordRef) -> Result<Vec<Entry<Reminder>>> {
    Ok(cx.query(REMINDERS, &Query::by("due").parent(ticket).limit(200))?.entries)
}

fn told<'a>(reminder: &'a Entry<Reminder>, ticket: &'a str) -> Told<'a> {
    let Reminder { text, due, state } = &reminder.value;
    Told { id: reminder.id(), ticket, text, due: *due, state: *state }
}

fn indexed(draft: Draft<Reminder>, reminder: &Reminder) -> Draft<Reminder> {
    let draft = draft.index("due", [reminder.due]);
    if reminder.state == Progress::Waiting { draft.index("waiting", [reminder.due]) } else { draft }
}

/// The time that was meant, in one of two ways.
fn due(now: Timestamp, due: Option<&Value>, minutes: Option<&Value>) -> Result<Timestamp> {
    let given = |value: Option<&Value>| value.filter(|value| !value.is_null()).map(whole);
    let due = match (given(due), given(minutes)) {
        (Some(due), None) => due,
        (None, Some(minutes)) => minutes.map(|minutes| now + minutes.min(2 * YEAR) * MINUTE),
        _ => return Err(Error::invalid("say either `due`, in milliseconds since 1970, or `minutes`")),
    };
    let sensible = |due: &Timestamp| (now + 1..=now + YEAR * MINUTE).contains(due);
    due.filter(sensible).ok_or_else(|| Error::invalid("a reminder must be due within the next 365 days"))
}

/// A number without a fraction, however it is written: `60`, `60.0` or `6e1`.
fn whole(value: &Value) -> Option<u64> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and not negative"
    )]
    Some(number as u64)
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            _ => safe.push(letter),
        }
    }
    safe
}
