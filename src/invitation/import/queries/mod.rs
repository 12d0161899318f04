mod postgres;
mod sqlite;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::{prelude::*, upsert::excluded};

use super::{Changes, Consent, FEWEST, ImportError, Imported, List};
use crate::{
    audit,
    inspection::{Collection, Part, State},
    invitation::{
        AddressBook, queries, unreached,
        wave::{self, INVITATION},
    },
    rates,
    store::{
        Connection, Count, HashValue, Id, Moment, RowLock, StoreError, WithLock as _, on_either,
        schema::{invitations, invited, list_uploaders, messages, waves},
    },
};

/// The destination of a list.
pub struct Source<'a> {
    pub collection: &'a Collection,
    pub parts: &'a [Part],
    /// The inspection's threshold: parts with fewer people are stored as *other*.
    pub threshold: u32,
    pub book: &'a AddressBook,
}

/// A mailbox as stored.
struct Row {
    id: Id,
    part: String,
    fingerprint: HashValue,
    address: Vec<u8>,
    ticket: HashValue,
}

/// Stores the mailboxes of a list, all or none. Known mailboxes are skipped and get no second
/// invitation. Once invitations have begun, those of a list are sent at once, so it needs `consent`
/// to exactly its changes, which are counted in the same transaction.
pub fn store(
    connection: &mut Connection,
    source: &Source<'_>,
    list: &List,
    (actor, consent): (&str, Consent),
    now: DateTime<Utc>,
) -> Result<Imported, ImportError> {
    let collection = source.collection.id;
    if !matches!(source.collection.state(now), State::Planned | State::Open) {
        return Err(ImportError::Closed);
    }
    let rows = source.rows(list);
    connection.writing(|connection| {
        rates::keep_fewest(connection, collection, now)?;
        let first = wave::waves_of(connection, collection)?.is_empty();
        // Waves are locked before invitations, as everywhere.
        let begun = has_begun(connection, collection)?;
        let added = on_either!(connection, |connection| connection.add(collection, &rows)?);
        count(connection, collection, &added)?;
        for (part, invited) in queries::invited_by_part(connection, collection)? {
            if invited.mailboxes > 0 && invited.mailboxes < FEWEST {
                return Err(source.too_few(&part, invited.mailboxes));
            }
        }
        let keys: Vec<&str> = added.iter().map(|(_, part)| part.as_str()).collect();
        source.refuse_few(&keys, begun, now)?;
        let counted = queries::invited(connection, collection)?.mailboxes;
        let there = counted.saturating_sub(added.len() as u64);
        let list: Vec<HashValue> = rows.iter().map(|row| row.fingerprint).collect();
        let again = unreached::among(connection, collection, &list)?.len();
        let changes = Changes { again, ..source.changes(begun, there, &keys, rows.len()) };
        if !changes.are_allowed(consent) {
            return Err(ImportError::NotSeen(changes));
        }
        note_uploader(connection, collection, actor)?;
        queries::make_mailing(connection, collection)?;
        wave::plan(connection, source.collection, now)?;
        if begun {
            invite_late(connection, collection, &added, now)?;
        }
        let again = unreached::take_up(connection, collection, &list, now)?;
        let action = described(&added, rows.len(), begun);
        audit::record(connection, actor, &action, source.collection)?;
        let first_while_open = first && source.collection.state(now) == State::Open;
        Ok(Imported {
            added: added.len(),
            known: rows.len() - added.len(),
            again,
            first_while_open,
        })
    })
}

