//! What one step does and expects.

use super::file::{Machine, Message, Request, Step, Ticket};
use super::fits::{brief, difference};
use super::words::{Words, span};
use crate::client::VETO;
use crate::{Answer, Client, Desk, Heard, Reply};
use ombud_access::{PluginId, RecordId, RecordRef};
use ombud_host::Point;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A scenario that is at work.
pub(super) struct Running {
    desk: Desk,
    plugin: PluginId,
    saved: BTreeMap<String, String>,
    /// The calls that were looked at.
    seen: usize,
}

impl Step {
    /// What it does, in a few words.
    pub fn brief(&self) -> String {
        let who = self.r#as.as_ref().map_or_else(String::new, |who| format!(" as {who}"));
        if let Some((method, path)) = self.request() {
            return format!("{} {path}{who}", method.to_lowercase());
        }
        match self {
            Step { ticket: Some(ticket), .. } => format!("ticket `{}`{who}", ticket.subject),
            Step { reply: Some(_), .. } => format!("reply{who}"),
            Step { note: Some(_), .. } => format!("note{who}"),
            Step { panel: Some(_), .. } => format!("panel{who}"),
            Step { badge: Some(_), .. } => format!("badge{who}"),
            Step { composer: Some(_), .. } => format!("composer{who}"),
            Step { navigation: Some(_), .. } => format!("navigation{who}"),
            Step { advance: Some(span), .. } => format!("advance {span}"),
            Step { restart: Some(_), .. } => "restart".to_owned(),
            Step { http: Some(machine), .. } => format!("http {}", machine.host),
            Step { expect_request: Some(request), .. } => format!("expect_request to {}", request.host),
            Step { expect_log: Some(_), .. } => "expect_log".to_owned(),
            _ => "nothing".to_owned(),
        }
    }

    fn request(&self) -> Option<(&'static str, &str)> {
        let all = [
            ("GET", &self.get),
            ("POST", &self.post),
            ("PUT", &self.put),
            ("PATCH", &self.patch),
            ("DELETE", &self.delete),
        ];
        all.into_iter().find_map(|(method, path)| path.as_deref().map(|path| (method, path)))
    }

    /// How many things it does.
    fn acts(&self) -> usize {
        let requests = [&self.get, &self.post, &self.put, &self.patch, &self.delete];
        requests.into_iter().flatten().count()
            + [
                self.ticket.is_some(),
                self.reply.is_some() || self.note.is_some(),
                self.panel.is_some(),
                self.badge.is_some(),
                self.composer.is_some(),
                self.navigation.is_some(),
                self.advance.is_some(),
                self.restart.is_some(),
                self.http.is_some(),
                self.expect_request.is_some(),
                self.expect_log.is_some(),
            ]
            .into_iter()
            .filter(|is| *is)
            .count()
    }
}

impl Running {
    pub fn new(desk: Desk, plugin: PluginId) -> Running {
        Running { desk, plugin, saved: BTreeMap::new(), seen: 0 }
    }

    /// Takes one step, has everything run that is due then, and looks whether all is as expected.
    pub fn step(&mut self, step: &Step) -> Result<(), String> {
        match step.acts() {
            1 => {}
            0 => return Err("a step does one of get, post, put, patch, delete, ticket, reply, note, panel, badge, composer, navigation, advance, restart, http, expect_request, expect_log".into()),
            _ => return Err("a step does one thing; make two steps of it".into()),
        }
        if let Some((method, path)) = step.request() {
            self.ask(step, method, path)?;
        } else if let Some(ticket) = &step.ticket {
            self.open_ticket(step, ticket)?;
        } else if let Some(message) = &step.reply {
            self.write(step, message, "reply")?;
        } else if let Some(message) = &step.note {
            self.write(step, message, "note")?;
        } else if let Some(ticket) = &step.panel {
            self.look(step, Point::TicketPanel, Some(ticket))?;
        } else if let Some(ticket) = &step.badge {
            self.look(step, Point::TicketBadge, Some(ticket))?;
        } else if let Some(ticket) = &step.composer {
            self.look(step, Point::Composer, Some(ticket))?;
        } else if step.navigation == Some(true) {
            self.look(step, Point::Navigation, None)?;
        } else if let Some(text) = &step.advance {
            let by = span(text)?;
            self.desk.clock.advance(u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
        } else if step.restart == Some(true) {
            self.desk.restart();
        } else if let Some(machine) = &step.http {
            self.script(machine)?;
        } else if let Some(request) = &step.expect_request {
            self.left(request)?;
        } else if let Some(text) = &step.expect_log {
            self.logged(text)?;
        }
        self.desk
            .wait_for(self.desk.host().settle())
            .map_err(|error| format!("what is due did not run: {error}"))?;
        self.unasked(step)
    }

    fn words(&self) -> Words<'_> {
        Words::new(&self.desk, &self.saved)
    }

