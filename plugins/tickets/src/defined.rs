//! The own fields as they are kept: all in one record, with each version that they had.
//!
//! Whoever changes a ticket reads them, whatever he may do himself. Who may change them is asked here.

use crate::field::Field;
use crate::settings::Settings;
use ombud_plugin::{Collection, Cx, Draft, Error, Query, Result, Timestamp, UserId, text};
use serde::{Deserialize, Serialize};

/// The permission to define fields and tags.
pub const EDIT: &str = "tickets:definition.edit";

/// The fields under [`ID`], and each of their versions under `fields.<number>`.
const DEFINITIONS: Collection<Kept> = Collection::new("tickets:definitions");
const ID: &str = "fields";

/// The most fields of a desk, with those that are turned off.
const MOST: usize = 200;
/// All of them have to fit into one record.
const MAX_BYTES: usize = 400_000;
/// Versions that the page lists.
pub const LISTED: u32 = 50;

/// The fields of a desk, in one of their versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// 1, 2, 3 …; 0 is what stands in the settings.
    pub version: u32,
    /// Since when.
    pub at: Timestamp,
    /// Who made it so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// How it came about.
    pub how: How,
    /// In their order.
    pub fields: Vec<Field>,
}

/// How a version came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// They stood in the settings before.
    Settings,
    /// This field was added.
    Added(String),
    /// This one was changed.
    Changed(String),
    /// Their order was changed.
    Moved,
    /// An older version was brought back.
    BroughtBack(u32),
}

/// All fields, in their order.
pub fn fields(cx: &Cx, settings: Settings) -> Result<Vec<Field>> {
    Ok(cx.find(DEFINITIONS, ID)?.map_or(settings.fields, |entry| entry.value.fields))
}

/// The latest version.
pub fn latest(cx: &Cx) -> Result<Kept> {
    match cx.find(DEFINITIONS, ID)? {
        Some(entry) => Ok(entry.value),
        None => before(cx),
    }
}

fn before(cx: &Cx) -> Result<Kept> {
    Ok(Kept { version: 0, at: 0, by: None, how: How::Settings, fields: Settings::of(cx)?.fields })
}

/// A version as it was.
pub fn version(cx: &Cx, number: u32) -> Result<Kept> {
    let missing = || Error::not_found(text!("define-no-version", version = number.to_string()));
    Ok(cx.find(DEFINITIONS, &format!("{ID}.{number}"))?.ok_or_else(missing)?.value)
}

/// The versions that there are, the latest first: so many, from where the cursor says, and the cursor of those before.
pub fn versions(cx: &Cx, limit: u32, cursor: Option<String>) -> Result<(Vec<Kept>, Option<String>)> {
    cx.require(EDIT, None)?;
    let query = Query::by("version").prefix(ID).descending().limit(limit).cursor(cursor);
    let page = cx.query(DEFINITIONS, &query)?;
    Ok((page.entries.into_iter().map(|entry| entry.value).collect(), page.next))
}

/// One of these fields.
pub fn find<'a>(fields: &'a [Field], name: &str) -> Result<&'a Field> {
    let found = fields.iter().find(|field| field.name == name);
    found.ok_or_else(|| Error::not_found(text!("field-unknown", name = name)))
}

/// Adds one at the end. Its name.
pub fn add(cx: &Cx, field: Field) -> Result<String> {
    cx.require(EDIT, None)?;
    let mut fields = latest(cx)?.fields;
    let field = placed(cx, field.made(&fields)?)?;
    let name = field.name.clone();
    fields.push(field);
    keep(cx, fields, How::Added(name.clone()))?;
    Ok(name)
}

/// Changes one. `conflict` if somebody else changed it since this version of the fields.
pub fn change(cx: &Cx, name: &str, known: Option<u32>, new: Field) -> Result<Field> {
    cx.require(EDIT, None)?;
    let latest = latest(cx)?;
    let old = find(&latest.fields, name)?;
    if let Some(known) = known.filter(|known| *known != latest.version) {
        // What else was changed is nobody's loss.
        let then = if known == 0 { before(cx)? } else { version(cx, known)? };
        if then.fields.iter().find(|field| field.name == name) != Some(old) {
            return Err(Error::conflict(text!("define-changed-since", title = old.shown())));
        }
    }
    let new = placed(cx, old.changed(new)?)?;
    let with = |field: &Field| if field.name == name { new.clone() } else { field.clone() };
    keep(cx, latest.fields.iter().map(with).collect(), How::Changed(name.to_owned()))?;
    Ok(new)
}

