//! What plugins add to pages of others, put in on the way out.
//!
//! A page says `<ombud-parts point="ticket-panel" collection="tickets:tickets" record="…">` where additions may stand. They
//! come in after the page has been stamped, so that nothing in them is.

use super::caller::Caller;
use super::fence::{self, KERNEL};
use super::listen::may;
use super::page::Page;
use super::problem::Answer;
use super::reply;
use super::speech::{language, text};
use crate::Desk;
use crate::hex::hex;
use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{element, rewrite_str};
use ombud_access::{RecordId, RecordRef};
use ombud_host::{Column, Part, Place, Point, Principal};
use std::sync::Arc;

const ELEMENT: &str = "ombud-parts";

/// Places of one page that are filled in, and rows of its list; more are left empty.
const MOST: usize = 8;
const ROWS: usize = 201;

/// A page and where additions may stand in it.
pub(super) struct Open {
    page: String,
    /// Stands in the page at each place. Nobody who draws a page or a part of it knows it.
    mark: String,
    /// In order; none for one that makes no sense.
    places: Vec<Option<Place>>,
    /// What was looked for on this page.
    sought: String,
}

impl Open {
    /// Fences a page in, and notes its places on the way. It is told which event was the newest when it was drawn, so that it can
    /// ask for those that came after.
    pub fn read(page: &str, stamp: Option<&str>, news: Option<&str>) -> Result<Open, RewritingError> {
        let mut chance = [0; 16];
        // Without chance no page goes out.
        getrandom::fill(&mut chance)
            .map_err(|error| RewritingError::ContentHandlerError(error.to_string().into()))?;
        let mark = format!("<!--{}-->", hex(&chance));
        let mut places: Vec<Option<Place>> = Vec::new();
        let (mut rows, mut others, mut sought) = (0, 0, String::new());
        let settings = fence::fence(stamp).append_element_content_handler(element!(ELEMENT, |element| {
            let place = read(|name| element.get_attribute(name));
            let is_row = place.as_ref().is_some_and(|place| place.point == Point::InboxColumn);
            let (count, most) = if is_row { (&mut rows, ROWS) } else { (&mut others, MOST) };
            *count += 1;
            places.push(place.filter(|_| *count <= most));
            sought.extend(element.get_attribute("value"));
            element.replace(&mark, ContentType::Html);
            Ok(())
        }));
        let settings = settings.append_element_content_handler(element!("html", |html| {
            news.map_or(Ok(()), |news| Ok(html.set_attribute("data-news", news)?))
        }));
        let page = rewrite_str(page, settings)?;
        Ok(Open { page, mark, places, sought })
    }

    /// Changes the page around its places.
    pub fn around(mut self, change: impl FnOnce(&str) -> Option<String>) -> Open {
        if let Some(page) = change(&self.page) {
            self.page = page;
        }
        self
    }

    /// The page with this in its places, in order.
    fn filled(&self, with: &[String]) -> String {
        let mut page = String::with_capacity(self.page.len() + with.iter().map(String::len).sum::<usize>());
        for (n, piece) in self.page.split(&self.mark).enumerate() {
            if let Some(part) = n.checked_sub(1).and_then(|n| with.get(n)) {
                page += part;
            }
            page += piece;
        }
        page
    }
}

/// Fills in all places of a page that this plugin has drawn, for the person who looks.
pub(super) async fn fill(
    desk: &Arc<Desk>,
    plugin: &str,
    open: Open,
    principal: &Principal,
    request_id: &str,
) -> Answer<String> {
    if open.places.is_empty() {
        return Ok(open.page);
    }
    let columns = columns(desk, &open.places, principal, request_id).await?;
    let (mut filled, mut row) = (Vec::with_capacity(open.places.len()), 0);
    let mut known: Vec<(Place, Vec<Part>)> = Vec::new();
    for place in open.places.clone() {
        filled.push(match place {
            None => String::new(),
            Some(Place { point: Point::InboxColumn, subject: None }) => heads(&columns),
            Some(Place { point: Point::InboxColumn, subject: Some(_) }) => {
                row += 1;
                cells(&columns, row - 1)
            }
            Some(place) => {
                let point = place.point;
                // The same is wanted for each form in which one can write.
                let at = match known.iter().position(|(known, _)| *known == place) {
                    Some(at) => at,
                    None => {
                        let parts =
                            desk.host().parts(place.clone(), principal, request_id, language()).await?;
                        known.push((place, parts));
                        known.len() - 1
                    }
                };
                let parts = known.get(at).map_or(&[][..], |(_, parts)| parts);
                match point {
                    Point::Navigation => bar(parts, plugin, sees_plugins(desk, principal)?),
                    // There is room for one.
                    Point::Search => {
                        parts.first().map_or_else(String::new, |part| search(part, &open.sought))
                    }
                    _ => parts.iter().map(|part| drawn(point, part, plugin)).collect(),
                }
            }
        });
    }
    Ok(open.filled(&filled))
}

