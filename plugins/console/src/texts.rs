//! Every word that the console says, in the language of whoever looks: the words are in `texts/<language>.ftl`.

mod history;
mod keys;
mod mentions;
mod merging;
mod offers;
mod own;
mod splitting;
mod unsent;

pub use history::*;
pub use keys::*;
pub use mentions::*;
pub use merging::*;
pub use offers::*;
pub use own::*;
pub use splitting::*;

use crate::route::{Act, Done};
use crate::view::{Column, Stand};
use ombud_plugin::desk::tickets::{MessageKind, Priority, RelationKind, Sort, Status};
use ombud_plugin::{text, words};
pub use unsent::*;

words! {
    product = "product",
    skip = "skip",
    desk_navigation = "desk-navigation",
    sign_out = "sign-out",
    sign_in = "sign-in",

    inbox = "inbox",
    tickets = "tickets",
    all_tickets = "all-tickets",
    mine = "mine",
    unassigned = "unassigned",
    all = "all",
    views = "views",
    departments = "departments",
    filter = "filter",
    anyone = "anyone",
    me = "me",
    nobody = "nobody",
    apply = "apply",
    clear = "clear",
    subject = "subject",
    changed = "changed",
    no_requester = "no-requester",
    nobody_to_reply = "nobody-to-reply",
    no_subject = "no-subject",
    nothing_here = "nothing-here",
    nothing_so_far = "nothing-so-far",
    first_page = "first-page",
    next_page = "next-page",
    pages = "pages",

    ticket = "ticket",
    status = "status",
    priority = "priority",
    assignee = "assignee",
    department = "department",
    sort = "sort",
    sort_due = "sort-due",
    change_subject = "change-subject",
    save = "save",
    take = "take",
    in_department = "in-department",
    others = "others",
    conversation = "conversation",
    about_ticket = "about-ticket",
    requester = "requester",
    other_tickets = "other-tickets",
    participants = "participants",
    related = "related",
    fields = "fields",
    opened = "opened",
    latest = "latest",
    no_messages = "no-messages",

    customer = "customer",
    staff_reply = "staff-reply",
    note_seal = "note-seal",
    quoted = "quoted",
    pick = "pick",
    files = "files",

    reply_label = "reply-label",
    reply_hint = "reply-hint",
    send_reply = "send-reply",
    then = "then",
    then_usual = "then-usual",
    note = "note",
    note_label = "note-label",
    note_hint = "note-hint",
    keep_note = "keep-note",

    cancel = "cancel",

    new_ticket = "new-ticket",
    open_ticket = "open-ticket",
    requester_mail = "requester-mail",
    requester_name = "requester-name",
    requester_name_hint = "requester-name-hint",
    first_message = "first-message",
    first_kind = "first-kind",
    first_reply = "first-reply",
    first_note = "first-note",

    write_something = "write-something",
    give_requester = "give-requester",
    give_subject = "give-subject",
    choose_department = "choose-department",
    no_such_page = "no-such-page",
    no_composer = "no-composer",

    close = "close",
}

words! {
    for_staff_title = "for-staff-title",
    for_staff = "for-staff",
    sign_in_first = "sign-in-first",
}

// Views, columns, and many tickets at once.
words! {
    unresolved = "unresolved",
    everything = "everything",
    shared_views = "shared-views",
    own_views = "own-views",
    opened_column = "opened-column",
    columns = "columns",
    keep_columns = "keep-columns",
    columns_here = "columns-here",
    any_priority = "any-priority",
    keep_view = "keep-view",
    keep_view_hint = "keep-view-hint",
    view_name = "view-name",
    for_all = "for-all",
    no_such_view = "no-such-view",
    new_here = "new-here",
    chosen = "chosen",
    choose_all = "choose-all",
    leave = "leave",
    add_tags = "add-tags",
    remove_tags = "remove-tags",
    change_chosen = "change-chosen",
    undo = "undo",
    choose_and_change = "choose-and-change",
    only_the_last = "only-the-last",
    fresh = "fresh",
    refreshed = "refreshed",
    new_message = "new-message",
    ticket_left = "ticket-left",
}

/// How far the tickets are that a list shows.
pub fn stand(stand: Stand) -> &'static str {
    match stand {
        Stand::Active => unresolved(),
        Stand::Any => everything(),
        Stand::One(status) => status_of(status),
    }
}

/// The heading of a column.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Status => status(),
        Column::Priority => priority(),
        Column::Assignee => assignee(),
        Column::Department => department(),
        Column::Opened => opened_column(),
        Column::Changed => changed(),
    }
}

