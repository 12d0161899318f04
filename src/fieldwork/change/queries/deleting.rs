use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    super::Refused, Outline, Setup, inspection::take_inspection, returned::returned, take,
};
use crate::{
    audit,
    evaluation::queries as evaluation,
    inspection::{Collection, State},
    intake::release,
    invitation::outbox::lock_messages,
    officers::queries as officers,
    rates,
    records::queries::begun,
    store::{
        Connection, Count, Id, StoreError,
        schema::{
            code_batches, collections, comments, daily_returns, fewest_people, held_comments,
            held_responses, holdings, inspection_choices, inspection_readers, inspection_team,
            inspections, invitations, invited, issued_tickets, list_uploaders, mailings,
            message_texts, messages, parts, programme_inspections, records, responses, returns,
            revoked_tickets, taken_bounces, tallies, tickets, unreached, visit_counts, waves,
        },
        upkeep,
    },
};

/// Why a collection cannot be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// So many have answered.
    Answers(u64),
    /// It has opened, and its count is not live, because too few people could answer: a refusal
    /// for their answers would tell whether somebody has answered.
    Few,
    /// So many invitations were sent, or may have been.
    Invitations(u64),
    /// So many slips were handed out and not cancelled.
    Slips(u64),
    /// Anybody with the link may have its form open, at least until this time; `None` while no
    /// closing time is near.
    Forms(Option<DateTime<Utc>>),
}

/// Why a collection cannot be deleted at `now`; `None` if it can.
pub fn keeps(
    connection: &mut Connection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<Option<Keeps>, StoreError> {
    let id = collection.id;
    let figures = rates::figures_by_part(connection, id, now)?;
    let is_few = !figures.is_live(collection);
    let answers = returned(connection, id)?.max(begun(connection, id)?);
    let sources = figures.whole(collection).0.sources;
    let has_way_in = collection.open_link || sources.mailboxes + sources.slips + answers > 0;
    if collection.released_at.is_none() && collection.has_begun(now) && is_few && has_way_in {
        return Ok(Some(Keeps::Few));
    }
    if answers > 0 {
        return Ok(Some(Keeps::Answers(answers)));
    }
    let sent = sent(connection, id)?;
    if sent > 0 {
        return Ok(Some(Keeps::Invitations(sent)));
    }
    let slips = code_batches::table
        .filter(code_batches::collection.eq(id).and(code_batches::revoked.eq(false)))
        .select(code_batches::number)
        .load::<Count>(connection)?;
    let slips: u64 = slips.into_iter().map(|number| number.0).sum();
    if slips > 0 {
        return Ok(Some(Keeps::Slips(slips)));
    }
    let taken_until = release::due_at(collection);
    Ok(match collection.state(now) {
        State::Released => None,
        _ if !collection.open_link || !collection.has_begun(now) || taken_until <= now => None,
        State::Planned | State::Open => Some(Keeps::Forms(None)),
        State::Closing | State::Closed => Some(Keeps::Forms(Some(taken_until))),
    })
}

/// How many messages were sent or are being sent.
fn sent(connection: &mut Connection, collection: Id) -> Result<u64, StoreError> {
    let counts = waves::table
        .filter(waves::collection.eq(collection))
        .select((waves::sent, waves::unconfirmed))
        .load::<(Count, Count)>(connection)?;
    let bounced = invited::table
        .filter(invited::collection.eq(collection))
        .select((invited::sent, invited::undeliverable))
        .load::<(Count, Count)>(connection)?;
    // A message that was tried may have arrived without the mail server's confirmation.
    let tried = messages::table
        .filter(messages::collection.eq(collection))
        .filter(
            messages::state.eq("sending").or(messages::attempts.gt(0)).or(messages::handed.gt(0)),
        )
        .count()
        .get_result::<Count>(connection)?;
    let known: u64 = counts.into_iter().map(|(sent, unconfirmed)| sent.0 + unconfirmed.0).sum();
    let invited: u64 =
        bounced.into_iter().map(|(sent, undeliverable)| sent.max(undeliverable).0).sum();
    Ok(known.max(invited) + tried.0)
}

/// The collections of an inspection that cannot be deleted, with reasons.
pub fn keeps_inspection(
    connection: &mut Connection,
    collections: &[Collection],
    now: DateTime<Utc>,
) -> Result<Vec<(Collection, Keeps)>, StoreError> {
    let mut kept = Vec::new();
    for collection in collections {
        if let Some(why) = keeps(connection, collection, now)? {
            kept.push((collection.clone(), why));
        }
    }
    Ok(kept)
}

/// Deletes a collection that still equals `from`, if nobody has answered it and nothing was sent.
pub fn delete(
    connection: &mut Connection,
    id: Id,
    from: &Setup,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        let collection = take(connection, id)?;
        let current = Setup::from(&collection);
        if current != *from {
            return Err(Refused::Stale(from.differences(&current)));
        }
        audit::with(connection, actor, "Deleted the collection", &collection, |connection| {
            remove_if_unneeded(connection, &collection, now)
        })?
        .then_some(())
        .ok_or(Refused::Kept)
    })
}

