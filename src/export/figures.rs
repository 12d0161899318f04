//! The published figures as a table.

use super::{Cell, Column, ExportError, Selection, Table, Take, groups::key};
use crate::{
    results::{
        AcrossAreas, CollectionResults, Figure, Share, Shown,
        wording::{Proportion, Term},
    },
    survey::{Item, Survey},
};

/// The figures of each released collection, its parts, and all areas of an inspection together.
pub fn figures(scope: &Selection) -> Table<'static> {
    let (released, across) = (scope.released.clone(), scope.across.clone());
    Table {
        name: "figures",
        about: "One row is one question, or one of its options, for one group of people. A row \
            without an option is for the whole question."
            .to_owned(),
        columns: columns(),
        rows: Box::new(move |take| {
            released.iter().try_for_each(|results| collection(results, take))?;
            across.iter().try_for_each(|results| all_areas(results, take))
        }),
    }
}

/// Whom a figure is of.
#[derive(Clone, Copy)]
struct Group<'a> {
    area: Option<&'a str>,
    area_name: &'a str,
    /// The question whose answers divide; empty for the whole and for parts.
    by: Option<&'a str>,
    part: Option<&'a str>,
    part_name: Option<&'a str>,
    survey: &'a Survey,
}

fn collection(results: &CollectionResults, take: Take<'_>) -> Result<(), ExportError> {
    let area = results.collection.area;
    let whole = Group {
        area: Some(area.code()),
        area_name: area.name(),
        by: None,
        part: None,
        part_name: None,
        survey: &results.survey,
    };
    for question in &results.questions {
        let Some(item) = results.item(question) else { continue };
        whole.figure(item, &question.whole, take)?;
        let divisions = results.groups.divisions.iter().zip(&results.names);
        for ((division, names), figures) in divisions.zip(&question.splits) {
            for ((group, name), figure) in division.groups.iter().zip(names).zip(figures) {
                let by = (!division.is_by_part()).then_some(division.key.as_str());
                let group = Group { by, part: key(group), part_name: Some(name), ..whole };
                group.share(item, figure, take)?;
            }
        }
    }
    Ok(())
}

fn all_areas(results: &AcrossAreas, take: Take<'_>) -> Result<(), ExportError> {
    let group = Group {
        area: None,
        area_name: "All areas shown",
        by: None,
        part: None,
        part_name: None,
        survey: &results.survey,
    };
    for question in &results.questions {
        let Some(item) = results.survey.items.get(question.item) else { continue };
        group.figure(item, &question.whole, take)?;
    }
    Ok(())
}

/// What a row says beside whom and what it is of.
#[derive(Default)]
struct Line<'a> {
    option: Option<(&'a str, &'a str)>,
    count: Option<u64>,
    base: Option<u64>,
    favourable: Option<u64>,
    mean: Option<f64>,
    /// The term, where it is shown without a number.
    term: Option<Term>,
    hidden: Option<String>,
}

impl Group<'_> {
    fn figure(
        &self,
        item: &Item,
        shown: &Shown<Figure>,
        take: Take<'_>,
    ) -> Result<(), ExportError> {
        let Shown::Figure(figure) = shown else {
            // The options of a hidden figure are listed, so that nothing is missed.
            self.line(item, &hidden(shown, None), take)?;
            return item.options.iter().try_for_each(|option| {
                self.line(item, &hidden(shown, Some((&option.id, &option.text))), take)
            });
        };
        let (base, favourable, mean) = (Some(figure.base), figure.favourable, figure.average);
        self.line(item, &Line { base, favourable, mean, ..Line::default() }, take)?;
        for option in &figure.options {
            let option_named = Some((option.id.as_str(), option.text.as_str()));
            self.line(
                item,
                &Line { option: option_named, count: Some(option.count), base, ..Line::default() },
                take,
            )?;
        }
        for option in &figure.outside {
            let option_named = Some((option.id.as_str(), option.text.as_str()));
            self.line(
                item,
                &Line { option: option_named, count: Some(option.count), ..Line::default() },
                take,
            )?;
        }
        Ok(())
    }

    /// The favourable answers of a group, if the question has any.
    fn share(&self, item: &Item, figure: &Figure, take: Take<'_>) -> Result<(), ExportError> {
        let Some(Share { favourable, base }) = figure.share() else { return Ok(()) };
        let line = Line { base: Some(base), favourable: Some(favourable), ..Line::default() };
        self.line(item, &line, take)
    }

    fn line(&self, item: &Item, line: &Line<'_>, take: Take<'_>) -> Result<(), ExportError> {
        let text = |text: Option<&'static str>| text.map_or(Cell::Empty, Cell::Text);
        let number = |n: Option<u64>| {
            n.map_or(Cell::Empty, |n| Cell::Number(i64::try_from(n).unwrap_or(i64::MAX)))
        };
        let indicators = item.quality_indicators.join("; ");
        let of_base = |count: Option<u64>| Proportion::new(count?, line.base?);
        let (percent, favourable) = (of_base(line.count), of_base(line.favourable));
        let rounded =
            |p: Option<Proportion>| p.map_or(Cell::Empty, |p| Cell::Number(p.percent().into()));
        take(&[
            self.area.map_or(Cell::Empty, Cell::Text),
            Cell::Text(self.area_name),
            Cell::Text(self.survey.audience().key()),
            Cell::Text(self.survey.instrument.key()),
            self.by.map_or(Cell::Empty, Cell::Text),
            self.part.map_or(Cell::Empty, Cell::Text),
            self.part_name.map_or(Cell::Empty, Cell::Text),
            Cell::Number(self.survey.version.into()),
            Cell::Text(&item.id),
            Cell::Text(&item.text),
            item.inspection_question.map_or(Cell::Empty, |number| Cell::Number(number.into())),
            if indicators.is_empty() { Cell::Empty } else { Cell::Text(&indicators) },
            line.option.map_or(Cell::Empty, |(id, _)| Cell::Text(id)),
            line.option.map_or(Cell::Empty, |(_, text)| Cell::Text(text)),
            number(line.count),
            number(line.base),
            rounded(percent),
            number(line.favourable),
            rounded(favourable),
            text(line.term.or(favourable.map(Term::of)).map(Term::words)),
            line.mean.map_or(Cell::Empty, Cell::Mean),
            Cell::Text(if line.hidden.is_some() { "yes" } else { "no" }),
            line.hidden.as_deref().map_or(Cell::Empty, Cell::Text),
        ])
    }
}

