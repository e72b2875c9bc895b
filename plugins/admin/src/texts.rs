//! Every word that these pages say, in the language of whoever looks: the words are in `texts/<language>.ftl`.

use crate::route::{Done, Who};
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::text;

pub fn product() -> &'static str {
    text!("product")
}
pub fn skip() -> &'static str {
    text!("skip")
}
pub fn desk_navigation() -> &'static str {
    text!("desk-navigation")
}
pub fn administration() -> &'static str {
    text!("administration")
}
pub fn inbox() -> &'static str {
    text!("inbox")
}
pub fn sign_out() -> &'static str {
    text!("sign-out")
}
pub fn closed_title() -> &'static str {
    text!("closed-title")
}
pub fn closed() -> &'static str {
    text!("closed")
}
pub fn back_to_desk() -> &'static str {
    text!("back-to-desk")
}
pub fn no_such_page() -> &'static str {
    text!("no-such-page")
}

pub fn apply() -> &'static str {
    text!("apply")
}
pub fn cancel() -> &'static str {
    text!("cancel")
}
pub fn save() -> &'static str {
    text!("save")
}
pub fn preview() -> &'static str {
    text!("preview")
}
pub fn back_to_form() -> &'static str {
    text!("back-to-form")
}
pub fn first_page() -> &'static str {
    text!("first-page")
}
pub fn next_page() -> &'static str {
    text!("next-page")
}
pub fn pages() -> &'static str {
    text!("pages")
}
pub fn not_saved() -> &'static str {
    text!("not-saved")
}
pub fn none() -> &'static str {
    text!("none")
}
pub fn gone() -> &'static str {
    text!("gone")
}
pub fn somebody() -> &'static str {
    text!("somebody")
}
pub fn choose() -> &'static str {
    text!("choose")
}
pub fn details() -> &'static str {
    text!("details")
}
pub fn about() -> &'static str {
    text!("about")
}
pub fn more() -> &'static str {
    text!("more")
}

pub fn people() -> &'static str {
    text!("people")
}
pub fn person() -> &'static str {
    text!("person")
}
pub fn add_person() -> &'static str {
    text!("add-person")
}
pub fn whom() -> &'static str {
    text!("who")
}
pub fn name() -> &'static str {
    text!("name")
}
pub fn email() -> &'static str {
    text!("email")
}
pub fn alias() -> &'static str {
    text!("alias")
}
pub fn alias_hint() -> &'static str {
    text!("alias-hint")
}
pub fn language() -> &'static str {
    text!("language")
}
pub fn language_hint() -> &'static str {
    text!("language-hint")
}
pub fn search() -> &'static str {
    text!("search")
}
pub fn search_people() -> &'static str {
    text!("search-people")
}
pub fn any_role() -> &'static str {
    text!("any-role")
}
pub fn any_department() -> &'static str {
    text!("any-department")
}
pub fn any_state() -> &'static str {
    text!("any-state")
}
pub fn state() -> &'static str {
    text!("state")
}
pub fn active() -> &'static str {
    text!("active")
}
pub fn suspended() -> &'static str {
    text!("suspended")
}
pub fn kind() -> &'static str {
    text!("kind")
}
pub fn staff() -> &'static str {
    text!("staff")
}
pub fn customer() -> &'static str {
    text!("customer")
}
pub fn since() -> &'static str {
    text!("since")
}
pub fn nobody_here() -> &'static str {
    text!("nobody-here")
}
pub fn nobody_yet() -> &'static str {
    text!("nobody-yet")
}
pub fn owner() -> &'static str {
    text!("owner")
}
pub fn some_role() -> &'static str {
    text!("some-role")
}
pub fn roles_hint() -> &'static str {
    text!("roles-hint")
}
pub fn roles_unseen() -> &'static str {
    text!("roles-unseen")
}
pub fn one_more() -> &'static str {
    text!("one-more")
}
pub fn take_away() -> &'static str {
    text!("take-away")
}
pub fn place() -> &'static str {
    text!("where")
}
pub fn everywhere() -> &'static str {
    text!("everywhere")
}
pub fn until() -> &'static str {
    text!("until")
}
pub fn no_departments() -> &'static str {
    text!("no-departments")
}
pub fn way_in() -> &'static str {
    text!("way-in")
}
pub fn way_in_new() -> &'static str {
    text!("way-in-new")
}
pub fn way_in_hint() -> &'static str {
    text!("way-in-hint")
}
pub fn way_in_link() -> &'static str {
    text!("way-in-link")
}
pub fn in_person() -> &'static str {
    text!("in-person")
}
pub fn make() -> &'static str {
    text!("make")
}
pub fn unmake() -> &'static str {
    text!("unmake")
}
pub fn suspend() -> &'static str {
    text!("suspend")
}
pub fn suspend_hint() -> &'static str {
    text!("suspend-hint")
}
pub fn suspend_look() -> &'static str {
    text!("suspend-look")
}
pub fn restore() -> &'static str {
    text!("restore")
}
pub fn restore_hint() -> &'static str {
    text!("restore-hint")
}
pub fn restore_look() -> &'static str {
    text!("restore-look")
}
pub fn ask_why() -> &'static str {
    text!("ask-why")
}
pub fn story() -> &'static str {
    text!("story")
}
pub fn the_change() -> &'static str {
    text!("the-change")
}
pub fn takes() -> &'static str {
    text!("takes")
}
pub fn gives() -> &'static str {
    text!("gives")
}
pub fn leaves() -> &'static str {
    text!("leaves")
}
pub fn joins() -> &'static str {
    text!("joins")
}
pub fn nobody_holds_it() -> &'static str {
    text!("nobody-holds-it")
}
pub fn gains() -> &'static str {
    text!("gains")
}
pub fn loses() -> &'static str {
    text!("loses")
}
pub fn becomes_staff() -> &'static str {
    text!("becomes-staff")
}
pub fn is_no_staff() -> &'static str {
    text!("is-no-staff")
}

