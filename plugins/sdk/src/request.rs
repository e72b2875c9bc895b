//! What was asked.

use crate::{BlobId, Error, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A request under `/<plugin>`. The kernel has signed the person in and taken cookies and credentials away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Upper case.
    pub method: String,
    /// Below the plugin's mount point, beginning with `/`, decoded.
    pub path: String,
    /// Decoded, in the order given.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As it came.
    pub body: Vec<u8>,
    pub(crate) params: Vec<(String, String)>,
}

impl Request {
    /// A request without query and body, for tests.
    pub fn new(method: &str, path: &str) -> Self {
        Request { method: method.into(), path: path.into(), ..Request::default() }
    }

    /// A `GET` with an optional `?query`, for tests.
    pub fn get(path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        Request { query: pairs(query), ..Request::new("GET", path) }
    }

    /// A request with a JSON body, for tests.
    pub fn json_body(method: &str, path_and_query: &str, body: &serde_json::Value) -> Self {
        let headers = vec![("content-type".into(), "application/json".into())];
        let method = method.into();
        Request { method, headers, body: body.to_string().into_bytes(), ..Request::get(path_and_query) }
    }

    /// A `POST` as a form sends it, for tests.
    pub fn form_body(path_and_query: &str, body: &str) -> Self {
        let headers = vec![("content-type".into(), "application/x-www-form-urlencoded".into())];
        Request { method: "POST".into(), headers, body: body.into(), ..Request::get(path_and_query) }
    }

    /// What stands in the path for `{name}` of the route. Empty if the route has no such part.
    pub fn param(&self, name: &str) -> &str {
        value(&self.params, name).unwrap_or_default()
    }

    /// The first value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// A query parameter that has to be a number, a word of an enumeration, or the like.
    pub fn query_as<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>>
    where
        T::Err: std::fmt::Display,
    {
        let read = |text: &str| text.parse().map_err(|error| Error::invalid(format!("`{name}`: {error}")));
        self.query(name).map(read).transpose()
    }

    /// A header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }

    /// The body as JSON. Give the type `#[serde(deny_unknown_fields)]`, so that a slip of the pen is an error.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let kind = self.header("content-type").unwrap_or("application/json");
        if !kind.starts_with("application/json") {
            return Err(Error::invalid(format!("the body is `{kind}`, expected `application/json`")));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let text = error.to_string();
            Error::invalid(match text.split_once(" at line ") {
                Some((what, _)) if error.is_data() => format!("the body: {what}"),
                _ => format!("the body is not JSON: {text}"),
            })
        })
    }

    /// The body as a form sends it (`application/x-www-form-urlencoded`).
    pub fn form(&self) -> Result<Form> {
        let kind = self.header("content-type").unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Error::invalid(format!(
                "the body is `{kind}`, expected `application/x-www-form-urlencoded`"
            )));
        }
        let body = std::str::from_utf8(&self.body).map_err(|_| Error::invalid("the form is not UTF-8"))?;
        Ok(Form { fields: pairs(body) })
    }

    /// Whether the body is a form and not JSON.
    pub fn is_form(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    }
}

/// A file that came with a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormFile {
    /// Where it is kept.
    pub blob: BlobId,
    /// As it was called where it came from: any text.
    pub name: String,
    /// What it is said to be; empty if that is not said.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
}

/// The fields of a form, decoded, in the order given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// Names and values; a name may stand several times.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        value(&self.fields, name)
    }

    /// The first value of a field, if it is there and not blank.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A field that must be there and not blank.
    pub fn required(&self, name: &str) -> Result<&str> {
        self.filled(name).ok_or_else(|| Error::invalid(format!("`{name}` is missing")))
    }

    /// The files of a field, on a route that says `files = true` in the manifest. The kernel keeps them already; what no
    /// record names goes after a while.
    pub fn files(&self, name: &str) -> Result<Vec<FormFile>> {
        let wrong =
            || Error::invalid(format!("`{name}` is no file: the form needs enctype=\"multipart/form-data\""));
        let chosen = self.all(name).filter(|told| !told.is_empty());
        chosen.map(|told| serde_json::from_str(told).map_err(|_| wrong())).collect()
    }

    /// All values of a field, as check boxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn pairs(encoded: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(key), decode(value))
    };
    encoded.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| hex_pair(bytes.get(at + 1), bytes.get(at + 2))).flatten();
        plain.push(match (byte, escaped) {
            (_, Some(escaped)) => escaped,
            (b'+', None) => b' ',
            (byte, None) => byte,
        });
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn hex_pair(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Note {
        text: String,
    }

    #[track_caller]
    fn check(body: &str, want: Result<Note, &str>) {
        let request = Request { body: body.into(), ..Request::new("POST", "/") };
        assert_eq!(request.json::<Note>(), want.map_err(Error::invalid));
    }

    #[test]
    fn a_body_that_does_not_fit_names_the_field() {
        check(r#"{"text": "hi"}"#, Ok(Note { text: "hi".into() }));
        check(r#"{}"#, Err("the body: missing field `text`"));
        check(r#"{"text": "hi", "txet": 1}"#, Err("the body: unknown field `txet`, expected `text`"));
        check("{", Err("the body is not JSON: EOF while parsing an object at line 1 column 1"));
    }

    #[test]
    fn a_form_is_decoded() {
        let form = Request::form_body("/", "a=1+2%2B&tag=x&tag=%C5%BE&empty=&broken=%4").form().unwrap();
        assert_eq!(form.get("a"), Some("1 2+"));
        assert_eq!(form.all("tag").collect::<Vec<_>>(), ["x", "ž"]);
        assert_eq!((form.filled("empty"), form.get("broken")), (None, Some("%4")));
        assert_eq!(form.required("empty"), Err(Error::invalid("`empty` is missing")));
    }

    #[test]
    fn a_file_is_read_as_the_kernel_tells_of_it() {
        let told = r#"file={"blob":"b","name":"a+b","content_type":"","size":3}&text=x"#;
        let form = Request::form_body("/", told).form().unwrap();
        let file = FormFile { blob: "b".into(), name: "a b".into(), content_type: String::new(), size: 3 };
        assert_eq!(form.files("file"), Ok(vec![file]));
        assert_eq!(form.files("none"), Ok(Vec::new()));
        assert!(form.files("text").unwrap_err().message().contains("multipart/form-data"));
    }

    #[test]
    fn a_query_value_of_the_wrong_kind_is_named() {
        let request = Request::get("/list?limit=many&sort=");
        assert_eq!(request.query("sort"), Some(""));
        assert_eq!(
            request.query_as::<u32>("limit"),
            Err(Error::invalid("`limit`: invalid digit found in string"))
        );
    }
}
