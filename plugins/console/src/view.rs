//! Which tickets the inbox shows, and how: all of it stands in the address, so a view can be kept and sent around.

use crate::own::FORM;
use crate::route::{Done, Route};
use ombud_plugin::desk::queues::{self, Selection};
use ombud_plugin::desk::tickets::{Priority, Sort, Status};
use ombud_plugin::{Department, DepartmentId, UserId};

/// How many tickets stand on a page of the inbox.
pub const PAGE: u32 = 50;

/// So many own fields narrow a list.
const MOST_FIELDS: usize = 8;

/// The order that another plugin keeps.
pub const DUE: &str = "due";

/// Which tickets the inbox shows.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Those in which the viewer is mentioned, the latest first, whatever else is chosen.
    pub mentions: bool,
    /// Only of this department.
    pub department: Option<DepartmentId>,
    /// How far they are.
    pub stand: Stand,
    /// Whose.
    pub assignee: Whose,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only with this value in each of these own fields, as it was chosen or typed.
    pub fields: Vec<(String, String)>,
    /// In which order.
    pub sort: Sort,
    /// In the order in which they are due, whatever `sort` says: where a plugin keeps that.
    pub by_due: bool,
    /// What is said of each; nothing: what the viewer chose.
    pub columns: Vec<Column>,
    /// Where the page begins.
    pub cursor: Option<String>,
    /// Word of something just done.
    pub done: Option<Done>,
}

/// How far the tickets are that the inbox shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Stand {
    /// On which there is work to do.
    #[default]
    Active,
    /// However far.
    Any,
    /// In this status.
    One(Status),
}

/// Whose tickets the inbox shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    Anyone,
    /// The viewer's.
    Mine,
    /// Those that nobody has.
    Nobody,
    /// This colleague's.
    Of(UserId),
}

/// What the inbox can say of a ticket, beside its subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column {
    Status,
    Priority,
    Assignee,
    Department,
    Opened,
    Changed,
}

impl Default for View {
    fn default() -> View {
        View {
            mentions: false,
            department: None,
            stand: Stand::Active,
            assignee: Whose::Anyone,
            priority: None,
            tag: None,
            fields: Vec::new(),
            sort: Sort::Updated,
            by_due: false,
            columns: Vec::new(),
            cursor: None,
            done: None,
        }
    }
}

impl View {
    /// The tickets in which the viewer is mentioned.
    pub fn mentions() -> View {
        View { mentions: true, ..View::default() }
    }

    /// What is not understood is left out: an old bookmark shows more, never an error.
    pub fn parse(query: &[(String, String)]) -> View {
        let first = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let text =
            |name: &str| first(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        // A form sends each column by itself, an address has them in one word.
        let words = query.iter().filter(|(key, _)| key == "columns").flat_map(|(_, value)| value.split('-'));
        View {
            mentions: first("mentions").is_some(),
            department: text("department"),
            stand: Stand::parse(first("status").unwrap_or_default()),
            assignee: Whose::parse(first("assignee").unwrap_or_default()),
            priority: text("priority").and_then(|word| word.parse().ok()),
            tag: text("tag"),
            fields: fields(query),
            sort: text("sort").and_then(|word| word.parse().ok()).unwrap_or(Sort::Updated),
            by_due: first("sort") == Some(DUE),
            columns: Column::those(words),
            cursor: text("cursor"),
            done: Done::parse(first),
        }
    }

    /// As it stands in an address. What is usual is left out.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let columns = self.columns.iter().map(|column| column.word()).collect::<Vec<_>>().join("-");
        [
            self.mentions.then(|| ("mentions", "mine".to_owned())),
            self.department.clone().map(|id| ("department", id)),
            (self.stand != Stand::Active).then(|| ("status", self.stand.word().to_owned())),
            (self.assignee != Whose::Anyone).then(|| ("assignee", self.assignee.word().to_owned())),
            self.priority.map(|priority| ("priority", priority.to_string())),
            self.tag.clone().map(|tag| ("tag", tag)),
            (self.order() != Sort::Updated.as_str()).then(|| ("sort", self.order().to_owned())),
            (!self.columns.is_empty()).then_some(("columns", columns)),
            self.cursor.clone().map(|cursor| ("cursor", cursor)),
        ]
        .into_iter()
        .flatten()
        .chain(self.fields.iter().map(|(name, value)| ("own", format!("{name}:{value}"))))
        .chain(self.done.iter().flat_map(Done::query))
        .collect()
    }

