//! A plugin that misbehaves in every way the tests could think of.

use ombud_plugin::{
    Change, Collection, Columns, Contributes, Cx, Draft, Error, Event, Hooks, Migrates, Outcome, Outcomes,
    Outgoing, Plugin, Query, RecordRef, Request, Response, Result, Router, Timestamp, Verdict, export,
};
use serde_json::{Value, json};

const ANIMALS: Collection<Value> = Collection::new("zoo:animals");
const KEEPERS: Collection<Value> = Collection::new("zoo:keepers");
const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const MAIL_SEEN: Collection<Value> = Collection::new("mail:seen");

struct Zoo;

impl Plugin for Zoo {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        Router::new()
            .get("/animals/{id}", look)
            .post("/do/{trick}", perform)
            .post("/own/{trick}", perform)
            .answer(cx, request)
    }

    /// Fails for animals called `shy`, so that tests see retries and dead letters, for one called `sly` after it has done
    /// all the same, and counts the others.
    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        let animal = cx.get(ANIMALS, &event.subject.id)?;
        match animal.value["name"].as_str() {
            Some("shy") => return Err(Error::unavailable("it hides")),
            // These go on by themselves: with a fact about the same animal, and with one more animal.
            Some("parrot") => cx.emit("zoo:animal.called", &animal.at(), &json!({}))?,
            Some("rabbit") => drop(cx.create(ANIMALS, Draft::new(&animal.value))?),
            _ => {}
        }
        let sly = animal.value["name"] == "sly";
        let seen = cx.find(KEEPERS, "seen")?;
        let count = seen.as_ref().map_or(0, |s| s.value["count"].as_u64().unwrap_or(0)) + 1;
        let value = json!({ "count": count });
        match seen {
            Some(seen) => drop(cx.update(KEEPERS, &seen, Draft::new(&value))?),
            None => drop(cx.create(KEEPERS, Draft::new(&value).id("seen"))?),
        }
        if sly { Err(Error::unavailable("it was not there")) } else { Ok(()) }
    }

    fn ring(cx: &Cx, key: &str, due: Timestamp, _: &str) -> Result<()> {
        if key == "pulse" {
            cx.create(ANIMALS, Draft::new(&json!({ "name": "leo" })))?;
            return cx.set_timer("pulse", due + 60_000, &json!({}));
        }
        if key.starts_with("tick-") {
            return Ok(());
        }
        let rung = json!({ "due": due, "now": cx.now() });
        cx.create(KEEPERS, Draft::new(&rung).id(format!("rang-{key}")))?;
        // Which rang after which.
        let before = cx.find(KEEPERS, "rings")?;
        let mut rings = before.as_ref().map_or(json!([]), |before| before.value.clone());
        rings.as_array_mut().into_iter().for_each(|rings| rings.push(json!(key)));
        match before {
            Some(before) => cx.update(KEEPERS, &before, Draft::new(&rings)).map(drop),
            None => cx.create(KEEPERS, Draft::new(&rings).id("rings")).map(drop),
        }
    }
}

impl Migrates for Zoo {
    /// Notes the form in each animal. One that is called `stubborn` cannot be moved, and a `mad` one takes for ever.
    fn migrate(cx: &Cx, from: u32, to: u32) -> Result<()> {
        for mut animal in cx.all(ANIMALS, &Query::by("created"))? {
            match animal.value["name"].as_str() {
                Some("stubborn") => return Err(Error::invalid("an animal does not move")),
                Some("mad") => panic!("from {from} to {to}"),
                _ => {}
            }
            animal.value["form"] = json!(to);
            cx.update(ANIMALS, &animal, Draft::of(&animal))?;
        }
        Ok(())
    }
}