/// Deletes an inspection that still equals `from` with its collections, if none is needed and
/// nothing is evaluated.
pub fn delete_inspection(
    connection: &mut Connection,
    id: Id,
    from: &Outline,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refused> {
    connection.writing(|connection| {
        let (inspection, collections) = take_inspection(connection, id, from)?;
        let names: Vec<String> = collections.iter().map(Collection::name).collect();
        let action = match names.as_slice() {
            [] => "Deleted the inspection".to_owned(),
            names => format!("Deleted the inspection with its collections: {}", names.join("; ")),
        };
        audit::with(connection, actor, &action, &inspection, |connection| {
            for collection in &collections {
                if !remove_if_unneeded(connection, collection, now)? {
                    return Ok(false);
                }
            }
            diesel::delete(inspection_team::table.filter(inspection_team::inspection.eq(id)))
                .execute(connection)?;
            diesel::delete(inspection_readers::table.filter(inspection_readers::inspection.eq(id)))
                .execute(connection)?;
            diesel::delete(programme_inspections::table.find(id)).execute(connection)?;
            diesel::delete(inspection_choices::table.find(id)).execute(connection)?;
            diesel::delete(message_texts::table.filter(message_texts::inspection.eq(id)))
                .execute(connection)?;
            if evaluation::is_any_written(connection, id)? {
                return Ok(false);
            }
            evaluation::delete_all(connection, id)?;
            diesel::delete(inspections::table.find(id)).execute(connection)?;
            Ok(true)
        })?
        .then_some(())
        .ok_or(Refused::Kept)
    })
}

/// Deletes a collection with everything that belongs to it, or nothing if it is needed. Its
/// messages are locked first, so no process can send one meanwhile.
fn remove_if_unneeded(
    connection: &mut Connection,
    collection: &Collection,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let id = collection.id;
    lock_messages(connection, &[id])?;
    if keeps(connection, collection, now)?.is_some() {
        return Ok(false);
    }
    macro_rules! delete_from {
        ($($table:ident),*) => {
            $(diesel::delete($table::table.filter($table::collection.eq(id))).execute(connection)?;)*
        };
    }
    officers::erase(connection, id)?;
    delete_from!(
        messages,
        waves,
        unreached,
        taken_bounces,
        invitations,
        invited,
        mailings,
        issued_tickets,
        records
    );
    delete_from!(revoked_tickets, code_batches, tickets, list_uploaders, fewest_people);
    delete_from!(
        held_responses,
        held_comments,
        holdings,
        visit_counts,
        responses,
        comments,
        tallies
    );
    delete_from!(returns, daily_returns, parts);
    diesel::delete(collections::table.find(id)).execute(connection)?;
    // This included the addresses of people who were to be invited.
    upkeep::sweep_is_due(connection)?;
    Ok(true)
}
