use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::{
    audit::Failures,
    console::shell::{
        access::{FromRow, named},
        form::{Errors, Typed},
    },
    inspection::{Area, Inspection},
    notice,
    store::{Connection, Id, StoreError},
    users::{Account, NewUser, Role, Scope, queries, scope::queries as reading},
};

/// An account as another user sees it.
#[derive(Clone)]
pub struct Person {
    pub account: Account,
    /// The link to choose a password, while it works.
    pub link: Option<Id>,
    /// When that link expires.
    pub until: Option<DateTime<Utc>>,
    /// The inspections that the person was invited to, as far as the viewer sees them.
    pub reads: Vec<Inspection>,
    /// When mail to them was returned.
    pub mail_returned: Option<DateTime<Utc>>,
    /// Whether the viewer may send them a link, and withdraw an invitation.
    pub may_send: bool,
}

impl FromRow for Person {
    type Row = Account;

    fn read(
        connection: &mut Connection,
        account: Account,
        scope: &Scope,
    ) -> Result<Self, StoreError> {
        let link =
            queries::link_of(connection, account.user.id)?.filter(|(_, until)| *until > Utc::now());
        let ids = reading::read_by(connection, &account.user.email)?;
        let mut reads = scope.inspections(connection)?;
        reads.retain(|inspection| {
            account.user.role.is_of_inspections() && ids.contains(&inspection.id)
        });
        Ok(Self {
            may_send: scope.may_send(connection, &account)?,
            link: link.map(|(link, _)| link),
            until: link.map(|(_, until)| until),
            mail_returned: notice::returned_at(connection, account.user.id)?,
            reads,
            account,
        })
    }
}

/// All visible accounts, by address.
pub fn everybody(
    connection: &mut Connection,
    scope: &Scope,
    now: DateTime<Utc>,
) -> Result<Vec<Person>, StoreError> {
    let links = queries::links(connection)?;
    let inspections: HashMap<Id, Inspection> = scope
        .inspections(connection)?
        .into_iter()
        .map(|inspection| (inspection.id, inspection))
        .collect();
    let mut reads: HashMap<String, Vec<Inspection>> = HashMap::new();
    for (inspection, email) in reading::readers_of_all(connection)? {
        if let Some(inspection) = inspections.get(&inspection) {
            reads.entry(email).or_default().push(inspection.clone());
        }
    }
    let person = |account: Account| Person {
        link: None,
        until: links.get(&account.user.id).copied().filter(|until| *until > now),
        reads: if account.user.role.is_of_inspections() {
            reads.remove(&account.user.email).unwrap_or_default()
        } else {
            Vec::new()
        },
        mail_returned: None,
        may_send: false,
        account,
    };
    Ok(scope.accounts(connection)?.into_iter().map(person).collect())
}

/// What the user may invite others to.
#[derive(Clone, Debug)]
pub struct Choices {
    pub areas: Vec<Area>,
    pub inspections: Vec<Inspection>,
}

impl Choices {
    /// For an administrator, all areas and inspections; for a lead, those of the inspections that
    /// they lead.
    pub fn of(connection: &mut Connection, scope: &Scope) -> Result<Self, StoreError> {
        let inspections = scope.inspections(connection)?;
        let areas = if scope.user().role == Role::Admin {
            Area::all().collect()
        } else {
            let asked = scope.collections(connection)?;
            Area::all()
                .filter(|area| asked.iter().any(|collection| collection.area == *area))
                .collect()
        };
        Ok(Self { areas, inspections })
    }
}

/// The visible inspections that ask anybody in these areas.
fn asking_in(
    connection: &mut Connection,
    scope: &Scope,
    areas: &[Area],
) -> Result<Vec<Id>, StoreError> {
    let there = scope
        .collections(connection)?
        .into_iter()
        .filter(|collection| areas.contains(&collection.area));
    Ok(there.map(|collection| collection.inspection).collect())
}

/// The typed role for an address, with its areas and inspections, or what is wrong. Whatever the
/// form says, nobody gets more than the viewer may give.
pub fn read(
    connection: &mut Connection,
    scope: &Scope,
    typed: &Typed,
    email: &str,
    failures: &Failures,
) -> Result<Result<NewUser, Errors>, StoreError> {
    let mut errors = Errors::default();
    let viewer = scope.user();
    let role = typed.one("role").parse().ok().filter(|role| viewer.role.may_invite(*role));
    let role: Option<Role> = errors.keep("role", role, "Choose a role.");
    let areas: Vec<Area> = typed.all("areas").filter_map(|code| code.parse().ok()).collect();
    let mut inspections = Vec::new();
    for text in typed.all("inspections") {
        let found = named::<Inspection>(connection, scope, text, failures)?;
        inspections.extend(found.map(|inspection| inspection.id));
    }
    if role == Some(Role::Coordinator) && viewer.role != Role::Admin && inspections.is_empty() {
        inspections = asking_in(connection, scope, &areas)?;
    }
    let new = NewUser::new(email, role.unwrap_or(Role::Viewer))
        .in_areas(areas)
        .of_inspections(inspections);
    match role {
        Some(Role::Coordinator) if new.areas.is_empty() => {
            errors.add("areas", "Choose at least one area for the co-ordinator.");
        }
        Some(Role::Reader) if new.inspections.is_empty() => {
            errors.add("inspections", "Choose at least one inspection for them to read.");
        }
        Some(Role::Viewer) if new.inspections.is_empty() && viewer.role != Role::Admin => {
            errors.add("inspections", "Choose at least one inspection for them to see.");
        }
        Some(Role::Coordinator) if !scope.may_invite(connection, &new)? => {
            errors.add("areas", "Choose among the areas of the inspections that you lead.");
        }
        _ => {}
    }
    if errors.is_empty() && !scope.may_invite(connection, &new)? {
        errors.add("role", "Choose a role.");
    }
    Ok(if errors.is_empty() { Ok(new) } else { Err(errors) })
}
