//! What was so when, out of a log of what became so: a day's strip, and how long each took.

use crate::Instant;
use crate::timeline::Span;

/// A log of states, in the order of time: each holds until the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip<S> {
    pieces: Vec<(Span, S)>,
}

impl<S: Copy + PartialEq> Strip<S> {
    /// What was so between two instants, as far as the log says: before its first entry nothing is known. What did not change is
    /// one piece.
    pub fn new(log: impl IntoIterator<Item = (Instant, S)>, from: Instant, until: Instant) -> Strip<S> {
        let mut strip = Strip { pieces: Vec::new() };
        let mut last: Option<(Instant, S)> = None;
        for (at, state) in log {
            if let Some((since, state)) = last {
                strip.add(Span { start: since.max(from), end: at.min(until) }, state);
            }
            last = Some((at, state));
        }
        if let Some((since, state)) = last {
            strip.add(Span { start: since.max(from), end: until }, state);
        }
        strip
    }

    fn add(&mut self, span: Span, state: S) {
        if span.start >= span.end {
            return;
        }
        match self.pieces.last_mut() {
            Some((before, known)) if before.end == span.start && *known == state => before.end = span.end,
            _ => self.pieces.push((span, state)),
        }
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[(Span, S)] {
        &self.pieces
    }

    /// How long it was so between two instants, milliseconds.
    pub fn took(&self, state: S, from: Instant, until: Instant) -> i64 {
        let within = |span: &Span| (span.end.min(until) - span.start.max(from)).max(0);
        self.pieces.iter().filter(|(_, known)| *known == state).map(|(span, _)| within(span)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_is_cut_where_it_is_asked_for_and_what_did_not_change_is_one_piece() {
        let log = [(0, 'a'), (10, 'b'), (10, 'c'), (20, 'c'), (40, 'a')];
        let strip = Strip::new(log, 5, 50);
        let pieces: Vec<_> =
            strip.pieces().iter().map(|(span, state)| (span.start, span.end, *state)).collect();
        assert_eq!(pieces, [(5, 10, 'a'), (10, 40, 'c'), (40, 50, 'a')]);
        assert_eq!((strip.took('a', 0, 100), strip.took('c', 12, 15), strip.took('b', 0, 100)), (15, 3, 0));
    }

    #[test]
    fn before_the_log_begins_nothing_is_known() {
        assert_eq!(Strip::new([(30, 'a')], 0, 40).took('a', 0, 40), 10);
        assert!(Strip::new([(30, 'a')], 0, 30).pieces().is_empty());
        assert!(Strip::<char>::new([], 0, 30).pieces().is_empty());
    }
}
