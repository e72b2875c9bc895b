//! A failed call as a file: what went in, what the plugin asked and heard, and how it ended.
//!
//! It holds what the plugin held: perhaps what people wrote. Secrets are not in it. Bytes are written as text where they
//! are text, so that people can read it.

use crate::entry::Entry;
use crate::tape::Noted;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

/// The form of the file.
const FORMAT: u32 = 1;

/// A failed call.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The form of this file.
    pub format: u32,
    /// The engine that ran it.
    pub engine: String,
    /// Which plugin failed.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its file, hexadecimal.
    pub sha256: String,
    /// The call's name in logs and audit.
    pub request: String,
    /// The time of the call, milliseconds since 1970.
    pub now: u64,
    /// With whose rights it ran: `the person 01J… and the plugins console, tickets`.
    pub authority: String,
    /// What was asked of it.
    pub entry: Value,
    /// What it asked and heard, in order.
    pub calls: Vec<Call>,
    /// False if it heard more than a bundle holds: it cannot be played again then.
    pub whole: bool,
    /// What it could still use when it began.
    pub left: Left,
    /// How it ended.
    pub outcome: Outcome,
    /// What was taken out, in words.
    pub redacted: Vec<String>,
}

/// One question to the kernel or to another plugin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// `ombud:kernel/records.get`.
    pub function: String,
    /// The arguments, in order.
    pub with: Value,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub heard: Option<Value>,
    /// The guest was ended here, in these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

/// An answer that is `null` is one.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// What is left of a call's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Bytes of memory.
    pub memory: usize,
    /// Ticks of the processor.
    pub cpu_ticks: u32,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Outcome {
    /// With an answer.
    Answered(Value),
    /// It fell.
    Fell {
        /// Why, in the engine's words.
        why: String,
        /// The functions that were running, the innermost first, with their places in the code. None where time
        /// ran out: that is never the same place twice.
        at: Vec<String>,
    },
}

impl Bundle {
    /// Reads a file.
    ///
    /// # Errors
    /// In words, if it is none.
    pub fn parse(text: &[u8]) -> Result<Bundle, String> {
        let bundle: Bundle =
            serde_json::from_slice(text).map_err(|error| format!("this is no recorded call: {error}"))?;
        if bundle.format != FORMAT {
            return Err(format!("this recorded call has the form {}, and {FORMAT} is known", bundle.format));
        }
        Ok(bundle)
    }

    /// As a file that people can read.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    pub(crate) fn form() -> u32 {
        FORMAT
    }

    /// Takes out what these secrets are, wherever it stands.
    pub(crate) fn redact(&mut self, secrets: &[(String, String)]) {
        for (name, secret) in secrets {
            let mut found = 0;
            for value in
                self.calls.iter_mut().flat_map(|call| std::iter::once(&mut call.with).chain(&mut call.heard))
            {
                blot(value, name, secret, &mut found);
            }
            blot(&mut self.entry, name, secret, &mut found);
            let mut outcome = json!(self.outcome);
            blot(&mut outcome, name, secret, &mut found);
            if let Ok(outcome) = serde_json::from_value(outcome) {
                self.outcome = outcome;
            }
            if found > 0 {
                self.redacted.push(format!("the secret `{name}`, in {found} places"));
            }
        }
    }

    /// What was asked of the plugin.
    pub(crate) fn asked(&self) -> Result<Entry, String> {
        serde_json::from_value(unfold(self.entry.clone()))
            .map_err(|error| format!("what was asked cannot be read: {error}"))
    }
}

impl Call {
    pub(crate) fn of(noted: Noted) -> Call {
        let value = |text: &str| fold(serde_json::from_str(text).unwrap_or(Value::Null));
        Call {
            function: noted.function.replace('_', "-"),
            with: value(&noted.with),
            heard: noted.heard.as_ref().ok().map(|text| value(text)),
            ended: noted.heard.err(),
        }
    }
}

/// Bytes become text, or hexadecimal digits where they are none.
pub(crate) fn fold(value: Value) -> Value {
    match value {
        Value::Array(list) if !list.is_empty() && list.iter().all(is_byte) => {
            let bytes: Vec<u8> = list.iter().filter_map(Value::as_u64).map(|byte| byte as u8).collect();
            match String::from_utf8(bytes) {
                Ok(text) => json!({ "utf8": text }),
                Err(error) => json!({ "hex": crate::hex(error.as_bytes()) }),
            }
        }
        Value::Array(list) => list.into_iter().map(fold).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, fold(value))).collect())
        }
        other => other,
    }
}

/// The other way round.
pub(crate) fn unfold(value: Value) -> Value {
    match value {
        Value::Object(fields) => match folded(&fields) {
            Some(bytes) => bytes.into_iter().map(Value::from).collect(),
            None => Value::Object(fields.into_iter().map(|(name, value)| (name, unfold(value))).collect()),
        },
        Value::Array(list) => list.into_iter().map(unfold).collect(),
        other => other,
    }
}

fn is_byte(value: &Value) -> bool {
    value.as_u64().is_some_and(|byte| byte < 256)
}

fn folded(fields: &Map<String, Value>) -> Option<Vec<u8>> {
    let (name, Value::String(text)) = fields.iter().next()? else { return None };
    match (fields.len(), name.as_str()) {
        (1, "utf8") => Some(text.as_bytes().to_vec()),
        (1, "hex") if text.len() % 2 == 0 && text.is_ascii() => {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
        }
        _ => None,
    }
}

fn blot(value: &mut Value, name: &str, secret: &str, found: &mut usize) {
    match value {
        Value::String(text) => {
            let digits = crate::hex(secret.as_bytes());
            let count = text.matches(secret).count() + text.matches(&digits).count();
            if count > 0 {
                *found += count;
                *text = text
                    .replace(secret, &format!("[secret {name}]"))
                    .replace(&digits, &"00".repeat(secret.len()));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| blot(value, name, secret, found)),
        Value::Object(fields) => fields.values_mut().for_each(|value| blot(value, name, secret, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_text_or_digits_and_come_back() {
        for (value, want) in [
            (json!({ "body": [123, 125] }), json!({ "body": { "utf8": "{}" } })),
            (json!([[255, 0], []]), json!([{ "hex": "ff00" }, []])),
            (json!([1, 300]), json!([1, 300])),
        ] {
            assert_eq!(fold(value.clone()), want);
            assert_eq!(unfold(want), value);
        }
    }

    #[test]
    fn a_secret_is_taken_out_wherever_it_stands_and_that_is_said() {
        let mut bundle = Bundle {
            format: FORMAT,
            engine: String::new(),
            plugin: "zoo".into(),
            version: "1".into(),
            sha256: String::new(),
            request: String::new(),
            now: 0,
            authority: String::new(),
            entry: json!({ "body": { "utf8": "key=hunter22!" } }),
            calls: vec![Call {
                function: "f".into(),
                with: json!([["hunter22!"]]),
                heard: Some(json!({ "hex": format!("ff{}", crate::hex(b"hunter22!")) })),
                ended: None,
            }],
            whole: true,
            left: Left { memory: 0, cpu_ticks: 0 },
            outcome: Outcome::Fell { why: "hunter22! is wrong".into(), at: vec![] },
            redacted: vec![],
        };
        bundle.redact(&[("token".into(), "hunter22!".into())]);
        let text = bundle.to_json();
        assert!(!text.contains("hunter22!") && !text.contains(&crate::hex(b"hunter22!")), "{text}");
        assert_eq!(bundle.redacted, ["the secret `token`, in 4 places"]);
        assert!(Bundle::parse(text.as_bytes()).is_ok());
    }
}
