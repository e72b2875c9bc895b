//! Whether an answer contains at least what was expected.

use serde_json::Value;

/// The first difference: where, what was expected, what came. A key that begins with `/` is a JSON pointer.
pub(super) fn difference(expected: &Value, came: &Value) -> Option<String> {
    walk(expected, came, "")
}

fn walk(expected: &Value, came: &Value, place: &str) -> Option<String> {
    match (expected, came) {
        (Value::Object(members), _) => members.iter().find_map(|(key, expected)| {
            let (found, place) = match key.starts_with('/') {
                true => (came.pointer(key), format!("{place}{key}")),
                false => (came.get(key), format!("{place}/{key}")),
            };
            match found {
                Some(found) => walk(expected, found, &place),
                None => Some(format!("expected {place} = {expected}, came {}", brief(&came.to_string()))),
            }
        }),
        (Value::Array(all), Value::Array(found)) if all.len() == found.len() => {
            let mut pairs = all.iter().zip(found).enumerate();
            pairs.find_map(|(n, (expected, found))| walk(expected, found, &format!("{place}/{n}")))
        }
        _ if same(expected, came) => None,
        _ => Some(format!("expected {place} = {expected}, came {}", brief(&came.to_string()))),
    }
}

/// A number is the number that it is, however it is written.
fn same(expected: &Value, came: &Value) -> bool {
    expected == came || (expected.is_number() && expected.as_f64() == came.as_f64())
}

/// What has to fit in a line.
pub(super) fn brief(text: &str) -> String {
    const MOST: usize = 400;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.len() > MOST {
        true => format!("{} …", &line[..line.floor_char_boundary(MOST)]),
        false => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_may_hold_more_than_was_expected_but_nothing_else_in_its_place() {
        let came = json!({ "visits": 2, "by": { "name": "Ana" }, "list": [{ "a": 1, "b": 2 }] });
        for fits in [
            json!({ "visits": 2 }),
            json!({ "visits": 2.0, "by": { "name": "Ana" } }),
            json!({ "/by/name": "Ana", "/list/0/b": 2 }),
            json!({ "list": [{ "a": 1 }] }),
        ] {
            assert_eq!(difference(&fits, &came), None, "{fits}");
        }
        let why = |expected| difference(&expected, &came).unwrap();
        assert_eq!(why(json!({ "visits": 1 })), "expected /visits = 1, came 2");
        assert_eq!(why(json!({ "by": { "name": 3 } })), "expected /by/name = 3, came \"Ana\"");
        assert_eq!(why(json!({ "list": [] })), "expected /list = [], came [{\"a\":1,\"b\":2}]");
        assert!(why(json!({ "/list/1": 2 })).starts_with("expected /list/1 = 2, came {"));
    }
}
