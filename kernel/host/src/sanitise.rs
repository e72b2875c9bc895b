//! Foreign HTML made harmless. The rules are `ammonia`'s; what is ours is what
//! becomes of images.

use ammonia::{Builder, UrlRelative};
use parking_lot::Mutex;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Where the desk serves files; an image may come from nowhere else.
const OWN_FILES: &str = "/api/v1/blobs/";

/// Elements inside each other. For many tags a parser looks through all that are open, so that deep nesting takes
/// quadratic time, and nothing can interrupt it. Letters that people write stay well under a hundred.
const DEPTH: usize = 1000;

/// Bytes. Far more than a letter's text has; pictures are files of their own.
const LARGEST: usize = 2 << 20;

/// Never open: void, or closed by the next one of their kind.
const NOT_NESTED: [&str; 22] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "source", "td", "th", "tr", "track", "wbr", "param",
];

/// Rules are made once: a list has a hundred cells, and making them takes longer than to clean one by them.
static TEXT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = Builder::empty();
    rules.clean_content_tags(["script", "style"].into());
    rules
});

static BADGE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = Builder::empty();
    rules
        .clean_content_tags(["script", "style"].into())
        .tags(["ombud-time", "time", "small"].into())
        .add_tag_attributes("time", ["datetime"])
        .set_tag_attribute_value("time", "hidden", "")
        .add_tag_attributes("small", ["hidden"])
        .add_allowed_classes("small", ["ago", "late"]);
    rules
});

/// So many badges are remembered, and none that is longer.
const REMEMBERED: usize = 4096;
const REMEMBERED_BYTES: usize = 512;

/// What was made of a badge, with so many characters.
static BADGES: LazyLock<Mutex<HashMap<String, (usize, String)>>> = LazyLock::new(Mutex::default);

static PART: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut rules = Builder::default();
    rules
        .rm_tags(["img", "map", "area", "center", "bdo"])
        .rm_generic_attributes(["lang", "title"])
        // A moment, which the kernel's script shows by the clocks of the place where it is read.
        .add_tags(["ombud-time"])
        .add_tag_attributes("time", ["datetime"])
        .add_allowed_classes("small", ["ago"])
        .url_schemes(HashSet::new())
        .url_relative(UrlRelative::Custom(Box::new(within_the_desk)));
    rules
});

/// Keeps structure, text, links and own images. `images` says which file
/// stands for which Content-ID. What is nested absurdly deep or absurdly long
/// becomes plain text.
pub fn sanitise(html: &str, images: &[(String, String)]) -> String {
    if html.len() > LARGEST || is_deeper_than(DEPTH, html) {
        return ammonia::clean_text(html);
    }
    let images: HashMap<String, String> = images
        .iter()
        .filter(|(_, address)| is_own_file(address))
        .map(|(id, address)| (id.trim_matches(['<', '>']).to_owned(), address.clone()))
        .collect();
    Builder::default()
        .add_url_schemes(["cid"])
        .rm_tag_attributes("img", ["srcset"])
        .url_relative(UrlRelative::Custom(Box::new(own_files_only)))
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => match value.strip_prefix("cid:") {
                Some(id) => images.get(id).map(|address| Cow::Owned(address.clone())),
                None if is_own_file(value) => Some(value.into()),
                None => None,
            },
            (_, "href" | "cite") if value.starts_with("cid:") => None,
            _ => Some(value.into()),
        })
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

/// Keeps what may stand in a part of somebody else's page: text, structure, tables, and links within the desk. Nothing
/// that styles, covers, loads or sends; what is nested absurdly deep or absurdly long becomes plain text.
pub(crate) fn part(html: &str) -> String {
    if html.len() > LARGEST || is_deeper_than(DEPTH, html) {
        return ammonia::clean_text(html);
    }
    PART.clean(html).to_string()
}

