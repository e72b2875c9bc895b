//! Texts that are nobody's, with the shape of real ones: eight alphabets, few words that come often and many that come
//! once, short messages and a long tail of long ones.

/// A sequence that is the same in every run.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// splitmix64 (Steele, Lea and Flood, 2014).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 up to, not including, 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Bytes of a message: half of them below 420, one of a hundred above 5,400.
    pub fn length(&mut self) -> usize {
        let normal: f64 = (0..12).map(|_| self.part()).sum::<f64>() - 6.0;
        (420.0 * (1.1 * normal).exp()).clamp(12.0, 60_000.0) as usize
    }
}

/// Beginnings and ends of syllables.
const ALPHABETS: [(&str, [&str; 10], [&str; 10]); 8] = [
    (
        "en",
        ["th", "w", "st", "br", "l", "m", "cl", "s", "r", "t"],
        ["e", "ing", "ou", "a", "er", "oo", "ay", "ion", "i", "ed"],
    ),
    (
        "de",
        ["sch", "g", "k", "br", "tr", "v", "w", "m", "z", "st"],
        ["e", "en", "ung", "ä", "ü", "ei", "au", "er", "ich", "o"],
    ),
    (
        "fr",
        ["qu", "p", "ch", "v", "r", "m", "tr", "l", "d", "s"],
        ["é", "ai", "eau", "ou", "on", "e", "ie", "ent", "è", "a"],
    ),
    (
        "es",
        ["ll", "p", "c", "r", "b", "t", "m", "ñ", "d", "s"],
        ["o", "a", "ía", "ción", "e", "ar", "os", "es", "ó", "ue"],
    ),
    (
        "sl",
        ["č", "pr", "v", "k", "š", "st", "n", "z", "d", "l"],
        ["a", "i", "e", "ov", "ica", "anj", "o", "ej", "em", "u"],
    ),
    (
        "pl",
        ["sz", "cz", "p", "w", "k", "ł", "z", "prz", "d", "m"],
        ["ę", "ą", "y", "ie", "owa", "o", "ać", "ni", "a", "ów"],
    ),
    (
        "uk",
        ["к", "пр", "в", "ш", "ст", "н", "м", "з", "т", "л"],
        ["а", "о", "ення", "и", "ть", "ий", "е", "ува", "і", "я"],
    ),
    (
        "ja",
        ["修", "理", "注", "文", "電", "話", "自", "転", "車", "部"],
        ["を", "に", "の", "品", "が", "ます", "した", "は", "い", "で"],
    ),
];

/// Words of a language.
const WORDS: usize = 4_000;

pub struct Words(Vec<Vec<String>>);

impl Words {
    pub const LANGUAGES: usize = ALPHABETS.len();

    pub fn new() -> Words {
        let mut chance = Chance::new(8);
        let words = ALPHABETS.map(|(_, begin, end)| {
            let mut word = |_| {
                let syllables = 1 + chance.below(4);
                (0..syllables)
                    .map(|_| [begin[chance.below(10)], end[chance.below(10)]].concat())
                    .collect::<String>()
            };
            (0..WORDS).map(&mut word).collect()
        });
        Words(words.into())
    }

    pub fn name(language: usize) -> &'static str {
        ALPHABETS[language].0
    }

    /// About so many bytes; paragraphs end with `line`.
    pub fn text(&self, language: usize, bytes: usize, line: &str, chance: &mut Chance, to: &mut String) {
        let words = &self.0[language];
        let end = to.len() + bytes;
        let mut left = 0;
        while to.len() < end {
            // Word k comes about 1/k times as often as the first (Zipf).
            let word = (WORDS as f64).powf(chance.part()) as usize - 1;
            to.push_str(&words[word.min(WORDS - 1)]);
            left = match left {
                0 => 4 + chance.below(14),
                1 => {
                    to.push('.');
                    if chance.below(4) == 0 {
                        to.push_str(line);
                        to.push_str(line);
                    }
                    0
                }
                more => more - 1,
            };
            to.push(' ');
        }
    }
}
