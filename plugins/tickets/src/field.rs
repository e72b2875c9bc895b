//! One own field of a desk: what it is called, what fits into it, and what may become of it.
//!
//! What tickets carry outlives every change: the name and the kind of a field stay, and neither a field nor an option of
//! a choice is ever thrown away, only turned off.

use crate::time;
use ombud_plugin::desk::definitions;
use ombud_plugin::texts::{LANGUAGES, language};
use ombud_plugin::{DepartmentId, Error, Result, text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The longest value, in bytes of JSON.
pub const MAX_VALUE: usize = 4096;
/// The longest title, in characters.
pub const MAX_TITLE: usize = 120;
/// The longest name, in bytes.
const MAX_NAME: usize = 64;
/// The most options of a choice.
pub const MAX_CHOICES: usize = 200;

/// Titles by language.
pub type Titles = BTreeMap<String, String>;

/// One defined field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As in `fields` of a ticket.
    #[serde(default)]
    pub name: String,
    /// For people; the name if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The same in languages that have words of their own for it.
    #[serde(default, skip_serializing_if = "Titles::is_empty")]
    pub titles: Titles,
    /// What fits.
    pub kind: Kind,
    /// For `choice`: what there is to choose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// When it has to be filled in.
    #[serde(default)]
    pub required: Option<Moment>,
    /// Whether customers see it and may fill it in.
    #[serde(default)]
    pub customer: bool,
    /// Only for tickets of these; none: of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
    /// Nobody fills it in any more; what tickets carry stays.
    #[serde(default)]
    pub off: bool,
}

/// One option of a choice. In JSON it may be its value alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Given")]
pub struct Choice {
    /// As tickets carry it. It stays what it is.
    pub value: String,
    /// For people; the value if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The same in languages that have words of their own for it.
    #[serde(default, skip_serializing_if = "Titles::is_empty")]
    pub titles: Titles,
    /// Nobody chooses it any more; what tickets carry stays.
    #[serde(default)]
    pub off: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Value(String),
    Whole(Whole),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    value: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    titles: Titles,
    #[serde(default)]
    off: bool,
}

impl From<Given> for Choice {
    fn from(given: Given) -> Choice {
        match given {
            Given::Value(value) => Choice { value, title: None, titles: Titles::new(), off: false },
            Given::Whole(Whole { value, title, titles, off }) => Choice { value, title, titles, off },
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Any text.
    Text,
    /// Any number.
    Number,
    /// One of `choices`.
    Choice,
    /// `2026-03-01`.
    Date,
    /// `true` or `false`.
    YesNo,
    /// The id of a person.
    Person,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 6] =
        [Kind::Text, Kind::Number, Kind::Choice, Kind::Date, Kind::YesNo, Kind::Person];

    /// As it stands in forms and programs.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Choice => "choice",
            Kind::Date => "date",
            Kind::YesNo => "yes-no",
            Kind::Person => "person",
        }
    }
}

impl From<Kind> for definitions::Kind {
    fn from(kind: Kind) -> definitions::Kind {
        match kind {
            Kind::Text => definitions::Kind::Text,
            Kind::Number => definitions::Kind::Number,
            Kind::Choice => definitions::Kind::Choice,
            Kind::Date => definitions::Kind::Date,
            Kind::YesNo => definitions::Kind::YesNo,
            Kind::Person => definitions::Kind::Person,
        }
    }
}

/// When a field has to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Before the ticket is there.
    Create,
    /// Before it is resolved.
    Resolve,
}

impl From<Moment> for definitions::Moment {
    fn from(moment: Moment) -> definitions::Moment {
        match moment {
            Moment::Create => definitions::Moment::Create,
            Moment::Resolve => definitions::Moment::Resolve,
        }
    }
}

impl Field {
    /// What people who read this language call it.
    pub fn shown(&self) -> &str {
        said(self.title.as_deref(), &self.titles).unwrap_or(&self.name)
    }

