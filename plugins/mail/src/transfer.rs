//! Content-Transfer-Encoding: the two that matter and the many ways to misspell them.

use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// Bytes as they were before they were wrapped for the journey.
pub fn decode(bytes: &[u8], encoding: &str) -> Vec<u8> {
    let name: String = encoding.chars().filter(char::is_ascii_alphanumeric).collect();
    match name.to_ascii_lowercase().as_str() {
        "base64" => base64(bytes),
        "quotedprintable" => quoted_printable_decode(bytes).unwrap_or_else(|| quoted_printable(bytes)),
        "xuuencode" | "uuencode" | "xuue" | "uue" => uuencode(bytes).unwrap_or_else(|| bytes.to_vec()),
        _ => bytes.to_vec(),
    }
}

/// Reads over everything that is not of the alphabet: line ends, advertisements, a missing `=`.
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0u32);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Padding ends a group; what follows begins anew, as when two are glued together.
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

/// An `=` that encodes nothing stands for itself.
pub fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        if *first != b'=' {
            out.push(*first);
            rest = after;
            continue;
        }
        match after {
            [high, low, tail @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                out.push(hex(*high).unwrap_or_default() << 4 | hex(*low).unwrap_or_default());
                rest = tail;
            }
            [b'\r', b'\n', tail @ ..] | [b'\n', tail @ ..] => rest = tail,
            [] => break,
            _ => {
                out.push(b'=');
                rest = after;
            }
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// None if it is none.
fn uuencode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.find(|line| line.starts_with(b"begin "))?;
    let mut out = Vec::new();
    for line in lines {
        let Some((length, data)) = line.split_first() else { break };
        if line == b"end" || *length == b'`' {
            break;
        }
        let mut decoded = Vec::new();
        for group in data.chunks(4) {
            let six = |at: usize| u32::from(group.get(at).map_or(0, |byte| byte.wrapping_sub(32) & 63));
            let word = six(0) << 18 | six(1) << 12 | six(2) << 6 | six(3);
            decoded.extend([(word >> 16) as u8, (word >> 8) as u8, word as u8]);
        }
        decoded.truncate(usize::from(length.wrapping_sub(32) & 63));
        out.extend(decoded);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known_however_they_are_spelt() {
        for spelt in ["quoted-printable", "Quoted-Printable;", "quoted printable", " QUOTED-PRINTABLE"] {
            assert_eq!(decode(b"Gr=C3=B6=\r\n=C3=9Fe", spelt), "Größe".as_bytes(), "{spelt}");
        }
        assert_eq!(decode(b"SGVs\r\nbG8", "BASE64"), b"Hello");
        for spelt in ["", "8bits", "plain", "7bit;", "binary"] {
            assert_eq!(decode(b"a=41", spelt), b"a=41", "{spelt}");
        }
    }

    #[test]
    fn damaged_encodings_give_what_can_be_read() {
        assert_eq!(base64(b"SGVsbG8=\r\n*\r\nSGVsbG8="), b"HelloHello");
        assert_eq!(quoted_printable(b"100% = all =ZZ =41="), b"100% = all =ZZ A");
    }

    #[test]
    fn uuencode_is_read() {
        assert_eq!(decode(b"begin 644 a.txt\n%2&5L;&\\\n`\nend\n", "x-uuencode"), b"Hello");
    }
}
