//! Scripted pages that a plugin brings, and the files that they are made of.

use serde::{Deserialize, Serialize};

/// A page with scripts of the plugin's own. It is shown inside a page that the plugin draws, in a frame that the kernel
/// closes: it reaches nothing but paths of this plugin, with the rights of whoever looks and of the plugin.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Frame {
    /// Its name among the plugin's: lower-case letters, digits and `-`.
    pub name: String,
    /// What it is for those who do not see it, such as “Board”.
    pub title: String,
    /// The HTML file, below `ui/`, that it begins with.
    pub page: String,
    /// Shown to the administrator.
    pub why: String,
}

/// What the names of the custom sections with a plugin's files begin with; the rest is the path below `ui/`.
pub const UI_SECTION: &str = "ombud:ui/";

/// Files of one plugin, and their bytes together.
pub(crate) const FILES: usize = 100;
pub(crate) const FILES_SIZE: usize = 4 << 20;

/// The types that files of a frame may have, by what their names end with.
const TYPES: [(&str, &str); 12] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("txt", "text/plain; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// The type of a file, by its name; none if a frame has no such files.
pub(crate) fn file_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// Whether it is a path below `ui/`: names of lower-case letters, digits, `-`, `_` and single dots, with `/` between.
pub(crate) fn is_file_path(path: &str) -> bool {
    let plain = |name: &str| {
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
        !name.is_empty() && !name.starts_with('.') && !name.contains("..") && name.bytes().all(known)
    };
    path.len() <= 100 && path.split('/').all(plain)
}

impl Frame {
    /// What is wrong with it, taken alone.
    pub(super) fn fault(&self) -> Option<String> {
        let place = format!("[[frames]] `{}`", self.name);
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.name.is_empty() || self.name.len() > 64 || !self.name.bytes().all(plain) {
            return Some(format!("{place}: a name has lower-case letters, digits and `-` only"));
        }
        if self.title.trim().is_empty() || self.title.chars().count() > 60 {
            return Some(format!("{place}: the title has 1 to 60 characters"));
        }
        if !is_file_path(&self.page) || !self.page.ends_with(".html") {
            return Some(format!(
                "{place}: `page` is the path of an HTML file below `ui/`, such as `board.html`"
            ));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_file_stays_below_its_folder() {
        for good in ["board.html", "js/app.mjs", "a-b/c_d.1.css"] {
            assert!(is_file_path(good), "{good}");
        }
        for bad in [
            "", "/a.js", "a//b.js", "../a.js", "a/..b", "a..js", ".a.js", "A.js", "a b.js", "a\\b.js",
            "ä.js", "%61.js",
        ] {
            assert!(!is_file_path(bad), "{bad}");
        }
        assert_eq!(file_type("js/app.mjs"), Some("text/javascript; charset=utf-8"));
        assert_eq!((file_type("a.exe"), file_type("html")), (None, None));
    }
}
