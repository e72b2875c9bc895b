//! What came of it, as a table.

use crate::arena::Arena;
use crate::neighbours::Window;
use crate::sins;
use std::fmt;

/// One attack.
pub struct Row {
    pub sin: &'static str,
    pub windows: Vec<Window>,
    pub contained: bool,
}

/// Fewer than so many things that neighbours did during an attack say nothing of one in a hundred.
const ENOUGH: usize = 100;

pub struct Report {
    quiet: (f64, f64),
    rows: Vec<(Line, Option<f64>)>,
    overall: (f64, f64),
    worst: Option<(String, f64)>,
}

struct Line {
    sin: String,
    tries: String,
    contained_by: String,
}

impl Report {
    pub fn of(arena: &Arena, rows: &[Row]) -> Report {
        let halves = |windows: &[Window]| {
            let took = arena.neighbours.took(windows);
            (took.percentile(0.5).unwrap_or(0.0), took.percentile(0.99).unwrap_or(0.0))
        };
        let quiet = halves(&arena.quiet);
        let all: Vec<Window> = rows.iter().flat_map(|row| row.windows.clone()).collect();
        let mut told = Report { quiet, rows: Vec::new(), overall: halves(&all), worst: None };
        for row in rows {
            let about = sins::about(row.sin);
            let took = arena.neighbours.took(&row.windows);
            let ratio = took.percentile(0.99).filter(|_| took.count() >= ENOUGH).map(|p99| p99 / quiet.1);
            if let Some(ratio) =
                ratio.filter(|ratio| told.worst.as_ref().is_none_or(|(_, worst)| ratio > worst))
            {
                told.worst = Some((row.sin.to_owned(), ratio));
            }
            let contained_by = match row.contained {
                true => about.contained_by,
                false => format!("NOT CONTAINED; should be: {}", about.contained_by),
            };
            told.rows.push((Line { sin: row.sin.to_owned(), tries: about.tries, contained_by }, ratio));
        }
        told
    }

    fn contained(&self) -> usize {
        self.rows.iter().filter(|(line, _)| !line.contained_by.starts_with("NOT")).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| sin | tries | contained | neighbours' p99 |\n|---|---|---|---|")?;
        for (Line { sin, tries, contained_by }, ratio) in &self.rows {
            let ratio = ratio.map_or("too short".to_owned(), |ratio| format!("×{ratio:.1}"));
            writeln!(f, "| [{sin}]({sin}) | {tries} | {contained_by} | {ratio} |")?;
        }
        let ((p50, p99), (quiet50, quiet99)) = (self.overall, self.quiet);
        writeln!(
            f,
            "neighbours: p50 {p50:.1} ms and p99 {p99:.1} ms during all attacks, {quiet50:.1} ms and {quiet99:.1} ms in quiet"
        )?;
        if let Some((sin, ratio)) = &self.worst {
            writeln!(f, "neighbours: the worst attack for them is {sin}, p99 ×{ratio:.1}")?;
        }
        writeln!(
            f,
            "hostile: {} attacks, {} contained, neighbours' p99 ×{:.1}",
            self.rows.len(),
            self.contained(),
            p99 / quiet99
        )
    }
}