/// A row whose numbers may not be shown.
fn hidden<'a, T>(shown: &Shown<T>, option: Option<(&'a str, &'a str)>) -> Line<'a> {
    let (term, why) = match shown {
        Shown::Figure(_) => (None, None),
        Shown::Word(term) => (Some(*term).filter(|_| option.is_none()), Some("word".to_owned())),
        Shown::FewerThan(people) => (None, Some(format!("fewer than {people}"))),
    };
    Line { option, term, hidden: why, ..Line::default() }
}

fn columns() -> Vec<Column> {
    let yes_or_no =
        [("yes", "The numbers are hidden, and their cells are empty."), ("no", "They are shown.")];
    let terms = Term::ALL.map(|term| {
        let (from, to) = term.range();
        (term.words().to_owned(), format!("{from}% to {to}%."))
    });
    vec![
        Column::new("area", "The area’s GSS code; empty for all areas together."),
        Column::new(
            "area_name",
            "The area’s name. All areas shown: the sum of the areas with figures that are shown, \
                and no others.",
        ),
        Column::new("audience", "Who was asked."),
        Column::new("survey", "Which survey was asked."),
        Column::new(
            "split",
            "The question by whose answers people are divided into groups; empty for the whole, and \
                for parts of the collection.",
        ),
        Column::new(
            "stratum",
            "The group: a part of the collection, or an answer to the question in split. all-others \
                stands for all that are too small to show, with people who gave no answer. Empty \
                for the whole, and for responses by the whole area’s link.",
        ),
        Column::new("stratum_name", "The name of the group; empty for the whole."),
        Column::new("survey_version", "The version of the audience’s survey that was asked."),
        Column::new("question", "The question’s id, the same in all versions."),
        Column::new("question_text", "The question as it was asked, in English."),
        Column::new("inspection_question", "The inspection question that it informs, by its number in the framework."),
        Column::new("quality_indicators", "The quality indicators that it informs."),
        Column::new("option", "The option’s id; empty for the question as a whole."),
        Column::new("option_text", "The text of the option."),
        Column::new("count", "How many chose the option."),
        Column::new(
            "base",
            "How many gave an answer on the scale. People who skipped the question or chose an \
                option such as not sure are not counted.",
        ),
        Column::new(
            "percent",
            "Count as a percentage of base, rounded to a whole number, halves up; empty for \
                options outside the scale.",
        ),
        Column::new(
            "favourable",
            "How many gave a favourable answer; empty if no answer counts \
            as favourable.",
        ),
        Column::new(
            "favourable_percent",
            "Favourable as a percentage of base, rounded to a whole number, halves up.",
        ),
        Column::new(
            "quantity_term",
            "The fixed wording of inspection reports for that percentage.",
        )
        .with_values(terms.into()),
        Column::new("mean", "The mean of the numbers given."),
        Column::new("hidden", "Whether the numbers are hidden.")
            .with_values(yes_or_no.map(|(value, text)| (value.to_owned(), text.to_owned())).into()),
        Column::new("hidden_why", "Why they are hidden; empty if they are shown.").with_values(
            vec![
            (
                "fewer than n".to_owned(),
                "They rest on fewer people than this number: the fewest people behind a figure of the inspection, or behind a number."
                    .to_owned(),
            ),
            (
                "word".to_owned(),
                "They rest on too few people for a number: only the term is shown.".to_owned(),
            ),
        ],
        ),
    ]
}
