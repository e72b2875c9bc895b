use super::desk::Desk;
use ombud_plugin::Error;
use ombud_plugin::desk::canned::Whose;
use ombud_plugin::desk::tickets::Attachment;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.keep_answer("a1", "Opening hours", "hours", Whose::All);
    desk.keep_answer("a2", "My greeting", "", Whose::Own);
    desk
}

#[test]
fn what_fits_is_offered_to_whoever_types() {
    let desk = desk();
    let (status, told) = desk.get("/tickets/61/answers?q=ho");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let from = "/console/tickets/61/answers/a1";
    let wanted = serde_json::json!([{ "title": "Opening hours", "hint": "/hours · of all", "from": from }]);
    assert_eq!((status, told), (200, wanted));
    assert_eq!(
        desk.get("/tickets/61/answers/a1"),
        (200, r#"{"text":"Opening hours, filled in"}"#.to_owned())
    );
    assert_eq!(desk.get("/tickets/99/answers?q=ho").0, 404);
    let page = desk.page("/tickets/61");
    assert_eq!(page.matches(r#"data-offers="/console/tickets/61/answers""#).count(), 2);
}

#[test]
fn without_a_script_one_is_chosen_from_a_list_and_comes_after_what_was_written() {
    let desk = desk();
    let page = desk.page("/tickets/61");
    assert!(page.contains(r#"<option value="a1">Opening hours (/hours · of all)</option>"#));
    assert!(page.contains(r#"<option value="a2">My greeting (mine)</option>"#));
    let back = desk.post("/tickets/61/reply", "text=Hello+Anna,&then=pending&insert=yes&answer=a1&seen=m1");
    assert_eq!(back.status, 200);
    let back = back.body_text();
    assert!(back.contains("Hello Anna,\n\nOpening hours, filled in</textarea>"), "{back}");
    assert!(back.contains(r#"<option value="pending" selected>"#), "what was chosen stays");
    let back = desk.post("/tickets/61/note", "text=&insert=yes&answer=a2").body_text();
    assert!(back.contains(">My greeting, filled in</textarea>"), "{back}");
    assert!(desk.state.written.borrow().is_empty(), "nothing is sent");
}

#[test]
fn a_text_of_another_plugin_comes_after_what_was_written() {
    let desk = desk();
    let page = desk.page("/tickets/61");
    assert_eq!(page.matches(r#"<ombud-parts point="composer""#).count(), 2);
    let back = desk.post("/tickets/61/note", "text=Look%3A&put=%23%31%0D%0A<b>&key=k").body_text();
    assert!(back.contains("Look:\n\n#1\n&lt;b&gt;</textarea>"), "{back}");
    assert!(desk.state.written.borrow().is_empty(), "nothing is sent");
}

#[test]
fn without_the_plugin_that_keeps_them_there_are_none() {
    let desk = desk();
    *desk.state.refusal.borrow_mut() = Some(Error::unavailable("it is off"));
    let page = desk.page("/tickets/61");
    assert!(!page.contains(r#"name="insert""#) && page.contains(r#"name="text""#));
}

#[test]
fn the_files_of_an_answer_come_into_the_draft_with_it() {
    let desk = desk();
    let blob = desk.kernel.cx().put_blob(b"%PDF").unwrap().id;
    let file =
        Attachment { blob, name: "Map.pdf".into(), content_type: String::new(), size: 4, inline: None };
    *desk.state.enclosed.borrow_mut() = vec![file];
    assert_eq!(desk.get("/tickets/61/answers/a1"), (200, r#"{"whole":"a1"}"#.to_owned()));
    let back = desk.post("/tickets/61/reply", "text=Hello&insert=yes&answer=a1&draft=0&key=k1").body_text();
    assert!(back.contains("Hello\n\nOpening hours, filled in</textarea>"), "{back}");
    assert_eq!(back.matches("Map.pdf</span>").count(), 1, "{back}");
    assert!(back.contains(r#"name="with""#), "it is in the draft: {back}");
    let page = desk.page("/tickets/61");
    assert!(
        page.contains("Map.pdf</span>") && page.contains("Opening hours, filled in</textarea>"),
        "{page}"
    );
}