    /// Whether tickets filed there carry it.
    pub fn is_for(&self, department: Option<&str>) -> bool {
        self.departments.is_empty()
            || department.is_some_and(|department| self.departments.iter().any(|one| one == department))
    }

    /// For other plugins.
    pub fn definition(&self) -> definitions::Field {
        let on = self.choices.iter().filter(|choice| !choice.off);
        definitions::Field {
            name: self.name.clone(),
            title: self.shown().to_owned(),
            kind: self.kind.into(),
            choices: on.map(|choice| choice.value.clone()).collect(),
            required: self.required.map(Into::into),
            customer: self.customer,
        }
    }

    /// The whole of it, for other plugins.
    pub fn whole(&self) -> definitions::FormField {
        let choice = |choice: &Choice| definitions::Choice {
            value: choice.value.clone(),
            title: choice.shown().to_owned(),
            off: choice.off,
        };
        definitions::FormField {
            field: self.definition(),
            choices: self.choices.iter().map(choice).collect(),
            departments: self.departments.clone(),
            off: self.off,
        }
    }

    /// Whether a value fits that somebody wants to set; null always does.
    pub fn check(&self, value: &Value) -> Result<()> {
        if value.is_null() {
            return Ok(());
        }
        let text = value.as_str();
        let on = |text: &str| self.choices.iter().any(|choice| choice.value == text && !choice.off);
        let fits = match self.kind {
            Kind::Text => text.is_some_and(|text| text.len() <= MAX_VALUE),
            Kind::Number => value.is_number(),
            Kind::Choice => text.is_some_and(on),
            Kind::Date => text.is_some_and(is_date),
            Kind::YesNo => value.is_boolean(),
            Kind::Person => text.is_some_and(|text| text.len() == 26),
        };
        if fits { Ok(()) } else { Err(Error::invalid(self.expected(&value.to_string()))) }
    }

    /// What it takes, for whoever gave something else.
    fn expected(&self, value: &str) -> String {
        let name = &self.name;
        match self.kind {
            Kind::Text => text!("field-text", name = name, value = value, most = MAX_VALUE),
            Kind::Number => text!("field-number", name = name, value = value),
            Kind::Choice => {
                let on = self.choices.iter().filter(|choice| !choice.off);
                let on: Vec<&str> = on.map(|choice| choice.value.as_str()).collect();
                text!("field-choice", name = name, value = value, choices = on.join(", "))
            }
            Kind::Date => text!("field-date", name = name, value = value),
            Kind::YesNo => text!("field-yes-no", name = name, value = value),
            Kind::Person => text!("field-person", name = name, value = value),
        }
    }

    /// As it would be kept for the first time; an error says what is wrong with it. Without a name it gets one that no
    /// other field has.
    pub fn made(mut self, others: &[Field]) -> Result<Field> {
        self.name = self.name.trim().to_owned();
        let taken = |name: &str| others.iter().any(|other| other.name == name);
        if self.name.is_empty() {
            let title = self.title.as_deref().filter(|title| !title.trim().is_empty());
            let title = title.or_else(|| self.titles.values().next().map(String::as_str));
            let title = title.ok_or_else(|| Error::invalid(text!("define-title-missing")))?;
            self.name = free(&slug(title, "field"), taken);
        }
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
        if self.name.len() > MAX_NAME || !self.name.bytes().all(plain) {
            return Err(Error::invalid(text!("define-name", name = &self.name, most = MAX_NAME)));
        }
        if taken(&self.name) {
            return Err(Error::conflict(text!("define-taken", name = &self.name)));
        }
        self.tidied()
    }

    /// What becomes of this one if somebody wants it to be `new`. Options that are left out are turned off.
    pub fn changed(&self, new: Field) -> Result<Field> {
        if new.kind != self.kind {
            return Err(Error::invalid(text!("define-kind-stays", title = self.shown())));
        }
        let mut new = Field { name: self.name.clone(), ..new }.tidied()?;
        new.keep_choices(&self.choices);
        new.enough()?;
        Ok(new)
    }