/// How many there are, as far as they were counted.
pub fn tally(number: u32, more: bool) -> String {
    if more { format!("{number}+") } else { number.to_string() }
}

/// What a checkbox in the list chooses. There is one in each row, so the words are asked for once.
pub fn choose(ticket: u64) -> String {
    format!("{} {}", text!("choose-ticket"), number(ticket))
}

/// What a button takes away.
pub fn remove_view(name: &str) -> String {
    text!("remove-view", name = name)
}

/// What a view may be called.
pub fn view_name_wrong(longest: usize) -> String {
    text!("view-name-wrong", count = longest)
}

/// Why a view is not kept.
pub fn too_many_views(most: u32) -> String {
    text!("too-many-views", count = most)
}

/// Why so many tickets are not changed at once.
pub fn too_many_tickets(most: u32) -> String {
    text!("too-many-tickets", count = most)
}

/// How many tickets were changed at once.
pub fn bulk_done(tickets: usize) -> String {
    text!("bulk-done", count = tickets)
}

/// And how many were not.
pub fn bulk_left(tickets: usize) -> String {
    text!("bulk-left", count = tickets)
}

/// Which one was not, and why. Marks around what programs call something are for programs.
pub fn left(number: u64, reason: &str) -> String {
    let reason = reason.replace('`', "");
    if number == 0 { reason } else { format!("#{number}: {reason}") }
}

/// What was taken back, where some tickets stayed as they were.
pub fn bulk_undone(tickets: usize, left: usize) -> String {
    match (tickets, left) {
        (_, 0) => text!("done-bulk-undone").to_owned(),
        (0, _) => text!("bulk-not-undone").to_owned(),
        _ => text!("bulk-undone", count = tickets),
    }
}

/// How many were brought back but for their status.
pub fn bulk_nearly(tickets: usize) -> String {
    text!("bulk-nearly", count = tickets)
}

/// Which status it has, and which it had.
pub fn status_not_back(now: Status, was: Status) -> String {
    text!("status-not-back", after = status_of(now), before = status_of(was))
}

/// Why a change of another time is not taken back.
pub fn changed_since() -> &'static str {
    text!("changed-since")
}

/// The status, as a person says it.
pub fn status_of(status: Status) -> &'static str {
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

/// The priority, as a person says it.
pub fn priority_of(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => text!("priority-low"),
        Priority::Normal => text!("priority-normal"),
        Priority::High => text!("priority-high"),
        Priority::Urgent => text!("priority-urgent"),
    }
}

/// The order of a list.
pub fn sort_by(sort: Sort) -> &'static str {
    match sort {
        Sort::Updated => text!("sort-updated"),
        Sort::Created => text!("sort-created"),
        Sort::Oldest => text!("sort-oldest"),
        Sort::Priority => text!("sort-priority"),
    }
}

/// What another ticket is to this one.
pub fn relation(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SplitFrom => text!("relation-split-from"),
        RelationKind::SplitTo => text!("relation-split-to"),
        RelationKind::FollowUpOf => text!("relation-follow-up-of"),
        RelationKind::FollowedBy => text!("relation-followed-by"),
    }
}

/// What was just done, and that it went well.
pub fn done(done: &Done) -> &'static str {
    match done {
        Done::Reply => text!("done-reply"),
        Done::Held => text!("done-held"),
        Done::Recalled => text!("done-recalled"),
        Done::DraftSaved => text!("done-draft-saved"),
        Done::DraftGone => text!("done-draft-gone"),
        Done::DraftBack => text!("done-draft-back"),
        Done::Note => text!("done-note"),
        Done::Saved => text!("done-saved"),
        Done::Taken => text!("done-taken"),
        Done::Created => text!("done-created"),
        Done::Split(_) => text!("done-split"),
        Done::Undone => text!("done-undone"),
        Done::Merged => text!("done-merged"),
        Done::Unmerged => text!("done-unmerged"),
        Done::Bulk => text!("done-bulk"),
        Done::BulkUndone => text!("done-bulk-undone"),
        Done::ViewKept => text!("done-view-kept"),
        Done::ColumnsKept => text!("done-columns-kept"),
        Done::ViewGone => text!("done-view-gone"),
        Done::Onward(_) => text!("done-onward"),
        Done::AtEnd => text!("done-at-end"),
        Done::AtBegin => text!("done-at-begin"),
        Done::Away => text!("done-away"),
    }
}

