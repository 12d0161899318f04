use super::{
    list::{Group, List, lines},
    words::{and, number, shown},
};

/// An interpreted list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadList {
    /// The kind of file and its encoding, in words.
    pub file: String,
    pub sheet: Option<String>,
    /// Hidden sheets, which are read only if named.
    pub hidden: Vec<String>,
    /// The line with the names of the columns.
    pub(super) header: Option<u64>,
    /// Lines above the header and notes below the list.
    pub(super) around: Vec<u64>,
    pub(super) email: String,
    pub(super) part: Option<String>,
    /// Unused addresses, by place.
    pub(super) hidden_lines: Vec<u64>,
    pub(super) elsewhere: Vec<(&'static str, String)>,
    /// Ignored columns.
    pub(super) ignored: Vec<String>,
    /// How many mailboxes each part has, by its name, and then how many are in no part. Empty for a
    /// collection without parts.
    pub(super) parts: Vec<(String, usize)>,
    pub list: List,
}

impl ReadList {
    /// How the list was read, as pairs of a name and a value.
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

    /// How many addresses are elsewhere and not used.
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

    /// What was left out and why, one sentence per reason.
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
