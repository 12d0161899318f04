use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::count_star, prelude::*};

use crate::{
    catalogue::{self, PublishError},
    comments::{Comment, Found, Phrase, Questions, Readable, Standing, readable},
    inspection::{Collection, Inspection},
    rates,
    results::Reader,
    store::{Connection, Count, Id, StoreError, schema::comments},
    survey::{Instrument, QuestionKind},
};

/// How many comments a search reads at a time.
const AT_ONCE: i64 = 1_000;

type Row = (Id, Id, String, String, bool, bool, Option<String>);

fn comment((collection, id, question, text, seen, redacted, concern): Row) -> Comment {
    Comment { collection, id, question, text, seen, redacted, concern }
}

macro_rules! columns {
    () => {
        (
            comments::collection,
            comments::id,
            comments::question,
            comments::text,
            comments::seen,
            comments::redacted,
            comments::concern,
        )
    };
}

/// How far a list has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub read: u64,
    pub all: u64,
}

/// Which comments of an inspection `reader` may read at `now`. `collections` are all of its
/// collections.
pub fn readable_of(
    connection: &mut Connection,
    inspection: &Inspection,
    collections: &[Collection],
    reader: &Reader,
    now: DateTime<Utc>,
) -> Result<Readable, StoreError> {
    let ids: Vec<Id> = collections.iter().map(|collection| collection.id).collect();
    let counts: HashMap<Id, Count> = comments::table
        .filter(comments::collection.eq_any(ids))
        .group_by(comments::collection)
        .select((comments::collection, count_star()))
        .load::<(Id, Count)>(connection)?
        .into_iter()
        .collect();
    let figures = rates::figures_of(connection, inspection.id, now)?;
    let standing = |collection: &Collection| Standing {
        comments: counts.get(&collection.id).copied().unwrap_or_default().0,
        responses: figures.returned(collection).or_none(),
        kept_back: reader.is_kept_from_by(collection, &figures),
        collection: collection.clone(),
    };
    Ok(readable(&collections.iter().map(standing).collect::<Vec<_>>(), inspection.k(), now))
}

/// How many comments these collections have, and how many are marked as read.
pub fn progress(connection: &mut Connection, these: &[Id]) -> Result<Progress, StoreError> {
    let all = || comments::table.filter(comments::collection.eq_any(these));
    let Count(read) = all().filter(comments::seen).count().get_result(connection)?;
    let Count(all) = all().count().get_result(connection)?;
    Ok(Progress { read, all })
}

/// A comment of one of these collections.
pub fn by_id(
    connection: &mut Connection,
    these: &[Id],
    id: Id,
) -> Result<Option<Comment>, StoreError> {
    let found = comments::table.filter(comments::collection.eq_any(these).and(comments::id.eq(id)));
    Ok(found.select(columns!()).first::<Row>(connection).optional()?.map(comment))
}

/// The first comment in the order of ids that is not marked as read; after `after`, if there is one
/// there.
pub fn first_unread(
    connection: &mut Connection,
    these: &[Id],
    after: Option<Id>,
) -> Result<Option<Id>, StoreError> {
    let unread = || {
        let unread = comments::table
            .filter(comments::collection.eq_any(these).and(comments::seen.eq(false)));
        unread.order(comments::id).select(comments::id)
    };
    if let Some(after) = after {
        let next = unread().filter(comments::id.gt(after)).first(connection).optional()?;
        if next.is_some() {
            return Ok(next);
        }
    }
    Ok(unread().first(connection).optional()?)
}

/// The comments before and after one, in the order of ids.
pub fn neighbours(
    connection: &mut Connection,
    these: &[Id],
    id: Id,
) -> Result<[Option<Id>; 2], StoreError> {
    let all = || comments::table.filter(comments::collection.eq_any(these)).select(comments::id);
    let before = all()
        .filter(comments::id.lt(id))
        .order(comments::id.desc())
        .first(connection)
        .optional()?;
    let after =
        all().filter(comments::id.gt(id)).order(comments::id).first(connection).optional()?;
    Ok([before, after])
}

/// The comments that are marked as concerns, in the order of ids.
pub fn concerns(connection: &mut Connection, these: &[Id]) -> Result<Vec<Comment>, StoreError> {
    let marked = comments::table
        .filter(comments::collection.eq_any(these).and(comments::concern.is_not_null()));
    let rows = marked.order(comments::id).select(columns!()).load::<Row>(connection)?;
    Ok(rows.into_iter().map(comment).collect())
}

/// Searches every comment of these collections. Only some are in memory at a time.
pub fn search_in(
    connection: &mut Connection,
    these: &[Id],
    sought: &Phrase,
    whole_words: bool,
) -> Result<Found, StoreError> {
    let mut found = Found::default();
    let mut last = None;
    loop {
        let mut some = comments::table.filter(comments::collection.eq_any(these)).into_boxed();
        if let Some(last) = last {
            some = some.filter(comments::id.gt(last));
        }
        let rows =
            some.order(comments::id).limit(AT_ONCE).select(columns!()).load::<Row>(connection)?;
        let Some((_, id, ..)) = rows.last() else { return Ok(found) };
        last = Some(*id);
        rows.into_iter().map(comment).for_each(|one| found.look_at(one, sought, whole_words));
    }
}

/// The questions of these collections' comments. An unreadable survey gives none.
pub fn questions(
    connection: &mut Connection,
    collections: &[Collection],
) -> Result<Questions, StoreError> {
    let mut known: HashMap<(Instrument, u32), HashMap<String, String>> = HashMap::new();
    let mut of_each = HashMap::with_capacity(collections.len());
    for collection in collections {
        let survey = (collection.survey, collection.version);
        let texts = match known.get(&survey) {
            Some(texts) => texts.clone(),
            None => asked(connection, survey)?,
        };
        known.insert(survey, texts.clone());
        of_each.insert(collection.id, texts);
    }
    Ok(Questions::new(of_each))
}

fn asked(
    connection: &mut Connection,
    (survey, version): (Instrument, u32),
) -> Result<HashMap<String, String>, StoreError> {
    match catalogue::edition(connection, survey, version) {
        Ok(edition) => {
            let texts = edition
                .english()
                .items
                .iter()
                .filter(|item| matches!(item.kind, QuestionKind::Text { .. }));
            Ok(texts.map(|item| (item.id.clone(), item.text.clone())).collect())
        }
        Err(PublishError::Store(error)) => Err(error),
        Err(error) => {
            tracing::error!(%error, "a published survey could not be read");
            Ok(HashMap::new())
        }
    }
}
