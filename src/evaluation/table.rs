//! The table of an overview report's appendix: areas by quality indicators.

use std::{collections::BTreeSet, str::FromStr};

use serde::Deserialize;

use super::{Graded, State, grade_name};
use crate::{
    inspection::{Area, Inspection},
    language::Language,
    survey::framework,
};

/// What the table says where an evaluation is not agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drafts {
    /// No grade.
    #[default]
    LeftOut,
    /// The grade of the draft, marked as such.
    Marked,
}

/// All evaluations of an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    /// In the order of the areas.
    pub rows: Vec<Row>,
}

/// A quality indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Such as `2.1`.
    pub number: String,
    /// Its English title. `None` if the framework no longer has it.
    pub title: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub area: Area,
    /// One for each column. `None` where nothing is written.
    pub cells: Vec<Option<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The name of the grade; `None` while it is undecided.
    pub grade: Option<String>,
    pub state: State,
}

impl Table {
    /// Lays out the evaluations of an inspection of these areas, with every indicator of its
    /// framework. What was evaluated of another indicator, or in another area, is not lost.
    pub fn new(inspection: &Inspection, areas: &BTreeSet<Area>, graded: &[Graded]) -> Self {
        let framework = inspection.framework;
        let areas: BTreeSet<Area> =
            areas.iter().copied().chain(graded.iter().map(|(area, ..)| *area)).collect();
        let columns = columns(inspection, graded);
        let cell = |area, number: &str| {
            let (_, _, grade, state) =
                graded.iter().find(|(at, of, ..)| (*at, of.as_str()) == (area, number))?;
            let grade = grade.as_deref().map(|key| grade_name(framework, key).to_owned());
            Some(Cell { grade, state: *state })
        };
        let row = |area| Row {
            area,
            cells: columns.iter().map(|column| cell(area, &column.number)).collect(),
        };
        Self { rows: areas.into_iter().map(row).collect(), columns }
    }

    /// How many evaluations are agreed, and of how many.
    pub fn agreed(&self) -> (usize, usize) {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        let agreed = cells().flatten().filter(|cell| cell.state == State::Agreed);
        (agreed.count(), cells().count())
    }
}

fn columns(inspection: &Inspection, graded: &[Graded]) -> Vec<Column> {
    let known = inspection.framework.indicators().iter().map(|one| Column {
        number: one.number.clone(),
        title: Some(framework::title(&one.titles, Language::En)),
    });
    let mut columns: Vec<Column> = known.collect();
    let gone: BTreeSet<&String> = graded
        .iter()
        .map(|(_, number, ..)| number)
        .filter(|number| columns.iter().all(|column| column.number != **number))
        .collect();
    columns.extend(gone.into_iter().map(|number| Column { number: number.clone(), title: None }));
    columns
}

impl Column {
    /// "2.1 Impact on children and young people".
    pub fn name(&self) -> String {
        match self.title {
            Some(title) => format!("{} {title}", self.number),
            None => format!("{} (no longer in the framework)", self.number),
        }
    }
}

impl Cell {
    /// What the table says: "Good", or "Good (draft)". `None` where it says nothing.
    pub fn words(&self, drafts: Drafts) -> Option<String> {
        match (self.state, drafts) {
            (State::Agreed, _) => self.grade.clone(),
            (State::Draft, Drafts::LeftOut) => None,
            (State::Draft, Drafts::Marked) => {
                self.grade.as_ref().map(|grade| format!("{grade} (draft)"))
            }
        }
    }
}

impl Drafts {
    pub const ALL: [Self; 2] = [Self::LeftOut, Self::Marked];

    /// The name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Marked => "marked",
        }
    }

    /// What a file says about its drafts.
    pub const fn note(self) -> &'static str {
        match self {
            Self::LeftOut => "Only agreed grades are given. The others are left out.",
            Self::Marked => {
                "Grades marked “(draft)” are not agreed yet and may change. All other grades are agreed."
            }
        }
    }
}

impl FromStr for Drafts {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|one| one.key() == key).ok_or(())
    }
}
