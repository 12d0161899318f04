//! Lists as text: rows on lines, cells between separators, quotes around cells as RFC 4180 has them.

use super::{
    Refusal,
    table::{Budget, COLUMNS, Row},
};

/// Where a cell stands while it is read.
enum State {
    /// Nothing of it but spaces was read.
    Start,
    /// It is not quoted, or its quote has closed. A quote in it is a character like others.
    Plain,
    /// It is quoted, since this line.
    Quoted(u64),
}

struct Splitter {
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    /// The line that is read, and the one on which the row began.
    line: u64,
    begun: u64,
    budget: Budget,
}

/// The rows of a text that are not empty.
///
/// # Errors
///
/// A quote that is not closed before another row was read into its cell, or at all, and texts beyond the bounds. Such a
/// cell would swallow rows unnoticed.
pub fn split(text: &str, separator: char) -> Result<Vec<Row>, Refusal> {
    let mut splitter = Splitter {
        rows: Vec::new(),
        cells: Vec::new(),
        cell: String::new(),
        line: 1,
        begun: 1,
        budget: Budget::default(),
    };
    let mut state = State::Start;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // One line break, whether a system writes CR, LF or both.
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        let breaks = matches!(c, '\n' | '\r');
        state = match state {
            State::Quoted(from) => match c {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    splitter.cell.push('"');
                    State::Quoted(from)
                }
                '"' => {
                    is_one_cell(&splitter.cell, from)?;
                    State::Plain
                }
                _ if breaks => {
                    splitter.cell.push('\n');
                    splitter.line += 1;
                    State::Quoted(from)
                }
                other => {
                    splitter.cell.push(other);
                    State::Quoted(from)
                }
            },
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
                State::Quoted(splitter.line)
            }
            state => {
                splitter.cell.push(c);
                if c.is_whitespace() { state } else { State::Plain }
            }
        };
    }
    if let State::Quoted(from) = state {
        return Err(never_closed(from));
    }
    splitter.end_row()?;
    Ok(splitter.rows)
}

impl Splitter {
    fn end_cell(&mut self) -> Result<(), Refusal> {
        let mut cell = std::mem::take(&mut self.cell);
        // Excel writes a separator for every cell of a row that has a format.
        if self.cells.len() < COLUMNS {
            self.budget.cell(&mut cell)?;
            self.cells.push(cell);
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        self.end_cell()?;
        self.line += 1;
        let row = Row { line: std::mem::replace(&mut self.begun, self.line), cells: std::mem::take(&mut self.cells) };
        if row.filled() > 0 {
            self.budget.row()?;
            self.rows.push(row);
        }
        Ok(())
    }
}

/// A line break in a name is fine; with an address in the same cell it is another row.
fn is_one_cell(cell: &str, from: u64) -> Result<(), Refusal> {
    let holds_address = || cell.split(|c: char| !is_of_address(c)).any(is_like_address);
    if cell.contains('\n') && holds_address() { Err(never_closed(from)) } else { Ok(()) }
}

fn is_of_address(c: char) -> bool {
    c.is_alphanumeric() || "@.!#$%&'*+-/=?^_`{|}~＠".contains(c)
}

fn is_like_address(word: &str) -> bool {
    word.split_once(['@', '＠']).is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

fn never_closed(line: u64) -> Refusal {
    Refusal::file(format!(
        "The quotation mark that opens on line {line} is not closed on that line, so the rows after it would be lost. \
         Remove it or close it, and try again."
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
            let text = "Name,Email\n\n\"Reid, \"\"Mo\"\"\",a@b.c\nO\"Neill,d@e.f\n\"Big\" Iain , \"g@h.i\" \n"
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
        ] {
            let refused = split(text, ',').expect_err(text).to_string();
            assert!(refused.contains("opens on line 2 "), "{refused}");
        }
    }
}
