//! What people are able to do: skills as the desk names them, and languages. Work that asks for it is given out by that.

use crate::texts;
use ombud_plugin::desk::abilities::Ability;
use ombud_plugin::{Audience, Collection, Cx, Draft, Error, Query, Result, UserId};
use ombud_worktime::routing::word;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SKILLS: Collection<Skills> = Collection::new("availability:skills");

/// So many of each, and so long.
const MOST: usize = 50;
const LONG: usize = 60;

/// What is said of somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Skills {
    pub skills: Vec<String>,
    /// BCP 47, lower case.
    pub languages: Vec<String>,
}

/// Of everybody of whom something is said, by their ids.
pub fn all(cx: &Cx) -> Result<BTreeMap<UserId, Skills>> {
    let entries = cx.all(SKILLS, &Query::by("created"))?;
    Ok(entries.into_iter().map(|entry| (entry.id().to_owned(), entry.value)).collect())
}

/// Of one person, for other plugins.
pub fn of(cx: &Cx, user: UserId) -> Result<Ability> {
    let Skills { skills, languages } = cx.find(SKILLS, &user)?.map(|entry| entry.value).unwrap_or_default();
    Ok(Ability { user, skills, languages })
}

/// Says it anew: each once, and languages as they are compared.
pub fn save(cx: &Cx, user: &str, said: Skills) -> Result<Skills> {
    let languages: Vec<String> = said.languages.iter().map(|tag| tag.trim().to_lowercase()).collect();
    let said = Skills { skills: once(said.skills), languages: once(languages) };
    if said.skills.len() > MOST || said.skills.iter().any(|skill| skill.chars().count() > LONG) {
        return Err(Error::invalid(texts::bad_skills(MOST, LONG)));
    }
    if let Some(wrong) = said.languages.iter().find(|tag| !is_tag(tag)) {
        return Err(Error::invalid(texts::bad_language(wrong)));
    }
    if said.languages.len() > MOST {
        return Err(Error::invalid(texts::bad_skills(MOST, LONG)));
    }
    let draft = Draft::new(&said).audience(Audience::Staff);
    match cx.find(SKILLS, user)? {
        Some(read) if read.value == said => {}
        Some(read) => cx.update(SKILLS, &read, draft).map(drop)?,
        None if said == Skills::default() => {}
        None => cx.create(SKILLS, draft.id(user)).map(drop)?,
    }
    Ok(said)
}

fn once(all: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in all.iter().map(|one| one.trim()).filter(|one| !one.is_empty()) {
        if !kept.iter().any(|known| word(known) == word(one)) {
            kept.push(one.to_owned());
        }
    }
    kept
}

/// `sl`, `pt-br`: a language of two or three letters, and perhaps what follows it.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let letters = language.bytes().all(|byte| byte.is_ascii_lowercase());
    let rest = parts
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    letters && (2..=3).contains(&language.len()) && rest && tag.len() <= 35
}

#[cfg(test)]
mod tests {
    use super::{is_tag, once};

    #[test]
    fn a_language_is_a_tag_and_each_skill_is_there_once() {
        assert!(is_tag("sl") && is_tag("pt-br") && is_tag("zh-hant-tw"));
        assert!(!is_tag("slovene") && !is_tag("s") && !is_tag("sl-") && !is_tag("s1"));
        let all = ["Refunds".to_owned(), " refunds ".to_owned(), String::new(), "Bikes".to_owned()];
        assert_eq!(once(all.to_vec()), ["Refunds", "Bikes"]);
    }
}
