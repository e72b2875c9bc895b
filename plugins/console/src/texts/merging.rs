//! The words of merging.

use ombud_plugin::{text, words};

words! {
    merge = "merge",
    merge_start = "merge-start",
    merge_start_one = "merge-start-one",
    merge_none = "merge-none",
    merge_itself = "merge-itself",
    merge_where = "merge-where",
    merge_which_stays = "merge-which-stays",
    merge_found = "merge-found",
    merge_offered = "merge-offered",
    merge_place = "merge-place",
    merge_look = "merge-look",
    merge_quiet = "merge-quiet",
    undo_merge = "undo-merge",
    goes_on = "goes-on",
}

/// The heading of the page that asks into which ticket this one goes.
pub fn merge_title(number: u64) -> String {
    text!("merge-title", number = number.to_string())
}

/// Likewise for several.
pub fn merge_title_many(count: usize) -> String {
    text!("merge-title-many", count = count)
}

/// The heading of the page that says what a merge will do.
pub fn merge_title_into(source: u64, target: u64) -> String {
    text!("merge-title-into", source = source.to_string(), target = target.to_string())
}

/// Likewise for several.
pub fn merge_title_many_into(count: usize, target: u64) -> String {
    text!("merge-title-many-into", count = count, target = target.to_string())
}

/// Why so many are not merged at once.
pub fn merge_most(most: usize) -> String {
    text!("merge-most", most = most)
}

/// A merge that can be taken back.
pub fn merge_of(source: u64, target: u64) -> String {
    text!("merge-of", source = source.to_string(), target = target.to_string())
}

/// How much goes over.
pub fn merge_messages(count: u32, target: u64) -> String {
    text!("merge-messages", count = count, target = target.to_string())
}

/// Who reads on there.
pub fn merge_joining(names: &[String], target: u64) -> String {
    text!("merge-joining", names = names.join(", "), target = target.to_string())
}

/// Who does not, because the viewer may not let them in.
pub fn merge_left_out(names: &[String], target: u64) -> String {
    text!("merge-left-out", names = names.join(", "), target = target.to_string())
}

/// What happens to one that waits.
pub fn merge_reopens(target: u64) -> String {
    text!("merge-reopens", target = target.to_string())
}

/// What happens to the one that stays.
pub fn merge_stays(target: u64) -> String {
    text!("merge-stays", target = target.to_string())
}

/// What happens to the one that goes.
pub fn merge_closes(source: u64, target: u64) -> String {
    text!("merge-closes", source = source.to_string(), target = target.to_string())
}

/// Two people will read what each other wrote.
pub fn merge_other_requester(source: &str, target: &str) -> String {
    text!("merge-other-requester", source = source, target = target)
}

/// Other colleagues will read it.
pub fn merge_other_department(source: &str, target: &str) -> String {
    text!("merge-other-department", source = source, target = target)
}
