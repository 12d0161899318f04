//! Lists as text: rows on lines, cells between separators, quotes around cells as in RFC 4180.

use super::{
    Refusal,
    mailbox::likenesses,
    table::{Budget, Row, within_columns},
};

/// The state of a cell while it is read.
enum State {
    /// Only spaces so far.
    Start,
    /// Not quoted, or its quote has closed. Another quote in it is plain text.
    Plain,
    /// Quoted, and its quote has not closed.
    Quoted,
}

#[derive(Default)]
struct Splitter {
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    /// The current line, and the one on which the row began.
    line: u64,
    begun: u64,
    /// The line on which the quote around the cell opened.
    opened: Option<u64>,
    /// The length of the cell when that quote closed, in bytes.
    closed: usize,
    budget: Budget,
}

/// The non-empty rows of a text.
///
/// # Errors
///
/// A quote that does not close before another row is read into its cell, or at all, and texts
/// beyond the limits. Such a cell would swallow rows unnoticed.
pub fn split(text: &str, separator: char) -> Result<Vec<Row>, Refusal> {
    rows(text, separator, true)
}

/// The rows of a text in which no cell contains a line break. A quote that does not close then
/// swallows nothing.
pub fn split_lines(text: &str, separator: char) -> Result<Vec<Row>, Refusal> {
    rows(text, separator, false)
}

fn rows(text: &str, separator: char, over_lines: bool) -> Result<Vec<Row>, Refusal> {
    let mut splitter = Splitter { line: 1, begun: 1, ..Splitter::default() };
    let mut state = State::Start;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // One line break, whether written as CR, LF or both.
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        let breaks = matches!(c, '\n' | '\r');
        state = match state {
            State::Quoted if c == '"' => {
                if chars.next_if_eq(&'"').is_some() {
                    splitter.cell.push('"');
                    State::Quoted
                } else {
                    splitter.closed = splitter.cell.len();
                    State::Plain
                }
            }
            State::Quoted if over_lines || !breaks => {
                splitter.cell.push(if breaks { '\n' } else { c });
                splitter.line += u64::from(breaks);
                State::Quoted
            }
            _ if c == separator => {
                splitter.end_cell()?;
                State::Start
            }
            _ if breaks => {
                splitter.end_row()?;
                State::Start
            }
            State::Start if c == '"' => {
                splitter.cell.clear();
                splitter.opened = Some(splitter.line);
                State::Quoted
            }
            state => {
                splitter.cell.push(c);
                if c.is_whitespace() { state } else { State::Plain }
            }
        };
    }
    match (state, splitter.opened) {
        (State::Quoted, Some(line)) if over_lines => Err(never_closed(line)),
        _ => {
            splitter.end_row()?;
            Ok(splitter.rows)
        }
    }
}

impl Splitter {
    fn end_cell(&mut self) -> Result<(), Refusal> {
        let mut cell = std::mem::take(&mut self.cell);
        if let Some(line) = self.opened.take()
            && !is_one_cell(&cell, self.closed)
        {
            return Err(never_closed(line));
        }
        // Excel writes a separator for every formatted cell of a row.
        if within_columns(self.cells.len(), &cell)? {
            self.budget.cell(&mut cell)?;
            self.cells.push(cell);
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        self.end_cell()?;
        self.line += 1;
        let row = Row {
            line: std::mem::replace(&mut self.begun, self.line),
            cells: std::mem::take(&mut self.cells),
        };
        if row.filled() > 0 {
            self.budget.row()?;
            self.rows.push(row);
        }
        Ok(())
    }
}

/// Whether a cell with quotes around it, `closed` after so many bytes, is one cell. A line break in
/// a name is fine. A line break with an address is another row, and with text after the quote, that
/// quote opens another cell.
fn is_one_cell(cell: &str, closed: usize) -> bool {
    let goes_on = || cell.get(closed..).is_some_and(|rest| !rest.trim().is_empty());
    !cell.contains('\n') || !goes_on() && likenesses(cell).is_empty()
}

fn never_closed(line: u64) -> Refusal {
    Refusal::file(format!(
        "The quotation mark that opens on line {line} is not closed on that line, so the rows \
         after it could be lost. Close or remove it, or take the line breaks out of that cell, \
         and try again."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        split(text, ',').expect("a list").into_iter().map(|row| (row.line, row.cells)).collect()
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn quotes_and_line_ends_are_read_as_programs_write_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "Name,Email\n\n\"Reid, \"\"Mo\"\"\",a@b.c\nO\"Neill,d@e.f\n\"Big\" Iain , \
                \"g@h.i\" \n"
                .replace('\n', end);
            assert_eq!(
                cells(&text),
                [
                    row(1, &["Name", "Email"]),
                    row(3, &["Reid, \"Mo\"", "a@b.c"]),
                    row(4, &["O\"Neill", "d@e.f"]),
                    row(5, &["Big Iain ", "g@h.i "]),
                ],
                "{end:?}"
            );
        }
        assert_eq!(
            cells("\"Màiri\r\nReid\",a@b.c\r\nIain,d@e.f"),
            [row(1, &["Màiri\nReid", "a@b.c"]), row(3, &["Iain", "d@e.f"])]
        );
    }

    #[test]
    fn a_quote_that_swallows_rows_is_refused_with_its_line() {
        for text in [
            "Name,Email\n\"Iain,a@b.example\nSeonag,c@d.example\n",
            "Name,Email\n\"Iain,a@b.example\n\"Seonag\",c@d.example\n",
            "Name,Email\n\"Iain,a＠b.example\nSeonag,\"c@d.example\"\n",
            "Name,Email\n  \"no address follows\nat all",
            "Email,Name\na@b.example,\"Iain\nb@council,\"Seonag\"\n",
            "Email,Name\n\"a@b.example\",\"Iain\n\"c@d.example\",\"Seonag\"\n",
            "Name,Email,Place\n\"Iain\",\"a@b.example\",\"Leith\n\"Seonag\",\"c@d.example\",\"Leith\"\n",
            "Name,Email,Place\nIain,a@b.example,\"Leith\n\"\",\"c@d.example\",Leith\n",
        ] {
            let refused = split(text, ',').expect_err(text).to_string();
            assert!(refused.contains("opens on line 2 "), "{refused}");
        }
    }
}
