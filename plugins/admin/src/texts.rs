//! Every word that these pages say, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use crate::route::{AuditView, Done, Who};
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::{text, words};

words! {
    administration = "administration",
    closed_title = "closed-title",
    closed = "closed",
    back_to_desk = "back-to-desk",
    no_such_page = "no-such-page",

    apply = "apply",
    cancel = "cancel",
    save = "save",
    preview = "preview",
    back_to_form = "back-to-form",
    first_page = "first-page",
    next_page = "next-page",
    pages = "pages",
    none = "none",
    gone = "gone",
    somebody = "somebody",
    choose = "choose",
    details = "details",
    about = "about",
    more = "more",

    people = "people",
    person = "person",
    add_person = "add-person",
    whom = "who",
    name = "name",
    email = "email",
    alias = "alias",
    alias_hint = "alias-hint",
    language = "language",
    language_none = "language-none",
    search = "search",
    search_people = "search-people",
    any_role = "any-role",
    any_department = "any-department",
    any_state = "any-state",
    state = "state",
    active = "active",
    suspended = "suspended",
    kind = "kind",
    staff = "staff",
    customer = "customer",
    since = "since",
    nobody_here = "nobody-here",
    nobody_yet = "nobody-yet",
    owner = "owner",
    some_role = "some-role",
    roles_hint = "roles-hint",
    roles_unseen = "roles-unseen",
    one_more = "one-more",
    take_away = "take-away",
    place = "where",
    everywhere = "everywhere",
    until = "until",
    no_departments = "no-departments",
    way_in = "way-in",
    way_in_new = "way-in-new",
    way_in_then = "way-in-then",
    way_in_hint = "way-in-hint",
    way_in_link = "way-in-link",
    in_person = "in-person",
    make = "make",
    unmake = "unmake",
    suspend = "suspend",
    suspend_hint = "suspend-hint",
    suspend_look = "suspend-look",
    restore = "restore",
    restore_hint = "restore-hint",
    restore_look = "restore-look",
    ask_why = "ask-why",
    story = "story",
    the_change = "the-change",
    takes = "takes",
    gives = "gives",
    leaves = "leaves",
    joins = "joins",
    nobody_holds_it = "nobody-holds-it",
    gains = "gains",
    loses = "loses",
    becomes_staff = "becomes-staff",
    is_no_staff = "is-no-staff",

    roles = "roles",
    role = "role",
    roles_lead = "roles-lead",
    new_role = "new-role",
    make_role = "make-role",
    compare = "compare",
    compare_with = "compare-with",
    choose_two = "choose-two",
    no_difference = "no-difference",
    not_at_all = "not-at-all",
    for_whom = "for-whom",
    grants = "grants",
    held_by = "held-by",
    held_by_nobody = "held-by-nobody",
    one_owner = "one-owner",
    whoever = "whoever",
    retired = "retired",
    built_in = "built-in",
    collaborators = "collaborators",
    everyone = "everyone",
    everything = "everything",
    title = "title",
    short_name = "short-name",
    short_name_hint = "short-name-hint",
    description = "description",
    permission = "permission",
    filter = "filter",
    filter_permissions = "filter-permissions",
    no_permission_fits = "no-permission-fits",
    contacts = "contacts",
    dangerous = "dangerous",
    not_yours = "not-yours",
    temporary = "temporary",
    temporary_hint = "temporary-hint",
    waiting = "waiting",
    waiting_hint = "waiting-hint",
    holds_everything = "holds-everything",
    give_title = "give-title",
    changed_meanwhile = "changed-meanwhile",
    copy = "copy",
    copy_from = "copy-from",
    begin_with = "begin-with",
    begin_with_hint = "begin-with-hint",
    retire = "retire",
    retire_hint = "retire-hint",
    retire_held = "retire-held",
    revive = "revive",
    new = "new",
    no_more = "no-more",

    departments = "departments",
    department = "department",
    departments_lead = "departments-lead",
    new_department = "new-department",
    add_department = "add-department",
    rename = "rename",

    explain = "explain",
    explain_lead = "explain-lead",
    explain_ask = "explain-ask",
    ask_something = "ask-something",
    or_address = "or-address",
    on_record = "on-record",
    on_record_hint = "on-record-hint",
    bad_record = "bad-record",
    as_told = "as-told",
    yes = "yes",
    no = "no",

    audit = "audit",
    bans = "bans",
    desk_settings = "desk-settings",
    audit_lead = "audit-lead",
    what = "what",
    anybody = "anybody",
    since_day = "since-day",
    until_day = "until-day",
    contains = "contains",
    only_about = "only-about",
    show_all = "show-all",
    nothing_here = "nothing-here",
    nothing_yet = "nothing-yet",
    the_desk = "the-desk",
    stranger = "stranger",
    show_too = "show-too",
    target_desk = "target-desk",
    field = "field",
    before = "before",
    after = "after",
    value = "value",
}
/// What the audit can be asked for: as it is filed, and in words.
pub fn nouns() -> [(&'static str, &'static str); 12] {
    [
        ("", text!("noun-but-sign-ins")),
        (AuditView::ALL, text!("noun-everything")),
        ("access.denied", text!("noun-refusals")),
        ("person", text!("noun-people")),
        ("role", text!("noun-roles")),
        ("membership", text!("noun-memberships")),
        ("department", text!("noun-departments")),
        ("plugin", text!("noun-plugins")),
        ("mandate", text!("noun-mandates")),
        ("settings", text!("noun-settings")),
        ("session", text!("noun-sessions")),
        ("password", text!("noun-passwords")),
    ]
}

