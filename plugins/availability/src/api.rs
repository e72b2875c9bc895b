//! The HTTP API, `/availability/api/…`. Times are milliseconds, as everywhere on the desk.

use crate::history::{self, Asked, Range};
use crate::keep::{self, Noted, Person, signed, unsigned};
use crate::limits::{self, Whose};
use crate::settle::{self, until_of};
use crate::skills::{self, Skills};
use crate::{here, texts};
use ombud_plugin::desk::availability::{Channel as Word, Question};
use ombud_plugin::{Cx, Entry, Error, Request, Response, Result, Router, Timestamp};
use ombud_worktime::channels::{Channel, State};
use ombud_worktime::limits::Said;
use ombud_worktime::{DAY, Instant, MINUTE};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// All routes.
pub fn routes() -> Router {
    Router::new()
        .get("/api/states", list)
        .get("/api/states/{user}", show)
        .put("/api/away/{user}", away)
        .delete("/api/away/{user}", back)
        .put("/api/channels/{user}", channels)
        .get("/api/turns/{user}", turns)
        .get("/api/totals", totals)
        .get("/api/limits", all_limits)
        .put("/api/limits", change_limits)
        .get("/api/limits/{user}", limit)
        .get("/api/skills", all_skills)
        .put("/api/skills/{user}", change_skills)
}

/// `me` is whoever asks.
fn user(cx: &Cx, request: &Request) -> Result<String> {
    match request.param("user") {
        "me" => cx.user(),
        user => Ok(user.to_owned()),
    }
}

/// `shifts`: until when they say what they say now.
fn told(cx: &Cx, entry: &Entry<Person>, shifts: Option<Instant>) -> Value {
    let now = signed(cx.now());
    let standing = &entry.value.standing;
    let away = standing.away(now);
    let channel = |channel: Channel| {
        let spell = standing.spell(channel, now);
        let until = until_of(spell.state, away.and_then(|away| away.until), shifts);
        let told = json!({
            "state": spell.state, "since": unsigned(spell.since), "cause": spell.cause, "until": until.map(unsigned),
        });
        (channel.as_str().to_owned(), told)
    };
    let mut told = Value::Object(Channel::ALL.map(channel).into_iter().collect::<Map<_, _>>());
    told["user"] = json!(entry.id());
    told["connected"] = json!(standing.facts().connected);
    told["away"] = json!(away);
    told["off"] = json!(standing.facts().off);
    told
}

fn list(cx: &Cx, _: &Request) -> Result<Response> {
    let people = keep::people(cx)?;
    let untils = settle::untils(cx, people.iter().map(Entry::id))?;
    let all: Vec<Value> =
        people.iter().map(|entry| told(cx, entry, untils.get(entry.id()).copied())).collect();
    Response::json(&json!({ "states": all }))
}

fn shown(cx: &Cx, user: &str) -> Result<Response> {
    let entry = keep::person(cx, user)?.ok_or_else(|| Error::not_found(texts::nobody()))?;
    let shifts = settle::untils(cx, [user])?.get(user).copied();
    Response::json(&told(cx, &entry, shifts))
}

