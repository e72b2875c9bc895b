//! Every word that these pages say, in one place, so that catalogues can take over.

use crate::route::{Done, Who};
use ombud_plugin::administration::roles::Scope;

pub const PRODUCT: &str = "Ombud";
pub const SKIP: &str = "Skip to the content";
pub const DESK_NAVIGATION: &str = "Desk";
pub const ADMINISTRATION: &str = "Administration";
pub const INBOX: &str = "Inbox";
pub const SIGN_OUT: &str = "Sign out";
pub const CLOSED_TITLE: &str = "These pages are for administrators";
pub const CLOSED: &str = "You do not hold the permission “Open the administration pages”.";
pub const BACK_TO_DESK: &str = "Back to the desk";
pub const NO_SUCH_PAGE: &str = "there is no such page in the administration";

pub const APPLY: &str = "Apply";
pub const CANCEL: &str = "Cancel";
pub const SAVE: &str = "Save";
pub const PREVIEW: &str = "See what changes";
pub const BACK_TO_FORM: &str = "Back to the form";
pub const FIRST_PAGE: &str = "First page";
pub const NEXT_PAGE: &str = "Next page";
pub const PAGES: &str = "Pages";
pub const NOT_SAVED: &str = "Nothing was saved.";
pub const NONE: &str = "none";
pub const GONE: &str = "a department that is gone";
pub const SOMEBODY: &str = "somebody";
pub const CHOOSE: &str = "Choose…";
pub const DETAILS: &str = "Details";
pub const ABOUT: &str = "About";
pub const MORE: &str = "More";

pub const PEOPLE: &str = "People";
pub const PERSON: &str = "Person";
pub const ADD_PERSON: &str = "Add a person";
pub const WHO: &str = "Who";
pub const NAME: &str = "Name";
pub const EMAIL: &str = "Mail address";
pub const ALIAS: &str = "Alias";
pub const ALIAS_HINT: &str = "What customers see instead of the name";
pub const LANGUAGE: &str = "Language";
pub const LANGUAGE_HINT: &str = "Such as en or pt-BR; empty: that of the desk";
pub const SEARCH: &str = "Search";
pub const SEARCH_PEOPLE: &str = "Name or address";
pub const ANY_ROLE: &str = "Any role";
pub const ANY_DEPARTMENT: &str = "Any department";
pub const ANY_STATE: &str = "Any state";
pub const STATE: &str = "State";
pub const ACTIVE: &str = "Active";
pub const SUSPENDED: &str = "Suspended";
pub const KIND: &str = "Kind";
pub const STAFF: &str = "Staff";
pub const CUSTOMER: &str = "Customer";
pub const SINCE: &str = "Here since";
pub const NOBODY_HERE: &str = "Nobody fits.";
pub const NOBODY_YET: &str = "Nobody fits so far. The next page looks further back.";
pub const OWNER: &str = "Owner";
pub const SOME_ROLE: &str = "a role";
pub const ROLES_HINT: &str =
    "Roles add up. A role counts everywhere or in one department, perhaps up to a last day.";
pub const ROLES_UNSEEN: &str = "You may not see which roles there are, so they stay as they are.";
pub const ONE_MORE: &str = "Give another role…";
pub const TAKE_AWAY: &str = "(take away)";
pub const WHERE: &str = "Where";
pub const EVERYWHERE: &str = "Everywhere";
pub const UNTIL: &str = "Last day";
pub const NO_DEPARTMENTS: &str = "There are no departments yet.";
pub const WAY_IN: &str = "Signing in";
pub const WAY_IN_NEW: &str = "The person has no password yet. After saving, make a link on the page of the person, by which they choose one.";
pub const WAY_IN_HINT: &str =
    "A link to choose a password, sessions, a lost second factor: on a page of the desk itself.";
pub const WAY_IN_LINK: &str = "How they sign in";
pub const IN_PERSON: &str = "The owner and administrators are managed in person and never through a plugin: over the API, or with “ombud user”.";
pub const MAKE: &str = "Make an administrator…";
pub const UNMAKE: &str = "Take away being an administrator…";
pub const SUSPEND: &str = "Suspend";
pub const SUSPEND_HINT: &str = "Shuts the person out at once, with all sessions and keys.";
pub const SUSPEND_LOOK: &str = "Suspend…";
pub const RESTORE: &str = "Let in again";
pub const RESTORE_HINT: &str = "The person may do again what their roles say.";
pub const RESTORE_LOOK: &str = "Let in again…";
pub const ASK_WHY: &str = "Ask what they may do, and why";
pub const STORY: &str = "What was changed here, and by whom";
pub const THE_CHANGE: &str = "The change";
pub const TAKES: &str = "Role taken away";
pub const GIVES: &str = "Role given";
pub const LEAVES: &str = "Leaves";
pub const JOINS: &str = "Joins";
pub const NOBODY_HOLDS_IT: &str = "Nobody holds this role yet, so nothing becomes different for anybody.";
pub const GAINS: &str = "Gains";
pub const LOSES: &str = "Loses";
pub const BECOMES_STAFF: &str = "Becomes staff.";
pub const IS_NO_STAFF: &str = "Is not staff any more.";