    /// The order, as an address and the filter form say it.
    pub fn order(&self) -> &'static str {
        if self.by_due { DUE } else { self.sort.as_str() }
    }

    /// Departments come and go, and an address may name anything.
    pub fn leave_out_what_is_gone(&mut self, departments: &[Department]) {
        self.department = self.department.take().filter(|id| departments.iter().any(|known| known.id == *id));
    }

    /// The same, from the first page on, with something else chosen.
    pub fn but(&self, change: impl FnOnce(&mut View)) -> Route {
        let mut view = View { cursor: None, done: None, ..self.clone() };
        change(&mut view);
        Route::Inbox(view)
    }

    /// What to ask the tickets for.
    pub fn ask(&self, me: &UserId) -> queues::Query {
        queues::Query {
            selection: self.selection(me),
            sort: self.sort,
            limit: PAGE,
            cursor: self.cursor.clone(),
        }
    }

    /// Which tickets, for this viewer.
    pub fn selection(&self, me: &UserId) -> Selection {
        Selection {
            departments: self.department.iter().cloned().collect(),
            statuses: match self.stand {
                Stand::Active => Selection::ACTIVE.to_vec(),
                Stand::Any => Vec::new(),
                Stand::One(status) => vec![status],
            },
            priorities: self.priority.into_iter().collect(),
            assignees: match &self.assignee {
                Whose::Anyone => Vec::new(),
                Whose::Mine => vec![Some(me.clone())],
                Whose::Nobody => vec![None],
                Whose::Of(user) => vec![Some(user.clone())],
            },
            tags: self.tag.iter().cloned().collect(),
            ..Selection::all()
        }
    }

    /// Whether it is narrowed by something that only the filter form shows.
    pub fn is_filtered(&self) -> bool {
        self.tag.is_some()
            || !self.fields.is_empty()
            || self.priority.is_some()
            || self.order() != Sort::Updated.as_str()
            || matches!(self.assignee, Whose::Of(_))
    }

    /// Whether it shows the same as another one, page and word of things done apart.
    pub fn is_like(&self, other: &View) -> bool {
        let bare = |view: &View| View { cursor: None, done: None, ..view.clone() };
        bare(self) == bare(other)
    }
}

/// A form sends each field by itself, an address has its name in the value.
fn fields(query: &[(String, String)]) -> Vec<(String, String)> {
    let of = |(key, value): &(String, String)| match key.as_str() {
        "own" => value.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned())),
        key => key.strip_prefix(FORM).map(|name| (name.to_owned(), value.trim().to_owned())),
    };
    query.iter().filter_map(of).filter(|(_, value)| !value.is_empty()).take(MOST_FIELDS).collect()
}

impl Stand {
    /// As an address says it.
    pub fn parse(word: &str) -> Stand {
        match word {
            "any" => Stand::Any,
            word => word.parse().map_or(Stand::Active, Stand::One),
        }
    }

    /// As an address says it.
    pub fn word(&self) -> &'static str {
        match self {
            Stand::Active => "",
            Stand::Any => "any",
            Stand::One(status) => status.as_str(),
        }
    }
}

impl Whose {
    /// As the filter form sends it.
    pub fn parse(word: &str) -> Whose {
        match word {
            "" => Whose::Anyone,
            "me" => Whose::Mine,
            "none" => Whose::Nobody,
            user => Whose::Of(user.to_owned()),
        }
    }

    /// As the filter form sends it.
    pub fn word(&self) -> &str {
        match self {
            Whose::Anyone => "",
            Whose::Mine => "me",
            Whose::Nobody => "none",
            Whose::Of(user) => user,
        }
    }
}

impl Column {
    /// In the order in which they stand.
    pub const ALL: [Column; 6] = [
        Column::Status,
        Column::Priority,
        Column::Assignee,
        Column::Department,
        Column::Opened,
        Column::Changed,
    ];

    /// Those that are shown if nobody says otherwise.
    pub const USUAL: [Column; 5] =
        [Column::Status, Column::Priority, Column::Assignee, Column::Department, Column::Changed];

    /// Those with these words, in the order in which they stand.
    pub fn those<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Column> {
        let chosen: Vec<&str> = words.into_iter().collect();
        Column::ALL.into_iter().filter(|column| chosen.contains(&column.word())).collect()
    }

    /// As an address says it.
    pub fn word(self) -> &'static str {
        match self {
            Column::Status => "status",
            Column::Priority => "priority",
            Column::Assignee => "assignee",
            Column::Department => "department",
            Column::Opened => "opened",
            Column::Changed => "changed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &[(&str, &str)]) -> View {
        let query: Vec<_> =
            query.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        View::parse(&query)
    }

    #[test]
    fn columns_come_one_by_one_from_a_form_and_in_one_word_from_an_address() {
        let from_form = parsed(&[("columns", "changed"), ("columns", "status")]);
        assert_eq!(from_form.columns, [Column::Status, Column::Changed]);
        assert_eq!(from_form.query(), [("columns", "status-changed".to_owned())]);
        assert_eq!(parsed(&[("columns", "status-changed")]), from_form);
        assert_eq!(parsed(&[("columns", "nonsense")]), View::default());
    }

    #[test]
    fn own_fields_come_one_by_one_from_a_form_and_named_from_an_address() {
        let from_form = parsed(&[("own-cause", "wear: and tear"), ("own-paid", ""), ("own-size", " 7 ")]);
        assert_eq!(
            from_form.fields,
            [("cause".into(), "wear: and tear".into()), ("size".into(), "7".into())]
        );
        assert_eq!(
            from_form.query(),
            [("own", "cause:wear: and tear".to_owned()), ("own", "size:7".to_owned())]
        );
        assert_eq!(parsed(&[("own", "cause:wear: and tear"), ("own", "size:7")]), from_form);
    }

    #[test]
    fn what_is_usual_does_not_stand_in_the_address() {
        assert!(View::default().query().is_empty());
        assert_eq!(parsed(&[]), View::default());
        assert_eq!(parsed(&[("status", "any")]).stand, Stand::Any);
        assert_eq!(parsed(&[("status", "burning")]).stand, Stand::Active);
    }

    #[test]
    fn two_pages_of_a_view_are_alike() {
        let first = parsed(&[("tag", "refund")]);
        assert!(first.is_like(&parsed(&[("tag", "refund"), ("cursor", "c2")])));
        assert!(!first.is_like(&View::default()));
    }
}
