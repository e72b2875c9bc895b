//! Who asks, and how somebody's words for people and departments become the people and departments.

use ombud_access::{DepartmentId, Timestamp, UserId, Visibility};

/// The collection of people, who are the kernel's own.
pub const PEOPLE: &str = "kernel:people";

/// Who asks, and where: only what is here is looked at.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// What may be seen.
    pub sights: Vec<Sight>,
    /// The person, if it is one.
    pub me: Option<UserId>,
    /// What is for staff may be asked about: tags, whose work something is.
    pub staff: bool,
    /// People may be found by their names.
    pub people: bool,
    /// And by their addresses.
    pub addresses: bool,
    /// The departments whose names may be known.
    pub departments: Vec<(DepartmentId, String)>,
    /// When.
    pub now: Timestamp,
}

/// Some collections, and what may be seen of them.
#[derive(Clone, Debug)]
pub struct Sight {
    /// Their full names.
    pub collections: Vec<String>,
    /// None: all of it, as of people.
    pub visibility: Option<Visibility>,
}

impl Asker {
    /// Whether what is guarded in a collection may be asked about: addresses of people, and elsewhere what is for staff.
    #[must_use]
    pub fn sees_guarded(&self, collection: &str) -> bool {
        if collection == PEOPLE { self.addresses } else { self.staff }
    }
}
