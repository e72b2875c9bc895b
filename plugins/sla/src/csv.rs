//! A report as a table for other programs, RFC 4180.

use crate::report::Report;
use crate::typed::word;
use ombud_plugin::moment::machine;
use std::collections::BTreeMap;

/// One field. What a spreadsheet would take for a formula is text.
fn field(text: &str) -> String {
    let text =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The whole table, with a line on top; departments and people by their names.
pub fn write(report: &Report, names: &BTreeMap<String, String>) -> String {
    let mut table = String::from("at,ticket,metric,cycle,policy,outcome,due,department,agent\r\n");
    let name = |id: &String| names.get(id).cloned().unwrap_or_else(|| id.clone());
    for outcome in &report.outcomes {
        let fields = [
            machine(outcome.at),
            // Chats have no number.
            if outcome.number == 0 { String::new() } else { outcome.number.to_string() },
            word(outcome.metric),
            outcome.cycle.to_string(),
            outcome.policy.clone(),
            if outcome.kept { "kept" } else { "broken" }.to_owned(),
            outcome.due.map(machine).unwrap_or_default(),
            name(&outcome.department),
            outcome.agent.as_ref().map(name).unwrap_or_default(),
        ];
        table.push_str(&fields.map(|text| field(&text)).join(","));
        table.push_str("\r\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_whatever_stands_in_it() {
        for (text, want) in [
            ("Office", "Office"),
            ("Office, \"new\"", "\"Office, \"\"new\"\"\""),
            ("=1+1", "'=1+1"),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(field(text), want);
        }
    }
}
