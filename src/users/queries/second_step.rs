use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::ending::end_by_itself;
use crate::{
    audit::Ended,
    store::{
        Connection, Count, Id, Moment, StoreError,
        schema::{recovery_codes, users},
    },
    users::second_step::RecoveryHash,
};

/// The grace period after an administrator turned off two-step sign-in, to replace a lost
/// telephone.
const GRACE_AFTER_LOSS: TimeDelta = TimeDelta::days(1);

/// Sets a user's deadline for two-step sign-in.
pub fn set_second_step_due(
    connection: &mut Connection,
    id: Id,
    due: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::update(users::table.find(id))
        .set(users::second_step_due.eq(Moment::from(due)))
        .execute(connection)?;
    Ok(())
}

/// Turns two-step sign-in on, with its sealed key and the hashes of the recovery codes.
pub fn set_second_step(
    connection: &mut Connection,
    id: Id,
    sealed: &[u8],
    step: i64,
    codes: &[RecoveryHash],
) -> Result<(), StoreError> {
    diesel::update(users::table.find(id))
        .set((users::second_step.eq(sealed), users::second_step_used.eq(step)))
        .execute(connection)?;
    set_recovery_codes(connection, id, codes)
}

/// Replaces all recovery codes of a user.
pub fn set_recovery_codes(
    connection: &mut Connection,
    id: Id,
    codes: &[RecoveryHash],
) -> Result<(), StoreError> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(id)))
        .execute(connection)?;
    for code in codes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::user_id.eq(id),
                recovery_codes::selector.eq(code.selector),
                recovery_codes::hash.eq(&code.hash),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Turns two-step sign-in off for its owner.
pub fn clear_second_step(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    set_recovery_codes(connection, id, &[])?;
    diesel::update(users::table.find(id))
        .set(users::second_step.eq(None::<Vec<u8>>))
        .execute(connection)?;
    Ok(())
}

/// Turns two-step sign-in off for somebody who has lost their telephone. Their sessions end,
/// because the telephone may have one. If their role needs two-step sign-in, they have a day to set
/// it up again.
pub fn forget_second_step(connection: &mut Connection, id: Id) -> Result<(), StoreError> {
    clear_second_step(connection, id)?;
    end_by_itself(connection, id, Ended::SecondStep)?;
    set_second_step_due(connection, id, Utc::now() + GRACE_AFTER_LOSS)
}

/// Records that the code of a time step was used. `false` if a code of this step or a later one was
/// used before.
pub fn use_step(connection: &mut Connection, id: Id, step: i64) -> Result<bool, StoreError> {
    let unused = users::table.find(id).filter(users::second_step_used.lt(step));
    Ok(diesel::update(unused).set(users::second_step_used.eq(step)).execute(connection)? > 0)
}

/// The hash of the recovery code with this number, if it is unspent.
pub fn recovery_hash(
    connection: &mut Connection,
    id: Id,
    selector: i32,
) -> Result<Option<String>, StoreError> {
    let row =
        recovery_codes::table.find((id, selector)).select(recovery_codes::hash).first(connection);
    Ok(row.optional()?)
}

/// Uses up the recovery code with this hash. `false` if it was used or replaced in the meantime.
pub fn spend_recovery_code(
    connection: &mut Connection,
    id: Id,
    code: &RecoveryHash,
) -> Result<bool, StoreError> {
    let unspent =
        recovery_codes::table.find((id, code.selector)).filter(recovery_codes::hash.eq(&code.hash));
    Ok(diesel::delete(unspent).execute(connection)? > 0)
}

/// How many recovery codes are left.
pub fn recovery_codes_left(connection: &mut Connection, id: Id) -> Result<u64, StoreError> {
    let left = recovery_codes::table.filter(recovery_codes::user_id.eq(id)).count();
    Ok(left.get_result::<Count>(connection)?.0)
}