pub fn roles() -> &'static str {
    text!("roles")
}
pub fn role() -> &'static str {
    text!("role")
}
pub fn roles_lead() -> &'static str {
    text!("roles-lead")
}
pub fn new_role() -> &'static str {
    text!("new-role")
}
pub fn make_role() -> &'static str {
    text!("make-role")
}
pub fn compare() -> &'static str {
    text!("compare")
}
pub fn compare_with() -> &'static str {
    text!("compare-with")
}
pub fn choose_two() -> &'static str {
    text!("choose-two")
}
pub fn no_difference() -> &'static str {
    text!("no-difference")
}
pub fn not_at_all() -> &'static str {
    text!("not-at-all")
}
pub fn for_whom() -> &'static str {
    text!("for-whom")
}
pub fn grants() -> &'static str {
    text!("grants")
}
pub fn held_by() -> &'static str {
    text!("held-by")
}
pub fn held_by_nobody() -> &'static str {
    text!("held-by-nobody")
}
pub fn one_owner() -> &'static str {
    text!("one-owner")
}
pub fn whoever() -> &'static str {
    text!("whoever")
}
pub fn retired() -> &'static str {
    text!("retired")
}
pub fn built_in() -> &'static str {
    text!("built-in")
}
pub fn collaborators() -> &'static str {
    text!("collaborators")
}
pub fn everyone() -> &'static str {
    text!("everyone")
}
pub fn everything() -> &'static str {
    text!("everything")
}
pub fn title() -> &'static str {
    text!("title")
}
pub fn short_name() -> &'static str {
    text!("short-name")
}
pub fn short_name_hint() -> &'static str {
    text!("short-name-hint")
}
pub fn description() -> &'static str {
    text!("description")
}
pub fn permission() -> &'static str {
    text!("permission")
}
pub fn filter() -> &'static str {
    text!("filter")
}
pub fn filter_permissions() -> &'static str {
    text!("filter-permissions")
}
pub fn no_permission_fits() -> &'static str {
    text!("no-permission-fits")
}
pub fn contacts() -> &'static str {
    text!("contacts")
}
pub fn dangerous() -> &'static str {
    text!("dangerous")
}
pub fn not_yours() -> &'static str {
    text!("not-yours")
}
pub fn temporary() -> &'static str {
    text!("temporary")
}
pub fn temporary_hint() -> &'static str {
    text!("temporary-hint")
}
pub fn waiting() -> &'static str {
    text!("waiting")
}
pub fn waiting_hint() -> &'static str {
    text!("waiting-hint")
}
pub fn holds_everything() -> &'static str {
    text!("holds-everything")
}
pub fn give_title() -> &'static str {
    text!("give-title")
}
pub fn changed_meanwhile() -> &'static str {
    text!("changed-meanwhile")
}
pub fn copy() -> &'static str {
    text!("copy")
}
pub fn copy_from() -> &'static str {
    text!("copy-from")
}
pub fn begin_with() -> &'static str {
    text!("begin-with")
}
pub fn begin_with_hint() -> &'static str {
    text!("begin-with-hint")
}
pub fn retire() -> &'static str {
    text!("retire")
}
pub fn retire_hint() -> &'static str {
    text!("retire-hint")
}
pub fn retire_held() -> &'static str {
    text!("retire-held")
}
pub fn revive() -> &'static str {
    text!("revive")
}
pub fn new() -> &'static str {
    text!("new")
}
pub fn no_more() -> &'static str {
    text!("no-more")
}

