//! The text of a part, whatever its encoding and character set.

use mail_parser::decoders;

/// CR LF and a single CR become LF. Several CRs before an LF are one line end: some systems
/// translate line ends twice.
pub fn with_plain_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut returns = 0;
    for &byte in bytes {
        match byte {
            b'\r' => returns += 1,
            b'\n' => {
                plain.push(b'\n');
                returns = 0;
            }
            byte => {
                plain.extend(std::iter::repeat_n(b'\n', std::mem::take(&mut returns)));
                plain.push(byte);
            }
        }
    }
    plain.extend(std::iter::repeat_n(b'\n', returns));
    plain
}

/// The body of a part without its transfer encoding (RFC 2045, section 6).
pub fn decoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    let decoded = match encoding {
        "base64" => decoders::base64::base64_decode(body),
        "quoted-printable" => decoders::quoted_printable::quoted_printable_decode(body),
        _ => None,
    };
    // A part that claims to be encoded but is not is used unchanged.
    decoded.filter(|bytes| !bytes.is_empty()).map_or_else(|| body.to_vec(), with_plain_line_ends_of)
}

/// Encoded texts have line ends of their own. UTF-16 is left as it is until it has been decoded.
fn with_plain_line_ends_of(bytes: Vec<u8>) -> Vec<u8> {
    if bytes.contains(&0) { bytes } else { with_plain_line_ends(&bytes) }
}

/// The text of some bytes. Parts that name no character set may still be in UTF-16 or Latin-1.
pub fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.filter(|charset| {
        !charset.eq_ignore_ascii_case("utf-8") && !charset.eq_ignore_ascii_case("us-ascii")
    });
    let decoder = named.and_then(|charset| {
        decoders::charsets::map::charset_decoder(charset.to_ascii_lowercase().as_bytes())
    });
    let text = match (decoder, utf_16(bytes)) {
        (_, Some(text)) => text,
        (Some(decode), None) => decode(bytes),
        (None, None) => std::str::from_utf8(bytes)
            .map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned),
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text of bytes in UTF-16; in these reports every other byte is zero.
fn utf_16(bytes: &[u8]) -> Option<String> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even.max(odd) * 3 < bytes.len() || bytes.is_empty() {
        return None;
    }
    let join = if even > odd { u16::from_be_bytes } else { u16::from_le_bytes };
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(join);
    let text: String =
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(text.trim_start_matches('\u{feff}').to_owned())
}
