//! Detects the kind of a file from its bytes, because its name is often wrong.

use super::{Refusal, file_kind::FileKind, refusal::SAVE, workbook};

/// The kind of a file.
///
/// # Errors
///
/// Files of other kinds, each with its name and what to do.
pub fn recognise(bytes: &[u8]) -> Result<FileKind, Refusal> {
    match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => workbook::compound_kind(bytes),
        [b'P', b'K', 3 | 5 | 7, ..] => workbook::archive_kind(bytes),
        // The first record of workbooks before Excel 5.
        [9, 0 | 2 | 4, 4 | 6, 0, ..] => {
            Err(Refusal::kind("a workbook of a very old version of Excel", SAVE))
        }
        _ => by_beginning(bytes),
    }
}

/// Prefixes of other kinds of file, in lower case.
const OTHERS: [(&[u8], &str); 15] = [
    (b"%pdf", "a PDF"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<!--", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"mime-version:", "a web page saved as one file (MHT)"),
    (b"from: <saved by", "a web page saved as one file (MHT)"),
    (b"{\\rtf", "a text with formatting (RTF)"),
    (b"begin:vcard", "an address book (vCard)"),
    (b"bplist", "a property list"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"gif8", "a picture"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"rar!", "a compressed file (RAR)"),
];

/// Elements that other files begin with.
const ELEMENTS: [(&[u8], &str); 9] = [
    (b"html", "a web page (HTML)"),
    (b"head", "a web page (HTML)"),
    (b"body", "a web page (HTML)"),
    (b"table", "a web page (HTML)"),
    (b"div", "a web page (HTML)"),
    (b"meta", "a web page (HTML)"),
    (b"style", "a web page (HTML)"),
    (b"script", "a web page (HTML)"),
    (b"workbook", "an XML file"),
];

/// The kind of a file that begins with an element. `<head.teacher@school.example>` is an address.
fn by_element(text: &[u8]) -> Option<&'static str> {
    let tag = text.strip_prefix(b"<")?;
    let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let (name, after) = tag.split_at_checked(end)?;
    let ends = matches!(after.first()?, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n');
    ELEMENTS.iter().find(|(element, _)| ends && *element == name).map(|(_, what)| *what)
}

fn by_beginning(bytes: &[u8]) -> Result<FileKind, Refusal> {
    // Enough for the longest prefix after some spaces, in either UTF-16 order.
    let head = bytes.get(..512).unwrap_or(bytes);
    let visible = |byte: &u8| !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe);
    let plain: Vec<u8> =
        head.iter().filter(|byte| visible(byte)).map(u8::to_ascii_lowercase).collect();
    let plain = plain.trim_ascii_start();
    let plain = if plain.first() == Some(&0xff) && plain.get(1) != Some(&0xd8) {
        plain.get(1..).unwrap_or(plain)
    } else {
        plain
    };
    let plain = plain.trim_ascii_start();
    let other =
        OTHERS.iter().find(|(beginning, _)| plain.starts_with(beginning)).map(|(_, what)| *what);
    match other.or_else(|| by_element(plain)) {
        Some(what) => Err(Refusal::kind(what, SAVE)),
        None => Ok(FileKind::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_kinds_are_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n"[..], "a PDF"),
            (b"\r\n <HTML xmlns:x=\"urn\"><table>", "a web page (HTML)"),
            (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page (HTML)"),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "a web page (HTML)"),
            (b"MIME-Version: 1.0\r\n", "a web page saved as one file (MHT)"),
            (b"{\\rtf1\\ansi", "a text with formatting (RTF)"),
            (b"\xff\xd8\xff\xe0", "a picture"),
        ] {
            let refused = recognise(bytes).expect_err(what).to_string();
            assert!(refused.contains(what) && refused.contains("save it as"), "{refused}");
        }
        for text in [
            "Email\na@b.example",
            "<a@b.example>\n",
            "<divya@b.example>\n",
            "<head.teacher@school.example>\n",
            "sep=;\nEmail",
            "\u{feff}Name;Email",
        ] {
            assert_eq!(recognise(text.as_bytes()), Ok(FileKind::Text), "{text:?}");
        }
    }
}
