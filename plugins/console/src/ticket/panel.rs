//! What the ticket is: its fields, its requester, its relations and its past.

use super::{Page, postpone};
use crate::clock::date;
use crate::own::{self, Own};
use crate::parts::{options, parts, priorities, statuses_from};
use crate::route::{Act, Into, Route};
use crate::texts;
use crate::view::View;
use maud::{Markup, html};
use ombud_plugin::desk::definitions::FormField;
use ombud_plugin::desk::tickets::{Change, Changes, Ticket};
use ombud_plugin::{Error, Person, Result, Timestamp};

/// A field of the form in the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field {
    Status,
    Priority,
    Assignee,
    Department,
    Tags,
    Subject,
}

impl Field {
    pub const ALL: [Field; 6] =
        [Field::Status, Field::Priority, Field::Assignee, Field::Department, Field::Tags, Field::Subject];

    pub fn name(self) -> &'static str {
        match self {
            Field::Status => "status",
            Field::Priority => "priority",
            Field::Assignee => "assignee",
            Field::Department => "department",
            Field::Tags => "tags",
            Field::Subject => "subject",
        }
    }

    /// Under this name the form says what the field was when the page was drawn.
    pub fn was(self) -> String {
        format!("was-{}", self.name())
    }

    pub fn title(self) -> &'static str {
        match self {
            Field::Status => texts::status(),
            Field::Priority => texts::priority(),
            Field::Assignee => texts::assignee(),
            Field::Department => texts::department(),
            Field::Tags => texts::tags(),
            Field::Subject => texts::subject(),
        }
    }

    /// What it is now, written as the form writes it.
    pub fn of(self, ticket: &Ticket) -> String {
        match self {
            Field::Status => ticket.status.to_string(),
            Field::Priority => ticket.priority.to_string(),
            Field::Assignee => ticket.assignee.clone().unwrap_or_default(),
            Field::Department => ticket.department.clone(),
            Field::Tags => ticket.tags.join(", "),
            Field::Subject => ticket.subject.clone(),
        }
    }
}

/// What a person chose in the panel: of each field sent, what it was on his page and what it shall be.
///
/// Only what he changed himself is written. So a reply that came in meanwhile does not get in his way, and
/// what somebody else changed meanwhile is neither lost nor overwritten in silence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    chosen: Vec<(Field, String, String)>,
    own: Vec<(FormField, String, String)>,
    /// For how many days it is put off.
    pub days: Option<u32>,
}

impl Choice {
    /// Reads the form: `get` gives the value sent under a name.
    pub fn read<'a>(own: &Own, get: impl Fn(&str) -> Option<&'a str>) -> Choice {
        let chosen = |field: Field| {
            let now = get(field.name())?.trim();
            let now = if field == Field::Tags { tags(now).join(", ") } else { now.to_owned() };
            Some((field, get(&field.was())?.trim().to_owned(), now))
        };
        let own = own.fields().filter_map(|field| {
            let name = own::form_name(&field.field.name);
            let now = get(&name)?.trim().to_owned();
            Some((field.clone(), get(&format!("was-{name}"))?.trim().to_owned(), now))
        });
        let chosen = Field::ALL.into_iter().filter_map(chosen).collect();
        Choice { chosen, own: own.collect(), days: postpone::read(&get) }
    }

    /// That this person takes the ticket, which was that one's on the page.
    pub fn taken(was: &str, me: &str) -> Choice {
        Choice { chosen: vec![(Field::Assignee, was.to_owned(), me.to_owned())], ..Choice::default() }
    }

    /// Whether he changed nothing.
    pub fn is_empty(&self) -> bool {
        self.changed().next().is_none() && self.changed_own().next().is_none() && self.days.is_none()
    }

    /// The fields that he changed, and to what.
    fn changed(&self) -> impl Iterator<Item = &(Field, String, String)> {
        self.chosen.iter().filter(|(_, was, now)| was != now)
    }

    /// The fields that he changed and somebody else changed too, to something else: what people call them.
    pub fn clashes(&self, ticket: &Ticket) -> Vec<&str> {
        let clash = |current: String, was: &str, now: &str| current != was && current != now;
        let fields = self.changed().filter(|(field, was, now)| clash(field.of(ticket), was, now));
        let own = self
            .changed_own()
            .filter(|(field, was, now)| clash(own::written(&ticket.fields, &field.field.name), was, now));
        fields
            .map(|(field, ..)| field.title())
            .chain(own.map(|(field, ..)| field.field.title.as_str()))
            .collect()
    }

    fn changed_own(&self) -> impl Iterator<Item = &(FormField, String, String)> {
        self.own.iter().filter(|(_, was, now)| was != now)
    }

    /// What to ask the tickets for, now. None if nothing was changed.
    pub fn changes(&self, now: Timestamp) -> Result<Option<Changes>> {
        let mut changes = Changes::none();
        let own: Vec<_> = self
            .changed_own()
            .map(|(field, _, now)| (field.field.name.clone(), own::read(field, now)))
            .collect();
        let mut any = !own.is_empty();
        changes.fields = any.then_some(own);
        for (field, _, now) in self.changed() {
            any = true;
            match field {
                Field::Status => changes.status = Some(now.parse().map_err(Error::invalid)?),
                Field::Priority => changes.priority = Some(now.parse().map_err(Error::invalid)?),
                Field::Assignee => changes.assignee = Some(Some(now.clone()).filter(|user| !user.is_empty())),
                Field::Department => changes.department = Some(now.clone()),
                Field::Tags => changes.tags = Some(tags(now)),
                Field::Subject => changes.subject = Some(now.clone()),
            }
        }
        if let Some(days) = self.days {
            any = true;
            postpone::put_off(&mut changes, days, now)?;
        }
        Ok(any.then_some(changes))
    }

    fn value(&self, field: Field) -> Option<&(Field, String, String)> {
        self.chosen.iter().find(|(chosen, ..)| *chosen == field)
    }
}