/// What somebody might have typed: letters, spaces and line ends. Nothing that cannot be seen before it is sent, and nothing
/// that turns the letters after it around.
pub(crate) fn typed(text: &str) -> String {
    let hidden = |c: char| {
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let invisible =
            matches!(c, '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        turns || invisible || (c.is_control() && !matches!(c, '\n' | '\t'))
    };
    text.chars().filter(|c| !hidden(*c)).collect::<String>().trim().to_owned()
}

/// A few words, so many characters of them, and with them a moment that counts down before whoever looks: of that, the age
/// alone is seen, and what is said before it once it is over.
///
/// A list has a hundred of them, and draws nearly all of them as it did before: what was made of one is remembered.
pub(crate) fn badge(html: &str, most: usize) -> String {
    if html.len() > REMEMBERED_BYTES {
        return clean_badge(html, most);
    }
    let known = BADGES.lock().get(html).filter(|(of, _)| *of == most).map(|(_, clean)| clean.clone());
    known.unwrap_or_else(|| {
        let clean = clean_badge(html, most);
        let mut known = BADGES.lock();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(html.to_owned(), (most, clean.clone()));
        clean
    })
}

fn clean_badge(html: &str, most: usize) -> String {
    if html.len() > LARGEST || is_deeper_than(DEPTH, html) {
        return String::new();
    }
    let text = TEXT.clean(html).to_string();
    let seen = first(text.trim(), most);
    match seen.len() == text.trim().len() && html.contains('<') {
        true => BADGE.clean(html).to_string().trim().to_owned(),
        false => seen.to_owned(),
    }
}

/// So many characters of an escaped text, as people see them: an escaped one counts once and is never cut through.
fn first(text: &str, most: usize) -> &str {
    let mut end = 0;
    for _ in 0..most {
        let rest = &text[end..];
        end += match rest.chars().next() {
            None => break,
            Some('&') => rest.find(';').map_or(1, |end| end + 1),
            Some(one) => one.len_utf8(),
        };
    }
    &text[..end]
}

/// A path of this desk, and nothing that a browser would take for another machine.
fn within_the_desk(url: &str) -> Option<Cow<'_, str>> {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    let local = url.starts_with('/') && !url.starts_with("//") && url.chars().all(plain);
    local.then_some(Cow::Borrowed(url))
}

/// Relative addresses would point into the desk: only files may be named.
fn own_files_only(url: &str) -> Option<Cow<'_, str>> {
    is_own_file(url).then_some(Cow::Borrowed(url))
}

/// The address of a file by its hash, and of nothing else: a browser would follow `..` out of the folder.
fn is_own_file(url: &str) -> bool {
    let Some(rest) = url.strip_prefix(OWN_FILES) else { return false };
    let (hash, query) = rest.split_once('?').unwrap_or((rest, ""));
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\');
    hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && query.chars().all(plain)
}

