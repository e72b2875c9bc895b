//! What a shadow has shown, in lines that people can read.

use super::{Shadow, Would};
use ombud_store::Done;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

impl Shadow {
    /// As text that people can read.
    pub fn text(&self) -> String {
        let mut text = match &self.installed {
            Some(installed) => format!(
                "{} {} beside {installed}, over {} events of which it or the other listens to {}; nothing was kept\n",
                self.plugin,
                self.version,
                self.events,
                self.tried.len()
            ),
            None => format!(
                "{} {}, over {} events of which it listens to {}; nothing was kept\n",
                self.plugin,
                self.version,
                self.events,
                self.tried.len()
            ),
        };
        for one in &self.tried {
            if self.installed.is_some() && one.now == one.then {
                continue;
            }
            let _ = writeln!(text, "\n{} {} {} ({})", one.event, one.kind, one.subject.id, one.way);
            for (sign, would) in [("-", &one.now), ("+", &one.then)] {
                for line in would.iter().flat_map(Would::lines) {
                    let _ = writeln!(text, "  {sign} {line}");
                }
            }
        }
        let same = self.tried.iter().filter(|one| one.now == one.then).count();
        if self.installed.is_some() {
            let _ = writeln!(text, "\n{} differ, {same} are the same", self.tried.len() - same);
        }
        text
    }
}

impl Would {
    /// What it would do, a line each.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.done.iter().map(line).collect();
        lines.extend(self.requests.iter().map(|request| format!("sends {request}")));
        if !self.says.is_null() {
            lines.push(format!("says {}", self.says));
        }
        lines.extend(self.error.iter().map(|error| format!("fails: {error}")));
        if lines.is_empty() {
            lines.push("does nothing".to_owned());
        }
        lines
    }
}

fn line(done: &Done) -> String {
    match done {
        Done::Record { at, before: None, after: Some(after) } => {
            format!("makes {}/{}: {after}", at.collection, at.id)
        }
        Done::Record { at, before: Some(_), after: None } => format!("deletes {}/{}", at.collection, at.id),
        Done::Record { at, before, after } => {
            let changed = changes(before.as_ref(), after.as_ref());
            format!("changes {}/{}: {}", at.collection, at.id, changed.join(", "))
        }
        Done::Event { kind, subject, data } => format!("tells {kind} of {}: {data}", subject.id),
        Done::Timer { name, due: Some(due) } => format!("sets the timer {name} to {}", due.0),
        Done::Timer { name, due: None } => format!("takes back the timer {name}"),
        Done::Row { table, row, .. } => format!("touches {table}/{row}"),
    }
}

/// The fields that differ, of the relations and of the body.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let fields = |value: Option<&Value>| {
        let mut fields = value.and_then(Value::as_object).cloned().unwrap_or_default();
        if let Some(Value::Object(body)) = fields.remove("body") {
            fields.extend(body);
        }
        fields
    };
    let (before, after) = (fields(before), fields(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differ = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let show = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    differ.map(|name| format!("{name} {} → {}", show(before.get(name)), show(after.get(name)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_change_is_told_by_the_fields_that_differ() {
        let before = json!({ "department": "a", "body": { "status": "open", "n": 1 } });
        let after = json!({ "department": "a", "assignee": "b", "body": { "status": "pending", "n": 1 } });
        assert_eq!(
            changes(Some(&before), Some(&after)),
            [r#"assignee nothing → "b""#, r#"status "open" → "pending""#]
        );
    }
}