/// The links of the bar, those of every day first; the others are in a menu, if there are some.
fn bar(parts: &[Part], here: &str, plugins: bool) -> String {
    let (daily, others): (Vec<&Part>, _) = parts.iter().partition(|part| part.daily);
    let links = |parts: &[&Part]| -> Vec<String> {
        let link = |part: &&Part| drawn(Point::Navigation, part, here);
        parts.iter().map(link).filter(|link| !link.is_empty()).collect()
    };
    let mut others = links(&others);
    if plugins {
        let current = if here == KERNEL { " aria-current=\"page\"" } else { "" };
        others.push(format!("<a href=\"{}\"{current}>{}</a>", Page::Plugins, escaped(&text!("plugins"))));
    }
    let (daily, others) = (links(&daily).concat(), (others.len(), others.concat()));
    match others {
        (0..2, others) => daily + &others,
        (_, others) => {
            let more = escaped(&text!("bar-more"));
            format!("{daily}<details><summary>{more}</summary><div>{others}</div></details>")
        }
    }
}

/// The field for a search.
fn search(part: &Part, sought: &str) -> String {
    let Some(path) = &part.path else { return String::new() };
    let (path, label) = (escaped(path), escaped(&part.title));
    // It is as it stood in the page: only what began it may have been another sign.
    let (short, sought) =
        (escaped(&text!("search-short")), sought.replace('"', "&quot;").replace('<', "&lt;"));
    format!(
        "<form class=\"jump\" role=\"search\" action=\"{path}\"><label class=\"hidden\" for=\"jump\">{label}</label>\
         <input id=\"jump\" name=\"q\" type=\"search\" maxlength=\"500\" autocomplete=\"off\" placeholder=\"{short}\" \
         data-endings=\"{path}/endings\" value=\"{sought}\"></form>"
    )
}

/// A page of the kernel's own with a bar: its forms are stamped for this session.
pub(crate) async fn own_page(
    desk: &Arc<Desk>,
    caller: &Caller,
    request_id: &str,
    status: u16,
    page: &str,
) -> Answer {
    let stamp = caller.session().map(|session| desk.stamps.make(session, KERNEL, desk.now()));
    let open = Open::read(page, stamp.as_deref(), None).map_err(|error| fence::not_drawn(&error))?;
    let page = fill(desk, KERNEL, open, &caller.principal(), request_id).await?;
    Ok(reply::html(status, page))
}

/// What plugins add to the list on a page; none if there is no list.
async fn columns(
    desk: &Arc<Desk>,
    places: &[Option<Place>],
    principal: &Principal,
    request_id: &str,
) -> Answer<Vec<Column>> {
    let listed = places.iter().flatten().filter(|place| place.point == Point::InboxColumn);
    let rows: Vec<RecordRef> = listed.filter_map(|place| place.subject.clone()).collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Ok(desk.host().columns(rows, principal, request_id, language()).await?)
}

fn heads(columns: &[Column]) -> String {
    let head = |column: &Column| format!("<th scope=\"col\" class=\"added\">{}</th>", escaped(&column.title));
    columns.iter().map(head).collect()
}

/// The cells of a row. What is in them was made harmless by the host.
fn cells(columns: &[Column], row: usize) -> String {
    let cell = |column: &Column| {
        let words = column.cells.get(row).and_then(Option::as_deref).unwrap_or_default();
        format!("<td class=\"added\">{words}</td>")
    };
    columns.iter().map(cell).collect()
}

