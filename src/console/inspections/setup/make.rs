use crate::{
    audit,
    inspection::{Collection, Inspection, Stratum, create, queries},
    store::{Connection, StoreError},
    users::{Role, User, queries::set_team},
};

/// Makes an inspection, and writes down who did. A lead who makes it for another joins its team: otherwise they would not
/// see it.
pub fn make(
    connection: &mut Connection,
    user: &User,
    inspection: &Inspection,
    collections: &[(Collection, Vec<Stratum>)],
    copied: Option<&str>,
) -> Result<(), StoreError> {
    let made = create::set_up(collections);
    let action = copied.map_or_else(|| made.clone(), |title| format!("{made}, as a copy of “{title}”"));
    audit::with(connection, &user.email, &action, inspection, |connection| {
        queries::create(connection, inspection, collections)?;
        if user.role == Role::Lead && user.email != inspection.lead {
            set_team(connection, inspection.id, std::slice::from_ref(&user.email))?;
        }
        Ok(())
    })
}
