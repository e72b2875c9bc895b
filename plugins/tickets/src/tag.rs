//! The tags of a desk: which it defined, and who may give others.

use crate::rules;
use crate::settings::Settings;
use ombud_plugin::desk::definitions::{self, Colour};
use ombud_plugin::{Collection, Cx, Draft, Entry, Error, Result, text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The permission to give tags that the desk did not define.
pub const CREATE: &str = "tickets:tag.create";

/// All of them, under [`ID`].
const DEFINITIONS: Collection<Tags> = Collection::new("tickets:definitions");
const ID: &str = "tags";

/// The tags as they are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tags {
    /// Those that this desk gives, by name; none: any.
    pub tags: Vec<Tag>,
    /// What a tag is called now that was called so, in small letters: whoever still gives it gives this one.
    #[serde(default)]
    pub renamed: BTreeMap<String, String>,
    /// What goes on in the tickets.
    #[serde(default)]
    pub work: Vec<Work>,
}

/// A tag that is about to become another one in all tickets, or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Names the timer.
    pub id: String,
    /// As it was called.
    pub from: String,
    /// What stands in its place.
    #[serde(default)]
    pub to: Option<String>,
}

/// One defined tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// As tickets carry it.
    pub name: String,
    /// How pages mark it.
    #[serde(default)]
    pub colour: Shade,
}

/// The colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "they are colours")]
pub enum Shade {
    #[default]
    Grey,
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Purple,
}

impl Tag {
    /// For other plugins.
    pub fn definition(&self) -> definitions::Tag {
        let colour = match self.colour {
            Shade::Grey => Colour::Grey,
            Shade::Red => Colour::Red,
            Shade::Orange => Colour::Orange,
            Shade::Yellow => Colour::Yellow,
            Shade::Green => Colour::Green,
            Shade::Teal => Colour::Teal,
            Shade::Blue => Colour::Blue,
            Shade::Purple => Colour::Purple,
        };
        definitions::Tag { name: self.name.clone(), colour }
    }
}

impl Shade {
    /// All of them.
    pub const ALL: [Shade; 8] = [
        Shade::Grey,
        Shade::Red,
        Shade::Orange,
        Shade::Yellow,
        Shade::Green,
        Shade::Teal,
        Shade::Blue,
        Shade::Purple,
    ];

    /// As it stands in forms, programs and styles.
    pub fn word(self) -> &'static str {
        match self {
            Shade::Grey => "grey",
            Shade::Red => "red",
            Shade::Orange => "orange",
            Shade::Yellow => "yellow",
            Shade::Green => "green",
            Shade::Teal => "teal",
            Shade::Blue => "blue",
            Shade::Purple => "purple",
        }
    }

    /// The one that is called so.
    pub fn parse(word: &str) -> Option<Shade> {
        Shade::ALL.into_iter().find(|shade| shade.word() == word)
    }
}

/// Whether two names are one tag.
pub fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

impl Tags {
    /// Those of this desk. Before they had a page they stood in the settings.
    pub fn of(cx: &Cx) -> Result<Tags> {
        match Tags::entry(cx)? {
            Some(entry) => Ok(entry.value),
            None => Ok(Tags { tags: Settings::of(cx)?.tags, ..Tags::default() }),
        }
    }

    /// For other plugins; customers hear of none.
    pub fn told(cx: &Cx, staff: bool) -> Result<Vec<definitions::Tag>> {
        let tags = if staff { Tags::of(cx)?.tags } else { Vec::new() };
        Ok(tags.iter().map(Tag::definition).collect())
    }

    fn entry(cx: &Cx) -> Result<Option<Entry<Tags>>> {
        cx.find(DEFINITIONS, ID)
    }

    /// Keeps them.
    pub fn keep(&self, cx: &Cx) -> Result<()> {
        match Tags::entry(cx)? {
            Some(entry) if entry.value == *self => Ok(()),
            Some(entry) => cx.update(DEFINITIONS, &entry, Draft::new(self)).map(drop),
            None => cx.create(DEFINITIONS, Draft::new(self).id(ID)).map(drop),
        }
    }

