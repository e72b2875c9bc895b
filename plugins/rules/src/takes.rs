//! What a line of the form takes beside the choice at its beginning: what that is called, what fits, and what is offered for it.
//! What it does not take is not shown.

use crate::model::condition::{NOBODY, What};
use crate::names::Names;
use crate::others::word;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Cx;
use ombud_plugin::desk::definitions::Kind;
use ombud_plugin::desk::sla::Metric;
use ombud_plugin::desk::tickets::{Priority, Status};

/// What somebody enters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    Status,
    Priority,
    Department,
    /// Somebody who works here.
    Person,
    /// The same, or nobody.
    Assignee,
    Tag,
    /// What is promised by a policy.
    Promise,
    /// The highest number of stars that counts.
    Rating,
    /// A field of tickets, built in or own.
    Field,
    /// An own field that holds a date.
    Date,
    /// A value of this.
    Value(What),
}

/// What is promised, as events name it.
pub const PROMISES: [&str; 4] = [
    word(Metric::FirstAssignment),
    word(Metric::FirstResponse),
    word(Metric::NextResponse),
    word(Metric::Resolution),
];

impl Takes {
    /// Of what an event is.
    pub fn of_event(word: &str) -> Option<Takes> {
        Some(match word {
            "changed" => Takes::Field,
            "tag-added" | "tag-removed" => Takes::Tag,
            "sla-warned" | "sla-broken" => Takes::Promise,
            "rated" => Takes::Rating,
            "waited-status" => Takes::Status,
            "waited-field" => Takes::Date,
            _ => return None,
        })
    }

    /// With what something is compared; none: it is a group.
    pub fn of_what(word: &str) -> Option<Takes> {
        let what: What = word.parse().ok()?;
        Some(match what {
            What::Status => Takes::Status,
            What::Priority => Takes::Priority,
            What::Department => Takes::Department,
            What::Assignee => Takes::Assignee,
            What::Tags => Takes::Tag,
            what => Takes::Value(what),
        })
    }

    /// To what something is done.
    pub fn of_action(word: &str) -> Option<Takes> {
        Some(match word {
            "set-status" => Takes::Status,
            "set-priority" => Takes::Priority,
            "set-department" => Takes::Department,
            "assign" | "notify" => Takes::Person,
            "add-tags" | "remove-tags" => Takes::Tag,
            word => Takes::Value(word.parse().ok().filter(|what| matches!(what, What::Field(_)))?),
        })
    }

    /// What it is called.
    pub fn title(&self, names: &Names) -> String {
        match self {
            Takes::Status => texts::what(&What::Status),
            Takes::Priority => texts::what(&What::Priority),
            Takes::Department => texts::what(&What::Department),
            Takes::Person => texts::person().to_owned(),
            Takes::Assignee => texts::what(&What::Assignee),
            Takes::Tag => texts::what(&What::Tags),
            Takes::Promise => texts::promise_title().to_owned(),
            Takes::Rating => texts::rating().to_owned(),
            Takes::Field => texts::field().to_owned(),
            Takes::Date => texts::date_field().to_owned(),
            Takes::Value(what) => names.field(&what.to_string()),
        }
    }

    /// All that fits, as far as that can be said.
    pub fn known(&self, cx: &Cx, names: &Names) -> Vec<String> {
        match self {
            Takes::Status => Status::ALL.iter().map(|is| texts::status(*is).to_owned()).collect(),
            Takes::Priority => Priority::ALL.iter().map(|is| texts::priority(*is).to_owned()).collect(),
            Takes::Department => names.departments(),
            Takes::Person => {
                cx.colleagues(None).unwrap_or_default().into_iter().take(200).map(|one| one.name).collect()
            }
            Takes::Assignee => {
                let mut all = vec![names.value(&What::Assignee, NOBODY)];
                all.extend(Takes::Person.known(cx, names));
                all
            }
            Takes::Tag => names.tags.clone(),
            Takes::Promise => PROMISES.iter().map(|word| texts::promise(word).to_owned()).collect(),
            Takes::Rating => (1..=5).map(|stars: u8| stars.to_string()).collect(),
            Takes::Field => {
                let plain = What::PLAIN.iter().filter(|what| !what.is_hours()).map(texts::what);
                plain.chain(names.fields.iter().map(|field| field.title.clone())).collect()
            }
            Takes::Date => {
                let dates = names.fields.iter().filter(|field| field.kind == Kind::Date);
                dates.map(|field| field.title.clone()).collect()
            }
            Takes::Value(What::Field(name)) => {
                let Some(field) = names.fields.iter().find(|field| field.name == *name) else {
                    return Vec::new();
                };
                match field.kind {
                    Kind::Person => Takes::Person.known(cx, names),
                    Kind::YesNo => vec![texts::yes().to_owned(), texts::no().to_owned()],
                    _ => field.choices.clone(),
                }
            }
            Takes::Value(_) => Vec::new(),
        }
    }
}

/// What is offered on one page: a list for each kind of value that its lines take, and one of all for lines in which nothing is chosen.
pub struct Offers<'a> {
    names: &'a Names,
    taken: Vec<Takes>,
}

impl<'a> Offers<'a> {
    /// Of all that these lines take.
    pub fn of(names: &'a Names, lines: impl IntoIterator<Item = Option<Takes>>) -> Offers<'a> {
        let mut taken: Vec<Takes> = lines.into_iter().flatten().collect();
        taken.sort();
        taken.dedup();
        Offers { names, taken }
    }

    /// The id of the list for it.
    pub fn list(&self, takes: Option<&Takes>) -> String {
        match takes.and_then(|takes| self.taken.iter().position(|one| one == takes)) {
            Some(place) => format!("offered-{place}"),
            None => "offered".to_owned(),
        }
    }

    /// What a field is called that is for this; until something is chosen, as it is called at all.
    pub fn title(&self, takes: Option<&Takes>, at_all: &str) -> String {
        takes.map_or_else(|| at_all.to_owned(), |takes| takes.title(self.names))
    }

    /// The lists.
    pub fn draw(&self, cx: &Cx) -> Markup {
        const ALL: [Takes; 6] =
            [Takes::Status, Takes::Priority, Takes::Department, Takes::Assignee, Takes::Tag, Takes::Promise];
        html! {
            datalist id="offered" {
                @for takes in &ALL {
                    @let title = takes.title(self.names);
                    @for value in takes.known(cx, self.names) { option value=(value) label=(title) {} }
                }
            }
            @for takes in &self.taken {
                datalist id=(self.list(Some(takes))) {
                    @for value in takes.known(cx, self.names) { option value=(value) {} }
                }
            }
        }
    }
}
