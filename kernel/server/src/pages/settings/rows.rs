//! A setting that has rows: each is entered in a line of fields, put in between, moved and taken out by buttons that save
//! nothing, so that it serves without scripts.

use super::entry::{cell, shown, value};
use crate::http::speech::text;
use crate::pages::form::Form;
use maud::{Markup, html};
use ombud_host::{Entry, EntryKind, Inspection, Misfit, MisfitWhy};
use serde_json::{Map, Value};

/// What the buttons of rows are called.
pub(super) const BUTTON: &str = "row";

/// More rows than any setting takes are not looked at.
const MOST: usize = 250;

/// Rows as they stand in the fields of the page, cell by cell.
type Rows = Vec<Vec<String>>;

fn field(key: &str, row: usize, column: &Entry) -> String {
    format!("{key}.{row}.{}", column.name)
}

fn kept(entry: &Entry, now: &Value) -> Rows {
    let rows = now.as_array().map(Vec::as_slice).unwrap_or_default();
    let cell = |row: &Value, column: &Entry| {
        row.get(&column.name).map_or_else(String::new, |value| shown(column.kind, value, ", "))
    };
    rows.iter().map(|row| entry.columns.iter().map(|column| cell(row, column)).collect()).collect()
}

/// As they were sent: up to the last that is there.
fn sent(entry: &Entry, key: &str, form: &Form) -> Rows {
    let length = (0..MOST).take_while(|row| !form.get(&format!("{key}.{row}")).is_empty()).count();
    let row = |row: usize| {
        entry.columns.iter().map(|column| form.get(&field(key, row, column)).to_owned()).collect()
    };
    (0..length).map(row).collect()
}

/// Reads them; a row in which nothing stands is none.
pub(super) fn read(entry: &Entry, key: &str, form: &Form) -> Result<Value, Misfit> {
    let mut rows = Vec::new();
    for (n, row) in sent(entry, key, form).iter().enumerate() {
        if row.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let mut read = Map::new();
        for (column, text) in entry.columns.iter().zip(row) {
            if text.trim().is_empty() && column.kind != EntryKind::YesNo {
                continue;
            }
            let split = |text: &str| text.split(',').map(str::to_owned).collect();
            let value = value(column.kind, text, split).map_err(|why: MisfitWhy| why.of(column, n + 1))?;
            read.insert(column.name.clone(), value);
        }
        rows.push(Value::Object(read));
    }
    Ok(Value::Array(rows))
}

/// The rows as a button leaves them: `fields up 2`.
fn pressed(mut rows: Rows, entry: &Entry, button: &str) -> Rows {
    let mut words = button.split(' ');
    if words.next() != Some(&entry.name) {
        return rows;
    }
    let verb = words.next().unwrap_or_default();
    let at = words.next().and_then(|n| n.parse::<usize>().ok()).filter(|n| *n < rows.len());
    match (verb, at) {
        ("more", _) => rows.push(vec![String::new(); entry.columns.len()]),
        ("up", Some(at)) if at > 0 => rows.swap(at - 1, at),
        ("out", Some(at)) => {
            rows.remove(at);
        }
        _ => {}
    }
    rows
}

pub(super) fn drawn(
    inspection: &Inspection,
    entry: &Entry,
    key: &str,
    now: &Value,
    form: Option<&Form>,
) -> Markup {
    let rows = match form {
        None => kept(entry, now),
        Some(form) => pressed(sent(entry, key, form), entry, form.get(BUTTON)),
    };
    let title = inspection.said(crate::http::speech::language(), &entry.key(None), &entry.title);
    let button = |verb: &str, row: usize, words: String, name: &str| {
        html! {
            button type="submit" name=(BUTTON) value={ (entry.name) " " (verb) " " (row) } formnovalidate
                aria-label={ (words) ": " (name) } { (words) }
        }
    };
    html! {
        fieldset class="rows" {
            legend { (title) }
            @if !entry.hint.is_empty() {
                p class="hint" {
                    (inspection.said(crate::http::speech::language(), &format!("{}.hint", entry.key(None)), &entry.hint))
                }
            }
            @for (n, row) in rows.iter().enumerate() {
                @let name = row.iter().find(|text| !text.is_empty()).cloned().unwrap_or_else(|| text!("row-of", number = n + 1));
                div class="row" role="group" aria-label=(name) {
                    input type="hidden" name={ (key) "." (n) } value="1";
                    @for (column, text) in entry.columns.iter().zip(row) {
                        (cell(inspection, column, Some(&entry.name), &field(key, n, column), text))
                    }
                    span class="actions" {
                        @if n > 0 { (button("up", n, text!("row-up"), &name)) }
                        (button("out", n, text!("row-out"), &name))
                    }
                }
            }
            button type="submit" name=(BUTTON) value={ (entry.name) " more" } formnovalidate
                aria-label={ (text!("row-more")) ": " (title) } { (text!("row-more")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry() -> Entry {
        serde_json::from_value(json!({
            "name": "fields", "title": "Fields", "kind": "rows", "columns": [
                { "name": "name", "title": "Name", "kind": "text", "required": true },
                { "name": "choices", "title": "Choices", "kind": "words" },
                { "name": "customer", "title": "Customers", "kind": "yes-no" },
            ],
        }))
        .unwrap()
    }

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::made(fields)
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was_and_empty_rows_are_none() {
        let now = json!([{ "name": "a", "choices": ["x", "y z"], "customer": true }, { "name": "b", "customer": false }]);
        let rows = kept(&entry(), &now);
        assert_eq!(rows, [["a", "x, y z", "yes"], ["b", "", ""]]);
        let sent = form(&[
            ("f.0", "1"),
            ("f.0.name", "a"),
            ("f.0.choices", " x , y z,"),
            ("f.0.customer", "yes"),
            ("f.1", "1"),
            ("f.1.name", " "),
            ("f.2", "1"),
            ("f.2.name", "b"),
        ]);
        assert_eq!(read(&entry(), "f", &sent), Ok(now));
    }

    #[test]
    fn buttons_add_move_and_take_out_a_row_and_lose_nothing_else() {
        let rows = || vec![vec!["a".to_owned(); 3], vec!["b".to_owned(); 3]];
        let first = |button: &str| -> Vec<String> {
            pressed(rows(), &entry(), button).into_iter().map(|row| row[0].clone()).collect()
        };
        assert_eq!(first("fields up 1"), ["b", "a"]);
        assert_eq!(first("fields out 0"), ["b"]);
        assert_eq!(first("fields more"), ["a", "b", ""]);
        for idle in ["tags out 0", "fields up 0", "fields out 9", "fields", ""] {
            assert_eq!(first(idle), ["a", "b"], "{idle}");
        }
    }
}
