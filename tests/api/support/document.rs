//! Office documents as tests read them.

use std::io::{Cursor, Read};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// What a document for word processors says.
#[derive(Debug, Default)]
pub struct Document {
    /// The style and the text of each paragraph outside of tables.
    pub paragraphs: Vec<(String, String)>,
    /// The caption of each table, and its rows without the header.
    pub tables: Vec<(String, Vec<Vec<String>>)>,
}

/// The parts of a package, each of which must be well-formed XML.
pub fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let names: Vec<String> = (0..package.len())
        .map(|place| package.by_index(place).unwrap().name().unwrap().into_owned())
        .collect();
    let read = |name: String| {
        let mut text = String::new();
        package.by_name(&name).unwrap().read_to_string(&mut text).expect("UTF-8");
        let mut reader = Reader::from_str(&text);
        while reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) != Event::Eof {}
        (name, text)
    };
    names.into_iter().map(read).collect()
}

impl Document {
    pub fn read(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let (_, text) = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
        let mut document = Self::default();
        let (mut style, mut words) = (String::new(), String::new());
        let (mut in_table, mut in_text) = (false, false);
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return document,
                Event::Start(tag) => match tag.name().as_ref() {
                    "w:tbl" => (in_table, rows) = (true, Vec::new()),
                    "w:tr" => rows.push(Vec::new()),
                    "w:tc" | "w:p" => words.clear(),
                    "w:t" => in_text = true,
                    _ => {}
                },
                Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => style = value(&tag),
                Event::Text(text) if in_text => words.push_str(&text.xml10_content()),
                Event::GeneralRef(name) if in_text => {
                    words.push_str(match name.xml10_content().as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        other => panic!("&{other};"),
                    });
                }
                Event::End(tag) => match tag.name().as_ref() {
                    "w:t" => in_text = false,
                    "w:tc" => rows.last_mut().unwrap().push(words.clone()),
                    "w:tbl" => {
                        in_table = false;
                        let caption = document.paragraphs.last().unwrap().1.clone();
                        document.tables.push((caption, rows.drain(1..).collect()));
                    }
                    "w:p" if !in_table => document.paragraphs.push((style.clone(), words.clone())),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// The texts of paragraphs in a style.
    pub fn of_style(&self, style: &str) -> Vec<&str> {
        let own = self.paragraphs.iter().filter(|(own, _)| own == style);
        own.map(|(_, text)| text.as_str()).collect()
    }

    /// The rows of all tables whose captions hold these words, sorted.
    pub fn rows(&self, words: &str) -> Vec<Vec<String>> {
        let own = self.tables.iter().filter(|(caption, _)| caption.contains(words));
        let mut rows: Vec<Vec<String>> = own.flat_map(|(_, rows)| rows.clone()).collect();
        rows.sort();
        rows
    }
}

fn value(tag: &BytesStart<'_>) -> String {
    let attribute = tag.try_get_attribute("w:val").unwrap().unwrap();
    attribute.value.into_owned()
}
