//! What a plugin file is and asks for, in words.

use crate::cli::Outcome;
use ombud_host::{Ask, Inspection, PluginFile, Proposal, Risk};
use std::fmt::Write;

/// Everything that an administrator should know before saying yes.
pub(super) fn proposal(proposal: &Proposal) -> String {
    let mut text = head(&proposal.inspection);
    let _ = writeln!(text, "{}", proposal.origin);
    if let Some(present) = &proposal.installed {
        let _ = writeln!(text, "now here: {} ({})", present.version, present.origin);
    }
    if proposal.takes_over {
        text.push_str(
            "\nBEWARE: it comes from another hand than what goes by this name here, and would get its records.\nOnly --take-over allows that.\n",
        );
    }
    if let Some(migration) = proposal.migrates {
        let _ = writeln!(text, "its records are brought from form {} to {}", migration.from, migration.to);
    }
    let upgrade = proposal.installed.is_some() && !proposal.takes_over;
    if upgrade && proposal.asks.is_empty() {
        text.push_str("\nIt asks for nothing more than the version that is here.\n");
    }
    let beyond = if upgrade { " Beyond the version that is here:" } else { "" };
    for (risk, title) in [
        (Risk::High, "CANNOT BE UNDONE, OR REACHES PEOPLE OUTSIDE."),
        (Risk::Medium, "Sees or changes what belongs to others."),
        (Risk::Low, "Touches only what is its own."),
    ] {
        let lines: Vec<_> = proposal.asks.iter().filter(|ask| ask.risk == risk).map(line).collect();
        section(&mut text, &format!("{title}{beyond}"), lines);
    }
    text + &rest(&proposal.inspection)
}

/// The same without a desk: what permissions of others mean is not known then.
pub(super) fn alone(file: PluginFile) -> Outcome<String> {
    let inspection = ombud_host::inspect(&file.bytes)?;
    let manifest = &inspection.manifest;
    let mut text = head(&inspection);
    let _ = match file.signature.map(|signature| signature.of(&file.bytes)).transpose()? {
        None => writeln!(text, "NOT SIGNED: nobody can tell whose work this is"),
        Some(key) => writeln!(text, "signed with the key {key}"),
    };
    section(
        &mut text,
        "It asks for these permissions:",
        manifest.needs.iter().map(|n| format!("{} on {}: {}", n.permission, n.scopes, n.why)).collect(),
    );
    section(
        &mut text,
        "It uses these interfaces:",
        manifest.imports.iter().map(|i| format!("{}: {}", i.interface, i.why)).collect(),
    );
    section(
        &mut text,
        "It reacts to:",
        manifest.reactions.iter().map(|r| format!("{}: {}", r.to, r.why)).collect(),
    );
    section(
        &mut text,
        "It suggests for roles:",
        manifest.suggests.iter().map(|s| format!("{}: {} on {}", s.role, s.permission, s.scopes)).collect(),
    );
    Ok(text + &rest(&inspection))
}

fn head(inspection: &Inspection) -> String {
    let about = &inspection.manifest.plugin;
    format!(
        "{} {} ({})\n{}\n{} bytes, SHA-256 {}\n",
        about.title, about.version, about.id, about.summary, inspection.size, inspection.sha256
    )
}

fn line(ask: &Ask) -> String {
    let on = ask.scopes.map_or_else(String::new, |scopes| format!(" on {scopes}"));
    format!("{}{on}: {} ({})", ask.name, ask.title, ask.why)
}

/// What it brings and where it answers.
fn rest(inspection: &Inspection) -> String {
    let manifest = &inspection.manifest;
    let about = &manifest.plugin;
    let mut text = String::new();
    section(&mut text, "Named, but not used by this build:", inspection.unused.clone());
    let brings = manifest.permissions().into_iter().map(|p| {
        let marks = [
            (p.flags.dangerous, "dangerous"),
            (p.flags.contacts_customer, "contacts customers"),
            (p.flags.owner_only, "owner only"),
        ];
        let marks: Vec<_> = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
        format!("{}: {}{marks}", p.name, p.title)
    });
    section(&mut text, "It brings these permissions:", brings.collect());
    let answers = manifest.routes.iter().map(|r| {
        let who = match (&r.needs, &r.open) {
            (Some(permission), _) => format!("needs {permission}"),
            (None, Some(why)) => format!("open to anybody: {why}"),
            (None, None) => String::new(),
        };
        format!("{:<6} /{}{}: {} ({who})", r.method, about.id, r.path, r.title)
    });
    section(&mut text, "It answers to:", answers.collect());
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        let _ = writeln!(text, "\n{title}");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
}
