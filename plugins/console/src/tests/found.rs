//! What the page makes of what the search finds.

use super::desk::Desk;
use ombud_plugin::search::{self, Filter, Found, Group, Hit, Order, Piece, Query};
use ombud_plugin::{Error, RecordRef, Result};
use std::cell::RefCell;
use std::rc::Rc;

/// Answers each search with this, and keeps what was asked.
#[derive(Clone)]
pub struct Search(pub Rc<RefCell<Vec<Query>>>, pub Option<Found>);

impl search::Service for Search {
    fn find(&self, query: &Query) -> Result<Found> {
        self.0.borrow_mut().push(query.clone());
        self.1.clone().ok_or_else(|| Error::unavailable("not yet"))
    }

    fn suggest(&self, text: &str, _: u32) -> Result<Vec<String>> {
        self.1.as_ref().map(|_| vec![format!("{text}elona")]).ok_or_else(|| Error::unavailable("not yet"))
    }
}

pub fn at(collection: &str, id: &str) -> RecordRef {
    RecordRef { collection: collection.into(), id: id.into() }
}

fn pieces(text: &str) -> Vec<Piece> {
    text.split('|').zip(0..).map(|(text, n)| Piece { text: text.into(), found: n % 2 == 1 }).collect()
}

pub fn hit(subject: RecordRef, staff: bool, title: &str, text: &str) -> Hit {
    let pieces = |text: &str| if text.is_empty() { Vec::new() } else { pieces(text) };
    Hit {
        subject,
        parent: None,
        staff,
        created: 0,
        fields: Vec::new(),
        title: pieces(title),
        text: pieces(text),
    }
}

pub fn found() -> Found {
    let ticket = vec![
        hit(at("tickets:tickets", "t61"), false, "|Card| charged <twice>", ""),
        hit(at("tickets:messages", "m1"), false, "", "my |card| & me"),
        hit(at("tickets:messages", "m2"), true, "", "a |card| of ours"),
        hit(at("tickets:messages", "m3"), false, "", "found by its title only"),
    ];
    let person = vec![hit(at("kernel:people", "p1"), true, "Cora |Card|", "")];
    Found {
        groups: vec![
            Group { top: at("tickets:tickets", "t61"), hits: ticket },
            Group { top: at("kernel:people", "p1"), hits: person },
            Group { top: at("tickets:tickets", "gone"), hits: Vec::new() },
        ],
        total: 2,
        at_least: false,
        tallies: Vec::new(),
        next: Some("NEXT".into()),
        complete: true,
        filters: vec![Filter {
            word: "is".into(),
            value: "open".into(),
            negated: false,
            without: "card x".into(),
        }],
        problems: vec!["There is no filter `x:`.".into()],
    }
}

pub fn desk(found: Option<Found>) -> (Desk, Search) {
    let desk = Desk::new();
    let search = Search(Rc::default(), found);
    desk.kernel.search(search.clone());
    (desk, search)
}

#[test]
fn tickets_stand_with_the_places_where_it_is_and_what_was_asked_is_marked() {
    let (desk, search) = desk(Some(found()));
    let (status, page) = desk.get("/search?q=card+is:open");
    assert_eq!(status, 200);
    assert!(
        page.contains(r#"href="/console/tickets/61" dir="auto"><mark>Card</mark> charged &lt;twice&gt;</a>"#),
        "{page}"
    );
    assert!(page.contains("my <mark>card</mark> &amp; me") && !page.contains("found by its title only"));
    assert!(page.contains("q=from%3A%22Cora%20Card%22"), "a person leads to what came from her: {page}");
    assert!(
        page.contains(r#"<span class="seal">Internal note</span> a <mark>card</mark> of ours"#),
        "{page}"
    );
    assert!(page.contains("Cora <mark>Card</mark>") && page.contains("2 found"));
    assert!(page.contains(r#"href="/console/search?q=card%20x""#), "a filter can be let go of: {page}");
    assert!(page.contains("There is no filter <code>x:</code>."));
    assert!(
        page.contains(r#"rel="next" href="/console/search?q=card%20is%3Aopen&amp;cursor=NEXT""#),
        "{page}"
    );
    assert!(page.contains(r#"value="card is:open""#), "the field still says it");
    let asked = search.0.borrow();
    assert_eq!((asked[0].text.as_str(), asked[0].order), ("card is:open", Order::Best));
}

#[test]
fn the_order_and_the_page_are_asked_for() {
    let (desk, search) = desk(Some(found()));
    desk.get("/search?q=card&sort=newest&cursor=AB");
    let asked = search.0.borrow();
    assert_eq!((asked[0].order, asked[0].cursor.as_deref()), (Order::Newest, Some("AB")));
}

#[test]
fn nothing_found_not_all_found_and_no_search_at_all_are_said() {
    let nothing =
        Found { groups: Vec::new(), total: 0, next: None, complete: false, filters: vec![], ..found() };
    let (_, page) = desk(Some(nothing)).0.get("/search?q=zzz");
    assert!(
        page.contains("Nothing found that you may see") && page.contains("there may be more than this"),
        "{page}"
    );
    let (status, page) = desk(None).0.get("/search?q=zzz");
    assert!(status == 200 && page.contains("The search is being made ready"), "{page}");
}

#[test]
fn the_script_is_told_how_a_word_may_end_and_nothing_while_there_is_no_search() {
    let (status, told) = desk(Some(found())).0.get("/search/endings?q=bike+Barc");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let wanted = serde_json::json!([{ "title": "bike Barcelona", "text": "bike Barcelona" }]);
    assert_eq!((status, told), (200, wanted));
    assert_eq!(desk(None).0.get("/search/endings?q=ba"), (200, "[]".into()));
}

#[test]
fn what_is_no_status_is_said_with_those_that_there_are() {
    let asked =
        Filter { word: "is".into(), value: "nonsense".into(), negated: false, without: String::new() };
    let shouted = Filter { value: "Open".into(), ..asked.clone() };
    let nothing =
        Found { groups: Vec::new(), total: 0, next: None, filters: vec![asked, shouted], ..found() };
    let (_, page) = desk(Some(nothing)).0.get("/search?q=is:nonsense");
    let words =
        "There is no status <code>nonsense</code>. There are <code>is:new</code>, <code>is:open</code>";
    assert!(page.contains(words), "{page}");
    assert_eq!(page.matches("There is no status").count(), 1, "capitals are as good: {page}");
}
