use std::io::{Cursor, Read};

use super::*;

fn word(rows: usize) -> Word {
    Word {
        title: "Fife & \"Forth\" <2020>".to_owned(),
        orientation: Orientation::Landscape,
        blocks: vec![
            Block::heading(Level::One, "Grades & more"),
            Block::paragraph("One\u{b}two\u{ffff}\u{202e}."),
            Block::Table(Grid {
                caption: "Grades".to_owned(),
                header: ["Area", "1.1 Safety", "2.1 Impact"].map(str::to_owned).into(),
                widths: vec![2, 1, 1],
                rows: (0..rows)
                    .map(|n| vec![format!("Area {n}"), "=1+1".to_owned(), String::new()])
                    .collect(),
            }),
        ],
        made_at: DateTime::from_timestamp(1_782_921_600, 0).expect("a time"),
    }
}

/// The parts of the package, each of which must be well-formed XML.
fn parts(word: &Word) -> Vec<(String, String)> {
    let bytes = word.write().expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|place| {
            let mut part = archive.by_index(place).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            let name = part.name().expect("a name").into_owned();
            let mut reader = quick_xml::Reader::from_str(&text);
            reader.config_mut().check_end_names = true;
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{name}: {error}"),
                }
            }
            (name, text)
        })
        .collect()
}

fn part(word: &Word, name: &str) -> String {
    parts(word).into_iter().find(|(part, _)| part == name).expect("the part").1
}

#[test]
fn every_part_that_is_referred_to_is_there() {
    let all = parts(&word(2));
    let (first, types) = &all[0];
    assert_eq!(first, "[Content_Types].xml", "readers expect it first");
    for rest in types.split("PartName=\"/").skip(1) {
        let name = rest.split('"').next().expect("a name");
        assert!(all.iter().any(|(part, _)| part == name), "{name}");
    }
}

#[test]
fn the_header_row_repeats_and_alone_is_one() {
    let document = part(&word(40), "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), 1);
    assert_eq!(document.matches("<w:tr>").count(), 41);
    assert_eq!(document.matches("<w:tc>").count(), 41 * 3);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    let header = document.split("</w:tr>").next().expect("a row");
    assert!(header.contains("<w:tblHeader/>") && header.contains("2.1 Impact"), "{header}");
    assert!(document.contains("w:orient=\"landscape\""));
    assert!(document.contains("w:val=\"Heading1\""));
}

#[test]
fn the_language_and_the_title_are_those_of_the_document() {
    let word = word(1);
    let properties = part(&word, "docProps/core.xml");
    assert!(
        properties.contains("<dc:title>Fife &amp; &quot;Forth&quot; &lt;2020&gt;</dc:title>"),
        "{properties}"
    );
    assert!(properties.contains("<dc:language>en-GB</dc:language>"), "{properties}");
    assert!(properties.contains(">2026-07-01T16:00:00Z<"), "{properties}");
    assert!(part(&word, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn every_style_that_is_used_is_defined() {
    let word = word(1);
    let (document, styles) = (part(&word, "word/document.xml"), part(&word, "word/styles.xml"));
    let footer = part(&word, "word/footer.xml");
    for rest in [document, footer].iter().flat_map(|text| text.split("Style w:val=\"").skip(1)) {
        let style = rest.split('"').next().expect("a name");
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

#[test]
fn several_tables_are_numbered_and_one_is_not() {
    let mut word = word(1);
    assert!(!part(&word, "word/document.xml").contains("SEQ Table"));
    word.blocks.extend(word.blocks.clone());
    assert_eq!(part(&word, "word/document.xml").matches("SEQ Table").count(), 2);
}

#[test]
fn no_text_breaks_the_document() {
    let document = part(&word(1), "word/document.xml");
    assert!(document.contains(">One two.<"), "{document}");
    assert!(document.contains("Fife &amp; &quot;Forth&quot; &lt;2020&gt;"), "{document}");
}
