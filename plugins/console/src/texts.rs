//! Every word that the console says, in one place, so that catalogues can take over.

use crate::route::{Act, Done};
use ombud_plugin::desk::tickets::{MessageKind, Priority, RelationKind, Sort, Status};

pub const PRODUCT: &str = "Ombud";
pub const SKIP: &str = "Skip to the content";
pub const DESK_NAVIGATION: &str = "Desk";
pub const SIGN_OUT: &str = "Sign out";
pub const SIGN_IN: &str = "Sign in";

pub const INBOX: &str = "Inbox";
pub const TICKETS: &str = "Tickets";
pub const ALL_TICKETS: &str = "All tickets";
pub const MINE: &str = "Mine";
pub const UNASSIGNED: &str = "Unassigned";
pub const ALL: &str = "All";
pub const VIEWS: &str = "Views";
pub const DEPARTMENTS: &str = "Departments";
pub const ANY_STATUS: &str = "Any status";
pub const FILTER: &str = "Filter and sort";
pub const ANYONE: &str = "Anyone";
pub const ME: &str = "Me";
pub const NOBODY: &str = "Nobody";
pub const APPLY: &str = "Apply";
pub const CLEAR: &str = "Clear";
pub const SUBJECT: &str = "Subject";
pub const CHANGED: &str = "Changed";
pub const NO_REQUESTER: &str = "no requester";
pub const NO_SUBJECT: &str = "(no subject)";
pub const NOTHING_HERE: &str = "No tickets here. Nothing waits for you in this view.";
pub const FIRST_PAGE: &str = "First page";
pub const NEXT_PAGE: &str = "Next page";
pub const PAGES: &str = "Pages";

pub const TICKET: &str = "Ticket";
pub const STATUS: &str = "Status";
pub const PRIORITY: &str = "Priority";
pub const ASSIGNEE: &str = "Assignee";
pub const DEPARTMENT: &str = "Department";
pub const TAG: &str = "Tag";
pub const TAGS: &str = "Tags";
pub const TAGS_HINT: &str = "Separated by commas";
pub const SORT: &str = "Sort by";
pub const CHANGE_SUBJECT: &str = "Change the subject";
pub const SAVE: &str = "Save changes";
pub const TAKE: &str = "Assign to me";
pub const IN_DEPARTMENT: &str = "In this department";
pub const OTHERS: &str = "Others";
pub const CONVERSATION: &str = "Conversation";
pub const ABOUT_TICKET: &str = "About this ticket";
pub const REQUESTER: &str = "Requester";
pub const OTHER_TICKETS: &str = "Other tickets";
pub const PARTICIPANTS: &str = "Also taking part";
pub const RELATED: &str = "Related tickets";
pub const FIELDS: &str = "Details";
pub const OPENED: &str = "opened";
pub const LATEST: &str = "Go to the latest message";
pub const NO_MESSAGES: &str = "No messages here that you may see.";

pub const CUSTOMER: &str = "customer";
pub const STAFF_REPLY: &str = "reply to the customer";
pub const NOTE_SEAL: &str = "Internal note: only staff can read this";
pub const QUOTED: &str = "Quoted text";
pub const PICK: &str = "Split off";
pub const FILES: &str = "Files";

pub const REPLY_LABEL: &str = "Your reply";
pub const REPLY_HINT: &str = "The customer will read this.";
pub const SEND_REPLY: &str = "Send reply";
pub const THEN: &str = "Status afterwards";
pub const THEN_USUAL: &str = "Automatic";
pub const NOTE: &str = "Internal note";
pub const NOTE_LABEL: &str = "Your note";
pub const NOTE_HINT: &str = "Only staff will read this. It is never sent to the customer.";
pub const KEEP_NOTE: &str = "Add internal note";

pub const SPLIT_HINT: &str = "Make a ticket of its own from the chosen messages.";
pub const SPLIT_START: &str = "Split off…";
pub const SPLIT: &str = "Split ticket";
pub const SPLIT_CHOSEN: &str = "Chosen messages";
pub const SPLIT_NEW: &str = "The new ticket";
pub const SPLIT_MODE: &str = "What happens to the messages here";
pub const SPLIT_MOVE: &str = "Move them: they leave this ticket, and a line for staff stays behind";
pub const SPLIT_COPY: &str = "Copy them: they stand in both tickets";
pub const SPLIT_QUIET: &str = "No mail is sent. You can undo this for a day.";
pub const SPLIT_PRIORITY_DEFAULT: &str = "As in the old ticket";
pub const SPLIT_TAGS: &str = "Take the tags along";
pub const SPLIT_FIELDS: &str = "Take the details along";
pub const SPLIT_NONE: &str = "choose at least one message to split off";
pub const UNDO_SPLIT: &str = "Undo the split";
pub const CANCEL: &str = "Cancel";

