//! One field of the page with settings, as the manifest says that it is entered.

use super::rows;
use crate::http::speech::{language, text};
use crate::pages::form::Form;
use maud::{Markup, html};
use ombud_host::{Entry, EntryKind, Inspection, Misfit, MisfitWhy};
use serde_json::{Number, Value};

/// What was entered, as a value that fits.
pub(super) fn read(entry: &Entry, usual: &Value, key: &str, form: &Form) -> Result<Value, Misfit> {
    let value = match entry.kind {
        EntryKind::Rows => rows::read(entry, key, form)?,
        kind => value(kind, form.get(key), |text| text.lines().map(str::to_owned).collect())?,
    };
    entry.check(&value, usual).map(|()| value)
}

/// A value as it stands in its field; words have this between them.
pub(super) fn shown(kind: EntryKind, value: &Value, between: &str) -> String {
    match (kind, value) {
        (_, Value::Bool(yes)) => if *yes { "yes" } else { "" }.to_owned(),
        (_, Value::String(text)) => text.clone(),
        (EntryKind::Words, Value::Array(words)) => {
            words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(between)
        }
        (_, Value::Null) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// A value as it was entered in one field.
pub(super) fn value(
    kind: EntryKind,
    text: &str,
    words: impl Fn(&str) -> Vec<String>,
) -> Result<Value, MisfitWhy> {
    Ok(match kind {
        EntryKind::YesNo => Value::Bool(text == "yes"),
        EntryKind::Number => {
            let number: Result<Number, _> = serde_json::from_str(text.trim());
            Value::Number(number.map_err(|_| MisfitWhy::Kind(kind))?)
        }
        EntryKind::Words => {
            let words = words(text);
            let words = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
            words.map(Value::from).collect()
        }
        EntryKind::LongText => Value::String(text.replace("\r\n", "\n")),
        EntryKind::Text | EntryKind::Choice => Value::String(text.trim().to_owned()),
        EntryKind::Rows => return Err(MisfitWhy::Kind(kind)),
    })
}

/// The whole setting, with what it usually is.
pub(super) fn drawn(
    inspection: &Inspection,
    entry: &Entry,
    key: &str,
    usual: &Value,
    now: &Value,
    form: Option<&Form>,
) -> Markup {
    if entry.kind == EntryKind::Rows {
        return rows::drawn(inspection, entry, key, now, form);
    }
    let text = form.map_or_else(|| shown(entry.kind, now, "\n"), |form| form.get(key).to_owned());
    html! {
        div {
            (cell(inspection, entry, None, key, &text))
            @if entry.kind == EntryKind::Number { p class="hint" { (text!("usually", usual = usual.to_string())) } }
        }
    }
}

/// One field with its title and its hint.
pub(super) fn cell(
    inspection: &Inspection,
    entry: &Entry,
    within: Option<&str>,
    name: &str,
    text: &str,
) -> Markup {
    let key = entry.key(within);
    let said = |key: &str, english: &str| inspection.said(language(), key, english);
    let title = said(&key, &entry.title);
    let hint = (!entry.hint.is_empty()).then(|| said(&format!("{key}.hint"), &entry.hint));
    let told = hint.as_ref().map(|_| format!("{name}-hint"));
    let hint =
        html! { @if let Some(hint) = hint { span class="hint block" id={ (name) "-hint" } { (hint) } } };
    html! {
        @match entry.kind {
            EntryKind::YesNo => {
                label class="choice" {
                    input type="checkbox" name=(name) value="yes" checked[text == "yes"] aria-describedby=[told];
                    span { (title) (hint) }
                }
            },
            EntryKind::Choice => {
                label {
                    (title)
                    select name=(name) aria-describedby=[told] {
                        @if within.is_some() && !entry.required { option value="" { "–" } }
                        @for choice in &entry.choices {
                            option value=(choice.value) selected[choice.value == text] {
                                (said(&format!("{key}.choice-{}", choice.value), &choice.title))
                            }
                        }
                    }
                    (hint)
                }
            },
            EntryKind::Number => {
                label {
                    (title)
                    input type="number" step="any" name=(name) value=(text) min=[entry.from] max=[entry.to]
                        required[within.is_none()] aria-describedby=[told];
                    (hint)
                }
            },
            EntryKind::LongText => {
                label { (title) textarea name=(name) rows="6" aria-describedby=[told] { (text) } (hint) }
            },
            EntryKind::Words if within.is_none() => {
                label {
                    (title)
                    textarea name=(name) rows="4" spellcheck="false" aria-describedby={ (name) "-lines" } { (text) }
                    (hint)
                    span class="hint block" id={ (name) "-lines" } { (text!("one-a-line")) }
                }
            },
            EntryKind::Text | EntryKind::Words | EntryKind::Rows => {
                label { (title) input name=(name) value=(text) dir="auto" autocomplete="off" aria-describedby=[told]; (hint) }
            }
        }
    }
}

/// Why a value does not fit, in the words of the page.
pub(super) fn told(inspection: &Inspection, entry: &Entry, misfit: &Misfit) -> String {
    let said = |key: &str, english: &str| inspection.said(language(), key, english);
    let title = said(&entry.key(None), &entry.title);
    let mut place = format!("“{title}”");
    if let Some(cell) = &misfit.cell {
        let column = entry.columns.iter().find(|column| column.name == cell.column);
        let column = column
            .map_or_else(|| cell.title.clone(), |column| said(&column.key(Some(&entry.name)), &column.title));
        place = text!("misfit-cell", title = &place, row = cell.row, column = &column);
    }
    let why = match &misfit.why {
        MisfitWhy::Kind(EntryKind::Number) => text!("misfit-number"),
        MisfitWhy::Kind(EntryKind::Text) => text!("misfit-line"),
        MisfitWhy::Kind(kind) => text!("misfit-kind", kind = kind.to_string()),
        MisfitWhy::NotWhole => text!("misfit-whole"),
        MisfitWhy::Below(least) => text!("misfit-below", least = least.to_string()),
        MisfitWhy::Above(most) => text!("misfit-above", most = most.to_string()),
        MisfitWhy::NotAmong(choices) => text!("misfit-among", choices = choices.join(", ")),
        MisfitWhy::Missing => text!("misfit-missing"),
        MisfitWhy::Twice(value) => text!("misfit-twice", value = value),
        MisfitWhy::TooLong(most) => text!("misfit-long", most = *most),
        MisfitWhy::Unknown(name) => text!("misfit-unknown", name = name),
    };
    format!("{place}: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_entered_becomes_a_value_of_its_kind() {
        let read = |kind, text: &str| value(kind, text, |text| text.lines().map(str::to_owned).collect());
        assert_eq!(read(EntryKind::Number, " 7 "), Ok(json!(7)));
        assert!(read(EntryKind::Number, "many").is_err() && read(EntryKind::Number, "").is_err());
        assert_eq!(read(EntryKind::YesNo, ""), Ok(json!(false)));
        assert_eq!(read(EntryKind::Text, " a "), Ok(json!("a")));
        assert_eq!(read(EntryKind::LongText, "a\r\nb "), Ok(json!("a\nb ")));
        assert_eq!(read(EntryKind::Words, "a b\r\n\n c"), Ok(json!(["a b", "c"])));
        for (kind, kept) in [
            (EntryKind::Words, json!(["a b", "c"])),
            (EntryKind::YesNo, json!(true)),
            (EntryKind::Number, json!(1.5)),
            (EntryKind::LongText, json!("a\nb")),
        ] {
            assert_eq!(read(kind, &shown(kind, &kept, "\n")), Ok(kept));
        }
    }
}
