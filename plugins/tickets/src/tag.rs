//! The tags of a desk: what the administrator defined in the settings, and who may give others.

use crate::fields::Settings;
use crate::rules;
use ombud_plugin::desk::definitions::{self, Colour};
use ombud_plugin::{Cx, Error, Result, text};
use serde::Deserialize;

/// The permission to give tags that the desk did not define.
pub const CREATE: &str = "tickets:tag.create";

/// One defined tag.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// As tickets carry it.
    pub name: String,
    /// How pages mark it.
    #[serde(default)]
    pub colour: Shade,
}

/// The colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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

/// Tags that somebody wants a ticket to have, written as the desk writes them. What it had it keeps.
///
/// # Errors
/// `invalid` if one cannot be a tag; `denied` if one is none of the desk's, and the caller may not give others.
pub fn given(cx: &Cx, settings: &Settings, had: &[String], wanted: &[String]) -> Result<Vec<String>> {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let wanted = rules::tags(wanted.iter().map(String::as_str))?;
    if settings.tags.is_empty() {
        return Ok(wanted);
    }
    let mut tags = Vec::new();
    for tag in wanted {
        let defined = settings.tags.iter().find(|defined| same(&defined.name, &tag));
        if let Some(defined) = defined {
            tags.push(defined.name.clone());
        } else if had.iter().any(|old| same(old, &tag)) || cx.may(CREATE, None)? {
            tags.push(tag);
        } else {
            let known: Vec<&str> = settings.tags.iter().map(|tag| tag.name.as_str()).collect();
            return Err(Error::denied(CREATE, text!("tag-unknown", tag = &tag, known = known.join(", "))));
        }
    }
    rules::tags(tags.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::testing::FakeKernel;
    use serde_json::json;

    fn settings(tags: serde_json::Value) -> Settings {
        serde_json::from_value(
            json!({ "close-after-days": 0, "undefined-fields": true, "fields": [], "tags": tags }),
        )
        .unwrap()
    }

    fn list(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn any_tag_is_given_until_the_desk_defines_its_own() {
        let kernel = FakeKernel::new();
        kernel.deny(CREATE);
        let given = given(&kernel.cx(), &settings(json!([])), &[], &list(&["New"]));
        assert_eq!(given.unwrap(), ["New"]);
    }

    #[test]
    fn others_than_defined_are_for_those_who_may_make_them_up_and_what_was_there_stays() {
        let kernel = FakeKernel::new();
        let settings = settings(json!([{ "name": "VIP", "colour": "red" }, { "name": "refund" }]));
        let given = |had: &[&str], tags: &[&str]| given(&kernel.cx(), &settings, &list(had), &list(tags));
        assert_eq!(given(&[], &["vip", "REFUND", "new"]).unwrap(), ["VIP", "new", "refund"]);
        kernel.deny(CREATE);
        assert_eq!(given(&["new"], &["vip", "New"]).unwrap(), ["New", "VIP"]);
        let error = given(&[], &["vip", "new"]).unwrap_err();
        assert!(error.message().contains("VIP, refund"), "{}", error.message());
    }
}