fn show(cx: &Cx, request: &Request) -> Result<Response> {
    shown(cx, &user(cx, request)?)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Away {
    #[serde(default)]
    note: String,
    #[serde(default)]
    until: Option<Timestamp>,
}

fn away(cx: &Cx, request: &Request) -> Result<Response> {
    let (user, wish): (String, Away) = (user(cx, request)?, request.json()?);
    if wish.until.is_some_and(|until| until <= cx.now()) {
        return Err(Error::invalid("`until`: the time is over already"));
    }
    settle::step(cx, &user, Some(here::away(cx, wish.until.map(signed), &wish.note)?))?;
    shown(cx, &user)
}

fn back(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    settle::step(cx, &user, None)?;
    shown(cx, &user)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Off {
    /// The channels in which the person takes no part.
    off: Vec<Channel>,
}

fn channels(cx: &Cx, request: &Request) -> Result<Response> {
    let (user, wish): (String, Off) = (user(cx, request)?, request.json()?);
    settle::take_part(cx, &user, wish.off.into_iter().collect())?;
    shown(cx, &user)
}

fn turns(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    let until = request.query_as::<Timestamp>("until")?.map_or_else(|| signed(cx.now()) + 1, signed);
    let from = request.query_as::<Timestamp>("from")?.map_or(until - 7 * DAY, signed);
    if until - from > 31 * DAY {
        return Err(Error::invalid(texts::bad_range()));
    }
    let turns: Vec<Noted> = history::turns(cx, &user, from, until)?;
    Response::json(&json!({ "turns": turns }))
}

fn totals(cx: &Cx, request: &Request) -> Result<Response> {
    let text = |name: &str| request.query(name).map(str::to_owned);
    let channel = match request.query("channel") {
        None => Channel::Tickets,
        Some(word) => {
            Channel::parse(word).ok_or_else(|| Error::invalid("`channel` is `tickets` or `chat`"))?
        }
    };
    let asked = Asked {
        department: text("department"),
        channel: Some(channel),
        from: text("from"),
        until: text("until"),
        zone: text("zone"),
    };
    let range = Range::of(cx, &asked, None)?;
    let told = |total: &history::Total| {
        let mut told = json!({ "user": total.user, "name": total.name, "day": total.day });
        for state in State::ALL {
            told[state.as_str()] = json!(total.took.get(&state).copied().unwrap_or(0) / MINUTE);
        }
        told
    };
    let totals: Vec<Value> = history::totals(cx, &asked, &range)?.iter().map(told).collect();
    Response::json(&json!({ "zone": range.zone_name, "channel": channel, "minutes": totals }))
}

fn all_limits(cx: &Cx, _: &Request) -> Result<Response> {
    let said: BTreeMap<String, Said> =
        limits::all(cx)?.into_iter().map(|(whose, said)| (whose.word(), said)).collect();
    Response::json(&json!({ "limits": said }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// By `desk`, `department-ID`, `role-ID` and `agent-ID`.
    limits: BTreeMap<String, Said>,
}

fn change_limits(cx: &Cx, request: &Request) -> Result<Response> {
    let Wanted { limits: wanted } = request.json()?;
    let mut said = BTreeMap::new();
    for (word, limit) in wanted {
        let whose = Whose::parse(&word).ok_or_else(|| {
            Error::invalid(format!(
                "`{word}` is nobody: `desk`, `department-ID`, `role-ID` or `agent-ID` is expected"
            ))
        })?;
        said.insert(whose, limit);
    }
    limits::save(cx, &said)?;
    all_limits(cx, request)
}

fn limit(cx: &Cx, request: &Request) -> Result<Response> {
    let word = |channel: Channel| match channel {
        Channel::Tickets => Word::Tickets,
        Channel::Chat => Word::Chat,
    };
    let (user, department) = (user(cx, request)?, request.query("department").map(str::to_owned));
    let question =
        |channel| Question { user: user.clone(), channel: word(channel), department: department.clone() };
    let bounds = limits::bounds(cx, &Channel::ALL.map(question))?;
    let told: Map<String, Value> = Channel::ALL
        .into_iter()
        .zip(&bounds)
        .map(|(channel, bound)| {
            let told = json!({ "most": bound.most, "source": limits::said_by(bound.source) });
            (channel.as_str().to_owned(), told)
        })
        .collect();
    Response::json(&Value::Object(told))
}

fn all_skills(cx: &Cx, _: &Request) -> Result<Response> {
    Response::json(&json!({ "people": skills::all(cx)? }))
}

fn change_skills(cx: &Cx, request: &Request) -> Result<Response> {
    let user = user(cx, request)?;
    let said: Skills = request.json()?;
    if !cx.person(&user)?.staff {
        return Err(Error::invalid(texts::nobody()));
    }
    Response::json(&skills::save(cx, &user, said)?)
}