/// Whether more elements than this could be open at once, by counting tags. Elements that are never closed count as
/// open, as a parser may see them so.
fn is_deeper_than(most: usize, html: &str) -> bool {
    let mut open = 0usize;
    for tag in html.split('<').skip(1) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if name.is_empty() || NOT_NESTED.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(query: &str) -> String {
        format!("{OWN_FILES}{}{query}", "ab".repeat(32))
    }

    fn check(html: &str, want: &str) {
        let images = [("logo@x".to_owned(), own("?name=logo.png"))];
        assert_eq!(sanitise(html, &images), want);
    }

    #[test]
    fn what_is_put_into_a_text_can_be_seen_in_it() {
        assert_eq!(
            typed(" Dear <b>Žana</b> & co,\r\n\tyours \u{200f}\n"),
            "Dear <b>Žana</b> & co,\n\tyours \u{200f}"
        );
        assert_eq!(typed("\0a\u{1b}[2J\u{202e}b\u{2066}\u{200b}\u{e0041}c\u{85}"), "a[2Jbc");
    }

    #[test]
    fn scripts_styles_forms_and_handlers_are_gone() {
        check(
            "<p onclick=x()>hi<script>x()</script><style>p{}</style></p><form action=/x><input></form>",
            "<p>hi</p>",
        );
    }

    #[test]
    fn an_inline_picture_becomes_the_stored_file() {
        check(
            r#"<img src="cid:logo@x" alt="Logo">"#,
            &format!(r#"<img src="{}" alt="Logo">"#, own("?name=logo.png")),
        );
    }

    #[test]
    fn remote_pictures_and_unknown_ones_lose_their_address() {
        check(r#"<img src="https://tracker.example/p.gif">"#, "<img>");
        check(r#"<img src="cid:nobody">"#, "<img>");
        check(r#"<img src="/console/sign-out">"#, "<img>");
    }

    #[test]
    fn a_link_into_the_desk_is_no_link() {
        check(r#"<a href="/console/x">x</a>"#, r#"<a rel="noopener noreferrer nofollow">x</a>"#);
        check(r#"<a href="javascript:x()">x</a>"#, r#"<a rel="noopener noreferrer nofollow">x</a>"#);
    }

    #[test]
    fn a_path_that_climbs_out_of_the_files_is_none_of_them() {
        for path in ["../../../tickets/x", "ab", "", "../", "%2e%2e/x"] {
            check(&format!(r#"<img src="{OWN_FILES}{path}">"#), "<img>");
            let link = format!(r#"<a href="{OWN_FILES}{path}">x</a>"#);
            check(&link, r#"<a rel="noopener noreferrer nofollow">x</a>"#);
        }
        let images = [("logo@x".to_owned(), format!("{OWN_FILES}../x"))];
        assert_eq!(sanitise(r#"<img src="cid:logo@x">"#, &images), "<img>");
        check(&format!(r#"<img src="{}">"#, own("")), &format!(r#"<img src="{}">"#, own("")));
    }

    #[test]
    fn a_part_of_a_page_keeps_structure_and_links_within_the_desk() {
        let check = |html: &str, want: &str| assert_eq!(part(html), want, "{html}");
        check(
            "<h3>A</h3><table><tr><td>1</td></tr></table>",
            "<h3>A</h3><table><tbody><tr><td>1</td></tr></tbody></table>",
        );
        check(
            r#"<a href="/greeter/x?y=1">x</a>"#,
            r#"<a href="/greeter/x?y=1" rel="noopener noreferrer">x</a>"#,
        );
        for address in [
            "//evil.test/",
            "/\\evil.test",
            "https://evil.test/",
            "javascript:x()",
            "data:text/html,x",
            "x",
            "../x",
            "/a\nb",
        ] {
            check(&format!("<a href=\"{address}\">x</a>"), r#"<a rel="noopener noreferrer">x</a>"#);
        }
        check(
            r#"<p style="position:fixed" class="card" id="main" onclick="x()" title="t">x</p>"#,
            "<p>x</p>",
        );
        check(
            r#"<ombud-time shows="x" onclick="x()"><time datetime="2026-11-27T16:30:00Z" class="card">x</time><small class="ago card">in 1 h</small></ombud-time>"#,
            r#"<ombud-time><time datetime="2026-11-27T16:30:00Z">x</time><small class="ago">in 1 h</small></ombud-time>"#,
        );
        check(
            "<form action=/x><button>go</button></form><script>x()</script><style>*{}</style><iframe src=/x></iframe>",
            "go",
        );
        check(
            r#"<img src="/api/v1/blobs/x"><svg onload=x()><a>y</a></svg><ombud-parts point=x></ombud-parts>"#,
            "",
        );
    }

    #[test]
    fn of_a_badge_the_first_words_stay_and_nothing_else() {
        assert_eq!(badge("<b>two</b> &lt;open&gt;<script>x()</script>", 60), "two &lt;open&gt;");
        let counting = r#"Due <ombud-time style="x"><small class="late" hidden id="x">Late</small><time datetime="2026" onclick="x()"></time><small class="ago x">in 4 h</small></ombud-time>"#;
        let kept = r#"Due <ombud-time><small class="late" hidden="">Late</small><time datetime="2026" hidden=""></time><small class="ago">in 4 h</small></ombud-time>"#;
        assert_eq!(badge(counting, 60), kept);
        assert_eq!(badge(counting, 5), "Due L");
        assert_eq!(badge("&lt;&lt;&lt;", 2), "&lt;&lt;");
        assert_eq!(badge("ééé", 2), "éé");
    }

    #[test]
    fn absurdly_deep_or_long_html_becomes_text_and_a_long_letter_does_not() {
        let deep = "<div>".repeat(DEPTH + 1);
        assert!(sanitise(&deep, &[]).starts_with("&lt;div"));
        let long = "x".repeat(LARGEST) + "<b>y</b>";
        assert!(sanitise(&long, &[]).contains("&lt;b"));
        let letter = "<p>one<br>two<li>three".repeat(3000);
        assert!(!sanitise(&letter, &[]).contains("&lt;"));
        let closed = "<div><b>x</b></div>".repeat(3000);
        assert!(!sanitise(&closed, &[]).contains("&lt;"));
    }
}
