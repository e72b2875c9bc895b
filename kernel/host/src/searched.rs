//! What the search index is told: which collections the plugins declare, and who the people are.

use crate::registry::Registry;
use arc_swap::ArcSwap;
use ombud_identity::{Identity, Person, person};
use ombud_search::{Declared, PEOPLE, Rules, SearchRules, Source, TextRule};
use ombud_store::{StoreError, UnitOfWork};
use serde_json::json;
use std::sync::Arc;

/// The plugins and the people of a desk.
pub(crate) struct Known {
    pub registry: Arc<ArcSwap<Registry>>,
    pub identity: Arc<Identity>,
}

impl Source for Known {
    fn declared(&self) -> Declared {
        let mut declared = Declared::default();
        declared.0.insert(PEOPLE.into(), Arc::new(Rules { search: of_people(), read: None, schema: 1 }));
        for plugin in self.registry.load().all() {
            let manifest = plugin.manifest();
            for rules in manifest.collections.iter().filter(|rules| !rules.private) {
                if let Some(search) = &rules.search {
                    let read = rules.read.as_ref().map(ToString::to_string);
                    let rules_of = Rules { search: search.clone(), read, schema: manifest.plugin.schema };
                    declared.0.insert(format!("{}:{}", plugin.id(), rules.name), Arc::new(rules_of));
                }
            }
        }
        declared
    }

    fn person(&self, unit: &mut UnitOfWork, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Ok(id) = id.parse() else { return Ok(None) };
        let found = self.identity.person(unit, id).map_err(unreadable)?;
        Ok(found.map(|person| body(&person)))
    }

    fn people(
        &self,
        unit: &mut UnitOfWork,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        Ok(person::ids_after(unit, after, limit)
            .map_err(unreadable)?
            .iter()
            .map(ToString::to_string)
            .collect())
    }
}

fn unreadable(error: ombud_identity::IdentityError) -> StoreError {
    StoreError::Corrupt(format!("the people of this desk: {error}"))
}

/// The address is guarded: it is for who may see addresses.
fn of_people() -> SearchRules {
    let text = |field: &str, title, staff| TextRule { field: field.into(), title, staff };
    let text = vec![text("name", true, false), text("alias", false, false), text("email", false, true)];
    SearchRules { text, ..SearchRules::default() }
}

/// What of a person is searched.
pub(crate) fn body(person: &Person) -> Vec<u8> {
    json!({ "name": person.name, "alias": person.alias, "email": person.email }).to_string().into_bytes()
}