    /// The defined one that is called so, whatever its letter case.
    pub fn find(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| same(&tag.name, name))
    }

    /// What a tag is called now.
    fn now<'a>(&'a self, name: &'a str) -> &'a str {
        self.renamed.get(&name.to_lowercase()).map_or(name, String::as_str)
    }

    /// Tags that a plugin gives a ticket, as they are called now. What it had it keeps.
    ///
    /// # Errors
    /// `invalid` if one cannot be a tag.
    pub fn called(&self, had: &[String], given: &[String]) -> Result<Vec<String>> {
        rules::tags(given.iter().map(|tag| match self.find(tag.trim()) {
            Some(defined) => defined.name.as_str(),
            None if had.iter().any(|old| same(old, tag.trim())) => tag.as_str(),
            None => self.now(tag.trim()),
        }))
    }

    /// Tags that somebody wants a ticket to have, written as the desk writes them. What it had it keeps.
    ///
    /// # Errors
    /// `invalid` if one cannot be a tag; `denied` if one is none of the desk's, and the caller may not give others.
    pub fn given(&self, cx: &Cx, had: &[String], wanted: &[String]) -> Result<Vec<String>> {
        let wanted = rules::tags(wanted.iter().map(|tag| {
            // What stands on a ticket that is not reached yet is left to the work on all of them.
            if had.iter().any(|old| same(old, tag.trim())) { tag.as_str() } else { self.now(tag.trim()) }
        }))?;
        if self.tags.is_empty() {
            return Ok(wanted);
        }
        let mut tags = Vec::new();
        for tag in wanted {
            if let Some(defined) = self.find(&tag) {
                tags.push(defined.name.clone());
            } else if had.iter().any(|old| same(old, &tag)) || cx.may(CREATE, None)? {
                tags.push(tag);
            } else {
                let known: Vec<&str> = self.tags.iter().map(|tag| tag.name.as_str()).collect();
                return Err(Error::denied(
                    CREATE,
                    text!("tag-unknown", tag = &tag, known = known.join(", ")),
                ));
            }
        }
        rules::tags(tags.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::testing::FakeKernel;
    use serde_json::json;

    fn defined(tags: serde_json::Value) -> Tags {
        serde_json::from_value(json!({ "tags": tags, "renamed": { "refund!": "refund" } })).unwrap()
    }

    fn list(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn any_tag_is_given_until_the_desk_defines_its_own() {
        let kernel = FakeKernel::new();
        kernel.deny(CREATE);
        let given = defined(json!([])).given(&kernel.cx(), &[], &list(&["New", "Refund!"]));
        assert_eq!(given.unwrap(), ["New", "refund"]);
    }

    #[test]
    fn what_a_plugin_gives_is_called_as_it_is_called_now() {
        let defined = defined(json!([{ "name": "VIP", "colour": "red" }]));
        let called = |had: &[&str], given: &[&str]| defined.called(&list(had), &list(given)).unwrap();
        assert_eq!(called(&[], &["vip", "Refund!", "new"]), ["VIP", "new", "refund"]);
        assert_eq!(called(&["Refund!"], &["Refund!"]), ["Refund!"]);
    }

    #[test]
    fn others_than_defined_are_for_those_who_may_make_them_up_and_what_was_there_stays() {
        let kernel = FakeKernel::new();
        let defined = defined(json!([{ "name": "VIP", "colour": "red" }, { "name": "refund" }]));
        let given = |had: &[&str], tags: &[&str]| defined.given(&kernel.cx(), &list(had), &list(tags));
        assert_eq!(given(&[], &["vip", "REFUND", "new"]).unwrap(), ["VIP", "new", "refund"]);
        kernel.deny(CREATE);
        assert_eq!(given(&["new"], &["vip", "New"]).unwrap(), ["New", "VIP"]);
        let error = given(&[], &["vip", "new"]).unwrap_err();
        assert!(error.message().contains("VIP, refund"), "{}", error.message());
    }
}
