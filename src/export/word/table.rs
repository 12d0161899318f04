use std::fmt::Write;

use super::{
    Grid,
    text::{paragraph, text},
};

/// A table as wide as `room`, in twentieths of a point.
pub fn table(grid: &Grid, room: usize) -> String {
    let widths = widths(grid, room);
    let columns: String =
        widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let mut table = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" \
         w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>",
        widths.iter().sum::<usize>(),
        text(&grid.caption),
    );
    table.push_str(&row(&grid.header, &widths, true));
    for cells in &grid.rows {
        table.push_str(&row(cells, &widths, false));
    }
    table.push_str("</w:tbl>");
    table
}

fn widths(grid: &Grid, room: usize) -> Vec<usize> {
    let columns = grid.header.len().max(1);
    let all: usize = grid.widths.iter().sum();
    if grid.widths.len() == columns && all > 0 {
        grid.widths.iter().map(|share| room * share / all).collect()
    } else {
        vec![room / columns; columns]
    }
}

/// A row that no page break divides. A header row repeats on every page.
fn row(cells: &[String], widths: &[usize], header: bool) -> String {
    let mut row = "<w:tr><w:trPr><w:cantSplit/>".to_owned();
    row.push_str(if header { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let style = if header || place == 0 { "TableHeading" } else { "TableText" };
        // Writing to a text cannot fail.
        let _ = write!(
            row,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph(style, cell)
        );
    }
    row.push_str("</w:tr>");
    row
}
