use super::desk::{Desk, NOW};
use ombud_plugin::Error;
use ombud_plugin::administration::roles::{Grant, Scope};

const READ_ALL: &str = "g=tickets%3Aticket.read+all";

fn kept() -> String {
    format!("t=tickets%3Aticket.reply+{}", NOW + 86_400_000)
}

#[test]
fn every_permission_has_its_boxes_with_plain_titles() {
    let page = Desk::new().page("/roles/refunds");
    assert!(page.contains("Read tickets") && page.contains("Edit roles"), "{page}");
    assert!(page.contains(r#"value="tickets:ticket.read all" checked"#), "{page}");
    assert!(page.contains(r#"value="tickets:ticket.read own" aria-label"#), "{page}");
    assert!(!page.contains("Manage billing"), "what stays with the owner is not offered");
    assert!(page.contains("Do &lt;b&gt;odd&lt;/b&gt; things"), "{page}");
    assert!(!page.contains(r#"value="odd:thing.do all""#), "what cannot be given cannot be ticked");
    assert!(page.contains("Answer tickets: Assigned to them, until 2026-11-24"), "{page}");
}

#[test]
fn a_change_is_shown_before_it_is_saved() {
    let desk = Desk::new();
    let form = format!("title=Refunds&name=refunds&whose=staff&{}&g=tickets%3Aticket.read+own&step=", kept());
    let page = desk.between("/roles/refunds", &format!("{form}preview"));
    assert!(page.contains("1 person gains something") && page.contains("12 tickets instead of 3"), "{page}");
    assert!(page.contains("Read tickets (Their own)") && page.contains("Read tickets (All)"), "{page}");
    assert!(desk.state.edited.borrow().is_empty(), "a look changes nothing");
    assert_eq!(desk.sent("/roles/refunds", &format!("{form}save")), "/admin/roles/refunds?done=saved");
    let changes = desk.state.edited.borrow()[0].clone();
    assert_eq!((changes.title, changes.name), (None, None));
    let grants = changes.grants.unwrap();
    let read = Grant { permission: "tickets:ticket.read".into(), scopes: vec![Scope::Own], until: None };
    assert_eq!(grants[0], read);
    assert_eq!(grants[1].until, Some(NOW + 86_400_000), "what ends by itself stays as it was");
}

#[test]
fn filtering_loses_nothing_that_was_ticked() {
    let desk = Desk::new();
    let form = format!("title=Refunds&name=refunds&{READ_ALL}&{}&filter=edit+rol&step=filter", kept());
    let page = desk.between("/roles/refunds", &form);
    assert!(page.contains("Edit roles") && !page.contains("Read tickets: All"), "{page}");
    assert!(page.contains(r#"<input type="hidden" name="g" value="tickets:ticket.read all">"#), "{page}");
}

#[test]
fn somebody_elses_change_meanwhile_is_not_overwritten_in_silence() {
    let desk = Desk::new();
    let form = format!("title=Money&name=refunds&{READ_ALL}&{}&base=0123&step=save", kept());
    let response = desk.post("/roles/refunds", &form);
    assert_eq!(response.status, 409);
    assert!(response.body_text().contains("Somebody changed this role"), "{}", response.body_text());
    assert!(response.body_text().contains(r#"value="Money""#) && desk.state.edited.borrow().is_empty());
}

#[test]
fn a_new_role_may_begin_as_a_copy() {
    let desk = Desk::new();
    let page = desk.page("/roles/new?copy=agent");
    assert!(page.contains(r#"value="Copy of Agent""#), "{page}");
    assert!(page.contains(r#"value="tickets:ticket.read department" checked"#), "{page}");
    let form = "title=Night+agent&whose=collaborators&g=tickets%3Aticket.read+department&step=";
    let page = desk.between("/roles/new", &format!("{form}preview"));
    assert!(
        page.contains("Nobody holds this role yet") && page.contains("Read tickets (Own departments)"),
        "{page}"
    );
    assert_eq!(desk.sent("/roles/new", &format!("{form}save")), "/admin/roles/refunds?done=added");
    let made = desk.state.made.borrow()[0].clone();
    assert_eq!((made.name.as_str(), made.staff, made.collaborator), ("night-agent", true, true));
}

#[test]
fn a_role_that_gives_more_than_the_viewer_can_is_only_shown() {
    let desk = Desk::new();
    desk.state.permissions.borrow_mut()[2].givable = vec![Scope::Own];
    let page = desk.page("/roles/refunds");
    assert!(page.contains("You cannot change this role here: it gives “Read tickets”"), "{page}");
    assert!(!page.contains(r#"value="preview""#));
    let page = desk.page("/roles/administrator");
    assert!(page.contains("This role holds everything") && !page.contains(r#"type="checkbox""#), "{page}");
}

#[test]
fn a_refusal_keeps_every_tick() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::denied("kernel:role.edit", "you may not"));
    let response =
        desk.post("/roles/refunds", "title=Refunds&name=refunds&g=kernel%3Arole.edit+all&step=save");
    assert_eq!(response.status, 403);
    assert!(response.body_text().contains(r#"value="kernel:role.edit all" checked"#));
}

#[test]
fn two_roles_are_compared_by_what_differs() {
    let page = Desk::new().page("/roles/compare?one=agent&other=refunds");
    assert!(page.contains("Read tickets") && page.contains("Own departments"), "{page}");
    assert!(page.contains("Answer tickets") && page.contains("not at all"), "{page}");
    let table = page.split("<tbody>").nth(1).unwrap();
    assert!(!table.contains("Edit roles"), "{table}");
}

#[test]
fn a_role_is_retired_only_when_nobody_holds_it() {
    let desk = Desk::new();
    assert!(desk.page("/roles/refunds").contains("when nobody holds it any more"));
    desk.state.people.borrow_mut()[2].roles.clear();
    assert!(desk.page("/roles/refunds").contains("Retire this role"));
    assert_eq!(desk.sent("/roles/refunds/state", "retired=yes"), "/admin/roles/refunds?done=retired");
    assert_eq!(desk.state.edited.borrow()[0].retired, Some(true));
}