/// What was just done, and that it went well.
pub fn done(done: Done) -> &'static str {
    match done {
        Done::Added => text!("done-added"),
        Done::Saved => text!("done-saved"),
        Done::Suspended => text!("done-suspended"),
        Done::Restored => text!("done-restored"),
        Done::Retired => text!("done-retired"),
        Done::Revived => text!("done-revived"),
        Done::Same => text!("done-same"),
    }
}

/// A tab above the list of people.
pub fn who(who: Who) -> &'static str {
    match who {
        Who::Staff => staff(),
        Who::Customers => text!("who-customers"),
        Who::Everybody => text!("who-everybody"),
    }
}

/// For whom a role is made.
pub fn whose(word: &str) -> &'static str {
    match word {
        "staff" => text!("whose-staff"),
        "collaborators" => text!("whose-collaborators"),
        _ => text!("whose-everyone"),
    }
}

/// A scope in a word or two. Alone, it is a matter of yes or no.
pub fn scope(scope: Scope, alone: bool) -> &'static str {
    match scope {
        Scope::All if alone => text!("scope-allowed"),
        Scope::All => text!("scope-all"),
        Scope::Department => text!("scope-department"),
        Scope::Assigned => text!("scope-assigned"),
        Scope::Own => text!("scope-own"),
        Scope::Shared => text!("scope-shared"),
        Scope::Unassigned => text!("scope-unassigned"),
    }
}

