//! What is kept of an answer, whose it is, and the steps: keep, change, delete, bring back.

use crate::placeholder;
use ombud_plugin::desk::canned::Whose;
use ombud_plugin::text;
use ombud_plugin::{
    Audience, BlobId, Collection, Cx, DepartmentId, Draft, Entry, Error, FormFile, Query, RecordId, Result,
    Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Those of people and departments.
pub const ANSWERS: Collection<Kept> = Collection::new("canned:answers");
/// Those of all.
pub const SHARED: Collection<Kept> = Collection::new("canned:shared");
/// How often each was used, under whose they are.
const USES: Collection<Uses> = Collection::new("canned:uses");
/// What can be brought back.
const DELETED: Collection<Deleted> = Collection::new("canned:deleted");

/// How long a deleted answer can be brought back.
pub const UNDO: Timestamp = 86_400_000;
const FORGET: &str = "forget/";

const EDIT: &str = "canned:answer.edit";
const SHARE: &str = "canned:shared.edit";

/// So many answers a person, a department, or all may have.
pub const MOST: u32 = 300;
/// The longest title and shortcut, characters.
pub const TITLE: usize = 120;
pub const SHORTCUT: usize = 30;
/// The longest text, bytes, and the most languages beside the main one.
pub const TEXT: usize = 20_000;
pub const LANGUAGES: usize = 12;
/// The most files, and their bytes together: whoever puts an answer in has them copied.
pub const FILES: usize = 5;
pub const FILES_BYTES: u64 = 5 << 20;

/// An answer, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shortcut: String,
    /// In the language that the desk mostly writes.
    pub text: String,
    /// In others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, String>,
    /// What goes along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FormFile>,
}

/// Whose an answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Owner {
    Person(UserId),
    Department(DepartmentId),
    All,
}

/// How often each was used, by id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Uses(BTreeMap<RecordId, u32>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Deleted {
    kept: Kept,
    owner: Owner,
    uses: u32,
    by: Option<UserId>,
    at: Timestamp,
}

impl Owner {
    /// Of this answer.
    pub fn of(entry: &Entry<Kept>) -> Owner {
        match (&entry.envelope.department, &entry.envelope.requester) {
            _ if entry.envelope.collection == SHARED.name() => Owner::All,
            (Some(department), _) => Owner::Department(department.clone()),
            (None, person) => Owner::Person(person.clone().unwrap_or_default()),
        }
    }

    /// What others call it.
    pub fn whose(&self) -> Whose {
        match self {
            Owner::Person(_) => Whose::Own,
            Owner::Department(_) => Whose::Department,
            Owner::All => Whose::All,
        }
    }

    /// As a form and the API write it: `own`, `all`, or the id of a department.
    pub fn word(&self) -> &str {
        match self {
            Owner::Person(_) => "own",
            Owner::Department(department) => department,
            Owner::All => "all",
        }
    }

    /// The reverse.
    pub fn parse(cx: &Cx, word: &str) -> Result<Owner> {
        match word {
            "own" => Ok(Owner::Person(cx.user()?)),
            "all" => Ok(Owner::All),
            id => match cx.departments()?.into_iter().find(|one| one.id == id || one.name == id) {
                Some(department) => Ok(Owner::Department(department.id)),
                None => Err(Error::invalid(text!("no-department", text = id))),
            },
        }
    }

    fn collection(&self) -> Collection<Kept> {
        if *self == Owner::All { SHARED } else { ANSWERS }
    }

    fn row(&self) -> String {
        match self {
            Owner::Person(id) => format!("person/{id}"),
            Owner::Department(id) => format!("department/{id}"),
            Owner::All => "all".to_owned(),
        }
    }

    /// Those that the caller may use of these.
    pub fn answers(&self, cx: &Cx) -> Result<Vec<Entry<Kept>>> {
        match self {
            Owner::Person(id) => cx.all(ANSWERS, &Query::by("owner").prefix(id.as_str())),
            Owner::Department(id) => cx.all(ANSWERS, &Query::by("title").department(id.clone())),
            Owner::All => cx.all(SHARED, &Query::by("title")),
        }
    }

    /// How often each of these was used.
    pub fn uses(&self, cx: &Cx) -> Result<BTreeMap<RecordId, u32>> {
        Ok(cx.find(USES, &key(&self.row()))?.map(|entry| entry.value.0).unwrap_or_default())
    }

