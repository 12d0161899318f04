//! The response rates of an inspection as a file, for whoever sees them: a row for each collection
//! that they see.

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
}

/// The rates of what somebody sees, with the standing of each collection, as a file that explains
/// itself.
pub fn rates_file(seen: &Seen, standings: &[Standing], now: DateTime<Utc>) -> Export<'static> {
    let rows: Vec<Row> = seen
        .collections
        .iter()
        .zip(standings)
        .map(|(one, standing)| Row::new(one, standing))
        .collect();
    let table = Table {
        name: rates::NAME,
        about: rates::ABOUT.to_owned(),
        columns: columns(),
        rows: Box::new(move |take| rows.iter().try_for_each(|row| take(&row.cells()))),
    };
    Export { notes: notes(seen, now), tables: vec![table] }
}

impl Row {
    fn new(collection: &Collection, standing: &Standing) -> Self {
        let time = |at: DateTime<Utc>| calendar::sortable(at);
        let reach = Reach::of(collection, standing.sources);
        Self {
            opens: time(collection.opens_at),
            closes: time(collection.closes_at),
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
        ]);
        cells
    }
}

fn columns() -> Vec<Column> {
    let open = "Empty while the collection is not open, and where no rate is known.";
    let mut columns = rates::columns();
    columns.extend([
        Column::new("opens", "When the collection opens, on the clocks of Scotland."),
        Column::new("closes", "When it closes."),
        Column::new("state", "Where the collection is.").with_values(
            STATES.map(|(state, meaning)| (state.key().to_owned(), meaning.to_owned())).into(),
        ),
        Column::new("course", "How the collection stands against its target.").with_values(
            COURSES.map(|(course, meaning)| (course.key().to_owned(), meaning.to_owned())).into(),
        ),
        Column::new(
            "needs",
            "Why the collection needs somebody, with a space between two reasons; empty where it \
                needs nobody.",
        )
        .with_values(
            NEEDS.map(|(need, meaning)| (need.key().to_owned(), meaning.to_owned())).into(),
        ),
        Column::new(
            "pace_percent",
            "The rate that a collection which will just reach its target would have at the time \
             of this file; empty where there is no time left to catch up.",
        ),
        Column::new(
            "forecast_low_percent",
            format!(
                "The lower bound of the forecast: four in \
            five collections that went like this one end between the two bounds. {open}"
            ),
        ),
        Column::new(
            "forecast_middle_percent",
            format!(
                "Where it will end, as far as that can be \
            told. {open}"
            ),
        ),
        Column::new("forecast_high_percent", format!("The upper bound of the forecast. {open}")),
    ]);
    columns
}

const STATES: [(State, &str); 5] = [
    (State::Planned, "It has not opened yet."),
    (State::Open, "It can be answered."),
    (State::Closing, "No form opens any more; one that is open may still be sent."),
    (State::Closed, "It is over, and its results are still to come."),
    (State::Released, "It is over, and its results can be read."),
];

const COURSES: [(Course, &str); 9] = [
    (Course::NotOpen, "It has not opened yet."),
    (
        Course::Unmeasured,
        "It is open, and nobody has stated how many could answer, or fewer than five could.",
    ),
    (Course::JustOpened, "It is not on course yet, and open for less than a day."),
    (Course::OnPace, "It will likely reach its target."),
    (Course::Close, "It may reach its target, and more likely will not."),
    (Course::Behind, "It will most likely not reach its target."),
    (Course::Reached, "It has reached its target."),
    (
        Course::Check,
        "More came back than could answer: the number of those who could cannot be right.",
    ),
    (Course::Closed, "It is over, and did not reach its target."),
];

const NEEDS: [(Need, &str); 9] = [
    (Need::Behind, "It will most likely not reach its target, or nobody has answered for a day."),
    (
        Need::NothingHandedOut,
        "It is open, but has no open link, no mailbox and no slip, so nobody can answer.",
    ),
    (Need::NoPopulation, "It is open, and nobody has said how many people could answer."),
    (Need::TooMany, "More people answered than could."),
    (Need::Refused, "Its messages are paused, since mail servers refused too many."),
    (Need::Paused, "Its messages are paused."),
    (Need::Stuck, "Messages have not left when they were due."),
    (Need::CameBack, "Many messages came back."),
    (Need::Closing, "It closes within three days, and is below its target."),
];

fn notes(seen: &Seen, now: DateTime<Utc>) -> Vec<Note> {
    vec![
        Note::new(
            "What this is",
            format!(
                "How many have answered the anonymous surveys of {}, of how many. Counts alone: \
                 no answers, and nobody who has answered. A co-ordinator’s file holds the \
                 collections of their areas.",
                seen.inspection.title
            ),
        ),
        made_on(now),
        Note::new(
            "Response rates by AAPOR",
            "Where people are invited by email, the rate lies between two that AAPOR's Standard \
             Definitions name: Response Rate 1 counts everybody whose invitation did not arrive \
             as somebody who could have answered, but for those who have left; Response Rate 5 \
             counts none of them. Where anybody who has the link can answer there is no such \
             rate, since nobody knows who saw it: the column percent is returns against the \
             population that the area stated.",
        ),
        Note::new(
            "Forecasts",
            "They come from how returns fall off after each message, and are given while a \
             collection is open. A rate that was forecast is no rate: quote it as a forecast, \
             with its bounds.",
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
        let sources =
            Sources { mailboxes: 100, sent: 100, undeliverable: 20, departed: 5, slips: 0 };
        let forecast = Some(Forecast { low: 0.61, middle: 0.7, high: 0.79 });
        let outlook = Some(Outlook { pace: 60.4, forecast });
        let reached = (Reach::of(&collection, sources), 40);
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
                && text.contains("It will most likely not reach its target.")
        );
        assert!(!text.contains('@'), "no address stands in it");
    }
}