/// Puts one a place up or down, past those that are turned off.
pub fn shift(cx: &Cx, name: &str, up: bool) -> Result<()> {
    cx.require(EDIT, None)?;
    let mut fields = latest(cx)?.fields;
    find(&fields, name)?;
    let Some(place) = fields.iter().position(|field| field.name == name) else { return Ok(()) };
    let off = fields.get(place).is_some_and(|field| field.off);
    let like = |(_, field): &(usize, &Field)| field.off == off;
    let other = match up {
        true => fields.iter().enumerate().take(place).rev().find(like),
        false => fields.iter().enumerate().skip(place + 1).find(like),
    };
    if let Some(other) = other.map(|(other, _)| other) {
        fields.swap(place, other);
        keep(cx, fields, How::Moved)?;
    }
    Ok(())
}

/// Puts all of them into this order.
pub fn order(cx: &Cx, names: &[String]) -> Result<()> {
    cx.require(EDIT, None)?;
    let fields = latest(cx)?.fields;
    let mut left = fields.clone();
    let mut ordered = Vec::new();
    for name in names {
        find(&fields, name)?;
        if let Some(place) = left.iter().position(|field| field.name == *name) {
            ordered.push(left.remove(place));
        }
    }
    // Those that nobody names stay behind.
    ordered.extend(left);
    if ordered == fields { Ok(()) } else { keep(cx, ordered, How::Moved) }
}

/// Brings a version back. What came since is turned off, not lost: tickets may carry it.
pub fn bring_back(cx: &Cx, number: u32) -> Result<()> {
    cx.require(EDIT, None)?;
    let now = latest(cx)?.fields;
    let mut fields = version(cx, number)?.fields;
    for field in now {
        match fields.iter_mut().find(|back| back.name == field.name) {
            Some(back) => back.keep_choices(&field.choices),
            None => fields.push(Field { off: true, ..field }),
        }
    }
    keep(cx, fields, How::BroughtBack(number))
}

/// `invalid` if it is for a department that there is not.
fn placed(cx: &Cx, mut field: Field) -> Result<Field> {
    for department in &mut field.departments {
        *department = crate::people::department(cx, department)?;
    }
    Ok(field)
}

fn keep(cx: &Cx, fields: Vec<Field>, how: How) -> Result<()> {
    if fields.len() > MOST {
        return Err(Error::too_large(text!("define-many", most = MOST)));
    }
    let latest = latest(cx)?;
    if latest.fields == fields {
        return Ok(());
    }
    let by = cx.caller().user;
    let kept = Kept { version: latest.version + 1, at: cx.now(), by, how, fields };
    let length = serde_json::to_vec(&kept).map_or(usize::MAX, |json| json.len());
    if length > MAX_BYTES {
        return Err(Error::too_large(text!("define-large", most = MAX_BYTES)));
    }
    match cx.find(DEFINITIONS, ID)? {
        Some(entry) => cx.update(DEFINITIONS, &entry, Draft::new(&kept)).map(drop)?,
        None => {
            // What stood in the settings is a version, too: it can be brought back.
            if !latest.fields.is_empty() {
                let first = Kept { version: 1, at: cx.now(), ..latest };
                note(cx, &first)?;
                return start(cx, &Kept { version: 2, ..kept });
            }
            return start(cx, &kept);
        }
    }
    note(cx, &kept)
}

fn start(cx: &Cx, kept: &Kept) -> Result<()> {
    cx.create(DEFINITIONS, Draft::new(kept).id(ID))?;
    note(cx, kept)
}

fn note(cx: &Cx, kept: &Kept) -> Result<()> {
    let id = format!("{ID}.{}", kept.version);
    let place: Vec<ombud_plugin::Value> = vec![ID.into(), u64::from(kept.version).into()];
    cx.create(DEFINITIONS, Draft::new(kept).id(id).index("version", place)).map(drop)
}