/// What a list would change, or why it would be refused. Writes nothing.
pub fn look(
    connection: &mut Connection,
    source: &Source<'_>,
    list: &List,
    now: DateTime<Utc>,
) -> Result<Changes, ImportError> {
    let collection = source.collection.id;
    if !matches!(source.collection.state(now), State::Planned | State::Open) {
        return Err(ImportError::Closed);
    }
    let there = queries::invited_by_part(connection, collection)?;
    let known: HashSet<HashValue> = invitations::table
        .filter(invitations::collection.eq(collection))
        .select(invitations::fingerprint)
        .load::<HashValue>(connection)?
        .into_iter()
        .collect();
    let kept = source.kept();
    let prints: Vec<HashValue> =
        list.mailboxes.iter().map(|(email, _)| source.book.fingerprint(email)).collect();
    let new = list.mailboxes.iter().zip(&prints).filter(|(_, print)| !known.contains(*print));
    let keys: Vec<&str> = new.map(|((_, part), _)| kept_as(&kept, part.as_deref())).collect();
    let mut mailboxes: BTreeMap<&str, u64> =
        there.iter().map(|(key, invited)| (key.as_str(), invited.mailboxes)).collect();
    for key in &keys {
        *mailboxes.entry(key).or_default() += 1;
    }
    if let Some((key, count)) = mailboxes.iter().find(|(_, count)| (1..FEWEST).contains(count)) {
        return Err(source.too_few(key, *count));
    }
    let begun = waves::table
        .find((collection, INVITATION))
        .select(waves::begun)
        .first::<bool>(connection)
        .optional()?;
    source.refuse_few(&keys, begun == Some(true), now)?;
    let there = there.values().map(|invited| invited.mailboxes).sum();
    let again = unreached::among(connection, collection, &prints)?.len();
    Ok(Changes { again, ..source.changes(begun == Some(true), there, &keys, list.mailboxes.len()) })
}

/// The key under which a mailbox of a part is stored.
fn kept_as<'a>(kept: &HashMap<&'a str, &'a str>, part: Option<&str>) -> &'a str {
    part.map_or(Part::NONE, |key| kept.get(key).copied().unwrap_or(Part::OTHER))
}

impl Source<'_> {
    /// The key under which each part's mailboxes are stored.
    fn kept(&self) -> HashMap<&str, &str> {
        self.parts.iter().map(|part| (part.key.as_str(), part.kept_as(self.threshold))).collect()
    }

    /// In the order of their fingerprints, so that no row reveals its place in the list, and so
    /// that concurrent lists lock rows in the same order.
    fn rows(&self, list: &List) -> Vec<Row> {
        let kept = self.kept();
        let row = |(email, part): &(String, Option<String>)| {
            let id = Id::random();
            let part = kept_as(&kept, part.as_deref());
            Some(Row {
                id,
                part: part.to_owned(),
                fingerprint: self.book.fingerprint(email),
                address: self.book.seal(id, email)?,
                ticket: self.book.ticket(id).digest(),
            })
        };
        let mut rows: Vec<Row> = list.mailboxes.iter().filter_map(row).collect();
        rows.sort_unstable_by_key(|row| row.fingerprint);
        rows
    }

    /// The changes by a list of `all` mailboxes, if `there` are mailboxes and each new one is
    /// stored under one of `keys`.
    fn changes(&self, begun: bool, there: u64, keys: &[&str], all: usize) -> Changes {
        let mut parts: BTreeMap<String, usize> = BTreeMap::new();
        for key in keys {
            let name = match *key {
                Part::NONE => String::new(),
                Part::OTHER => "the small parts".to_owned(),
                key => self
                    .parts
                    .iter()
                    .find(|part| part.key == key)
                    .map_or_else(|| key.to_owned(), |part| part.name.clone()),
            };
            *parts.entry(name).or_default() += 1;
        }
        let parts = if self.parts.is_empty() { Vec::new() } else { parts.into_iter().collect() };
        Changes { begun, added: keys.len(), known: all - keys.len(), again: 0, there, parts }
    }

    /// Refuses a later list that adds few mailboxes, in all or to a part: a count of responses that
    /// moves after it would tell whether they have answered. Before anybody could answer, it tells
    /// nothing.
    fn refuse_few(
        &self,
        keys: &[&str],
        begun: bool,
        now: DateTime<Utc>,
    ) -> Result<(), ImportError> {
        if !begun && self.collection.state(now) == State::Planned {
            return Ok(());
        }
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
        match counts.into_iter().find(|(_, count)| *count < FEWEST) {
            Some((key, count)) => Err(ImportError::FewAdded { part: self.name(key), count }),
            None => Ok(()),
        }
    }

    fn too_few(&self, key: &str, count: u64) -> ImportError {
        let remedy = if self.parts.is_empty() {
            "Add more people."
        } else {
            "Add more people, or leave the part empty."
        };
        ImportError::TooFew { part: self.name(key), count, remedy }
    }

    fn name(&self, key: &str) -> String {
        match key {
            Part::NONE if self.parts.is_empty() => "This collection".to_owned(),
            Part::NONE => "The collection outside its parts".to_owned(),
            Part::OTHER => "The small parts together".to_owned(),
            key => self
                .parts
                .iter()
                .find(|part| part.key == key)
                .map_or_else(|| key.to_owned(), |part| format!("“{}”", part.name)),
        }
    }
}

