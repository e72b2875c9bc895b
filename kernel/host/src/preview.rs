//! What a change would do, in words and figures: for the API, the command line, and plugins.

use crate::host::Host;
use crate::registry::Registry;
use ombud_access::{Authority, DepartmentId, Mandate, Region, Shift, Target, Which};
use ombud_identity::effect::{Affected, Effect, Given, MandateShift};
use ombud_identity::{IdentityError, department};
use ombud_store::{Query, UnitOfWork};
use serde::Serialize;
use std::collections::BTreeMap;

/// Records are counted up to this many: that it is many is all that anybody wants to know then.
const MANY: u32 = 1_000;

/// So many pairs of a person and a permission get their records counted.
const COUNTED: usize = 100;

/// The whole difference, ready to be shown.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// In one sentence.
    pub sentence: String,
    /// For whom, by name.
    pub people: Vec<PersonPreview>,
    /// How many more hold a changed role and were not looked at.
    pub not_looked_at: usize,
    /// Plugins whose mandates become different.
    pub plugins: Vec<MandateShift>,
    /// Of departments.
    #[serde(skip)]
    names: BTreeMap<DepartmentId, String>,
}

/// The difference for one person.
#[derive(Debug, Serialize)]
pub struct PersonPreview {
    /// None: whoever has not signed in.
    pub user: Option<String>,
    /// What colleagues see.
    pub name: String,
    /// Becomes staff (true) or stops being staff (false).
    pub staff: Option<bool>,
    /// By permission.
    pub changes: Vec<Change>,
}

/// The difference in one permission.
#[derive(Debug, Serialize)]
pub struct Change {
    /// What people call the permission.
    pub title: String,
    /// "gains Answer tickets: everything in Sales (12 tickets:tickets instead of 3)".
    pub sentence: String,
    /// What it reaches afterwards only, each in words.
    #[serde(skip)]
    pub gains: Vec<String>,
    /// What it reaches before only.
    #[serde(skip)]
    pub loses: Vec<String>,
    /// Of each collection that it is about.
    pub records: Vec<Records>,
    /// The difference itself.
    #[serde(flatten)]
    pub shift: Shift,
}

/// On how many records of a collection the permission holds.
#[derive(Debug, Serialize)]
pub struct Records {
    /// `plugin:collection`.
    pub collection: String,
    /// As it is.
    pub before: u32,
    /// As it would be.
    pub after: u32,
    /// One of the figures is a limit, and there are more.
    pub or_more: bool,
}

impl Host {
    /// Puts an effect into words. The records are counted as this unit of work sees them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn preview(&self, unit: &mut UnitOfWork, effect: Effect) -> Result<Preview, IdentityError> {
        preview(&self.registry(), unit, effect)
    }
}

/// The same, with the plugins of a call.
pub(crate) fn preview(
    registry: &Registry,
    unit: &mut UnitOfWork,
    effect: Effect,
) -> Result<Preview, IdentityError> {
    let names: BTreeMap<DepartmentId, String> =
        department::list(unit)?.into_iter().map(|department| (department.id, department.name)).collect();
    let sentence = summary(&effect);
    let Effect { people, not_looked_at, plugins } = effect;
    let mut to_count = COUNTED;
    let people = people
        .iter()
        .map(|one| person(registry, unit, one, &names, &mut to_count))
        .collect::<Result<_, IdentityError>>()?;
    Ok(Preview { sentence, people, not_looked_at, plugins, names })
}

impl Preview {
    /// As whoever makes the change may see it: how many it is for is the changer's business; who they are is not for
    /// everybody.
    #[must_use]
    pub fn shown_to(mut self, authority: &Authority) -> Preview {
        if !authority.check("kernel:person.read", Target::Desk).allowed {
            self.people.clear();
        }
        self
    }

    /// For a terminal.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.sentence.clone()];
        for person in &self.people {
            lines.push(format!("\n{}", person.name));
            lines.extend(
                person.staff.map(|staff| {
                    format!("  {}", if staff { "becomes staff" } else { "is not staff any more" })
                }),
            );
            lines.extend(person.changes.iter().map(|change| format!("  {}", change.sentence)));
        }
        for plugin in &self.plugins {
            lines.push(format!("\nplugin {}", plugin.plugin));
            let works = |mandate: &Option<Mandate>| mandate.as_ref().is_some_and(|mandate| mandate.enabled);
            if let (false, true) | (true, false) = (works(&plugin.before), works(&plugin.after)) {
                let how = if works(&plugin.after) { "begins to work" } else { "works no more" };
                lines.push(format!("  {how}"));
            }
            lines.extend(plugin.gained.iter().map(|given| format!("  gains {}", self.told(given))));
            lines.extend(plugin.lost.iter().map(|given| format!("  loses {}", self.told(given))));
        }
        lines
    }

    /// What a mandate gives, in words.
    pub fn told(&self, given: &Given) -> String {
        format!("{} ({}){}", given.grant.permission, given.grant.scopes, self.filed(given))
    }

    /// In which departments a mandate gives it, if not everywhere: " in Sales".
    pub fn filed(&self, given: &Given) -> String {
        let list = |at: &[DepartmentId]| {
            at.iter().filter_map(|at| self.names.get(at)).map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        match (&given.departments, given.except.as_slice()) {
            (Some(at), _) => format!(" in {}", list(at)),
            (None, []) => String::new(),
            (None, except) => format!(" everywhere but in {}", list(except)),
        }
    }
}

