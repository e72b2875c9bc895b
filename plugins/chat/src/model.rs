//! How long it takes until one is given out: pure, so that it can be tried on all that can be.

/// How long the one at this place (from 1) waits, in seconds, as chats were accepted lately; the oldest first. None: too little
/// is known, or too long ago.
pub fn expected(place: u32, accepted: &[u64], now: u64) -> Option<u64> {
    const LATELY: u64 = 2 * 60 * 60 * 1000;
    let lately: Vec<u64> = accepted.iter().copied().filter(|at| now.saturating_sub(*at) <= LATELY).collect();
    let (first, gaps) = (*lately.first()?, u64::try_from(lately.len()).ok()?);
    // What has not come since the last one counts as well: a desk that stands still gets no faster by that.
    (gaps >= 3).then(|| u64::from(place) * now.saturating_sub(first) / gaps / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_is_the_pace_of_late() {
        let minute = 60_000;
        assert_eq!(expected(2, &[0, minute, 2 * minute], 3 * minute), Some(120));
        assert_eq!(expected(2, &[0, minute], 3 * minute), None, "too little is known");
        assert_eq!(expected(1, &[0, 1, 2], 200 * minute), None, "too long ago");
    }
}
