//! What stands in the form of a field: as it was typed, and what it means.

use crate::field::{Choice, Field, Kind, MAX_CHOICES, Moment, Titles};
use ombud_plugin::texts::LANGUAGES;
use ombud_plugin::{Error, Form, Result, text};

/// The form as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The field, as far as it is said.
    pub field: Field,
    /// Options to be added, a line each.
    pub more: String,
    /// The version of the fields of which the form was made.
    pub version: Option<u32>,
}

impl Typed {
    /// Of a field that is kept.
    pub fn of(field: &Field, version: u32) -> Typed {
        Typed { field: field.clone(), more: String::new(), version: Some(version) }
    }

    /// Of one that is not there yet.
    pub fn blank() -> Typed {
        Typed {
            field: Field {
                name: String::new(),
                title: None,
                titles: Titles::new(),
                kind: Kind::Text,
                choices: Vec::new(),
                required: None,
                customer: false,
                departments: Vec::new(),
                off: false,
            },
            more: String::new(),
            version: None,
        }
    }

    /// As it was sent.
    pub fn read(form: &Form) -> Result<Typed> {
        let text = |name: &str| form.filled(name).map(str::to_owned);
        let titles = |before: &str| -> Titles {
            let said = LANGUAGES.map(|(language, _)| (language, text(&format!("{before}.{language}"))));
            said.into_iter().filter_map(|(language, title)| Some((language.to_owned(), title?))).collect()
        };
        let word = form.filled("kind").unwrap_or_default();
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        let kind = kind.ok_or_else(|| Error::invalid(text!("define-kind-missing")))?;
        let count: usize = form.get("count").and_then(|count| count.parse().ok()).unwrap_or_default();
        let choices = (0..count.min(MAX_CHOICES)).filter_map(|nth| {
            let value = text(&format!("choice.{nth}.value"))?;
            let title = text(&format!("choice.{nth}.title"));
            let off = form.get(&format!("choice.{nth}.on")).is_none();
            Some(Choice { value, title, titles: titles(&format!("choice.{nth}.title")), off })
        });
        Ok(Typed {
            field: Field {
                name: text("name").unwrap_or_default(),
                title: text("title"),
                titles: titles("title"),
                kind,
                choices: choices.collect(),
                required: match form.get("required") {
                    Some("create") => Some(Moment::Create),
                    Some("resolve") => Some(Moment::Resolve),
                    _ => None,
                },
                customer: form.get("customer").is_some(),
                departments: form.all("department").map(str::to_owned).collect(),
                off: form.get("off").is_some(),
            },
            more: form.get("more").unwrap_or_default().replace("\r\n", "\n"),
            version: form.get("version").and_then(|version| version.parse().ok()),
        })
    }

    /// Options that came since the form was made stand in it, too: what is left out is turned off.
    pub fn learn(&mut self, kept: &[Choice]) {
        for choice in kept {
            let typed = self.more.lines().any(|line| line.trim() == choice.value);
            if !typed && !self.field.choices.iter().any(|known| known.value == choice.value) {
                self.field.choices.push(choice.clone());
            }
        }
    }

    /// What it means, with the option moved that a button says.
    pub fn wish(&self, step: &str) -> Field {
        let mut field = self.field.clone();
        if field.kind == Kind::Choice {
            let more = self.more.lines().map(str::trim).filter(|line| !line.is_empty());
            field.choices.extend(more.map(|value| Choice {
                value: value.to_owned(),
                title: None,
                titles: Titles::new(),
                off: false,
            }));
        }
        let count = field.choices.len();
        let place = |rest: &str| rest.parse::<usize>().ok().filter(|place| *place < count);
        if let Some(place) = step.strip_prefix("up.").and_then(place).filter(|place| *place > 0) {
            field.choices.swap(place, place - 1);
        } else if let Some(place) = step.strip_prefix("down.").and_then(place)
            && place + 1 < count
        {
            field.choices.swap(place, place + 1);
        }
        field
    }
}