fn summary(effect: &Effect) -> String {
    let count =
        |has: fn(&Shift) -> bool| effect.people.iter().filter(|one| one.shifts.iter().any(has)).count();
    let (gain, lose) = (count(|shift| !shift.gained.is_empty()), count(|shift| !shift.lost.is_empty()));
    let people = |n: usize| if n == 1 { "1 person".to_owned() } else { format!("{n} people") };
    let verb = |n: usize, verb: &str| if n == 1 { format!("{verb}s") } else { verb.to_owned() };
    let mut sentence = match (gain, lose) {
        (0, 0) if effect.people.is_empty() => "For nobody anything becomes different".to_owned(),
        (0, 0) => format!("{} may do the same as before", people(effect.people.len())),
        (gain, 0) => format!("{} {} something, nobody loses anything", people(gain), verb(gain, "gain")),
        (0, lose) => format!("{} {} something, nobody gains anything", people(lose), verb(lose, "lose")),
        (gain, lose) => format!(
            "{} {} something, {} {} something",
            people(gain),
            verb(gain, "gain"),
            people(lose),
            verb(lose, "lose")
        ),
    };
    if effect.not_looked_at > 0 {
        sentence += &format!("; {} more hold a changed role and were not looked at", effect.not_looked_at);
    }
    if !effect.plugins.is_empty() {
        let plugins: Vec<_> = effect.plugins.iter().map(|plugin| format!("`{}`", plugin.plugin)).collect();
        sentence += &format!("; the mandate of {} becomes different", plugins.join(", "));
    }
    sentence + "."
}

fn person(
    registry: &Registry,
    unit: &mut UnitOfWork,
    one: &Affected,
    names: &BTreeMap<DepartmentId, String>,
    to_count: &mut usize,
) -> Result<PersonPreview, IdentityError> {
    let mut changes = Vec::with_capacity(one.shifts.len());
    for shift in &one.shifts {
        let declared =
            |of: &Authority| of.snapshot().declared(&shift.permission).map(|known| known.title.clone());
        let title = declared(&one.after).or_else(|| declared(&one.before)).unwrap_or_default();
        let mut records = Vec::new();
        if *to_count > 0 {
            *to_count -= 1;
            for collection in registry.collections_under(&shift.permission) {
                records.push(count(unit, one, &shift.permission, collection)?);
            }
        }
        let words = |regions: &[Region]| -> Vec<String> {
            regions.iter().map(|region| region_in_words(region, names)).collect()
        };
        let (gains, loses) = (words(&shift.gained), words(&shift.lost));
        let sentence = sentence(&gains, &loses, &title, &records);
        changes.push(Change { title, sentence, gains, loses, records, shift: shift.clone() });
    }
    Ok(PersonPreview {
        user: one.person.as_ref().map(|person| person.id.to_string()),
        name: one
            .person
            .as_ref()
            .map_or("Whoever has not signed in".to_owned(), |person| person.name.clone()),
        staff: one.becomes_staff(),
        changes,
    })
}

fn count(
    unit: &mut UnitOfWork,
    one: &Affected,
    permission: &str,
    collection: String,
) -> Result<Records, IdentityError> {
    let query = Query { index: "created".into(), ..Query::default() };
    let mut seen =
        |authority: &Authority| unit.count(&authority.visible(permission), &collection, &query, MANY);
    let (before, after) = (seen(&one.before)?, seen(&one.after)?);
    Ok(Records { collection, before, after, or_more: before == MANY || after == MANY })
}

fn sentence(gains: &[String], loses: &[String], title: &str, records: &[Records]) -> String {
    let mut parts = Vec::new();
    if !gains.is_empty() {
        parts.push(format!("gains \u{201c}{title}\u{201d}: {}", gains.join(", ")));
    }
    if !loses.is_empty() {
        let again = if parts.is_empty() { format!(" \u{201c}{title}\u{201d}") } else { String::new() };
        parts.push(format!("loses{again}: {}", loses.join(", ")));
    }
    let figure = |n: u32| if n == MANY { format!("{MANY} or more") } else { n.to_string() };
    let counted: Vec<_> = records
        .iter()
        .filter(|records| records.before != records.after || records.before > 0)
        .map(|r| format!("{}: {} records instead of {}", r.collection, figure(r.after), figure(r.before)))
        .collect();
    let counted = if counted.is_empty() { String::new() } else { format!(" ({})", counted.join("; ")) };
    parts.join("; ") + &counted
}

fn region_in_words(region: &Region, names: &BTreeMap<DepartmentId, String>) -> String {
    let what = match region.which {
        Which::Every => "everything",
        Which::Unassigned => "what is nobody's yet",
        Which::Assigned => "what is assigned to them",
        Which::Own => "what they asked themselves",
        Which::Shared => "what they take part in",
    };
    match region.department {
        None => what.to_owned(),
        Some(id) => {
            format!("{what} in {}", names.get(&id).map_or("a department that is gone", String::as_str))
        }
    }
}
