use super::{
    ReadList, Refusal, elsewhere::Elsewhere, gathering::gather, layout, list::List,
    part_names::PartNames, table::Table,
};

/// Reads one table of a file, given the kind of the file in words and its hidden sheets.
pub(super) fn read(
    table: &Table,
    parts: &PartNames,
    (file, hidden): (String, Vec<String>),
) -> Result<ReadList, Refusal> {
    let rows = &table.rows;
    let layout = layout::find(rows, parts).map_err(|refusal| match refusal {
        Refusal::File(_) if !table.hidden_lines.is_empty() => Refusal::file(
            "The visible rows contain no email addresses; other rows are hidden or filtered \
                out. Unhide them, save the workbook, and choose it again.",
        ),
        other => other,
    })?;
    let (list, notes) = gather(rows, &layout, parts);
    let names = layout.header.and_then(|header| rows.get(header));
    let above = rows.iter().take(layout.first).map(|row| row.line);
    let above = above.filter(|line| names.is_none_or(|names| names.line != *line));
    let name = |column: usize| layout::name(names, column);
    let width = names.map_or(0, |names| names.cells.len());
    let elsewhere = Elsewhere::of(rows, &layout);
    let is_ignored = |column: &usize| {
        let is_used =
            *column == layout.email || Some(*column) == layout.part || elsewhere.is_in(*column);
        !is_used && names.is_some_and(|names| !names.cell(*column).trim().is_empty())
    };
    let reading = ReadList {
        sheet: Some(table.name.clone()).filter(|name| !name.is_empty()),
        header: names.map(|names| names.line),
        around: above.chain(notes).collect(),
        email: name(layout.email),
        part: layout.part.map(name),
        elsewhere: elsewhere.facts(names),
        ignored: (0..width).filter(is_ignored).map(name).collect(),
        parts: in_parts(&list, parts),
        hidden_lines: table.hidden_lines.clone(),
        list,
        file,
        hidden,
    };
    if reading.list.is_mostly_bad() {
        Err(Refusal::MostlyBad(Box::new(reading)))
    } else {
        Ok(reading)
    }
}

fn in_parts(list: &List, parts: &PartNames) -> Vec<(String, usize)> {
    if parts.are_none() {
        return Vec::new();
    }
    let count = |key: Option<&str>| {
        list.mailboxes.iter().filter(|(_, part)| part.as_deref() == key).count()
    };
    let mut counts: Vec<(String, usize)> =
        parts.all().map(|(key, name)| (name.clone(), count(Some(key)))).collect();
    if count(None) > 0 {
        counts.push(("no part".to_owned(), count(None)));
    }
    counts
}
