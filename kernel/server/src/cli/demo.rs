//! `ombud demo`: a desk with people, departments and mail to try things with.

mod shifts;

use super::import::{Door, Progress, Report};
use super::serve::{Crowd, bind, serve};
use super::{Outcome, as_owner, options_for};
use crate::{Desk, Options};
use clap::Args;
use ombud_access::{HeldRole, Place};
use ombud_host::Request;
use ombud_identity::{NewPerson, Principal, department, owner, person, role};
use ombud_store::Table;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

include!(concat!(env!("OUT_DIR"), "/mail.rs"));

/// Everybody's password. The demo listens to this machine alone.
const PASSWORD: &str = "demo-only";

const DEPARTMENTS: [&str; 3] = ["Support", "Sales", "Billing"];

/// The owner, who is made first.
const OWNER: (&str, &str) = ("owner@demo.test", "Olga Okafor");

/// Address, name, role, departments.
const PEOPLE: [(&str, &str, &str, &[&str]); 6] = [
    ("admin@demo.test", "Adam Adler", "administrator", &[]),
    ("supervisor@demo.test", "Sofia Sørensen", "supervisor", &["Support", "Sales", "Billing"]),
    ("agent.support@demo.test", "Ana Kovač", "agent", &["Support", "Billing"]),
    ("agent.sales@demo.test", "Samir Haddad", "agent", &["Sales"]),
    ("collaborator@demo.test", "Cleo Papadaki", "collaborator", &["Support"]),
    ("customer@demo.test", "Kim Nguyen", "customer", &[]),
];

/// What has been set up, so that a second start does nothing and an interrupted one goes on.
const STEPS: Table<bool> = Table::new("demo");

/// Run a desk with people, departments and mail to try things with.
#[derive(Args)]
pub(crate) struct Demo {
    /// The data folder; delete it to begin anew.
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Where to listen, on this machine only; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    crowd: Crowd,
}

impl Demo {
    pub async fn run(self) -> Outcome {
        let listener = bind_here(self.listen).await?;
        let address = listener.local_addr()?;
        let visitors = self.crowd.visitors;
        let desk = open(Options { visitors, ..options_for(&self.data)? }).await?;
        println!("{}", welcome(address));
        serve(desk, listener, &self.data).await
    }
}

/// Takes the address, if it is one of this machine alone.
pub(super) async fn bind_here(listen: SocketAddr) -> Outcome<TcpListener> {
    if !listen.ip().is_loopback() {
        return Err(format!(
            "the demo's password is known to everybody, so it listens on this machine only, not on {listen}: use 127.0.0.1, or `ombud serve`"
        )
        .into());
    }
    bind(listen).await
}

/// Opens the demo's desk, with everything in it.
pub(super) async fn open(options: Options) -> Outcome<Arc<Desk>> {
    let desk = Desk::open(options).await?;
    if !done(&desk, "all")? {
        settle_in(&desk).await?;
    }
    Ok(desk)
}

pub(super) fn welcome(address: SocketAddr) -> String {
    let mut text = format!(
        "\nA desk to try things with. Sign in at http://{address}/sign-in, password `{PASSWORD}`:\n\n  {:<26} {:<16} owner\n",
        OWNER.0, OWNER.1
    );
    for (email, name, role, departments) in PEOPLE {
        let at =
            if departments.is_empty() { String::new() } else { format!(" in {}", departments.join(", ")) };
        text.push_str(&format!("  {email:<26} {name:<16} {role}{at}\n"));
    }
    text.push_str(&format!(
        "\n  console  http://{address}/console/\n  API      http://{address}/api/v1/health\n"
    ));
    text
}

fn done(desk: &Desk, step: &str) -> Outcome<bool> {
    Ok(desk.store().begin().get(&STEPS, step)?.unwrap_or(false))
}

async fn note(desk: &Desk, step: &str) -> Outcome {
    let mut unit = desk.store().begin();
    unit.put(&STEPS, step, &true)?;
    unit.commit().await?;
    Ok(())
}

async fn settle_in(desk: &Arc<Desk>) -> Outcome {
    eprintln!("setting up people and departments");
    people(desk).await?;
    eprintln!("importing the sample mail");
    let (mut report, mut progress) = (Report::default(), Progress::new(MAIL.len()));
    let door = Door::here(desk)?;
    for (number, (folder, name, bytes)) in MAIL.iter().enumerate() {
        let department = DEPARTMENTS.iter().find(|d| d.eq_ignore_ascii_case(folder));
        let department =
            department.ok_or_else(|| format!("the sample mail has an unknown folder `{folder}`"))?;
        let outcome = door.hand_in(bytes.to_vec(), department, number + 1).await;
        report.note(format!("{folder}/{name}"), outcome);
        progress.at(number + 1);
    }
    eprint!("{report}");
    if !done(desk, "work")? {
        work(desk).await?;
        note(desk, "work").await?;
    }
    if !done(desk, "answers")? {
        answers(desk).await?;
        note(desk, "answers").await?;
    }
    if !done(desk, "shifts")? {
        shifts::give(desk).await?;
        note(desk, "shifts").await?;
    }
    if !done(desk, "promises")? {
        promises(desk).await?;
        note(desk, "promises").await?;
    }
    if !done(desk, "rules")? {
        rules(desk).await?;
        note(desk, "rules").await?;
    }
    note(desk, "all").await
}

