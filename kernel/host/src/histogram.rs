//! How long things took: many numbers in little room, noted without a lock, and quantiles of them.

use std::array;
use std::sync::atomic::{AtomicU32, Ordering};

/// Each power of two is divided into so many parts, so a number is known to within a 64th of itself.
const PARTS: usize = 32;

/// Powers of two above the numbers below [`PARTS`], which have a place each: in microseconds, 134 seconds.
const POWERS: usize = 22;

const PLACES: usize = PARTS * (POWERS + 1);

/// Counts of numbers, the greater the wider the place. What is greater than the last place holds counts there.
pub(crate) struct Histogram {
    counts: Box<[AtomicU32; PLACES]>,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram { counts: Box::new(array::from_fn(|_| AtomicU32::new(0))) }
    }
}

/// The place of a number.
fn place(number: u64) -> usize {
    let bits = 64 - number.leading_zeros() as usize;
    let power = bits.saturating_sub(PARTS.ilog2() as usize + 1);
    // The leading bit and the five that follow it.
    let part = (number >> power) as usize;
    (power * PARTS + part).min(PLACES - 1)
}

/// The number in the middle of a place.
fn middle(place: usize) -> u64 {
    if place < 2 * PARTS {
        return place as u64;
    }
    let power = place / PARTS - 1;
    let least = ((place % PARTS + PARTS) as u64) << power;
    least + (1 << power) / 2
}

impl Histogram {
    /// One more number.
    pub fn note(&self, number: u64) {
        self.counts[place(number)].fetch_add(1, Ordering::Relaxed);
    }

    /// The numbers below which these parts of all numbers are, from 0 to 1 and ascending: each at most 2 % beside the
    /// truth. Zero if there are none.
    pub fn quantiles<const N: usize>(&self, parts: [f64; N]) -> [u64; N] {
        of(&self.counts.each_ref().map(|count| count.load(Ordering::Relaxed)), parts)
    }

    /// The same, and begins anew.
    pub fn take<const N: usize>(&self, parts: [f64; N]) -> [u64; N] {
        of(&self.counts.each_ref().map(|count| count.swap(0, Ordering::Relaxed)), parts)
    }
}

fn of<const N: usize>(counts: &[u32; PLACES], parts: [f64; N]) -> [u64; N] {
    let all: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let (mut place, mut before) = (0, 0);
    parts.map(|part| {
        let wanted = ((part * all as f64).ceil() as u64).clamp(1, all.max(1));
        while place < PLACES && before + u64::from(counts[place]) < wanted {
            before += u64::from(counts[place]);
            place += 1;
        }
        if place < PLACES { middle(place) } else { 0 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_within_two_in_a_hundred_of_the_exact_ones() {
        let mut state = 1u64;
        let mut chance = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        for spread in [1, 40, 1_000, 100_000, 50_000_000] {
            for count in [1, 2, 10, 999, 20_000] {
                let histogram = Histogram::default();
                // Many small ones and few large ones, as times are.
                let mut numbers: Vec<u64> =
                    (0..count).map(|_| chance() % spread * (chance() % spread) / spread).collect();
                numbers.iter().for_each(|number| histogram.note(*number));
                numbers.sort_unstable();
                let parts = [0.0, 0.5, 0.9, 0.99, 1.0];
                for (part, found) in parts.iter().zip(histogram.quantiles(parts)) {
                    let rank = ((part * count as f64).ceil() as usize).clamp(1, count);
                    let exact = numbers[rank - 1];
                    let off = found.abs_diff(exact) as f64;
                    assert!(
                        off <= exact as f64 * 0.02,
                        "{part} of {count} below {spread}: {found}, not {exact}"
                    );
                }
            }
        }
    }

    #[test]
    fn each_number_is_in_the_place_whose_middle_is_near_and_places_ascend() {
        for number in (0..5_000).chain((0..26).map(|power| (1 << power) + 1)) {
            let near = middle(place(number));
            assert!(near.abs_diff(number) * 64 <= number, "{number} became {near}");
        }
        assert!((1..PLACES).all(|place| middle(place) > middle(place - 1)));
        assert_eq!(place(u64::MAX), PLACES - 1);
    }

    #[test]
    fn what_was_taken_is_gone_and_of_nothing_there_is_nothing() {
        let histogram = Histogram::default();
        assert_eq!(histogram.quantiles([0.5, 0.99]), [0, 0]);
        histogram.note(7);
        assert_eq!(histogram.take([0.5, 0.99]), [7, 7]);
        assert_eq!(histogram.take([0.5]), [0]);
    }
}
