//! Every word that a page says, from `texts/*.ftl`.

use crate::keep::How;
use crate::log::Ended;
use crate::model::condition::{Is, What};
use crate::model::placeholder;
use crate::model::rule::{Fault, MAX_NAME, MAX_PARTS};
use crate::route::Done;
use ombud_plugin::desk::tickets::{Priority, Status};
use ombud_plugin::{text, words};

words! {
    rules = "rules",
    no_such_page = "no-such-page",
    yes = "yes",
    no = "no",
    rules_lead = "rules-lead",
    no_rules = "no-rules",
    new_rule = "new-rule",
    begin_with = "begin-with",
    example_hand_over = "example-hand-over",
    example_unassigned = "example-unassigned",
    example_unassigned_note = "example-unassigned-note",
    example_broken = "example-broken",
    rule = "rule",
    author = "author",
    last_time = "last-time",
    never = "never",
    state_off = "state-off",
    no_order = "no-order",
    switch_on = "switch-on",
    switch_off = "switch-off",
    enabled = "enabled",
    place = "place",
    edit = "edit",
    name = "name",
    stop_title = "stop-title",
    once_title = "once-title",
    once_always = "once-always",
    once_ticket = "once-ticket",
    once_hours = "once-hours",
    hours = "hours",
    on_title = "on-title",
    on_hint = "on-hint",
    when_title = "when-title",
    when_hint = "when-hint",
    then_title = "then-title",
    event = "event",
    which = "which",
    after_time = "after-time",
    level = "level",
    of_what = "of-what",
    comparison = "comparison",
    values = "values",
    person = "person",
    promise_title = "promise",
    rating = "rating",
    field = "field",
    date_field = "date-field",
    action = "action",
    target = "target",
    text_title = "text",
    save = "save",
    more_lines = "more-lines",
    remove = "remove",
    nothing_chosen = "nothing-chosen",
    group_all = "group-all",
    group_any = "group-any",
    group_not = "group-not",
    nobody = "nobody",
    was_nothing = "was-nothing",
    always = "always",
    unassign = "do-unassign",
    handed_over = "effect-handed-over",
    effect_nothing = "effect-nothing",
    bad_level = "bad-level",
    bad_period = "bad-period",
    try_it = "try",
    try_hint = "try-hint",
    from_day = "from-day",
    until_day = "until-day",
    try_past = "try-past",
    try_ticket = "try-ticket",
    ticket_number = "ticket-number",
    trial_more = "trial-more",
    trial_blind = "trial-blind",
    why = "why",
    versions = "versions",
    bring_back = "bring-back",
    the_desk = "the-desk",
    log = "log",
    log_lead = "log-lead",
    no_log = "no-log",
    log_older = "log-older",
    filter = "filter",
    any_rule = "any-rule",
    ticket = "ticket",
    its_author = "its-author",
    file = "file",
    file_lead = "file-lead",
    file_now = "file-now",
    file_new = "file-new",
    file_replace = "file-replace",
    take_in = "take-in",
    download = "download",
}

/// What can happen, by the word of the form.
pub const EVENTS: [&str; 15] = [
    "opened",
    "changed",
    "customer-replied",
    "agent-replied",
    "noted",
    "tag-added",
    "tag-removed",
    "sla-warned",
    "sla-broken",
    "shift-ended",
    "rated",
    "waited-status",
    "waited-unassigned",
    "waited-unanswered",
    "waited-field",
];

/// What happens, by the word of the form.
pub fn event_title(word: &str) -> &'static str {
    match word {
        "opened" => text!("on-opened"),
        "changed" => text!("on-changed"),
        "customer-replied" => text!("on-customer-replied"),
        "agent-replied" => text!("on-agent-replied"),
        "noted" => text!("on-noted"),
        "tag-added" => text!("on-tag-added"),
        "tag-removed" => text!("on-tag-removed"),
        "sla-warned" => text!("on-sla-warned"),
        "sla-broken" => text!("on-sla-broken"),
        "shift-ended" => text!("on-shift-ended"),
        "rated" => text!("on-rated"),
        "waited-status" => text!("on-waited-status"),
        "waited-unassigned" => text!("on-waited-unassigned"),
        "waited-unanswered" => text!("on-waited-unanswered"),
        _ => text!("on-waited-field"),
    }
}

/// What happens to what: `a tag is added: vip`.
pub fn with(what: &str, which: &str) -> String {
    text!("with", what = what, which = which)
}

/// `2 or less`.
pub fn or_less(most: &str) -> String {
    text!("or-less", most = most)
}

/// What lasts how long, of what.
pub fn waiting(what: &str, which: Option<&str>, time: &str) -> String {
    match which {
        Some(which) => text!("waiting", what = what, which = which, time = time),
        None => text!("waiting-plain", what = what, time = time),
    }
}

