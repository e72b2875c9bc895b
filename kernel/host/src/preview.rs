//! What a change would do, in words and figures: for the API, the command line, and plugins.

use crate::host::Host;
use crate::registry::Registry;
use ombud_access::{Authority, DepartmentId, Mandate, Region, Shift, Target, Which};
use ombud_identity::effect::{Affected, Effect, Given, MandateShift};
use ombud_identity::{IdentityError, department};
use ombud_store::{Query, UnitOfWork};
use ombud_texts::{Argument, Language, kernel};
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
    /// In which it is told.
    #[serde(skip)]
    language: Language,
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
    /// Puts an effect into words of a language. The records are counted as this unit of work sees them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn preview(
        &self,
        language: Language,
        unit: &mut UnitOfWork,
        effect: Effect,
    ) -> Result<Preview, IdentityError> {
        preview(&self.registry(), language, unit, effect)
    }
}

/// The same, with the plugins of a call.
pub(crate) fn preview(
    registry: &Registry,
    language: Language,
    unit: &mut UnitOfWork,
    effect: Effect,
) -> Result<Preview, IdentityError> {
    let names =
        department::list(unit)?.into_iter().map(|department| (department.id, department.name)).collect();
    let sentence = summary(language, &effect);
    let Effect { people, not_looked_at, plugins } = effect;
    let mut teller = Teller { registry, language, names, to_count: COUNTED };
    let people = people.iter().map(|one| teller.person(unit, one)).collect::<Result<_, IdentityError>>()?;
    Ok(Preview { sentence, people, not_looked_at, plugins, language, names: teller.names })
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
        let language = self.language;
        let mut lines = vec![self.sentence.clone()];
        for person in &self.people {
            lines.push(format!("\n{}", person.name));
            lines.extend(person.staff.map(|staff| {
                let key = if staff { "becomes-staff" } else { "is-no-staff" };
                format!("  {}", say(language, key, &[]))
            }));
            lines.extend(person.changes.iter().map(|change| format!("  {}", change.sentence)));
        }
        for plugin in &self.plugins {
            let called = [("plugin", plugin.plugin.as_str().into())];
            lines.push(format!("\n{}", say(language, "effect-plugin", &called)));
            let works = |mandate: &Option<Mandate>| mandate.as_ref().is_some_and(|mandate| mandate.enabled);
            if let (false, true) | (true, false) = (works(&plugin.before), works(&plugin.after)) {
                let key = if works(&plugin.after) { "effect-begins" } else { "effect-ends" };
                lines.push(format!("  {}", say(language, key, &[])));
            }
            let told = |key, given| format!("  {}", say(language, key, &[("what", self.told(given).into())]));
            lines.extend(plugin.gained.iter().map(|given| told("effect-gains", given)));
            lines.extend(plugin.lost.iter().map(|given| told("effect-loses", given)));
        }
        lines
    }

    /// What a mandate gives, in words.
    pub fn told(&self, given: &Given) -> String {
        format!("{} ({}){}", given.grant.permission, given.grant.scopes, self.filed(given))
    }

    /// In which departments a mandate gives it, if not everywhere: " in Sales".
    pub fn filed(&self, given: &Given) -> String {
        let (key, at) = match (&given.departments, given.except.as_slice()) {
            (Some(at), _) => ("preview-filed", at.as_slice()),
            (None, []) => return String::new(),
            (None, except) => ("preview-filed-but", except),
        };
        let names: Vec<_> = at.iter().filter_map(|at| self.names.get(at)).map(String::as_str).collect();
        format!(" {}", say(self.language, key, &[("departments", names.join(", ").into())]))
    }
}

fn say(language: Language, key: &str, args: &[(&str, Argument)]) -> String {
    kernel().say(language, key, args, None).text
}

fn summary(language: Language, effect: &Effect) -> String {
    let count =
        |has: fn(&Shift) -> bool| effect.people.iter().filter(|one| one.shifts.iter().any(has)).count();
    let (gain, lose) = (count(|shift| !shift.gained.is_empty()), count(|shift| !shift.lost.is_empty()));
    let told = |key, count: usize| say(language, key, &[("count", count.into())]);
    let mut parts = vec![of_people(language, effect.people.len(), gain, lose)];
    if effect.not_looked_at > 0 {
        parts.push(told("preview-not-looked-at", effect.not_looked_at));
    }
    if !effect.plugins.is_empty() {
        let plugins: Vec<_> = effect.plugins.iter().map(|plugin| format!("`{}`", plugin.plugin)).collect();
        parts.push(say(language, "preview-mandates", &[("plugins", plugins.join(", ").into())]));
    }
    parts.join("; ") + "."
}

/// How many people it is for, how many of them gain something, and how many lose something.
fn of_people(language: Language, all: usize, gain: usize, lose: usize) -> String {
    let told = |key, count: usize| say(language, key, &[("count", count.into())]);
    match (gain, lose) {
        (0, 0) if all == 0 => say(language, "preview-nothing", &[]),
        (0, 0) => told("preview-same", all),
        (gain, 0) => told("preview-gain", gain) + ", " + &say(language, "preview-no-loss", &[]),
        (0, lose) => told("preview-lose", lose) + ", " + &say(language, "preview-no-gain", &[]),
        (gain, lose) => told("preview-gain", gain) + ", " + &told("preview-lose", lose),
    }
}