    fn count(
        &self,
        cx: &Cx,
        id: &str,
        change: impl FnOnce(&mut BTreeMap<RecordId, u32>, &str),
    ) -> Result<()> {
        match cx.find(USES, &key(&self.row()))? {
            Some(mut entry) => {
                change(&mut entry.value.0, id);
                cx.update(USES, &entry, Draft::new(&entry.value)).map(drop)
            }
            None => {
                let mut uses = Uses::default();
                change(&mut uses.0, id);
                cx.create(USES, Draft::new(&uses).id(key(&self.row()))).map(drop)
            }
        }
    }
}

/// An id takes no slash.
fn key(row: &str) -> String {
    row.replace('/', ".")
}

/// One that the caller may use.
pub fn get(cx: &Cx, id: &str) -> Result<Entry<Kept>> {
    let found = match cx.find(ANSWERS, id)? {
        Some(found) => Some(found),
        None => cx.find(SHARED, id)?,
    };
    found.ok_or_else(|| Error::not_found(text!("no-answer")))
}

/// All that the caller may use; of those that people keep for themselves his own only. The others' are not even read,
/// whoever may see them.
pub fn all(cx: &Cx) -> Result<Vec<Entry<Kept>>> {
    let departments = cx.departments()?.into_iter().map(|one| Owner::Department(one.id));
    let owners = [Owner::Person(cx.user()?), Owner::All].into_iter().chain(departments);
    let mut found = Vec::new();
    for owner in owners {
        found.extend(owner.answers(cx)?);
    }
    found.sort_by_key(|entry| (entry.value.title.to_lowercase(), entry.envelope.id.clone()));
    Ok(found)
}

/// Whether the caller may change it.
pub fn may_edit(cx: &Cx, entry: &Entry<Kept>) -> Result<bool> {
    cx.may(if Owner::of(entry) == Owner::All { SHARE } else { EDIT }, Some(&entry.at()))
}

/// Whether the caller may keep any at all.
pub fn may_write(cx: &Cx) -> bool {
    cx.may_ever(EDIT) || cx.may_ever(SHARE)
}

/// Whether the caller may keep some for all.
pub fn may_share(cx: &Cx) -> bool {
    cx.may_ever(SHARE)
}

/// Keeps a new one.
pub fn create(cx: &Cx, owner: &Owner, kept: Kept) -> Result<RecordId> {
    let kept = checked(kept)?;
    let others = owner.answers(cx)?;
    if others.len() >= MOST as usize {
        return Err(Error::invalid(text!("too-many", most = MOST)));
    }
    free(&others, &kept, None)?;
    Ok(cx.create(owner.collection(), draft(owner, &kept))?.id)
}

/// Changes one of which this version is known. Given to others it is a new one there. Answers its id.
pub fn change(cx: &Cx, id: &str, version: u64, owner: &Owner, kept: Kept) -> Result<RecordId> {
    let entry = get(cx, id)?;
    if entry.envelope.version != version {
        return Err(Error::conflict(text!("changed-meanwhile")));
    }
    let (old, kept) = (Owner::of(&entry), checked(kept)?);
    if old == *owner {
        free(&owner.answers(cx)?, &kept, Some(id))?;
        cx.update(owner.collection(), &entry, draft(owner, &kept))?;
        return Ok(id.to_owned());
    }
    // First the new one: a file may be named by whoever may read a record that names it.
    let new = create(cx, owner, kept)?;
    let uses = take_away(cx, &entry)?;
    owner.count(cx, &new, |all, id| {
        all.insert(id.to_owned(), uses);
    })?;
    Ok(new)
}

/// Deletes one; for a day it can be brought back.
pub fn delete(cx: &Cx, id: &str) -> Result<RecordId> {
    let entry = get(cx, id)?;
    let owner = Owner::of(&entry);
    let uses = owner.uses(cx)?.get(id).copied().unwrap_or_default();
    let deleted = Deleted { kept: entry.value.clone(), owner, uses, by: cx.caller().user, at: cx.now() };
    let id = cx.create(DELETED, Draft::new(&deleted).blobs(blobs(&deleted.kept)))?.id;
    take_away(cx, &entry)?;
    cx.set_timer(&format!("{FORGET}{id}"), deleted.at + UNDO, &())?;
    Ok(id)
}