/// What did not happen, before the reason for it.
pub fn not_done(act: Act) -> &'static str {
    match act {
        Act::Reply => text!("not-done-reply"),
        Act::Note => text!("not-done-note"),
        Act::Fields => text!("not-done-fields"),
        Act::Take => text!("not-done-take"),
        Act::Undo => text!("not-done-undo"),
        Act::Draft => text!("not-done-draft"),
        Act::Recall => text!("not-done-recall"),
        Act::Unmerge => text!("not-done-unmerge"),
        Act::Requester => text!("not-done-requester"),
    }
}

/// One message in a split, in two words.
pub fn message_kind(kind: MessageKind, from_staff: bool) -> &'static str {
    match (kind, from_staff) {
        (MessageKind::Note, _) => text!("kind-note"),
        (MessageKind::System, _) => text!("kind-system"),
        (MessageKind::Reply, true) => staff_reply(),
        (MessageKind::Reply, false) => customer(),
    }
}

/// `#42`.
pub fn number(number: u64) -> String {
    format!("#{number}")
}

/// The heading of the reply composer.
pub fn reply_to(name: &str) -> String {
    text!("reply-to", name = name)
}

/// Beside a field that somebody else changed meanwhile.
pub fn theirs(value: &str) -> String {
    text!("theirs", value = value)
}

/// Why a change was not saved.
pub fn changed_meanwhile(fields: &[&str]) -> String {
    text!("changed-meanwhile", fields = fields.join(", ").to_lowercase())
}

/// Why a reply was not sent.
pub fn written_meanwhile(names: &[&str]) -> String {
    text!("written-meanwhile", names = names.join(", "))
}

/// How many quoted lines are folded away.
pub fn quoted_lines(lines: usize) -> String {
    text!("quoted-lines", count = lines)
}

/// Why a number leads nowhere.
pub fn no_ticket(number: u64) -> String {
    text!("no-ticket", number = number.to_string())
}

/// How large a file is, as people say it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => text!("size-bytes", count = bytes),
        1000..1_000_000 => text!("size-kilobytes", count = bytes.div_ceil(1000)),
        _ => text!("size-megabytes", count = (bytes / 100_000) as f64 / 10.0),
    }
}

/// The heading of a page that tells of an error.
pub fn trouble(status: u16) -> &'static str {
    match status {
        403 => text!("trouble-403"),
        404 => text!("trouble-404"),
        409 => text!("trouble-409"),
        400..500 => text!("trouble-asked"),
        503 | 504 => text!("trouble-later"),
        _ => text!("trouble-ours"),
    }
}

// The search.
words! {
    give_requester_mail = "give-requester-mail",
    other_requester = "other-requester",
    set_requester = "set-requester",
    put_off = "put-off",
    only_pending_is_put_off = "only-pending-is-put-off",
    not_put_off = "not-put-off",
    as_it_is = "as-it-is",
    until = "until",
    onward = "onward",
    onward_note = "onward-note",
    previous = "previous",
    next = "next",
    search = "search",
    search_not_ready = "search-not-ready",
    search_incomplete = "search-incomplete",
    search_for_what = "search-for-what",
    nothing_found = "nothing-found",
    search_help = "search-help",
    search_filters = "search-filters",
    best_first = "best-first",
    newest_first = "newest-first",
    not = "not",
    person = "person",
}

/// What can be typed into a search, and what it finds.
pub fn search_examples() -> [(&'static str, &'static str); 9] {
    [
        (text!("example-words"), text!("example-words-finds")),
        (text!("example-phrase"), text!("example-phrase-finds")),
        (text!("example-without"), text!("example-without-finds")),
        ("is:open tag:billing", text!("example-state-finds")),
        ("from:anna to:me", text!("example-people-finds")),
        ("department:support", text!("example-department-finds")),
        ("has:file", text!("example-file-finds")),
        ("after:7d before:2026-05-31", text!("example-days-finds")),
        ("#42", text!("example-number-finds")),
    ]
}

/// The title of a page of results.
pub fn search_title(text: &str) -> String {
    text!("search-title", text = text)
}

/// For how many days something is put off.
pub fn for_days(days: u32) -> String {
    text!("for-days", count = days)
}

/// What is asked for is no status; which there are.
pub fn no_such_status(asked: &str) -> String {
    let known: Vec<String> = Status::ALL.iter().map(|status| format!("`is:{status}`")).collect();
    text!("no-such-status", asked = asked, known = known.join(", "))
}

/// How many were found.
pub fn found(total: u32, at_least: bool) -> String {
    match at_least {
        true => text!("found-more", count = total),
        false => text!("found", count = total),
    }
}

/// What a click on a filter does.
pub fn without(word: &str) -> String {
    text!("without", word = word)
}