/// How a list is stored in each database: SQLite gets single rows, PostgreSQL gets whole columns.
trait AddRows {
    /// Stores invitations with their tickets. Returns the new ones, each with its part.
    fn add(&mut self, collection: Id, rows: &[Row]) -> Result<Vec<(Id, String)>, StoreError>;
}

fn count(
    connection: &mut Connection,
    collection: Id,
    added: &[(Id, String)],
) -> Result<(), StoreError> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, part) in added {
        *counts.entry(part).or_default() += 1;
    }
    for (part, count) in counts {
        let row = (
            invited::collection.eq(collection),
            invited::part.eq(part),
            invited::mailboxes.eq(count),
            invited::sent.eq(0),
            invited::undeliverable.eq(0),
            invited::opted_out.eq(0),
        );
        let insert = diesel::insert_into(invited::table)
            .values(row)
            .on_conflict((invited::collection, invited::part))
            .do_update()
            .set(invited::mailboxes.eq(invited::mailboxes + excluded(invited::mailboxes)));
        on_either!(connection, |connection| insert.execute(connection)?);
    }
    Ok(())
}

/// Notes who knows the addresses of a collection. The command line is nobody who reads results in
/// the console.
fn note_uploader(
    connection: &mut Connection,
    collection: Id,
    actor: &str,
) -> Result<(), StoreError> {
    if actor == audit::COMMAND_LINE {
        return Ok(());
    }
    let row = (list_uploaders::collection.eq(collection), list_uploaders::email.eq(actor));
    let insert = diesel::insert_into(list_uploaders::table).values(row).on_conflict_do_nothing();
    on_either!(connection, |connection| insert.execute(connection)?);
    Ok(())
}

/// Whether invitations of a collection have begun.
fn has_begun(connection: &mut Connection, collection: Id) -> Result<bool, StoreError> {
    let invitation = waves::table.find((collection, INVITATION)).select(waves::begun);
    // Locked until the list is stored: a wave that began meanwhile would omit the new ones.
    let begun = invitation.with_lock(RowLock::Update).get_result::<bool>(connection);
    Ok(begun.optional()? == Some(true))
}

/// A list's entry in the audit log.
fn described(added: &[(Id, String)], all: usize, begun: bool) -> String {
    let (new, known) = (added.len(), all - added.len());
    if begun {
        format!("Imported mailboxes: {new} new, {known} known, after invitations had started")
    } else {
        format!("Imported mailboxes: {new}")
    }
}

/// Queues the invitations of mailboxes that are added after the wave has begun.
fn invite_late(
    connection: &mut Connection,
    collection: Id,
    added: &[(Id, String)],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let invitation = waves::table.find((collection, INVITATION));
    for (id, _) in added {
        diesel::insert_into(messages::table)
            .values((
                messages::id.eq(Id::random()),
                messages::collection.eq(collection),
                messages::wave.eq(INVITATION),
                messages::invitation.eq(*id),
                messages::state.eq("queued"),
                messages::attempts.eq(0),
                messages::due_at.eq(Moment::from(now)),
            ))
            .execute(connection)?;
    }
    diesel::update(invitation)
        .set(waves::waiting.eq(waves::waiting + Count(added.len())))
        .execute(connection)?;
    Ok(())
}

impl From<diesel::result::Error> for ImportError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{inspection::sample::half_way, store::Secret};

    #[test]
    fn the_rows_of_equal_lists_stand_in_one_order() {
        let (collection, _) = half_way();
        let secret = Secret::from_text(&"a".repeat(32)).expect("long enough");
        let book = AddressBook::of(&secret, collection.id);
        let source = Source { collection: &collection, parts: &[], threshold: 10, book: &book };
        let prints = |numbers: &mut dyn Iterator<Item = u32>| -> Vec<HashValue> {
            let mailboxes = numbers.map(|n| (format!("person{n}@example.org"), None)).collect();
            source
                .rows(&List { mailboxes, ..List::default() })
                .iter()
                .map(|row| row.fingerprint)
                .collect()
        };
        assert_eq!(prints(&mut (0..20)), prints(&mut (0..20).rev()));
    }
}