pub const ROLES: &str = "Roles";
pub const ROLE: &str = "Role";
pub const ROLES_LEAD: &str =
    "A role is a set of permissions. People may hold several, and they add up; nothing in a role takes away.";
pub const NEW_ROLE: &str = "New role";
pub const MAKE_ROLE: &str = "Make this role";
pub const COMPARE: &str = "Compare";
pub const COMPARE_WITH: &str = "With";
pub const CHOOSE_TWO: &str = "Choose two roles. Only what differs is shown.";
pub const NO_DIFFERENCE: &str = "Both give exactly the same.";
pub const NOT_AT_ALL: &str = "not at all";
pub const FOR_WHOM: &str = "For";
pub const GRANTS: &str = "Permissions";
pub const HELD_BY: &str = "Held by";
pub const HELD_BY_NOBODY: &str = "Nobody yet. Give it to somebody on their page.";
pub const ONE_OWNER: &str = "There is exactly one owner, who alone can pass the desk on.";
pub const WHOEVER: &str = "Whoever has not signed in";
pub const RETIRED: &str = "Out of use";
pub const BUILT_IN: &str = "built in";
pub const COLLABORATORS: &str = "Collaborators";
pub const EVERYONE: &str = "Everyone";
pub const EVERYTHING: &str = "Everything";
pub const TITLE: &str = "Title";
pub const SHORT_NAME: &str = "Short name";
pub const SHORT_NAME_HINT: &str = "For programs: a-z, 0-9 and -. Empty: made of the title";
pub const DESCRIPTION: &str = "Description";
pub const PERMISSION: &str = "Permission";
pub const FILTER: &str = "Filter";
pub const FILTER_PERMISSIONS: &str = "Filter permissions";
pub const NO_PERMISSION_FITS: &str = "No permission fits. What is chosen stays chosen.";
pub const CONTACTS: &str = "reaches customers";
pub const DANGEROUS: &str = "powerful";
pub const NOT_YOURS: &str = "Nobody gives what he does not hold himself, and neither can these pages.";
pub const TEMPORARY: &str = "Until a day";
pub const TEMPORARY_HINT: &str = "These end by themselves. Without its mark one ends now.";
pub const WAITING: &str = "Waiting for their plugin";
pub const WAITING_HINT: &str =
    "Nobody declares these now, so they give nothing. They count again when the plugin is back.";
pub const HOLDS_EVERYTHING: &str = "This role holds everything, whatever there is and will be. It is not made of permissions that could be chosen.";
pub const GIVE_TITLE: &str = "give the role a title";
pub const CHANGED_MEANWHILE: &str = "somebody changed this role while the page was open: look at it once more, and save again if your choice still fits";
pub const COPY: &str = "Start from a copy";
pub const COPY_FROM: &str = "Copy from";
pub const BEGIN_WITH: &str = "Start from a copy";
pub const BEGIN_WITH_HINT: &str = "Takes over what another role gives. What you have chosen here is lost.";
pub const RETIRE: &str = "Retire this role";
pub const RETIRE_HINT: &str = "Out of use it gives nothing and can be given to nobody. It can come back.";
pub const RETIRE_HELD: &str = "It can be retired when nobody holds it any more.";
pub const REVIVE: &str = "Bring it back";
pub const NEW: &str = "New";
pub const NO_MORE: &str = "No more";

pub const DEPARTMENTS: &str = "Departments";
pub const DEPARTMENT: &str = "Department";
pub const DEPARTMENTS_LEAD: &str = "What people work in and tickets are filed under.";
pub const NEW_DEPARTMENT: &str = "New department";
pub const ADD_DEPARTMENT: &str = "Add";
pub const RENAME: &str = "Rename";

pub const EXPLAIN: &str = "Explain access";
pub const EXPLAIN_LEAD: &str =
    "Why may somebody do something, or why not? Ask, and read the rule that decides.";
pub const EXPLAIN_ASK: &str = "Explain";
pub const ASK_SOMETHING: &str = "Choose a person and a permission.";
pub const OR_ADDRESS: &str = "Or by mail address";
pub const ON_RECORD: &str = "On which record";
pub const ON_RECORD_HINT: &str = "The number of a ticket, or plugin:collection/id. Empty: on the desk itself";
pub const BAD_RECORD: &str = "type the number of a ticket such as 42, or plugin:collection/id";
pub const AS_TOLD: &str = "As they are told:";
pub const YES: &str = "Yes.";
pub const NO: &str = "No.";

