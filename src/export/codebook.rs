use super::{Cell, Column, Export, Note, Table};

/// The explanation of an export as a table of its own: its notes, its tables, their columns, and
/// what the cells mean.
pub fn codebook(export: &Export<'_>) -> Table<'static> {
    let mut lines: Vec<[String; 4]> = Vec::new();
    for Note { name, text } in &export.notes {
        lines.push([String::new(), name.clone(), String::new(), text.clone()]);
    }
    for table in export.first.iter().chain(&export.tables) {
        lines.push([table.name.to_owned(), String::new(), String::new(), table.about.clone()]);
        for column in &table.columns {
            let line = |value: &str, text: &str| {
                [table.name.to_owned(), column.name.clone(), value.to_owned(), text.to_owned()]
            };
            lines.push(line("", &column.explanation));
            lines.extend(column.values.iter().map(|(value, meaning)| line(value, meaning)));
        }
    }
    Table {
        name: "codebook",
        about: "One row explains a table, a column, or a value of a column.".to_owned(),
        columns: vec![
            Column::new("table", "The table; empty if the row applies to all tables."),
            Column::new(
                "column",
                "The column, or the name of a note; empty if the row explains the table.",
            ),
            Column::new("value", "The value; empty if the row explains the column."),
            Column::new("explanation", "The meaning."),
        ],
        rows: Box::new(move |take| {
            lines.iter().try_for_each(|line| take(&line.each_ref().map(|text| text_or_empty(text))))
        }),
    }
}

fn text_or_empty(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}
