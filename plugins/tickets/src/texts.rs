//! Every word that a page says, from `texts/*.ftl`.

use crate::defined::How;
use crate::field::{Kind, Moment};
use crate::pages::route::Done;
use crate::tag::Shade;
use ombud_plugin::texts::{Style, at};
use ombud_plugin::{Timestamp, text, words};

words! {
    no_such_page = "no-such-page",
    save = "save",
    look = "look",
    definitions = "definitions",
    field = "field",
    fields = "fields",
    fields_lead = "fields-lead",
    no_fields = "no-fields",
    new_field = "new-field",
    fields_off = "fields-off",
    fields_off_hint = "fields-off-hint",
    versions = "versions",
    versions_lead = "versions-lead",
    title = "title",
    title_hint = "title-hint",
    other_languages = "other-languages",
    name = "name",
    name_hint = "name-hint",
    kind = "kind",
    kind_stays = "kind-stays",
    choices = "choices",
    choices_hint = "choices-hint",
    new_choices = "new-choices",
    new_choices_hint = "new-choices-hint",
    in_programs = "in-programs",
    offered = "offered",
    required = "required",
    never = "never",
    for_whom = "for-whom",
    customers = "customers",
    staff_only = "staff-only",
    customer_fills = "customer-fills",
    departments = "departments",
    departments_hint = "departments-hint",
    all_departments = "all-departments",
    turned_off = "turned-off",
    turned_off_hint = "turned-off-hint",
    up = "up",
    down = "down",
    switch_off = "switch-off",
    switch_on = "switch-on",
    preview = "preview",
    preview_hint = "preview-hint",
    preview_for = "preview-for",
    show = "show",
    yes = "yes",
    no = "no",
    the_desk = "the-desk",
    bring_back = "bring-back",
    latest = "latest",
    tags = "tags",
    tags_lead = "tags-lead",
    no_tags = "no-tags",
    tag = "tag",
    colour = "colour",
    tickets = "tickets",
    undefined_tag = "undefined-tag",
    add_tag = "add-tag",
    rename_tag = "rename-tag",
    rename_hint = "rename-hint",
    merge_tag = "merge-tag",
    merge_hint = "merge-hint",
    into = "into",
    remove_tag = "remove-tag",
    remove_hint = "remove-hint",
    off_tickets = "off-tickets",
    change_tag = "change-tag",
    set_colour = "set-colour",
}

/// A kind of field.
pub fn kind_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => text!("kind-text"),
        Kind::Number => text!("kind-number"),
        Kind::Choice => text!("kind-choice"),
        Kind::Date => text!("kind-date"),
        Kind::YesNo => text!("kind-yes-no"),
        Kind::Person => text!("kind-person"),
    }
}

/// When a field has to be filled in.
pub fn moment_of(moment: Option<Moment>) -> &'static str {
    match moment {
        None => never(),
        Some(Moment::Create) => text!("to-open"),
        Some(Moment::Resolve) => text!("to-resolve"),
    }
}

/// A colour.
pub fn shade(shade: Shade) -> &'static str {
    match shade {
        Shade::Grey => text!("grey"),
        Shade::Red => text!("red"),
        Shade::Orange => text!("orange"),
        Shade::Yellow => text!("yellow"),
        Shade::Green => text!("green"),
        Shade::Teal => text!("teal"),
        Shade::Blue => text!("blue"),
        Shade::Purple => text!("purple"),
    }
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Added => text!("done-added"),
        Done::Saved => text!("done-saved"),
        Done::Moved => text!("done-moved"),
        Done::Back => text!("done-back"),
        Done::Renamed => text!("done-renamed"),
        Done::Removed => text!("done-removed"),
    }
}

/// How a version came about.
pub fn how(how: &How) -> String {
    match how {
        How::Settings => text!("how-settings").to_owned(),
        How::Added(name) => text!("how-added", name = name),
        How::Changed(name) => text!("how-changed", name = name),
        How::Moved => text!("how-moved").to_owned(),
        How::BroughtBack(version) => text!("how-back", version = version.to_string()),
    }
}

/// Which version it is, who made it so and when.
pub fn version(number: u32, who: &str, since: Timestamp) -> String {
    text!("version", number = number.to_string(), who = who, since = at(since, Style::Long))
}

/// What a button that moves a field says to whoever does not see where it stands.
pub fn move_title(title: &str, up: bool) -> String {
    if up { text!("move-up", title = title) } else { text!("move-down", title = title) }
}

/// So many tickets, or more than that.
pub fn so_many(count: u32, most: u32) -> String {
    if count > most { text!("more-than", count = most) } else { text!("so-many", count = count) }
}

/// What goes on in the tickets.
pub fn work(from: &str, to: Option<&str>) -> String {
    match to {
        Some(to) => text!("work-renames", from = from, to = to),
        None => text!("work-removes", from = from),
    }
}
