use super::desk::{Desk, NOW, hold};
use ombud_plugin::Error;
use ombud_plugin::administration::people::HeldRole;

#[test]
fn staff_is_listed_first_and_filters_reach_the_kernel() {
    let desk = Desk::new();
    let page = desk.page("/");
    assert!(page.contains("Ana Agent") && page.contains("ana@demo.test"), "{page}");
    assert_eq!(desk.state.filters.borrow()[0].staff, Some(true));
    let page = desk.page("/?text=an&who=everybody&role=agent&state=suspended");
    let filter = desk.state.filters.borrow()[1].clone();
    assert_eq!((filter.staff, filter.active), (None, Some(false)));
    assert_eq!((filter.text.as_deref(), filter.role.as_deref()), (Some("an"), Some("agent")));
    assert!(page.contains("who=everybody&amp;role=agent&amp;state=suspended&amp;cursor=c2"), "{page}");
}

#[test]
fn a_name_with_html_is_shown_as_text() {
    let desk = Desk::new();
    for address in ["/", "/people/bo", "/roles/refunds"] {
        let page = desk.page(address);
        assert!(!page.contains("<script>alert"), "{address}");
    }
    let page = desk.between("/people/bo", "name=Bo&email=bo@demo.test&role=refunds&step=preview");
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)"), "{page}");
}

#[test]
fn a_change_is_shown_before_it_is_saved() {
    let desk = Desk::new();
    let form = "name=Ana+Agent&email=ana%40demo.test&alias=Annie&language=&role=agent&place=&until=\
        &role=refunds&place=&until=2026-12-24&step=";
    let page = desk.between(&format!("/people/{}", desk.ana), &format!("{form}preview"));
    assert!(page.contains("1 person gains something"), "{page}");
    assert!(page.contains("everything in Sales") && page.contains("12 tickets instead of 3"), "{page}");
    assert!(page.contains("Refunds until 2026-12-25"), "{page}");
    assert!(page.contains("Leaves") && page.contains("Support"), "nothing says that she leaves: {page}");
    assert!(desk.state.changed.borrow().is_empty(), "a look changes nothing");

    let to = desk.sent(&format!("/people/{}", desk.ana), &format!("{form}save"));
    assert_eq!(to, format!("/admin/people/{}?done=saved", desk.ana));
    let change = desk.state.changed.borrow()[0].clone();
    let details = change.details.unwrap();
    assert_eq!((details.name, details.alias.as_deref()), (None, Some("Annie")));
    let christmas_is_over = 1_798_156_800_000;
    let refunds = HeldRole { until: Some(christmas_is_over), ..hold("refunds") };
    assert_eq!(change.roles, Some(vec![hold("agent"), refunds]));
    assert_eq!(change.departments, Some(vec![]));
}

#[test]
fn a_language_is_chosen_and_one_that_pages_are_not_in_is_not_lost() {
    let desk = Desk::new();
    desk.state.people.borrow_mut()[1].language = Some("pt-BR".into());
    let address = format!("/people/{}", desk.ana);
    let page = desk.page(&address);
    assert!(page.contains(r#"<option value="pt-BR" selected>pt-BR</option>"#), "{page}");
    assert!(page.contains(r#"<option value="sl">Slovenščina</option>"#), "{page}");
    let form =
        "name=Ana+Agent&email=ana%40demo.test&alias=&language=sl&role=agent&place=&until=&step=preview";
    let page = desk.between(&address, form);
    assert!(page.contains("pt-BR → Slovenščina"), "{page}");
}

#[test]
fn what_was_not_touched_is_not_changed() {
    let desk = Desk::new();
    desk.state.people.borrow_mut()[1].roles[0].until = Some(NOW + 1234);
    let day = ombud_plugin::moment::day(NOW + 1233);
    let form = format!(
        "name=Ana+Agent&email=ana%40demo.test&alias=&language=&role=agent&place=&until={day}&department={}&step=save",
        desk.support
    );
    let to = desk.sent(&format!("/people/{}", desk.ana), &form);
    assert_eq!(to, format!("/admin/people/{}?done=same", desk.ana));
    assert!(desk.state.changed.borrow().is_empty());
}

#[test]
fn a_refusal_keeps_everything_that_was_typed() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::denied("kernel:role.assign", "you do not hold that"));
    let response =
        desk.post("/people/new", "name=Nora&email=nora%40demo.test&role=agent&place=&until=2026-12-24");
    assert_eq!(response.status, 403);
    let page = response.body_text();
    assert!(page.contains("You do not hold that.") && page.contains(r#"value="Nora""#), "{page}");
    assert!(
        page.contains(r#"value="2026-12-24""#) && page.contains(r#"<option value="agent" selected"#),
        "{page}"
    );
}

#[test]
fn a_person_whom_the_viewer_cannot_manage_is_only_shown() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::denied("kernel:person.edit", "nobody but the owner can"));
    let page = desk.page(&format!("/people/{}", desk.olga));
    assert!(page.contains("Nobody but the owner can.") && !page.contains("See what changes"), "{page}");
}

#[test]
fn suspending_is_looked_at_first() {
    let desk = Desk::new();
    let page = desk.between("/people/bo/state", "active=no");
    assert!(page.contains("1 person gains something") && desk.state.changed.borrow().is_empty());
    assert_eq!(desk.sent("/people/bo/state", "active=no&step=save"), "/admin/people/bo?done=suspended");
    assert_eq!(desk.state.changed.borrow()[0].active, Some(false));
}

#[test]
fn what_is_wrong_is_told_by_the_label_of_its_field_and_the_field_says_so() {
    let desk = Desk::new();
    *desk.state.refusal.borrow_mut() = Some(Error::invalid("`email` is not usable: an address"));
    let response = desk.post("/people/new", "name=Nora&email=nora&role=agent&place=&until=");
    let page = response.body_text();
    assert_eq!(response.status, 422);
    assert!(page.contains("“Mail address” is not usable: an address."), "{page}");
    let field = r#"aria-invalid="true" aria-describedby="problem" autofocus"#;
    assert!(page.contains(&format!(r#"autocomplete="off" {field}"#)), "{page}");
    assert_eq!(page.matches("aria-invalid").count(), 1, "{page}");
    *desk.state.refusal.borrow_mut() = Some(Error::invalid("`roles` is not usable: at least one role"));
    let page = desk.post("/people/new", "name=Nora&email=nora%40demo.test&role=&place=&until=").body_text();
    assert!(page.contains("“Roles” is not usable"), "{page}");
    assert!(page.contains(&format!(r#"<select name="role" {field}><option value="">Choose…"#)), "{page}");
}

#[test]
fn somebody_new_is_an_agent_unless_said_otherwise_and_then_gets_a_link_from_the_kernel() {
    let desk = Desk::new();
    let page = desk.page("/people/new");
    assert!(page.contains(r#"<option value="agent" selected>"#), "{page}");
    assert!(page.contains(r#"name="link" value="yes" checked"#), "{page}");
    let form = "name=Nora&email=nora%40demo.test&role=agent&place=&until=";
    assert_eq!(desk.sent("/people/new", &format!("{form}&link=yes")), "/account/bo");
    assert_eq!(desk.sent("/people/new", form), "/admin/people/bo?done=added");
}
