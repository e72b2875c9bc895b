//! A reply that is taken back while something else is being written: no word of either is lost.

use super::desk::Desk;

/// A desk on which a reply waits to leave, and another text was begun since.
fn with_two_texts() -> Desk {
    let desk = Desk::new();
    *desk.state.waits.borrow_mut() = true;
    desk.sent("/tickets/61/reply", "text=Dear+Zeo&seen=m5&then=&key=k1");
    desk.kernel.advance(400);
    desk
}

/// What a page says of its composer: the state of its draft.
fn known(page: &str) -> &str {
    page.split(r#"name="draft" value=""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

fn save(desk: &Desk, text: &str, known: &str, key: &str) -> u16 {
    desk.kernel.advance(1000);
    let form = format!("kind=reply&text={text}&draft={known}&key={key}&do=save");
    desk.post("/tickets/61/draft", &form).status
}

fn in_the_box(desk: &Desk) -> String {
    let page = desk.page("/tickets/61");
    let field = page.split(r#"<textarea id="reply""#).nth(1).unwrap().split("</textarea>").next().unwrap();
    field.split_once('>').unwrap().1.to_owned()
}

fn bring_back(desk: &Desk) -> String {
    desk.sent("/tickets/61/draft", "kind=reply&text=&draft=0&key=k9&do=back");
    in_the_box(desk)
}

#[test]
fn an_undone_reply_is_not_overwritten_by_what_the_page_before_saves_late_or_once_more() {
    for saved_before in [true, false] {
        let desk = with_two_texts();
        let before = known(&desk.page("/tickets/61")).to_owned();
        if saved_before {
            assert_eq!(save(&desk, "Another+thought", &before, "k2"), 303);
        }
        desk.sent("/tickets/61/recall", "held=h1");
        assert_eq!(in_the_box(&desk), "Dear Zeo");
        let form = format!("kind=reply&text=Another+thought&draft={before}&key=k2&do=save");
        let clash = desk.post("/tickets/61/draft", &form);
        let page = clash.body_text();
        assert!(clash.status == 409 && page.contains(">Another thought</textarea>"), "{page}");
        assert!(page.contains(r#"name="aside" value="Dear Zeo""#), "{page}");
        assert_eq!(in_the_box(&desk), "Dear Zeo");
        if saved_before {
            assert_eq!(bring_back(&desk), "Another thought");
            assert_eq!(bring_back(&desk), "Dear Zeo");
        }
    }
}

#[test]
fn an_undone_reply_stays_though_another_text_takes_its_place_knowingly() {
    let desk = with_two_texts();
    assert_eq!(save(&desk, "Another+thought", "0", "k2"), 303);
    desk.sent("/tickets/61/recall", "held=h1");
    let back = known(&desk.page("/tickets/61?done=recalled")).to_owned();
    assert_eq!(save(&desk, "Dear+Leo", &back, "k3"), 303);
    assert_eq!(save(&desk, "Dear+Leo%2C+hello", &back, "k3"), 303, "the form goes on");
    assert_eq!(bring_back(&desk), "Another thought", "what was begun comes first");
    assert_eq!(bring_back(&desk), "Dear Zeo");
    assert_eq!(bring_back(&desk), "Dear Leo, hello");
}

#[test]
fn an_undone_reply_stays_when_the_other_text_is_sent_from_its_page() {
    let desk = with_two_texts();
    desk.sent("/tickets/61/recall", "held=h1");
    desk.sent("/tickets/61/reply", "text=Another+thought&seen=m5&then=&draft=0&key=k2");
    assert_eq!(in_the_box(&desk), "");
    assert_eq!(bring_back(&desk), "Dear Zeo");
    let as_it_was = with_two_texts();
    as_it_was.sent("/tickets/61/recall", "held=h1");
    let back = known(&as_it_was.page("/tickets/61")).to_owned();
    as_it_was.sent("/tickets/61/reply", &format!("text=Dear+Zeo%2C+hello&seen=m5&then=&draft={back}&key=k3"));
    assert!(!as_it_was.page("/tickets/61").contains(r#"value="back""#), "nothing of it is missing");
}
