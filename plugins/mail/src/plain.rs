//! Plain text from what is not plain: HTML, and `format=flowed`.

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
    let mut seen = Seen::default();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        seen.write(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let closes = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        rest = after;
        match name.as_str() {
            "style" | "script" | "template" | "title" if !closes => rest = skip_to_close(after, &name),
            "head" => seen.hidden = !closes,
            "body" => seen.hidden = false,
            "td" | "th" if closes => seen.space(),
            "br" => seen.end_line(),
            "p" | "table" => {
                seen.end_line();
                if closes && name == "p" {
                    seen.end_line();
                }
            }
            name if BLOCKS.contains(&name) => seen.end_line(),
            "img" => seen.write(&alt(tag)),
            _ => {}
        }
    }
    seen.write(rest);
    tidy(&seen.text)
}

/// What was seen of a page so far.
#[derive(Default)]
struct Seen {
    text: String,
    /// White space stands before what comes next.
    space: bool,
    /// Nobody sees what comes next.
    hidden: bool,
}

impl Seen {
    /// Goes on with what stands between two tags. White space in it, however much, is one space; what is written as an entity
    /// is what it stands for, and is not read again.
    fn write(&mut self, html: &str) {
        if self.hidden {
            return;
        }
        let white = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        for (n, word) in html.split(white).enumerate() {
            self.space |= n > 0;
            if word.is_empty() {
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push_str(&htmlize::unescape(word));
        }
    }

    fn space(&mut self) {
        self.space = true;
    }

    fn end_line(&mut self) {
        self.space = false;
        if !self.hidden {
            self.text.push('\n');
        }
    }
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
    fn entities_are_what_they_stand_for_and_are_read_once() {
        let html = "<p>&times; Katzenauge,\n   rot</p>Brandst&auml;tter &#252;&#xDF;&#X20AC; &Zcaron;&hellip;<b>&amp;lt;b&amp;gt;</b>\
                    &lt;i&gt; R&amp;D A&<i>amp;</i> &unknown; &";
        assert_eq!(
            from_html(html),
            "× Katzenauge, rot\n\nBrandstätter üß€ Ž…&lt;b&gt;<i> R&D A&amp; &unknown; &"
        );
        assert_eq!(from_html("<img alt=\"K&auml;tzchen\">"), "[Kätzchen]");
        assert_eq!(from_html("a&nbsp;&nbsp;b"), "a\u{a0}\u{a0}b");
    }

    #[test]
    fn what_stands_in_the_head_is_not_seen_even_if_it_never_ends() {
        assert_eq!(from_html("<head><xml>96</xml></head><p>One</p>"), "One");
        assert_eq!(from_html("<head><xml>96</xml><body>One"), "One");
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
