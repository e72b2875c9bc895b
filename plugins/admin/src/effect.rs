//! The page between a form and what it does: who gains and loses what.

use crate::parts::heading;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::effects::{Affected, Difference, Effect, Tally};

/// People who are shown in full; of more it is said how many.
const SHOWN: usize = 60;

/// Something that is about to be done.
pub struct Step<'a> {
    /// Where one is.
    pub trail: &'a [(String, &'a str)],
    /// What it is.
    pub title: &'a str,
    /// The change itself: what, and how.
    pub lines: &'a [(String, String)],
    /// What it does to people; none: nothing to anybody.
    pub effect: Option<&'a Effect>,
    /// Where the form is sent.
    pub action: String,
    /// The page without it.
    pub back: String,
    /// The words of the button that does it.
    pub save: &'a str,
    /// Somebody is shut out.
    pub grave: bool,
    /// What the form carries on.
    pub carried: Markup,
    /// There is a form to go back to, with everything in it.
    pub editable: bool,
}

impl Step<'_> {
    pub fn render(&self) -> Markup {
        let sentence = self.effect.map_or(texts::nobody_holds_it(), |effect| &effect.sentence);
        html! {
            div class="page" {
                (heading(self.trail, &html! { (self.title) }))
                p class="verdict" { (sentence) }
                @if let Some(effect) = self.effect { (people(effect)) }
                @if !self.lines.is_empty() {
                    section class="card" {
                        h2 { (texts::the_change()) }
                        dl class="lines" {
                            @for (what, how) in self.lines { dt { (what) } dd dir="auto" { (how) } }
                        }
                    }
                }
                form class="confirm" method="post" action=(self.action) {
                    (self.carried)
                    div class="actions stick" {
                        button class={ @if self.grave { "primary grave" } @else { "primary" } } type="submit" name="step" value="save" { (self.save) }
                        @if self.editable { button type="submit" name="step" value="edit" { (texts::back_to_form()) } }
                        a class="button" href=(self.back) { (texts::cancel()) }
                    }
                }
            }
        }
    }
}

/// Everybody for whom something becomes different.
fn people(effect: &Effect) -> Markup {
    let more = effect.people.len().saturating_sub(SHOWN);
    html! {
        @for person in effect.people.iter().take(SHOWN) { (one(person)) }
        @if more > 0 { p class="muted" { (texts::and_more(more)) } }
    }
}

fn one(person: &Affected) -> Markup {
    let few = person.differences.len() <= 6;
    html! {
        section class="card affected" {
            h2 dir="auto" { (person.name) }
            @match person.staff {
                Some(true) => p class="gain" { (texts::becomes_staff()) },
                Some(false) => p class="loss" { (texts::is_no_staff()) },
                None => {},
            }
            @if few {
                (differences(&person.differences))
            } @else {
                details {
                    summary { (texts::permissions(person.differences.len())) }
                    (differences(&person.differences))
                }
            }
        }
    }
}

fn differences(differences: &[Difference]) -> Markup {
    html! {
        @if !differences.is_empty() {
            ul class="differences" {
                @for difference in differences {
                    li {
                        strong { (difference.title) }
                        @if !difference.gained.is_empty() { p class="gain" { (told(texts::gains(), &difference.gained, difference)) } }
                        @if !difference.lost.is_empty() { p class="loss" { (told(texts::loses(), &difference.lost, difference)) } }
                        @for tally in difference.records.iter().filter(|tally| tally.before != tally.after || tally.before > 0) {
                            p class="hint" { (counted(tally)) }
                        }
                    }
                }
            }
        }
    }
}

/// What is gained or lost. Where there are no records, there is nothing that it could be everything of.
fn told(verb: &str, regions: &[String], difference: &Difference) -> String {
    match regions {
        [_] if difference.records.is_empty() => verb.to_owned(),
        regions => format!("{verb}: {}", regions.join(", ")),
    }
}

fn counted(tally: &Tally) -> String {
    let most = tally.before.max(tally.after);
    let figure = |n: u32| if tally.or_more && n == most { texts::or_more(n) } else { n.to_string() };
    let what = tally.collection.rsplit(':').next().unwrap_or_default();
    texts::counted(what, &figure(tally.before), &figure(tally.after))
}
