//! The file of response rates of an inspection: one row per collection in the user's scope.

use chrono::{DateTime, Utc};

use super::{Course, Need, Seen, Standing};
use crate::{
    export::{
        Cell, Column, Export, Note, Table, made_on,
        rates::{self, Line},
    },
    inspection::{Collection, State},
    language::calendar,
    rates::Reach,
};

/// One row: what every table of rates says, and how the collection does.
struct Row {
    line: Line,
    standing: Standing,
    needs: String,
    opens: String,
    closes: String,
    inspection: String,
}

/// The rates of what somebody sees, with the standing of each collection, as a file that explains
/// itself.
pub fn rates_file(seen: &Seen, standings: &[Standing], now: DateTime<Utc>) -> Export<'static> {
    let rows: Vec<Row> = seen
        .collections
        .iter()
        .zip(standings)
        .map(|(one, standing)| Row::new(one, standing, &seen.inspection.title))
        .collect();
    let table = Table {
        name: rates::NAME,
        about: rates::ABOUT.to_owned(),
        columns: columns(),
        rows: Box::new(move |take| rows.iter().try_for_each(|row| take(&row.cells()))),
    };
    Export { notes: notes(seen, now), first: None, tables: vec![table] }
}

impl Row {
    fn new(collection: &Collection, standing: &Standing, inspection: &str) -> Self {
        let time = |at: DateTime<Utc>| calendar::sortable(at);
        let reach = Reach::of(collection, standing.sources);
        Self {
            opens: time(collection.opens_at),
            closes: time(collection.closes_at),
            inspection: inspection.to_owned(),
            line: Line { collection: collection.clone(), reach, returned: standing.rate.returned },
            needs: standing.needs.iter().map(Need::key).collect::<Vec<_>>().join(" "),
            standing: *standing,
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let Standing { state, course, pace, ending, .. } = self.standing;
        let mut cells = self.line.cells();
        cells.extend([
            Cell::Text(&self.opens),
            Cell::Text(&self.closes),
            Cell::Text(state.key()),
            Cell::Text(course.key()),
            Cell::Text(&self.needs),
            Cell::count(pace),
            Cell::count(ending.map(|ending| ending.low)),
            Cell::count(ending.map(|ending| ending.middle)),
            Cell::count(ending.map(|ending| ending.high)),
            Cell::Text(&self.inspection),
            Cell::day(self.line.collection.released_at.map(calendar::day)),
        ]);
        cells
    }
}

fn columns() -> Vec<Column> {
    let open = "Empty if the collection is not open or the rate is not known.";
    let mut columns = rates::columns();
    columns.extend([
        Column::new("opens", "When the collection opens, in Scottish time."),
        Column::new("closes", "When it closes."),
        Column::new("state", "The stage of the collection.").with_values(
            STATES.map(|(state, meaning)| (state.key().to_owned(), meaning.to_owned())).into(),
        ),
        Column::new("course", "The collection’s standing against its target.").with_values(
            COURSES.map(|(course, meaning)| (course.key().to_owned(), meaning.to_owned())).into(),
        ),
        Column::new(
            "needs",
            "The reasons why the collection needs action, separated by spaces; empty if there are \
                none.",
        )
        .with_values(
            Need::ALL.map(|need| (need.key().to_owned(), need.meaning().to_owned())).into(),
        ),
        Column::new(
            "pace_percent",
            "The rate that a collection that just reaches its target would have at the time of \
                this file; empty if there is no time left to catch up.",
        ),
        Column::new(
            "forecast_low_percent",
            format!(
                "The lower bound of the forecast: four in five similar collections end between \
                    the two bounds. {open}"
            ),
        ),
        Column::new("forecast_middle_percent", format!("The most likely final rate. {open}")),
        Column::new("forecast_high_percent", format!("The upper bound of the forecast. {open}")),
        Column::new("inspection", "The title of the inspection."),
        Column::new("released", "The day of its release in Scotland; empty before."),
    ]);
    columns
}

const STATES: [(State, &str); 5] = [
    (State::Planned, "It has not opened yet."),
    (State::Open, "It is open."),
    (State::Closing, "New forms no longer open; a form that is already open can still be sent."),
    (State::Closed, "It has closed, and its results are not released yet."),
    (State::Released, "It has closed, and its results are released."),
];

const COURSES: [(Course, &str); 10] = [
    (Course::NotOpen, "It has not opened yet."),
    (Course::Unmeasured, "It is open, and its population is unknown or below five."),
    (Course::JustOpened, "It has been open for less than a day and is not on course yet."),
    (Course::OnPace, "It will likely reach its target."),
    (Course::Close, "It may reach its target but probably will not."),
    (Course::Behind, "It will most likely miss its target."),
    (Course::Reached, "It has reached its target."),
    (
        Course::Check,
        "There are more responses than people who could answer, so the population must be wrong.",
    ),
    (Course::Closed, "It has closed below its target."),
    (Course::Recorded, "The inspection’s team records it, and it has no target."),
];

fn notes(seen: &Seen, now: DateTime<Utc>) -> Vec<Note> {
    vec![
        Note::new(
            "What this is",
            format!(
                "Response counts and rates of the anonymous surveys of {}. The file contains no \
                    answers and does not show who has answered. A co-ordinator’s file has only \
                    the collections in their areas.",
                seen.inspection.title
            ),
        ),
        made_on(now),
        Note::new(
            "Response rates by AAPOR",
            "If people are invited by email, the rate lies between two bounds from AAPOR's \
                Standard Definitions: Response Rate 1 counts everybody whose invitation did not \
                arrive as somebody who could have answered, except those who have left; Response \
                Rate 5 counts none of them. With an open link there is no such rate, because \
                nobody knows who saw the link: the column percent is then returns as a percentage \
                of the stated population.",
        ),
        Note::new(
            "Forecasts",
            "Forecasts are based on how responses decline after each message, and are given while \
                a collection is open. Quote a forecast as a forecast, with its bounds.",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        export::{Format, verify::verify, write},
        fieldwork::Messages,
        inspection::{
            Inspection,
            sample::{half_way, inspection_of},
        },
        rates::{Outlook, Sources, forecast::Forecast},
    };

    fn file(format: Format) -> String {
        let (mut collection, now) = half_way();
        collection.open_link = false;
        let sources = Sources {
            mailboxes: 100,
            sent: 100,
            undeliverable: 20,
            departed: 5,
            ..Sources::default()
        };
        let forecast = Some(Forecast { low: 0.61, middle: 0.7, high: 0.79 });
        let outlook = Some(Outlook { pace: 60.4, forecast });
        let reached = (Reach::of(&collection, sources), 40.into());
        let standing = Standing::with(&collection, reached, outlook, Messages::default(), now);
        let inspection = Inspection {
            title: "A trial".to_owned(),
            opens_on: now.date_naive(),
            closes_on: now.date_naive(),
            ..inspection_of(&collection)
        };
        let seen = Seen { inspection, collections: vec![collection] };
        let mut bytes = Vec::new();
        write(rates_file(&seen, &[standing], now), format, &mut bytes).expect("written");
        assert_eq!(verify(&mut bytes.as_slice()).expect("whole"), 1);
        String::from_utf8(bytes).expect("a text")
    }

    #[test]
    fn a_row_says_the_rate_its_bounds_the_course_and_the_forecast() {
        let text = file(Format::Csv);
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let row: std::collections::HashMap<String, String> =
            reader.deserialize().next().expect("a row").expect("read");
        for (column, cell) in [
            ("area", "S12000019"),
            ("audience", "staff"),
            ("returned", "40"),
            ("issued", "80"),
            ("measure", "invitations delivered"),
            ("percent", "50"),
            ("target_percent", "80"),
            ("rr1_issued", "95"),
            ("rr1_percent", "42"),
            ("rr5_percent", "50"),
            ("state", "open"),
            ("course", "behind"),
            ("needs", "behind messages-came-back"),
            ("pace_percent", "60"),
            ("forecast_low_percent", "61"),
            ("forecast_middle_percent", "70"),
            ("forecast_high_percent", "79"),
        ] {
            assert_eq!(row.get(column).map(String::as_str), Some(cell), "{column}");
        }
        assert_eq!(row.len(), columns().len());
    }

    #[test]
    fn every_column_is_explained_and_so_is_every_word_that_it_may_say() {
        let text = file(Format::Json);
        for column in columns() {
            assert!(!column.explanation.is_empty(), "{}", column.name);
            assert!(text.contains(&format!("\"{}\"", column.name)), "{}", column.name);
        }
        assert!(
            text.contains("Response Rate 5")
                && text.contains("It will most likely miss its target.")
        );
        assert!(!text.contains('@'), "no address stands in it");
    }
}
