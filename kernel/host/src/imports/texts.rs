//! `ombud:kernel/texts`: words in the language of the call, from the plugin's own catalogues.

use crate::bindings::texts::{self as wit, Argument, Direction, Host, Language, Style};
use crate::call::Cx;
use ombud_texts as texts;
use wasmtime::Result;

/// So many arguments are looked at.
const ARGUMENTS: usize = 20;

impl Host for Cx {
    fn speaks(&mut self) -> Result<Language> {
        self.count_host_call()?;
        Ok(told(self.language()))
    }

    fn speak(&mut self, tag: String) -> Result<Language> {
        self.count_host_call()?;
        self.spoken = texts::Language::of_tag(&tag).or(self.spoken);
        Ok(told(self.language()))
    }

    fn get(&mut self, key: String, arguments: Vec<(String, Argument)>) -> Result<String> {
        self.count_host_call()?;
        let args: Vec<(&str, texts::Argument)> = arguments
            .iter()
            .take(ARGUMENTS)
            .map(|(name, value)| {
                let value = match value {
                    Argument::Text(text) => texts::Argument::Text(text.clone()),
                    Argument::Number(number) => texts::Argument::Number(*number),
                    Argument::Moment(moment) => texts::Argument::Moment(self.moment(*moment)),
                };
                (name.as_str(), value)
            })
            .collect();
        let language = self.language();
        let said = self.plugin.inspection.texts.say(language, &key, &args, None);
        if !said.found && !self.root.quiet {
            let key: String = key.chars().take(100).collect();
            tracing::warn!(plugin = %self.plugin.id(), key, %language, "a plugin has no words for this");
        }
        Ok(said.text)
    }

    fn tell(&mut self, moment: wit::Moment) -> Result<String> {
        self.count_host_call()?;
        Ok(texts::moment::tell(self.language(), self.moment(moment)))
    }

    fn count(&mut self, number: f64) -> Result<String> {
        self.count_host_call()?;
        Ok(texts::number(self.language(), number))
    }
}

fn told(language: texts::Language) -> Language {
    Language {
        tag: language.tag().to_owned(),
        name: language.own_name().to_owned(),
        direction: match language.direction() {
            texts::Direction::LeftToRight => Direction::LeftToRight,
            texts::Direction::RightToLeft => Direction::RightToLeft,
        },
    }
}

impl Cx {
    fn language(&self) -> texts::Language {
        self.spoken.unwrap_or(self.root.language)
    }

    fn moment(&self, moment: wit::Moment) -> texts::Moment {
        let style = match moment.style {
            Style::Long => texts::Style::Long,
            Style::Short => texts::Style::Short,
            Style::Day => texts::Style::Day,
            Style::Ago => texts::Style::Ago,
        };
        texts::Moment { at: moment.at, now: self.root.now.0, style }
    }
}