impl Hooks for Zoo {
    /// Says of tickets what their subject tells it to.
    fn before(cx: &Cx, change: Change) -> Result<Verdict> {
        let Some(after) = change.after else {
            return Ok(Verdict::veto("a keeper\u{0} keeps it"));
        };
        let value: Value = after.json()?;
        let subject = value["subject"].as_str().or(value["name"].as_str()).unwrap_or_default().to_owned();
        match subject.as_str() {
            "veto" => Ok(Verdict::veto("the zoo is closed")),
            "unsure" => Err(Error::unavailable("nobody knows")),
            "fall" => panic!("in a hook"),
            "endless" => Ok(Verdict::veto("x".repeat(9 << 20))),
            "forever" => loop {
                std::hint::black_box(cx.now());
            },
            "write" => {
                cx.create(ANIMALS, Draft::new(&json!({ "name": "smuggled" })))?;
                Ok(Verdict::Allow)
            }
            "urgent" => Verdict::amend("priority", &"urgent"),
            "tagged" => Verdict::amend("tags", &["zoo", " ZOO ", "lion"]),
            "nonsense" => Verdict::amend("priority", &"purple"),
            "number" => Verdict::amend("number", &1),
            "who" => {
                let seen = cx.find(TICKETS, &change.id)?.map_or(json!(null), |entry| entry.value);
                let told = json!([change.plugin, change.by, change.before.is_some(), seen["subject"]]);
                Ok(Verdict::veto(told.to_string()))
            }
            _ => Ok(Verdict::Allow),
        }
    }
}

impl Outcomes for Zoo {
    /// Notes what came back. What is called `deaf` is not heard without ears.
    fn on_outcome(cx: &Cx, outcome: Outcome) -> Result<()> {
        if outcome.key == "deaf" && cx.find(KEEPERS, "ears")?.is_none() {
            return Err(Error::unavailable("nobody hears it"));
        }
        let answer = match &outcome.answer {
            Ok(answer) => {
                json!([answer.status, String::from_utf8_lossy(&answer.body), answer.headers])
            }
            Err(why) => json!(why),
        };
        let seen = json!({ "attempts": outcome.attempts, "answer": answer });
        let id = format!("outcome-{}", outcome.key);
        match cx.find(KEEPERS, &id)? {
            Some(before) => cx.update(KEEPERS, &before, Draft::new(&seen)).map(drop),
            None => cx.create(KEEPERS, Draft::new(&seen).id(id)).map(drop),
        }
    }
}

impl Contributes for Zoo {
    /// Draws what its name says, with the subject of the ticket in it.
    fn render(cx: &Cx, name: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        let subject = match subject {
            Some(at) => cx.get(TICKETS, &at.id)?.value["subject"].as_str().unwrap_or_default().to_owned(),
            None => String::new(),
        };
        match name {
            name if name.starts_with("plain") => Ok(Some(format!("<p>About <b>{subject}</b></p>"))),
            "hostile" => Ok(Some(format!(
                "<script>alert(1)</script><p onclick=\"x()\" style=\"position:fixed\" class=\"top\">{subject}</p>\
                 <form method=\"post\" action=\"/tickets/api\"><button>go</button></form>\
                 <a href=\"//evil.test/\">away</a><a href=\"/zoo/x\">home</a></section></main><h1>broken out"
            ))),
            "to-write" => Ok(Some(format!("About \"{subject}\":\n</textarea><b>\u{202e}two</b> & three\0"))),
            "nothing" => Ok(None),
            "long" => Ok(Some("x".repeat(100_000))),
            "fall" => panic!("while drawing"),
            "forever" => loop {
                std::hint::black_box(cx.now());
            },
            "write" => {
                cx.create(ANIMALS, Draft::new(&json!({ "name": "smuggled" })))?;
                Ok(Some("written".into()))
            }
            other => Err(Error::not_found(format!("there is no part `{other}`"))),
        }
    }
}