/// What is asked about.
pub fn what(what: &What) -> String {
    match what {
        What::Status => text!("what-status"),
        What::Priority => text!("what-priority"),
        What::Department => text!("what-department"),
        What::Assignee => text!("what-assignee"),
        What::Requester => text!("what-requester"),
        What::Tags => text!("what-tags"),
        What::Subject => text!("what-subject"),
        What::Message => text!("what-message"),
        What::Channel => text!("what-channel"),
        What::Language => text!("what-language"),
        What::HoursSinceOpened => text!("what-hours-since-opened"),
        What::HoursSinceCustomer => text!("what-hours-since-customer"),
        What::HoursSinceAgent => text!("what-hours-since-agent"),
        What::HoursSinceStatus => text!("what-hours-since-status"),
        What::Field(name) => return text!("what-field", name = name),
    }
    .to_owned()
}

/// What is asked of it.
pub fn is(is: Is) -> &'static str {
    match is {
        Is::AnyOf => text!("is-any-of"),
        Is::AllOf => text!("is-all-of"),
        Is::NoneOf => text!("is-none-of"),
        Is::Contains => text!("is-contains"),
        Is::Lacks => text!("is-lacks"),
        Is::AtLeast => text!("is-at-least"),
        Is::AtMost => text!("is-at-most"),
        Is::Empty => text!("is-empty"),
        Is::Filled => text!("is-filled"),
    }
}

/// What was there.
pub fn was(value: &str) -> String {
    text!("was", value = value)
}

/// What is done, by the word of the form: all but the own fields.
pub const ACTIONS: [&str; 12] = [
    "set-status",
    "set-priority",
    "set-department",
    "assign",
    "unassign",
    "hand-over",
    "hand-over-or-keep",
    "add-tags",
    "remove-tags",
    "note",
    "notify",
    "reply",
];

/// What is done, by the word of the form.
pub fn action_title(word: &str) -> String {
    match word {
        "set-status" => text!("do-set-status"),
        "set-priority" => text!("do-set-priority"),
        "set-department" => text!("do-set-department"),
        "assign" => text!("do-assign"),
        "unassign" => text!("do-unassign"),
        "hand-over" => text!("do-hand-over"),
        "hand-over-or-keep" => text!("do-hand-over-or-keep"),
        "add-tags" => text!("do-add-tags"),
        "remove-tags" => text!("do-remove-tags"),
        "note" => text!("do-note"),
        "notify" => text!("do-notify"),
        "reply" => text!("do-reply"),
        other => return text!("do-set-field", name = other.strip_prefix("field:").unwrap_or(other)),
    }
    .to_owned()
}

/// What changed from what to what.
pub fn changed(field: &str, before: &str, after: &str) -> String {
    text!("effect-changed", field = field, before = before, after = after)
}

/// Tags that were added.
pub fn tagged(tags: &str) -> String {
    text!("effect-tagged", tags = tags)
}

/// Tags that were removed.
pub fn untagged(tags: &str) -> String {
    text!("effect-untagged", tags = tags)
}

/// What was noted.
pub fn noted(what: &str) -> String {
    text!("effect-noted", text = what)
}

/// What the customer was told.
pub fn replied(what: &str) -> String {
    text!("effect-replied", text = what)
}

/// Where a ticket stands.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => text!("status-new"),
        Status::Open => text!("status-open"),
        Status::Pending => text!("status-pending"),
        Status::OnHold => text!("status-on-hold"),
        Status::Resolved => text!("status-resolved"),
        Status::Closed => text!("status-closed"),
        Status::Spam => text!("status-spam"),
    }
}

/// How urgent it is.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => text!("priority-low"),
        Priority::Normal => text!("priority-normal"),
        Priority::High => text!("priority-high"),
        Priority::Urgent => text!("priority-urgent"),
    }
}

/// What is wrong with a rule.
pub fn fault(fault: &Fault) -> String {
    let title = |word: &String| word.parse().map_or_else(|_| word.clone(), |known: What| what(&known));
    match fault {
        Fault::Name => text!("bad-name", most = MAX_NAME),
        Fault::Triggers => text!("bad-triggers", most = MAX_PARTS),
        Fault::Actions => text!("bad-actions", most = MAX_PARTS),
        Fault::Conditions => text!("bad-conditions").to_owned(),
        Fault::Check(of, asked) => bad_check(asked, &title(of)),
        Fault::Value(of, value) => text!("bad-value", value = value, what = title(of)),
        Fault::Text => text!("bad-text").to_owned(),
        Fault::Placeholder(name) => text!("bad-placeholder", name = name, known = placeholders()),
        Fault::Hours => text!("bad-hours").to_owned(),
    }
}

fn bad_check(asked: &str, of: &str) -> String {
    let asked: &str = match Is::parse(asked) {
        Some(known) => is(known),
        None => asked,
    };
    text!("bad-check", is = asked, what = of)
}

/// What cannot be asked of something.
pub fn bad_comparison(asked: &str, of: &What) -> String {
    bad_check(asked, &what(of))
}

fn placeholders() -> String {
    placeholder::KNOWN.map(|name| format!("{{{name}}}")).join(", ")
}

