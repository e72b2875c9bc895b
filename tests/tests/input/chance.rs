//! Chance that can be repeated, and what it does to bytes.

/// A stream of numbers (SplitMix64): the same seed, the same stream.
pub struct Chance(u64);

impl Chance {
    /// The stream of one case of a run.
    pub fn new(seed: u64, case: u64) -> Chance {
        let mut chance = Chance(seed ^ case.wrapping_mul(0xd6e8_feb8_6659_fd93));
        chance.next();
        chance
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`; 0 if there is nothing less.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A part of the bytes, mostly a small one.
    fn span(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = if self.one_in(4) { length - start } else { (length - start).min(24) };
        start..start + self.below(most + 1)
    }

    /// Damages bytes a few times: bits flipped, parts lost, doubled, moved in from elsewhere, or replaced by words that
    /// mean something to the reader.
    pub fn damage(&mut self, bytes: &mut Vec<u8>, words: &[&str], others: &[Vec<u8>]) {
        for _ in 0..1 + self.below(4) {
            let span = self.span(bytes.len());
            match self.below(8) {
                0 if !bytes.is_empty() => {
                    let at = self.below(bytes.len());
                    bytes[at] ^= 1 << self.below(8);
                }
                1 => bytes.truncate(span.start),
                2 => drop(bytes.drain(span)),
                3 => {
                    let again = bytes[span.clone()].to_vec();
                    bytes.splice(span.end..span.end, again);
                }
                4 if !others.is_empty() => {
                    let other = self.of(others);
                    let part = self.span(other.len());
                    bytes.splice(span, other[part].iter().copied());
                }
                5 => {
                    let noise: Vec<u8> = (0..self.below(9)).map(|_| self.next() as u8).collect();
                    bytes.splice(span, noise);
                }
                _ => self.replace_word(bytes, words),
            }
        }
    }

    /// Puts one of these words in the place of something between two ends of words.
    fn replace_word(&mut self, bytes: &mut Vec<u8>, words: &[&str]) {
        let is_end = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte));
        let start = self.below(bytes.len() + 1);
        let start = start + bytes[start..].iter().position(is_end).map_or(0, |end| end + 1);
        let end = start + bytes[start..].iter().position(is_end).unwrap_or(bytes.len() - start);
        let word = *self.of(words);
        // Seldom the same word a thousand times: deep nesting, long lists.
        let times = if self.one_in(50) { 1 << self.below(13) } else { 1 };
        bytes.splice(start..end, word.repeat(times).into_bytes());
    }
}
