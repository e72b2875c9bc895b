//! What plugins add to pages of others, put in on the way out.
//!
//! A page says `<ombud-parts point="ticket-panel" collection="tickets:tickets" record="…">` where additions may stand. They
//! come in after the page has been stamped, so that nothing in them is.

use super::listen::may;
use super::page::Page;
use super::problem::Answer;
use super::speech::{language, text};
use crate::Desk;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use ombud_access::{RecordId, RecordRef};
use ombud_host::{Part, Place, Point, Principal};
use std::collections::VecDeque;
use std::sync::Arc;

const ELEMENT: &str = "ombud-parts";

/// Places of one page that are filled in; more are left empty.
const MOST: usize = 8;

/// Fills in all places of a page, for the person who looks. A page that cannot be read goes out as it is: it was
/// harmless before.
pub(super) async fn fill(
    desk: &Arc<Desk>,
    page: String,
    principal: &Principal,
    request_id: &str,
) -> Answer<String> {
    if !page.contains("<ombud-parts") {
        return Ok(page);
    }
    let mut filled = VecDeque::new();
    for place in places(&page) {
        filled.push_back(match place {
            None => String::new(),
            Some(place) => {
                let point = place.point;
                let parts = desk.host().parts(place, principal, request_id, language()).await?;
                let mut html: String = parts.iter().map(|part| drawn(point, part)).collect();
                if point == Point::Navigation && sees_plugins(desk, principal)? {
                    html += &format!("<a href=\"{}\">{}</a>", Page::Plugins, escaped(&text!("plugins")));
                }
                html
            }
        });
    }
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(ELEMENT, |place| {
        place.replace(&filled.pop_front().unwrap_or_default(), ContentType::Html);
        Ok(())
    }));
    Ok(rewrite_str(&page, settings).unwrap_or(page))
}

/// Whether the kernel's own pages about plugins are for this person.
fn sees_plugins(desk: &Desk, principal: &Principal) -> Answer<bool> {
    let authority = desk.identity().authority(&mut desk.store().begin(), principal, desk.now())?;
    Ok(authority.is_some_and(|authority| may(&authority, "kernel:plugin.read")))
}

/// The places of a page, in order; none for one that makes no sense.
fn places(page: &str) -> Vec<Option<Place>> {
    let mut found = Vec::new();
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(ELEMENT, |place| {
        if found.len() < MOST {
            found.push(read(|name| place.get_attribute(name)));
        }
        Ok(())
    }));
    // What could be read until something was wrong is all that can be replaced.
    let _ = rewrite_str(page, settings);
    found
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
fn drawn(point: Point, part: &Part) -> String {
    let title = escaped(&part.title);
    match (point, &part.html) {
        (Point::Navigation, _) => match &part.path {
            Some(path) => format!("<a href=\"{}\">{title}</a>", escaped(path)),
            None => String::new(),
        },
        (_, Ok(None)) | (Point::TicketBadge, Err(_)) => String::new(),
        (Point::TicketBadge, Ok(Some(words))) if words.is_empty() => String::new(),
        (Point::TicketBadge, Ok(Some(words))) => {
            format!("<span class=\"part-badge\" title=\"{title}\">{words}</span>")
        }
        (Point::TicketPanel, Ok(Some(html))) => {
            format!(
                "<section class=\"card part\"><h2>{title}</h2><div class=\"part-box\">{html}</div></section>"
            )
        }
        (Point::TicketPanel, Err(_)) => {
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
            html: html.map(|html| html.map(str::to_owned)).map_err(str::to_owned),
        }
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
        assert_eq!(places(&"<ombud-parts point=navigation></ombud-parts>".repeat(MOST + 5)).len(), MOST);
    }

    #[test]
    fn a_part_that_failed_is_one_quiet_line_and_says_nothing_of_why() {
        let line = drawn(Point::TicketPanel, &part(Err("the secret reason")));
        assert_eq!(
            line,
            "<p class=\"part-failed\">Lions &amp; &quot;tigers&quot;: cannot be shown just now.</p>"
        );
        assert_eq!(drawn(Point::TicketBadge, &part(Err("x"))), "");
        assert_eq!(drawn(Point::TicketPanel, &part(Ok(None))), "");
    }
}
