//! Plain text from what is not plain: HTML, and `format=flowed`.

use mail_parser::decoders::html::html_to_text;

/// Tags after or before which a reader sees a new line.
const BLOCKS: [&str; 20] = [
    "address",
    "article",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "ol",
    "pre",
    "section",
    "tr",
    "ul",
];

/// What a person sees of HTML.
pub fn from_html(html: &str) -> String {
    let mut prepared = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        prepared.push_str(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "style" | "script" | "template" | "title" if !tag.starts_with("</") => {
                rest = skip_to_close(after, &name);
                continue;
            }
            "td" | "th" if tag.starts_with("</") => prepared.push(' '),
            "p" | "table" => prepared.push_str("<br>"),
            name if BLOCKS.contains(&name) => prepared.push_str("<br>"),
            "img" => prepared.push_str(&alt(tag)),
            _ => {}
        }
        prepared.push_str(tag);
        rest = after;
    }
    prepared.push_str(rest);
    tidy(&html_to_text(&prepared))
}

fn skip_to_close<'a>(text: &'a str, name: &str) -> &'a str {
    let close = format!("</{name}");
    let at =
        text.as_bytes().windows(close.len()).position(|window| window.eq_ignore_ascii_case(close.as_bytes()));
    at.map_or("", |at| &text[at..])
}

/// What stands for a picture.
fn alt(tag: &str) -> String {
    let lower = tag.to_ascii_lowercase();
    let Some(at) = lower.find("alt=\"") else { return String::new() };
    let text = &tag[at + 5..];
    match text.split_once('"') {
        Some((text, _)) if !text.trim().is_empty() => format!(" [{}] ", text.trim()),
        _ => String::new(),
    }
}

/// Joins the soft line ends of `format=flowed` (RFC 3676).
pub fn unflow(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let content = &line[depth..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        match open {
            Some(same) if same == depth && line != "-- " => out.push_str(content),
            previous => {
                if previous.is_some() || !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(&line[..depth]);
                if depth > 0 {
                    out.push(' ');
                }
                out.push_str(content);
            }
        }
        let soft = content.ends_with(' ') && content != "-- ";
        open = soft.then_some(depth);
        if soft && delsp {
            out.pop();
        }
    }
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Without white space at line ends, and with at most one empty line in a row.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line = line.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{200c}' || c == '\u{ad}');
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_styles_are_nothing() {
        let html = "<html><head><title>T</title><style>p { color: red }</style></head><body><div>One</div>\
                    <div>Two &amp; <b>three</b></div><ul><li>a</li><li>b</li></ul><!-- hidden > -->\
                    <p>End<br>of it</p><script>alert(1)</script></body></html>";
        assert_eq!(from_html(html), "One\n\nTwo & three\n\na\n\nb\n\nEnd\nof it");
    }

    #[test]
    fn a_picture_is_its_description() {
        assert_eq!(from_html("See <img src=\"cid:1\" alt=\"the wheel\">!"), "See [the wheel] !");
    }

    #[test]
    fn broken_html_is_text_too() {
        assert_eq!(from_html("a < b"), "a");
        assert_eq!(from_html(""), "");
        assert_eq!(from_html("<style>never closed"), "");
    }

    #[test]
    fn soft_line_ends_are_joined_and_quotes_stay_apart() {
        assert_eq!(
            unflow("One \ntwo.\nThree\n> quoted \n> more\nend", false),
            "One two.\nThree\n> quoted more\nend"
        );
        assert_eq!(unflow("One \ntwo\n-- \nAda", true), "Onetwo\n-- \nAda");
        assert_eq!(unflow(" stuffed\n", false), "stuffed\n");
    }
}