/// Who declares permissions, for people.
pub fn plugin(id: &str) -> String {
    match id {
        "kernel" => the_desk().to_owned(),
        "admin" => administration().to_owned(),
        "availability" => text!("plugin-availability").to_owned(),
        "calendar" => text!("plugin-calendar").to_owned(),
        "canned" => text!("plugin-canned").to_owned(),
        "chat" => text!("plugin-chat").to_owned(),
        "console" => text!("plugin-console").to_owned(),
        "csat" => text!("plugin-csat").to_owned(),
        "mail" => text!("plugin-mail").to_owned(),
        "merge" => text!("plugin-merge").to_owned(),
        "routing" => text!("plugin-routing").to_owned(),
        "rules" => text!("plugin-rules").to_owned(),
        "schedule" => text!("plugin-schedule").to_owned(),
        "sla" => text!("plugin-sla").to_owned(),
        "split" => text!("plugin-split").to_owned(),
        "tickets" => text!("plugin-tickets").to_owned(),
        id => {
            let words = id.replace('-', " ");
            let mut letters = words.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// A box, for those who do not see where it stands.
pub fn box_label(permission: &str, scope: &str) -> String {
    text!("box-label", permission = permission, scope = scope)
}

/// `Agent in Sales until 2026-12-03`. The day given is the first on which it is not held any more.
pub fn held(role: &str, department: Option<&str>, until: Option<&str>) -> String {
    match (department, until) {
        (None, None) => role.to_owned(),
        (Some(place), None) => text!("held-in", role = role, place = place),
        (None, Some(day)) => text!("held-until", role = role, day = day),
        (Some(place), Some(day)) => text!("held-in-until", role = role, place = place, day = day),
    }
}

/// Beside a name.
pub fn known_as(alias: &str) -> String {
    text!("known-as", alias = alias)
}

/// Why a day was not understood.
pub fn bad_day(day: &str) -> String {
    text!("bad-day", text = day)
}

/// What a language is called; one that pages are not in goes by its tag, and none is that of the desk.
pub fn language_name(tag: &str) -> &str {
    match ombud_plugin::texts::LANGUAGES.iter().find(|(known, _)| *known == tag) {
        _ if tag.is_empty() => language_none(),
        Some((_, name)) => name,
        None => tag,
    }
}

/// A value before and after.
pub fn becomes(before: &str, after: &str) -> String {
    match (before, after) {
        ("", after) => after.to_owned(),
        (before, "") => format!("{before} → {}", none()),
        (before, after) => format!("{before} → {after}"),
    }
}

/// The heading of the page between.
pub fn changes_of(name: &str) -> String {
    text!("changes-of", name = name)
}

/// The same for a role that is new.
pub fn making(title: &str) -> String {
    text!("making", title = title)
}

/// The same for shutting somebody out, and for letting them in again.
pub fn suspends(name: &str) -> String {
    text!("suspends", name = name)
}

pub fn restores(name: &str) -> String {
    text!("restores", name = name)
}

/// How many more there are.
pub fn and_more(count: usize) -> String {
    text!("and-more", count = count)
}

/// The same, where counting stopped.
pub fn and_others(count: usize, stopped: bool) -> String {
    if stopped { text!("and-more-at-least", count = count) } else { and_more(count) }
}

/// A figure that stopped counting.
pub fn or_more(count: u32) -> String {
    text!("or-more", count = count)
}

/// On how many records.
pub fn counted(what: &str, before: &str, after: &str) -> String {
    if before == after {
        text!("counted-same", what = what, after = after)
    } else {
        text!("counted", what = what, before = before, after = after)
    }
}

/// How many permissions are folded away.
pub fn permissions(count: usize) -> String {
    text!("permissions", count = count)
}

/// How many hold a role, of at most so many that are counted.
pub fn holders(count: usize, most: u32) -> String {
    if count >= most as usize { text!("people-or-more", count = most) } else { people_of(count) }
}

/// How many people.
fn people_of(count: usize) -> String {
    match count {
        0 => text!("nobody").to_owned(),
        count => text!("people-count", count = count),
    }
}

/// How many work in a department.
pub fn members(count: u32) -> String {
    people_of(count as usize)
}

/// How many of a plugin's permissions a role has.
pub fn of_all(given: usize, all: usize) -> String {
    text!("of-all", given = given, all = all)
}

/// The title of a copy.
pub fn copy_of(title: &str) -> String {
    text!("copy-of", title = title)
}

/// Somebody's own words, or the name of a field, within a sentence.
pub fn quoted(text: &str) -> String {
    text!("quoted", text = text)
}

/// Why a role cannot be changed here.
pub fn beyond(titles: &[String]) -> String {
    let mut some = titles.iter().take(4).map(|title| quoted(title)).collect::<Vec<_>>().join(", ");
    if titles.len() > 4 {
        some = format!("{some} {}", and_more(titles.len() - 4));
    }
    text!("beyond", some = some)
}

/// A grant that ends by itself.
pub fn temporary_grant(title: &str, scopes: &str, day: &str) -> String {
    let title = if scopes.is_empty() { title.to_owned() } else { format!("{title}: {scopes}") };
    text!("temporary-grant", title = title, day = day)
}

/// A permission and where it holds.
pub fn granted(title: &str, scopes: &str) -> String {
    format!("{title} ({scopes})")
}

/// Why there is nobody to ask about.
pub fn nobody_has(email: &str) -> String {
    text!("nobody-has", email = email)
}

/// A ticket by its number.
pub fn ticket(number: &str) -> String {
    text!("ticket", number = number.trim_start_matches('#'))
}

/// The question, retold.
pub fn asked(who: &str, what: &str, place: Option<&str>) -> String {
    match place {
        None => format!("{who}: {what}"),
        Some(place) => text!("asked-on", who = who, what = what, place = place),
    }
}

/// Which plugin was in between.
pub fn through(plugin: &str) -> String {
    text!("through", plugin = plugin)
}

/// From which network address.
pub fn from(origin: &str) -> String {
    text!("from", origin = origin)
}

/// An entry by its number.
pub fn entry(number: u64) -> String {
    text!("entry", number = number.to_string())
}

/// A field of what the audit keeps, as the pages call it; what they have no word for goes by its own.
pub fn field_name(name: &str) -> &str {
    match name {
        "" => value(),
        "name" => self::name(),
        "email" => email(),
        "alias" => alias(),
        "language" => language(),
        "title" => title(),
        "description" => description(),
        "roles" => roles(),
        "role" => role(),
        "departments" => departments(),
        "department" => department(),
        "grants" | "permissions" => text!("grants"),
        "permission" => permission(),
        "giver" => text!("field-giver"),
        "given" => text!("field-given"),
        "until" => text!("field-until"),
        "through" => text!("field-through"),
        "version" => text!("field-version"),
        "network" => text!("field-network"),
        "reason" => text!("field-reason"),
        "plugin" => text!("field-plugin"),
        "created" => since(),
        "active" => state(),
        name => name,
    }
}

/// How many entries are not shown, and what they are.
pub fn left_out(signed_in: usize, failed: usize) -> String {
    text!("left-out", count = signed_in, failed = failed)
}

/// How many fields are folded away.
pub fn fields(count: usize) -> String {
    text!("fields", count = count)
}