pub const AUDIT: &str = "Audit";
pub const AUDIT_LEAD: &str =
    "Every change of people, rights and plugins, and every attempt that was refused. The newest first.";
pub const WHAT: &str = "What";
pub const ANYBODY: &str = "Anybody";
pub const SINCE_DAY: &str = "From";
pub const UNTIL_DAY: &str = "To";
pub const CONTAINS: &str = "Contains";
pub const ONLY_ABOUT: &str = "Only what is about";
pub const SHOW_ALL: &str = "Show all";
pub const NOTHING_HERE: &str = "Nothing fits.";
pub const NOTHING_YET: &str = "Nothing fits so far. The next page looks further back.";
pub const THE_DESK: &str = "The desk itself";
pub const FIELD: &str = "Field";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";
pub const VALUE: &str = "value";
/// What the audit can be asked for: as it is filed, and in words.
pub const NOUNS: [(&str, &str); 11] = [
    ("", "Everything"),
    ("access.denied", "Refusals only"),
    ("person", "People"),
    ("role", "Roles"),
    ("membership", "Who works where"),
    ("department", "Departments"),
    ("plugin", "Plugins"),
    ("mandate", "What plugins may do"),
    ("settings", "Settings"),
    ("session", "Sessions"),
    ("password", "Passwords"),
];

/// What was just done, and that it went well.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Added => "It is there.",
        Done::Saved => "The changes are saved.",
        Done::Suspended => "The person is shut out, with all sessions and keys.",
        Done::Restored => "The person is in again.",
        Done::Retired => "The role is out of use.",
        Done::Revived => "The role can be given again.",
        Done::Same => "There was nothing to change.",
    }
}

/// A tab above the list of people.
pub fn who(who: Who) -> &'static str {
    match who {
        Who::Staff => STAFF,
        Who::Customers => "Customers",
        Who::Everybody => "Everybody",
    }
}

/// For whom a role is made.
pub fn whose(word: &str) -> &'static str {
    match word {
        "staff" => "Staff: whoever holds it sees what is internal",
        "collaborators" => "Collaborators: staff who can never reach a customer",
        _ => "Everyone: it makes nobody staff",
    }
}

/// A scope in a word or two. Alone, it is a matter of yes or no.
pub fn scope(scope: Scope, alone: bool) -> &'static str {
    match scope {
        Scope::All if alone => "Allowed",
        Scope::All => "All",
        Scope::Department => "Own departments",
        Scope::Assigned => "Assigned to them",
        Scope::Own => "Asked by them",
        Scope::Shared => "Shared with them",
        Scope::Unassigned => "Nobody’s yet",
    }
}

