use clap::Args;
use validator::Validate;

use crate::{
    commands::no_inspection,
    inspection::{Area, queries::unscoped},
    store::{Connection, Id},
    text::not_an_email,
    users::{NewUser, Role},
};

/// Which part of the service an account can see.
#[derive(Debug, Args)]
pub struct Reach {
    /// The area of a coordinator, by code or name; repeat it for several areas
    #[arg(long)]
    area: Vec<Area>,
    /// The inspection of a reader, a viewer or a coordinator, by id or title; repeat it for
    /// several. Without it, a viewer sees the counts of every inspection, and a coordinator those
    /// of their areas in every inspection
    #[arg(long)]
    inspection: Vec<String>,
}

impl Reach {
    /// A validated user: a co-ordinator has areas, a reader has inspections, and other roles have
    /// neither (except viewers and co-ordinators who are limited to inspections).
    pub fn somebody(
        self,
        connection: &mut Connection,
        email: &str,
        role: Role,
    ) -> Result<NewUser, Box<dyn std::error::Error>> {
        match (role, self.area.is_empty()) {
            (Role::Coordinator, true) => {
                return Err(
                    "A coordinator needs an area. Name it with --area, such as --area Fife.".into(),
                );
            }
            (Role::Coordinator, false) | (_, true) => {}
            (_, false) => return Err("Only a coordinator has areas. Leave out --area.".into()),
        }
        match (role, self.inspection.is_empty()) {
            (Role::Reader, true) => {
                return Err(
                    "A reader needs an inspection. Name it with --inspection and its id or title."
                        .into(),
                );
            }
            (role, false) if !role.is_of_inspections() => {
                return Err("Only a reader, a viewer or a coordinator has inspections. Leave out \
                    --inspection."
                    .into());
            }
            _ => {}
        }
        let inspections = inspections(connection, &self.inspection)?;
        let new = NewUser::new(email, role).in_areas(self.area).of_inspections(inspections);
        if let Some(why) = not_an_email(&new.email, "Write one such as lead@example.org.") {
            return Err(format!("“{email}” is not an email address. {why}").into());
        }
        new.validate()?;
        Ok(new)
    }
}

fn inspections(
    connection: &mut Connection,
    named: &[String],
) -> Result<Vec<Id>, Box<dyn std::error::Error>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let all = unscoped::inspections(connection)?;
    let find = |name: &String| {
        let found = all.iter().find(|one| one.id.to_string() == *name || one.title == *name);
        found.map(|one| one.id).ok_or_else(|| no_inspection(name).into())
    };
    named.iter().map(find).collect()
}