/// Brings one back that the caller deleted. Answers its id, which is new.
pub fn restore(cx: &Cx, id: &str) -> Result<RecordId> {
    let me = cx.caller().user;
    let deleted = cx
        .find(DELETED, id)?
        .filter(|entry| entry.value.by == me && me.is_some() && cx.now() <= entry.value.at + UNDO);
    let entry = deleted.ok_or_else(|| Error::not_found(text!("not-deleted")))?;
    cx.cancel_timer(&format!("{FORGET}{id}"))?;
    let Deleted { kept, owner, uses, .. } = entry.value.clone();
    let new = create(cx, &owner, kept)?;
    cx.delete(DELETED, &entry)?;
    owner.count(cx, &new, |all, id| {
        all.insert(id.to_owned(), uses);
    })?;
    Ok(new)
}

/// A day has passed: nobody brings it back any more.
pub fn forget(cx: &Cx, key: &str) -> Result<()> {
    let Some(id) = key.strip_prefix(FORGET) else { return Ok(()) };
    match cx.find(DELETED, id)? {
        Some(entry) => cx.delete(DELETED, &entry),
        None => Ok(()),
    }
}

/// One more use.
pub fn used(cx: &Cx, entry: &Entry<Kept>) -> Result<()> {
    Owner::of(entry).count(cx, entry.id(), |all, id| *all.entry(id.to_owned()).or_default() += 1)
}

/// Answers how often it had been used.
fn take_away(cx: &Cx, entry: &Entry<Kept>) -> Result<u32> {
    let owner = Owner::of(entry);
    cx.delete(owner.collection(), entry)?;
    let uses = owner.uses(cx)?.get(entry.id()).copied();
    if uses.is_some() {
        owner.count(cx, entry.id(), |all, id| {
            all.remove(id);
        })?;
    }
    Ok(uses.unwrap_or_default())
}

fn draft(owner: &Owner, kept: &Kept) -> Draft<Kept> {
    let draft = Draft::new(kept)
        .audience(Audience::Staff)
        .blobs(blobs(kept))
        .index("title", [kept.title.to_lowercase()]);
    match owner {
        Owner::Person(id) => draft.requester(id.clone()).index("owner", [id.as_str()]),
        Owner::Department(id) => draft.department(id.clone()),
        Owner::All => draft,
    }
}

fn blobs(kept: &Kept) -> Vec<BlobId> {
    kept.files.iter().map(|file| file.blob.clone()).collect()
}

/// Nobody types a shortcut and gets one of two.
fn free(others: &[Entry<Kept>], kept: &Kept, own: Option<&str>) -> Result<()> {
    let taken = |other: &&Entry<Kept>| other.value.shortcut == kept.shortcut && Some(other.id()) != own;
    match others.iter().find(taken).filter(|_| !kept.shortcut.is_empty()) {
        Some(other) => Err(Error::invalid(text!(
            "shortcut-taken",
            shortcut = &kept.shortcut,
            title = &other.value.title
        ))),
        None => Ok(()),
    }
}

/// What may be kept, tidied.
fn checked(kept: Kept) -> Result<Kept> {
    let title = kept.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.chars().count() > TITLE {
        return Err(Error::invalid(text!("title-wrong", most = TITLE)));
    }
    let shortcut = kept.shortcut.trim().trim_start_matches('/').to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if shortcut.chars().count() > SHORTCUT || !shortcut.chars().all(plain) {
        return Err(Error::invalid(text!("shortcut-wrong", most = SHORTCUT)));
    }
    let mut languages = BTreeMap::new();
    for (language, text) in kept.languages {
        let language = language.trim().to_lowercase();
        let group =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if language.len() > 35 || !language.split('-').all(group) {
            return Err(Error::invalid(text!("language-wrong", text = &language)));
        }
        languages.insert(language, worth_keeping(text)?);
    }
    if languages.len() > LANGUAGES {
        return Err(Error::invalid(text!("too-many-languages", most = LANGUAGES)));
    }
    let mut files: Vec<FormFile> = Vec::new();
    for file in kept.files {
        if files.iter().all(|other| other.blob != file.blob) {
            files.push(file);
        }
    }
    let bytes = files.iter().map(|file| file.size).fold(0, u64::saturating_add);
    if files.len() > FILES || bytes > FILES_BYTES {
        let most = FILES_BYTES >> 20;
        return Err(Error::too_large(text!("files-many", most = FILES, megabytes = most)));
    }
    Ok(Kept { title, shortcut, text: worth_keeping(kept.text)?, languages, files })
}

fn worth_keeping(text: String) -> Result<String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() || text.len() > TEXT {
        return Err(Error::invalid(text!("text-wrong", most = TEXT)));
    }
    placeholder::check(&text)?;
    Ok(text)
}
