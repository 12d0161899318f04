use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::{
    inspection::Part,
    language::calendar,
    rates::{
        Figures, PartFigures,
        counts::{Batch, Counts},
    },
    store::{
        Connection, Count, Id, StoreError,
        schema::{
            code_batches, collections, daily_returns, fewest_people, inspections, invited,
            mailings, officers, parts, returns,
        },
    },
};

/// The figures of every collection at `now`. The cost grows with collections, parts and batches of
/// slips, not with responses or days.
pub fn figures_of_all(
    connection: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Figures, StoreError> {
    Ok(Figures { counts: counts(connection, None, now)? })
}

/// The figures of the collections of one inspection.
pub fn figures_of(
    connection: &mut Connection,
    inspection: Id,
    now: DateTime<Utc>,
) -> Result<Figures, StoreError> {
    let its_own = collections::table
        .filter(collections::inspection.eq(inspection))
        .select(collections::id)
        .load::<Id>(connection)?;
    Ok(Figures { counts: counts(connection, Some(&its_own), now)? })
}

/// The figures of one collection and its parts.
pub fn figures_by_part(
    connection: &mut Connection,
    collection: Id,
    now: DateTime<Utc>,
) -> Result<PartFigures, StoreError> {
    let mut counts = counts(connection, Some(&[collection]), now)?;
    Ok(PartFigures { counts: counts.remove(&collection).unwrap_or_default() })
}

/// The counters of the chosen collections, or of all.
pub(super) fn counts(
    connection: &mut Connection,
    chosen: Option<&[Id]>,
    now: DateTime<Utc>,
) -> Result<HashMap<Id, Counts>, StoreError> {
    let mut counts: HashMap<Id, Counts> = HashMap::new();
    macro_rules! rows {
        ($table:ident, $query:expr, $row:ty) => {{
            let mut query = $query.into_boxed();
            if let Some(chosen) = chosen {
                query = query.filter($table::collection.eq_any(chosen));
            }
            query.load::<$row>(connection)?
        }};
    }
    let all = returns::table.select((returns::collection, returns::part, returns::returned));
    for (id, part, Count(all)) in rows!(returns, all, (Id, String, Count)) {
        counts.entry(id).or_default().returned.entry(part).or_default().0 += all;
    }
    let today = daily_returns::table.filter(daily_returns::day.ge(calendar::day(now))).select((
        daily_returns::collection,
        daily_returns::part,
        daily_returns::returned,
    ));
    for (id, part, Count(today)) in rows!(daily_returns, today, (Id, String, Count)) {
        counts.entry(id).or_default().returned.entry(part).or_default().1 += today;
    }
    let mailboxes = invited::table.select((
        invited::collection,
        invited::part,
        invited::mailboxes,
        invited::sent,
        invited::undeliverable,
    ));
    for (id, part, mailboxes, sent, undeliverable) in
        rows!(invited, mailboxes, (Id, String, Count, Count, Count))
    {
        let sources = counts.entry(id).or_default().sources.entry(part).or_default();
        (sources.mailboxes, sources.sent, sources.undeliverable) =
            (mailboxes.0, sent.0, undeliverable.0);
    }
    let departed = mailings::table
        .filter(mailings::departed.ne(0))
        .select((mailings::collection, mailings::departed));
    for (id, Count(departed)) in rows!(mailings, departed, (Id, Count)) {
        counts.entry(id).or_default().departed = departed;
    }
    let batches = code_batches::table.select((
        code_batches::collection,
        code_batches::part,
        code_batches::number,
        code_batches::used,
        code_batches::revoked,
        code_batches::made_on,
    ));
    for (id, part, Count(number), Count(used), revoked, made_on) in
        rows!(code_batches, batches, (Id, String, Count, Count, bool, NaiveDate))
    {
        let batch = Batch { part, number, used, revoked, made_on };
        counts.entry(id).or_default().batches.push(batch);
    }
    let asked = officers::table.select(officers::collection);
    for id in rows!(officers, asked, Id) {
        let of = &mut counts.entry(id).or_default().sources;
        of.entry(Part::NONE.to_owned()).or_default().officers += 1;
    }
    populations(connection, chosen, &mut counts)?;
    for of in counts.values_mut() {
        of.today = calendar::day(now);
    }
    Ok(counts)
}

/// How many people could answer each part, and the fewest since the opening.
fn populations(
    connection: &mut Connection,
    chosen: Option<&[Id]>,
    counts: &mut HashMap<Id, Counts>,
) -> Result<(), StoreError> {
    let mut its_parts = parts::table
        .inner_join(collections::table.on(collections::id.eq(parts::collection)))
        .inner_join(inspections::table.on(inspections::id.eq(collections::inspection)))
        .select((parts::collection, parts::key, parts::population, inspections::threshold))
        .into_boxed();
    let mut fewest = fewest_people::table.into_boxed();
    if let Some(chosen) = chosen {
        its_parts = its_parts.filter(parts::collection.eq_any(chosen));
        fewest = fewest.filter(fewest_people::collection.eq_any(chosen));
    }
    for (id, key, Count(people), Count(threshold)) in
        its_parts.load::<(Id, String, Count, Count)>(connection)?
    {
        let kept = if people < threshold { Part::OTHER.to_owned() } else { key };
        *counts.entry(id).or_default().parts.entry(kept).or_default() += people;
    }
    for (id, key, Count(people)) in fewest.load::<(Id, String, Count)>(connection)? {
        counts.entry(id).or_default().fewest.insert(key, people);
    }
    Ok(())
}
