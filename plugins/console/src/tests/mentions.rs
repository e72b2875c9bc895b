use super::desk::{Desk, NOW};
use ombud_plugin::desk::mentions::{self, Colleague, Hearing, Mark, Mention, Named, Page, Query};
use ombud_plugin::desk::tickets::MessageKind;
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Result, Timestamp};
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Clone, Default)]
struct Mentioned {
    named: Rc<RefCell<Vec<Named>>>,
    mine: Rc<RefCell<Vec<Mention>>>,
}

impl mentions::Service for Mentioned {
    fn colleagues(&self, _: &str, words: &str, _: u32) -> Result<Vec<Colleague>> {
        Ok(vec![Colleague { user: "p".into(), name: format!("Piotr {words}") }])
    }

    fn calls(&self, _: &str, text: &str) -> Result<Vec<Named>> {
        let named = self.named.borrow().clone();
        Ok(named.into_iter().filter(|one| text.contains(&format!("@{}", one.written))).collect())
    }

    fn marks(&self, ticket: &str) -> Result<Vec<Mark>> {
        let mine = self.mine.borrow();
        Ok(mine.iter().filter(|one| one.ticket.id == ticket).map(|one| one.mark.clone()).collect())
    }

    fn mine(&self, _: &Query) -> Result<Page> {
        Ok(Page { mentions: self.mine.borrow().clone(), next: None })
    }

    fn latest(&self, _: u32) -> Result<Vec<Mark>> {
        Ok(self.mine.borrow().iter().map(|one| one.mark.clone()).collect())
    }
}

/// Piotr calls Nina in a note of 61.
fn desk() -> (Desk, Mentioned) {
    let desk = Desk::new();
    let fake = Mentioned::default();
    FakeKernel::mentions(&desk.kernel, fake.clone());
    desk.say(61, Some(&desk.piotr), MessageKind::Note, true, NOW, "@Nina Kos, is <b>this</b> yours?");
    call(&desk, &fake, "k1", NOW);
    (desk, fake)
}

fn call(desk: &Desk, fake: &Mentioned, id: &str, at: Timestamp) {
    let message = desk.state.messages.borrow().last().unwrap().clone();
    let mark = Mark {
        id: id.into(),
        message: message.id.clone(),
        user: desk.nina.clone(),
        written: "Nina Kos".into(),
        at,
    };
    let ticket = desk.state.tickets.borrow()[0].clone();
    fake.mine.borrow_mut().push(Mention { mark, message, ticket });
}

fn named(written: &str, name: &str, hearing: Hearing) -> Named {
    Named { written: written.into(), user: name.into(), name: name.into(), hearing }
}

#[test]
fn a_mention_is_unread_in_the_inbox_until_the_ticket_was_looked_at() {
    let (desk, _) = desk();
    let link = |page: &str| {
        let at = page.find(r#"href="/console/?mentions=mine""#).unwrap();
        page[at..at + 200].split_once("tally\">").unwrap().1.chars().next().unwrap()
    };
    assert_eq!(link(&desk.page("/")), '1');
    let page = desk.page("/?mentions=mine");
    assert!(page.contains("<h1>Mentions</h1>") && page.contains(r#"data-ticket="61" class="new""#), "{page}");
    assert!(
        page.contains("Piotr Zieliński mentioned you") && page.contains("is &lt;b&gt;this&lt;/b&gt; yours?")
    );
    assert!(
        page.contains(r#"href="/console/tickets/61?mentions=mine&amp;after=#m-m6""#),
        "it leads to the note"
    );
    assert!(!page.contains(r#"class="tabs""#) && !page.contains(r#"class="filters""#));
    let page = desk.page("/tickets/61");
    assert!(page.contains("<mark>@Nina Kos</mark>, is &lt;b&gt;"), "{page}");
    assert_eq!(link(&desk.page("/")), '0');
    assert!(!desk.page("/?mentions=mine").contains(r#"class="new""#));
}

#[test]
fn a_ticket_with_several_mentions_stands_there_once() {
    let (desk, fake) = desk();
    desk.say(61, Some(&desk.piotr), MessageKind::Note, true, NOW + 1, "@Nina Kos?");
    call(&desk, &fake, "k2", NOW + 1);
    fake.mine.borrow_mut().reverse();
    let page = desk.page("/?mentions=mine");
    assert_eq!(page.matches(r#"data-ticket="61""#).count(), 1);
    assert!(page.contains("#m-m7") && page.contains("@Nina Kos?"), "the latest counts");
}

#[test]
fn whoever_names_somebody_who_will_not_hear_of_it_is_told_before_and_may_write_it_all_the_same() {
    let (desk, fake) = desk();
    *fake.named.borrow_mut() = vec![
        named("Sam", "Sam Okafor", Hearing::CannotRead),
        named("Piotr", "Piotr Zieliński", Hearing::Told),
        named("A", "Ana", Hearing::Ambiguous),
        named("A", "Ada", Hearing::Ambiguous),
    ];
    let text = "text=%40Piotr+and+%40Sam+and+%40A";
    let back = desk.post("/tickets/61/note", text);
    let page = back.body_text();
    assert_eq!(back.status, 409);
    assert!(
        page.contains("Sam Okafor may not read this ticket")
            && page.contains("“@A” may be any of these: Ana, Ada.")
    );
    assert!(!page.contains("Piotr Zieliński may not") && page.contains("@Piotr and @Sam and @A</textarea>"));
    assert!(desk.state.written.borrow().is_empty());
    assert!(page.contains(r#"name="unheard" value="sam@a""#), "{page}");
    // Another name that was added meanwhile is another question.
    fake.named.borrow_mut().push(named("Zoe", "Zoe Z", Hearing::CannotRead));
    assert_eq!(desk.post("/tickets/61/note", &format!("{text}+%40Zoe&unheard=sam%40a")).status, 409);
    desk.sent("/tickets/61/note", &format!("{text}&unheard=sam%40a"));
    assert_eq!(desk.state.written.borrow()[0].text, "@Piotr and @Sam and @A");
    desk.sent("/tickets/61/note", "text=%40Piotr");
    // A reply calls nobody.
    desk.sent("/tickets/61/reply", "text=%40Sam");
}

#[test]
fn colleagues_are_offered_to_whoever_types_in_a_note() {
    let (desk, _) = desk();
    let (status, told) = desk.get("/tickets/61/names?q=zi");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, told), (200, serde_json::json!([{ "title": "Piotr zi", "text": "@Piotr zi " }])));
    let page = desk.page("/tickets/61");
    assert_eq!(page.matches(r#"data-names="/console/tickets/61/names""#).count(), 1, "only in the note");
}

#[test]
fn without_the_interface_the_inbox_and_the_ticket_are_still_there() {
    let desk = Desk::new();
    assert!(desk.page("/").contains("?mentions=mine"));
    assert!(!desk.state.tickets.borrow().is_empty() && desk.page("/tickets/61").contains("composer"));
}
