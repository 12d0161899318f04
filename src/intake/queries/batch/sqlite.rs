use std::collections::BTreeMap;

use diesel::{prelude::*, upsert::excluded};

use super::{Batch, Cell, Held, Issued, Key, totals};
use crate::{
    intake::submission::Submission,
    store::{
        Id, StoreError,
        schema::{
            code_batches, daily_returns, held_comments, held_responses, issued_tickets, returns,
            revoked_tickets, tickets,
        },
    },
};

impl Batch for SqliteConnection {
    fn spend_open(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError> {
        let mut fresh = Vec::with_capacity(submissions.len());
        for submission in submissions {
            let inserted = diesel::insert_or_ignore_into(tickets::table)
                .values((
                    tickets::collection.eq(submission.collection),
                    tickets::digest.eq(submission.ticket),
                    tickets::part.eq(submission.part.as_ref()),
                ))
                .execute(self)?;
            if inserted > 0 {
                fresh.push(submission.key());
            }
        }
        Ok(fresh)
    }

    fn spend_issued(&mut self, submissions: &[&Submission]) -> Result<Vec<Issued>, StoreError> {
        let revoked = || code_batches::table.filter(code_batches::revoked).select(code_batches::id);
        let mut spent = Vec::with_capacity(submissions.len());
        for submission in submissions {
            let ticket = issued_tickets::table.find((submission.collection, submission.ticket));
            let stands = issued_tickets::batch
                .is_null()
                .or(issued_tickets::batch.assume_not_null().ne_all(revoked()));
            let row = diesel::delete(ticket.filter(stands)).returning(issued_tickets::all_columns);
            spent.extend(row.get_result::<Issued>(self).optional()?);
        }
        Ok(spent)
    }

    fn revoked(&mut self, submissions: &[&Submission]) -> Result<Vec<Key>, StoreError> {
        let mut there = Vec::new();
        for submission in submissions {
            let ticket = issued_tickets::table.find((submission.collection, submission.ticket));
            let key = (issued_tickets::collection, issued_tickets::digest);
            let withdrawn = revoked_tickets::table.find((submission.collection, submission.ticket));
            there.extend(ticket.select(key).first::<Key>(self).optional()?);
            there.extend(withdrawn.first::<Key>(self).optional()?);
        }
        Ok(there)
    }

    fn hold(&mut self, held: &[Held<'_>]) -> Result<(), StoreError> {
        for Held { submission, part } in held {
            diesel::insert_into(held_responses::table)
                .values((
                    held_responses::collection.eq(submission.collection),
                    held_responses::id.eq(submission.id),
                    held_responses::part.eq(part.as_ref()),
                    held_responses::sealed.eq(&submission.answers),
                ))
                .execute(self)?;
            for comment in &submission.comments {
                diesel::insert_into(held_comments::table)
                    .values((
                        held_comments::collection.eq(submission.collection),
                        held_comments::id.eq(comment.id),
                        held_comments::question.eq(&comment.question),
                        held_comments::sealed.eq(&comment.sealed),
                    ))
                    .execute(self)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, counts: &BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError> {
        for ((collection, part), count) in totals(counts) {
            diesel::insert_into(returns::table)
                .values((
                    returns::collection.eq(collection),
                    returns::part.eq(part),
                    returns::returned.eq(count),
                ))
                .on_conflict((returns::collection, returns::part))
                .do_update()
                .set(returns::returned.eq(returns::returned + excluded(returns::returned)))
                .execute(self)?;
        }
        for ((collection, part, day), count) in counts {
            diesel::insert_into(daily_returns::table)
                .values((
                    daily_returns::collection.eq(collection),
                    daily_returns::part.eq(part),
                    daily_returns::day.eq(day),
                    daily_returns::returned.eq(count),
                ))
                .on_conflict((daily_returns::collection, daily_returns::part, daily_returns::day))
                .do_update()
                .set(
                    daily_returns::returned
                        .eq(daily_returns::returned + excluded(daily_returns::returned)),
                )
                .execute(self)?;
        }
        Ok(())
    }

    fn count_slips(&mut self, slips: &BTreeMap<Id, i64>) -> Result<(), StoreError> {
        for (batch, count) in slips {
            diesel::update(code_batches::table.find(batch))
                .set(code_batches::used.eq(code_batches::used + count))
                .execute(self)?;
        }
        Ok(())
    }
}