/// What is promised, as events name it.
pub fn promise(word: &str) -> &str {
    match word {
        "first-assignment" => text!("promise-first-assignment"),
        "first-response" => text!("promise-first-response"),
        "next-response" => text!("promise-next-response"),
        "resolution" => text!("promise-resolution"),
        other => other,
    }
}

/// What can be filled into texts.
pub fn then_hint() -> String {
    text!("then-hint", known = placeholders())
}

/// What is no time.
pub fn bad_duration(typed: &str) -> String {
    text!("bad-duration", typed = typed)
}

/// A rating is 1 to 5.
pub fn bad_score(typed: &str) -> String {
    text!("bad-score", typed = typed)
}

/// What is no event.
pub fn bad_event(typed: &str) -> String {
    text!("bad-event", typed = typed)
}

/// What is no action.
pub fn bad_action(typed: &str) -> String {
    text!("bad-action", typed = typed)
}

/// What does not fit a field.
pub fn bad_value(typed: &str, what: &str, known: &[String]) -> String {
    /// More are not read.
    const MOST: usize = 20;
    let told = text!("bad-value", value = typed, what = what);
    if known.is_empty() {
        return told;
    }
    let more = if known.len() > MOST { ", …" } else { "" };
    text!("fits", told = told, known = format!("{}{more}", known[..known.len().min(MOST)].join(", ")))
}

/// Which ticket there is not.
pub fn bad_ticket(number: u64) -> String {
    text!("bad-ticket", number = number.to_string())
}

/// Who is nobody.
pub fn no_such_person(typed: &str) -> String {
    text!("no-such-person", typed = typed)
}

/// Which date field there is not.
pub fn no_such_date(typed: &str) -> String {
    text!("no-such-date", typed = typed)
}

/// What was just done.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Saved => text!("done-saved"),
        Done::Moved => text!("done-moved"),
        Done::Removed => text!("done-removed"),
        Done::Back => text!("done-back"),
    }
}

/// What a button does, for whoever cannot see where it stands.
pub fn move_title(name: &str, up: bool) -> String {
    if up { text!("move-up", name = name) } else { text!("move-down", name = name) }
}

/// What a trial found.
pub fn trial_found(hits: usize, tickets: usize, times: usize) -> String {
    text!("trial-found", hits = hits, tickets = tickets, times = times)
}

/// Whether one ticket fits.
pub fn trial_fits(number: u64, fits: bool) -> String {
    let number = number.to_string();
    if fits { text!("trial-fits", number = number) } else { text!("trial-fits-not", number = number) }
}

/// What whoever tries may not do there.
pub fn you_lack(permission: &str) -> String {
    text!("you-lack", what = right(permission))
}

/// A right, as it stands after "the right to".
pub fn right(permission: &str) -> String {
    match permission {
        "tickets:ticket.read" => text!("right-read"),
        "tickets:ticket.edit" => text!("right-edit"),
        "tickets:ticket.assign" => text!("right-assign"),
        "tickets:ticket.move" => text!("right-move"),
        "tickets:ticket.move-into" => text!("right-move-into"),
        "tickets:ticket.note" => text!("right-note"),
        "tickets:ticket.reply" => text!("right-reply"),
        "tickets:ticket.reopen" => text!("right-reopen"),
        "tickets:tag.create" => text!("right-tag"),
        other => return text!("right-other", permission = other),
    }
    .to_owned()
}

/// Which version it is.
pub fn version(number: u32) -> String {
    text!("version", number = number.to_string())
}

/// How a version came about.
pub fn how(how: How) -> String {
    match how {
        How::Written => text!("how-written").to_owned(),
        How::BroughtBack(number) => text!("how-back", number = number.to_string()),
        How::Imported => text!("how-imported").to_owned(),
    }
}

/// Who did it.
pub fn by(name: &str) -> String {
    text!("by", name = name)
}

/// How it ended.
pub fn ended(ended: Ended) -> &'static str {
    match ended {
        Ended::Done => text!("ended-done"),
        Ended::Nothing => text!("ended-nothing"),
        Ended::Refused => text!("ended-refused"),
        Ended::NoAuthor => text!("ended-no-author"),
        Ended::Over => text!("ended-over"),
        Ended::Circle => text!("ended-circle"),
        Ended::TooOften => text!("ended-too-often"),
    }
}

/// What the author may not do.
pub fn refused_lacks(author: &str, permission: &str) -> String {
    text!("refused-lacks", author = author, what = right(permission))
}

/// The author sees nothing of it.
pub fn refused_unseen(author: &str) -> String {
    text!("refused-unseen", author = author)
}

/// What the desk said.
pub fn refused_said(why: &str) -> String {
    text!("refused-said", why = why)
}

/// What a rule did, in a line.
pub fn did(rule: &str, ended: &str) -> String {
    text!("did", rule = rule, ended = ended)
}

/// What a file did.
pub fn taken_in(added: usize, changed: usize, same: usize, removed: usize) -> String {
    text!("taken-in", added = added, changed = changed, same = same, removed = removed)
}
