//! What people wrote, made readable: links can be followed, and quoted text is folded away.

use crate::texts;
use maud::{Markup, PreEscaped, html};

/// Plain text. Runs of quoted lines, with the line that introduces them, are folded.
pub fn plain(text: &str) -> Markup {
    html! {
        @for part in parts(text) {
            @match part {
                Part::Said(lines) => div class="said" { (linked(&lines.join("\n"))) },
                Part::Quoted(lines) => details class="quoted" {
                    summary { (texts::quoted(lines.len())) }
                    div class="said" { (linked(&lines.join("\n"))) }
                },
            }
        }
    }
}

/// HTML that the kernel made harmless: each outermost quotation is folded.
pub fn folded(html: &str) -> Markup {
    let mut folded = String::with_capacity(html.len() + 200);
    let mut depth = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        folded.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        if opens(tag) {
            if depth == 0 {
                let summary = html! { summary { (texts::QUOTED) } }.into_string();
                folded.push_str(&format!("<details class=\"quoted\">{summary}"));
            }
            depth += 1;
            folded.push_str(tag);
        } else if tag == "</blockquote>" && depth > 0 {
            depth -= 1;
            folded.push_str(tag);
            if depth == 0 {
                folded.push_str("</details>");
            }
        } else {
            folded.push_str(tag);
        }
        rest = after;
    }
    folded.push_str(rest);
    PreEscaped(folded)
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

fn opens(tag: &str) -> bool {
    tag == "<blockquote>" || tag.starts_with("<blockquote ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_quotations_are_folded_with_their_introduction() {
        let text = "Thanks <b>!\n\nOn Monday Nina wrote:\n\n> Hello\n> there\n\nBye";
        let quoted = "<details class=\"quoted\"><summary>Quoted text, 3 lines</summary>\
             <div class=\"said\">On Monday Nina wrote:\n&gt; Hello\n&gt; there</div></details>";
        let want =
            format!("<div class=\"said\">Thanks &lt;b&gt;!\n</div>{quoted}<div class=\"said\">\nBye</div>");
        assert_eq!(plain(text).into_string(), want);
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
        let html = "<p>Yes</p><blockquote cite=\"x\">a<blockquote>b</blockquote></blockquote><p>end";
        let want = "<p>Yes</p><details class=\"quoted\"><summary>Quoted text</summary>\
             <blockquote cite=\"x\">a<blockquote>b</blockquote></blockquote></details><p>end";
        assert_eq!(folded(html).into_string(), want);
        assert_eq!(folded("</blockquote>x").into_string(), "</blockquote>x");
    }

    #[test]
    fn an_excerpt_is_one_line_of_what_is_new() {
        assert_eq!(excerpt("Hello\n  world\n> old"), "Hello world");
        assert_eq!(excerpt(&"ž".repeat(200)), format!("{}…", "ž".repeat(160)));
    }
}