/// Owner, departments, everybody else; each only if missing.
async fn people(desk: &Desk) -> Outcome {
    let (identity, now) = (desk.identity(), desk.now());
    if owner::current(&mut desk.store().begin())?.is_none() {
        let mut unit = desk.store().begin();
        identity.first_owner(&mut unit, OWNER.1, OWNER.0, PASSWORD, now)?;
        unit.commit().await?;
    }
    let principal = as_owner(desk)?;
    let mut unit = desk.store().begin();
    let actor = identity.authority(&mut unit, &principal, now)?.ok_or("the owner is suspended")?;
    for name in DEPARTMENTS {
        if department::by_name(&mut unit, name)?.is_none() {
            department::create(&mut unit, &actor, name)?;
        }
    }
    for (email, name, role, departments) in PEOPLE {
        if person::by_email(&mut unit, email)?.is_some() {
            continue;
        }
        let role = role::by_name(&mut unit, role)?.ok_or_else(|| format!("there is no role `{role}`"))?;
        let mut places = Vec::new();
        for name in departments {
            places.extend(department::by_name(&mut unit, name)?.map(|d| d.id));
        }
        let new = NewPerson {
            name: name.into(),
            email: email.into(),
            roles: vec![HeldRole { role: role.id, place: Place::Everywhere, until: None }],
            departments: places,
            ..NewPerson::default()
        };
        let made = person::create(&mut unit, &actor, new)?;
        identity.reset_password(&mut unit, &actor, made.id, PASSWORD)?;
    }
    unit.commit().await?;
    Ok(())
}

/// A morning's work, so that not everything is new: through the same API as any program.
async fn work(desk: &Arc<Desk>) -> Outcome {
    for (email, department) in [("agent.support@demo.test", "Support"), ("agent.sales@demo.test", "Sales")] {
        let me = person::by_email(&mut desk.store().begin(), email)?.ok_or("the demo's people are gone")?.id;
        let agent = Principal::User(me);
        let found = ask(
            desk,
            agent,
            "GET",
            "/api/tickets",
            &[("department", department), ("limit", "12")],
            &Value::Null,
        )
        .await?;
        let tickets: Vec<&Value> =
            found["tickets"].as_array().map(|list| list.iter().collect()).unwrap_or_default();
        for (place, ticket) in tickets.into_iter().enumerate() {
            let Some(id) = ticket["id"].as_str() else { continue };
            let path = format!("/api/tickets/{id}");
            let changes = match place % 4 {
                0 => json!({ "assignee": me.to_string() }),
                1 => json!({ "assignee": me.to_string(), "priority": "high", "tags": ["waiting for parts"] }),
                2 => json!({ "priority": "low" }),
                _ => continue,
            };
            let mut changes = changes;
            changes["version"] = ticket["version"].clone();
            ask(desk, agent, "PATCH", &path, &[], &changes).await?;
            let message = match place {
                0 => {
                    json!({ "kind": "reply", "body": "Thank you for writing. I am looking into it and will be back today.", "status": "pending" })
                }
                1 => {
                    json!({ "kind": "note", "body": "Asked the workshop; they expect the parts on Thursday." })
                }
                _ => continue,
            };
            ask(desk, agent, "POST", &format!("{path}/messages"), &[], &message).await?;
        }
    }
    Ok(())
}

/// Some canned answers, to type `/` for.
async fn answers(desk: &Arc<Desk>) -> Outcome {
    let of = |email| -> Outcome<Principal> {
        let person =
            person::by_email(&mut desk.store().begin(), email)?.ok_or("the demo's people are gone")?;
        Ok(Principal::User(person.id))
    };
    let (owner, agent) = (of(OWNER.0)?, of("agent.support@demo.test")?);
    for (who, whose, title, shortcut, text, slovene) in [
        (
            owner,
            "all",
            "Opening hours",
            "hours",
            "We are here from Monday to Friday, 9 to 17.",
            "Tu smo od ponedeljka do petka, od 9. do 17. ure.",
        ),
        (
            owner,
            "all",
            "Thank you, and how to reach us again",
            "thanks",
            "Dear {customer.first-name|customer},\n\nthank you for writing. Simply answer this message if anything is left open; it \
             is about #{ticket.number}.\n\nBest regards,\n{agent.name}",
            "Pozdravljeni, {customer.first-name|stranka},\n\nhvala za sporočilo. Če je ostalo kaj odprtega, preprosto odgovorite; \
             gre za #{ticket.number}.\n\nLep pozdrav,\n{agent.name}",
        ),
        (
            owner,
            "Support",
            "Parts are on their way",
            "parts",
            "The parts for your bike are ordered. We write to you as soon as they are here, usually within five working days.",
            "Deli za vaše kolo so naročeni. Pišemo vam, ko bodo tu, običajno v petih delovnih dneh.",
        ),
        (
            owner,
            "Billing",
            "A refund takes five working days",
            "refund",
            "The amount goes back the way it came. Banks take up to five working days.",
            "Znesek se vrne po isti poti. Banke potrebujejo do pet delovnih dni.",
        ),
        (
            agent,
            "own",
            "My signature",
            "me",
            "{agent.first-name} from the workshop",
            "{agent.first-name} iz delavnice",
        ),
    ] {
        let body = json!({
            "whose": whose, "title": title, "shortcut": shortcut, "text": text, "languages": { "sl": slovene },
        });
        ask_plugin(desk, "canned", who, "POST", "/api/answers", &[], &body).await?;
    }
    Ok(())
}