pub const NEW_TICKET: &str = "New ticket";
pub const OPEN_TICKET: &str = "Open ticket";
pub const REQUESTER_MAIL: &str = "Mail address of the customer";
pub const REQUESTER_NAME: &str = "Name of the customer";
pub const REQUESTER_NAME_HINT: &str = "Used if the address is new here";
pub const FIRST_MESSAGE: &str = "Message";
pub const FIRST_KIND: &str = "This message is";
pub const FIRST_REPLY: &str = "for the customer";
pub const FIRST_NOTE: &str = "an internal note, for example about a phone call";

pub const WRITE_SOMETHING: &str = "write something first";
pub const GIVE_SUBJECT: &str = "give the ticket a subject";
pub const CHOOSE_DEPARTMENT: &str = "choose a department";
pub const NO_SUCH_PAGE: &str = "there is no such page in the console";
pub const NO_COMPOSER: &str = "You can read this ticket, but not write in it.";

pub const CLOSE: &str = "Close";
pub const KEYS: &str = "Keys";
pub const KEY_LIST: [(&str, &str); 10] = [
    ("j", "next ticket in the list"),
    ("k", "the one before"),
    ("o", "open it"),
    ("r", "reply"),
    ("n", "write an internal note"),
    ("Ctrl Enter", "send what you are writing"),
    ("/", "search, or go to a ticket by its number"),
    ("i", "inbox"),
    ("c", "new ticket"),
    ("?", "this list"),
];

pub const FOR_STAFF_TITLE: &str = "This door is for staff";
pub const FOR_STAFF: &str =
    "The console is where our staff works on tickets. To write to us, simply answer one of our mails.";
pub const SIGN_IN_FIRST: &str = "Sign in to work on tickets.";

/// The status, as a person says it.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => "New",
        Status::Open => "Open",
        Status::Pending => "Pending",
        Status::OnHold => "On hold",
        Status::Resolved => "Resolved",
        Status::Closed => "Closed",
        Status::Spam => "Spam",
    }
}

/// The priority, as a person says it.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Normal => "Normal",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

/// The order of a list.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Updated => "Latest change",
        Sort::Created => "Newest",
        Sort::Oldest => "Oldest",
        Sort::Priority => "Priority",
    }
}

/// What another ticket is to this one.
pub fn relation(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SplitFrom => "Split from",
        RelationKind::SplitTo => "Split into",
        RelationKind::FollowUpOf => "Follow-up of",
        RelationKind::FollowedBy => "Followed by",
    }
}

/// What was just done, and that it went well.
pub fn done(done: &Done) -> &'static str {
    match done {
        Done::Reply => "Your reply is in the ticket, and the customer can read it.",
        Done::Note => "Your note is kept. Only staff can read it.",
        Done::Saved => "The changes are saved.",
        Done::Taken => "This ticket is yours now.",
        Done::Created => "The ticket is open.",
        Done::Split(_) => "This ticket was split off.",
        Done::Undone => "The split is undone. The messages are back.",
        Done::Away => "Done. The ticket now stands in a department where you may not read.",
    }
}

/// What did not happen, before the reason for it.
pub fn not_done(act: Act) -> &'static str {
    match act {
        Act::Reply => "Your reply was not sent. It is still here, below.",
        Act::Note => "Your note was not kept. It is still here, below.",
        Act::Fields => "Nothing was changed yet. Your choices are still here.",
        Act::Take => "You did not get this ticket.",
        Act::Undo => "The split could not be undone.",
    }
}

/// One message in a split, in two words.
pub fn message_kind(kind: MessageKind, from_staff: bool) -> &'static str {
    match (kind, from_staff) {
        (MessageKind::Note, _) => "internal note",
        (MessageKind::System, _) => "line by the desk",
        (MessageKind::Reply, true) => STAFF_REPLY,
        (MessageKind::Reply, false) => CUSTOMER,
    }
}

/// `#42`.
pub fn number(number: u64) -> String {
    format!("#{number}")
}

/// The heading of the reply composer.
pub fn reply_to(name: &str) -> String {
    format!("Reply to {name}")
}

/// Beside a field that somebody else changed meanwhile.
pub fn theirs(value: &str) -> String {
    format!("Meanwhile changed to “{value}”. Saving again sets your choice.")
}