/// Tells it of one person after the other.
struct Teller<'a> {
    registry: &'a Registry,
    language: Language,
    names: BTreeMap<DepartmentId, String>,
    /// So many more get their records counted.
    to_count: usize,
}

impl Teller<'_> {
    fn person(&mut self, unit: &mut UnitOfWork, one: &Affected) -> Result<PersonPreview, IdentityError> {
        let mut changes = Vec::with_capacity(one.shifts.len());
        for shift in &one.shifts {
            let declared = |of: &Authority| {
                let known = of.snapshot().declared(&shift.permission)?;
                Some(self.registry.words_of(self.language, known).0)
            };
            let title = declared(&one.after).or_else(|| declared(&one.before)).unwrap_or_default();
            let mut records = Vec::new();
            if self.to_count > 0 {
                self.to_count -= 1;
                for collection in self.registry.collections_under(&shift.permission) {
                    records.push(count(unit, one, &shift.permission, collection)?);
                }
            }
            let words = |regions: &[Region]| -> Vec<String> {
                regions.iter().map(|region| self.region(region)).collect()
            };
            let (gains, loses) = (words(&shift.gained), words(&shift.lost));
            let sentence = sentence(self.language, &gains, &loses, &title, &records);
            changes.push(Change { title, sentence, gains, loses, records, shift: shift.clone() });
        }
        let visitor = || say(self.language, "preview-visitor", &[]);
        Ok(PersonPreview {
            user: one.person.as_ref().map(|person| person.id.to_string()),
            name: one.person.as_ref().map_or_else(visitor, |person| person.name.clone()),
            staff: one.becomes_staff(),
            changes,
        })
    }

    fn region(&self, region: &Region) -> String {
        let language = self.language;
        let key = match region.which {
            Which::Every => "preview-every",
            Which::Unassigned => "preview-unassigned",
            Which::Assigned => "preview-assigned",
            Which::Own => "preview-own",
            Which::Shared => "preview-shared",
        };
        let what = say(language, key, &[]);
        let Some(id) = region.department else { return what };
        match self.names.get(&id) {
            Some(name) => say(language, "preview-in", &[("what", what.into()), ("department", name.into())]),
            None => say(language, "preview-in-gone", &[("what", what.into())]),
        }
    }
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

fn sentence(
    language: Language,
    gains: &[String],
    loses: &[String],
    title: &str,
    records: &[Records],
) -> String {
    let told = |key, regions: &[String]| {
        say(language, key, &[("title", title.into()), ("what", regions.join(", ").into())])
    };
    let mut parts = Vec::new();
    if !gains.is_empty() {
        parts.push(told("preview-gains", gains));
    }
    if !loses.is_empty() {
        let key = if parts.is_empty() { "preview-loses" } else { "preview-loses-too" };
        parts.push(told(key, loses));
    }
    let figure = |n: u32| match n {
        MANY => say(language, "preview-or-more", &[("count", n.into())]),
        n => n.to_string(),
    };
    let counted: Vec<_> = records
        .iter()
        .filter(|records| records.before != records.after || records.before > 0)
        .map(|r| {
            let (before, after) = (figure(r.before).into(), figure(r.after).into());
            let args = [("collection", r.collection.as_str().into()), ("before", before), ("after", after)];
            say(language, "preview-records", &args)
        })
        .collect();
    let counted = if counted.is_empty() { String::new() } else { format!(" ({})", counted.join("; ")) };
    parts.join("; ") + &counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_gain_and_lose_is_told_in_the_plural_forms_of_each_language() {
        let russian = |gain, lose| of_people(Language::Russian, 5, gain, lose);
        assert_eq!(russian(1, 0), "1 человек что-то получает, никто ничего не теряет");
        assert_eq!(russian(2, 5), "2 человека что-то получают, 5 человек что-то теряют");
        assert_eq!(russian(0, 0), "5 человек могут то же, что и раньше");
        assert_eq!(of_people(Language::Slovene, 2, 0, 2), "2 osebi nekaj izgubita, nihče ničesar ne pridobi");
        assert_eq!(
            of_people(Language::English, 3, 1, 2),
            "1 person gains something, 2 people lose something"
        );
    }

    #[test]
    fn what_one_gains_and_loses_is_told_whole_in_each_language() {
        let records = Records { collection: "tickets:tickets".into(), before: 3, after: MANY, or_more: true };
        let told = |language: Language| {
            sentence(
                language,
                &["A".into(), "B".into()],
                &["C".into()],
                "Read",
                std::slice::from_ref(&records),
            )
        };
        assert_eq!(
            told(Language::English),
            "gains \u{201c}Read\u{201d}: A, B; loses: C (tickets:tickets: 1,000 or more records instead of 3)"
        );
        assert_eq!(
            told(Language::Russian),
            "получает «Read»: A, B; теряет: C (tickets:tickets, записей: 1\u{a0}000 или больше вместо 3)"
        );
        for language in Language::ALL {
            assert!(!told(language).contains("[preview"), "{}", told(language));
        }
    }
}