impl Columns for Zoo {
    /// The length of each subject, where there is one; by its name in other ways.
    fn draw(cx: &Cx, name: &str, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>> {
        let length = |at: &RecordRef| -> Result<Option<String>> {
            let subject = cx.get(TICKETS, &at.id)?.value["subject"].as_str().unwrap_or_default().to_owned();
            Ok(subject.contains("lion").then(|| format!("<b onclick=x>{}</b> letters", subject.len())))
        };
        match name {
            "short" => Ok(vec![Some("one for all".into())]),
            "fall" => panic!("while drawing"),
            _ => subjects.iter().map(length).collect(),
        }
    }
}

export!(Zoo);
ombud_plugin::columns!(Zoo);
ombud_plugin::contributes!(Zoo);
ombud_plugin::outcomes!(Zoo);
ombud_plugin::hooks!(Zoo);
ombud_plugin::migrates!(Zoo);

fn look(cx: &Cx, request: &Request) -> Result<Response> {
    Response::json(&cx.get(ANIMALS, request.param("id"))?.value)
}

fn perform(cx: &Cx, request: &Request) -> Result<Response> {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    let name = body["name"].as_str().unwrap_or("leo");
    match request.param("trick") {
        "keep" => {
            let kept = cx.create(ANIMALS, Draft::new(&json!({ "name": name })))?;
            Response::json(&json!({ "id": kept.id, "now": cx.now(), "user": cx.caller().user }))
        }
        "time" => Response::json(&cx.now()),
        "list" => {
            let page = cx.query(ANIMALS, &Query::by("created").limit(200))?;
            let names: Vec<&Value> = page.entries.iter().map(|e| &e.value["name"]).collect();
            Response::json(&names)
        }
        "free" => {
            for animal in cx.all(ANIMALS, &Query::by("created"))?.iter().filter(|a| a.value["name"] == name) {
                cx.delete(ANIMALS, animal)?;
            }
            Response::json(&true)
        }
        "hoard" => {
            let bytes = body["bytes"].as_u64().unwrap_or(0) as usize;
            for _ in 0..body["many"].as_u64().unwrap_or(1) {
                cx.create(ANIMALS, Draft::new(&json!({ "name": "magpie", "nest": "x".repeat(bytes) })))?;
            }
            Response::json(&true)
        }
        "bells" => {
            for n in 0..body["many"].as_u64().unwrap_or(1) {
                cx.set_timer(&format!("bell-{n}"), cx.now() + 60_000, &json!({}))?;
            }
            Response::json(&true)
        }
        "tame" => {
            for animal in cx.all(ANIMALS, &Query::by("created"))? {
                cx.update(ANIMALS, &animal, Draft::new(&json!({ "name": "leo" })))?;
            }
            Response::json(&true)
        }
        "ears" => Response::json(&cx.create(KEEPERS, Draft::new(&json!({})).id("ears"))?.id),
        "still" => {
            if let Some(rang) = cx.find(KEEPERS, "rang-bell")? {
                cx.delete(KEEPERS, &rang)?;
            }
            Response::json(&true)
        }
        "forms" => {
            let animals = cx.all(ANIMALS, &Query::by("created"))?;
            let form = |e: &ombud_plugin::Entry<Value>| {
                json!([e.value["name"], e.value["form"], e.envelope.updated])
            };
            Response::json(&animals.iter().map(form).collect::<Vec<_>>())
        }
        "send" => {
            let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
            let mut request = Outgoing::new(body["method"].as_str().unwrap_or("POST"), text("url"));
            for header in body["headers"].as_array().into_iter().flatten() {
                request = request
                    .header(header[0].as_str().unwrap_or_default(), header[1].as_str().unwrap_or_default());
            }
            if let Some(secret) = body["sign"].as_str() {
                request = request.signed(secret);
            }
            cx.send(&text("key"), request.body(text("body")))?;
            if body["fail"] == true {
                return Err(Error::invalid("on second thoughts"));
            }
            Response::json(&true)
        }
        "outcome" => Response::json(&cx.find(KEEPERS, &format!("outcome-{name}"))?.map(|e| e.value)),
        "seen" => Response::json(&cx.find(KEEPERS, "seen")?.map(|e| e.value)),
        "rung" => Response::json(&cx.find(KEEPERS, "rang-bell")?.map(|e| e.value)),
        "rings" => Response::json(&cx.find(KEEPERS, "rings")?.map(|e| e.value)),
        "bell" => {
            cx.set_timer("bell", cx.now() + 60_000, &json!({}))?;
            Ok(Response::no_content())
        }
        "count" => {
            let old = cx.find(KEEPERS, "counter")?;
            match old {
                Some(old) => {
                    let next = json!({ "n": old.value["n"].as_u64().unwrap_or(0) + 1 });
                    cx.update(KEEPERS, &old, Draft::new(&next))?;
                }
                None => drop(cx.create(KEEPERS, Draft::new(&json!({ "n": 1 })).id("counter"))?),
            }
            Ok(Response::no_content())
        }
        "counted" => Response::json(&cx.find(KEEPERS, "counter")?.map(|e| e.value)),
        "spin" => {
            cx.create(ANIMALS, Draft::new(&json!({ "name": "spinner" })))?;
            let mut n: u64 = 1;
            loop {
                n = std::hint::black_box(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
                if n == 0 {
                    return Ok(Response::no_content());
                }
            }
        }
        "eat" => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(std::hint::black_box(vec![1; 1 << 20]));
                if eaten.len() > 100_000 {
                    return Ok(Response::no_content());
                }
            }
        }
        "fall" => Response::json(&fall(1)),
        "panic" => {
            cx.create(ANIMALS, Draft::new(&json!({ "name": "panicker" })))?;
            panic!("the animal panicked");
        }
        "chatter" => {
            for _ in 0..10_000_000 {
                std::hint::black_box(cx.now());
            }
            Ok(Response::no_content())
        }
        "shout" => Ok(Response::html("x".repeat(30 << 20))),
        "half" => {
            cx.create(ANIMALS, Draft::new(&json!({ "name": "half" })))?;
            Err(Error::invalid("the second half is missing"))
        }
        "refuse" => {
            cx.create(ANIMALS, Draft::new(&json!({ "name": "refused" })))?;
            Ok(Response::html("no").status(418))
        }
        "steal-tickets" => {
            let page = cx.query(TICKETS, &Query::by("updated").limit(10))?;
            Response::json(&page.entries.len())
        }
        "steal-a-ticket" => Response::json(&cx.get(TICKETS, name)?.value),
        "steal-private" => {
            Response::json(&cx.query(MAIL_SEEN, &Query::by("created").limit(10))?.entries.len())
        }
        "steal-people" => Response::json(&cx.colleagues(None)?.len()),
        "call-tickets" => {
            let found = ombud_plugin::desk::tickets::by_number(cx, 1)?;
            Response::json(&found.subject)
        }
        "forge-event" => {
            let kept = cx.create(ANIMALS, Draft::new(&json!({ "name": "forger" })))?;
            let at = kept.at();
            cx.emit("tickets:tickets.changed", &at, &json!({}))?;
            Ok(Response::no_content())
        }
        "inject-event" => {
            let kept = cx.create(ANIMALS, Draft::new(&json!({ "name": "injector" })))?;
            cx.emit("zoo:a.b\n\nid: 7\nevent: mail:messages.created\ndata: {}\n\n", &kept.at(), &json!({}))?;
            Ok(Response::no_content())
        }
        "lie" => Err(Error::denied("kernel:audit.read", "the kernel said so")),
        other => Err(Error::not_found(format!("no animal does `{other}`"))),
    }
}

fn fall(depth: u64) -> u64 {
    let room = std::hint::black_box([depth; 64]);
    if depth == u64::MAX { 0 } else { fall(depth + 1) + room[7] }
}
