//! What people wrote, made readable: links can be followed, and quoted text is folded away.

use crate::texts;
use maud::{Markup, PreEscaped, html};
use std::ops::Range;

/// A quotation in the middle of a text is mostly what the text answers to. Beyond this many lines it is folded
/// all the same, and so is whatever stands at the end.
const SHORT: usize = 4;

/// Plain text. Quoted lines, with the line that introduces them, are folded where one can do without them.
pub fn plain(text: &str) -> Markup {
    let parts = parts(text);
    html! {
        @for (at, part) in parts.iter().enumerate() {
            @match part {
                Part::Said(lines) => div class="said" { (linked(&lines.join("\n"))) },
                Part::Quoted(lines) if at + 1 < parts.len() && lines.len() <= SHORT => {
                    blockquote class="said" { (linked(&lines.join("\n"))) }
                }
                Part::Quoted(lines) => details class="quoted" {
                    summary { (texts::quoted_lines(lines.len())) }
                    div class="said" { (linked(&lines.join("\n"))) }
                },
            }
        }
    }
}

/// HTML that the kernel made harmless. Outermost quotations are folded where one can do without them.
pub fn folded(html: &str) -> Markup {
    // A line of text has some eighty letters.
    const SHORT_HTML: usize = SHORT * 80;
    let quotations = quotations(html);
    let summary = html! { summary { (texts::quoted()) } }.into_string();
    let mut folded = String::with_capacity(html.len() + 200);
    let mut end = 0;
    for quotation in quotations {
        let quoted = html.get(quotation.clone()).unwrap_or_default();
        let rest = html.get(quotation.end..).unwrap_or_default();
        folded.push_str(html.get(end..quotation.start).unwrap_or_default());
        if text_length(quoted) > SHORT_HTML || text_length(rest) == 0 {
            folded.push_str(&format!("<details class=\"quoted\">{summary}{quoted}</details>"));
        } else {
            folded.push_str(quoted);
        }
        end = quotation.end;
    }
    folded.push_str(html.get(end..).unwrap_or_default());
    PreEscaped(folded)
}

/// Names that were called, standing out in HTML that was made here. Nothing between `<` and `>` is touched.
pub fn marked(html: &str, names: &[&str]) -> String {
    let mut names: Vec<String> = names.iter().map(|name| format!("@{}", escaped(name))).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut marked = String::with_capacity(html.len() + 100);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '@']) {
        let (before, from) = rest.split_at(at);
        marked.push_str(before);
        let called = names.iter().find(|name| from.starts_with(name.as_str()));
        let end = match called {
            Some(name) => {
                marked.push_str(&format!("<mark>{name}</mark>"));
                name.len()
            }
            None => {
                let end =
                    if from.starts_with('<') { from.find('>').map_or(from.len(), |end| end + 1) } else { 1 };
                marked.push_str(from.get(..end).unwrap_or_default());
                end
            }
        };
        rest = from.get(end..).unwrap_or_default();
    }
    marked + rest
}

/// As `maud` escapes it.
fn escaped(text: &str) -> String {
    html! { (text) }.into_string()
}

/// Where the outermost quotations are.
fn quotations(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let tag = html.get(at..).unwrap_or_default();
        if tag.starts_with("<blockquote>") || tag.starts_with("<blockquote ") {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if tag.starts_with(CLOSE) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(start..at + CLOSE.len());
            }
        }
    }
    found
}

const CLOSE: &str = "</blockquote>";

/// How many letters stand between the tags.
fn text_length(html: &str) -> usize {
    let mut inside = false;
    let letters = html.replace("&nbsp;", " ");
    letters
        .chars()
        .filter(|letter| match letter {
            '<' => {
                inside = true;
                false
            }
            '>' if inside => {
                inside = false;
                false
            }
            letter => !inside && !letter.is_whitespace(),
        })
        .count()
}

/// The beginning of a text, on one line.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 160;
    let said = parts(text).into_iter().filter_map(|part| match part {
        Part::Said(lines) => Some(lines.join(" ")),
        Part::Quoted(_) => None,
    });
    let words = said.collect::<Vec<_>>().join(" ");
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[derive(Debug, PartialEq)]
enum Part<'a> {
    Said(Vec<&'a str>),
    Quoted(Vec<&'a str>),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in text.trim().lines() {
        match (line.starts_with('>'), parts.last_mut()) {
            (true, Some(Part::Quoted(lines))) | (false, Some(Part::Said(lines))) => lines.push(line),
            (true, last) => {
                let introduction = match last {
                    Some(Part::Said(said)) => introduction(said),
                    _ => Vec::new(),
                };
                parts.push(Part::Quoted([introduction, vec![line]].concat()));
            }
            (false, _) => parts.push(Part::Said(vec![line])),
        }
    }
    // A gap between two quotations belongs to both.
    parts
        .retain(|part| !matches!(part, Part::Said(lines) if lines.iter().all(|line| line.trim().is_empty())));
    parts
}