    fn client(&self, who: &str) -> Result<Client, String> {
        match who {
            "visitor" => Ok(self.desk.visitor()),
            address => self.desk.find(address),
        }
    }

    fn ask(&mut self, step: &Step, method: &str, path: &str) -> Result<(), String> {
        let who = whom(step)?;
        let path = self.words().path(path)?;
        let (kind, body) = self.body(step.body.as_ref())?;
        let mut headers: Vec<(&str, &str)> = kind.into_iter().map(|kind| ("content-type", kind)).collect();
        headers.extend(step.headers.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = self.client(who)?.fetch(method, &path, &headers, body);
        self.check(step, &answer)
    }

    /// The type and the bytes of a body: a text as it is, everything else as JSON.
    fn body(&self, body: Option<&toml::Value>) -> Result<(Option<&'static str>, Vec<u8>), String> {
        Ok(match body {
            None => (None, Vec::new()),
            Some(toml::Value::String(text)) => (None, self.words().fill(text)?.into()),
            Some(other) => {
                let value = self.words().value(&plain(other)?)?;
                (Some("application/json"), value.to_string().into())
            }
        })
    }

    fn check(&mut self, step: &Step, answer: &Answer) -> Result<(), String> {
        let came = || format!("came {}: {}", answer.status, self.told(answer));
        if let Some(permission) = &step.expect_denied {
            let denied = answer.denial.as_ref().is_some_and(|denial| denial.permission == *permission)
                // A plugin may put a refusal into words of its own.
                || (answer.status >= 400
                    && self.desk.diary().refusals().iter().any(|refusal| {
                        refusal.request == answer.request && refusal.denial.permission == *permission
                    }));
            if !denied {
                return Err(format!("expected `{permission}` to be refused, {}", came()));
            }
        }
        if let Some(reason) = &step.expect_veto {
            let vetoed = self.desk.diary().calls().iter().any(|call| {
                call.request == answer.request && call.what.starts_with("hook ") && call.status == 422
            });
            let text = answer.text();
            if !vetoed || answer.status < 400 || !text.contains(reason.as_str()) {
                let name = VETO.trim();
                return Err(format!("expected a hook to refuse it (`… {name} {reason}`), {}", came()));
            }
        }
        match step.expect {
            Some(status) if answer.status != status => {
                return Err(format!("expected status {status}, {}", came()));
            }
            None if answer.status >= 400 && step.expect_denied.is_none() && step.expect_veto.is_none() => {
                return Err(format!("expected an answer below 400, {}", came()));
            }
            _ => {}
        }
        let body = json_of(&answer.body);
        if let Some(table) = &step.json {
            let expected = self.words().value(&plain(&toml::Value::Table(table.clone()))?)?;
            let came = body.as_ref().map_err(|why| format!("expected JSON, came {why}"))?;
            difference(&expected, came).map_or(Ok(()), Err)?;
        }
        let text = answer.text();
        for wanted in self.words().texts(step.text.as_ref())? {
            if !text.contains(&wanted) {
                return Err(format!("expected the text `{wanted}`, came {}", brief(&text)));
            }
        }
        for unwanted in self.words().texts(step.lacks.as_ref())? {
            if text.contains(&unwanted) {
                return Err(format!("expected it to lack the text `{unwanted}`, came {}", brief(&text)));
            }
        }
        for (name, pointer) in step.save.iter().flatten() {
            let body =
                body.as_ref().map_err(|why| format!("expected JSON to save `{name}` from, came {why}"))?;
            let found = body.pointer(pointer).ok_or_else(|| {
                format!(
                    "expected something at {pointer} to save as `{name}`, came {}",
                    brief(&body.to_string())
                )
            })?;
            let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
            self.saved.insert(name.clone(), text);
        }
        Ok(())
    }

    /// What an answer says, and why the plugin broke off if it did.
    fn told(&self, answer: &Answer) -> String {
        let detail = json_of(&answer.body).ok().and_then(|body| body["detail"].as_str().map(str::to_owned));
        let mut told = brief(&detail.unwrap_or_else(|| answer.text()));
        if let Some(denial) = &answer.denial {
            told = format!("`{}` was refused: {told}", denial.permission);
        }
        let lines = self.desk.diary().lines();
        if let Some(line) = lines.iter().rfind(|line| line.request == answer.request && line.level == "error")
        {
            told = format!("{told}; its log says: {}", brief(&line.text));
        }
        told
    }

    fn open_ticket(&mut self, step: &Step, ticket: &Ticket) -> Result<(), String> {
        let words = self.words();
        let body = json!({
            "subject": words.fill(&ticket.subject)?,
            "department": ticket.department,
            "body": words.fill(&ticket.body)?,
        });
        self.make(step, "/tickets/api/tickets", &body, ticket.save.as_ref())
    }

    fn write(&mut self, step: &Step, message: &Message, kind: &str) -> Result<(), String> {
        let words = self.words();
        let path = words.path(&format!("/tickets/api/tickets/{}/messages", message.ticket))?;
        let body = json!({ "kind": kind, "body": words.fill(&message.body)? });
        self.make(step, &path, &body, message.save.as_ref())
    }

    /// Makes something of the plugin `tickets` and saves its id.
    fn make(&mut self, step: &Step, path: &str, body: &Value, save: Option<&String>) -> Result<(), String> {
        let who = step.r#as.as_deref().unwrap_or("customer@demo.test");
        let headers = [("content-type", "application/json")];
        let answer = self.client(who)?.fetch("POST", path, &headers, body.to_string());
        self.check(step, &answer)?;
        if let (Some(name), Ok(body)) = (save, json_of(&answer.body)) {
            let id = body["id"].as_str().ok_or("expected an id to save, and there is none")?;
            self.saved.insert(name.clone(), id.to_owned());
        }
        Ok(())
    }

    /// Looks at what the plugin adds to a page: of panels, badges and composers what they show, of navigation where it leads.
    fn look(&mut self, step: &Step, point: Point, ticket: Option<&String>) -> Result<(), String> {
        let subject = match ticket {
            None => None,
            Some(ticket) => {
                let id = RecordId::parse(&self.words().path(ticket)?).map_err(|error| error.to_string())?;
                Some(RecordRef { collection: "tickets:tickets".into(), id })
            }
        };
        let parts = self.client(whom(step)?)?.parts(ombud_host::Place { point, subject });
        let mut body = String::new();
        for part in parts.into_iter().filter(|part| part.plugin == self.plugin.as_str()) {
            let html = part.html.map_err(|error| {
                let said = self.desk.diary().lines();
                let log = said.iter().rfind(|line| line.plugin == self.plugin && line.level == "error");
                let log =
                    log.map_or_else(String::new, |line| format!("; its log says: {}", brief(&line.text)));
                format!("expected the part `{}` to be drawn, came {error}{log}", part.name)
            })?;
            for piece in [html, part.path].into_iter().flatten() {
                body += &piece;
                body.push('\n');
            }
        }
        let (request, headers) = (String::new(), Vec::new());
        let drawn = Answer { status: 200, headers, body: body.into(), request, denial: None };
        self.check(step, &drawn)
    }

    fn script(&self, machine: &Machine) -> Result<(), String> {
        let (kind, body) = self.body(machine.body.as_ref())?;
        let mut headers: Vec<(String, String)> =
            machine.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        headers.extend(kind.map(|kind| ("content-type".to_owned(), kind.to_owned())));
        self.desk.world().answers(&machine.host, Reply { status: machine.status, headers, body });
        Ok(())
    }

    fn left(&self, request: &Request) -> Result<(), String> {
        let heard = self.desk.world().heard(&request.host);
        let mut unlike = None;
        let mut times = 0;
        for heard in &heard {
            match self.unlike(request, heard)? {
                None => times += 1,
                Some(why) => unlike = Some(why),
            }
        }
        match request.times {
            Some(wanted) if wanted != times => {
                let other = unlike.map_or_else(String::new, |why| format!("; of another: {why}"));
                Err(format!("expected {wanted} such requests, came {times} of {} in all{other}", heard.len()))
            }
            None if times == 0 => Err(unlike.unwrap_or_else(|| {
                format!("expected a request to `{}`, came none{}", request.host, self.stuck())
            })),
            _ => Ok(()),
        }
    }

    /// Why requests of the plugin have not left.
    fn stuck(&self) -> String {
        let waiting = self.desk.host().effects(&self.plugin, 10).unwrap_or_default();
        let trouble = waiting.into_iter().find_map(|effect| effect.trouble);
        trouble.map_or_else(String::new, |why| format!("; one waits, because {why}"))
    }

    fn unlike(&self, request: &Request, heard: &Heard) -> Result<Option<String>, String> {
        let words = self.words();
        let mut pairs = Vec::new();
        if let Some(method) = &request.method {
            pairs.push(("method".to_owned(), method.clone(), heard.method.clone()));
        }
        if let Some(path) = &request.path {
            pairs.push(("path".to_owned(), words.path(path)?, heard.path.clone()));
        }
        for (name, value) in &request.headers {
            let came = heard.header(&name.to_lowercase()).unwrap_or("none").to_owned();
            pairs.push((format!("header {name}"), words.fill(value)?, came));
        }
        if let Some((what, expected, came)) = pairs.into_iter().find(|(_, expected, came)| expected != came) {
            return Ok(Some(format!("expected {what} `{expected}`, came `{came}`")));
        }
        let text = heard.text();
        for wanted in words.texts(request.text.as_ref())? {
            if !text.contains(&wanted) {
                return Ok(Some(format!("expected the text `{wanted}`, came {}", brief(&text))));
            }
        }
        let Some(table) = &request.json else { return Ok(None) };
        let expected = words.value(&plain(&toml::Value::Table(table.clone()))?)?;
        Ok(match json_of(&heard.body) {
            Ok(came) => difference(&expected, &came),
            Err(why) => Some(format!("expected JSON, came {why}")),
        })
    }

    fn logged(&self, text: &str) -> Result<(), String> {
        let lines: Vec<_> =
            self.desk.diary().lines().into_iter().filter(|line| line.plugin == self.plugin).collect();
        if lines.iter().any(|line| line.text.contains(text)) {
            return Ok(());
        }
        let came = lines.last().map_or_else(|| "none".to_owned(), |line| format!("lately `{}`", line.text));
        Err(format!("expected a line with `{text}` in the log of `{}`, came {came}", self.plugin))
    }

    /// Looks at what the plugin did without being asked: an event, a timer or an outcome that it could not handle is
    /// tried again later, and nobody would see it here.
    fn unasked(&mut self, step: &Step) -> Result<(), String> {
        let calls = self.desk.diary().calls();
        let failed = calls[self.seen..]
            .iter()
            .find(|call| call.plugin == self.plugin && call.by.is_none() && call.error.is_some());
        self.seen = calls.len();
        let why = failed.map(|call| {
            let lines = self.desk.diary().lines();
            let log = lines.iter().rfind(|line| line.request == call.request && line.level == "error");
            let log = log.map_or_else(String::new, |line| format!("; its log says: {}", brief(&line.text)));
            format!("{}: {}{log}", call.what, call.error.clone().unwrap_or_default())
        });
        match (&step.expect_failure, why) {
            (None, None) => Ok(()),
            (None, Some(why)) => Err(format!("expected what follows to go well, came {why}")),
            (Some(text), Some(why)) if why.contains(text.as_str()) => Ok(()),
            (Some(text), why) => {
                let came = why.unwrap_or_else(|| "none".to_owned());
                Err(format!("expected an event, timer or outcome to fail with `{text}`, came {came}"))
            }
        }
    }
}

fn whom(step: &Step) -> Result<&str, String> {
    let who = step.r#as.as_deref();
    who.ok_or_else(|| "say `as` whom: an address such as \"agent.support@demo.test\", or \"visitor\"".into())
}

fn plain(value: &toml::Value) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

fn json_of(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body).map_err(|_| match body.is_empty() {
        true => "nothing".to_owned(),
        false => brief(&String::from_utf8_lossy(body)),
    })
}
