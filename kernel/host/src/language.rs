//! The language of the desk, which whoever has none of his own gets.

use crate::host::Host;
use crate::problem::CallError;
use ombud_access::{Authority, Denial, Permission, Target};
use ombud_identity::audit::{self, Fact};
use ombud_store::{Table, UnitOfWork};
use ombud_texts::Language;
use serde_json::json;

/// One row, by its tag.
const LANGUAGE: Table<String> = Table::new("host-language");
const ROW: &str = "desk";

/// What changing it asks for.
pub const SETTINGS: &str = "kernel:settings.edit";

impl Host {
    /// The language of the desk. English as long as nobody chose another, and if the store cannot say.
    pub fn language(&self) -> Language {
        let chosen = self.store.begin().get(&LANGUAGE, ROW).ok().flatten();
        chosen.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
    }

    /// The title of a permission in this language, in the words of whoever declares it.
    pub fn title_of(&self, language: Language, permission: &Permission) -> String {
        self.registry().words_of(language, permission).0
    }

    /// A refusal in this language; none where it is in English alone.
    pub fn told(&self, language: Language, denial: &Denial) -> Option<String> {
        self.registry().told(language, denial)
    }

    /// Chooses the language of the desk.
    ///
    /// # Errors
    /// Refusals.
    pub async fn choose_language(&self, language: Language, actor: &Authority) -> Result<(), CallError> {
        actor.check(SETTINGS, Target::Desk).into_result().map_err(CallError::Denied)?;
        let work = |unit: &mut UnitOfWork| -> Result<(), CallError> {
            self.still_may(unit, actor, SETTINGS)?;
            let before = unit.get(&LANGUAGE, ROW)?.unwrap_or_else(|| Language::default().tag().to_owned());
            if before == language.tag() {
                return Ok(());
            }
            unit.put(&LANGUAGE, ROW, &language.tag().to_owned())?;
            let told = |tag: &str| Some(json!({ "language": tag }));
            let fact = Fact {
                action: "settings.edit",
                target: "desk".to_owned(),
                before: told(&before),
                after: told(language.tag()),
            };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await
    }
}
