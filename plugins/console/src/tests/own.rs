use super::desk::Desk;
use ombud_plugin::desk::definitions::{Choice, Colour, Field, Form, FormField, Kind, Moment, Tag};

fn with_fields() -> Desk {
    let desk = Desk::new();
    let choice = |value: &str, title: &str| Choice { value: value.into(), title: title.into(), off: false };
    let field = |name: &str, title: &str, kind, required| FormField {
        field: Field {
            name: name.into(),
            title: title.into(),
            kind,
            choices: vec!["wear".into(), "fault".into()],
            required,
            customer: false,
        },
        choices: vec![choice("wear", "Wear and tear"), choice("fault", "A fault")],
        departments: Vec::new(),
        off: false,
    };
    *desk.state.defined.borrow_mut() = Some(Form {
        fields: vec![
            field("invoice", "Invoice number", Kind::Text, Some(Moment::Create)),
            field("cause", "Cause", Kind::Choice, Some(Moment::Resolve)),
            field("cost", "Cost", Kind::Number, None),
            FormField {
                departments: vec!["elsewhere".into()],
                ..field("hall", "Hall", Kind::Text, Some(Moment::Resolve))
            },
            FormField { off: true, ..field("old", "Old one", Kind::Text, Some(Moment::Resolve)) },
        ],
        undefined_fields: true,
        tags: vec![Tag { name: "Refund".into(), colour: Colour::Red }],
    });
    desk
}

#[test]
fn own_fields_are_entered_by_their_kind_and_tags_have_their_colour() {
    let page = with_fields().page("/tickets/61");
    for words in [
        r#"Invoice number<input name="own-invoice" value="2026-0311""#,
        r#"<input type="hidden" name="was-own-invoice" value="2026-0311">"#,
        r#"<option value="wear">Wear and tear</option>"#,
        r#"<input name="own-cost" value="" type="number" step="any">"#,
        r#"class="tag c-red" href="/console/?tag=refund""#,
        "There are: Refund",
    ] {
        assert!(page.contains(words), "{words} is missing in\n{page}");
    }
    assert!(!page.contains("own-hall") && !page.contains("own-old"), "elsewhere, and turned off: {page}");
}

#[test]
fn what_is_still_needed_to_resolve_stands_beside_the_answer_and_goes_with_it() {
    let desk = with_fields();
    let page = desk.page("/tickets/61");
    let composer = page.split("<summary>").find(|part| part.starts_with("To resolve, fill in: Cause<"));
    assert!(composer.is_some_and(|part| part.contains(r#"<select name="own-cause""#)), "{page}");
    let form = "text=Done.&then=resolved&own-cause=fault&was-own-cause=";
    desk.sent("/tickets/61/reply", form);
    let changed = desk.state.changed.borrow()[0].fields.clone();
    assert_eq!(changed, Some(vec![("cause".into(), "\"fault\"".into())]));
}

#[test]
fn only_the_fields_that_were_changed_are_written_each_as_its_kind() {
    let desk = with_fields();
    let form = "own-invoice=2026-0311&was-own-invoice=2026-0311&own-cause=fault&was-own-cause=&own-cost=4.5&was-own-cost=";
    assert_eq!(desk.sent("/tickets/61/fields", form), "/console/tickets/61?done=saved");
    let changed = desk.state.changed.borrow()[0].fields.clone().unwrap();
    assert_eq!(changed, [("cause".into(), "\"fault\"".into()), ("cost".into(), "4.5".into())]);
    assert_eq!(
        desk.sent("/tickets/61/fields", "own-invoice=&was-own-invoice=2026-0311"),
        "/console/tickets/61?done=saved"
    );
    assert_eq!(desk.state.changed.borrow()[1].fields, Some(vec![("invoice".into(), "null".into())]));
}

#[test]
fn a_field_that_a_colleague_changed_meanwhile_is_named_and_both_values_stay() {
    let desk = with_fields();
    let response = desk.post("/tickets/61/fields", "own-invoice=77&was-own-invoice=12");
    let page = response.body_text();
    assert_eq!(response.status, 409);
    assert!(page.contains("Invoice number") && desk.state.changed.borrow().is_empty());
    assert!(page.contains(r#"name="own-invoice" value="77""#) && page.contains("2026-0311"), "{page}");
}

#[test]
fn what_must_be_filled_in_to_open_a_ticket_is_asked_for_and_sent() {
    let desk = with_fields();
    let page = desk.page("/new");
    assert!(page.contains(r#"<input name="own-invoice" value="" required"#), "{page}");
    let form = format!(
        "subject=a&department={}&priority=normal&kind=note&text=x&own-invoice=12&own-cause=&own-cost=3",
        desk.support
    );
    desk.sent("/new", &form);
    let opened = desk.state.opened.borrow()[0].fields.clone();
    assert_eq!(opened, [("invoice".into(), "\"12\"".into()), ("cost".into(), "3".into())]);
}
