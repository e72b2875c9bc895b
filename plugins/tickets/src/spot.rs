//! Whom `@` in a text may stand for.

use ombud_plugin::Person;

/// So many of them are looked at in one text.
const MOST: usize = 50;

/// One `@` with a name after it.
pub struct Spot<'a> {
    /// The name, as it stands there.
    pub written: &'a str,
    /// Whose it may be.
    pub people: Vec<&'a Person>,
    /// Whether it is the whole name of each of them.
    whole: bool,
}

impl Spot<'_> {
    /// Whether it is known who is meant. All that bear a name are meant by the whole of it.
    pub fn is_certain(&self) -> bool {
        self.whole || self.people.len() == 1
    }
}

/// Each `@` in a text that is followed by a name, or by the first words of one.
pub fn all<'a>(text: &'a str, people: &'a [Person]) -> Vec<Spot<'a>> {
    let begun = text.match_indices('@').filter(|(at, _)| {
        // In the middle of a word it is an address.
        !text[..*at]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || "._-+@".contains(before))
    });
    begun.filter_map(|(at, sign)| spot(&text[at + sign.len()..], people)).take(MOST).collect()
}

/// The longest name counts, and a whole one more than the beginning of another.
fn spot<'a>(text: &'a str, people: &'a [Person]) -> Option<Spot<'a>> {
    let led: Vec<(&Person, usize, bool)> = people
        .iter()
        .map(|person| {
            let (end, whole) = lead(text, &person.name);
            (person, end, whole)
        })
        .filter(|(_, end, _)| *end > 0)
        .collect();
    let longest = led.iter().map(|(_, end, whole)| (*end, *whole)).max()?;
    let people = led.iter().filter(|(_, end, whole)| (*end, *whole) == longest).map(|(person, ..)| *person);
    Some(Spot { written: &text[..longest.0], people: people.collect(), whole: longest.1 })
}

/// How far a text goes along with the words of a name, and whether with all of them.
fn lead(text: &str, name: &str) -> (usize, bool) {
    let mut end = 0;
    for word in name.split_whitespace() {
        let gap = if end == 0 {
            0
        } else {
            text[end..].chars().next().filter(|c| *c == ' ').map_or(0, char::len_utf8)
        };
        let Some(length) = ahead(&text[end + gap..], word).filter(|_| end == 0 || gap > 0) else {
            return (end, false);
        };
        let after = &text[end + gap + length..];
        if after.chars().next().is_some_and(char::is_alphanumeric) {
            return (end, false);
        }
        end += gap + length;
    }
    (end, end > 0)
}

/// How long the beginning of a text is that is this word, whatever the letter case.
fn ahead(text: &str, word: &str) -> Option<usize> {
    let mut asked = word.chars().flat_map(char::to_lowercase).peekable();
    let mut end = 0;
    for c in text.chars() {
        if asked.peek().is_none() {
            break;
        }
        if c.to_lowercase().any(|low| asked.next() != Some(low)) {
            return None;
        }
        end += c.len_utf8();
    }
    asked.peek().is_none().then_some(end)
}

/// Whether each of these words begins a word of the name.
pub fn begins(name: &str, words: &str) -> bool {
    let name = name.to_lowercase();
    let words = words.to_lowercase();
    words.split_whitespace().all(|asked| name.split_whitespace().any(|word| word.starts_with(asked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person {
            id: name.into(),
            name: name.into(),
            alias: None,
            email: None,
            staff: true,
            active: true,
            departments: Vec::new(),
        }
    }

    #[track_caller]
    fn stands_for(text: &str, want: &[(&str, &[&str], bool)]) {
        let people: Vec<Person> =
            ["Ana Novak", "Ana Novak Petrič", "Ana Žagar", "Bor", "Čedo Ílić", "Mia-Lou Ng"]
                .map(person)
                .into();
        let spots = all(text, &people);
        let found: Vec<(&str, Vec<&str>, bool)> = spots
            .iter()
            .map(|spot| {
                (spot.written, spot.people.iter().map(|one| one.name.as_str()).collect(), spot.is_certain())
            })
            .collect();
        let want: Vec<(&str, Vec<&str>, bool)> =
            want.iter().map(|(written, people, certain)| (*written, people.to_vec(), *certain)).collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn a_whole_name_counts_more_than_the_beginning_of_another_and_a_long_one_more_than_a_short_one() {
        stands_for("@Ana Novak, look", &[("Ana Novak", &["Ana Novak"], true)]);
        stands_for("(@ana novak petrič)", &[("ana novak petrič", &["Ana Novak Petrič"], true)]);
        stands_for("@Ana Ž", &[("Ana", &["Ana Novak", "Ana Novak Petrič", "Ana Žagar"], false)]);
        stands_for("@ANA ŽAGAR", &[("ANA ŽAGAR", &["Ana Žagar"], true)]);
    }

    #[test]
    fn as_much_of_a_name_as_is_nobody_else_s_is_enough() {
        stands_for(
            "@čedo\nand @Bor: @mia-lou",
            &[("čedo", &["Čedo Ílić"], true), ("Bor", &["Bor"], true), ("mia-lou", &["Mia-Lou Ng"], true)],
        );
        stands_for("@Ana", &[("Ana", &["Ana Novak", "Ana Novak Petrič", "Ana Žagar"], false)]);
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for text in ["bor@bor.test", "@Boris", "@ Bor", "@", "@@", "a@Bor", "x.@Bor", "@Borč", "Bor"] {
            stands_for(text, &[]);
        }
        stands_for(
            "@Ana\u{a0}Novak @Bor_",
            &[("Ana", &["Ana Novak", "Ana Novak Petrič", "Ana Žagar"], false), ("Bor", &["Bor"], true)],
        );
        assert_eq!(all(&"@Bor ".repeat(MOST + 9), &[person("Bor")]).len(), MOST);
        assert!(all("@anything", &[person(""), person(" ")]).is_empty());
    }

    #[test]
    fn whoever_has_a_word_that_begins_so_is_offered() {
        assert!(begins("Ana Novak", "no") && begins("Ana Novak", "") && begins("Ana Žagar", "ŽA an"));
        assert!(!begins("Ana Novak", "ovak") && !begins("Ana Novak", "ana p"));
    }
}