/// Why a change was not saved.
pub fn changed_meanwhile(fields: &[&str]) -> String {
    format!("somebody changed {} while this page was open", fields.join(", ").to_lowercase())
}

/// Why a reply was not sent.
pub fn written_meanwhile(names: &[&str]) -> String {
    format!(
        "{} wrote here while you were typing: read it, and send again if your answer still fits",
        names.join(", ")
    )
}

/// How many quoted lines are folded away.
pub fn quoted(lines: usize) -> String {
    format!("{QUOTED}, {}", counted(lines, "line"))
}

/// The heading of the folded history.
pub fn history(changes: usize) -> String {
    format!("History, {}", counted(changes, "change"))
}

/// One step in the history, after the name of who took it.
pub fn change(what: &str, before: &str, after: &str) -> String {
    match what {
        "created" => format!("opened the ticket by {after}"),
        "split-from" => format!("made this ticket of messages from {after}"),
        "split-to" => format!("split messages off into {after}"),
        "split-undone" => format!("took back the split with {after}"),
        "follow-up-of" => format!("continued {after}"),
        "followed-by" => format!("went on in {after}"),
        "note-edited" => "edited a note".to_owned(),
        "note-deleted" => "deleted a note".to_owned(),
        field => {
            let field = field.replace('-', " ");
            match (before, after) {
                ("", "") => format!("changed {field}"),
                ("", after) => format!("set {field} to {after}"),
                (before, "") => format!("removed {field} {before}"),
                (before, after) => format!("changed {field} from {before} to {after}"),
            }
        }
    }
}

/// The heading of the page that splits.
pub fn split_title(number: u64) -> String {
    format!("Split messages off #{number}")
}

/// The requester that a split takes by itself.
pub fn split_requester(name: &str) -> String {
    format!("{THEN_USUAL}: {name}")
}

/// Why a number leads nowhere.
pub fn no_ticket(number: u64) -> String {
    format!("there is no ticket #{number} that you may see")
}

/// How large a file is, as people say it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// The heading of a page that tells of an error.
pub fn trouble(status: u16) -> &'static str {
    match status {
        403 => "You may not do this",
        404 => "Not found",
        409 => "Somebody was faster",
        400..500 => "That did not work",
        503 | 504 => "Not now",
        _ => "Something went wrong",
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

// The search.
pub const SEARCH: &str = "Search";
pub const SEARCH_LABEL: &str = "Search tickets and people, or go to a ticket by its number";
pub const SEARCH_SHORT: &str = "Search, or #42";
pub const SEARCH_NOT_READY: &str =
    "The search is being made ready. Try again in a moment; everything else works.";
pub const SEARCH_INCOMPLETE: &str =
    "The search is being made anew, so there may be more than this. Try again in a while.";
pub const SEARCH_FOR_WHAT: &str = "Type what you look for.";
pub const NOTHING_FOUND: &str = "Nothing found that you may see. Fewer or other words may find more.";
pub const SEARCH_HELP: &str = "How to search";
pub const SEARCH_FILTERS: &str = "Filters of this search";
pub const BEST_FIRST: &str = "Best first";
pub const NEWEST_FIRST: &str = "Newest first";
pub const NOT: &str = "not";
pub const PERSON: &str = "Person";

/// What can be typed into a search, and what it finds.
pub const SEARCH_EXAMPLES: [(&str, &str); 9] = [
    ("invoice lost", "both words, in any of their forms"),
    ("\"lost invoice\"", "the words side by side"),
    ("-paid", "without this word"),
    ("is:open tag:billing", "in this status, with this tag"),
    ("from:anna to:me", "what she wrote, in tickets assigned to you"),
    ("department:support", "filed there"),
    ("has:file", "with a file"),
    ("after:7d before:2026-05-31", "of these days"),
    ("#42", "the ticket with this number"),
];

/// The title of a page of results.
pub fn search_title(text: &str) -> String {
    format!("{SEARCH}: {text}")
}

/// How many were found.
pub fn found(total: u32, at_least: bool) -> String {
    match (total, at_least) {
        (total, true) => format!("More than {total} found"),
        (total, false) => format!("{total} found"),
    }
}

/// What a click on a filter does.
pub fn without(word: &str) -> String {
    format!("Search without {word}:")
}

/// A search for a tag.
pub fn tagged(tag: &str) -> String {
    if tag.contains(' ') { format!("tag:\"{tag}\"") } else { format!("tag:{tag}") }
}
