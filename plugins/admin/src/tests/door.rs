use super::desk::Desk;
use crate::route::{AuditView, PeopleView, Question, Route};

#[test]
fn whoever_has_no_business_here_finds_the_door_closed() {
    let desk = Desk::new();
    desk.kernel.deny("admin:admin.use");
    for address in ["/", "/roles", "/audit", "/people/bo"] {
        let (status, page) = desk.get(address);
        assert_eq!(status, 403);
        assert!(!page.contains("Ana Agent"), "{page}");
    }
    assert_eq!(desk.post("/roles/refunds", "title=x&step=save").status, 403);
    assert!(desk.state.edited.borrow().is_empty() && desk.state.filters.borrow().is_empty());
}

#[test]
fn a_customer_is_told_so_even_with_the_permission() {
    let desk = Desk::new();
    let kim = desk.kernel.customer("Kim", "kim@home.test");
    desk.kernel.act_as(&kim);
    assert_eq!(desk.get("/").0, 403);
}

#[test]
fn rooms_that_the_viewer_may_not_enter_are_not_offered() {
    let desk = Desk::new();
    desk.kernel.deny("kernel:audit.read");
    let page = desk.page("/");
    assert!(page.contains(r#"href="/admin/roles""#));
    assert!(!page.contains("/admin/audit"), "{page}");
}

#[test]
fn an_error_is_a_page_with_the_way_back() {
    let (status, page) = Desk::new().get("/people/nobody");
    assert_eq!(status, 404);
    assert!(page.contains("There is no person `nobody`."), "{page}");
    assert_eq!(Desk::new().get("/nothing").0, 404);
}

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    let manifest: toml::Table = include_str!("../../plugin.toml").parse().unwrap();
    let routes = manifest["routes"].as_array().unwrap();
    let paths: Vec<&str> = routes.iter().map(|route| route["path"].as_str().unwrap()).collect();
    for path in &paths {
        let path = path.replace("{id}", "some-id");
        assert!(Route::parse(&path, &[]).is_some(), "nothing answers `{path}`");
    }
    let id = || "some-id".to_owned();
    for route in [
        Route::People(PeopleView::default()),
        Route::NewPerson,
        Route::Person(id(), None),
        Route::PersonState(id()),
        Route::Roles(None),
        Route::NewRole(None),
        Route::Compare(String::new(), String::new()),
        Route::Role(id(), None),
        Route::RoleState(id()),
        Route::Departments(None),
        Route::Department(id()),
        Route::Explain(Question::default()),
        Route::Audit(AuditView::default()),
    ] {
        let path = route.to_string().strip_prefix("/admin").unwrap().replace("some-id", "{id}");
        assert!(paths.contains(&path.as_str()), "plugin.toml has no `{path}`");
    }
}
