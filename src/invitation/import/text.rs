use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Refusal, refusal::SAVE};

/// How many bytes decide whether text without a byte order mark is UTF-16.
const LOOKED_AT: usize = 4096;

/// The text of a file and the name of its encoding.
///
/// # Errors
///
/// Files that hold no text.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), Refusal> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None => unmarked(bytes),
    };
    let (text, _, malformed) = encoding.decode(bytes);
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace() && *c != '\0').count();
    if odd > 8 && odd * 50 > text.chars().count()
        || malformed && encoding != UTF_8 && encoding.name().starts_with("UTF")
    {
        return Err(Refusal::file(format!("This file is neither text nor a workbook. {SAVE}")));
    }
    // Some exports pad a file, or each cell, with zeros; the control character ends old files.
    let text = if text.contains(['\0', '\u{1a}']) {
        text.replace(['\0', '\u{1a}'], "")
    } else {
        text.into_owned()
    };
    Ok((text, in_words(encoding)))
}

fn unmarked(bytes: &[u8]) -> &'static Encoding {
    if let Some(utf_16) = utf_16(bytes) {
        return utf_16;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // In multi-byte encodings, a byte like @ may be half of another letter, so a wrong guess would
    // lose it.
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

/// Lists are mostly plain letters, which UTF-16 writes with a zero on one side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let pairs = head.len() / 2;
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = |many: usize, few: usize| pairs > 1 && many * 2 > pairs && few * 10 < pairs;
    if most(second, first) {
        Some(UTF_16LE)
    } else if most(first, second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn in_words(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-16LE" | "UTF-16BE" => "UTF-16",
        "windows-1252" => "Windows-1252",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_are_recognised_with_and_without_a_mark() {
        let text = "Name,Email\r\nMàiri O’Neill,a1@council.example\r\n";
        let wide = |swap: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
            (marked(b"\xff\xfe", wide(false)), "UTF-16"),
            (marked(b"\xfe\xff", wide(true)), "UTF-16"),
            (wide(false), "UTF-16"),
            (wide(true), "UTF-16"),
            (WINDOWS_1252.encode(text).0.into_owned(), "Windows-1252"),
        ] {
            assert_eq!(decode(&bytes), Ok((text.to_owned(), name)));
        }
    }

    #[test]
    fn zeros_are_dropped_and_other_bytes_refused() {
        assert_eq!(
            decode(b"a@b.example\n\0\0\0\x1a").map(|(text, _)| text),
            Ok("a@b.example\n".to_owned())
        );
        let noise: Vec<u8> = (0..4_000_u32).map(|n| (n * 37 % 251 % 31) as u8).collect();
        assert!(decode(&noise).is_err());
    }
}
