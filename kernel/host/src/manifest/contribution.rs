//! What a plugin adds to pages that other plugins draw.

use crate::route::RoutePattern;
use ombud_access::PermissionName;
use serde::{Deserialize, Serialize};

/// Something that a plugin adds to pages that other plugins draw.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Its name among the plugin's: lower-case letters, digits and `-`.
    pub name: String,
    /// Where it stands.
    pub point: Point,
    /// What stands above it, or on it.
    pub title: String,
    /// What the viewer must hold to see it; on the record, if the page is about one.
    pub needs: PermissionName,
    /// Of `navigation`, `search` and `ticket-action`: the path below `/<plugin>` where it leads. That of an action has one
    /// parameter, which becomes the id of the record.
    #[serde(default)]
    pub path: Option<RoutePattern>,
    /// Of `navigation`: people go there all day, and it stands in the bar itself. The others are in the menu at its end.
    #[serde(default)]
    pub daily: bool,
    /// Shown to the administrator.
    pub why: String,
}

/// A place in a page where other plugins add something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Point {
    /// A link in the bar on top of each page.
    Navigation,
    /// The field for a search in that bar. What is typed is sent to the path as `q`; how it may go on, to the path
    /// `<path>/endings`.
    Search,
    /// A few words beside the title of a ticket.
    TicketBadge,
    /// A box beside the conversation of a ticket.
    TicketPanel,
    /// A link beside what can be done with a ticket, to a page of the plugin about it.
    TicketAction,
    /// A button where one writes in a ticket, which puts a text in there.
    Composer,
    /// A column in the list of tickets.
    InboxColumn,
    /// A box beside a chat, for the staff.
    ChatPanel,
}

impl Point {
    /// The point of this name.
    pub fn named(name: &str) -> Option<Point> {
        match name {
            "navigation" => Some(Point::Navigation),
            "search" => Some(Point::Search),
            "ticket-badge" => Some(Point::TicketBadge),
            "ticket-panel" => Some(Point::TicketPanel),
            "ticket-action" => Some(Point::TicketAction),
            "composer" => Some(Point::Composer),
            "inbox-column" => Some(Point::InboxColumn),
            "chat-panel" => Some(Point::ChatPanel),
            _ => None,
        }
    }
}
