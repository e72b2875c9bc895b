//! What the permission engine decided, told in the language of whoever reads it.

use ombud_access::{
    Denial, Enough, Fact, Part, Permission, Place, Remedy, RoleFact, Rule, Scopes, Telling, Word,
};
use ombud_search::Misread;
use ombud_texts::{Argument, Language, kernel};

/// A decision in one sentence. `what` is what the permission is called in this language.
pub fn tell_decision(language: Language, telling: &Telling, what: &str) -> String {
    let words = Words(language);
    if telling.what.is_none() {
        return words.say("told-undeclared", &[("what", telling.permission.as_str())]);
    }
    let plugin = telling.alone.as_ref().or(telling.through.as_ref()).map_or("", |plugin| plugin.as_str());
    let reason = match (&telling.fact, telling.allowed) {
        (Some(fact), true) => words.because(telling, fact),
        (Some(fact), false) => words.obstacle(telling, fact),
        (None, _) => words.say("told-nobody", &[]),
    };
    let key = match (telling.allowed, telling.alone.is_some(), telling.through.is_some()) {
        (true, true, _) => "told-plugin-yes",
        (true, false, true) => "told-yes-through",
        (true, false, false) => "told-yes",
        (false, true, _) => "told-plugin-no",
        (false, false, _) => "told-no",
    };
    words.say(key, &[("what", what), ("reason", &reason), ("plugin", plugin)])
}

/// What would have been enough, in one sentence.
pub fn tell_enough(language: Language, enough: &Enough) -> String {
    let words = Words(language);
    let related: Vec<String> = enough.related.iter().map(|scope| words.related(scope)).collect();
    let possible = enough.obstacles.iter().all(|remedies| !remedies.is_empty());
    let any = |remedies: &Vec<Remedy>| {
        words.joined("told-either", remedies.iter().map(|remedy| words.remedy(remedy)))
    };
    let rights = possible.then(|| words.joined("told-and-if", enough.obstacles.iter().map(any)));
    let ways = words.joined("told-or-if", rights.into_iter().chain(related));
    match ways.is_empty() {
        true => words.say("told-nothing-enough", &[]),
        false => words.say("told-enough", &[("ways", &ways)]),
    }
}

/// A refusal in one sentence; none where it is in English alone, or nothing is told. `title` knows what a permission is
/// called in this language.
pub(crate) fn tell_denial(
    language: Language,
    denial: &Denial,
    title: impl Fn(&Permission) -> String,
) -> Option<String> {
    if language == Language::English {
        return None;
    }
    if let Some(rule) = denial.rule() {
        return Some(Words(language).rule(rule, title));
    }
    let telling = denial.telling()?;
    let what = telling.what.as_ref().map(title).unwrap_or_default();
    Some(tell_decision(language, &telling, &what))
}

/// What was not understood of what somebody looks for, in one sentence; what can be typed stands between backticks.
pub(crate) fn tell_misread(language: Language, misread: &Misread) -> String {
    let words = Words(language);
    match misread {
        Misread::TooLong => words.say("told-search-long", &[]),
        Misread::NoTime(typed) => words.say("told-search-time", &[("typed", typed)]),
        Misread::NoHas(typed) => words.say("told-search-has", &[("typed", typed)]),
        Misread::NoFilter(word, known) => {
            let known: Vec<String> = known.iter().map(|word| format!("`{word}:`")).collect();
            words.say("told-search-filter", &[("word", word), ("known", &known.join(", "))])
        }
        Misread::Empty(word) => words.say("told-search-empty", &[("word", word)]),
    }
}

/// What a role is called: that of every desk as the language calls it, unless the desk has called it otherwise.
pub(crate) fn title_of_role(language: Language, name: &str, title: &str) -> String {
    in_words(language, &format!("role-{name}"), title)
}

