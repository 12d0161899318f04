//! One question of a report.

use super::row::Row;
use crate::export::word::{Block, Grid, Level};

/// The rows of the file of figures about one question, or about several counted together.
pub struct Question {
    pub rows: Vec<Row>,
    /// Whether its totals are over several areas.
    pub is_over_areas: bool,
}

impl Question {
    /// Whether a row is about everybody whom the section is about.
    fn is_whole(&self, row: &Row) -> bool {
        !(row.has("stratum_name") || self.is_over_areas && row.has("area"))
    }

    fn whole(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| self.is_whole(row))
    }

    /// Heading, sentences, tables. `texts` gives the text of a question by its id.
    pub fn blocks(&self, texts: &dyn Fn(&str) -> String) -> Vec<Block> {
        let Some(first) = self.whole().next() else { return Vec::new() };
        let text = first.get("question_text");
        let mut blocks = vec![Block::heading(Level::Three, text)];
        blocks.extend(self.sentences().into_iter().map(Block::Paragraph));
        blocks.extend(base(first).map(Block::Paragraph));
        if first.has("hidden_why") {
            let why = first.get("hidden_why");
            let why = why.strip_prefix("withheld: ").unwrap_or(why);
            blocks.push(Block::paragraph(format!("No number is shown: {why}.")));
        }
        blocks.extend(self.answers(text));
        blocks.extend(self.groups(texts));
        blocks.extend(self.areas(text));
        blocks
    }

    /// What can be quoted, each sentence once. Without any, the term alone.
    fn sentences(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for sentence in self.whole().map(|row| row.get("sentence")) {
            if !sentence.is_empty() && found.iter().all(|one| one != sentence) {
                found.push(sentence.to_owned());
            }
        }
        let term = self.whole().next().map(|row| row.get("quantity_term")).unwrap_or_default();
        if found.is_empty() && !term.is_empty() {
            found.push(format!("In words: {term}."));
        }
        found
    }

    fn answers(&self, text: &str) -> Option<Block> {
        let options = self.whole().filter(|row| row.has("option") && row.has("count"));
        let row = |row: &Row| {
            vec![row.get("option_text").to_owned(), row.percent("percent"), row.or_dash("count")]
        };
        let rows: Vec<Vec<String>> = options.map(row).collect();
        grid(format!("Answers to “{text}”"), &[("Answer", 4), ("Per cent", 1), ("Number", 1)], rows)
    }

    /// A table for each division into groups.
    fn groups(&self, texts: &dyn Fn(&str) -> String) -> Vec<Block> {
        let of_groups: Vec<&Row> = self.rows.iter().filter(|row| row.has("stratum_name")).collect();
        let mut divisions: Vec<&str> = of_groups.iter().map(|row| row.get("split")).collect();
        divisions.dedup();
        let table = |by: &str| {
            let own = of_groups.iter().filter(|row| row.get("split") == by);
            let rows = own.map(|row| favourable(row, row.get("stratum_name"))).collect();
            let whom = match by {
                "" => "by part".to_owned(),
                by => format!("by answer to “{}”", texts(by)),
            };
            grid(format!("Favourable answers {whom}"), &columns("Group"), rows)
        };
        divisions.into_iter().filter_map(table).collect()
    }

    fn areas(&self, text: &str) -> Option<Block> {
        let own = self.rows.iter().filter(|row| self.is_over_areas && row.has("area"));
        let rows = own.map(|row| favourable(row, row.get("area_name"))).collect();
        grid(format!("Favourable answers to “{text}” by area"), &columns("Area"), rows)
    }
}

/// How many answered, and how far the percentage can be trusted.
fn base(row: &Row) -> Option<String> {
    let base = Some(row.get("base")).filter(|base| !base.is_empty())?;
    let mut sentences = vec![match row.get("favourable") {
        "" => format!("Answers: {base}."),
        favourable => {
            let percent = row.percent("favourable_percent");
            format!("Favourable: {percent}, {favourable} of {base} answers.")
        }
    }];
    if row.has("interval_from") {
        let (from, to) = (row.get("interval_from"), row.get("interval_to"));
        sentences.push(format!("95% interval: {from}% to {to}%."));
    }
    if row.has("average_percent") {
        sentences.push(format!("Average of the areas: {}%.", row.get("average_percent")));
    }
    if row.has("mean") {
        sentences.push(format!("Mean: {}.", row.get("mean")));
    }
    Some(sentences.join(" "))
}

const fn columns(first: &str) -> [(&str, usize); 5] {
    [(first, 4), ("Per cent", 2), ("Favourable", 2), ("Answers", 2), ("In words", 4)]
}

/// A row of a table of favourable answers: in words, or the reason why there is no number.
fn favourable(row: &Row, name: &str) -> Vec<String> {
    let words = [row.get("quantity_term"), row.get("hidden_why")];
    let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
    vec![
        name.to_owned(),
        row.percent("favourable_percent"),
        row.or_dash("favourable"),
        row.or_dash("base"),
        if words.is_empty() { "–".to_owned() } else { words.join("; ") },
    ]
}

/// A table, if it has rows.
fn grid(caption: String, columns: &[(&str, usize)], rows: Vec<Vec<String>>) -> Option<Block> {
    let header = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let widths = columns.iter().map(|(_, width)| *width).collect();
    (!rows.is_empty()).then_some(Block::Table(Grid { caption, header, widths, rows }))
}