    /// Options that this one had and has no more come back, turned off.
    pub fn keep_choices(&mut self, had: &[Choice]) {
        for choice in had {
            if !self.choices.iter().any(|known| known.value == choice.value) {
                self.choices.push(Choice { off: true, ..choice.clone() });
            }
        }
    }

    fn tidied(mut self) -> Result<Field> {
        self.title = line(self.title.as_deref())?;
        self.titles = lines(std::mem::take(&mut self.titles))?;
        let mut seen = BTreeSet::new();
        self.departments.retain(|department| seen.insert(department.clone()));
        if self.kind != Kind::Choice {
            self.choices.clear();
            return Ok(self);
        }
        let mut choices: Vec<Choice> = Vec::new();
        for mut choice in std::mem::take(&mut self.choices) {
            choice.title = line(choice.title.as_deref())?;
            choice.titles = lines(std::mem::take(&mut choice.titles))?;
            let known = |value: &str| choices.iter().any(|other| other.value == value);
            // What it is called for programs it is called for good: somebody has to think of it once.
            choice.value = match line(Some(choice.value.as_str()))? {
                Some(value) => value,
                None => match &choice.title {
                    Some(title) => free(title, known),
                    None => continue,
                },
            };
            if known(&choice.value) {
                return Err(Error::invalid(text!("define-choice-twice", choice = &choice.value)));
            }
            choices.push(choice);
        }
        self.choices = choices;
        self.enough()?;
        Ok(self)
    }

    fn enough(&self) -> Result<()> {
        if self.kind == Kind::Choice && !self.off && self.choices.iter().all(|choice| choice.off) {
            return Err(Error::invalid(text!("define-choices-missing")));
        }
        if self.choices.len() > MAX_CHOICES {
            return Err(Error::too_large(text!("define-choices-many", most = MAX_CHOICES)));
        }
        Ok(())
    }
}

impl Choice {
    /// What people who read this language call it.
    pub fn shown(&self) -> &str {
        said(self.title.as_deref(), &self.titles).unwrap_or(&self.value)
    }
}

/// A title in the language of whoever reads; else the one for all.
fn said<'a>(title: Option<&'a str>, titles: &'a Titles) -> Option<&'a str> {
    let title = title.filter(|title| !title.trim().is_empty());
    if titles.is_empty() {
        return title;
    }
    let reads = language().tag;
    let own = titles.get(reads.split('-').next().unwrap_or_default()).map(String::as_str);
    own.or(title).or_else(|| titles.values().next().map(String::as_str))
}

/// One line of at most [`MAX_TITLE`] characters; none if nothing stands there.
fn line(text: Option<&str>) -> Result<Option<String>> {
    let spaced: String =
        text.unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => Ok(None),
        1..=MAX_TITLE => Ok(Some(text)),
        length => Err(Error::invalid(text!("define-long", title = &text, length = length, most = MAX_TITLE))),
    }
}

fn lines(titles: Titles) -> Result<Titles> {
    let mut kept = Titles::new();
    for (language, title) in titles {
        if LANGUAGES.iter().all(|(known, _)| *known != language) {
            let known = LANGUAGES.map(|(known, _)| known).join(", ");
            return Err(Error::invalid(text!("define-language", language = &language, known = known)));
        }
        if let Some(title) = line(Some(&title))? {
            kept.insert(language, title);
        }
    }
    Ok(kept)
}

/// A name for programs out of a title: `Order number` is `order-number`.
fn slug(title: &str, otherwise: &str) -> String {
    let plain: String = title
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .take(40)
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    if words.is_empty() { otherwise.to_owned() } else { words.join("-") }
}

/// This name, or with a number behind it the first that nobody has.
fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (2u32..).map(|number| format!("{name}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && time::read(&format!("{text}T00:00:00Z")).is_some()
}
