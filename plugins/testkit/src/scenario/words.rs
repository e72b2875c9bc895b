//! Names that stand for what a step found out, and spans of time.

use super::file::Texts;
use crate::Desk;
use ombud_identity::{department, person};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// What was saved, by name.
pub(super) struct Words<'a> {
    desk: &'a Desk,
    saved: &'a BTreeMap<String, String>,
}

impl<'a> Words<'a> {
    pub fn new(desk: &'a Desk, saved: &'a BTreeMap<String, String>) -> Self {
        Words { desk, saved }
    }

    /// The text with `{name}`, `{person ADDRESS}` and `{department NAME}` replaced. Other braces are left alone:
    /// texts of people and pages have some, too.
    pub fn fill(&self, text: &str) -> Result<String, String> {
        let (mut full, mut rest) = (String::new(), text);
        while let Some((before, inside, after)) = braces(rest) {
            full += before;
            match self.meaning(inside)? {
                Some(meaning) => full += &meaning,
                None => full = full + "{" + inside + "}",
            }
            rest = after;
        }
        Ok(full + rest)
    }

    /// A path, in which every name must mean something.
    pub fn path(&self, text: &str) -> Result<String, String> {
        let full = self.fill(text)?;
        match braces(&full) {
            Some((_, unknown, _)) => Err(format!("nothing was saved as `{unknown}`")),
            None => Ok(full),
        }
    }

    fn meaning(&self, name: &str) -> Result<Option<String>, String> {
        if let Some(address) = name.strip_prefix("person ") {
            let found =
                person::by_email(&mut self.desk.store().begin(), address).map_err(|e| e.to_string())?;
            let person = found.ok_or_else(|| format!("nobody has the address `{address}`"))?;
            return Ok(Some(person.id.to_string()));
        }
        if let Some(name) = name.strip_prefix("department ") {
            let found =
                department::by_name(&mut self.desk.store().begin(), name).map_err(|e| e.to_string())?;
            let department = found.ok_or_else(|| format!("there is no department `{name}`"))?;
            return Ok(Some(department.id.to_string()));
        }
        Ok(self.saved.get(name).cloned())
    }

    /// The same in every text of a value.
    pub fn value(&self, value: &Value) -> Result<Value, String> {
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text)?),
            Value::Array(all) => Value::Array(all.iter().map(|v| self.value(v)).collect::<Result<_, _>>()?),
            Value::Object(members) => {
                let each =
                    members.iter().map(|(name, value)| Ok::<_, String>((name.clone(), self.value(value)?)));
                Value::Object(each.collect::<Result<_, String>>()?)
            }
            other => other.clone(),
        })
    }

    pub fn texts(&self, texts: Option<&Texts>) -> Result<Vec<String>, String> {
        texts.map(Texts::all).unwrap_or_default().iter().map(|text| self.fill(text)).collect()
    }
}

/// What stands before, within and after the first braces that could be a name.
fn braces(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

/// `90s`, `2h`, `1d12h`, `500ms`.
pub(super) fn span(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a span of time such as `90s`, `2h` or `1d12h`");
    let (mut total, mut rest) = (0_u64, text);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let milliseconds = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        total = number.checked_mul(milliseconds).and_then(|ms| total.checked_add(ms)).ok_or_else(wrong)?;
        rest = after;
    }
    if text.is_empty() { Err(wrong()) } else { Ok(Duration::from_millis(total)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_time_are_read_as_people_write_them() {
        let ms = |text| span(text).map(|span| span.as_millis());
        assert_eq!(
            (ms("90s"), ms("2h"), ms("1d12h"), ms("500ms")),
            (Ok(90_000), Ok(7_200_000), Ok(129_600_000), Ok(500))
        );
        for wrong in ["", "2", "h", "2 h", "2y", "-1s", "99999999999999999999d"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
