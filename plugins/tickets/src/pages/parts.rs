//! What several of the pages draw.

use crate::field::{Field, Kind, Moment};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::Department;
pub use ombud_plugin::draw::options;

/// A field as it stands in the form of a ticket. Nothing is sent with it.
pub fn sample(field: &Field) -> Markup {
    let on = field.choices.iter().filter(|choice| !choice.off);
    html! {
        label {
            (field.shown())
            @if field.required == Some(Moment::Create) { " *" }
            @if field.required == Some(Moment::Resolve) { " " span class="muted" { "(" (texts::moment_of(field.required)) ")" } }
            @match field.kind {
                Kind::Text => input dir="auto";,
                Kind::Number => input type="number" step="any";,
                Kind::Date => input type="date";,
                Kind::Choice => select { option { "–" } @for choice in on { option { (choice.shown()) } } },
                Kind::YesNo => select { option { "–" } option { (texts::yes()) } option { (texts::no()) } },
                Kind::Person => select { option { "–" } },
            }
        }
    }
}

/// The departments for whose tickets a field is.
pub fn departments(field: &Field, all: &[Department]) -> String {
    if field.departments.is_empty() {
        return texts::all_departments().to_owned();
    }
    let named = all.iter().filter(|one| field.departments.contains(&one.id));
    named.map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
}
