use chrono::{DateTime, Utc};

use super::{Note, ProgrammeSelection, Selection, responses::Responses};
use crate::{
    inspection::Collection,
    language::calendar,
    results::{ENOUGH, Kept, small_numbers::numbers_from},
};

/// What notes are about.
pub struct About<'a> {
    name: &'a str,
    threshold: u64,
    /// How many collections there are, and how many of them are not released.
    collections: usize,
    waiting: usize,
    /// Whether the inspection's team recorded all of it.
    is_recorded: bool,
    kept: &'a Kept,
}

impl<'a> About<'a> {
    pub fn of(scope: &'a Selection) -> Self {
        let all: Vec<&Collection> = scope.collections.iter().collect();
        Self::new(&scope.name, scope.threshold(), &all, &scope.kept)
    }

    pub fn of_programme(scope: &'a ProgrammeSelection) -> Self {
        let all: Vec<&Collection> = scope.rates.iter().map(|(_, line)| &line.collection).collect();
        Self::new(&scope.programme.title, scope.threshold, &all, &scope.kept)
    }

    fn new(name: &'a str, threshold: u64, all: &[&Collection], kept: &'a Kept) -> Self {
        Self {
            name,
            threshold,
            collections: all.len(),
            waiting: all.iter().filter(|one| one.released_at.is_none()).count(),
            is_recorded: !all.is_empty() && all.iter().all(|one| one.is_signed_in()),
            kept,
        }
    }
}

/// The note with the time of the file.
pub fn made_on(now: DateTime<Utc>) -> Note {
    Note::new("Made", calendar::made_on(now))
}

/// What a file is, how it hides small numbers, and what is missing.
pub fn notes(about: &About<'_>, now: DateTime<Utc>) -> Vec<Note> {
    let how = "A hidden number is an empty cell, never a zero, and the columns hidden and hidden_why \
               say so.";
    notes_where(about, how, now)
}

/// The same of a report, which has no columns.
pub fn notes_on_report(about: &About<'_>, now: DateTime<Utc>) -> Vec<Note> {
    notes_where(about, "A hidden number is a dash, never a zero, and the reason is beside it.", now)
}

/// `how` says what stands in place of a hidden number.
fn notes_where(about: &About<'_>, how: &str, now: DateTime<Utc>) -> Vec<Note> {
    let (k, numbers) = (about.threshold, numbers_from(about.threshold));
    let words = if k < numbers {
        format!(" A figure on {k} to {} people is its term alone.", numbers - 1)
    } else {
        String::new()
    };
    let totals = if k < numbers {
        String::new()
    } else {
        format!(
            " They also include areas that are too small to be shown alone, if these have \
             {numbers} answers together and all collections of their inspection are released."
        )
    };
    let what = if about.is_recorded {
        "Released results of what the inspection’s team recorded"
    } else {
        "Released results of an anonymous survey"
    };
    let mut notes = vec![
        Note::new("What this is", format!("{what}: {}.", about.name)),
        made_on(now),
        Note::new(
            "Fewest people behind a figure",
            format!(
                "{k}. No figure about answers rests on fewer than {k} people who gave an answer on the scale."
            ),
        ),
        Note::new(
            "How small numbers are hidden",
            format!(
                "{how}{words} Groups of \
                 fewer than {numbers} people are shown together, and a question is shown by group \
                 only where each group gave {numbers} answers. Totals over areas are the sums of \
                 the areas that are shown with numbers.{totals}"
            ),
        ),
        Note::new(
            "How it may be used",
            "For the inspection and for improving services. Do not try to identify anybody, do \
                not combine the file with other files to do so, and pass it on only with these \
                notes. Figures may be quoted with their base.",
        ),
    ];
    notes.extend(kept(about.kept));
    notes.extend(waiting(about));
    notes
}

/// Which areas are kept from who made the file, and why.
fn kept(kept: &Kept) -> Option<Note> {
    let text = format!(
        "{}. The person who made this file uploaded the addresses of these collections, so they know \
            who was asked. They see the results if {ENOUGH} or more people answered. Others in the \
            team see them, so totals in their files differ.",
        kept.names().join(", ")
    );
    (!kept.is_empty()).then(|| Note::new("Not in this file", text))
}

fn waiting(about: &About<'_>) -> Option<Note> {
    let text = match (about.waiting, about.collections) {
        (0, _) => return None,
        (_, 1) => "The collection is not released yet and has no figures here.".to_owned(),
        (1, all) => format!("1 of {all} collections is not released yet and has no figures here."),
        (waiting, all) => {
            format!("{waiting} of {all} collections are not released yet and have no figures here.")
        }
    };
    Some(Note::new("Missing collections", text))
}

/// How rows are coarsened, how many there are, and what they withhold.
pub fn notes_on_rows(responses: &Responses, scope: &Selection) -> Vec<Note> {
    let (numbers, released) = (numbers_from(scope.threshold()), &scope.released);
    let mut notes = vec![
        Note::new(
            "How rows are coarsened",
            format!(
                "A collection of fewer than {numbers} responses has no rows. A row says which groups \
                 its person is in, as the figures are shown by them, and nothing else that the \
                 person said of themselves. Everybody is in a group of {numbers} people or more of \
                 whom rows say the same. Where fewer of them were asked a question, or gave an \
                 answer on the scale, their answers are withheld, and those of more people with \
                 them, so that nothing follows by subtraction. Comments are not included."
            ),
        ),
        Note::new("Rows", format!("{} responses.", responses.count())),
    ];
    let gone = released.iter().filter(|results| results.collection.purged_at.is_some()).count();
    if gone > 0 {
        let text = format!(
            "The responses of {gone} of {} collections were deleted at the end of their retention \
                period.",
            released.len()
        );
        notes.push(Note::new("Missing rows", text));
    }
    for (area, [in_all, in_some]) in responses.withheld() {
        for (rows, questions) in [("every row", in_all), ("some rows", in_some)] {
            if !questions.is_empty() {
                notes.push(Note::new(
                    format!("Withheld in {area}, in {rows}"),
                    format!("The answers to {}.", questions.join(", ")),
                ));
            }
        }
    }
    notes
}
