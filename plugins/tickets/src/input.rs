//! Reading JSON bodies so that every complaint names the field.

use ombud_plugin::{Cx, Error, Request, Response, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

/// The members of a JSON object, taken out one by one. What is left over in the end is unknown.
pub struct Object {
    members: Map<String, Value>,
    known: Vec<&'static str>,
}

/// Reads the body and hands it on. What is not JSON at all is 400, what does not fit is 422.
pub fn body(
    cx: &Cx,
    request: &Request,
    then: impl FnOnce(&Cx, Object) -> Result<Response>,
) -> Result<Response> {
    let kind = request.header("content-type").unwrap_or("application/json");
    if !kind.starts_with("application/json") {
        let detail = format!("the body is `{kind}`, expected `application/json`");
        return Ok(Response::problem(415, "Unsupported media type", &detail));
    }
    match serde_json::from_slice(&request.body) {
        Ok(Value::Object(members)) => then(cx, Object { members, known: Vec::new() }),
        Ok(_) => Ok(malformed("the body is JSON, but not an object")),
        Err(error) => Ok(malformed(&format!("the body is not JSON: {error}"))),
    }
}

fn malformed(detail: &str) -> Response {
    Response::problem(400, "Malformed request", detail)
}

impl Object {
    /// An object within another value.
    pub fn within(field: &str, value: Value) -> Result<Object> {
        match value {
            Value::Object(members) => Ok(Object { members, known: Vec::new() }),
            other => Err(misfit(field, &other, "an object")),
        }
    }

    /// Whatever there is; null is there.
    pub fn raw(&mut self, field: &'static str) -> Option<Value> {
        self.known.push(field);
        self.members.remove(field)
    }

    /// A member that is there and not null.
    fn value(&mut self, field: &'static str) -> Option<Value> {
        self.raw(field).filter(|value| !value.is_null())
    }

    /// A text, if it is there.
    pub fn text(&mut self, field: &'static str) -> Result<Option<String>> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(misfit(field, &other, "a text")),
        }
    }

    /// A text that must be there.
    pub fn required(&mut self, field: &'static str) -> Result<String> {
        self.text(field)?.ok_or_else(|| Error::invalid(format!("`{field}` is missing")))
    }

    /// A word of an enumeration.
    pub fn word<T: FromStr<Err: Display>>(&mut self, field: &'static str) -> Result<Option<T>> {
        let read = |text: String| text.parse().map_err(|error| Error::invalid(format!("`{field}`: {error}")));
        self.text(field)?.map(read).transpose()
    }

    /// A whole number, if it is there.
    pub fn number(&mut self, field: &'static str) -> Result<Option<u64>> {
        match self.value(field) {
            None => Ok(None),
            Some(value) => match value.as_u64() {
                Some(number) => Ok(Some(number)),
                None => Err(misfit(field, &value, "a whole number")),
            },
        }
    }

    /// True or false, if it is there.
    pub fn flag(&mut self, field: &'static str) -> Result<Option<bool>> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(other) => Err(misfit(field, &other, "true or false")),
        }
    }

    /// A list, if it is there.
    pub fn list(&mut self, field: &'static str) -> Result<Option<Vec<Value>>> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::Array(values)) => Ok(Some(values)),
            Some(other) => Err(misfit(field, &other, "a list")),
        }
    }

    /// A list of texts, if it is there.
    pub fn texts(&mut self, field: &'static str) -> Result<Option<Vec<String>>> {
        let text = |value| match value {
            Value::String(text) => Ok(text),
            other => Err(misfit(field, &other, "a list of texts")),
        };
        self.list(field)?.map(|values| values.into_iter().map(text).collect()).transpose()
    }

    /// An object with free names, if it is there.
    pub fn table(&mut self, field: &'static str) -> Result<Option<BTreeMap<String, Value>>> {
        match self.value(field) {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members.into_iter().collect())),
            Some(other) => Err(misfit(field, &other, "an object")),
        }
    }

    /// What nobody took out so far.
    pub fn rest(self) -> Value {
        Value::Object(self.members)
    }

    /// Refuses members that nobody asked for.
    pub fn end(self) -> Result<()> {
        match self.members.keys().next() {
            None => Ok(()),
            Some(unknown) => Err(Error::invalid(format!(
                "there is no field `{unknown}`; there are {}",
                self.known.join(", ")
            ))),
        }
    }
}

fn misfit(field: &str, value: &Value, expected: &str) -> Error {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::invalid(format!("`{field}` is {kind}, expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Object {
        Object::within("body", value).ok().unwrap()
    }

    #[test]
    fn every_complaint_names_its_field() {
        let mut odd = object(json!({ "a": 1, "b": "x", "c": -1, "d": [1], "e": null }));
        assert_eq!(odd.text("a").unwrap_err().message(), "`a` is a number, expected a text");
        assert_eq!(odd.list("b").unwrap_err().message(), "`b` is a text, expected a list");
        assert_eq!(odd.number("c").unwrap_err().message(), "`c` is a number, expected a whole number");
        assert_eq!(odd.texts("d").unwrap_err().message(), "`d` is a number, expected a list of texts");
        assert_eq!(odd.text("e"), Ok(None));
        assert_eq!(odd.required("f").unwrap_err().message(), "`f` is missing");
        assert!(odd.end().is_ok());
    }

    #[test]
    fn what_nobody_asked_for_is_named() {
        let mut odd = object(json!({ "subject": "x", "sujbect": "y" }));
        odd.text("subject").unwrap();
        assert_eq!(odd.end().unwrap_err().message(), "there is no field `sujbect`; there are subject");
    }
}