/// Business hours and two policies, so that it is seen what is due.
async fn promises(desk: &Arc<Desk>) -> Outcome {
    let owner = as_owner(desk)?;
    let office = json!({
        "name": "Workshop", "zone": "Europe/Ljubljana",
        "week": { "workdays": ["09:00-17:00"], "days": { "sat": ["09:00-13:00"] } },
        "holidays": [{ "on": "01-01", "name": "New Year" }, { "on": "12-25", "name": "Christmas" }],
    });
    let office = ask_plugin(desk, "calendar", owner, "POST", "/api/calendars", &[], &office).await?;
    let billing = department::by_name(&mut desk.store().begin(), "Billing")?
        .ok_or("the demo's departments are gone")?;
    // For each priority, in hours: low, normal, high, urgent.
    let targets = |hours: [u32; 4], calendar: &Value| {
        let target = |hours: u32| json!({ "time": u64::from(hours) * 3_600_000, "calendar": calendar });
        let [low, normal, high, urgent] = hours.map(target);
        json!({ "targets": { "low": low, "normal": normal, "high": high, "urgent": urgent }, "warnings": [{ "used": 80 }] })
    };
    let all_day = Value::Null;
    for policy in [
        json!({
            "name": "Money matters", "when": { "departments": [billing.id.to_string()] },
            "promises": {
                "first-response": targets([8, 4, 2, 1], &all_day), "resolution": targets([96, 48, 24, 8], &all_day),
            },
        }),
        json!({
            "name": "Everybody else",
            "promises": {
                "first-response": targets([16, 8, 4, 1], &office["id"]), "next-response": targets([16, 8, 4, 1], &office["id"]),
                "resolution": targets([80, 40, 16, 8], &office["id"]),
            },
        }),
    ] {
        ask_plugin(desk, "sla", owner, "POST", "/api/policies", &[], &policy).await?;
    }
    Ok(())
}

/// Two rules of the supervisor, for what comes from now on.
async fn rules(desk: &Arc<Desk>) -> Outcome {
    let author = person::by_email(&mut desk.store().begin(), "supervisor@demo.test")?;
    let author = Principal::User(author.ok_or("the demo's people are gone")?.id);
    let urgent = json!({
        "name": "Whoever says that it is urgent waits less",
        "once": "per-ticket",
        "on": [{ "event": "opened" }, { "event": "customer-replied" }],
        "when": { "all": [
            { "check": { "what": "priority", "is": "at-most", "values": ["normal"] } },
            { "any": [
                { "check": { "what": "subject", "is": "contains", "values": ["urgent", "nujno", "срочно"] } },
                { "check": { "what": "message", "is": "contains", "values": ["as soon as possible", "stranded"] } },
            ] },
        ] },
        "then": [{ "do": "set-priority", "to": "high" }, { "do": "note", "text": "“{ticket.subject}” sounds urgent." }],
    });
    let forgotten = json!({
        "name": "Nobody answers for it since yesterday",
        "on": [{ "event": "waited", "clock": "unassigned", "minutes": 1440 }],
        "when": { "check": { "what": "status", "is": "any-of", "values": ["new", "open"] } },
        "then": [{ "do": "set-priority", "to": "high" }, { "do": "note", "text": "Nobody answers for #{ticket.number} since a day." }],
    });
    for rule in [urgent, forgotten] {
        ask_plugin(desk, "rules", author, "POST", "/api/rules", &[], &rule).await?;
    }
    Ok(())
}

async fn ask(
    desk: &Arc<Desk>,
    principal: Principal,
    method: &str,
    path: &str,
    query: &[(&str, &str)],
    body: &Value,
) -> Outcome<Value> {
    ask_plugin(desk, "tickets", principal, method, path, query, body).await
}

async fn ask_plugin(
    desk: &Arc<Desk>,
    plugin: &str,
    principal: Principal,
    method: &str,
    path: &str,
    query: &[(&str, &str)],
    body: &Value,
) -> Outcome<Value> {
    let request = Request {
        method: method.into(),
        path: path.into(),
        query: query.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        headers: vec![("content-type".into(), "application/json".into())],
        body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
        principal,
        request_id: "demo".into(),
        origin: None,
        language: Default::default(),
    };
    let answer = desk.host().handle(plugin, request).await?;
    if answer.status >= 400 {
        return Err(format!("{method} {path}: {}", String::from_utf8_lossy(&answer.body)).into());
    }
    Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
}
