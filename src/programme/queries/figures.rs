use std::collections::{HashMap, HashSet};

use diesel::{
    dsl::count_star,
    prelude::*,
    sql_types::{Binary, Integer, Nullable, Text},
};

use crate::{
    programme::{PrintedShare, PublishedFigure},
    results::wording::Term,
    store::{Connection, Count, Id, StoreError, insert_rows, schema::published_figures},
    survey::{Instrument, Key},
};

type Row = (
    String,
    Option<Count<u16>>,
    Option<Count<u32>>,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
);

/// The figures of a programme that were published elsewhere, in the order of their file.
pub fn figures(
    connection: &mut Connection,
    programme: Id,
) -> Result<Vec<PublishedFigure>, StoreError> {
    let rows = published_figures::table
        .filter(published_figures::programme.eq(programme))
        .order(published_figures::number)
        .select((
            published_figures::question,
            published_figures::permille,
            published_figures::base,
            published_figures::term,
            published_figures::source,
            published_figures::survey,
            published_figures::question_id,
        ))
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(figure).collect())
}

fn figure((question, permille, base, term, source, survey, question_id): Row) -> PublishedFigure {
    let key = |text: Option<String>| text.and_then(|text| text.parse().ok());
    PublishedFigure {
        question,
        share: permille.and_then(|count| PrintedShare::of_permille(count.0)),
        base: base.map(|count| count.0),
        term: term.and_then(|words| words.parse().ok()),
        source,
        survey: key(survey),
        question_id: key(question_id),
    }
}

/// How many published figures each programme has that has any.
pub fn figure_counts(connection: &mut Connection) -> Result<HashMap<Id, u64>, StoreError> {
    let rows = published_figures::table
        .group_by(published_figures::programme)
        .select((published_figures::programme, count_star()))
        .load::<(Id, Count)>(connection)?;
    Ok(rows.into_iter().map(|(programme, count)| (programme, count.0)).collect())
}

/// The programmes with published figures that name this survey or none.
pub fn with_figures_of(
    connection: &mut Connection,
    survey: Instrument,
) -> Result<HashSet<Id>, StoreError> {
    let names = published_figures::survey.eq(survey.key()).or(published_figures::survey.is_null());
    let ids = published_figures::table.filter(names).select(published_figures::programme);
    Ok(ids.distinct().load(connection)?.into_iter().collect())
}

/// Replaces the published figures of a programme. Returns how many there were.
pub fn replace(
    connection: &mut Connection,
    programme: Id,
    figures: &[PublishedFigure],
) -> Result<usize, StoreError> {
    let before = published_figures::table.filter(published_figures::programme.eq(programme));
    let removed = diesel::delete(before).execute(connection)?;
    let rows: Vec<(i32, &PublishedFigure)> = (1..).zip(figures).collect();
    insert_rows!(
        connection,
        published_figures,
        given { programme: Binary = programme },
        each |row| in &rows, {
            number: Integer = row.0,
            question: Text = &row.1.question,
            permille: Nullable<Integer> = row.1.share.map(|share| i32::from(share.permille())),
            base: Nullable<Integer> = row.1.base.map(Count),
            term: Nullable<Text> = row.1.term.map(Term::words),
            source: Text = &row.1.source,
            survey: Nullable<Text> = row.1.survey.as_ref().map(Key::as_str),
            question_id: Nullable<Text> = row.1.question_id.as_ref().map(Key::as_str),
        }
    );
    Ok(removed)
}
