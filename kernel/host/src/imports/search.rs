//! `ombud:kernel/search`: what the caller may see, found by its words.

use crate::bindings::search::{Filter, Found, Group, Hit, Host, Order, Piece, Query, Tally};
use crate::bindings::types as wit;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::gate::{self, Shown};
use crate::told::tell_misread;
use ombud_access::{RecordRef, Target};
use ombud_search::{Asker, Declared, Failed, PEOPLE, Question, Rules, Sight, Wanted};
use ombud_store::UnitOfWork;
use std::collections::BTreeMap;
use wasmtime::Result;

/// The most groups of a page, and the most suggestions.
const MAX_PAGE: u32 = 50;
const MAX_SUGGESTED: u32 = 20;
/// The longest query and cursor, bytes.
const MAX_TEXT: usize = 500;
const MAX_CURSOR: usize = 4_096;

const PERSON_READ: &str = "kernel:person.read";
const EMAIL_READ: &str = "kernel:email.read";

impl Host for Cx {
    fn find(&mut self, query: Query) -> Result<Answer<Found>> {
        self.count_dear_call()?;
        Ok(self.search_for(query))
    }

    fn suggest(&mut self, text: String, limit: u32) -> Result<Answer<Vec<String>>> {
        self.count_dear_call()?;
        Ok(self.suggestions(&text, limit))
    }
}

impl Cx {
    fn search_for(&self, query: Query) -> Answer<Found> {
        within(query.limit, MAX_PAGE)?;
        short(&query.text)?;
        if query.cursor.as_ref().is_some_and(|cursor| cursor.len() > MAX_CURSOR) {
            return Err(wit::Error::Invalid("this is no cursor of a search".into()));
        }
        let search = &self.root.search;
        let declared = search.declared();
        let mut unit = self.root.unit();
        let asker = self.asker(&mut unit, &declared, &query.collections)?;
        let wanted = Wanted {
            text: query.text.clone(),
            order: match query.order {
                Order::Best => ombud_search::Order::Best,
                Order::Newest => ombud_search::Order::Newest,
                Order::Oldest => ombud_search::Order::Oldest,
            },
            limit: query.limit as usize,
            cursor: query.cursor,
        };
        let found = search.find(&mut unit, &asker, &wanted).map_err(failed)?;
        let mut groups = Vec::new();
        for top in &found.tops {
            let mut hits = Vec::new();
            for at in &top.hits {
                let Some(rules) = declared.0.get(&*at.collection) else { continue };
                hits.extend(self.hit(&mut unit, &asker, &found, rules, at)?);
            }
            // What was found was there a moment ago; shown is only what may be read now.
            if let Some(first) = top.hits.first().filter(|_| !hits.is_empty()) {
                groups.push(Group { top: convert::to_wit_ref(&self.top(&mut unit, first)?), hits });
            }
        }
        let tally = |(value, groups): &(String, usize)| {
            let (word, value) = value.split_once(':')?;
            Some(Tally { word: word.into(), value: value.into(), groups: count(*groups) })
        };
        let filters = found.filters().iter().map(|filter| Filter {
            word: filter.word.clone(),
            value: filter.value.clone(),
            negated: filter.not,
            without: Question::without(&query.text, filter),
        });
        Ok(Found {
            groups,
            total: count(found.total),
            at_least: found.at_least,
            tallies: found.counts.iter().filter_map(tally).collect(),
            filters: filters.collect(),
            problems: found
                .question
                .problems
                .iter()
                .map(|one| tell_misread(self.root.language, one))
                .collect(),
            next: found.next,
            complete: found.complete,
        })
    }

    fn suggestions(&self, text: &str, limit: u32) -> Answer<Vec<String>> {
        within(limit, MAX_SUGGESTED)?;
        short(text)?;
        let search = &self.root.search;
        let mut unit = self.root.unit();
        let asker = self.asker(&mut unit, &search.declared(), &[])?;
        search.suggest(&mut unit, &asker, text, limit as usize).map_err(failed)
    }

