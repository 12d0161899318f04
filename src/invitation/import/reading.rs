use super::{
    Refusal,
    elsewhere::Elsewhere,
    layout,
    list::{Group, List, gather, lines},
    part::Parts,
    table::Table,
    words::{and, number, shown},
};

/// A list as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadList {
    /// The kind of file and its encoding, in words.
    pub file: String,
    pub sheet: Option<String>,
    /// Hidden sheets, which are not read unless somebody names them.
    pub hidden: Vec<String>,
    /// The line with the names of the columns.
    header: Option<u64>,
    /// Lines above the header and notes below the list.
    around: Vec<u64>,
    email: String,
    part: Option<String>,
    /// Addresses that are not used, where they stand and how many.
    hidden_lines: Vec<u64>,
    elsewhere: Vec<(&'static str, String)>,
    /// Columns that nobody needs.
    ignored: Vec<String>,
    /// How many mailboxes each part has, by its name, and then how many are in no part. Empty in a
    /// collection without parts.
    parts: Vec<(String, usize)>,
    pub list: List,
}

impl ReadList {
    /// Reads one table of a file, given the kind of the file in words and its hidden sheets.
    pub(super) fn of(
        table: &Table,
        parts: &Parts,
        (file, hidden): (String, Vec<String>),
    ) -> Result<Self, Refusal> {
        let rows = &table.rows;
        let layout = layout::find(rows, parts).map_err(|refusal| match refusal {
            Refusal::File(_) if !table.hidden_lines.is_empty() => Refusal::file(
                "The rows that are shown hold no email addresses; others are hidden or filtered \
                    out. Show them, save the workbook, and choose it again.",
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
        let reading = Self {
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

    /// What was understood, as pairs of a name and a value.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let some = |names: &[String]| (!names.is_empty()).then(|| and(names));
        let facts = [
            ("File", Some(self.file.clone())),
            ("Sheet", self.sheet.as_deref().map(|name| shown(name, 100))),
            ("Hidden sheets, not read", some(&self.hidden)),
            (
                "Names of the columns",
                Some(
                    self.header.map_or_else(|| "none".to_owned(), |line| format!("on line {line}")),
                ),
            ),
            ("Email addresses", Some(self.email.clone())),
            (
                "Parts",
                self.part.clone().or_else(|| {
                    (!self.parts.is_empty()).then(|| "no column names them".to_owned())
                }),
            ),
            ("Columns not needed", some(&self.ignored)),
            (
                "Skipped as titles or notes",
                Some(lines(&self.around)).filter(|lines| !lines.is_empty()),
            ),
            ("People", Some(number(self.list.mailboxes.len()))),
        ];
        let facts = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
        facts.chain(self.elsewhere.iter().cloned()).collect()
    }

    /// How many people are in each part, by its name.
    pub fn parts(&self) -> &[(String, usize)] {
        &self.parts
    }

    /// How many addresses stand elsewhere and are not used.
    #[cfg(test)]
    pub fn unused(&self) -> usize {
        let counts =
            self.elsewhere.iter().flat_map(|(_, text)| text.split(|c: char| !c.is_ascii_digit()));
        counts.filter_map(|count| count.parse::<usize>().ok()).sum()
    }

    /// The first and the last address, which show whether the right column was read.
    pub fn example(&self) -> Option<String> {
        let (first, _) = self.list.mailboxes.first()?;
        let (last, _) = self.list.mailboxes.last()?;
        Some(if first == last { first.clone() } else { format!("{first} … {last}") })
    }

    /// What was left out and why, one sentence for each reason.
    pub fn left_out(&self) -> Vec<String> {
        let again = match self.list.repeated {
            0 => None,
            1 => Some("1 row repeats an address, which counts once".to_owned()),
            count => Some(format!("{} rows repeat an address, which counts once", number(count))),
        };
        let unseen = Group {
            reason: "hidden or filtered out in the workbook".to_owned(),
            lines: self.hidden_lines.clone(),
        };
        let mut groups = self.list.groups();
        groups.extend(Some(unseen).filter(|unseen| !unseen.lines.is_empty()));
        groups.iter().map(ToString::to_string).chain(again).collect()
    }
}

fn in_parts(list: &List, parts: &Parts) -> Vec<(String, usize)> {
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
