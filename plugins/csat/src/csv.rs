//! A report as a table for other programs, RFC 4180.

use crate::report::Report;
use crate::{subject, vote};
use ombud_plugin::moment::machine;
use ombud_plugin::{Cx, Result};
use std::collections::BTreeMap;

/// One field. What a spreadsheet would take for a formula is text.
fn field(text: &str) -> String {
    let text =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The whole table, with a line on top; departments and people by their names, comments where they may be read.
pub fn write(cx: &Cx, report: &Report, names: &BTreeMap<String, String>) -> Result<String> {
    let mut table = String::from("at,kind,ticket,score,department,agent,comment\r\n");
    let name = |id: &String| names.get(id).cloned().unwrap_or_else(|| id.clone());
    for one in &report.votes {
        let is_ticket = subject::is_ticket(&one.subject);
        let said = if one.commented { vote::read(cx, &one.subject)? } else { None };
        let fields = [
            machine(one.at),
            if is_ticket { "ticket" } else { "chat" }.to_owned(),
            if is_ticket { one.number.to_string() } else { String::new() },
            one.score.to_string(),
            name(&one.department),
            one.agent.as_ref().map(name).unwrap_or_default(),
            said.map(|said| said.comment).unwrap_or_default(),
        ];
        table.push_str(&fields.map(|text| field(&text)).join(","));
        table.push_str("\r\n");
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_whatever_stands_in_it() {
        for (text, want) in [
            ("Quick", "Quick"),
            ("Quick, \"very\"", "\"Quick, \"\"very\"\"\""),
            ("=1+1", "'=1+1"),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(field(text), want);
        }
    }
}