/// Tags as people type them.
pub fn tags(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

impl Page {
    pub(super) fn panel(&self) -> Markup {
        html! {
            (self.properties())
            (self.requester_card())
            (self.details())
            (parts("ticket-panel", Some(&self.ticket.id)))
            (self.related())
            (self.past())
        }
    }

    fn properties(&self) -> Markup {
        let mine = self.ticket.assignee.as_ref() == Some(&self.me);
        html! {
            section class="card" {
                h2 { (texts::ticket()) }
                @if self.may.assign && !mine {
                    form class="take" method="post" action=(self.form(Act::Take)) {
                        input type="hidden" name=(Field::Assignee.was()) value=(Field::Assignee.of(&self.ticket));
                        button type="submit" data-take { (texts::take()) }
                    }
                }
                @if self.may.edit || self.may.assign || self.may.relocate {
                    form class="fields" id="fields" method="post" action=(self.form(Act::Fields)) autocomplete="off" {
                        (self.choices())
                        div class="actions" { button class="primary" type="submit" { (texts::save()) } }
                    }
                } @else { (self.facts()) }
                div class="actions added" { (parts("ticket-action", Some(&self.ticket.id))) }
            }
        }
    }

    fn choices(&self) -> Markup {
        let may = self.may;
        let fixed: Vec<Field> = Field::ALL
            .into_iter()
            .filter(|field| *field != Field::Subject && !self.may_change(*field))
            .collect();
        html! {
            @if may.edit {
                (self.select(Field::Status, |chosen| options(statuses_from(self.ticket.status), chosen)))
                (self.put_off())
                (self.select(Field::Priority, |chosen| options(priorities(), chosen)))
            }
            @if may.assign { (self.select(Field::Assignee, |chosen| self.assignees(chosen))) }
            @if may.relocate {
                (self.select(Field::Department, |chosen| {
                    options(self.departments.iter().map(|one| (one.id.as_str(), one.name.as_str())), chosen)
                }))
            }
            @if may.edit {
                div {
                    label { (texts::tags()) input name=(Field::Tags.name()) value=(self.chosen(Field::Tags)) autocomplete="off" list="known-tags" aria-describedby="tags-hint"; }
                    (self.own.offered_tags(&tags(&self.chosen(Field::Tags))))
                    (self.base(Field::Tags))
                    p class="hint" id="tags-hint" {
                        @match self.own.known_tags() { Some(known) => (texts::known_tags(&known)), None => (texts::tags_hint()) }
                    }
                }
                @for field in self.own.on(&self.ticket) { (self.own_field(field)) }
                details class="more" open[self.chosen(Field::Subject) != self.ticket.subject] {
                    summary { (texts::change_subject()) }
                    label { (texts::subject()) input name=(Field::Subject.name()) value=(self.chosen(Field::Subject)) required; }
                    (self.base(Field::Subject))
                }
            }
            @if !fixed.is_empty() { (self.told(&fixed)) }
        }
    }

    /// Fields without which it cannot be resolved, beside the answer that resolves it.
    pub(super) fn still_missing(&self) -> Markup {
        let missing: Vec<&FormField> = self.own.missing(&self.ticket).collect();
        let names: Vec<&str> = missing.iter().map(|field| field.field.title.as_str()).collect();
        html! {
            @if self.may.edit && !missing.is_empty() {
                details class="more" open[self.kept.problem.is_some()] {
                    summary { (texts::missing_to_resolve(&names)) }
                    div class="fields two" { @for field in missing { (self.own_field(field)) } }
                }
            }
        }
    }

    fn own_field(&self, field: &FormField) -> Markup {
        let called = &field.field.name;
        let name = own::form_name(called);
        let current = own::written(&self.ticket.fields, called);
        let choice = self.kept.choice.as_ref();
        let choice =
            choice.and_then(|choice| choice.changed_own().find(|(own, ..)| own.field.name == *called));
        let chosen = choice.map_or_else(|| current.clone(), |(_, _, now)| now.clone());
        let news = choice.is_some_and(|(_, was, now)| *was != current && *now != current);
        html! {
            div {
                (own::input(field, &name, &chosen, &self.colleagues, None))
                input type="hidden" name={ "was-" (name) } value=(current);
                @if news { p class="theirs" { (texts::theirs(&self.own_words(called))) } }
            }
        }
    }

    fn own_words(&self, name: &str) -> String {
        let value = self.ticket.fields.iter().find(|(own, _)| own == name);
        value.map_or_else(String::new, |(_, json)| self.own.told(name, json, &self.people))
    }

    fn may_change(&self, field: Field) -> bool {
        match field {
            Field::Assignee => self.may.assign,
            Field::Department => self.may.relocate,
            _ => self.may.edit,
        }
    }

    fn select(&self, field: Field, choices: impl Fn(&str) -> Markup) -> Markup {
        html! {
            div {
                label { (field.title()) select name=(field.name()) { (choices(&self.chosen(field))) } }
                (self.base(field))
            }
        }
    }

    /// What the field is now; and if that is news to the person, in words as well.
    fn base(&self, field: Field) -> Markup {
        let current = field.of(&self.ticket);
        let news = self.kept.choice.as_ref().and_then(|choice| choice.value(field));
        let news = news.is_some_and(|(_, was, now)| was != now && *was != current && *now != current);
        html! {
            input type="hidden" name=(field.was()) value=(current);
            @if news { p class="theirs" { (texts::theirs(&self.words(field))) } }
        }
    }

    fn chosen(&self, field: Field) -> String {
        let choice = self.kept.choice.as_ref().and_then(|choice| choice.value(field));
        // What he left alone follows the ticket.
        match choice {
            Some((_, was, now)) if was != now => now.clone(),
            _ => field.of(&self.ticket),
        }
    }

    /// Colleagues of the department first; whoever has the ticket is there, too.
    fn assignees(&self, chosen: &str) -> Markup {
        fn pair(person: &Person) -> (&str, &str) {
            (&person.id, &person.name)
        }
        let far: Vec<&Person> = self
            .colleagues
            .iter()
            .filter(|person| !self.near.iter().any(|near| near.id == person.id))
            .collect();
        let known =
            chosen.is_empty() || self.colleagues.iter().chain(&self.near).any(|person| person.id == chosen);
        let holder = self.ticket.assignee.as_ref().filter(|_| !known);
        html! {
            (options([("", texts::nobody())], chosen))
            @if let Some(holder) = holder { (options([(holder.as_str(), self.people.name(Some(holder)).unwrap_or(holder))], chosen)) }
            @if !self.near.is_empty() {
                optgroup label=(texts::in_department()) { (options(self.near.iter().map(pair), chosen)) }
            }
            @if !far.is_empty() {
                optgroup label=(texts::others()) { (options(far.into_iter().map(pair), chosen)) }
            }
        }
    }

    fn facts(&self) -> Markup {
        self.told(&Field::ALL.into_iter().filter(|field| *field != Field::Subject).collect::<Vec<_>>())
    }

    fn told(&self, fields: &[Field]) -> Markup {
        html! {
            dl {
                @for field in fields {
                    dt { (field.title()) }
                    dd { (self.words(*field)) }
                }
            }
        }
    }

    /// A field as people say it.
    fn words(&self, field: Field) -> String {
        let ticket = &self.ticket;
        match field {
            Field::Status => texts::status_of(ticket.status).to_owned(),
            Field::Priority => texts::priority_of(ticket.priority).to_owned(),
            Field::Assignee => {
                self.people.name(ticket.assignee.as_ref()).unwrap_or(texts::nobody()).to_owned()
            }
            Field::Department => {
                let department = self.departments.iter().find(|one| one.id == ticket.department);
                department.map_or_else(|| ticket.department.clone(), |one| one.name.clone())
            }
            Field::Tags | Field::Subject => field.of(ticket),
        }
    }

    /// What the ticket carries and stands in no field of the form.
    fn details(&self) -> Markup {
        let entered =
            |name: &str| self.may.edit && self.own.on(&self.ticket).any(|field| field.field.name == name);
        let others: Vec<_> = self.ticket.fields.iter().filter(|(name, _)| !entered(name)).collect();
        html! {
            @if !others.is_empty() || !self.ticket.tags.is_empty() {
                section class="card" {
                    h2 { (texts::fields()) }
                    dl {
                        @for (name, json) in others {
                            dt { (self.own.title(name)) }
                            dd dir="auto" { (self.own.told(name, json, &self.people)) }
                        }
                        @if !self.ticket.tags.is_empty() {
                            dt { (texts::tags()) }
                            dd class="tags" {
                                @for tag in &self.ticket.tags {
                                    (self.own.tag(tag, Route::Inbox(View { tag: Some(tag.clone()), ..View::default() })))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn related(&self) -> Markup {
        html! {
            @if !self.ticket.relations.is_empty() || self.may.merge {
                section class="card" {
                    h2 { (texts::related()) }
                    @if !self.ticket.relations.is_empty() {
                        ul class="plain" {
                            @for relation in &self.ticket.relations {
                                li {
                                    (texts::relation(relation.kind)) " "
                                    a href=(Route::ticket(relation.number)) { (texts::number(relation.number)) }
                                }
                            }
                        }
                    }
                    @for merge in &self.merges {
                        p { (texts::merge_of(merge.source_number, merge.target_number)) }
                        (self.unmerge(&[merge]))
                    }
                    @if self.may.merge && self.splittable() > 0 {
                        div class="actions" { a class="button" data-merge href=(Route::Merge(Into { tickets: vec![self.ticket.id.clone()], place: String::new() })) { (texts::merge_start_one()) } }
                    }
                }
            }
        }
    }

    fn past(&self) -> Markup {
        html! {
            @if !self.history.is_empty() {
                details class="card history" {
                    summary { (texts::history(self.history.len())) }
                    ol class="changes" {
                        @for (nth, change) in self.history.iter().enumerate() {
                            li {
                                (date(change.at, self.now))
                                div {
                                    @if !change.by_name.is_empty() { strong dir="auto" { (change.by_name) } " " }
                                    @if change.what == "fields" {
                                        @for (nth, (field, before, after)) in self.own.changes(&change.before, &change.after, &self.people).iter().enumerate() {
                                            @if nth > 0 { br; }
                                            span dir="auto" { (texts::change_of(field, before, after)) }
                                        }
                                    } @else { bdi { (texts::change(&change.what, &change.before, &change.after)) } }
                                    @if let Some(Some(right)) = self.rights.get(nth) { " " (self.by_right(change, right)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// By which permission somebody did it, and where to ask why that person has it.
    fn by_right(&self, change: &Change, right: &str) -> Markup {
        let words = texts::by_right(right);
        html! {
            small class="muted" {
                @match &change.by {
                    Some(by) => a href=(Route::why(by, right, self.ticket.number)) { (words) },
                    None => (words),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_as_it_was_is_no_change() {
        let sent = |now: &str| Choice {
            chosen: vec![(Field::Status, "open".into(), now.into())],
            ..Choice::default()
        };
        assert!(sent("open").is_empty() && !sent("closed").is_empty());
    }
}