/// What stands in the English catalogue, in the language; as it is where the desk has its own words.
pub(crate) fn in_words(language: Language, key: &str, english: &str) -> String {
    match kernel().spoken(Language::English, key, &[]).as_deref() == Some(english) {
        true => kernel().say(language, key, &[], Some(english)).text,
        false => english.to_owned(),
    }
}

struct Words(Language);

impl Words {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Argument)> =
            args.iter().map(|(name, text)| (*name, Argument::from(*text))).collect();
        kernel().say(self.0, key, &args, None).text
    }

    /// With this between each two.
    fn joined(&self, key: &str, all: impl Iterator<Item = String>) -> String {
        let both = |one: String, other: String| self.say(key, &[("one", &one), ("other", &other)]);
        all.reduce(both).unwrap_or_default()
    }

    fn rule(&self, rule: &Rule, title: impl Fn(&Permission) -> String) -> String {
        let word = |word: &Word| match word {
            Word::Permission(permission) => title(permission),
            Word::Scopes(scopes) => self.scopes(*scopes),
            Word::Role { title, built_in: Some(name) } => title_of_role(self.0, name, title),
            plain => plain.to_string(),
        };
        let args: Vec<_> = rule.words.iter().map(|(name, filled)| (*name, word(filled))).collect();
        let args: Vec<_> = args.iter().map(|(name, filled)| (*name, filled.as_str())).collect();
        self.say(rule.key, &args)
    }

    fn role(&self, telling: &Telling, fact: &RoleFact) -> String {
        let key = if telling.visitor { "told-role-of-all" } else { "told-role" };
        self.say(key, &[("title", &fact.title)])
    }

    fn because(&self, telling: &Telling, fact: &Fact) -> String {
        match fact {
            Fact::Owner => self.say("told-owner", &[]),
            Fact::Granted(role) => {
                let scope = role.matched.iter().next().unwrap_or(Scopes::ALL);
                let held = self.role(telling, role);
                if telling.on_desk {
                    self.say("told-granted-desk", &[("role", &held)])
                } else if scope == Scopes::ALL && role.place != Place::Everywhere {
                    self.say("told-granted-there", &[("role", &held)])
                } else {
                    self.say("told-granted", &[("role", &held), ("scopes", &self.of(scope))])
                }
            }
            _ => self.say("told-mandate-covers", &[]),
        }
    }

    fn obstacle(&self, telling: &Telling, fact: &Fact) -> String {
        let role = |key: &str, fact: &RoleFact| {
            let (held, scopes) = (self.role(telling, fact), self.scopes(fact.scopes));
            self.say(key, &[("role", &held), ("scopes", &scopes)])
        };
        let of_desk = |desk, record| if telling.on_desk { desk } else { record };
        match fact {
            Fact::StaffOnly => self.say("told-staff-only", &[]),
            Fact::Suspended => self.say("told-suspended", &[]),
            Fact::ScopeMissed(fact) => role(of_desk("told-scope-desk", "told-scope"), fact),
            Fact::PlaceMissed(fact) => role(of_desk("told-place-desk", "told-place"), fact),
            Fact::Ended(fact) => role("told-ended", fact),
            Fact::Retired(fact) => role("told-retired", fact),
            Fact::NeverHolds(fact) => role("told-never", fact),
            Fact::NothingGranted { signed_in: false } => self.say("told-not-signed-in", &[]),
            Fact::TokenLacks { part: Part::Order, .. } => self.say("told-order", &[]),
            Fact::TokenLacks { scopes, .. } if scopes.is_empty() => self.say("told-token", &[]),
            Fact::TokenLacks { scopes, .. } => {
                self.say("told-token-only", &[("scopes", &self.scopes(*scopes))])
            }
            Fact::MandateLacks { plugin, scopes } if scopes.is_empty() => {
                self.say("told-mandate", &[("plugin", plugin.as_str())])
            }
            Fact::MandateLacks { plugin, scopes } => {
                let scopes = self.scopes(*scopes);
                self.say("told-mandate-only", &[("plugin", plugin.as_str()), ("scopes", &scopes)])
            }
            Fact::MandateElsewhere { plugin } => self.say("told-elsewhere", &[("plugin", plugin.as_str())]),
            Fact::PluginOff { plugin } => self.say("told-off", &[("plugin", plugin.as_str())]),
            _ => self.say("told-nothing", &[]),
        }
    }

    fn of(&self, scope: Scopes) -> String {
        let key = match scope {
            Scopes::DEPARTMENT => "told-of-department",
            Scopes::ASSIGNED => "told-of-assigned",
            Scopes::OWN => "told-of-own",
            Scopes::SHARED => "told-of-shared",
            Scopes::UNASSIGNED => "told-of-unassigned",
            _ => "told-of-all",
        };
        self.say(key, &[])
    }

    fn scopes(&self, scopes: Scopes) -> String {
        self.joined("told-or", scopes.iter().map(|scope| self.of(scope)))
    }

    fn related(&self, scope: Scopes) -> String {
        let key = match scope {
            Scopes::DEPARTMENT => "told-if-department",
            Scopes::ASSIGNED => "told-if-assigned",
            Scopes::OWN => "told-if-own",
            Scopes::SHARED => "told-if-shared",
            _ => "told-if-unassigned",
        };
        self.say(key, &[])
    }

    fn remedy(&self, remedy: &Remedy) -> String {
        let any = |scopes: &Scopes| self.scopes(*scopes);
        match remedy {
            Remedy::Declare => self.say("told-if-declared", &[]),
            Remedy::LetIn => self.say("told-if-let-in", &[]),
            Remedy::Staff => self.say("told-if-staff", &[]),
            Remedy::OwnTheDesk => self.say("told-if-owner", &[]),
            Remedy::Role { title, scopes, .. } => {
                self.say("told-if-role", &[("title", title), ("scopes", &any(scopes))])
            }
            Remedy::AnotherRole { scopes } => self.say("told-if-another-role", &[("scopes", &any(scopes))]),
            Remedy::Token { part: Part::Order, .. } => self.say("told-if-order", &[]),
            Remedy::Token { scopes, .. } => self.say("told-if-token", &[("scopes", &any(scopes))]),
            Remedy::Install { plugin } => self.say("told-if-installed", &[("plugin", plugin.as_str())]),
            Remedy::SwitchOn { plugin } => self.say("told-if-on", &[("plugin", plugin.as_str())]),
            Remedy::Mandate { plugin, scopes } => {
                self.say("told-if-mandate", &[("plugin", plugin.as_str()), ("scopes", &any(scopes))])
            }
            Remedy::Department { plugin, .. } => self.say("told-if-there", &[("plugin", plugin.as_str())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_access::RoleId;

    fn enough(obstacles: Vec<Vec<Remedy>>, related: Scopes) -> Enough {
        Enough { obstacles, related }
    }

    fn role(title: &str) -> Remedy {
        let role: RoleId = "0".repeat(26).parse().unwrap();
        Remedy::Role { role, title: title.into(), scopes: Scopes::OWN | Scopes::SHARED }
    }

    #[test]
    fn what_would_have_been_enough_is_told_whole_in_each_language() {
        let both = enough(vec![vec![Remedy::Staff], vec![role("Agent"), Remedy::LetIn]], Scopes::ASSIGNED);
        let told = tell_enough(Language::English, &both);
        assert_eq!(
            told,
            "It would be enough if they held a role for staff, and if the role “Agent” granted it for what they asked \
             themselves or for what they take part in, or the account were not suspended; or if this were assigned to them."
        );
        for language in Language::ALL {
            let told = tell_enough(language, &both);
            assert!(told.contains("Agent") && !told.contains("told-") && !told.contains('['), "{told}");
            let never = tell_enough(language, &enough(vec![vec![]], Scopes::NONE));
            assert_eq!(never, kernel().say(language, "told-nothing-enough", &[], None).text);
        }
    }
}
