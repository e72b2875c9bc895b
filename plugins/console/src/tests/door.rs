use super::desk::Desk;
use crate::route::{Act, Asked, Route};
use ombud_plugin::Request;

#[test]
fn a_customer_is_told_that_this_door_is_for_staff() {
    let desk = Desk::new();
    desk.kernel.act_as(&desk.anna);
    let (status, page) = desk.get("/");
    assert_eq!(status, 403);
    assert!(page.contains("This door is for staff"));
    assert!(!page.contains("Card charged"));
    assert!(desk.state.asked.borrow().is_empty(), "nothing was even asked for");
}

#[test]
fn a_visitor_is_shown_the_way_to_sign_in() {
    let desk = Desk::new();
    desk.kernel.act_as_visitor();
    let (status, page) = desk.get("/");
    assert_eq!(status, 401);
    assert!(page.contains(r#"href="/sign-in""#));
}

#[test]
fn staff_without_the_permission_stays_outside() {
    let desk = Desk::new();
    desk.kernel.deny("console:console.use");
    assert_eq!(desk.get("/").0, 403);
}

#[test]
fn an_error_is_a_page_with_the_way_back() {
    let (status, page) = Desk::new().get("/tickets/99");
    assert_eq!(status, 404);
    assert!(page.contains("There is no ticket #99 that you may see."), "{page}");
    assert!(page.contains(r#"<a class="button" href="/console/">Inbox</a>"#));
}

#[test]
fn a_number_leads_to_its_ticket_and_one_that_has_none_is_looked_for() {
    let desk = Desk::new();
    let location = |typed: &str| {
        let request = Request::get(&format!("/search?q={typed}"));
        let response = <crate::Console as ombud_plugin::Plugin>::handle(&desk.kernel.cx(), request).unwrap();
        response.header_value("location").map(str::to_owned)
    };
    for typed in ["61", "%2361", "+61+"] {
        assert_eq!(location(typed).as_deref(), Some("/console/tickets/61"), "{typed}");
    }
    assert_eq!(location("%23580").as_deref(), Some("/console/tickets/580"), "whoever types # means a ticket");
    assert_eq!(location("58102"), None, "an order has a number, too");
}

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    let manifest = include_str!("../../plugin.toml");
    let act = |act| Route::Act(42, act).to_string();
    let paths = [
        Route::inbox().to_string(),
        Route::Search(Asked::default()).to_string(),
        Route::New.to_string(),
        Route::ticket(42).to_string(),
        act(Act::Reply),
        act(Act::Note),
        act(Act::Fields),
        act(Act::Take),
        act(Act::Undo),
        Route::Split(42, Vec::new()).to_string(),
    ];
    for path in &paths {
        let pattern = path.strip_prefix("/console").unwrap().replace("42", "{number}");
        assert!(manifest.contains(&format!("path = \"{pattern}\"\n")), "plugin.toml has no `{pattern}`");
    }
    for line in manifest.lines().filter(|line| line.starts_with("path = ")) {
        let path = line.trim_start_matches("path = ").trim_matches('"').replace("{number}", "42");
        assert!(Route::parse(&path, &[]).is_some(), "nothing answers `{path}`");
    }
}
