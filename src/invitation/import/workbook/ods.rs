//! Workbooks of `LibreOffice` (`OpenDocument` 1.3, part 3). A cell or row can say that it is
//! repeated billions of times, so they are counted while they are read.

use std::{collections::HashSet, io::Read};

use quick_xml::{
    XmlVersion,
    events::{BytesRef, BytesStart, Event},
    reader::Reader,
};

use super::{
    super::{
        Refusal,
        mailbox::LONGEST_CELL,
        table::{Budget, COLUMNS, Table},
    },
    SHEETS, UNPACKED, archive, damaged,
    rows::Rows,
};

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let mut archive = archive::open(bytes)?;
    let mut text = String::new();
    let content = archive.by_name("content.xml").map_err(|_| damaged())?;
    content.take(UNPACKED).read_to_string(&mut text).map_err(|_| damaged())?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut sheets = Sheets::default();
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => sheets.begin(&element),
            Event::End(element) => sheets.end(element.name().0)?,
            Event::Text(text) => sheets.cell.push(&text.xml10_content()),
            Event::CData(text) => sheets.cell.push(&text.xml10_content()),
            Event::GeneralRef(reference) => sheets.cell.push(&resolved(&reference)),
            Event::Eof => return Ok(sheets.tables),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Sheets {
    tables: Vec<Table>,
    /// The current style, and the styles of hidden tables.
    style: String,
    hidden: HashSet<String>,
    budget: Budget,
    name: String,
    is_hidden: bool,
    rows: Rows,
    /// The current row, how often it is repeated, and its cells so far.
    row: u32,
    row_repeats: u32,
    row_is_hidden: bool,
    cells: Vec<(usize, String)>,
    /// The first and the last cell of each vertical merge.
    merged: Vec<((u32, u32), (u32, u32))>,
    column: usize,
    cell: Cell,
}

/// The text of a cell as shown.
#[derive(Default)]
struct Cell {
    text: String,
    link: Option<String>,
    repeats: usize,
    /// How many rows and columns it covers.
    spans: (u32, u32),
    /// The depth of paragraphs and comments.
    paragraphs: usize,
    comments: usize,
}

impl Cell {
    fn push(&mut self, text: &str) {
        if self.paragraphs > 0 && self.comments == 0 && self.text.len() < LONGEST_CELL {
            self.text.extend(text.chars().take(LONGEST_CELL));
        }
    }
}

impl Sheets {
    fn begin(&mut self, element: &BytesStart<'_>) {
        let value = |name: &str| attribute(element, name);
        let repeats =
            |name: &str| value(name).and_then(|count| count.parse::<u32>().ok()).unwrap_or(1);
        match element.name().0 {
            "style:style" => self.style = value("style:name").unwrap_or_default(),
            "style:table-properties" if value("table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table:table" => {
                self.name = value("table:name").unwrap_or_default();
                self.is_hidden =
                    value("table:style-name").is_some_and(|style| self.hidden.contains(&style));
                (self.rows, self.row) = (Rows::default(), 0);
                self.merged.clear();
            }
            "table:table-row" => {
                self.row_repeats = repeats("table:number-rows-repeated");
                self.row_is_hidden =
                    value("table:visibility").is_some_and(|state| state != "visible");
                self.cells.clear();
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let count = repeats("table:number-columns-repeated");
                let spans =
                    (repeats("table:number-rows-spanned"), repeats("table:number-columns-spanned"));
                self.cell = Cell {
                    repeats: usize::try_from(count).unwrap_or(usize::MAX),
                    spans,
                    ..Cell::default()
                };
            }
            "office:annotation" => self.cell.comments += 1,
            "text:p" => {
                self.cell.paragraphs += 1;
                if !self.cell.text.is_empty() {
                    self.cell.push("\n");
                }
            }
            "text:s" => self.cell.push(" "),
            "text:tab" => self.cell.push("\t"),
            "text:line-break" => self.cell.push("\n"),
            "text:a" => {
                let link = value("xlink:href")
                    .filter(|link| link.to_ascii_lowercase().starts_with("mailto:"));
                self.cell.link = self.cell.link.take().or(link);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "text:p" => self.cell.paragraphs = self.cell.paragraphs.saturating_sub(1),
            "office:annotation" => self.cell.comments = self.cell.comments.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row()?,
            "table:table" if self.tables.len() < SHEETS => {
                let mut rows = std::mem::take(&mut self.rows);
                for (start, end) in self.merged.drain(..) {
                    rows.merge(&mut self.budget, start, end)?;
                }
                self.tables.push(rows.into_table(std::mem::take(&mut self.name), self.is_hidden));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let text = cell
            .link
            .filter(|_| !cell.text.is_empty() && !cell.text.contains('@'))
            .unwrap_or(cell.text);
        let end = self.column.saturating_add(cell.repeats).min(COLUMNS);
        if let ((2.., columns), Ok(column)) = (cell.spans, u32::try_from(self.column)) {
            let bottom = self.row.saturating_add(cell.spans.0 - 1);
            self.merged.push((
                (self.row, column),
                (bottom, column.saturating_add(columns.saturating_sub(1))),
            ));
        }
        if !text.is_empty() {
            self.cells.extend((self.column..end).map(|column| (column, text.clone())));
        }
        self.column = end;
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        let next = self.row.saturating_add(self.row_repeats);
        if !self.cells.is_empty() {
            let rows = usize::try_from(self.row_repeats).unwrap_or(usize::MAX);
            self.budget.allows(rows, self.cells.len())?;
            for row in self.row..next {
                if self.row_is_hidden {
                    self.rows.hide(row);
                }
                for (column, text) in &self.cells {
                    self.rows.put(&mut self.budget, row, *column, text.clone())?;
                }
            }
        }
        self.row = next;
        self.cells.clear();
        Ok(())
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn resolved(reference: &BytesRef<'_>) -> String {
    match (reference.resolve_char_ref(), reference.xml10_content().as_ref()) {
        (Ok(Some(sign)), _) => sign.to_string(),
        (_, "amp") => "&".to_owned(),
        (_, "lt") => "<".to_owned(),
        (_, "gt") => ">".to_owned(),
        (_, "quot") => "\"".to_owned(),
        (_, "apos") => "'".to_owned(),
        _ => String::new(),
    }
}
