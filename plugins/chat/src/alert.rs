//! What is to be looked at first among all that wait and run: pure, but for the settings.

use crate::keep::{Chat, State};
use crate::line::Talk;
use ombud_plugin::{Cx, Result, Timestamp};
use serde::Deserialize;

const MINUTE: Timestamp = 60_000;

/// What the administrator chose.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// After how many minutes a wait is long; 0: never.
    alert_wait_minutes: u32,
    /// Within how many minutes the first answer is due; 0: no matter when.
    alert_answer_minutes: u32,
}

impl Settings {
    pub fn read(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Words {
    alert_words: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    word: String,
}

/// Why a chat is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Alert {
    /// Nobody has taken it for so many minutes.
    Waits(u64),
    /// The visitor's last words are unanswered for so many minutes.
    Unanswered(u64),
    /// The first answer is due within so many minutes.
    AnswerDue(u64),
    /// It was due, so many minutes ago.
    AnswerLate(u64),
    /// The visitor used one of the words that the settings name. Which one is said in the chat, to whoever may read there.
    Unhappy,
}

/// Whether one of the words that the settings name is in a text.
pub fn is_unhappy(cx: &Cx, text: &str) -> Result<bool> {
    let Words { alert_words } = cx.settings()?;
    Ok(alert_words.iter().any(|one| has(text, &one.word)))
}

/// Whether words of the text begin like this one, whatever their letter case; several words stand one after the other.
fn has(text: &str, word: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
    };
    let (text, asked) = (words(text), words(word));
    let begins =
        |some: &[String]| some.iter().zip(&asked).all(|(said, asked)| said.starts_with(asked.as_str()));
    !asked.is_empty() && text.windows(asked.len()).any(begins)
}

/// All of it, the most urgent first. `here`: since when one that waits is nobody's.
pub fn of(chat: &Chat, here: Timestamp, talk: &Talk, settings: &Settings, now: Timestamp) -> Vec<Alert> {
    let passed = |since: Timestamp| now.saturating_sub(since);
    let mut all = Vec::new();
    if chat.state == State::Ended {
        return all;
    }
    let long = Timestamp::from(settings.alert_wait_minutes) * MINUTE;
    let is_long = |since: Timestamp| long > 0 && passed(since) >= long;
    let due = Timestamp::from(settings.alert_answer_minutes) * MINUTE;
    if due > 0 && chat.answered.is_none() {
        let late = passed(chat.begun);
        if late >= due {
            all.push(Alert::AnswerLate((late - due) / MINUTE));
        } else if due - late <= due / 4 {
            all.push(Alert::AnswerDue((due - late).div_ceil(MINUTE)));
        }
    }
    if chat.state == State::Waiting && is_long(here) {
        all.push(Alert::Waits(passed(here) / MINUTE));
    }
    if chat.state == State::Running && talk.waits > 0 && chat.answered.is_some() && is_long(talk.waits) {
        all.push(Alert::Unanswered(passed(talk.waits) / MINUTE));
    }
    if talk.unhappy > 0 {
        all.push(Alert::Unhappy);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chat(state: State, answered: Option<Timestamp>) -> Chat {
        Chat {
            key: "k".into(),
            name: "Mira".into(),
            email: String::new(),
            language: String::new(),
            page: String::new(),
            referrer: String::new(),
            kind: String::new(),
            state,
            begun: MINUTE,
            accepted: None,
            answered,
            ended: None,
        }
    }

    #[track_caller]
    fn check(chat: &Chat, talk: Talk, minutes: u64, want: &[Alert]) {
        let settings = Settings { alert_wait_minutes: 3, alert_answer_minutes: 2 };
        assert_eq!(of(chat, MINUTE, &talk, &settings, minutes * MINUTE), want);
    }

    #[test]
    fn each_alert_begins_when_it_is_time_and_not_before() {
        let asked = Talk { waits: MINUTE, ..Talk::default() };
        let waiting = chat(State::Waiting, None);
        check(&waiting, asked, 2, &[]);
        check(&waiting, asked, 3, &[Alert::AnswerLate(0)]);
        check(&waiting, asked, 5, &[Alert::AnswerLate(2), Alert::Waits(4)]);
        let answered = chat(State::Running, Some(2 * MINUTE));
        check(&answered, asked, 3, &[]);
        check(&answered, asked, 4, &[Alert::Unanswered(3)]);
        check(&answered, Talk { waits: 0, ..asked }, 90, &[]);
        check(&answered, Talk { waits: 0, unhappy: 5, ..asked }, 90, &[Alert::Unhappy]);
        check(&chat(State::Ended, None), Talk { unhappy: 5, ..asked }, 90, &[]);
        let settings = Settings { alert_wait_minutes: 0, alert_answer_minutes: 4 };
        let due = of(&chat(State::Running, None), MINUTE, &asked, &settings, MINUTE + 3 * MINUTE + 1);
        assert_eq!(due, [Alert::AnswerDue(1)]);
        // What was handed over a moment ago has not waited long.
        let settings = Settings { alert_wait_minutes: 3, alert_answer_minutes: 0 };
        let again = chat(State::Waiting, Some(2 * MINUTE));
        assert!(of(&again, 20 * MINUTE, &asked, &settings, 21 * MINUTE).is_empty());
    }

    #[test]
    fn words_are_found_by_how_they_begin() {
        for (text, word, found) in [
            ("I will COMPLAIN to my lawyer!", "complain", true),
            ("complaints", "Complain", true),
            ("I do not compare", "complain", false),
            ("a flawyer", "lawyer", false),
            ("That is not  acceptable.", "not accept", true),
            ("not very acceptable", "not accept", false),
            ("anything", "  ", false),
            ("Жалба!", "жалб", true),
        ] {
            assert_eq!(has(text, word), found, "{text}: {word}");
        }
    }
}