/// Whether the kernel's own pages about plugins are for this person.
fn sees_plugins(desk: &Desk, principal: &Principal) -> Answer<bool> {
    let authority = desk.identity().authority(&mut desk.store().begin(), principal, desk.now())?;
    Ok(authority.is_some_and(|authority| may(&authority, "kernel:plugin.read")))
}

fn read(attribute: impl Fn(&str) -> Option<String>) -> Option<Place> {
    let point = Point::named(&attribute("point")?)?;
    let subject = match (attribute("collection"), attribute("record")) {
        (None, None) => None,
        (Some(collection), Some(id)) => {
            Some(RecordRef { collection: collection.into(), id: RecordId::parse(&id).ok()? })
        }
        _ => return None,
    };
    Some(Place { point, subject })
}

/// A part in its box, with its title.
fn drawn(point: Point, part: &Part, here: &str) -> String {
    let title = escaped(&part.title);
    let current = if part.plugin == here { " aria-current=\"page\"" } else { "" };
    match (point, &part.html) {
        (Point::Navigation, _) => match &part.path {
            Some(path) => format!("<a href=\"{}\"{current}>{title}</a>", escaped(path)),
            None => String::new(),
        },
        (Point::TicketBadge | Point::TicketPanel | Point::ChatPanel | Point::Composer, Ok(None)) => {
            String::new()
        }
        (Point::TicketBadge | Point::Composer, Err(_)) => String::new(),
        (Point::TicketBadge | Point::Composer, Ok(Some(words))) if words.is_empty() => String::new(),
        // It belongs to the form around it, of the plugin that draws the page: that one is sent the text.
        (Point::Composer, Ok(Some(text))) => format!(
            "<button type=\"submit\" formnovalidate name=\"put\" value=\"{}\">{title}</button>",
            escaped(text)
        ),
        (Point::TicketAction, _) => match &part.path {
            Some(path) => format!("<a class=\"button\" href=\"{}\">{title}</a>", escaped(path)),
            None => String::new(),
        },
        // A column is filled in row by row, and a search is a form of its own.
        (Point::InboxColumn | Point::Search, _) => String::new(),
        (Point::TicketBadge, Ok(Some(words))) => {
            format!("<span class=\"part-badge\" title=\"{title}\">{words}</span>")
        }
        (Point::TicketPanel | Point::ChatPanel, Ok(Some(html))) => {
            format!(
                "<section class=\"card part\"><h2>{title}</h2><div class=\"part-box\">{html}</div></section>"
            )
        }
        (Point::TicketPanel | Point::ChatPanel, Err(_)) => {
            format!("<p class=\"part-failed\">{}</p>", escaped(&text!("part-failed", title = &part.title)))
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(html: Result<Option<&str>, &str>) -> Part {
        Part {
            plugin: "zoo".into(),
            name: "animals".into(),
            title: "Lions & \"tigers\"".into(),
            path: Some("/zoo/a".into()),
            daily: false,
            html: html.map(|html| html.map(str::to_owned)).map_err(str::to_owned),
        }
    }

    fn open(page: &str) -> Open {
        Open::read(page, None, None).unwrap()
    }

    fn places(page: &str) -> Vec<Option<Place>> {
        open(page).places
    }

    #[test]
    fn what_is_added_stands_in_its_place_as_it_is_also_where_it_looks_like_a_place() {
        let page = open(
            "<p>a<ombud-parts point=navigation></ombud-parts>z<ombud-parts point=roof></ombud-parts></p>",
        );
        let place = "<ombud-parts point=navigation></ombud-parts>".to_owned();
        assert_eq!(page.filled(&[place.clone(), String::new()]), format!("<p>a{place}z</p>"));
        assert_eq!(page.filled(&["x".into()]), "<p>axz</p>", "a place without anything stays empty");
        let around = page.around(|text| Some(text.replace('z', "c")));
        assert_eq!(around.filled(&["x".into(), "y".into()]), "<p>axcy</p>");
    }

    #[test]
    fn places_are_read_in_order_and_nonsense_keeps_its_turn() {
        let page = r#"<p><ombud-parts point="navigation"></ombud-parts><ombud-parts point="roof"></ombud-parts>
            <ombud-parts point="ticket-panel" collection="tickets:tickets" record="a1"></ombud-parts>
            <ombud-parts point="ticket-panel" record="a1"></ombud-parts>"#;
        let found = places(page);
        assert_eq!(found[0], Some(Place { point: Point::Navigation, subject: None }));
        assert_eq!((&found[1], &found[3]), (&None, &None));
        let subject = found[2].as_ref().unwrap().subject.as_ref().unwrap();
        assert_eq!((&*subject.collection, subject.id.as_str()), ("tickets:tickets", "a1"));
        let many = places(&"<ombud-parts point=navigation></ombud-parts>".repeat(MOST + 5));
        assert_eq!(many.iter().flatten().count(), MOST);
        let rows = places(&"<ombud-parts point=inbox-column></ombud-parts>".repeat(ROWS + 5));
        assert_eq!(rows.iter().flatten().count(), ROWS, "a list has more of them");
    }

    #[test]
    fn the_bar_holds_what_is_daily_and_a_menu_only_if_there_is_more_than_one_other() {
        let (every_day, other) = (Part { daily: true, ..part(Ok(None)) }, part(Ok(None)));
        let link = r#"<a href="/zoo/a">Lions &amp; &quot;tigers&quot;</a>"#;
        assert_eq!(bar(&[other.clone(), every_day.clone()], "tickets", false), format!("{link}{link}"));
        let menu = format!("{link}<details><summary>More</summary><div>{link}{link}</div></details>");
        assert_eq!(bar(&[other.clone(), every_day, other], "tickets", false), menu);
    }

    #[test]
    fn what_was_looked_for_stands_in_the_field_and_cannot_leave_it() {
        let page = open(r#"<ombud-parts point="search" value="&quot;&gt;&lt;b&gt;<i>"></ombud-parts>"#);
        let form = search(&part(Ok(None)), &page.sought);
        assert!(form.contains(r#"value="&quot;&gt;&lt;b&gt;&lt;i>""#) && !form.contains("<i>"), "{form}");
        assert!(
            form.contains(r#"action="/zoo/a""#) && form.contains(r#"data-endings="/zoo/a/endings""#),
            "{form}"
        );
    }

    #[test]
    fn a_text_to_put_in_stays_within_its_button() {
        let button = drawn(Point::Composer, &part(Ok(Some("Dear \"A\" <b>\n&amp;</button>"))), "tickets");
        let want = "<button type=\"submit\" formnovalidate name=\"put\" value=\"Dear &quot;A&quot; &lt;b&gt;\n\
            &amp;amp;&lt;/button&gt;\">Lions &amp; &quot;tigers&quot;</button>";
        assert_eq!(button, want);
        for nothing in [Ok(None), Ok(Some("")), Err("x")] {
            assert_eq!(drawn(Point::Composer, &part(nothing), "tickets"), "");
        }
    }

    #[test]
    fn a_part_that_failed_is_one_quiet_line_and_says_nothing_of_why() {
        let line = drawn(Point::TicketPanel, &part(Err("the secret reason")), "tickets");
        assert_eq!(
            line,
            "<p class=\"part-failed\">Lions &amp; &quot;tigers&quot;: cannot be shown just now.</p>"
        );
        assert_eq!(drawn(Point::TicketBadge, &part(Err("x")), "tickets"), "");
        assert_eq!(drawn(Point::TicketPanel, &part(Ok(None)), "tickets"), "");
    }

    #[test]
    fn the_way_to_where_one_is_says_so() {
        let link = |here| drawn(Point::Navigation, &part(Ok(None)), here);
        assert_eq!(
            link("zoo"),
            "<a href=\"/zoo/a\" aria-current=\"page\">Lions &amp; &quot;tigers&quot;</a>"
        );
        assert_eq!(link("tickets"), "<a href=\"/zoo/a\">Lions &amp; &quot;tigers&quot;</a>");
    }
}
