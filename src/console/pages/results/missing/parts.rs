use crate::{fieldwork::PartRates, inspection::Part, rates::Rate, results::weighting::Peopled};

/// A part, or all that are too small to stand alone, with its rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: String,
    pub name: String,
    pub rate: Rate,
}

impl Row {
    /// The rate from 0 to 1, also of a few people; `None` if nobody knows how many could
    /// answer, or the count is held back.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn share(&self) -> Option<f64> {
        let issued = self.rate.issued.filter(|issued| *issued > 0)?;
        Some(self.rate.returned.count()? as f64 / issued as f64)
    }

    /// Whether it is known how many could answer, and somebody could.
    pub fn is_measured(&self) -> bool {
        self.share().is_some()
    }
}

impl From<&Row> for Peopled {
    fn from(row: &Row) -> Self {
        Self { key: row.key.clone(), name: row.name.clone(), people: row.rate.issued }
    }
}

/// The parts by rate, the lowest first, from the rates that the page of the collection shows too.
pub fn rows(rates: &PartRates) -> Vec<Row> {
    let alone = rates.parts.iter().filter_map(|one| {
        let part = &one.part;
        Some(Row { key: part.key.clone(), name: part.name.clone(), rate: one.rate? })
    });
    let other = rates.other.map(|rate| Row {
        key: Part::OTHER.to_owned(),
        name: "Other small parts".to_owned(),
        rate,
    });
    let mut rows: Vec<Row> = alone.chain(other).collect();
    rows.sort_by(|a, b| match (a.share(), b.share()) {
        (Some(one), Some(other)) => one.total_cmp(&other).then_with(|| a.name.cmp(&b.name)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    rows
}