    /// What this call may see of these collections, or of all.
    fn asker(&self, unit: &mut UnitOfWork, declared: &Declared, only: &[String]) -> Answer<Asker> {
        let wanted = |name: &str| only.is_empty() || only.iter().any(|wanted| wanted == name);
        let mut by_permission = BTreeMap::<&str, Sight>::new();
        for name in declared.0.keys().filter(|name| *name != PEOPLE && wanted(name)) {
            // Of plugins that have just come or gone, this call knows what it knew when it began.
            let Ok(named) = gate::named(self, name) else { continue };
            let Some(read) = named.rules.read.as_ref().filter(|_| !named.rules.private) else { continue };
            if let Some(sight) = by_permission.get_mut(read.as_str()) {
                sight.collections.push(name.clone());
            } else if let Shown::Visible(visibility) = named.shown(self).map_err(wit::Error::from)? {
                let sight = Sight { collections: vec![name.clone()], visibility: Some(*visibility) };
                by_permission.insert(read.as_str(), sight);
            }
        }
        if let Some(unknown) = only.iter().find(|name| !declared.0.contains_key(*name)) {
            return Err(wit::Error::Invalid(format!(
                "there is no collection `{unknown}` that can be searched"
            )));
        }
        self.asks([PERSON_READ, EMAIL_READ]);
        let may = |permission| self.authority.check(permission, Target::Desk).allowed;
        let (people, addresses) = (may(PERSON_READ), may(PERSON_READ) && may(EMAIL_READ));
        let mut sights: Vec<Sight> = by_permission.into_values().collect();
        if people && wanted(PEOPLE) {
            sights.push(Sight { collections: vec![PEOPLE.into()], visibility: None });
        }
        let known = self.person().is_some() || self.authority.is_own();
        let departments = if known { self.root.identity.departments(unit)? } else { Vec::new() };
        Ok(Asker {
            sights,
            me: self.person(),
            staff: self.authority.is_staff(),
            people,
            addresses,
            departments: departments.into_iter().map(|department| (department.id, department.name)).collect(),
            now: self.root.now,
        })
    }

    /// A record that was found, opened as any other; none if the call may not read it.
    fn hit(
        &self,
        unit: &mut UnitOfWork,
        asker: &Asker,
        found: &ombud_search::Found,
        rules: &Rules,
        at: &RecordRef,
    ) -> Answer<Option<Hit>> {
        let guarded = asker.sees_guarded(&at.collection);
        let (parent, staff, created, body) = if &*at.collection == PEOPLE {
            let Some(person) = asker.people.then(|| at.id.as_str().parse().ok()).flatten() else {
                return Ok(None);
            };
            let Some(person) = self.root.identity.person(unit, person)? else { return Ok(None) };
            (None, true, person.created, crate::searched::body(&person))
        } else {
            let Ok(named) = gate::named(self, &at.collection) else { return Ok(None) };
            let Some(sealed) = unit.find(&at.collection, &at.id)? else { return Ok(None) };
            let Some(permit) = named.look_quietly(self, unit, &sealed)? else { return Ok(None) };
            let staff = sealed.filed().audience == ombud_access::Audience::Staff;
            let record = sealed.open(permit)?;
            (record.envelope.parent.clone(), staff, record.envelope.created, record.body)
        };
        let excerpt = found.excerpt(&rules.search, &body, guarded);
        Ok(Some(Hit {
            subject: convert::to_wit_ref(at),
            parent: parent.as_ref().map(convert::to_wit_ref),
            staff,
            created: created.0,
            fields: excerpt.fields,
            title: excerpt.title.into_iter().map(piece).collect(),
            text: excerpt.text.into_iter().map(piece).collect(),
        }))
    }

    /// What a record that the call may read hangs below.
    fn top(&self, unit: &mut UnitOfWork, at: &RecordRef) -> Answer<RecordRef> {
        let mut top = at.clone();
        while let Some(parent) =
            unit.find(&top.collection, &top.id)?.and_then(|sealed| sealed.envelope().parent.clone())
        {
            top = parent;
        }
        Ok(top)
    }
}

fn piece(piece: ombud_search::Piece) -> Piece {
    Piece { text: piece.text, found: piece.found }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn within(limit: u32, most: u32) -> Answer<()> {
    match (1..=most).contains(&limit) {
        true => Ok(()),
        false => Err(wit::Error::Invalid(format!("a page has 1 to {most} entries, not {limit}"))),
    }
}

fn short(text: &str) -> Answer<()> {
    match text.len() <= MAX_TEXT {
        true => Ok(()),
        false => Err(wit::Error::TooLarge(format!("a search has at most {MAX_TEXT} bytes"))),
    }
}

fn failed(error: Failed) -> wit::Error {
    match error {
        Failed::Cursor => wit::Error::Invalid(error.to_string()),
        Failed::Store(error) => error.into(),
        // What went wrong stands in the log; the caller can only wait.
        _ => wit::Error::Unavailable("the search is being made ready; try again in a moment".into()),
    }
}