pub fn departments() -> &'static str {
    text!("departments")
}
pub fn department() -> &'static str {
    text!("department")
}
pub fn departments_lead() -> &'static str {
    text!("departments-lead")
}
pub fn new_department() -> &'static str {
    text!("new-department")
}
pub fn add_department() -> &'static str {
    text!("add-department")
}
pub fn rename() -> &'static str {
    text!("rename")
}

pub fn explain() -> &'static str {
    text!("explain")
}
pub fn explain_lead() -> &'static str {
    text!("explain-lead")
}
pub fn explain_ask() -> &'static str {
    text!("explain-ask")
}
pub fn ask_something() -> &'static str {
    text!("ask-something")
}
pub fn or_address() -> &'static str {
    text!("or-address")
}
pub fn on_record() -> &'static str {
    text!("on-record")
}
pub fn on_record_hint() -> &'static str {
    text!("on-record-hint")
}
pub fn bad_record() -> &'static str {
    text!("bad-record")
}
pub fn as_told() -> &'static str {
    text!("as-told")
}
pub fn yes() -> &'static str {
    text!("yes")
}
pub fn no() -> &'static str {
    text!("no")
}

pub fn audit() -> &'static str {
    text!("audit")
}
pub fn audit_lead() -> &'static str {
    text!("audit-lead")
}
pub fn what() -> &'static str {
    text!("what")
}
pub fn anybody() -> &'static str {
    text!("anybody")
}
pub fn since_day() -> &'static str {
    text!("since-day")
}
pub fn until_day() -> &'static str {
    text!("until-day")
}
pub fn contains() -> &'static str {
    text!("contains")
}
pub fn only_about() -> &'static str {
    text!("only-about")
}
pub fn show_all() -> &'static str {
    text!("show-all")
}
pub fn nothing_here() -> &'static str {
    text!("nothing-here")
}
pub fn nothing_yet() -> &'static str {
    text!("nothing-yet")
}
pub fn the_desk() -> &'static str {
    text!("the-desk")
}
pub fn field() -> &'static str {
    text!("field")
}
pub fn before() -> &'static str {
    text!("before")
}
pub fn after() -> &'static str {
    text!("after")
}
pub fn value() -> &'static str {
    text!("value")
}
/// What the audit can be asked for: as it is filed, and in words.
pub fn nouns() -> [(&'static str, &'static str); 11] {
    [
        ("", text!("noun-everything")),
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

/// Why a role cannot be changed here.
pub fn beyond(titles: &[String]) -> String {
    let quoted = |title: &String| text!("quoted", text = title);
    let mut some = titles.iter().take(4).map(quoted).collect::<Vec<_>>().join(", ");
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

/// What somebody did, after the name and before what it was done to.
pub fn action(action: &str) -> &'static str {
    match action {
        "access.denied" => text!("did-access-denied"),
        "person.create" => text!("did-person-create"),
        "person.edit" => text!("did-person-edit"),
        "person.suspend" => text!("did-person-suspend"),
        "person.restore" => text!("did-person-restore"),
        "person.view-as" => text!("did-person-view-as"),
        "person.view-as-end" => text!("did-person-view-as-end"),
        "customer.create" => text!("did-customer-create"),
        "role.assign" => text!("did-role-assign"),
        "role.create" => text!("did-role-create"),
        "role.edit" => text!("did-role-edit"),
        "role.retire" => text!("did-role-retire"),
        "role.restore" => text!("did-role-restore"),
        "membership.add" => text!("did-membership-add"),
        "membership.remove" => text!("did-membership-remove"),
        "department.create" => text!("did-department-create"),
        "department.edit" => text!("did-department-edit"),
        "mandate.edit" => text!("did-mandate-edit"),
        "plugin.register" => text!("did-plugin-register"),
        "plugin.unregister" => text!("did-plugin-unregister"),
        "settings.edit" => text!("did-settings-edit"),
        "ownership.transfer" => text!("did-ownership-transfer"),
        "password.link" => text!("did-password-link"),
        "password.reset" => text!("did-password-reset"),
        "password.change" => text!("did-password-change"),
        "session.begin" => text!("did-session-begin"),
        "session.refused" => text!("did-session-refused"),
        "session.end" | "session.end-all" => text!("did-session-end"),
        "token.mint" => text!("did-token-mint"),
        "token.revoke" => text!("did-token-revoke"),
        "audit.export" => text!("did-audit-export"),
        "desk.setup" => text!("did-desk-setup"),
        _ => text!("did-something"),
    }
}

/// Whether that says it all.
pub fn stands_alone(action: &str) -> bool {
    action.starts_with("session.") || ["audit.export", "desk.setup"].contains(&action)
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

/// How many fields are folded away.
pub fn fields(count: usize) -> String {
    text!("fields", count = count)
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
