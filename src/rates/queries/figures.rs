use std::collections::HashMap;

use diesel::{dsl::count_star, expression::SqlLiteral, prelude::*, sql_types::BigInt};

use crate::{
    inspection::Part,
    rates::{Figures, PartFigures, Sources, reach::Returns},
    store::{
        Connection, Count, Id, StoreError,
        schema::{code_batches, collections, invited, mailings, officers, returns},
        sum,
    },
};

/// The figures of every collection. The cost grows with collections and parts, not with responses
/// or days.
pub fn figures_of_all(connection: &mut Connection) -> Result<Figures, StoreError> {
    let rows = returns::table
        .group_by(returns::collection)
        .select((returns::collection, sum(connection, "returns.returned", "returned")))
        .load::<(Id, Count)>(connection)?;
    Ok(Figures { returns: counted(rows), sources: sources(connection)? })
}

/// The figures of the collections of one inspection.
pub fn figures_of(connection: &mut Connection, inspection: Id) -> Result<Figures, StoreError> {
    let its_own =
        collections::table.filter(collections::inspection.eq(inspection)).select(collections::id);
    let rows = returns::table
        .filter(returns::collection.eq_any(its_own))
        .group_by(returns::collection)
        .select((returns::collection, sum(connection, "returns.returned", "returned")))
        .load::<(Id, Count)>(connection)?;
    Ok(Figures { returns: counted(rows), sources: sources(connection)? })
}

/// The invitations and slips of every collection that has any: a row for each part and batch.
fn sources(connection: &mut Connection) -> Result<HashMap<Id, Sources>, StoreError> {
    let mut sources: HashMap<Id, Sources> = HashMap::new();
    let mailboxes = invited::table
        .group_by(invited::collection)
        .select((
            invited::collection,
            sum(connection, "invited.mailboxes", "mailboxes"),
            sum(connection, "invited.sent", "sent"),
            sum(connection, "invited.undeliverable", "undeliverable"),
        ))
        .load::<(Id, Count, Count, Count)>(connection)?;
    for (id, mailboxes, sent, undeliverable) in mailboxes {
        let counts = sources.entry(id).or_default();
        (counts.mailboxes, counts.sent, counts.undeliverable) =
            (mailboxes.0, sent.0, undeliverable.0);
    }
    let departed = mailings::table
        .filter(mailings::departed.ne(0))
        .select((mailings::collection, mailings::departed));
    for (id, departed) in departed.load::<(Id, Count)>(connection)? {
        sources.entry(id).or_default().departed = departed.0;
    }
    let slips = code_batches::table
        .group_by(code_batches::collection)
        .select((code_batches::collection, handed_out(connection)))
        .load::<(Id, Count)>(connection)?;
    for (id, slips) in slips {
        sources.entry(id).or_default().slips = slips.0;
    }
    let asked = officers::table
        .group_by(officers::collection)
        .select((officers::collection, count_star()))
        .load::<(Id, Count)>(connection)?;
    for (id, asked) in asked {
        sources.entry(id).or_default().officers = asked.0;
    }
    Ok(sources)
}

/// The figures of one collection by part key.
pub fn figures_by_part(
    connection: &mut Connection,
    collection: Id,
) -> Result<PartFigures, StoreError> {
    let departed = mailings::table
        .find(collection)
        .select(mailings::departed)
        .first::<Count>(connection)
        .optional()?;
    Ok(PartFigures {
        returned: returns_by_part(connection, collection)?,
        sources: sources_by_part(connection, collection)?,
        departed: departed.unwrap_or_default().0,
    })
}

fn sources_by_part(
    connection: &mut Connection,
    collection: Id,
) -> Result<HashMap<String, Sources>, StoreError> {
    let mut sources: HashMap<String, Sources> = HashMap::new();
    let mailboxes = invited::table
        .filter(invited::collection.eq(collection))
        .select((invited::part, invited::mailboxes, invited::sent, invited::undeliverable))
        .load::<(String, Count, Count, Count)>(connection)?;
    for (part, mailboxes, sent, undeliverable) in mailboxes {
        let counts = sources.entry(part).or_default();
        (counts.mailboxes, counts.sent, counts.undeliverable) =
            (mailboxes.0, sent.0, undeliverable.0);
    }
    let slips = code_batches::table
        .filter(code_batches::collection.eq(collection))
        .group_by(code_batches::part)
        .select((code_batches::part, handed_out(connection)))
        .load::<(String, Count)>(connection)?;
    for (part, slips) in slips {
        sources.entry(part).or_default().slips = slips.0;
    }
    let asked = officers::table.filter(officers::collection.eq(collection)).count();
    let Count(asked) = asked.get_result::<Count>(connection)?;
    if asked > 0 {
        sources.entry(Part::NONE.to_owned()).or_default().officers = asked;
    }
    Ok(sources)
}

fn returns_by_part(
    connection: &mut Connection,
    collection: Id,
) -> Result<HashMap<String, u64>, StoreError> {
    let rows = returns::table
        .filter(returns::collection.eq(collection))
        .group_by(returns::part)
        .select((returns::part, sum(connection, "returns.returned", "returned")))
        .load::<(String, Count)>(connection)?;
    Ok(rows.into_iter().map(|(part, count)| (part, count.0)).collect())
}

/// A slip that was cancelled unused was not handed out.
fn handed_out(connection: &Connection) -> SqlLiteral<BigInt> {
    sum(
        connection,
        "CASE WHEN code_batches.revoked THEN code_batches.used ELSE code_batches.number END",
        "number",
    )
}

fn counted(rows: Vec<(Id, Count)>) -> Returns {
    rows.into_iter().map(|(id, count)| (id, count.0)).collect()
}
