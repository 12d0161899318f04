//! Which kind of file it is, by its bytes: names of files say little of that.

use super::{Refusal, refusal::SAVE, workbook};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Xlsx,
    Xls,
    Ods,
}

/// The kind of a file.
///
/// # Errors
///
/// Files of other kinds, each with what it is and what to do.
pub fn recognise(bytes: &[u8]) -> Result<Kind, Refusal> {
    match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => workbook::compound_kind(bytes),
        [b'P', b'K', 3 | 5 | 7, ..] => workbook::archive_kind(bytes),
        // The first record of workbooks before Excel 5.
        [9, 0 | 2 | 4, 4 | 6, 0, ..] => Err(Refusal::kind("a workbook of a very old version of Excel", SAVE)),
        _ => by_beginning(bytes),
    }
}

/// Beginnings of files that hold no list, in lower case, with what they are.
const OTHERS: [(&[u8], &str); 24] = [
    (b"%pdf", "a PDF"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<head", "a web page (HTML)"),
    (b"<body", "a web page (HTML)"),
    (b"<table", "a web page (HTML)"),
    (b"<div", "a web page (HTML)"),
    (b"<meta", "a web page (HTML)"),
    (b"<style", "a web page (HTML)"),
    (b"<script", "a web page (HTML)"),
    (b"<!--", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"<workbook", "an XML file"),
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

fn by_beginning(bytes: &[u8]) -> Result<Kind, Refusal> {
    // Enough for the longest beginning after some spaces, in either order of UTF-16.
    let head = bytes.get(..512).unwrap_or(bytes);
    let visible = |byte: &u8| !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe);
    let plain: Vec<u8> = head.iter().filter(|byte| visible(byte)).map(u8::to_ascii_lowercase).collect();
    let plain = plain.trim_ascii_start();
    let plain = if plain.first() == Some(&0xff) && plain.get(1) != Some(&0xd8) {
        plain.get(1..).unwrap_or(plain)
    } else {
        plain
    };
    match OTHERS.iter().find(|(beginning, _)| plain.trim_ascii_start().starts_with(beginning)) {
        Some((_, what)) => Err(Refusal::kind(what, SAVE)),
        None => Ok(Kind::Text),
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
        for text in ["Email\na@b.example", "<a@b.example>\n", "sep=;\nEmail", "\u{feff}Name;Email"] {
            assert_eq!(recognise(text.as_bytes()), Ok(Kind::Text), "{text:?}");
        }
    }
}