/// Takes "On Tuesday you wrote:" from the end of what was said, with the empty lines after it.
fn introduction<'a>(said: &mut Vec<&'a str>) -> Vec<&'a str> {
    let Some(last) = said.iter().rposition(|line| !line.trim().is_empty()) else { return Vec::new() };
    if said.get(last).is_some_and(|line| line.trim_end().ends_with(':')) {
        said.split_off(last).into_iter().filter(|line| !line.trim().is_empty()).collect()
    } else {
        Vec::new()
    }
}

/// Escapes the text and makes links of web addresses in it.
fn linked(text: &str) -> Markup {
    let mut rest = text;
    let mut pieces = Vec::new();
    while let Some(at) = address_in(rest) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(from.len());
        let whole = from.get(..end).unwrap_or(from);
        let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        let (_, after) = from.split_at(address.len());
        pieces.push((before, address));
        rest = after;
    }
    html! {
        @for (before, address) in pieces {
            (before)
            a href=(address) rel="noopener noreferrer nofollow" target="_blank" { (address) }
        }
        (rest)
    }
}

fn address_in(text: &str) -> Option<usize> {
    ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_a_quotation_at_the_end_is_folded_with_its_introduction() {
        let want = "<div class=\"said\">Thanks &lt;b&gt;!\n</div>\
             <details class=\"quoted\"><summary>Quoted text, 3 lines</summary>\
             <div class=\"said\">On Monday Nina wrote:\n&gt; Hello\n&gt; there</div></details>";
        assert_eq!(plain("Thanks <b>!\n\nOn Monday Nina wrote:\n\n> Hello\n> there\n\n").into_string(), want);
    }

    #[test]
    fn a_short_quotation_that_is_answered_stays() {
        let answered = plain("Anna wrote:\n> When?\nTomorrow.").into_string();
        assert!(
            answered.contains("<blockquote class=\"said\">Anna wrote:\n&gt; When?</blockquote>"),
            "{answered}"
        );
        assert!(plain("> 1\n> 2\n> 3\n> 4\n> 5\nYes.").into_string().contains("<details"));
        let html = "<p>The page says:</p><blockquote>Wrong</blockquote><p>Why?</p>";
        assert_eq!(folded(html).into_string(), html);
        let long = format!("<blockquote>{}</blockquote><p>Yes.</p>", "long ".repeat(100));
        assert!(folded(&long).into_string().starts_with("<details"));
    }

    #[test]
    fn an_address_is_a_link_and_can_not_leave_its_quotes() {
        let html = plain("see https://a.example/x?b=1&c=\"2, and (http://b.example).").into_string();
        assert!(html.contains(r#"<a href="https://a.example/x?b=1&amp;c=" rel="#), "{html}");
        assert!(html.contains(r#"</a>&quot;2, and ("#), "{html}");
        assert!(html.contains(r#">http://b.example</a>)."#), "{html}");
        assert!(!plain("javascript:alert(1)").into_string().contains("<a"));
    }

    #[test]
    fn only_the_outermost_quotation_in_html_is_folded() {
        let html =
            "<p>Yes</p><blockquote cite=\"x\">a<blockquote>b</blockquote></blockquote><p>&nbsp;<br></p>";
        let want = "<p>Yes</p><details class=\"quoted\"><summary>Quoted text</summary>\
             <blockquote cite=\"x\">a<blockquote>b</blockquote></blockquote></details><p>&nbsp;<br></p>";
        assert_eq!(folded(html).into_string(), want);
        assert_eq!(folded("</blockquote>x<blockquote>").into_string(), "</blockquote>x<blockquote>");
    }

    #[test]
    fn a_name_that_was_called_stands_out_and_no_tag_is_broken() {
        let html = "<a href=\"https://x.test/@Ana\">@Ana</a>, @Ana Novak &amp; @O&lt;o, <b>@Bor";
        let want = "<a href=\"https://x.test/@Ana\"><mark>@Ana</mark></a>, <mark>@Ana Novak</mark> &amp; \
             <mark>@O&lt;o</mark>, <b>@Bor";
        assert_eq!(marked(html, &["Ana", "Ana Novak", "O<o"]), want);
        assert_eq!(marked("a < @Ana", &["Ana"]), "a < @Ana", "what is no tag swallows the rest");
    }

    #[test]
    fn an_excerpt_is_one_line_of_what_is_new() {
        assert_eq!(excerpt("Hello\n  world\n> old"), "Hello world");
        assert_eq!(excerpt(&"ž".repeat(200)), format!("{}…", "ž".repeat(160)));
    }
}