/// Who declares permissions, for people.
pub fn plugin(id: &str) -> String {
    match id {
        "kernel" => "The desk itself".to_owned(),
        "admin" => ADMINISTRATION.to_owned(),
        id => {
            let words = id.replace('-', " ");
            let mut letters = words.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// A box, for those who do not see where it stands.
pub fn box_label(permission: &str, scope: &str) -> String {
    format!("{permission}: {scope}")
}

/// `Agent in Sales until 2026-12-03`. The day given is the first on which it is not held any more.
pub fn held(role: &str, department: Option<&str>, until: Option<&str>) -> String {
    let place = department.map(|name| format!(" in {name}")).unwrap_or_default();
    let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{role}{place}{until}")
}

/// Beside a name.
pub fn known_as(alias: &str) -> String {
    format!("customers see “{alias}”")
}

/// Why a day was not understood.
pub fn bad_day(text: &str) -> String {
    format!("`{text}` is not a day such as 2026-11-28")
}

/// A value before and after.
pub fn becomes(before: &str, after: &str) -> String {
    match (before, after) {
        ("", after) => after.to_owned(),
        (before, "") => format!("{before} → {NONE}"),
        (before, after) => format!("{before} → {after}"),
    }
}

/// The heading of the page between.
pub fn changes_of(name: &str) -> String {
    format!("What changes: {name}")
}

/// The same for a role that is new.
pub fn making(title: &str) -> String {
    format!("A new role: {title}")
}

/// The same for shutting somebody out, and for letting them in again.
pub fn suspends(name: &str) -> String {
    format!("Suspend {name}?")
}

pub fn restores(name: &str) -> String {
    format!("Let {name} in again?")
}

/// How many more there are.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// The same, where counting stopped.
pub fn and_others(count: usize, stopped: bool) -> String {
    if stopped { format!("and {count} more at least") } else { and_more(count) }
}

/// A figure that stopped counting.
pub fn or_more(count: u32) -> String {
    format!("{count} or more")
}

/// On how many records.
pub fn counted(what: &str, before: &str, after: &str) -> String {
    if before == after {
        format!("{after} {what}, as before")
    } else {
        format!("{after} {what} instead of {before}")
    }
}

/// How many permissions are folded away.
pub fn permissions(count: usize) -> String {
    counted_of(count, "permission")
}

/// How many grants a role has.
pub fn grants(count: usize) -> String {
    count.to_string()
}

/// How many hold a role, of at most so many that are counted.
pub fn holders(count: usize, most: u32) -> String {
    if count >= most as usize { format!("{most} people or more") } else { people(count) }
}

/// How many people.
pub fn people(count: usize) -> String {
    match count {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    }
}

/// How many work in a department.
pub fn members(count: u32) -> String {
    people(count as usize)
}

/// How many of a plugin's permissions a role has.
pub fn of_all(given: usize, all: usize) -> String {
    format!("{given} of {all}")
}

/// The title of a copy.
pub fn copy_of(title: &str) -> String {
    format!("Copy of {title}")
}

/// Why a role cannot be changed here.
pub fn beyond(titles: &[String]) -> String {
    let some = titles.iter().take(4).map(|title| format!("“{title}”")).collect::<Vec<_>>().join(", ");
    let more = titles.len().saturating_sub(4);
    let more =
        if more > 0 { format!(" and {}", and_more(more).trim_start_matches("and ")) } else { String::new() };
    format!(
        "You cannot change this role here: it gives {some}{more}, which you, or these pages, do not hold to the same extent."
    )
}

/// A grant that ends by itself.
pub fn temporary(title: &str, scopes: &str, day: &str) -> String {
    let scopes = if scopes.is_empty() { String::new() } else { format!(": {scopes}") };
    format!("{title}{scopes}, until {day}")
}

/// A permission and where it holds.
pub fn granted(title: &str, scopes: &str) -> String {
    format!("{title} ({scopes})")
}

/// Why there is nobody to ask about.
pub fn nobody_has(email: &str) -> String {
    format!("nobody has the address `{email}`")
}

/// A ticket by its number.
pub fn ticket(number: &str) -> String {
    format!("ticket #{}", number.trim_start_matches('#'))
}

/// The question, retold.
pub fn asked(who: &str, what: &str, place: Option<&str>) -> String {
    match place {
        None => format!("{who}: {what}"),
        Some(place) => format!("{who}: {what}, on {place}"),
    }
}

/// What somebody did, after the name and before what it was done to.
pub fn action(action: &str) -> &'static str {
    match action {
        "access.denied" => "was refused:",
        "person.create" => "added",
        "person.edit" => "changed",
        "person.suspend" => "suspended",
        "person.restore" => "let in again",
        "person.view-as" => "began to see the desk as",
        "person.view-as-end" => "stopped seeing the desk as",
        "customer.create" => "added the customer",
        "role.assign" => "changed the roles of",
        "role.create" => "made the role",
        "role.edit" => "changed the role",
        "role.retire" => "retired the role",
        "role.restore" => "brought back the role",
        "membership.add" => "put into a department:",
        "membership.remove" => "took out of a department:",
        "department.create" => "made the department",
        "department.edit" => "renamed the department",
        "mandate.edit" => "changed what may be done by",
        "plugin.register" => "brought in",
        "plugin.unregister" => "took out",
        "settings.edit" => "changed settings of",
        "ownership.transfer" => "passed the desk on to",
        "password.link" => "made a link to set the password of",
        "password.reset" => "set the password of",
        "password.change" => "changed the password of",
        "session.begin" => "signed in",
        "session.refused" => "could not sign in",
        "session.end" | "session.end-all" => "signed out",
        "token.mint" => "made a key for",
        "token.revoke" => "revoked a key of",
        "audit.export" => "took the audit away",
        "desk.setup" => "set up the desk",
        _ => "did something to",
    }
}

/// Whether that says it all.
pub fn stands_alone(action: &str) -> bool {
    action.starts_with("session.") || ["audit.export", "desk.setup"].contains(&action)
}

/// Which plugin was in between.
pub fn through(plugin: &str) -> String {
    format!("through {plugin}")
}

/// From which network address.
pub fn from(origin: &str) -> String {
    format!("from {origin}")
}

/// An entry by its number.
pub fn entry(number: u64) -> String {
    format!("entry {number}")
}

/// How many fields are folded away.
pub fn fields(count: usize) -> String {
    counted_of(count, "field")
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

fn counted_of(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
